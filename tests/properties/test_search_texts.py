"""Whole texts: what is kept says the same as what is made anew, whatever happened before."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plugins.search import batch
from plugins.search.kept import HOLE, SIZE, Segment, SegmentStore, _plainly
from plugins.search.shards import decode
from plugins.search.texts import (
    AFTER,
    ALONE,
    BEFORE,
    Term,
    everyday_words,
    level_of,
    lines_of,
    plain_of,
    shard_of,
    terms,
    words_of,
)
from tests.support.long import examples

WORDS = ["thuế", "thuê", "đường", "Dượng", "của", "và", "án", "hoà", "hòa", "012", "12/KH-VKS"]
texts = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
posts = st.lists(texts, max_size=4).map("\n".join)
places = st.lists(st.none() | posts, max_size=12)
Post = str | None


def digest(post: Post) -> bytes:
    return blake2b(repr(post).encode(), digest_size=SIZE).digest() if post is not None else HOLE


def update(store: SegmentStore, newsroom: Sequence[Post], shards: int = 4) -> Segment:
    def text_of(place: int) -> str:
        post = newsroom[place]
        assert post is not None
        return post

    return store.update(list(map(digest, newsroom)), text_of, shards)


def all_of(segment: Segment) -> list[bytes]:
    return [segment.shard(number) for number in range(len(segment.digests))]


def tables_of(segment: Segment, word: str) -> list[str]:
    """The three tables of ``word``, as they are written."""
    return decode(segment.shard(shard_of(word, len(segment.digests)))).get(word, "||").split("|")


@given(st.lists(places, min_size=1, max_size=5))
@settings(max_examples=examples(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_kept_and_changed_is_as_made_anew(tmp_path: Path, history: list[list[Post]]) -> None:
    shutil.rmtree(tmp_path)
    for newsroom in history:
        # Most that happens is small: the same, and one post more, or one less.
        for step in (newsroom, newsroom[:-1], [*newsroom, "đường dài"]):
            kept = update(SegmentStore(tmp_path / "segment.sqlite3"), step)
            assert all_of(kept) == all_of(update(SegmentStore(None), step))


@given(places)
@settings(max_examples=examples(60))
def test_many_at_once_are_as_one_by_one(newsroom: list[Post]) -> None:
    texts = [post or "" for post in newsroom]
    assert batch.shards_of(texts, 4) == _plainly(texts, 4)


@given(places)
@settings(max_examples=examples(60))
def test_a_shard_tells_of_the_posts_that_say_it_and_of_no_others(newsroom: list[Post]) -> None:
    segment = update(SegmentStore(None), newsroom)
    found: set[tuple[Term, int]] = set()
    for number in range(len(segment.digests)):
        for word, line in decode(segment.shard(number)).items():
            assert shard_of(word, len(segment.digests)) == number
            for side, entries in enumerate(line.split("|")):
                for entry in filter(None, entries.split(";")):
                    other, _, steps = entry.rpartition(" ")
                    place = 0
                    for step in map(int, steps.split(",")):
                        place += step
                        found.add((Term(word, side, other), place))
    assert found == {
        (term, place)
        for place, post in enumerate(newsroom)
        if post
        for term in terms(lines_of(post))
    }


@given(posts)
def test_every_word_and_every_pair_is_told_once(post: str) -> None:
    lines = list(lines_of(post))
    found = terms(lines)
    for line in lines:
        for one, following in pairwise(line):
            pair = {Term(one, AFTER, following), Term(following, BEFORE, one)}
            assert pair & found
    rare = {word for line in lines for word in line if level_of[word]}
    assert {term.word for term in found if term.side == ALONE} <= rare
    assert rare <= {term.word for term in found}


def test_words_are_read_as_the_script_reads_them() -> None:
    assert words_of["012/KH-VKSTB,"] == ("12", "kh", "vkstb")
    assert words_of["Hoà"] == words_of["hòa"] == ("hòa",)
    assert words_of["quý"] == ("quý",)
    assert [plain_of[word] for word in ("đường", "dượng", "ắ")] == ["duong", "duong", "a"]
    assert "cua" in everyday_words()
    # By hand, from the definition of FNV-1a.
    assert shard_of("a", 1 << 32) == 0xE40C292C


def test_what_only_looks_alike_is_told_apart() -> None:
    newsroom = ["thuế đất", "ông thuê", None, "thuế"]
    segment = update(SegmentStore(None), newsroom)
    assert tables_of(segment, "thuế") == ["3", "đất 0", ""]
    assert tables_of(segment, "thuê") == ["", "", "ông 1"]
    assert tables_of(segment, "đất") == ["", "", ""]


def test_a_withdrawn_text_is_kept_nowhere(tmp_path: Path) -> None:
    file = tmp_path / "segment.sqlite3"
    newsroom: list[Post] = [f"bài số {number}" for number in range(20)]
    newsroom[7] = "bí mật zaqxsw"
    update(SegmentStore(file), newsroom)
    assert b"zaqxsw" in file.read_bytes()
    newsroom[7] = None
    kept = update(SegmentStore(file), newsroom)
    assert b"zaqxsw" not in b"".join(all_of(kept))
    assert tables_of(kept, "zaqxsw") == ["", "", ""]


def test_a_store_that_is_damaged_is_made_anew(tmp_path: Path) -> None:
    file = tmp_path / "segment.sqlite3"
    newsroom: list[Post] = [f"bài số {number}" for number in range(20)]
    before = all_of(update(SegmentStore(file), newsroom))
    file.write_bytes(b"not a database" * 100)
    assert all_of(update(SegmentStore(file), newsroom)) == before


@pytest.mark.parametrize("shards", [0, 1, 3])
def test_no_posts_have_no_words(shards: int) -> None:
    assert all_of(update(SegmentStore(None), [], shards)) == [b"{}"] * shards

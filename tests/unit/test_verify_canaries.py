"""Canaries: what a text that must stay unseen is known by, and what is only an official phrase."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.verify.canaries import Sieve, What, canaries, leaks
from desk.verify.facts import Facts, FileKind
from plugins.newsroom import Newsroom
from plugins.reading import read_newsroom
from tests.support import small_newsroom as small


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    root = small.make(tmp_path_factory.mktemp("canaries"))
    found = read_newsroom(root / "content", small.NOW).newsroom
    assert found is not None
    return found


def test_every_private_text_is_known_by_title_sentence_address_and_pictures(
    newsroom: Newsroom,
) -> None:
    kinds = {c.what for c in canaries(newsroom) if c.whose == small.DRAFT}
    assert kinds == {What.TITLE, What.SENTENCE, What.ADDRESS, What.PICTURE}


def test_a_withdrawn_address_is_no_secret_but_its_words_are(newsroom: Newsroom) -> None:
    kinds = {c.what for c in canaries(newsroom) if c.whose == small.WITHDRAWN}
    assert kinds == {What.TITLE, What.SENTENCE}


def test_a_newsroom_with_nothing_private_has_no_canary(newsroom: Newsroom) -> None:
    public = replace(newsroom, posts=newsroom.published)
    assert canaries(public) == ()


def hit(newsroom: Newsroom, needle: str) -> list[str]:
    facts = Facts(
        path="index.html",
        kind=FileKind.PAGE,
        sha256="",
        size=0,
        hits=(needle,),
        hit_lines=(7,),
    )
    return [str(p) for p in leaks([facts], canaries(newsroom), newsroom)]


def test_what_only_a_draft_says_is_a_leak_at_its_line(newsroom: Newsroom) -> None:
    (said,) = hit(newsroom, "Kế hoạch luân chuyển cán bộ quý hai đang được soạn thảo")
    assert said.startswith("index.html:7: lộ tiêu đề của content/" + small.DRAFT)


def test_a_sentence_that_public_texts_say_too_is_no_leak(tmp_path: Path) -> None:
    root = small.make(tmp_path)
    path = root / "content" / small.DRAFT
    common = "Các Kiểm sát viên báo cáo kết quả và nhận nhiệm vụ của tuần sau."
    path.write_text(path.read_text("utf-8") + f"\n{common}\n", encoding="utf-8")
    newsroom = read_newsroom(root / "content", small.NOW).newsroom
    assert newsroom is not None
    needle = next(c.needle for c in canaries(newsroom) if common.startswith(c.needle))

    assert hit(newsroom, needle) == []


def test_a_units_full_name_in_a_draft_is_no_leak_on_the_units_page(tmp_path: Path) -> None:
    root = small.make(tmp_path)
    path = root / "content" / small.DRAFT
    name = "Viện kiểm sát nhân dân huyện Đông Mẫu"
    path.write_text(path.read_text("utf-8") + f"\n## {name}\n\nNội dung.\n", encoding="utf-8")
    newsroom = read_newsroom(root / "content", small.NOW).newsroom
    assert newsroom is not None
    assert name in {c.needle for c in canaries(newsroom)}

    assert hit(newsroom, name) == []


words = st.text(alphabet="aàb -/", min_size=1, max_size=6)


@settings(max_examples=150, deadline=None)
@given(st.sets(words, min_size=1, max_size=8), st.text(alphabet="aàb -/", max_size=30))
def test_a_sieve_finds_exactly_what_a_plain_search_finds(needles: set[str], text: str) -> None:
    sieve = Sieve(needles)

    found = set(sieve.all_in(text))

    assert found == {n for n in sieve.needles if n in text}
    # A needle left out of the sieve begins with one that is in it.
    for needle in needles:
        if needle in text:
            assert any(needle.startswith(n) for n in found)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/x/bai-a.html", ["/bai-a"]),
        ("/x/bai-a-2.html", ["/bai-a-2"]),
        ("/x/bai-a-23.html", []),
        ("/x/bai-ab.html", []),
        ('"/bai-a" và /bai-a-2', ["/bai-a", "/bai-a-2"]),
    ],
)
def test_addresses_are_found_whole(text: str, found: list[str]) -> None:
    assert list(Sieve(["/bai-a", "/bai-a-2"], addresses=True).all_in(text)) == found

"""Related news over any archive: the promises a reader, and an incremental build, rely on."""

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.related import Candidate, ReasonKind, affected, related
from plugins.related.ranking import REACH
from plugins.vietnamese import VIETNAM

START = datetime(2021, 1, 1, tzinfo=VIETNAM)
SYLLABLES = ["số", "hóa", "hồ", "sơ", "án", "ma", "túy", "tiếp", "công", "dân", "II", "2021"]
UNIT = "VKSND huyện Hưng Hà"
NAMES = [f"p{i}" for i in range(40)]


@st.composite
def candidates(draw, names=NAMES):
    some = st.lists(st.sampled_from(names), max_size=2).map(tuple)
    return Candidate(
        path=draw(st.sampled_from(names)),
        date=START + timedelta(hours=draw(st.integers(0, 300)) * draw(st.sampled_from([1, 60]))),
        title=" ".join(draw(st.lists(st.sampled_from([*SYLLABLES, UNIT]), max_size=8))),
        authors=draw(st.lists(st.sampled_from("xyz"), max_size=2, unique=True).map(tuple)),
        department=draw(st.sampled_from([None, None, "d1", "d2"])),
        lineages=draw(st.lists(st.sampled_from("ABCDEF"), max_size=5, unique=True).map(tuple)),
        documents=draw(st.lists(st.sampled_from("KLM"), max_size=1).map(tuple)),
        sensitive=draw(st.sampled_from([False] * 7 + [True])),
        pin=draw(some) if draw(st.booleans()) else (),
        ban=draw(some) if draw(st.booleans()) else (),
    )


archives = st.lists(candidates(), max_size=40, unique_by=lambda post: post.path)


@settings(max_examples=120, deadline=None)
@given(archives, st.integers(0, 6))
def test_every_list_keeps_every_rule(posts, limit):
    by_path = {post.path: post for post in posts}
    lists = related(posts, limit=limit)
    assert lists.keys() == by_path.keys()
    for path, suggestions in lists.items():
        me = by_path[path]
        shown = [s.path for s in suggestions]
        pinned = [s.path for s in suggestions if s.reasons[0].kind is ReasonKind.PINNED]
        free = [by_path[p] for p in shown if p not in pinned]
        assert len(shown) == len(set(shown)) <= limit
        assert path not in shown
        assert not set(shown) & set(me.ban)
        due = [p for p in dict.fromkeys(me.pin) if p in by_path and p != path and p not in me.ban]
        assert pinned == due[:limit]
        assert shown[: len(pinned)] == pinned
        assert not any(post.sensitive for post in free)
        assert not (me.sensitive and free)
        for author in "xyz":
            by_author = [p for p in free if author in p.authors]
            assert len(by_author) <= 2
        others = [p for p in posts if not p.sensitive and p.path != path and p.path not in me.ban]
        if limit and not me.sensitive and others:
            assert shown


@settings(max_examples=60, deadline=None)
@given(archives, st.randoms(use_true_random=False))
def test_the_order_of_files_changes_nothing(posts, random):
    shuffled = list(posts)
    random.shuffle(shuffled)
    assert related(shuffled) == related(posts)


@settings(max_examples=150, deadline=None)
@given(archives, st.lists(candidates(), max_size=3, unique_by=lambda post: post.path), st.data())
def test_whoever_is_not_affected_keeps_their_list(before, edits, data):
    removed = data.draw(st.sets(st.sampled_from(NAMES), max_size=2))
    changed = {post.path: post for post in edits}
    after = [changed.pop(p.path, p) for p in before if p.path not in removed]
    after += changed.values()
    touched = affected(before, after)
    old, new = related(before), related(after)
    assert touched <= new.keys()
    for path in new.keys() - touched:
        assert new[path] == old[path]
    patched = {p: old[p] for p in new.keys() - touched} | related(after, only=touched)
    assert patched == new


def big(count, spread):
    """An archive in which everything is shared by everyone: the worst case for locality."""
    return [
        Candidate(
            path=f"p{i:04}",
            date=START + timedelta(hours=i * spread),
            title="Số hóa hồ sơ vụ án ma túy và tiếp công dân tại trụ sở",
            authors=(f"a{i % 9}",),
            department="d",
            lineages=("A", f"U{i % 3}"),
            documents=(f"D{i % 5}",),
        )
        for i in range(count)
    ]


@settings(max_examples=4, deadline=None)
@given(st.integers(0, 299), st.sampled_from([1, 24]))
def test_a_new_post_changes_a_bounded_number_of_lists_whatever_the_archive(place, spread):
    new = Candidate(
        path="new",
        date=START + timedelta(hours=place * spread, minutes=1),
        title="Số hóa hồ sơ, tiếp công dân và án ma túy",
        department="d",
        lineages=("A", "U0"),
        documents=("D1",),
    )
    small, large = big(150, spread * 2), big(300, spread)
    for before in (small, large):
        after = [*before, new]
        old, lists = related(before), related(after)
        changed = [p for p, suggestions in old.items() if lists[p] != suggestions]
        touched = affected(before, after) - {"new"}
        assert set(changed) <= touched
        assert len(touched) <= REACH
        assert len(touched) < 80  # what these windows come to, at 150 posts as at 300

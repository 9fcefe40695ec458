"""Related news over any archive: the promises a reader, and an incremental build, rely on."""

import tempfile
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from msgspec.structs import replace

from plugins.related import (
    Candidate,
    ReasonKind,
    Relations,
    batch,
    choosing,
    related,
    relations,
)
from plugins.vietnamese import VIETNAM
from plugins.words.batch import read_all
from plugins.words.phrases import Teller, pairs_of, read
from plugins.words.terms import Text, alike
from tests.support.long import examples
from tests.support.related import let_few_tell

START = datetime(2021, 1, 1, tzinfo=VIETNAM)
SYLLABLES = ["bưởi", "chanh", "dừa", "khế", "lựu", "mận", "số", "hóa", "của", "2021", "ổi", "sấu"]
NAMES = [f"p{i}" for i in range(40)]


@pytest.fixture(autouse=True, scope="module")
def narrow():
    """A limit so low that many columns cross it among forty posts."""
    with pytest.MonkeyPatch.context() as patch:
        let_few_tell(patch, 6)
        patch.setattr(batch, "BEST", 8)
        patch.setattr(choosing, "NEIGHBOURS", 2)
        patch.setattr(relations, "MANY", 1)
        yield


@st.composite
def candidates(draw, names=NAMES):
    some = st.lists(st.sampled_from(names), max_size=2).map(tuple)
    return Candidate(
        path=draw(st.sampled_from(names)),
        date=START + timedelta(hours=draw(st.integers(0, 300)) * draw(st.sampled_from([1, 60]))),
        title=" ".join(draw(st.lists(st.sampled_from(SYLLABLES), max_size=5))),
        digest=b"",
        authors=draw(st.lists(st.sampled_from("xyz"), max_size=2, unique=True).map(tuple)),
        department=draw(st.sampled_from([None, None, "d1", "d2"])),
        lineages=draw(st.lists(st.sampled_from("ABCDEF"), max_size=5, unique=True).map(tuple)),
        documents=draw(st.lists(st.sampled_from("KLM"), max_size=1).map(tuple)),
        sensitive=draw(st.sampled_from([False] * 7 + [True])),
        pin=draw(some) if draw(st.booleans()) else (),
        ban=draw(some) if draw(st.booleans()) else (),
    )


class Together(Relations):
    """What a clean build makes of many posts, of few: always as one product."""

    def update(self, candidates, text_of):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(relations, "BATCH", 0)
            return super().update(candidates, text_of)


bodies = st.lists(st.sampled_from(SYLLABLES), max_size=12).map(" ".join)
archives = st.lists(st.tuples(candidates(), bodies), max_size=30, unique_by=lambda p: p[0].path)


@settings(max_examples=examples(33), deadline=None)
@given(archives, st.integers(0, 6))
def test_every_list_keeps_every_rule(archive, limit):
    posts = {post.path: post for post, _ in archive}
    texts = {post.path: body for post, body in archive}
    lists = related(list(posts.values()), texts, limit=limit)
    assert lists.keys() == posts.keys()
    for path, suggestions in lists.items():
        me = posts[path]
        shown = [s.path for s in suggestions]
        pinned = [s.path for s in suggestions if s.reasons[0].kind is ReasonKind.PINNED]
        free = [posts[p] for p in shown if p not in pinned]
        assert len(shown) == len(set(shown)) <= limit
        assert path not in shown
        assert not set(shown) & set(me.ban)
        due = [p for p in dict.fromkeys(me.pin) if p in posts and p != path and p not in me.ban]
        assert pinned == due[:limit]
        assert shown[: len(pinned)] == pinned
        assert not any(post.sensitive for post in free)
        assert not (me.sensitive and free)
        for author in "xyz":
            assert len([p for p in free if author in p.authors]) <= 2
        for s in suggestions:
            if s.reasons[0].kind not in {ReasonKind.PINNED, ReasonKind.RECENT}:
                assert s.score >= choosing.FLOOR
        read_free = [read(p.title, texts[p.path]) for p in free]
        sketches = [text.sketch() for text in read_free]
        for at, one in enumerate(sketches):
            assert all(alike(one, other) < choosing.NEAR for other in sketches[:at])


@settings(max_examples=examples(15), deadline=None)
@given(archives, st.randoms(use_true_random=False))
def test_the_order_of_files_changes_nothing(archive, random):
    texts = {post.path: body for post, body in archive}
    posts = [post for post, _ in archive]
    shuffled = list(posts)
    random.shuffle(shuffled)
    assert related(shuffled, texts) == related(posts, texts)


WRITTEN = [
    *("bưởi", "Chanh", "DỪA", "số", "12", "3a", "của", "Đồng", "chí", "hoà", "hóa", "Hưng", "Hà"),
    *("kế", "hoạch", "-", "…", "(cơ)", "sở.", "sơ", "kết", "a_b", "\u0301x", "công", "tác", "Ủy"),
    *("ban\n", "kiểm", "sát/viên", "nhân", "dân", "ﬁ", "İ", "\x1c", "người\u00a0dân", "quy", "chế"),
]
written = st.lists(st.sampled_from(WRITTEN), max_size=40).map(" ".join) | st.text(max_size=60)


@settings(max_examples=examples(50), deadline=None)
@given(st.lists(st.tuples(written, written), max_size=4))
def test_texts_read_together_are_those_read_one_by_one(texts):
    together = list(read_all([one for one, _ in texts], lambda n: texts[n][1]))
    assert [(one.vector(), one.phrases) for one in together] == [
        (one.vector(), one.phrases) for one in (read(*text) for text in texts)
    ]


said = st.lists(st.lists(st.sampled_from("abc"), min_size=2, max_size=7).map(tuple), max_size=4)


def runs_in(phrases):
    return {p[a:b] for p in phrases for a in range(len(p)) for b in range(a + 2, len(p) + 1)}


@settings(max_examples=examples(100), deadline=None)
@given(said, said)
def test_what_both_say_is_the_longest_runs_of_words_in_both(mine, theirs):
    one, other = (
        Text(b"", b"", "".join([" \n ", *[f"{' '.join(p)} \n " for p in some]]).encode())
        for some in (mine, theirs)
    )
    teller = Teller(one, pairs_of(one), lambda _: 1)
    both = teller._said & frozenset(pairs_of(other))
    found = [teller._words[a : b + 1] for a, b in teller._shared(both, other.phrases)]
    assert {tuple(words) for words in found} <= runs_in(mine) & runs_in(theirs)
    for phrase in mine:
        common = runs_in([phrase]) & runs_in(theirs)
        longest = {r for r in common if not any(r != o and r in runs_in([o]) for o in common)}
        assert longest <= {tuple(words) for words in found}


@settings(max_examples=examples(33), deadline=None)
@given(archives)
def test_lists_made_together_are_those_of_the_definition(archive):
    texts = {post.path: body for post, body in archive}
    found = Together(None).update([post for post, _ in archive], texts.__getitem__)
    assert {path: found.get(path) for path in found} == related([p for p, _ in archive], texts)


@settings(max_examples=examples(20), deadline=None)
@given(st.lists(st.tuples(written, written), max_size=24), st.integers(1, 3))
def test_reasons_given_together_are_those_of_the_definition(texts, documents):
    posts = [
        Candidate(
            path=f"p{at}",
            title=title,
            digest=b"",
            date=START + timedelta(days=at // 3),
            documents=("K", "L", "M")[at % 3 : at % 3 + documents],
        )
        for at, (title, _) in enumerate(texts)
    ]
    bodies = {f"p{at}": body for at, (_, body) in enumerate(texts)}
    found = Together(None).update(posts, bodies.__getitem__)
    assert {path: found.get(path) for path in found} == related(posts, bodies)


class Newsroom(RuleBasedStateMachine):
    """Whatever is published, edited, moved in time or taken away, in whatever order."""

    @initialize(archive=archives, together=st.booleans())
    def begin(self, archive, together):
        self.folder = tempfile.TemporaryDirectory()
        self.file = Path(self.folder.name) / "related.sqlite"
        self.posts = {post.path: (post, body) for post, body in archive}
        self.index = Together(self.file) if together else Relations(self.file)

    @rule(post=candidates(), body=bodies)
    def put(self, post, body):
        self.posts[post.path] = (post, body)

    @rule(posts=st.lists(st.tuples(candidates(), bodies), max_size=3))
    def put_some(self, posts):
        self.posts.update({post.path: (post, body) for post, body in posts})

    @rule(name=st.sampled_from(NAMES), body=bodies)
    def rewrite(self, name, body):
        if name in self.posts:
            self.posts[name] = (self.posts[name][0], body)

    @rule(name=st.sampled_from(NAMES), word=st.sampled_from(SYLLABLES))
    def add_a_word(self, name, word):
        if name in self.posts:
            post, body = self.posts[name]
            self.posts[name] = (post, f"{body} {word}")

    @rule(name=st.sampled_from(NAMES), author=st.sampled_from("xyz"))
    def sign(self, name, author):
        if name in self.posts:
            post, body = self.posts[name]
            self.posts[name] = (replace(post, authors=(author,)), body)

    @rule(names=st.sets(st.sampled_from(NAMES), max_size=3))
    def remove(self, names):
        self.posts = {p: kept for p, kept in self.posts.items() if p not in names}

    @rule(post=candidates(), body=bodies)
    def publish_newest(self, post, body):
        last = max((kept.date for kept, _ in self.posts.values()), default=START)
        self.posts.pop(post.path, None)
        self.posts[post.path] = (replace(post, date=last + timedelta(hours=1)), body)

    @rule()
    def begin_another_process(self):
        self.index.keep()
        self.index = type(self.index)(self.file)

    @invariant()
    def lists_are_those_of_a_clean_build(self):
        if not hasattr(self, "posts"):
            return
        posts = [post for post, _ in self.posts.values()]
        signed = [replace(p, digest=repr(self.posts[p.path]).encode()) for p in posts]
        found = self.index.update(signed, lambda path: self.posts[path][1])
        expected = related(posts, {path: body for path, (_, body) in self.posts.items()})
        assert {path: found.get(path) for path in found} == expected

    def teardown(self):
        if hasattr(self, "folder"):
            self.index.keep()
            self.folder.cleanup()


TestNewsroom = Newsroom.TestCase
TestNewsroom.settings = settings(max_examples=examples(15), stateful_step_count=12, deadline=None)

"""Which posts are related: fixed weights over what two posts share, near in time first.

**Score of a pair**, a whole number that depends on the two posts alone:

==================  =====================================================================
văn bản             50 for a shared document, 60 for more: few facts tie two posts closer
đơn vị              30 when both posts are about one or two units, 15 when either is about
                    three or four, 8 beyond: news of eight units is news of none of them
chủ đề              8, 24, 30, 38, 46, 52, 60 for two, three … eight syllables in pairs that
                    the titles share: two are a word and may be chance, three are a phrase
                    (``tiếp công dân``); more words far apart say more than a longer phrase
phòng               8
tác giả             3
nearness            6 within a week, 4 within a month, 2 within half a year
==================  =====================================================================

Two posts are *alike* from 24 points on, author and nearness not counted: a
phrase, a unit, a document, or a department and a phrase each suffice, a
department alone does not. Equal scores go by nearness in time, then by path.

**Windows.** A post is compared only with its nearest neighbours in time among
the posts that share a unit, a department, a document or a pair with it, so many
earlier and so many later (``WINDOWS``). So all lists cost n log n, and a new
post can change only the lists of posts in whose windows it stands: at most
``REACH`` of them, and the posts that pin it, however large the archive. There
is no weighing by rarity over the archive, which would move every list a little
at every post; a pair that everyone uses is held by its window instead.

**The list.** Pins first, in their order. Then the alike, best first: at most two
by one author, one of several printings of a story, none banned. With fewer than
three, the nearest in time of the same unit or department follow, then the
nearest of all, each saying so.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from plugins.model import AuthorId, DepartmentId, UnitId
from plugins.related.titles import MOST_PAIRS, Title, phrase, read, same_story

MOST_DOCUMENTS = 8
MOST_UNITS = 8
"""Of a post's documents and units the first so many count."""

WINDOWS = {"document": 6, "unit": 6, "department": 4, "topic": 5, "time": 8}
"""Neighbours compared on each side, for one key of each kind; ``time`` is all posts."""

REACH = 2 * (
    WINDOWS["document"] * MOST_DOCUMENTS
    + WINDOWS["unit"] * MOST_UNITS
    + WINDOWS["department"]
    + WINDOWS["topic"] * MOST_PAIRS
    + WINDOWS["time"]
)
"""Lists of other posts that one new post can change at most, beside those that pin it."""

ALIKE = 24
A_PHRASE = 2
ENOUGH = 3
BY_ONE_AUTHOR = 2

_DOCUMENT = (0, 50, *[60] * MOST_DOCUMENTS)
_TOPIC = (0, 0, 8, 24, 30, 38, 46, 52, *[60] * 2 * MOST_PAIRS)
_DEPARTMENT = 8
_AUTHOR = 3
_UNIT_BY_BREADTH = (30, 30, 30, 15, 15, *[8] * MOST_UNITS)
"""By how many units the broader of the two posts is about."""

_DAY = 86_400_000_000
_WITHIN = (7 * _DAY, 30 * _DAY, 182 * _DAY)
_NEARNESS = (6, 4, 2, 0)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class ReasonKind(StrEnum):
    """Why a post is related."""

    PINNED = "biên tập chọn"
    DOCUMENT = "văn bản"
    UNIT = "đơn vị"
    TOPIC = "chủ đề"
    DEPARTMENT = "phòng"
    AUTHOR = "tác giả"
    RECENT = "mới"
    """Near in time only; a unit or department that follows is where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One tie between two posts."""

    kind: ReasonKind
    key: str = ""
    """Lineage, department or author id, document, or words of the title; may be empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A published post, as far as related news needs to know it."""

    path: str
    date: datetime
    """Aware."""
    title: str
    authors: tuple[AuthorId, ...] = ()
    department: DepartmentId | None = None
    lineages: tuple[UnitId, ...] = ()
    """The roots of its units' lineages, so that a unit and its successor are one."""
    documents: tuple[str, ...] = ()
    """Documents it cites, in normal form."""
    sensitive: bool = False
    pin: tuple[str, ...] = ()
    ban: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A related post."""

    path: str
    reasons: tuple[Reason, ...]
    """Strongest first; never empty."""
    score: int
    """0 for a pin."""


def related(
    posts: Sequence[Candidate], *, limit: int = 5, only: Collection[str] | None = None
) -> Mapping[str, tuple[Suggestion, ...]]:
    """Path → related posts, best first, for every post, or for the paths in ``only``.

    ``posts`` is the whole published set, withdrawn posts left out, in any order;
    paths must differ. Pins and bans of posts not in it are passed over. A list
    is empty only when the post is sensitive and pins nothing, when there is no
    other post to show, or when it bans all its neighbours.
    """
    archive = _Archive(posts)
    if only is None:
        wanted: Iterable[int] = range(len(archive.posts))
    else:
        wanted = sorted(archive.at[path] for path in only if path in archive.at)
    return {archive.posts[i].path: archive.suggestions(i, limit) for i in wanted}


def affected(before: Sequence[Candidate], after: Sequence[Candidate]) -> frozenset[str]:
    """Paths of ``after`` whose list may differ from what it was in ``before``.

    All others' lists are equal: what an incremental build need not compute.
    """
    old, new = _Archive(before), _Archive(after)
    paths = old.at.keys() | new.at.keys()
    changed = {path for path in paths if old.get(path) != new.get(path)}
    touched = set(changed)
    for archive in (old, new):
        for path in changed & archive.at.keys():
            touched.update(archive.posts[j].path for j in archive.near(archive.at[path]))
    touched.update(post.path for post in after if not changed.isdisjoint(post.pin))
    return frozenset(touched & new.at.keys())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facts:
    """A post as it is compared."""

    moment: int
    """Microseconds since 1970: whole numbers, for a float's order is not to be relied on."""
    title: Title
    topics: frozenset[str]
    units: frozenset[str]
    documents: frozenset[str]
    department: str | None
    authors: frozenset[str]


def _facts(post: Candidate) -> _Facts:
    title = read(post.title)
    return _Facts(
        moment=(post.date - _EPOCH) // _MICROSECOND,
        title=title,
        topics=frozenset(key for key, _ in title.pairs),
        units=frozenset(post.lineages[:MOST_UNITS]),
        documents=frozenset(post.documents[:MOST_DOCUMENTS]),
        department=post.department,
        authors=frozenset(post.authors),
    )


def _points(one: _Facts, other: _Facts) -> tuple[int, int, int, int]:
    """For what two posts share: of document, unit, topic, department."""
    unit = 0
    if not one.units.isdisjoint(other.units):
        unit = _UNIT_BY_BREADTH[max(len(one.units), len(other.units))]
    return (
        _DOCUMENT[len(one.documents & other.documents)],
        unit,
        _TOPIC[_shared_syllables(one, other)],
        _DEPARTMENT if one.department == other.department and one.department else 0,
    )


def _shared_syllables(one: _Facts, other: _Facts) -> int:
    """Two for each shared pair, less those counted twice where pairs meet in both titles.

    At least what one unbroken run has: a title that repeats itself meets itself more often.
    """
    if pairs := len(one.topics & other.topics):
        return max(pairs + 1, 2 * pairs - len(one.title.joints & other.title.joints))
    return 0


def _score(one: _Facts, other: _Facts, likeness: int) -> int:
    """``likeness``, the sum of ``_points``, with what author and nearness add."""
    apart = abs(one.moment - other.moment)
    near = _NEARNESS[bisect_left(_WITHIN, apart)]
    return likeness + near + (0 if one.authors.isdisjoint(other.authors) else _AUTHOR)


class _Line:
    """All posts that share one key, in time order."""

    __slots__ = ("kin", "posts", "reach")

    def __init__(self, kind: str) -> None:
        self.posts: list[int] = []
        self.reach = WINDOWS[kind]
        self.kin = kind in {"unit", "department"}


class _Archive:
    """Posts in time order, what each is compared by, and who stands near whom for each key."""

    def __init__(self, posts: Sequence[Candidate]) -> None:
        self.posts = sorted(posts, key=lambda post: (post.date, post.path))
        self.at = {post.path: i for i, post in enumerate(self.posts)}
        self.facts = [_facts(post) for post in self.posts]
        self.places: list[list[tuple[_Line, int]]] = []
        """For each post the lines it stands in, and where."""
        lines: dict[tuple[str, str], _Line] = {}
        for i in range(len(self.posts)):
            places = []
            # A sensitive post stands in no line: it is nobody's neighbour, and has none.
            for kind, key in () if self.posts[i].sensitive else self._keys(i):
                line = lines.get((kind, key))
                if line is None:
                    line = lines[kind, key] = _Line(kind)
                places.append((line, len(line.posts)))
                line.posts.append(i)
            self.places.append(places)

    def get(self, path: str) -> Candidate | None:
        """The post at ``path``, if there is one."""
        return self.posts[self.at[path]] if path in self.at else None

    def near(self, i: int, *, kin_only: bool = False) -> set[int]:
        """All posts in any window of ``i``, or in those of its units and department."""
        found: set[int] = set()
        for line, place in self.places[i]:
            if line.kin or not kin_only:
                found.update(line.posts[max(0, place - line.reach) : place + line.reach + 1])
        found.discard(i)
        return found

    def suggestions(self, i: int, limit: int) -> tuple[Suggestion, ...]:
        """The list of post ``i``."""
        post = self.posts[i]
        chosen = _Chosen(self, i, limit)
        for path in post.pin:
            if path in self.at:
                chosen.take(self.at[path], (Reason(kind=ReasonKind.PINNED),), 0)
        for score, j in self._alike(i):
            if chosen.full():
                break
            if chosen.admits(j):
                chosen.take(j, self._reasons(i, j), score)
        self._fill(chosen, i, min(ENOUGH, limit))
        return chosen.suggestions()

    def _fill(self, chosen: _Chosen, i: int, enough: int) -> None:
        """Bring a list of too few up to ``enough`` with what is near in time, kin first."""
        if chosen.count() >= enough:
            return
        neighbours = self.near(i)
        for pool in (self.near(i, kin_only=True), neighbours):
            for j in self._nearest(i, pool):
                if chosen.count() < enough and chosen.admits(j):
                    chosen.take(j, self._recent(i, j), self._whole(i, j))
        # Nothing but other printings of this story: better the nearest of them than none.
        for j in self._nearest(i, neighbours) if enough else ():
            if not chosen.count():
                chosen.take(j, self._recent(i, j), self._whole(i, j))

    def _keys(self, i: int) -> Iterable[tuple[str, str]]:
        post = self.posts[i]
        yield from (("document", key) for key in dict.fromkeys(post.documents[:MOST_DOCUMENTS]))
        yield from (("unit", key) for key in dict.fromkeys(post.lineages[:MOST_UNITS]))
        yield from (("topic", key) for key, _ in self.facts[i].title.pairs)
        if post.department:
            yield ("department", post.department)
        yield ("time", "")

    def _alike(self, i: int) -> list[tuple[int, int]]:
        """``(score, post)`` of the posts alike to ``i``, best first.

        The loop that costs the most: of each neighbour it asks first what most
        neighbours fail.
        """
        one = self.facts[i]
        topics, units, documents = one.topics, one.units, one.documents
        found = []
        facts = self.facts
        for j in self.near(i):
            other = facts[j]
            if (
                units.isdisjoint(other.units)
                and documents.isdisjoint(other.documents)
                and len(topics & other.topics) < A_PHRASE
            ):
                continue
            likeness = sum(_points(one, other))
            if likeness >= ALIKE:
                score = _score(one, other, likeness)
                found.append((-score, abs(one.moment - other.moment), self.posts[j].path, j))
        found.sort()
        return [(-score, j) for score, _, _, j in found]

    def _nearest(self, i: int, pool: Iterable[int]) -> list[int]:
        return sorted(pool, key=lambda j: self._nearness(i, j))

    def _nearness(self, i: int, j: int) -> tuple[int, str]:
        return (abs(self.facts[i].moment - self.facts[j].moment), self.posts[j].path)

    def _reasons(self, i: int, j: int) -> tuple[Reason, ...]:
        one, other, post = self.facts[i], self.facts[j], self.posts[i]
        document, unit, topic, department = _points(one, other)
        ties: list[tuple[int, ReasonKind, str]] = []
        if document:
            ties.append((document, ReasonKind.DOCUMENT, _first(post.documents, other.documents)))
        if unit:
            ties.append((unit, ReasonKind.UNIT, _first(post.lineages, other.units)))
        if topic:
            ties.append((topic, ReasonKind.TOPIC, phrase(one.title, other.topics)))
        if department:
            ties.append((department, ReasonKind.DEPARTMENT, one.department or ""))
        if author := _first(post.authors, other.authors):
            ties.append((_AUTHOR, ReasonKind.AUTHOR, author))
        ties.sort(key=lambda tie: -tie[0])
        return tuple(Reason(kind=kind, key=key) for _, kind, key in ties)

    def _whole(self, i: int, j: int) -> int:
        one, other = self.facts[i], self.facts[j]
        return _score(one, other, sum(_points(one, other)))

    def _recent(self, i: int, j: int) -> tuple[Reason, ...]:
        kin = (ReasonKind.UNIT, ReasonKind.DEPARTMENT)
        return (
            Reason(kind=ReasonKind.RECENT),
            *(reason for reason in self._reasons(i, j) if reason.kind in kin),
        )


class _Chosen:
    """A list being filled, and what it still admits."""

    def __init__(self, archive: _Archive, i: int, limit: int) -> None:
        self._archive = archive
        self._post = archive.posts[i]
        self._i = i
        self._limit = limit
        self._taken: dict[int, Suggestion] = {}
        self._authors: list[str] = []

    def suggestions(self) -> tuple[Suggestion, ...]:
        return tuple(self._taken.values())

    def count(self) -> int:
        return len(self._taken)

    def full(self) -> bool:
        return len(self._taken) >= self._limit

    def take(self, j: int, reasons: tuple[Reason, ...], score: int) -> None:
        """Add ``j``, unless it is the post itself, banned, in already, or one too many."""
        other = self._archive.posts[j]
        if j == self._i or j in self._taken or other.path in self._post.ban or self.full():
            return
        self._taken[j] = Suggestion(path=other.path, reasons=reasons, score=score)
        self._authors += self._archive.facts[j].authors

    def admits(self, j: int) -> bool:
        """Whether ``j`` is no author's third and no second printing of a story."""
        other = self._archive.posts[j]
        if j in self._taken or other.path in self._post.ban:
            return False
        if any(self._authors.count(author) >= BY_ONE_AUTHOR for author in other.authors):
            return False
        return not any(self._same_story(j, k) for k in (self._i, *self._taken))

    def _same_story(self, j: int, k: int) -> bool:
        one, other = self._archive.facts[j], self._archive.facts[k]
        return one.units == other.units and same_story(one.title, other.title)


def _first(mine: Sequence[str], theirs: Collection[str]) -> str:
    """The first of ``mine`` that is theirs too; empty when none is."""
    return next((key for key in mine if key in theirs), "")

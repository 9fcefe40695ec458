"""Which posts are related: text counts most, in whole numbers that no other post can move.

**Score of a pair**, in millionths: the cosine of the two texts (``terms.py``),
to which a shared document adds ``DOCUMENT`` (two or more: a quarter more) and a
shared unit ``UNIT`` (half of it when either post is about three or four units,
and so on: news of eight units is news of none of them). A pair below
``FLOOR`` is not related. Equal scores go by department, author, nearness in
time, path.

**Weights that stay.** How rare a word is comes from a frozen table, so a post's
vector is a function of its own text: a new post moves no weight, and there is
nothing to go stale. Measured on 2,644 labelled news, precision at five: the
full cosine with frequencies of that set .823, with frequencies of any 256 of
its posts .822 to .830, with this table .826.

**Candidates.** Every post stands in a *line* for each of its strongest terms
(``terms.KEYS``), its documents and its units: all posts with that key in time
order. It meets the ``WINDOW`` before and the ``WINDOW`` after it. Of those, the
``POOL`` that it meets in most lines are its pool (equals: the nearest in time),
and only they are scored. So all lists cost n log n, and a new post can enter
only the pools of posts in whose windows it stands, whatever the archive's size.
With that the precision is .816, and .804 where dates are shuffled; more keys,
wider windows and larger pools gain thousandths.

**The list.** Pins first, in their order. Then the related, best first: at most
two by one author, one of several near-duplicates (``NEAR``), no reprint of the
post itself (``SAME``), none banned. With fewer than ``ENOUGH``, the nearest in
time of the same unit or department follow, then the nearest of all, each saying
so: the nearest and not the newest of all, or every new post would change every
such list.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import chain, repeat
from operator import attrgetter, mul
from typing import Protocol

from plugins.model import DepartmentId, UnitId
from plugins.related.terms import Phrase, Text, key_of, said, shared_phrase
from plugins.related.values import Candidate, Reason, ReasonKind, Suggestion

WINDOW = 40
POOL = 28
ENOUGH = 3
LIMIT = 5
BY_ONE_AUTHOR = 2
MOST_DOCUMENTS = 8
MOST_UNITS = 8
"""Of a post's documents and units the first so many count."""

DOCUMENT = 200_000
UNIT = 60_000
FLOOR = 100_000
NEAR = 600_000
SAME = 900_000
TOLD = 40_000
"""A cosine from which words alone are a reason to tell."""

NEIGHBOURS = 8
"""Posts on each side, of one unit, one department or all, that may fill a list."""

_DOCUMENT_LINES = 16
_UNIT_LINES = 2
"""How many lines of words a line of documents or units counts for."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_REMEMBERED = 4000
"""Posts kept open at a time: some 80 MB of them."""
_SCORED = 200_000

_NOTHING = repeat(0)

Pool = dict[int, tuple[int, int]]
"""Post → (lines in which it was met, cosine)."""


class Source(Protocol):
    """Where an archive finds what it does not hold."""

    def text(self, post: int) -> Text:
        """The text of a post."""

    def lines(self, post: int) -> Iterable[tuple[Sequence[int], int, int]]:
        """Every line a post stands in: its posts in time order, its place, how much it counts."""


def in_time(posts: Iterable[Candidate]) -> list[Candidate]:
    """By date, then by path: a total order. Two sorts, for neither makes a key for each post."""
    return sorted(sorted(posts, key=attrgetter("path")), key=attrgetter("date"))


class Archive:
    """A published set under comparison. Posts are numbers; ``rank`` is their place in time.

    ``posts`` are given in that order: see ``in_time``.
    """

    def __init__(self, posts: Mapping[int, Candidate], source: Source) -> None:
        self.posts = posts
        self.source = source
        self.order = list(posts)
        self.rank = dict(zip(self.order, range(len(self.order)), strict=True))
        self._vectors: dict[int, dict[int, int]] = {}
        self._scored: dict[tuple[int, int], int] = {}
        self._spoken: dict[int, tuple[list[Phrase], set[tuple[str, str]]]] = {}
        self._moments: dict[int, int] = {}
        self._shared: dict[int, tuple[frozenset[str], frozenset[str]]] = {}
        self._at: dict[str, int] | None = None

    # --- what a post is compared by

    def vector(self, i: int) -> dict[int, int]:
        """Term → weight of post ``i``."""
        found = self._vectors.get(i)
        if found is None:
            if len(self._vectors) >= _REMEMBERED:
                self._vectors.clear()
            found = self._vectors[i] = self.source.text(i).vector()
        return found

    def cosine(self, i: int, j: int) -> int:
        """Of the texts of two posts, in millionths."""
        return self.cosines(i, (j,))[0]

    def cosines(self, i: int, others: Iterable[int]) -> list[int]:
        """Of post ``i`` with each of the others: here most of the time of a clean build goes."""
        if len(self._scored) >= _SCORED:
            self._scored.clear()
        scored, vector = self._scored, self.vector
        mine = vector(i)
        get, few = mine.get, len(mine)
        found = []
        for j in others:
            pair = (i, j) if i < j else (j, i)
            cosine = scored.get(pair)
            if cosine is None:
                theirs = vector(j)
                if len(theirs) <= few:
                    products = map(mul, map(get, theirs, _NOTHING), theirs.values())
                else:
                    products = map(mul, map(theirs.get, mine, _NOTHING), mine.values())
                cosine = scored[pair] = sum(products)
            found.append(cosine)
        return found

    def moment(self, i: int) -> int:
        """Microseconds since 1970: whole numbers, for a float's order is not to be relied on."""
        found = self._moments.get(i)
        if found is None:
            found = self._moments[i] = (self.posts[i].date - _EPOCH) // _MICROSECOND
        return found

    def nearness(self, i: int) -> Callable[[int], tuple[int, int]]:
        """A sort key: nearest in time to ``i`` first, of equals the earlier, then by path."""
        here, moment, rank = self.moment(i), self.moment, self.rank
        return lambda j: (abs(moment(j) - here), rank[j])

    def bonus(self, i: int, j: int) -> int:
        """What two posts score beside their words."""
        documents, units = self._shares(i)
        their_documents, their_units = self._shares(j)
        points = 0
        if documents and not documents.isdisjoint(their_documents):
            points += DOCUMENT if len(documents & their_documents) == 1 else DOCUMENT * 5 // 4
        if units and not units.isdisjoint(their_units):
            points += UNIT >> (max(len(units), len(their_units)) - 1) // 2
        return points

    def _shares(self, i: int) -> tuple[frozenset[str], frozenset[str]]:
        """Documents and units of post ``i``."""
        found = self._shared.get(i)
        if found is None:
            post = self.posts[i]
            documents = frozenset(post.documents[:MOST_DOCUMENTS])
            found = self._shared[i] = (documents, frozenset(post.lineages[:MOST_UNITS]))
        return found

    # --- the pool

    def met(self, i: int) -> Counter[int]:
        """Post → lines in which ``i`` meets it."""
        windows: list[Sequence[int]] = []
        for line, place, times in self.source.lines(i):
            windows += [window(line, place)] * times
        found = Counter(chain.from_iterable(windows))
        del found[i]
        return found

    def pool(self, i: int, known: Mapping[int, int] | None = None) -> Pool:
        """The pool of post ``i``; ``known`` are cosines that need no counting."""
        met: dict[int, int] = self.met(i)
        if len(met) > POOL:
            # Most were met once, and are out when enough were met twice.
            twice = {j: times for j, times in met.items() if times > 1}
            met = twice if len(twice) >= POOL else met
        chosen = sorted(met, key=met.__getitem__, reverse=True)
        if len(chosen) > POOL:
            least = met[chosen[POOL - 1]]
            if met[chosen[POOL]] == least:
                sure = [j for j in chosen[:POOL] if met[j] > least]
                equal = [j for j in chosen[len(sure) :] if met[j] == least]
                chosen = sure + sorted(equal, key=self.nearness(i))
            chosen = chosen[:POOL]
        known = known or {}
        new = [j for j in chosen if j not in known]
        cosines = {**known, **dict(zip(new, self.cosines(i, new), strict=True))}
        return {j: (met[j], cosines[j]) for j in chosen}

    # --- the list

    def suggestions(
        self, i: int, pool: Pool, limit: int = LIMIT, floor: int = FLOOR
    ) -> tuple[Suggestion, ...]:
        """The list of post ``i``, given its pool."""
        post = self.posts[i]
        chosen = _Chosen(self, i, limit)
        for path in post.pin:
            j = self._at_path().get(path)
            if j is not None:
                chosen.take(j, (Reason(kind=ReasonKind.PINNED),), 0)
        for j, total, cosine in self._related(i, pool, floor):
            if chosen.full():
                break
            if chosen.admits(j):
                chosen.take(j, self._reasons(i, j, cosine), total)
        if not post.sensitive:
            self._fill(chosen, i, min(ENOUGH, limit))
        return chosen.suggestions()

    def _related(self, i: int, pool: Pool, floor: int) -> list[tuple[int, int, int]]:
        """``(post, score, cosine)`` of those above the floor, best first."""
        totals = {j: cosine + self.bonus(i, j) for j, (_, cosine) in pool.items()}
        found = [j for j, total in totals.items() if total >= floor]
        if len({totals[j] for j in found}) < len(found):
            post, near = self.posts[i], self.nearness(i)
            found.sort(key=lambda j: (_strangers(post, self.posts[j]), near(j)))
        found.sort(key=totals.__getitem__, reverse=True)
        return [(j, totals[j], pool[j][1]) for j in found]

    def _fill(self, chosen: _Chosen, i: int, enough: int) -> None:
        """Bring a list of too few up to ``enough`` with what is near in time, kin first."""
        if chosen.count() >= enough:
            return
        near = self.nearness(i)
        kin = sorted(set(self.around(i, kin=True)), key=near)
        everyone = sorted({*kin, *self.around(i, kin=False)}, key=near)
        for j in (*kin, *everyone):
            if chosen.count() >= enough:
                return
            if chosen.admits(j):
                chosen.take(j, self._recent(i, j), self.bonus(i, j))
        # Nothing but other printings of this story: better the nearest of them than none.
        for j in everyone if enough else ():
            if not chosen.count():
                chosen.take(j, self._recent(i, j), self.bonus(i, j))

    def around(self, i: int, *, kin: bool) -> Iterator[int]:
        """Those next to ``i`` in time: of its units and department, or of all."""
        for belongs in _kinships(self.posts[i]) if kin else (_public,):
            yield from self._next_to(range(self.rank[i] - 1, -1, -1), belongs)
            yield from self._next_to(range(self.rank[i] + 1, len(self.order)), belongs)

    def _next_to(
        self, places: Iterable[int], belongs: Callable[[Candidate], bool]
    ) -> Iterator[int]:
        """The first few posts at ``places`` that belong; n posts of k units walk k n in all."""
        found = 0
        for place in places:
            j = self.order[place]
            post = self.posts[j]
            if not post.sensitive and belongs(post):
                yield j
                found += 1
                if found == NEIGHBOURS:
                    return

    def _at_path(self) -> dict[str, int]:
        if self._at is None:
            self._at = {post.path: j for j, post in self.posts.items()}
        return self._at

    def _reasons(self, i: int, j: int, cosine: int) -> tuple[Reason, ...]:
        post, other = self.posts[i], self.posts[j]
        ties: list[tuple[int, Reason]] = []
        if document := _first(post.documents[:MOST_DOCUMENTS], other.documents[:MOST_DOCUMENTS]):
            ties.append((DOCUMENT, Reason(kind=ReasonKind.DOCUMENT, key=document)))
        if unit := _first(post.lineages[:MOST_UNITS], other.lineages[:MOST_UNITS]):
            ties.append((UNIT, Reason(kind=ReasonKind.UNIT, key=unit)))
        if cosine >= TOLD:
            said = self._said(i, j)
            ties.append((cosine if said else 3, Reason(kind=ReasonKind.TOPIC, key=said)))
        if post.department and post.department == other.department:
            ties.append((2, Reason(kind=ReasonKind.DEPARTMENT, key=post.department)))
        if author := _first(post.authors, other.authors):
            ties.append((1, Reason(kind=ReasonKind.AUTHOR, key=author)))
        ties.sort(key=lambda tie: -tie[0])
        return tuple(reason for _, reason in ties)

    def _said(self, i: int, j: int) -> str:
        """The two strongest phrases that both ``i`` and ``j`` say."""
        _, others = self._says(j)
        mine, theirs = self.vector(i), self.vector(j)
        found: list[tuple[int, int, str]] = []
        for place, phrase in enumerate(self._says(i)[0]):
            if others.isdisjoint(phrase.written):
                continue
            weight, told = shared_phrase(phrase, others, mine, theirs)
            if weight:
                found.append((-weight, place, told))
        best: list[str] = []
        for _, _, told in sorted(found):
            if len(best) < 2 and not any(told in b or b in told for b in best):  # noqa: PLR2004
                best.append(told)
        return ", ".join(best)

    def _says(self, i: int) -> tuple[list[Phrase], set[tuple[str, str]]]:
        """What post ``i`` says: its phrases, and the pairs in them."""
        found = self._spoken.get(i)
        if found is None:
            if len(self._spoken) >= _REMEMBERED:
                self._spoken.clear()
            phrases = said(self.source.text(i))
            found = (phrases, {pair for phrase in phrases for pair in phrase.written})
            self._spoken[i] = found
        return found

    def _recent(self, i: int, j: int) -> tuple[Reason, ...]:
        kin = (ReasonKind.UNIT, ReasonKind.DEPARTMENT)
        return (
            Reason(kind=ReasonKind.RECENT),
            *(reason for reason in self._reasons(i, j, 0) if reason.kind in kin),
        )


class _Chosen:
    """A list being filled, and what it still admits."""

    def __init__(self, archive: Archive, i: int, limit: int) -> None:
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
        self._authors += dict.fromkeys(other.authors)

    def admits(self, j: int) -> bool:
        """Whether ``j`` is no author's third and no second printing of a story."""
        archive, other = self._archive, self._archive.posts[j]
        if j == self._i or j in self._taken or other.path in self._post.ban:
            return False
        if any(self._authors.count(author) >= BY_ONE_AUTHOR for author in other.authors):
            return False
        if archive.cosine(self._i, j) >= SAME:
            return False
        return all(archive.cosine(j, k) < NEAR for k in self._taken)


def window(line: Sequence[int], place: int) -> Sequence[int]:
    """Whom the post at a place of a line meets there, itself among them."""
    return line[max(0, place - WINDOW) : place + WINDOW + 1]


def keyed(post: Candidate, text: Text) -> Iterator[tuple[int, int]]:
    """The lines a post stands in, and how much each counts. A sensitive post stands in none."""
    if post.sensitive:
        return
    for document in dict.fromkeys(post.documents[:MOST_DOCUMENTS]):
        yield key_of(1, document), _DOCUMENT_LINES
    for unit in dict.fromkeys(post.lineages[:MOST_UNITS]):
        yield key_of(2, unit), _UNIT_LINES
    for key in array("I", text.keys):
        yield key, 1


def _strangers(one: Candidate, other: Candidate) -> int:
    """How little two posts share of department and author: 0 is most."""
    kin = 2 * (one.department == other.department and bool(one.department))
    return -(kin + (not set(one.authors).isdisjoint(other.authors)))


def _public(_post: Candidate) -> bool:
    return True


def _kinships(post: Candidate) -> Iterator[Callable[[Candidate], bool]]:
    """Of every unit and of the department of ``post``: whether another has it too."""
    for unit in dict.fromkeys(post.lineages[:MOST_UNITS]):
        yield partial(_is_about, unit)
    if post.department:
        yield partial(_is_from, post.department)


def _is_about(unit: UnitId, post: Candidate) -> bool:
    return unit in post.lineages[:MOST_UNITS]


def _is_from(department: DepartmentId, post: Candidate) -> bool:
    return post.department == department


def _first(mine: Sequence[str], theirs: Sequence[str]) -> str:
    """The first of ``mine`` that is theirs too; empty when none is."""
    return next((key for key in mine if key in theirs), "")

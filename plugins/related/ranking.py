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
With that the precision is .820, and .811 where dates are shuffled (with windows
of 40 and pools of 28 .816 and .803); more keys, wider windows and larger pools
gain thousandths.

**The list.** Pins first, in their order. Then the related, best first: at most
two by one author, one of several near-duplicates (``NEAR``), no reprint of the
post itself (``SAME``), none banned. With fewer than ``ENOUGH``, the nearest in
time of the same unit or department follow, then the nearest of all, each saying
so: the nearest and not the newest of all, or every new post would change every
such list.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import chain, compress, count, repeat
from operator import attrgetter, eq, itemgetter, mul

from plugins.model import DepartmentId, UnitId
from plugins.related.terms import Phrase, Text, best_phrases, key_of, pair_term, said, shared_phrase
from plugins.related.values import Candidate, Reason, ReasonKind, Suggestion

WINDOW = 64
POOL = 36
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

SLOT_BITS = 28
"""Bits for a post's number in an entry of a line, when it is kept: its key stands above them."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_REMEMBERED = 4000
"""Posts kept open at a time: some 80 MB of them."""
_SCORED = 200_000

_NOTHING = repeat(0)

Pool = dict[int, tuple[int, int]]
"""Post → (lines in which it was met, cosine)."""


Line = tuple[Sequence[int], int, int]
"""The posts of a line in time order, the place of a post among them, how much it counts."""
Ranked = tuple[int, int, int]
"""A post, the score of the pair, the cosine of the texts."""


def in_time(posts: Iterable[Candidate]) -> list[Candidate]:
    """By date, then by path: a total order. Nothing is compared twice where they are in order."""
    ordered = sorted(posts, key=attrgetter("date"))
    dates = [post.date for post in ordered]
    end = 0
    for at in compress(count(), map(eq, dates, dates[1:])):
        if at >= end:
            end = bisect_right(dates, dates[at], lo=at)
            ordered[at:end] = sorted(ordered[at:end], key=attrgetter("path"))
    return ordered


def microseconds(post: Candidate) -> int:
    """Since 1970: whole numbers, for a float's order is not to be relied on."""
    return (post.date - _EPOCH) // _MICROSECOND


class Archive:
    """A published set under comparison. Posts are numbers; ``rank`` is their place in time.

    ``posts`` are given in that order: see ``in_time``.
    """

    def __init__(self, posts: Mapping[int, Candidate], text: Callable[[int], Text]) -> None:
        self.posts = posts
        self._text = text
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
            found = self._vectors[i] = self._text(i).vector()
        return found

    def cosine(self, i: int, j: int) -> int:
        """Of the texts of two posts, in millionths."""
        return self.cosines(i, (j,))[0]

    def cosines(self, i: int, others: Iterable[int]) -> list[int]:
        """Of post ``i`` with each of the others."""
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
        """When post ``i`` was published, in microseconds."""
        found = self._moments.get(i)
        if found is None:
            found = self._moments[i] = microseconds(self.posts[i])
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

    def met(self, i: int, lines: Iterable[Line]) -> Counter[int]:
        """Post → lines in which ``i`` meets it; ``lines`` are all that it stands in."""
        windows: list[Sequence[int]] = []
        for line, place, times in lines:
            windows += [window(line, place)] * times
        found = Counter(chain.from_iterable(windows))
        del found[i]
        return found

    def pool(self, i: int, lines: Iterable[Line], known: Mapping[int, int] | None = None) -> Pool:
        """The pool of post ``i``; ``known`` are cosines that need no counting."""
        met: dict[int, int] = self.met(i, lines)
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
        chosen = self.choose(i, self.ranked(i, pool, floor), limit)
        return self.told(chosen, [self.said(i, j) for j, _ in chosen.related])

    def ranked(self, i: int, pool: Pool, floor: int = FLOOR) -> list[Ranked]:
        """Those of the pool that are above the floor, best first."""
        totals = {j: cosine + self.bonus(i, j) for j, (_, cosine) in pool.items()}
        found = [j for j, total in totals.items() if total >= floor]
        if len({totals[j] for j in found}) < len(found):
            post, near = self.posts[i], self.nearness(i)
            found.sort(key=lambda j: (_strangers(post, self.posts[j]), near(j)))
        found.sort(key=totals.__getitem__, reverse=True)
        return [(j, totals[j], pool[j][1]) for j in found]

    def choose(self, i: int, ranked: Iterable[Ranked], limit: int = LIMIT) -> Chosen:
        """Whom the list of post ``i`` shows, given whom it is related to, best first."""
        chosen = Chosen(self, i, limit)
        for path in self.posts[i].pin:
            j = self._at_path().get(path)
            if j is not None:
                chosen.take(j, 0, chosen.pinned)
        for j, total, cosine in ranked:
            if chosen.full():
                break
            if chosen.admits(j, cosine):
                chosen.relate(j, total, cosine)
        self.fill(chosen)
        return chosen

    def fill(self, chosen: Chosen) -> None:
        """Bring a list of too few up to ``ENOUGH`` with what is near in time, kin first."""
        i, enough = chosen.post, min(ENOUGH, chosen.limit)
        if self.posts[i].sensitive or chosen.count() >= enough:
            return
        near = self.nearness(i)
        kin = sorted(set(self.around(i, kin=True)), key=near)
        everyone = sorted({*kin, *self.around(i, kin=False)}, key=near)
        for j in (*kin, *everyone):
            if chosen.count() >= enough:
                return
            if chosen.admits(j, self.cosine(i, j)):
                chosen.take(j, self.bonus(i, j), chosen.recent)
        # Nothing but other printings of this story: better the nearest of them than none.
        for j in everyone if enough else ():
            if not chosen.count():
                chosen.take(j, self.bonus(i, j), chosen.recent)

    def told(self, chosen: Chosen, said: Iterable[str]) -> tuple[Suggestion, ...]:
        """A list with its reasons; ``said`` is what each of the related says too."""
        i, posts = chosen.post, self.posts
        pinned = Reason(kind=ReasonKind.PINNED)
        reasons = [
            *((pinned,) for _ in chosen.pinned),
            *(
                self._reasons(i, j, cosine, words)
                for (j, cosine), words in zip(chosen.related, said, strict=True)
            ),
            *(self._recent(i, j) for j in chosen.recent),
        ]
        return tuple(
            Suggestion(path=posts[j].path, reasons=why, score=score)
            for (j, score), why in zip(chosen.scores.items(), reasons, strict=True)
        )

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

    def _reasons(self, i: int, j: int, cosine: int, said: str) -> tuple[Reason, ...]:
        post, other = self.posts[i], self.posts[j]
        ties: list[tuple[int, Reason]] = []
        if document := _first(post.documents[:MOST_DOCUMENTS], other.documents[:MOST_DOCUMENTS]):
            ties.append((DOCUMENT, Reason(kind=ReasonKind.DOCUMENT, key=document)))
        if unit := _first(post.lineages[:MOST_UNITS], other.lineages[:MOST_UNITS]):
            ties.append((UNIT, Reason(kind=ReasonKind.UNIT, key=unit)))
        if cosine >= TOLD:
            ties.append((cosine if said else 3, Reason(kind=ReasonKind.TOPIC, key=said)))
        if post.department and post.department == other.department:
            ties.append((2, Reason(kind=ReasonKind.DEPARTMENT, key=post.department)))
        if author := _first(post.authors, other.authors):
            ties.append((1, Reason(kind=ReasonKind.AUTHOR, key=author)))
        ties.sort(key=itemgetter(0), reverse=True)
        return tuple(reason for _, reason in ties)

    def said(self, i: int, j: int) -> str:
        """The two strongest phrases that both ``i`` and ``j`` say."""
        phrases, pairs = self._says(i)
        both = pairs & self._says(j)[1]
        if not both:
            return ""
        mine, theirs = self.vector(i), self.vector(j)
        weights = ((pair, mine.get(pair_term[pair]), theirs.get(pair_term[pair])) for pair in both)
        shared = {pair: one * other for pair, one, other in weights if one and other}
        found: list[tuple[int, int, str]] = []
        for place, phrase in enumerate(phrases):
            if not shared.keys().isdisjoint(phrase.pairs):
                weight, told = shared_phrase(phrase, shared)
                if weight:
                    found.append((-weight, place, told))
        return best_phrases(told for _, _, told in sorted(found))

    def _says(self, i: int) -> tuple[list[Phrase], set[tuple[str, str]]]:
        """What post ``i`` says: its phrases, and the pairs in them."""
        found = self._spoken.get(i)
        if found is None:
            if len(self._spoken) >= _REMEMBERED:
                self._spoken.clear()
            phrases = said(self._text(i))
            found = (phrases, {pair for phrase in phrases for pair in phrase.pairs})
            self._spoken[i] = found
        return found

    def _recent(self, i: int, j: int) -> tuple[Reason, ...]:
        kin = (ReasonKind.UNIT, ReasonKind.DEPARTMENT)
        return (
            Reason(kind=ReasonKind.RECENT),
            *(reason for reason in self._reasons(i, j, 0, "") if reason.kind in kin),
        )


class Chosen:
    """A list being filled, and what it still admits."""

    def __init__(self, archive: Archive, post: int, limit: int = LIMIT) -> None:
        self._archive = archive
        self.post = post
        self.limit = limit
        self.scores: dict[int, int] = {}
        """Post → score, of all in the list: pinned, then related, then recent ones."""
        self.pinned: list[int] = []
        self.related: list[tuple[int, int]] = []
        """Posts, each with the cosine."""
        self.recent: list[int] = []
        self._ban = archive.posts[post].ban
        self._authors: list[str] = []

    def count(self) -> int:
        """How many there are in the list."""
        return len(self.scores)

    def full(self) -> bool:
        """Whether there is room for no other."""
        return len(self.scores) >= self.limit

    def take(self, j: int, score: int, among: list[int]) -> None:
        """Add ``j``, unless it is the post itself, banned, in already, or one too many."""
        if not self._bars(j) and not self.full():
            self._add(j, score)
            among.append(j)

    def relate(self, j: int, score: int, cosine: int) -> None:
        """Add ``j``, which the list admits."""
        self._add(j, score)
        self.related.append((j, cosine))

    def _add(self, j: int, score: int) -> None:
        self.scores[j] = score
        self._authors += dict.fromkeys(self._archive.posts[j].authors)

    def _bars(self, j: int) -> bool:
        return j == self.post or j in self.scores or self._archive.posts[j].path in self._ban

    def admits(self, j: int, cosine: int) -> bool:
        """Whether ``j``, as near as ``cosine``, is no author's third and no second printing."""
        if cosine >= SAME or self._bars(j):
            return False
        authors = self._archive.posts[j].authors
        if any(self._authors.count(author) >= BY_ONE_AUTHOR for author in authors):
            return False
        return all(self._archive.cosine(j, k) < NEAR for k in self.scores)


def window(line: Sequence[int], place: int) -> Sequence[int]:
    """Whom the post at a place of a line meets there, itself among them."""
    return line[max(0, place - WINDOW) : place + WINDOW + 1]


def keyed(post: Candidate, text: Text) -> Iterator[tuple[int, int]]:
    """The lines a post stands in, and how much each counts. A sensitive post stands in none."""
    if not post.sensitive:
        yield from tied(post)
        yield from ((key, 1) for key in array("I", text.keys))


def tied(post: Candidate) -> Iterator[tuple[int, int]]:
    """The lines of what a post shares beside words."""
    for document in dict.fromkeys(post.documents[:MOST_DOCUMENTS]):
        yield key_of(1, document), _DOCUMENT_LINES
    for unit in dict.fromkeys(post.lineages[:MOST_UNITS]):
        yield key_of(2, unit), _UNIT_LINES


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

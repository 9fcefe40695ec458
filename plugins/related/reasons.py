"""Why a post is related: what ties two posts, the strongest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from plugins.related.choosing import Archive, Chosen
from plugins.related.columns import DOCUMENT, UNIT, Columns, ties
from plugins.related.values import Candidate, Reason, ReasonKind, Suggestion
from plugins.words.phrases import Rank, Run, runs_of, strongest
from plugins.words.terms import COMMON, TOP, Remembered, Text, levels_of

TOLD = 25_000
"""The score of words alone from which they are a reason."""

_OPEN = 5000
"""Posts of which it is known at a time what they say: some 40 MB."""


class _Says(NamedTuple):
    """What there is to say of a post."""

    ties: Columns
    runs: dict[str, Run]
    ranks: Remembered[str, Rank | None]
    """Run → its rank; None when all of it is common."""


class Reasons:
    """Says why, of posts of one archive."""

    def __init__(
        self, archive: Archive, text: Callable[[int], Text], tells: Callable[[int], bool]
    ) -> None:
        """``tells``: whether a column does; what many say is no reason."""
        self._archive, self._text, self._tells = archive, text, tells
        self._known: dict[int, _Says] = {}

    def suggestions(
        self, chosen: Chosen, known: Iterable[Suggestion] = ()
    ) -> tuple[Suggestion, ...]:
        """A list with its reasons; ``known`` were suggested before and are as they were."""
        before = {suggestion.path: suggestion for suggestion in known}
        posts, i = self._archive.posts, chosen.post
        found: list[Suggestion] = []
        for j, score in chosen.scores.items():
            path = posts[j].path
            if path in before:
                found.append(before[path])
                continue
            if j in chosen.pinned:
                why: tuple[Reason, ...] = (Reason(kind=ReasonKind.PINNED),)
            elif j in chosen.recent:
                why = (Reason(kind=ReasonKind.RECENT), *_kin(posts[i], posts[j]))
            else:
                why = self._why(i, j, score)
            found.append(Suggestion(path=path, reasons=why, score=score))
        return tuple(found)

    def _why(self, i: int, j: int, score: int) -> tuple[Reason, ...]:
        """All that ties two related posts, the strongest first; of equals what is listed first."""
        post, other = self._archive.posts[i], self._archive.posts[j]
        mine, theirs = self._says(i).ties, self._says(j).ties
        both = filter(self._tells, mine.keys() & theirs.keys())
        words = score - sum(mine[column] * theirs[column] for column in both)
        found: list[tuple[int, Reason]] = []
        if document := _first(post.documents, other.documents):
            found.append((DOCUMENT**2, Reason(kind=ReasonKind.DOCUMENT, key=document)))
        if words >= TOLD:
            phrases = self._said(i, j)
            found.append((words if phrases else 3, Reason(kind=ReasonKind.TOPIC, key=phrases)))
        kin = _kin(post, other)
        found += [(UNIT**2 if one.kind is ReasonKind.UNIT else 2, one) for one in kin]
        if author := _first(post.authors, other.authors):
            found.append((1, Reason(kind=ReasonKind.AUTHOR, key=author)))
        found.sort(key=itemgetter(0), reverse=True)
        return tuple([one for _, one in found]) or (Reason(kind=ReasonKind.TOPIC),)

    def _said(self, i: int, j: int) -> str:
        """The strongest runs of words that both ``i`` and ``j`` say, by their weight in ``i``."""
        mine = self._says(i)
        both = mine.runs.keys() & self._says(j).runs.keys()
        return strongest(filter(None, map(mine.ranks.__getitem__, both)), both)

    def _says(self, i: int) -> _Says:
        found = self._known.get(i)
        if found is None:
            if len(self._known) >= _OPEN:
                self._known.clear()
            text, tells, level = self._text(i), self._tells, levels_of()[0].get
            (runs, phrases), weights = runs_of(text), text.vector()

            def rank(run: str) -> Rank | None:
                phrase, start, end = place = runs[run]
                terms = phrases[phrase][start : end - 1]
                weight = sum([weights[one] for one in terms if one in weights and tells(one)])
                if not weight or all(level(one, TOP) <= COMMON for one in terms):
                    return None
                return -weight, len(terms), place, run, terms

            found = _Says(ties(self._archive.posts[i]), runs, Remembered(rank))
            self._known[i] = found
        return found


def _kin(post: Candidate, other: Candidate) -> Iterator[Reason]:
    """The unit and the department of both."""
    if unit := _first(post.lineages, other.lineages):
        yield Reason(kind=ReasonKind.UNIT, key=unit)
    if post.department and post.department == other.department:
        yield Reason(kind=ReasonKind.DEPARTMENT, key=post.department)


def _first(mine: Sequence[str], theirs: Sequence[str]) -> str:
    """The first of ``mine`` that is theirs too; empty when none is."""
    for key in mine:
        if key in theirs:
            return key
    return ""

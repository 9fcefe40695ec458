"""Why a post is related: what ties two posts, the strongest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter

from plugins.related.choosing import Archive, Chosen
from plugins.related.columns import DOCUMENT, UNIT, Columns, ties
from plugins.related.values import Candidate, Reason, ReasonKind, Suggestion
from plugins.words.phrases import Teller, pairs_of
from plugins.words.terms import COMMON, TOP, Remembered, Text, levels_of

TOLD = 25_000
"""The score of words alone from which they are a reason."""


class Reasons:
    """Says why, of posts of one archive."""

    def __init__(
        self, archive: Archive, text: Callable[[int], Text], tells: Callable[[int], bool]
    ) -> None:
        """``tells``: whether a column does; what many say is no reason."""
        self._archive, self._text, self._tells = archive, text, tells
        self._ties = Remembered[int, Columns](lambda i: ties(archive.posts[i]))
        self._pairs = Remembered[int, tuple[str, ...]](lambda i: pairs_of(text(i)))

    def suggestions(
        self, chosen: Chosen, known: Iterable[Suggestion] = ()
    ) -> tuple[Suggestion, ...]:
        """A list with its reasons; ``known`` were suggested before and are as they were."""
        before = {suggestion.path: suggestion for suggestion in known}
        posts, i = self._archive.posts, chosen.post
        teller = self._teller(i)
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
                why = self._why(i, j, score, teller)
            found.append(Suggestion(path=path, reasons=why, score=score))
        return tuple(found)

    def _why(self, i: int, j: int, score: int, teller: Teller) -> tuple[Reason, ...]:
        """All that ties two related posts, the strongest first; of equals what is listed first."""
        post, other = self._archive.posts[i], self._archive.posts[j]
        mine, theirs = self._ties[i], self._ties[j]
        words = score
        for column in mine:
            if column in theirs and self._tells(column):
                words -= mine[column] * theirs[column]
        found: list[tuple[int, Reason]] = []
        if document := _first(post.documents, other.documents):
            found.append((DOCUMENT**2, Reason(kind=ReasonKind.DOCUMENT, key=document)))
        if words >= TOLD:
            phrases = teller.both(self._text(j), self._pairs[j])
            found.append((words if phrases else 3, Reason(kind=ReasonKind.TOPIC, key=phrases)))
        kin = _kin(post, other)
        found += [(UNIT**2 if one.kind is ReasonKind.UNIT else 2, one) for one in kin]
        if author := _first(post.authors, other.authors):
            found.append((1, Reason(kind=ReasonKind.AUTHOR, key=author)))
        found.sort(key=itemgetter(0), reverse=True)
        return tuple([one for _, one in found]) or (Reason(kind=ReasonKind.TOPIC),)

    def _teller(self, i: int) -> Teller:
        """Names what ``i`` says that few share, and that is not common."""
        text, level = self._text(i), levels_of()[0].get

        def weight(term: int) -> int:
            tells = level(term, TOP) > COMMON and self._tells(term)
            return text.weight(term) if tells else 0

        return Teller(text, self._pairs[i], weight)


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

"""What a text says in so many words: the phrases that a reason may name.

A phrase is a run of words that tell something, as written: every one of a title,
and those that a body says twice. A number, a name and a word that only joins end
a run; so does ``số`` before its number. A run of nothing but everyday words is none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, chain, pairwise
from sys import intern
from typing import NamedTuple, TypeVar

from plugins.vietnamese import nfc
from plugins.words.terms import (
    WORD,
    Remembered,
    Text,
    levels_of,
    pair_of,
    weigh,
    words_of,
    written,
)

MOST_PHRASES = 10
"""Of what a text says the first so many, its title first: what comes last names it least."""

_NOT_TOLD = frozenset(
    nfc(
        "và của về việc tại trong với cho các những một là được đã đang sẽ trên đến do để có ở khi "
        "sau trước giữa cùng vào nhằm qua như này đó không hay hoặc nhiều mọi mỗi ngày tháng năm "
        "quý thứ lần đợt tỉnh huyện phường quận xã ông bà từ theo bị bằng hơn còn đều phải cũng "
        "mà thì nên ra lên đồng chí vksnd"
    ).split()
)
"""Syllables that no phrase told to readers begins, ends or goes on with."""

TELLS, LEADS, CAPITAL, NUMBER, NUMBERED = 1, 2, 4, 8, 16
"""Of a word: a phrase may hold it; it may but for a capital, which may only begin a sentence."""


def _manner(word: str) -> int:
    is_told, small = word not in _NOT_TOLD and word.islower(), word.lower()
    leads = word[1:].islower() and small not in _NOT_TOLD
    shape = (word[0].isupper(), word[0].isdigit(), word == "số")
    return sum(1 << at for at, holds in enumerate((is_told, leads, *shape)) if holds)


manner_of = Remembered[str, int](_manner)
"""Word as written → which of these hold."""

MARKS = b"E.et"
"""The mark of two neighbours, by whether they may be told (2) and are not everyday (1)."""

_RUNS = re.compile(rb"ee*t[et]*|t[et]+|t(?!E)(?<!Et)")
"""Neighbours told in a row. Two between everyday ones are but halves: ``(cơ) sở kết (quả)``."""

_TRUE = re.compile(rb"\x01+")


class Apart(NamedTuple):
    """A title and a body, plain text, taken apart."""

    title: list[str]
    """Its words."""
    joined: list[bool]
    """Of each but the last, whether only white space parts it from the next."""
    body: list[str]
    """What stands between white space."""


def apart(title: str, body: str) -> Apart:
    """The words of a title, of one in capitals in small letters, and the pieces of a body."""
    title = nfc(title)
    title = title.lower() if title.isupper() else title
    found = list(WORD.finditer(title))
    joined = [title[a.end() : b.start()].isspace() for a, b in pairwise(found)]
    return Apart([word[0] for word in found], joined, nfc(body).split())


def read(title: str, body: str) -> Text:
    """``title`` and ``body``, plain text, as they are compared."""
    words, joined, pieces = apart(title, body)
    rest = list(chain.from_iterable(map(words_of.__getitem__, pieces)))
    terms, weights, again = weigh(words, rest)
    marks = _marks(words, joined, joined).replace(b"E", b".")
    marks += _marks(rest, [True] * len(again), again)
    return Text(terms, weights, phrases([*words, *rest], marks, written.__getitem__))


def _marks(words: Sequence[str], joined: Sequence[bool], counts: Sequence[bool]) -> bytes:
    """Of every word the mark of it and its neighbour; ``counts``: who may be told at all."""
    manner = [*map(manner_of.__getitem__, words), 0]
    fits = []
    for at, (mine, following) in enumerate(pairwise(manner)):
        # A capital is none when a word follows and no capital precedes: that is a name.
        is_name = at > 0 and joined[at - 1] and manner[at - 1] & CAPITAL
        leads = mine & LEADS and following & TELLS and not is_name
        is_number = mine & NUMBERED and following & NUMBER
        fits.append(bool(mine & TELLS or leads) and not is_number)
    pairs = map(" ".join, pairwise(words))
    everyday = levels_of()[1]
    both = zip(counts, fits, fits[1:], pairs, strict=False)
    marks = [MARKS[2 * (a and b and c) + (pair_of[two] not in everyday)] for a, b, c, two in both]
    return bytes(marks) + b"."[: len(words)]


_Word = TypeVar("_Word")


def phrases(words: Sequence[_Word], marks: bytes, shown: Callable[[_Word], str]) -> bytes:
    """The phrases of a title and a body, as ``Text`` has them, given the mark of each word."""
    found: dict[str, None] = {}
    for run in _RUNS.finditer(marks):
        found[" ".join(map(shown, words[run.start() : run.end() + 1]))] = None
        if len(found) == MOST_PHRASES:
            break
    return "".join([" \n ", *[f"{phrase} \n " for phrase in found]]).encode()


def pairs_of(text: Text) -> tuple[str, ...]:
    """Every two neighbours of what ``text`` says, a line's end around a phrase among them."""
    # Many texts say the same: kept once, they are found in half the time.
    return tuple(map(intern, map(" ".join, pairwise(text.phrases.decode()[1:-1].split(" ")))))


Span = tuple[int, int]
"""From which to which of a text's pairs."""


class Told(NamedTuple):
    """Words in a row as they may be told; the least says most, of equals in the fewest words."""

    less: int
    """The weight of its pairs, negated."""
    size: int
    start: int
    """Its first pair, of ``size``."""


class Teller:
    """Names what a text says, and another says too."""

    def __init__(self, text: Text, pairs: tuple[str, ...], weight: Callable[[int], int]) -> None:
        """``pairs``: of ``text``; ``weight``: of a pair by its term, 0 of what is no reason."""
        self._words, self._pairs = text.phrases.decode()[1:-1].split(" "), pairs
        self._whole = text.phrases
        sizes = map(len, text.phrases[1:-1].split(b" "))
        self._starts = list(accumulate(sizes, lambda start, size: start + size + 1, initial=0))
        """Where the space before each word stands in ``phrases``, and that after the last."""
        self._said = frozenset([two for two in pairs if "\n" not in two])
        self._terms = terms = list(map(pair_of.__getitem__, pairs))
        self._splits = list(map(levels_of()[0].__contains__, terms))
        """Of every pair whether the table knows it, as one word."""
        self._weights = Remembered[int, int](lambda at: weight(terms[at]))
        """Of every pair by its place."""
        self._told = Remembered[Span, Told | None](self._best)

    def both(self, other: Text, pairs: tuple[str, ...]) -> str:
        """The strongest of what both say; a second, which is something else, at least half so."""
        spans = self._shared(self._said.intersection(pairs), other.phrases)
        found = sorted(filter(None, map(self._told.__getitem__, spans)))
        if not found:
            return ""
        first, words = found[0], self._words_of(found[0])
        terms = frozenset(self._terms_of(first))
        for second in found[1:]:
            if 2 * second.less > first.less:
                break
            if terms.isdisjoint(self._terms_of(second)):
                return f"{words}, {self._words_of(second)}"
        return words

    def _words_of(self, told: Told) -> str:
        return " ".join(self._words[told.start : told.start + told.size + 1])

    def _terms_of(self, told: Told) -> list[int]:
        return self._terms[told.start : told.start + told.size]

    def _shared(self, both: frozenset[str], whole: bytes) -> Iterator[Span]:
        """The longest runs of words that stand in ``whole`` too; ``both``: their pairs."""
        for run in _TRUE.finditer(bytes(map(both.__contains__, self._pairs))):
            start, end = run.span()
            if end == start + 1 or self._row(start, end) in whole:
                yield start, end
                continue
            # They say every pair, but not all of them in one row.
            reached = start
            for begin in range(start, end):
                stop = max(begin + 1, reached)
                while stop < end and self._row(begin, stop + 1) in whole:
                    stop += 1
                if stop > reached:
                    yield begin, stop
                    reached = stop

    def _row(self, start: int, end: int) -> bytes:
        return self._whole[self._starts[start] : self._starts[end + 1] + 1]

    def _best(self, span: Span) -> Told | None:
        """What of ``span`` to tell: its fewest words that weigh as much as all of it.

        They neither begin nor end between two words that the table knows as one: ``kết
        công tác`` is no run of ``tổng kết công tác``.
        """
        (start, end), splits, weights = span, self._splits, self._weights
        while splits[start - 1]:
            start += 1
        while splits[end]:
            end -= 1
        heavy = [at for at in range(start, end) if weights[at]]
        if not heavy:
            return None
        start, end = heavy[0], heavy[-1] + 1
        while splits[start - 1]:
            start -= 1
        while splits[end]:
            end += 1
        return Told(-sum(map(weights.__getitem__, heavy)), end - start, start)

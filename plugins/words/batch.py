"""Many texts at once: what ``terms.weigh`` does to one, in columns.

A clean build reads ten thousand texts; their terms are counted and weighed some
fifty texts at a time, in the same whole numbers, and over the cores. For one text
alone numpy is not worth its loading.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain, pairwise
from math import isqrt

import numpy as np

from plugins.elsewhere import over_the_cores
from plugins.words.phrases import Apart, apart, text_of
from plugins.words.terms import (
    OFTEN,
    SCALE,
    TOP,
    Remembered,
    Text,
    Weighed,
    half_of,
    levels_of,
    term_of,
)

TOGETHER = 50
"""Texts weighed at a time."""

_OFTEN = np.array(OFTEN, np.int64)


def read_all(given: Sequence[tuple[str, str]]) -> Iterator[Text]:
    """``phrases.read`` of every title and body, plain text, in order."""
    return chain.from_iterable(over_the_cores(_read, given, len(given)))


def _read(given: Sequence[tuple[str, str]], span: range) -> list[Text]:
    found: list[Text] = []
    for at in range(span.start, span.stop, TOGETHER):
        some = [apart(*one) for one in given[at : min(at + TOGETHER, span.stop)]]
        found += map(text_of, some, _vocabulary().weigh(some))
    return found


class _Vocabulary:
    """Words, numbered as they come: of each its term, what it gives to a pair, its level."""

    def __init__(self) -> None:
        self._number_of = Remembered[str, int](self._numbered)
        self._facts = array("Q")
        self._known = np.array(sorted(levels_of()[0]), np.uint64)
        self._levels = np.array([levels_of()[0][int(one)] for one in self._known], np.int64)

    def _numbered(self, word: str) -> int:
        term = term_of[word]
        self._facts.extend((term, half_of[term], levels_of()[0].get(term, TOP)))
        return len(self._facts) // 3 - 1

    def weigh(self, given: Sequence[Apart]) -> Iterator[Weighed]:
        """``terms.weigh`` of every text."""
        parts = [part for one in given for part in (one.title, one.body)]
        sizes = np.array([len(part) for part in parts])
        part = np.repeat(np.arange(len(parts)), sizes)
        words = np.array(list(map(self._number_of.__getitem__, chain(*parts))), np.int64)
        term, half, level = np.frombuffer(self._facts, np.uint64).reshape(-1, 3)[words].T
        first = np.flatnonzero(part[1:] == part[:-1])
        """Of every pair the place of its first word."""
        is_chance = (level[first] + level[first + 1] == 0) & (part[first] & 1 == 1)
        text = np.concatenate((part, part[first])).astype(np.uint64) >> np.uint64(1)
        every = np.concatenate((term, half[first] ^ term[first + 1]))
        order = np.argsort(text << np.uint64(32) | every)
        text, every = text[order], every[order]
        new = np.append(True, (text[1:] != text[:-1]) | (every[1:] != every[:-1]))[: len(order)]
        often = np.diff(np.append(np.flatnonzero(new), len(new)))
        chance = np.append(np.zeros(len(term), np.bool_), is_chance)[order][new]
        text, every = text[new], every[new]
        place = np.minimum(np.searchsorted(self._known, every), len(self._known) - 1)
        levels = np.where(self._known[place] == every, self._levels[place], TOP)
        kept = (levels > 0) & ((often > 1) | ~chance)
        weights = _OFTEN[np.minimum(often[kept], 99)] * levels[kept]
        ends = np.searchsorted(text[kept], np.arange(len(given) + 1, dtype=np.uint64))
        squares = np.append(0, np.cumsum(weights * weights))[ends]
        lengths = [isqrt(one << 20) or 1 for one in np.diff(squares).tolist()]
        scaled = weights * (SCALE << 10) // np.repeat(lengths, np.diff(ends))
        is_again = np.empty(len(order), np.bool_)
        is_again[order] = np.repeat(often > 1, often)
        again = first[is_again[len(term) :] & (part[first] & 1 == 1)]
        starts = np.append(0, np.cumsum(sizes))
        cuts = np.searchsorted(again, starts)
        terms, heavy = every[kept].astype(np.uint32), scaled.astype(np.uint16)
        for at, (begin, end) in enumerate(pairwise(ends.tolist())):
            some = again[cuts[2 * at + 1] : cuts[2 * at + 2]] - starts[2 * at + 1]
            yield Weighed(terms[begin:end].tobytes(), heavy[begin:end].tobytes(), some.tolist())


_vocabulary = cache(_Vocabulary)

"""Many texts at once: what ``phrases.read`` makes of one, in columns.

A clean build reads ten thousand texts; their terms are counted and weighed, and their
words marked, some fifty texts at a time, in the same whole numbers, and over the
cores. For one text alone numpy is not worth its loading.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import chain, pairwise
from math import isqrt

import numpy as np

from plugins.elsewhere import over_the_cores
from plugins.words.phrases import (
    CAPITAL,
    LEADS,
    MARKS,
    NUMBER,
    NUMBERED,
    TELLS,
    Apart,
    apart,
    manner_of,
    phrases,
)
from plugins.words.terms import (
    OFTEN,
    SCALE,
    TOP,
    Remembered,
    Text,
    half_of,
    levels_of,
    term_of,
    words_of,
    written,
)

TOGETHER = 50
"""Texts weighed at a time."""

_OFTEN = np.array(OFTEN, np.int64)
_MARKS = np.frombuffer(MARKS, np.uint8)


def read_all(titles: Sequence[str], body: Callable[[int], str]) -> Iterator[Text]:
    """``phrases.read`` of every title and its ``body``, plain text, in order.

    ``body`` is asked by the place of its title, where the text is read: mostly in another process.
    """
    return chain.from_iterable(over_the_cores(_read, (titles, body), len(titles)))


def _read(given: tuple[Sequence[str], Callable[[int], str]], span: range) -> list[Text]:
    titles, body = given
    found: list[Text] = []
    for at in range(span.start, span.stop, TOGETHER):
        some = range(at, min(at + TOGETHER, span.stop))
        found += _vocabulary().read([apart(titles[one], body(one)) for one in some])
    return found


class _Vocabulary:
    """Words, numbered as they come: of each what is known of it alone."""

    def __init__(self) -> None:
        self._number_of = Remembered[str, int](self._numbered)
        self._numbers_of = Remembered[str, tuple[int, ...]](
            lambda piece: tuple([self._number_of[word] for word in words_of[piece]])
        )
        self._written: list[str] = []
        self._facts = array("Q")
        self._known = np.array(sorted(levels_of()[0]), np.uint64)
        self._levels = np.array([levels_of()[0][int(one)] for one in self._known], np.int64)

    def _numbered(self, word: str) -> int:
        term = term_of[word]
        level = levels_of()[0].get(term, TOP)
        self._facts.extend((term, half_of[term], level, manner_of[word]))
        self._written.append(written[word])
        return len(self._written) - 1

    def read(self, given: Sequence[Apart]) -> Iterator[Text]:
        """``phrases.read`` of every text."""
        parts: list[list[int]] = []
        for one in given:
            parts.append(list(map(self._number_of.__getitem__, one.title)))
            parts.append(list(chain.from_iterable(map(self._numbers_of.__getitem__, one.body))))
        sizes = np.array([len(part) for part in parts])
        part = np.repeat(np.arange(len(parts)), sizes)
        numbers = list(chain(*parts))
        words = np.array(numbers, np.int64)
        facts = np.frombuffer(self._facts, np.uint64).reshape(-1, 4)
        term, half, level, manner = facts[words].T
        first = np.flatnonzero(part[1:] == part[:-1])
        """Of every pair the place of its first word."""
        is_body = part[first] & 1 == 1
        is_chance = (level[first] + level[first + 1] == 0) & is_body
        text = np.concatenate((part, part[first])).astype(np.uint64) >> np.uint64(1)
        every = np.concatenate((term, half[first] ^ term[first + 1]))
        place = np.arange(len(every), dtype=np.uint64)
        order = np.sort(text << np.uint64(58) | every << np.uint64(26) | place)
        order = (order & np.uint64((1 << 26) - 1)).astype(np.int64)
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
        terms, heavy = every[kept].astype(np.uint32), scaled.astype(np.uint16)
        is_what = np.empty(len(order), np.uint8)
        is_what[order] = np.repeat((often > 1) + 2 * (levels > 0).astype(np.uint8), often)
        is_again, is_more = is_what[len(term) :] & 1 > 0, is_what[len(term) :] & 2 > 0
        # As ``phrases`` marks them.
        joined = np.ones(len(first), np.bool_)
        joined[~is_body] = list(chain.from_iterable(one.joined for one in given))
        has = [(manner & np.uint64(one)) > 0 for one in (TELLS, LEADS, CAPITAL, NUMBER, NUMBERED)]
        fits, leads, is_capital, is_number, is_numbered = has
        is_name = np.zeros(len(words), np.bool_)
        is_name[first + 1] = joined & is_capital[first]
        may_lead = leads[first] & fits[first + 1] & ~is_name[first]
        fits[first] = (fits[first] | may_lead) & ~(is_numbered[first] & is_number[first + 1])
        is_told = fits[first] & fits[first + 1] & np.where(is_body, is_again, joined)
        marks = np.full(len(words), MARKS[1], np.uint8)
        marks[first] = _MARKS[2 * is_told + (is_more | ~(is_told | is_body))]
        starts = np.append(0, np.cumsum(sizes))[::2].tolist()
        for (begin, end), (start, stop) in zip(
            pairwise(ends.tolist()), pairwise(starts), strict=True
        ):
            said = phrases(
                numbers[start:stop], marks[start:stop].tobytes(), self._written.__getitem__
            )
            yield Text(terms[begin:end].tobytes(), heavy[begin:end].tobytes(), said)


_vocabulary = cache(_Vocabulary)

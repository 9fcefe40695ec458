"""All lists at once: what ``definition.py`` says of each post, as one sparse product.

A clean build takes ten thousand texts apart and compares every post with every
other. Posts are the rows of a matrix, telling columns its columns, and the best of
each row of the matrix by its own transpose are found block by block, over the cores
(``sparse_dot_topn``), in the same whole numbers. Nothing here is loaded to publish
one post.
"""

from __future__ import annotations

import gc
import os
import sys
from array import array
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from itertools import chain, pairwise
from math import isqrt
from typing import TypeVar, cast

import numpy as np
from scipy.sparse import csr_matrix
from sparse_dot_topn import sp_matmul_topn

from plugins.elsewhere import crew
from plugins.related.choosing import FLOOR, LIMIT, Archive, choose
from plugins.related.columns import MOST, columns
from plugins.related.kept import HELD, Listed, Row, listed
from plugins.related.reasons import Reasons
from plugins.related.values import Candidate
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

BEST = 24
"""Of a post's scores so many are looked at first; nearly always they are enough."""

SPAN = 250
"""Posts that one process works on before it hands over what it has."""

TOGETHER = 50
"""Texts weighed at a time."""

WORTH = 500
"""Posts a process before it pays to start it."""

_OFTEN = np.array(OFTEN, np.int64)
_Given = TypeVar("_Given")
_Done = TypeVar("_Done")

_given: list[object] = []
"""What forked workers find in their memory."""


class PostMatrix:
    """Posts, in time order, and the columns in which they stand."""

    def __init__(self, posts: Sequence[Candidate], texts: Sequence[Text]) -> None:
        held, weights, sizes = array("Q"), array("H"), array("q")
        for post, text in zip(posts, texts, strict=True):
            stands = columns(post, text)
            held.extend(stands)
            weights.extend(stands.values())
            sizes.append(len(stands))
        self._weights = np.array(weights, np.uint16)
        self._sizes = np.array(sizes, np.int64)
        self._columns, self._column = np.unique(np.array(held, np.uint64), return_inverse=True)
        """Every column once, in order; and of every entry which it is."""
        self._count = np.bincount(self._column, minlength=len(self._columns))
        self.common = frozenset(self._columns[self._count > MOST].tolist())
        """Columns that do not tell."""
        telling = self._count <= MOST
        kept = telling[self._column]
        of = (np.cumsum(telling) - 1)[self._column[kept]].astype(np.int32)
        ends = np.append(0, np.cumsum(kept))[np.append(0, np.cumsum(self._sizes))]
        shape = (len(posts), int(telling.sum()))
        self._rows = csr_matrix((self._weights[kept].astype(np.int32), of, ends), shape)
        self._turned = self._rows.T.tocsr()

    def best(self, span: range, floor: int) -> Iterator[tuple[dict[int, int], bool]]:
        """Of each post the best scores of at least ``floor``, and whether those are all."""
        found = sp_matmul_topn(
            self._rows[span.start : span.stop], self._turned, BEST, threshold=floor - 1
        )
        posts, scored, ends = (one.tolist() for one in (found.indices, found.data, found.indptr))
        for begin, end in pairwise(ends):
            some = dict(zip(posts[begin:end], scored[begin:end], strict=True))
            is_whole = len(some) < BEST
            if not is_whole:  # of those with the least score some may be missing
                least = min(some.values())
                some = {post: score for post, score in some.items() if score > least}
            yield some, is_whole

    def scores(self, i: int) -> dict[int, int]:
        """All of post ``i``."""
        found = self._rows[i] @ self._turned
        return dict(zip(found.indices.tolist(), found.data.tolist(), strict=True))

    def buckets(self, count: int) -> list[Row]:
        """As ``kept.bucket_rows`` of all."""
        order = np.lexsort((self._columns, self._columns % np.uint64(count)))
        place = np.empty_like(order)
        place[order] = np.arange(len(order))
        is_held = (self._count <= HELD)[self._column]
        entries = np.flatnonzero(is_held)
        entries = entries[np.argsort(place[self._column[entries]], kind="stable")]
        post = np.repeat(np.arange(len(self._sizes), dtype=np.uint32), self._sizes)[entries]
        weight, many = self._weights[entries], self._count[order]
        held = np.where(many <= HELD, many, 0)
        counts = np.stack((many, held), axis=1).astype(np.uint32)
        number = (self._columns[order] % np.uint64(count)).astype(np.int64)
        ends = np.searchsorted(number, np.arange(count + 1))
        starts = np.append(0, np.cumsum(held))[ends]
        return [
            (
                str(one),
                (
                    self._columns[order[a:b]].tobytes(),
                    counts[a:b].tobytes(),
                    post[c:d].tobytes(),
                    weight[c:d].tobytes(),
                ),
            )
            for one, (a, b, c, d) in enumerate(
                zip(ends[:-1], ends[1:], starts[:-1], starts[1:], strict=True)
            )
        ]


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
        term, half, level = np.array(self._facts, np.uint64).reshape(-1, 3)[words].T
        first = np.flatnonzero(part[1:] == part[:-1])
        """Of every pair the place of its first word."""
        is_chance = (level[first] + level[first + 1] == 0) & (part[first] & 1 == 1)
        text = np.concatenate((part, part[first])).astype(np.uint64) >> np.uint64(1)
        every = np.concatenate((term, half[first] ^ term[first + 1]))
        order = np.argsort(text << np.uint64(32) | every, kind="stable")
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


def read_all(given: Sequence[tuple[str, str]]) -> Iterator[Text]:
    """Every title and body, taken apart."""
    return chain.from_iterable(_over_the_cores(_read, given, len(given)))


def lists(
    matrix: PostMatrix, posts: Sequence[Candidate], texts: Sequence[Text], floor: int = FLOOR
) -> Iterator[Listed]:
    """The list of every post; ``matrix`` is of the same posts."""
    archive = Archive(dict(enumerate(posts)), texts.__getitem__)
    reasons = Reasons(archive, texts.__getitem__, lambda column: column not in matrix.common)
    work = (matrix, archive, reasons, floor)
    return chain.from_iterable(_over_the_cores(_list, work, len(posts)))


def _read(given: Sequence[tuple[str, str]], span: range) -> list[Text]:
    found: list[Text] = []
    for at in range(span.start, span.stop, TOGETHER):
        some = [apart(*one) for one in given[at : min(at + TOGETHER, span.stop)]]
        found += map(text_of, some, _vocabulary().weigh(some))
    return found


_vocabulary = cache(_Vocabulary)


def _list(given: tuple[PostMatrix, Archive, Reasons, int], span: range) -> list[Listed]:
    matrix, archive, reasons, floor = given
    found: list[Listed] = []
    for i, (best, is_whole) in zip(span, matrix.best(span, floor), strict=True):
        chosen = choose(archive, i, best, LIMIT, floor)
        if not (is_whole or chosen.is_full):
            chosen = choose(archive, i, matrix.scores(i), LIMIT, floor)
        found.append(listed(chosen, reasons.suggestions(chosen)))
    return found


def _over_the_cores(
    work: Callable[[_Given, range], _Done], given: _Given, count: int
) -> Iterator[_Done]:
    """What ``work`` makes of ``given``, span by span, over the cores when there is much."""
    spans = [range(at, min(at + SPAN, count)) for at in range(0, count, SPAN)]
    workers = min(os.cpu_count() or 1, count // WORTH) if sys.platform == "linux" else 1
    if workers < 2:  # noqa: PLR2004 - one is none
        yield from map(partial(work, given), spans)
        return
    _given.append(given)
    try:
        # No garbage is collected there: going through all it was given, it would copy it.
        with crew(workers, begin=gc.disable) as others:
            yield from others.map(partial(_at_work, work), spans)
    finally:
        _given.clear()


def _at_work(work: Callable[[_Given, range], _Done], span: range) -> _Done:
    return work(cast("_Given", _given[0]), span)

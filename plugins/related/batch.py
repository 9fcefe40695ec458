"""All lists at once: what ``definition.py`` says of each post, as one sparse product.

Posts are the rows of a matrix, telling columns its columns, and the best of each row of
its product with its own transpose are found block by block, over the cores
(``sparse_dot_topn``), in the same whole numbers. One post is published without it.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

import numpy as np
from scipy.sparse import csr_matrix
from sparse_dot_topn import sp_matmul_topn

from plugins.elsewhere import over_the_cores
from plugins.related.choosing import FLOOR, LIMIT, Archive, choose
from plugins.related.columns import MOST, ties
from plugins.related.kept import HELD, Listed, Row, entered, rows_for
from plugins.related.reasons import Reasons
from plugins.related.values import Candidate
from plugins.words.terms import Text

_PLACE = 30
"""Bits of the place of an entry: beside the 34 of a column."""

BEST = 24
"""Of a post's scores so many are looked at first; nearly always they are enough."""


class PostMatrix:
    """Posts, in time order, and the columns in which they stand."""

    def __init__(self, posts: Sequence[Candidate], texts: Sequence[Text]) -> None:
        # As ``columns`` says it; terms need not be taken apart for that.
        held, weights, sizes = array("Q"), array("H"), array("q")
        for post, text in zip(posts, texts, strict=True):
            before = len(held)
            if not post.sensitive:
                tied = ties(post)
                held.extend(memoryview(text.terms).cast("I"))
                held.extend(tied)
                weights.frombytes(text.weights)
                weights.extend(tied.values())
            sizes.append(len(held) - before)
        self._weights = np.array(weights, np.uint16)
        self._sizes = np.array(sizes, np.int64)
        # Every column with its place, in order: to sort that takes a tenth of ``np.unique``.
        packed = np.array(held, np.uint64) << np.uint64(_PLACE)
        packed |= np.arange(len(packed), dtype=np.uint64)
        packed.sort()
        place = (packed & np.uint64((1 << _PLACE) - 1)).astype(np.int64)
        packed >>= np.uint64(_PLACE)
        is_new = np.append(True, packed[1:] != packed[:-1])[: len(packed)]
        self._columns = packed[is_new]
        """Every column once, in order."""
        self._column = np.empty_like(place)
        self._column[place] = np.cumsum(is_new) - 1
        """Of every entry which it is."""
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

    def buckets(self) -> list[Row]:
        """As ``kept.bucket_rows`` of all."""
        count = rows_for(len(self._columns))
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
        kept = self._columns[order]
        ends = np.searchsorted((kept % np.uint64(count)).astype(np.int64), np.arange(count + 1))
        starts = np.append(0, np.cumsum(held))[ends]
        spans = zip(pairwise(ends.tolist()), pairwise(starts.tolist()), strict=True)
        rows = ((kept[a:b], counts[a:b], post[c:d], weight[c:d]) for (a, b), (c, d) in spans)
        return [(str(n), tuple(part.tobytes() for part in row)) for n, row in enumerate(rows)]


def lists(
    matrix: PostMatrix, posts: Sequence[Candidate], texts: Sequence[Text], floor: int = FLOOR
) -> Iterator[Listed]:
    """The list of every post; ``matrix`` is of the same posts."""
    archive = Archive(dict(enumerate(posts)), texts.__getitem__)
    reasons = Reasons(archive, texts.__getitem__, lambda column: column not in matrix.common)
    work = (matrix, archive, reasons, floor)
    return chain.from_iterable(over_the_cores(_list, work, len(posts)))


def _list(given: tuple[PostMatrix, Archive, Reasons, int], span: range) -> list[Listed]:
    matrix, archive, reasons, floor = given
    found: list[Listed] = []
    for i, (best, is_whole) in zip(span, matrix.best(span, floor), strict=True):
        chosen = choose(archive, i, best, LIMIT, floor)
        if not (is_whole or chosen.is_full):
            chosen = choose(archive, i, matrix.scores(i), LIMIT, floor)
        found.append(entered(archive.posts[i], chosen, reasons.suggestions(chosen)))
    return found

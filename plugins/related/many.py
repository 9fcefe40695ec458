"""Many posts at once: what ``terms`` and ``ranking`` define one post at a time, in columns.

A clean build takes ten thousand texts apart, lets every post meet its windows and
compares it with its pool. Here numpy does so for a stretch of posts together, in
the same whole numbers and to the same last bit: ``tests/properties`` holds it to
the plain definition. Nothing here is needed to publish one post.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Any, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from plugins.related import ranking, terms
from plugins.related.ranking import Ranked
from plugins.related.terms import Text
from plugins.related.values import Candidate
from plugins.vietnamese import nfc

_Ints: TypeAlias = NDArray[np.int64]
_Bits: TypeAlias = NDArray[np.bool_]
_Whole = TypeVar("_Whole", np.int64, np.uint64)

# --- texts --------------------------------------------------------------------------

_TEXTS = 128
"""Texts taken apart at a time; their number has 10 bits in a code."""
_LONGEST = 1 << 19
"""Words of a title or a body; their place has 19 bits in a code."""


class _Numbers(dict[str, int]):
    """Strings, numbered as they come."""

    def __missing__(self, string: str) -> int:
        number = self[string] = len(self)
        return number


class _Vocabulary:
    """All there is to know of what stands between white space, and of the words in it."""

    def __init__(self, chunks: Sequence[str]) -> None:
        numbers = _Numbers()
        words = [terms.words_of[chunk] for chunk in chunks]
        self.count = _ints(map(len, words))
        self.start = np.cumsum(self.count) - self.count
        self.words = _ints(map(numbers.__getitem__, chain.from_iterable(words)))
        both = list(zip(chunks, words, strict=True))
        self.begins = np.array([bool(w) and c.startswith(w[0]) for c, w in both], np.bool_)
        """Whether a chunk begins with a word, and whether it ends with one."""
        self.ends = np.array([bool(w) and c.endswith(w[-1]) for c, w in both], np.bool_)
        spelled = list(numbers)
        tells, lower = terms.tells, [word.lower() for word in spelled]
        self.term = np.array([terms.term_of[word] for word in spelled], np.uint64)
        self.half = np.array([terms.half_of[terms.term_of[word]] for word in spelled], np.uint64)
        self.everyday = _level(self.term) == 0
        self.tells = np.array([tells[word] for word in spelled], np.bool_)
        heads = [w[1:].islower() and tells[low] for w, low in zip(spelled, lower, strict=True)]
        self.heads = np.array(heads, np.bool_)
        self.capital = np.array([word[0].isupper() for word in spelled], np.bool_)
        self.digit = np.array([word[0].isdigit() for word in spelled], np.bool_)
        self.is_so = np.array([word == "số" for word in spelled], np.bool_)
        self.written = [terms.written[word] for word in spelled]


def read(given: Sequence[tuple[str, str]]) -> list[Text]:
    """``terms.read`` of every title and body."""
    numbers = _Numbers()
    parts: list[NDArray[np.int32]] = []
    for title, body in given:
        heading = nfc(title)
        for part in (heading.lower() if heading.isupper() else heading, nfc(body)):
            found = part.split()
            parts.append(np.fromiter(map(numbers.__getitem__, found), np.int32, len(found)))
    words = _Vocabulary(list(numbers))
    texts: list[Text] = []
    for at in range(0, len(given), _TEXTS):
        batch = _Batch(words, parts[2 * at : 2 * (at + _TEXTS)])
        if batch.longest < _LONGEST:
            texts += map(Text, *batch.terms(), batch.phrases())
        else:
            texts += [terms.read(*one) for one in given[at : at + _TEXTS]]
    return texts


class _Batch:
    """Texts taken apart together: columns of their words. Each has two *parts*, title and body.

    A pair stands where its first word stands; the last word of a part begins none.
    """

    def __init__(self, words: _Vocabulary, parts: Sequence[NDArray[np.int32]]) -> None:
        self._words = words
        chunks, sizes = np.concatenate(parts), _ints(map(len, parts))
        count = words.count[chunks]
        chunk = np.repeat(np.arange(len(chunks)), count)
        inside = _steps(count)
        self._word = words.words[np.repeat(words.start[chunks], count) + inside]
        self._part = np.repeat(np.arange(len(sizes)), sizes)[chunk]
        self._sizes = np.bincount(self._part, minlength=len(sizes))
        self._starts = np.cumsum(self._sizes) - self._sizes
        self.longest = int(self._sizes.max(initial=0))
        self._paired = _with_next(self._part[1:] == self._part[:-1], len(chunk))
        clean = words.ends[chunks][chunk[:-1]] & words.begins[chunks][chunk[1:]]
        self._joined = _with_next(clean & (chunk[1:] == chunk[:-1] + 1), len(chunk))
        """Whether nothing but white space stands between a word and the next."""
        self._term = words.term[self._word]
        self._pair = np.zeros(len(self._word), np.uint64)
        self._pair[:-1] = words.half[self._word[:-1]] ^ self._term[1:]
        self._codes = self._counted()
        self._first = _firsts(self._codes >> _AFTER_TERM)
        self._often = np.diff(self._first, append=len(self._codes))

    def _counted(self) -> NDArray[np.uint64]:
        """Every word and pair as one number, sorted: its text, term, place, whether it is chance.

        Places are in the order in which ``terms.read`` counts: the words of the title,
        its pairs, the words of the body, its pairs.
        """
        text, body = (self._part >> 1).astype(np.uint64), (self._part & 1).astype(np.uint64)
        place = (np.arange(len(self._part)) - self._starts[self._part]).astype(np.uint64)
        where = text << _AFTER_TEXT | body << _IS_BODY | place << np.uint64(1)
        single = where | self._term << _AFTER_TERM
        everyday = self._words.everyday[self._word]
        chance = _with_next(everyday[:-1] & everyday[1:], len(everyday)) & (body == 1)
        double = where | self._pair << _AFTER_TERM | np.uint64(1) << _IS_PAIR | chance
        return np.sort(np.concatenate((single, double[self._paired])))

    def terms(self) -> tuple[list[bytes], list[bytes], list[bytes]]:
        """Of every text: terms, weights, keys."""
        codes, often = self._codes[self._first], self._often
        level = _level(codes >> _AFTER_TERM & _TERM)
        kept = (level > 0) & ((often > 1) | (codes & np.uint64(1) == 0))
        codes, level, often = codes[kept], level[kept], often[kept]
        weight = _FACTOR[np.minimum(often, 99)] * level
        place = codes & _PLACE
        text = (codes >> _AFTER_TEXT).astype(np.int64)
        order = np.argsort(
            codes >> _AFTER_TEXT << _AFTER_TEXT
            | (_HEAVIEST - weight).astype(np.uint64) << _AFTER_TERM
            | place
        )
        count = np.bincount(text, minlength=len(self._sizes) // 2)
        order = order[_steps(count) < terms.MOST_TERMS]
        count = np.minimum(count, terms.MOST_TERMS)
        ends = np.cumsum(count)
        weight, text = weight[order], text[order]
        squares = _sums(weight * weight, ends - count, ends)
        length = _ints(math.isqrt(square << 20) or 1 for square in squares.tolist())
        scaled = (weight * (terms.SCALE << 10) // length[text]).astype(np.uint16).tobytes()
        said = (codes[order] >> _AFTER_TERM & _TERM).astype(np.uint32).tobytes()
        spans = list(zip((ends - count).tolist(), ends.tolist(), strict=True))
        keys = [min(terms.KEYS, max(terms.FEW_KEYS, (b - a) // 3), b - a) for a, b in spans]
        return (
            [said[4 * a : 4 * b] for a, b in spans],
            [scaled[2 * a : 2 * b] for a, b in spans],
            [said[4 * a : 4 * (a + n)] for (a, _), n in zip(spans, keys, strict=True)],
        )

    def phrases(self) -> list[bytes]:
        """Of every text: what it says, a phrase a line."""
        words, word, paired = self._words, self._word, self._paired
        title = self._part & 1 == 0
        # A word tells, or its capital only begins a sentence or a title of office.
        tells = words.tells[word]
        after_name = _before(words.capital[word] & (self._joined | ~title) & paired)
        heads = words.heads[word] & _after(tells) & paired & ~after_name
        told = tells | heads
        said = told & _after(told) & paired & np.where(title, self._joined, self._twice())
        # Runs of pairs; the last word of a part begins no pair, so none runs on into the next.
        begins, ends = np.flatnonzero(said & ~_before(said)), np.flatnonzero(said & ~_after(said))
        everyday = (_level(self._pair) == 0) & paired
        tell = np.cumsum(~everyday)
        telling = tell[ends] - tell[begins] + ~everyday[begins] > 0
        halved = (begins == ends) & ~title[begins] & (_before(everyday) | _after(everyday))[ends]
        begins, ends = begins[telling & ~halved], ends[telling & ~halved] + 2
        part = self._part[begins]
        follows = np.minimum(ends, len(word) - 1)
        numbered = (ends < (self._starts + self._sizes)[part]) & words.digit[word[follows]]
        ends -= numbered & words.is_so[word[ends - 1]]
        found: list[dict[str, None]] = [{} for _ in range(len(self._sizes) // 2)]
        spelled = words.written
        shown = word.tolist()
        for text, begin, end in zip(*map(_list, (part >> 1, begins, ends)), strict=True):
            found[text][" ".join([spelled[w] for w in shown[begin:end]])] = None
        return ["\n".join(list(said)[: terms.MOST_PHRASES]).encode() for said in found]

    def _twice(self) -> _Bits:
        """Of every pair of a body, whether its term stands more than once in the text."""
        codes = self._codes[np.repeat(self._often > 1, self._often)]
        both = np.uint64(1) << _IS_BODY | np.uint64(1) << _IS_PAIR
        codes = codes[codes & both == both]
        place = (codes >> np.uint64(1) & np.uint64(_LONGEST - 1)).astype(np.int64)
        found = np.zeros(len(self._word), np.bool_)
        found[self._starts[(codes >> _AFTER_TEXT).astype(np.int64) * 2 + 1] + place] = True
        return found


_AFTER_TEXT, _AFTER_TERM, _IS_BODY, _IS_PAIR = map(np.uint64, (54, 22, 21, 20))
_TERM = np.uint64(0xFFFFFFFF)
_PLACE = (np.uint64(1) << _AFTER_TERM) - np.uint64(1)
_FACTOR = np.array(terms.OFTEN, np.int64)
_HEAVIEST = int(_FACTOR.max()) * terms.TOP
_LISTED = np.array(sorted(terms.LEVEL), np.uint64)
_LEVELS = np.array([terms.LEVEL[term] for term in sorted(terms.LEVEL)], np.int64)
_HALF_TERM = np.uint64(16)
_NEAR_LISTED = np.zeros(1 << 16, np.bool_)
_NEAR_LISTED[(_LISTED >> _HALF_TERM).astype(np.int64)] = True


def _level(term: NDArray[np.uint64]) -> _Ints:
    """Of every term how much it tells by the frozen table."""
    level = np.full(len(term), terms.TOP)
    # Most stand nowhere near a listed one: they are told by their first bits.
    maybe = np.flatnonzero(_NEAR_LISTED[(term >> _HALF_TERM).astype(np.int64)])
    at, listed = _found(_LISTED, term[maybe])
    level[maybe[listed]] = _LEVELS[at[listed]]
    return level


# --- columns ------------------------------------------------------------------------


def _ints(values: Iterable[int]) -> _Ints:
    return np.fromiter(values, np.int64)


def _bounds(span: range, column: _Ints) -> list[tuple[int, int]]:
    """Of every number of a stretch, from where to where it stands in a sorted column."""
    places = np.searchsorted(column, np.arange(span.start, span.stop + 1))
    return list(pairwise(places.tolist()))


def _list(column: NDArray[np.int64]) -> list[int]:
    return list(column.tolist())


def _found(column: NDArray[_Whole], values: NDArray[_Whole]) -> tuple[_Ints, _Bits]:
    """Where in a sorted column each value stands, and whether it does."""
    if not len(column):
        return np.zeros(len(values), np.int64), np.zeros(len(values), np.bool_)
    at = np.minimum(np.searchsorted(column, values), len(column) - 1)
    return at, column[at] == values


def _sums(
    column: NDArray[np.int64] | NDArray[np.int32] | _Bits, starts: _Ints, ends: _Ints
) -> _Ints:
    """The sum of each stretch of a column; of an empty one 0."""
    total = np.concatenate(([0], np.cumsum(column)))
    return total[ends] - total[starts]


def _steps(count: _Ints) -> _Ints:
    """0, 1, 2… so many times as each says, one after another."""
    ends = np.cumsum(count)
    return np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - count, count)


def _firsts(column: NDArray[np.integer[Any]]) -> _Ints:
    """Where a sorted column has another value than before."""
    new = np.ones(len(column), np.bool_)
    new[1:] = column[1:] != column[:-1]
    return np.flatnonzero(new)


def _with_next(both: _Bits, size: int) -> _Bits:
    """What was found of each of ``size`` and the next, and False for the last."""
    found = np.zeros(size, np.bool_)
    found[: len(both)] = both
    return found


def _before(bits: _Bits) -> _Bits:
    """Of each, the bit before it."""
    return np.concatenate(([False], bits[:-1]))[: len(bits)]


def _after(bits: _Bits) -> _Bits:
    """Of each, the bit after it."""
    return np.concatenate((bits[1:], [False]))[: len(bits)]


# --- pools ----------------------------------------------------------------------------

_POSTS = 64
"""Posts that look for their pools together."""
_TIMES = np.uint32(5)
"""Bits for how much a line counts."""
_AUTHORS = 4
"""A post of more is looked at alone."""
_ROWS = 1 << 19
"""Numbers in the table of weights that cosines are read from: as many as stay at hand."""
_LEAST_ROWS = 16
_BLOCK = 1 << 20


class Crowd:
    """A whole published set: posts are numbered in time order, see ``ranking.in_time``.

    Columns of *entries*: every place of a post in a line, line after line, in time order.
    """

    def __init__(self, posts: Sequence[Candidate], texts: Sequence[Text]) -> None:
        self.count = len(posts)
        self._moments = _ints(map(ranking.microseconds, posts))
        key, post, times = _standing(posts, texts)
        order = np.argsort(key, kind="stable")
        self._keys = key[order]
        """Of every entry: its line, its post, and how much it counts."""
        self._posts = post[order]
        self._times = times[order]
        line = _firsts(self._keys)
        length = np.diff(line, append=len(order))
        self._begins, self._ends = np.repeat(line, length), np.repeat(line + length, length)
        """Of every entry, where its line begins and ends."""
        self._entries = np.argsort(self._posts, kind="stable")
        """Post after post, its entries."""
        self._standing = np.bincount(self._posts, minlength=self.count)
        self._first_entry = np.cumsum(self._standing) - self._standing
        self._read(texts)
        self._speeches = _Speeches(texts, self)
        self._documents = _sets([post.documents[: ranking.MOST_DOCUMENTS] for post in posts])
        self._units = _sets([post.lineages[: ranking.MOST_UNITS] for post in posts])
        crowded = [len(post.authors) > _AUTHORS for post in posts]
        self._is_crowded = np.array(crowded, np.bool_)
        self._authors = _sets([post.authors[:_AUTHORS] for post in posts])
        self._is_special = np.array([bool(post.pin or post.ban) for post in posts], np.bool_)

    def _read(self, texts: Sequence[Text]) -> None:
        """The vectors: term and weight, text after text."""
        term = np.frombuffer(b"".join([text.terms for text in texts]), np.uint32)
        known = np.unique(term)
        number = np.empty(len(term), np.int32)
        for at in range(0, len(term), _BLOCK):
            number[at : at + _BLOCK] = np.searchsorted(known, term[at : at + _BLOCK])
        # Common terms get low numbers: the table is read where it is warm.
        by_use = np.empty(len(known), np.int32)
        by_use[np.argsort(-np.bincount(number, minlength=len(known)))] = np.arange(len(known))
        self._terms = by_use[number]
        self._weights = np.frombuffer(b"".join([text.weights for text in texts]), np.uint16)
        self._sizes = _ints(len(text.terms) // 4 for text in texts)
        self._starts = np.cumsum(self._sizes) - self._sizes
        self._known, self._by_use, self._wide = known, by_use, len(known)
        self._rows = max(_LEAST_ROWS, _ROWS // max(1, self._wide))
        self._table = np.zeros(self._rows * self._wide, np.int32)

    def _laid_out(self, posts: _Ints) -> _Ints:
        """The cells of the table that hold the weights of these posts, a row for each of them."""
        held = self._places(posts)
        cells = np.repeat(np.arange(len(posts)) * self._wide, self._sizes[posts])
        cells += self._terms[held]
        self._table[cells] = self._weights[held]
        return cells

    def weights(self, posts: _Ints, term: NDArray[np.uint64]) -> _Ints:
        """Of each term in the text of a post, posts in order; 0 where it is not compared by it."""
        found = np.zeros(len(posts), np.int64)
        at, known = _found(self._known.astype(np.uint64), term)
        for first in range(0, self.count, self._rows):
            mine = np.arange(first, min(first + self._rows, self.count))
            cells = self._laid_out(mine)
            some = slice(*np.searchsorted(posts, (first, first + len(mine))).tolist())
            row = (posts[some] - first) * self._wide
            found[some] = self._table[row + self._by_use[at[some]]] * known[some]
            self._table[cells] = 0
        return found

    def cosines(self, one: _Ints, other: _Ints) -> _Ints:
        """Of the texts of each pair, in millionths."""
        pair = np.minimum(one, other) * self.count + np.maximum(one, other)
        found, back = np.unique(pair, return_inverse=True)
        ones, others = found // self.count, found % self.count
        cosine = np.zeros(len(found), np.int64)
        # Pairs are sorted: whoever stands first has a row of weights, read for all the others.
        firsts = _firsts(ones)
        for at in range(0, len(firsts), self._rows):
            begin, mine = firsts[at], ones[firsts[at : at + self._rows]]
            end = firsts[at + self._rows] if at + self._rows < len(firsts) else len(found)
            cells = self._laid_out(mine)
            theirs = others[begin:end]
            row = np.cumsum(np.diff(ones[begin:end], prepend=ones[begin]) > 0) * self._wide
            sizes = self._sizes[theirs]
            read = self._places(theirs)
            products = self._table[np.repeat(row, sizes) + self._terms[read]]
            products *= self._weights[read]
            ends = np.cumsum(sizes)
            cosine[begin:end] = _sums(products, ends - sizes, ends)
            self._table[cells] = 0
        return cosine[back]

    def _places(self, posts: _Ints) -> _Ints:
        """Where the vectors of these posts stand."""
        sizes = self._sizes[posts]
        return np.repeat(self._starts[posts], sizes) + _steps(sizes)

    def ranked(self, pools: Pools) -> Best:
        """Those of the pools that are above the floor, best first, as ``Archive.ranked``."""
        totals = pools.cosines + self._bonus(pools.mine, pools.theirs)
        order = np.argsort(pools.mine << 32 | (1 << 31) - totals)
        order = order[totals[order] >= ranking.FLOOR]
        mine, theirs, cosines = pools.mine[order], pools.theirs[order], pools.cosines[order]
        return Best(pools.span, mine, theirs, cosines, totals[order])

    def choices(self, best: Best) -> list[list[Ranked] | None]:
        """Of every list those that it admits, as ``Archive.choose``; None where it must choose.

        That is where two score alike and other things decide, where an editor has
        pinned or banned, and where a text has many authors.
        """
        bounds = np.array(_bounds(best.span, best.mine), np.int64).reshape(-1, 2)
        at, ends = bounds[:, 0].copy(), bounds[:, 1]
        taken = np.full((len(at), ranking.LIMIT), -1)
        picked = taken.copy()
        count = np.zeros(len(at), np.int64)
        special = self._is_special[best.span.start : best.span.stop].copy()
        special[best.mine[best.tied()] - best.span.start] = True
        special[best.mine[self._is_crowded[best.theirs]] - best.span.start] = True
        active = np.flatnonzero(~special)
        while (
            active := active[(at[active] < ends[active]) & (count[active] < taken.shape[1])]
        ).size:
            one, beside = best.theirs[at[active]], taken[active]
            fits = (best.cosines[at[active]] < ranking.SAME) & ~self._is_third(one, beside)
            row, column = np.nonzero((beside >= 0) & fits[:, None])
            near = self.cosines(one[row], beside[row, column]) >= ranking.NEAR
            fits[row[near]] = False
            won = active[fits]
            taken[won, count[won]], picked[won, count[won]] = one[fits], at[won]
            count[won] += 1
            at[active] += 1
        of = picked[np.arange(taken.shape[1]) < count[:, None]]
        ranked = list(
            zip(*map(_list, (best.theirs[of], best.totals[of], best.cosines[of])), strict=True)
        )
        ends = np.cumsum(count)
        return [
            None if alone else ranked[begin:end]
            for alone, begin, end in zip(
                special.tolist(), (ends - count).tolist(), ends.tolist(), strict=True
            )
        ]

    def _is_third(self, one: _Ints, beside: _Ints) -> _Bits:
        """Whether an author of a post has as many as allowed of those in its row."""
        third = np.zeros(len(one), np.bool_)
        theirs = self._authors[beside]
        for author in self._authors[one].T:
            held = (theirs == author[:, None, None]).any(axis=2) & (beside >= 0)
            third |= (held.sum(axis=1) >= ranking.BY_ONE_AUTHOR) & (author >= 0)
        return third

    def said(self, pairs: Sequence[tuple[int, int]]) -> list[str]:
        """Of each two posts what ``Archive.said`` says."""
        mine, theirs = np.array(pairs, np.int64).reshape(-1, 2).T
        return self._speeches.said(mine, theirs)

    def _bonus(self, mine: _Ints, theirs: _Ints) -> _Ints:
        """As ``Archive.bonus``."""
        documents = _common(self._documents, mine, theirs)
        units = _common(self._units, mine, theirs)
        sizes = (self._units >= 0).sum(axis=1)
        unit = ranking.UNIT >> (np.maximum(sizes[mine], sizes[theirs]) - 1) // 2
        points = np.array([0, ranking.DOCUMENT, ranking.DOCUMENT * 5 // 4])
        return points[np.minimum(documents, 2)] + np.where(units > 0, unit, 0)

    def pools(self, span: range) -> Pools:
        """The pools of a stretch of posts."""
        found = [
            self._pools(range(at, min(at + self._together(), span.stop)))
            for at in range(span.start, span.stop, self._together())
        ]
        mine, theirs, times = map(np.concatenate, zip(*found, strict=True))
        return Pools(span, mine, theirs, self.cosines(mine, theirs), times)

    def buckets(self, count: int) -> list[bytes]:
        """The lines as ``Relations`` keeps them."""
        bucket = (self._keys % np.uint64(count)).astype(np.uint16)
        order = np.argsort(bucket, kind="stable")
        entries = (self._keys << np.uint64(ranking.SLOT_BITS) | self._posts.astype(np.uint64))[
            order
        ]
        ends = np.cumsum(np.bincount(bucket, minlength=count)).tolist()
        return [entries[a:b].tobytes() for a, b in pairwise([0, *ends])]

    def _together(self) -> int:
        # So that a post, another and a line's count fit into 32 bits.
        return max(1, min(_POSTS, (1 << 27) // self.count))

    def _pools(self, span: range) -> tuple[_Ints, _Ints, _Ints]:
        pair, times = self._met(span)
        begins = np.arange(len(span) + 1, dtype=np.uint32) * np.uint32(self.count)
        bounds = np.searchsorted(pair, begins)
        stands = self._standing[span.start : span.stop] > 0
        myself = begins[:-1] + np.arange(span.start, span.stop, dtype=np.uint32)
        times[np.searchsorted(pair, myself[stands])] = 0
        # As in Archive.pool: most were met once, and are out when enough were met twice.
        often = times > 1
        met, twice = np.diff(bounds), _sums(often, bounds[:-1], bounds[1:])
        all_ = (met - stands <= ranking.POOL) | (twice < ranking.POOL)
        kept = np.flatnonzero(often | (np.repeat(all_, met) & (times > 0)))
        mine = np.repeat(np.arange(len(span)), np.diff(np.searchsorted(kept, bounds)))
        theirs = (pair[kept] - begins[mine]).astype(np.int64)
        lines = times[kept].astype(np.int64)
        codes = mine << 48 | (0xFFFF - lines) << 32 | theirs
        codes.sort()
        mine, theirs, lines = codes >> 48, codes & 0xFFFFFFFF, 0xFFFF - (codes >> 32 & 0xFFFF)
        place = _steps(np.bincount(mine, minlength=len(span)))
        # The least that the pool admits, and whether more meet the post as often than fit in.
        least = np.zeros(len(span), np.int64)
        last = place == ranking.POOL - 1
        least[mine[last]] = lines[last]
        beyond = np.zeros(len(span), np.bool_)
        following = place == ranking.POOL
        beyond[mine[following]] = lines[following] == least[mine[following]]
        equal = beyond[mine] & (lines == least[mine])
        sure = (place < ranking.POOL) & ~equal
        left = ranking.POOL - np.bincount(mine[sure], minlength=len(span))
        i, j = mine[equal], theirs[equal]
        order = np.lexsort((np.abs(self._moments[j] - self._moments[i + span.start]), i))
        near = _steps(np.bincount(i, minlength=len(span))) < left[i]
        sure[np.flatnonzero(equal)[order][near]] = True
        return mine[sure] + span.start, theirs[sure], lines[sure]

    def _met(self, span: range) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
        """Pairs of a post of the span and one that it meets, sorted, and in how many lines.

        A pair is one number: place in the span times posts in all, plus the other.
        """
        sizes = self._standing[span.start : span.stop]
        begin = self._first_entry[span.start]
        entries = self._entries[begin : begin + sizes.sum()]
        mine = np.repeat(np.arange(len(span), dtype=np.uint32), sizes)
        begins = np.maximum(self._begins[entries], entries - ranking.WINDOW)
        widths = np.minimum(self._ends[entries], entries + ranking.WINDOW + 1) - begins
        window = (mine * np.uint32(self.count)) << _TIMES | self._times[entries]
        others = self._posts[np.repeat(begins, widths) + _steps(widths)] << _TIMES
        codes = np.repeat(window, widths) + others
        codes.sort()
        pair = codes >> _TIMES
        first = _firsts(pair)
        total = np.cumsum(codes & np.uint32(31), dtype=np.uint32)
        ends = np.append(first[1:], len(pair))[: len(first)] - 1
        return pair[first], np.diff(total[ends], prepend=np.uint32(0))


@dataclass(frozen=True, slots=True)
class Pools:
    """Pools of a stretch of posts, one after another."""

    span: range
    mine: _Ints
    """Of each member, whose pool it is in."""
    theirs: _Ints
    cosines: _Ints
    times: _Ints

    def packed(self) -> tuple[list[bytes], list[bytes], list[bytes]]:
        """Of every post's pool: members and cosines, 32 bits each, and times, 16 bits each."""
        theirs = self.theirs.astype(np.uint32).tobytes()
        cosines = self.cosines.astype(np.uint32).tobytes()
        times = self.times.astype(np.uint16).tobytes()
        bounds = _bounds(self.span, self.mine)
        return (
            [theirs[4 * a : 4 * b] for a, b in bounds],
            [cosines[4 * a : 4 * b] for a, b in bounds],
            [times[2 * a : 2 * b] for a, b in bounds],
        )


@dataclass(frozen=True, slots=True)
class Best:
    """Whom the posts of a stretch are related to, post after post, best first."""

    span: range
    mine: _Ints
    theirs: _Ints
    cosines: _Ints
    totals: _Ints

    def tied(self) -> _Ints:
        """Where one scores as much as the one before it."""
        same = (self.mine[1:] == self.mine[:-1]) & (self.totals[1:] == self.totals[:-1])
        return np.flatnonzero(same) + 1


class _Speeches:
    """What all texts say: columns of the pairs in their phrases, post after post."""

    def __init__(self, texts: Sequence[Text], crowd: Crowd) -> None:
        numbers = _Numbers()
        words, lengths, phrases = array("i"), array("q"), array("q")
        for text in texts:
            lines = text.phrases.decode().split("\n") if text.phrases else []
            phrases.append(len(lines))
            for line in lines:
                said = line.split(" ")
                lengths.append(len(said))
                words.extend(map(numbers.__getitem__, said))
        self._spelled = list(numbers)
        self._words = words
        word, length = np.frombuffer(words, np.int32), np.frombuffer(lengths, np.int64)
        phrase = np.repeat(np.arange(len(length)), length)
        at = np.flatnonzero(phrase[1:] == phrase[:-1])
        first, second = word[at].astype(np.int64), word[at + 1]
        self._first = at
        """Of every pair, the place of its first word, and its phrase."""
        self._phrase = phrase[at]
        term = np.array([terms.term_of[word] for word in numbers], np.uint64)
        half = np.array([terms.half_of[terms.term_of[word]] for word in numbers], np.uint64)
        pair = half[first] ^ term[second]
        level = _level(pair)
        self._everyday, self._listed = level == 0, level < terms.TOP
        owner = np.repeat(np.arange(len(texts)), np.frombuffer(phrases, np.int64))[self._phrase]
        self._count = np.bincount(owner, minlength=len(texts))
        self._start = np.cumsum(self._count) - self._count
        self._weight = crowd.weights(owner, pair)
        """Of every pair, the weight of its term in its own text; 0 where it is not compared."""
        # As written, for folded alike is not said alike.
        _, self._written = np.unique(first * len(numbers) + second, return_inverse=True)
        self._kinds = int(self._written.max(initial=0)) + 1
        known = self._weight > 0
        said = owner * self._kinds + self._written
        self._said, of = np.unique(said[known], return_index=True)
        self._said_weight = self._weight[known][of]

    def said(self, mine: _Ints, theirs: _Ints) -> list[str]:
        """Of each two posts the two strongest phrases that both say, as ``Archive.said``."""
        count = self._count[mine]
        two = np.repeat(np.arange(len(mine)), count)
        at = np.repeat(self._start[mine], count) + _steps(count)
        where, shared = _found(self._said, theirs[two] * self._kinds + self._written[at])
        shared &= self._weight[at] > 0
        products = np.where(shared, self._weight[at] * self._said_weight[where], 0)
        # Phrases, each of one of the two, in which there is anything shared.
        phrase = _firsts(two * (len(self._words) + 1) + self._phrase[at])
        length = np.diff(phrase, append=len(at))
        any_shared = _sums(shared, phrase, phrase + length) > 0
        phrase, length = phrase[any_shared], length[any_shared]
        weight, start, end = self._strongest(at, shared, products, phrase, length)
        of, place = two[phrase], self._first[at[phrase]]
        order = np.argsort(of << 32 | (1 << 31) - weight, kind="stable")
        order = order[weight[order] > 0]
        bounds = _bounds(range(len(mine)), of[order])
        runs = list(zip(*map(_list, ((place + start)[order], (place + end)[order])), strict=True))
        spelled, words = self._spelled, self._words
        return [
            terms.best_phrases(
                " ".join([spelled[word] for word in words[begin:end]])
                for begin, end in runs[first:last]
            )
            for first, last in bounds
        ]

    def _strongest(
        self, at: _Ints, shared: _Bits, products: _Ints, phrase: _Ints, length: _Ints
    ) -> tuple[_Ints, _Ints, _Ints]:
        """Of phrases that begin at ``phrase`` in the columns: ``terms.shared_phrase``, in words.

        All of them take a step at a time, the longest the most.
        """
        best, begins, ends = (np.zeros(len(phrase), np.int64) for _ in range(3))
        weight, start = np.zeros_like(best), np.zeros_like(best)
        loose = np.zeros(len(phrase), np.bool_)
        here = np.flatnonzero(length > 0)
        for step in range(int(length.max(initial=0))):
            here = here[length[here] > step]
            row = phrase[here] + step
            held, heavy, hangs = shared[row], weight[here] > 0, loose[here]
            new = held & ~heavy & ~hangs
            halves = new & (self._listed[at[row] - 1] if step else False)
            everyday = ~held & self._everyday[at[row]] & ~(heavy & hangs)
            grows, ended = held & ~halves, ~held & ~everyday
            start[here[new | (everyday & ~heavy)]] = step
            weight[here] += np.where(grows, products[row], 0)
            weight[here[ended]] = 0
            loose[here] = everyday
            now = here[grows | everyday]
            fits = (weight[now] > 0) & (weight[now] >= best[now])
            now = now[fits & (step + 2 - start[now] <= terms.LONGEST_PHRASE)]
            best[now], begins[now], ends[now] = weight[now], start[now], step + 2
        return best, begins, ends


def _standing(
    posts: Sequence[Candidate], texts: Sequence[Text]
) -> tuple[NDArray[np.uint64], NDArray[np.uint32], NDArray[np.uint32]]:
    """As ``ranking.keyed`` of every post: keys, the posts, and how much each counts."""
    held = [b"" if post.sensitive else text.keys for post, text in zip(posts, texts, strict=True)]
    words = np.frombuffer(b"".join(held), np.uint32)
    said = np.repeat(np.arange(len(posts)), _ints(len(keys) // 4 for keys in held))
    ties = [
        (key, i, times)
        for i, post in enumerate(posts)
        if not post.sensitive
        for key, times in ranking.tied(post)
    ]
    key, post, times = np.array(ties, np.int64).reshape(-1, 3).T
    return (
        np.concatenate((words, key)).astype(np.uint64),
        np.concatenate((said, post)).astype(np.uint32),
        np.concatenate((np.ones_like(words), times)).astype(np.uint32),
    )


def _sets(named: Sequence[Sequence[str]]) -> _Ints:
    """A row for each: the numbers of its names, each once, then -1."""
    numbers = _Numbers()
    rows = [[numbers[name] for name in dict.fromkeys(names)] for names in named]
    wide = max(1, *map(len, rows)) if rows else 1
    return np.array([row + [-1] * (wide - len(row)) for row in rows], np.int64).reshape(-1, wide)


def _common(sets: _Ints, mine: _Ints, theirs: _Ints) -> _Ints:
    """How many names the sets of each two have in common."""
    found = np.zeros(len(mine), np.int64)
    for one in sets.T:
        for other in sets.T:
            found += (one[mine] == other[theirs]) & (one[mine] >= 0)
    return found

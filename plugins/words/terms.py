"""What a text is compared by: its syllables and pairs of neighbours, weighed.

A Vietnamese word is mostly two syllables, so pairs stand for words without a
dictionary. All is folded, so that ``số hoá`` meets ``số hóa``. A term weighs
``1 + ln(how often)`` times its level in the frozen table (``levels.py``), and
the whole is scaled to length ``SCALE``, in whole numbers: nothing here depends
on any other post. Terms are known by 32 bits of checksum; that two meet in one
by chance moves a score by less than it rounds.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from itertools import chain, compress
from math import isqrt, log
from operator import and_, mul, xor
from typing import NamedTuple, TypeVar
from zlib import crc32

from plugins.vietnamese import fold, retone
from plugins.words import levels

SCALE = 1000
"""The length of every vector: weights are thousandths, products of two are millionths."""

TOP = 6
"""The level of a term that the table does not know."""

COMMON = 3
"""The level up to which a term stands in so many texts that alone it says nothing of one."""

OFTEN = [0, *(round(10 * (1 + log(n))) for n in range(1, 100))]
WORD = re.compile(r"[^\W_]+")
SKETCH = 32
"""Terms of a sketch."""

_BITS = 2048
"""Of a sketch: so many that hardly ever two terms share one. A set would take ten times the
memory, and five times as long to compare."""

_MOST_KNOWN = 300_000
"""Answers remembered: names and numbers are without end."""

_Asked = TypeVar("_Asked")
_Answer = TypeVar("_Answer")


class Remembered(dict[_Asked, _Answer]):
    """What a pure function answers, remembered: to look it up takes no call of Python's."""

    def __init__(self, function: Callable[[_Asked], _Answer]) -> None:
        self._function = function

    def __missing__(self, asked: _Asked) -> _Answer:
        if len(self) > _MOST_KNOWN:
            self.clear()
        answer = self[asked] = self._function(asked)
        return answer


words_of = Remembered[str, tuple[str, ...]](lambda chunk: tuple(WORD.findall(chunk)))
"""What stands between white space → the words in it: mostly one, and seen before."""

term_of = Remembered[str, int](lambda syllable: crc32(fold(syllable.lower()).encode()))
"""Syllable as written → checksum of its folded form."""

half_of = Remembered[int, int](lambda term: term * 0x9E3779B1 & 0xFFFFFFFF)
"""Syllable → what it gives to the pair that it begins, so that no pair is its reverse."""

pair_of = Remembered[str, int](lambda two: _pairs([term_of[word] for word in two.split(" ")])[0])
"""Two words as written, a space between → the term of the pair."""

written = Remembered[str, str](lambda word: retone(word.lower()))
"""Word → as readers are shown it: in lower case, its tone where today's dictionaries put it."""


class Text(NamedTuple):
    """A text as it is compared: plain bytes, so that it can be kept and sent."""

    terms: bytes
    """Terms, 32 bits each, the least first."""
    weights: bytes
    """Of each, 16 bits."""
    phrases: bytes
    """What it says, as written, in UTF-8: a space around every word, a line's end every phrase."""

    def vector(self) -> dict[int, int]:
        """Term → weight."""
        return dict(zip(array("I", self.terms), array("H", self.weights), strict=True))

    def weight(self, term: int) -> int:
        """Of ``term``; 0 when the text does not say it."""
        terms = memoryview(self.terms).cast("I")
        place = bisect_left(terms, term)
        is_said = place < len(terms) and terms[place] == term
        return memoryview(self.weights).cast("H")[place] if is_said else 0

    def sketch(self) -> int:
        """The least of its terms, which are checksums and so as good as drawn by lot: a bit each.

        Texts share about as much of their sketches as of all they say (Broder, *On the
        resemblance and containment of documents*, 1997).
        """
        bits = 0
        for term in array("I", self.terms[: 4 * SKETCH]):
            bits |= 1 << term % _BITS
        return bits


def alike(one: int, other: int) -> int:
    """How much two sketches share, in thousandths."""
    return 1000 * (one & other).bit_count() // max(one.bit_count(), other.bit_count(), 1)


class Weighed(NamedTuple):
    """The terms of a text and their weights, as ``Text`` has them."""

    terms: bytes
    weights: bytes
    again: list[bool]
    """Of every pair of the body whether the text says it more than once."""


def weigh(title: Sequence[str], body: Sequence[str]) -> Weighed:
    """The terms of a text, given its words."""
    level, everyday = levels_of()
    first, rest = (list(map(term_of.__getitem__, words)) for words in (title, body))
    first_pairs, rest_pairs = _pairs(first), _pairs(rest)
    often = Counter(chain(first, first_pairs, rest, rest_pairs))
    plain = list(map(everyday.__contains__, rest))
    # Pairs of two everyday words: said once, and not in the title, they are chance.
    chance = set(compress(rest_pairs, map(and_, plain, plain[1:]))).difference(first_pairs)
    known = level.keys() & often.keys()
    raw = {
        term: OFTEN[min(n, 99)] * (level[term] if term in known else TOP)
        for term, n in often.items()
        if (n > 1 or term not in chance) and term not in everyday
    }
    length = isqrt(sum(map(mul, raw.values(), raw.values())) << 20) or 1
    scaled = {weight: weight * (SCALE << 10) // length for weight in set(raw.values())}
    terms = sorted(raw)
    return Weighed(
        array("I", terms).tobytes(),
        array("H", [scaled[raw[term]] for term in terms]).tobytes(),
        [often[pair] > 1 for pair in rest_pairs],
    )


def _pairs(terms: Sequence[int]) -> list[int]:
    return list(map(xor, map(half_of.__getitem__, terms), terms[1:]))


@cache
def levels_of() -> tuple[dict[int, int], frozenset[int]]:
    """Term → level of those that the table knows, and the everyday ones among them."""
    found: dict[int, int] = {}
    for level, listed in levels.LEVELS:
        for said in listed.replace("\n", " ").split(", "):
            # They are folded as they stand there.
            first, *second = [crc32(word) for word in said.encode().split()]
            found[half_of[first] ^ second[0] if second else first] = level
    return found, frozenset(term for term, level in found.items() if not level)

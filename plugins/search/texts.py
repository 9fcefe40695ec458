"""What search knows of whole texts: their words and pairs of neighbours, by who tells them.

A text is read word by word, as ``theme/static/js/search.js`` reads a question. Each pair of
neighbours is told by one of the two, the one that fewer texts say (``plugins/words/levels``);
so a common word has short tables. A word that tells no pair of a text is told *alone*, unless
it is an everyday one: that a text says ``của`` tells nothing of it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, pairwise
from typing import NamedTuple

from plugins.vietnamese import nfc, retone
from plugins.words.levels import LEVELS
from plugins.words.terms import TOP, Remembered, levels_of, term_of

_WORD = re.compile("[0-9a-z\u00e0-\u024f\u1e00-\u1eff]+")
_MARKS = re.compile("[\u0300-\u036f]+")
_ZEROS = re.compile(r"\b0+(?=[0-9])", re.ASCII)

ALONE, AFTER, BEFORE = range(3)
"""How a word tells of a text: by itself, with the word after it, with the word before it."""


class Term(NamedTuple):
    """What one word tells of a text."""

    word: str
    """Who tells it."""
    side: int
    """``ALONE``, ``AFTER`` or ``BEFORE``."""
    other: str
    """Its neighbour; empty when it is alone."""


def _words(piece: str) -> tuple[str, ...]:
    bare = _ZEROS.sub("", _MARKS.sub("", piece.lower()))
    return tuple(retone(word) for word in _WORD.findall(bare))


words_of = Remembered[str, tuple[str, ...]](_words)
"""What stands between white space, in NFC → its words: exact, but for case and tone placement."""

plain_of = Remembered[str, str](
    lambda word: _MARKS.sub("", unicodedata.normalize("NFD", word)).replace("đ", "d")
)
"""A word → the same as it is typed without diacritics."""

level_of = Remembered[str, int](lambda word: levels_of()[0].get(term_of[word], TOP))
"""A word → how rare it is by the frozen table; 0 of an everyday one."""


@cache
def everyday_words() -> tuple[str, ...]:
    """Those that tell of no text alone, without diacritics, in order.

    Whoever asks must know them: of a pair that one is in the other tells, unless it is one too.
    """
    return _listed(0)


@cache
def common_words() -> tuple[str, ...]:
    """Those that many texts say, without diacritics, in order: what to ask for last."""
    return _listed(*_COMMON)


_COMMON = (3, 4)
"""Levels of words that are neither everyday nor rare."""


def _listed(*levels: int) -> tuple[str, ...]:
    every = ", ".join(listed for level, listed in LEVELS if level in levels)
    return tuple(sorted(word for word in every.replace("\n", " ").split(", ") if " " not in word))


def lines_of(text: str) -> Iterator[list[str]]:
    """The words of every line of ``text``, plain text: no line pairs with the next."""
    for line in nfc(text).splitlines():
        yield list(chain.from_iterable(map(words_of.__getitem__, line.split())))


def terms(lines: Iterable[Sequence[str]]) -> frozenset[Term]:
    """All that the words of a text tell of it."""
    found: set[Term] = set()
    said: set[str] = set()
    for words in lines:
        said.update(words)
        for one, following in pairwise(words):
            if level_of[one] >= level_of[following]:
                found.add(Term(one, AFTER, following))
            else:
                found.add(Term(following, BEFORE, one))
    telling = {term.word for term in found}
    found.update(Term(word, ALONE, "") for word in said - telling if level_of[word])
    return frozenset(found)


def shard_of(word: str, shards: int) -> int:
    """In which of ``shards`` all words stand that look like ``word`` without diacritics.

    FNV-1a of 32 bits over code units of UTF-16 (all such words are of one plane), as the script
    reckons it (G. Fowler, L. C. Noll, K.-P. Vo, *The FNV Non-Cryptographic Hash Algorithm*).
    """
    hashed = 0x811C9DC5
    for letter in plain_of[word]:
        hashed = (hashed ^ ord(letter)) * 0x01000193 & 0xFFFFFFFF
    return hashed % shards

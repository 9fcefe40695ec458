"""Which texts of an archive say the same, or nearly: found without comparing all with all.

A text is cut into runs of three words; of 32 orders of all runs each keeps the first, as 16
bits: two texts share about as many as they share runs (Broder, *On the resemblance and
containment of documents*, 1997). Texts that share four in a row are compared.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence

import numpy as np

from desk.importers.blocks import Block, Kind
from plugins.vietnamese import sameness
from plugins.words.terms import WORD, term_of

_RUN = 3
_ORDERS = 32
_TOGETHER = 4
_NEAR = 26
"""Of 32 shared: some four fifths of the texts, so one that was mended, not another report."""
_LEAST = 40
"""Words; shorter texts, greetings and notices, are alike by their nature."""
_MOST = 50
"""Texts known by one part of a sketch: what more share, phrases of office, is no sign."""

_LOT = np.random.default_rng(20210315)
_FACTORS = _LOT.integers(1, 1 << 32, _ORDERS, dtype=np.uint64) | np.uint64(1)
_ADDENDS = _LOT.integers(0, 1 << 32, _ORDERS, dtype=np.uint64)
_IN_A_RUN = _LOT.integers(1, 1 << 32, _RUN, dtype=np.uint64) | np.uint64(1)
_LOW = np.uint64(0xFFFFFFFF)


def words_of(blocks: Iterable[Block]) -> list[str]:
    """What a text says, whatever its pictures and mark-up."""
    said = (one.text for one in blocks if one.kind is not Kind.PICTURE)
    return WORD.findall(" ".join(said).lower())


def text_digest(title: str, when: str, words: Sequence[str]) -> str:
    """What a text says, when and under which title."""
    said = "\n".join((sameness(title), when, " ".join(words)))
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def head_digest(title: str, day: str) -> str:
    """The title and the day: who has both is most likely the same report, written twice."""
    return hashlib.sha256(f"{sameness(title)}\n{day}".encode()).hexdigest()[:16]


def sketch_of(words: Sequence[str]) -> str:
    """By which texts that say nearly the same are found; empty of a short one."""
    if len(words) < _LEAST:
        return ""
    terms = np.array([term_of[word] for word in words], np.uint64)
    last = len(terms) - _RUN + 1
    runs = terms[:last] * _IN_A_RUN[0]
    for at in range(1, _RUN):
        runs ^= terms[at : last + at] * _IN_A_RUN[at]
    mixed = _FACTORS[:, None] * (runs >> np.uint64(8) & _LOW) + _ADDENDS[:, None]
    first = (mixed >> np.uint64(16) & _LOW).min(axis=1) & np.uint64(0xFFFF)
    return base64.b85encode(first.astype("<u2").tobytes()).decode()


class Sketches:
    """Sketches of texts, each under a name, the likest of which is found quickly."""

    def __init__(self) -> None:
        self._drawn: dict[str, Sequence[int]] = {}
        self._sharing: dict[tuple[int, bytes], list[str]] = {}

    def add(self, name: str, sketch: str) -> None:
        """Take in a text."""
        if sketch:
            drawn, bands = _bands(sketch)
            self._drawn[name] = drawn
            for band in bands:
                sharing = self._sharing.setdefault(band, [])
                if len(sharing) < _MOST:
                    sharing.append(name)

    def near(self, sketch: str) -> str:
        """The name of the text that says nearly what this one does; empty without one."""
        if not sketch:
            return ""
        drawn, bands = _bands(sketch)
        names = dict.fromkeys(name for band in bands for name in self._sharing.get(band, ()))
        shared = {name: sum(map(int.__eq__, drawn, self._drawn[name])) for name in names}
        best = max(shared, key=lambda name: shared[name], default="")
        return best if best and shared[best] >= _NEAR else ""


def _bands(sketch: str) -> tuple[Sequence[int], list[tuple[int, bytes]]]:
    data = base64.b85decode(sketch)
    size = 2 * _TOGETHER
    bands = [(at, data[at : at + size]) for at in range(0, len(data), size)]
    return np.frombuffer(data, "<u2").tolist(), bands

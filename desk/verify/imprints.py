"""What a file could say, in few bytes: so only few need be read when another word must not occur.

The imprint of a file has two bytes for every eight of its text, one after another. Whatever is
in a text, wherever it begins, covers some of these eights whole, and their bytes stand in the
imprint in the same order: so a file that holds a canary is never missed, and hardly one is read
in vain. No words can be read from an imprint.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

_EIGHT = 8
_MARKUP = re.compile(r'[<>]|="|&#?\w')
_TOLD, _LONG = 4, 8
"""Bytes of an imprint that tell a canary from nearly all else, and a long one from all else."""


def imprint(texts: Iterable[str]) -> bytes:
    """Of a file that says ``texts``, in NFC, a canary being in one of them."""
    text = " ".join(texts).replace("\xa0", " ")
    if "  " in text or not text.isprintable():
        text = " ".join(text.split())
    return _signs(text.encode("utf-8", "surrogatepass"))


def _signs(data: bytes) -> bytes:
    size = len(data) + -len(data) % _EIGHT
    # One large number is mixed at once; of each eight bytes the first two then depend on all.
    number = int.from_bytes(data, "little")
    mixed = (number ^ number >> 13 ^ number >> 31 ^ number >> 48).to_bytes(size, "little")
    return memoryview(mixed).cast("H")[:: _EIGHT // 2].tobytes()


def _sequences(needle: str) -> list[bytes]:
    """What is in an imprint of ``needle``: one of these, by where it begins."""
    if _MARKUP.search(needle):
        return [b""]  # what is written so may be read otherwise: every file may hold it
    data = needle.encode()
    return [
        _signs(data[start : start + (len(data) - start) // _EIGHT * _EIGHT])
        for start in range(_EIGHT)
    ]


class Suspicion:
    """Tells by their imprints which files may hold which of ``needles``."""

    def __init__(self, needles: Iterable[str]) -> None:
        import numpy as np  # noqa: PLC0415 - heavy, rarely asked

        self._sequences = {needle: _sequences(needle) for needle in needles}
        every = [one for some in self._sequences.values() for one in some]
        shortest = min(map(len, every), default=0)
        self._short = shortest < _TOLD
        self._told = _LONG if shortest >= _LONG else _TOLD
        # Many sentences, and addresses, begin alike; hardly any end so.
        ends = b"".join(one[-self._told :] for one in every if len(one) >= self._told)
        self._ends = np.unique(np.frombuffer(ends, f"u{self._told}"))
        self._first = np.zeros(1 << 16, bool)
        self._first[np.frombuffer(ends, np.uint16)[:: self._told // 2]] = True

    def __len__(self) -> int:
        return len(self._sequences)

    def falls_on(self, signs: bytes, sizes: Sequence[int]) -> Iterator[tuple[str, int]]:
        """Each needle with the place of a file that may hold it.

        ``signs`` are the imprints of files, one after another, ``sizes`` their bytes.
        """
        ends = [*accumulate(sizes)]
        for place in range(len(sizes)) if self._short else self._likely(signs, ends):
            one = signs[ends[place] - sizes[place] : ends[place]]
            for needle, sequences in self._sequences.items():
                if any(said in one for said in sequences):
                    yield needle, place

    def _likely(self, signs: bytes, ends: Sequence[int]) -> list[int]:
        """Places of those in which something ends as a needle does."""
        import numpy as np  # noqa: PLC0415 - as above

        every, count = np.frombuffer(signs, np.uint16), self._told // 2
        places = np.flatnonzero(self._first[every[: max(0, len(every) - count + 1)]])
        here = np.zeros(len(places), self._ends.dtype)
        for at in range(count):
            here |= every[places + at].astype(here.dtype) << here.dtype.type(16 * at)
        nearest = np.searchsorted(self._ends, here).clip(max=len(self._ends) - 1)
        places = places[self._ends[nearest] == here]
        found = np.searchsorted(np.array(ends) // 2, places, side="right")
        return [int(place) for place in np.unique(found)]

"""What a file could say, in few bytes: so only few need be read when another word must not occur.

The imprint of a file has two bytes for every eight of its text, one after another. Whatever is
in a text, wherever it begins, covers some of these eights whole, and their bytes stand in the
imprint in the same order: so a file that holds a canary is never missed, and hardly one is read
in vain. No words can be read from an imprint.
"""

from __future__ import annotations

import re
from bisect import bisect_right
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

        self._short: dict[str, list[bytes]] = {}
        """Needles of which too little is sure to stand in an imprint: sought by themselves."""
        long: dict[str, list[bytes]] = {}
        for needle in needles:
            said = _sequences(needle)
            (self._short if min(map(len, said)) < _TOLD else long)[needle] = said
        every = [(needle, one) for needle, said in long.items() for one in said]
        told = _LONG if all(len(one) >= _LONG for _, one in every) else _TOLD
        # Many sentences, and addresses, begin alike; hardly any end so.
        ends: dict[int, list[tuple[str, bytes]]] = {}
        for needle, one in every:
            ends.setdefault(int.from_bytes(one[-told:], "little"), []).append((needle, one))
        self._told = told
        self._ends = np.array(sorted(ends), f"<u{told}")
        self._by_end = [ends[end] for end in sorted(ends)]
        self._first = np.zeros(1 << 16, bool)
        self._first[self._ends.view(np.uint16)[:: told // 2]] = True
        self._count = len(long) + len(self._short)

    def __len__(self) -> int:
        return self._count

    def falls_on(self, signs: bytes, sizes: Sequence[int]) -> Iterator[tuple[str, int]]:
        """Each needle with the place of a file that may hold it, once or more.

        ``signs`` are the imprints of files, one after another, ``sizes`` their bytes.
        """
        ends = [*accumulate(sizes)]
        for place in range(len(sizes)) if self._short else ():
            one = signs[ends[place] - sizes[place] : ends[place]]
            for needle, sequences in self._short.items():
                if any(said in one for said in sequences):
                    yield needle, place
        for at, which in self._ended(signs) if len(self._ends) else ():
            place = bisect_right(ends, at)
            end = at + self._told
            for needle, said in self._by_end[which]:
                begin = end - len(said)
                if (
                    ends[place] - sizes[place] <= begin
                    and end <= ends[place]
                    and signs.startswith(said, begin)
                ):
                    yield needle, place

    def _ended(self, signs: bytes) -> Iterator[tuple[int, int]]:
        """Where a needle may end: the place of its last bytes, and which of ``_ends`` they are."""
        import numpy as np  # noqa: PLC0415 - as above

        every, count = np.frombuffer(signs, np.uint16), self._told // 2
        places = np.flatnonzero(self._first[every[: max(0, len(every) - count + 1)]])
        here = np.zeros(len(places), self._ends.dtype)
        for at in range(count):
            here |= every[places + at].astype(here.dtype) << here.dtype.type(16 * at)
        nearest = np.searchsorted(self._ends, here).clip(max=len(self._ends) - 1)
        found = self._ends[nearest] == here
        return zip((2 * places[found]).tolist(), nearest[found].tolist(), strict=True)

"""What a file could say, in few bytes: so only few need be read when another word must not occur.

The imprint of a file has two bytes for every eight of its text, one after another. Whatever is
in a text, wherever it begins, covers some of these eights whole, and their bytes stand in the
imprint in the same order: so a file that holds a canary is never missed, and hardly one is read
in vain. No words can be read from an imprint.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_EIGHT = 8
_MARKUP = re.compile(r'[<>]|="|&#?\w')
_TOLD = 4
"""Bytes of an imprint that tell a canary from nearly all else."""


def imprint(texts: Iterable[str]) -> bytes:
    """Of a file that says ``texts``, a canary being in one of them."""
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
        self._short = any(len(one) < _TOLD for one in every)
        # Many sentences, and addresses, begin alike; hardly any end so.
        ends = b"".join(one[-_TOLD:] for one in every if len(one) >= _TOLD)
        self._ends = np.unique(np.frombuffer(ends, np.uint32))
        self._first = np.zeros(1 << 16, bool)
        self._first[np.frombuffer(ends, np.uint16)[::2]] = True

    def __len__(self) -> int:
        return len(self._sequences)

    def falls_on(self, imprints: Sequence[bytes]) -> Iterator[tuple[str, int]]:
        """Each needle with the place in ``imprints`` of a file that may hold it."""
        for place in range(len(imprints)) if self._short else self._likely(imprints):
            for needle, sequences in self._sequences.items():
                if any(one in imprints[place] for one in sequences):
                    yield needle, place

    def _likely(self, imprints: Sequence[bytes]) -> list[int]:
        """Places of those in which something ends as a needle does."""
        import numpy as np  # noqa: PLC0415 - as above

        signs: NDArray[np.uint16] = np.frombuffer(b"".join(imprints), np.uint16)
        places = np.flatnonzero(self._first[signs[:-1]])
        pairs = signs[places].astype(np.uint32) | signs[places + 1].astype(np.uint32) << 16
        nearest = np.searchsorted(self._ends, pairs).clip(max=len(self._ends) - 1)
        places = places[self._ends[nearest] == pairs]
        bounds = np.cumsum([len(one) // 2 for one in imprints])
        return [int(place) for place in np.unique(np.searchsorted(bounds, places, side="right"))]

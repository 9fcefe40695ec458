"""The imprints of all files, as they are kept: some thousand to a row.

What became private is sought in all of them at once: read file by file, that takes twice as
long. What is new goes into a row of its own, and small rows are merged as they
come, so that there are few. An imprint counts as long as the file is still the one it is of.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, compress
from typing import NamedTuple

import msgspec

from desk.verify.columns import DIGEST
from plugins.memory import Store, encode

FULL = 4096
"""Imprints of a row to which no more are added."""
STAMP = 8
"""Bytes of the digest of a file that tell its imprint."""

_sizes = msgspec.json.Decoder(dict[str, int]).decode


class Segment(NamedTuple):
    """Some imprints, one after another."""

    numbers: bytes
    """Of the files, 32 bits each."""
    stamps: bytes
    """The beginning of the digest of each file, 64 bits."""
    sizes: bytes
    """Of the imprints in bytes, 32 bits each."""
    signs: bytes
    """The imprints."""

    def live(self, digests: bytes) -> list[bool]:
        """Of each whether it is of the file as it is now, given the digests of all."""
        stamps = memoryview(self.stamps).cast("Q")
        now = memoryview(digests).cast("Q")[:: DIGEST // STAMP]
        both = zip(array("I", self.numbers), stamps, strict=True)
        return [one < len(now) and now[one] == stamp for one, stamp in both]


class Segments:
    """All that are kept in ``store``, in its table ``imprints``."""

    def __init__(self, store: Store) -> None:
        self._store = store
        row = store.row("whole", "segments")
        self._sizes: dict[str, int] = _sizes(row[0]) if row else {}
        """How many imprints each row has; the last was put last."""

    def __iter__(self) -> Iterator[Segment]:
        for key in [*self._sizes]:  # one at a time: in a large archive they are large together
            yield from self._segments([key])

    def add(self, imprints: Mapping[int, bytes], digests: bytes) -> None:
        """Put these, by the number of the file; ``digests`` are those of all files.

        Raises sqlite3.DatabaseError.
        """
        if not imprints:
            return
        count, gone = len(imprints), list[str]()
        for key, size in reversed(self._sizes.items()):
            if size > count or size + count > FULL:
                break
            gone.append(key)
            count += size
        self._put([_segment(imprints, digests), *self._segments(gone)], count, gone)

    def prune(self, digests: bytes, files: int) -> None:
        """When most are of files that are no more, or are others now, forget those.

        ``files``: how many there are. Raises sqlite3.DatabaseError.
        """
        if sum(self._sizes.values()) <= 2 * files + FULL:
            return
        found: dict[int, bytes] = {}
        gone: list[str] = []
        put: set[int] = set()
        """Of which files there is one: a file that was made anew as it was has several."""
        for key in [*self._sizes]:
            gone.append(key)
            for segment in self._segments([key]):
                found.update(one for one in _live(segment, digests) if one[0] not in put)
            if len(found) >= FULL:
                self._put([_segment(found, digests)], len(found), gone)
                put.update(found)
                found, gone = {}, []
        self._put([_segment(found, digests)], len(found), gone)

    def _segments(self, keys: Sequence[str]) -> list[Segment]:
        return [Segment(*row) for key in keys if (row := self._store.row("imprints", key))]

    def _put(self, made: Sequence[Segment], count: int, gone: Sequence[str]) -> None:
        """One row of ``count`` imprints, of all that is ``made``, instead of those ``gone``."""
        key = str(1 + max(map(int, self._sizes), default=0))
        for one in gone:
            del self._sizes[one]
        self._sizes[key] = count
        self._store.save("imprints", (), gone)
        self._store.put("imprints", [(key, tuple(map(b"".join, zip(*made, strict=True))))])
        self._store.put("whole", [("segments", (encode(self._sizes),))])


def _segment(imprints: Mapping[int, bytes], digests: bytes) -> Segment:
    return Segment(
        array("I", imprints).tobytes(),
        b"".join([_stamp(digests, number) for number in imprints]),
        array("I", map(len, imprints.values())).tobytes(),
        b"".join(imprints.values()),
    )


def _live(segment: Segment, digests: bytes) -> Iterator[tuple[int, bytes]]:
    """Number and imprint of those that are of files as they are now."""
    sizes = array("I", segment.sizes)
    every = zip(array("I", segment.numbers), sizes, accumulate(sizes), strict=True)
    for number, size, end in compress(every, segment.live(digests)):
        yield number, segment.signs[end - size : end]


def _stamp(digests: bytes, number: int) -> bytes:
    return digests[number * DIGEST : number * DIGEST + STAMP]

"""The compound file of old Office formats: its streams found, and blanked where they lie.

Nothing moves: the copy has the same size, and every byte that is not blanked. Source: [MS-CFB].
"""

# ruff: noqa: PLR2004 - the numbers are those of the standard named above

from __future__ import annotations

import struct
import uuid
from dataclasses import dataclass

from plugins.attachments.faults import BROKEN, RefusedError
from plugins.attachments.recognising import OLE_START

_LAST = 0xFFFFFFFA
"""The first number that is no sector's."""
_HEADER = 512
_ENTRY = 128
_STREAM, _ROOT = 2, 5
SUMMARY = "\x05SummaryInformation"
_FORMATS = {
    SUMMARY: "F29F85E0-4FF9-1068-AB91-08002B27B3D9",
    "\x05DocumentSummaryInformation": "D5CDD502-2E9C-101B-9397-08002B2CF9AE",
}
"""Streams of properties, with the format of each ([MS-OLEPS])."""
_PACKAGE = "\x01Ole10Native"


@dataclass(frozen=True, slots=True)
class Stream:
    """One stream: what it is called, and where its bytes lie."""

    name: str
    size: int
    spans: tuple[tuple[int, int], ...]
    """Place and length of each run, with what lies behind the end of the stream."""


def is_compound(data: bytes) -> bool:
    """Whether the file is built so."""
    return data.startswith(OLE_START)


class Compound:
    """A file that is built so; raises RefusedError when it is not whole."""

    def __init__(self, data: bytes) -> None:
        self.data = bytearray(data)
        try:
            self._read()
        except (struct.error, IndexError, UnicodeDecodeError) as error:
            raise RefusedError(BROKEN) from error

    def _read(self) -> None:
        data = self.data
        shift, small = struct.unpack_from("<HH", data, 0x1E)
        fats, directory = struct.unpack_from("<L", data, 0x2C)[0], self._u32(0x30)
        if shift not in {9, 12} or small != 6:
            raise RefusedError(BROKEN)
        self._size = 1 << shift
        self._count = -(-(len(data) - self._size) // self._size)
        self._used: set[int] = set()
        self._fat: list[int] = []
        for sector in self._fat_sectors(fats):
            self._used.add(sector)
            self._fat += self._numbers(sector)
        listing = b"".join(bytes(self._sector(one)) for one in self._chain(directory))
        self._small_fat: list[int] = []
        for sector in self._chain(self._u32(0x3C)):
            self._small_fat += self._numbers(sector)
        self._small_places: list[int] = []
        self._small_used: set[int] = set()
        self.names: list[str] = []
        self.streams: list[Stream] = []
        entries = [listing[at : at + _ENTRY] for at in range(0, len(listing) - _ENTRY + 1, _ENTRY)]
        for entry in entries:  # the root first: small streams lie in its own
            if entry[66] == _ROOT:
                self._small_places = self._chain(struct.unpack_from("<L", entry, 116)[0])
                break
        for entry in entries:
            self._take(entry)

    def _take(self, entry: bytes) -> None:
        length, kind = struct.unpack_from("<HB", entry, 64)
        if kind not in {1, _STREAM, _ROOT}:
            return
        name = entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        self.names.append(name)
        if kind != _STREAM:
            return
        start, size = struct.unpack_from("<LL", entry, 116)
        if size >= self._u32(0x38):
            step = self._size
            places = [(one + 1) * step for one in self._chain(start)]
        elif size:
            step, places = 64, self._small(start)
        else:
            step, places = 64, []
        if size > step * len(places):
            raise RefusedError(BROKEN)
        spans = tuple((place, min(step, len(self.data) - place)) for place in places)
        self.streams.append(Stream(name, size, spans))

    def _u32(self, place: int) -> int:
        found: int = struct.unpack_from("<L", self.data, place)[0]
        return found

    def _sector(self, number: int) -> memoryview:
        place = (number + 1) * self._size
        if number >= self._count or place >= len(self.data):
            raise RefusedError(BROKEN)
        return memoryview(self.data)[place : place + self._size]

    def _numbers(self, number: int) -> list[int]:
        sector = self._sector(number)
        return [one for (one,) in struct.iter_unpack("<L", sector[: len(sector) // 4 * 4])]

    def _fat_sectors(self, count: int) -> list[int]:
        found = [self._u32(0x4C + 4 * number) for number in range(109)]
        more, seen = self._u32(0x44), 0
        while more < _LAST:
            self._used.add(more)
            *some, more = self._numbers(more)
            found += some
            seen += 1
            if seen > self._count:
                raise RefusedError(BROKEN)
        return [one for one in found if one < _LAST][:count]

    def _chain(self, start: int) -> list[int]:
        """The sectors of a chain. One that is in two chains, or twice in one, is a fault."""
        found: list[int] = []
        while start < _LAST:
            if start in self._used or start >= min(self._count, len(self._fat)):
                raise RefusedError(BROKEN)
            self._used.add(start)
            found.append(start)
            start = self._fat[start]
        return found

    def _small(self, start: int) -> list[int]:
        """The places of the small sectors of a chain."""
        found: list[int] = []
        whole = self._size // 64
        while start < _LAST:
            if start in self._small_used or start >= len(self._small_fat):
                raise RefusedError(BROKEN)
            self._small_used.add(start)
            sector, part = divmod(start, whole)
            found.append((self._small_places[sector] + 1) * self._size + 64 * part)
            start = self._small_fat[start]
        return found

    def called(self, *names: str) -> list[Stream]:
        """Every stream of one of these names."""
        return [one for one in self.streams if one.name in names]

    def read(self, stream: Stream) -> bytes:
        """What is in a stream."""
        found = b"".join(bytes(self.data[at : at + size]) for at, size in stream.spans)
        return found[: stream.size]

    def write(self, stream: Stream, data: bytes) -> None:
        """Put ``data``, of the stream's own size, in its place, and nothing behind its end."""
        assert len(data) == stream.size, "nothing may move"
        done = 0
        for at, size in stream.spans:
            piece = data[done : done + size]
            self.data[at : at + size] = piece + bytes(size - len(piece))
            done += size

    def blank_properties(self) -> None:
        """Leave no property in any stream of properties."""
        for stream in self.called(*_FORMATS):
            format_ = uuid.UUID(_FORMATS[stream.name]).bytes_le
            head = struct.pack("<HHL16xL", 0xFFFE, 0, 0x00020006, 1) + format_
            bare = head + struct.pack("<LLL", 48, 8, 0)
            self.write(stream, bare[: stream.size] + bytes(max(0, stream.size - len(bare))))

    def blank_unused(self) -> None:
        """Leave nothing where no stream lies: there old versions of the text are found."""
        for number in range(self._count):
            if number not in self._used:
                at = (number + 1) * self._size
                self.data[at : at + self._size] = bytes(len(self.data[at : at + self._size]))
        whole = self._size // 64
        for number in range(len(self._small_places) * whole):
            if number not in self._small_used:
                sector, part = divmod(number, whole)
                at = (self._small_places[sector] + 1) * self._size + 64 * part
                self.data[at : at + 64] = bytes(len(self.data[at : at + 64]))
        for stream in self.streams:
            self.write(stream, self.read(stream))


def holds_package(data: bytes) -> bool:
    """Whether a file of any kind is packed in the object ``data``. Raises RefusedError."""
    return _PACKAGE in Compound(data).names


def without_properties(data: bytes) -> bytes:
    """The object ``data`` with no properties. Raises RefusedError."""
    found = Compound(data)
    found.blank_properties()
    found.blank_unused()
    return bytes(found.data)

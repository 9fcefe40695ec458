"""A zip opened with distrust, and written anew so that it holds its parts and nothing else.

What is in it is counted while it is unpacked, never believed of its own index. A part that
is not changed is copied as it is packed; one that is, is stored unless it is large. So the copy is
the same on every machine, whatever packs there, and no day, no user, nothing between the parts
comes along.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from plugins.attachments.faults import BOMB, BROKEN, DTD, LOCKED, RefusedError

MOST_ENTRIES = 5_000
"""Parts: a presentation with a hundred pictures has some five hundred."""
MOST_UNPACKED = 400_000_000
"""Bytes of all parts together."""
MOST_READ = 100_000_000
"""Bytes of one part that is looked into."""

_STORED, _DEFLATED = 0, 8
_CHUNK = 1 << 20
_LARGE = 100_000
_UTF8 = 0x800
_FLAGS = 0x1
"""Locked."""
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_VERSION, _MIDNIGHT, _NEW_YEAR = 20, 0, 0x21
"""What unpacks it; 1 January 1980, the first day of all zips."""
_FAR = 0xFFFFFFFF
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_WIDE_WITHOUT_MARK = {b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
_SAID = re.compile(rb"""(?:\xef\xbb\xbf)?<\?xml[^>]*?\bencoding\s*=\s*["']([^"'>]*)""")
_SAID_WIDE = re.compile(
    rb"""(<\?xml[^>]*?\bencoding\s*=\s*["'])utf-16(?:le|be)?(?=["'])""", re.IGNORECASE
)
_AS_ASCII = re.compile(rb"utf-?8|(?:us-)?ascii|iso-8859-\d+|windows-125\d", re.IGNORECASE)
"""In which what is looked for is spelt as it is looked for: in UTF-7 a DTD would not be."""
_EBCDIC = b"\x4c\x6f\xa7\x94"
"""``<?xm`` of mainframes, which an XML reader knows by itself."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part as it lies in the zip."""

    name: str
    raw: bytes
    """Its name as it is written."""
    utf8: bool
    method: int
    crc: int
    size: int
    packed: bytes


@dataclass(slots=True)
class Package:
    """The parts of one file, in their order."""

    parts: Mapping[str, Part]
    changed: dict[str, bytes | None] = field(default_factory=dict)
    """Parts with other bytes in the copy; None: not in it at all."""
    _read: dict[str, bytes] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """Of all parts."""
        return tuple(self.parts)

    @property
    def kept(self) -> tuple[str, ...]:
        """Of the parts that are in the copy so far."""
        return tuple(one for one in self.parts if self.changed.get(one, b"") is not None)

    def read(self, name: str) -> bytes:
        """What part ``name`` holds in the copy; empty when it is not there."""
        changed = self.changed.get(name)
        if changed is not None:
            return changed
        part = self.parts.get(name)
        if part is None or name in self.changed:
            return b""
        if name not in self._read:
            if part.size > MOST_READ:
                raise RefusedError(BOMB)
            self._read[name] = b"".join(_unpacked(part))
        return self._read[name]

    def replace(self, name: str, data: bytes) -> None:
        """Let the copy have ``data`` as part ``name``."""
        if data != self.read(name):
            self.changed[name] = data

    def xml(self, name: str) -> bytes:
        """As ``read``, of XML, in UTF-8. Raises RefusedError when it has a DTD, as no part has."""
        data = self.read(name)
        if data[:2] in _WIDE or data[:2] in _WIDE_WITHOUT_MARK:
            data = data.decode(_WIDE_WITHOUT_MARK.get(data[:2], "utf-16"), "replace").encode()
            data = _SAID_WIDE.sub(rb"\1UTF-8", data, count=1)
        said = _SAID.match(data)
        if (said and not _AS_ASCII.fullmatch(said[1])) or data.startswith(_EBCDIC):
            raise RefusedError(BROKEN)
        if b"<!DOCTYPE" in data:
            raise RefusedError(DTD)
        return data

    def written(self) -> bytes:
        """The copy."""
        out, index, count = io.BytesIO(), io.BytesIO(), 0
        for part in self.parts.values():
            if part.name in self.changed:
                data = self.changed[part.name]
                if data is None:
                    continue
                crc, size, method = zlib.crc32(data), len(data), _STORED
                if size > _LARGE:
                    data, method = _packed(data), _DEFLATED
            else:
                data, crc, size, method = part.packed, part.crc, part.size, part.method
            flags = _UTF8 if part.utf8 else 0
            same = (flags, method, _MIDNIGHT, _NEW_YEAR, crc, len(data), size, len(part.raw), 0)
            place = out.tell()
            out.write(_LOCAL.pack(b"PK\x03\x04", _VERSION, *same) + part.raw + data)
            more = (0, 0, 0, 0, place)
            index.write(_CENTRAL.pack(b"PK\x01\x02", _VERSION, _VERSION, *same, *more) + part.raw)
            count += 1
        place, length = out.tell(), index.tell()
        out.write(index.getvalue())
        out.write(_END.pack(b"PK\x05\x06", 0, 0, count, count, length, place, 0))
        return out.getvalue()


def opened(data: bytes) -> Package:
    """The package in ``data``, each part unpacked once and found whole. Raises RefusedError."""
    if data.count(b"PK\x01\x02") > 4 * MOST_ENTRIES:
        raise RefusedError(BOMB)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        infos = [info for info in archive.infolist() if not info.is_dir()]
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, struct.error) as error:
        raise RefusedError(BROKEN) from error
    if len(infos) > MOST_ENTRIES or sum(info.file_size for info in infos) > MOST_UNPACKED:
        raise RefusedError(BOMB)
    parts: dict[str, Part] = {}
    unpacked = packed = 0
    for info in infos:
        part = _part(data, info)
        packed += len(part.packed)
        if part.name in parts or packed > len(data):  # parts that lie within each other
            raise RefusedError(BROKEN)
        parts[part.name] = part
        for chunk in _unpacked(part):
            unpacked += len(chunk)
            if unpacked > MOST_UNPACKED:
                raise RefusedError(BOMB)
    return Package(parts)


def _packed(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def _part(data: bytes, info: zipfile.ZipInfo) -> Part:
    """Where a part lies. Raises RefusedError when it is locked, or not there."""
    if info.flag_bits & _FLAGS:
        raise RefusedError(LOCKED)
    head = data[info.header_offset : info.header_offset + _LOCAL.size]
    if len(head) < _LOCAL.size or not head.startswith(b"PK\x03\x04"):
        raise RefusedError(BROKEN)
    *_, name_length, extra_length = _LOCAL.unpack(head)
    start = info.header_offset + _LOCAL.size
    raw = data[start : start + name_length]
    place = start + name_length + extra_length
    packed = data[place : place + info.compress_size]
    name = info.orig_filename
    far = max(info.file_size, info.compress_size) >= _FAR
    utf8 = bool(info.flag_bits & _UTF8)
    if raw != name.encode("utf-8" if utf8 else "cp437", "replace"):  # two names for one part
        raise RefusedError(BROKEN)
    odd = "\0" in name or name.startswith("/") or "\\" in name or ".." in name.split("/")
    if len(packed) < info.compress_size or far or odd or info.compress_type not in {0, 8}:
        raise RefusedError(BROKEN)
    return Part(
        name=name,
        raw=raw,
        utf8=utf8,
        method=info.compress_type,
        crc=info.CRC,
        size=info.file_size,
        packed=packed,
    )


def _unpacked(part: Part) -> Iterator[bytes]:
    """What is in a part, by and by. Raises RefusedError when it is not what the index says."""
    crc = size = 0
    stream = zlib.decompressobj(-15) if part.method == _DEFLATED else None
    rest = part.packed
    try:
        while True:
            chunk = stream.decompress(rest, _CHUNK) if stream else rest
            rest = stream.unconsumed_tail if stream else b""
            crc, size = zlib.crc32(chunk, crc), size + len(chunk)
            if size > part.size:
                raise RefusedError(BOMB)
            yield chunk
            if (stream.eof if stream else True) or (not rest and not chunk):
                break
    except zlib.error as error:
        raise RefusedError(BROKEN) from error
    if crc != part.crc or size != part.size:
        raise RefusedError(BROKEN)

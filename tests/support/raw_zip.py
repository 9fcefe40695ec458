"""A zip written byte by byte, so that its index can lie about what lies in it."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")


@dataclass(slots=True)
class Entry:
    """One part: what lies there, and what the index says of it (None: the truth)."""

    name: bytes
    data: bytes = b""
    flags: int = 0
    method: int = 8
    crc: int | None = None
    packed_size: int | None = None
    size: int | None = None
    same_as: int | None = None
    """The entry at whose bytes this one points too; it has none of its own."""
    attributes: int = 0
    extra: bytes = b""
    local_name: bytes = field(default=b"")
    """The name beside the bytes; empty: that of the index."""


def raw_zip(
    entries: Iterable[Entry],
    *,
    before: bytes = b"",
    after: bytes = b"",
    disk: int = 0,
    count: int = -1,
) -> bytes:
    """The zip, between other bytes; ``disk`` and ``count`` are what its end says."""
    body, index, places = bytearray(before), bytearray(), list[int]()
    listed = list(entries)
    for one in listed:
        deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
        packed = deflate.compress(one.data) + deflate.flush() if one.method == 8 else one.data
        crc = zlib.crc32(one.data) if one.crc is None else one.crc
        sizes = (
            len(packed) if one.packed_size is None else one.packed_size,
            len(one.data) if one.size is None else one.size,
        )
        local = one.local_name or one.name
        at = len(body) if one.same_as is None else places[one.same_as]
        places.append(at)
        head = (20, one.flags, one.method, 0, 0x21, crc, *sizes)
        if one.same_as is None:
            body += _LOCAL.pack(b"PK\3\4", *head, len(local), 0) + local + packed
        told = (len(one.name), len(one.extra), 0, 0, 0, one.attributes, at)
        index += _CENTRAL.pack(b"PK\1\2", 0x314, *head, *told) + one.name + one.extra
    many = len(listed) if count < 0 else count
    end = _END.pack(b"PK\5\6", disk, disk, many, many, len(index), len(body), len(after))
    return bytes(body + index + end + after)

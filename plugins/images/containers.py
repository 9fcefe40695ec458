"""A picture's file made readable: without what is no picture, and with the end that it lacks.

Metadata is thrown away before anything is decoded, so that megabytes of it cost
nothing and faults in it are no faults of the picture. Sources: PNG ISO/IEC 15948;
JPEG ITU-T T.81 annex B.
"""

# ruff: noqa: PLR2004 - the numbers are those of the standards named above

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

from plugins.images.kinds import Kind

PNG_START = b"\x89PNG\r\n\x1a\n"
JPEG_END = b"\xff\xd9"

_PIXELS = frozenset((b"IHDR", b"PLTE", b"tRNS", b"IDAT"))
_COLOURS = frozenset((b"iCCP", b"eXIf"))
"""Chunks that say how the pixels are meant: the colour profile, and which side is up."""
_MOST_PROFILE = 1_000_000
_MOST_META = 4_000_000
"""Bytes of a colour profile or of EXIF; more is not what it says it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Readable:
    """``data`` to be decoded; ``moving`` and ``ended`` as the container says, where it does."""

    data: bytes
    moving: bool = False
    """The file says that it is an animation."""
    ended: bool = True
    """False when the file stops before its container does."""
    damaged: bool = False
    """A part of it is not what its own checksum says."""


def readable(data: bytes, kind: Kind) -> Readable:
    """The file ``data``, which begins with a picture of ``kind``, as a decoder should see it."""
    if kind == "png":
        return _png(data)
    if kind == "webp":
        size = int.from_bytes(data[4:8], "little") + 8
        return Readable(data=data, ended=len(data) >= size)
    if kind in {"heic", "avif"}:
        return Readable(data=data, moving=data[8:12] == b"avis", ended=_boxes_end(data))
    if kind == "jp2":
        return Readable(data=data, ended=data.endswith(JPEG_END))  # ISO/IEC 15444-1, A.4.4
    return Readable(data=data)


def _png(data: bytes) -> Readable:
    kept = [PNG_START]
    place, moving, ended, damaged = len(PNG_START), False, False, False
    while place + 8 <= len(data) and not ended:
        (length,) = struct.unpack_from(">I", data, place)
        name = data[place + 4 : place + 8]
        end = place + 12 + length
        if name in _PIXELS or (name in _COLOURS and length <= _MOST_META):
            if end <= len(data):
                if name == b"iCCP" and not _inflates(data[place + 8 : end - 4]):
                    place = end
                    continue
                kept.append(data[place:end])
                damaged |= name in _PIXELS and not _is_sound(kept[-1])
            elif name == b"IDAT":
                kept.append(_chunk(name, data[place + 8 : place + 8 + length]))
        moving |= name == b"acTL"
        ended = name == b"IEND" and end <= len(data)
        place = end
    kept.append(_chunk(b"IEND", b""))
    return Readable(data=b"".join(kept), moving=moving, ended=ended, damaged=damaged)


def _is_sound(chunk: bytes) -> bool:
    return zlib.crc32(chunk[4:-4]) == int.from_bytes(chunk[-4:], "big")


def _inflates(profile: bytes) -> bool:
    """Whether a packed colour profile becomes no larger than any real one."""
    name, _, packed = profile.partition(b"\0")
    stream = zlib.decompressobj()
    try:
        return len(name) < 80 and len(stream.decompress(packed[1:], _MOST_PROFILE)) < _MOST_PROFILE
    except zlib.error:
        return False


def _chunk(name: bytes, payload: bytes) -> bytes:
    check = zlib.crc32(payload, zlib.crc32(name))
    return b"".join((struct.pack(">I", len(payload)), name, payload, struct.pack(">I", check)))


def _boxes_end(data: bytes) -> bool:
    """Whether a file in boxes (ISO/IEC 14496-12, 4.2) holds all that its boxes announce."""
    place, described = 0, False
    while place + 8 <= len(data):
        described |= data[place + 4 : place + 8] in {b"meta", b"moov"}
        size = int.from_bytes(data[place : place + 4], "big")
        if size == 1:
            size = int.from_bytes(data[place + 8 : place + 16], "big")
        if size < 8:  # 0: up to the end of the file
            break
        place += size
    return described and place <= len(data)


def png_pixels(data: bytes) -> bytes | None:
    """The PNG ``data`` with nothing but its pixels, those as they are packed there.

    None when what is packed is not exactly one stream to its end: then something else is with it.
    """
    kept = [PNG_START]
    place, packed = len(PNG_START), []
    while place + 8 <= len(data):
        (length,) = struct.unpack_from(">I", data, place)
        name = data[place + 4 : place + 8]
        payload = data[place + 8 : place + 8 + length]
        if name == b"IDAT":
            packed.append(payload)
        elif name in {b"IHDR", b"PLTE"}:
            kept.append(_chunk(name, payload))
        elif name == b"tRNS":
            return None
        place += 12 + length
    stream = zlib.decompressobj()
    whole = b"".join(packed)
    rest: bytes = whole
    while rest and not stream.eof:
        stream.decompress(rest, 1 << 20)
        rest = stream.unconsumed_tail
    if not stream.eof or stream.unused_data:
        return None
    return b"".join((*kept, _chunk(b"IDAT", whole), _chunk(b"IEND", b"")))


def png_rows_there(data: bytes) -> float | None:
    """Which share of its rows the PNG ``data`` has, 0 to 1; None where its rows are interlaced."""
    width, height, depth, colour, _, _, interlaced = struct.unpack_from(">IIBBBBB", data, 16)
    if interlaced or not width or not height:
        return None
    bits: int = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}.get(colour, 1) * depth
    needed: int = height * (1 + (width * bits + 7) // 8)
    place, there = len(PNG_START), 0
    stream = zlib.decompressobj()
    try:
        while place + 8 <= len(data):
            (length,) = struct.unpack_from(">I", data, place)
            if data[place + 4 : place + 8] == b"IDAT":
                rest = data[place + 8 : place + 8 + length]
                while rest and there < needed:
                    there += len(stream.decompress(rest, 1 << 20))
                    rest = stream.unconsumed_tail
            place += 12 + length
    except zlib.error:
        pass
    return min(1.0, there / needed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scans:
    """What the headers of a JPEG file announce."""

    progressive: bool
    complete: bool
    """Every coefficient is sent to its last bit, by what the headers of the scans say."""


def jpeg_scans(data: bytes) -> Scans:
    """Look through the headers of the scans of a JPEG file, however it ends."""
    place, progressive, components = 2, False, 1
    sent: set[tuple[int, int]] = set()
    while 0 <= place < len(data) - 9 and data[place] == 0xFF:
        marker = data[place + 1]
        if marker == 0xD9:
            break
        if marker in {0xFF, 0x01} or 0xD0 <= marker <= 0xD8:
            place += 1 if marker == 0xFF else 2
            continue
        length = int.from_bytes(data[place + 2 : place + 4], "big")
        body = data[place + 4 : place + 2 + length]
        if marker in {0xC0, 0xC1, 0xC2} and len(body) > 5:
            progressive, components = marker == 0xC2, body[5]
        place += 2 + length
        if marker == 0xDA:
            if body and len(body) >= 4 + 2 * body[0]:
                first, last, bits = body[1 + 2 * body[0] :][:3]
                if not bits & 0x0F:
                    named = {body[1 + 2 * i] for i in range(body[0])}
                    sent |= {(one, k) for one in named for k in range(first, last + 1)}
            place = _next_marker(data, place)
    return Scans(progressive=progressive, complete=len(sent) >= 64 * components)


def _next_marker(data: bytes, place: int) -> int:
    """Where the next marker after entropy-coded data begins; -1 when none follows."""
    while True:
        place = data.find(b"\xff", place)
        if place < 0 or place + 1 >= len(data):
            return -1
        if data[place + 1] != 0 and not 0xD0 <= data[place + 1] <= 0xD7:
            return place
        place += 2


def pixels_only(data: bytes) -> bytes:
    """A PNG with nothing but its pixels: no texts, no place, no profile."""
    kept, place = [PNG_START], len(PNG_START)
    while place + 8 <= len(data):
        (length,) = struct.unpack_from(">I", data, place)
        end = place + 12 + length
        if data[place + 4 : place + 8] in _PIXELS and end <= len(data):
            kept.append(data[place:end])
        place = end
    return b"".join([*kept, _chunk(b"IEND", b"")])

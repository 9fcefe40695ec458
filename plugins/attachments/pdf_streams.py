"""Streams of a PDF: how much they unpack to, and pictures in them without what is said beside.

Streams stay as they are packed, except a photo that says who took it. Sources: ISO 32000, 7.4;
JPEG 2000 ISO/IEC 15444-1 annex I.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import Any, TypeAlias

import pikepdf

from plugins.attachments.faults import BOMB, RefusedError
from plugins.bare_pictures import bare

_Object: TypeAlias = Any
"""pikepdf says little of its types."""

MOST_OF_ONE = 400_000_000
"""Bytes that one stream unpacks to: a plan of two metres, scanned in colour at 400 dpi."""
MOST_OF_ALL = 4_000_000_000
_HARMLESS = 100_000
"""Bytes that cannot unpack to much when they are packed once: at most a thousandfold."""
_CHUNK = 1 << 20
_REMARK, _TILE = b"\xff\x64", b"\xff\x90"
_HEAD, _AFTER_START = 8, 2
"""Bytes before what is in a box."""
_FLATE = frozenset({"/FlateDecode", "/Fl"})
_PHOTOS = frozenset({"/DCTDecode", "/DCT"})
_JPEG_2000 = b"\0\0\0\x0cjP  \r\n\x87\n"
_TOLD = frozenset({b"xml ", b"uuid", b"uinf", b"jp2i"})
"""Boxes of a JPEG 2000 of what is no picture: XMP, Exif, rights."""


def refuse_bombs(pdf: pikepdf.Pdf) -> None:
    """Raises RefusedError when readers would unpack more than their machine holds."""
    total = 0
    for one in pdf.objects:
        if not isinstance(one, pikepdf.Stream):
            continue
        times = sum(name in _FLATE for name in _filters(one))
        length = int(one.get("/Length", 0))
        if times > 1 or (times and length > _HARMLESS):
            total += _unpacked(one)
        if total > MOST_OF_ALL:
            raise RefusedError(BOMB)


def _filters(one: _Object) -> list[str]:
    """The names of how a stream is packed, the outermost first."""
    filters = one.get("/Filter")
    if filters is None:
        return []
    return [str(each) for each in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]


def _unpacked(one: _Object) -> int:
    """Bytes that a stream unpacks to; what is packed otherwise than by Flate is left there."""
    chunks: Iterator[bytes] = iter([one.read_raw_bytes()])
    for name in _filters(one):
        if name not in _FLATE:
            break
        chunks = _inflated(chunks)
    total = 0
    for chunk in chunks:
        total += len(chunk)
        if total > MOST_OF_ONE:
            raise RefusedError(BOMB)
    return total


def _inflated(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """``chunks`` unpacked, by and by; to where they are damaged."""
    stream, total = zlib.decompressobj(), 0
    try:
        for chunk in chunks:
            rest = chunk
            while rest and not stream.eof:
                made = stream.decompress(rest, _CHUNK)
                rest = stream.unconsumed_tail
                total += len(made)
                if total > MOST_OF_ONE:
                    raise RefusedError(BOMB)
                yield made
    except zlib.error:
        return


def bare_stream(one: _Object) -> None:
    """Take out of a picture what is said beside its pixels."""
    filters = _filters(one)
    if not filters or filters[-1] not in _PHOTOS | {"/JPXDecode"}:
        return
    if not all(name in _FLATE for name in filters[:-1]):
        return
    raw = one.read_raw_bytes()
    for _ in filters[:-1]:
        raw = b"".join(_inflated(iter([raw])))
    without = _bare_jpeg_2000(raw) if raw.startswith(_JPEG_2000) else bare(raw)
    if without == raw:
        return
    parms: _Object = one.get("/DecodeParms")
    if isinstance(parms, pikepdf.Array):
        parms = parms[-1] if len(parms) else None
    how: _Object = pikepdf.Name(filters[-1])
    one.write(without, filter=how, decode_parms=parms)


def _bare_jpeg_2000(data: bytes) -> bytes:
    """Without the boxes that tell; where the picture itself lies is said nowhere but there."""
    kept, place = [], 0
    while place + 8 <= len(data):
        size, kind = struct.unpack_from(">L4s", data, place)
        if size == 1 and place + 16 <= len(data):
            (size,) = struct.unpack_from(">Q", data, place + 8)
        end = place + size if size >= _HEAD else len(data)
        if kind not in _TOLD:
            kept.append(_without_remarks(data[place:end]) if kind == b"jp2c" else data[place:end])
        place = end
    return b"".join([*kept, data[place:]])


def _without_remarks(box: bytes) -> bytes:
    """The picture itself, with nothing in the remarks of its head (ISO/IEC 15444-1, A.9.2)."""
    bare, place = bytearray(box), box.find(b"\xff\x4f") + 2
    while place >= _AFTER_START and place + 4 <= len(box) and box[place : place + 2] != _TILE:
        end = place + 2 + int.from_bytes(box[place + 2 : place + 4], "big")
        if box[place : place + 2] == _REMARK and end <= len(box):
            bare[place + 6 : end] = bytes(max(0, end - place - 6))
        place = end
    return bytes(bare)

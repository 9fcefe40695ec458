"""Drawings, films and sounds in a document without what is said beside them.

As ``bare_pictures`` for photos. SVG: W3C SVG 2; metafiles: [MS-EMF]; films: ISO/IEC 14496-12.
"""

# ruff: noqa: PLR2004 - the numbers are those of the standards named above

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from plugins.attachments.faults import RefusedError
from plugins.attachments.trees import drop, elements, parsed, without_remarks, written

_SVG = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?[^>]*>\s*|<!--.*?-->\s*|<!DOCTYPE[^\[>]*>\s*)*<(?:\w+:)?svg\b",
    re.DOTALL,
)
_DRAWN = ("http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink")
_NAMESPACE = re.compile(r"\{(.*)\}")
_EMF = b" EMF"
_HEADS = (
    b"II",
    b"MM",
    b"BM",
    b"\xff\xd8\xff",
    b"\x89PNG",
    b"GIF8",
    b"\xd7\xcd\xc6\x9a",
    b"\x01\0\0\0",
)
_HOLDING = frozenset({b"moov", b"trak", b"mdia", b"minf"})
_TOLD = frozenset({b"udta", b"meta", b"uuid"})
_DEEPEST = 8


def is_drawn(data: bytes) -> bool:
    """Whether bytes are a picture of one of the kinds that documents hold."""
    return data.startswith(_HEADS) or _SVG.match(data) is not None


def bare_drawing(data: bytes) -> bytes:
    """``data`` without what it says of people; what is no SVG, metafile or film as it is."""
    if data[4:8] == b"ftyp":
        return _bare_film(data)
    if data[:4] == b"\x01\0\0\0" and data[40:44] == _EMF:
        return _bare_metafile(data)
    return _bare_svg(data) if _SVG.match(data) else data


def _bare_svg(data: bytes) -> bytes:
    """Only what SVG itself draws: nothing of the program that made it, and no ``metadata``."""
    try:
        root = parsed(without_remarks(data))
    except RefusedError:
        return data
    for one in elements(root):
        if not _is_drawn(one.tag) or one.tag.endswith("}metadata"):
            drop(one)
            continue
        for key in one.attrib:
            if not _is_drawn(key) and "}" in key and not key.startswith("{http://www.w3.org/XML"):
                del one.attrib[key]
    return written(root)


def _is_drawn(tag: str) -> bool:
    space = _NAMESPACE.match(tag)
    return space is None or space[1] in _DRAWN


def _bare_metafile(data: bytes) -> bytes:
    """The name of the program and the picture, blanked where they lie."""
    if len(data) < 68:
        return data
    letters, place = struct.unpack_from("<LL", data, 60)
    end = place + 2 * letters
    if not letters or not 68 <= place <= end <= len(data):
        return data
    return data[:place] + bytes(end - place) + data[end:]


def _bare_film(data: bytes) -> bytes:
    """Boxes of who filmed, where and with what, as free room; nothing moves."""
    bare = bytearray(data)
    for place, head, end in _boxes(data, 0, len(data), 0):
        if data[place + 4 : place + 8] in _TOLD:
            bare[place + 4 : place + 8] = b"free"
            bare[place + head : end] = bytes(end - place - head)
    return bytes(bare)


def _boxes(data: bytes, place: int, end: int, depth: int) -> Iterator[tuple[int, int, int]]:
    """Where each box begins, how long its head is and where it ends; boxes in boxes too."""
    while place + 8 <= end:
        size, kind = struct.unpack_from(">L4s", data, place)
        head = 8
        if size == 1 and place + 16 <= end:
            (size,), head = struct.unpack_from(">Q", data, place + 8), 16
        behind = end if size == 0 else place + size
        if behind > end or behind < place + head:
            return
        yield place, head, behind
        if kind in _HOLDING and depth < _DEEPEST:
            yield from _boxes(data, place + head, behind, depth + 1)
        place = behind

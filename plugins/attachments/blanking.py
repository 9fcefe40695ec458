"""What can be blanked in a file of which nothing may move: photos' metadata, folders of paths.

Sources: JPEG ITU-T T.81 annex B; PNG ISO/IEC 15948.
"""

from __future__ import annotations

import re
import uuid
import zlib

_FILE_LINK = uuid.UUID("00000303-0000-0000-C000-000000000046").bytes_le
"""What begins a link to a file."""
_JPEG, _PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
_SCAN, _END, _NOTE, _FIRST, _LAST = 0xDA, 0xD9, 0xFE, 0xE0, 0xEF
_COLOURS = (b"JFIF\0", b"ICC_PROFILE\0", b"Adobe")
_TOLD = frozenset({b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"caBX"})
_PATHS = (
    re.compile(
        rb"(?:(?<![A-Za-z])[A-Za-z]:[\\/]|\\\\|file:/)[^\0\"<>|]*[\\/]",
        re.IGNORECASE,
    ),
    re.compile(
        rb"(?:(?<![A-Za-z]\0)[A-Za-z]\0:\0[\\/]\0|\\\0\\\0|f\0i\0l\0e\0:\0/\0)"
        rb"(?:[^\0\"<>|]\0|[^\0].)*[\\/]\0",
        re.DOTALL | re.IGNORECASE,
    ),
)
"""Folders up to a file's name, in bytes and in UTF-16."""
_LETTERS = (re.compile(rb"[^\\/:]"), re.compile(rb"[^\\/:\0]\0|[^\0][^\0]", re.DOTALL))


def blank_photos(data: bytearray) -> None:
    """Blank what the photos that lie somewhere in ``data`` say beside their pixels."""
    place = data.find(_JPEG)
    while place >= 0:
        _blank_jpeg(data, place + 2)
        place = data.find(_JPEG, place + 3)
    place = data.find(_PNG)
    while place >= 0:
        _blank_png(data, place + len(_PNG))
        place = data.find(_PNG, place + len(_PNG))


def _blank_jpeg(data: bytearray, place: int) -> None:
    while place + 4 <= len(data) and data[place] == 0xFF:  # noqa: PLR2004 - what begins a marker
        marker = data[place + 1]
        end = place + 2 + int.from_bytes(data[place + 2 : place + 4], "big")
        if marker in {_SCAN, _END} or end > len(data):
            return
        said = _FIRST <= marker <= _LAST or marker == _NOTE
        if said and not data[place + 4 : end].startswith(_COLOURS):
            data[place + 4 : end] = bytes(end - place - 4)
        place = end


def _blank_png(data: bytearray, place: int) -> None:
    while place + 12 <= len(data):
        end = place + 8 + int.from_bytes(data[place : place + 4], "big")
        kind = bytes(data[place + 4 : place + 8])
        if end + 4 > len(data) or kind == b"IEND":
            return
        if kind in _TOLD:
            data[place + 8 : end] = b"a\0".ljust(end - place - 8, b" ")[: end - place - 8]
            data[end : end + 4] = zlib.crc32(data[place + 4 : end]).to_bytes(4, "big")
        place = end + 4


def blank_folders(data: bytes) -> bytes:
    """``data`` with dashes for the letters of every folder of a Windows path in it."""
    for path, letters in zip(_PATHS, _LETTERS, strict=True):
        dash = b"_" if path is _PATHS[0] else b"_\0"
        data = path.sub(lambda one, of=letters, dash=dash: of.sub(dash, one[0]), data)  # type: ignore[misc]
    return data


def blank_links(data: bytearray) -> None:
    """Dashes for the folders of files that links in ``data`` lead to ([MS-OSHARED] 2.3.7.8)."""
    place = data.find(_FILE_LINK)
    while place >= 0:
        at = place + len(_FILE_LINK) + 2
        for wide in (False, True):
            length = int.from_bytes(data[at : at + 4], "little")
            begins = at + 10 if wide else at + 4
            size = int.from_bytes(data[at + 4 : at + 8], "little") if wide else length
            end = begins + size
            if not size or end > len(data):
                break
            data[begins:end] = blank_folders(bytes(data[begins:end]))
            at = end + 24
        place = data.find(_FILE_LINK, place + 1)

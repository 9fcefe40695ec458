"""Pictures from a file without what is said in them: who took them, where, by which program.

What is published is stripped again; but what is imported is kept in the content, and given on.
Sources: JPEG ITU-T T.81 annex B; PNG ISO/IEC 15948; Exif 2.32.
"""

# ruff: noqa: PLR2004 - the numbers are those of the standards named above

from __future__ import annotations

import struct

_JPEG, _PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
_KEPT_PARTS = frozenset({0xE0, 0xE2, 0xEE})
"""JFIF, the colour profile, and how Adobe's colours are meant."""
_EXIF = b"Exif\0\0"
_SAID = frozenset({b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"})
_ORIENTATION = 0x0112


def bare(data: bytes) -> bytes:
    """``data`` without its metadata, upright as before; what is no JPEG or PNG as it is."""
    if data.startswith(_JPEG):
        return _bare_jpeg(data)
    return _bare_png(data) if data.startswith(_PNG) else data


def _bare_jpeg(data: bytes) -> bytes:
    kept, place, turn = [data[:2]], 2, 1
    while place + 4 <= len(data) and data[place] == 0xFF:
        marker = data[place + 1]
        if marker == 0xDA or 0xD0 <= marker <= 0xD9 or marker in (0x01, 0xFF):
            break
        end = place + 2 + int.from_bytes(data[place + 2 : place + 4], "big")
        part = data[place:end]
        if part[4:10] == _EXIF:
            turn = _turn(part[10:])
        if marker in _KEPT_PARTS or not (0xE0 <= marker <= 0xEF or marker == 0xFE):
            kept.append(part)
        place = end
    if turn != 1:
        kept.insert(1, _turned(turn))
    return b"".join([*kept, data[place:]])


def _turn(exif: bytes) -> int:
    """Which side is up, of 1 to 8; 1 where that is not to be read."""
    order = {b"II": "<", b"MM": ">"}.get(exif[:2], "")
    try:
        (start,) = struct.unpack_from(f"{order}I", exif, 4)
        (count,) = struct.unpack_from(f"{order}H", exif, start)
        for at in range(min(count, 100)):
            tag, _, _, value = struct.unpack_from(f"{order}HHIH", exif, start + 2 + 12 * at)
            if tag == _ORIENTATION and 1 <= value <= 8:
                return int(value)
    except struct.error:
        return 1
    return 1


def _turned(turn: int) -> bytes:
    """The part of a JPEG that says only which side is up."""
    exif = b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, turn, 0, 0)
    return b"\xff\xe1" + (len(_EXIF + exif) + 2).to_bytes(2, "big") + _EXIF + exif


def _bare_png(data: bytes) -> bytes:
    kept, place = [data[:8]], 8
    while place + 12 <= len(data):
        end = place + 12 + int.from_bytes(data[place : place + 4], "big")
        if data[place + 4 : place + 8] not in _SAID:
            kept.append(data[place:end])
        place = end
        if kept[-1][4:8] == b"IEND":
            break  # nothing of the picture stands behind its end
    return b"".join(kept)

"""Pictures in a file without what is said beside their pixels: who took them, where, with what.

The picture itself stays byte for byte, and upright as before. Of one that is damaged what can be
told from its picture is taken out all the same. Sources: JPEG ITU-T T.81 annex B; PNG ISO/IEC
15948; Exif 2.32.
"""

# ruff: noqa: PLR2004 - the numbers are those of the standards named above

from __future__ import annotations

import struct

_JPEG, _PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
_KEPT = {0xE0: (b"JFIF\0", b"JFXX\0"), 0xE2: (b"ICC_PROFILE\0",), 0xEE: (b"Adobe",)}
"""Of application segments those that are kept: how pixels and colours are meant."""
_EXIF = b"Exif\0\0"
_SAID = frozenset({b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"})
_ORIENTATION = 0x0112
_SCAN, _END = 0xDA, 0xD9


def bare(data: bytes) -> bytes:
    """``data`` without its metadata; what is no JPEG or PNG as it is."""
    if data.startswith(_JPEG):
        return _bare_jpeg(data)
    return _bare_png(data) if data.startswith(_PNG) else data


def _bare_jpeg(data: bytes) -> bytes:
    """To the end of its one picture: what stands behind it is another, or no picture."""
    kept, place = [data[:2]], 2
    while place + 2 <= len(data) and data[place] == 0xFF:
        marker = data[place + 1]
        if marker == 0xFF:  # fills
            kept.append(data[place : place + 1])
            place += 1
            continue
        if marker == 0x01 or 0xD0 <= marker <= _END:
            kept.append(data[place : place + 2])
            place += 2
            if marker == _END:
                return b"".join(kept)
            continue
        end = place + 2 + int.from_bytes(data[place + 2 : place + 4], "big")
        segment = data[place:end]
        is_note = 0xE0 <= marker <= 0xEF or marker == 0xFE
        if marker == 0xE1 and (turn := _turn(segment[4:])) > 1:
            kept.append(_turned(turn))
        elif not is_note or segment[4:].startswith(_KEPT.get(marker, ())):
            kept.append(segment)
        place = end
        if marker == _SCAN:
            place = _after_scan(data, end)
            kept.append(data[end:place])
    return b"".join([*kept, data[place:]])


def _after_scan(data: bytes, place: int) -> int:
    """The next marker after entropy-coded data: FF that is neither stuffed nor a restart."""
    while (place := data.find(b"\xff", place)) >= 0 and place + 1 < len(data):
        if data[place + 1] != 0 and not 0xD0 <= data[place + 1] <= 0xD7:
            return place
        place += 2
    return len(data)


def _turn(segment: bytes) -> int:
    """Which side is up, of 1 to 8, as EXIF has it; 1 where that is not to be read."""
    if not segment.startswith(_EXIF):
        return 1
    exif = segment[len(_EXIF) :]
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

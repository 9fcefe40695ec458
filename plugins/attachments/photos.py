"""Photos within documents: without what the camera noted of place, time and owner.

The picture itself stays byte for byte. Source: JPEG ITU-T T.81 annex B; PNG ISO/IEC 15948.
"""

# ruff: noqa: PLR2004 - the numbers are the markers of the standards named above

from __future__ import annotations

import struct

_KEPT = {0xE0: (b"JFIF\0", b"JFXX\0"), 0xE2: (b"ICC_PROFILE\0",), 0xEE: (b"Adobe",)}
_PNG_START = b"\x89PNG\r\n\x1a\n"
_PNG_NOTES = frozenset((b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"))


def without_notes(data: bytes) -> bytes:
    """The JPEG or PNG ``data`` without what it says beside its pixels; anything else as it is."""
    try:
        if data.startswith(b"\xff\xd8\xff"):
            return _jpeg(data)
        if data.startswith(_PNG_START):
            return _png(data)
    except (
        struct.error,
        IndexError,
        ValueError,
    ):  # a photo that is damaged is no affair of the document
        return data
    return data


def _jpeg(data: bytes) -> bytes:
    """To the end of its one picture: what stands behind it is another, or no picture."""
    kept, place = [data[:2]], 2
    while data[place] == 0xFF:
        marker = data[place + 1]
        if marker in {0xFF, 0x01} or 0xD0 <= marker <= 0xD9:
            size = 1 if marker == 0xFF else 2
            kept.append(data[place : place + size])
            place += size
            if marker == 0xD9:
                return b"".join(kept)
            continue
        (length,) = struct.unpack_from(">H", data, place + 2)
        end = place + 2 + length
        segment = data[place:end]
        is_note = 0xE0 <= marker <= 0xEF or marker == 0xFE
        if marker == 0xE1 and (turned := _orientation(segment[4:])) > 1:
            kept.append(_exif(turned))
        elif not is_note or segment[4:].startswith(_KEPT.get(marker, ())):
            kept.append(segment)
        place = end
        if marker == 0xDA:
            place = _after_scan(data, end)
            kept.append(data[end:place])
    return data


def _after_scan(data: bytes, place: int) -> int:
    """The next marker after entropy-coded data: FF that is neither stuffed nor a restart."""
    while True:
        place = data.index(b"\xff", place)
        if data[place + 1] != 0 and not 0xD0 <= data[place + 1] <= 0xD7:
            return place
        place += 2


def _orientation(body: bytes) -> int:
    """Which side of the picture is up, as EXIF has it; 1 when it does not say."""
    if not body.startswith(b"Exif\0\0"):
        return 1
    tiff = body[6:]
    order = ">" if tiff.startswith(b"MM") else "<"
    (first,) = struct.unpack_from(f"{order}I", tiff, 4)
    (count,) = struct.unpack_from(f"{order}H", tiff, first)
    for number in range(min(count, 100)):
        tag, _, _, value = struct.unpack_from(f"{order}HHIH", tiff, first + 2 + 12 * number)
        if tag == 0x0112:
            return value if 1 <= value <= 8 else 1
    return 1


def _exif(turned: int) -> bytes:
    """EXIF that says which side is up, and nothing else."""
    tiff = b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, 0x0112, 3, 1, turned, 0, 0)
    body = b"Exif\0\0" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def _png(data: bytes) -> bytes:
    kept, place = [_PNG_START], len(_PNG_START)
    while place + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, place)
        if data[place + 4 : place + 8] not in _PNG_NOTES:
            kept.append(data[place : place + 12 + length])
        place += 12 + length
    return b"".join(kept)

"""Pictures in a file without what is said beside their pixels: who took them, where, with what.

The picture itself stays byte for byte, and upright as before. Of one that is damaged what can be
told from its picture is taken out all the same. Sources: JPEG ITU-T T.81 annex B; PNG ISO/IEC
15948; Exif 2.32; GIF89a; WebP Container Specification (Google); TIFF 6.0.
"""

# ruff: noqa: PLR2004 - the numbers are those of the standards named above

from __future__ import annotations

import struct

_JPEG, _PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
_KEPT = {0xE0: (b"JFIF\0", b"JFXX\0"), 0xE2: (b"ICC_PROFILE\0",), 0xEE: (b"Adobe",)}
"""Of application segments those that are kept: how pixels and colours are meant."""
_EXIF = b"Exif\0\0"
_CHUNKS = frozenset(
    {
        *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT"),
        *(b"cICP", b"mDCV", b"cLLI", b"bKGD", b"hIST", b"pHYs", b"acTL", b"fcTL", b"fdAT", b"CgBI"),
    }
)
"""Chunks of a PNG that say how its pixels are meant; programs put what they like into others."""
_ORIENTATION = 0x0112
_SCAN, _END = 0xDA, 0xD9
_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
"""Extensions of GIFs that say how often they play."""
_WEBP = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
_WEBP_SAYS = 0x08 | 0x04
"""In the flags of a WebP: that it holds Exif, or XMP."""
_TIFF = frozenset(
    {
        *range(254, 260), 262, 263, 264, 265, 266, 273, 274, *range(277, 285), 290, 291, 292, 293,
        296, 301, *range(317, 326), 330, 332, 334, *range(338, 348), *range(512, 522),
        *range(529, 533), 34675, *range(48129, 48133), *range(48256, 48260), *range(48320, 48326),
    }
)  # fmt: skip
"""Tags of a TIFF that say how its pixels lie and are meant; the others are of people."""
_TIFFS = (b"II*\0", b"MM\0*", b"II\xbc\x01")
"""TIFF, and JPEG XR, which is built as one (ITU-T T.832 annex A)."""
_SUBFILES = 330
_POINTERS = frozenset({34665, 34853, 40965})
"""Tags that lead to more tags: of Exif, of the place, of what reads them."""
_TIFF_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
"""Bytes of each of a tag's values, by its type."""
_MOST_DIRECTORIES = 200


def bare(data: bytes) -> bytes:
    """``data`` without its metadata; what is no JPEG, PNG, GIF, WebP or TIFF as it is."""
    if data.startswith(_JPEG):
        return _bare_jpeg(data)
    if data.startswith(_PNG):
        return _bare_png(data)
    if data.startswith((b"GIF87a", b"GIF89a")):
        return _bare_gif(data)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _bare_webp(data)
    return _bare_tiff(data) if data[:4] in _TIFFS else data


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
    exif = _EXIF + _upright(turn)
    return b"\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif


def _upright(turn: int) -> bytes:
    """Exif that says nothing else."""
    return b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, turn, 0, 0)


def _bare_png(data: bytes) -> bytes:
    kept, place = [data[:8]], 8
    while place + 12 <= len(data):
        end = place + 12 + int.from_bytes(data[place : place + 4], "big")
        kind, chunk = data[place + 4 : place + 8], data[place:end]
        place = end
        if kind in _CHUNKS:
            kept.append(chunk)
        if kind == b"IEND":
            break  # nothing of the picture stands behind its end
    return b"".join(kept)


def _bare_gif(data: bytes) -> bytes:
    place = 13 + _gif_colours(data[10:11])
    kept = [data[:place]]
    while place < len(data):
        sign, label = data[place : place + 1], data[place + 1 : place + 2]
        if sign == b"!":
            end = _gif_blocks_end(data, place + 2)
            if label == b"\xf9" or data[place + 3 : place + 14] in _LOOPS:
                kept.append(data[place:end])
        elif sign == b",":
            end = _gif_blocks_end(data, place + 11 + _gif_colours(data[place + 9 : place + 10]))
            kept.append(data[place:end])
        else:
            break
        place = end
    return b"".join([*kept, b";"])


def _gif_colours(flags: bytes) -> int:
    """Bytes of the table of colours that these flags tell of."""
    said = int.from_bytes(flags, "big")
    return 3 << ((said & 7) + 1) if said & 0x80 else 0


def _gif_blocks_end(data: bytes, place: int) -> int:
    """Where blocks, each behind its length, are at their end."""
    while place < len(data) and data[place]:
        place += 1 + data[place]
    return place + 1


def _bare_webp(data: bytes) -> bytes:
    kept, place, turn = list[bytes](), 12, 1
    while place + 8 <= len(data):
        name, size = data[place : place + 4], int.from_bytes(data[place + 4 : place + 8], "little")
        chunk = data[place : place + 8 + size + (size & 1)]
        if name == b"EXIF":
            said = chunk[8:].removeprefix(_EXIF)
            turn = _turn(_EXIF + said)
        elif name in _WEBP:
            kept.append(chunk)
        place += len(chunk)
    if turn > 1:
        exif = _upright(turn)
        kept.append(b"EXIF" + len(exif).to_bytes(4, "little") + exif)
    if kept and kept[0].startswith(b"VP8X"):
        flags = kept[0][8] & ~_WEBP_SAYS | (0x08 if turn > 1 else 0)
        kept[0] = kept[0][:8] + bytes([flags]) + kept[0][9:]
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def _bare_tiff(data: bytes) -> bytes:
    """Nothing moves: what its tags say of people and devices is blanked where it lies."""
    bare = bytearray(data)
    order = "<" if data[:2] == b"II" else ">"
    waiting, seen = [(4, False)], set[int]()
    while waiting and len(seen) < _MOST_DIRECTORIES:
        at, is_private = waiting.pop()
        try:
            (start,) = struct.unpack_from(f"{order}I", data, at)
            (count,) = struct.unpack_from(f"{order}H", data, start) if start else (0,)
        except struct.error:
            continue
        if not start or start in seen:
            continue
        seen.add(start)
        for entry in range(start + 2, min(start + 2 + 12 * count, len(data) - 11), 12):
            waiting += _tiff_entry(bare, data, entry, order, is_private=is_private)
        waiting.append((start + 2 + 12 * count, is_private))
    return bytes(bare)


def _tiff_entry(
    bare: bytearray, data: bytes, entry: int, order: str, *, is_private: bool
) -> list[tuple[int, bool]]:
    """Blank what a tag says, unless it is of the pixels; where it leads to more, and to what."""
    tag, kind, count = struct.unpack_from(f"{order}HHI", data, entry)
    size = _TIFF_SIZES.get(kind, 1) * count
    place = entry + 8 if size <= 4 else struct.unpack_from(f"{order}I", data, entry + 8)[0]
    if tag == _SUBFILES:
        return [(place + 4 * at, is_private) for at in range(min(count, _MOST_DIRECTORIES))]
    if tag in _TIFF and not is_private:
        return []
    if kind in (4, 13) and count == 1 and tag in _POINTERS:
        return [(entry + 8, True)]
    end = min(place + size, len(bare))
    bare[place:end] = bytes(max(0, end - place))
    return []

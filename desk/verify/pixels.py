"""What a published picture file carries beside its pixels: nothing is allowed to.

The containers are read by hand, to the last byte, because a library reports
the metadata it knows, and the question is whether there is any. Sources:
JPEG ITU-T T.81 annex B; PNG ISO/IEC 15948; WebP RFC 9649.
"""

# ruff: noqa: PLR2004 - the numbers are the markers of the standards named above

from __future__ import annotations

import struct
from collections.abc import Iterator
from io import BytesIO

_JPEG_ALLOWED = {0xE0: (b"JFIF\0", b"JFXX\0"), 0xE2: (b"ICC_PROFILE\0",), 0xEE: (b"Adobe",)}
_PNG_ALLOWED = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP pHYs sBIT bKGD cICP".split()
)
_WEBP_ALLOWED = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ICCP", b"ALPH"))


def measure(data: bytes) -> tuple[int, int] | None:
    """Width and height in pixels; None when this is no whole picture."""
    from PIL import Image  # noqa: PLC0415 - heavy, and most changes are of words alone

    try:
        with Image.open(BytesIO(data)) as image:
            return image.size
    except Exception:  # noqa: BLE001 - Pillow raises a dozen types for broken data
        return None


def baggage(data: bytes) -> tuple[str, ...]:
    """The names of everything in ``data`` that is not picture, such as ``EXIF`` or ``tEXt``.

    Data of another format, or cut short, gives one name that says so.
    """
    try:
        if data.startswith(b"\xff\xd8"):
            return tuple(_jpeg(data))
        if data.startswith(b"\x89PNG\r\n\x1a\n"):
            return tuple(_png(data))
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            return tuple(_webp(data))
    except (IndexError, struct.error):
        return ("tệp bị cụt",)
    return ("định dạng lạ",)


def _jpeg(data: bytes) -> Iterator[str]:
    place = 2
    while True:
        if data[place] != 0xFF:
            yield "dữ liệu lạ giữa ảnh"
            return
        marker = data[place + 1]
        if marker == 0xFF:
            place += 1
        elif marker == 0xD9:
            if place + 2 != len(data):
                yield "dữ liệu sau ảnh"
            return
        elif marker == 0x01 or 0xD0 <= marker <= 0xD7:
            place += 2
        else:
            (length,) = struct.unpack_from(">H", data, place + 2)
            body = data[place + 4 : place + 2 + length]
            if (0xE0 <= marker <= 0xEF or marker == 0xFE) and not body.startswith(
                _JPEG_ALLOWED.get(marker, ())
            ):
                yield _jpeg_name(marker, body)
            place += 2 + length
            if marker == 0xDA:
                place = _after_scan(data, place)


def _after_scan(data: bytes, place: int) -> int:
    """The next marker after entropy-coded data: FF that is neither stuffed nor a restart."""
    while True:
        place = data.find(b"\xff", place)
        if place < 0:
            raise IndexError
        if data[place + 1] != 0 and not 0xD0 <= data[place + 1] <= 0xD7:
            return place
        place += 2


def _jpeg_name(marker: int, body: bytes) -> str:
    if marker == 0xFE:
        return "lời ghi chú"
    if body.startswith(b"Exif"):
        return "EXIF"
    if body.startswith(b"http://ns.adobe.com/"):
        return "XMP"
    if marker == 0xED:
        return "IPTC"
    return f"APP{marker - 0xE0}"


def _png(data: bytes) -> Iterator[str]:
    place = 8
    while True:
        (length,) = struct.unpack_from(">I", data, place)
        name = data[place + 4 : place + 8]
        if name not in _PNG_ALLOWED:
            yield name.decode("ascii", "replace")
        place += 12 + length
        if name == b"IEND":
            if place != len(data):
                yield "dữ liệu sau ảnh"
            return


def _webp(data: bytes) -> Iterator[str]:
    (length,) = struct.unpack_from("<I", data, 4)
    if length + 8 != len(data):
        yield "dữ liệu sau ảnh" if length + 8 < len(data) else "tệp bị cụt"
    place = 12
    while place + 8 <= len(data):
        name = data[place : place + 4]
        if name not in _WEBP_ALLOWED:
            yield name.decode("ascii", "replace").strip()
        (length,) = struct.unpack_from("<I", data, place + 4)
        place += 8 + length + length % 2

"""Which kind of file this is, by its first bytes, as each format's standard fixes them.

A name says nothing: phones send HEIC as ``.jpg``, and a page saved from a browser is called so too.
"""

from __future__ import annotations

import re
from typing import Literal

Kind = Literal["jpeg", "png", "webp", "gif", "bmp", "tiff", "heic", "avif", "jp2"]
"""What is taken as a picture."""

LEAD = 1024
"""Bytes of something else (an empty line, the head of a letter) that may stand before a picture."""

_STARTS: tuple[tuple[re.Pattern[bytes], Kind], ...] = (
    (re.compile(rb"\xff\xd8\xff"), "jpeg"),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "png"),
    (re.compile(rb"RIFF.{4}WEBP", re.DOTALL), "webp"),
    (re.compile(rb"GIF8[79]a"), "gif"),
    (re.compile(rb"BM.{4}\0\0\0\0", re.DOTALL), "bmp"),
    (re.compile(rb"II\*\0(?!\x10\0\0\0CR)|MM\0\*|II\+\0|MM\0\+"), "tiff"),
    (re.compile(rb"\0\0\0\x0cjP  \r\n\x87\n|\xff\x4f\xff\x51\0"), "jp2"),
)
_WITHIN = re.compile(rb"\xff\xd8\xff[\xdb\xe0-\xef]|\x89PNG\r\n\x1a\n")
"""Kinds whose beginning is so plain that it is believed after other bytes too."""

_HEIC = frozenset((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"))
_AVIF = frozenset((b"avif", b"avis"))
_STILL = frozenset((b"mif1", b"msf1", b"miaf"))

ENDING_OF: dict[Kind, str] = {
    "jpeg": "jpg",
    "png": "png",
    "webp": "webp",
    "gif": "gif",
    "bmp": "bmp",
    "tiff": "tif",
    "heic": "heic",
    "avif": "avif",
    "jp2": "jp2",
}
"""What a file of this kind is usually called."""

PHOTO = "Xin mở ảnh và lưu lại thành JPEG (.jpg)."
_DRAWING = "Xin xuất hình ra PNG (.png), rộng từ 1200 điểm ảnh."
_PAGE = "Xin xuất trang cần dùng ra PNG (.png) hoặc JPEG (.jpg)."
_OFFICE = (
    "Xin mở tệp ấy, bấm chuột phải vào ảnh, chọn “Lưu dưới dạng ảnh” (Save as Picture), "
    "rồi dùng tệp ảnh vừa lưu."
)
_SAVE = (
    "Xin mở trang có ảnh, bấm chuột phải vào ảnh, chọn “Lưu hình ảnh thành…”, "
    "rồi dùng tệp ảnh vừa lưu."
)
_RAW = "Xin mở bằng phần mềm của máy ảnh và xuất ra JPEG (.jpg)."
_FILM = "Xin dừng phim ở cảnh cần dùng, chụp màn hình và lưu thành JPEG (.jpg)."
_PACKED = "Xin giải nén rồi dùng tệp ảnh bên trong."

_NOT_TAKEN: tuple[tuple[re.Pattern[bytes], str, str], ...] = (
    (
        re.compile(
            rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*|<!--.{0,2000}?-->\s*"
            rb"|<!DOCTYPE svg[^>]{0,500}>\s*)*<svg[\s>]",
            re.DOTALL,
        ),
        "Tệp SVG",
        _DRAWING,
    ),
    (
        re.compile(
            rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*|<!--.{0,2000}?-->\s*)*"
            rb"<(?:!doctype html|html|head|body|meta|script|title|div|table|p)\b",
            re.DOTALL | re.IGNORECASE,
        ),
        "Tệp này là một trang web (HTML) mang tên ảnh, nên",
        _SAVE,
    ),
    (re.compile(rb"%PDF-"), "Tệp PDF", _PAGE),
    (re.compile(rb"PK\x03\x04.{0,4000}?word/", re.DOTALL), "Tệp Word", _OFFICE),
    (re.compile(rb"PK\x03\x04.{0,4000}?xl/", re.DOTALL), "Tệp Excel", _OFFICE),
    (re.compile(rb"PK\x03\x04.{0,4000}?ppt/", re.DOTALL), "Tệp PowerPoint", _OFFICE),
    (re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "Tệp Word, Excel hay PowerPoint", _OFFICE),
    (re.compile(rb"\{\\rtf"), "Tệp văn bản RTF", _OFFICE),
    (re.compile(rb"PK\x03\x04|Rar!|7z\xbc\xaf|\x1f\x8b"), "Tệp nén", _PACKED),
    (re.compile(rb"\0\0[\x01\x02]\0.\0", re.DOTALL), "Tệp biểu tượng (ICO)", _DRAWING),
    (re.compile(rb"\x01\0\0\0.{36} EMF|\xd7\xcd\xc6\x9a", re.DOTALL), "Tệp EMF, WMF", _DRAWING),
    (re.compile(rb"%!PS|\xc5\xd0\xd3\xc6"), "Tệp EPS", _DRAWING),
    (re.compile(rb"8BPS"), "Tệp Photoshop", PHOTO),
    (re.compile(rb"\xff\x0a|\0\0\0\x0cJXL "), "Tệp JPEG XL", PHOTO),
    (
        re.compile(rb".{4}ftypcrx|II\*\0\x10\0\0\0CR|FUJIFILMCCD-RAW|IIU\0|IIRO", re.DOTALL),
        "Ảnh thô của máy ảnh (RAW)",
        _RAW,
    ),
    (
        re.compile(rb".{4}ftyp|.{4}moov|RIFF.{4}AVI |\x1aE\xdf\xa3|\0\0\x01\xba", re.DOTALL),
        "Tệp phim",
        _FILM,
    ),
)

_RAW_ENDINGS = frozenset(("dng", "nef", "arw", "cr2", "cr3", "orf", "rw2", "pef", "raf"))
DNG_VERSION = 0xC612
"""The tag that makes of a TIFF file a digital negative (DNG 1.7, chapter 4)."""


def recognised(data: bytes) -> tuple[Kind | None, int]:
    """The kind of picture in ``data`` and the place where it begins, mostly 0."""
    if (kind := _kind(data)) is not None:
        return kind, 0
    if not why_not(data) and (found := _WITHIN.search(data, 0, LEAD)) is not None:
        return ("jpeg" if data[found.start()] == 0xFF else "png"), found.start()  # noqa: PLR2004
    return None, 0


def _kind(data: bytes) -> Kind | None:
    for start, kind in _STARTS:
        if start.match(data):
            return kind
    if data[4:8] == b"ftyp":
        return _kind_by_brands(data)
    return None


def _kind_by_brands(data: bytes) -> Kind | None:
    """Of a file in boxes, by the brands it says it can be read as (ISO/IEC 14496-12, 4.3)."""
    end = min(int.from_bytes(data[:4], "big"), 256)
    major, *others = (data[at : at + 4] for at in (8, *range(16, end, 4)))
    brands = {major, *others}
    if major in _AVIF or (major in _STILL and brands & _AVIF and not brands & _HEIC):
        return "avif"
    if major in _HEIC or (major in _STILL and not brands & _AVIF) or brands & _HEIC:
        return "heic"
    return None


def why_not(data: bytes) -> str:
    """What ``data`` is instead of a picture and the way on, for an officer; empty when unknown."""
    for start, name, way in _NOT_TAKEN:
        if start.match(data):
            return f"{name} không dùng được làm ảnh trên trang. {way}"
    return ""


def why_not_raw(ending: str, *, negative: bool) -> str:
    """As ``why_not`` of a TIFF file that is a camera's raw data: by its name, or a ``negative``."""
    if negative or ending in _RAW_ENDINGS:
        return f"Ảnh thô của máy ảnh (RAW) không dùng được làm ảnh trên trang. {_RAW}"
    return ""

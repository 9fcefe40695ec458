"""What the original of an attachment says of people, in words for an officer.

Nothing here is published: readers get a copy without it. Only who asks about a file pays for it.
"""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from plugins.attachments.compound import Compound, is_compound
from plugins.attachments.faults import RefusedError
from plugins.attachments.recognising import family_of
from plugins.attachments.trees import elements, name_of, parsed, values_of
from plugins.attachments.zips import Package, opened
from plugins.bare_pictures import bare
from plugins.vietnamese import VIETNAM, squeeze

_OFFICE: Mapping[str, str] = {
    "creator": "người soạn",
    "lastModifiedBy": "người sửa cuối",
    "Company": "cơ quan",
    "Manager": "người quản lý",
    "created": "ngày soạn",
    "modified": "ngày sửa cuối",
    "Template": "tệp mẫu",
    "keywords": "từ khóa",
    "description": "ghi chú",
    "category": "phân loại",
    "property": "mục tự đặt",
}
_ODF: Mapping[str, str] = {
    "initial-creator": "người soạn",
    "creator": "người sửa cuối",
    "printed-by": "người in",
    "creation-date": "ngày soạn",
    "date": "ngày sửa cuối",
    "keyword": "từ khóa",
    "description": "ghi chú",
    "user-defined": "mục tự đặt",
}
"""Of both by the name of an element of the properties."""
_USUAL = frozenset({"Normal.dotm", "Normal.dot", "Normal"})
"""The template of all who set none."""
_PDF: Mapping[str, str] = {
    "/Author": "người soạn",
    "/Company": "cơ quan",
    "/Creator": "phần mềm",
    "/CreationDate": "ngày soạn",
    "/ModDate": "ngày sửa cuối",
}
_SUMMARY: Mapping[int, str] = {4: "người soạn", 8: "người sửa cuối", 7: "tệp mẫu", 12: "ngày soạn"}
_MORE: Mapping[int, str] = {14: "người quản lý", 15: "cơ quan"}
_OLD: Mapping[str, Mapping[int, str]] = {
    "\x05SummaryInformation": _SUMMARY,
    "\x05DocumentSummaryInformation": _MORE,
}
"""Numbers of properties of old files, by their stream ([MS-OLEPS])."""
_LONGEST = 80
_TEXT, _WIDE, _TIME = 0x1E, 0x1F, 0x40
_SINCE_1601 = 11_644_473_600
_DAY = re.compile(r"(?:D:)?(\d{4})-?(\d\d)-?(\d\d).*")


def describe(data: bytes) -> tuple[str, ...]:
    """``người soạn: Nguyễn Văn A`` and the like, each once; nothing of a file that is not whole."""
    try:
        return tuple(dict.fromkeys(_described(data)))
    except (RefusedError, ValueError, struct.error, IndexError):
        return ()


def _described(data: bytes) -> Iterator[str]:
    family = family_of(data)
    if family == "pdf":
        yield from _of_pdf(data)
    elif is_compound(data):
        yield from _of_compound(Compound(data))
    elif family:
        yield from _of_package(opened(data))


def _said(words: str, value: object) -> Iterator[str]:
    """A property in words, a moment as its day; nothing when it is empty, or says nothing."""
    text = squeeze(str(value).replace("\0", ""))
    if words.startswith("ngày") and (day := _DAY.fullmatch(text)):
        text = f"{int(day[3])}/{int(day[2])}/{day[1]}"
    if text and text not in _USUAL:
        yield f"{words}: {text[:_LONGEST]}"


def _photos(count: int) -> Iterator[str]:
    if count:
        yield f"nơi chụp, máy chụp và thông tin khác trong {count} ảnh"


def _of_package(package: Package) -> Iterator[str]:
    photos = 0
    for name in package.names:
        low = name.lower()
        if low.startswith("docprops/") and low.endswith(".xml"):
            yield from _properties(package.xml(name), _OFFICE)
        elif low == "meta.xml":
            yield from _properties(package.xml(name), _ODF)
        elif low == "word/_rels/settings.xml.rels":
            yield from _template(package.xml(name))
        elif low.endswith((".jpg", ".jpeg", ".png")) and "thumbnail" not in low:
            data = package.read(name)
            photos += bare(data) != data
    yield from _photos(photos)


def _properties(data: bytes, known: Mapping[str, str]) -> Iterator[str]:
    for one in elements(parsed(data)):
        if words := known.get(name_of(one)):
            value = "".join(one.itertext())
            name = values_of(one).get("name", "")
            yield from _said(words, f"{name} = {value}" if name else value)


def _template(data: bytes) -> Iterator[str]:
    for link in elements(parsed(data)):
        if (link.get("Type") or "").endswith("/attachedTemplate"):
            yield from _said("tệp mẫu trên máy người soạn", link.get("Target") or "")


def _of_pdf(data: bytes) -> Iterator[str]:
    import pikepdf  # noqa: PLC0415 - heavy, and most files asked about are of Office

    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            info: Any = pdf.trailer.get("/Info", pikepdf.Dictionary())
            for key, words in _PDF.items():
                yield from _said(words, info.get(key, ""))
            if "/Metadata" in pdf.Root:
                yield "thông tin mô tả (XMP)"
    except (pikepdf.PdfError, RuntimeError, TypeError, KeyError) as error:
        raise ValueError from error


def _of_compound(file: Compound) -> Iterator[str]:
    for stream in file.called(*_OLD):
        data = file.read(stream)
        (section,) = struct.unpack_from("<L", data, 44)
        (count,) = struct.unpack_from("<L", data, section + 4)
        for at in range(min(count, 100)):
            number, place = struct.unpack_from("<LL", data, section + 8 + 8 * at)
            if words := _OLD[stream.name].get(number):
                yield from _said(words, _value(data, section + place))


def _value(data: bytes, place: int) -> str:
    """A property's text; of a moment its day."""
    (kind,) = struct.unpack_from("<L", data, place)
    if kind == _TIME:
        (ticks,) = struct.unpack_from("<Q", data, place + 4)
        if not ticks:
            return ""
        when = datetime.fromtimestamp(ticks / 10_000_000 - _SINCE_1601, UTC)
        return when.astimezone(VIETNAM).date().isoformat()
    if kind not in {_TEXT, _WIDE}:
        return ""
    (length,) = struct.unpack_from("<L", data, place + 4)
    raw = data[place + 8 : place + 8 + length * (2 if kind == _WIDE else 1)]
    if kind == _WIDE:
        return raw.decode("utf-16-le", "replace")
    try:  # the code page is a property too; these two are all that one meets
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1258", "replace")

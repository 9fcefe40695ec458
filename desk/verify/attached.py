"""Published attachments: each what its ending says, and nothing in it of who wrote it.

Read without what cleaned them. What a signed file says of people it may say: touching it would
break the signature, and the officer was told.
"""

from __future__ import annotations

import io
import re
import uuid
import zipfile
from collections.abc import Iterator

from desk.verify.facts import Facts, FileKind, facts_of
from plugins.model import Problem

MOST_BYTES = 21_000_000
"""Of a copy, which is as large as its source, or a little larger."""

_MAIN = {
    ".docx": b"wordprocessingml.document.main+xml",
    ".xlsx": b"spreadsheetml.sheet.main+xml",
    ".pptx": b"presentationml.presentation.main+xml",
    ".odt": b"application/vnd.oasis.opendocument.text",
    ".ods": b"application/vnd.oasis.opendocument.spreadsheet",
    ".odp": b"application/vnd.oasis.opendocument.presentation",
}
_OLD = {".doc": "WordDocument", ".xls": "Workbook"}
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PROPERTIES = tuple(
    uuid.UUID(one).bytes_le
    for one in (
        "F29F85E0-4FF9-1068-AB91-08002B27B3D9",
        "D5CDD502-2E9C-101B-9397-08002B2CF9AE",
    )
)
_TOLD = re.compile(rb">[^<\s]")
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)


def examine_attachment(path: str, data: bytes) -> Facts:
    """The attachment ``path``."""
    ending = path[path.rfind(".") :]
    said = [f"tệp đính kèm {words}" for words in _faults(ending, data)]
    if len(data) > MOST_BYTES:
        said.append(f"tệp đính kèm nặng quá: {len(data) // 1_000_000} MB")
    problems = [Problem(path=path, line=1, message=one) for one in dict.fromkeys(said)]
    return facts_of(path, FileKind.ATTACHMENT, data, problems)


def _faults(ending: str, data: bytes) -> Iterator[str]:
    if ending == ".pdf":
        yield from _of_pdf(data)
    elif ending in _OLD:
        yield from _of_compound(data, _OLD[ending])
    else:
        yield from _of_zip(data, _MAIN[ending])


def _of_pdf(data: bytes) -> Iterator[str]:
    import pikepdf  # noqa: PLC0415 - heavy, and most changes are of words alone

    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            if any(isinstance(one, pikepdf.Dictionary) and "/ByteRange" in one
                   for one in pdf.objects):  # fmt: skip
                return
            if "/Info" in pdf.trailer:
                yield "còn thông tin người soạn (Info)"
            if "/Metadata" in pdf.Root or b"<x:xmpmeta" in data:
                yield "còn thông tin mô tả (XMP)"
            if pdf.is_encrypted:
                yield "đặt mật khẩu"
    except (pikepdf.PdfError, ValueError, RuntimeError):
        yield "không phải PDF mở được"


def _of_zip(data: bytes, main: bytes) -> Iterator[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            types = [name for name in names if name in {"[Content_Types].xml", "mimetype"}]
            if not any(main in archive.read(name) for name in types):
                yield "không đúng loại mà đuôi tệp nói"
            low = [name.lower() for name in names]
            if any(one.startswith(("_xmlsignatures/", "meta-inf/documentsig")) for one in low):
                return
            for info in archive.infolist():
                yield from _of_part(archive, info)
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError):
        yield "không mở được"


def _of_part(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[str]:
    name = info.filename.lower()
    if "thumbnail" in name:
        yield "còn hình thu nhỏ"
    if name.endswith("vbaproject.bin"):
        yield "có macro"
    if info.date_time != _FIRST_DAY or info.extra or info.comment:
        yield "còn ngày giờ, ghi chú của máy người soạn"
    is_told = name.startswith("docprops/") or name.rpartition("/")[2] == "meta.xml"
    if is_told and _TOLD.search(archive.read(info)):
        yield "còn thông tin người soạn"


def _of_compound(data: bytes, stream: str) -> Iterator[str]:
    names = [stream, "Book"] if stream == "Workbook" else [stream]
    if not data.startswith(_COMPOUND) or not any(n.encode("utf-16-le") in data for n in names):
        yield "không đúng loại mà đuôi tệp nói"
        return
    if "_xmlsignatures".encode("utf-16-le") in data:
        return
    for format_ in _PROPERTIES:
        at = data.find(format_)
        while at >= 0:
            if data[at + 20 : at + 28] != b"\x08\0\0\0\0\0\0\0":
                yield "còn thông tin người soạn"
            at = data.find(format_, at + 1)

"""What a file is by what stands in it, not by its name; and what to do with one we do not read."""

from __future__ import annotations

import io
import re
import zipfile
from enum import StrEnum

SAVE_AS_DOCX = (
    "hãy mở tệp rồi lưu thành .docx và nhập lại: "
    "Word: Tệp > Lưu Như (File > Save As), chọn «Tài liệu Word (*.docx)» "
    "(«Word Document (*.docx)»); "
    "WPS: Menu > Lưu thành (Menu > Save As), chọn «Microsoft Word (*.docx)»; "
    "LibreOffice: Tệp > Lưu dạng (File > Save As), chọn «Word 2010-365 (.docx)»"
)
_BROWSER = "hãy mở trang cũ bằng trình duyệt và lưu thành «Trang web, hoàn chỉnh»"
_MAIL = (
    "đây là thư điện tử; hãy lưu tệp Word đính kèm ra thư mục rồi nhập tệp ấy, "
    "hoặc chép lời thư vào một tệp Word"
)
_PICTURE = "đây là tệp ảnh, không phải bài viết"
_OTHERS = {
    b"{\\rtf": f"đây là tệp RTF; {SAVE_AS_DOCX}",
    b"%PDF-": "đây là tệp PDF, không đọc thành bài được (chữ trong PDF hay sai thứ tự, mất dấu); "
    "hãy nhập bài từ tệp Word gốc; còn chính tệp PDF thì nhập riêng tệp đuôi .pdf, máy đính kèm "
    "nó vào một bản nháp",
    b"From: ": f"đây là tệp MHT hoặc thư điện tử; {_BROWSER}",
    b"MIME-": f"đây là tệp MHT hoặc thư điện tử; {_BROWSER}",
    b"Return-Path:": _MAIL,
    b"Received:": _MAIL,
    b"Delivered-To:": _MAIL,
    b"Subject:": _MAIL,
    b"\x1f\x8b": "đây là tệp nén (gzip); hãy giải nén rồi nhập lại",
    b"Rar!": "đây là tệp nén (RAR); hãy giải nén rồi nhập lại",
    b"7z\xbc\xaf": "đây là tệp nén (7z); hãy giải nén rồi nhập lại",
    b"\xff\xd8\xff": _PICTURE,
    b"\x89PNG": _PICTURE,
    b"GIF8": _PICTURE,
}
"""First bytes of files that are neither Word's nor text, and what to do instead."""

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
_LOOKED_AT = 2_000
"""Names of a zip."""

LOCKED = (
    "tệp có mật khẩu nên không đọc được; hãy mở bằng Word, bỏ mật khẩu (Tệp > Thông tin > "
    "Bảo vệ Tài liệu > Mã hóa bằng Mật khẩu; File > Info > Protect Document > Encrypt with "
    "Password: xóa trống ô mật khẩu), lưu lại rồi nhập"
)


_HEAD = 200
_WORD_ENDINGS = frozenset({".doc", ".docx", ".docm", ".dotx"})
_PAGE = re.compile(rb"<(?:!doctype|html|head|body|table|div|p)[\s>]", re.IGNORECASE)
_WIDE = (b"\xff\xfe", b"\xfe\xff")
"""How a text begins that takes two bytes for each letter."""
_PAGE_HEAD = 2_000
"""Bytes in which a page shows that it is one."""
_OTHER_ZIPS = {
    "xl/": "đây là tệp Excel, không phải bài viết; hãy chép bảng vào một tệp Word",
    "ppt/": "đây là tệp PowerPoint, không phải bài viết; hãy chép lời vào một tệp Word",
}
"""Folders in files of Office that are no text."""


def _stream(name: str) -> bytes:
    return name.encode("utf-16-le")


_WORD_STREAM = _stream("WordDocument")
_LOCKED_STREAMS = (_stream("EncryptedPackage"), _stream("EncryptionInfo"))
_OTHER_STREAMS = {
    **dict.fromkeys(_LOCKED_STREAMS, LOCKED),
    _stream("Workbook"): (
        "đây là tệp Excel cũ (.xls), không phải bài viết; hãy chép bảng vào một tệp Word"
    ),
    _stream("PowerPoint Document"): _OTHER_ZIPS["ppt/"],
    _stream("__substg1.0_"): _MAIL,
}


class FileKind(StrEnum):
    """Kinds of files that are read, each in its own way."""

    WORD = "docx"
    OLD_WORD = "doc"
    TEXT = "text"
    """A page, or the text of one."""


def kind_of(data: bytes) -> tuple[FileKind | None, str]:
    """What ``data`` is; None and why it is not read."""
    if data.startswith(_ZIP):
        return _kind_of_zip(data)
    if data.startswith(_OLE):
        return _kind_of_ole(data)
    for start, why in _OTHERS.items():
        if data.startswith(start):
            return None, why
    return FileKind.TEXT, ""


def misnamed(ending: str, data: bytes) -> str:
    """What a file is that has the name of a Word file (``.docx``) only; empty when it is one."""
    if ending not in _WORD_ENDINGS or kind_of(data)[0] is not FileKind.TEXT or not data.strip():
        return ""
    if b"\0" in data[:_PAGE_HEAD] and not data.startswith(_WIDE):
        return f"đây không phải tệp Word, dù mang đuôi {ending}"
    if _PAGE.search(data[:_PAGE_HEAD]):
        return f"đây là trang web (HTML) mang đuôi {ending}, không phải tệp Word"
    return f"đây là tệp chữ thường mang đuôi {ending}, không phải tệp Word"


def _kind_of_zip(data: bytes) -> tuple[FileKind | None, str]:
    if _OPEN_DOCUMENT in data[:_HEAD]:
        return None, f"đây là tệp OpenDocument (.odt); {SAVE_AS_DOCX}"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [name.lower() for name in archive.namelist()[:_LOOKED_AT]]
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        if b"[Content_Types].xml" in data[:_HEAD]:
            return FileKind.WORD, ""  # its own reader says what is wrong
        return None, "đây là tệp nén bị hỏng; hãy chép lại tệp gốc"
    for start, why in _OTHER_ZIPS.items():
        if any(name.startswith(start) for name in names):
            return None, why
    if "[content_types].xml" in names:
        return FileKind.WORD, ""
    return None, "đây là tệp nén (.zip); hãy giải nén ra một thư mục rồi nhập thư mục ấy"


def _kind_of_ole(data: bytes) -> tuple[FileKind | None, str]:
    """Of a file as Office wrote them before 2007, by the names of the streams in it."""
    if _WORD_STREAM in data and not any(name in data for name in _LOCKED_STREAMS):
        return FileKind.OLD_WORD, ""
    for name, why in _OTHER_STREAMS.items():
        if name in data:
            return None, why
    return None, f"đây không phải tệp Word; nếu là văn bản thì {SAVE_AS_DOCX}"

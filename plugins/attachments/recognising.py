"""What a file is by its bytes, whatever it is called."""

from __future__ import annotations

import re

OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF_WITHIN = 1024
"""Bytes that may stand before ``%PDF-`` (ISO 32000-1, annex H.3, note 13)."""

_PAGE = "Hãy mở trang có tệp, tải lại tệp ấy rồi mở thử trước khi dùng."
_OTHERS: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (
        re.compile(
            rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*|<!--.{0,2000}?-->\s*)*"
            rb"<(?:!doctype html|html|head|body|meta|script|title|div|table|p)\b",
            re.DOTALL | re.IGNORECASE,
        ),
        f"một trang web (HTML), có lẽ là trang báo lỗi được tải về thay cho tệp. {_PAGE}",
    ),
    (
        re.compile(rb"MZ|\x7fELF|\xcf\xfa\xed\xfe|#!"),
        "một chương trình chạy được, có thể là mã độc. Hãy xóa tệp và báo người phụ trách máy.",
    ),
    (
        re.compile(rb"\{\\rtf"),
        "một văn bản RTF. Hãy mở bằng Word, lưu thành .docx hoặc PDF.",
    ),
    (
        re.compile(rb"<\?xml.{0,300}?(?:mso-application|schemas-microsoft-com)", re.DOTALL),
        "một tệp Office dạng XML. Hãy mở bằng Word hoặc Excel, lưu thành .docx, .xlsx hoặc PDF.",
    ),
    (
        re.compile(rb"\xff\xd8\xff|\x89PNG|GIF8|II\*\0|MM\0\*|RIFF.{4}WEBP|.{4}ftyp", re.DOTALL),
        "một tệp ảnh hay phim. Ảnh thì để ở content/anh/ và chèn vào bài.",
    ),
    (
        re.compile(rb"Rar!|7z\xbc\xaf|\x1f\x8b|BZh"),
        "một tệp nén. Hãy giải nén rồi đính kèm tệp bên trong.",
    ),
)


def pdf_begins(data: bytes) -> int:
    """Where the PDF in ``data`` begins; -1 when it is none."""
    return data.find(b"%PDF-", 0, _PDF_WITHIN + 5)


def family_of(data: bytes) -> str:
    """How the file is built, by its first bytes; empty when it is nothing that is published."""
    if data.startswith(b"PK\x03\x04"):
        return "zip"
    if data.startswith(OLE_START):
        return "ole"
    return "pdf" if pdf_begins(data) >= 0 and not _other(data) else ""


def _other(data: bytes) -> str:
    return next((words for start, words in _OTHERS if start.match(data)), "")


def what_else(data: bytes) -> str:
    """What a file is that is of no family, in words, and what to do."""
    return _other(data) or (
        "một tệp không nhận ra được, có lẽ đã hỏng ngay từ đầu. Hãy mở thử; nếu mở được thì lưu "
        "lại thành PDF."
    )

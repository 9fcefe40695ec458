"""Bytes of a saved page or text file as text, whatever the machine they were saved on.

What a byte order mark says is believed first, then UTF-8 if the bytes are
valid UTF-8 (a page saved again often keeps a stale declaration), then what the
page declares, then windows-1258, the Vietnamese code page of old machines.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from desk.importers.old_encodings import Meant, is_sound, meant, western
from desk.importers.viqr import in_signs
from plugins import limits
from plugins.vietnamese import nfc

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{1,40}+)(?![A-Za-z0-9_.:-])""", re.IGNORECASE
)
_HEAD = 4096
"""Bytes in which a page declares its encoding; HTML's own limit is 1024, Word writes more."""

_WESTERN = frozenset({"iso8859-1", "cp1252", "ascii", "latin-1"})
"""Declared by servers that never asked; no Vietnamese text can be in them."""

_VIETNAMESE = "cp1258"

_GARBLED = re.compile(r"áº|á»|Ä[\u2018\u0091]|Æ[°¡]|Ã[ ¡¢£¨©ª²³´µ¹º½]")
"""UTF-8 that was once read as windows-1252: ``Viá»‡t``."""

# What is looked for stands first: a search hurries through all other text.
_CONTROL = re.compile(
    r"([\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f])(?<=[^\W\d_].)(?=[^\W\d_])", re.DOTALL
)
"""Between two letters: nobody can tell whether there is one word or two."""

_QUESTIONED = re.compile(r"\?(?<=[^\W\d_]\?)(?=[^\W\d_])")
"""A question mark inside a word: a letter lost when the file was saved in a Western encoding."""

_TAG = re.compile(r"<[^<>]*>")
"""Addresses in it have question marks of their own: ``detail.asp?id=5``."""

_FEW = 3
_MANY = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A text in NFC, or why there is none; ``doubts`` are sentences for the officer."""

    text: str = ""
    encoding: str = ""
    fault: str = ""
    doubts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


_EMPTY = "tệp trống"


def decode(data: bytes) -> Decoded:
    """``data`` as text. Never raises."""
    if not data.strip(b"\0 \r\n\t"):
        return Decoded(fault=_EMPTY)
    for encoding in _candidates(data):
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if encoding == _VIETNAMESE and not is_sound(nfc(text)):
            # Typed for an old font, most likely: windows-1258 would lose letters for ever.
            text = western(data)
        return _judged(text, encoding)
    return Decoded(
        fault="không đọc được mã chữ của tệp; hãy mở bằng trình soạn thảo và lưu lại với mã UTF-8"
    )


def _candidates(data: bytes) -> list[str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return [encoding]
    sample = data[:_HEAD]
    if sample.count(0) > len(sample) // 8:
        return ["utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be"]
    found = _DECLARED.search(sample)
    declared = _codec(found[1].decode("ascii")) if found else ""
    is_western = not declared or declared in _WESTERN
    return ["utf-8", *([] if is_western else [declared]), _VIETNAMESE]


# fmt: off
_CODECS = frozenset({
    "utf-8", "cp866", "koi8-r", "koi8-u", "mac-roman", "mac-cyrillic", "cp874", "gbk", "gb18030",
    "big5", "big5hkscs", "euc_jp", "iso2022_jp", "shift_jis", "euc_kr", "gb2312", "ascii", "cp437",
    "cp850", *(f"cp{page}" for page in range(1250, 1259)),
    *(f"iso8859-{part}" for part in range(1, 17)),
})
# fmt: on
"""Encodings of pages (https://encoding.spec.whatwg.org), as Python names them: of what Python
calls a codec some are no encoding of text at all, and some raise what none is ready for.
UTF-16 that needs to be declared in ASCII is none, as the same standard says."""


def _codec(label: str) -> str:
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return ""
    return name if name in _CODECS else ""


def _judged(text: str, encoding: str) -> Decoded:
    if marks := limits.too_many_marks(text):
        return Decoded(fault=f"dòng {marks.line}: {marks.message}")
    text = nfc(text.removeprefix("\ufeff"))
    if not text.strip("\0 \r\n\t"):
        return Decoded(fault=_EMPTY)
    if text.count("\0") > _FEW:
        return Decoded(fault="đây không phải tệp chữ")
    mended = meant(text)
    if fault := _unreadable(mended):
        return Decoded(fault=fault)
    said = f"đã chuyển chữ từ mã {mended.said} sang Unicode; hãy đọc lại"
    notes = (said,) if mended.said else ()
    return Decoded(
        text=mended.text, encoding=encoding, doubts=tuple(_doubts(mended.text)), notes=notes
    )


def _unreadable(mended: Meant) -> str:
    """Why nobody knows what the text says; empty where it is known."""
    if len(_GARBLED.findall(mended.text)) >= _FEW:
        return (
            "chữ tiếng Việt trong tệp đã bị đọc sai mã (như «Viá»‡t»); "
            "hãy lưu lại trang từ trình duyệt với mã UTF-8"
        )
    if typed := in_signs(mended.text):
        return (
            f"tiếng Việt trong tệp ghi dấu bằng ký hiệu (VIQR, như «{typed}»); hãy chuyển "
            "sang Unicode (UniKey: Công cụ chuyển mã, mã nguồn VIQR) rồi nhập lại"
        )
    return mended.fault


def _doubts(text: str) -> Iterator[str]:
    if "\ufffd" in text:
        yield "trong tệp có chữ đã hỏng (hiện là \ufffd); hãy so lại với bài trên cổng cũ"
    if found := _CONTROL.search(text):
        yield (
            f"trong tệp có ký tự điều khiển ẩn giữa chữ (mã U+{ord(found[1]):04X}), "
            "đọc là dấu cách; hãy so lại với bài trên cổng cũ"
        )
    if len(_QUESTIONED.findall(text)) >= _FEW <= len(_QUESTIONED.findall(_TAG.sub(" ", text))):
        yield (
            "nhiều dấu ? nằm giữa chữ, có lẽ tiếng Việt đã mất khi lưu tệp; "
            "hãy so lại với bài trên cổng cũ"
        )
    if text.isascii() and "&" not in text and len(text.split()) >= _MANY:
        yield "chữ trong tệp không có dấu tiếng Việt; nếu là bài tiếng Việt, hãy gõ lại cho có dấu"

"""Bytes of a content file as text, and its lines as an ordinary editor counts them.

A line ends at LF, CRLF or CR, as Notepad, VS Code and vim have it; every message
counts so, and so does whoever writes a line anew.
"""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from typing import NamedTuple

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks, those that begin another last."""

_SAMPLE = 4096
_END = re.compile(r"\r\n|[\n\r]")
_SAVE = "mở bằng trình soạn thảo và lưu lại với mã UTF-8"


class Decoded(NamedTuple):
    """A text without its byte order mark; or the fault, and the line where it is."""

    text: str
    mark: bool = False
    """Whether it began with UTF-8's byte order mark."""
    utf8: bool = True
    """Whether it is UTF-8, with or without that mark."""
    fault: str = ""
    line: int = 1


def decode(data: bytes) -> Decoded:
    """``data`` as UTF-8, or as UTF-16 or UTF-32 where it says or plainly is so. Never raises."""
    mark, encoding = next((one for one in _MARKS if data.startswith(one[0])), (b"", "utf-8"))
    if not mark and b"\0" in data[:_SAMPLE]:
        encoding = _unmarked(data)
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            return Decoded("", fault=f"tệp ở dạng {encoding[:6].upper()} đã hỏng; {_SAVE}")
        line = len(rows(data[: error.start].decode("latin-1")))
        fault = f"tệp không ở dạng UTF-8 (có lẽ là mã cũ của Windows); {_SAVE}"
        return Decoded("", fault=fault, line=line)
    utf8 = encoding == "utf-8"
    return Decoded(text.removeprefix("\ufeff"), mark=utf8 and bool(mark), utf8=utf8)


def _unmarked(data: bytes) -> str:
    """UTF-16 of bytes that begin with a line of hyphens in it, as our files do; else UTF-8."""
    for encoding in ("utf-16-le", "utf-16-be"):
        if data[:64].decode(encoding, "ignore").lstrip().startswith("---"):
            return encoding
    return "utf-8"


def rows(text: str) -> list[str]:
    """The lines of ``text``, without their ends; one more than it has line ends."""
    return _END.split(text)


def rows_with_ends(text: str) -> list[tuple[str, str]]:
    """Each line with its end; the last one's is empty."""
    parts = re.split(f"({_END.pattern})", text)
    return list(zip(parts[::2], [*parts[1::2], ""], strict=True))


class LineStarts:
    """Where the lines of a text with LF line ends begin, so that each place is found at once."""

    __slots__ = ("_starts",)

    def __init__(self, text: str) -> None:
        self._starts = [0, *(end.end() for end in re.finditer("\n", text))]

    def row(self, at: int) -> int:
        """The number, from 0, of the line in which the character at ``at`` stands."""
        return bisect_right(self._starts, at) - 1

    def start(self, row: int) -> int:
        """Where line ``row``, from 0, begins."""
        return self._starts[row]

    def end(self, row: int, length: int) -> int:
        """Where it ends, its line end left out; ``length`` is the text's."""
        return self._starts[row + 1] - 1 if row + 1 < len(self._starts) else length

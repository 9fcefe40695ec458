"""What keeps a registry file from being read at all: the line, and a plain sentence."""

from __future__ import annotations

import json
import re
import tomllib

from plugins.lines import rows

_ENDLESS_NUMBER = re.compile("[0-9][0-9_]{999}")


class UnreadableError(Exception):
    """A TOML file that is none: ``line`` and ``message`` say where and why."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line, self.message = line, message


def parsed(text: str) -> dict[str, object]:
    """The tables of a TOML file. Raises UnreadableError."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UnreadableError(*syntax(str(error), text)) from None
    except (ValueError, RecursionError):  # thousands of digits, or brackets in brackets
        raise UnreadableError(*endless(text)) from None


def endless(text: str) -> tuple[int, str]:
    """The line of a number without end, or of brackets within brackets; and what it is."""
    lines = rows(text)
    for line, row in enumerate(lines, 1):
        if _ENDLESS_NUMBER.search(row):
            return line, "Số ở dòng này dài quá, không đọc được; mọi giá trị viết trong ngoặc kép."
    line = max(range(len(lines)), key=lambda at: lines[at].count("[") + lines[at].count("{")) + 1
    return line, "Dấu ngoặc ở dòng này lồng nhau quá sâu, không đọc được."


def syntax(said: str, text: str) -> tuple[int, str]:
    """What ``tomllib`` complains of in English, as a line and a plain sentence with the column.

    The sentence names the likely cause: what officers mistype, looked for where it complains.
    """
    found = re.search(r"at line (\d+), column (\d+)", said)
    lines = rows(text)
    line = int(found[1]) if found else max(1, len(rows(text.rstrip("\r\n"))))
    row = lines[line - 1] if line <= len(lines) else ""
    if "overwrite" in said or "twice" in said:
        return line, "Khóa ở dòng này đã được viết một lần trong cùng mục; chỉ giữ một dòng."
    if "date" in said.lower() or _NO_DAY.match(row):
        return line, "Ngày ở dòng này không có thật hoặc viết sai; viết năm-tháng-ngày: 2025-06-30."
    at, cause = _cause(said, lines, line)
    where = f" (cột {found[2]})" if found and at == line else ""
    return at, f"Dòng này sai cú pháp TOML{where}: {cause}."


_NO_DAY = re.compile(r"[^=#]*=\s*\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\s*(?:#.*)?$")
_CURLY = re.compile("[“”„«»‘’]")
_BARE = re.compile(r"\s*[\w-]+\s*=\s*[^\s\"'\[{#\d+-]")
_KEY_OF_MARKS = re.compile(r"\s*[\w -]*[^\x00-\x7f\s][\w -]*=")
_GENERAL = "kiểm tra dấu ngoặc kép, dấu phẩy, dấu bằng và dấu ngoặc vuông ở đây và dòng ngay trước"


def _cause(said: str, lines: list[str], line: int) -> tuple[int, str]:
    """The line to look at, and what is likely wrong with it."""
    row = lines[line - 1] if line <= len(lines) else ""
    if "end of document" in said:
        opened = next((n for n, one in enumerate(lines, 1) if _opens(one, lines[n:])), 0)
        quoted = next((n for n, one in enumerate(lines, 1) if _is_odd(_plain(one))), 0)
        if "Unclosed" in said and opened:
            return opened, "dấu ngoặc [ hoặc { mở ra ở đây mà không có dấu đóng"
        if quoted:
            return quoted, _NO_QUOTE
    if "Unclosed array" in said and line > 1 and not _plain(lines[line - 2]).rstrip().endswith(","):
        return line - 1, "cuối dòng thiếu dấu phẩy, hoặc danh sách thiếu dấu ]"
    return line, next((words for is_so, words in _causes(said, row) if is_so), _GENERAL)


_NO_QUOTE = "chuỗi chữ thiếu dấu ngoặc kép đóng"


def _plain(row: str) -> str:
    """Without what stands in quotes."""
    return re.sub(r"\"(?:[^\"\\]|\\.)*\"|'[^']*'", "", row)


def _is_odd(plain: str) -> bool:
    return plain.count('"') % 2 == 1 or plain.count("'") % 2 == 1


def _causes(said: str, row: str) -> tuple[tuple[bool, str], ...]:
    """What is looked for in the line, in this order."""
    plain = _plain(row)
    has_equals = "=" in plain
    return (
        (bool(_CURLY.search(plain)), 'dấu ngoặc kép phải là dấu thẳng "'),
        ("hex value" in said or "escape" in said, "dấu \\ trong chuỗi chữ; hãy viết / thay cho nó"),
        (_is_odd(plain), _NO_QUOTE),
        ("declaration" in said, "tên mục thiếu dấu ngoặc vuông đóng"),
        ("Unclosed array" in said, "thiếu dấu phẩy giữa hai phần, hoặc thiếu dấu ]"),
        (
            "inline table" in said or "{" in plain,
            "trong { } các phần cách nhau bằng dấu phẩy, cả mục trên một dòng",
        ),
        (bool(_KEY_OF_MARKS.match(plain)), "tên khóa viết không dấu, không cách"),
        (
            ":" in plain and not has_equals,
            "giữa tên và giá trị phải là dấu bằng, không phải dấu hai chấm",
        ),
        (
            not has_equals and not plain.lstrip().startswith("["),
            "thiếu dấu bằng giữa tên và giá trị",
        ),
        (plain.rstrip().endswith(","), "dấu phẩy ở cuối dòng là thừa"),
        (bool(_BARE.match(row)), "chữ phải đặt trong ngoặc kép"),
    )


def _opens(row: str, after: list[str]) -> bool:
    """Whether a bracket opens in ``row`` that nothing after it closes."""
    rest = "\n".join([row, *after])
    return bool(re.match(r"\s*[\w-]+\s*=\s*[\[{]", row)) and (
        rest.count("[") > rest.count("]") or rest.count("{") > rest.count("}")
    )


def as_toml(value: object) -> str:
    """A word, a number or a list of words: what JSON writes of them is TOML, but for one sign."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def toml_row(key: str, value: object) -> str:
    """The line that gives ``key`` this value."""
    return f"{key} = {as_toml(value)}"

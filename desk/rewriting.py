"""Writing one more line, or one more item, into the front matter of a text, and nothing else.

Every other character of the file stays. Who writes this way reads the result
again and takes it only when it says what was meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from plugins.lines import decode, rows_with_ends
from plugins.posts.breaks import plain_lines

Row = tuple[str, str]
"""A line and its end."""

_FENCE = re.compile(r"---[ \t]*")
_BELOW = re.compile(r"[ \t]|-(?:[ \t]|$)|[\]}]")
"""How a line begins that belongs to the entry above it."""
_OPAQUE = re.compile(
    r"""(?P<before>[\[{,:]\s*)(?:"(?:\\.|[^"\\])*"|'(?:''|[^'])*')|(?<!\S)#[^\r\n]*""", re.DOTALL
)
_DASH = re.compile(r"[ \t]*(?=-(?:[ \t]|$))")


def rewritten(data: bytes, change: Callable[[str], str]) -> bytes:
    """A file's bytes with its text changed, in UTF-8.

    Raises ValueError when it is no text, or ``change`` cannot change it.
    """
    return change(text_of(data)).encode()


def text_of(data: bytes) -> str:
    """The text in ``data`` as the functions here take it; raises ValueError when it is none.

    It begins with its front matter, and its lines end with LF or CRLF: those of a
    file of other line ends are as it is read.
    """
    decoded = decode(data)
    if decoded.fault:
        raise ValueError(decoded.fault)
    text = decoded.text
    lines = plain_lines(text)
    if lines.odd or lines.true or "\n" not in text:
        text = lines.text
    return f"{chr(0xFEFF)}{text}" if decoded.mark else text


def with_line(text: str, line: str) -> str:
    """``text`` with ``line`` as the last of its front matter; raises ValueError without one."""
    rows = rows_with_ends(text)
    rows.insert(_end(rows), (line, rows[0][1]))
    return _joined(rows)


def with_item(text: str, key: str, item: str) -> str:
    """``text`` with ``item`` (YAML in braces) added to the list ``key``, which may not be there.

    Raises ValueError when the list is written so that nothing can be added surely.
    """
    rows = rows_with_ends(text)
    end = _end(rows)
    found = [at for at in range(1, end) if re.match(rf"{key}[ \t]*:(?:[ \t]|$)", rows[at][0])]
    if not found:
        return with_line(text, f"{key}: [{item}]")
    if len(found) > 1:
        raise _not_sure(key)
    at = found[0]
    last = _last(rows, at, end)
    entry, colon = _joined(rows[at : last + 1]), rows[at][0].index(":") + 1
    bare = _bare(entry, colon)
    value = bare[colon:].strip()
    start = bare.index(value, colon)
    if value in ("", "~"):
        rest = entry[colon:] if not value else entry[start + 1 :]
        entry = f"{entry[:colon]} [{item}]{rest}"
    elif value[0] == "[":
        cut = len(bare[: _closing(bare, start)].rstrip())
        comma = {"[": "", ",": " "}.get(bare[cut - 1], ", ")
        entry = f"{entry[:cut]}{comma}{item}{entry[cut:]}"
    else:
        row = next(row for row, _ in rows[at + 1 :] if row.strip() and row.lstrip()[0] != "#")
        dash = _DASH.match(row)
        if dash is None or value[0] != "-":
            raise _not_sure(key)
        entry += f"{dash[0]}- {item}{rows[0][1]}"
    return _joined([*rows[:at], (entry, ""), *rows[last + 1 :]])


def _not_sure(key: str) -> ValueError:
    return ValueError(f"{key} is no list that can be added to")


def _last(rows: list[Row], at: int, end: int) -> int:
    """Index of the last line of the entry that begins at ``at``: no remark or gap below it."""
    last = at
    for below in range(at + 1, end):
        row = rows[below][0]
        if _BELOW.match(row) and row.strip():
            last = below
        elif row.strip() and not row.startswith("#"):
            break
    return last


def _bare(entry: str, colon: int) -> str:
    """``entry`` with quoted texts and remarks behind its colon made ``x`` and spaces, in place."""

    def masked(found: re.Match[str]) -> str:
        before, whole = found["before"], found[0]
        return " " * len(whole) if before is None else before + "x" * (len(whole) - len(before))

    return entry[: colon - 1] + _OPAQUE.sub(masked, entry[colon - 1 :])


def _closing(bare: str, start: int) -> int:
    """Where the bracket at ``start`` is closed, nothing standing behind it; else ValueError."""
    depth = 0
    for at, char in enumerate(bare[start:], start):
        depth += (char in "[{") - (char in "]}")
        if not depth and bare[at + 1 :].strip():
            break
        if not depth:
            return at
    message = "the list has no end, or something stands behind it"
    raise ValueError(message)


def _end(rows: list[Row]) -> int:
    """Index of the line that closes the front matter."""
    for at, (row, _) in enumerate(rows):
        if at and _FENCE.fullmatch(row):
            return at
    message = "the front matter has no end"
    raise ValueError(message)


def _joined(rows: list[Row]) -> str:
    return "".join(row + end for row, end in rows)

"""Writing one more line, or one more item, into the front matter of a post, and nothing else.

Every other character of the file stays. Who writes this way reads the result
again and takes it only when it says what was meant.
"""

from __future__ import annotations

import re

from plugins.lines import decode
from plugins.posts.breaks import plain_lines

_FENCE = re.compile(r"---[ \t]*\r?")
_BELOW = re.compile(r"[ \t]|-(?:[ \t]|\r?$)|#")
"""How a line begins that belongs to the entry above it."""


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
    rows = text.split("\n")
    end = _end(rows)
    rows.insert(end, line + _line_end(rows))
    return "\n".join(rows)


def with_item(text: str, key: str, item: str) -> str:
    """``text`` with ``item`` (YAML in braces) added to the list ``key``, which may not be there.

    Raises ValueError when the list is written so that nothing can be added surely.
    """
    rows = text.split("\n")
    end = _end(rows)
    found = [at for at in range(1, end) if re.match(rf"{key}[ \t]*:(?:\s|$)", rows[at])]
    if not found:
        return with_line(text, f"{key}: [{item}]")
    at = found[0]
    last = at
    while last + 1 < end and (not rows[last + 1].strip() or _BELOW.match(rows[last + 1])):
        last += 1
    while last > at and not rows[last].strip():
        last -= 1
    value = rows[at].partition(":")[2].strip()
    whole = "\n".join(rows[at : last + 1])
    if value in ("", "[]", "~") and last == at:
        rows[at] = f"{key}: [{item}]{_line_end(rows)}"
    elif value.startswith("[") and whole.rstrip().endswith("]"):
        close = whole.rindex("]")
        comma = "" if whole[:close].rstrip().endswith(("[", ",")) else ", "
        rows[at : last + 1] = [f"{whole[:close].rstrip()}{comma}{item}{whole[close:]}"]
    elif not value and (dash := re.match(r"[ \t]*(?=-)", rows[_first_item(rows, at, last)])):
        rows.insert(last + 1, f"{dash[0]}- {item}{_line_end(rows)}")
    else:
        message = f"{key} is no list that can be added to"
        raise ValueError(message)
    return "\n".join(rows)


def _first_item(rows: list[str], at: int, last: int) -> int:
    return next((n for n in range(at + 1, last + 1) if rows[n].lstrip().startswith("-")), at)


def _end(rows: list[str]) -> int:
    for at, row in enumerate(rows):
        if at and _FENCE.fullmatch(row):
            return at
    message = "the front matter has no end"
    raise ValueError(message)


def _line_end(rows: list[str]) -> str:
    return "\r" if rows[0].endswith("\r") else ""

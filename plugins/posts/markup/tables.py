"""Tables: rows of cells between ``|``, or pasted from a spreadsheet with tabs between.

A rule below the head may be of any dashes, or missing where every row begins and ends
with ``|``; blank lines between rows do not end a table; no cell is ever cut off.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from plugins import limits
from plugins.posts.markup import listmarks
from plugins.posts.markup.source import SPACES, Line, Text, bare

if TYPE_CHECKING:
    from plugins.posts.markup.reading import Reading

_RULE_CELL = re.compile(rf"[{SPACES}]*(:?)[-–—−‒―=_]+(:?)[{SPACES}]*")
_FIRM_RULE_CELL = re.compile(rf"[{SPACES}]*:?[-–—−‒―=_]{{2,}}:?[{SPACES}]*")
_PIECE = re.compile(r"\\.|(?P<ticks>`+)(?:.*?[^`])??(?P=ticks)(?!`)|\||[^\\`|]+|.", re.DOTALL)

_GRID_RULE = re.compile(r"\+(?:[-=:]+\+)+")

_DASHES = re.compile(rf"[-–—−‒―=_{SPACES}]*[-–—−‒―=_]{{3,}}[-–—−‒―=_{SPACES}]*")

Rows = list[tuple[int, list[str]]]
"""Of every row its line and its cells."""


def cells(row: str) -> list[str]:
    """The cells of a row; a pipe that is escaped or within code parts none."""
    row = bare(row)
    found = [""]
    for piece in _PIECE.finditer(row):
        if piece[0] == "|":
            found.append("")
        else:
            found[-1] += "|" if piece[0] == r"\|" else piece[0]
    if row.startswith("|"):
        del found[0]
    if len(found) > 1 and not found[-1].strip():
        del found[-1]
    return [bare(cell) for cell in found]


def _is_row(text: str) -> bool:
    return "|" in text and len(cells(text)) > (0 if text.startswith("|") else 1)


def _alignments(text: str) -> list[str] | None:
    """Of every column, when ``text`` is the rule below a head."""
    if "|" not in text:
        return None
    found = []
    for cell in cells(text):
        rule = _RULE_CELL.fullmatch(cell)
        if rule is None:
            return None
        left, right = rule[1], rule[2]
        found.append("center" if left and right else "right" if right else "left" if left else "")
    return found or None


def _framed(text: str) -> bool:
    text = bare(text)
    return len(text) > 2 and text.startswith("|") and text.endswith("|")  # noqa: PLR2004


def _next(lines: Sequence[Line], at: int) -> int:
    """The row after the one at ``at``: the next line, or the one behind one blank line; -1."""
    for nearby in (at + 1, at + 2):
        if nearby >= len(lines):
            return -1
        if lines[nearby].text:
            return nearby
    return -1


def read(lines: Sequence[Line], at: int) -> tuple[Rows, list[str], bool, int] | None:
    """Rows, alignments, whether there is a head, and where it ends, if a table begins there."""
    text = bare(lines[at].text)
    if "\t" in text:
        return _tabbed(lines, at)
    if _GRID_RULE.fullmatch(text):
        return _grid(lines, at)
    mark = listmarks.read(lines[at])
    if not _is_row(text) or (mark and mark.text.startswith("|")):
        return None  # or an item that begins with a table
    second = _next(lines, at)
    return _piped(lines, at, second) if second >= 0 else None


def _piped(lines: Sequence[Line], at: int, second: int) -> tuple[Rows, list[str], bool, int] | None:
    """The same for rows with ``|`` at ``at`` and, maybe, at ``second``."""
    text, below = lines[at].text, lines[second].text
    if (aligned := _alignments(text)) is not None and _framed(text) and _is_row(below):
        rows, end = _body(lines, second, loose=second > at + 1)
        return (rows, aligned, False, end) if rows else None
    head = (lines[at].number, cells(text))
    third = _next(lines, second)
    aligned = _alignments(below)
    if aligned is None and _DASHES.fullmatch(below) and third >= 0 and _is_row(lines[third].text):
        aligned = []
    if aligned is not None:
        rows, end = [], second + 1
        if third >= 0 and _row_goes_on(lines, second, third):
            rows, end = _body(lines, third, loose=True)
        return [head, *rows], aligned, True, end
    alike = _framed(below) or (_is_row(below) and len(cells(below)) == len(head[1]))
    if _framed(text) and alike and len(head[1]) > 1:
        rows, end = _body(lines, second, loose=True)
        return [head, *rows], [], True, end
    return None


def _row_goes_on(lines: Sequence[Line], before: int, at: int) -> bool:
    """Whether the line at ``at`` is another row: behind a blank line it must begin with ``|``."""
    text = lines[at].text
    return _is_row(text) and (at == before + 1 or text.startswith("|"))


def _body(lines: Sequence[Line], at: int, *, loose: bool) -> tuple[Rows, int]:
    rows: Rows = []
    end = at
    while True:
        found = cells(lines[at].text)
        if not all(_FIRM_RULE_CELL.fullmatch(cell) for cell in found):
            rows.append((lines[at].number, found))
        end = at + 1
        following = _next(lines, at)
        if following < 0 or not _row_goes_on(lines, at, following):
            return rows, end
        if following > at + 1 and (not loose or _begins_anew(lines, following)):
            return rows, end
        at = following


def _begins_anew(lines: Sequence[Line], at: int) -> bool:
    """Whether the row at ``at``, behind a blank line, is the head of a table of its own."""
    below = _next(lines, at)
    return below >= 0 and _alignments(lines[below].text) is not None


def _grid(lines: Sequence[Line], at: int) -> tuple[Rows, list[str], bool, int] | None:
    """A table drawn with ``+---+---+`` above its head, below it and maybe below every row."""
    rows: Rows = []
    rules: list[int] = []
    end = at
    while end < len(lines) and lines[end].text:
        text = bare(lines[end].text)
        if _GRID_RULE.fullmatch(text):
            rules.append(len(rows))
        elif _framed(text):
            rows.append((lines[end].number, cells(text)))
        else:
            break
        end += 1
    if not rows:
        return None
    return rows, [], len(rules) > 1 and rules[1] == 1, end


def _tabbed(lines: Sequence[Line], at: int) -> tuple[Rows, list[str], bool, int] | None:
    """Two lines or more with tabs between cells, as a spreadsheet pastes them.

    None has more cells than the first; cells at the end may be missing.
    """
    rows: Rows = []
    end, here = at, at
    while here >= 0:
        found = _tabbed_cells(lines[here])
        if not found or (rows and len(found) > len(rows[0][1])):
            break
        rows.append((lines[here].number, found))
        end, here = here + 1, _next(lines, here)
    return (rows, [], True, end) if len(rows) > 1 else None


def _tabbed_cells(line: Line) -> list[str]:
    """The cells of a line between tabs; none when a tab only stands behind an item's mark."""
    text = line.text
    if "\t" not in bare(text):
        return []
    mark = listmarks.read(line)
    if mark and text.count("\t") == 1 and "\t" not in mark.text:
        return []
    return [bare(cell) for cell in text.split("\t")]


def nearly(texts: Sequence[str]) -> int | None:
    """Which of the lines of a paragraph looks like a row of a table that is none; None: none."""
    rows = [place for place, text in enumerate(texts) if _is_row(text)]
    for place in rows:
        if _framed(texts[place]) and len(cells(texts[place])) > 1:
            return place
        if place + 1 in rows and len(cells(texts[place])) == len(cells(texts[place + 1])):
            return place
    return None


def html(reading: Reading, rows: Rows, aligned: list[str], *, head: bool) -> str:
    """The table; every row as wide as the widest."""
    width = max(len(found) for _, found in rows)
    if width * len(rows) > limits.MOST_CELLS:
        reading.report.wrong(
            rows[0][0],
            f"bảng có {len(rows)} dòng mà dòng dài nhất có {width} ô, quá lớn; hãy chia thành "
            "nhiều bảng, hoặc xóa các dấu | thừa",
        )
        return ""
    out = ["<table>"]
    body = rows
    if head:
        out += ["<thead>", *_row(reading, rows[0], "th", width, aligned), "</thead>"]
        body = rows[1:]
    if body:
        out.append("<tbody>")
        for row in body:
            out += _row(reading, row, "td", width, aligned)
        out.append("</tbody>")
    out.append("</table>")
    return "\n".join(out)


def _row(
    reading: Reading, row: tuple[int, list[str]], tag: str, width: int, aligned: list[str]
) -> list[str]:
    number, found = row
    out = ["<tr>"]
    for place in range(width):
        said = found[place] if place < len(found) else ""
        align = aligned[place] if place < len(aligned) else ""
        attribute = f' align="{align}"' if align else ""
        out.append(f"<{tag}{attribute}>{reading.flow(Text(said, [number]))}</{tag}>")
    out.append("</tr>")
    return out

"""Spans of cells made to fit the grid of their table, as HTML asks (section 4.9.12).

A column or row in which no cell begins, a span beyond the last row, cells over each
other: browsers draw them somehow, the checker refuses them, and all can be put right
without a word lost: such a column or row is empty.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_TAG = re.compile(r'(<(?:/?(?:table|thead|tbody|tfoot|tr)|t[dh])\b[^<>"]*+(?:"[^"]*+"[^<>"]*+)*+>)')
_NAME = re.compile(r"</?([a-z]+)")
_SPAN = re.compile(r' (colspan|rowspan)="([^"]*)"')
_MOST = 100
"""Columns or rows one cell may take."""


@dataclass(slots=True)
class _Cell:
    token: int
    columns: int
    rows: int
    row: int = 0
    column: int = 0


@dataclass(slots=True)
class _Row:
    start: int
    """Of its tokens."""
    end: int = 0
    cells: list[_Cell] = field(default_factory=list)


@dataclass(slots=True)
class _Table:
    groups: list[list[_Row]] = field(default_factory=lambda: [[]])


def straighten(html: str) -> str:
    """``html``, well formed, with the spans of all its tables put right."""
    if "span=" not in html and "<tr></tr>" not in html:
        return html
    tokens = _TAG.split(html)
    open_tables: list[_Table] = []
    for at in range(1, len(tokens), 2):
        token = tokens[at]
        found = _NAME.match(token)
        name = found[1] if found else ""
        closing = token.startswith("</")
        if name == "table" and not closing:
            open_tables.append(_Table())
        elif not open_tables:
            continue
        elif name == "table":
            _fit(open_tables.pop(), tokens)
        else:
            _take(open_tables[-1], name, at, token, closing=closing)
    return "".join(tokens)


def _take(table: _Table, name: str, at: int, token: str, *, closing: bool) -> None:
    rows = table.groups[-1]
    if name in {"thead", "tbody", "tfoot"}:
        if not closing:
            table.groups.append([])
    elif name == "tr" and not closing:
        rows.append(_Row(at))
    elif name == "tr" and rows:
        rows[-1].end = at
    elif name in {"td", "th"} and rows:
        spans = dict(_SPAN.findall(token))
        rows[-1].cells.append(
            _Cell(at, _span(spans.get("colspan", "")), _span(spans.get("rowspan", "")))
        )


def _span(text: str) -> int:
    return min(int(text), _MOST) if re.fullmatch(r"[1-9][0-9]{0,3}", text) else 1


def _fit(table: _Table, tokens: list[str]) -> None:
    for rows in table.groups:
        _place(rows)
        _drop_empty_rows(rows, tokens)
    cells = [cell for rows in table.groups for row in rows for cell in row.cells]
    _drop_empty_columns(cells)
    for cell in cells:
        kept = _SPAN.sub("", tokens[cell.token])[:-1]
        if cell.columns > 1:
            kept += f' colspan="{cell.columns}"'
        if cell.rows > 1:
            kept += f' rowspan="{cell.rows}"'
        tokens[cell.token] = f"{kept}>"


def _place(rows: list[_Row]) -> None:
    """Give every cell its row and column; none reaches beyond the last row or over another."""
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(rows):
        column = 0
        for cell in row.cells:
            while (number, column) in taken:
                column += 1
            cell.row, cell.column = number, column
            cell.rows = min(cell.rows, len(rows) - number)
            width = 1
            while width < cell.columns and (number, column + width) not in taken:
                width += 1
            cell.columns = width
            taken.update(
                (number + down, column + across)
                for down in range(cell.rows)
                for across in range(cell.columns)
            )
            column += width


def _drop_empty_rows(rows: list[_Row], tokens: list[str]) -> None:
    """Take out rows in which no cell begins, and shorten the cells that reach over them."""
    empty = [number for number, row in enumerate(rows) if not row.cells and row.end]
    if not empty:
        return
    for number in empty:
        start, end = rows[number].start, rows[number].end + 1
        tokens[start:end] = [""] * (end - start)
    for row in rows:
        for cell in row.cells:
            cell.rows -= sum(cell.row < number < cell.row + cell.rows for number in empty)


def _drop_empty_columns(cells: list[_Cell]) -> None:
    begun = {cell.column for cell in cells}
    width = max((cell.column + cell.columns for cell in cells), default=0)
    empty = [column for column in range(width) if column not in begun]
    for cell in cells:
        cell.columns -= sum(cell.column < column < cell.column + cell.columns for column in empty)

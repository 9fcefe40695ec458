"""Tables as a grid: spans that fit it, as HTML asks (section 4.9.12), and what each column holds.

A column or row in which no cell begins, a span beyond the last row, cells over each
other: browsers draw them somehow, the checker refuses them, and all can be put right
without a word lost: such a column or row is empty.

A column of ordinals ("TT") needs no room, a column of sentences needs much; a telephone
that has little would give each the same. The first cell of a column says which it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from itertools import accumulate

from plugins.posts.markup import marks
from plugins.vietnamese import squeeze

_TAG = re.compile(r'(</?(?:table|thead|tbody|tfoot|tr|t[dh])\b[^<>"]*+(?:"[^"]*+"[^<>"]*+)*+>)')
_NAME = re.compile(r"</?([a-z]+)")
_SPAN = re.compile(r' (colspan|rowspan)="([^"]*)"')
_MOST = 100
"""Columns or rows one cell may take."""
_INNER_TAG = re.compile(r'<[^<>"]*+(?:"[^"]*+"[^<>"]*+)*+>')
_ORDINAL = re.compile(r"(?:[0-9]{1,4}(?:\.[0-9]{1,3}){0,4}|[IVXLC]{1,6}|[A-ZĐa-zđ])[.):]?")
_FIGURE = re.compile(r"[-–+±~<>≤≥]?[0-9][0-9.,/:%\s–-]{0,15}|[-–—…x×]")
_ORDINAL_HEADS = frozenset({"tt", "stt", "số tt", "số thứ tự", "thứ tự", "№", "no", "#"})
_SHEET = 65
"""Letters that stand side by side on a sheet of paper (A4, in its small letters), in columns that
each take one more for their margins."""
_WORD, _PHRASE = 12, 60
"""Characters of the longest cell in a column of words, and of phrases."""


@dataclass(slots=True)
class _Cell:
    token: int
    columns: int
    rows: int
    head: bool
    row: int = 0
    column: int = 0
    end: int = 0
    """Its closing tag among the tokens."""


@dataclass(slots=True)
class _Row:
    start: int
    """Of its tokens."""
    end: int = 0
    cells: list[_Cell] = field(default_factory=list)


@dataclass(slots=True)
class _Table:
    token: int
    groups: list[list[_Row]] = field(default_factory=lambda: [[]])


def straighten(html: str) -> str:
    """``html``, well formed, with the spans of all its tables put right and its columns named.

    The first cell of a column gets ``column="ordinal"``, ``"word"``, ``"phrase"`` or
    ``"sentence"``; a column of figures gets nothing. A table whose longest words do not stand
    side by side on paper, so that some must be broken there, gets ``crowded=""``.
    """
    if "<table" not in html:
        return html
    tokens = _TAG.split(html)
    open_tables: list[_Table] = []
    for at in range(1, len(tokens), 2):
        token = tokens[at]
        found = _NAME.match(token)
        name = found[1] if found else ""
        closing = token.startswith("</")
        if name == "table" and not closing:
            open_tables.append(_Table(at))
        elif not open_tables:
            continue
        elif name == "table":
            table = open_tables.pop()
            if _fit(table, tokens) > _SHEET:
                tokens[table.token] = '<table crowded="">'
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
    elif name in {"td", "th"} and rows and (rows[-1].cells or not closing):
        if closing:
            rows[-1].cells[-1].end = at
            return
        spans = dict(_SPAN.findall(token))
        wide, high = _span(spans.get("colspan", "")), _span(spans.get("rowspan", ""))
        head = name == "th" and ' scope="row"' not in token
        rows[-1].cells.append(_Cell(at, wide, high, head))


def _span(text: str) -> int:
    return min(int(text), _MOST) if re.fullmatch(r"[1-9][0-9]{0,3}", text) else 1


def _fit(table: _Table, tokens: list[str]) -> int:
    """Put the table right; the letters its columns need beside each other."""
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
    return _name_columns(cells, tokens)


def _name_columns(cells: list[_Cell], tokens: list[str]) -> int:
    """Say what each column holds; the letters of the longest words of all, and their margins."""
    columns: dict[int, list[tuple[_Cell, str]]] = {}
    needed: dict[int, int] = {}
    for cell in cells:
        if not cell.end:
            continue
        words = _words(cell, tokens)
        longest = max(map(len, words.split()), default=0)
        needed[cell.column] = max(needed.get(cell.column, 0), longest + 1)
        if cell.columns == 1:
            columns.setdefault(cell.column, []).append((cell, words))
    for column, found in columns.items():
        kind = _kind([(cell.head, words) for cell, words in found], first=column == 0)
        if kind:
            token = found[0][0].token
            tokens[token] = f'{tokens[token][:-1]} column="{kind}">'
    return sum(needed.values())


def _words(cell: _Cell, tokens: list[str]) -> str:
    """What a cell says; a picture or a table in it needs the room of a phrase."""
    inner = tokens[cell.token + 1]
    if cell.end != cell.token + 2 or "<img" in inner:
        return "x" * _PHRASE
    return squeeze(unescape(_INNER_TAG.sub(" ", marks.ANY.sub("", inner))))


def _kind(cells: list[tuple[bool, str]], *, first: bool) -> str:
    """What a column holds, from its cells: whether each is a head, and its words."""
    heads = [words for head, words in cells if head]
    body = [words for head, words in cells if not head and words]
    if first and not heads and body and _numbers_rows(body[0]):
        heads, body = body[:1], body[1:]
    longest = max(map(len, body), default=0)
    if first and longest <= _WORD:
        if any(map(_numbers_rows, heads)):
            return "ordinal"
        if body and all(map(_ORDINAL.fullmatch, body)) and max(map(len, heads), default=0) <= _WORD:
            return "ordinal"
    if all(map(_FIGURE.fullmatch, body)):
        return "word" if body and max(map(len, heads), default=0) > _WORD else ""
    return "word" if longest <= _WORD else "phrase" if longest <= _PHRASE else "sentence"


def _numbers_rows(head: str) -> bool:
    """Whether a head is one of those above the ordinals of rows: ``TT``, ``S.T.T.``, ``№``."""
    return squeeze(head.replace(".", "")).casefold().rstrip(":") in _ORDINAL_HEADS


def _place(rows: list[_Row]) -> None:
    """Give every cell its row and column; none reaches beyond the last row or over another."""
    taken = [0] * len(rows)
    """Of each row the columns that are taken, as bits."""
    for number, row in enumerate(rows):
        column = 0
        for cell in row.cells:
            free = ~taken[number] >> column
            column += _lowest(free)
            cell.row, cell.column = number, column
            cell.rows = min(cell.rows, len(rows) - number)
            behind = taken[number] >> (column + 1) & ((1 << (cell.columns - 1)) - 1)
            if behind:
                cell.columns = 1 + _lowest(behind)
            bits = ((1 << cell.columns) - 1) << column
            for below in range(number, number + cell.rows):
                taken[below] |= bits
            column += cell.columns


def _lowest(bits: int) -> int:
    """The place of the lowest bit that is set."""
    return (bits & -bits).bit_length() - 1


def _drop_empty_rows(rows: list[_Row], tokens: list[str]) -> None:
    """Take out rows in which no cell begins, and shorten the cells that reach over them."""
    empty = [not row.cells and bool(row.end) for row in rows]
    if not any(empty):
        return
    for row, is_empty in zip(rows, empty, strict=True):
        if is_empty:
            tokens[row.start : row.end + 1] = [""] * (row.end + 1 - row.start)
    before = [0, *accumulate(empty)]
    for row in rows:
        for cell in row.cells:
            cell.rows -= before[cell.row + cell.rows] - before[cell.row + 1]


def _drop_empty_columns(cells: list[_Cell]) -> None:
    begun = {cell.column for cell in cells}
    width = max((cell.column + cell.columns for cell in cells), default=0)
    before = [0, *accumulate(column not in begun for column in range(width))]
    for cell in cells:
        cell.columns -= before[cell.column + cell.columns] - before[cell.column + 1]

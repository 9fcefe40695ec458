"""Tables of a page: which hold figures and names, and which lay it out."""

from __future__ import annotations

from desk.importers.page_tree import Node
from plugins.numbers import whole
from plugins.vietnamese import squeeze

_CELL = 400
"""Characters; a table with a longer cell lays out a page."""

_NO_DATA = frozenset({"table", "form", "h1", "h2", "input", "iframe", "img"})
"""What stands in no table of figures or names."""

_DATA_CELL = 160
"""Characters, on average; a table with longer cells lays out a page."""


def is_data(table: Node) -> bool:
    """Whether a table holds figures or names, rather than lays out the page."""
    if table.attributes.get("role") == "presentation" or table.holds(_NO_DATA):
        return False
    rows = [among for row in table.below("tr") if (among := cells_of(row))]
    if len(rows) < 2 or max(map(len, rows)) < 2:  # noqa: PLR2004 - a grid has two of both
        return False
    cells = [squeeze(" ".join(cell.said())) for row in rows for cell in row]
    said = [len(cell) for cell in cells if cell]
    full = len(said) * 2 >= len(cells)
    return bool(said) and full and max(said) <= _CELL and sum(said) <= _DATA_CELL * len(said)


def cells_of(row: Node) -> list[Node]:
    """The cells of a row, in order."""
    return [one for one in row.children if isinstance(one, Node) and one.name in ("td", "th")]


def span(tag: Node, name: str) -> int:
    """Over how many columns or rows a cell goes."""
    value = whole(tag.attributes.get(name, ""))
    return min(value, 50) if value else 1

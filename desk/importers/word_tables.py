"""Word's tables as blocks: of figures and names as tables, of layout as what they hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from desk.importers.blocks import Block, Cell, Kind, Run, is_bold, words
from desk.importers.word_tree import Grid, GridCell, Item, blocks_of

_FEWEST = 2
"""Rows and columns of a table."""


def laid_out(items: Sequence[Item]) -> list[Block]:
    """``items`` as blocks in reading order."""
    blocks: list[Block] = []
    for item in items:
        blocks += _grid(item) if isinstance(item, Grid) else [item]
    return blocks


def _grid(grid: Grid) -> Iterator[Block]:
    if not _is_data(grid):
        yield from _in_order(grid)
        return
    rows = []
    for place, row in enumerate(grid.rows):
        is_head = not place and all(_is_bold(cell) for cell in row if cell.lines)
        cells = tuple(_cell(cell, heading=cell.heading or is_head) for cell in row)
        if any(cell.runs for cell in cells):
            rows.append(cells)
    yield Block(kind=Kind.TABLE, rows=tuple(rows))
    yield from (b for b in blocks_of([grid]) if b.kind is Kind.PICTURE)


def _is_data(grid: Grid) -> bool:
    filled = [cell for cell in grid.cells if cell.lines]
    shown = [cell for cell in grid.cells if any(b.kind is Kind.PICTURE for b in cell.blocks)]
    widest = max((sum(cell.across for cell in row) for row in grid.rows), default=0)
    return len(grid.rows) >= _FEWEST and widest >= _FEWEST and len(shown) * 2 < len(filled)


def _in_order(grid: Grid) -> Iterator[Block]:
    """What stands in a table that lays out; each picture before the caption below it."""
    rows = list(grid.rows)
    at = 0
    while at < len(rows):
        row, below = rows[at], rows[at + 1] if at + 1 < len(rows) else ()
        if _pictures_alone(row) and len(row) == len(below) and not _pictures_alone(below):
            for upper, lower in zip(row, below, strict=True):
                yield from _captioned([*upper.blocks, *lower.blocks])
            at += 2
            continue
        for cell in row:
            yield from _captioned(cell.blocks)
        at += 1


def _pictures_alone(row: Sequence[GridCell]) -> bool:
    blocks = [b for cell in row for b in cell.blocks]
    return bool(blocks) and all(b.kind is Kind.PICTURE for b in blocks)


def _captioned(blocks: Sequence[Block]) -> list[Block]:
    """Blocks of one cell; a line below its one picture is that picture's caption."""
    seen = [b for b in blocks if b.kind is Kind.PICTURE or b.text]
    if len(seen) == 2 and seen[0].kind is Kind.PICTURE and not seen[0].caption:  # noqa: PLR2004
        return [replace(seen[0], caption=seen[1].text)]
    return seen


def _cell(cell: GridCell, *, heading: bool) -> Cell:
    runs: list[Run] = []
    for block in cell.blocks:
        sign = f"{block.number}. " if block.number is not None else "- "
        mark = words(sign) if block.kind is Kind.ITEM else ()
        runs += [Run(text=" "), *mark, Run(text=" "), *block.runs]
    return Cell.of(runs, heading=heading, across=cell.across, down=cell.down)


def _is_bold(cell: GridCell) -> bool:
    return is_bold(run for block in cell.blocks for run in block.runs)

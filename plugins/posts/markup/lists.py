"""Lists as officers write them: straight under a line, nested by column or by the mark's rank."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from plugins.posts.markup import listmarks, marks, softbreaks
from plugins.posts.markup.listmarks import Mark
from plugins.posts.markup.source import Line

if TYPE_CHECKING:
    from plugins.posts.markup.blocks import Blocks

_SAME_COLUMN = 1
"""Columns by which items of one list may stand apart."""
_SEEN_AHEAD = 40
_SHORT = 50
"""Characters: lines broken to a width are longer, so what follows a shorter one is new."""
_SENTENCE_END = re.compile(r"[.!?…;][”\"’)\]»]*$")


@dataclass(slots=True)
class _Item:
    mark: Mark
    lines: list[Line] = field(default_factory=list)


def begins(lines: Sequence[Line], at: int, above: str, *, of_item: bool = False) -> Mark | None:
    """The mark when a list begins at ``lines[at]``, straight under ``above`` if not empty.

    Under the words of an item (``of_item``) a dash is never a dash within a sentence. A
    doubtful mark (``A. Phạm``, ``- 5 độ``, ``+ 84…``) needs another one below it.
    """
    mark = listmarks.read(lines[at])
    if mark is None or (of_item and mark.kind == "1.1"):
        return mark
    amount = not mark.value and mark.kind in "-+" and mark.text[0].isdecimal()
    doubtful = listmarks.needs_neighbour(mark) or (amount and not of_item)
    if above or doubtful:
        more = _more(lines, at, mark)
        if doubtful and not more:
            return None
        if of_item and not mark.value:
            return mark
        if above and not listmarks.interrupts(mark, above, more=more):
            return None
    return mark


def _more(lines: Sequence[Line], at: int, mark: Mark) -> bool:
    """Whether an item that goes on from ``mark`` comes later."""
    for line in lines[at + 1 : at + _SEEN_AHEAD]:
        other = listmarks.read(line) if line.text else None
        if other and other.kind == mark.kind and (not mark.value or other.follows(mark)):
            return True
    return False


class ListReader:
    """Reads one list, and by way of its items those within it."""

    def __init__(self, blocks: Blocks, lines: Sequence[Line], *, indented_paragraphs: bool) -> None:
        self._blocks = blocks
        self._lines = lines
        self._indented_paragraphs = indented_paragraphs
        """Whether first lines of the text's paragraphs are indented, as in Word."""

    def read(self, at: int, first: Mark, depth: int) -> tuple[str, int]:
        """The HTML of the list that begins at ``at`` with ``first``, and where it ends."""
        base = self._lines[at].indent
        items, end, loose = self._items(at, first, base)
        html = "\n".join(self._html(group, depth, loose=loose) for group in _runs(items))
        return html, end

    def _items(self, at: int, first: Mark, base: int) -> tuple[list[_Item], int, bool]:
        lines = self._lines
        items = [self._item(lines[at], first)]
        blank = loose = False
        end = at + 1
        while end < len(lines):
            line = lines[end]
            if not line.text:
                blank = True
                end += 1
                continue
            mark = self._mark(end, items[-1], blank=blank)
            if mark and self._is_sibling(line, mark, first, base):
                items.append(self._item(line, mark))
            elif mark is not None:
                if not self._is_child(end, mark, items[-1], base, blank=blank):
                    break
                self._add(items[-1], line, blank=blank)
            elif self._belongs(end, items[-1], base, blank=blank):
                self._add(items[-1], line, blank=blank or self._is_paragraph(line, items[-1]))
            else:
                break
            loose |= blank
            blank = False
            end += 1
        while end > at + 1 and not lines[end - 1].text:
            end -= 1
        return items, end, loose

    def _item(self, line: Line, mark: Mark) -> _Item:
        return _Item(mark, [Line(mark.text, line.indent + mark.width, line.number)])

    def _add(self, item: _Item, line: Line, *, blank: bool) -> None:
        if blank:
            item.lines.append(Line("", 0, line.number - 1))
        item.lines.append(line)

    def _mark(self, at: int, item: _Item, *, blank: bool) -> Mark | None:
        """The mark of the line at ``at``, unless it goes on with the sentence above it."""
        line = self._lines[at]
        mark = listmarks.read(line)
        if mark is None:
            return None
        if not mark.value:
            return mark
        if mark.goes_on(item.mark):
            return mark
        above = "" if blank else item.lines[-1].text
        return begins(self._lines, at, above)

    def _is_sibling(self, line: Line, mark: Mark, first: Mark, base: int) -> bool:
        return mark.kind == first.kind and line.indent <= base + _SAME_COLUMN

    def _is_child(self, at: int, mark: Mark, item: _Item, base: int, *, blank: bool) -> bool:
        """Whether an item of another kind stands below ``item``: by its column or its rank."""
        line = self._lines[at]
        if line.indent > base + _SAME_COLUMN:
            return True
        if line.indent < base - _SAME_COLUMN:
            return False
        last = next(one.text for one in reversed(item.lines) if one.text)
        if last.rstrip().endswith(":") and (not blank or mark.rank > item.mark.rank):
            return True
        if mark.rank <= item.mark.rank or (mark.rank == _OTHER and item.mark.rank == _DASH):
            return False
        return not blank or (item.mark.value != "" and self._goes_on(at, item.mark))

    def _belongs(self, at: int, item: _Item, base: int, *, blank: bool) -> bool:
        """Whether a line without a mark is more of ``item``."""
        line = self._lines[at]
        inside = line.indent > base + _SAME_COLUMN
        if blank:
            return inside and self._is_of_item(at, item, base)
        above = item.lines[-1].text.rstrip()
        if inside:
            return not (self._indented_paragraphs and softbreaks.parts(above, line.text))
        if self._blocks.begins_block(self._lines, at):
            return False
        ended = len(above) < _SHORT or _SENTENCE_END.search(above)
        return not (ended and _begins_sentence(line.text))

    def _is_paragraph(self, line: Line, item: _Item) -> bool:
        """Whether a line of an item, not under its words, begins a paragraph of its own."""
        words = item.lines[0].indent
        return abs(line.indent - words) > _SAME_COLUMN and softbreaks.parts(
            item.lines[-1].text, line.text
        )

    def _is_of_item(self, at: int, item: _Item, base: int) -> bool:
        """Whether an indented paragraph behind an empty line is the item's and not the text's.

        It is when the list goes on behind it; else when it stands under the item's words
        and the text does not indent its own first lines.
        """
        for line in self._lines[at + 1 : at + _SEEN_AHEAD]:
            if line.text and line.indent <= base + _SAME_COLUMN:
                other = listmarks.read(line)
                if other and other.kind == item.mark.kind:
                    return not other.value or other.follows(item.mark)
                break
        under = self._lines[at].indent <= item.lines[0].indent + _SAME_COLUMN
        return under and not self._indented_paragraphs

    def _goes_on(self, at: int, mark: Mark) -> bool:
        """Whether the list has another item further down."""
        for line in self._lines[at + 1 : at + _SEEN_AHEAD]:
            other = listmarks.read(line) if line.text else None
            if other and other.kind == mark.kind and (not mark.value or other.follows(mark)):
                return True
        return False

    def _html(self, items: list[_Item], depth: int, *, loose: bool) -> str:
        first = items[0].mark
        tag, opening = "ul", "<ul>"
        if first.numbered:
            tag = "ol"
            opening = "<ol>" if first.value == "1" else f'<ol start="{int(first.value)}">'
        rows = [opening]
        for item in items:
            kept = f"{marks.KEPT}{escape(item.mark.label)}" if item.mark.kept else ""
            rows.append(f"<li>{self._content(item, kept, depth, loose=loose)}</li>")
        rows.append(f"</{tag}>")
        return "\n".join(rows)

    def _content(self, item: _Item, kept: str, depth: int, *, loose: bool) -> str:
        pieces = self._blocks.pieces(item.lines, depth + 1, of_item=True)
        if not pieces or not pieces[0].paragraph:
            return kept + "\n".join(piece.html() for piece in pieces)
        pieces[0] = pieces[0].after(kept)
        wrapped = loose or sum(piece.paragraph for piece in pieces) > 1
        return "\n".join(piece.html(bare=not wrapped) for piece in pieces)


_OTHER, _DASH = 4.5, 4


def _begins_sentence(text: str) -> bool:
    first = next((char for char in text if char.isalnum()), "")
    return first.isupper()


def _runs(items: list[_Item]) -> list[list[_Item]]:
    """Items cut where numbers jump, so that each is shown as written; all ones count on."""
    if not items[0].mark.numbered or all(item.mark.value == items[0].mark.value for item in items):
        return [items]
    runs = [[items[0]]]
    for item in items[1:]:
        if int(item.mark.value) == int(runs[-1][-1].mark.value) + 1:
            runs[-1].append(item)
        else:
            runs.append([item])
    return runs

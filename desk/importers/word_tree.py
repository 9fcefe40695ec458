"""What mammoth read of a cleaned Word file, as blocks and tables in reading order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from mammoth import documents

from desk.importers.block_lines import split_lines
from desk.importers.blocks import Block, Kind, Run, tidy, words
from desk.importers.pictures import WITHIN
from desk.importers.word_cleaning import LINK, LINKS
from plugins.vietnamese import squeeze

_CAPTION = re.compile(r"\(?\s*(?:Ảnh|Hình ảnh|Hình|Nguồn ảnh)\s*:", re.IGNORECASE)
SIGNS = "ký hiệu của phông riêng, không có trong Unicode"
_HEADING = "h"
_LONGEST_LINE = 200
"""Characters of a line that tabs may set in columns."""
_BARE = Run(text="")
_SUFFIX = re.compile(r"\.(?:jpe?g|png|gif|bmp|tiff?|webp|emf|wmf)\b", re.IGNORECASE)
_BY_MACHINE = re.compile(
    r"(?:description|mô tả)[^.]*(?:automatically|tự động)[^.]*|ai-generated content may be.*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell of a table of Word's."""

    items: tuple[Item, ...]
    across: int = 1
    down: int = 1
    heading: bool = False

    @property
    def blocks(self) -> tuple[Block, ...]:
        """What stands in it, tables in it as their cells one after the other."""
        return tuple(blocks_of(self.items))

    @property
    def lines(self) -> tuple[str, ...]:
        """The words of its paragraphs."""
        return tuple(block.text for block in self.blocks if block.text)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of Word's: of figures, or only to put things side by side."""

    rows: tuple[tuple[GridCell, ...], ...]

    @property
    def cells(self) -> tuple[GridCell, ...]:
        """All its cells, row after row."""
        return tuple(cell for row in self.rows for cell in row)

    @property
    def lines(self) -> tuple[str, ...]:
        """The words of all its paragraphs."""
        return tuple(line for cell in self.cells for line in cell.lines)


Item = Block | Grid


@dataclass(slots=True)
class Tree:
    """One file while its blocks are gathered."""

    notes: documents.Notes
    left_out: Counter[str] = field(default_factory=Counter)
    _called: list[Any] = field(default_factory=list)
    """Footnotes in the order of their first calls."""
    _numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    """Of each its number, by kind and id."""

    def items(self, elements: Iterable[Any]) -> list[Item]:
        """``elements`` as blocks and tables, captions with their pictures."""
        found: list[Item] = []
        waiting: Block | None = None
        for one in elements:
            if isinstance(one, documents.Table):
                found += [waiting] if waiting else []
                waiting = None
                grid = self._grid(one)
                found += [grid] if grid.rows else []
                continue
            if not isinstance(one, documents.Paragraph):
                continue
            role = (one.style_id or "p").split(" ", 1)[0]
            for block in self._paragraph(one):
                before = found[-1] if found else None
                captioned = _with_caption(before, block, is_caption=role == "caption")
                if captioned is not None and waiting is None:
                    found[-1] = captioned
                elif role == "caption" and block.kind is Kind.TEXT:
                    found += [waiting] if waiting else []
                    waiting = replace(block, aside=True)
                elif waiting is not None and block.kind is Kind.PICTURE:
                    found.append(replace(block, caption=waiting.text))
                    waiting = None
                else:
                    found += [waiting, block] if waiting else [block]
                    waiting = None
        return found + ([waiting] if waiting else [])

    def footnotes(self) -> list[Block]:
        """The footnotes that were called, in order."""
        blocks = []
        for number, note in enumerate(self._called, 1):  # which grows: a note may call another
            runs: list[Run] = []
            for block in blocks_of(self.items(note.body)):
                runs += [Run(text=" "), *block.runs]
            blocks.append(Block(kind=Kind.NOTE, runs=tidy(runs), number=number))
        return blocks

    # --- tables ---

    def _grid(self, table: Any) -> Grid:  # noqa: ANN401 - mammoth has no types
        rows = []
        for row in table.children:
            if not isinstance(row, documents.TableRow):
                continue
            cells = tuple(
                GridCell(
                    items=tuple(self.items(cell.children)),
                    across=min(cell.colspan, 64),
                    down=min(cell.rowspan, 1000),
                    heading=row.is_header,
                )
                for cell in row.children
            )
            rows.append(cells)
        return Grid(rows=tuple(rows))

    # --- paragraphs ---

    def _paragraph(self, paragraph: Any) -> Iterator[Block]:  # noqa: ANN401 - as above
        role, align, depth, number, label = _role(paragraph.style_id)
        first = True
        for piece in _apart(self._runs(paragraph.children)):
            if isinstance(piece, Block):
                yield piece
                continue
            for runs in split_lines(piece):
                said = runs
                if first and label and number is None:
                    said = (*words(label), Run(text=" "), *runs)
                block = Block(
                    runs=tuple(said),
                    aside=align == "center" or all(r.em for r in runs),
                    columns=_columns(paragraph),
                )
                if role == "title":
                    block = replace(block, kind=Kind.HEADING, level=0)
                elif role[0] == _HEADING:
                    block = replace(block, kind=Kind.HEADING, level=int(role[1:]))
                elif first and depth is not None and (number is not None or not label):
                    block = replace(block, kind=Kind.ITEM, level=depth, number=number)
                elif role == "quote":
                    block = replace(block, kind=Kind.QUOTE)
                first = False
                yield block

    def _runs(
        self, elements: Iterable[Any], href: str = "", worn: Run = _BARE
    ) -> Iterator[Run | Block]:
        for one in elements:
            match one:
                case documents.Run():
                    dress = Run(text="", strong=one.is_bold, em=one.is_italic, tag=_tag(one))
                    yield from self._runs(one.children, href, dress)
                case documents.Hyperlink():
                    yield from self._runs(one.children, self._target(one), worn)
                case documents.Text():
                    yield replace(worn, text=one.value.replace("\v", " "), href=href)
                case documents.Tab():
                    yield replace(worn, text=" ", href=href)
                case documents.Break():
                    yield Run(text="\v")
                case documents.Checkbox():
                    yield Run(text="☑ " if one.checked else "☐ ")
                case documents.Image():
                    place, _, said = (one.alt_text or "").partition(" ")
                    yield Block(kind=Kind.PICTURE, src=f"{WITHIN}{place}", alt=_alt(said))
                case documents.NoteReference():
                    yield from self._call(one)

    def _call(self, call: Any) -> Iterator[Run]:  # noqa: ANN401 - as above
        """The call of a note by its number; nothing where there is no such note."""
        try:
            note = self.notes.resolve(call)
        except KeyError:
            return
        number = self._numbers.setdefault((call.note_type, call.note_id), len(self._called) + 1)
        if number > len(self._called):
            self._called.append(note)
        yield Run(text="", note=str(number))

    def _target(self, link: Any) -> str:  # noqa: ANN401 - as above
        """Where a link leads; empty where it leads nowhere by a way we know."""
        target = (link.href or "").strip()
        if target and not LINK.match(target):
            # Word's fields give such a link for each of their signs too, around nothing.
            self.left_out[LINKS] += bool(link.children)
            return ""
        return str(target)


def blocks_of(items: Iterable[Item]) -> Iterator[Block]:
    """``items`` with each table as what stands in its cells, one after the other."""
    for item in items:
        if isinstance(item, Grid):
            for cell in item.cells:
                yield from cell.blocks
        else:
            yield item


def _columns(paragraph: Any) -> tuple[str, ...]:  # noqa: ANN401 - mammoth has no types
    """What stands between the tabs of a short line; nothing where there are none between words."""
    waiting, said = [paragraph], list[str]()
    while waiting:
        one = waiting.pop()
        if isinstance(one, documents.Text):
            said.append(one.value)
        elif isinstance(one, documents.Tab):
            said.append("\t")
        else:
            waiting += reversed(getattr(one, "children", None) or [])
    parts = tuple(filter(None, map(squeeze, "".join(said).split("\t"))))
    return parts if len(parts) > 1 and sum(map(len, parts)) <= _LONGEST_LINE else ()


def _role(style: str | None) -> tuple[str, str, int | None, int | None, str]:
    """What our own pass wrote: role, alignment, depth, number and sign of an item."""
    parts = (style or "p -").split(" ", 4)
    role, align = (*parts, "-")[:2]
    if len(parts) < 4:  # noqa: PLR2004 - no item
        return role, align, None, None, ""
    number = int(parts[3]) if parts[3].isdecimal() else None
    return role, align, int(parts[2]), number, parts[4] if len(parts) > 4 else ""  # noqa: PLR2004


def _apart(runs: Iterable[Run | Block]) -> Iterator[Block | list[Run]]:
    """Runs between pictures, and the pictures; one in the midst of a line comes after it."""
    said: list[Run] = []
    waiting: list[Block] = []
    for one in runs:
        if isinstance(one, Block):
            is_within = any(run.text.strip() for run in said) and said[-1].text != "\v"
            if not is_within:
                yield from filter(None, [said])
                said = []
            waiting.append(one)
            if not is_within:
                yield from waiting
                waiting = []
            continue
        if waiting and one.text == "\v":  # the line ends, and what follows is another
            yield said
            yield from waiting
            said, waiting = [], []
        said.append(one)
    if said:
        yield said
    yield from waiting


def _with_caption(before: Item | None, block: Block, *, is_caption: bool) -> Block | None:
    """The picture ``before`` with ``block`` as its caption, or as more of it; None when not."""
    if not isinstance(before, Block) or before.kind is not Kind.PICTURE:
        return None
    if block.kind is not Kind.TEXT:
        return None
    if not before.caption:
        return replace(before, caption=block.text) if is_caption else None
    if _CAPTION.match(block.text):
        return replace(before, caption=f"{before.caption.rstrip(' .')}. {block.text}")
    return None


def _tag(run: Any) -> str:  # noqa: ANN401 - mammoth has no types
    raised = {"superscript": "sup", "subscript": "sub"}.get(run.vertical_alignment, "")
    return raised or ("del" if run.is_strikethrough else "")


def _alt(said: str) -> str:
    """What somebody wrote for those who cannot see the picture; nothing that a machine wrote."""
    said = squeeze(_BY_MACHINE.sub("", said))
    return "" if _SUFFIX.search(said) else said.strip()

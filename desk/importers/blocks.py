"""A text cut into blocks of runs, and the Markdown that shows exactly what they say.

A run is a stretch of text in one dress. Blocks keep their runs until the end,
so that a stamp or a byline can be cut off a paragraph without counting
Markdown's own characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from html import escape as html_escape
from itertools import pairwise

from plugins.addresses import ATTACHMENT
from plugins.vietnamese import nfc

_SIGNS = (
    "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ue000-\uf8ff\x00-\x08\x0e-\x1f\x7f-\x9f"
    "\ufffe\uffff"
)
# A class alone stands first: a search hurries through all other text.
_UNSEEN = re.compile(f"[{_SIGNS}][{_SIGNS}]*")
"""Soft hyphens, marks of direction and width, symbols of private fonts: nothing a reader sees."""

_PARTING = re.compile("[\u200b\ue000-\uf8ff\x00-\x08\x0e-\x1f\x7f-\x9f]")
"""Of them, what may stand where a word ends: there a space is read."""

_SPACE = re.compile(r"\s(?:(?<! )\s*|\s+)")
"""White space that is not one space already, as nearly all of it is."""


class Kind(StrEnum):
    """What a block is."""

    TEXT = "text"
    HEADING = "heading"
    ITEM = "item"
    QUOTE = "quote"
    TABLE = "table"
    PICTURE = "picture"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Text in one dress."""

    text: str
    strong: bool = False
    em: bool = False
    href: str = ""
    """Where it leads, perhaps only within its old site; empty when it is no link."""
    tag: str = ""
    """``sup``, ``sub`` or ``del``, which Markdown has no sign for, or ``br``, a break in a cell,
    whose text is a space; else empty."""
    note: str = ""
    """The label of a footnote that is called here, before the text; empty when none is."""


BREAK = Run(text=" ", tag="br")
"""A break in a cell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of a table."""

    runs: tuple[Run, ...]
    heading: bool = False
    across: int = 1
    down: int = 1

    @classmethod
    def of(cls, runs: Iterable[Run], *, heading: bool, across: int, down: int) -> Cell:
        """A cell of ``runs``, tidy; in a heading nothing is bold, for all of it is."""
        bare = _plainer(runs) if heading else tidy(runs)
        return cls(runs=bare, heading=heading, across=across, down=down)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, heading, item, table or picture."""

    kind: Kind = Kind.TEXT
    runs: tuple[Run, ...] = ()
    """Tidy: white space is single, and none at the ends."""
    level: int = 0
    """Of a heading, 1 to 6, and 0 of a title; of an item or quotation, how deep, from 0; of a
    paragraph, in how many items it stands."""
    number: int | None = None
    """Of an item of a numbered list, and of a footnote."""
    rows: tuple[tuple[Cell, ...], ...] = ()
    src: str = ""
    """Of a picture, as the page names it."""
    alt: str = ""
    caption: str = ""
    columns: tuple[str, ...] = ()
    """Of a line that was set in columns with tabs, what stands in each."""
    aside: bool = False
    """Set in the middle or wholly in italics: beside a picture, its caption."""

    @property
    def text(self) -> str:
        """What a reader sees, on one line; of a table, cell after cell."""
        if self.kind is Kind.TABLE:
            return " ".join(plain(cell.runs) for row in self.rows for cell in row)
        return plain(self.runs)

    def cut(self, start: int, end: int | None = None) -> Block:
        """The block with only the characters of ``text`` from ``start`` to ``end``."""
        return replace(self, runs=tidy(_slice(self.runs, start, end)))


def words(text: str) -> tuple[Run, ...]:
    """Plain text as tidy runs."""
    return tidy([Run(text=text)])


def plain(runs: Iterable[Run]) -> str:
    """The text of ``runs`` alone."""
    return "".join([run.text for run in runs])


def is_bold(runs: Iterable[Run]) -> bool:
    """Whether there are words in ``runs``, all of them bold."""
    said = [run for run in runs if run.text.strip()]
    return bool(said) and all(run.strong for run in said)


def tidy(runs: Iterable[Run]) -> tuple[Run, ...]:
    """``runs`` in NFC, white space single and bare at the ends, neighbours of one dress joined.

    White space between two runs belongs to neither's dress: a bold space is none.
    """
    runs = list(runs)
    if "br" not in [run.tag for run in runs]:
        return _tidied(runs)
    lines: list[list[Run]] = [[]]
    for run in runs:
        if run.tag == "br":
            lines.append([])
        else:
            lines[-1].append(run)
    kept = [line for one in lines if (line := _tidied(one))]
    return tuple(run for at, line in enumerate(kept) for run in ((BREAK, *line) if at else line))


def _tidied(runs: list[Run]) -> tuple[Run, ...]:
    joined: list[Run] = []
    for run in _seen(runs):
        text = _SPACE.sub(" ", run.text)
        if joined and joined[-1].text.endswith(" "):
            text = text.removeprefix(" ")
        elif not joined:
            text = text.lstrip()
        if not text and not run.note:
            continue
        if run.note:
            joined.append(_saying(run, text))
        elif (text == " " and joined[-1].tag != "br") or (
            joined and _is_dressed_as(run, joined[-1])
        ):
            joined[-1] = _saying(joined[-1], joined[-1].text + text)
        else:
            joined.append(_saying(run, text))
    if joined:
        joined[-1] = _saying(joined[-1], joined[-1].text.rstrip())
    return tuple(_saying(run, nfc(run.text)) for run in joined)


def _saying(run: Run, text: str) -> Run:
    """``run`` with another text; a page has thousands, and ``replace`` takes its time."""
    if run.text == text:
        return run
    return Run(text=text, strong=run.strong, em=run.em, href=run.href, tag=run.tag, note=run.note)


def _is_dressed_as(run: Run, other: Run) -> bool:
    return (run.strong, run.em, run.href, run.tag, run.note) == (
        other.strong,
        other.em,
        other.href,
        other.tag,
        other.note,
    )


def _seen(runs: list[Run]) -> list[Run]:
    """``runs`` without what no reader sees; no two words are joined."""
    whole = plain(runs)
    if not _UNSEEN.search(whole):
        return runs
    chars = list(whole)
    for found in _UNSEEN.finditer(whole):
        start, end = found.span()
        between = start and end < len(whole) and whole[end].isalnum()
        apart = between and not whole[start - 1].isspace() and _PARTING.search(found[0])
        chars[start:end] = [" " if apart else "", *[""] * (end - start - 1)]
    seen, at = [], 0
    for run in runs:
        seen.append(replace(run, text="".join(chars[at : at + len(run.text)])))
        at += len(run.text)
    return seen


def _slice(runs: Iterable[Run], start: int, end: int | None) -> Iterator[Run]:
    at = 0
    for run in runs:
        stop = len(run.text) if end is None else max(0, end - at)
        text = run.text[max(0, start - at) : stop]
        at += len(run.text)
        if text:
            yield replace(run, text=text)


# --- Markdown ---------------------------------------------------------------------


def markdown(blocks: Sequence[Block]) -> str:
    """``blocks`` as Markdown; pictures as ``![alt](src "caption")`` with ``src`` as it is.

    Headings are brought to level 2 and below, in the order of their levels.
    """
    levels = sorted({b.level for b in blocks if b.kind is Kind.HEADING})
    rank = {level: min(2 + place, 4) for place, level in enumerate(levels)}
    parts: list[str] = []
    for before, block in pairwise((None, *blocks)):
        assert block is not None
        joined = (
            before is not None
            and block.kind is before.kind is Kind.ITEM
            and (block.level or before.level or (block.number is None) == (before.number is None))
        )
        shown = _block(block, rank)
        if shown:
            between = "\n" if joined else _within_quotes(before, block) or "\n\n" if parts else ""
            parts.append(between + shown)
    return "".join(parts).strip("\n")


def _within_quotes(before: Block | None, block: Block) -> str:
    """An empty line of a quotation that goes on, where one of the two is a quotation within it."""
    if before is None or not (block.kind is before.kind is Kind.QUOTE):
        return ""
    if not (block.level or before.level):
        return ""
    return f"\n{_quoting(min(block.level, before.level))}\n"


def _quoting(level: int) -> str:
    return " ".join(">" * (level + 1))


def _block(block: Block, rank: dict[int, int]) -> str:
    if block.kind is Kind.PICTURE:
        return picture(block.alt, block.src, block.caption)
    if block.kind is Kind.TABLE:
        return _table(block.rows)
    shown = inline(block.runs)
    if not shown:
        return ""
    match block.kind:
        case Kind.HEADING:
            bare = inline(_plainer(block.runs))
            shown = "#" * rank[block.level] + " " + re.sub(r"#(?=#*$)", r"\\#", bare)
        case Kind.NOTE:
            shown = f"[^{block.number}]: {shown}"
        case Kind.ITEM:
            mark = "- " if block.number is None else f"{block.number}. "
            shown = "    " * block.level + mark + _start(shown)
        case Kind.QUOTE:
            shown = f"{_quoting(block.level)} {_start(shown)}"
        case _:
            shown = "    " * block.level + _start(shown)
    return shown


_STARTS = re.compile(
    r"#|>|[+-](?=\s|$|[“‘\"]?[^\W\d_])|(?P<number>\d+)\.(?=\s|$|[“‘\"]?[^\W\d_])"
    r"|-+(?=[\s-]*$)|=+(?=\s*$)|~{3}"
)


def _start(shown: str) -> str:
    """``shown`` so that its first characters open no list, heading, quotation or rule."""
    found = _STARTS.match(shown)
    if found is None:
        return shown
    at = found.end("number") if found["number"] else 0
    return shown[:at] + "\\" + shown[at:]


_SPECIAL = re.compile(r"[\\`*\[\]{}]|~(?=~)|(?<![^\W_])_|_(?![^\W_])")
_ENTITY = re.compile(r"&(?=#?\w)")
_TAG = re.compile(r"<(?=\S)")


def escape(text: str) -> str:
    """``text`` so that Markdown shows it as it is, wherever in a line it stands."""
    text = _SPECIAL.sub(lambda m: "\\" + m[0], text)
    return _TAG.sub("&lt;", _ENTITY.sub("&amp;", text))


def picture(alt: str, src: str, caption: str = "") -> str:
    """A picture alone on its line; ``src`` is an address without spaces or brackets."""
    title = escape(caption).replace("\\_", "_")
    mark = "'" if '"' in title and "'" not in title else '"'
    if '"' in title and "'" in title:
        title = title.replace('"', "”")
    return f"![{escape(alt)}]({src}" + (f" {mark}{title}{mark}" if caption else "") + ")"


_ABROAD = re.compile(r"https?://[^/]|mailto:.|tel:.", re.IGNORECASE)
_OWN = ATTACHMENT.base[1:]


def leads_abroad(href: str) -> bool:
    """Whether a link leads somewhere from any site."""
    return _ABROAD.match(href) is not None


def _leads(href: str) -> bool:
    """Whether a link is kept: abroad, or to an attachment of ours; else only its words are."""
    return leads_abroad(href) or href.startswith(_OWN)


def inline(runs: Sequence[Run]) -> str:
    """``runs`` as one line of Markdown."""
    shown: list[str] = []
    for href, group in _by_link(runs):
        said = _dressed(group)
        lead = said[: len(said) - len(said.lstrip())]
        trail = said[len(said.rstrip()) :]
        core = said.strip()
        link = core and _leads(href)
        shown.append(f"{lead}[{core}]({_address(href)}){trail}" if link else said)
    return "".join(shown)


def _by_link(runs: Sequence[Run]) -> Iterator[tuple[str, list[Run]]]:
    group: list[Run] = []
    for run in runs:
        if group and run.href != group[0].href:
            yield group[0].href, group
            group = []
        group.append(run)
    if group:
        yield group[0].href, group


def _dressed(runs: Sequence[Run]) -> str:
    """Text with emphasis. Stars where they stand free, tags where stars would touch anything."""
    shown: list[str] = []
    for place, run in enumerate(runs):
        if run.note:
            shown.append(f"[^{run.note}]{escape(run.text)}")
            continue
        if run.tag == "br":
            shown.append("<br>")
            continue
        lead = run.text[: len(run.text) - len(run.text.lstrip())]
        trail = run.text[len(run.text.rstrip()) :]
        core = run.text.strip()
        if not core:
            shown.append(run.text)
            continue
        said = escape(core)
        if run.tag:
            said = f"<{run.tag}>{said}</{run.tag}>"
        before = lead or (shown[-1] if shown else "")
        after = trail or (runs[place + 1].text if place + 1 < len(runs) else "")
        touching = not (
            (not before or before[-1].isspace())
            and (not after or not after[0].isalnum())
            and core[0].isalnum()
            and core[-1] not in "([{“‘«"
            and "*" not in core
        )
        said = _emphasised(said, strong=run.strong, em=run.em, tags=touching)
        shown.append(f"{lead}{said}{trail}")
    return "".join(shown)


def _emphasised(said: str, *, strong: bool, em: bool, tags: bool) -> str:
    if tags:
        said = f"<em>{said}</em>" if em else said
        return f"<strong>{said}</strong>" if strong else said
    stars = "*" * (2 * strong + em)
    return f"{stars}{said}{stars}"


def _address(href: str) -> str:
    href = re.sub(r"[\s<>()\"'\\*_`\[\]{}|]", lambda m: f"%{ord(m[0]):02X}", href.strip())
    return re.sub(r"&(?=#?\w+;)", "&amp;", href.replace("%5F", "_"))


def _table(rows: Sequence[Sequence[Cell]]) -> str:
    """Markdown's table; HTML's where cells span several, for Markdown has none such."""
    if any(cell.across > 1 or cell.down > 1 for row in rows for cell in row):
        return _html_table(rows)
    width = max(len(row) for row in rows)
    lines: list[str] = []
    for row in rows:
        # The first row is a heading, and a heading is bold already.
        dressed = [c.runs if lines else _plainer(c.runs) for c in row]
        cells = [inline(runs).replace("|", "\\|") for runs in dressed]
        cells += [""] * (width - len(cells))
        lines.append("| " + " | ".join(cells) + " |")
    lines.insert(1, "|" + "---|" * width)
    return "\n".join(lines)


def _plainer(runs: Iterable[Run]) -> tuple[Run, ...]:
    return tidy(replace(run, strong=False) for run in runs)


def _html_table(rows: Sequence[Sequence[Cell]]) -> str:
    lines = ["<table>"]
    for row in rows:
        cells = []
        for cell in row:
            name = "th" if cell.heading else "td"
            spans = f' colspan="{cell.across}"' if cell.across > 1 else ""
            spans += f' rowspan="{cell.down}"' if cell.down > 1 else ""
            cells.append(f"<{name}{spans}>{_html(cell.runs)}</{name}>")
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return "\n".join([*lines, "</table>"])


def _html(runs: Iterable[Run]) -> str:
    shown = []
    for run in runs:
        if run.note:
            shown.append(f"[^{run.note}]{escape(run.text)}")
            continue
        if run.tag == "br":
            shown.append("<br>")
            continue
        said = escape(run.text)
        said = f"<{run.tag}>{said}</{run.tag}>" if run.tag else said
        said = _emphasised(said, strong=run.strong, em=run.em, tags=True)
        shown.append(f'<a href="{html_escape(run.href)}">{said}</a>' if _leads(run.href) else said)
    return "".join(shown)

"""A saved HTML page as blocks in reading order, each with where on the page it stands.

The old portal laid pages out with tables, spans and ``font`` tags; Word's "web
page, filtered" adds its own. Nothing is trusted but order and text: what is a
title, a stamp or the body is decided later (``article``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString

from desk.importers.blocks import Block, Cell, Kind, Run, split_lines
from desk.importers.page_head import PageHead
from plugins.numbers import whole
from plugins.vietnamese import squeeze

_DROPPED = frozenset(
    {
        "applet", "aside", "audio", "button", "canvas", "embed", "footer", "head", "iframe",
        "input", "map", "nav", "noscript", "object", "option", "script", "select", "style", "svg",
        "template", "textarea", "title", "video", "o:p", "xml",
    }
)  # fmt: skip
"""No part of what was written."""

_BREAKING = frozenset(
    {
        "address", "article", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt",
        "fieldset", "figcaption", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
        "hr", "html", "legend", "li", "main", "ol", "p", "pre", "section", "table", "tbody", "td",
        "tfoot", "th", "thead", "tr", "ul",
    }
)  # fmt: skip
_ROOMS = frozenset({"article", "body", "center", "div", "form", "main", "section", "table", "td"})
"""What may hold a body whole."""

_STYLE = re.compile(r"([a-z-]+)\s*:\s*([^;]+)")
_BOLD = re.compile(r"bold|[6-9]00")
_TINY = 32
"""Pixels; a picture declared smaller is an icon."""

_ICON = re.compile(
    r"(?:spacer|blank|pixel|icon|button|logo|print|share|rss|arrow|bullet)", re.IGNORECASE
)
_WORD_BULLET = re.compile(r"[·•▪§oØüv\uf0b7\uf0a7\uf0d8\uf0fc\uf076-]\s*|[-–•]\s+")
_WORD_NUMBER = re.compile(r"\(?(\d{1,3})[.)]\s*")
_ROOT = re.compile(r"https?://[\w.:-]+(?=/|$)", re.ASCII)
_BREAKS = re.compile("[\x85\u2028\u2029]")
"""Line ends of other systems; in HTML a form feed is a space."""

_CELL = 400
"""Characters; a table with a longer cell lays out a page."""

_DATA_CELL = 160
"""Characters, on average; a table with longer cells lays out a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A block and where it stands: the rooms around it, outermost first, and their names."""

    block: Block
    rooms: tuple[int, ...] = ()
    marks: str = ""
    """Class names and ids of the tag and the two around it, in lower case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What an HTML page says, in order, and what it says of itself."""

    placed: tuple[Placed, ...]
    titles: tuple[str, ...] = ()
    """What its head calls it, the surest first; the site's name may be attached."""
    published: str = ""
    """A moment its head gives, as written."""
    addresses: tuple[str, ...] = ()
    """Old addresses, ``/detail/<id>/<Slug>.html``, without repetition."""
    doubts: tuple[str, ...] = ()


def read_page(html: str) -> Page:
    """``html`` as a page. Raises nothing; a page without text has no blocks."""
    soup = BeautifulSoup(html, "lxml")
    head = PageHead(soup)
    base, addresses = head.addresses()
    walker = _Walker(base, _root_of(base))
    walker.walk(soup)
    legacy = re.search(r"font-family:\s*[\"']?(?:\.Vn|VNI-)|face=[\"']?(?:\.Vn|VNI-)", html)
    doubts = (
        ("chữ trong trang dùng phông cũ (.Vn… hoặc VNI-…); hãy chuyển sang Unicode rồi nhập lại",)
        if legacy
        else ()
    )
    return Page(
        placed=tuple(walker.placed),
        titles=tuple(head.titles()),
        published=head.published(),
        addresses=addresses,
        doubts=doubts,
    )


# --- the walk -------------------------------------------------------------------------


@dataclass(slots=True)
class _Dress:
    """How text is dressed at one depth of the tree."""

    strong: bool = False
    em: bool = False
    href: str = ""
    tag: str = ""
    centered: bool = False


@dataclass(slots=True)
class _Walker:
    """Goes through the tree without recursion: old pages nest spans hundreds deep."""

    base: str
    root: str = ""
    """Where addresses of its site begin; empty where that is not known."""
    placed: list[Placed] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    dress: list[_Dress] = field(default_factory=lambda: [_Dress()])
    rooms: list[int] = field(default_factory=list)
    lists: list[tuple[bool, int]] = field(default_factory=list)
    """Open lists: whether numbered, and the next number."""
    tags: list[Tag] = field(default_factory=list)
    """Open block tags."""
    item: tuple[int, int | None] | None = None
    """Depth and number of the open item that has not been placed yet."""

    def walk(self, root: Tag) -> None:
        stack: list[tuple[Tag | NavigableString, bool]] = [(root, False)]
        while stack:
            node, leaving = stack.pop()
            if leaving:
                assert isinstance(node, Tag)
                self._leave(node)
            elif isinstance(node, Tag):
                if self._enter(node):
                    stack.append((node, True))
                    stack.extend((child, False) for child in reversed(node.contents))  # type: ignore[misc]
            elif not isinstance(node, PreformattedString):
                self._say(str(node))
        self._flush()

    def _say(self, text: str) -> None:
        worn = self.dress[-1]
        if self.tags and self.tags[-1].name == "pre":
            text = text.replace("\n", "\v")
        text = _BREAKS.sub("\v", text)
        self.runs.append(
            Run(text=text, strong=worn.strong, em=worn.em, href=worn.href, tag=worn.tag)
        )

    # --- entering and leaving a tag ---

    def _enter(self, tag: Tag) -> bool:
        """Take ``tag`` in; whether to go on into it."""
        name, style = tag.name, _style(tag)
        if name in _DROPPED or tag.has_attr("hidden") or style.get("display", "") == "none":
            return False
        if name == "br":
            self.runs.append(Run(text="\v"))
            return False
        if name == "img":
            self._picture(tag)
            return False
        if name == "table" and _is_data(tag):
            self._flush()
            rows = tuple(self._rows(tag))
            if rows:
                self._place(Block(kind=Kind.TABLE, rows=rows))
            return False
        if name in _BREAKING and not self._within_item(name):
            self._flush()
            self.tags.append(tag)
        elif name in _BREAKING:
            self.runs.append(Run(text=" "))
        self._open_list(tag)
        if name in _ROOMS:
            self.rooms.append(id(tag))
        self.dress.append(self._dressed(tag, style))
        return True

    def _leave(self, tag: Tag) -> None:
        name = tag.name
        self.dress.pop()
        if name in _BREAKING and not self._within_item(name):
            self._flush()
            if self.tags and self.tags[-1] is tag:
                self.tags.pop()
        elif name in _BREAKING:
            self.runs.append(Run(text=" "))
        if name in _ROOMS:
            self.rooms.pop()
        if name in ("ul", "ol"):
            self.lists.pop()
        elif name == "li":
            self.item = None

    def _within_item(self, name: str) -> bool:
        """Whether a paragraph inside an item goes on with the item."""
        return self.item is not None and name in ("p", "div", "center")

    def _open_list(self, tag: Tag) -> None:
        if tag.name in ("ul", "ol"):
            start = whole(str(tag.get("start") or "1"))
            self.lists.append((tag.name == "ol", 1 if start is None else start))
        elif tag.name == "li":
            numbered, number = self.lists[-1] if self.lists else (False, 1)
            self.item = (max(len(self.lists) - 1, 0), number if numbered else None)
            if self.lists:
                self.lists[-1] = (numbered, number + 1)

    def _dressed(self, tag: Tag, style: Mapping[str, str]) -> _Dress:
        outer = self.dress[-1]
        worn = _Dress(outer.strong, outer.em, outer.href, outer.tag, outer.centered)
        name = tag.name
        if name in ("b", "strong", "th") or _BOLD.search(style.get("font-weight", "")):
            worn.strong = True
        elif style.get("font-weight", "").strip() in ("normal", "400"):
            worn.strong = False
        if name in ("i", "em", "cite") or style.get("font-style", "").strip() in (
            "italic",
            "oblique",
        ):
            worn.em = True
        elif style.get("font-style", "").strip() == "normal":
            worn.em = False
        if name in ("sup", "sub"):
            worn.tag = name
        elif name in ("s", "strike", "del"):
            worn.tag = "del"
        if name == "a":
            worn.href = self._link(str(tag.get("href") or ""))
        align = style.get("text-align") or str(tag.get("align") or "")
        if align:
            worn.centered = align.strip().lower() == "center"
        elif name == "center":
            worn.centered = True
        return worn

    def _link(self, href: str) -> str:
        """Where ``href`` leads, whole if the page's own address is known; empty if nowhere."""
        href = href.strip()
        if not href or href.startswith("#"):
            return ""
        if href[0] == "/" and href[1:2] != "/" and "/." not in href and self.root:
            return f"{self.root}{href}"  # most links, quickly
        try:
            whole = urljoin(self.base, href)
            scheme = urlsplit(whole).scheme
        except ValueError:
            return ""
        return whole if scheme in ("", "http", "https", "mailto", "tel") else ""

    # --- blocks ---

    def _place(self, block: Block) -> None:
        marks = " ".join(_marks(tag) for tag in self.tags[-3:])
        self.placed.append(Placed(block=block, rooms=tuple(self.rooms), marks=marks.lower()))

    def _flush(self) -> None:
        runs, self.runs = self.runs, []
        if not any(run.text.strip() for run in runs):
            return
        for piece in split_lines(runs):
            self._place(self._block(piece))

    def _block(self, runs: tuple[Run, ...]) -> Block:
        tag = self.tags[-1] if self.tags else None
        name = tag.name if tag is not None else "body"
        aside = self.dress[-1].centered or all(run.em for run in runs) or name == "figcaption"
        if name[0] == "h" and name[1:].isdecimal():
            return Block(kind=Kind.HEADING, runs=runs, level=int(name[1:]))
        if self.item is not None:
            depth, number = self.item
            return Block(kind=Kind.ITEM, runs=runs, level=depth, number=number)
        if tag is not None and (item := _word_item(tag, runs)):
            return item
        if any(one.name == "blockquote" for one in self.tags):
            return Block(kind=Kind.QUOTE, runs=runs)
        return Block(
            runs=runs, aside=aside or (tag is not None and "msocaption" in _marks(tag).lower())
        )

    def _picture(self, tag: Tag) -> None:
        src = str(tag.get("src") or tag.get("data-src") or "").strip()
        small = any(
            (pixels := whole(str(tag.get(side) or "").removesuffix("px"))) is not None
            and pixels <= _TINY
            for side in ("width", "height")
        )
        name = src.rsplit("/", 1)[-1]
        if not src or small or (_ICON.search(name) and not src.startswith("data:")):
            return
        self._flush()
        self._place(Block(kind=Kind.PICTURE, src=src, alt=squeeze(str(tag.get("alt") or ""))))

    def _rows(self, table: Tag) -> Iterator[tuple[Cell, ...]]:
        for row in table.find_all("tr"):
            cells = tuple(self._cell(one) for one in row.find_all(["td", "th"], recursive=False))
            if any(cell.runs for cell in cells):
                yield cells

    def _cell(self, tag: Tag) -> Cell:
        inner = _Walker(self.base, self.root)
        inner.walk(tag)
        runs: list[Run] = []
        for placed in inner.placed:
            runs += [Run(text=" "), *placed.block.runs]
        return Cell.of(
            runs,
            heading=tag.name == "th",
            across=_span(tag, "colspan"),
            down=_span(tag, "rowspan"),
        )


def _root_of(base: str) -> str:
    """``https://a.vn`` of an address there; empty of what is no address on the web."""
    found = _ROOT.match(base)
    return found[0] if found else ""


def _marks(tag: Tag) -> str:
    classes = tag.get("class")
    names = " ".join(classes) if isinstance(classes, list) else str(classes or "")
    return f"{tag.name}. {names} {tag.get('id') or ''}"


def _style(tag: Tag) -> dict[str, str]:
    style = str(tag.get("style") or "").lower()
    return {m[1]: m[2].strip() for m in _STYLE.finditer(style)} if style else {}


def _span(tag: Tag, name: str) -> int:
    value = whole(str(tag.get(name) or ""))
    return min(value, 50) if value else 1


def _word_item(tag: Tag, runs: tuple[Run, ...]) -> Block | None:
    """An item of a list as Word writes it: a paragraph that begins with the sign itself."""
    marks = _marks(tag).lower()
    if "msolistparagraph" not in marks and "mso-list" not in str(tag.get("style") or ""):
        return None
    block = Block(kind=Kind.ITEM, runs=runs)
    if number := _WORD_NUMBER.match(block.text):
        return replace(block.cut(number.end()), number=int(number[1]))
    if sign := _WORD_BULLET.match(block.text):
        return block.cut(sign.end())
    return None


def _is_data(table: Tag) -> bool:
    """Whether a table holds figures or names, rather than lays out the page."""
    if str(table.get("role") or "") == "presentation":
        return False
    if table.find(["table", "form", "h1", "h2", "input", "iframe", "img"]):
        return False
    rows = [row.find_all(["td", "th"], recursive=False) for row in table.find_all("tr")]
    rows = [row for row in rows if row]
    if len(rows) < 2 or max(map(len, rows)) < 2:  # noqa: PLR2004 - a grid has two of both
        return False
    cells = [squeeze(cell.get_text(" ")) for row in rows for cell in row]
    said = [len(cell) for cell in cells if cell]
    full = len(said) * 2 >= len(cells)
    return bool(said) and full and max(said) <= _CELL and sum(said) <= _DATA_CELL * len(said)

"""A saved HTML page as blocks in reading order, each with where on the page it stands.

The old portal laid pages out with tables, spans and ``font`` tags; Word's "web
page, filtered" adds its own. Nothing is trusted but order and text: what is a
title, a stamp or the body is decided later (``article``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from desk.importers.block_lines import bulleted, split_lines
from desk.importers.blocks import BREAK, Block, Cell, Kind, Run, plain
from desk.importers.page_head import PageHead, machine_moment, may_give_moment, root_of
from desk.importers.page_items import word_item
from desk.importers.page_links import led_to
from desk.importers.page_names import Part, is_lead, part_of
from desk.importers.page_tables import cells_of, is_data, span
from desk.importers.page_tree import Node, Tree
from plugins.numbers import whole
from plugins.vietnamese import squeeze

_DROPPED = frozenset(
    {
        "applet", "aside", "audio", "button", "canvas", "embed", "head", "iframe",
        "input", "map", "nav", "noscript", "object", "option", "script", "select", "style", "svg",
        "template", "textarea", "title", "video", "o:p", "xml",
    }
)  # fmt: skip
"""No part of what was written."""

_BREAKING = frozenset(
    {
        "address", "article", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt",
        "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
        "header",
        "hr", "html", "legend", "li", "main", "ol", "p", "pre", "section", "table", "tbody", "td",
        "tfoot", "th", "thead", "tr", "ul",
    }
)  # fmt: skip
_ROOMS = frozenset({"article", "body", "center", "div", "form", "main", "section", "table", "td"})
"""What may hold a body whole."""

_WORDS = frozenset({"a", "abbr", "b", "em", "i", "label", "small", "span", "strong", "time"})
"""What stands within a line."""

_PIECES = frozenset({"label", "small", "span", "time"})
"""What of a line beside the stamp says one thing, where it has a name, whatever that is."""

_DEEPEST = 40
"""Parts within parts that are the page's own."""

_DEEPEST_QUOTE = 4
"""Quotations within each other; old editors indent with them, as deep as one likes."""

_LISTS = frozenset({"li", "ol", "ul"})
_WHOLE = frozenset({"amp-img", "br", "img", "table"})
"""Tags that may be taken in as they are, with all that is in them."""
_DRESSES = frozenset(
    {
        "a", "b", "center", "cite", "del", "em", "i", "s", "strike", "strong", "sub", "sup", "th",
    }
)  # fmt: skip
"""What dresses its text, whatever its style."""

_STYLE = re.compile(r"([a-z-]+)\s*:\s*([^;]+)")
_CENTRED = re.compile(r"(?:^|\s)(?:text-(?:align-)?|align-?)?center(?:\s|$)")
"""What systems of our day call a paragraph that is set in the middle."""
_BOLD = re.compile(r"bold|[6-9]00")
_TINY = 32
"""Pixels; a picture declared smaller is an icon."""

_ICON = re.compile(
    r"(?:spacer|blank|pixel|icon|button|logo|print|share|rss|arrow|bullet)", re.IGNORECASE
)
_BREAKS = re.compile("[\x85\u2028\u2029]")
"""Line ends of other systems; in HTML a form feed is a space."""

_OLD_FONT = re.compile(r"font-family:\s*[\"']?(?:\.Vn|VNI-)|face=[\"']?(?:\.Vn|VNI-)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A block and where it stands: the rooms around it, outermost first, and their names."""

    block: Block
    rooms: tuple[int, ...] = ()
    tags: tuple[Node, ...] = ()
    """The tag and the two around it."""
    furniture: tuple[int, ...] = ()
    """What is around it that the page calls its own, by its names; outermost first."""
    part: Part = Part.NONE
    """What the tag and the one around it are called."""

    @property
    def marks(self) -> str:
        """Class names and ids of ``tags``, in lower case."""
        return " ".join(tag.marks for tag in self.tags)


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
    tree = Tree(html)
    head = PageHead(tree)
    base, addresses = head.addresses()
    walker = _Walker(base, root_of(base))
    walker.walk(tree.root)
    legacy = _OLD_FONT.search(html)
    doubts = (
        ("chữ trong trang dùng phông cũ (.Vn… hoặc VNI-…); hãy chuyển sang Unicode rồi nhập lại",)
        if legacy
        else ()
    )
    return Page(
        placed=tuple(walker.placed),
        titles=tuple(head.titles()),
        published=head.published() or walker.published,
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
    tags: list[Node] = field(default_factory=list)
    """Open block tags."""
    parts: list[Part] = field(default_factory=list)
    """What each of ``tags`` is called."""
    item: tuple[int, int | None] | None = None
    """Depth and number of the open item that has not been placed yet."""
    furniture: list[int] = field(default_factory=list)
    """Open tags whose names say that they are the page's own."""
    published: str = ""
    """The first moment that a tag gives to machines."""
    behind_name: bool = False
    """Whether a tag with a class has just begun."""
    behind_link: bool = False
    """Whether a link has just ended; another that begins there is another word."""

    def walk(self, root: Node) -> None:
        waiting: list[Node | str | None] = [root]
        entered: list[Node] = []
        while waiting:
            one = waiting.pop()
            if one is None:
                self._leave(entered.pop())
            elif isinstance(one, str):
                self._say(one)
            elif self._enter(one):
                entered.append(one)
                waiting.append(None)  # where it is left
                waiting.extend(reversed(one.children))
        self._flush()

    def _say(self, text: str) -> None:
        if not self.runs and text.isspace():
            return  # most of them, quickly: a block begins with its words
        if (
            self.behind_name
            and self.runs
            and text[:1].isdigit()
            and self.runs[-1].text[-1:].isdigit()
        ):
            self.runs.append(Run(text=" "))  # a counter behind an hour is no part of it
        self.behind_link = self.behind_name = False
        worn = self.dress[-1]
        if self.tags and self.tags[-1].name == "pre":
            text = text.replace("\n", "\v")
        text = _BREAKS.sub("\v", text if self.runs else bulleted(text))
        self.runs.append(
            Run(text=text, strong=worn.strong, em=worn.em, href=worn.href, tag=worn.tag)
        )

    # --- entering and leaving a tag ---

    def _enter(self, tag: Node) -> bool:
        """Take ``tag`` in; whether to go on into it."""
        name, style, part = tag.name, _style(tag), part_of(tag)
        if not self.published and may_give_moment(tag):
            self.published = machine_moment(tag)
        if name in _DROPPED or "hidden" in tag.attributes or style.get("display", "") == "none":
            return False
        if name in _WHOLE and self._takes_whole(tag):
            return False
        if self._breaks(tag, part):
            self._flush()
            self.tags.append(tag)
            self.parts.append(part)
        elif name in _BREAKING:
            self.runs.append(Run(text="\v\v" if name == "p" and self.runs else " "))
        self.behind_name = self.behind_name or "class" in tag.attributes
        if name == "a" and self.behind_link and self.runs:
            self.runs.append(Run(text=" "))
        if part is not Part.NONE and part & Part.FURNITURE and len(self.furniture) < _DEEPEST:
            self.furniture.append(id(tag))
        if name in _LISTS:
            self._open_list(tag)
        if name in _ROOMS:
            self.rooms.append(id(tag))
        self.dress.append(self._worn(tag, style))
        return True

    def _takes_whole(self, tag: Node) -> bool:
        """Take in a break, a picture or a table of data; whether ``tag`` is one."""
        if tag.name == "br":
            self.runs.append(Run(text="\v"))
        elif tag.name in ("img", "amp-img"):
            self._picture(tag)
        elif tag.name == "table" and is_data(tag):
            self._flush()
            for caption in tag.below("caption"):
                self.placed += self._inner(caption)
            rows = tuple(self._rows(tag))
            if rows:
                self._place(Block(kind=Kind.TABLE, rows=rows))
        else:
            return False
        return True

    def _leave(self, tag: Node) -> None:
        name = tag.name
        self.behind_link = name == "a" or (self.behind_link and name in _WORDS)
        if self.tags and self.tags[-1] is tag:
            self._flush()
            self.tags.pop()
            self.parts.pop()
        elif name in _BREAKING:
            self.runs.append(Run(text=" "))
        self.dress.pop()
        if self.furniture and self.furniture[-1] == id(tag):
            self.furniture.pop()
        if name in _ROOMS:
            self.rooms.pop()
        if name in ("ul", "ol"):
            self.lists.pop()
        elif name == "li":
            self.item = None

    def _breaks(self, tag: Node, part: Part) -> bool:
        """Whether a block begins and ends with ``tag``.

        Dates, writers and captions that are written into a line do so, but for words of a sentence.
        """
        if tag.name in _BREAKING:
            return not self._within_item(tag.name)
        if tag.name in _PIECES and "class" in tag.attributes and self.parts[-1:] == [Part.META]:
            return True
        if part is Part.NONE or tag.name not in _WORDS:
            return False
        if not self.tags or self.tags[-1].name in _ROOMS:
            return True
        return bool(self.parts[-1] & (Part.BESIDE | Part.META))

    def _part(self) -> Part:
        """What the innermost open tag and the one around it are called."""
        around, part = (Part.NONE, Part.NONE, *self.parts[-2:])[-2:]
        return part | around if part and around else part or around  # to join two takes longest

    def _within_item(self, name: str) -> bool:
        """Whether a paragraph inside an item goes on with the item."""
        return self.item is not None and name in ("p", "div", "center")

    def _open_list(self, tag: Node) -> None:
        if tag.name in ("ul", "ol"):
            start = whole(tag.attributes.get("start") or "1")
            self.lists.append((tag.name == "ol", 1 if start is None else start))
        elif tag.name == "li":
            numbered, number = self.lists[-1] if self.lists else (False, 1)
            number = whole(tag.attributes.get("value", "")) or number
            self.item = (max(len(self.lists) - 1, 0), number if numbered else None)
            if self.lists:
                self.lists[-1] = (numbered, number + 1)

    def _worn(self, tag: Node, style: Mapping[str, str]) -> _Dress:
        """How text in ``tag`` is dressed: as around it, where nothing is said of that."""
        outer = self.dress[-1]
        if "center" in tag.attributes.get("class", "") and _CENTRED.search(tag.attributes["class"]):
            style = {"text-align": "center", **style}
        if not style and tag.name not in _DRESSES and "align" not in tag.attributes:
            return outer
        return self._dressed(outer, tag, style)

    def _dressed(self, outer: _Dress, tag: Node, style: Mapping[str, str]) -> _Dress:
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
            worn.href = led_to(tag.attributes.get("href", ""), self.base, self.root)
        align = style.get("text-align") or tag.attributes.get("align", "")
        if align:
            worn.centered = align.strip().lower() == "center"
        elif name == "center":
            worn.centered = True
        return worn

    # --- blocks ---

    def _place(self, block: Block) -> None:
        self.placed.append(
            Placed(
                block=block,
                rooms=tuple(self.rooms),
                tags=tuple(self.tags[-3:]),
                furniture=tuple(self.furniture),
                part=self._part(),
            )
        )

    def _flush(self) -> None:
        runs, self.runs = self.runs, []
        if not runs or all(run.text.isspace() for run in runs):
            return
        for place, piece in enumerate(split_lines(runs)):
            if place and self.item is not None:  # the item goes on
                self._place(Block(runs=piece, level=self.item[0] + 1))
            else:
                self._place(self._block(piece))

    def _block(self, runs: tuple[Run, ...]) -> Block:
        tag = self.tags[-1] if self.tags else None
        name = tag.name if tag is not None else "body"
        aside = self.dress[-1].centered or all(run.em for run in runs) or name == "figcaption"
        part = self._part()
        if name[0] == "h" and name[1:].isdecimal() and not is_lead(part, len(plain(runs).split())):
            return Block(kind=Kind.HEADING, runs=runs, level=int(name[1:]))
        if self.item is not None:
            depth, number = self.item
            return Block(kind=Kind.ITEM, runs=runs, level=depth, number=number)
        if tag is not None and (item := word_item(tag, runs)):
            return item
        captions = part is not Part.NONE and bool(part & Part.CAPTION)
        if not captions and (quotes := [one.name for one in self.tags].count("blockquote")):
            return Block(kind=Kind.QUOTE, runs=runs, level=min(quotes, _DEEPEST_QUOTE) - 1)
        return Block(runs=runs, aside=aside or captions)

    def _picture(self, tag: Node) -> None:
        said = tag.attributes
        src = (said.get("src") or said.get("data-src") or "").strip()
        small = any(
            (pixels := whole(said.get(side, "").removesuffix("px"))) is not None and pixels <= _TINY
            for side in ("width", "height")
        )
        name = src.rsplit("/", 1)[-1]
        if not src or small or (_ICON.search(name) and not src.startswith("data:")):
            return
        self._flush()
        self._place(Block(kind=Kind.PICTURE, src=src, alt=squeeze(said.get("alt", ""))))

    def _rows(self, table: Node) -> Iterator[tuple[Cell, ...]]:
        for row in table.below("tr"):
            cells = tuple(self._cell(one) for one in cells_of(row))
            if any(cell.runs for cell in cells):
                yield cells

    def _inner(self, tag: Node) -> list[Placed]:
        """The blocks within ``tag``, where that stands."""
        inner = _Walker(self.base, self.root)
        inner.walk(tag)
        where, within = tuple(self.rooms), tuple(self.furniture)
        return [replace(one, rooms=where, furniture=within) for one in inner.placed]

    def _cell(self, tag: Node) -> Cell:
        runs: list[Run] = []
        for placed in self._inner(tag):
            block = placed.block
            sign = "- " if block.number is None else f"{block.number}. "
            mark = [Run(text=sign)] if block.kind is Kind.ITEM else []
            runs += [BREAK, *mark, *block.runs]
        return Cell.of(
            runs,
            heading=tag.name == "th",
            across=span(tag, "colspan"),
            down=span(tag, "rowspan"),
        )


def _style(tag: Node) -> Mapping[str, str]:
    style = tag.attributes.get("style")
    return {m[1]: m[2].strip() for m in _STYLE.finditer(style.lower())} if style else {}

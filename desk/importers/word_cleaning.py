"""Our own pass over a Word file before mammoth reads it: what no reader of the page sees goes.

What is hidden, deleted, a remark or a mere setting is taken out and counted. What is left wears
only dress that mammoth reads; of each paragraph its role (``h2``, ``caption``, ``item 0 3`` …)
stands where its style was named, for a style's own settings are understood here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from desk.importers.old_fonts import Encoding, encoding_of, is_capitals
from desk.importers.word_drawings import (
    Picture,
    crop_of,
    description_of,
    drawn,
    fill_behind,
    hidden_in,
    is_hidden,
    link_of,
    pictures_of,
)
from desk.importers.word_numbers import Numbers
from desk.importers.word_package import Package
from desk.importers.word_styles import ON_PAGE, Dress, Ground, Styles, fill_of
from desk.importers.word_xml import (
    MC,
    A,
    Element,
    M,
    R,
    W,
    is_on,
    keep_only,
    local,
    made,
    replace,
    run,
    says,
    text,
    value_of,
)

DELETED = "đoạn đã xóa còn lưu vết"
_DROPPED = {
    "del": DELETED,
    "moveFrom": DELETED,
    "commentReference": "",
    "altChunk": "phần chèn từ tệp khác",
    "ruby": "chữ phiên âm",
}
"""Tags that are taken out with what they hold, and what they are counted as."""
_INSERTED = frozenset({"ins", "moveTo"})
_UNWRAPPED = frozenset({"ins", "moveTo", "smartTag", "customXml", "fldSimple", "dir", "bdo"})
"""Tags whose content alone is kept."""
_IN_RUN = frozenset(
    {
        "rPr", "t", "tab", "br", "cr", "noBreakHyphen", "softHyphen", "sym", "drawing", "pict",
        "object", "footnoteReference", "endnoteReference", "fldChar", "instrText",
    }
)  # fmt: skip
_IN_PARAGRAPH = frozenset({"pPr", "r", "hyperlink"})
_IN_BODY = frozenset({"p", "tbl"})
_EARLIER = [
    f"{W}{name}"
    for name in (
        "rPrChange", "pPrChange", "tblPrChange", "tcPrChange", "trPrChange", "sectPrChange",
        "tblGridChange", "numberingChange",
    )
]  # fmt: skip
"""Tags that keep how something looked before a tracked change."""
LINK = re.compile(r"(?:https?://[^/\s]|mailto:.)", re.IGNORECASE)
"""A link that leads somewhere by ways we know."""
_WIDEST = 64
"""Columns of a table, as Word has them at most."""

HIDDEN = "đoạn chữ ẩn"
UNSEEN = "đoạn chữ trắng hoặc quá nhỏ, không nhìn thấy"
REMARKS = "nhận xét (comment)"
EDGES = "đầu trang, chân trang"
LINKS = "đường dẫn không phải http, https hay mailto (giữ lại chữ)"
PROMPTS = "ô điền sẵn còn trống"
CONTENTS = "dòng mục lục"
GALLERY = "docPartGallery"
CHARTS = "biểu đồ, sơ đồ SmartArt hoặc hình vẽ (chỉ có trong Word)"
FORMULAS = "công thức (chép lại thành chữ thường)"
EMBEDDED = "tệp nhúng trong bài"


@dataclass(frozen=True, slots=True)
class Old:
    """A run typed for an old font, until it is proven."""

    run: Element
    encoding: Encoding
    capitals: bool


@dataclass(slots=True)
class Cleaning:
    """One file while it is cleaned."""

    package: Package
    styles: Styles
    numbers: Numbers
    left_out: Counter[str] = field(default_factory=Counter)
    inserted: int = 0
    old: dict[Element, list[Old]] = field(default_factory=dict)
    """By paragraph, its runs in old fonts."""
    pictures: list[Picture] = field(default_factory=list)
    """In the order of the text; what stands there names them by place."""
    _part: str = ""
    _boxes: list[tuple[Element, Ground]] = field(default_factory=list)
    """Text boxes of the paragraph at hand, each with what it is filled with."""
    _fields: list[bool] = field(default_factory=list)
    """Open fields: whether what comes is still their instruction, which no page shows."""

    def clean(self, part: str, root: Element) -> None:
        """Leave of ``root``, the part of this name, only what a reader sees."""
        self._part = part
        _resolve_alternatives(root)
        _join_large_letters(root)
        _part_marks(root)
        for body in list(root.iter(f"{W}body", f"{W}footnote", f"{W}endnote")):
            self._blocks(body, ON_PAGE)

    # --- blocks ---

    def _blocks(self, parent: Element, ground: Ground) -> None:
        """What stands in a body, a cell, a note or a text box."""
        for one in list(parent):
            name = local(one)
            if name == "sdt" or name in _UNWRAPPED:
                self._unwrap(one, lambda inner: self._blocks(inner, ground))
            elif name == "p":
                self._paragraph(one, ground)
            elif name == "tbl":
                self._table(one, ground)
            else:
                self._drop(one)

    def _unwrap(self, box: Element, clean: Callable[[Element], object]) -> None:
        """Put what a wrapping tag holds, once it is clean, where that stood."""
        if local(box) in _INSERTED:
            self.inserted += 1
        inner = self._content_of(box)
        if inner is not None:
            clean(inner)
        replace(box, list(inner) if inner is not None else [])

    def _content_of(self, box: Element) -> Element | None:
        """What a wrapping tag holds; None when that is only a prompt, or a table of contents."""
        if local(box) != "sdt":
            return box
        settings = box.find(f"{W}sdtPr")
        if settings is not None and settings.find(f"{W}showingPlcHdr") is not None:
            self.left_out[PROMPTS] += 1
            return None
        inner = box.find(f"{W}sdtContent")
        gallery = "" if settings is None else value_of(settings.find(f"{W}docPartObj"), GALLERY)
        if gallery == "Table of Contents" and inner is not None:
            self.left_out[CONTENTS] += len(inner.findall(f"{W}p"))
            return None
        return inner

    def _table(self, table: Element, outer: Ground) -> None:
        about = table.find(f"{W}tblPr")
        style = value_of(about, "tblStyle") or outer.table
        ground = Ground(style, self.styles.ground_of(style, about) or outer.fill)
        self._unwrap_all(table)
        for row in list(table):
            if local(row) != "tr":
                continue
            settings = row.find(f"{W}trPr")
            if settings is not None and settings.find(f"{W}del") is not None:
                self.left_out[DELETED] += 1
                table.remove(row)
            elif settings is not None and is_on(settings.find(f"{W}hidden")):
                self.left_out[HIDDEN] += 1
                table.remove(row)
            else:
                self._row(row, ground)
        keep_only(table, {"tr"})
        if table.find(f"{W}tr") is None and table.getparent() is not None:
            table.getparent().remove(table)

    def _row(self, row: Element, ground: Ground) -> None:
        self._unwrap_all(row)
        for cell in row.findall(f"{W}tc"):
            self._cell(cell, ground)
        settings = row.find(f"{W}trPr")
        before = value_of(settings, "gridBefore")
        if before.isdecimal() and 0 < int(before) < _WIDEST:
            row.insert(0, _gap(row, before))
        if settings is not None:
            keep_only(settings, {"tblHeader"})
        keep_only(row, {"tc", "trPr"})

    def _cell(self, cell: Element, ground: Ground) -> None:
        settings = cell.find(f"{W}tcPr")
        ground = Ground(ground.table, fill_of(settings) or ground.fill)
        if settings is not None:
            if settings.find(f"{W}cellDel") is not None:
                self.left_out[DELETED] += 1
                keep_only(cell, {"tcPr"})
            keep_only(settings, {"gridSpan", "vMerge"})
            cell.remove(settings)
        self._blocks(cell, ground)
        if settings is not None:
            cell.insert(0, settings)

    def _unwrap_all(self, parent: Element) -> None:
        """Take rows or cells out of what is wrapped round them."""
        for one in list(parent):
            name = local(one)
            if name in _UNWRAPPED or name == "sdt":
                inner = self._content_of(one)
                replace(one, list(inner) if inner is not None else [])

    def _paragraph(self, paragraph: Element, ground: Ground) -> None:
        """One paragraph; its text boxes come after it, as paragraphs of their own."""
        settings = paragraph.find(f"{W}pPr")
        role = self.styles.role(settings)
        if role == "contents":
            self.left_out[CONTENTS] += 1
            paragraph.getparent().remove(paragraph)
            return
        outer, self._boxes = self._boxes, []
        self._inline(paragraph, paragraph, settings, ground)
        boxes, self._boxes = self._boxes, outer
        self._fields = [False] * len(self._fields)
        mark = None
        if settings is None or not is_on(settings.find(f"{W}rPr/{W}vanish")):
            mark = self.numbers.mark(settings, self.styles)
        align = self.styles.setting(settings, "jc")
        is_gone = settings is not None and (
            settings.find(f"{W}rPr/{W}del") is not None
            or settings.find(f"{W}rPr/{W}moveFrom") is not None
        )
        words = [role or "p", "-" if align is None else align.get(f"{W}val") or "-"]
        if mark is not None:
            words += [str(mark.depth), "-" if mark.number is None else str(mark.number), mark.text]
        if settings is not None:
            paragraph.remove(settings)
        paragraph.insert(0, _settings(paragraph, " ".join(words), is_gone=is_gone))
        after = paragraph
        for box, filled in boxes:
            self._blocks(box, filled)
            for one in list(box):
                after.addnext(one)
                after = one

    # --- within a paragraph ---

    def _inline(
        self, parent: Element, paragraph: Element, ppr: Element | None, ground: Ground
    ) -> None:
        for one in list(parent):
            name = local(one)
            if one.tag in (f"{M}oMath", f"{M}oMathPara"):
                self.left_out[FORMULAS] += 1
                said = "".join(text.text or "" for text in one.iter(f"{M}t") if _is_shown(text))
                replace(one, [run(parent, said)])
            elif name == "sdt" or name in _UNWRAPPED:
                self._unwrap(one, lambda inner: self._inline(inner, paragraph, ppr, ground))
            elif name == "hyperlink":
                self._inline(one, paragraph, ppr, ground)
                self._link(one)
            elif name == "r":
                self._run(one, paragraph, ppr, ground)
            elif name not in _IN_PARAGRAPH:
                self._drop(one)

    def _link(self, link: Element) -> None:
        """Keep a link that leads somewhere by ways we know, else only its words."""
        found = self.package.links(self._part).get(link.get(f"{R}id") or "")
        if found is not None and found.outside and LINK.match(found.target.strip()):
            return
        if found is not None:
            self.left_out[LINKS] += 1
        replace(link, list(link))

    def _run(self, one: Element, paragraph: Element, ppr: Element | None, ground: Ground) -> None:
        settings = one.find(f"{W}rPr")
        dress = self.styles.dress(settings, ppr, ground)
        if settings is not None and settings.find(f"{W}del") is not None:
            self._drop(one, DELETED)
            return
        is_unseen = dress.hidden or dress.unseen
        if is_unseen and says(one):
            self.left_out[HIDDEN if dress.hidden else UNSEEN] += 1
        self._content(one, is_unseen=is_unseen)
        if settings is not None:
            one.remove(settings)
        one.insert(0, _dressed(one, dress))
        encoding = encoding_of(dress.font)
        if encoding is not None:
            _letters(one)
            self.old.setdefault(paragraph, []).append(Old(one, encoding, is_capitals(dress.font)))

    def _content(self, one: Element, *, is_unseen: bool) -> None:
        """Leave of what stands in a run the words and pictures that are seen."""
        for child in list(one):
            name = local(child)
            if name == "fldChar":
                self._field(child.get(f"{W}fldCharType") or "")
            elif name in ("instrText", "rPr"):
                continue
            elif is_unseen or any(self._fields):
                one.remove(child)
            elif name not in _IN_RUN:
                self._drop(child)
            elif name in ("drawing", "pict", "object"):
                self._drawing(child)
            elif name in ("cr", "br"):
                replace(child, [made(child, f"{W}br")])

    def _field(self, sign: str) -> None:
        if sign == "begin":
            self._fields.append(True)
        elif sign == "separate" and self._fields:
            self._fields[-1] = False
        elif sign == "end" and self._fields:
            self._fields.pop()

    def _drawing(self, drawing: Element) -> None:
        """Pictures are kept, text boxes put aside; what only Word can draw is counted."""
        if is_hidden(drawing):
            self._drop(drawing, HIDDEN)
            return
        for one in hidden_in(drawing):
            self._drop(one, HIDDEN)
        boxes = [
            box
            for box in drawing.iter(f"{W}txbxContent")
            if next(box.iterancestors(f"{W}txbxContent"), None) is None
        ]
        for box in boxes:
            self._boxes.append((box, Ground(fill=fill_behind(box))))
            box.getparent().remove(box)
        if local(drawing) == "object":
            self.left_out[EMBEDDED] += 1
        shown = [self._picture(one, drawing) for one in pictures_of(drawing)]
        if not shown and not boxes:
            self.left_out[CHARTS] += 1
        replace(drawing, shown)

    def _picture(self, one: Element, drawing: Element) -> Element:
        """A picture as mammoth reads it; its description begins with its place among all."""
        found = self.package.links(self._part).get(link_of(one))
        target = "" if found is None or found.outside else found.target
        self.pictures.append(Picture(target, crop_of(one)))
        return drawn(one, f"{len(self.pictures) - 1} {description_of(drawing)}")

    def _drop(self, one: Element, what: str | None = None) -> None:
        """Take ``one`` out, counted where it says anything."""
        named = _DROPPED.get(local(one), "") if what is None else what
        if named and (says(one) or local(one) == "altChunk"):
            self.left_out[named] += 1
        parent = one.getparent()
        if parent is not None:
            parent.remove(one)


def _resolve_alternatives(root: Element) -> None:
    """Of each thing that is written twice, for new and old Words, keep one."""
    for both in list(root.iter(f"{MC}AlternateContent")):
        if both.getparent() is None:
            continue
        ways = [w for w in both if w.tag in (f"{MC}Choice", f"{MC}Fallback") and len(w)]
        good = [w for w in ways if any(True for _ in w.iter(f"{W}txbxContent", f"{A}blip"))]
        chosen = next(iter(good or ways[-1:]), None)
        replace(both, list(chosen) if chosen is not None else [])


def _is_shown(sign: Element) -> bool:
    """Whether a part of a formula is neither hidden nor deleted."""
    if next(sign.iterancestors(f"{W}del", f"{W}moveFrom"), None) is not None:
        return False
    about = sign.getparent().find(f"{W}rPr")
    return about is None or (not is_on(about.find(f"{W}vanish")) and about.find(f"{W}del") is None)


def _join_large_letters(root: Element) -> None:
    """A first letter over several lines is a paragraph of its own in Word: it is of the next."""
    for frame in list(root.iter(f"{W}framePr")):
        letter = frame.getparent().getparent()
        if frame.get(f"{W}dropCap") not in ("drop", "margin") or local(letter) != "p":
            continue
        text = letter.getnext()
        if text is None or local(text) != "p":
            continue
        place = 1 if text.find(f"{W}pPr") is not None else 0
        for one in reversed([child for child in letter if local(child) != "pPr"]):
            text.insert(place, one)
        letter.getparent().remove(letter)


def _part_marks(root: Element) -> None:
    """Take out what the page never shows: records of earlier settings."""
    for one in list(root.iter(*_EARLIER)):
        if one.getparent() is not None:
            one.getparent().remove(one)


def _gap(row: Element, columns: str) -> Element:
    """An empty cell, where a row begins farther right."""
    cell, settings = made(row, f"{W}tc"), made(row, f"{W}tcPr")
    settings.append(made(row, f"{W}gridSpan", columns))
    cell.append(settings)
    return cell


def _settings(paragraph: Element, role: str, *, is_gone: bool) -> Element:
    settings = made(paragraph, f"{W}pPr")
    settings.append(made(paragraph, f"{W}pStyle", role))
    if is_gone:
        about = made(paragraph, f"{W}rPr")
        about.append(made(paragraph, f"{W}del"))
        settings.append(about)
    return settings


def _dressed(near: Element, dress: Dress) -> Element:
    settings = made(near, f"{W}rPr")
    for name, on in (("b", dress.bold), ("i", dress.italic), ("strike", dress.struck)):
        if on:
            settings.append(made(near, f"{W}{name}"))
    if dress.raised in ("superscript", "subscript"):
        settings.append(made(near, f"{W}vertAlign", dress.raised))
    return settings


def _letters(near: Element) -> None:
    """In an old font a soft hyphen, and a sign by its number, is a letter like any other."""
    for one in list(near):
        name, said = local(one), ""
        if name == "softHyphen":
            said = "\u00ad"
        elif name == "sym" and re.fullmatch(r"[0-9A-Fa-f]{2,4}", one.get(f"{W}char") or ""):
            said = chr(int(one.get(f"{W}char"), 16))
        if said:
            replace(one, [text(near, said)])

"""What a file holds that nobody sees at first: hidden words, rows, columns, sheets, slides.

It is often meant, and a reader finds it all the same: so it is told, and stays.
"""

from __future__ import annotations

import re

from plugins.attachments import faults
from plugins.attachments.found import Found
from plugins.attachments.trees import (
    Element,
    elements,
    name_of,
    one_by_one,
    parsed,
    values_of,
)
from plugins.attachments.zips import Package

_TEXTS = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_SHEETS = re.compile(r"xl/worksheets/[^/]+\.xml")
_SLIDES = re.compile(r"ppt/slides/[^/]+\.xml")
_HIDDEN_CELLS = re.compile(rb"""<(?:\w+:)?(?:row|col)\s[^>]*\bhidden=["'](?:1|true)["']""")
_OFF = frozenset({"0", "false", "off"})
_ON = frozenset({"1", "true"})
_LETTERS = re.compile(r"[A-Z]+")


def tell_hidden(package: Package, found: Found) -> None:
    """Tell what an Office file hides."""
    _words(package, found)
    _whole_sheets(package, found)
    _cells(package, found)
    slides = [name for name in package.names if _SLIDES.fullmatch(name.lower())]
    shown = [parsed(data).get("show") for one in slides if b"show=" in (data := package.xml(one))]
    if count := sum(one in _OFF for one in shown):
        found.tell(faults.hidden_slides(count))


# --- Word ------------------------------------------------------------------------------


def _words(package: Package, found: Found) -> None:
    styles = _hidden_styles(package.xml("word/styles.xml"))
    count = 0
    for name in package.names:
        if _TEXTS.fullmatch(name.lower()):
            data = package.xml(name)
            if b"vanish" in data or any(style.encode() in data for style in styles):
                count += sum(_is_hidden(one, styles) for one in elements(parsed(data)))
    if count:
        found.tell(faults.hidden_words(count))


def _hidden_styles(data: bytes) -> frozenset[str]:
    """The ids of styles that hide what wears them, by themselves or by what they are based on."""
    if b"vanish" not in data:
        return frozenset()
    says, based = dict[str, bool | None](), dict[str, str]()
    for one in elements(parsed(data)):
        if name_of(one) == "style":
            own = values_of(one).get("styleId", "")
            says[own] = _vanishes(one)
            based[own] = next((values_of(c).get("val", "") for c in one if _is(c, "basedOn")), "")
    known: dict[str, bool] = {}
    for own in says:
        at, chain = own, dict[str, None]()
        while at in says and at not in known and at not in chain and says[at] is None:
            chain[at] = None
            at = based[at]
        known |= dict.fromkeys([*chain, at], known.get(at, says.get(at) or False))
    return frozenset(one for one, is_hidden in known.items() if one and is_hidden)


def _is_hidden(one: Element, styles: frozenset[str]) -> bool:
    """Whether an element is a run with words that nobody sees."""
    if not _is(one, "r") or not any(_is(c, "t") and (c.text or "").strip() for c in one):
        return False
    said = _vanishes(one)
    if said is not None:
        return said
    above = one.getparent()
    while above is not None and not _is(above, "p"):
        above = above.getparent()
    worn = [*one] + ([] if above is None else [c for c in above if _is(c, "pPr")])
    return any(
        values_of(inner).get("val", "") in styles
        for settings in worn
        if name_of(settings) in {"rPr", "pPr"}
        for inner in settings
        if name_of(inner) in {"rStyle", "pStyle"}
    )


def _vanishes(one: Element) -> bool | None:
    """What a run or style says of itself; None when it says nothing."""
    for settings in one:
        if _is(settings, "rPr"):
            for inner in settings:
                if _is(inner, "vanish"):
                    return values_of(inner).get("val", "") not in _OFF
    return None


def _is(one: Element, name: str) -> bool:
    return isinstance(one.tag, str) and name_of(one) == name


# --- Excel -----------------------------------------------------------------------------


def _whole_sheets(package: Package, found: Found) -> None:
    data = package.xml("xl/workbook.xml")
    if b"idden" not in data:
        return
    hidden = [
        one.get("name") or ""
        for one in elements(parsed(data))
        if name_of(one) == "sheet" and one.get("state", "visible") != "visible"
    ]
    if hidden:
        found.tell(faults.hidden_sheets(hidden))


def _cells(package: Package, found: Found) -> None:
    parts = [name for name in package.names if _SHEETS.fullmatch(name.lower())]
    files = [one.rpartition("/")[2] for one in parts if _hides_cells(package.xml(one))]
    if files:
        names = _names_of_sheets(package)
        found.tell(faults.hidden_cells([names.get(file) or file for file in files]))


def _names_of_sheets(package: Package) -> dict[str, str]:
    """What sheets are called, by the names of their files."""
    links, book = package.xml("xl/_rels/workbook.xml.rels"), package.xml("xl/workbook.xml")
    files = {
        one.get("Id"): (one.get("Target") or "").rpartition("/")[2]
        for one in (elements(parsed(links)) if links else ())
    }
    return {
        files.get(values_of(one).get("id", ""), ""): one.get("name") or ""
        for one in (elements(parsed(book)) if book else ())
        if name_of(one) == "sheet"
    }


def _hides_cells(data: bytes) -> bool:
    """Whether a sheet has a hidden row or column with something in it."""
    if not _HIDDEN_CELLS.search(data):
        return False
    columns: list[range] = []
    for one in one_by_one(data, "col", "row"):
        name, is_hidden = name_of(one), one.get("hidden") in _ON
        if name == "col" and is_hidden:
            columns.append(range(int(one.get("min") or 1), int(one.get("max") or 1) + 1))
        elif name == "row" and (is_hidden or columns):
            full = (cell for cell in one if len(cell) > 0)
            if any(is_hidden or _is_in(cell, columns) for cell in full):
                return True
    return False


def _is_in(cell: Element, columns: list[range]) -> bool:
    letters = _LETTERS.match(cell.get("r") or "")
    number = 0
    for letter in letters[0][:4] if letters else "":
        number = number * 26 + ord(letter) - 64
    return any(number in one for one in columns)

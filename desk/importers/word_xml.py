"""The XML of a Word file: its names, and small changes to its tree."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

Element = Any
"""An element of lxml, which has no types."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
V = "{urn:schemas-microsoft-com:vml}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": W,
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": R,
    b"http://purl.oclc.org/ooxml/drawingml/main": A,
    b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": WP,
    b"http://purl.oclc.org/ooxml/drawingml/picture": PIC,
    b"http://purl.oclc.org/ooxml/officeDocument/math": M,
}
"""Names of the strict form of the same file, which Word writes when told to."""

_OFF = frozenset({"0", "false", "off", "none"})


def local(one: Element) -> str:
    """The name of a tag of Word's own; of others nothing."""
    tag = str(one.tag)
    return tag[len(W) :] if tag.startswith(W) else ""


def value_of(parent: Element | None, name: str) -> str:
    """The value of a setting that stands directly in ``parent``; empty when it has none."""
    found = None if parent is None else parent.find(f"{W}{name}")
    return "" if found is None else str(found.get(f"{W}val") or "")


def is_on(setting: Element | None) -> bool:
    """Whether a setting that may be written without a value is on."""
    return setting is not None and (setting.get(f"{W}val") or "1").lower() not in _OFF


def says(one: Element) -> bool:
    """Whether there are words or pictures in ``one``."""
    words = one.iter(f"{W}t", f"{W}delText", f"{M}t")
    return any((text.text or "").strip() for text in words) or any(
        True for _ in one.iter(f"{A}blip", f"{V}imagedata")
    )


def text_of(one: Element) -> str:
    """The words of a run or paragraph."""
    return "".join(text.text or "" for text in one.iter(f"{W}t"))


def replace(one: Element, others: Sequence[Element]) -> None:
    """Put ``others`` where ``one`` stood."""
    parent = one.getparent()
    at = parent.index(one)
    parent[at : at + 1] = others


def keep_only(parent: Element, names: Collection[str]) -> None:
    """Take everything else out of ``parent``."""
    for one in list(parent):
        if local(one) not in names:
            parent.remove(one)


def made(near: Element, tag: str, value: str = "") -> Element:
    """A new element for the tree of ``near``, perhaps with a value of Word's."""
    one = near.makeelement(tag)
    if value:
        one.set(f"{W}val", value)
    return one


def text(near: Element, said: str) -> Element:
    """``said`` as Word keeps it within a run."""
    one = near.makeelement(f"{W}t")
    one.text = said
    one.set(SPACE, "preserve")
    return one


def run(near: Element, said: str) -> Element:
    """``said`` as a run."""
    one = near.makeelement(f"{W}r")
    one.append(text(near, said))
    return one

"""XML of a document as a tree, read with nothing that XML can do beyond mark-up."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from lxml import etree  # type: ignore[import-untyped]

from plugins.attachments.faults import BROKEN, LARGE, RefusedError

Element: TypeAlias = Any
"""lxml says nothing of its types."""

MOST_TAGS = 6_000_000
"""Beginnings and ends of elements in what becomes a tree: each takes some 140 bytes of it, and half
as much again when all are listed; a sheet of 400,000 full rows has twice as many."""

_SAFE = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}


def parsed(data: bytes) -> Element:
    """The root of XML. Raises RefusedError when it is none, or too large for a tree."""
    if data.count(b"<") > MOST_TAGS:
        raise RefusedError(LARGE)
    parser = etree.XMLParser(**_SAFE)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise RefusedError(BROKEN) from error


def one_by_one(data: bytes, *names: str) -> Iterator[Element]:
    """Elements of these names as each ends, forgotten after: a sheet of any length costs little.

    Only what stands in the element itself may be looked at. Raises RefusedError when it is no XML.
    """
    wanted = [f"{{*}}{name}" for name in names]
    try:
        for _, one in etree.iterparse(io.BytesIO(data), tag=wanted, **_SAFE):
            yield one
            one.clear()
            above = one.getparent()
            while above is not None and one.getprevious() is not None:
                del above[0]
    except etree.XMLSyntaxError as error:
        raise RefusedError(BROKEN) from error


def written(root: Element) -> bytes:
    """The XML of a tree, the same for the same tree."""
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


_REMARK = re.compile(rb"<!--|<\?(?!xml\s)")


def without_remarks(data: bytes) -> bytes:
    """XML without its comments and instructions, which no reader is shown."""
    if not _REMARK.search(data):
        return data
    root = parsed(data)
    for one in list(root.iter(etree.Comment, etree.PI)):
        drop(one)
    return written(root)


def without(data: bytes, is_unwanted: Callable[[Element], bool]) -> bytes:
    """XML without the elements that are unwanted; byte for byte where there are none."""
    root = parsed(data)
    unwanted = [one for one in elements(root) if is_unwanted(one)]
    for one in unwanted:
        drop(one)
    return written(root) if unwanted else data


def elements(root: Element) -> list[Element]:
    """Every element of a tree, the root first; no comment, no instruction."""
    return list(root.iter(etree.Element))


def name_of(element: Element) -> str:
    """Its name without its namespace."""
    tag: str = element.tag
    return tag.rpartition("}")[2]


def values_of(element: Element) -> dict[str, str]:
    """Its attributes by their names without namespaces."""
    return {key.rpartition("}")[2]: value for key, value in element.attrib.items()}


def drop(element: Element) -> None:
    """Take an element out of its tree; the words behind it stay."""
    above, before, tail = element.getparent(), element.getprevious(), element.tail
    if above is None:
        return
    if tail:
        if before is not None:
            before.tail = (before.tail or "") + tail
        else:
            above.text = (above.text or "") + tail
    above.remove(element)

"""XML of a document as a tree, read with nothing that XML can do beyond mark-up."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeAlias

from lxml import etree  # type: ignore[import-untyped]

from plugins.attachments.faults import BROKEN, RefusedError

Element: TypeAlias = Any
"""lxml says nothing of its types."""


def parsed(data: bytes) -> Element:
    """The root of XML. Raises RefusedError when it is none."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        return etree.fromstring(data, parser)
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

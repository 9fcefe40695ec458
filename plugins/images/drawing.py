"""A drawing (SVG) made safe: read whole, and written anew from a list of what may be in it.

What is not on the list goes: scripts, links, pictures, letters set in somebody's font, whatever
is loaded from elsewhere. Simple styles become attributes, for pages allow no style in a drawing.
Source: Scalable Vector Graphics (SVG) 2; the names are those that only draw.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final
from xml.etree.ElementTree import Element, ParseError, XMLParser
from xml.sax.saxutils import quoteattr

from plugins.images.faults import RefusedError

_SVG: Final = "{http://www.w3.org/2000/svg}"
_DRAWN: Final = frozenset(("path", "rect", "circle", "ellipse", "line", "polyline", "polygon"))
_KEPT: Final = _DRAWN | frozenset(
    ("svg", "g", "defs", "linearGradient", "radialGradient", "stop", "clipPath")
)
_STYLED: Final = frozenset(
    (
        *("fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity"),
        *("stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "stroke-dasharray"),
        *("stroke-dashoffset", "opacity", "stop-color", "stop-opacity", "clip-rule", "color"),
        *("clip-path", "display", "visibility"),
    )
)
_GEOMETRY: Final = frozenset(
    (
        *("d", "points", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "fx"),
        *("fy", "width", "height", "viewBox", "transform", "gradientTransform", "offset"),
        *("gradientUnits", "spreadMethod", "clipPathUnits", "preserveAspectRatio", "id"),
    )
)
_VALUE = re.compile(r"[\w\s#%.,()+\-]*")
_INNER = re.compile(r"url\(\s*['\"]?(#[\w.-]+)['\"]?\s*\)")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_CLASS = re.compile(r"\.([\w-]+)")
_LENGTH = re.compile(r"([\d.]+)(?:px|pt|mm)?")
_ID = re.compile(r"[A-Za-z_][\w.-]*")
_Styles = Mapping[str, Mapping[str, str]]
_DEEPEST = 60
_MOST = 20_000
"""Elements and characters deeper or more than which is no emblem."""


def safe_drawing(data: bytes) -> bytes:
    """``data`` with nothing but what draws. Raises RefusedError."""
    if b"<!ENTITY" in data or b"\0" in data:
        raise RefusedError(_BROKEN)
    root = _parsed(data)
    if root.tag != f"{_SVG}svg":
        raise RefusedError(_BROKEN)
    styles = dict(_styles(root))
    rows = list(_written(root, styles, 0))
    if not any(row.startswith(f"<{name} ") for name in _DRAWN for row in rows):
        words = "biểu trưng SVG không có nét vẽ nào; ảnh nhúng thì hãy xuất thành PNG"
        raise RefusedError(words)
    return ("\n".join(rows) + "\n").encode()


_BROKEN: Final = "tệp không phải hình vẽ SVG, hoặc đã hỏng; hãy xuất lại thành SVG hoặc PNG"


def _parsed(data: bytes) -> Element:
    parser = XMLParser()  # noqa: S314 - no entity is declared in it, which was looked for
    try:
        parser.feed(data)
        root: Element = parser.close()
    except (ParseError, ValueError, LookupError) as error:
        raise RefusedError(_BROKEN) from error
    if sum(1 for _ in root.iter()) > _MOST:
        words = "hình vẽ có quá nhiều nét để làm biểu trưng; hãy xuất thành PNG"
        raise RefusedError(words)
    return root


def _styles(root: Element) -> Iterator[tuple[str, Mapping[str, str]]]:
    """What each class of the drawing's own style sheets says."""
    found: dict[str, dict[str, str]] = {}
    for sheet in root.iter(f"{_SVG}style"):
        for names, said in _RULE.findall(sheet.text or ""):
            for name in _CLASS.findall(names):
                found.setdefault(name, {}).update(_declared(said))
    yield from found.items()


def _declared(text: str) -> dict[str, str]:
    """``fill:#fff;stroke:none`` as attributes, as far as they only draw."""
    pairs = (part.partition(":") for part in text.split(";"))
    return {
        name.strip(): value.replace("!important", "").strip()
        for name, _, value in pairs
        if name.strip() in _STYLED
    }


def _written(element: Element, styles: _Styles, depth: int) -> Iterator[str]:
    name = element.tag.removeprefix(_SVG) if isinstance(element.tag, str) else ""
    if name not in _KEPT or depth > _DEEPEST:
        return
    said = dict(_attributes(element, styles))
    if depth == 0:
        said = {"xmlns": _SVG.strip("{}"), **_sized(said)}
    start = " ".join([f"<{name}", *(f"{key}={quoteattr(one)}" for key, one in said.items())])
    inside = [row for child in element for row in _written(child, styles, depth + 1)]
    if not inside:
        yield f"{start}/>"
        return
    yield f"{start}>"
    yield from inside
    yield f"</{name}>"


def _attributes(element: Element, styles: _Styles) -> Iterator[tuple[str, str]]:
    said = {key: one for key, one in element.attrib.items() if key in _STYLED | _GEOMETRY}
    for name in element.get("class", "").split():
        said |= styles.get(name, {})
    said |= _declared(element.get("style", ""))
    for key, value in said.items():
        inner = _INNER.fullmatch(value.strip())
        if inner is not None:
            yield key, f"url({inner[1]})"
        elif (_ID if key == "id" else _VALUE).fullmatch(value) and "url" not in value.lower():
            yield key, " ".join(value.split())


def _sized(said: Mapping[str, str]) -> dict[str, str]:
    """The outermost element's attributes: how far it reaches, and the size it is shown at."""
    found = {key: one for key, one in said.items() if key not in ("width", "height", "x", "y")}
    if "viewBox" not in found:
        sizes = [_LENGTH.fullmatch(said.get(key, "")) for key in ("width", "height")]
        if None in sizes:
            words = "hình vẽ SVG không ghi cỡ (viewBox); hãy xuất lại, hoặc xuất thành PNG"
            raise RefusedError(words)
        found["viewBox"] = " ".join(["0 0", *(one[1] for one in sizes if one)])
    return {**found, "width": "64", "height": "64"}

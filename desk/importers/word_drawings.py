"""The drawings of a Word file: which are pictures, and of those what is shown."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass

from PIL import Image

from desk.importers.word_styles import UNSURE
from desk.importers.word_xml import PIC, WP, WPS, A, Element, R, V, W

PICTURE_LINK = "anh"
"""The id of the one relationship that all pictures have for mammoth, which opens none."""

_HIDDEN = ("visibility:hidden", "display:none")
_SHAPES = (f"{WPS}wsp", f"{PIC}pic")
_WHOLE = (0.0, 0.0, 0.0, 0.0)
_MOST_PIXELS = 50_000_000
_UNFILLED = frozenset({"f", "false"})
_SIDES = ("left", "top", "right", "bottom")
_CROP = re.compile(r"(\d{0,6}\.?\d{1,9})(f?)")
_HEX = re.compile(r"#([0-9A-Fa-f]{6})\b")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the text."""

    target: str
    """The part that holds it; empty when it stands outside the file."""
    crop: tuple[float, float, float, float] = _WHOLE
    """What is cut off, of 1: left, top, right, bottom."""


def is_hidden(drawing: Element) -> bool:
    """Whether Word shows nothing of a drawing."""
    about = next(drawing.iter(f"{WP}docPr"), None)
    if about is not None and about.get("hidden") in ("1", "true"):
        return True
    return any(_is_unshown(one) for one in drawing)


def hidden_in(drawing: Element) -> list[Element]:
    """Of the shapes in a drawing of several, those of which Word shows nothing."""
    about = (one for one in drawing.iter() if str(one.tag).endswith("}cNvPr"))
    named = [one for one in about if one.get("hidden") in ("1", "true")]
    shapes = [next(one.iterancestors(*_SHAPES), None) for one in named]
    return [one for one in drawing.iter() if _is_unshown(one) or one in shapes]


def _is_unshown(one: Element) -> bool:
    style = (one.get("style") or "").replace(" ", "") if str(one.tag).startswith(V) else ""
    return any(said in style for said in _HIDDEN)


def pictures_of(drawing: Element) -> list[Element]:
    """Where in a drawing a picture is named."""
    return list(drawing.iter(f"{A}blip", f"{V}imagedata"))


def link_of(picture: Element) -> str:
    """The id of what a picture is; empty when it stands outside the file."""
    return picture.get(f"{R}embed") or picture.get(f"{R}id") or ""


def crop_of(picture: Element) -> tuple[float, float, float, float]:
    """What is cut off a picture: Word keeps the whole, and shows the rest."""
    if picture.tag == f"{V}imagedata":
        left, top, right, bottom = (_share(picture.get(f"crop{side}")) for side in _SIDES)
        return (left, top, right, bottom)
    rect = picture.getnext()
    while rect is not None and rect.tag != f"{A}srcRect":
        rect = rect.getnext()
    if rect is None:
        return _WHOLE
    left, top, right, bottom = (
        int(said) / 100_000 if (said := rect.get(side) or "").isdecimal() else 0.0
        for side in "ltrb"
    )
    return (left, top, right, bottom)


def _share(said: str | None) -> float:
    """What is cut off a side, as older Words say it: ``0.25``, or 65,536ths (``16384f``)."""
    found = _CROP.fullmatch((said or "").strip())
    if found is None:
        return 0.0
    return float(found[1]) / (65_536 if found[2] else 1)


def description_of(drawing: Element) -> str:
    """What is written for those who cannot see a drawing."""
    about = next(drawing.iter(f"{WP}docPr"), None)
    return "" if about is None else str(about.get("descr") or about.get("title") or "")


def fill_behind(box: Element) -> str:
    """The colour of the shape that a text box stands in, as ``RRGGBB``; ``?``: one not known.

    Empty when the shape has none, so that the page is seen through it.
    """
    for shape in box.iterancestors():
        if (painted := shape.get("fillcolor")) and shape.get("filled") not in _UNFILLED:
            found = _HEX.match(painted)
            return found[1] if found else UNSURE
        about = shape.find(f"{WPS}spPr")
        if about is None:
            continue
        if about.find(f"{A}noFill") is not None:
            return ""
        if (colour := about.find(f"{A}solidFill/{A}srgbClr")) is not None:
            return str(colour.get("val") or "")
        return UNSURE if len(about) or shape.find(f"{WPS}style") is not None else ""
    return ""


def drawn(near: Element, said: str) -> Element:
    """A drawing as mammoth reads it: one picture, with ``said`` as its description."""
    drawing, inline = near.makeelement(f"{W}drawing"), near.makeelement(f"{WP}inline")
    about = near.makeelement(f"{WP}docPr")
    about.set("descr", said)
    drawing.append(inline)
    inline.append(about)
    parent = inline
    for tag in (f"{A}graphic", f"{A}graphicData", f"{PIC}pic", f"{PIC}blipFill", f"{A}blip"):
        child = near.makeelement(tag)
        parent.append(child)
        parent = child
    parent.set(f"{R}embed", PICTURE_LINK)
    return drawing


def cropped(data: bytes, crop: tuple[float, float, float, float]) -> bytes:
    """A picture as it is shown; empty when what is cut off cannot be taken away."""
    if not any(crop):
        return data
    left, top, right, bottom = crop
    if left + right >= 1 or top + bottom >= 1:
        return b""
    try:
        with Image.open(io.BytesIO(data)) as image:
            if image.width * image.height > _MOST_PIXELS:
                return b""
            kind = image.format or "PNG"
            box = (
                round(image.width * left),
                round(image.height * top),
                round(image.width * (1 - right)),
                round(image.height * (1 - bottom)),
            )
            out = io.BytesIO()
            image.crop(box).save(out, kind, **({"quality": 92} if kind == "JPEG" else {}))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return b""
    return out.getvalue()

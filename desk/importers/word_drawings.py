"""The drawings of a Word file: which are pictures, and of those what is shown."""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image

from desk.importers.word_xml import PIC, WP, A, Element, R, V, W

PICTURE_LINK = "anh"
"""The id of the one relationship that all pictures have for mammoth, which opens none."""

_HIDDEN = "visibility:hidden"
_WHOLE = (0.0, 0.0, 0.0, 0.0)
_MOST_PIXELS = 50_000_000


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
    styles = (one.get("style") or "" for one in drawing if str(one.tag).startswith(V))
    return any(_HIDDEN in style.replace(" ", "") for style in styles)


def pictures_of(drawing: Element) -> list[Element]:
    """Where in a drawing a picture is named."""
    return list(drawing.iter(f"{A}blip", f"{V}imagedata"))


def link_of(picture: Element) -> str:
    """The id of what a picture is; empty when it stands outside the file."""
    return picture.get(f"{R}embed") or picture.get(f"{R}id") or ""


def crop_of(picture: Element) -> tuple[float, float, float, float]:
    """What is cut off a picture: Word keeps the whole, and shows the rest."""
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


def description_of(drawing: Element) -> str:
    """What is written for those who cannot see a drawing."""
    about = next(drawing.iter(f"{WP}docPr"), None)
    return "" if about is None else str(about.get("descr") or about.get("title") or "")


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

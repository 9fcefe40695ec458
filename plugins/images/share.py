"""The picture that stands for a page where it is shared: drawn once for a whole section.

Facebook and Zalo show 1,200 × 630 pixels. Letters are set without the machine's own fonts
and layout engines, so that every machine draws the same.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from PIL import Image, ImageDraw, ImageFont

RECIPE = 1
"""Raise by one whenever a change here changes what is drawn."""

SIZE = (1200, 630)
_EDGE = 72
_BAND = 14
_EMBLEM = 150
_TITLE, _AGENCY, _HOST = 96, 42, 32
"""Largest sizes of letters."""
_LEAST = 12
_LEADING = 1.32
_FOOT = 540


class Card(NamedTuple):
    """What is drawn, and with what."""

    title: str
    agency: str
    """Beside the emblem; empty where the title says it."""
    host: str
    emblem: bytes
    font: bytes
    colours: tuple[tuple[str, str], ...]
    """The theme's, each after its purpose: ``paper``."""


def drawn(card: Card) -> bytes:
    """``card`` as a JPEG."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - slow to load, and seldom needed

    colours = dict(card.colours)
    image = Image.new("RGB", SIZE, colours["paper"])
    draw = ImageDraw.Draw(image)
    width, right = SIZE[0], SIZE[0] - _EDGE
    draw.rectangle((0, 0, width, _BAND), fill=colours["lacquer"])
    with Image.open(io.BytesIO(card.emblem)) as emblem:
        sign = emblem.convert("RGBA").resize((_EMBLEM, _EMBLEM), Image.Resampling.LANCZOS)
    image.paste(sign, (_EDGE, _EDGE), sign)
    beside = _EDGE + _EMBLEM + 36
    _set(draw, card, card.agency, "nameplate", _AGENCY, (beside, _EDGE, right, _EDGE + _EMBLEM))
    _set(draw, card, card.title, "ink", _TITLE, (_EDGE, _EDGE + _EMBLEM + 24, right, _FOOT - 24))
    draw.line((_EDGE, _FOOT, right, _FOOT), fill=colours["lacquer"], width=2)
    _set(draw, card, card.host, "ink-soft", _HOST, (_EDGE, _FOOT, right, SIZE[1]))
    return _jpeg(image)


def fitted(source: bytes) -> bytes:
    """A picture of the agency's own, cut to ``SIZE``, of plain pixels. Raises ValueError."""
    from PIL import Image, ImageOps  # noqa: PLC0415 - as above

    try:
        with Image.open(io.BytesIO(source)) as image:
            upright = ImageOps.exif_transpose(image).convert("RGBA")
    except Exception as error:  # Pillow raises a dozen types for broken data
        message = "không mở được như một ảnh"
        raise ValueError(message) from error
    whole = ImageOps.fit(upright, SIZE)
    plain = Image.new("RGB", SIZE, "white")
    plain.paste(whole, mask=whole)
    return _jpeg(plain)


def _jpeg(image: Image.Image) -> bytes:
    made = io.BytesIO()
    image.save(made, "JPEG", quality=85, optimize=True)
    return made.getvalue()


def _set(
    draw: ImageDraw.ImageDraw,
    card: Card,
    text: str,
    colour: str,
    largest: int,
    box: tuple[int, int, int, int],
) -> None:
    """Set ``text`` in the middle of the height of ``box``, as large as it fits."""
    from PIL import ImageFont  # noqa: PLC0415 - as above

    left, top, right, bottom = box
    for size in range(largest, _LEAST, -2):
        font = ImageFont.truetype(io.BytesIO(card.font), size, layout_engine=ImageFont.Layout.BASIC)
        lines, step = _filled(text, font, right - left), size * _LEADING
        if len(lines) * step <= bottom - top and max(map(font.getlength, lines)) <= right - left:
            break
    # As many lines, about as long as each other.
    narrower = (_filled(text, font, width) for width in range(left, right - left, 32))
    lines = next((some for some in narrower if len(some) == len(lines)), lines)
    y = (top + bottom - len(lines) * step) / 2
    for line in lines:
        y += step
        draw.text(
            (left, y - step / 2), line, font=font, fill=dict(card.colours)[colour], anchor="lm"
        )


def _filled(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """``text`` in as few lines as ``width`` allows."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return [line for line in lines if line] or [""]

"""The picture that stands for a page where it is shared: drawn once for a whole section.

Facebook and Zalo show 1,200 × 630 pixels. Letters are set without the machine's own fonts
and layout engines, so that every machine draws the same.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, NamedTuple

from plugins.images.faults import BROKEN, RefusedError, heavy, no_picture, too_many
from plugins.images.kinds import Kind, recognised
from plugins.images.spec import MOST_PIXELS

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
_UNLIKE = 0.02
"""Share of a side that nobody misses."""
_FOOT = 540


class Card(NamedTuple):
    """What is drawn, and with what."""

    title: str
    agency: str
    """Beside the emblem; empty where the title says it."""
    host: str
    emblem: bytes
    """A picture; empty where there is none in pixels."""
    font: bytes
    colours: tuple[tuple[str, str], ...]
    """The theme's, each after its purpose: ``paper``."""


def drawn(card: Card) -> bytes:
    """``card`` as a JPEG."""
    from PIL import Image, ImageDraw, ImageOps  # noqa: PLC0415 - slow to load, seldom needed

    colours = dict(card.colours)
    image = Image.new("RGB", SIZE, colours["paper"])
    draw = ImageDraw.Draw(image)
    width, right = SIZE[0], SIZE[0] - _EDGE
    draw.rectangle((0, 0, width, _BAND), fill=colours["lacquer"])
    beside = _EDGE
    if card.emblem:
        with Image.open(io.BytesIO(card.emblem)) as emblem:
            whole = emblem.convert("RGBA")
        sign = ImageOps.pad(whole, (_EMBLEM, _EMBLEM), Image.Resampling.LANCZOS)
        image.paste(sign, (_EDGE, _EDGE), sign)
        beside += _EMBLEM + 36
    _set(draw, card, card.agency, "nameplate", _AGENCY, (beside, _EDGE, right, _EDGE + _EMBLEM))
    _set(draw, card, card.title, "ink", _TITLE, (_EDGE, _EDGE + _EMBLEM + 24, right, _FOOT - 24))
    draw.line((_EDGE, _FOOT, right, _FOOT), fill=colours["lacquer"], width=2)
    _set(draw, card, card.host, "ink-soft", _HOST, (_EDGE, _FOOT, right, SIZE[1]))
    return _jpeg(image)


def fitted(source: bytes) -> bytes:
    """A picture of the agency's own, cut to ``SIZE``, of plain pixels. Raises RefusedError."""
    from PIL import Image, ImageOps  # noqa: PLC0415 - as above

    whole = ImageOps.fit(taken(source), SIZE)
    plain = Image.new("RGB", SIZE, "white")
    plain.paste(whole, mask=whole)
    return _jpeg(plain)


def size_reminder(source: bytes) -> str:
    """What ``fitted`` does to a picture that has another size; empty of one that is as it should.

    Raises RefusedError when ``fitted`` does.
    """
    width, height = taken(source).size
    wanted = f"{SIZE[0]} × {SIZE[1]}"
    if width < SIZE[0] or height < SIZE[1]:
        return f"ảnh {width} × {height} nhỏ quá nên sẽ mờ; hãy thay bằng ảnh {wanted} điểm ảnh"
    if abs(width * SIZE[1] / (height * SIZE[0]) - 1) > _UNLIKE:
        side = "hai bên" if width * SIZE[1] > height * SIZE[0] else "trên và dưới"
        return f"ảnh {width} × {height} bị cắt bớt {side}; hãy thay bằng ảnh {wanted} điểm ảnh"
    return ""


def taken(source: bytes) -> Image.Image:
    """The picture in ``source``, upright, with its transparency. Raises RefusedError."""
    from PIL import Image  # noqa: PLC0415 - as above

    if too_heavy := heavy(len(source)):
        raise RefusedError(too_heavy)
    kind, begins = recognised(source)
    if kind is None:
        raise RefusedError(no_picture(source))
    try:
        return _upright(source[begins:], kind)
    except Image.DecompressionBombError:
        raise RefusedError(too_many("nhiều hơn", MOST_PIXELS)) from None
    except Exception as error:  # Pillow raises a dozen types for broken data
        raise RefusedError(BROKEN) from error


def _upright(source: bytes, kind: Kind) -> Image.Image:
    from PIL import Image  # noqa: PLC0415 - as above

    from plugins.images.pillow import opened, orientation, upright  # noqa: PLC0415 - as above

    with opened(source, kind) as image:
        if image.width * image.height > MOST_PIXELS:
            raise Image.DecompressionBombError
        return upright(image, orientation(image)).convert("RGBA")


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

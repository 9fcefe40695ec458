"""The emblem of a new newsroom: the agency's own made safe, or one that is ready, in its colour."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from desk.starting.agency_answers import Answers, EmblemAnswer
from desk.starting.kits import drawing, kit_of
from plugins.colour import channels, hex_of
from plugins.images.drawing import safe_drawing
from plugins.images.faults import RefusedError
from plugins.images.kinds import recognised
from plugins.images.share import taken

NAME: Final = "bieu-trung"
_READY: Final = "#8c1717"
"""The ground of the emblems that are ready."""
_LINE: Final = 0xCF
"""Green of the darkest line on it: what is greener is no ground."""
_SIDE = 512


def emblem_files(answers: Answers, theme: Path) -> Mapping[str, bytes]:
    """Files below the content folder, the emblem first; none where the theme's own will do.

    Raises RefusedError.
    """
    own = answers.emblem
    if own.name:
        return _safe(own)
    ready, colour = kit_of(answers.kind).emblem, hex_of(answers.colour) or _READY
    if not ready and colour == _READY:
        return {}
    drawn, pixels = _drawn(ready, theme)
    return {
        f"{NAME}.svg": drawn.replace(_READY.encode(), colour.encode()),
        f"{NAME}.png": _coloured(pixels, colour),
    }


def _drawn(ready: str, theme: Path) -> tuple[bytes, bytes]:
    """The emblem of that name in lines and in pixels; the theme's where it has no name."""
    if ready:
        return drawing(f"{ready}.svg"), drawing(f"{ready}.png")
    static = theme / "static"
    return (static / "emblem.svg").read_bytes(), (static / "emblem.png").read_bytes()


def _safe(own: EmblemAnswer) -> dict[str, bytes]:
    kind, _ = recognised(own.data)
    if kind is None:
        return {f"{NAME}.svg": safe_drawing(own.data)}
    if kind != "png":
        words = "biểu trưng phải là SVG hoặc PNG"
        raise RefusedError(words)
    from PIL import Image, ImageOps  # noqa: PLC0415 - slow to load

    image = taken(own.data)
    side = min(_SIDE, max(image.size))
    square = ImageOps.pad(image, (side, side), Image.Resampling.LANCZOS, color=(0, 0, 0, 0))
    return {f"{NAME}.png": _png(square)}


def _coloured(pixels: bytes, colour: str) -> bytes:
    """An emblem that is ready, with another ground, as far as each pixel is ground."""
    import numpy as np  # noqa: PLC0415 - slow to load
    from PIL import Image  # noqa: PLC0415 - as above

    if colour == _READY:
        return pixels
    with Image.open(io.BytesIO(pixels)) as image:
        dots = np.asarray(image.convert("RGBA")).astype(float)
    was, now = np.array(channels(_READY), float), np.array(channels(colour), float)
    ground = np.clip((_LINE - dots[..., 1]) / (_LINE - was[1]), 0, 1)[..., None]
    dots[..., :3] = np.clip(dots[..., :3] + (now - was) * ground, 0, 255)
    return _png(Image.fromarray(dots.round().astype("uint8"), "RGBA").quantize(64))


def _png(image: object) -> bytes:
    made = io.BytesIO()
    image.save(made, "PNG", optimize=True)  # type: ignore[attr-defined]
    return made.getvalue()

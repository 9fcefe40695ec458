"""The little we ask of Pillow before any pixel matters: opening, turning upright, transparency."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image

SIXTEEN_BITS = frozenset({"I", "I;16", "I;16B", "I;16L"})
"""Modes of a grey picture with 16 bits a pixel; Pillow can do little in them."""

_ORIENTATION = 0x0112
_TURNED = (5, 6, 7, 8)
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


@contextmanager
def opened(data: bytes, kind: str) -> Iterator[Image.Image]:
    """The picture in ``data``, header read and pixels not; ``kind`` is ``jpeg``, ``png``, ``webp``.

    Pillow's warnings are silenced inside: each is about a part we throw away
    (EXIF, palette, a second picture) or about a size that ``examine`` judges.
    Raises whatever Pillow raises when the header cannot be read.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(io.BytesIO(data), formats=[kind.upper()]) as image:
            yield image


def orientation(image: Image.Image) -> int:
    """The EXIF orientation, 1 to 8; 1 when there is none or it cannot be read."""
    try:
        value = image.getexif().get(_ORIENTATION, 1)
    except Exception:  # noqa: BLE001  broken EXIF fails in many ways, and all mean "not said"
        return 1
    return value if value in _UPRIGHT else 1


def upright_size(image: Image.Image) -> tuple[int, int]:
    """Width and height as a reader sees them."""
    width, height = image.size
    return (height, width) if orientation(image) in _TURNED else (width, height)


def turned(size: tuple[int, int], how: int) -> tuple[int, int]:
    """``size`` (upright) as it lies in a file of orientation ``how``, and the other way round."""
    return (size[1], size[0]) if how in _TURNED else size


def upright(image: Image.Image, how: int) -> Image.Image:
    """``image`` turned as orientation ``how`` asks."""
    return image.transpose(_UPRIGHT[how]) if how in _UPRIGHT else image


def see_through(image: Image.Image) -> bool:
    """True when any pixel of the (loaded) picture is not opaque."""
    if image.mode in SIXTEEN_BITS or not image.has_transparency_data:
        return False
    low, _ = image.convert("RGBA").getchannel("A").getextrema()
    return bool(low != 255)  # noqa: PLR2004  opaque, by definition

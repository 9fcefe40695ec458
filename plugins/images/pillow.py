"""The little we ask of Pillow before any pixel matters: opening, turning upright, transparency."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Literal

from PIL import Image, ImageChops, JpegImagePlugin

from plugins.images.containers import JPEG_END, jpeg_scans
from plugins.images.kinds import Kind

SIXTEEN_BITS = frozenset({"I", "I;16", "I;16B", "I;16L", "I;16N"})
"""Modes of a grey picture with 16 bits a pixel; Pillow can do little in them."""

_DEEP = SIXTEEN_BITS | {"F"}

_FORMATS: dict[Kind, str] = {
    "jpeg": "JPEG",
    "png": "PNG",
    "webp": "WEBP",
    "gif": "GIF",
    "bmp": "BMP",
    "tiff": "TIFF",
    "heic": "HEIF",
    "avif": "AVIF",
    "jp2": "JPEG2000",
}
_TURNED_BY_DECODER = frozenset({"TIFF", "HEIF"})
"""Formats of which the pixels come upright already, whatever EXIF says."""

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

_NOISE = bytes((i * 89 + 37) % 255 for i in range(512))
"""Bytes that are no marker and mean something in any entropy-coded data."""

_COMPARED = 4_000_000
"""Pixels at which two decodings of a photo are compared."""


@contextmanager
def opened(data: bytes, kind: Kind) -> Iterator[Image.Image]:
    """The picture in ``data``, header read and pixels not.

    Pillow's warnings are silenced inside: each is about a part we throw away
    (EXIF, palette, a second picture) or about a size that ``examine`` judges.
    Raises whatever Pillow raises when the header cannot be read.
    """
    if kind == "heic":
        _learn_heic()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(io.BytesIO(data), formats=[_FORMATS[kind]]) as image:
            yield image


@cache
def _learn_heic() -> None:
    """Let Pillow read HEIC; loaded only when the first one is met: it takes a tenth of a second."""
    import pillow_heif  # noqa: PLC0415 - as said

    # Only the picture itself: a thumbnail must never stand in for it.
    pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)


def orientation(image: Image.Image) -> int:
    """The EXIF orientation, 1 to 8; 1 when there is none or it cannot be read."""
    if image.format in _TURNED_BY_DECODER:
        return 1
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


def opacity(image: Image.Image) -> tuple[int, int]:
    """How opaque the least and the most opaque pixel of the (loaded) picture are, 0 to 255."""
    if image.mode in _DEEP or not image.has_transparency_data:
        return 255, 255
    seen = image if image.mode in {"RGBA", "LA"} else image.convert("RGBA")
    low, high = seen.getchannel("A").getextrema()
    return int(low), int(high)  # type: ignore[arg-type]  # of one channel they are two numbers


def is_deep(image: Image.Image) -> bool:
    """Whether a grey picture has more than 8 bits a pixel."""
    return image.mode in _DEEP


def eight_bits(image: Image.Image) -> Image.Image:
    """A deep grey picture in mode L: by its 16 bits, or from its darkest to its lightest level.

    The second is for levels that no 16 bits hold; ``convert`` would clip both instead of scale.
    """
    low, high = image.getextrema()
    low, high = float(low), float(high)  # type: ignore[arg-type]  # of one channel: two numbers
    if image.mode != "F" and low >= 0 and high <= 0xFFFF:  # noqa: PLR2004 - 16 bits
        low, high = 0.0, float(0xFFFF)
    elif image.mode == "F" and low >= 0 and high <= 1:
        low, high = 0.0, 1.0
    scale = 255 / (high - low) if high > low else 0.0
    mode = "F" if image.mode == "F" else "I"
    return image.convert(mode).point(lambda level: level * scale - low * scale).convert("L")


def jpeg_missing(data: bytes) -> float:
    """Which share of its rows, from below, a JPEG without its end lacks; 0 when it is all there.

    ``data`` ends where its entropy-coded data does. Nothing is lacking when it
    makes no difference what comes after them. Raises what Pillow does when
    nothing can be decoded.
    """
    data = data.rstrip(b"\xff")  # half of a marker
    if not jpeg_scans(data).complete:
        return 1.0
    one, other = (_decoded(data + more + JPEG_END) for more in (b"", _NOISE))
    differing = ImageChops.difference(one, other).getbbox()
    return (one.height - differing[1]) / one.height if differing else 0.0


def tiff_is_cut(data: bytes) -> bool:
    """Whether a TIFF that cannot be decoded lacks its end: its directory, or any of its strips."""
    order: Literal["big", "little"] = "big" if data.startswith(b"MM") else "little"
    if int.from_bytes(data[4:8], order) >= len(data):
        return True
    try:
        with opened(data, "tiff") as image:
            tags = getattr(image, "tag_v2", {})
            places = tags.get(273) or tags.get(324) or ()
            sizes = tags.get(279) or tags.get(325) or ()
            return any(sum(strip) > len(data) for strip in zip(places, sizes, strict=False))
    except Exception:  # noqa: BLE001 - its directory cannot be read
        return False


def _decoded(data: bytes) -> Image.Image:
    with opened(data, "jpeg") as image:
        scale = max(1.0, (image.width * image.height / _COMPARED) ** 0.5)
        image.draft(None, (int(image.width / scale), int(image.height / scale)))
        image.load()
        return image.convert("RGB")


def jpeg_tables(image: Image.Image) -> tuple[dict[int, list[int]], int] | None:
    """How finely a JPEG was quantised, and its colours' sampling; None of any other picture."""
    if not isinstance(image, JpegImagePlugin.JpegImageFile) or image.mode not in {"L", "RGB"}:
        return None
    tables = {index: list(table) for index, table in image.quantization.items()}
    return tables, JpegImagePlugin.get_sampling(image)

"""Bytes for one rendition: as good as is usual, and never more of them than a limit.

Each format has a short list of ways, the best first. A drawing keeps few colours
after it was made smaller, for edges made smooth are what makes it large; or it
is sent as a photo where that is the smaller file by far.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from math import log10

from PIL import Image, ImageChops, ImageStat

_JPEG = (80, 65, 50)
_WEBP = (75, 60, 45)
_LOSSY = (75, 50)
"""WebP qualities of a drawing that is sent as a photo."""
_FORCED_JPEG = (35, 20, 10, 4, 1)
_FORCED_WEBP = (30, 15, 5, 0)
_COARSER = (1.0, 1.2, 1.5, 2.0)
"""By how much coarser than its source a photo of the same size is quantised, in turn."""

_COLOURS = (16, 32, 64, 128, 256)
_VERY_FEW = 16
_FORCED_COLOURS = (8, 4, 2)
_FAITHFUL = 36.0
"""Decibels (PSNR) from which fewer colours are not seen to be fewer."""
_PASSABLE = 30.0

_SAMPLE = 250_000
"""Pixels by which it is tried how many colours are enough."""

_LETTERS = 1.5
"""A drawing stays without loss, its letters sharp, unless that is so many times the bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A picture at one size, ready to be encoded: RGB, or RGBA when it is transparent."""

    image: Image.Image
    flat: bool = False
    tables: tuple[Mapping[int, Sequence[int]], int] | None = None
    """Of a JPEG of this very size: its quantisation tables and its colours' sampling."""
    own: bytes | None = None
    """Of a PNG of this very size: a file of its pixels alone, as they were packed there."""


def encoded(drawn: Drawn, mime: str, limit: int) -> bytes | None:
    """The best of ``mime`` in at most ``limit`` bytes; None when what fits would look poor."""
    return next((data for data in _ways(drawn, mime) if len(data) <= limit), None)


def usual(drawn: Drawn, mime: str) -> bytes:
    """As it is encoded where bytes are no matter."""
    return next(_ways(drawn, mime))


def forced(drawn: Drawn, mime: str, limit: int) -> bytes:
    """As ``encoded``, however poor: the first that fits, or where nothing does the smallest."""
    least = b""
    for data in chain(_ways(drawn, mime), _poor_ways(drawn, mime)):  # each only when asked for
        if len(data) <= limit:
            return data
        least = data if not least or len(data) < len(least) else least
    return least


def _ways(drawn: Drawn, mime: str) -> Iterator[bytes]:
    image = drawn.image
    if mime == "image/jpeg":
        yield _jpeg(image, _JPEG[0])
        if drawn.tables is not None:
            yield from (_jpeg_as(image, *drawn.tables, by) for by in _COARSER)
        yield from (_jpeg(image, quality) for quality in _JPEG[1:])
    elif mime == "image/png":
        yield from _pngs(drawn)
    elif drawn.flat:
        yield from _flat_webps(image)
    else:
        yield from (_webp(image, quality) for quality in _WEBP)


def _poor_ways(drawn: Drawn, mime: str) -> Iterator[bytes]:
    image = drawn.image
    if mime == "image/jpeg":
        yield from (_jpeg(image, quality) for quality in _FORCED_JPEG)
    elif mime == "image/png":
        yield from (_png(_quantised(image, colours)) for colours in _FORCED_COLOURS)
    else:
        if drawn.flat:
            for colours in _FORCED_COLOURS:
                yield _lossless(_quantised(image, colours))
        yield from (_webp(image, quality) for quality in _FORCED_WEBP)


def _pngs(drawn: Drawn) -> Iterator[bytes]:
    image = drawn.image
    if not drawn.flat:
        yield _png(image)
        if (fewer := _fewer(image, _PASSABLE, _COLOURS[::-1][:1])) is not None:
            yield _png(fewer)
        return
    best = _fewer(image, _FAITHFUL)
    yield _png(image if best is None else best)
    if drawn.own is not None:
        yield drawn.own
    if (fewer := _fewer(image, _PASSABLE)) is not None:
        yield _png(fewer)


def _flat_webps(image: Image.Image) -> Iterator[bytes]:
    if few_colours(image):  # no edge is smooth: nothing else comes near
        yield _lossless(image)
    best = _fewer(image, _FAITHFUL)
    sharp = _lossless(image if best is None else best)
    soft = _webp(image, _LOSSY[0])
    both = (sharp, soft) if len(sharp) <= _LETTERS * len(soft) else (soft, sharp)
    yield from both
    if (fewer := _fewer(image, _PASSABLE)) is not None:
        yield _lossless(fewer)
    yield from (_webp(image, quality) for quality in _LOSSY[1:])


def _fewer(
    image: Image.Image, faithful: float, colours: Sequence[int] = _COLOURS
) -> Image.Image | None:
    """``image`` with as few of ``colours`` as stay ``faithful`` (PSNR, decibels).

    How many that are is found on a part of its pixels.
    """
    sample = image
    if image.width * image.height > _SAMPLE:
        scale = (_SAMPLE / (image.width * image.height)) ** 0.5
        size = (max(1, int(image.width * scale)), max(1, int(image.height * scale)))
        sample = image.resize(size, Image.Resampling.NEAREST)
    for count in colours:
        if _likeness(sample, _quantised(sample, count)) >= faithful:
            fewer = _quantised(image, count)
            if sample is image or _likeness(image, fewer) >= faithful:
                return fewer
    return None


def _quantised(image: Image.Image, colours: int) -> Image.Image:
    how = Image.Quantize.FASTOCTREE if image.mode == "RGBA" else Image.Quantize.MEDIANCUT
    return image.quantize(colours, method=how, dither=Image.Dither.NONE)


def few_colours(image: Image.Image) -> bool:
    """Whether it has as few colours as a page scanned in black and white, or a chart."""
    return image.getcolors(_VERY_FEW) is not None


def _likeness(one: Image.Image, other: Image.Image) -> float:
    """Peak signal-to-noise ratio of two pictures of one size, in decibels; 99 at most."""
    squares = ImageStat.Stat(ImageChops.difference(one, other.convert(one.mode))).rms
    mean = sum(square**2 for square in squares) / len(squares)
    return min(99.0, 10 * log10(255**2 / mean)) if mean else 99.0


def _saved(save: Callable[[io.BytesIO], None]) -> bytes:
    out = io.BytesIO()
    save(out)
    return out.getvalue()


def _webp(image: Image.Image, quality: int) -> bytes:
    return _saved(lambda out: image.save(out, "WEBP", quality=quality, method=4))


def _lossless(image: Image.Image) -> bytes:
    mode = "RGBA" if image.mode == "RGBA" or image.has_transparency_data else "RGB"
    plain = image.convert(mode)
    return _saved(lambda out: plain.save(out, "WEBP", lossless=True, quality=75, method=4))


def _jpeg(image: Image.Image, quality: int) -> bytes:
    return _saved(
        lambda out: image.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
    )


def _jpeg_as(
    image: Image.Image, tables: Mapping[int, Sequence[int]], sampling: int, by: float
) -> bytes:
    """A JPEG quantised with the ``tables`` of its source, ``by`` times as coarsely."""
    coarser = {
        index: [min(255, max(1, round(step * by))) for step in table]
        for index, table in tables.items()
    }
    plain = image.convert("L") if len(tables) == 1 else image
    more = {} if sampling < 0 else {"subsampling": sampling}
    return _saved(
        lambda out: plain.save(
            out, "JPEG", qtables=coarser, optimize=True, progressive=True, **more
        )
    )


def _png(image: Image.Image) -> bytes:
    return _saved(lambda out: image.save(out, "PNG", optimize=True))

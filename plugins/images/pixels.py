"""The pixels: every rendition of a picture from one decoding of its source.

What is written is a fresh picture of plain pixels, so nothing of the source but
its pixels can come along: no EXIF, GPS, XMP, IPTC, comment, text or thumbnail.
Colours are sRGB, which is what a picture without a profile means to a browser.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace

from PIL import Image, ImageCms

from plugins.images.containers import png_pixels, readable
from plugins.images.encode import Drawn, encoded, few_colours, forced, usual
from plugins.images.pillow import (
    eight_bits,
    is_deep,
    jpeg_tables,
    opened,
    orientation,
    turned,
    upright,
)
from plugins.images.spec import NATIVE, WIDTHS, Offer, Spec, picture

_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))

_NARROWEST = (480, 320, 160)
"""Widths to fall back to, where nothing wider fits."""

_LITTLE = 20_000
"""Bytes that a phone may be sent as well: a narrower rendition would save it nothing."""

_WORTH = 0.8
"""Of the bytes of the next wider one, what a narrower rendition of a drawing may have at most."""


def render(spec: Spec, source: bytes) -> Mapping[str, bytes]:
    """Address → bytes of every rendition of ``picture(spec)``; equal calls give equal bytes.

    None has more bytes than ``source``, which must be what ``examine`` made ``spec`` from.
    """
    plan = picture(spec)
    largest = plan.fallback
    drawn = drawn_at(spec, source, (largest.width, largest.height))
    made = {largest.url: forced(drawn, largest.mime, len(source))}
    limit = len(source)
    for rendition in reversed(plan.webp):
        size = (rendition.width, rendition.height)
        data = forced(_smaller(drawn, size), rendition.mime, limit)
        made[rendition.url] = data
        limit = min(limit, len(data))
    return made


def offer(spec: Spec, source: bytes) -> Offer:
    """Which renditions of ``spec`` are worth having, found by making them.

    The widest that fits in the bytes of ``source`` and looks well; of a drawing
    also its own size, which needs no smooth edges. Then WebP, each narrower one
    only where it is much the smaller file too: no reader pays for less.
    """
    limit = len(source)
    for width in _widths(spec, source):
        drawn = drawn_at(spec, source, spec.size_at(width))
        webp = encoded(drawn, "image/webp", limit)
        form = _form(spec, drawn, limit, webp)
        if form is not None:
            return Offer(form=form, width=width, webp=_widths_of(spec, drawn, webp))
    forms = ("image/png", "image/webp") if spec.drawn else ("image/jpeg", "image/webp", "image/png")
    for width in dict.fromkeys(min(one, spec.width) for one in (*WIDTHS[::-1], *_NARROWEST)):
        drawn = drawn_at(spec, source, spec.size_at(width))
        for form in forms:
            if len(forced(drawn, form, limit)) <= limit:
                return Offer(form=form, width=width)
    return Offer(form="image/png", width=min(spec.width, _NARROWEST[-1]))


def _widths(spec: Spec, source: bytes) -> list[int]:
    """The widths to try, the best first.

    A drawing may have its own size; that is the best where its colours are so few that
    each edge made smooth costs more than the pixels saved.
    """
    widths = sorted({min(width, spec.width) for width in WIDTHS}, reverse=True)
    if spec.flat and spec.width > widths[0] and spec.width * spec.height <= NATIVE:
        whole = drawn_at(spec, source, (spec.width, spec.height))
        widths.insert(0 if few_colours(whole.image) else 1, spec.width)
    return widths


def _form(spec: Spec, drawn: Drawn, limit: int, webp: bytes | None) -> str | None:
    """In which form any browser is sent it; None when none fits.

    Both JPEG and PNG: PNG for a drawing, unless it is much the larger. Only ``webp``:
    a poor JPEG beside it, which only the oldest browsers take, or WebP for them too.
    """
    sharp = encoded(drawn, "image/png", limit) if spec.drawn else None
    if sharp and (spec.transparent or few_colours(drawn.image)):
        return "image/png"
    soft = None if spec.transparent else encoded(drawn, "image/jpeg", limit)
    if sharp and (not soft or len(sharp) <= 2 * len(soft)):
        return "image/png"
    if soft:
        return "image/jpeg"
    if webp and spec.transparent:
        return "image/webp"
    if webp and len(forced(drawn, "image/jpeg", limit)) <= limit:
        return "image/jpeg"
    return None


def _widths_of(spec: Spec, drawn: Drawn, webp: bytes | None) -> tuple[int, ...]:
    """The widths at which WebP is worth having, narrowest first; ``webp`` is the widest, if any."""
    if webp is None:
        return ()
    data, widest = webp, drawn.image.width
    found = [widest]
    # What saves an edge's width saves few bytes of a drawing: the narrowest alone may.
    for width in WIDTHS[:1] if spec.flat else reversed(WIDTHS):
        if width >= widest or (spec.flat and len(data) <= _LITTLE):
            continue
        narrower = usual(_smaller(drawn, spec.size_at(width)), "image/webp")
        if len(narrower) <= (_WORTH if spec.flat else 1) * len(data):
            found.append(width)
            data = narrower
    return tuple(reversed(found))


def _smaller(drawn: Drawn, size: tuple[int, int]) -> Drawn:
    if size == drawn.image.size:
        return drawn
    image = drawn.image.resize(size, Image.Resampling.LANCZOS)
    return replace(drawn, image=image, tables=None, own=None)


def drawn_at(spec: Spec, source: bytes, size: tuple[int, int]) -> Drawn:
    """The picture upright, in sRGB, at ``size``; mode RGB, or RGBA when it is transparent."""
    whole = spec.whole(source)
    with opened(readable(whole, spec.kind).data, spec.kind) as image:
        how = orientation(image)
        lying = turned(size, how)
        profile = image.info.get("icc_profile")
        if spec.kind == "jpeg":
            # libjpeg halves while it decodes: an eighth of the work, and of the memory
            image.draft(None, lying)
        tables = jpeg_tables(image) if image.size == lying else None
        image.load()
        plain = _plain(image, transparent=spec.transparent)
        own = plain.size == lying
        if not own:
            plain = plain.resize(lying, Image.Resampling.LANCZOS, reducing_gap=3.0)
        shown = _srgb(upright(plain, how), profile)
    mode = "RGBA" if spec.transparent else "RGB"
    clean = Image.new(mode, shown.size)
    clean.paste(shown if shown.mode == mode else shown.convert(mode))
    if spec.transparent:  # what nobody sees is not published
        nothing = Image.new(mode, clean.size, (0, 0, 0, 0))
        clean = Image.composite(clean, nothing, clean.getchannel("A").point(_any))
    packed = None
    if own and spec.kind == "png" and spec.flat and how == 1 and not profile:
        packed = png_pixels(whole)
    return Drawn(image=clean, flat=spec.flat, tables=tables, own=packed)


def _any(level: int) -> int:
    return 255 if level else 0


def _plain(image: Image.Image, *, transparent: bool) -> Image.Image:
    """A mode that can be resized and colour-managed: L, RGB, CMYK or RGBA."""
    if transparent:
        return image.convert("RGBA")
    if image.mode in {"L", "RGB", "CMYK"}:
        return image
    if is_deep(image):
        return eight_bits(image)
    if image.mode == "LAB":
        lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
        found = ImageCms.profileToProfile(image, lab, _SRGB, outputMode="RGB")
        return image.convert("L") if found is None else found
    return image.convert("L" if image.mode in {"1", "LA", "La"} else "RGB")


def _srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """``image`` from its ICC profile to sRGB; as it is when the profile is unusable."""
    if not profile:
        return image
    try:
        given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        meant_for_colours = given.profile.xcolor_space.strip() == "RGB"
        # A grey photo may carry the profile of the colour camera that took it.
        colours = (
            image.convert("RGB")
            if image.mode == "RGBA" or (image.mode == "L" and meant_for_colours)
            else image
        )
        managed = ImageCms.profileToProfile(colours, given, _SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    if managed is None:
        return image
    if image.mode == "RGBA":
        managed.putalpha(image.getchannel("A"))
    return managed

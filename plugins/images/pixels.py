"""The pixels: every rendition of a picture from one decoding of its source.

What is written is a fresh picture of plain pixels, so nothing of the source but
its pixels can come along: no EXIF, GPS, XMP, IPTC, comment, text or thumbnail.
Colours are sRGB, which is what a picture without a profile means to a browser.
"""

from __future__ import annotations

import io
from collections.abc import Mapping

from PIL import Image, ImageCms

from plugins.images.pillow import SIXTEEN_BITS, opened, orientation, turned, upright
from plugins.images.spec import Spec, picture
from plugins.model import Rendition

_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


def render(spec: Spec, source: bytes) -> Mapping[str, bytes]:
    """Address → bytes of every rendition of ``picture(spec)``; equal calls give equal bytes.

    ``source`` must be the bytes ``examine`` made ``spec`` from.
    """
    plan = picture(spec)
    largest = plan.fallback
    pixels = _pixels(spec, source, (largest.width, largest.height))
    made = {largest.url: _encoded(pixels, largest, flat=spec.flat)}
    for rendition in plan.webp:
        size = (rendition.width, rendition.height)
        smaller = pixels if size == pixels.size else pixels.resize(size, Image.Resampling.LANCZOS)
        made[rendition.url] = _encoded(smaller, rendition, flat=spec.flat)
    return made


def _pixels(spec: Spec, source: bytes, size: tuple[int, int]) -> Image.Image:
    """The picture upright, in sRGB, at ``size``; mode RGB, or RGBA when it is transparent."""
    with opened(source, spec.kind) as image:
        how = orientation(image)
        lying = turned(size, how)
        profile = image.info.get("icc_profile")
        # libjpeg halves while it decodes: an eighth of the work, and of the memory, for a big photo
        image.draft(None, lying)
        image.load()
        plain = _eight_bits(image, transparent=spec.transparent)
        if plain.size != lying:
            plain = plain.resize(lying, Image.Resampling.LANCZOS, reducing_gap=3.0)
        shown = _srgb(upright(plain, how), profile)
        mode = "RGBA" if spec.transparent else "RGB"
        clean = Image.new(mode, shown.size)
        clean.paste(shown if shown.mode == mode else shown.convert(mode))
        return clean


def _eight_bits(image: Image.Image, *, transparent: bool) -> Image.Image:
    """A mode that can be resized and colour-managed: L, RGB, CMYK or RGBA."""
    if transparent:
        return image.convert("RGBA")
    if image.mode in {"L", "RGB", "CMYK"}:
        return image
    if image.mode in SIXTEEN_BITS:  # 16-bit grey: convert() would clip instead of scale
        return image.convert("I").point(lambda level: level * (1 / 257)).convert("L")
    return image.convert("RGB")


def _srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """``image`` from its ICC profile to sRGB; as it is when the profile is unusable."""
    if not profile:
        return image
    colours = image.convert("RGB") if image.mode == "RGBA" else image
    try:
        managed = ImageCms.profileToProfile(
            colours, ImageCms.ImageCmsProfile(io.BytesIO(profile)), _SRGB, outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    if managed is None:
        return image
    if image.mode == "RGBA":
        managed.putalpha(image.getchannel("A"))
    return managed


def _encoded(image: Image.Image, rendition: Rendition, *, flat: bool) -> bytes:
    out = io.BytesIO()
    if rendition.mime == "image/webp":
        if flat:  # lossy WebP smears letters, and is the larger file on flat colours
            image.save(out, "WEBP", lossless=True, quality=75, method=4)
        else:
            image.save(out, "WEBP", quality=75, method=4)
    elif rendition.mime == "image/jpeg":
        image.save(out, "JPEG", quality=80, optimize=True, progressive=True)
    else:
        image.save(out, "PNG", optimize=True)
    return out.getvalue()

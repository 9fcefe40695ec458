"""Picture files of every kind, drawn by code, and what is seen in them."""

import io
import math
import struct
import zlib
from collections.abc import Iterator
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFont, ImageStat


def saved(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    """The file of ``image``."""
    if kind == "HEIF":
        import pillow_heif  # noqa: PLC0415 - heavy

        pillow_heif.register_heif_opener()
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def photo(width: int = 640, height: int = 480, seed: int = 1) -> Image.Image:
    """Soft shapes and a camera's grain; red, green, blue and white in the corners, clockwise."""
    random = Random(seed)
    image = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    draw = ImageDraw.Draw(image)
    for _ in range(40):
        x, y = random.randrange(width), random.randrange(height)
        r = random.randrange(8, max(9, height // 5))
        draw.ellipse((x, y, x + r, y + r), tuple(random.randrange(256) for _ in range(3)))
    noise = Image.frombytes("RGB", (width, height), random.randbytes(width * height * 3))
    image = Image.blend(image, noise, 0.06)
    draw = ImageDraw.Draw(image)
    w, h = width // 6, height // 6
    draw.rectangle((0, 0, w, h), "red")
    draw.rectangle((width - w, 0, width, h), "lime")
    draw.rectangle((width - w, height - h, width, height), "blue")
    draw.rectangle((0, height - h, w, height), "white")
    return image


def page(width: int = 1240, height: int = 1754, seed: int = 1) -> Image.Image:
    """A page of letters as a scanner sees it, in black and white."""
    random = Random(seed)
    image = Image.new("L", (width, height), 255)
    draw = ImageDraw.Draw(image)
    size = max(12, width // 45)
    font = ImageFont.load_default(size)
    for y in range(size * 2, height - size * 3, size * 2):
        words = ["".join(random.choices("abcdeghiklmnopqrstuvxy", k=5)) for _ in range(12)]
        draw.text((size * 2, y), " ".join(words), 0, font=font)
    return image.point(lambda level: 255 if level > 140 else 0).convert("1")


def chart(width: int = 1400, height: int = 900, seed: int = 1) -> Image.Image:
    """Bars of a few colours."""
    random = Random(seed)
    image = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(image)
    for i in range(12):
        x = width * (i + 1) // 14
        top = random.randrange(height // 10, height * 9 // 10)
        colour = ("#bb2222", "#2266aa", "#22aa66")[i % 3]
        draw.rectangle((x, top, x + width // 20, height * 9 // 10), colour)
    return image


def noise(width: int = 500, height: int = 400, seed: int = 1) -> Image.Image:
    """Nothing but noise: what is hardest to make small."""
    return Image.frombytes("RGB", (width, height), Random(seed).randbytes(width * height * 3))


def seen(data: bytes, ground: str = "white") -> Image.Image:
    """A rendition as it is seen on a page of the colour ``ground``."""
    with Image.open(io.BytesIO(data)) as image:
        shown = image.convert("RGBA")
    under = Image.new("RGBA", shown.size, ground)
    under.alpha_composite(shown)
    return under.convert("RGB")


def likeness(source: Image.Image, data: bytes) -> float:
    """PSNR in decibels of a rendition and the picture it was made from, both a little blurred.

    Blurred, for a reader who looks at letters or dots from a distance sees their greys.
    """
    shown = seen(data)
    size = (max(1, shown.width // 4), max(1, shown.height // 4))
    one, other = (
        picture.convert("RGB").resize(size, Image.Resampling.BOX) for picture in (source, shown)
    )
    squares = [rms**2 for rms in ImageStat.Stat(ImageChops.difference(one, other)).rms]
    mean = sum(squares) / len(squares)
    return 99.0 if mean == 0 else 10 * math.log10(255**2 / mean)


def chunk(name: bytes, payload: bytes) -> bytes:
    """One chunk of a PNG."""
    check = zlib.crc32(name + payload)
    return struct.pack(">I", len(payload)) + name + payload + struct.pack(">I", check)


def corners(data: bytes) -> Iterator[tuple[int, ...]]:
    """The colours in the corners of a rendition, clockwise from top left."""
    image = seen(data)
    w, h = image.size
    for at in ((4, 4), (w - 5, 4), (w - 5, h - 5), (4, h - 5)):
        yield image.getpixel(at)

"""What a picture file is, and from that alone what the site publishes of it.

Addresses are slugs of the file's path, so a photo may keep the name its camera
or its officer gave it: ``anh/2021/Hội nghị 1.JPG`` is ``/anh/2021/hoi-nghi-1.jpg``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from plugins.images.containers import JPEG_END, Readable, png_rows_there, readable
from plugins.images.faults import (
    BROKEN,
    MOST_BYTES,
    SEE_THROUGH,
    RefusedError,
    cut,
    heavy,
    no_picture,
    problem,
    too_many,
)
from plugins.images.kinds import DNG_VERSION, PHOTO, Kind, recognised, why_not_raw
from plugins.model import Picture, Problem, Rendition
from plugins.vietnamese import slugify

if TYPE_CHECKING:
    from PIL import Image

RECIPE = 2
"""Raise by one whenever a change here or in ``pixels`` changes a byte of any rendition."""

WIDTHS = (480, 800, 1200)
"""CSS pixels: a phone, a phone with a dense screen, the measure on a dense desktop screen."""

NATIVE = 9_000_000
"""Pixels of a drawing that may be published in its own size: a page scanned at 300 dots an inch."""


MOST_PIXELS = 60_000_000
"""A page scanned at 600 dots an inch and more; some 240 MB of memory when decoded."""

MOST_PHOTO_PIXELS = 170_000_000
"""Of a JPEG in one pass, which is made smaller while it is decoded: telephones with 108 million
pixels. What Pillow opens ends shortly above."""

TALLEST = 16_383
"""Pixels a side: the limit of the WebP format (RFC 9649, 14 bits)."""

SMALL = 480
"""A photo narrower than this is narrower than the phone it is read on."""

LEAST = 16
"""Pixels; what is smaller both ways is a mark or a counter of visitors, not a picture."""

FEW_COLOURS = 256
FEW_GREYS = 32
"""A drawing or a screenshot rather than a photo; a grey photo never has more than 256 greys."""

_SPARSE = {"jpeg": 0.04, "flat": 1.5, "transparent": 4.0}
_SPARSE_OTHERS = 0.2
"""Bytes a pixel of the largest rendition below which a source is so small a file that the
usual renditions may be larger, and are tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """The renditions that are worth having, where not all of the usual ones are."""

    form: str
    """MIME type of the one for any browser."""
    width: int
    """Its width."""
    webp: tuple[int, ...] = ()
    """Widths, narrowest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """All that is decided from of a picture file."""

    path: str
    """``anh/2021/x.jpg``, relative to the content folder."""
    digest: str
    """SHA-256 of the file's bytes, hexadecimal."""
    width: int
    height: int
    """Pixels, upright: after the EXIF orientation."""
    kind: Kind
    transparent: bool = False
    """Some pixel is not opaque."""
    flat: bool = False
    """Few colours: a drawing, a chart, a screenshot, a scanned page."""
    begins: int = 0
    """Where in the file the picture begins."""
    endless: bool = False
    """A JPEG that is all there but for the two bytes that end it."""
    offer: Offer | None = None
    """None: the usual renditions."""

    @property
    def drawn(self) -> bool:
        """Whether JPEG, which smears edges and knows no transparency, is not for it."""
        return self.transparent or self.flat

    def size_at(self, width: int) -> tuple[int, int]:
        """Width and height of the picture made ``width`` wide."""
        return width, max(1, (self.height * width + self.width // 2) // self.width)

    def whole(self, source: bytes) -> bytes:
        """The picture in the file's bytes ``source``, with its end."""
        found = source[self.begins :] if self.begins else source
        return found + JPEG_END if self.endless else found


class _Looked(NamedTuple):
    """What only the pixels say."""

    transparent: bool
    flat: bool


def examine(path: str, data: bytes) -> tuple[Spec | None, tuple[Problem, ...]]:
    """What the file at ``path`` (``anh/2021/x.jpg``) with bytes ``data`` is, and what is wrong.

    No ``Spec`` when an error is among the problems; with one, ``render`` works.
    The whole picture is decoded once (JPEG at an eighth of its size), for only
    decoding tells whether it is whole; it is refused by its header when it has
    too many pixels. Of a small file with many pixels the renditions are made,
    for only then it is known which are smaller. Never raises.
    """
    problems = list(_name_problems(path))
    try:
        spec, said = _examined(path, data)
    except RefusedError as error:
        return None, (*problems, problem(path, str(error)))
    problems += said
    if spec is None or any(p.severity == "error" for p in problems):
        return None, tuple(problems)
    return spec, tuple(problems)


def _examined(path: str, data: bytes) -> tuple[Spec | None, list[Problem]]:
    """As ``examine``, of what is in the file. Raises RefusedError when all ends there."""
    from PIL import Image  # noqa: PLC0415 - slow to load, and most builds see no new picture

    from plugins.images.pillow import opened, upright_size  # noqa: PLC0415

    if too_heavy := heavy(len(data)):
        raise RefusedError(too_heavy)
    kind, begins = recognised(data)
    if kind is None:
        raise RefusedError(no_picture(data))
    inside = data[begins:] if begins else data
    found = readable(inside, kind)
    if found.damaged:
        raise RefusedError(BROKEN)
    problems: list[Problem] = []
    endless = False
    try:
        with opened(found.data, kind) as image:
            size = upright_size(image)
            problems += _size_problems(path, size, _most_pixels(image))
            problems += _more_problems(path, image, kind, found)
            if any(p.severity == "error" for p in problems):
                return None, problems
            looked = _look(image, kind, inside)
    except RefusedError:
        raise
    except Image.DecompressionBombError as error:
        raise RefusedError(too_many("nhiều hơn thế rất nhiều", MOST_PIXELS)) from error
    except Exception as error:  # Pillow raises a dozen types for broken data
        missing = _missing(found, kind, error)
        if missing is None or missing > 0:
            raise RefusedError(cut(missing) if missing else BROKEN) from error
        looked, endless = _Looked(transparent=False, flat=False), True
    spec = Spec(
        path=path,
        digest=hashlib.sha256(data).hexdigest(),
        width=size[0],
        height=size[1],
        kind=kind,
        transparent=looked.transparent,
        flat=looked.flat,
        begins=begins,
        endless=endless,
    )
    return _offered(spec, data), problems


def is_mark(data: bytes) -> bool:
    """Whether the picture in ``data`` is too small to be one: a mark, a counter of visitors."""
    from plugins.images.pillow import opened, upright_size  # noqa: PLC0415 - as in examine

    kind, begins = recognised(data)
    if kind is None or len(data) > MOST_BYTES:
        return False
    try:
        with opened(readable(data[begins:], kind).data, kind) as image:
            return max(upright_size(image)) < LEAST
    except Exception:  # noqa: BLE001 - whatever is wrong with it, ``examine`` says it
        return False


def picture(spec: Spec) -> Picture:
    """The renditions of ``spec``: WebP at up to three widths, and JPEG or PNG for any browser.

    Only of a transparent picture in so few bytes that no PNG has as few is that one WebP too.
    A width the source does not have is never invented: its own takes the place.
    """
    stem = _address_stem(spec.path)
    chosen = spec.offer or _usual(spec)

    def sized(width: int, url: str, mime: str) -> Rendition:
        width, height = spec.size_at(width)
        return Rendition(url=url, width=width, height=height, mime=mime)

    ending = chosen.form.removeprefix("image/").replace("jpeg", "jpg")
    return Picture(
        path=spec.path,
        fallback=sized(chosen.width, f"{stem}.{ending}", chosen.form),
        webp=tuple(sized(width, f"{stem}-{width}.webp", "image/webp") for width in chosen.webp),
    )


def _usual(spec: Spec) -> Offer:
    widths = tuple(sorted({min(width, spec.width) for width in WIDTHS}))
    return Offer(form="image/png" if spec.drawn else "image/jpeg", width=widths[-1], webp=widths)


def _offered(spec: Spec, data: bytes) -> Spec:
    """``spec``, with what is worth having where the usual may be larger than ``data``."""
    width, height = spec.size_at(_usual(spec).width)
    sparse = _SPARSE.get(spec.kind, _SPARSE_OTHERS)
    if spec.transparent:
        sparse = _SPARSE["transparent"]
    elif spec.flat:
        sparse = _SPARSE["flat"]
    if len(data) >= sparse * width * height:
        return spec
    from plugins.images.pixels import offer  # noqa: PLC0415 - Pillow is slow to load

    found = offer(spec, data)
    return spec if found == _usual(spec) else replace(spec, offer=found)


def check_pictures(specs: Iterable[Spec]) -> tuple[Problem, ...]:
    """A problem for every picture whose addresses another picture, earlier by path, has taken."""
    taken: dict[str, str] = {}
    problems = []
    for path in sorted({spec.path for spec in specs}):
        first = taken.setdefault(_address_stem(path), path)
        if first != path:
            problems.append(
                problem(
                    path,
                    f"Ảnh này và “{first}” sẽ cùng địa chỉ {_address_stem(path)} trên trang. "
                    "Xin đổi tên một trong hai tệp và sửa tên ấy trong bài.",
                )
            )
    return tuple(problems)


# --- what is said -----------------------------------------------------------------


def _split(path: str) -> tuple[str, str]:
    """Path without its ending, and the ending in lower case without its dot."""
    folder, slash, name = path.rpartition("/")
    stem, dot, ending = name.rpartition(".")
    return (folder + slash + stem, ending.casefold()) if dot else (path, "")


def _address_stem(path: str) -> str:
    return "".join(f"/{slugify(part)}" for part in _split(path)[0].split("/"))


def _name_problems(path: str) -> Iterator[Problem]:
    if not all(slugify(part) for part in _split(path)[0].split("/")):
        yield problem(
            path,
            "Tên tệp hoặc thư mục ảnh cần có ít nhất một chữ cái hoặc chữ số để thành địa chỉ. "
            "Xin đổi tên, ví dụ “hoi-nghi-1.jpg”.",
        )


def _most_pixels(image: Image.Image) -> int:
    photo = image.format in {"JPEG", "MPO"} and not image.info.get("progressive")
    return MOST_PHOTO_PIXELS if photo else MOST_PIXELS


def _size_problems(path: str, size: tuple[int, int], most: int) -> Iterator[Problem]:
    width, height = size
    if width * height > most:
        count = f"{width} × {height} = {width * height // 1_000_000} triệu"
        yield problem(path, too_many(count, most))
    if height * min(width, WIDTHS[-1]) > TALLEST * width:
        yield problem(
            path,
            f"Ảnh dài quá ({width} × {height} điểm ảnh). Xin cắt thành nhiều ảnh ngắn hơn.",
        )
    if max(width, height) < LEAST:
        yield problem(
            path,
            f"Ảnh chỉ có {width} × {height} điểm ảnh, độc giả sẽ không thấy gì. "
            "Xin dùng ảnh gốc rộng từ 1200 điểm ảnh.",
        )
    elif width < SMALL:
        yield problem(
            path,
            f"Ảnh chỉ rộng {width} điểm ảnh nên sẽ mờ trên màn hình lớn. "
            "Nếu có, xin dùng ảnh gốc rộng từ 1200 điểm ảnh.",
            advice=True,
        )


def _more_problems(path: str, image: Image.Image, kind: Kind, found: Readable) -> Iterator[Problem]:
    """More than one picture in a file, and what only looks like a picture."""
    if kind == "tiff":
        negative = DNG_VERSION in getattr(image, "tag_v2", ())
        if raw := why_not_raw(_split(path)[1], negative=negative):
            yield problem(path, raw)
        elif (pages := getattr(image, "n_frames", 1)) > 1:
            yield problem(
                path,
                f"Tệp TIFF có {pages} trang; trang web chỉ đăng trang đầu. "
                "Nếu cần các trang khác, xin lưu mỗi trang thành một ảnh.",
                advice=True,
            )
    elif found.moving or (kind in {"gif", "webp"} and getattr(image, "is_animated", False)):
        yield problem(
            path,
            "Ảnh động: trang web chỉ đăng hình đầu tiên. "
            f"Nếu cần hình khác, xin chọn một hình trong đó. {PHOTO}",
            advice=True,
        )


# --- what only the pixels say -----------------------------------------------------


def _look(image: Image.Image, kind: Kind, data: bytes) -> _Looked:
    """Decode, and say whether it is transparent and whether it is flat.

    Raises RefusedError when nothing can be seen, or not all of it.
    """
    from plugins.images.pillow import is_deep, opacity  # noqa: PLC0415 - as in examine

    if kind == "jpeg":
        image.draft(None, (max(1, image.width // 8), max(1, image.height // 8)))
        image.load()
        if _ends_blank(image) and (missing := _jpeg_missing(data)):
            raise RefusedError(cut(missing))
        return _Looked(transparent=False, flat=False)
    image.load()
    least, most = opacity(image)
    if most == 0:
        raise RefusedError(SEE_THROUGH)
    few = False
    if not is_deep(image) and kind != "heic":  # a scanner's greys, never a drawing's
        colours = FEW_GREYS if image.mode in {"L", "LA"} else FEW_COLOURS
        few = image.getcolors(colours) is not None
    return _Looked(transparent=least != 255, flat=few)  # noqa: PLR2004  opaque, by definition


def _ends_blank(image: Image.Image) -> bool:
    """Whether the lowest rows of a photo are of one colour, as rows that are not there are."""
    rows = max(1, image.height // 50)
    lowest = image.crop((0, image.height - rows, image.width, image.height))
    return lowest.getcolors(1) is not None


def _jpeg_missing(data: bytes) -> float:
    """As ``pillow.jpeg_missing``, of a file that has an end."""
    from plugins.images.pillow import jpeg_missing  # noqa: PLC0415 - as in examine

    try:
        return jpeg_missing(data[: data.rindex(JPEG_END)])
    except Exception:  # noqa: BLE001 - it was decoded once: that a second time fails says nothing
        return 0.0


def _missing(found: Readable, kind: Kind, error: Exception) -> float | None:
    """Which share of a picture that cannot be decoded is missing at its end, 0 to 1.

    0 when it is all there but for its end; None when it is not a missing end that is wrong.
    1 when it cannot be said how much.
    """
    if kind == "jpeg":
        from plugins.images.pillow import jpeg_missing  # noqa: PLC0415 - as in examine

        if found.data.endswith(JPEG_END):
            return None
        try:
            return jpeg_missing(found.data)
        except Exception:  # noqa: BLE001 - nothing of it can be decoded
            return None if JPEG_END in found.data else 1.0
    if not found.ended and kind == "png":
        try:
            there = png_rows_there(found.data)
        except Exception:  # noqa: BLE001 - not even its header is there
            there = None
        return 1.0 if there is None else max(1 - there, 0.005)
    if kind == "tiff":
        from plugins.images.pillow import tiff_is_cut  # noqa: PLC0415 - as in examine

        return 1.0 if tiff_is_cut(found.data) else None
    return 1.0 if not found.ended or "truncated" in str(error).lower() else None

"""What a picture file is, and from that alone what the site publishes of it.

Addresses are slugs of the file's path, so a photo may keep the name its camera
or its officer gave it: ``anh/2021/Hội nghị 1.JPG`` is ``/anh/2021/hoi-nghi-1.jpg``.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from plugins.model import Picture, Problem, Rendition
from plugins.vietnamese import slugify

if TYPE_CHECKING:
    from PIL import Image

Kind = Literal["jpeg", "png", "webp"]

RECIPE = 1
"""Raise by one whenever a change here or in ``pixels`` changes a byte of any rendition."""

WIDTHS = (480, 800, 1200)
"""CSS pixels: a phone, a phone with a dense screen, the measure on a dense desktop screen."""

MOST_PIXELS = 60_000_000
"""Beyond any camera the field uses, and still under 200 MB of memory when decoded."""

TALLEST = 16_383
"""Pixels a side: the limit of the WebP format (RFC 9649, 14 bits)."""

SMALL = 480
"""A photo narrower than this is narrower than the phone it is read on."""

FEW_COLOURS = 256
FEW_GREYS = 32
"""A drawing or a screenshot rather than a photo; a grey photo never has more than 256 greys."""

_ENDINGS: dict[str, Kind] = {"jpg": "jpeg", "jpeg": "jpeg", "png": "png", "webp": "webp"}
_ENDING_OF: dict[Kind, str] = {"jpeg": "jpg", "png": "png", "webp": "webp"}
_NAME_OF: dict[Kind, str] = {"jpeg": "JPEG", "png": "PNG", "webp": "WebP"}

_PHOTO = "Xin mở ảnh và lưu lại thành JPEG (.jpg)."
_DRAWING = "Xin mở ảnh và lưu lại thành PNG (.png), hoặc JPEG (.jpg) nếu là ảnh chụp."
_IPHONE = (
    "Xin gửi lại ảnh ở dạng JPEG (.jpg); trên iPhone có thể chọn sẵn: "
    "Cài đặt → Camera → Định dạng → Tương thích nhất."
)
_UNSUPPORTED: tuple[tuple[re.Pattern[bytes], str, str], ...] = (
    (re.compile(rb"GIF8[79]a"), "GIF", _DRAWING),
    (re.compile(rb"BM.{4}\0\0\0\0", re.DOTALL), "BMP", _DRAWING),
    (re.compile(rb"II\*\0|MM\0\*"), "TIFF", _PHOTO),
    (re.compile(rb".{4}ftyp(?:heic|heix|hevc|heim|heis|mif1|msf1)", re.DOTALL), "HEIC", _IPHONE),
    (re.compile(rb".{4}ftypavi[fs]", re.DOTALL), "AVIF", _PHOTO),
    (
        re.compile(
            rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*|<!--.{0,2000}?-->\s*"
            rb"|<!DOCTYPE svg[^>]{0,500}>\s*)*<svg[\s>]",
            re.DOTALL,
        ),
        "SVG",
        "Xin xuất hình ra PNG (.png), rộng từ 1200 điểm ảnh.",
    ),
    (re.compile(rb"%PDF-"), "PDF", "Xin xuất trang cần dùng ra PNG (.png) hoặc JPEG (.jpg)."),
)


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
    """A PNG with few colours: a drawing, a chart, a screenshot."""


def examine(path: str, data: bytes) -> tuple[Spec | None, tuple[Problem, ...]]:
    """What the file at ``path`` (``anh/2021/x.jpg``) with bytes ``data`` is, and what is wrong.

    No ``Spec`` when an error is among the problems; with one, ``render`` works.
    The whole picture is decoded once (JPEG at an eighth of its size), for only
    decoding tells whether it is whole; it is refused by its header when it has
    too many pixels. Never raises.
    """
    from PIL import Image  # noqa: PLC0415 - slow to load, and most builds see no new picture

    from plugins.images.pillow import opened, upright_size  # noqa: PLC0415

    problems = list(_name_problems(path))
    if (kind := _kind(data)) is None:
        return None, (*problems, _problem(path, _why_not(data)))
    problems += _ending_problems(path, kind)
    try:
        with opened(data, kind) as image:
            size = upright_size(image)
            problems += _size_problems(path, size)
            if kind != "jpeg" and getattr(image, "n_frames", 1) > 1:
                problems.append(_problem(path, _ANIMATED))
            if any(p.severity == "error" for p in problems):
                return None, tuple(problems)
            transparent, flat = _look(image, kind)
    except Image.DecompressionBombError:
        return None, (*problems, _problem(path, _too_many("nhiều hơn thế rất nhiều")))
    except Exception:  # noqa: BLE001  Pillow raises a dozen types for broken data; all mean broken
        return None, (*problems, _problem(path, _BROKEN))
    spec = Spec(
        path=path,
        digest=hashlib.sha256(data).hexdigest(),
        width=size[0],
        height=size[1],
        kind=kind,
        transparent=transparent,
        flat=flat,
    )
    return spec, tuple(problems)


def picture(spec: Spec) -> Picture:
    """The renditions of ``spec``: WebP at up to three widths, and JPEG or PNG for any browser.

    A width the source does not have is never invented: its own takes the place.
    """
    stem = _address_stem(spec.path)
    drawn = spec.transparent or spec.flat
    ending, mime = ("png", "image/png") if drawn else ("jpg", "image/jpeg")

    def sized(width: int, url: str, mime: str) -> Rendition:
        height = max(1, (spec.height * width + spec.width // 2) // spec.width)
        return Rendition(url=url, width=width, height=height, mime=mime)

    widths = sorted({min(width, spec.width) for width in WIDTHS})
    return Picture(
        path=spec.path,
        fallback=sized(widths[-1], f"{stem}.{ending}", mime),
        webp=tuple(sized(width, f"{stem}-{width}.webp", "image/webp") for width in widths),
    )


def check_pictures(specs: Iterable[Spec]) -> tuple[Problem, ...]:
    """A problem for every picture whose addresses another picture, earlier by path, has taken."""
    taken: dict[str, str] = {}
    problems = []
    for path in sorted({spec.path for spec in specs}):
        first = taken.setdefault(_address_stem(path), path)
        if first != path:
            problems.append(
                _problem(
                    path,
                    f"Ảnh này và “{first}” sẽ cùng địa chỉ {_address_stem(path)} trên trang. "
                    "Xin đổi tên một trong hai tệp và sửa tên ấy trong bài.",
                )
            )
    return tuple(problems)


_ANIMATED = f"Ảnh động không dùng được trên trang. Xin chọn một hình trong đó. {_PHOTO}"
_BROKEN = (
    "Ảnh bị hỏng: tệp bị cụt hoặc sai ở giữa, có lẽ do chép hay tải về dở dang. "
    "Xin chép lại từ ảnh gốc."
)


def _problem(path: str, message: str) -> Problem:
    return Problem(path=f"content/{path}", line=1, message=message)


def _too_many(count: str) -> str:
    return (
        f"Ảnh lớn quá: chỉ nhận tối đa 60 triệu điểm ảnh, ảnh này có {count}. "
        "Xin thu nhỏ còn khoảng 2400 điểm ảnh chiều rộng rồi lưu lại."
    )


def _kind(data: bytes) -> Kind | None:
    """By the first bytes, as each format's standard fixes them."""
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    return None


def _why_not(data: bytes) -> str:
    if not data:
        return "Tệp ảnh trống, có lẽ do chép dở dang. Xin chép lại từ ảnh gốc."
    for start, name, advice in _UNSUPPORTED:
        if start.match(data):
            return f"Tệp {name} không dùng được làm ảnh trên trang. {advice}"
    return (
        "Tệp này không phải là ảnh, hoặc đã hỏng ngay từ đầu. "
        "Nếu có ảnh gốc, xin lưu lại thành JPEG (.jpg)."
    )


def _split(path: str) -> tuple[str, str]:
    """Path without its ending, and the ending in lower case without its dot."""
    folder, slash, name = path.rpartition("/")
    stem, dot, ending = name.rpartition(".")
    return (folder + slash + stem, ending.casefold()) if dot else (path, "")


def _address_stem(path: str) -> str:
    return "".join(f"/{slugify(part)}" for part in _split(path)[0].split("/"))


def _name_problems(path: str) -> Iterable[Problem]:
    if not all(slugify(part) for part in _split(path)[0].split("/")):
        yield _problem(
            path,
            "Tên tệp hoặc thư mục ảnh cần có ít nhất một chữ cái hoặc chữ số để thành địa chỉ. "
            "Xin đổi tên, ví dụ “hoi-nghi-1.jpg”.",
        )


def _ending_problems(path: str, kind: Kind) -> Iterable[Problem]:
    stem, ending = _split(path)
    if _ENDINGS.get(ending) != kind:
        has = f"Đuôi tệp là “.{ending}”" if ending else "Tên tệp không có đuôi"
        name = f"{stem.rpartition('/')[2]}.{_ENDING_OF[kind]}"
        yield _problem(
            path,
            f"{has} nhưng bên trong là ảnh {_NAME_OF[kind]}. "
            f"Xin đổi tên tệp thành “{name}” và sửa tên ấy trong bài.",
        )


def _size_problems(path: str, size: tuple[int, int]) -> Iterable[Problem]:
    width, height = size
    if width * height > MOST_PIXELS:
        yield _problem(path, _too_many(f"{width} × {height} = {width * height // 1_000_000} triệu"))
    if height * min(width, WIDTHS[-1]) > TALLEST * width:
        yield _problem(
            path,
            f"Ảnh dài quá ({width} × {height} điểm ảnh). Xin cắt thành nhiều ảnh ngắn hơn.",
        )
    if width < SMALL:
        yield Problem(
            path=f"content/{path}",
            line=1,
            message=(
                f"Ảnh chỉ rộng {width} điểm ảnh nên sẽ mờ trên màn hình lớn. "
                "Nếu có, xin dùng ảnh gốc rộng từ 1200 điểm ảnh."
            ),
            severity="advice",
        )


def _look(image: Image.Image, kind: Kind) -> tuple[bool, bool]:
    """Decode, and say whether it is transparent and whether it is flat."""
    from plugins.images.pillow import SIXTEEN_BITS, see_through  # noqa: PLC0415 - as in examine

    if kind == "jpeg":
        image.draft(None, (max(1, image.width // 8), max(1, image.height // 8)))
        image.load()
        return False, False
    image.load()
    transparent = see_through(image)
    if kind != "png" or image.mode in SIXTEEN_BITS:  # a scanner's greys, never a drawing's
        return transparent, False
    few = FEW_GREYS if image.mode in {"L", "LA"} else FEW_COLOURS
    return transparent, image.getcolors(few) is not None

"""The agency's own colour in the theme's stylesheet of colours, and its own emblem.

The colour is that of the light scheme; the dark one has the nearest of its hue that can be read
there. Raw colours stand in ``tokens.css`` alone: here they are only looked up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from plugins.colour import hex_of, least_contrast, nearest
from plugins.content_folder import content_folder
from plugins.images.containers import pixels_only
from plugins.images.faults import RefusedError
from plugins.images.kinds import recognised
from plugins.plain_file import read_plain

COLOUR: Final = "NEWSROOM_COLOUR"
EMBLEM: Final = "NEWSROOM_EMBLEM"
TOKENS: Final = "static/css/tokens.css"

LEAST: Final = 4.5
"""Contrast of the agency's colour, and of letters on it (WCAG 2.1, 1.4.3)."""
_TEXT: Final = 7.0
"""Contrast of what the theme sets in it by lamplight."""
_LARGEST: Final = 500_000
"""Bytes of an emblem: it is on every page."""
_TOKEN = re.compile(r"--([a-z-]+): (#[0-9a-f]{6});")
_GROUNDS: Final = ("paper", "wash")
_DARK: Final = "prefers-color-scheme: dark"
_DRESSED: Final[tuple[tuple[str, float], ...]] = (
    ("lacquer", _TEXT),
    ("nameplate", _TEXT),
    ("rule-ink", LEAST),
)
"""Tokens that are the agency's colour, and the contrast that each needs by lamplight."""


class Emblem(NamedTuple):
    """The agency's own emblem, made safe."""

    drawing: bytes
    """As pages show it."""
    ending: str
    """``svg`` or ``png``."""
    pixels: bytes
    """For who takes no drawing; empty where there are none."""


def accent(tokens: str) -> str:
    """The colour of a stylesheet of colours by daylight."""
    return _colours(tokens)["lacquer"]


def colour_fault(colour: str, tokens: str) -> tuple[str, str]:
    """Why ``colour``, as typed, cannot be the agency's, and the nearest that can; else nothing."""
    known = hex_of(colour)
    if not known:
        return f"«{colour}» không phải một màu: # và sáu chữ số, ví dụ #8c1717", ""
    grounds = _grounds(tokens)
    if (found := least_contrast(known, grounds)) >= LEAST:
        return "", ""
    better = nearest(known, grounds, LEAST, lighter=False)
    said = f"{found:.1f} : 1 với nền giấy, chữ màu ấy khó đọc; cần ít nhất {LEAST} : 1"
    return (
        f"màu {known} chỉ tương phản {said.replace('.', ',')}. Màu gần nhất đọc được: {better}",
        better,
    )


def dressed(tokens: str, colour: str) -> str:
    """The stylesheet of colours with the agency's in the place of the theme's."""
    known = hex_of(colour)
    if not known:
        return tokens
    day, mark, night = tokens.partition(_DARK)
    dark = tuple(dict(_TOKEN.findall(night))[name] for name in _GROUNDS)
    for name, least in _DRESSED:
        by_lamplight = nearest(known, dark, least, lighter=True)
        day = _put(day, name, known)
        night = _put(night, name, by_lamplight)
    return f"{day}{mark}{night}"


def _put(part: str, name: str, colour: str) -> str:
    return re.sub(rf"(--{name}: )#[0-9a-f]{{6}};", rf"\g<1>{colour};", part, count=1)


def _colours(tokens: str) -> dict[str, str]:
    """By daylight, which comes first."""
    return dict(reversed(_TOKEN.findall(tokens)))


def _grounds(tokens: str) -> tuple[str, ...]:
    colours = _colours(tokens)
    return tuple(colours[name] for name in _GROUNDS)


def emblem_of(content: Path, path: str) -> Emblem | None:
    """The emblem at ``path`` in the content folder; None where none is set.

    Beside a drawing, pixels of the same name are taken where there are any. Raises RefusedError.
    """
    if not path:
        return None
    drawing, ending = _made_safe(_read(content, path))
    if ending == "png":
        return Emblem(drawing, ending, drawing)
    beside = path.removesuffix(".svg") + ".png"
    pixels = b""
    if (content / beside).is_file():
        pixels, kind = _made_safe(_read(content, beside))
        pixels = pixels if kind == "png" else b""
    return Emblem(drawing, ending, pixels)


def emblem_path_fault(path: str) -> str:
    """Why ``path`` cannot be where an emblem stands; empty where it can."""
    parts = Path(path).parts
    if not path.endswith((".svg", ".png")):
        return f"«{path}» phải là tệp .svg hoặc .png trong content/"
    if path.startswith("/") or "\\" in path or ".." in parts or ":" in path or "\0" in path:
        return f"«{path}» phải là tên một tệp trong content/, ví dụ bieu-trung.svg"
    return ""


def _read(content: Path, path: str) -> bytes:
    if fault := emblem_path_fault(path):
        raise RefusedError(fault)
    try:
        data = read_plain(content / path, _LARGEST + 1)
    except OSError as error:
        words = f"không có tệp content/{path}, hoặc không đọc được"
        raise RefusedError(words) from error
    if len(data) > _LARGEST:
        words = f"content/{path} nặng hơn {_LARGEST // 1000} kB; hãy lưu nhỏ lại, cỡ 512 × 512"
        raise RefusedError(words)
    return data


def _made_safe(data: bytes) -> tuple[bytes, str]:
    """An emblem's bytes with nothing but what is seen, and its ending. Raises RefusedError."""
    kind, begins = recognised(data)
    if kind == "png":
        return pixels_only(data[begins:]), "png"
    if kind is not None:
        words = "biểu trưng phải là SVG hoặc PNG"
        raise RefusedError(words)
    # Most builds have the theme's emblem or pixels: what reads XML is loaded for a drawing alone.
    from plugins.images.drawing import safe_drawing  # noqa: PLC0415

    return safe_drawing(data), "svg"


def look_faults(raw: Mapping[str, Any], root: Path) -> Iterator[tuple[str, str, str]]:
    """Setting, fault and the line to write of each that the look of ``root`` cannot be made of."""
    colour, path = raw.get(COLOUR), raw.get(EMBLEM)
    theme = root / str(raw.get("THEME", "theme")) / TOKENS
    if isinstance(colour, str) and colour.strip() and theme.is_file():
        fault, better = colour_fault(colour, theme.read_text(encoding="utf-8"))
        if fault:
            yield COLOUR, fault, f'{COLOUR} = "{better}"' if better else ""
    elif colour is not None and not isinstance(colour, str):
        yield COLOUR, "phải là chữ trong ngoặc kép", ""
    if isinstance(path, str) and path.strip():
        try:
            emblem_of(content_folder(root), path.strip())
        except RefusedError as error:
            yield EMBLEM, str(error), ""
    elif path is not None and not isinstance(path, str):
        yield EMBLEM, "phải là tên tệp trong ngoặc kép", ""

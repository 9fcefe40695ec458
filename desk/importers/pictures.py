"""The pictures of a saved page: where browsers and Word put them, and what they will be called."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from desk.importers.given import Neighbours
from plugins.images import Spec, examine, is_mark
from plugins.images.kinds import ENDING_OF, recognised

_DATA = re.compile(r"data:image/[\w.+-]+;base64,(.*)", re.DOTALL | re.IGNORECASE)
FOLDERS = ("_files", ".files", "_tep", "-files", "_file", "_fichiers")
"""What browsers and Word add to a page's name for the folder of its pictures and files."""

WITHIN = "word:"
"""How the name of a picture begins that its file holds itself, and nothing else can."""

_ICON = 64
"""Pixels; a narrower picture is a sign of the page, not a picture of the article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What becomes of a page's pictures."""

    paths: Mapping[str, str] = field(default_factory=dict)
    """By source: ``anh/2021/x-1.jpg``, or ``!`` and why there is none."""
    files: Mapping[str, bytes] = field(default_factory=dict)
    """By path, the bytes to write."""
    icons: frozenset[str] = frozenset()
    """Sources too small to be pictures of the article."""

    @property
    def kept(self) -> Mapping[str, str]:
        """By source, where a picture is kept; of one that is not, nothing."""
        kept = {source: path for source, path in self.paths.items() if not path.startswith("!")}
        return {**dict.fromkeys(self.icons, ""), **kept}


def gather(
    sources: Iterable[str],
    held: Mapping[str, bytes],
    page: str,
    beside: Neighbours,
    stem: str,
    content: Path,
) -> Found:
    """The pictures ``sources`` of the file called ``page``, named ``<stem>-1.jpg`` and so on.

    ``held``: those that the file holds itself; ``beside`` gives what lies around it. A picture
    already in ``content`` with the same bytes keeps its name there.
    """
    paths: dict[str, str] = {}
    files: dict[str, bytes] = {}
    kept: dict[bytes, str] = {}
    icons, marks = set[str](), set[bytes]()
    number = 0
    for source in dict.fromkeys(sources):
        data = held.get(source) if source.startswith(WITHIN) else _bytes(source, page, beside)
        if data is None:
            paths[source] = _nowhere(source)
            continue
        if data in marks:  # looked at before: to decode a picture takes its time
            icons.add(source)
            continue
        if data in kept:  # a picture that stands in a text twice is one file
            paths[source] = kept[data]
            continue
        if is_mark(data):
            marks.add(data)
            icons.add(source)
            continue
        ending, spec, why = usable(data)
        if spec is None:
            paths[source] = f"!{why}"
            continue
        if spec.width < _ICON or spec.height < _ICON:
            icons.add(source)
            continue
        while True:
            number += 1
            path = f"{stem}-{number}.{ending}"
            there = content / path
            if path not in files and (not there.exists() or there.read_bytes() == data):
                break
        paths[source], files[path], kept[data] = path, data, path
    return Found(paths=paths, files=files, icons=frozenset(icons))


def picture_key(source: str) -> str:
    """By which the picture ``source`` of a page is known again, without a word of it."""
    return hashlib.sha256(source.encode("utf-8", "replace")).hexdigest()[:12]


def usable(data: bytes) -> tuple[str, Spec | None, str]:
    """The ending a picture's file must have and what it is; or why it cannot be used."""
    kind, _ = recognised(data)
    ending = ENDING_OF[kind] if kind else "jpg"
    spec, problems = examine(f"anh/anh.{ending}", data)
    why = "" if spec else next(p.message for p in problems if p.severity == "error")
    return ending, spec, why


def _nowhere(source: str) -> str:
    if source.startswith(WITHIN):
        return "!ảnh không nằm trong tệp Word (chỉ có đường dẫn), hoặc phần bị cắt không bỏ được"
    return f"!không thấy tệp «{_short(source)}» bên cạnh trang đã lưu"


def _short(source: str) -> str:
    return "ảnh nhúng" if source.startswith("data:") else source[:120]


def _bytes(source: str, page: str, beside: Neighbours) -> bytes | None:
    if inside := _DATA.fullmatch(source):
        try:
            return base64.b64decode(re.sub(r"\s+", "", inside[1]), validate=True)
        except (binascii.Error, ValueError):
            return None
    try:
        parts = urlsplit(source)
    except ValueError:
        return None
    place = PurePosixPath(unquote(parts.path).replace("\\", "/"))
    candidates = [] if parts.scheme or place.is_absolute() else [place]
    candidates += [PurePosixPath(f"{page}{suffix}", place.name) for suffix in FOLDERS]
    found = (beside(candidate) for candidate in candidates)
    return next((data for data in found if data is not None), None)

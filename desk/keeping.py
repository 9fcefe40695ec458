"""What a command writes over, or makes a post of, is kept out of the content: in ``.newsroom``."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path, PurePosixPath

from desk import files
from plugins.plain_file import read_plain

FOLDER = ".newsroom/ban-cu"
ORIGINALS = ".newsroom/ban-goc"
"""Word files that posts were made of, each under the path of its post."""


def keep(root: Path, path: str, data: bytes, now: datetime) -> Path:
    """Keep ``data``, which stood at ``path`` below ``root/content``; where it lies now.

    ``thong-bao/2021/a.md`` becomes ``thong-bao/2021/a.20210315-081941.md``,
    and ``a.20210315-081941-2.md`` where that is taken by something else.
    """
    whole = PurePosixPath(path)
    stem, number = f"{whole.with_suffix('')}.{now:%Y%m%d-%H%M%S}", 1
    place = root / FOLDER / f"{stem}{whole.suffix}"
    while os.path.lexists(place) and not _holds(place, data):
        number += 1
        place = root / FOLDER / f"{stem}-{number}{whole.suffix}"
    if not os.path.lexists(place):
        files.write(place, data)
    return place


def keep_original(root: Path, path: str, suffix: str, data: bytes) -> Path:
    """Keep the file that the post ``path`` was made of; where it lies now."""
    place = root / ORIGINALS / PurePosixPath(path).with_suffix(suffix.lower() or ".docx")
    if not _holds(place, data):
        files.write(place, data)
    return place


def _holds(place: Path, data: bytes) -> bool:
    try:
        return read_plain(place) == data
    except OSError:
        return False

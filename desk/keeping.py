"""What a command writes over, or makes a post of, is kept out of the content: in ``.newsroom``."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path, PurePosixPath

from desk import files
from plugins.plain_file import read_plain

FOLDER = ".newsroom/ban-cu"
ORIGINALS = ".newsroom/ban-goc"
"""Files that posts were made of, each once, by the digest of its bytes."""
_AS_IMPORTED = ".md"
"""Ending of the post as it was made of an original."""


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


def keep_original(root: Path, digest: str, ending: str, data: bytes, made: bytes) -> Path:
    """Keep the file ``data`` with this ``digest``, and the post ``made`` of it; where it lies."""
    place = original(root, digest, ending)
    for file, content in ((place, data), (as_imported(root, digest), made)):
        if not _holds(file, content):
            files.write(file, content)
    return place


def original(root: Path, digest: str, ending: str) -> Path:
    """Where the file with this ``digest`` is kept."""
    return root / ORIGINALS / digest[:2] / f"{digest}{ending}"


def as_imported(root: Path, digest: str) -> Path:
    """Where the post is kept that was made of the file with this ``digest``, as it was then."""
    return root / ORIGINALS / digest[:2] / f"{digest}{_AS_IMPORTED}"


def originals(root: Path, digest: str) -> Iterator[Path]:
    """All that is kept of the file with this ``digest``."""
    folder = root / ORIGINALS / digest[:2]
    if folder.is_dir():
        yield from sorted(file for file in folder.iterdir() if file.stem == digest)


def _holds(place: Path, data: bytes) -> bool:
    try:
        return read_plain(place) == data
    except OSError:
        return False

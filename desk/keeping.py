"""What a command writes over is kept first, out of the content: ``.newsroom/ban-cu/``."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path, PurePosixPath

from desk import files

FOLDER = ".newsroom/ban-cu"


def keep(root: Path, path: str, data: bytes, now: datetime) -> Path:
    """Keep ``data``, which stood at ``path`` below ``root/content``; where it lies now.

    ``tin-hoat-dong/2021/a.md`` becomes ``tin-hoat-dong/2021/a.20210315-081941.md``,
    and ``a.20210315-081941-2.md`` where that is taken by something else.
    """
    whole = PurePosixPath(path)
    stem, number = f"{whole.with_suffix('')}.{now:%Y%m%d-%H%M%S}", 1
    place = root / FOLDER / f"{stem}{whole.suffix}"
    while place.exists() and place.read_bytes() != data:
        number += 1
        place = root / FOLDER / f"{stem}-{number}{whole.suffix}"
    if not place.exists():
        files.write(place, data)
    return place

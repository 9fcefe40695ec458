"""Posts of our sample that lie among an agency's own, and go to no reader of its."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from desk.keeping import FOLDER
from plugins.content_folder import handed_out
from plugins.posts.addresses import PICTURES
from plugins.sections import DEFAULT

_ASIDE = "ban-mau"


def sample_posts(content: Path) -> tuple[str, ...]:
    """Our posts in ``content``, as we handed them out, and the pictures that only they show."""
    ours = tuple(handed_out(content))
    posts = [path for path in ours if path.startswith(f"{DEFAULT.folder}/")]
    pictures = [path for path in ours if path.startswith(f"{PICTURES}/")]
    if pictures:
        kept = [f for f in content.rglob("*.md") if f.relative_to(content).as_posix() not in posts]
        said = b"\n".join(file.read_bytes() for file in kept if file.is_file())
        pictures = [path for path in pictures if path.rpartition("/")[2].encode() not in said]
    return (*posts, *pictures)


def put_aside(root: Path, content: Path, paths: Sequence[str]) -> Path:
    """Move the files ``paths`` out of ``content``; the folder where they are now."""
    aside = root / FOLDER / _ASIDE
    for path in paths:
        place = aside / path
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(content / path, place)
        folder = (content / path).parent
        while folder != content and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent
    return aside

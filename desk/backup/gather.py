"""What is an agency's own in a project, and by which names it stands in a backup."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from desk.keeping import FOLDER as KEPT
from plugins.leftovers import is_leftover
from plugins.setting_places import CONF, PUBLISH_CONF

CONTENT, TARGET = "content", "public"
_SETTINGS = (CONF, PUBLISH_CONF)
_THEME = ("theme/share", "theme/static/emblem.svg", "theme/static/emblem.png")
"""What an agency puts into the theme: its pictures for sharing, its emblem."""


def own_files(root: Path, target: Path | None, lock: str) -> Iterator[tuple[str, Path]]:
    """Name and place of every file to be kept.

    ``target`` is the folder of releases, if any; ``lock`` names the file in it that says who is
    at work.
    What systems and editors leave is nobody's, and so is a link to a folder, but for the one
    that says which release readers see.
    """
    for place in (CONTENT, *_SETTINGS, *_THEME, KEPT):
        yield from _below(place, root / place)
    if target is not None:
        for name, path in _below(TARGET, target):
            if name != f"{TARGET}/{lock}":
                yield name, path
        if (target / "current").is_symlink():
            yield f"{TARGET}/current", target / "current"


def linked_folders(root: Path) -> tuple[str, ...]:
    """Folders in ``content/`` that are links: what is in them is not kept."""
    return tuple(
        (Path(place) / name).relative_to(root).as_posix()
        for place, folders, _ in os.walk(root / CONTENT)
        for name in sorted(folders)
        if (Path(place) / name).is_symlink()
    )


def _below(name: str, place: Path) -> Iterator[tuple[str, Path]]:
    if place.is_file():
        yield name, place
        return
    for where, folders, names in os.walk(place):
        folders[:] = sorted(one for one in folders if not is_leftover(one, folder=True))
        inside = Path(where).relative_to(place).as_posix()
        for one in sorted(names):
            path = Path(where) / one
            if not is_leftover(one) and path.is_file():
                yield f"{name}/{one}" if inside == "." else f"{name}/{inside}/{one}", path

"""What is an agency's own in a project, and by which names it stands in a backup."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from desk.keeping import FOLDER as KEPT
from desk.keeping import ORIGINALS
from plugins.content_folder import CONTENT, content_folder
from plugins.leftovers import is_leftover
from plugins.replacing import is_link
from plugins.setting_places import CONF, PUBLISH_CONF

TARGET = "public"
_CURRENT = "current"
LINK = f"{TARGET}/{_CURRENT}"
"""What leads to the release that readers see."""
_SETTINGS = (CONF, PUBLISH_CONF)
THEME = ("theme/share", "theme/static/emblem.svg", "theme/static/emblem.png")
"""What an agency puts into the theme: its pictures for sharing, its emblem."""


def own_files(
    root: Path, target: Path | None, lock: str, moved: int | None
) -> Iterator[tuple[str, Path]]:
    """Name and place of every file to be kept.

    ``target`` is the folder of releases, if any; ``lock`` names the file in it that says who is
    at work, and ``moved`` the release whose tree is ``current`` itself, if one is.
    What systems and editors leave is nobody's, and so is a link to a folder. Which release readers
    see ``links`` says.
    """
    yield from _below(CONTENT, content_folder(root))
    for place in (*_SETTINGS, *THEME, KEPT, ORIGINALS):
        yield from _below(place, root / place)
    if target is None:
        return
    for entry in sorted(target.iterdir()):
        if entry.name == lock or is_leftover(entry.name) or is_link(entry):
            continue
        if entry.name != _CURRENT:
            yield from _below(f"{TARGET}/{entry.name}", entry)
        elif moved is not None:
            yield from _below(f"{TARGET}/releases/{moved}", entry)


def links(shown: int | None) -> dict[str, str]:
    """By its name in the backup the link to the release ``shown``, of whatever kind it is."""
    return {LINK: f"releases/{shown}"} if shown is not None else {}


def linked_folders(root: Path) -> tuple[str, ...]:
    """Folders in ``content/`` that are links: what is in them is not kept."""
    content = content_folder(root)
    return tuple(
        f"{CONTENT}/{(Path(place) / name).relative_to(content).as_posix()}"
        for place, folders, _ in os.walk(content)
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

"""The software's own files, replaced by those of a newer version; what was there is kept."""

from __future__ import annotations

import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from desk.backup.gather import THEME
from desk.faults import RefusedError
from plugins.content_folder import CONTENT, SAMPLE
from plugins.leftovers import is_leftover
from plugins.replacing import rename
from plugins.setting_places import CONF, PUBLISH_CONF
from plugins.state_folder import STATE

_FOLDERS = ("plugins", "desk", "theme", "docs", "requirements", "tests", "bench", ".ci", SAMPLE)
_SIGNS = ("tasks.py", "plugins", "desk", "theme")
_OWN = frozenset({CONTENT, CONF, PUBLISH_CONF})
"""Never replaced; settings files only where there are none."""


@contextmanager
def unpacked(source: Path) -> Iterator[Path]:
    """The folder of the software in ``source``, an archive or a folder. Raises RefusedError."""
    if source.is_dir():
        yield _checked(source)
        return
    with tempfile.TemporaryDirectory(prefix="toa-soan-") as place:
        try:
            with zipfile.ZipFile(source) as archive:
                archive.extractall(place)
                _may_run(archive, Path(place))
        except (OSError, zipfile.BadZipFile) as error:
            words = f"Không mở được {source}: phải là tệp .zip hay thư mục của phần mềm."
            raise RefusedError(words) from error
        inside = [one for one in Path(place).iterdir() if not is_leftover(one.name)]
        yield _checked(inside[0] if len(inside) == 1 else Path(place))


def standing(folder: Path) -> Path:
    """``folder``, if the software stands there, of whichever version. Raises RefusedError."""
    if (folder / CONF).is_file():
        return _checked(folder)
    words = f"{folder} không phải thư mục của trang tin (thiếu {CONF}); hãy xem lại --project."
    raise RefusedError(words)


def _checked(folder: Path) -> Path:
    if all((folder / name).exists() for name in _SIGNS):
        return folder
    words = f"Trong {folder} không có phần mềm của trang tin (thiếu {', '.join(_SIGNS)})."
    raise RefusedError(words)


def _may_run(archive: zipfile.ZipFile, place: Path) -> None:
    """Let programs be programs: Python's unpacking forgets it."""
    for one in archive.infolist():
        if one.external_attr >> 16 & 0o111 and not one.is_dir():
            (place / one.filename).chmod(0o755)


def differing(root: Path, newer: Path) -> int:
    """How many files in ``root`` would be other, or gone, or new with the software in ``newer``."""
    names = _names(newer)
    was, now = dict(_files(root, names)), dict(_files(newer, names))
    return sum(
        name not in was or name not in now or was[name].read_bytes() != now[name].read_bytes()
        for name in was.keys() | now.keys()
    )


def replace_software(root: Path, newer: Path, aside: Path) -> None:
    """Let the files of ``newer`` stand in ``root``; what stood there is in ``aside``.

    Not the content, the settings files and what an agency put into the theme.
    Raises OSError: then all is as it was.
    """
    (root / STATE).mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=root / STATE, prefix="nang-cap-") as place:
        fresh = Path(place)
        names = [name for name in _names(newer) if name not in _OWN or not (root / name).exists()]
        for name in names:
            _copy(newer / name, fresh / name)
        for name in THEME:
            if (root / name).exists():
                _copy(root / name, fresh / name)
        _swap(root, fresh, aside, names)


def _swap(root: Path, fresh: Path, aside: Path, names: list[str]) -> None:
    moved: list[str] = []
    aside.mkdir(parents=True)
    try:
        for name in names:
            if os.path.lexists(root / name):
                rename(root / name, aside / name)
            moved.append(name)
            rename(fresh / name, root / name)
    except OSError:
        for name in moved:
            if (aside / name).exists():
                if (root / name).exists():
                    rename(root / name, fresh / f"{name}.bỏ")
                rename(aside / name, root / name)
        raise


def _names(software: Path) -> list[str]:
    """Top-level names of the software's own, of files whatever they are called."""
    return sorted(
        one.name
        for one in software.iterdir()
        if (one.name in _FOLDERS if one.is_dir() else not is_leftover(one.name))
    )


def _files(software: Path, names: Sequence[str]) -> Iterator[tuple[str, Path]]:
    for name in names:
        place = software / name
        if place.is_file() and name not in _OWN:
            yield name, place
        for file in place.rglob("*") if place.is_dir() else ():
            inside = file.relative_to(software).as_posix()
            if file.is_file() and "__pycache__" not in file.parts and not inside.startswith(THEME):
                yield inside, file


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        ignored = shutil.ignore_patterns("__pycache__", "*.pyc")
        shutil.copytree(source, target, ignore=ignored, dirs_exist_ok=True)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, target)

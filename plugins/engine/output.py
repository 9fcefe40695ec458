"""The output folder: only what changed is made, only changed bytes are written.

A file that is there already is written beside its place and renamed over it, so
a reader or a hard link sees the old bytes or the new, never half of either; one
whose bytes are already right keeps its inode and its time. A file that never
was is created in its place: no reader knows of it before the build has ended,
a failure takes it away again, and what a killed build leaves is in no ledger,
so the next one makes it anew. What each file was made from is kept beside
(``plugins.engine.ledger``) and believed only while the file itself looks as it
did when that was noted.
"""

from __future__ import annotations

import os
import shutil
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

FIRST = "robots.txt"
"""Written before anything else, and by its first line the sign that a folder is ours."""

SIGN = "# Trang này do hệ thống dựng từ bài viết; sửa tại đây sẽ bị ghi đè.\n".encode()
"""First line of ``theme/templates/robots.txt``, whatever the site is called."""

_SEAL = struct.Struct("<3q")


class ForeignFolderError(RuntimeError):
    """The output folder holds something that this newsroom did not make."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{folder}: thư mục này đang chứa tệp không do hệ thống dựng trang tạo ra, "
            f"nên không dựng vào đó. Hãy chọn thư mục khác hoặc một thư mục trống."
        )


@dataclass(frozen=True, slots=True)
class Made:
    """One file after it was made: whether its bytes were new, and its seal."""

    file: str
    written: bool
    seal: bytes
    """Size, mtime and inode: while they stand, the file is as it was made."""


class Output:
    """A folder that holds one build. Paths are POSIX, relative to it.

    Raises ForeignFolderError when it is not empty and not of our making.
    """

    def __init__(self, folder: Path, *, protect: Path, seen: Survey | None = None) -> None:
        """``seen``: what was found in it a moment ago, if it was looked through already."""
        self.folder = folder
        if protect.resolve().is_relative_to(folder.resolve()) or not _ours(folder):
            raise ForeignFolderError(folder)
        self.seals, self._folders, self._hollow = seen or survey(folder)
        """File → seal of every file that was there at the start."""
        self._files: set[str] = set()
        self._root = f"{folder}/"
        self._ready: set[str] = set()

    def claim(self, file: str) -> None:
        """Say that ``file`` belongs to this build.

        Raises ValueError when two pages claim one file or a path leaves the folder:
        the checks make both impossible, and a page silently lost is worse than a stop.
        """
        if file in self._files or not _inside(file):
            message = f"hai trang cùng ghi vào một địa chỉ, hoặc địa chỉ ra ngoài thư mục: {file}"
            raise ValueError(message)
        self._files.add(file)

    def claim_all(self, files: Sequence[str]) -> None:
        """The same of files that were claimed one by one when they were made. Raises ValueError."""
        before = len(self._files)
        self._files.update(files)
        if len(self._files) != before + len(files):
            message = f"hai trang cùng ghi vào một địa chỉ, trong số: {', '.join(files)}"
            raise ValueError(message)

    def put(self, file: str, data: bytes) -> Made:
        """Make ``file``, claimed before, hold ``data``."""
        path = self._root + file
        folder = file.rpartition("/")[0]
        if folder not in self._ready:
            self._make_room(folder)
        if file not in self.seals:
            try:
                _create(path, data)
                return Made(file, written=True, seal=_seal(os.stat(path)))  # noqa: PTH116
            except FileExistsError:  # a folder of an older layout, or put twice
                pass
        if _holds(path, data):
            return Made(file, written=False, seal=_seal(os.stat(path)))  # noqa: PTH116
        return Made(file, written=True, seal=self._replace(Path(path), data))

    def remove_orphans(self) -> list[str]:
        """Remove every file that was there and is not claimed, and the folders this empties."""
        removed = sorted(self.seals.keys() - self._files)
        if not removed and not self._hollow:
            return []
        for file in removed:
            path = self.folder / file
            if path.is_symlink() or path.is_file():
                path.unlink()
        for folder in sorted(self._folders, reverse=True):
            with os.scandir(folder) as entries:
                empty = next(entries, None) is None
            if empty:
                folder.rmdir()
        return removed

    def _make_room(self, folder: str) -> None:
        """Make ``folder``: whatever stands in its way is from an older layout."""
        place = self.folder
        for name in folder.split("/") if folder else ():
            place /= name
            if place.is_symlink() or place.is_file():
                place.unlink()
        place.mkdir(parents=True, exist_ok=True)
        self._ready.add(folder)

    def _replace(self, path: Path, data: bytes) -> bytes:
        """The seal of ``path`` after ``data`` took the place of what was there."""
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
            self._folders = [f for f in self._folders if f.exists()]
        beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
        beside.write_bytes(data)
        seal = _seal(beside.stat())
        beside.replace(path)
        return seal


def _create(path: str, data: bytes) -> None:
    """A new file, or none. Raises FileExistsError when something is there."""
    new = open(path, "xb")  # noqa: PTH123, SIM115 - done for every page; closed below
    try:
        with new:
            new.write(data)
    except BaseException:
        os.unlink(path)  # noqa: PTH108
        raise


def _seal(status: os.stat_result) -> bytes:
    return _SEAL.pack(status.st_size, status.st_mtime_ns, status.st_ino)


Survey = tuple[dict[str, bytes], list[Path], bool]
"""Every file with its seal, every folder, and whether a folder holds nothing."""


def survey(folder: Path) -> Survey:
    """Every file (links too) with its seal, and every folder below."""
    seals: dict[str, bytes] = {}
    folders: list[Path] = []
    hollow = False

    def walk(place: str, prefix: str) -> None:
        nonlocal hollow
        empty = True
        with os.scandir(place) as entries:
            for entry in entries:
                empty = False
                if entry.is_dir(follow_symlinks=False):
                    folders.append(Path(entry.path))
                    walk(entry.path, f"{prefix}{entry.name}/")
                else:
                    link = entry.is_symlink()
                    seals[prefix + entry.name] = b"" if link else _seal(entry.stat())
        hollow = hollow or empty

    if folder.is_dir():
        walk(str(folder), "")
    return seals, folders, hollow


def _holds(path: str, data: bytes) -> bool:
    there = Path(path)
    try:
        if there.is_symlink() or there.stat().st_size != len(data):
            return False
        return there.read_bytes() == data
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return False


def _inside(file: str) -> bool:
    parts = file.split("/")
    return not file.startswith("/") and ".." not in parts and "\\" not in file


def _ours(folder: Path) -> bool:
    if not folder.exists() or not any(folder.iterdir()):
        return True
    try:
        with (folder / FIRST).open("rb") as robots:
            return robots.readline() == SIGN
    except OSError:
        return False

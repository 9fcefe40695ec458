"""The output folder: only what changed is written, each file whole or not at all.

A file is written beside its place and renamed over it, so a reader, a hard
link or an interrupted build never sees half a file; a file whose bytes are
already right keeps its inode and its time.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

FIRST = "robots.txt"
"""Written before anything else, and by its first line the sign that a folder is ours."""


class ForeignFolderError(RuntimeError):
    """The output folder holds something that this newsroom did not make."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{folder}: thư mục này đang chứa tệp không do hệ thống dựng trang tạo ra, "
            f"nên không dựng vào đó. Hãy chọn thư mục khác hoặc một thư mục trống."
        )


class Output:
    """A folder that holds one build. Paths are POSIX, relative to it.

    Raises ForeignFolderError when it is not empty and not of our making.
    """

    def __init__(self, folder: Path, *, protect: Path, sign: bytes) -> None:
        self.folder = folder
        self.written: list[str] = []
        self.kept = 0
        self._files: set[str] = set()
        self._folders: set[Path] = set()
        inside = folder.resolve()
        if protect.resolve().is_relative_to(inside) or not _ours(folder, sign):
            raise ForeignFolderError(folder)

    def put(self, file: str, data: bytes) -> bool:
        """Make ``file`` hold ``data``; whether it had to be written.

        Raises ValueError when two pages claim one file or a path leaves the folder:
        the checks make both impossible, and a page silently lost is worse than a stop.
        """
        if file in self._files or not _inside(file):
            message = f"hai trang cùng ghi vào một địa chỉ, hoặc địa chỉ ra ngoài thư mục: {file}"
            raise ValueError(message)
        self._files.add(file)
        path = self.folder / file
        if _holds(path, data):
            self.kept += 1
            return False
        self._make_room(path)
        beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
        beside.write_bytes(data)
        beside.replace(path)
        self.written.append(file)
        return True

    def remove_orphans(self) -> list[str]:
        """Remove every file that was not put this time, and the folders this empties."""
        removed: list[str] = []
        for place, folders, names in os.walk(self.folder, topdown=False):
            for name in names:
                path = Path(place, name)
                file = path.relative_to(self.folder).as_posix()
                if file not in self._files:
                    path.unlink()
                    removed.append(file)
            for name in folders:
                folder = Path(place, name)
                if folder.is_symlink():
                    folder.unlink()
                elif not any(folder.iterdir()):
                    folder.rmdir()
        return sorted(removed)

    def _make_room(self, path: Path) -> None:
        """A folder for ``path``: whatever stands in its way is from an older layout."""
        if path.parent not in self._folders:
            for parent in reversed(path.relative_to(self.folder).parents):
                place = self.folder / parent
                if place.is_symlink() or place.is_file():
                    place.unlink()
                place.mkdir(parents=True, exist_ok=True)
            self._folders.add(path.parent)
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)


def _holds(path: Path, data: bytes) -> bool:
    try:
        if path.is_symlink() or path.stat().st_size != len(data):
            return False
        return path.read_bytes() == data
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return False


def _inside(file: str) -> bool:
    parts = file.split("/")
    return not file.startswith("/") and ".." not in parts and "\\" not in file


def _ours(folder: Path, sign: bytes) -> bool:
    if not folder.exists():
        return True
    if not any(folder.iterdir()):
        return True
    try:
        with (folder / FIRST).open("rb") as robots:
            return robots.readline() == sign
    except OSError:
        return False

"""Whose an output folder is, and what becomes of a file in it that is somebody else's.

A folder is ours when a file in it says so by itself (``foreign_files``) or stands
as a build of ours left it (``BuildRecord``). In any other folder
that holds a file nothing is written: whoever put it there may need it. In ours
only what a build of ours made is ever removed, or what holds no words: an empty
file, a pipe, the half of a page. A file of anybody else's is put aside,
``ASIDE``, and named: it must not reach readers, and it must not be lost.
What systems leave (``plugins.leftovers``) is neither: it stays, and is not seen.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Iterable, Sequence
from pathlib import Path

from plugins.addresses import FRONT, NOT_FOUND, ROBOTS, THEME
from plugins.engine.theme import STYLESHEET_LINK, is_asset
from plugins.plain_file import read_plain

FIRST = ROBOTS.file()
"""Written before anything else, and by its first line a sign that a folder is ours."""

SIGN = "# Trang này do hệ thống dựng từ bài viết; sửa tại đây sẽ bị ghi đè.\n".encode()
"""First line of ``theme/templates/robots.txt``, whatever the site is called."""

ASIDE = Path("ban-cu", "output")
"""Below the folder of state: where files of somebody else's are put."""

_FIRST_LOOK = (THEME.base[1:], FRONT.file(), NOT_FOUND.file())
_HEAD = 1 << 13
"""Bytes in which a page of ours names its stylesheet."""
_MOST_NAMED = 3
_HALF = re.compile(r"\.[^/]+\.[0-9]+\.tmp")
"""The name of a file that a build was writing when it was killed."""


class OutputError(RuntimeError):
    """Nothing can be built into a folder; the message says why and what to do."""


class ForeignFolderError(OutputError):
    """A folder holds something that this newsroom did not make."""

    def __init__(self, folder: Path, files: Sequence[str]) -> None:
        """``files``: what is not ours, POSIX, relative to ``folder``."""
        super().__init__(
            f"{folder}: thư mục này có {named(files)} không do hệ thống dựng trang tạo ra, nên "
            f"không dựng vào đó. Hãy chuyển đi nơi khác, hoặc chọn thư mục khác, rồi chạy lại."
        )
        self._folder = folder
        self.files = tuple(files)

    def __reduce__(self) -> tuple[type[ForeignFolderError], tuple[Path, tuple[str, ...]]]:
        """As another process is to raise it again."""
        return type(self), (self._folder, self.files)


def foreign_files(folder: Path, files: Iterable[str]) -> list[str]:
    """Those of ``files``, all there are in ``folder``, that somebody could miss.

    None where one of them says by itself that a build of ours made the folder.
    Any one is enough, for any may be damaged or lost.
    """
    if _says_ours(folder / FIRST):
        return []
    found = []
    for file in sorted(files, key=lambda file: (not file.startswith(_FIRST_LOOK), file)):
        path = folder / file
        if _says_ours(path):
            return []
        if holds_words(path):
            found.append(file)
    return sorted(found)


def holds_words(path: Path) -> bool:
    """Whether somebody could miss ``path``, which no build of ours is known to have made."""
    try:
        status = path.lstat()
    except OSError:
        return False
    if stat.S_ISLNK(status.st_mode):
        return True
    if not stat.S_ISREG(status.st_mode) or not status.st_size or is_half(path.name):
        return False
    return not _says_ours(path)


def is_half(name: str) -> bool:
    """Whether a file of this name is what a build was writing when it was killed."""
    return _HALF.fullmatch(name) is not None


def _says_ours(path: Path) -> bool:
    """Whether a file says that a build of ours made it.

    ``robots.txt`` by its first line, a page by the stylesheet that it names, a file
    of the theme by its name, the digest of its bytes.
    """
    if path.name == FIRST:
        return _start(path, len(SIGN)) == SIGN
    if path.suffix == ".html":
        return STYLESHEET_LINK.search(_start(path, _HEAD)) is not None
    return path.parent.name == "theme" and is_asset(path.name, _start(path))


def named(files: Sequence[str]) -> str:
    """``files`` in words: the first few by name, and how many more there are."""
    shown = ", ".join(file.encode(errors="replace").decode() for file in files[:_MOST_NAMED])
    more = len(files) - _MOST_NAMED
    return f"{shown} và {more} tệp khác" if more > 0 else shown


def _start(path: Path, most: int = -1) -> bytes:
    """The first bytes of a plain file; none of anything else."""
    try:
        return read_plain(path, most)
    except OSError:
        return b""

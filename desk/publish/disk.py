"""What is written is on disk before it is named; and what nobody needs any more is removed."""
# A Path for each of 25,000 files costs more than what is done with it.
# ruff: noqa: PTH101, PTH106, PTH108, PTH112

from __future__ import annotations

import contextlib
import os
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from plugins.plain_file import naming
from plugins.replacing import is_link, patiently, replace


def write_whole(path: Path, data: bytes) -> None:
    """Make ``data`` the content of ``path``: all of it or, when killed, none of it."""
    beside = path.with_name(f".{path.name}.new")
    with naming(path), beside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    replace(beside, path)
    sync_folder(path.parent)


def move_aside(path: Path) -> Path | None:
    """Where what is at ``path`` and no regular file is now, for one to be made there; else None."""
    try:
        if stat.S_ISREG(os.lstat(path).st_mode):
            return None
    except FileNotFoundError:
        return None
    number = 1
    while os.path.lexists(aside := path.with_name(f"{path.name}.khac-{number}")):
        number += 1
    try:
        path.rename(aside)
    except FileNotFoundError:  # another was quicker
        return None
    return aside


def sync_folder(folder: str | Path) -> None:
    """Force names to disk where the system can; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def whole_disk(folder: Path) -> Iterator[Callable[[], None] | None]:
    """A call that forces to disk everything written so far on the file system of ``folder``.

    None where the system offers none that waits and tells of errors: there
    each file and folder must be forced by itself, which for 25,000 of them
    takes a quarter of a minute instead of a second. The call raises OSError
    when something written since this was entered did not reach the disk.
    """
    syncfs = _syncfs()
    if syncfs is None:
        yield None
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        yield lambda: syncfs(descriptor)
    finally:
        os.close(descriptor)


def _syncfs() -> Callable[[int], None] | None:
    """Linux's syncfs(2): Python offers sync(2) alone, which tells of no errors."""
    if sys.platform != "linux":
        return None
    import ctypes  # noqa: PLC0415 - only publishing needs it

    try:
        call = ctypes.CDLL(None, use_errno=True).syncfs
    except (OSError, AttributeError):
        return None

    def syncfs(descriptor: int) -> None:
        if call(descriptor):
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number))

    return syncfs


def remove(path: str | Path) -> None:
    """Remove a file, a link of any kind or a whole tree; nothing there is fine."""
    if not os.path.isdir(path) or is_link(path):
        unlink(path)
        return
    with os.scandir(path) as found:
        entries = list(found)
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            remove(entry.path)
        else:
            unlink(entry.path)
    os.rmdir(path)


def unlink(path: str | Path) -> None:
    """Remove a file or a link; nothing there is fine."""
    try:
        os.unlink(path)
    except FileNotFoundError:
        pass
    except PermissionError:
        # Windows refuses to remove a read-only file.
        os.chmod(path, stat.S_IWRITE | stat.S_IREAD)
        patiently(lambda: os.unlink(path))

"""The stamp of a file: what shows, without reading it, whether it was touched.

The one notion of it: of what was read, what was built, what was verified and
what readers see. Equal stamps mean equal bytes only if no file was looked at
within the clock's grain of its last change (git's racy entries); who keeps a
stamp keeps only one that is settled, or makes the file anew when it is not.
"""

from __future__ import annotations

import contextlib
import os
import struct
import time
from collections.abc import Callable, Iterator
from operator import attrgetter, methodcaller

SETTLED = 2_000_000_000
"""Nanoseconds: a file that changed this shortly before it was looked at may have changed
once more within the clock's grain."""

Stamp = tuple[int, int, int, int]
"""Size, time of the last change and of the inode's (ns), inode. The inode's time no tool can
set, so a file whose size and time were made to look the same still shows there. (Windows
gives the time of creation in its place.)"""

stamp_numbers: Callable[[os.stat_result], Stamp] = attrgetter(
    "st_size", "st_mtime_ns", "st_ctime_ns", "st_ino"
)
"""The stamp of a file with this status; where there are tens of thousands, kept as numbers."""

_PACK = struct.Struct("<4q").pack
_SIZE = struct.Struct("<q").unpack_from
_INODES = struct.Struct("<24xq").iter_unpack


def file_stamp(status: os.stat_result) -> bytes:
    """The stamp of a file with this ``status``, 32 bytes; it moves when the file is linked."""
    return _PACK(*stamp_numbers(status))


_Status = Callable[[os.DirEntry[str]], os.stat_result]


@contextlib.contextmanager
def looked_into(folder: str) -> Iterator[tuple[Iterator[os.DirEntry[str]], _Status]]:
    """What is in ``folder``, in no order, and what asks for the status of one, following no link.

    By the folder's descriptor where that can be, so that no path is looked up: of
    tens of thousands of files that takes half as long. Raises OSError.
    """
    if os.scandir not in os.supports_fd:
        with os.scandir(folder) as entries:  # which on Windows knows no inode
            yield entries, lambda entry: os.lstat(entry.path)
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        with os.scandir(opened) as entries:
            yield entries, _status
    finally:
        os.close(opened)


_status: _Status = methodcaller("stat", follow_symlinks=False)


def size_of(stamp: bytes) -> int:
    """The size, in bytes, of a file with this ``file_stamp``."""
    size: int = _SIZE(stamp)[0]
    return size


def inodes_of(stamps: bytes) -> Iterator[int]:
    """The inode in each of ``stamps``, which are ``file_stamp``s one after another."""
    return (inode for (inode,) in _INODES(stamps))


def is_settled(stamp: Stamp, looked: int) -> bool:
    """Whether a ``stamp`` taken at ``looked`` (``now_ns``, before it was) can be kept."""
    latest = looked - SETTLED
    return latest > stamp[1] and latest > stamp[2]


def stamp_of(status: os.stat_result, looked: int) -> tuple[bytes, bool]:
    """The stamp of a file looked at after ``looked``, and whether it is settled."""
    stamp = stamp_numbers(status)
    return _PACK(*stamp), is_settled(stamp, looked)


def now_ns() -> int:
    """When files are being looked at, for ``is_settled``."""
    return time.time_ns()

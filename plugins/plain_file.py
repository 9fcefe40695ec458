"""A path where anything may stand: read it if it is a plain file, or put it out of the way."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)  # a pipe that nobody writes to would keep us waiting for ever
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
)


def read_plain(path: Path | str, most: int = -1) -> bytes:
    """The bytes of the plain file at ``path``, at ``most`` so many of them.

    Raises OSError, also of what is no plain file: a folder, a pipe, a socket, a device.
    """
    file = os.open(path, _FLAGS)
    try:
        status = os.fstat(file)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "not a plain file", str(path))
        # A file object would take longer to make than most files to read.
        part = status.st_size + 1 if most < 0 else most
        data = os.read(file, part)
        while (most < 0 or len(data) < most) and (more := os.read(file, part)):
            data += more
        return data[:most] if most >= 0 else data
    finally:
        os.close(file)


_NEW = (
    os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
)


def create(path: str, data: bytes, *, then: Callable[[int], None] | None = None) -> os.stat_result:
    """Make a new file of ``data`` at ``path``, or none; its status in the end.

    ``then`` is handed the open file. Raises OSError: FileExistsError where something is there.
    """
    file = os.open(path, _NEW, 0o666)
    try:
        try:
            left = memoryview(data)
            while left:
                left = left[os.write(file, left) :]
            if then is not None:
                then(file)
            return os.fstat(file)
        finally:
            os.close(file)
    except BaseException:
        os.unlink(path)  # noqa: PTH108 - done for every page
        raise


@contextlib.contextmanager
def naming(path: Path | str) -> Iterator[None]:
    """Let every OSError say of which file: what a write or a sync raises does not."""
    try:
        yield
    except OSError as error:
        error.filename = error.filename or str(path)
        raise


def put_aside(path: Path, folder: Path, name: str) -> Path:
    """Move ``path`` into ``folder``, as ``name`` (POSIX, relative); where it is then.

    Whatever was put there before stays: a number keeps them apart, also where a
    folder is needed and a file lies, or a link, which could lead anywhere.
    Raises OSError.
    """
    *above, last = PurePosixPath(name).parts
    place = folder
    for part in above:
        place = _numbered(place / part, lambda one: one.is_dir() and not one.is_symlink())
    place = _numbered(place / last, lambda _one: False)
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(str(path), str(place))
    return place


def _numbered(place: Path, fits: Callable[[Path], bool]) -> Path:
    """``place``, or the first beside it under a number, where nothing is or what ``fits``."""
    free, number = place, 1
    while os.path.lexists(free) and not fits(free):
        number += 1
        free = place.with_name(f"{place.stem}-{number}{place.suffix}")
    return free

"""One publisher at a time, whoever of them dies and however.

The operating system holds the lock and lets go of it when its owner ends, even
by SIGKILL; the file only says who that is, and is no lock when the system holds
none, whatever machine it names: names of machines change. Processes that the owner forks to
share its work let go of the lock at once, or it would live as long as they.
"""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import platform
from collections.abc import Iterator
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import IO

from desk.faults import RefusedError
from desk.publish.disk import move_aside
from plugins.vietnamese import VIETNAM

NAME = ".lock"

_held: list[IO[str]] = []
"""The files whose locks this process holds."""


class LockedError(RefusedError):
    """Somebody else is publishing; the message says who, since when, and what to do."""


@contextlib.contextmanager
def locked(folder: Path, command: str = "công bố") -> Iterator[Path | None]:
    """Be the only publisher into ``folder`` (which exists); raises LockedError when another is.

    ``command``: what else whoever locks this folder does. Gives where it now is what stood in the
    lock's place and could be none, such as a folder.
    """
    path = folder / NAME
    aside = move_aside(path)
    with _locked_file(path, command) as file:
        _say_who(file, json.dumps(me(), ensure_ascii=False))
        _held.append(file)
        try:
            yield aside
        finally:
            _held.remove(file)
            _say_who(file, "")


@contextlib.contextmanager
def _locked_file(path: Path, command: str) -> Iterator[IO[str]]:
    """The file ``path``, locked, which still has this name: somebody may just have removed it."""
    while True:
        with path.open("a+", encoding="utf-8") as file:
            owner = _owner(file)
            if not _try_lock(file):
                raise LockedError(busy(owner, command))
            if _is_at(file, path):
                yield file
                return


def _is_at(file: IO[str], path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False


def _let_go() -> None:
    """In a forked process: the lock is its parent's alone, who keeps it."""
    for file in _held:
        file.close()
    _held.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_let_go)


def me() -> dict[str, str]:
    """Who is publishing: process, machine, user, and since when."""
    return {
        "pid": str(os.getpid()),
        "host": platform.node(),
        "user": _user(),
        "since": datetime.now(tz=VIETNAM).isoformat(timespec="seconds"),
    }


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _owner(file: IO[str]) -> dict[str, str]:
    """Who wrote the lock last; empty when nobody, or when the writer died while writing."""
    file.seek(0)
    return owner_of(file.read())


def owner_of(text: str) -> dict[str, str]:
    """Who says so in ``text``, as ``me`` does; empty when that cannot be read."""
    try:
        said = json.loads(text or "{}")
    except ValueError:
        return {}
    return {str(k): str(v) for k, v in said.items()} if isinstance(said, dict) else {}


def named(owner: dict[str, str]) -> str:
    """``người dùng an trên máy pc-1``; empty when nothing is known."""
    user = f"người dùng {owner['user']}" if owner.get("user") else ""
    machine = f"trên máy {owner['host']}" if owner.get("host") else ""
    return " ".join(part for part in (user, machine) if part)


def busy(owner: dict[str, str], command: str = "công bố") -> str:
    """That this one is at work with such a command, since when, and what to do."""
    process = f"(tiến trình {owner['pid']})" if owner.get("pid") else ""
    who = " ".join(part for part in (named(owner), process) if part)
    by = f" của {who}" if who else ""
    return (
        f"Đang có một lệnh {command} khác chạy{by}{_since(owner)}. "
        "Hãy đợi lệnh ấy xong rồi chạy lại."
    )


def _since(owner: dict[str, str]) -> str:
    """``, từ 08:15 ngày 28/11/2026, đã 3 phút``; empty when it is not known."""
    try:
        since = datetime.fromisoformat(owner["since"])
    except (KeyError, ValueError):
        return ""
    minutes = int((datetime.now(tz=VIETNAM) - since).total_seconds() // 60)
    long = f", đã {minutes} phút" if minutes > 0 else ", chưa đầy một phút"
    return f", từ {since.astimezone(VIETNAM):%H:%M ngày %d/%m/%Y}{long}"


def _say_who(file: IO[str], text: str) -> None:
    """Make ``text`` what the file says. A full disk says nothing, and the lock is held."""
    with contextlib.suppress(OSError):
        os.ftruncate(file.fileno(), 0)
        # Past the buffer, which would try again, and fail, when the file is closed.
        os.write(file.fileno(), text.encode())


try:
    import fcntl
except ImportError:  # Windows
    msvcrt = import_module("msvcrt")

    def _try_lock(file: IO[str]) -> bool:
        # A byte far beyond the text, because Windows also forbids reading what is locked.
        file.seek(1 << 20)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:

    def _try_lock(file: IO[str]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

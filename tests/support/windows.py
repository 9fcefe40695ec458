"""Windows as an officer has it, without its rights and without what it lacks, for this process.

``impose`` takes away for good what a plain Windows has not; ``TESTS_WINDOWS`` in the environment
lets every Python that a test starts do so too, those that it starts among them.
"""

from __future__ import annotations

import builtins
import errno
import multiprocessing
import os
import shutil
import stat
import subprocess  # before there is an msvcrt, by which it would know that this is Windows
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from multiprocessing import context
from pathlib import Path
from types import ModuleType
from typing import Any

VARIABLE = "TESTS_WINDOWS"
"""Environment variable: one of ``KINDS``."""

JUNCTIONS, NO_LINKS = "junctions", "no links"
KINDS = (JUNCTIONS, NO_LINKS)
"""A disk of Windows' own (NTFS); a stick (exFAT) or a share."""

_OURS = ("desk", "plugins", "tasks")
_LACKING = {"fcntl", "termios", "resource", "grp", "pwd"}
"""Modules that Windows has not; the standard library here could not do without them."""


def environment(kind: str) -> Mapping[str, str]:
    """What a process is started with that shall be under Windows' limits."""
    return {VARIABLE: kind}


def impose(kind: str) -> None:
    """Take away from this process what a plain Windows of this ``kind`` of disk has not."""
    assert kind in KINDS
    assert subprocess
    real_symlink, real_flock = os.symlink, import_module("fcntl")
    _refuse("symlink", errno.EINVAL, 1314)
    _refuse("link", errno.EINVAL, 1)
    _no_fork()
    _no_modules(real_flock)
    _renames()
    _read_only()
    # Of a folder that is open Windows lets nobody ask anything.
    os.supports_fd.discard(os.scandir)  # type: ignore[arg-type]
    shutil._use_fd_functions = False  # type: ignore[attr-defined]
    if kind == JUNCTIONS:
        _junctions(real_symlink)


def _error(number: int, windows: int, *names: object) -> OSError:
    error = OSError(number, f"[WinError {windows}]", *names)
    error.winerror = windows  # type: ignore[attr-defined]
    return error


def _refuse(name: str, number: int, windows: int) -> None:
    def refused(*paths: object, **_: object) -> None:
        raise _error(number, windows, paths[0])

    setattr(os, name, refused)


def _no_fork() -> None:
    for name in ("fork", "forkpty", "register_at_fork"):
        delattr(os, name)
    multiprocessing.set_start_method("spawn", force=True)
    for name in ("fork", "forkserver"):
        context._concrete_contexts.pop(name)  # type: ignore[attr-defined]


def _no_modules(flock: ModuleType) -> None:
    """``fcntl`` and its like cannot be imported by our own modules; ``msvcrt`` can."""
    usual = builtins.__import__

    def imported(name: str, given: Any = None, *rest: Any, **more: Any) -> ModuleType:
        who = (given or {}).get("__name__", "")
        if name in _LACKING and who.split(".")[0] in _OURS:
            raise ModuleNotFoundError(name=name)
        return usual(name, given, *rest, **more)

    builtins.__import__ = imported
    msvcrt = ModuleType("msvcrt")
    msvcrt.LK_NBLCK = 2  # type: ignore[attr-defined]

    def locking(descriptor: int, mode: int, count: int) -> None:
        assert (mode, count) == (2, 1)
        flock.flock(descriptor, flock.LOCK_EX | flock.LOCK_NB)

    msvcrt.locking = locking  # type: ignore[attr-defined]
    sys.modules["msvcrt"] = msvcrt


def _renames() -> None:
    """No folder and no link to one gives way to another, nor does a read-only file."""
    real_replace, real_rename = os.replace, os.rename

    def replace(source: Any, target: Any, **options: Any) -> None:
        if os.path.lexists(target) and (Path(target).is_dir() or _is_read_only(target)):
            raise _error(errno.EACCES, 5, source, None, target)
        real_replace(source, target, **options)

    def rename(source: Any, target: Any, **options: Any) -> None:
        if os.path.lexists(target):
            raise _error(errno.EEXIST, 183, source, None, target)
        real_rename(source, target, **options)

    os.replace, os.rename = replace, rename


def _read_only() -> None:
    real = os.unlink

    def unlink(path: Any, **options: Any) -> None:
        if not options and _is_read_only(path):
            raise _error(errno.EACCES, 5, path)
        real(path, **options)

    os.unlink = os.remove = unlink


def _is_read_only(path: Any) -> bool:
    try:
        mode = os.lstat(path).st_mode
    except OSError:
        return False
    return stat.S_ISREG(mode) and not mode & stat.S_IWRITE


def _junctions(symlink: Callable[[str, str], None]) -> None:
    """``_winapi.CreateJunction``, and what Python 3.11 thinks of a junction: that it is no link.

    Here it is a symbolic link to a whole path, which nobody else can make any more.
    """
    winapi = ModuleType("_winapi")

    def create(target: str, place: str) -> None:
        assert Path(target).is_absolute()
        assert Path(target).is_dir()
        symlink(target, place)

    winapi.CreateJunction = create  # type: ignore[attr-defined]
    sys.modules["_winapi"] = winapi
    usual = os.path.islink

    def islink(path: Any) -> bool:
        return usual(path) and not str(Path(path).readlink()).startswith("/")

    os.path.islink = islink  # type: ignore[assignment]
    Path.is_symlink = islink  # type: ignore[method-assign]

"""A rename that Windows may refuse for a moment, and what is a link of any kind.

A virus scanner, an indexer or a program that shows a file keeps it open for some tenths of a
second; meanwhile Windows lets nobody rename it or put another in its place.
"""
# Done for every page that is written.
# ruff: noqa: PTH101, PTH104, PTH105, PTH115

from __future__ import annotations

import contextlib
import os
import stat
import time
from collections.abc import Callable
from pathlib import Path

_Path = str | Path

HELD = frozenset({5, 32, 33})
"""Windows' numbers for it: access denied, a sharing violation, a locked part."""

_WAITS = (0.02, 0.05, 0.1, 0.2, 0.4, 0.8)
"""Seconds before each new attempt: a second and a half in all."""


def replace(source: _Path, target: _Path) -> None:
    """Let ``source`` take the place of the file or link ``target``, in one step. Raises OSError."""
    patiently(lambda: os.replace(source, target), target)


def rename(source: _Path, target: _Path) -> None:
    """Give ``source`` the name ``target``, which nothing has. Raises OSError."""
    patiently(lambda: os.rename(source, target))


def patiently(work: Callable[[], object], over: _Path = "") -> None:
    """Do ``work``, again and again where Windows refuses; a file ``over`` which it goes is let go.

    Raises what the last attempt raised.
    """
    for wait in _WAITS:
        try:
            work()
        except PermissionError as error:
            if getattr(error, "winerror", None) not in HELD:
                raise
            if not (over and _writable(over)):
                time.sleep(wait)
        else:
            return
    work()


def _writable(path: _Path) -> bool:
    """Whether ``path`` was a read-only file, over which nothing goes on Windows, until now."""
    with contextlib.suppress(OSError):
        mode = os.lstat(path).st_mode
        if stat.S_ISREG(mode) and not mode & stat.S_IWRITE:
            os.chmod(path, mode | stat.S_IWRITE)
            return True
    return False


def is_link(path: _Path) -> bool:
    """Whether ``path`` is a symbolic link or, which Python 3.11 takes for a folder, a junction."""
    try:
        os.readlink(path)
    except OSError:
        return False
    return True

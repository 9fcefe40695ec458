"""The folder of state, ``.newsroom``: what is in the way there gives way, or is said once.

Nothing in it is needed: where it cannot be used a command goes on without it,
slower, and says so in one sentence on the error stream. Only ``ban-cu/`` below
it holds what somebody could miss.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import sys
import time
from pathlib import Path

from plugins.plain_file import put_aside

STATE = ".newsroom"
"""Folder beside ``content/`` for what can be made again: pictures, what was read, what was made."""

ASIDE = "ban-cu"
"""Below the folder of state: what gave way and somebody could miss."""

PATIENCE = 5.0
"""Seconds to wait for another program that holds a file."""

_IMPATIENCE = 0.1
_SAME_COMMAND = 60
"""Seconds within which a file that was held is not waited for again."""

_REFUSED = ("locked", "readonly", "full")
"""Words of SQLite's for it."""

_BESIDE = ("", "-journal", "-wal", "-shm")
"""What SQLite keeps of one file."""

_said: set[str] = set()
_held: dict[Path, float] = {}
"""Files that another program held, and when."""


def patience(file: Path) -> float:
    """Seconds to wait for ``file``: hardly any when it was held a moment ago."""
    since = time.monotonic() - _held.get(file, -_SAME_COMMAND)
    return PATIENCE if since >= _SAME_COMMAND else _IMPATIENCE


def make_way(file: Path) -> None:
    """Let what stands in the place of the SQLite file ``file`` give way. Raises OSError."""
    for suffix in _BESIDE:
        path = file.with_name(file.name + suffix)
        if not path.is_dir() or path.is_symlink():
            path.unlink(missing_ok=True)
        elif any(path.iterdir()):
            put_aside(path, file.parent / ASIDE, path.name)
        else:
            path.rmdir()


def leads_away(file: Path) -> bool:
    """Whether ``file``, one of SQLite's, or what is kept beside it is a link.

    SQLite writes through one, into whatever file of the machine it leads to.
    """
    return any(file.with_name(file.name + suffix).is_symlink() for suffix in _BESIDE)


def clear(file: Path) -> None:
    """Let what stands in the place of ``file`` and is no plain file give way. Raises OSError."""
    if os.path.lexists(file) and (file.is_symlink() or not file.is_file()):
        make_way(file)


def say_unused(file: Path, error: Exception | None) -> None:
    """Say, once, that ``file`` cannot be used for ``error``, and what that costs."""
    if is_held(error):
        _held[file] = time.monotonic()
    say_once(_why_unused(file, error))


def say_damaged(file: Path) -> None:
    """Say, once, that ``file`` was damaged, and is made anew."""
    say_once(f"{file} bị hỏng nên máy làm lại tệp ấy: lần này chậm hơn, bài viết không sao.")


def say_once(sentence: str) -> None:
    """``sentence`` on the error stream, unless this process said it before."""
    if sentence not in _said:
        _said.add(sentence)
        sys.stderr.write(f"{sentence.encode(errors='replace').decode()}\n")


def is_held(error: Exception | None) -> bool:
    """Whether another program holds the file."""
    return isinstance(error, sqlite3.OperationalError) and "locked" in str(error)


def is_refused(error: Exception | None) -> bool:
    """Whether the system or another program refuses the file, which is none the worse for it."""
    said = str(error)
    return isinstance(error, sqlite3.OperationalError) and any(word in said for word in _REFUSED)


def _why_unused(file: Path, error: Exception | None) -> str:
    folder = next((one for one in file.parents if one.name == STATE), file.parent)
    if os.path.lexists(folder) and not folder.is_dir():
        what, do = (
            ("là liên kết không dẫn tới thư mục nào", "xóa liên kết ấy")
            if folder.is_symlink()
            else ("là một tệp, mà ở đó phải là thư mục", "đổi tên tệp ấy")
        )
        return f"{folder} {what}, nên lần này máy phải làm lại mọi việc, chậm hơn. Hãy {do}."
    if is_held(error):
        return (
            f"Một chương trình khác đang giữ {file}, nên lần này máy không dùng tệp ấy và chậm "
            "hơn. Hãy đóng chương trình ấy."
        )
    said = str(error)
    later = "những lần sau máy phải làm lại mọi việc, chậm hơn"
    if "full" in said or getattr(error, "errno", 0) in {errno.ENOSPC, errno.EDQUOT}:
        return f"Ổ đĩa đã đầy, không ghi được vào {folder}: {later}. Hãy xóa bớt tệp."
    return (
        f"Không ghi được vào {folder}: {later}. Hãy kiểm tra quyền của thư mục ấy, và ổ đĩa có "
        "bị chỉ cho đọc không."
    )

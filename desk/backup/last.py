"""When and where the newsroom was last backed up: for reminders, and for who purges a post.

The standard library alone, for the menu.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

FOLDER = "sao-luu"
"""Where backups go when nothing else is said, below the project's folder."""

LAST = ".newsroom/sao-luu.txt"
"""One line: moment and file of the last one."""

_OFTEN = timedelta(days=30)
_NOW = "Sao lưu: invoke backup"


def note(file: Path, now: datetime) -> bytes:
    """What ``LAST`` is to say."""
    return f"{now:%Y-%m-%d %H:%M} {file}\n".encode()


def last(root: Path) -> tuple[datetime, Path] | None:
    """Moment, in no zone, and file of the last backup; None when none is known."""
    try:
        said = (root / LAST).read_text("utf-8").strip()
        return datetime.fromisoformat(said[:16]), Path(said[17:])
    except (OSError, ValueError):
        return None


def reminder(root: Path, now: datetime) -> str:
    """A sentence when the last backup is older than 30 days, or there is none; else empty."""
    found = last(root)
    if found is None:
        return f"Trang tin chưa được sao lưu lần nào. {_NOW}"
    moment, _ = found
    age = now.replace(tzinfo=None) - moment
    if age <= _OFTEN:
        return ""
    return f"Lần sao lưu gần nhất cách đây {age.days} ngày ({moment:%d/%m/%Y}). {_NOW}"


def known(root: Path) -> tuple[Path, ...]:
    """Backups that are where they were made."""
    found = set((root / FOLDER).glob("*.tar.gz"))
    if (one := last(root)) is not None and one[1].is_file():
        found.add(one[1])
    return tuple(sorted(found))

"""Bare ``invoke``: what an officer can do next, and what is under way in the content folder.

Nothing but the standard library is needed: shown before anything else is loaded.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta, timezone
from itertools import chain
from pathlib import Path

from desk.backup.last import reminder
from plugins.content_folder import content_folder
from plugins.filenames import shown
from plugins.leftovers import is_leftover

STATE = ".newsroom"
_GROUPS = (
    ("Viết và đăng", ("start", "new", "desk", "check", "serve", "publish")),
    ("Sửa bài đã đăng", ("correct", "withdraw", "rollback", "purge", "history")),
    ("Bài của cổng cũ", ("import",)),
    ("Sổ đăng ký", ("registry",)),
    ("Sao lưu, nâng cấp", ("backup", "restore", "upgrade")),
    ("Khi cần xem kỹ", ("inspect", "build", "verify")),
)
"""Commands as an officer's day has them; what is not named here is for engineers."""

_ENGINEERS = "Dành cho người phụ trách kỹ thuật"

_MOST = 3000
"""Posts looked at for drafts: more would keep an officer waiting for a list of commands."""

_HEAD = 4096
"""Bytes of a file in which its front matter's status and date are looked for."""

_NAMED = 3
"""Drafts named; of more only the number is said."""

_NO_SECTIONS = ("anh", "registry", "tep", "trang")
"""Folders of the content that hold no posts; which others are sections only a library tells."""
_DRAFT = re.compile(rb"^status:[ \t]*[\"']?draft\b", re.MULTILINE)
_DATE = re.compile(rb"^date:[ \t]*[\"']?(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}))?", re.MULTILINE)


def menu(root: Path, commands: Mapping[str, str]) -> Iterator[str]:
    """The lines to show; ``commands`` gives for each name its one line."""
    width = max(map(len, commands), default=0)
    named = [name for _, names in _GROUPS for name in names]
    others = tuple(sorted(commands.keys() - set(named)))
    yield "Gõ một trong những lệnh sau:"
    for heading, names in (*_GROUPS, (_ENGINEERS, others)):
        shown = [name for name in names if name in commands]
        if shown:
            yield ""
            yield heading
        for name in shown:
            yield f"  invoke {name:<{width}}  {commands[name]}"
    yield ""
    yield from _under_way(content_folder(root))
    if (root / STATE / "published.json").is_file() and (said := reminder(root, _now())):
        yield said
    yield "Cách dùng một lệnh: invoke --help publish. Hướng dẫn: docs/huong-dan.md"


def _now() -> datetime:
    return datetime.now(tz=timezone(timedelta(hours=7)))


def _under_way(content: Path) -> Iterator[str]:
    """How many drafts there are, and how many posts wait for their hour.

    Nothing of a large archive, which would take too long to look through.
    """
    drafts: list[str] = []
    waiting = 0
    now = f"{_now():%Y-%m-%d %H:%M}"
    files = list(_posts(content))
    if not files:
        yield "Chưa có bài nào. Bắt đầu: invoke new"
        return
    if len(files) > _MOST:
        return
    for file in files:
        head = _head(file)
        if _DRAFT.search(head):
            drafts.append(shown(f"content/{file.relative_to(content).as_posix()}"))
        elif (found := _DATE.search(head)) and _moment(found) > now:
            waiting += 1
    if drafts:
        which = f": {', '.join(drafts)}" if len(drafts) <= _NAMED else ""
        yield f"Đang có {len(drafts)} bản nháp{which}"
    if waiting:
        yield f"Đang có {waiting} bài hẹn giờ, hiện ra ở lần công bố sau giờ hẹn"


def _posts(content: Path) -> Iterator[Path]:
    """Post files, at most one more than are looked at."""
    found = 0
    rooms = sorted(content.iterdir()) if content.is_dir() else []
    walks = (os.walk(room) for room in rooms if room.name not in _NO_SECTIONS)
    for place, folders, names in chain.from_iterable(walks):
        folders.sort()
        for name in sorted(names):
            if name.endswith(".md") and not is_leftover(name):
                found += 1
                yield Path(place) / name
                if found > _MOST:
                    return


def _head(file: Path) -> bytes:
    """The front matter of a file, as far as it is looked for."""
    try:
        if not file.is_file():  # a pipe would keep us waiting
            return b""
        with file.open("rb") as opened:
            rows = opened.read(_HEAD).replace(b"\r", b"\n").partition(b"---")[2]
    except OSError:
        return b""
    return rows.partition(b"\n---")[0]


def _moment(found: re.Match[bytes]) -> str:
    return f"{found[1].decode()} {(found[2] or b'00:00').decode()}"

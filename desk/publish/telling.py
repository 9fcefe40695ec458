"""What publishing and rolling back show: reminders, tables, and what became of it in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from desk.console import list_problems, say, table, warn
from desk.publish import notices
from desk.publish.changes import Changes, Event, Fate
from desk.publish.manifest import Address
from desk.publish.undo import Undone
from plugins.addresses import POST, row_of
from plugins.model import UNREAD, Problem
from plugins.newsroom import Newsroom
from plugins.posts.old_addresses import file_of_old
from plugins.unpublished import not_published

MOST_ROWS = 40
"""Posts named one by one before the rest is only counted."""


def tell(
    *,
    problems: Iterable[Problem],
    newsroom: Newsroom,
    happened: Sequence[Event],
    held: Mapping[str, str],
    old: Path,
    new: Path,
) -> None:
    """What an officer must know before readers do; ``old`` and ``new``: folders of pages."""
    problems = tuple(problems)
    sample = [p for p in problems if not p.path.startswith("content/")]
    shown = notices.reminders(problems, newsroom, happened)
    list_unread(problems)
    personal = [p for p in shown if p.about]
    others = [*(p for p in shown if not p.about), *sample]
    list_problems(personal[:MOST_ROWS])
    list_problems(others[:MOST_ROWS])
    more = len(personal[MOST_ROWS:]) + len(others[MOST_ROWS:])
    if more:
        say(f"… và {more} lời nhắc khác; xem tất cả: invoke check")
    if aside := not_published(newsroom, held):
        say(aside)
    edited = [file_of_old(e.url) for e in happened[:MOST_ROWS] if e.fate is Fate.EDITED]
    for line in notices.edits(happened[:MOST_ROWS], _pages(old, edited), _pages(new, edited)):
        say(line)
    for line in notices.withdrawals(happened, newsroom):
        say(line)


def list_unread(problems: Iterable[Problem]) -> None:
    """Name each file and folder of which nothing goes to readers, and what to do."""
    found = [problem for problem in problems if problem.about == UNREAD]
    if found:
        say(f"Chưa được đăng vì tên, chỗ hoặc loại: {len(found)} tệp hoặc thư mục.")
    list_problems(found[:MOST_ROWS])
    if len(found) > MOST_ROWS:
        say(f"… và {len(found) - MOST_ROWS} tệp khác chưa được đăng; xem tất cả: invoke check")


def _pages(folder: Path, files: Iterable[str]) -> dict[str, bytes]:
    found = {}
    for file in files:
        try:
            found[file] = (folder / file).read_bytes()
        except OSError:
            found[file] = b""
    return found


def tell_undone(undone: Undone, old: Mapping[str, Address]) -> None:
    """Say that a release would have again what a rollback took back; ``old``: what readers have."""
    names = [
        address.title or (old[url].title if url in old else url) or url
        for url, address in list(undone.addresses.items())[:MOST_ROWS]
    ]
    what = (
        f"{len(undone.addresses)} thay đổi ấy ({'; '.join(names)})"
        if names
        else f"{len(undone.files)} tệp ấy"
    )
    warn(f"Chú ý: bản {undone.release} đã được lùi lại, mà bản mới lại có {what}.")


def show_changes(changes: Changes, happened: Sequence[Event], gone: Sequence[Problem]) -> None:
    """The table of files by kind, and that of posts and pages by title."""
    table(
        "Những gì thay đổi:",
        ("Loại", "Mới", "Đổi", "Bỏ"),
        [(kind.value, *(n or "" for n in counts)) for kind, *counts in changes.counts()],
        right=(1, 2, 3),
    )
    if happened:
        rows = [(e.fate.value, e.title or "(bài đã gỡ)", e.url) for e in happened[:MOST_ROWS]]
        table("Bài viết và trang cố định:", ("Thay đổi", "Tiêu đề", "Địa chỉ"), rows)
        if len(happened) > MOST_ROWS:
            say(f"… và {len(happened) - MOST_ROWS} bài khác.")
    around = _around(changes, happened)
    if around:
        say(f"{around} bài khác chỉ đổi phần xung quanh (tin liên quan, tin trước, tin sau).")
    for problem in gone:
        warn(f"Sẽ mất theo yêu cầu: {problem.message}")


def _around(changes: Changes, happened: Sequence[Event]) -> int:
    edited = {file_of_old(e.url) for e in happened}
    posts = (path for path in changes.changed if row_of(path) is POST)
    return sum(path not in edited for path in posts)


def summary(changes: Changes, happened: Sequence[Event]) -> str:
    """What changed, counted as both tables count it."""
    counts = [(fate, sum(e.fate is fate for e in happened)) for fate in Fate]
    texts = ", ".join(f"{count} {fate.value}" for fate, count in counts if count)
    files = ", ".join(
        f"{len(paths)} {what}"
        for paths, what in (
            (changes.new, "mới"),
            (changes.changed, "đổi"),
            (changes.removed, "bỏ"),
        )
        if paths
    )
    return f"bài và trang: {texts}; tệp: {files}" if texts else f"tệp: {files}"

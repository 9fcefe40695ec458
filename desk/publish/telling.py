"""What publishing and rolling back show: reminders, tables, and what became of it in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from desk.messages import Report
from desk.publish import notices
from desk.publish.changes import Changes, Event, Fate
from desk.publish.held import LEADING
from desk.publish.manifest import Address
from desk.publish.undo import Undone
from plugins.addresses import POST, AddressTable
from plugins.model import UNREAD, Problem
from plugins.newsroom import Newsroom
from plugins.posts.old_addresses import file_of_old
from plugins.unpublished import not_published

MOST_ROWS = 40
"""Posts named one by one before the rest is only counted."""


def tell(
    report: Report,
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
    list_unread(problems, report)
    said = [*shown, *sample]
    report.problems(said[:MOST_ROWS], is_counted=False)
    if len(said) > MOST_ROWS:
        report.say(f"… và {len(said) - MOST_ROWS} lời nhắc khác; xem tất cả: invoke check")
    if aside := not_published(newsroom, held):
        report.say(aside)
    edited = [file_of_old(e.url) for e in happened[:MOST_ROWS] if e.fate is Fate.EDITED]
    for line in notices.edits(happened[:MOST_ROWS], _pages(old, edited), _pages(new, edited)):
        report.say(line)
    for line in notices.withdrawals(happened, newsroom):
        report.say(line)


def list_unread(problems: Iterable[Problem], report: Report) -> None:
    """Name each file and folder of which nothing goes to readers, and what to do."""
    found = [problem for problem in problems if problem.about == UNREAD]
    if found:
        report.say(f"Chưa được đăng vì tên, chỗ hoặc loại: {len(found)} tệp hoặc thư mục.")
    report.problems(found[:MOST_ROWS], is_counted=False)
    if len(found) > MOST_ROWS:
        report.say(
            f"… và {len(found) - MOST_ROWS} tệp khác chưa được đăng; xem tất cả: invoke check"
        )


def _pages(folder: Path, files: Iterable[str]) -> dict[str, bytes]:
    found = {}
    for file in files:
        try:
            found[file] = (folder / file).read_bytes()
        except OSError:
            found[file] = b""
    return found


def tell_takers(
    newsroom: Newsroom, held: Mapping[str, str], old: Mapping[str, Address], report: Report
) -> None:
    """Of addresses that would be lost: which text that is held would have taken them."""
    for text in newsroom.held:
        for alias in text.aliases:
            if alias in old:
                why = held.get(text.path, LEADING)
                report.warn(f"Địa chỉ {alias} nay ghi ở content/{text.path}, bài giữ lại vì {why}.")


def tell_undone(undone: Undone, old: Mapping[str, Address], report: Report) -> None:
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
    report.warn(f"Chú ý: bản {undone.release} đã được lùi lại, mà bản mới lại có {what}.")


def tell_changes(
    changes: Changes,
    happened: Sequence[Event],
    gone: Sequence[Problem],
    table: AddressTable,
    report: Report,
) -> None:
    """The table of files by kind, and that of posts and pages by title."""
    report.table(
        "Những gì thay đổi:",
        ("Loại", "Mới", "Đổi", "Bỏ"),
        [(kind.value, *(n or "" for n in counts)) for kind, *counts in changes.counts(table)],
        right=(1, 2, 3),
    )
    if happened:
        rows = [(e.fate.value, e.title or "(bài đã gỡ)", e.url) for e in happened[:MOST_ROWS]]
        report.table("Bài viết và trang cố định:", ("Thay đổi", "Tiêu đề", "Địa chỉ"), rows)
        if len(happened) > MOST_ROWS:
            report.say(f"… và {len(happened) - MOST_ROWS} bài khác.")
    around = _around(changes, happened, table)
    if around:
        report.say(
            f"{around} bài khác chỉ đổi phần xung quanh (tin liên quan, tin trước, tin sau)."
        )
    for problem in gone:
        report.warn(f"Sẽ mất theo yêu cầu: {problem.message}")


def _around(changes: Changes, happened: Sequence[Event], table: AddressTable) -> int:
    edited = {file_of_old(e.url) for e in happened}
    posts = (path for path in changes.changed if table.row_of(path) is POST)
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

"""What today's importer would make of the originals that are kept, beside what was made of them.

Nothing is written. What an officer edited since is told apart from what the importer says
otherwise now, for the post as it was imported is kept too.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from desk import files
from desk.actions.proposal import Proposal
from desk.importers.approval import written
from desk.importers.article_parts import OldArticle
from desk.importers.attached_files import Attached, links_to_files
from desk.importers.given import GivenFile
from desk.importers.import_ledger import Entry, ImportLedger
from desk.importers.imported_post import faults, finish, imported_post
from desk.importers.old_files import PDF, Source
from desk.importers.page_stamps import Stamp
from desk.importers.pictures import picture_key
from desk.importers.reader_crew import read_all
from desk.importers.session import with_files
from desk.keeping import as_imported, original
from desk.messages import Gathered, OnProgress, Report
from plugins.content_folder import content_folder
from plugins.moments import read_moment
from plugins.registry import Registry
from plugins.registry.folder import read_agency
from plugins.sections import Sections, sections_of

_SHOWN, _LINES = 50, 30
"""Posts that are shown, and lines of each."""


class Reread(Struct, frozen=True, kw_only=True):
    """A post whose original is read otherwise today."""

    path: str
    now: tuple[str, ...] = ()
    """Lines of the importer that differ: ``-`` as it was imported, ``+`` as it would be today."""
    edited: tuple[str, ...] = ()
    """Lines that an officer changed since: ``-`` as it was imported, ``+`` as it is."""
    fault: str = ""
    """Why nothing can be made of the original today."""


def propose(
    root: Path, posts: Sequence[str], on_progress: OnProgress
) -> Proposal[tuple[Reread, ...]]:
    """What differs of all that was imported, or of ``posts`` alone; there is nothing to do then."""
    report = Gathered()
    stems = {Path(one).stem for one in posts}
    latest = {one.path: one for one in ImportLedger(root) if not one.same_as}
    wanted = [one for path, one in latest.items() if not stems or Path(path).stem in stems]
    wanted = [one for one in wanted if one.ending != PDF]  # of which nothing was read
    kept = [one for one in wanted if original(root, one.source, one.ending).is_file()]
    if not kept:
        report.warn("Không còn giữ tệp gốc nào của các bài ấy trong .newsroom/ban-goc.")
        return Proposal(messages=report.messages, code=2)
    registry, problems, _ = read_agency(content_folder(root))
    if registry is None:
        report.problems(problems)
        return Proposal(messages=report.messages, code=1)
    found = tuple(_reread(root, kept, registry, Report(on_progress)))
    _tell(found, len(kept), len(wanted) - len(kept), report)
    return Proposal(messages=report.messages, plan=found)


def _reread(
    root: Path, entries: Sequence[Entry], registry: Registry, progress: Report
) -> Iterator[Reread]:
    sections = sections_of(content_folder(root))
    given = [GivenFile(original(root, one.source, one.ending)) for one in entries]
    is_many = len(given) > 1
    steps = progress.steps("Đang đọc lại", len(given)) if is_many else nullcontext(lambda: None)
    with steps as step:
        for entry, read in zip(entries, read_all(given, lambda _digest: False), strict=True):
            found = _compared(root, entry, read, registry, sections)
            if found.now or found.fault:
                yield found
            step()


def _compared(
    root: Path, entry: Entry, read: Source, registry: Registry, sections: Sections
) -> Reread:
    before = files.text_of(as_imported(root, entry.source))
    here = files.text_of(content_folder(root) / entry.path)
    article = read.article
    if article is None:
        return Reread(path=entry.path, fault=read.fault or str(read.error))
    if entry.stamp and (when := read_moment(entry.stamp).when):
        article = replace(article, stamp=Stamp(when=when, text=entry.stamp))
    if wrong := next(faults(article), ""):
        return Reread(path=entry.path, fault=wrong)
    today = _made(article, entry, registry, sections)
    edited = _difference(before, here) if here is not None else ()
    return Reread(path=entry.path, now=_difference(before, today), edited=edited)


def _made(article: OldArticle, entry: Entry, registry: Registry, sections: Sections) -> str:
    """The post that the importer would make today, its pictures where they are already."""
    folder = entry.path.partition("/")[0]
    section = next((one for one in sections if one.folder == folder), None)
    now = datetime.fromisoformat(entry.at)
    made = imported_post(article, registry, now, sections, section)
    paths = {source: entry.pictures.get(picture_key(source), "") for source in article.pictures}
    links = links_to_files(made.blocks)
    kept = {href: entry.pictures.get(picture_key(href), "") for href in links}
    made = with_files(made, Attached(paths={href: path for href, path in kept.items() if path}))
    text, _ = finish(made, {source: path or "!" for source, path in paths.items()})
    return text


def _difference(one: str | None, other: str) -> tuple[str, ...]:
    if one is None:
        return ()
    lines = (written(one).split("\n"), written(other).split("\n"))
    found = list(difflib.unified_diff(*lines, n=0, lineterm=""))[2:]
    return tuple(line for line in found if not line.startswith("@@"))


def _tell(found: Sequence[Reread], count: int, lost: int, report: Report) -> None:
    for one in found[:_SHOWN]:
        if one.fault:
            report.say(f"content/{one.path}: nay máy không nhập được nữa: {one.fault}")
            continue
        report.say(f"content/{one.path}: nay máy đọc khác lúc nhập:")
        _show(one.now, report)
        if one.edited:
            report.say("  Bài đã được sửa sau khi nhập:")
            _show(one.edited, report)
    if len(found) > _SHOWN:
        report.say(f"… và {len(found) - _SHOWN} bài nữa")
    gone = f"; {lost} bài không còn tệp gốc" if lost else ""
    report.say(
        f"Đã đọc lại {count} tệp gốc: {len(found)} bài nay đọc khác, "
        f"{count - len(found)} bài như cũ{gone}. Chưa ghi gì."
    )


def _show(lines: Sequence[str], report: Report) -> None:
    for line in lines[:_LINES]:
        report.say(f"    {line}")
    if len(lines) > _LINES:
        report.say(f"    … và {len(lines) - _LINES} dòng nữa")

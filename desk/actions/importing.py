"""Importing Word files and old pages: everything that is not certain is said at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from desk.actions.proposal import Answers, Outcome, Proposal
from desk.chosen_section import no_section, section_named
from desk.frontmatter import Front
from desk.importers.apart import Apart
from desk.importers.imported_post import Addition
from desk.importers.old_files import sources
from desk.importers.page_stamps import Stamp
from desk.importers.session import (
    DRAFT,
    KNOWN,
    NEW,
    REPLACED,
    Imported,
    ImportSession,
    import_one,
)
from desk.messages import Gathered, OnProgress, Report
from plugins import clock
from plugins.content_folder import content_folder
from plugins.filenames import shown
from plugins.model import Status
from plugins.moments import read_moment
from plugins.on_disk import as_on_disk
from plugins.registry import Registry
from plugins.registry.folder import read_agency
from plugins.sections import Section, Sections, sections_of
from plugins.vietnamese import dateline

_LONGEST_TITLE = 60
"""Characters of a title in a table."""

_WOULD = {NEW: "sẽ nhập", DRAFT: "sẽ nhập, bản nháp", REPLACED: "sẽ thay bài cũ"}
"""What is said of a result before anything is written."""

_LONGEST_LEFT = 300
"""Characters shown of a passage that was left out."""

_NOTES = 20
"""Notes shown; of a large archive the rest is counted, for they stop nothing."""


class Import(Struct, frozen=True, kw_only=True):
    """Which files are to be imported, and how."""

    root: Path
    files: tuple[Path, ...]
    registry: Registry
    now: datetime
    force: bool
    draft: bool
    stamp: Stamp | None
    sections: Sections
    section: Section | None
    on_result: Callable[[Imported], object] | None = None
    """Called with what became of each file, by whoever wants it as values."""

    def session(self, *, dry_run: bool) -> ImportSession:
        """The files are imported in one; ``dry_run`` writes nothing."""
        return ImportSession(
            root=self.root,
            registry=self.registry,
            now=self.now,
            dry_run=dry_run,
            force=self.force,
            draft=self.draft,
            stamp=self.stamp,
            sections=self.sections,
            section=self.section,
        )


def propose(  # noqa: PLR0913 - all but the first are said by name
    root: Path,
    source: Path | str | Sequence[Path | str],
    on_progress: OnProgress,
    *,
    is_read: bool = True,
    force: bool = False,
    draft: bool = False,
    date: str = "",
    section: str = "",
    now: datetime | None = None,
    on_result: Callable[[Imported], object] | None = None,
) -> Proposal[Import]:
    """What importing Word files, old pages and folders of them into ``root/content`` would give.

    ``force`` replaces a post that differs from its source; what stood there is
    kept in ``.newsroom/ban-cu``. ``draft`` keeps all as drafts. ``date`` is the
    moment of one file that gives none. ``section``: where all go; without it each goes to the
    one that its page names, else to the default one. The code is 0 when the check would have
    nothing against any of them, 1 when something must be mended, 2 for a wrong use.
    Not ``is_read``: no file is read yet, for who carries it out anyway.
    """
    report = Gathered()
    given = [source] if isinstance(source, (str, Path)) else source
    places = [as_on_disk(Path(one)) for one in given]
    found = [file for place in places for file in sources(place)]
    stamp, fault = _usable(places, found, date)
    sections = sections_of(content_folder(root))
    room = section_named(section, sections) if section else None
    if section and room is None:
        fault = fault or no_section(section, sections)
    if fault:
        report.warn(fault)
        return Proposal(messages=report.messages, code=2)
    registry, problems, _ = read_agency(content_folder(root))
    if registry is None:
        report.problems(problems)
        return Proposal(messages=report.messages, code=1)
    plan = Import(
        root=root,
        files=tuple(found),
        registry=registry,
        now=now or clock.now(),
        force=force,
        draft=draft,
        stamp=stamp,
        sections=sections,
        section=room,
        on_result=on_result,
    )
    if not is_read:
        return Proposal(plan=plan)
    code = _imported(plan, plan.session(dry_run=True), report, Report(on_progress))
    return Proposal(messages=report.messages, plan=plan, code=code)


def carry_out(proposal: Proposal[Import], _answers: Answers, on_progress: OnProgress) -> Outcome:
    """Read the files and write their posts. Raises OSError when nothing can be written."""
    plan = proposal.plan
    assert plan is not None, "nothing to import"
    report, session = Gathered(), plan.session(dry_run=False)
    code = _imported(plan, session, report, Report(on_progress))
    return Outcome(code=code, messages=report.messages)


def _imported(plan: Import, session: ImportSession, report: Report, progress: Report) -> int:
    outcomes: list[Imported] = []
    count = len(plan.files)
    steps = progress.steps("Đang nhập", count) if count > 1 else nullcontext(lambda: None)
    with steps as step, Apart() as apart:
        session = replace(session, apart=apart)
        for file in plan.files:
            outcomes.append(import_one(file, session))
            if plan.on_result is not None:
                plan.on_result(outcomes[-1])
            step()
    _tell(outcomes, session, report)
    return 1 if any(outcome.failed for outcome in outcomes) else 0


def _usable(places: Sequence[Path], found: Sequence[Path], date: str) -> tuple[Stamp | None, str]:
    """The moment given on the command line, and why the command cannot be carried out."""
    fault = ""
    if not places:
        fault = "Hãy ghi tệp hoặc thư mục cần nhập."
    elif missing := [str(place) for place in places if not place.exists()]:
        fault = f"Không có tệp hay thư mục «{'», «'.join(map(shown, missing))}»."
    elif not found:
        fault = "Trong thư mục này không có tệp Word (.docx), .txt, .htm hay .html nào."
    if fault or not date:
        return None, fault
    if len(found) > 1:
        return None, "--date chỉ dùng được khi nhập một tệp."
    reading = read_moment(date)
    if reading.when is None:
        values = " hoặc ".join(f'--date "{value}"' for value in reading.values)
        return None, f"Ngày giờ {reading.message}." + (f" Viết: {values}" if values else "")
    return Stamp(when=reading.when, text=date, note=reading.message), ""


# --- what the officer reads ---------------------------------------------------------------


def _tell(outcomes: Sequence[Imported], session: ImportSession, report: Report) -> None:
    if session.dry_run:
        report.say("Xem thử: chưa ghi gì vào content/.")
    if len(outcomes) == 1 and outcomes[0].made is not None:
        _details(outcomes[0], session, report)
    elif len(outcomes) > 1:
        _summary(outcomes, session, report)
    fresh = [o for o in outcomes if o.made is not None and o.result != KNOWN]
    for outcome in fresh:
        _uncertain(outcome, report)
    for outcome in fresh:
        _left_out(outcome, report)
    notes = [(o.path, note) for o in fresh if o.made for note in o.made.notes]
    for path, note in notes[:_NOTES]:
        report.say(f"content/{path}: lời nhắc: {note}")
    if len(notes) > _NOTES:
        report.say(
            f"… và {len(notes) - _NOTES} lời nhắc nữa; xem của từng tệp: invoke inspect <tệp>"
        )
    _additions([o for o in outcomes if o.made is not None], report)
    report.problems(p for outcome in outcomes for p in outcome.problems)
    _next(outcomes, session, report)


def _details(outcome: Imported, session: ImportSession, report: Report) -> None:
    made = outcome.made
    assert made is not None
    front = made.front
    signed = ", ".join(front.authors)
    if front.department:
        signed = " – ".join(part for part in (signed, front.department) if part)
    pictures = outcome.text.count("](anh/") + (front.photo is not None)
    rows = [
        ("Tiêu đề", front.title),
        ("Ngày đăng", _dated(front)),
        ("Ký tên", signed + (f" ({front.source})" if front.source else "")),
        ("Đơn vị", ", ".join(front.units) or "không nêu đơn vị nào"),
        ("Nội dung", f"{len(made.blocks)} đoạn" + (f", {pictures} ảnh" if pictures else "")),
        ("Địa chỉ cũ", ", ".join(front.aliases)),
        ("Tệp", f"content/{outcome.path}"),
    ]
    report.say(f"{shown(outcome.source.name)}: {_result(outcome, session)}.")
    for label, value in rows:
        if value:
            report.say(f"  {label + ':':<11} {value}")
    if outcome.backup is not None:
        report.say(f"  Bản cũ giữ ở {outcome.backup.relative_to(session.root)}")


def _dated(front: Front) -> str:
    if not front.dated:
        return "tệp không ghi"
    return dateline(front.date) + (f":{front.date:%S}" if front.date.second else "")


def _summary(outcomes: Sequence[Imported], session: ImportSession, report: Report) -> None:
    rows = []
    for outcome in outcomes:
        front = outcome.made.front if outcome.made else None
        title = _cut(front.title, _LONGEST_TITLE) if front else ""
        when = f"{front.date:%d/%m/%Y %H:%M}" if front and front.dated else ""
        signed = ", ".join(front.authors) if front else ""
        rows.append((shown(outcome.source.name), _result(outcome, session), when, signed, title))
    report.table("Kết quả nhập bài", ("Tệp", "Kết quả", "Ngày đăng", "Ký tên", "Bài"), rows)
    counted = Counter(_result(outcome, session) for outcome in outcomes)
    report.say("; ".join(f"{result}: {number}" for result, number in counted.most_common()) + ".")


def _result(outcome: Imported, session: ImportSession) -> str:
    return _WOULD.get(outcome.result, outcome.result) if session.dry_run else outcome.result


def _uncertain(outcome: Imported, report: Report) -> None:
    where = f"content/{outcome.path}"
    rows = outcome.text.split("\n")
    for doubt in outcome.made.doubts if outcome.made else ():
        report.say(f"{where}:{_line_of(doubt.change, rows)}: chưa chắc: {doubt.message}")
        if doubt.change:
            report.say(f"    Nếu cần, sửa thành: {doubt.change}")


def _left_out(outcome: Imported, report: Report) -> None:
    """What of a Word file is not in its post; of a page that is nearly all of it."""
    if outcome.made is None or not outcome.made.is_word:
        return
    for one in outcome.made.left_out:
        report.say(f"content/{outcome.path}: không lấy: {_cut(one, _LONGEST_LEFT)}")


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[:longest].rsplit(" ", 1)[0] + " …"


def _line_of(change: str, rows: Sequence[str]) -> int:
    """The line that ``change`` would replace: of the same key, or with the same picture."""
    if change.startswith("!["):
        picture = change[change.index("](") :].rstrip(")")
        return next((n for n, row in enumerate(rows, 1) if picture in row), 1)
    key = change.split(":", 1)[0] + ":"
    return next((n for n, row in enumerate(rows, 1) if change and row.startswith(key)), 1)


def _additions(outcomes: Sequence[Imported], report: Report) -> None:
    additions: dict[Addition, None] = {}
    for outcome in outcomes:
        assert outcome.made is not None
        additions.update(dict.fromkeys(outcome.made.additions))
    for file in sorted({addition.file for addition in additions}):
        report.say(f"Nếu đúng là tên mới, thêm vào cuối {file}:")
        for addition in additions:
            if addition.file == file:
                report.say("\n" + "\n".join(addition.lines))
        report.say()


def _next(outcomes: Sequence[Imported], session: ImportSession, report: Report) -> None:
    if session.dry_run:
        return
    new = [o for o in outcomes if o.result in (NEW, REPLACED, DRAFT)]
    drafts = [o for o in new if o.made and o.made.front.status is Status.DRAFT]
    if drafts:
        which = "Bài này" if len(outcomes) == 1 else f"{len(drafts)} bài"
        report.say(
            f"{which} để ở bản nháp. Xem và sửa xong, đổi dòng status thành: status: published"
        )
    if len(new) > len(drafts) and not any(o.failed for o in outcomes):
        report.say("Xem trước: invoke serve. Đăng: invoke publish.")

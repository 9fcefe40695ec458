"""Importing Word files, old pages and whole archives of them, in one command or several.

What was imported is known by a ledger, so a command that was stopped is simply given again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from msgspec import Struct

from desk import files
from desk.actions.import_words import Told, row_of, tell
from desk.actions.proposal import Answers, Outcome, Proposal
from desk.chosen_section import no_section, section_named
from desk.importers.approval import Answer
from desk.importers.choice import Choice
from desk.importers.given import Given, sources
from desk.importers.import_ledger import ImportLedger
from desk.importers.import_report import (
    PAGE,
    REDIRECTS,
    TABLE,
    page_of,
    redirects_of,
    table_of,
)
from desk.importers.likeness import Sketches
from desk.importers.page_stamps import Stamp
from desk.importers.reader_crew import read_all
from desk.importers.runs import Row, Run, forget_halves
from desk.importers.session import KNOWN, Imported, ImportSession, import_one
from desk.keeping import ORIGINALS
from desk.messages import Gathered, OnProgress, Report
from plugins import clock
from plugins.content_folder import content_folder
from plugins.filenames import shown
from plugins.moments import Reading, read_day, read_moment
from plugins.on_disk import as_on_disk
from plugins.posts.addresses import PICTURES
from plugins.posts.placeholders import is_placeholder
from plugins.registry import Registry
from plugins.registry.folder import read_agency
from plugins.sections import Section, Sections, sections_of
from plugins.vietnamese import squeeze

OnResult = Callable[[Imported, Registry], object]
"""Called with what became of each file, by whoever wants it as values."""


class Wanted(Struct, frozen=True, kw_only=True):
    """How files are to be imported, as it was asked for."""

    force: bool = False
    """Replace a post that differs from its source; what stood there is kept."""
    publish: bool = False
    """What nothing is doubtful about is no draft."""
    draft: bool = False
    """All stay drafts: so it is anyway, and who says so cannot ask for the other."""
    date: str = ""
    """The moment of one file that gives none."""
    section: str = ""
    """Where all go; without it each goes to the one that its page names, else to the default."""
    since: str = ""
    until: str = ""
    only: str = ""
    """The section, by its name on the old portal or here, of those that are wanted."""
    by: str = ""
    why: str = ""
    """Who answers for the personal data of what is published, and with which reason."""


class Import(Struct, frozen=True, kw_only=True):
    """Which files are to be imported, and how."""

    root: Path
    asked: tuple[str, ...]
    """What is the same in a command that goes on with this one."""
    given: tuple[Given, ...]
    registry: Registry
    now: datetime
    force: bool
    publish: bool
    answer: Answer | None
    stamp: Stamp | None
    choice: Choice
    sections: Sections
    section: Section | None
    on_result: OnResult | None = None


def propose(
    root: Path,
    source: Path | str | Sequence[Path | str],
    on_progress: OnProgress,
    *,
    wanted: Wanted = Wanted(),  # noqa: B008 - frozen
    is_read: bool = True,
    now: datetime | None = None,
    on_result: OnResult | None = None,
) -> Proposal[Import]:
    """What importing files, folders and zips of them into ``root/content`` would give.

    The code is 0 when each is imported, drafts with what they lack too, 1 when one is not or
    something must be mended before the site can be built, 2 for a wrong use. Not ``is_read``: no
    file is read yet, for who carries it out anyway.
    """
    report = Gathered()
    now = now or clock.now()
    named = [source] if isinstance(source, (str, Path)) else source
    places = [as_on_disk(Path(one)) for one in named]
    given = [one for place in places for one in sources(place)]
    stamp, fault = _usable(places, given, wanted.date)
    sections = sections_of(content_folder(root))
    room = section_named(wanted.section, sections) if wanted.section else None
    if wanted.section and room is None:
        fault = fault or no_section(wanted.section, sections)
    choice, wrong = _chosen(wanted)
    answer, also_wrong = answer_of(wanted.by, wanted.why, now)
    if wanted.publish and wanted.draft:
        fault = fault or "--draft và --publish trái nhau; hãy chọn một."
    if fault := fault or wrong or also_wrong:
        report.warn(fault)
        return Proposal(messages=report.messages, code=2)
    registry, problems, _ = read_agency(content_folder(root))
    if registry is None:
        report.problems(problems)
        return Proposal(messages=report.messages, code=1)
    plan = Import(
        root=root,
        asked=(*sorted(str(one.absolute()) for one in places), wanted.section, repr(choice)),
        given=tuple(given),
        registry=registry,
        now=now,
        force=wanted.force,
        publish=wanted.publish,
        answer=answer,
        stamp=stamp,
        choice=choice,
        sections=sections,
        section=room,
        on_result=on_result,
    )
    if not is_read:
        return Proposal(plan=plan)
    code = _imported(plan, report, Report(on_progress), dry_run=True)
    return Proposal(messages=report.messages, plan=plan, code=code)


def carry_out(proposal: Proposal[Import], _answers: Answers, on_progress: OnProgress) -> Outcome:
    """Read the files and write their posts. Raises OSError when nothing can be written."""
    plan = proposal.plan
    assert plan is not None, "nothing to import"
    report = Gathered()
    code = _imported(plan, report, Report(on_progress), dry_run=False)
    return Outcome(code=code, messages=report.messages)


def answer_of(by: str, why: str, now: datetime) -> tuple[Answer | None, str]:
    """Who answers for personal data, and why; or what is wrong with that."""
    by, why = squeeze(by), squeeze(why)
    if not by and not why:
        return None, ""
    if not by or not why or is_placeholder(why):
        return None, (
            'Trả lời về thông tin cá nhân phải nêu đủ người và lý do thật: --by "Họ tên" '
            '--why "đã đăng công khai trên cổng cũ"'
        )
    return Answer(by, why, now.date()), ""


def _imported(plan: Import, report: Report, progress: Report, *, dry_run: bool) -> int:
    ledger, is_many = ImportLedger(plan.root), len(plan.given) > 1
    run = Run(plan.root, plan.asked, plan.now, {entry.run for entry in ledger})
    is_kept = is_many and not dry_run
    if is_kept:
        run.begin()
    session = _session(plan, run, ledger, dry_run=dry_run)
    outcomes, rows = list[Imported](), list[Row]()
    steps = progress.steps("Đang nhập", len(plan.given)) if is_many else nullcontext(lambda: None)
    try:
        with steps as step:
            for outcome in _outcomes(plan, session):
                row = row_of(outcome, session)
                before = run.row(row.source, row.digest) if outcome.result == KNOWN else None
                if before is not None:
                    row, outcome = before, replace(outcome, result=before.result)  # noqa: PLW2901
                elif is_kept:
                    run.note(row)
                if outcome.entry is not None:
                    session.ledger.note(outcome.entry, is_kept=not dry_run)
                if plan.on_result is not None:
                    plan.on_result(outcome, plan.registry)
                rows.append(row)
                outcomes.append(_lighter(outcome) if is_many else outcome)
                step()
    except KeyboardInterrupt:
        if is_kept:
            done = f"{len(rows)}/{len(plan.given)}"
            progress.warn(f"\nĐã xong {done} tệp. Chạy lại đúng lệnh ấy để làm tiếp.")
        raise
    told = Told(outcomes=tuple(outcomes), rows=tuple(rows))
    if is_kept:
        told = replace(told, report=_write_report(run, rows))
        run.end()
        rooms = [session.content / one.folder for one in plan.sections]
        forget_halves([*rooms, session.content / PICTURES, plan.root / ORIGINALS])
    tell(told, session, report)
    return 1 if any(outcome.failed for outcome in outcomes) else 0


def _session(plan: Import, run: Run, ledger: ImportLedger, *, dry_run: bool) -> ImportSession:
    sketches = Sketches()
    for entry in ledger:
        sketches.add(entry.source, entry.sketch)
    return ImportSession(
        root=plan.root,
        content=content_folder(plan.root),
        registry=plan.registry,
        now=plan.now,
        run=run.name,
        dry_run=dry_run,
        force=plan.force,
        ledger=ledger,
        sketches=sketches,
        publish=plan.publish,
        answer=plan.answer,
        is_resumed=run.is_resumed,
        stamp=plan.stamp,
        choice=plan.choice,
        sections=plan.sections,
        section=plan.section,
    )


def _outcomes(plan: Import, session: ImportSession) -> Iterator[Imported]:
    def is_known(digest: str) -> bool:
        return not plan.force and session.ledger.of_source(digest) is not None

    for read in read_all(plan.given, is_known):
        yield import_one(read, session)


def _lighter(outcome: Imported) -> Imported:
    """``outcome`` without what only the report of a single file shows."""
    made = outcome.made
    return replace(outcome, made=replace(made, blocks=())) if made is not None else outcome


def _write_report(run: Run, rows: Sequence[Row]) -> Path:
    """Write the report of ``run``; where it is. Raises OSError."""
    files.write(run.folder / TABLE, table_of(rows))
    files.write(run.folder / REDIRECTS, redirects_of(rows))
    files.write(run.folder / PAGE, page_of(rows, run.name).encode())
    return run.folder


def _usable(places: Sequence[Path], given: Sequence[Given], said: str) -> tuple[Stamp | None, str]:
    """The moment given on the command line, and why the command cannot be carried out."""
    fault = ""
    if not places:
        fault = "Hãy ghi tệp hoặc thư mục cần nhập."
    elif missing := [str(place) for place in places if not place.exists()]:
        fault = f"Không có tệp hay thư mục «{'», «'.join(map(shown, missing))}»."
    elif not given:
        fault = "Ở đây không có tệp Word (.docx), .txt, .htm hay .html nào."
    if fault or not said:
        return None, fault
    if len(given) > 1:
        return None, "--date chỉ dùng được khi nhập một tệp."
    reading = read_moment(said)
    if reading.when is None:
        return None, _why_not("--date", reading)
    return Stamp(when=reading.when, text=said, note=reading.message), ""


def _chosen(wanted: Wanted) -> tuple[Choice, str]:
    """Which articles are wanted, or what is wrong with how that was said."""
    since, fault = _day("--since", wanted.since)
    until, wrong = _day("--until", wanted.until)
    if since and until and since > until:
        fault = fault or "--since phải trước --until."
    return Choice(since=since, until=until, section=squeeze(wanted.only)), fault or wrong


def _day(option: str, said: str) -> tuple[date | None, str]:
    """The day that was said, if any; or what is wrong with it."""
    if not said:
        return None, ""
    reading = read_day(said)
    return reading.day, "" if reading.day else _why_not(option, reading)


def _why_not(option: str, reading: Reading) -> str:
    values = " hoặc ".join(f'{option} "{value}"' for value in reading.values)
    return f"Ngày giờ {reading.message}." + (f" Viết: {values}" if values else "")

"""What an officer reads of an import: of one file all, of an archive what must be looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from desk.frontmatter import Front
from desk.importers.import_report import PAGE, TABLE, counts_of
from desk.importers.imported_post import Addition
from desk.importers.runs import Row
from desk.importers.session import (
    CHANGED,
    DRAFT,
    KNOWN,
    NEW,
    REPLACED,
    WRITTEN,
    Imported,
    ImportSession,
)
from desk.messages import Report
from plugins.filenames import shown
from plugins.model import UNDATED, Status
from plugins.posts import read_manuscript
from plugins.vietnamese import dateline

_LONGEST_TITLE = 60
"""Characters of a title in a table."""

_WOULD = {NEW: "sẽ nhập", DRAFT: "sẽ nhập, bản nháp", REPLACED: "sẽ thay bài cũ"}
"""What is said of a result before anything is written."""

_LONGEST_LEFT = 300
"""Characters shown of a passage that was left out."""

_NOTES = 20
"""Notes shown; of a large archive the rest is counted, for they stop nothing."""

_MANY = 200
"""Sources; of more the report says what became of each, not the screen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What became of all sources."""

    outcomes: tuple[Imported, ...]
    rows: tuple[Row, ...]
    report: Path | None = None
    """The folder of the report, when there is one."""


def row_of(outcome: Imported, session: ImportSession) -> Row:
    """The line of the report about one source."""
    source = shown(str(outcome.source))
    why = "; ".join(p.message for p in outcome.problems if p.severity == "error")
    row = Row(
        source=source,
        result=outcome.result,
        digest=outcome.digest,
        path=outcome.path,
        aliases=outcome.aliases,
        why=why,
    )
    if (made := outcome.made) is not None:
        front = made.front
        return msgspec.structs.replace(
            row,
            status=front.status.value,
            title=front.title,
            date=f"{front.date:%Y-%m-%d %H:%M}" if front.dated else "",
            doubts=tuple(doubt.message for doubt in made.doubts),
            left_out=made.left_out,
            notes=made.notes,
        )
    if not outcome.path or outcome.result == CHANGED:
        return row
    text = session.text_at(outcome.path)
    if text is None:
        return msgspec.structs.replace(row, why="bài không còn ở đó; đã xóa hoặc chuyển đi")
    manuscript, _ = read_manuscript(outcome.path, text)
    if manuscript is None:
        return row
    post = manuscript.post
    return msgspec.structs.replace(
        row,
        status=post.status.value,
        title=post.title,
        date="" if post.date == UNDATED else f"{post.date:%Y-%m-%d %H:%M}",
    )


def tell(told: Told, session: ImportSession, report: Report) -> None:
    """Say what became of the sources, and what must be looked at."""
    outcomes, is_short = told.outcomes, len(told.outcomes) <= _MANY or session.dry_run
    if session.dry_run:
        report.say("Xem thử: chưa ghi gì vào content/.")
    if len(outcomes) == 1 and outcomes[0].made is not None:
        _details(outcomes[0], session, report)
    elif len(outcomes) > 1:
        _summary(told, session, report, is_short=is_short)
    elif not any(outcome.problems for outcome in outcomes):
        where = f": content/{outcomes[0].path}" if outcomes[0].path else ""
        report.say(f"{shown(outcomes[0].source.name)}: {outcomes[0].result}{where}.")
    fresh = [o for o in outcomes if o.made is not None and o.result != KNOWN]
    for outcome in fresh if is_short else fresh[:_NOTES]:
        _uncertain(outcome, report)
    for outcome in fresh if is_short else ():
        _left_out(outcome, report)
    notes = [(o.path, note) for o in fresh if o.made for note in o.made.notes]
    for path, note in notes[:_NOTES]:
        report.say(f"content/{path}: lời nhắc: {note}")
    if len(notes) > _NOTES:
        report.say(
            f"… và {len(notes) - _NOTES} lời nhắc nữa; xem của từng tệp: invoke inspect <tệp>"
        )
    _additions([o for o in outcomes if o.made is not None], report)
    report.problems(p for o in outcomes for p in o.problems if is_short or o.result not in WRITTEN)
    if told.report is not None:
        where = told.report.relative_to(session.root).as_posix()
        report.say(f"Báo cáo: {where}/{PAGE} (xem bằng trình duyệt), {where}/{TABLE} (Excel).")
    _next(told, session, report)


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


def _summary(told: Told, session: ImportSession, report: Report, *, is_short: bool) -> None:
    cells = []
    for outcome in told.outcomes if is_short else ():
        front = outcome.made.front if outcome.made else None
        title = _cut(front.title, _LONGEST_TITLE) if front else ""
        when = f"{front.date:%d/%m/%Y %H:%M}" if front and front.dated else ""
        signed = ", ".join(front.authors) if front else ""
        cells.append((shown(outcome.source.name), _result(outcome, session), when, signed, title))
    if is_short:
        report.table("Kết quả nhập bài", ("Tệp", "Kết quả", "Ngày đăng", "Ký tên", "Bài"), cells)
    words = _WOULD if session.dry_run else {}
    counted = [f"{words.get(one, one)}: {number}" for one, number in counts_of(told.rows)]
    report.say("; ".join(counted) + ".")
    if doubted := sum(bool(row.doubts) for row in told.rows):
        report.say(f"Trong đó {doubted} bài có chỗ chưa chắc.")


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


def _next(told: Told, session: ImportSession, report: Report) -> None:
    outcomes = told.outcomes
    if session.dry_run:
        return
    new = [row for row in told.rows if row.result in WRITTEN]
    drafts = [row for row in new if row.status == Status.DRAFT.value]
    if drafts:
        which = "Bài này" if len(outcomes) == 1 else f"{len(drafts)} bài"
        report.say(
            f"{which} để ở bản nháp. Xem và sửa xong, đổi dòng status thành: status: published"
        )
    if drafts and told.report is not None:
        report.say(
            "Xem báo cáo xong, nhận mọi bài không có chỗ nào chưa chắc: "
            f"invoke import --accept {told.report.name}"
        )
    if len(new) > len(drafts) and not any(o.failed for o in outcomes):
        report.say("Xem trước: invoke serve. Đăng: invoke publish.")

"""Adding to the registry by questions, and ending: what it does to posts is shown first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import cast

from msgspec import Struct

from desk import files
from desk.actions.proposal import YES, YES_NO, Answers, Outcome, Proposal, Question, answer_to
from desk.keeping import FOLDER, keep
from desk.messages import Gathered, OnProgress, Report
from desk.registry_rows import author_rows, department_rows, unit_rows
from plugins import clock
from plugins.content import ContentCache, Reading, read_newsroom
from plugins.content_folder import content_folder
from plugins.lines import decode
from plugins.model import Author, Department, Ending, Post, Problem, Unit
from plugins.newsroom import Hold
from plugins.plain_file import read_plain
from plugins.registry import Registry
from plugins.registry.lines import Lines
from plugins.registry.reading import in_project
from plugins.registry.syntax import parsed, toml_row
from plugins.registry_files import AUTHORS, DEPARTMENTS, UNITS
from plugins.vietnamese import day as shown
from plugins.vietnamese import nfc, slugify, squeeze

_MOST = 12
"""Posts or problems named one by one before the rest is only counted."""


class Kind(Struct, frozen=True, kw_only=True):
    """One kind of entry of the registry."""

    key: str
    """What its table is called: ``unit``."""
    word: str
    file: str


KINDS = {
    kind.key: kind
    for kind in (
        Kind(key="unit", word="đơn vị", file=UNITS),
        Kind(key="department", word="phòng", file=DEPARTMENTS),
        Kind(key="author", word="tác giả", file=AUTHORS),
    )
}


class Entry(Struct, frozen=True, kw_only=True):
    """What is to be added; what is empty is not written."""

    kind: str
    name: str
    above: str = ""
    """Of a unit the unit above it; of a department its unit; of an author the department."""
    since: date | None = None
    note: str = ""
    """What tells an author from a namesake."""


class End(Struct, frozen=True, kw_only=True):
    """What ends, after which day, and who carries its work on."""

    kind: str
    name: str
    until: date
    successors: tuple[str, ...] = ()


class Plan(Struct, frozen=True, kw_only=True):
    """A file of the registry as it is to be written."""

    root: Path
    path: str
    before: bytes
    after: bytes
    done: str
    now: datetime


Proposed = Proposal[Plan]

_GO = Question(key="go", text="Ghi vào sổ đăng ký như trên?", choices=YES_NO)


def propose_add(root: Path, entry: Entry, *, now: datetime | None = None) -> Proposal[Plan]:
    """Add ``entry``: the lines that are written, and what changes for posts."""
    now = now or clock.now()
    read = _read(root, now)
    if read.registry is None:
        return _refused(read.problems)
    kind, registry = KINDS[entry.kind], read.registry
    name = nfc(squeeze(entry.name))
    if not slugify(name):
        return _stopped(f"Tên {kind.word} «{entry.name}» không có chữ nào. Hãy ghi tên đầy đủ.")
    above, fault = _above(registry, entry, now.date())
    if fault:
        return _stopped(fault)
    rows = _rows(registry, entry, name, above)
    before = _bytes(content_folder(root) / kind.file)
    after = _appended(before, rows)
    report = Gathered()
    report.say(f"Thêm vào cuối {in_project(kind.file)}:")
    for row in rows:
        report.say(f"    {row}")
    done = f"Đã thêm {kind.word} «{name}»."
    plan = Plan(root=root, path=kind.file, before=before, after=after, done=done, now=now)
    return _weighed(plan, read, report)


def propose_end(root: Path, end: End, *, now: datetime | None = None) -> Proposal[Plan]:
    """Let something end after a day: its last day and its successors are written."""
    now = now or clock.now()
    read = _read(root, now)
    if read.registry is None:
        return _refused(read.problems)
    kind, registry = KINDS[end.kind], read.registry
    identifier, fault = _found(registry, end.kind, end.name, now.date())
    if fault:
        return _stopped(fault)
    value = _value(registry, end.kind, identifier)
    if value.until is not None:
        words = f"{kind.word.capitalize()} «{end.name}» đã kết thúc ngày {shown(value.until)}."
        return _stopped(words)
    heirs = []
    for name in end.successors:
        heir, fault = _found(registry, end.kind, name, end.until)
        if fault:
            return _stopped(fault)
        heirs.append(heir)
    before = _bytes(content_folder(root) / kind.file)
    rows = _ending_rows(end, heirs)
    after = _with_rows(before, kind, identifier, rows)
    report = Gathered()
    report.say(f"Thêm vào mục «{identifier}» của {in_project(kind.file)}:")
    for row in rows:
        report.say(f"    {row}")
    _tell_kept(read, end, identifier, report)
    done = f"Đã ghi {kind.word} «{end.name}» kết thúc ngày {shown(end.until)}."
    plan = Plan(root=root, path=kind.file, before=before, after=after, done=done, now=now)
    return _weighed(plan, read, report)


def carry_out(proposal: Proposal[Plan], answers: Answers, on_progress: OnProgress) -> Outcome:
    """Write the file, unless it changed meanwhile; the file as it was is kept."""
    plan, report = proposal.plan, Report(on_progress)
    assert plan is not None, "an action without a plan is not carried out"
    if answer_to(_GO, answers) != YES:
        report.say("Chưa ghi gì.")
        return Outcome(code=1)
    file = content_folder(plan.root) / plan.path
    if _bytes(file) != plan.before:
        report.warn(f"{in_project(plan.path)} vừa được sửa ở nơi khác; hãy chạy lại lệnh này.")
        return Outcome(code=1)
    if plan.before:
        keep(plan.root, plan.path, plan.before, plan.now)
    files.write(file, plan.after)
    report.say(f"{plan.done} Bản trước của {in_project(plan.path)} giữ ở {FOLDER}.")
    report.say("Xem lại: invoke check. Đưa ra trang: invoke publish.")
    return Outcome()


# --- what is written ------------------------------------------------------------------


def _rows(registry: Registry, entry: Entry, name: str, above: str) -> tuple[str, ...]:
    if entry.kind == "unit":
        return unit_rows(registry, name, above, entry.since)
    if entry.kind == "department":
        return department_rows(registry, name, above, entry.since)
    return author_rows(registry, name, above, entry.note, entry.since)


def _ending_rows(end: End, heirs: list[str]) -> list[str]:
    rows = [f"until = {end.until.isoformat()}"]
    if end.kind != "author":
        ending = (Ending.CLOSED, Ending.MERGED, Ending.SPLIT)[min(len(heirs), 2)]
        rows.append(toml_row("ending", ending))
        if heirs:
            rows.append(toml_row("successors", heirs))
    return rows


def _appended(before: bytes, rows: Iterable[str]) -> bytes:
    end = b"\r\n" if b"\r\n" in before else b"\n"
    gap = b"" if not before else end if before.endswith(b"\n") else end + end
    return before + gap + end.join(row.encode() for row in rows) + end


def _with_rows(before: bytes, kind: Kind, identifier: str, rows: list[str]) -> bytes:
    """``before`` with ``rows`` below the line of the id of its entry."""
    end = "\r\n" if b"\r\n" in before else "\n"
    text = decode(before).text.replace("\r\n", "\n")
    tables = cast("list[dict[str, object]]", parsed(nfc(text))[kind.key])
    ids = [table.get("id") for table in tables]
    at = Lines(text, kind.key).of(ids.index(identifier), "id")
    parts = text.split("\n")
    return end.join([*parts[:at], *rows, *parts[at:]]).encode()


# --- who is meant -----------------------------------------------------------------------


def _above(registry: Registry, entry: Entry, day: date) -> tuple[str, str]:
    """The id of what an entry belongs to; or why it is not known."""
    if not entry.above:
        if entry.kind != "department":
            return "", ""
        return "", "Phòng này của đơn vị nào? Hãy ghi thêm: --of «tên đơn vị»."
    return _found(registry, "department" if entry.kind == "author" else "unit", entry.above, day)


def _found(registry: Registry, kind: str, name: str, day: date) -> tuple[str, str]:
    match = {
        "unit": registry.match_unit,
        "department": registry.match_department,
        "author": registry.match_author,
    }[kind](name, day)
    if match.id is not None:
        return match.id, ""
    word = KINDS[kind].word
    names = [_said(registry, kind, one) for one in (*match.candidates, *match.near)]
    meant = f" Có phải là: {'; '.join(names)}?" if names else ""
    if match.candidates:
        return "", f"Có {len(names)} {word} cùng tên «{name}»; hãy ghi mã: {'; '.join(names)}."
    return "", f"Sổ đăng ký không có {word} «{name}».{meant}"


def _said(registry: Registry, kind: str, identifier: str) -> str:
    value = _value(registry, kind, identifier)
    name = value.name if isinstance(value, Author) else value.names[-1].text
    return f"{name} (mã {identifier})"


def _value(registry: Registry, kind: str, identifier: str) -> Unit | Department | Author:
    tables: Mapping[str, Mapping[str, Unit | Department | Author]] = {
        "unit": registry.units,
        "department": registry.departments,
        "author": registry.authors,
    }
    return tables[kind][identifier]


# --- what it does -----------------------------------------------------------------------


def _read(root: Path, now: datetime, instead: Mapping[str, bytes] | None = None) -> Reading:
    content = content_folder(root)
    hold = Hold(live=tuple(instead.items())) if instead else None
    return read_newsroom(content, now, ContentCache.of(root), hold=hold, advise=False)


def _tell_kept(read: Reading, end: End, identifier: str, report: Gathered) -> None:
    posts = read.newsroom.posts if read.newsroom else ()
    mine = [post for post in posts if identifier in _owners(post, end.kind)]
    later = [post for post in mine if post.date.date() > end.until]
    word = KINDS[end.kind].word
    report.say(
        f"{len(mine)} bài đang gắn với {word} này giữ nguyên tên; trang của {word} vẫn còn, "
        "ghi là đã kết thúc."
    )
    if later:
        report.warn(f"{len(later)} bài đăng sau ngày {shown(end.until)} vẫn ghi {word} này:")
        _listed((post.path for post in later), report)


def _owners(post: Post, kind: str) -> tuple[str, ...]:
    if kind == "unit":
        return post.units
    return post.authors if kind == "author" else (post.department or "",)


def _weighed(plan: Plan, read: Reading, report: Gathered) -> Proposal[Plan]:
    """The proposal, with what comes and goes: problems, and what posts are about."""
    after = _read(plan.root, plan.now, {plan.path: plan.after})
    if after.registry is None:
        new = tuple(p for p in after.problems if p not in read.problems)
        report.warn("Ghi như vậy thì sổ đăng ký có lỗi:")
        report.problems(new, is_counted=False)
        return Proposal(messages=report.messages, code=1)
    known = set(read.problems)
    new = tuple(p for p in after.problems if p not in known and p.severity == "error")
    gone = known - set(after.problems)
    if gone:
        report.say(f"Hết {len(gone)} chỗ máy đang báo, ví dụ:")
        _listed((f"{p.path}:{p.line}: {p.message}" for p in sorted(gone)), report)
    if new:
        report.warn(f"Sinh {len(new)} lỗi mới, phải sửa trước khi công bố:")
        report.problems(new[:_MOST], is_counted=False)
    before = {post.path: post for post in (read.newsroom.posts if read.newsroom else ())}
    moved = [
        post.path
        for post in (after.newsroom.posts if after.newsroom else ())
        if post.path in before and _names(post) != _names(before[post.path])
    ]
    if moved:
        report.say(f"{len(moved)} bài được hiểu khác trước (đơn vị, phòng hoặc tác giả):")
        _listed(moved, report)
    if not (gone or new or moved):
        report.say("Không bài nào bị ảnh hưởng.")
    return Proposal(messages=report.messages, questions=(_GO,), plan=plan)


def _names(post: Post) -> tuple[object, ...]:
    return post.units, post.department, post.authors


def _listed(lines: Iterable[str], report: Gathered) -> None:
    found = list(lines)
    for line in found[:_MOST]:
        report.say(f"    {line}")
    if len(found) > _MOST:
        report.say(f"    … và {len(found) - _MOST} chỗ nữa")


def _bytes(file: Path) -> bytes:
    try:
        return read_plain(file)
    except FileNotFoundError:
        return b""


def _refused(problems: tuple[Problem, ...]) -> Proposal[Plan]:
    report = Gathered()
    report.problems(tuple(p for p in problems if "/registry/" in p.path), is_counted=False)
    report.warn("Sổ đăng ký đang có lỗi: hãy sửa những dòng trên trước, rồi chạy lại.")
    return Proposal(messages=report.messages, code=1)


def _stopped(words: str) -> Proposal[Plan]:
    report = Gathered()
    report.warn(words)
    return Proposal(messages=report.messages, code=2)


def choices(root: Path, kind: str, day: date) -> Iterator[str]:
    """Names of a kind in being on ``day``, for whoever asks an officer which one."""
    from plugins.registry.claims import within  # noqa: PLC0415 - asked on a console only
    from plugins.registry.folder import read_agency  # noqa: PLC0415 - as above

    registry = read_agency(content_folder(root)).registry
    if registry is None:
        return
    values: Iterable[Unit | Department] = (
        registry.departments.values() if kind == "department" else registry.units.values()
    )
    for value in values:
        if within(day, value.since, value.until):
            yield value.names[-1].text

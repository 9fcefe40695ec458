"""``invoke import``: the only part of importing that writes.

Files are read one after another, each post is written whole or not at all, and
everything that was not certain is said at the end.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from desk import files
from desk.agency import read_agency
from desk.faults import explain, unforeseen
from desk.importers.blocks import Kind
from desk.importers.clipping import Clipping
from desk.importers.pictures import Found, gather
from desk.importers.proof import Addition, Proof, addresses, faults, finish, proof
from desk.importers.reading import read_source, sources
from desk.importers.stamps import Stamp
from desk.keeping import keep
from desk.messages import Report
from desk.terminal.console import print_problems, say, show, table, warn
from plugins import clock
from plugins.filenames import shown
from plugins.lines import decode
from plugins.model import UNDATED, Problem, Status
from plugins.moments import read_moment
from plugins.on_disk import as_on_disk
from plugins.plain_file import read_plain
from plugins.posts import edit, read_manuscript
from plugins.registry import Registry
from plugins.vietnamese import dateline, sameness, slugify

_PICTURE_STEM = 60
"""Characters of a post's address that its pictures' names keep."""

_LONGEST_TITLE = 60
"""Characters of a title in a table."""

NEW = "đã nhập"
DRAFT = "đã nhập, bản nháp"
KNOWN = "đã nhập trước đó"
REPLACED = "đã thay bài cũ"
REFUSED = "chưa nhập được"
_WOULD = {NEW: "sẽ nhập", DRAFT: "sẽ nhập, bản nháp", REPLACED: "sẽ thay bài cũ"}
"""The same of a dry run."""

_NOTES = 20
"""Notes shown; of a large archive the rest is counted, for they stop nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one source."""

    source: Path
    result: str
    path: str = ""
    text: str = ""
    made: Proof | None = None
    problems: tuple[Problem, ...] = ()
    backup: Path | None = None

    @property
    def failed(self) -> bool:
        """Whether something must be mended before the site can be built with this post."""
        return any(p.severity == "error" for p in self.problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    root: Path
    registry: Registry
    now: datetime
    dry_run: bool
    force: bool
    draft: bool
    stamp: Stamp | None
    written: dict[str, str] = field(default_factory=dict)
    """Texts by path that this command has written, or would have."""

    @property
    def content(self) -> Path:
        return self.root / "content"

    def is_barred(self, path: str) -> bool:
        """Whether a folder, a pipe or the like stands at ``path``."""
        place = self.content / path
        return os.path.lexists(place) and not place.is_file()

    def text_at(self, path: str) -> str | None:
        """What stands at ``path`` now; None when nothing does."""
        if path in self.written:
            return self.written[path]
        try:
            data = read_plain(self.content / path)
        except FileNotFoundError:
            return None
        decoded = decode(data)
        return data.decode("utf-8", "replace") if decoded.fault else decoded.text


def import_file(
    root: Path,
    source: Path | str | Sequence[Path | str],
    *,
    dry_run: bool = False,
    force: bool = False,
    draft: bool = False,
    date: str = "",
    now: datetime | None = None,
) -> int:
    """Import files and folders of the old portal into ``root/content``.

    ``dry_run`` writes nothing. ``force`` replaces a post that differs from its
    source; what stood there is kept in ``.newsroom/ban-cu``. ``draft`` keeps all
    as drafts. ``date`` is the moment of one file that gives none. Returns 0 when
    all are in and the check has nothing against them, 1 when something must be
    mended, 2 when the command was used wrongly.
    """
    places = [
        as_on_disk(Path(one)) for one in ([source] if isinstance(source, (str, Path)) else source)
    ]
    found = [file for place in places for file in sources(place)]
    stamp, fault = _usable(places, found, date)
    if fault:
        warn(fault)
        return 2
    registry, problems = read_agency(root / "content")
    if registry is None:
        print_problems(problems)
        return 1
    desk = _Desk(
        root=root,
        registry=registry,
        now=now or clock.now(),
        dry_run=dry_run,
        force=force,
        draft=draft,
        stamp=stamp,
    )
    outcomes: list[Outcome] = []
    watched = (
        Report(show).steps("Đang nhập", len(found)) if len(found) > 1 else nullcontext(lambda: None)
    )
    with watched as step:
        for file in found:
            outcomes.append(_tried(file, desk))
            step()
    _report(outcomes, desk)
    return 1 if any(outcome.failed for outcome in outcomes) else 0


def _usable(places: list[Path], found: list[Path], date: str) -> tuple[Stamp | None, str]:
    """The moment given on the command line, and why the command cannot be carried out."""
    fault = ""
    if not places:
        fault = "Hãy ghi tệp hoặc thư mục cần nhập."
    elif missing := [str(place) for place in places if not place.exists()]:
        fault = f"Không có tệp hay thư mục «{'», «'.join(map(shown, missing))}»."
    elif not found:
        fault = "Trong thư mục này không có tệp .txt, .htm hay .html nào."
    if fault or not date:
        return None, fault
    if len(found) > 1:
        return None, "--date chỉ dùng được khi nhập một tệp."
    reading = read_moment(date)
    if reading.when is None:
        values = " hoặc ".join(f'--date "{value}"' for value in reading.values)
        return None, f"Ngày giờ {reading.message}." + (f" Viết: {values}" if values else "")
    return Stamp(when=reading.when, text=date, note=reading.message), ""


def _tried(file: Path, desk: _Desk) -> Outcome:
    """What became of ``file``: whatever it does to us, the others are imported.

    Raises OSError where nothing can be written, for then no other could be.
    """
    try:
        return _one(file, desk)
    except OSError:
        raise
    except Exception as error:  # noqa: BLE001 - one page must not stop a thousand
        return _refused(file, [explain(error) or unforeseen(error, desk.root)])


# --- one file ---------------------------------------------------------------------------


def _one(file: Path, desk: _Desk) -> Outcome:
    read = read_source(file)
    if read.clipping is None:
        return _refused(file, [read.fault])
    clipping = read.clipping
    if desk.stamp:
        notes = (*clipping.notes, *filter(None, [desk.stamp.note]))
        clipping = replace(clipping, stamp=desk.stamp, notes=notes)
    if wrong := list(faults(clipping)):
        return _refused(file, wrong)
    made = proof(clipping, desk.registry, desk.now)
    if desk.draft:
        made = replace(made, front=replace(made.front, status=Status.DRAFT))
    for path in addresses(made.front):
        if desk.is_barred(path):
            continue
        pictures = _pictures(file, clipping, path, desk)
        text, done = finish(_without_icons(made, pictures), pictures.paths)
        there = desk.text_at(path)
        if there is None or there == text or _same_post(path, there, done):
            return _settled(file, path, text, done, pictures, desk)
    return _refused(file, ["đã có nhiều bài khác cùng tiêu đề và cùng ngày giờ; hãy sửa tiêu đề"])


def _refused(file: Path, faults: list[str]) -> Outcome:
    problems = tuple(Problem(path=shown(str(file)), line=1, message=fault) for fault in faults)
    return Outcome(source=file, result=REFUSED, problems=problems)


def _pictures(file: Path, clipping: Clipping, path: str, desk: _Desk) -> Found:
    _, year, name = path.split("/")
    stem = slugify(name.removesuffix(".md"), limit=_PICTURE_STEM)
    return gather(clipping.pictures, file, int(year), stem, desk.content)


def _without_icons(made: Proof, pictures: Found) -> Proof:
    blocks = tuple(
        b for b in made.blocks if b.kind is not Kind.PICTURE or b.src not in pictures.icons
    )
    return replace(made, blocks=blocks)


def _same_post(path: str, there: str, made: Proof) -> bool:
    """Whether the file at ``path`` is this very article, changed since; else only its namesake."""
    manuscript, _ = read_manuscript(path, there)
    if manuscript is None or manuscript.post.date == UNDATED:
        return True
    post, front = manuscript.post, made.front
    return sameness(post.title) == sameness(front.title) and post.date == front.date


def _settled(
    file: Path, path: str, text: str, made: Proof, pictures: Found, desk: _Desk
) -> Outcome:
    there = desk.text_at(path)
    problems = _checked(path, text, desk.registry)
    if there == text:
        desk.written[path] = text
        return Outcome(
            source=file, result=KNOWN, path=path, text=text, made=made, problems=problems
        )
    if there is not None and not desk.force:
        problem = Problem(
            path=f"content/{path}",
            line=1,
            message=f"bài này đã có, nhưng nội dung khác với «{shown(file.name)}» "
            "(có lẽ đã được sửa); không ghi đè. Muốn thay bằng bản nhập lại thì thêm --force "
            "(bản cũ được giữ lại)",
        )
        return Outcome(source=file, result=REFUSED, path=path, problems=(problem,))
    backup = None
    if not desk.dry_run:
        if there is not None:
            backup = keep(desk.root, path, (desk.content / path).read_bytes(), desk.now)
        for picture, data in pictures.files.items():
            if not (desk.content / picture).exists():
                files.write(desk.content / picture, data)
        files.write(desk.content / path, text.encode())
    desk.written[path] = text
    fresh = NEW if made.front.status is Status.PUBLISHED else DRAFT
    return Outcome(
        source=file,
        result=REPLACED if there is not None else fresh,
        path=path,
        text=text,
        made=made,
        problems=problems,
        backup=backup,
    )


def _checked(path: str, text: str, registry: Registry) -> tuple[Problem, ...]:
    """What the check will say of the post."""
    manuscript, problems = read_manuscript(path, text, strict=True)
    if manuscript is None:
        return problems
    _, more = edit(manuscript, registry, strict=True)
    return tuple(sorted({*problems, *more}))


# --- what the officer reads ---------------------------------------------------------------


def _report(outcomes: Sequence[Outcome], desk: _Desk) -> None:
    if desk.dry_run:
        say("Xem thử: chưa ghi gì vào content/.")
    if len(outcomes) == 1 and outcomes[0].made is not None:
        _details(outcomes[0], desk)
    elif len(outcomes) > 1:
        _summary(outcomes, desk)
    fresh = [o for o in outcomes if o.made is not None and o.result != KNOWN]
    for outcome in fresh:
        _uncertain(outcome)
    notes = [(o.path, note) for o in fresh if o.made for note in o.made.notes]
    for path, note in notes[:_NOTES]:
        say(f"content/{path}: lời nhắc: {note}")
    if len(notes) > _NOTES:
        say(f"… và {len(notes) - _NOTES} lời nhắc nữa; xem của từng tệp: invoke inspect <tệp>")
    _additions([o for o in outcomes if o.made is not None])
    print_problems(p for outcome in outcomes for p in outcome.problems)
    _next(outcomes, desk)


def _details(outcome: Outcome, desk: _Desk) -> None:
    made = outcome.made
    assert made is not None
    front = made.front
    signed = ", ".join(front.authors)
    if front.department:
        signed = " – ".join(part for part in (signed, front.department) if part)
    pictures = outcome.text.count("](anh/") + (front.photo is not None)
    rows = [
        ("Tiêu đề", front.title),
        ("Ngày đăng", dateline(front.date) + (f":{front.date:%S}" if front.date.second else "")),
        ("Ký tên", signed + (f" ({front.source})" if front.source else "")),
        ("Đơn vị", ", ".join(front.units) or "không nêu đơn vị nào"),
        ("Nội dung", f"{len(made.blocks)} đoạn" + (f", {pictures} ảnh" if pictures else "")),
        ("Địa chỉ cũ", ", ".join(front.aliases)),
        ("Tệp", f"content/{outcome.path}"),
    ]
    say(f"{shown(outcome.source.name)}: {_told(outcome, desk)}.")
    for label, value in rows:
        if value:
            say(f"  {label + ':':<11} {value}")
    if outcome.backup is not None:
        say(f"  Bản cũ giữ ở {outcome.backup.relative_to(desk.root)}")


def _summary(outcomes: Sequence[Outcome], desk: _Desk) -> None:
    rows = []
    for outcome in outcomes:
        front = outcome.made.front if outcome.made else None
        title = front.title if front else ""
        if len(title) > _LONGEST_TITLE:
            title = title[:_LONGEST_TITLE].rsplit(" ", 1)[0] + " …"
        when = f"{front.date:%d/%m/%Y %H:%M}" if front else ""
        signed = ", ".join(front.authors) if front else ""
        rows.append((shown(outcome.source.name), _told(outcome, desk), when, signed, title))
    table("Kết quả nhập bài", ("Tệp", "Kết quả", "Ngày đăng", "Ký tên", "Bài"), rows)
    counted = Counter(_told(outcome, desk) for outcome in outcomes)
    say("; ".join(f"{result}: {number}" for result, number in counted.most_common()) + ".")


def _told(outcome: Outcome, desk: _Desk) -> str:
    return _WOULD.get(outcome.result, outcome.result) if desk.dry_run else outcome.result


def _uncertain(outcome: Outcome) -> None:
    where = f"content/{outcome.path}"
    rows = outcome.text.split("\n")
    for doubt in outcome.made.doubts if outcome.made else ():
        say(f"{where}:{_line_of(doubt.change, rows)}: chưa chắc: {doubt.message}")
        if doubt.change:
            say(f"    Nếu cần, sửa thành: {doubt.change}")


def _line_of(change: str, rows: Sequence[str]) -> int:
    """The line that ``change`` would replace: of the same key, or with the same picture."""
    if change.startswith("!["):
        picture = change[change.index("](") :].rstrip(")")
        return next((n for n, row in enumerate(rows, 1) if picture in row), 1)
    key = change.split(":", 1)[0] + ":"
    return next((n for n, row in enumerate(rows, 1) if change and row.startswith(key)), 1)


def _additions(outcomes: Sequence[Outcome]) -> None:
    additions: dict[Addition, None] = {}
    for outcome in outcomes:
        assert outcome.made is not None
        additions.update(dict.fromkeys(outcome.made.additions))
    for file in sorted({addition.file for addition in additions}):
        say(f"Nếu đúng là tên mới, thêm vào cuối {file}:")
        for addition in additions:
            if addition.file == file:
                say("\n" + "\n".join(addition.lines))
        say()


def _next(outcomes: Sequence[Outcome], desk: _Desk) -> None:
    if desk.dry_run:
        return
    new = [o for o in outcomes if o.result in (NEW, REPLACED, DRAFT)]
    drafts = [o for o in new if o.made and o.made.front.status is Status.DRAFT]
    if drafts:
        which = "Bài này" if len(outcomes) == 1 else f"{len(drafts)} bài"
        say(f"{which} để ở bản nháp. Xem và sửa xong, đổi dòng status thành: status: published")
    if len(new) > len(drafts) and not any(o.failed for o in outcomes):
        say("Xem trước: invoke serve. Đăng: invoke publish.")

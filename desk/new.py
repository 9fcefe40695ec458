"""``invoke new``: a post file with its front matter filled in, ready for its text.

Names are looked up while the officer is still there to be asked. Nothing is
written before the last answer, and what is written the check understands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from desk import console, files
from desk.agency import read_agency
from desk.frontmatter import Front, compose, moment
from desk.importers.pictures import usable
from desk.importers.proof import addresses
from desk.names import author_name, department_name, place_of, unit_name
from plugins import clock
from plugins.model import Photo, Problem, Status
from plugins.posts import edit, read_manuscript
from plugins.posts.dates import read_moment
from plugins.registry import Match, Registry
from plugins.vietnamese import dateline, sameness, squeeze

_TRIES = 5
"""Wrong answers to one question before the command gives up."""

_KEYS = {
    "title": "--title",
    "date": "--date",
    "author": "--author",
    "department": "--department",
    "units": "--unit",
    "photo": "--photo",
}
"""Which option a key of the front matter comes from."""


class _GaveUpError(Exception):
    """No usable answer came."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Photo:
    """A picture to be copied beside the post."""

    file: Path
    data: bytes
    ending: str
    inside: str = ""
    """``anh/2021/x.jpg`` when it stands in the content folder already."""


def new(  # noqa: PLR0913 - the options of a command
    root: Path,
    *,
    title: str = "",
    author: str | Sequence[str] = (),
    department: str = "",
    unit: str | Sequence[str] = (),
    date: str = "",
    photo: str = "",
    draft: bool = True,
    interactive: bool | None = None,
    now: datetime | None = None,
) -> int:
    """Make a post file in ``root/content``; what is not given is asked, when somebody is there.

    Several authors or units may be one string with commas. Returns 0, or 1 when
    a name is not known or a picture cannot be used, or 2 when something needed
    is missing and nobody can be asked. Nothing is written unless 0.
    """
    registry, problems = read_agency(root / "content")
    if registry is None:
        console.print_problems(problems)
        return 1
    asked = console.interactive() if interactive is None else interactive
    when, fault = _moment(date, now or clock.now())
    if fault:
        console.warn(fault)
        return 2
    given = Front(
        title=squeeze(title),
        date=when,
        authors=_names(author),
        department=squeeze(department),
        units=_names(unit),
        status=Status.DRAFT if draft else Status.PUBLISHED,
    )
    try:
        front = _Interview(registry, given, dated=bool(date)).front() if asked else given
    except _GaveUpError:
        console.warn("Chưa tạo bài nào.")
        return 2
    if missing := list(_missing(front)):
        console.warn("\n".join(missing))
        return 2
    picture, faults = _picture(photo, root / "content")
    front = resolved(front, registry)
    path = _free(front, root / "content")
    if picture is not None:
        alt = console.ask("Trong ảnh có ai, đang làm gì, ở đâu?") if asked else ""
        place = picture.inside or _photo_path(path, picture, root / "content")
        front = replace(front, photo=Photo(path=place, alt=squeeze(alt)))
    text = compose(front)
    faults += list(_objections(path, text, registry))
    if faults:
        console.warn("\n".join(faults))
        console.warn("Chưa tạo bài nào.")
        return 1
    if picture is not None and front.photo is not None and not picture.inside:
        files.write(root / "content" / front.photo.path, picture.data)
    files.write(root / "content" / path, f"{text}\n".encode())
    _say_made(front, path)
    return 0


def resolved(front: Front, registry: Registry) -> Front:
    """``front`` with every name that means exactly one written as the registry writes it."""
    day = front.date.date()
    units = []
    for typed in front.units:
        known = _sure(registry.match_unit(typed, day))
        units.append(unit_name(registry, known, day) if known else typed)
    department = front.department
    room = _sure(registry.match_department(department, day)) if department else None
    if room:
        department = department_name(registry, room, day)
    house = registry.departments[room].unit if room else None
    authors = []
    for typed in front.authors:
        known = _sure(registry.match_author(typed, day, room, house))
        authors.append(author_name(registry, known, day, room, house) if known else typed)
    return replace(
        front,
        authors=tuple(dict.fromkeys(authors)),
        department=department,
        units=tuple(dict.fromkeys(units)),
    )


def _sure(match: Match) -> str | None:
    """The one that is meant and was in being; else None."""
    return None if match.ended else match.id


def _names(given: str | Sequence[str]) -> tuple[str, ...]:
    parts = [given] if isinstance(given, str) else given
    names = (squeeze(name) for part in parts for name in part.split(","))
    return tuple(dict.fromkeys(name for name in names if name))


def _moment(text: str, now: datetime) -> tuple[datetime, str]:
    """The moment ``text`` says, ``now`` to the minute when it says nothing; or what is wrong."""
    if not text:
        return now.replace(second=0, microsecond=0), ""
    reading = read_moment(squeeze(text))
    if reading.when is not None:
        return reading.when, ""
    values = " hoặc ".join(reading.values)
    return now, f"Ngày giờ {reading.message}." + (f" Viết: {values}" if values else "")


def _missing(front: Front) -> Iterator[str]:
    if not front.title:
        yield 'Thiếu tiêu đề. Viết: invoke new --title "Tiêu đề bài viết" --author "Việt Hưng"'
    if not (front.authors or front.department):
        yield 'Thiếu người ký. Thêm --author "Họ tên" hoặc --department "Phòng …"'


def _objections(path: str, text: str, registry: Registry) -> Iterator[str]:
    """What the check has against the file beside its missing text and picture description."""
    manuscript, problems = read_manuscript(path, f"{text}\nNội dung.\n")
    assert manuscript is not None
    _, more = edit(manuscript, registry)
    keys = {number: key for key, number in manuscript.lines}
    for problem in sorted({*problems, *more}):
        key = keys.get(problem.line, "")
        if problem.severity != "error" or key in ("photo", "photo_alt"):
            continue
        yield f"{_KEYS.get(key, key)}: {problem.message}" + _instead(problem)


def _instead(problem: Problem) -> str:
    if not problem.suggestion:
        return ""
    offered = problem.suggestion.replace("\n   hoặc: ", "; hoặc ")
    return f"\n    Có thể là: {offered}"


def _free(front: Front, content: Path) -> str:
    """A path that no post has: an address is never given twice."""
    *_, last = paths = list(addresses(front))
    for path in paths:
        if not (content / path).exists():
            return path
    stem, number = last.removesuffix(".md"), 2
    while (content / f"{stem}-{number}.md").exists():
        number += 1
    return f"{stem}-{number}.md"


# --- the picture ----------------------------------------------------------------------------


def _picture(photo: str, content: Path) -> tuple[_Photo | None, list[str]]:
    if not photo:
        return None, []
    file = next((f for f in (Path(photo), content / photo) if f.is_file()), None)
    if file is None:
        return None, [f"--photo: không có tệp ảnh «{photo}»"]
    data = file.read_bytes()
    ending, spec, why = usable(data)
    if spec is None:
        return None, [f"--photo: {why}"]
    home = (content / "anh").resolve()
    inside = ""
    if file.resolve().is_relative_to(home):
        inside = f"anh/{file.resolve().relative_to(home).as_posix()}"
    return _Photo(file=file, data=data, ending=ending, inside=inside), []


def _photo_path(path: str, picture: _Photo, content: Path) -> str:
    """A free name for the copied picture, after the post's own."""
    _, year, name = path.split("/")
    stem = f"anh/{year}/{name.removesuffix('.md')}"
    place, number = f"{stem}.{picture.ending}", 1
    while (content / place).exists() and (content / place).read_bytes() != picture.data:
        number += 1
        place = f"{stem}-{number}.{picture.ending}"
    return place


# --- asking -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Interview:
    """Asks for what was not given, and again for what is not understood."""

    registry: Registry
    given: Front
    dated: bool

    def front(self) -> Front:
        """The front matter as answered. Raises _GaveUpError when answers do not come."""
        given = self.given
        title = given.title or self._required("Tiêu đề bài:")
        when = given.date if self.dated else self._when(given.date)
        front = replace(given, title=title, date=when)
        authors = given.authors or self._several(
            "Tác giả (nhiều người cách nhau bằng dấu phẩy; Enter: không ghi tên):",
            self._author,
            when,
        )
        home = self._home(authors, when)
        department = given.department or self._one(
            f"Phòng (gõ 0: không ghi) [{home}]:" if home else "Phòng (Enter: không ghi):",
            self._department,
            when,
            home,
        )
        front = replace(front, authors=authors, department=department)
        if not (authors or department):
            console.say("Bài phải có tác giả hoặc phòng.")
            front = replace(front, authors=self._several("Tác giả:", self._author, when))
        units = given.units or self._several(
            "Bài nói tới đơn vị nào (cách nhau bằng dấu phẩy; Enter: không có):", self._unit, when
        )
        return replace(front, units=units)

    def _required(self, question: str) -> str:
        for _ in range(_TRIES):
            if answer := squeeze(console.ask(question)):
                return answer
            console.say("Mục này không để trống được.")
        raise _GaveUpError

    def _when(self, now: datetime) -> datetime:
        for _ in range(_TRIES):
            answer = console.ask("Ngày giờ đăng:", moment(now))
            when, fault = _moment(answer, now)
            if not fault:
                return when
            console.say(fault)
        raise _GaveUpError

    def _several(
        self, question: str, look: Callable[[str, datetime], str], when: datetime
    ) -> tuple[str, ...]:
        answer = console.ask(question)
        return tuple(dict.fromkeys(self._understood(name, look, when) for name in _names(answer)))

    def _one(
        self,
        question: str,
        look: Callable[[str, datetime], str],
        when: datetime,
        default: str,
    ) -> str:
        answer = squeeze(console.ask(question)) or default
        return "" if answer in ("", "0") else self._understood(answer, look, when)

    def _understood(self, typed: str, look: Callable[[str, datetime], str], when: datetime) -> str:
        """``typed``, or what was typed in its place until it was a name of the registry."""
        for _ in range(_TRIES):
            if found := look(typed, when):
                return found
            typed = squeeze(console.ask("Gõ lại:"))
        raise _GaveUpError

    def _author(self, typed: str, when: datetime) -> str:
        day, registry = when.date(), self.registry
        return self._choice(
            typed,
            "tác giả",
            registry.match_author(typed, day),
            lambda one: author_name(registry, one, day),
            lambda one: place_of(registry, one, day),
        )

    def _department(self, typed: str, when: datetime) -> str:
        day, registry = when.date(), self.registry
        return self._choice(
            typed,
            "phòng",
            registry.match_department(typed, day),
            lambda one: department_name(registry, one, day),
            lambda one: registry.units[registry.departments[one].unit].name_at(day).text,
        )

    def _unit(self, typed: str, when: datetime) -> str:
        day, registry = when.date(), self.registry
        return self._choice(
            typed,
            "đơn vị",
            registry.match_unit(typed, day),
            lambda one: unit_name(registry, one, day),
            lambda _: "",
        )

    def _choice(
        self,
        typed: str,
        what: str,
        match: Match,
        write: Callable[[str], str],
        place: Callable[[str], str],
    ) -> str:
        """The name to write; empty when none is meant and none of those shown is chosen."""
        if match.id is not None and not match.ended:
            written = write(match.id)
            if sameness(written) != sameness(typed):
                console.say(f"  → {written}")
            return written
        offered = match.candidates or match.near
        if match.id is not None:
            console.say(f"Vào ngày đăng, {what} «{typed}» không hoạt động.")
        elif match.candidates:
            console.say(f"Có {len(offered)} {what} cùng tên «{typed}»:")
        elif offered:
            console.say(f"Chưa có {what} «{typed}» trong sổ đăng ký. Có phải là:")
        else:
            console.say(
                f"Chưa có {what} «{typed}» trong sổ đăng ký. Nếu là tên mới, bấm Ctrl-C, thêm vào "
                "content/registry/ rồi chạy lại."
            )
        if not offered:
            return ""
        for number, one in enumerate(offered, 1):
            at = place(one)
            console.say(f"  {number}. {write(one)}" + (f" ({at})" if at else ""))
        which = "Đúng thì gõ 1" if len(offered) == 1 else f"Chọn số 1–{len(offered)}"
        answer = squeeze(console.ask(f"{which} (Enter: gõ lại tên):"))
        if answer.isdecimal() and 1 <= int(answer) <= len(offered):
            return write(offered[int(answer) - 1])
        return ""

    def _home(self, authors: Sequence[str], when: datetime) -> str:
        """The department all ``authors`` have in common, if it is the only one and in being."""
        day, registry = when.date(), self.registry
        rooms: set[str] = set()
        for name in authors:
            match = registry.match_author(name, day)
            rooms.update(registry.authors[match.id].departments if match.id else ("?",))
        if len(rooms) != 1 or "?" in rooms:
            return ""
        name = department_name(registry, rooms.pop(), day)
        return name if _sure(registry.match_department(name, day)) else ""


def _say_made(front: Front, path: str) -> None:
    made = "bản nháp" if front.status is Status.DRAFT else "bài"
    signed = " – ".join(part for part in (", ".join(front.authors), front.department) if part)
    console.say(f"Đã tạo {made}: content/{path}")
    console.say(f"  Tiêu đề:   {front.title}")
    console.say(f"  Ngày đăng: {dateline(front.date)}")
    console.say(f"  Ký tên:    {signed}")
    if front.units:
        console.say(f"  Đơn vị:    {', '.join(front.units)}")
    if front.photo is not None:
        console.say(f"  Ảnh:       content/{front.photo.path}")
        if not front.photo.alt:
            console.say("             Hãy viết lời mô tả ảnh ở dòng photo_alt.")
    console.say(f"  Địa chỉ:   /{path.removesuffix('.md')}.html")
    console.say("Việc tiếp theo:")
    console.say("  1. Mở tệp ấy, viết nội dung bên dưới dòng --- thứ hai.")
    console.say("  2. Xem trước: invoke serve")
    if front.status is Status.DRAFT:
        console.say(
            "  3. Viết xong, đổi status: draft thành status: published, rồi chạy: invoke publish"
        )
    else:
        console.say("  3. Viết xong, chạy: invoke publish")

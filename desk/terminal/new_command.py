"""``invoke new`` on a console: asks what was not given, and shows what was made.

A question that may be left open is skipped with Enter; what is not understood is
answered with the nearest right names and the way on; what was answered is kept
as a draft however the questions end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from desk.actions.naming import Look, Names, Understood
from desk.actions.new import (
    NewPhoto,
    carry_out,
    propose,
    read_date,
    read_names,
    read_photo,
)
from desk.chosen_section import no_section, section_named
from desk.frontmatter import Front
from desk.terminal import console
from desk.terminal.conversation import show_all
from plugins import clock
from plugins.content_folder import content_folder
from plugins.model import Status
from plugins.numbers import whole
from plugins.posts.placeholders import PHOTO_ALT, TITLE, is_placeholder
from plugins.posts.schema import POST
from plugins.registry import Registry
from plugins.registry.folder import read_agency
from plugins.sections import Section, Sections, sections_of
from plugins.vietnamese import sameness, squeeze


def new(  # noqa: PLR0913 - the options of a command
    root: Path,
    *,
    title: str = "",
    author: str | Sequence[str] = (),
    department: str = "",
    unit: str | Sequence[str] = (),
    date: str = "",
    photo: str = "",
    section: str = "",
    draft: bool = True,
    interactive: bool | None = None,
    now: datetime | None = None,
) -> int:
    """Make a post file in ``root/content``; what is not given is asked, when somebody is there.

    Several authors or units may be one string with commas. Returns 0; 1 when a
    name is not known or a picture cannot be used, or 2 when something needed is
    missing, and nobody can be asked: then nothing is written. When Ctrl-C ended
    the questions what was answered is written, and 130 returned.
    """
    content = content_folder(root)
    registry, problems, _ = read_agency(content)
    if registry is None:
        console.print_problems(problems)
        console.warn("Chưa tạo bài nào: hãy sửa sổ đăng ký trước.")
        return 1
    asked = console.interactive() if interactive is None else interactive
    picture, fault = read_photo(photo, content)
    if fault:
        console.warn(f"{fault}\nChưa tạo bài nào.")
        return 1
    sections = sections_of(content)
    room = section_named(section, sections)
    if room is None:
        console.warn(f"{no_section(section, sections)}\nChưa tạo bài nào.")
        return 1
    when, fault = read_date(date)
    if fault and (when is None and not asked):
        console.warn(fault)
        return 2
    if fault:
        console.say(fault)
    now = (now or clock.now()).replace(second=0, microsecond=0)
    given = Front(
        title="" if is_placeholder(title) else squeeze(title),
        date=when or now,
        dated=when is not None,
        authors=read_names(author),
        department=squeeze(department),
        units=read_names(unit),
        status=Status.DRAFT if draft else Status.PUBLISHED,
    )
    if asked and not section:
        room = _section(sections)
    make = _ask_and_make if asked else _make
    return make(content, registry, given, picture, room.folder)


def _section(sections: Sections) -> Section:
    """Of which section the post is to be: asked where there are several."""
    if len(sections) == 1:
        return sections[0]
    for number, one in enumerate(sections, 1):
        console.say(f"  {number}. {one.name} (content/{one.folder}/)")
    while answered := squeeze(console.answer("Chuyên mục (số hoặc tên; Enter: 1):")):
        number = whole(answered) or 0 if answered.isdecimal() else 0
        found = sections[number - 1] if 1 <= number <= len(sections) else None
        if found := found or section_named(answered, sections):
            return found
        console.say(f"Không có chuyên mục «{answered}».")
    return sections[0]


def _make(
    content: Path, registry: Registry, given: Front, picture: NewPhoto | None, section: str
) -> int:
    """Make the post of what was given alone; the exit code."""
    if missing := _missing(given):
        console.warn("\n".join(missing))
        return 2
    proposal = propose(content, registry, given, picture, section)
    if proposal.code:
        return show_all(proposal)
    return show_all(carry_out(proposal, {}, console.show))


def _missing(front: Front) -> list[str]:
    """What options alone must give."""
    found = []
    if not front.title:
        found.append(f'Thiếu tiêu đề. Viết: invoke new --title "{TITLE}" --author "Việt Hưng"')
    if not (front.authors or front.department):
        found.append('Thiếu người ký. Thêm --author "Họ tên" hoặc --department "Phòng …"')
    return found


def _ask_and_make(
    content: Path, registry: Registry, given: Front, picture: NewPhoto | None, section: str
) -> int:
    interview = _Interview(content, registry, given, picture)
    stopped = False
    try:
        interview.ask()
    except (KeyboardInterrupt, EOFError):
        stopped = True
        console.say()
    front = interview.front
    if stopped and not (front.title or front.authors or front.department or front.units):
        console.warn("Đã dừng theo yêu cầu. Chưa có câu trả lời nào nên không tạo bài.")
        return console.STOPPED
    if stopped:
        front = replace(front, status=Status.DRAFT)
    proposal = propose(content, interview.registry, front, interview.picture, section)
    outcome = carry_out(proposal, {}, console.show)
    if stopped:
        console.say("Đã dừng theo yêu cầu; những điều đã trả lời được giữ lại.")
    show_all(outcome)
    return console.STOPPED if stopped else 0


class _Interview:
    """Asks for what was not given; ``front`` and ``picture`` hold all that is answered so far."""

    def __init__(
        self, content: Path, registry: Registry, given: Front, picture: NewPhoto | None
    ) -> None:
        self._content = content
        self._given = given
        self.registry = registry
        # Given names count as answered when their turn comes and they are understood.
        self.front = replace(given, authors=(), department="", units=())
        self.picture = picture

    def ask(self) -> None:
        """Every question in turn. Raises KeyboardInterrupt or EOFError when there is no more."""
        console.say("Enter: bỏ qua câu hỏi. Ctrl-C: dừng, những điều đã trả lời vẫn được giữ.")
        self._title()
        self._date()
        self._signed()
        self._units()
        if self.picture is not None:
            alt = console.answer(f"{PHOTO_ALT}? (Enter: viết sau)")
            self.picture = replace(self.picture, alt=squeeze(alt))

    def _title(self) -> None:
        if self.front.title:
            return
        question = f"{POST['title'].name} bài"
        answered = squeeze(console.answer(f"{question}:"))
        if not answered:
            console.say("Tên tệp, cũng là địa chỉ của bài, được đặt theo tiêu đề.")
            answered = squeeze(console.answer(f"{question} (Enter lần nữa: viết sau):"))
        self.front = replace(self.front, title=answered)

    def _date(self) -> None:
        if self.front.dated:
            return
        question = f"{POST['date'].name} (Enter: để trống, lúc đăng máy sẽ hỏi):"
        while answered := console.answer(question):
            when, said = read_date(answered)
            if said:
                console.say(said)
            if when is not None:
                self.front = replace(self.front, date=when, dated=True)
                return

    def _signed(self) -> None:
        author, room = POST["author"].name, POST["department"].name
        question = f"{author} (nhiều người cách nhau bằng dấu phẩy; Enter: không ghi tên):"
        self._authors(self._given.authors, question)
        home = self._names().home(self.front.authors)
        answered = (
            self._given.department
            or self.front.department
            or squeeze(
                console.answer(f"{room} (gõ 0: không ghi):", home)
                if home
                else console.answer(f"{room} (Enter: không ghi):")
            )
        )
        if answered not in ("", "0"):
            self.front = replace(
                self.front, department=self._understood(answered, Names.department)
            )
        if not (self.front.authors or self.front.department):
            console.say("Bài cần có tác giả hoặc phòng thì mới đăng được.")
            self._authors((), f"{author} (Enter: ghi sau):")

    def _authors(self, given: Sequence[str], question: str) -> None:
        for typed in self._apart(given or read_names(console.answer(question)), Names.author):
            author, department = self._names().signed(typed)
            if department:
                self.front = replace(self.front, department=department)
            if written := self._understood(author, Names.author):
                authors = dict.fromkeys((*self.front.authors, written))
                self.front = replace(self.front, authors=tuple(authors))

    def _units(self) -> None:
        question = "Bài nói tới đơn vị nào (cách nhau bằng dấu phẩy; Enter: không có):"
        for typed in self._apart(
            self._given.units or read_names(console.answer(question)), Names.unit
        ):
            if written := self._understood(typed, Names.unit):
                units = dict.fromkeys((*self.front.units, written))
                self.front = replace(self.front, units=tuple(units))

    def _apart(self, typed: Sequence[str], look: Look) -> list[str]:
        names = self._names()
        return [one for several in typed for one in names.apart(several, look)]

    def _understood(self, typed: str, look: Look) -> str:
        """``typed`` as the registry writes it, or what came in its place; empty when left open."""
        while typed:
            found = look(self._names(), typed)
            if found.written:
                if sameness(found.written) != sameness(typed):
                    console.say(f"  → {found.written}")
                return found.written
            _say_refused(found)
            answered = squeeze(console.answer(_choice(len(found.offers))))
            if found.offers and answered.isdecimal() and answered != "0":
                number = whole(answered) or 0
                if 1 <= number <= len(found.offers):
                    return found.offers[number - 1].written
                console.say(f"Danh sách chỉ có {len(found.offers)} tên.")
                continue
            typed = "" if answered == "0" else answered
            # The way on is to add to the registry: what was added meanwhile counts.
            self.registry = read_agency(self._content)[0] or self.registry
        return ""

    def _names(self) -> Names:
        return Names(self.registry, self.front.date.date())


def _say_refused(found: Understood) -> None:
    console.say("\n".join([found.message, *found.way_on()]))


def _choice(offered: int) -> str:
    if not offered:
        return "Gõ tên khác (Enter: để trống, ghi sau):"
    which = "1" if offered == 1 else f"số 1–{offered}"
    return f"Chọn {which}, hoặc gõ tên khác (Enter: để trống, ghi sau):"

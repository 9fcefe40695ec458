"""A file as typed: its front matter understood, its body read, its names not yet looked up.

Depends on the text and the path alone, so that what was read can be kept under
the digest of both.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from plugins import limits
from plugins.model import (
    Body,
    Cited,
    Correction,
    Photo,
    Problem,
    StandingPage,
    Status,
    as_reminders,
    numbered,
)
from plugins.posts.body import BodyReader
from plugins.posts.breaks import in_file
from plugins.posts.citations import cited_in_title, settle
from plugins.posts.cleaning import clean
from plugins.posts.fields import FieldReader
from plugins.posts.frontmatter import Reporter, Sheet, Typed, in_quotes, split
from plugins.posts.placeholders import PAGE_TITLE, TITLE, unfilled
from plugins.posts.placing import misnamed
from plugins.posts.privacy import personal_data

POST_KEYS = (
    "title",
    "date",
    "author",
    "department",
    "units",
    "units_ban",
    "source",
    "photo",
    "photo_alt",
    "photo_caption",
    "photo_credit",
    "photo_decorative",
    "summary",
    "status",
    "corrections",
    "related",
    "aliases",
    "sensitive",
    "documents",
    "documents_ban",
    "privacy",
)
"""All that a post's front matter may say."""

PAGE_KEYS = ("title", "summary", "status", "aliases", "privacy")
"""All that a standing page's front matter may say."""


_UNFILLED = "«{gap}» có vẻ là chỗ trống của bài mẫu chưa điền; chữ này hiện ra như đã gõ"


class Manuscript(Struct, frozen=True, kw_only=True):
    """A post as typed. ``edit`` makes a ``Post`` of it when it is ``sound``."""

    path: str
    title: str = ""
    date: datetime | None = None
    """None only when it is not sound."""
    authors: tuple[Typed, ...] = ()
    department: Typed | None = None
    units: tuple[Typed, ...] = ()
    units_ban: tuple[Typed, ...] = ()
    """Units that the text names and the post is not about."""
    source: str = ""
    photo: Photo | None = None
    summary: str = ""
    status: Status = Status.PUBLISHED
    corrections: tuple[Correction, ...] = ()
    pin: tuple[str, ...] = ()
    """Paths of posts."""
    ban: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    sensitive: bool = False
    cited: tuple[Cited, ...] = ()
    """Documents cited in text and title, as the editor settled them."""
    body: Body
    lines: tuple[tuple[str, int], ...] = ()
    """Line of each key, and of each ``pin:…``, ``ban:…`` and ``alias:…``."""
    sound: bool
    """Whether reading it found no error."""


_local = threading.local()


def _body_reader() -> BodyReader:
    """One per thread: Markdown's parser keeps state while it reads."""
    reader: BodyReader | None = getattr(_local, "reader", None)
    if reader is None:
        reader = _local.reader = BodyReader()
    return reader


def read_manuscript(
    path: str, text: str, *, strict: bool = False, named: bool = True
) -> tuple[Manuscript | None, tuple[Problem, ...]]:
    """The post in ``text``, and everything wrong with it but its names and its neighbours.

    A manuscript with errors comes back too, not ``sound``, so that its names can
    be looked up and all that is wrong be said at once; None only when the text
    has no front matter at all. Of a draft all is said as reminders, unless ``strict``.
    Without ``named`` the file's name is not judged.
    """
    report = Reporter(path)
    sheet = _sheet(path, text, POST_KEYS, report, named=named)
    if sheet is None:
        return None, tuple(report.problems)
    desk = FieldReader(sheet, POST_KEYS, report)
    status = desk.status()
    title = desk.text("title", required=f"title: {in_quotes(TITLE)}")
    date = desk.moment(required=status is not Status.DRAFT)
    authors, units = desk.names("author"), desk.names("units")
    units_ban = desk.names("units_ban")
    departments = desk.names("department", one=True)
    source = desk.text("source")
    if not desk.has_any("author", "department", "source"):
        report.wrong(
            1,
            "bài phải có author (tác giả) hoặc department (phòng); "
            "bài đăng lại từ nơi khác thì ghi source",
            "author: P.V",
        )
    photo = desk.photo(path)
    summary = desk.text("summary")
    sensitive = desk.flag("sensitive")
    corrections = desk.corrections(date)
    pin, ban = desk.related(path)
    aliases = desk.aliases()
    rulings, bans = desk.documents(), desk.banned_documents()
    body = _body(path, sheet, report)
    shown = [("title", title), ("summary", summary)]
    if photo is not None:
        shown += [
            ("photo_alt", photo.alt),
            ("photo_caption", photo.caption),
            ("photo_credit", photo.credit),
        ]
    _look_over(desk, sheet, shown, report)
    found = (*body.cited, *cited_in_title(title, desk.lines.get("title", 1)))
    cited = settle(found, rulings, bans, report) if rulings or bans else found
    manuscript = Manuscript(
        path=path,
        title=title,
        date=date,
        authors=authors,
        department=departments[0] if departments else None,
        units=units,
        units_ban=units_ban,
        source=source,
        photo=photo,
        summary=summary,
        status=status,
        corrections=corrections,
        pin=pin,
        ban=ban,
        aliases=aliases,
        sensitive=sensitive,
        cited=cited,
        body=replace(body, cited=()),
        lines=_lines(desk, report),
        sound=report.sound,
    )
    problems = limits.fewer(report.problems)
    problems = problems if strict else _said(problems, status)
    return in_file(manuscript, report.true), problems


def _lines(desk: FieldReader, report: Reporter) -> tuple[tuple[str, int], ...]:
    """The line of each key, as the file counts."""
    return tuple((key, report.at(line)) for key, line in desk.lines.items())


def _said(problems: tuple[Problem, ...], status: Status) -> tuple[Problem, ...]:
    return as_reminders(problems) if status is Status.DRAFT else problems


def read_standing(
    path: str, text: str, *, named: bool = True
) -> tuple[StandingPage | None, tuple[Problem, ...]]:
    """The standing page in ``text``; None only when the text has no front matter at all.

    Of a draft all is said as reminders. Without ``named`` the file's name is not judged.
    """
    report = Reporter(path)
    sheet = _sheet(path, text, PAGE_KEYS, report, named=named)
    if sheet is None:
        return None, tuple(report.problems)
    desk = FieldReader(sheet, PAGE_KEYS, report)
    title = desk.text("title", required=f"title: {in_quotes(PAGE_TITLE)}")
    summary = desk.text("summary")
    status = desk.status()
    aliases = desk.aliases()
    body = _body(path, sheet, report, cites=False)
    _look_over(desk, sheet, [("title", title), ("summary", summary)], report, only_precise=True)
    page = StandingPage(
        path=path,
        title=title,
        summary=summary,
        status=status,
        aliases=aliases,
        body=body,
        lines=numbered(_lines(desk, report)),
    )
    return in_file(page, report.true), _said(limits.fewer(report.problems), status)


def _gaps(
    desk: FieldReader, sheet: Sheet, shown: Iterable[tuple[str, str]], report: Reporter
) -> None:
    """Advice about gaps of a form that nobody filled."""
    for key, text in shown:
        for _, gap in unfilled(text):
            report.advise(desk.lines.get(key, 1), _UNFILLED.format(gap=gap))
    for row, gap in unfilled(sheet.body):
        report.advise(sheet.body_line + row, _UNFILLED.format(gap=gap))


def _look_over(
    desk: FieldReader,
    sheet: Sheet,
    shown: Sequence[tuple[str, str]],
    report: Reporter,
    *,
    only_precise: bool = False,
) -> None:
    """Questions and advice about personal data, and gaps, in a body and what is ``shown`` beside.

    What the front matter answers is asked no more. ``only_precise``: nothing that
    an agency's own pages are full of, such as telephone numbers.
    """
    _gaps(desk, sheet, shown, report)
    answers = desk.answers()
    found = list(personal_data(sheet.body, first_line=sheet.body_line))
    for key, text in shown:
        if text:
            found += personal_data(text, first_line=desk.lines.get(key, 1))
    asked: set[str] = set()
    for one in found:
        if not one.about:
            if not only_precise:
                report.remind_of_person(one.line, one.message, one.suggestion)
        elif one.about not in asked:
            asked.add(one.about)
            if one.about not in answers:
                report.question(one.line, one.message, one.about, one.suggestion)
    for text, line in answers.items():
        if text not in asked:
            report.advise(
                line, f"privacy trả lời về «{text}» nhưng bài không còn chữ ấy; có thể bỏ mục này"
            )


def _sheet(
    path: str, text: str, keys: tuple[str, ...], report: Reporter, *, named: bool
) -> Sheet | None:
    if named and (fault := misnamed(path)):
        report.wrong(1, fault[0], f"đổi tên tệp thành {fault[1]}")
    if too_much := limits.excess(text):
        report.wrong(too_much.line, too_much.message)
        text = limits.head_of(text)
        sheet = split(clean(text, report), keys, report) if text else None
        return replace(sheet, too_much=True) if sheet else None
    return split(clean(text, report), keys, report)


def _body(path: str, sheet: Sheet, report: Reporter, *, cites: bool = True) -> Body:
    if sheet.too_much:
        return Body(html="", text="")
    body, found = _body_reader().read(
        sheet.body, path=path, first_line=sheet.body_line, cites=cites
    )
    report.found(found)
    if not body.html and all(problem.severity == "advice" for problem in found):
        report.wrong(sheet.end, "bài chưa có nội dung ở dưới dòng ---")
    return body

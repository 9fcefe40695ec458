"""A file as typed: its front matter understood, its body read, its names not yet looked up.

Depends on the text, the path and the folders of sections alone, so that what was read can be
kept under the digest of all.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from plugins import limits
from plugins.model import (
    Body,
    Correction,
    Post,
    Problem,
    StandingPage,
    Status,
    as_reminders,
    numbered,
)
from plugins.posts import schema
from plugins.posts.body import BodyReader
from plugins.posts.breaks import in_file
from plugins.posts.citations import cited_in_title, settle
from plugins.posts.cleaning import clean
from plugins.posts.fields.head import Field, Head
from plugins.posts.frontmatter import split
from plugins.posts.placeholders import is_code, unfilled
from plugins.posts.placing import misnamed
from plugins.posts.reporter import Reporter
from plugins.posts.typed import Sheet, Typed
from plugins.privacy import Finding, Kind, personal_data

_BLANK = "«{gap}» là chỗ trống của trang mẫu; điền xong mới đăng được"
_UNFILLED = "«{gap}» có vẻ là chỗ trống của bài mẫu chưa điền; chữ này hiện ra như đã gõ"


class Manuscript(Struct, frozen=True, kw_only=True):
    """A post as typed. ``edit`` looks its names up when it is ``sound``."""

    post: Post
    """All but its names; ``UNDATED`` also where its date cannot be read."""
    authors: tuple[Typed, ...] = ()
    department: Typed | None = None
    units: tuple[Typed, ...] = ()
    units_ban: tuple[Typed, ...] = ()
    """Units that the text names and the post is not about."""
    sound: bool
    """Whether reading it found no error."""


_local = threading.local()


def _body_reader(sections: Sequence[str]) -> BodyReader:
    """One per thread: Markdown's parser keeps state while it reads."""
    reader: BodyReader | None = getattr(_local, "reader", None)
    if reader is None or reader.sections != sections:
        reader = _local.reader = BodyReader(sections)
    return reader


def read_manuscript(
    path: str,
    text: str,
    *,
    strict: bool = False,
    named: bool = True,
    sections: Sequence[str] = (),
) -> tuple[Manuscript | None, tuple[Problem, ...]]:
    """The post in ``text``, and everything wrong with it but its names and its neighbours.

    A manuscript with errors comes back too, not ``sound``, so that its names can
    be looked up and all that is wrong be said at once; None only when the text
    has no front matter at all. Of a draft all is said as reminders, unless ``strict``.
    Without ``named`` the file's name is not judged. ``sections``: as ``addresses.follow`` takes
    them.
    """
    report = Reporter(path)
    sheet = _sheet(path, text, schema.POST, report, named=named)
    if sheet is None:
        return None, tuple(report.problems)
    head = Head(path, sheet, schema.POST, report)
    kept = _kept(head, schema.POST, "title", "date")
    status = head.said("status")
    if "date" not in head.entries and status is not Status.DRAFT:
        report.undated()
    if head.lines.keys().isdisjoint(("author", "department", "source")):
        report.wrong(
            1,
            f"bài phải có {schema.SIGNED}; bài đăng lại từ nơi khác thì ghi source; "
            "thêm một dòng dưới dòng ấy, với tên có trong sổ đăng ký",
        )
    body = _body(path, sheet, report, sections)
    _look_over(head, sheet, schema.POST)
    cited = (*body.cited, *cited_in_title(kept["title"], head.lines.get("title", 1)))
    rulings, bans = head.said("documents"), head.said("documents_ban")
    pin, ban = head.said("related")
    manuscript = Manuscript(
        post=Post(
            path=path,
            pin=pin,
            ban=ban,
            cited=settle(cited, rulings, bans, report) if rulings or bans else cited,
            body=replace(body, cited=()),
            lines=_lines(head),
            **kept,
        ),
        authors=head.said("author"),
        department=head.said("department"),
        units=head.said("units"),
        units_ban=head.said("units_ban"),
        sound=report.sound,
    )
    problems = limits.fewer(report.problems)
    problems = problems if strict else _weighed(problems, status)
    return in_file(manuscript, report.true), problems


def read_standing(
    path: str, text: str, *, named: bool = True, sections: Sequence[str] = ()
) -> tuple[StandingPage | None, tuple[Problem, ...]]:
    """The standing page in ``text``; None only when the text has no front matter at all.

    Of a draft all is said as reminders. Without ``named`` the file's name is not judged.
    ``sections``: as ``addresses.follow`` takes them.
    """
    report = Reporter(path)
    sheet = _sheet(path, text, schema.PAGE, report, named=named)
    if sheet is None:
        return None, tuple(report.problems)
    head = Head(path, sheet, schema.PAGE, report)
    kept = _kept(head, schema.PAGE, "title")
    body = _body(path, sheet, report, sections, cites=False)
    _look_over(head, sheet, schema.PAGE, is_agencys=True)
    page = StandingPage(path=path, body=body, lines=_lines(head), **kept)
    return in_file(page, report.true), _weighed(limits.fewer(report.problems), page.status)


def _kept(head: Head, fields: Mapping[str, Field], *needed: str) -> dict[str, Any]:
    """Those ``needed`` and all that are written, read: what a text holds under their own names."""
    said = [(key, head.said(key)) for key in dict.fromkeys((*needed, *head.entries))]
    return {key: one for key, one in said if not (fields[key].apart or fields[key].part_of)}


def _lines(head: Head) -> str:
    """The line of each key, as the file counts."""
    return numbered((key, head.report.at(line)) for key, line in head.lines.items())


def _weighed(problems: tuple[Problem, ...], status: Status) -> tuple[Problem, ...]:
    return as_reminders(problems) if status is Status.DRAFT else problems


def _look_over(
    head: Head, sheet: Sheet, fields: Mapping[str, Field], *, is_agencys: bool = False
) -> None:
    """Advice and questions about the body and all other words that readers see.

    ``is_agencys``, of an agency's own pages: a telephone in them is its own, and a blank is no
    braces in a text but something still to be filled.
    """
    found = [*personal_data(sheet.body, first_line=sheet.body_line)]
    filled = [(sheet.body, sheet.body_line)]
    for key, entry in head.entries.items():
        one = fields[key]
        if not one.shown or (one.part_of and not head.said(one.part_of)):
            continue
        line = entry.key.line
        for words in _words_of(head.said(key)):
            found += personal_data(words, first_line=line)
            if one.instead:
                filled.append((words, line))
    for text, line in filled:
        for row, gap in unfilled(text):
            if is_agencys and not is_code(gap):
                head.report.wrong(line + row, _BLANK.format(gap=gap))
            else:
                head.report.advise(line + row, _UNFILLED.format(gap=gap))
    _ask(head, [one for one in found if not (is_agencys and one.kind is Kind.PHONE)])


def _words_of(said: object) -> Iterator[str]:
    """What an officer wrote freely in a field: its words, or those of each correction."""
    if isinstance(said, str):
        yield said
    elif isinstance(said, tuple):
        yield from (one.note for one in said if isinstance(one, Correction))


def _ask(head: Head, found: Iterable[Finding]) -> None:
    """Questions about personal data; what the front matter answers is asked no more."""
    report, answers = head.report, head.said("privacy")
    asked: set[str] = set()
    for one in found:
        if one.about not in asked:
            asked.add(one.about)
            if one.about not in answers:
                report.question(one.line, one.message, one.about, one.suggestion)
    for text, line in answers.items():
        if text not in asked:
            report.advise(
                line, f"privacy trả lời về «{text}» nhưng bài không còn chữ ấy; có thể bỏ mục này"
            )


def _sheet(
    path: str, text: str, keys: Collection[str], report: Reporter, *, named: bool
) -> Sheet | None:
    if named and (fault := misnamed(path)):
        report.wrong(1, fault[0], f"đổi tên tệp thành {fault[1]}")
    if too_much := limits.excess(text):
        report.wrong(too_much.line, too_much.message)
        text = limits.head_of(text)
        sheet = split(clean(text, report), keys, report) if text else None
        return replace(sheet, too_much=True) if sheet else None
    return split(clean(text, report), keys, report)


def _body(
    path: str, sheet: Sheet, report: Reporter, sections: Sequence[str], *, cites: bool = True
) -> Body:
    if sheet.too_much:
        return Body(html="", text="")
    body, found = _body_reader(sections).read(
        sheet.body, path=path, first_line=sheet.body_line, cites=cites
    )
    report.found(found)
    if not body.html and all(problem.severity == "advice" for problem in found):
        report.wrong(sheet.end, "bài chưa có nội dung ở dưới dòng ---")
    return body

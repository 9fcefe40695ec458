"""A site asked for all of a release: whether it is the site at all, then address by address."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from html import unescape

from desk.messages import Report
from desk.publish.manifest import Manifest
from desk.publish.site.asking import Differences, Expected, Question, inquiry, not_found
from desk.publish.site.connection import AskError, Connection
from desk.publish.site.crew import Checked, Crew, Manners
from desk.publish.site.meaning import (
    ABSENT,
    OF_CONTENT,
    OK,
    REDIRECTING,
    REFUSING,
    SERVER_FAULT,
    Answer,
    Fault,
    Known,
    Wrong,
    judge,
    judge_not_found,
    release_shown,
    release_with,
)
from desk.publish.site.origin import Origin

MOST_FAILURES = 20
"""Questions in a row without an answer, or with a server's fault: then nothing more is asked."""

_FAILURES = frozenset({Fault.UNANSWERED, Fault.SERVER_ERROR})
_ASK_THERE = "hãy soát lại với địa chỉ ấy, nếu nó là của cơ quan"
_TITLE = re.compile(rb"<title[^>]*>(.*?)</title>", re.DOTALL | re.IGNORECASE)
_LONGEST_TITLE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What was found of a site."""

    origin: Origin
    release: int
    """Which it must be."""
    asked: int = 0
    """Addresses."""
    left: int = 0
    """Addresses that were not asked for."""
    stopped: str = ""
    """Why it ended early, in words; empty when it did not."""
    seconds: float = 0.0
    wrongs: tuple[Wrong, ...] = ()
    """The gravest first."""


class _OnlyError(Exception):
    """The site as a whole is wrong: one sentence says all."""

    def __init__(self, fault: Fault, said: str) -> None:
        super().__init__(said)
        self.fault, self.said = fault, said


@dataclass(slots=True)
class _Visitor:
    origin: Origin
    manifest: Manifest
    known: Known
    manners: Manners
    crew: Crew
    title: str = ""
    """That the front page has."""
    asked: int = 0
    wrongs: list[Wrong] = field(default_factory=list)
    seen: dict[str, str] = field(default_factory=dict)
    failures: int = 0
    _began: float = field(default_factory=time.monotonic)

    def look_in(self) -> None:
        """See whether there is a site, and what it says of an address that is none.

        Raises _OnlyError.
        """
        connection = Connection(self.origin, self.manners.limits)
        entry = self.manifest.files.get("index.html")
        front = Question("/", "index.html", Expected.PAGE, entry)
        nowhere = not_found(self.manifest, secrets.token_hex(8))
        try:
            shown = self.crew.put(connection, front)
            if shown.status in REDIRECTING:
                raise _OnlyError(Fault.REDIRECTED, f" {shown.location}: {_ASK_THERE}")
            answer = self.crew.put(connection, nowhere)
        except AskError as error:
            raise _OnlyError(Fault.UNREACHABLE, f": {error}") from error
        finally:
            connection.close()
        self.title = _title_of(shown)
        if wrong := judge_not_found(nowhere, answer):
            self.wrongs.append(wrong)
        if answer.status == OK:
            self.known = replace(self.known, nowhere=answer.digest)

    def put(self, questions: Sequence[Question], step: Callable[[], None]) -> list[Checked]:
        """What came of ``questions``, until it must stop."""
        checked = []
        for one in self.crew.ask(questions, lambda q, answer: judge(q, answer, self.known)):
            checked.append(one)
            step()
            self.asked += 1
            if one.wrong is not None:
                self.wrongs.append(one.wrong)
            if one.seen is not None:
                self.seen[one.question.file] = one.seen
            has_failed = one.wrong is not None and one.wrong.fault in _FAILURES
            self.failures = self.failures + 1 if has_failed else 0
            if self.why_stop():
                self.crew.stop()
        return checked

    def recognise(self, checked: Sequence[Checked]) -> None:
        """Raise _OnlyError when none of the answers ``checked`` is of any release."""
        if not any(self._is_known(one) for one in checked):
            raise _OnlyError(*_why_unknown(checked, self.manifest.number, self.title))

    def _is_known(self, checked: Checked) -> bool:
        """Whether the answer shows a release of ours, if with something added."""
        question, wrong = checked.question, checked.wrong
        if question.entry is None or not checked.seen:
            return False
        if checked.seen == question.entry.sha256 or (wrong and wrong.fault is Fault.INJECTED):
            return True
        return release_with(question.file, checked.seen, self.known.others) is not None

    def why_stop(self) -> str:
        """Why nothing more is to be asked; empty when more is."""
        if self.failures >= MOST_FAILURES:
            return "máy chủ thôi trả lời"
        if self.seconds > self.manners.seconds:
            return f"đã hết {self.manners.seconds / 60:.0f} phút dành cho một lần soát"
        return ""

    @property
    def seconds(self) -> float:
        """Since it began."""
        return time.monotonic() - self._began

    def found(self, total: int) -> Visit:
        """What was found of ``total`` addresses; in one sentence when another release is there."""
        number = release_shown(self.wrongs, self.seen, self.known.others)
        if number is not None:
            self.wrongs = [one for one in self.wrongs if one.fault not in OF_CONTENT]
            said = f": bản {number}, không phải bản {self.manifest.number}"
            self.wrongs.append(Wrong(url="/", file="", fault=Fault.RELEASE, said=said))
        return self._so_far(total)

    def only(self, wrong: Wrong, total: int) -> Visit:
        """The one sentence that says all."""
        self.wrongs = [wrong]
        return self._so_far(total)

    def _so_far(self, total: int) -> Visit:
        order = list(Fault)
        return Visit(
            origin=self.origin,
            release=self.manifest.number,
            asked=self.asked,
            left=total - self.asked,
            stopped=self.why_stop(),
            seconds=self.seconds,
            wrongs=tuple(sorted(self.wrongs, key=lambda one: (order.index(one.fault), one.url))),
        )


def visit(
    origin: Origin,
    manifest: Manifest,
    others: Differences,
    report: Report,
    *,
    published: Callable[[str], bytes | None] = lambda _file: None,
    sample: int | None = None,
    manners: Manners | None = None,
) -> Visit:
    """Ask the site at ``origin`` for all that the release of ``manifest`` is, and for what not.

    ``others``: where the other releases differ. ``published``: the bytes of a file, where they
    are at hand. ``sample``: so many addresses at most.
    """
    manners = manners or Manners()
    plan = inquiry(manifest, others, sample)
    asked = len(plan.first) + len(plan.then)
    known = Known(others=others, published=published)
    visitor = _Visitor(origin, manifest, known, manners, Crew(origin, manners))
    try:
        visitor.look_in()
        with report.steps(f"Đang hỏi {origin}", asked) as step:
            visitor.recognise(visitor.put(plan.first, step))
            if not visitor.why_stop():
                visitor.put(plan.then, step)
    except _OnlyError as only:
        wrong = Wrong(url="/", file="", fault=only.fault, said=only.said)
        return visitor.only(wrong, asked + plan.left_out)
    return visitor.found(asked + plan.left_out)


def _why_unknown(checked: Sequence[Checked], number: int, title: str) -> tuple[Fault, str]:
    """Why none of the answers is of a release."""
    statuses = {one.status for one in checked if one.question.entry is not None}
    tried = f"đã hỏi thử {len(checked)} địa chỉ của bản {number}"
    if statuses == {0}:
        said = checked[0].wrong.said if checked and checked[0].wrong else ""
        return Fault.UNREACHABLE, said
    if min(statuses) >= SERVER_FAULT:
        return Fault.SERVER_ERROR, f" ({min(statuses)}): {tried}"
    if statuses <= REFUSING:
        return Fault.REFUSED, f" ({min(statuses)}): {tried}"
    if statuses <= ABSENT:
        return Fault.SITE, f": máy chủ trả lời, nhưng không có trang nào ({tried})"
    named = f"; trang ở đó là «{title}»" if title else ""
    return Fault.SITE, f": không câu trả lời nào đúng một bản còn giữ ({tried}){named}"


def _title_of(answer: Answer) -> str:
    found = _TITLE.search(answer.body) if answer.is_readable else None
    title = " ".join(unescape(found[1].decode("utf-8", "replace")).split()) if found else ""
    return title[:_LONGEST_TITLE]

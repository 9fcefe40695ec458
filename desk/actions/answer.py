"""Answering for personal data in texts that readers do not have yet.

Publishing asks the same questions in the same way before it lets such a text out.
"""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from desk.actions.proposal import Answers, Outcome, Proposal, Question
from desk.messages import Gathered, OnProgress, Report
from desk.publish.held import live_findings
from desk.publish.place import current_manifest
from desk.publish.questions import OpenQuestion, open_questions, write_answer
from desk.publish.releases import Releases
from desk.publish.settings import read_publish_settings
from plugins import clock
from plugins.content import ContentCache, read_newsroom
from plugins.content_folder import content_folder
from plugins.posts.placeholders import is_placeholder
from plugins.vietnamese import squeeze

BY = "by"
"""Key of the question who answers."""


class Open(Struct, frozen=True, kw_only=True):
    """The questions, and where and when they are answered."""

    root: Path
    today: date
    questions: tuple[OpenQuestion, ...]


def propose(
    root: Path, on_progress: OnProgress, *, post: str = "", now: datetime | None = None
) -> Proposal[Open]:
    """The open questions of the texts of ``root``, of ``post`` alone when it is named.

    Raises ReleaseError.
    """
    now = now or clock.now()
    report = Gathered()
    open_ = _open(root, now, report, Report(on_progress))
    if open_ is None:
        return Proposal(messages=report.messages, code=1)
    stem = squeeze(post).rpartition("/")[2].removesuffix(".md").removesuffix(".html")
    open_ = tuple(one for one in open_ if not stem or one.path.endswith(f"/{stem}.md"))
    if not open_:
        report.say("Không có câu hỏi nào về thông tin cá nhân phải trả lời.")
        return Proposal(messages=report.messages)
    plan = Open(root=root, today=now.date(), questions=open_)
    return Proposal(questions=to_ask(open_), plan=plan)


def _open(
    root: Path, now: datetime, report: Report, progress: Report
) -> tuple[OpenQuestion, ...] | None:
    settings, problems = read_publish_settings(root, None)
    if settings is None:
        report.problems(problems)
        return None
    releases = Releases(folder=settings.target)
    content = content_folder(root)
    old = current_manifest(releases, progress)
    reading = read_newsroom(content, now, ContentCache.of(root), past_faults=True)
    if reading.newsroom is None:
        report.problems(p for p in reading.problems if p.severity == "error")
        return None
    return open_questions(
        reading.problems,
        reading.newsroom,
        old.addresses,
        lambda path, address: live_findings(releases, path, address),
    )


def carry_out(proposal: Proposal[Open], answers: Answers, on_progress: OnProgress) -> Outcome:
    """Write what was answered into the texts."""
    plan, report = proposal.plan, Report(on_progress)
    assert plan is not None, "nothing to answer"
    wrote = write_answers(plan.root, plan.questions, answers, plan.today, report)
    report.say(f"Đã ghi {wrote.answered} câu trả lời; {len(wrote.waiting)} bài để lại, chưa đăng.")
    return Outcome(code=0 if wrote.is_whole else 1)


class Wrote(NamedTuple):
    """What became of answers."""

    answered: int
    waiting: tuple[str, ...]
    """Texts with a question that is still open."""
    is_whole: bool
    """Whether every answer could be written."""


def to_ask(open_: Sequence[OpenQuestion]) -> tuple[Question, ...]:
    """The reason for each, and who answers: one for all."""
    why = [
        Question(
            key=key_of(one),
            text="Lý do được nêu (Enter: để bài này lại):",
            above=f"«{one.title}» – {one.problem.path}:{one.problem.line}\n"
            f"  {one.problem.message}\n  Che bớt thì viết: {one.problem.suggestion}",
            group=one.path,
        )
        for one in open_
    ]
    return (*why, Question(key=BY, text="Người trả lời:", default=_user()))


def key_of(one: OpenQuestion) -> str:
    """By which its answer is found."""
    return f"{one.path}:{one.problem.line}:{one.problem.about}"


def _user() -> str:
    """The name of who sits at this machine, if it tells; else empty."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def write_answers(
    root: Path, open_: Sequence[OpenQuestion], answers: Answers, today: date, report: Report
) -> Wrote:
    """Write the answers into their texts.

    A reason that is a placeholder is none; a text with a question left open waits.
    """
    answered, is_whole, waiting = 0, True, dict[str, None]()
    by = squeeze(answers.get(BY, ""))
    for one in open_:
        why = squeeze(answers.get(key_of(one), ""))
        if one.path in waiting or not why or is_placeholder(why):
            waiting[one.path] = None
            continue
        fault = "câu trả lời phải có tên người trả lời"
        if by:
            file, about = content_folder(root) / one.path, one.problem.about
            fault = write_answer(file, one.path, about, by=by, why=why, on=today)
        if fault:
            report.warn(f"{one.problem.path}: chưa ghi: {fault}")
            waiting[one.path], is_whole = None, not by
        else:
            report.say(f"Đã trả lời cho «{one.problem.about}» trong {one.problem.path}.")
            answered += 1
    return Wrote(answered, tuple(waiting), is_whole)

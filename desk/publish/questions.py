"""The questions that stand between a build and its release, put to an officer at a terminal."""

from __future__ import annotations

import getpass
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from desk import files
from desk.actions.answers import LiveFindings, Question, questions, write_answer
from desk.publish.manifest import Manifest
from desk.rewriting import rewritten, with_line
from desk.terminal.console import ask, confirm, say, warn
from plugins.model import Problem
from plugins.newsroom import Newsroom
from plugins.posts.placeholders import is_placeholder
from plugins.posts.reporter import NO_DATE
from plugins.vietnamese import squeeze


def open_questions(
    problems: Iterable[Problem],
    newsroom: Newsroom,
    old: Manifest,
    live_findings: LiveFindings,
) -> tuple[Question, ...]:
    """The questions of ``problems`` that readers' release ``old`` does not answer."""
    asked = [problem for problem in problems if problem.severity == "answer"]
    return questions(asked, newsroom, old.addresses, live_findings) if asked else ()


def ask_questions(
    root: Path, open_: Sequence[Question], now: datetime, *, by: str = ""
) -> tuple[int, tuple[str, ...]]:
    """Ask them one by one: how many were answered, and which texts are to wait."""
    answered, waiting = 0, dict[str, None]()
    say(
        "Phải trả lời trước khi đăng: bài dưới đây nêu thông tin cá nhân. Với mỗi chỗ, ghi lý do "
        "được nêu; bấm Enter để bài ấy lại, chưa đăng."
    )
    for one in open_:
        if one.path in waiting:
            continue
        say("")
        say(f"«{one.title}» – {one.problem.path}:{one.problem.line}")
        say(f"  {one.problem.message}")
        say(f"  Che bớt thì viết: {one.problem.suggestion}")
        why = _reason()
        if not why:
            waiting[one.path] = None
            continue
        by = by or squeeze(ask("Người trả lời:", _user()))
        if not by:
            warn("Chưa ghi: câu trả lời phải có tên người trả lời.")
            waiting[one.path] = None
            continue
        fault = write_answer(
            root / "content" / one.path,
            one.path,
            one.problem.about,
            by=by,
            why=why,
            on=now.date(),
        )
        if fault:
            warn(fault)
            waiting[one.path] = None
        else:
            answered += 1
    return answered, tuple(waiting)


def _reason() -> str:
    while True:
        why = squeeze(ask("Lý do được nêu (Enter: để bài này lại):"))
        if not why or not is_placeholder(why):
            return why
        say("Xin ghi lý do thật.")


def _user() -> str:
    """The name of who sits at this machine, if it tells; else empty."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def ask_dates(root: Path, problems: Iterable[Problem], now: datetime, old: Manifest) -> bool:
    """Offer the present moment to posts that lack nothing but a date; whether one took it.

    Asked only when nothing else is wrong, and of no post that readers have in
    ``old``: its date is known.
    """
    errors = [problem for problem in problems if problem.severity == "error"]
    undated = [problem for problem in errors if problem.about == NO_DATE]
    live = any(_url(problem) in old.addresses for problem in undated)
    if not undated or live or len(undated) < len(errors):
        return False
    done = False
    for problem in undated:
        question = (
            f"{problem.path} chưa có ngày giờ đăng. Ghi thời điểm hiện tại, "
            f"{now:%H:%M} ngày {now:%d/%m/%Y}?"
        )
        if not confirm(question, default=False):
            continue
        try:
            write_date(root / problem.path, problem.suggestion)
        except ValueError:
            warn(f"Máy không ghi được; hãy tự ghi vào phần khai báo: {problem.suggestion}")
        else:
            done = True
    return done


def _url(problem: Problem) -> str:
    return f"/{problem.path.removeprefix('content/').removesuffix('.md')}.html"


def write_date(file: Path, line: str) -> None:
    """Write the line ``date: …`` into the front matter of ``file``.

    Raises ValueError when it has none with an end.
    """
    files.write(file, rewritten(file.read_bytes(), lambda text: with_line(text, line)))

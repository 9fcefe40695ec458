"""Accepting an import: every draft of it that nothing is doubtful about may be published.

One answer covers the personal data of all its pages, for readers had them on the old portal.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from desk import files
from desk.actions.importing import answer_of
from desk.actions.proposal import Answers, Outcome, Proposal, Question
from desk.importers.approval import asked_in, checked, published, written
from desk.importers.given import PAGES
from desk.importers.import_ledger import Entry, ImportLedger
from desk.keeping import as_imported
from desk.messages import Gathered, OnProgress, Report
from plugins import clock
from plugins.content_folder import content_folder
from plugins.lines import decode
from plugins.model import Problem, Status
from plugins.plain_file import read_plain
from plugins.posts import read_manuscript
from plugins.registry import Registry
from plugins.registry.folder import read_agency

BY, WHY = "by", "why"
"""Keys of the two questions."""

_DOUBTED = "còn chỗ chưa chắc; xem báo cáo, sửa bài rồi tự đổi dòng status"
_GONE = "không còn ở đó"
_UNANSWERED = "nêu thông tin cá nhân, chưa được trả lời"
_OWN = "nêu thông tin cá nhân mà chưa ai đọc; đổi dòng status rồi trả lời riêng khi đăng"
_UNSURE = "phần đầu bài đã sửa, máy không ghi chắc được; hãy tự đổi dòng status"
_SHOWN = 20
"""Posts named for each reason."""


class Ready(Struct, frozen=True, kw_only=True):
    """A draft that may be published."""

    path: str
    about: tuple[str, ...]
    """Words of personal data to be answered for."""


class Accepting(Struct, frozen=True, kw_only=True):
    """The drafts of one import."""

    root: Path
    now: datetime
    ready: tuple[Ready, ...]
    left: tuple[tuple[str, str], ...]
    """Path and reason of each that stays a draft."""


def propose(root: Path, name: str, *, now: datetime | None = None) -> Proposal[Accepting]:
    """Which drafts of the import ``name``, or of the report at that path, would be accepted."""
    report, given = Gathered(), Path(name)
    run = given.parent.name if given.is_file() else given.name
    entries = [one for one in ImportLedger(root).of_run(run) if not one.same_as]
    if not entries:
        report.warn(f"Không có lần nhập nào là «{name}»; tên ở trong .newsroom/nhap-bai/.")
        return Proposal(messages=report.messages, code=2)
    registry, problems, _ = read_agency(content_folder(root))
    if registry is None:
        report.problems(problems)
        return Proposal(messages=report.messages, code=1)
    ready, left = list[Ready](), list[tuple[str, str]]()
    for entry in entries:
        found = _looked_at(root, entry, registry)
        if isinstance(found, Ready):
            ready.append(found)
        elif found:
            left.append((entry.path, found))
    plan = Accepting(root=root, now=now or clock.now(), ready=tuple(ready), left=tuple(left))
    asked = [one for one in ready if one.about]
    questions = _questions(len(asked), sum(len(one.about) for one in asked)) if asked else ()
    report.say(f"{len(ready)} bản nháp của lần nhập {run} không có chỗ nào chưa chắc.")
    return Proposal(messages=report.messages, questions=questions, plan=plan)


def carry_out(proposal: Proposal[Accepting], answers: Answers, on_progress: OnProgress) -> Outcome:
    """Write into each that it may be published, and the one answer. Raises OSError."""
    plan = proposal.plan
    assert plan is not None, "nothing to accept"
    report, left, done = Gathered(), list(plan.left), 0
    answer, fault = answer_of(answers.get(BY, ""), answers.get(WHY, ""), plan.now)
    if fault:
        report.warn(fault)
        return Outcome(code=2, messages=report.messages)
    with Report(on_progress).steps("Đang ghi", len(plan.ready)) as step:
        for one in plan.ready:
            file = content_folder(plan.root) / one.path
            if one.about and answer is None:
                left.append((one.path, _UNANSWERED))
            elif text := published(one.path, decode(read_plain(file)).text, one.about, answer):
                files.write(file, text.encode())
                done += 1
            else:
                left.append((one.path, _UNSURE))
            step()
    _tell(done, left, report)
    return Outcome(code=3 if left else 0, messages=report.messages)


def _looked_at(root: Path, entry: Entry, registry: Registry) -> Ready | str:
    """The draft made of a source; or why it stays one, empty when it is none any more."""
    text = files.text_of(content_folder(root) / entry.path)
    if text is None:
        return _GONE
    manuscript, _ = read_manuscript(entry.path, text)
    if manuscript is None:
        return _UNSURE
    if manuscript.post.status is not Status.DRAFT:
        return ""
    problems = checked(entry.path, text, registry)
    if why := _DOUBTED if entry.doubts else _against(root, entry, text, problems, registry):
        return why
    about = tuple(asked_in(problems))
    return _OWN if about and entry.ending not in PAGES else Ready(path=entry.path, about=about)


def _against(
    root: Path, entry: Entry, text: str, problems: tuple[Problem, ...], registry: Registry
) -> str:
    """What is to be said against publishing ``text``; empty of most."""
    before = files.text_of(as_imported(root, entry.source))
    if before is None or written(before) != written(text):
        known = checked(entry.path, before, registry) if before is not None else ()
        if new := _worse(problems, known):
            return f"đã sửa sau khi nhập, và {new}"
    return next((one.message for one in problems if one.severity == "error"), "")


def _worse(problems: tuple[Problem, ...], before: tuple[Problem, ...]) -> str:
    """What is to be said of an edited draft that was not to be said of it when it came in."""
    known = {one.message for one in before}
    found = (one for one in problems if one.severity != "answer" and one.message not in known)
    return next((one.message for one in found), "")


def _questions(posts: int, places: int) -> tuple[Question, ...]:
    return (
        Question(
            key=WHY,
            text="Lý do chung được nêu (Enter: để lại các bài ấy):",
            above=f"{posts} bài nêu thông tin cá nhân ở {places} chỗ. Bài đã công khai trên cổng "
            "cũ thì trả lời một lần cho tất cả; câu trả lời được ghi vào từng bài.",
        ),
        Question(key=BY, text="Người trả lời:"),
    )


def _tell(done: int, left: list[tuple[str, str]], report: Report) -> None:
    report.say(f"Đã nhận {done} bài; {len(left)} bài để lại ở bản nháp.")
    for why, number in Counter(why for _, why in left).most_common():
        report.say(f"{why}: {number} bài")
        paths = [path for path, reason in left if reason == why]
        for path in paths[:_SHOWN]:
            report.say(f"  content/{path}")
        if len(paths) > _SHOWN:
            report.say(f"  … và {len(paths) - _SHOWN} bài nữa")
    if done:
        report.say("Xem trước: invoke serve. Đăng: invoke publish.")

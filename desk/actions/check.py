"""Everything wrong with the content, said at once, file by file; and what is certain, mended."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from desk.actions.proposal import Answers, Outcome, Proposal
from desk.keeping import FOLDER
from desk.mending import Mender
from desk.messages import Gathered, Message, OnProgress, Report
from desk.publish.glance import concerns_readers
from desk.settings_check import check_settings, site_origins
from desk.settings_moving import move
from plugins import clock
from plugins.content import ContentCache, Reading, read_newsroom
from plugins.content_folder import content_folder
from plugins.findings import counts
from plugins.model import Problem
from plugins.newsroom_file import PLACE

_ROUNDS = 20
"""A mended line may show the next mistake; more rounds than this would be a circle."""


class Mendable(Struct, frozen=True, kw_only=True):
    """What was read, and when: of that, every line that has one right answer can be written."""

    root: Path
    now: datetime
    problems: tuple[Problem, ...]


def propose(
    root: Path, on_progress: OnProgress, *, now: datetime | None = None
) -> Proposal[Mendable]:
    """Every problem of ``root/content`` as it stands at ``now`` (default: the clock).

    The code is 1 when there are errors, else 0. Nothing is asked.
    """
    now = now or clock.now()
    reading = _read(root, now, Report(on_progress))
    return Proposal(
        messages=_messages_of(reading),
        plan=Mendable(root=root, now=now, problems=reading.problems),
        code=1 if reading.errors else 0,
    )


def carry_out(proposal: Proposal[Mendable], _answers: Answers, on_progress: OnProgress) -> Outcome:
    """Write the lines that have one right answer, each said; the rest is checked again."""
    plan, report = proposal.plan, Report(on_progress)
    assert plan is not None, "check always has one"
    mender = Mender(plan.root, plan.now)
    mended = renamed = 0
    reading, problems = None, plan.problems
    for one in (moved := move(plan.root, plan.now)):
        report.say(f"Đã chuyển {one.name} từ {one.path}:{one.line}")
        report.say(f"    vào {PLACE}: {one.written}")
    if moved:
        report.say(f"Bản trước khi chuyển của các tệp thiết lập giữ ở {FOLDER}")
        reading = _read(plan.root, plan.now, report)
        problems = reading.problems
    for _ in range(_ROUNDS):
        done = mender.mend(problems)
        if not done:
            break
        for problem in done:
            _tell(problem, report)
        renamed += sum(bool(problem.rename) for problem in done)
        mended += sum(not problem.rename for problem in done)
        reading = _read(plan.root, plan.now, report)
        problems = reading.problems
    for path, place in mender.kept.items():
        report.say(f"Bản trước khi sửa của {path} giữ ở {place.relative_to(plan.root)}")
    if mended or renamed or not moved:
        report.say(_did(mended, renamed))
    if reading is None:
        return Outcome(messages=proposal.messages, code=proposal.code)
    return Outcome(messages=_messages_of(reading), code=1 if reading.errors else 0)


def _tell(problem: Problem, report: Report) -> None:
    """Say what was mended."""
    if problem.rename:
        report.say(f"Đã đổi tên {problem.path}")
        report.say(f"    thành: {problem.rename}")
        return
    did, to = ("Đã thêm dưới", "dòng") if problem.added else ("Đã sửa", "thành")
    report.say(f"{did} {problem.path}:{problem.line}")
    report.say(f"    {to}: " + problem.suggestion.replace("\n", "\n           "))


def _messages_of(reading: Reading) -> tuple[Message, ...]:
    report = Gathered()
    report.problems(reading.problems, is_counted=False)
    report.say(_summary(reading))
    return report.messages


def _did(mended: int, renamed: int) -> str:
    parts = [f"sửa {mended} dòng"] if mended else []
    parts += [f"đổi tên {renamed} tệp"] if renamed else []
    return f"Đã {', '.join(parts)}.\n" if parts else "Không có dòng nào máy tự sửa được.\n"


def _summary(reading: Reading) -> str:
    errors, answers, advice = counts(reading.problems).values()
    return f"Đã đọc {_amount(reading)}: {errors} lỗi, {answers} phải trả lời, {advice} lời nhắc."


def _read(root: Path, now: datetime, report: Report) -> Reading:
    """The content of ``root``, with what is wrong with its settings among the problems."""
    content = content_folder(root)
    reading = read_newsroom(content, now, ContentCache.of(root), origins=site_origins(root))
    settings = check_settings(root, reading.registry, reading.pages)
    problems = reading.problems
    if concerns_readers(root, reading):
        from desk.publish.standing import beside_live  # noqa: PLC0415 - loads all of publishing

        problems = beside_live(root, reading, now, report)
    return dataclasses.replace(reading, problems=(*settings, *problems))


def _amount(reading: Reading) -> str:
    if reading.newsroom is None:
        return f"{reading.effort.files} tệp"
    newsroom = reading.newsroom
    read = f"{len(newsroom.posts)} bài, {len(newsroom.pages)} trang, {len(newsroom.pictures)} ảnh"
    files = len(newsroom.attachments)
    return f"{read}, {files} tệp đính kèm" if files else read

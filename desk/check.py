"""Everything wrong with the content, said at once, file by file; and what is certain, mended."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from pathlib import Path

from desk.console import list_problems, print_record, say
from desk.mending import Mender
from desk.publish.glance import concerns_readers
from desk.settings_check import check_settings, site_origins
from plugins import clock
from plugins.findings import counts
from plugins.model import Problem, Severity
from plugins.reading import Memory, Reading, read_newsroom

_ROUNDS = 20
"""A mended line may show the next mistake; more rounds than this would be a circle."""


def check(root: Path, *, fix: bool = False, json: bool = False, now: datetime | None = None) -> int:
    """Say every problem of ``root/content`` as it stands at ``now`` (default: the clock).

    Returns 1 when there are errors, else 0. With ``fix``, lines that have one
    right answer are written first, each said, and the rest is checked again.
    With ``json`` nothing is said but one JSON object a finding and line.
    """
    now = now or clock.now()
    reading = _read(root, now)
    if fix:
        mender = Mender(root, now)
        mended = renamed = 0
        for _ in range(_ROUNDS):
            done = mender.mend(reading.problems)
            if not done:
                break
            renamed += sum(bool(problem.rename) for problem in done)
            mended += sum(not problem.rename for problem in done)
            for problem in done if not json else ():
                if problem.rename:
                    say(f"Đã đổi tên {problem.path}")
                    say(f"    thành: {problem.rename}")
                    continue
                did, to = ("Đã thêm dưới", "dòng") if problem.added else ("Đã sửa", "thành")
                say(f"{did} {problem.path}:{problem.line}")
                say(f"    {to}: " + problem.suggestion.replace("\n", "\n           "))
            reading = _read(root, now)
        for path, place in mender.kept.items() if not json else ():
            say(f"Bản trước khi sửa của {path} giữ ở {place.relative_to(root)}")
        if not json:
            say(_did(mended, renamed))
    if json:
        for problem in sorted(set(reading.problems)):
            print_record(_record(problem))
    else:
        list_problems(reading.problems)
        say(_summary(reading))
    return 1 if reading.errors else 0


def _did(mended: int, renamed: int) -> str:
    parts = [f"sửa {mended} dòng"] if mended else []
    parts += [f"đổi tên {renamed} tệp"] if renamed else []
    return f"Đã {', '.join(parts)}.\n" if parts else "Không có dòng nào máy tự sửa được.\n"


_STRENGTHS: dict[Severity, str] = {"error": "loi", "answer": "tra-loi", "advice": "nhac"}
"""The three strengths as ``--json`` names them."""


def _record(problem: Problem) -> dict[str, str | int]:
    """A finding for other programs to read; ``suggestion`` may be several lines, or empty."""
    return {
        "path": problem.path,
        "line": problem.line,
        "strength": _STRENGTHS[problem.severity],
        "message": problem.message,
        "suggestion": problem.suggestion,
    }


def _summary(reading: Reading) -> str:
    errors, answers, advice = counts(reading.problems).values()
    return f"Đã đọc {_amount(reading)}: {errors} lỗi, {answers} phải trả lời, {advice} lời nhắc."


def _read(root: Path, now: datetime) -> Reading:
    """The content of ``root``, with what is wrong with its settings among the problems."""
    content = root / "content"
    reading = read_newsroom(content, now, Memory.beside(content), origins=site_origins(root))
    settings = check_settings(root, reading.registry, reading.pages)
    problems = reading.problems
    if concerns_readers(root, reading):
        from desk.publish.standing import beside_live  # noqa: PLC0415 - loads all of publishing

        problems = beside_live(root, reading, now)
    return dataclasses.replace(reading, problems=(*settings, *problems))


def _amount(reading: Reading) -> str:
    if reading.newsroom is None:
        return f"{reading.effort.files} tệp"
    newsroom = reading.newsroom
    return f"{len(newsroom.posts)} bài, {len(newsroom.pages)} trang, {len(newsroom.pictures)} ảnh"

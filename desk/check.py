"""Everything wrong with the content, said at once, file by file; and what is certain, mended."""

from __future__ import annotations

import dataclasses
import os
import tempfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from pathlib import Path

from desk.console import list_problems, print_record, say
from desk.settings_check import check_settings, site_origins
from plugins import clock
from plugins.findings import counts
from plugins.model import Problem, Severity
from plugins.reading import Memory, Reading, read_newsroom

_ROUNDS = 5
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
        mended = 0
        for _ in range(_ROUNDS):
            done = mend(root, reading.problems)
            if not done:
                break
            mended += len(done)
            for problem in done if not json else ():
                say(f"Đã sửa {problem.path}:{problem.line}")
                say(f"    thành: {problem.suggestion}")
            reading = _read(root, now)
        if not json:
            say(f"Đã sửa {mended} dòng.\n" if mended else "Không có dòng nào máy tự sửa được.\n")
    if json:
        for problem in sorted(set(reading.problems)):
            print_record(_record(problem))
    else:
        list_problems(reading.problems)
        say(_summary(reading))
    return 1 if reading.errors else 0


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
    return dataclasses.replace(reading, problems=(*settings, *reading.problems))


def _amount(reading: Reading) -> str:
    if reading.newsroom is None:
        return f"{reading.effort.files} tệp"
    newsroom = reading.newsroom
    return f"{len(newsroom.posts)} bài, {len(newsroom.pages)} trang, {len(newsroom.pictures)} ảnh"


def mend(root: Path, problems: Iterable[Problem]) -> list[Problem]:
    """Write the fixable lines of ``problems`` below ``root``; those that were written.

    Of several for one line only the first is written. Every other byte of the
    file stays, line ends and byte order mark included; a file is replaced whole
    or not at all.
    """
    fixable = sorted(p for p in problems if p.fixable and "\n" not in p.suggestion)
    done: list[Problem] = []
    for path, group in groupby(fixable, key=lambda p: p.path):
        done.extend(_mend_file(root / path, list(group)))
    return done


def _mend_file(file: Path, problems: Sequence[Problem]) -> list[Problem]:
    if not file.is_file():
        return []
    rows = file.read_bytes().split(b"\n")
    done: dict[int, Problem] = {}
    for problem in problems:
        at = problem.line - 1
        if problem.line in done or not 0 <= at < len(rows):
            continue
        before = rows[at]
        end = b"\r" if before.endswith(b"\r") else b""
        start = b"\xef\xbb\xbf" if at == 0 and before.startswith(b"\xef\xbb\xbf") else b""
        rows[at] = start + problem.suggestion.encode() + end
        if rows[at] != before:
            done[problem.line] = problem
    if done:
        _replace(file, b"\n".join(rows))
    return list(done.values())


def _replace(file: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "wb") as new:
            new.write(content)
        Path(name).chmod(file.stat().st_mode & 0o777)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise

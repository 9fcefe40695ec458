"""Everything wrong with the content, said at once, file by file; and what is certain, mended."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from pathlib import Path

from msgspec.structs import replace

from desk.console import say
from plugins import clock
from plugins.model import Problem
from plugins.reading import Memory, Reading, read_newsroom

_ROUNDS = 5
"""A mended line may show the next mistake; more rounds than this would be a circle."""


def check(root: Path, *, fix: bool = False, now: datetime | None = None) -> int:
    """Say every problem of ``root/content`` as it stands at ``now`` (default: the clock).

    Returns 1 when there are errors, else 0. With ``fix``, lines that have one
    right answer are written first, each said, and the rest is checked again.
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
            for problem in done:
                say(f"Đã sửa {_in_project(problem).path}:{problem.line}")
                say(f"    thành: {problem.suggestion}")
            reading = _read(root, now)
        say(f"Đã sửa {mended} dòng.\n" if mended else "Không có dòng nào máy tự sửa được.\n")
    for line in report(reading.problems):
        say(line)
    errors = len(reading.errors)
    advice = len(reading.problems) - errors
    say(f"Đã đọc {_amount(reading)}: {errors} lỗi, {advice} lời nhắc.")
    return 1 if errors else 0


def _read(root: Path, now: datetime) -> Reading:
    return read_newsroom(root / "content", now, Memory.beside(root / "content"))


def _amount(reading: Reading) -> str:
    if reading.newsroom is None:
        return f"{reading.effort.files} tệp"
    newsroom = reading.newsroom
    return f"{len(newsroom.posts)} bài, {len(newsroom.pages)} trang, {len(newsroom.pictures)} ảnh"


def _in_project(problem: Problem) -> Problem:
    """``problem`` with its path from the project's folder, where an officer looks for it."""
    if problem.path.startswith("registry/"):
        return replace(problem, path=f"content/{problem.path}")
    return problem


def report(problems: Iterable[Problem]) -> Iterator[str]:
    """The lines to show: errors, then advice, each grouped by file in order of path and line."""
    found = sorted(set(map(_in_project, problems)))
    for severity, heading in (("error", "Phải sửa trước khi đăng:"), ("advice", "Nên xem lại:")):
        chosen = [problem for problem in found if problem.severity == severity]
        if not chosen:
            continue
        yield heading
        for _, group in groupby(chosen, key=lambda p: p.path):
            yield ""
            for problem in group:
                yield str(problem)
        yield ""


def mend(root: Path, problems: Iterable[Problem]) -> list[Problem]:
    """Write the fixable lines of ``problems`` below ``root``; those that were written.

    Of several for one line only the first is written. Every other byte of the
    file stays, line ends and byte order mark included; a file is replaced whole
    or not at all.
    """
    fixable = sorted(_in_project(p) for p in problems if p.fixable and "\n" not in p.suggestion)
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

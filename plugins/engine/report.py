"""What a build says at its end: every problem, or a small table and, when asked, every reason."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from plugins.model import Problem
from plugins.pages.keys import SIZE

if TYPE_CHECKING:
    from plugins.engine.build import Prepared, Stages
    from plugins.engine.making import Result


def print_problems(problems: Iterable[Problem]) -> None:
    """All of them, errors first, on the error stream."""
    for problem in sorted(problems, key=lambda p: (p.severity != "error", p)):
        sys.stderr.write(f"{problem}\n")


def explain(before: bytes, after: bytes, names: Sequence[str]) -> str:
    """Which inputs differ between two keys of one page, by name; that it is new when it is."""
    if not before:
        return "trang mới"
    if len(before) != len(after):
        return "cách dựng trang đã đổi"
    changed = [
        name
        for place, name in enumerate(names)
        if before[place * SIZE : (place + 1) * SIZE] != after[place * SIZE : (place + 1) * SIZE]
    ]
    return "đổi: " + ", ".join(changed) if changed else "tệp trên đĩa không còn như lúc dựng"


def print_summary(prepared: Prepared, result: Result, stages: Stages, *, explained: bool) -> None:
    """The build's last words."""
    for line in summary(prepared, result, stages.seconds):
        sys.stdout.write(f"{line}\n")
    if explained:
        for file in sorted(result.reasons):
            sys.stdout.write(f"  {file}: {result.reasons[file]}\n")


def summary(prepared: Prepared, result: Result, seconds: Mapping[str, float]) -> Iterable[str]:
    """Two short tables, a line each: what was done, and how long each stage took."""
    effort = prepared.effort
    counts = {
        "tệp nội dung": effort.files,
        "trong đó đọc lại": effort.parsed,
        "bài công bố": len(prepared.edition.newsroom.published),
        "trang": result.planned,
        "trang dựng lại": result.rendered,
        "tệp ghi mới": len(result.written),
        "tệp gỡ bỏ": len(result.removed),
    }
    width = max(len(name) for name in (*counts, *seconds)) + 2
    for name, count in counts.items():
        yield f"  {name:<{width}}{count:>8,}".replace(",", ".")
    for name, time in seconds.items():
        yield f"  {name:<{width}}{time:>8.2f} giây".replace(".", ",")

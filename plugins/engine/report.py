"""What a build says at its end: every problem, or a small table and, when asked, every reason."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from plugins.content_folder import as_opened, project_of
from plugins.findings import counted, listed
from plugins.model import Problem
from plugins.pages.keys import SIZE


def print_problems(problems: Iterable[Problem], content: Path) -> None:
    """All of them as every command lists them: what a build says where no command shows it.

    ``content``: the folder that was read.
    """
    found, project = list(problems), project_of(content)
    for _, line in listed(found):
        sys.stdout.write(f"{as_opened(line, project)}\n")
    sys.stdout.write(f"{counted(found)}\n")
    sys.stdout.flush()


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What one build did, in numbers."""

    files: int
    parsed: int = 0
    published: int
    planned: int
    rendered: int = 0
    written: int = 0
    removed: int = 0


def print_summary(counts: Counts, seconds: Mapping[str, float]) -> None:
    """The build's last words."""
    for line in summary(counts, seconds):
        sys.stdout.write(f"{line}\n")


def print_reasons(reasons: Mapping[str, str]) -> None:
    """Of each file written why it was made."""
    for file in sorted(reasons):
        sys.stdout.write(f"  {file}: {reasons[file]}\n")


def summary(counts: Counts, seconds: Mapping[str, float]) -> Iterable[str]:
    """Two short tables, a line each: what was done, and how long each stage took."""
    named = {
        "tệp nội dung": counts.files,
        "trong đó đọc lại": counts.parsed,
        "bài công bố": counts.published,
        "trang": counts.planned,
        "trang dựng lại": counts.rendered,
        "tệp ghi mới": counts.written,
        "tệp gỡ bỏ": counts.removed,
    }
    width = max(len(name) for name in (*named, *seconds)) + 2
    for name, count in named.items():
        yield f"  {name:<{width}}{count:>8,}".replace(",", ".")
    for name, time in seconds.items():
        yield f"  {name:<{width}}{time:>8.2f} giây".replace(".", ",")


def in_short(counts: Counts) -> str:
    """What was done, in one sentence."""
    done = (
        (counts.published, "bài công bố"),
        (counts.planned, "trang"),
        (counts.rendered, "trang dựng lại"),
    )
    return ", ".join(f"{number:,} {what}".replace(",", ".") for number, what in done) + "."

"""Findings as lines to read: one order, one layout and one word for each strength, everywhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from plugins.model import Problem, Severity

HEADINGS: Final[dict[Severity, str]] = {
    "error": "Phải sửa trước khi đăng:",
    "answer": "Phải trả lời trước khi đăng:",
    "advice": "Lời nhắc, không cản việc đăng:",
}
"""The three strengths, gravest first, and what stands above the findings of each."""

_COUNTED: Final[dict[Severity, str]] = {
    "error": "lỗi",
    "answer": "chỗ phải trả lời",
    "advice": "lời nhắc",
}


def listed(problems: Iterable[Problem]) -> Iterator[tuple[Severity, str]]:
    """Lines to show, each with its strength: gravest first, then by file and line."""
    found = sorted(set(problems))
    for severity, heading in HEADINGS.items():
        chosen = [problem for problem in found if problem.severity == severity]
        if not chosen:
            continue
        yield severity, heading
        for _, group in groupby(chosen, key=lambda p: p.path):
            yield severity, ""
            for problem in group:
                yield severity, str(problem)
        yield severity, ""


def counts(problems: Iterable[Problem]) -> dict[Severity, int]:
    """How many different findings there are of each strength, the gravest first."""
    found = set(problems)
    return {one: sum(p.severity == one for p in found) for one in HEADINGS}


def counted(problems: Iterable[Problem]) -> str:
    """``Có 2 lỗi và 1 lời nhắc.``; empty when there is nothing."""
    parts = [f"{count} {_COUNTED[one]}" for one, count in counts(problems).items() if count]
    if not parts:
        return ""
    *others, last = parts
    return f"Có {', '.join(others)} và {last}." if others else f"Có {last}."

"""``invoke check`` on a console, for people and, with ``--json``, for other programs."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from desk.actions.check import carry_out, propose
from desk.messages import SILENT
from desk.terminal.console import print_record, show
from desk.terminal.conversation import show_all
from plugins.model import Problem, Severity


def check(root: Path, *, fix: bool = False, json: bool = False, now: datetime | None = None) -> int:
    """Say every problem of ``root/content`` as it stands at ``now`` (default: the clock).

    Returns 1 when there are errors, else 0. With ``fix``, lines that have one
    right answer are written first, each said, and the rest is checked again.
    With ``json`` nothing is said but one JSON object a finding and line.
    """
    proposal = propose(root, show, now=now)
    heard = SILENT.on_progress if json else show
    found = carry_out(proposal, {}, heard) if fix else proposal
    if not json:
        return show_all(found)
    for problem in sorted(set(found.findings)):
        print_record(_record(problem))
    return found.code


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

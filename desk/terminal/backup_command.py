"""``invoke backup`` and ``invoke restore`` on a console."""

from __future__ import annotations

from pathlib import Path

from desk.actions import restoring
from desk.actions.backup import at_once
from desk.actions.proposal import YES
from desk.terminal.console import show
from desk.terminal.conversation import ask_all, settle, show_all


def backup(root: Path, *, to: str = "") -> int:
    """Keep all that is the agency's own in one file; the exit code. Raises RefusedError."""
    return show_all(at_once(root, show, to=to))


def restore(root: Path, *, file: str, yes: bool = False) -> int:
    """Go on from the backup ``file``; the exit code. Raises RefusedError."""
    proposal = restoring.propose(root, show, file=file)
    return settle(
        proposal,
        restoring.carry_out,
        (lambda questions: {one.key: YES for one in questions}) if yes else ask_all,
    )

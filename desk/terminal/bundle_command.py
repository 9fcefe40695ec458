"""``invoke bundle`` on a console."""

from __future__ import annotations

from pathlib import Path

from desk.actions.bundle import at_once
from desk.terminal.console import show
from desk.terminal.conversation import show_all


def bundle(root: Path, *, platform: str = "", python: str = "", to: str = "") -> int:
    """Put the software and all it needs into one file; the exit code. Raises RefusedError."""
    return show_all(at_once(root, show, platform=platform, python=python, to=to))

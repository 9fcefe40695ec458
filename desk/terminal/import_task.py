"""How ``invoke import`` takes its command line: files, or an option that needs none."""

from __future__ import annotations

from typing import Any

from invoke.tasks import Task


class ImportTask(Task[Any]):
    """``invoke import FILES…``, or one of ``instead`` and perhaps no file."""

    instead = ("accept", "again")
    """Options with which no file is missed."""

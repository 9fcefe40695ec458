"""``invoke import`` on a console."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from desk.actions.importing import carry_out, propose
from desk.terminal.console import show
from desk.terminal.conversation import settle, show_all


def import_file(
    root: Path,
    source: Path | str | Sequence[Path | str],
    *,
    dry_run: bool = False,
    force: bool = False,
    draft: bool = False,
    date: str = "",
    section: str = "",
    now: datetime | None = None,
) -> int:
    """Import files and folders of the old portal into ``root/content``; the exit code.

    ``dry_run`` writes nothing, and shows what would come of it.
    """
    proposal = propose(
        root,
        source,
        show,
        is_read=dry_run,
        force=force,
        draft=draft,
        date=date,
        section=section,
        now=now,
    )
    return show_all(proposal) if dry_run else settle(proposal, carry_out)

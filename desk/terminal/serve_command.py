"""``invoke serve`` on a console."""

from __future__ import annotations

from pathlib import Path

from desk.actions.preview import carry_out, propose
from desk.terminal.conversation import settle


def serve(
    root: Path,
    *,
    port: int = 8000,
    host: str = "127.0.0.1",
    open: bool = False,  # noqa: A002 - the option's name
) -> int:
    """Show the newsroom, drafts included, to this machine until Ctrl-C; the exit code."""
    return settle(propose(root, port=port, host=host, is_opened=open), carry_out)

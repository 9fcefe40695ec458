"""``invoke build`` on a console."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from desk.actions.build import carry_out, propose
from desk.terminal.conversation import settle
from plugins.setting_places import CONF


def build(
    root: Path,
    *,
    output: Path,
    conf: str = CONF,
    now: datetime | None = None,
    preview: bool = False,
    quiet: bool = False,
    explain: bool = False,
    verbose: bool = False,
) -> int:
    """Build the site of ``root`` into ``output``; the exit code: 0 whole, 1 problems, 130 stopped.

    ``quiet`` leaves out the closing words, never a problem; ``explain`` says of
    each page written why, ``verbose`` how long each stage took.
    """
    options = {
        "NEWSROOM_PREVIEW": preview,
        "NEWSROOM_QUIET": quiet,
        "NEWSROOM_EXPLAIN": explain,
        "NEWSROOM_VERBOSE": verbose,
    }
    proposal = propose(root, output=output, conf=conf, now=now, options=options)
    return settle(proposal, carry_out)

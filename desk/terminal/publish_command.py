"""``invoke publish`` on a console."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from desk.actions.publish import at_once, carry_out, propose
from desk.publish.wanted import Wish
from desk.terminal.answer_command import ask_reasons
from desk.terminal.console import interactive, show
from desk.terminal.conversation import settle, show_all


def publish(
    root: Path,
    *,
    yes: bool = False,
    target: str | Path | None = None,
    now: datetime | None = None,
    accept_removed: bool = False,
    again: bool = False,
    verbose: bool = False,
    urgent: str = "",
) -> int:
    """Build, verify, show what changes, ask, and let readers see it; the exit code.

    0: published, nothing to publish, or the officer said no. 1: something is
    wrong, and readers see what they saw before. 3: published, but for texts
    that were held back. ``urgent``: the text that is to go out past errors of others.
    What an unattended publication held back or refused is for the next command to say.
    Raises LockedError, ReleaseError.
    """
    wish = Wish(accept_removed=accept_removed, again=again, verbose=verbose, urgent=urgent)
    if yes or not interactive():
        return show_all(at_once(root, show, wish, target=target, now=now))
    proposal = propose(root, show, wish, target=target, now=now)
    return settle(proposal, carry_out, ask_reasons)

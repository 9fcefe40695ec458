"""``invoke rollback`` on a console."""

from __future__ import annotations

from pathlib import Path

from desk.actions.rollback import at_once, carry_out, kept, propose
from desk.terminal.console import interactive, show
from desk.terminal.conversation import settle, show_all


def rollback(
    root: Path,
    *,
    to: int | None = None,
    only_list: bool = False,
    yes: bool = False,
    again: bool = False,
    target: str | Path | None = None,
) -> int:
    """Show readers an earlier release again, exactly as it was; the exit code.

    Nobody is asked while the lock is held, so a question left open here stops no one.
    A release that shows what was taken back since is refused unless ``again``.
    Raises LockedError, ReleaseError.
    """
    if only_list:
        return show_all(kept(root, show, target=target))
    if yes or not interactive():
        return show_all(at_once(root, show, to=to, again=again, target=target))
    return settle(propose(root, show, to=to, again=again, target=target), carry_out)

"""``invoke publish`` on a console."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from desk.actions.each_target import WRONG, at_each, chosen
from desk.actions.publish import at_once, carry_out, propose
from desk.messages import Report
from desk.publish import unattended
from desk.publish.settings import Where
from desk.publish.wanted import Wish
from desk.terminal.answer_command import ask_reasons
from desk.terminal.console import interactive, show
from desk.terminal.conversation import settle, show_all
from plugins import clock


def publish(
    root: Path,
    *,
    yes: bool = False,
    to: str = "",
    target: str | Path | None = None,
    now: datetime | None = None,
    accept_removed: bool = False,
    again: bool = False,
    verbose: bool = False,
) -> int:
    """Build, verify, show what changes, ask, and let readers see it; the exit code.

    At each target, or only at that named ``to``, or in the folder ``target``.

    0: published, nothing to publish, or the officer said no. 1: something is
    wrong, and readers see what they saw before. 3: published, but for texts
    that were held back.
    What an unattended publication held back or refused is for the next command to say.
    Raises LockedError, ReleaseError.
    """
    wish = Wish(accept_removed=accept_removed, again=again, verbose=verbose)
    report = Report(show)
    places = chosen(root, to, target, report)

    def work(where: Where) -> int:
        if yes or not interactive():
            return show_all(at_once(root, show, wish, target=where, now=now))
        proposal = propose(root, show, wish, target=where, now=now)
        return settle(proposal, carry_out, ask_reasons)

    code = at_each(places, work, report) if places else WRONG
    if code == 1 and len(places) > 1 and not interactive():
        said = "chưa công bố được lên mọi nơi. Xem: invoke targets"
        unattended.note(root, said, now or clock.now())
    return code

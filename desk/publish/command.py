"""``publish`` as a command: how it is wanted, and what the next command is to say of it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from desk.faults import explain
from desk.messages import Report
from desk.publish import unattended
from desk.publish.lock import LockedError
from desk.publish.place import opened
from desk.publish.wanted import Wish
from desk.publish.work import Work
from desk.terminal.console import interactive, show
from plugins import clock

_SETTINGS = "thiết lập hoặc thư mục công bố đang có lỗi. Xem: invoke check"
_LOCKED = "một lệnh công bố khác đang giữ thư mục công bố."
_UNFORESEEN = "có lỗi ngoài dự kiến của chương trình; xin báo người phụ trách kỹ thuật."


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
    """
    moment = now or clock.now()
    wish = Wish(
        asks=not yes and interactive(),
        accept_removed=accept_removed,
        again=again,
        verbose=verbose,
        urgent=urgent,
    )
    if urgent or wish.asks:
        return _published(root, target, moment, wish)
    try:
        return _published(root, target, moment, wish)
    except Exception as error:
        said = _LOCKED if isinstance(error, LockedError) else explain(error) or _UNFORESEEN
        unattended.note(root, said, moment)
        raise


def _published(root: Path, target: str | Path | None, moment: datetime, wish: Wish) -> int:
    report = Report(show)
    place = opened(root, target, report)
    work = None if place is None else Work(root, *place, moment, wish, report)
    code = work.run() if work is not None else 1
    if wish.urgent:
        return code
    if work is not None and work.hurt and not wish.asks:
        unattended.note_damage(root, work.hurt, moment)
    if not wish.asks:
        said = work.said(code) if work is not None else _SETTINGS
        if said:
            unattended.note(root, said, moment)
        else:
            unattended.forget(root)
    elif work is not None and work.shown:
        unattended.forget(root, attended=True)
    return code

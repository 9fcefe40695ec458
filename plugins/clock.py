"""The one place that looks at the clock, and the ways to tell it another time."""

from __future__ import annotations

import os
from datetime import datetime

from plugins.vietnamese import VIETNAM

VARIABLE = "NEWSROOM_NOW"
"""Environment variable that a whole command believes instead of the clock."""


def parse_moment(text: str) -> datetime | None:
    """``2031-05-01 08:00`` or ISO 8601 as an aware moment, in Vietnam unless it says otherwise."""
    try:
        when = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return when.replace(tzinfo=VIETNAM) if when.tzinfo is None else when.astimezone(VIETNAM)


def now() -> datetime:
    """The moment this command believes: ``NEWSROOM_NOW``, else the machine's clock.

    Raises ``ValueError``, with a sentence for the officer, when the variable is
    set and is no moment: a wrong clock could let an embargoed post out.
    """
    told = os.environ.get(VARIABLE, "")
    if not told:
        return datetime.now(tz=VIETNAM)
    moment = parse_moment(told)
    if moment is None:
        message = f"{VARIABLE}={told!r} không phải thời điểm; viết như 2031-05-01 08:00"
        raise ValueError(message)
    return moment

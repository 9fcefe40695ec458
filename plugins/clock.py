"""The one place that looks at the clock, and the ways to tell it another time."""

from __future__ import annotations

import os
from datetime import datetime

from plugins.moments import read_moment
from plugins.vietnamese import VIETNAM

VARIABLE = "NEWSROOM_NOW"
"""Environment variable that a whole command believes instead of the clock."""


def parse_moment(text: str) -> tuple[datetime | None, str]:
    """The moment in ``text`` in every form an officer may write, and what must be said of it.

    None: it is no certain moment, and what is said is why and what to write. A
    day alone is its beginning, the earliest moment that it can mean.
    """
    reading = read_moment(text.strip())
    if reading.when is None and reading.day is not None:
        return datetime(reading.day.year, reading.day.month, reading.day.day, tzinfo=VIETNAM), ""
    said = reading.message
    if reading.when is None:
        values = reading.values or ("2031-05-01 08:00",)
        said += "; hãy viết " + " hoặc ".join(f'"{value}"' for value in values)
    return reading.when, said


def now() -> datetime:
    """The moment this command believes: ``NEWSROOM_NOW``, else the machine's clock.

    Raises ``ValueError``, with a sentence for the officer, when the variable is
    set and is no moment: a wrong clock could let an embargoed post out.
    """
    told = os.environ.get(VARIABLE, "")
    if not told:
        return datetime.now(tz=VIETNAM)
    moment, said = parse_moment(told)
    if moment is None:
        message = f"{VARIABLE}: {said}"
        raise ValueError(message)
    return moment

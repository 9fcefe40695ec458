"""Which hour of 24 is meant by an hour and the part of the day said with it.

Sources: ``SA``/``CH`` and ``AM``/``PM`` as Windows writes them (12 SA is midnight);
sáng, trưa, chiều, tối, đêm, khuya as they are spoken, where an hour of 24 may
stand beside its part of the day (``15h chiều``). What contradicts itself
(``15h sáng``) is refused, never guessed.
"""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct

NOON = 12
DAY = 24

Later = tuple[int, int]
"""Days later than the date that is written (0 or 1; -1: earlier), and the hour of that day."""


class Part(NamedTuple):
    """A part of the day: the hours it may be said with."""

    name: str
    same: range | tuple[int, ...]
    """Hours of 24 that mean themselves."""
    later: range | tuple[int, ...]
    """Hours of the twelve that mean twelve more."""
    midnight: tuple[int, ...] = ()
    """Hours that mean midnight, of which nobody can tell whether it begins or ends the day."""


_MORNING = Part("sáng", range(12), ())
_AFTERNOON = Part("chiều", range(12, 20), range(1, 8))
_AM = Part("SA", range(12), ())
_PM = Part("CH", range(12, 24), range(1, 12))

PARTS = {
    "am": _AM,
    "sa": _AM,
    "pm": _PM,
    "ch": _PM,
    "s": _MORNING,
    "c": _AFTERNOON,
    "sang": _MORNING,
    "rang sang": Part("rạng sáng", range(7), ()),
    "trua": Part("trưa", range(10, 15), (1, 2)),
    "chieu": _AFTERNOON,
    "toi": Part("tối", range(17, 24), range(5, 12), (0, 12)),
    "dem": Part("đêm", (1, 2, 3, 4, *range(19, 24)), range(7, 12), (0, 12)),
    "khuya": Part("khuya", (1, 2, 3, *range(21, 24)), range(9, 12), (0, 12)),
    "nua dem": Part("nửa đêm", (), (), (0, 12)),
}
"""By the word, without marks."""


_NIGHT = frozenset({"dem", "khuya"})


class Clock(Struct, frozen=True, kw_only=True):
    """A time of day as written."""

    hour: int
    minute: int = 0
    second: int = 0
    less: bool = False
    """``9 giờ kém 15``: ``minute`` is taken off."""
    part: str = ""
    """The part of the day beside it, a key of ``PARTS``."""


Option = tuple[int, int, int, int]
"""Days later than the date that is written (-1: earlier), hour of that day, minute, second."""


class Times(Struct, frozen=True, kw_only=True):
    """What a clock can mean, and why that is not certain or nothing at all."""

    options: tuple[Option, ...] = ()
    fault: str = ""


def times(clock: Clock, loose: str = "") -> Times:
    """What ``clock`` can mean; two options for a midnight of which the day is not certain.

    ``loose`` is a part of the day that stands elsewhere (``sáng 28/11, 8h30``).
    """
    if clock.hour == DAY and not (
        clock.part or loose or clock.less or clock.minute or clock.second
    ):
        return Times(options=((1, 0, 0, 0),), fault="24 giờ là 00:00 của ngày hôm sau")
    if clock.hour >= DAY or clock.minute > 59 or clock.second > 59:  # noqa: PLR2004 - a clock's
        seconds = f":{clock.second:02}" if clock.second else ""
        return Times(fault=f"không có giờ {clock.hour}:{clock.minute:02}{seconds}")
    hours: list[Later] = []
    for part in dict.fromkeys([clock.part or loose, loose or clock.part]):
        found = _hours(clock.hour, part)
        if not found:
            return Times(fault=f"{clock.hour} giờ không thể là {PARTS[part].name}")
        hours = [one for one in found if one in hours] if hours else list(found)
    if not hours:
        return Times(fault=f"{PARTS[clock.part].name} và {PARTS[loose].name} trái nhau")
    if loose in _NIGHT and not clock.part and clock.hour in PARTS[loose].same and clock.hour < NOON:
        # «đêm 28/11, 1h»: of the night that begins on the 28th, or of the one that ends then.
        hours = [(0, clock.hour), (1, clock.hour)]
    if clock.less:
        return _less(clock, hours)
    return Times(options=tuple((*one, clock.minute, clock.second) for one in hours))


def _hours(hour: int, name: str) -> tuple[Later, ...]:
    """The hour meant, twice where the day is not certain; none where the two contradict."""
    if not name:
        return ((0, hour),)
    part = PARTS[name]
    if part is _AM and hour == NOON:
        return ((0, 0),)
    if hour in part.midnight:
        return ((0, 0), (1, 0))
    if hour in part.later:
        return ((0, hour + NOON),)
    return ((0, hour),) if hour in part.same else ()


def _less(clock: Clock, hours: list[Later]) -> Times:
    """``clock.minute`` minutes before the hour."""
    if not clock.minute:
        return Times(fault="sau chữ «kém» phải là số phút")
    if hours == [(0, 0)]:
        return Times(fault=f"không rõ {clock.hour} giờ kém {clock.minute} là của ngày nào")
    minute = 60 - clock.minute
    return Times(
        options=tuple(
            (days, hour - 1, minute, 0) if hour else (days - 1, DAY - 1, minute, 0)
            for days, hour in hours
        )
    )

"""A moment as an officer types it: read when it is certain, else answered with what to write.

``10/03/2024`` is 10 March, as Vietnam writes, and that it was so understood is
said; where two days or two times are possible otherwise, nobody guesses. Every
character of a text must have been understood, or nothing of it is believed.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from plugins.vietnamese import VIETNAM, WEEKDAYS, nfc, weekday

if TYPE_CHECKING:
    from plugins.moments.parts import Day, Said

SOME_TIME = "08:00"
"""Offered where an officer wrote no time of day."""

_EXACT = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})[ T]([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?(?: ?\+07:00)?"
)
_HOW = "ngày giờ phải viết như 2021-03-15 08:19 (năm-tháng-ngày giờ:phút)"
_CENTURY = 2000
_SHORT_YEARS = 50
"""Of two digits: years before 2050; the others could be of either century."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a text says of a moment.

    ``when`` alone: read. ``when`` and ``message``: read, and how it was understood
    must be said. ``message`` alone: why it is not read.
    """

    when: datetime | None = None
    """In Vietnam time, to the second."""
    message: str = ""
    values: tuple[str, ...] = ()
    """The values to write instead; of several the likeliest first."""
    certain: bool = False
    """The one value offered is the one right answer."""
    day: date | None = None
    """The day, where only the time of day is missing."""


def read_moment(text: str) -> Reading:
    """The moment in ``text``, in every form of ``forms``. Never raises."""
    if found := _EXACT.fullmatch(text):
        numbers = [int(number or 0) for number in found.groups()]
        try:
            return Reading(when=datetime(*numbers, tzinfo=VIETNAM))  # type: ignore[misc,arg-type]
        except ValueError:
            pass  # which number it is, the longer way says
    from plugins.moments.parts import parts  # noqa: PLC0415 - its patterns cost their making

    text = nfc(text)
    said = parts(text)
    if said.end < len(text) or not said.kinds:
        return Reading(message=_not_understood(text, said))
    if said.day is None:
        return Reading(message=f"«{text}» chưa có ngày; {_HOW}")
    days = _possible(said.day)
    if isinstance(days, str):
        return Reading(message=f"«{text}»: {days}")
    days, fault = _by_weekday(days, said.weekday)
    if said.clock is None:
        return _without_time(text, said, days, fault)
    return _whole(text, said, days, fault)


def read_day(text: str) -> Reading:
    """The day in ``text``, which says no time of day: ``day`` where it is read."""
    from plugins.moments.parts import parts  # noqa: PLC0415 - as above

    text = nfc(text)
    said = parts(text)
    if said.end < len(text) or said.day is None or set(said.kinds) - {"date", "weekday"}:
        timed = read_moment(text)
        found = timed.values or ((shown(timed.when),) if timed.when else ())
        values = tuple(dict.fromkeys(value[:10] for value in found))
        return Reading(message=timed.message or f"«{text}» không phải một ngày", values=values)
    days = _possible(said.day)
    if isinstance(days, str):
        return Reading(message=f"«{text}»: {days}")
    days, fault = _by_weekday(days, said.weekday)
    values = tuple(one.isoformat() for one in days)
    if fault:
        return Reading(message=f"«{text}»: {fault}", values=values)
    reminder = _reminder(said.day, days)
    if not reminder:
        return Reading(day=days[0])
    message = f"«{text}» {reminder}"
    return Reading(day=days[0], message=message, values=values, certain=len(values) == 1)


# --- the day ------------------------------------------------------------------------------


def _possible(day: Day) -> list[date] | str:
    """The days meant, day before month first; else why there is none."""
    year = day.year
    if day.short:
        if year >= _SHORT_YEARS:
            return "năm phải viết đủ bốn chữ số"
        year += _CENTURY
    orders = [(day.b, day.a)] if day.named else [(day.b, day.a), (day.a, day.b)]
    found = [date(year, *order) for order in dict.fromkeys(orders) if not _impossible(year, *order)]
    return found or _impossible(year, *orders[0])


def _impossible(year: int, month: int, day: int) -> str:
    if not 1 <= month <= 12:  # noqa: PLR2004 - the calendar's own number
        return f"không có tháng {month}"
    if year < 1:
        return f"không có năm {year}"
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        return f"tháng {month} năm {year} chỉ có {last} ngày" if day else "không có ngày 0"
    return ""


def _by_weekday(days: list[date], said: int | None) -> tuple[list[date], str]:
    """``days``, or those the weekday confirms if the first is one; and what it denies."""
    if said is None:
        return days, ""
    if days[0].weekday() == said:
        return [one for one in days if one.weekday() == said], ""
    is_ = "; ".join(f"{_in_words(one)} là {weekday(one)}" for one in days)
    return days, f"{is_}; ngày và thứ không khớp ({WEEKDAYS[said]})"


def _in_words(day: date) -> str:
    return f"ngày {day.day} tháng {day.month} năm {day.year}"


def _reminder(day: Day, days: list[date]) -> str:
    """How a day was understood, where it could be read otherwise or is not written in full."""
    if len(days) > 1:
        return f"hiểu là {_in_words(days[0])} (ngày viết trước, tháng viết sau)"
    if not day.named and (days[0].day, days[0].month) != (day.a, day.b):
        return f"hiểu là {_in_words(days[0])} (tháng viết trước)"
    return f"hiểu là {_in_words(days[0])}" if day.short else ""


# --- the whole ----------------------------------------------------------------------------


def _not_understood(text: str, said: Said) -> str:
    """What to say of ``text``, of which not all was understood."""
    from plugins.moments.parts import parts  # noqa: PLC0415 - as above

    rest = text[said.end :].strip()
    if not said.end:
        # Something may stand before a moment: name it rather than all.
        for begin in re.finditer(r"(?<=\s)\S", text):
            later = parts(text[begin.start() :])
            if later.kinds and later.end == len(text) - begin.start():
                rest = text[: begin.start()].strip()
                break
        else:
            return f"«{text}» không phải ngày giờ; {_HOW}"
    return f"«{text}»: không hiểu phần «{rest}»; {_HOW}"


def _without_time(text: str, said: Said, days: list[date], fault: str) -> Reading:
    values = tuple(f"{one.isoformat()} {SOME_TIME}" for one in days)
    if fault:
        return Reading(message=f"«{text}»: {fault}", values=values)
    if said.part:
        return Reading(message=f"«{text}» chưa có giờ; {_HOW}")
    if len(days) > 1:
        both = " hoặc ".join(f"ngày {one.day} tháng {one.month}" for one in days)
        message = f"«{text}» chưa có giờ, và hiểu được hai cách, {both}; hãy chọn một"
        return Reading(message=message, values=values)
    return Reading(
        message=f"«{text}» chưa có giờ; hãy ghi thêm giờ đăng", values=values, day=days[0]
    )


def _whole(text: str, said: Said, days: list[date], fault: str) -> Reading:
    from plugins.moments.hours import times  # noqa: PLC0415 - as above

    assert said.clock is not None
    assert said.day is not None
    clock = said.clock
    meant = times(clock, said.part)
    if not meant.options:
        return Reading(message=f"«{text}»: {meant.fault}")
    moments = [_moment(one, option, said.zone) for one in days for option in meant.options]
    known = [one for one in moments if one is not None]
    if len(known) < len(moments):
        return Reading(message=f"«{text}» ở ngoài những năm mà lịch có")
    if said.stamped and not said.day.named:
        known.reverse()  # month first, as on the page it was copied from
    values = tuple(shown(one) for one in dict.fromkeys(known))
    fault = fault or meant.fault
    if not fault and len(meant.options) > 1:
        fault = "giờ đêm ấy ở đầu ngày hay sau khi hết ngày; hãy chọn một"
    if not fault and said.stamped and len(days) > 1:
        fault = "giống dấu ngày giờ của cổng cũ, tháng viết trước; hãy chọn một"
    if fault:
        return Reading(message=f"«{text}»: {fault}", values=values)
    reminder = _reminder(said.day, days)
    if not reminder and said.zone is not None and known[0].utcoffset() != said.zone:
        reminder = f"hiểu là {known[0]:%H:%M} {_in_words(known[0])} theo giờ Việt Nam"
    if not reminder:
        return Reading(when=known[0])
    return Reading(
        when=known[0], message=f"«{text}» {reminder}", values=values, certain=len(values) == 1
    )


def _moment(
    day: date, option: tuple[int, int, int, int], zone: timedelta | None
) -> datetime | None:
    later, hour, minute, second = option
    when = datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=VIETNAM)
    try:
        when += timedelta(days=later)
        if zone is not None:
            when += timedelta(hours=7) - zone
    except OverflowError:
        return None
    return when


def shown(when: datetime) -> str:
    """``2021-03-15 08:19``, with seconds only when there are any."""
    seconds = f":{when.second:02}" if when.second else ""
    return f"{when.year:04}-{when:%m-%d %H:%M}{seconds}"

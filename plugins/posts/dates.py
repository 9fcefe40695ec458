"""A moment as an officer types it: one form is read, any other answered with the line to write.

``10/03/2024`` is two days: in Vietnam 10 March, on the old portal's American
stamps 3 October. It is never guessed.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from plugins.vietnamese import VIETNAM, fold

SOME_TIME = "08:00"
"""Offered where an officer wrote no time of day."""

_ISO = re.compile(
    r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"
    r"(?:(?:[ ]*[Tt][ ]*|[ ]+)(?P<h>\d{1,2}):(?P<min>\d{2})(?::(?P<s>\d{2})(?:\.\d+)?)?"
    r"[ ]*(?P<zone>[Zz]|[+-]\d{2}:?\d{2})?)?"
)
_EXACT = re.compile(r"\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(?::\d{2})?(?: ?\+07:00)?")
_TIME = re.compile(
    r"(?<![\d/.-])(?P<h>\d{1,2})\s?(?:[:h]|giờ)\s?(?P<min>\d{2})?(?::(?P<s>\d{2}))?(?:\s?phút)?"
    r"(?:\s?(?P<half>[AaPp])\.?[Mm]\.?(?!\w))?"
)
_SLASHED = re.compile(
    r"(?<!\d)(?P<a>\d{1,2})\s?[/.\-]\s?(?P<b>\d{1,2})\s?[/.\-]\s?(?P<y>\d{4})(?!\d)"
)
_YEAR_FIRST = re.compile(
    r"(?<!\d)(?P<y>\d{4})\s?[/.\-]\s?(?P<a>\d{1,2})\s?[/.\-]\s?(?P<b>\d{1,2})(?!\d)"
)
_WORDS = re.compile(r"(?:ngay )?(?P<a>\d{1,2}) thang (?P<b>\d{1,2}) nam (?P<y>\d{4})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """``when``, or what is wrong and the values to write instead (two where two are possible)."""

    when: datetime | None = None
    message: str = ""
    values: tuple[str, ...] = ()
    certain: bool = False
    """The one value offered is the one right answer."""


def read_moment(text: str) -> Reading:
    """``2021-03-15 08:19`` (seconds, ``T`` and ``+07:00`` allowed) in Vietnam time."""
    found = _ISO.fullmatch(text)
    if found:
        return _iso(text, found)
    time = _TIME.search(text)
    clock, half = _clock(time)
    rest = text[: time.start()] + " " + text[time.end() :] if time else text
    slashed = _SLASHED.search(rest) or _WORDS.search(fold(rest))
    if slashed:
        return _two_readings(text, slashed, clock, half)
    if turned := _YEAR_FIRST.search(rest):
        year, month, day = int(turned["y"]), int(turned["a"]), int(turned["b"])
        return _offer(text, [(year, month, day)], clock)
    return Reading(
        message=f"«{text}» không phải ngày giờ; ngày giờ phải viết như 2021-03-15 08:19 "
        "(năm-tháng-ngày giờ:phút)"
    )


def _iso(text: str, found: re.Match[str]) -> Reading:
    year, month, day = int(found["y"]), int(found["m"]), int(found["d"])
    if fault := _impossible(year, month, day):
        return Reading(message=f"«{text}»: {fault}")
    if found["h"] is None:
        return Reading(
            message=f"«{text}» chưa có giờ; hãy ghi thêm giờ đăng",
            values=(f"{year:04}-{month:02}-{day:02} {SOME_TIME}",),
        )
    hour, minute, second = int(found["h"]), int(found["min"]), int(found["s"] or 0)
    if hour > 23 or minute > 59 or second > 59:  # noqa: PLR2004 - the clock's own numbers
        return Reading(message=f"«{text}»: không có giờ {found['h']}:{found['min']}")
    when = datetime(year, month, day, hour, minute, second, tzinfo=VIETNAM)
    if _EXACT.fullmatch(text):
        return Reading(when=when)
    return _inexact(text, when, found["zone"] or "")


def _inexact(text: str, when: datetime, zone: str) -> Reading:
    """A moment that is plain enough but not in the one form."""
    if zone in ("", "+07:00", "+0700"):
        return Reading(
            when=when,
            message=f"«{text}» viết chưa đủ dạng năm-tháng-ngày giờ:phút, mỗi phần đủ hai chữ số",
            values=(_shown(when),),
            certain=True,
        )
    moved = _in_vietnam(when, zone)
    if moved is None:
        return Reading(message=f"«{text}»: không có múi giờ {zone}")
    return Reading(
        message=f"«{text}» ghi múi giờ khác; ngày giờ của bài theo giờ Việt Nam",
        values=(_shown(moved),),
        certain=True,
    )


def _in_vietnam(when: datetime, zone: str) -> datetime | None:
    if zone in "Zz":
        return _moved(when, timedelta(hours=7))
    hours, minutes = int(zone[1:3]), int(zone[-2:])
    offset = timedelta(hours=hours, minutes=minutes)
    if offset >= timedelta(days=1):
        return None
    return _moved(when, timedelta(hours=7) - (offset if zone[0] == "+" else -offset))


def _moved(when: datetime, by: timedelta) -> datetime | None:
    try:
        return when + by
    except OverflowError:
        return None


def _shown(when: datetime) -> str:
    seconds = f":{when.second:02}" if when.second else ""
    return f"{when.year:04}-{when:%m-%d %H:%M}{seconds}"


def _clock(time: re.Match[str] | None) -> tuple[str, bool]:
    """The time of day in 24 hours (empty: none), and whether it was written the American way."""
    if time is None:
        return "", False
    hour, minute, second = int(time["h"]), int(time["min"] or 0), int(time["s"] or 0)
    if time["half"]:
        hour = hour % 12 + (12 if time["half"] in "Pp" else 0)
    if hour > 23 or minute > 59 or second > 59:  # noqa: PLR2004 - the clock's own numbers
        return "", False
    seconds = f":{second:02}" if second else ""
    return f"{hour:02}:{minute:02}{seconds}", bool(time["half"])


def _two_readings(text: str, found: re.Match[str], clock: str, half: bool) -> Reading:  # noqa: FBT001
    year, a, b = int(found["y"]), int(found["a"]), int(found["b"])
    in_words = found.re is _WORDS
    readings = [(year, b, a)] if in_words else [(year, b, a), (year, a, b)]
    if half:
        # The old portal's stamp, month first, is the likelier of the two.
        readings.reverse()
    possible = [r for r in dict.fromkeys(readings) if not _impossible(*r)]
    if not possible:
        return Reading(message=f"«{text}»: {_impossible(*readings[0])}")
    return _offer(text, possible, clock)


def _offer(text: str, readings: list[tuple[int, int, int]], clock: str) -> Reading:
    if fault := _impossible(*readings[0]):
        return Reading(message=f"«{text}»: {fault}")
    values = tuple(f"{y:04}-{m:02}-{d:02} {clock or SOME_TIME}" for y, m, d in readings)
    if len(readings) > 1:
        both = " hoặc ".join(f"ngày {d} tháng {m}" for _, m, d in readings)
        message = f"«{text}» hiểu được hai cách, {both}; hãy chọn một"
    else:
        _, month, day = readings[0]
        message = f"«{text}» (ngày {day} tháng {month}) phải viết theo dạng năm-tháng-ngày giờ:phút"
        if not clock:
            message += ", có cả giờ đăng"
    return Reading(message=message, values=values, certain=len(values) == 1 and bool(clock))


def _impossible(year: int, month: int, day: int) -> str:
    if not 1 <= month <= 12:  # noqa: PLR2004 - the calendar's own number
        return f"không có tháng {month}"
    if year < 1:
        return f"không có năm {year}"
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        return f"tháng {month} năm {year} chỉ có {last} ngày" if day else "không có ngày 0"
    return ""

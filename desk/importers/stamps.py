"""When an old page says it was published: its stamp, read by the shape it has.

``3/15/2021 8:19:41 AM`` is month first, for only an American setting writes
AM and PM; every other shape is day first, as Vietnam writes. A weekday beside
the date confirms the reading or contradicts it, and what is contradicted or
could be read otherwise is said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from plugins.vietnamese import VIETNAM, day, fold, weekday

_LABEL = re.compile(
    r"\(?(?:ngày\s+|thời gian\s+)?(?:cập nhật(?:\s+lần cuối)?|đăng(?:\s+bài|\s+tin)?|xuất bản"
    r"|phát hành|gửi(?:\s+bài|\s+lên)?|posted)(?:\s+(?:lúc|ngày|vào lúc|on))?\s*:?(?=[\s\d(])",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"(?:thứ\s+(?P<number>hai|ba|tư|bốn|năm|sáu|bảy|bẩy|[2-7])|chủ\s*nhật|cn)(?![^\W_])",
    re.IGNORECASE,
)
_DATE = re.compile(r"(?P<a>\d{1,2})\s?[/.-]\s?(?P<b>\d{1,2})\s?[/.-]\s?(?P<y>(?:19|20)\d\d)(?!\d)")
_ISO = re.compile(r"(?P<y>(?:19|20)\d\d)-(?P<b>\d{1,2})-(?P<a>\d{1,2})(?!\d)T?")
_TIME = re.compile(
    r"(?P<h>\d{1,2})(?:\s?[:h]\s?|\s?giờ\s?)(?P<m>\d{2})(?:\s?phút)?(?::(?P<s>\d{2})(?:\.\d+)?)?"
    r"(?:\s?(?P<half>AM|PM|SA|CH)(?![a-zà-ỹđ]))?"
)
_BETWEEN = re.compile(r"(?:[\s,;|()–—-]|ngày(?=\s)|lúc(?=\s)|vào(?=\s))+", re.IGNORECASE)
_ZONE = re.compile(r"\(?\s?(?:GMT|UTC)?\s?\+0?7(?::?00)?\s?\)?")
_LONGEST = 90
"""Characters; no stamp seen is longer."""

_NUMBERS = {
    "hai": 0, "2": 0, "ba": 1, "3": 1, "tu": 2, "bon": 2, "4": 2, "nam": 3, "5": 3,
    "sau": 4, "6": 4, "bay": 5, "7": 5,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """A moment as a page gives it; ``when`` is aware, in Vietnam time."""

    when: datetime
    text: str
    """As it stands on the page."""
    note: str = ""
    """What another reading would be; it stops nothing."""
    doubt: str = ""
    """Why the reading may be wrong; somebody must decide."""
    other: datetime | None = None
    """The other reading, when there is one."""


@dataclass(slots=True)
class _Parts:
    """What was met from the start of a line on, in order."""

    kinds: list[str]
    date: re.Match[str] | None = None
    time: re.Match[str] | None = None
    weekday: re.Match[str] | None = None
    end: int = 0


def read_stamp(line: str) -> tuple[Stamp | None, str]:
    """The stamp at the start of ``line`` (one line, spaces squeezed), and what follows it.

    A sentence that begins with a date (``Ngày 15/3/2021, Viện…``) is no stamp:
    followed by text, a stamp has both date and time, or a weekday or label too.
    """
    parts = _parts(line)
    if parts.date is None:
        return None, line
    rest = line[parts.end :]
    if rest.strip() and not _may_be_followed(parts, rest):
        return None, line
    if not rest.strip() and len(line) > _LONGEST:
        return None, line
    stamp = _stamp(parts, line[: parts.end].strip())
    return (stamp, rest.strip()) if stamp else (None, line)


def _parts(line: str) -> _Parts:
    parts = _Parts(kinds=[])
    at = 0
    if label := _LABEL.match(line):
        parts.kinds.append("label")
        at = label.end()
    while at < min(len(line), _LONGEST):
        if gap := _BETWEEN.match(line, at):
            at = gap.end()
            if "ngày" in gap[0].lower():
                parts.kinds.append("word")
            continue
        found = _next(parts, line, at)
        if found is None:
            break
        at = parts.end = found
    if zone := _ZONE.match(line, at):
        at = parts.end = zone.end()
    closing = re.compile(r"\s*[)\]|]+").match(line, parts.end)
    if closing and "(" in line[: parts.end]:
        parts.end = closing.end()
    return parts


def _next(parts: _Parts, line: str, at: int) -> int | None:
    """Where the part that begins at ``at`` ends; None when nothing of a stamp begins there."""
    if parts.weekday is None and (found := _WEEKDAY.match(line, at)):
        parts.weekday = found
        parts.kinds.append("weekday")
        return found.end()
    if parts.date is None and (found := _DATE.match(line, at) or _ISO.match(line, at)):
        parts.date = found
        parts.kinds.append("date")
        return found.end()
    if parts.time is None and (found := _TIME.match(line, at)):
        parts.time = found
        parts.kinds.append("time")
        return found.end()
    return None


def _may_be_followed(parts: _Parts, rest: str) -> bool:
    if "word" in parts.kinds or parts.time is None or rest.lstrip()[:1] in ",;":
        return False
    if "label" in parts.kinds or "weekday" in parts.kinds:
        return True
    glued = rest[:1].isupper()
    return parts.kinds[0] == "date" or glued


def _stamp(parts: _Parts, text: str) -> Stamp | None:
    assert parts.date is not None
    clock = _clock(parts.time)
    if clock is None:
        return None
    half = (parts.time["half"] or "").upper() if parts.time else ""
    year, a, b = int(parts.date["y"]), int(parts.date["a"]), int(parts.date["b"])
    american = half in ("AM", "PM") and parts.date.re is _DATE
    first, second = ((a, b), (b, a)) if american else ((b, a), (a, b))
    reading, other = _moment(year, *first, clock), _moment(year, *second, clock)
    if parts.date.re is _ISO:
        other = None
    if reading is None:
        reading, other = other, None
    if reading is None:
        return None
    if other == reading:
        other = None
    stamp = _weighed(reading, other, parts.weekday, text)
    if parts.time is None and not stamp.doubt:
        said = f"trang cũ chỉ ghi ngày «{text}», không ghi giờ"
        return Stamp(when=stamp.when, text=text, note=stamp.note, doubt=said, other=stamp.other)
    if american and other and not stamp.doubt and parts.weekday is None:
        said = (
            f"«{text}» đọc theo kiểu Mỹ, tháng trước: {_spoken(stamp.when)}, "
            f"không phải {_spoken(other)}"
        )
        return Stamp(when=stamp.when, text=text, note=said, other=other)
    return stamp


def _weighed(
    reading: datetime, other: datetime | None, said: re.Match[str] | None, text: str
) -> Stamp:
    """``reading`` unless the weekday speaks for ``other`` alone."""
    if said is None:
        return Stamp(when=reading, text=text, other=other)
    number = said["number"]
    wanted = _NUMBERS[fold(number)] if number else 6
    if reading.weekday() == wanted:
        return Stamp(when=reading, text=text)
    if other is not None and other.weekday() == wanted:
        doubt = (
            f"«{text}»: {_spoken(reading)} là {weekday(reading)}, còn {_spoken(other)} "
            f"mới là {weekday(other)}, nên tạm đọc là {_spoken(other)}"
        )
        return Stamp(when=other, text=text, doubt=doubt, other=reading)
    doubt = f"«{text}»: {_spoken(reading)} là {weekday(reading)}, không phải {said[0]}"
    return Stamp(when=reading, text=text, doubt=doubt, other=other)


def _spoken(when: datetime) -> str:
    return f"ngày {day(when)}"


def _clock(time: re.Match[str] | None) -> tuple[int, int, int] | None:
    """Hours of 24, minutes, seconds; eight in the morning where the page gives no time."""
    if time is None:
        return 8, 0, 0
    hour, minute, second = int(time["h"]), int(time["m"]), int(time["s"] or 0)
    half = (time["half"] or "").upper()
    if half and 1 <= hour <= 12:  # noqa: PLR2004 - the clock's own numbers
        hour = hour % 12 + (12 if half in ("PM", "CH") else 0)
    if hour > 23 or minute > 59 or second > 59:  # noqa: PLR2004 - the clock's own numbers
        return None
    return hour, minute, second


def _moment(year: int, month: int, number: int, clock: tuple[int, int, int]) -> datetime | None:
    try:
        return datetime(year, month, number, *clock, tzinfo=VIETNAM)
    except ValueError:
        return None

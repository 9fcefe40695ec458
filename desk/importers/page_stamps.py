"""When an old page says it was published: its stamp, read by the shape it has.

``3/15/2021 8:19:41 AM`` is month first, for only an American setting writes
AM and PM; every other shape is day first, as Vietnam writes. A weekday beside
the date confirms the reading or contradicts it, and what is contradicted or
could be read otherwise is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from desk.importers.page_phrases import is_tool
from plugins.moments.hours import Option, Times, times
from plugins.moments.parts import HOME, Day, Said, parts
from plugins.vietnamese import VIETNAM, WEEKDAYS, day, fold, weekday

_LABEL = re.compile(
    r"\(?(?:ngày\s+|thời gian\s+|được\s+|đã\s+)?(?:(?:ngày|thời gian)(?=\s*:)"
    r"|cập nhật(?:\s+lần cuối)?|tạo|đăng(?:\s+bài|\s+tin)?"
    r"|xuất bản|phát hành|gửi(?:\s+bài|\s+lên)?|posted)(?:\s+(?:lúc|ngày|vào lúc|on))?\s*:?"
    r"(?=[\s\d(])",
    re.IGNORECASE,
)
_COUNTER = re.compile(
    r"\s*(?:[|(–-]\s*)?(?:(?:số )?(?:lượt|lần) (?:xem|đọc|truy cập)\W*[\d.,]+|(?:\|\s*|\s)[\d.,]+ "
    r"(?:lượt|lần) (?:xem|đọc|truy cập)|\|\s*\d{3,7})\W*$",
    re.IGNORECASE,
)
"""How often a page was looked at, behind its stamp: ``27/07/2020 | 2146``."""
_BESIDE = re.compile(
    r"\s+(?=(?:ngày|thời gian)\s+(?:đăng|cập nhật|xuất bản|gửi))|\s*[|•·]\s*|\s+[–—-]\s+"
    r"|\s+(?:vào(?: lúc| ngày)?|lúc|ngày|on)\s+(?=\S*\d|t\d|cn|thứ)",
    re.IGNORECASE,
)
"""What stands between a name and a stamp behind it."""
_SENDER = re.compile(
    r"\W+(?:người (?:đăng|gửi|viết)(?: bài(?: viết)?)?|đăng bởi)\W.{1,60}$", re.IGNORECASE
)
"""Who put a page there, behind its stamp; an account, seldom a writer."""
_WRITER = re.compile(r"(?:được )?viết bởi|tác giả", re.IGNORECASE)
"""What may stand between a stamp and a counter behind it."""

_PADDED = re.compile(r"(?<!\d)0\d[/.-]|[/.-]0\d[/.-]")
"""A day or month with a zero, which American machines do not write before AM and PM."""

_ENGLISH = re.compile(
    r"(?P<month>tháng\s+(?:\d{1,2}|mười\s+(?:một|hai)|\w+))\s+(?P<day>\d{1,2}),\s+(?P<year>\d{4})",
    re.IGNORECASE,
)
"""A day in the order of English, in our words: ``Tháng Hai 20, 2024``."""
_BARE_COUNTER = re.compile(r"\s(?:\d{3,7}|\d{1,3}(?:\.\d{3}){1,2})$")
"""A counter with nothing but its picture: ``15/07/2021 2146``."""

_COUNTED = re.compile(
    r"(?:\s*[|•·]\s*[\d.,]+ (?:(?:lượt |lần )?(?:xem|đọc)|bình luận|phản hồi|nhận xét))+$",
    re.IGNORECASE,
)
"""Counters behind a name that stands behind a stamp."""

_CLOSING = re.compile(r"\s*[)\]|]+")
_SIGNS = " -–—~(:./+"
"""What may stand between a stamp and more of it: ``8h30 - 9h``, ``8h30 (dự kiến)``."""

_MORE = frozenset(
    (
        *("den", "toi", "hoac", "hay", "va", "nay", "hom", "du"),
        *("sang", "trua", "chieu", "dem", "khuya", "rang", "buoi", "ban"),
    )
)
"""Words, without marks, that go on saying when."""

_LONGEST = 90
"""Characters; no stamp seen is longer."""

_FEWEST = 3
"""Digits of a day, at least: one of the day itself, two of its year."""

_EIGHT: Option = (0, 8, 0, 0)
"""Eight in the morning, where the page gives no time."""


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


def read_stamp(line: str) -> tuple[Stamp | None, str]:
    """The stamp at the start of ``line`` (one line, spaces squeezed), and what follows it.

    A sentence that begins with a date (``Ngày 15/3/2021, Viện…``) is no stamp:
    followed by text, a stamp has both date and time, or a weekday or label too.
    Nor is a line of which some sign of date or time was not understood: the day
    and hour of a post are read whole or not at all.
    """
    if sum(map(str.isdecimal, line[: 2 * _LONGEST])) < _FEWEST:
        return None, line  # most lines, quickly
    line = line.lstrip(" /|•·")
    if english := _ENGLISH.search(line, 0, _LONGEST):
        day = f"{english['day']} {english['month']} {english['year']}"
        return read_stamp(f"{line[: english.start()]}{day}{line[english.end() :]}")
    stamp, rest = _read(line)
    if stamp is None and len(line) <= _LONGEST and (counter := _BARE_COUNTER.search(line)):
        stamp, rest = _read(line[: counter.start()])
        return (stamp, "") if stamp and not rest else (None, line)
    return stamp, rest


def _read(line: str) -> tuple[Stamp | None, str]:
    if len(line) <= 2 * _LONGEST and (behind := _COUNTER.search(line) or _SENDER.search(line)):
        stamp, rest = read_stamp(line[: behind.start()].rstrip())
        is_whole = not rest or _WRITER.match(rest) is not None
        return (stamp, rest) if stamp and is_whole else (None, line)
    label = _LABEL.match(line)
    begin = label.end() if label else 0
    said = parts(line[begin : begin + _LONGEST], on_page=True)
    if said.day is None or said.torn:
        return None, line
    end = begin + said.end
    closing = _CLOSING.match(line, end)
    if closing and "(" in line[:end]:
        end = closing.end()
    rest = line[end:]
    is_read = not rest.strip() or is_tool(rest.strip())
    if not is_read and not _may_be_followed(said, rest, labelled=label is not None):
        return None, line
    if not rest.strip() and len(line) > _LONGEST:
        return None, line
    stamp = _stamp(said, line[:end].strip())
    return (stamp, rest.strip()) if stamp else (None, line)


def read_stamp_beside(line: str) -> tuple[Stamp | None, str, str]:
    """The stamp at an end of ``line``, what stands at the other, and what parts the two.

    ``Việt Hưng - Phòng 15 | 15/03/2021 08:19``, ``Được gửi bởi admin vào T2, 15/03/2021 - 08:19``,
    ``08:19, 15/03/2021 · Việt Hưng``.
    """
    if len(line) > 2 * _LONGEST or sum(map(str.isdecimal, line)) < _FEWEST:
        return None, "", ""
    cuts = list(_BESIDE.finditer(line))
    for cut in cuts:
        stamp, rest = read_stamp(line[cut.end() :])
        if stamp is not None and not rest:
            return stamp, line[: cut.start()].strip(), cut[0].strip()
    for cut in reversed(cuts):
        stamp, rest = read_stamp(line[: cut.start()])
        if stamp is not None and not rest:
            said = _COUNTED.sub("", line[cut.end() :].strip())
            return stamp, said, cut[0].strip()
    return None, "", ""


def _may_be_followed(said: Said, rest: str, *, labelled: bool) -> bool:
    assert said.day is not None
    if said.stamped and rest[0].isalnum():
        return True  # as the old portal glues a stamp to the text, whatever that begins with
    words = rest.lstrip(_SIGNS).split()
    first = words[0] if words else ""
    if said.day.word or said.clock is None or rest.lstrip()[:1] in ",;" or first[:1].isdigit():
        return False
    if first[:1].islower() and fold(first) in _MORE:
        return False
    if labelled or "weekday" in said.kinds:
        return True
    return (said.kinds[0] == "date" and not first[:1].islower()) or rest[:1].isupper()


def _stamp(said: Said, text: str) -> Stamp | None:
    assert said.day is not None
    meant = times(said.clock) if said.clock is not None else Times(options=(_EIGHT,))
    american = said.american and not said.day.named
    month_first = american and said.kinds.index("date") < said.kinds.index("time")
    days = list(_days(said.day, month_first=month_first))
    moments = [
        when
        for one in days
        for option in meant.options[:1]
        if (when := _moment(one, option, said)) is not None
    ]
    if not moments or meant.fault:
        return None
    reading, other = moments[0], moments[1] if len(moments) > 1 else None
    stamp = _weighed(reading, other, said.weekday, text)
    if stamp.doubt:
        return stamp
    if len(meant.options) > 1:
        doubt = f"«{text}»: giờ đêm ấy ở đầu ngày hay sau khi hết ngày"
        return Stamp(when=stamp.when, text=text, doubt=doubt, other=stamp.when + timedelta(days=1))
    if said.clock is None:
        doubt = f"trang cũ chỉ ghi ngày «{text}», không ghi giờ"
        return Stamp(when=stamp.when, text=text, note=stamp.note, doubt=doubt, other=stamp.other)
    return _american(stamp, text, month_first=month_first) if american else stamp


def _american(stamp: Stamp, text: str, *, month_first: bool) -> Stamp:
    """``stamp``, which has AM or PM, with what else it could be."""
    if stamp.other is None:
        return stamp
    if not month_first or _PADDED.search(text):
        doubt = (
            f"«{text}» có AM/PM như kiểu Mỹ nhưng không viết như máy Mỹ viết: tạm đọc là "
            f"{_spoken(stamp.when)}, cũng có thể là {_spoken(stamp.other)}"
        )
        return Stamp(when=stamp.when, text=text, doubt=doubt, other=stamp.other)
    note = (
        f"«{text}» đọc theo kiểu Mỹ, tháng trước: {_spoken(stamp.when)}, "
        f"không phải {_spoken(stamp.other)}"
    )
    return Stamp(when=stamp.when, text=text, note=note, other=stamp.other)


def _days(said: Day, *, month_first: bool) -> Iterator[date]:
    """The days that ``said`` can be, the likelier first; none of a year of two digits."""
    if said.short:
        return
    orders = [(said.b, said.a)]
    if not said.named:
        orders.append((said.a, said.b))
    if month_first:
        orders.reverse()
    for month, number in dict.fromkeys(orders):
        try:
            yield date(said.year, month, number)
        except ValueError:
            continue


def _moment(one: date, option: Option, said: Said) -> datetime | None:
    later, hour, minute, second = option
    when = datetime(one.year, one.month, one.day, hour, minute, second, tzinfo=VIETNAM)
    try:
        when += timedelta(days=later)
        return when if said.zone is None else when + (HOME - said.zone)
    except OverflowError:
        return None


def _weighed(reading: datetime, other: datetime | None, said: int | None, text: str) -> Stamp:
    """``reading`` unless the weekday speaks for ``other`` alone."""
    if said is None:
        return Stamp(when=reading, text=text, other=other)
    if reading.weekday() == said:
        fits = other is not None and other.weekday() == said
        return Stamp(when=reading, text=text, other=other if fits else None)
    if other is not None and other.weekday() == said:
        doubt = (
            f"«{text}»: {_spoken(reading)} là {weekday(reading)}, còn {_spoken(other)} "
            f"mới là {weekday(other)}, nên tạm đọc là {_spoken(other)}"
        )
        return Stamp(when=other, text=text, doubt=doubt, other=reading)
    doubt = f"«{text}»: {_spoken(reading)} là {weekday(reading)}, không phải {WEEKDAYS[said]}"
    return Stamp(when=reading, text=text, doubt=doubt, other=other)


def _spoken(when: datetime) -> str:
    return f"ngày {day(when)}"

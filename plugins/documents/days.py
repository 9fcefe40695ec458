"""Days of documents in a text, behind their numbers and before them."""

from __future__ import annotations

import re
from datetime import date

from plugins.documents.symbols import DASH
from plugins.patterns import later

_MARK = rf"\s?[/.{DASH}]\s?"
_DAY = later(
    r"(?:m[ùồ]ng\s{1,3})?(\d{1,2})(?:"
    rf"{_MARK}(?:tháng\s{{0,3}})?(\d{{1,2}})(?:{_MARK}(?:năm\s{{0,3}})?|\s{{1,3}}năm\s{{1,3}})(\d{{4}})"
    r"|\s{0,3}tháng\s{0,3}(\d{1,2})(?:\s?,?\s{0,3}năm\s{0,3}|\s?/\s?|\s{1,3})(\d{4})"
    rf"|([/.-])(\d{{1,2}})\6(\d\d)(?!\s?[/.{DASH}]\s?\d))(?!\d)"
)
_LEAD = later(
    rf"\s{{0,3}}(?:[{DASH}]\s{{0,3}})?(?:(?P<comma>,)|\()?\s{{0,3}}"
    r"(?:(?:được\s{1,3})?(?:(?:ký\s{1,3})?(?:ban|phát)\s{1,3}hành|thông\s{1,3}qua|ký|đề)\s{1,3})?"
    r"(?:(?:cùng|đều)\s{1,3})?(?i:ngày)\s{0,3}(?::\s{0,3})?"
    r"|\s{0,3}\(\s{0,3}(?=\d)|\s{1,2}(?=\d{1,2}[/-]\d{1,2}[/-]\d{4}(?!\d))"
)
"""Between a number and its date."""
_CLOSES = later(
    r"\s{0,3}(?:$|[.;:)\n]|[\u2013-](?!\s?\d)|(?:,\s)?(?:của|về|do|và)(?!\w)|,\s{1,3}ngày\s{1,3}\d)"
)
"""What follows a date set off by a comma; else it is the day of what is told next."""
_ISSUER = later(
    r"\s{1,3}(?:của|(?P<verb>do|được))\s{1,3}"
    r"(?:(?!(?:tại|trong|về|đã|được|từ|đến|vào|và|họp|ngày)\s)[^\W\d_]{1,20}\s{1,3}){1,14}"
    r"(?(verb)(?<=ký\s|nh\s|ua\s))ngày\s{0,3}"
)
"""Who issued it, between a number and its date; ``do … ký ngày``, ``được … thông qua ngày``."""
ISSUED = later(
    r"(?<!\w)(?:ban\s+hành|phát\s+hành|xây\s+dựng|thông\s+qua|ký|ra|có|tuyên)"
    r"(?:\s+(?!(?:kèm|theo|thực|để)\s)[^\W\d_]+){0,3}\s*$"
)
"""``Ngày 8/2/2021, VKSND tỉnh ban hành`` dates what follows."""
BEFORE = later(r"(?<!\w)(?i:ngày)\s*(?:m[ùồ]ng\s+)?(?=\d)")
_THIS_CENTURY = 45
"""Of years in two digits those from here on are of the last century: nothing is older."""


def _day(m: re.Match[str] | None) -> date | None:
    """The day a match of ``_DAY`` writes; ``None`` when there is no such day."""
    if m is None:
        return None
    day, month, year = int(m[1]), int(m[2] or m[4] or m[7]), int(m[3] or m[5] or m[8])
    if m[8]:
        year += 1900 if year >= _THIS_CENTURY else 2000
    try:
        return date(year, month, day)
    except ValueError:
        return None


def date_after(text: str, at: int) -> tuple[date | None, int]:
    """The date that follows a number, and where the citation ends."""
    for pattern in (_LEAD, _ISSUER):
        lead = pattern.match(text, at)
        written = _DAY.match(text, lead.end()) if lead else None
        if lead and written:
            if lead.groupdict().get("comma") and not _CLOSES.match(text, written.end()):
                continue
            close = (
                text[written.end() : written.end() + 1] == ")" and "(" in text[at : written.end()]
            )
            return _day(written), written.end() + close
    return None, at


def last_day(text: str) -> tuple[date | None, int]:
    """The last ``ngày …`` in ``text`` and where it ends; -1 without one."""
    for lead in reversed(list(BEFORE.finditer(text))):
        written = _DAY.match(text, lead.end())
        if written:
            return _day(written), written.end()
    return None, -1

"""Days of documents in a text, behind their numbers and before them."""

from __future__ import annotations

import re
from datetime import date

from plugins.documents import types
from plugins.documents.symbols import DASH
from plugins.patterns import later

_MARK = rf"\s{{0,2}}[/.{DASH}]\s{{0,2}}"
_DAY = later(
    r"(?:m[ùồ]ng\s{1,3})?(\d{1,2})(?:"
    rf"{_MARK}(?:tháng\s{{0,3}})?(\d{{1,2}})(?:{_MARK}(?:năm\s{{0,3}})?|\s{{1,3}}năm\s{{1,3}})(\d{{4}})"
    r"|\s{0,4}tháng\s{0,4}(\d{1,2})(?:\s?,?\s{0,4}năm\s{0,4}|\s?/\s?|\s{1,3})(\d{4})"
    rf"|([/.-])(\d{{1,2}})\6(\d\d)(?!\s?[/.{DASH}]\s?\d))(?!\d)"
)
_ACT = (
    r"(?:(?:(?:đã\s{1,3})?được\s{1,3})?(?:(?:ký\s{1,3})?(?:ban|phát)\s{1,3}hành"
    r"|thông\s{1,3}qua|phê\s{1,3}duyệt|công\s{1,3}bố|ký(?:\s{1,3}kết)?|đề|ra|lập|tuyên)\s{1,3}"
    r"(?:vào\s{1,3})?)"
)
"""What was done to a document on its day."""
_LEAD = later(
    rf"\s{{0,3}}(?:[{DASH}]\s{{0,3}})?(?:,?\s?\(|(?P<comma>,))?\s{{0,3}}(?:(?:cùng|đều)\s{{1,3}})?(?P<act>{_ACT})?"
    r"(?:(?:cùng|đều)\s{1,3})?(?i:ngày)\s{0,3}(?::\s{0,3})?"
    r"|\s{0,3}\(\s{0,3}(?=\d)|\s{1,2}(?=\d{1,2}[/-]\d{1,2}[/-]\d{4}(?!\d))"
)
"""Between a number and its date."""
_CLOSES = later(
    r"\s{0,3}(?:$|[.;:)\n”\"»*]|[\u2013-](?!\s?\d)|(?:,\s)?(?:của|về|do|và)(?!\w)|,\s{1,3}(?:ngày|[sS]ố)\s{1,3}\d"
    r"|\s(?:đối\s{1,3}với|quy\s{1,3}định|hướng\s{1,3}dẫn|sửa\s{1,3}đổi|thay\s{1,3}thế"
    r"|bị\s{1,3}(?:sửa|hủy|huỷ|kháng|cải|bãi|thu))(?!\w)"
    r"|\s?[Vv]/v|\s?\((?!thứ|nhằm|tức)"
    r"|,\s{1,3}Hội\s{1,3}nghị\s{1,3}(?:lần\s{1,3}thứ|Trung\s{1,3}ương)\s{1,3}\w{1,6}"
    r"(?:\s{1,3}\w{1,4})?(?:$|\s{1,3}(?:của\s{1,3})?(?:Ban\s{1,3}Chấp|BCH|[Kk]h[óo]a|kho[áa])(?!\w))"
    rf"|,\s{{1,3}}(?:{'|'.join(types.ABBREVIATED)}|(?i:{types.EITHER}))\s{{1,3}}(?:[sS]ố|\d))"
)
"""What follows a date set off by a comma; else it is the day of what is told next."""
_ALSO_CLOSES = later(r"\s{0,3},")
"""What follows it too in a list of documents whose dates are all set off by commas."""
_NOT_OF_A_NAME = (
    r"(?!(?:tại|trong|về|đã|được|từ|đến|vào|và|họp|mở|tổ|tiến|phối|triển|kết|nhằm|để|ngày|ra|ký)\s)"
)
_ISSUER = later(
    r"(?:\s{1,3}năm\s{1,3}\d{4})?\s{1,3}(?:của|(?P<verb>do|được))\s{1,3}"
    r"(?:(?!(?:tại|trong|về|đã|được|từ|đến|vào|và|họp|ngày)\s)[^\W\d_]{1,20}\s{1,3}){1,14}"
    rf"(?(verb)(?<=ký\s|nh\s|ua\s|ết\s|ệt\s)|(?:\({_ACT}?)?)ngày\s{{0,3}}"
)
"""Who issued it, between a number and its date; ``do … ký ngày``, ``được … thông qua ngày``."""
_ORGAN = later(
    r"\s{1,3}(?:của\s{1,3})?(?=[A-ZĐ]{3}|[VTUỦBCHQLSĐ](?<!\w.)(?:iện|ảng|ội nghị|òa|oà|[ỷy] ban|ộ"
    r"|an|ơ quan|hính phủ|hủ tướng|hủ tịch|uốc hội|ội đồng|iên ngành|ở|ỉnh|uyện|hành|ục|hi cục|ổng)"
    rf"(?!\w))(?:{_NOT_OF_A_NAME}[^\W_]{{1,20}}(?P<comma>,)?\s{{1,3}}"
    rf"(?(comma)(?=ngày|ra|ký|ban))){{1,12}}?(?:\({_ACT}?|{_ACT})?ngày\s{{0,3}}"
)
"""The organ alone, without a word that says so: ``…/NQ-HĐTP TANDTC ngày …``."""
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


def date_after(text: str, at: int, *, listed: bool = False) -> tuple[date | None, int, bool]:
    """The date that follows a number, where the citation ends, and whether a comma sets it off.

    ``listed``: a comma set off the date of the document before it in a list.
    """
    for pattern in (_LEAD, _ISSUER, _ORGAN):
        lead = pattern.match(text, at)
        written = _DAY.match(text, lead.end()) if lead else None
        if not lead or not written:
            continue
        said = lead.groupdict()
        comma = bool(said.get("comma"))
        if comma and not (said.get("act") or _closes(text, written.end(), listed=listed)):
            continue
        close = text[written.end() : written.end() + 1] == ")" and "(" in text[at : written.end()]
        return _day(written), written.end() + close, comma
    return None, at, False


def _closes(text: str, at: int, *, listed: bool) -> bool:
    return bool(_CLOSES.match(text, at) or (listed and _ALSO_CLOSES.match(text, at)))


_OF_YEAR = later(r"/((?:19|20)\d\d)(?!\d)")
_LAST_MONTH = 12


def may_be_of(number: str, day: date) -> bool:
    """Whether a document of this number can be of ``day``, by the year in the number.

    Procedural documents of December are numbered with the next year's.
    """
    said = _OF_YEAR.search(number)
    if said is None:
        return True
    return int(said[1]) - day.year in ({0, 1} if day.month == _LAST_MONTH else {0})


def last_day(text: str) -> tuple[date | None, int]:
    """The last ``ngày …`` in ``text`` and where it ends; -1 without one."""
    for lead in reversed(list(BEFORE.finditer(text))):
        written = _DAY.match(text, lead.end())
        if written:
            return _day(written), written.end()
    return None, -1

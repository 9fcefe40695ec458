"""The forms in which weekday, date, time and zone are written, as patterns over plain text.

Plain text (``parts.plain``) has words without marks, ordinary digits and single
spaces, so that a pattern says each form once.
"""

from __future__ import annotations

from plugins.patterns import later

_NOT_A_DATE = (
    r"(?! ?/ ?[0-9])(?! ?- ?[0-9]{1,2} ?- ?(?:[0-9]{4}|[0-9]{2})(?![0-9]| ?-))"
    r"(?! ?\. ?[0-9]{1,2} ?\. ?(?:[0-9]{4}|[0-9]{2})(?![0-9]| ?\.))"
    r"(?! ?-? ?(?:thang|th ?[0-9]|(?:(?:st|nd|rd|th)[ -]?)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep"
    r"|oct|nov|dec)))"
)
"""Behind a number: it is not the day of a date that follows the time."""

_HOUR = "(?:dung )?(?P<h>[0-9]{1,2})(?![0-9])"
_MINUTE = "(?P<m>[0-9]{1,2})(?![0-9])"
_SECOND = "(?P<s>[0-9]{1,2})(?![0-9])"
_UNIT = "(?:gio|h|g)"
_MINUTES = "(?:phut|ph|p|m|'(?!'))(?![a-z])"
_SECONDS = "(?:giay|s|\"|'')(?![a-z])"
_HOME_NEXT = "(?! ?(?:viet nam|vn))"
DAY_PARTS = "rang sang|nua dem|sang|trua|chieu|toi|dem|khuya"
_HALF = rf"(?:{DAY_PARTS}|am|pm|a ?\. ?m(?: ?\.)?|p ?\. ?m(?: ?\.)?|sa|ch)(?![a-z])"

CLOCKS = tuple(
    later(form + "(?: dung(?![a-z]))?")
    for form in (
        rf"{_HOUR} ?(?:{_UNIT} ?)?(?P<ruoi>ruoi)(?![a-z])",
        rf"{_HOUR} ?(?:{_UNIT} ?)?(?P<kem>kem) ?{_MINUTE}{_NOT_A_DATE}(?: ?{_MINUTES})?",
        (
            rf"{_HOUR} ?: ?{_MINUTE}(?: ?: ?{_SECOND}(?:\.[0-9]{{1,9}})?)?"
            rf"(?: ?{_UNIT}(?![a-z0-9]){_HOME_NEXT}| ?')?(?! ?[:'])"
        ),
        (
            rf"{_HOUR} ?{_UNIT}(?: ?: ?| ?){_MINUTE}{_NOT_A_DATE}(?:(?: ?{_MINUTES} ?"
            rf"|(?<=[hg][0-9][0-9]):){_SECOND}{_NOT_A_DATE}(?: ?{_SECONDS})?"
            rf"| ?{_MINUTES})?"
            r"(?! ?[:'])"
        ),
        rf"{_HOUR} ?{_UNIT}(?![a-z0-9]){_HOME_NEXT}(?! ?[:'])",
        rf"{_HOUR} ?{_UNIT}(?= (?:viet nam|vn))",
        rf"{_HOUR}\.(?P<m>[0-9]{{2}})(?![0-9.])",
        rf"{_HOUR}(?= ?(?:(?:buoi|ban) )?{_HALF})",
    )
)
"""Times of day, the first that fits: hour ``h``, minute ``m``, second ``s``."""

BESIDE = later(rf" ?(?:(?:buoi|ban) )?(?P<part>{_HALF})| ?(?P<letter>[sc])(?![a-z'])")
"""The part of the day right behind a time."""

LOOSE = later(rf"(?:(?:buoi|ban) )?(?P<part>{DAY_PARTS})(?![a-z])")
"""The part of the day by itself: ``sáng ngày 28/11/2026, 8h30``."""

_ABROAD = (
    "january|february|march|april|june|july|august|september|october|november|december"
    "|jan|feb|mar|apr|may|jun|jul|aug|sept|sep|oct|nov|dec"
)
MONTHS_ABROAD = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTHS = {
    "mot": 1, "hai": 2, "ba": 3, "tu": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9,
    "muoi": 10, "muoi mot": 11, "muoi hai": 12,
}  # fmt: skip

YEAR_FIRST = later(
    r"(?P<word>ngay ?)?(?P<y>[0-9]{4}) ?(?P<sep>[/.-]) ?(?P<b>[0-9]{1,2}) ?(?P=sep) ?"
    r"(?P<a>[0-9]{1,2})(?![0-9])(?P<iso> ?t ?(?=[0-9]{1,2} ?:))?"
)
NUMBERS = later(
    r"(?P<word>ngay ?)?(?:mung )?(?P<a>[0-9]{1,2}) ?(?P<sep>[/.-]) ?(?P<b>[0-9]{1,2})"
    r"(?: ?(?P=sep) ?(?P<y>[0-9]{4}|[0-9]{2}(?! ?(?:[:.hg]|/|-[0-9]))))(?![0-9])"
)
SPOKEN = later(
    r"(?P<word>ngay ?)?(?:mung )?(?P<a>[0-9]{1,2})(?:(?: ?- ?| )?(?:thang|th) ?"
    r"(?P<b>[0-9]{1,2}|muoi mot|muoi hai|mot|hai|ba|tu|nam|sau|bay|tam|chin|muoi)"
    r"(?:,? ?nam ?|, ?| ?[/.-] ?| )| ?[/.-] ?(?P<n>[0-9]{1,2}),? ?nam )(?P<y>[0-9]{4})(?![0-9])"
)
ABROAD = later(
    rf"(?P<a>[0-9]{{1,2}}) ?(?:st|nd|rd|th)?[ -]?(?P<b>{_ABROAD}),?[ -]?(?P<y>[0-9]{{4}})(?![0-9])"
)
ABROAD_TURNED = later(
    rf"(?P<b>{_ABROAD}) ?(?P<a>[0-9]{{1,2}})(?:st|nd|rd|th)?(?:, ?| )(?P<y>[0-9]{{4}})(?![0-9])"
)
"""Dates: year ``y``, numbers ``a`` and ``b`` as they come, ``b`` the month where it is named."""

WEEKDAY = later(
    r"(?:ngay )?(?:thu ?(?P<n>hai|ba|tu|bon|nam|sau|bay|[2-7])|t(?P<t>[2-7])|(?P<sun>chu ?nhat|cn)"
    r"|(?P<en>mon|tue|wed|thu|fri|sat|sun)(?:day|sday|nesday|rsday|urday)?)(?![a-z0-9:])"
)
WEEKDAYS = {
    "hai": 0, "2": 0, "ba": 1, "3": 1, "tu": 2, "bon": 2, "4": 2, "nam": 3, "5": 3,
    "sau": 4, "6": 4, "bay": 5, "7": 5,
}  # fmt: skip
WEEKDAYS_ABROAD = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

ZONE = later(
    r"(?:gmt|utc)(?: ?(?P<sign>[+-]) ?(?P<zh>[0-9]{1,2})(?: ?:? ?(?P<zm>[0-9]{2}))?)?(?![a-z0-9:])"
)
ZONE_PLUS = later(r"(?P<sign>[+])(?P<zh>[0-9]{2}):?(?P<zm>[0-9]{2})?(?![a-z0-9:])")
ZONE_ISO = later(r"(?P<sign>[+-])(?P<zh>[0-9]{2}):?(?P<zm>[0-9]{2})?(?![a-z0-9:])")
ZONE_ZERO = later(r"z(?![a-z0-9])")
ZONE_HOME = later(r"(?:ict|(?:gio )?(?:viet nam|vn))(?![a-z0-9])")
"""What a zone is, from UTC; with ``-`` alone only in ISO's form, for elsewhere it is a range."""

GAP = later(r"(?: ?[,;|-] ?| )?(?:(?:(?:vao )?(?:luc|hoi)|vao)(?: ?: ?| ))?(?P<open>\( ?)?")
GAP_AT_START = later(r" ?(?:(?:(?:vao )?(?:luc|hoi)|vao)(?: ?: ?| ))?(?P<open>\( ?)?")
GAP_ON_PAGE = later(r"[ ,;|-]*(?:(?:(?:vao )?(?:luc|hoi)|vao)(?: ?: ?| ))?(?P<open>\( ?)?")
"""What may stand between two parts."""

CLOSE = later(r" ?\)")
END = later(r"[ ,;]*\.? ?")

_VIETNAMESE = (
    "giờ phút giây rưỡi rưởi kém đúng lúc vào hồi ngày mùng mồng tháng thg năm buổi ban "
    "sáng rạng trưa chiều tối đêm nửa khuya thứ chủ nhật hai ba tư bốn sáu bảy bẩy việt nam vn "
    "một tám chín mười"
)
_SIGNS = "h g p ph m s c t a th sa ch am pm cn gmt utc ict z st nd rd"
_DAYS_ABROAD = (
    "monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun"
)
WORDS = (*f"{_VIETNAMESE} {_SIGNS} {_DAYS_ABROAD}".split(), *_ABROAD.split("|"))
"""All words that may stand in a moment; each may be written without its marks too."""

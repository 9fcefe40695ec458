"""What stands in a text that says a moment: weekday, date, time, zone, in any order.

The text is first made plain: every word that may stand in a moment becomes its
form without marks, every digit an ordinary one, and every character that has no
business there one sign that no pattern takes. So nothing that was not
understood can be skipped, and where it begins is known.
"""

from __future__ import annotations

import re
from datetime import timedelta

from msgspec import Struct
from msgspec.structs import replace

from plugins.moments import forms
from plugins.moments.hours import Clock
from plugins.vietnamese import fold

_UNKNOWN = "¤"
_SIGNS = "/.-:,;|()'\"+"
_INSTEAD = {"ruoi": "ruoi", "mong": "mung", "thg": "thang"}
_KNOWN = {
    form: _INSTEAD.get(fold(word), fold(word))
    for word in forms.WORDS
    for form in (word, fold(word))
}
_PLAIN = {
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212), "-"),
    **dict.fromkeys((0x2018, 0x2019, 0x2032, 0x00B4, 0x0060), "'"),
    **dict.fromkeys((0x201C, 0x201D, 0x2033), '"'),
    **dict.fromkeys((0x2236, 0xA789), ":"),
    **dict.fromkeys((0x2044, 0x2215), "/"),
}
"""Signs that other keyboards and editors write for the usual ones."""

_UNSEEN = frozenset(
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff\u00ad"
)
"""Left behind by what a date was copied from; nothing where they part no word and no number."""

_TOKEN = re.compile(r"[0-9]+|[^\W\d_]+|\s+|.", re.DOTALL)
_GLUED = re.compile(r"(?:AM|PM)(?=[^\W\d_])|(?:SA|CH)(?=[^\W\d_][^\W\d_])")
HOME = timedelta(hours=7)
"""Vietnam's distance from UTC."""


class Day(Struct, frozen=True, kw_only=True):
    """A date as written: two numbers and a year."""

    year: int
    a: int
    b: int
    """The month, where the form tells: ``named``."""
    named: bool
    short: bool = False
    """Whether the year has two digits."""
    word: bool = False
    """Whether ``ngày`` stands before it, as in a sentence."""


class Said(Struct, frozen=True, kw_only=True):
    """The parts of a moment that a text says, as far as it was understood."""

    day: Day | None = None
    clock: Clock | None = None
    weekday: int | None = None
    """Monday is 0."""
    zone: timedelta | None = None
    """From UTC, where one is written."""
    part: str = ""
    """The part of the day that stands apart from the time."""
    kinds: tuple[str, ...] = ()
    """What was met, in order."""
    american: bool = False
    """Whether AM or PM is written."""
    stamped: bool = False
    """Whether seconds are too: so the old portal, month first, stamped its pages."""
    end: int = 0
    """Where in the text the first thing begins that was not understood; its length: nowhere."""
    torn: bool = False
    """Whether what was not understood may belong to what was."""


def parts(text: str, *, on_page: bool = False) -> Said:
    """What ``text`` (NFC) says, from its beginning on, as far as it is understood.

    ``on_page``: a sentence may follow, even glued to the stamp.
    """
    return _Scan(text, on_page=on_page).said


def _plain(text: str, *, on_page: bool) -> tuple[str, list[int]]:
    """``text`` as the patterns have it, and where each character of it was, its end too."""
    whole: list[str] = []
    at: list[int] = []
    text = text.translate(_PLAIN)
    for token in _TOKEN.finditer(text):
        start, end = token.span()
        said = _plain_token(token[0], text[max(0, start - 1) : start], text[end : end + 1])
        if said == _UNKNOWN and on_page and (glued := _GLUED.match(token[0])):
            said = glued[0].lower() + _UNKNOWN
        whole.append(said)
        at += (min(start + i, end - 1) for i in range(len(said)))
    return "".join(whole), [*at, len(text)]


def _plain_token(token: str, before: str, behind: str) -> str:
    if token[0].isascii() and token.isdigit():
        return token
    if token.isspace():
        return " "
    if token in _UNSEEN:
        return _UNKNOWN if before.isalnum() and behind.isalnum() else ""
    if token in _SIGNS:
        return token
    return _KNOWN.get(token.lower(), _UNKNOWN)


class _Scan:
    """One text being read from the left."""

    def __init__(self, text: str, *, on_page: bool) -> None:
        self._text, self._on_page = text, on_page
        self._plain, self._at = _plain(text, on_page=on_page)
        self._place = 0
        self._iso = False
        self.said = Said()
        opened = False
        while self._place < len(self._plain):
            if self.said.clock is not None and self.said.zone is None and self._zone(self._place):
                continue
            gap = self._gap()
            if gap["open"] and opened:
                break
            if not self._next(gap.end()):
                break
            opened = opened or bool(gap["open"])
            if opened and (close := forms.CLOSE.match(self._plain, self._place)):
                self._place, opened = close.end(), False
        if not opened and self.said.kinds and forms.END.fullmatch(self._plain, self._place):
            self._place = len(self._plain)
        self.said = replace(self.said, end=self._at[self._place])

    def _gap(self) -> re.Match[str]:
        gap = forms.GAP_ON_PAGE if self._on_page else forms.GAP
        if not self._place and not self._on_page:
            gap = forms.GAP_AT_START
        found = gap.match(self._plain, self._place)
        assert found is not None
        return found

    def _next(self, place: int) -> bool:
        """Take the part that begins at ``place``; False when none does."""
        said = self.said
        return (
            (said.clock is not None and said.zone is None and self._zone(place))
            or (said.weekday is None and self._weekday(place))
            or (said.day is None and self._day(place))
            or (said.clock is None and self._clock(place))
            or (not said.part and not self._on_page and self._loose(place))
        )

    def _took(self, kind: str, end: int) -> bool:
        self._place = end
        self.said = replace(self.said, kinds=(*self.said.kinds, kind))
        return True

    def _weekday(self, place: int) -> bool:
        found = forms.WEEKDAY.match(self._plain, place)
        if found is None:
            return False
        if found["en"]:
            number = forms.WEEKDAYS_ABROAD.index(found["en"])
        else:
            number = 6 if found["sun"] else forms.WEEKDAYS[found["n"] or found["t"]]
        self.said = replace(self.said, weekday=number)
        return self._took("weekday", found.end())

    def _day(self, place: int) -> bool:
        plain = self._plain
        if found := forms.YEAR_FIRST.match(plain, place):
            day = Day(
                year=int(found["y"]), a=int(found["a"]), b=int(found["b"]), named=True,
                word=bool(found["word"]),
            )  # fmt: skip
            self._iso = bool(found["iso"])
        elif found := forms.NUMBERS.match(plain, place):
            short = len(found["y"]) < 4  # noqa: PLR2004 - digits of a year
            day = Day(
                year=int(found["y"]), a=int(found["a"]), b=int(found["b"]), named=False,
                short=short, word=bool(found["word"]),
            )  # fmt: skip
        elif found := forms.SPOKEN.match(plain, place):
            month = found["b"] or found["n"]
            day = Day(
                year=int(found["y"]),
                a=int(found["a"]),
                b=forms.MONTHS.get(month) or int(month),
                named=True,
                word=bool(found["word"]),
            )
        elif found := forms.ABROAD.match(plain, place) or forms.ABROAD_TURNED.match(plain, place):
            month = forms.MONTHS_ABROAD.index(found["b"][:3]) + 1
            day = Day(year=int(found["y"]), a=int(found["a"]), b=month, named=True)
        else:
            return False
        self.said = replace(self.said, day=day)
        return self._took("date", found.end())

    def _clock(self, place: int) -> bool:
        found = next((m for form in forms.CLOCKS if (m := form.match(self._plain, place))), None)
        if found is None:
            return False
        groups = found.groupdict()
        minute = 30 if groups.get("ruoi") else int(groups.get("m") or 0)
        end, part = self._beside(found.end())
        clock = Clock(
            hour=int(groups["h"]),
            minute=minute,
            second=int(groups.get("s") or 0),
            less=bool(groups.get("kem")),
            part=part,
        )
        american = part in ("am", "pm")
        stamped = american and groups.get("s") is not None
        self.said = replace(self.said, clock=clock, american=american, stamped=stamped)
        return self._took("time", end)

    def _beside(self, place: int) -> tuple[int, str]:
        """The part of the day right behind the time that ends at ``place``, and where it ends."""
        found = forms.BESIDE.match(self._plain, place)
        if found is None:
            return place, ""
        part = found["part"] or found["letter"]
        if "." in part:
            part = re.sub("[ .]", "", part)
        if self._on_page and part in forms.DAY_PARTS.split("|") and self._goes_on(found.end()):
            # «Sáng nay» opens a sentence; «2h30 chiều nay» may be the time or one.
            word = self._text[self._at[found.start("part")]]
            self.said = replace(self.said, torn=not word.isupper())
            return place, ""
        return found.end(), part

    def _goes_on(self, place: int) -> bool:
        """Whether a word follows at ``place`` that is no part of the moment."""
        behind = self._plain[place:].lstrip()
        if not behind or not (behind[0].isalpha() or behind[0] == _UNKNOWN):
            return False
        gap = forms.GAP_ON_PAGE.match(self._plain, place)
        assert gap is not None
        known = (forms.WEEKDAY, forms.YEAR_FIRST, forms.NUMBERS, forms.SPOKEN, forms.ZONE_HOME)
        return not any(form.match(self._plain, gap.end()) for form in known)

    def _loose(self, place: int) -> bool:
        found = forms.LOOSE.match(self._plain, place)
        if found is None:
            return False
        self.said = replace(self.said, part=found["part"])
        return self._took("part", found.end())

    def _zone(self, place: int) -> bool:
        plain = self._plain
        zero = forms.ZONE_ZERO.match(plain, place)
        home = forms.ZONE_HOME.match(plain, place)
        if zero or home:
            found = zero or home
            assert found is not None
            zone = HOME if home else timedelta()
        else:
            found = forms.ZONE.match(plain, place) or forms.ZONE_PLUS.match(plain, place)
            if found is None and self._iso:
                found = forms.ZONE_ISO.match(plain, place)
            if found is None:
                return False
            zone = timedelta(hours=int(found["zh"] or 0), minutes=int(found["zm"] or 0))
            if found["sign"] == "-":
                zone = -zone
        self.said = replace(self.said, zone=zone)
        return self._took("zone", found.end())

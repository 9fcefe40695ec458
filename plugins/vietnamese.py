"""What Vietnamese asks of software: one form of a text, folding, tone placement, order, dates.

All functions are pure and take any string. Sources: Unicode Standard Annex 15
(normal forms); Quyết định 240/QĐ (1984) and today's dictionaries for the two
placements of the tone mark (``hoà``/``hòa``); the alphabet of 29 letters with
f, j, w, z where foreign names put them; the order of tones ngang, huyền, hỏi,
ngã, sắc, nặng as in the dictionaries of the Institute of Linguistics.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache

VIETNAM = timezone(timedelta(hours=7), "+07")
"""Vietnam has kept UTC+07:00, without summer time, since 13 June 1975."""

NBSP = "\u00a0"

LATIN = "A-Za-z\u00c0-\u024f\u1e00-\u1eff"
"""Within a character class: letters, and nothing that is written otherwise in NFC."""

TONES = "\u0300\u0309\u0303\u0301\u0323"
"""Huyền, hỏi, ngã, sắc, nặng: dictionary order, ngang before them all."""


def nfc(text: str) -> str:
    """The one form in which text is kept, compared and written."""
    return unicodedata.normalize("NFC", text)


_APART = re.compile("[^\u0300-\u036f]?[\u0300-\u036f]+")


def composed(text: str) -> tuple[str, Callable[[int], int]]:
    """``text`` in NFC, and a function from an offset in it to the offset in ``text``.

    For whoever looks for something in NFC and must point at it where it was written.
    """
    if unicodedata.is_normalized("NFC", text):
        return text, int
    parts: list[str] = []
    starts, shifts = [0], [0]
    done = length = 0
    for run in _APART.finditer(text):
        whole = unicodedata.normalize("NFC", run[0])
        parts += (text[done : run.start()], whole)
        length += run.start() - done + len(whole)
        done = run.end()
        if done - length != shifts[-1]:
            starts.append(length - len(whole) + 1)
            shifts.append(done - length)
    parts.append(text[done:])
    return "".join(parts), lambda offset: offset + shifts[bisect_right(starts, offset) - 1]


def squeeze(text: str) -> str:
    """``text`` in NFC on one line: every run of white space (NBSP too) one space, ends bare."""
    return " ".join(nfc(text).split())


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower case without any mark, đ as d: what a reader types who types no diacritics."""
    if text.isascii():
        return text.lower()
    bare = unicodedata.normalize("NFD", text.casefold()).replace("đ", "d")
    return unicodedata.normalize("NFC", "".join(c for c in bare if not unicodedata.combining(c)))


_OLD_TONE = re.compile(
    "(?<![qQ])([oO])([aAeE])(["
    + TONES
    + r"])(?!\w)"
    + "|(?<![qQ])([uU])([yY])(["
    + TONES
    + r"])(?!\w)"
)


def retone(text: str) -> str:
    """``text`` in NFC with the mark of final oa, oe, uy on the first vowel: ``Thuỵ`` is ``Thụy``.

    Both placements are in use, often in one post; comparing needs one of them.
    ``quý`` keeps its mark, for there the u belongs to the consonant.
    """
    apart = unicodedata.normalize("NFD", text)

    def move(m: re.Match[str]) -> str:
        first, second, tone = m.group(1, 2, 3) if m.group(1) else m.group(4, 5, 6)
        return f"{first}{tone}{second}"

    return unicodedata.normalize("NFC", _OLD_TONE.sub(move, apart))


def sameness(text: str) -> str:
    """The key under which two spellings of one name are equal: case, spaces, tone placement, NFC.

    Marks still count: ``Tú`` and ``Tư`` are two names.
    """
    return retone(squeeze(text)).casefold()


def slugify(text: str, *, limit: int = 80) -> str:
    """An address in unaccented Vietnamese: ``15/2024/QĐ-UBND`` is ``15-2024-qd-ubnd``.

    Cut at a hyphen so that it is at most ``limit`` characters; empty when
    ``text`` has no letter or digit.
    """
    slug = re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")
    if len(slug) > limit:
        slug = slug[: limit + 1].rsplit("-", 1)[0][:limit]
    return slug


_ALPHABET = {letter: place for place, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}


@lru_cache(maxsize=65536)
def collation(text: str) -> tuple[object, ...]:
    """A sort key in dictionary order: letters first, then tones, then the text itself."""
    letters: list[tuple[int, int]] = []
    tones: list[int] = []
    for char in nfc(text).casefold():
        apart = unicodedata.normalize("NFD", char)
        tone = next((i for i, t in enumerate(TONES, 1) if t in apart), 0)
        base = unicodedata.normalize("NFC", "".join(c for c in apart if c not in TONES))
        if base in _ALPHABET:
            letters.append((2, _ALPHABET[base]))
            tones.append(tone)
        elif base.isdigit():
            letters.append((1, int(base)) if base.isdecimal() else (1, 0))
        elif base.isspace():
            letters.append((0, 0))
        elif base:  # else it is a mark of no letter
            letters.append((3, ord(base[0])))
    return (_with_numbers(letters), tuple(tones), text)


def initial(text: str) -> str:
    """The letter a name stands under in an index: no tone, but Â is not A and Đ is not D."""
    apart = unicodedata.normalize("NFD", nfc(text)[:1].upper())
    return unicodedata.normalize("NFC", "".join(c for c in apart if c not in TONES))


def _with_numbers(letters: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Runs of digits as one number, so that Phòng 2 comes before Phòng 15."""
    merged: list[tuple[int, int]] = []
    in_number = False
    for kind, value in letters:
        if kind == 1 and in_number:
            merged[-1] = (1, merged[-1][1] * 10 + value)
        else:
            merged.append((kind, value))
        in_number = kind == 1
    return tuple(merged)


WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


def day(when: date) -> str:
    """``15/3/2021``."""
    return f"{when.day}/{when.month}/{when.year}"


def weekday(when: date) -> str:
    """``Thứ Hai`` … ``Chủ nhật``."""
    return WEEKDAYS[when.weekday()]


def dateline(when: datetime) -> str:
    """``Thứ Hai, 15/3/2021, 08:19``."""
    return f"{weekday(when)}, {day(when)}, {when.hour:02}:{when.minute:02}"


def time_and_day(when: datetime) -> str:
    """``08:19 15/03/2021``, of an aware moment as it was in Vietnam, as long as any other."""
    return f"{when.astimezone(VIETNAM):%H:%M %d/%m/%Y}"


def long_date(when: date) -> str:
    """``Thứ Hai, ngày 15 tháng 3 năm 2021``, with no break between a word and its number."""
    return f"{weekday(when)}, ngày{NBSP}{when.day} tháng{NBSP}{when.month} năm{NBSP}{when.year}"


def month(year: int, number: int) -> str:
    """``Tháng 3/2021``."""
    return f"Tháng{NBSP}{number}/{year}"


# What a search begins with decides its cost: few spaces are followed by a digit.
_BOUND = re.compile(
    r" (?=[0-9])(?:(?<=\b[Pp]hòng )|(?<=\b[Nn]gày )|(?<=\b[Tt]háng )|(?<=\b[Nn]ăm )|(?<=\b[Qq]uý )"
    r"|(?<=\b[Đđ]iều )|(?<=\b[Kk]hoản )|(?<=\b[Ss]ố )|(?<=\b[Kk]hu vực ))"
)


def bind(text: str) -> str:
    """``text`` with a non-breaking space where a word and its number must stay together."""
    return _BOUND.sub(NBSP, text)

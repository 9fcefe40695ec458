"""Line ends and signs that nobody sees, read as what they are for.

Word, PDF and old systems leave behind vertical tabs, form feeds, NEL and
Unicode's separators where a line ends, and control characters where there was
a cell, a dash or nothing. None may join two words, nor make one line of many;
what cannot be told is asked, never mended.
"""

from __future__ import annotations

import re
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from plugins.characters import CONTROL
from plugins.patterns import later
from plugins.vietnamese import fold, nfc

_Found = TypeVar("_Found")

_SPLIT = later("([\n\r\x0b\x0c\x85\u2028\u2029])")
_SPACES = later("[\x1c-\x1f]")
"""Separators of fields and records: between two words, a space."""

INVISIBLE = later(
    "(?:[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
    # Joiners mean something within emoji and in other scripts.
    "|(?<![^\x00-\u024f\u1e00-\u1eff\u2000-\u206f\ufeff])[\u200c\u200d]"
    "(?![^\x00-\u024f\u1e00-\u1eff\u2000-\u206f\ufeff]))+"
)

SUSPECT = later(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufdd0-\ufdef\ufeff"
    "\ufffe\uffff\ud800-\U0010ffff]"
)
"""All of the above, line ends and more: one quick search tells that a text has none of them."""

_LONGEST = 20
"""Characters looked at for the word before a sign."""

_WORD_BEFORE = later(r"(?:^|[\s“\"(‘'])([^\W\d_]{1,8})$")
_WORD_BEHIND = later(r"([^\W\d_]{1,8})(?=$|[\s.,;:!?)”\"’'…])")
_VOWELS = later("[aeiouy]+")

_ZERO_WIDTH_SPACE = "\u200b"

_FENCE = later(r"(?:-{2,}|[–—]+-*|\.\.\.|===+)[ \t]*")
_ROW = later(r"[A-Za-z_]{2,20}[ \t]*:(?=\s|$)|[ \t]*- |[ \t]*#|[\]}]")
"""How a line of a front matter begins."""

_BLOCK = later(r"[ \t\u00a0]*(?:[-+*•–—|>#]|\d{1,3}[.)]|[a-zđ]\)|```|~~~|$)")
"""How a line of a body begins that goes on no paragraph."""


class Lines(Struct, frozen=True, kw_only=True):
    """A text whose lines end with LF alone."""

    text: str
    true: tuple[int, ...] = ()
    """Of each line, its number in the file; empty where they are the same."""
    odd: int = 0
    """Number of the first line that is not one of the file, whole; 0: all are."""


def plain_lines(text: str) -> Lines:
    """``text`` as it is read: each line end that is meant is one, and no other.

    What separates lines only in old systems (VT, FF, NEL, U+2028, U+2029, a CR
    among LFs) ends a line of the body, as a break within the paragraph, and is a
    space within a value of the front matter. Where a file has no other line
    ends, they are its line ends. Blank lines at the top are left out.
    """
    text = text.replace("\r\n", "\n")
    usual = next((end for end in ("\n", "\r") if end in text), "\x0b\x0c\x85\u2028\u2029")
    counted = "\n\r" if usual in ("\n", "\r") else usual
    reader = _Reader(usual)
    number = 1
    before = ""
    for part in _SPLIT.split(text):
        if len(part) == 1 and _SPLIT.match(part):
            before = part
            number += part in counted
            continue
        reader.take(part, before, number)
    true = tuple(reader.true)
    return Lines(
        text="\n".join(reader.rows),
        true=() if true == tuple(range(1, len(true) + 1)) else true,
        odd=reader.odd,
    )


def in_file(value: _Found, true: tuple[int, ...]) -> _Found:
    """``value`` with each ``line`` in it as the file counts; ``true`` as in ``Reporter``."""
    if not true:
        return value
    if isinstance(value, tuple):
        return tuple(in_file(one, true) for one in value)  # type: ignore[return-value]
    if not isinstance(value, Struct):
        return value
    changed: dict[str, object] = {}
    for name in value.__struct_fields__:
        old = getattr(value, name)
        if name == "line":
            changed[name] = true[min(max(old, 1), len(true)) - 1]
        elif isinstance(old, (tuple, Struct)):
            changed[name] = in_file(old, true)
    return replace(value, **changed)


class _Reader:
    """Lines as they are put together."""

    def __init__(self, usual: str) -> None:
        self._usual = usual
        self.rows: list[str] = []
        self.true: list[int] = []
        self.odd = 0
        self._place = "top"

    def take(self, part: str, before: str, number: int) -> None:
        """Add ``part``, which stands behind the separator ``before`` in line ``number``."""
        if self._place == "top" and not part.strip():
            return
        if not self.rows or before in self._usual:
            self._add(part, number)
            return
        self.odd = self.odd or number
        last = self.rows[-1]
        if self._place == "front" and not (_ROW.match(part) or _FENCE.fullmatch(part)):
            self.rows[-1] = f"{last.rstrip()} {part.lstrip()}"
            return
        if self._place != "front" and before != "\r" and last.strip() and not _BLOCK.match(part):
            if last.lstrip().startswith("|") and not last.rstrip().endswith("|"):
                self.rows[-1] = f"{last}<br>{part}"
                return
            if before == "\u2029":
                self._add("", number)
            else:
                self.rows[-1] = f"{last}  "
        self._add(part, number)

    def _add(self, part: str, number: int) -> None:
        self.rows.append(part)
        self.true.append(number)
        if self._place == "top":
            self._place = "front" if _FENCE.fullmatch(part) else "body"
        elif self._place == "front" and _FENCE.fullmatch(part):
            self._place = "body"


# --- what nobody sees ---------------------------------------------------------------------


class Unseen(Struct, frozen=True, kw_only=True):
    """A line with signs nobody sees."""

    read: str
    """The line as it is read."""
    code: str
    """Of the first sign of which something must be said: ``U+200B``."""
    instead: tuple[str, ...]
    """The line to write: two where it cannot be told whether there are two words or one."""


def controls(row: str) -> Unseen | None:
    """What to say of control characters in ``row``: a space is read where one may part words."""
    first = CONTROL.search(row)
    if first is None:
        return None
    apart = CONTROL.sub(lambda found: "" if _at_edge(found) else " ", row)
    sure = all(_at_edge(found) or _two_words(found) for found in CONTROL.finditer(row))
    instead = (apart,) if sure else tuple(dict.fromkeys((apart, CONTROL.sub("", row))))
    return Unseen(read=apart, code=f"U+{ord(first[0][0]):04X}", instead=instead)


def without_invisible(row: str) -> str:
    """``row`` as it is read: a zero-width space between two words is a space.

    Of all the others a reader sees nothing, and reads one word.
    """
    return INVISIBLE.sub(lambda found: " " if _parts(found) else "", row)


def parting(row: str) -> Unseen | None:
    """What to say of zero-width spaces that may part two words of ``row``, or one."""
    if not any(_parts(found) and not _two_words(found) for found in INVISIBLE.finditer(row)):
        return None
    read = without_invisible(row)
    return Unseen(read=read, code="U+200B", instead=(read, INVISIBLE.sub("", row)))


def spaced(text: str) -> str:
    """``text`` with a space for each separator of fields or records."""
    return _SPACES.sub(" ", text)


def _at_edge(found: re.Match[str]) -> bool:
    """Whether a space or an end of the line stands beside it, so that it parts nothing."""
    row, start, end = found.string, found.start(), found.end()
    return start == 0 or end == len(row) or row[start - 1].isspace() or row[end].isspace()


def _two_words(found: re.Match[str]) -> bool:
    """Whether two Vietnamese words surely stand around it: one syllable has one run of vowels."""
    before = _WORD_BEFORE.search(found.string, max(0, found.start() - _LONGEST), found.start())
    behind = _WORD_BEHIND.match(found.string, found.end())
    if before is None or behind is None or (before[1] + behind[1]).isascii():
        return False
    first, second = fold(nfc(before[1])), fold(nfc(behind[1]))
    vowels = (_VOWELS.findall(first), _VOWELS.findall(second), _VOWELS.findall(first + second))
    return len(vowels[0]) == len(vowels[1]) == 1 and len(vowels[2]) == 2  # noqa: PLR2004 - words


def _parts(found: re.Match[str]) -> bool:
    if _ZERO_WIDTH_SPACE not in found[0] or _at_edge(found):
        return False
    before, behind = found.string[found.start() - 1], found.string[found.end()]
    return (before.isalnum() or before in ".,;:!?…)”»") and behind.isalnum()

"""A byline cut where one who signs ends and another, or where they work, begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from plugins.bylines import words
from plugins.bylines.known import Known
from plugins.bylines.persons import is_person
from plugins.vietnamese import squeeze

_GLUED_HEAD = re.compile(
    rf"(?<=[^\W\d_A-ZĐ])(?={words.GLUED}|Phòng\s?\d|Theo\s|Tổng hợp$|(?:Ảnh|Video)\s?:)"
)
_RESIDUE = re.compile(
    r"[\u200b-\u200f\u2060\ufeff*_]|(?:left|center|right){2,3}(?:del)?", re.IGNORECASE
)


def tidy(text: str) -> str:
    """``text`` on one line, without what editors and pages leave around it."""
    line = squeeze(_RESIDUE.sub("", text)).removesuffix("./.")
    line = _GLUED_HEAD.sub(" ", line).strip(" |•·~><»«“”\"'").lstrip("-–—+ ").rstrip("-–—|,;: ")
    if line.startswith("(") and line.endswith(")") and line.count("(") == 1:
        line = line[1:-1].strip()
    return line.rstrip(" .…|")


def restore(name: str) -> str:
    """``name`` with ordinary capitals when it is written in capitals; initials are kept."""
    if not name.isupper() or words.INITIALS.fullmatch(name):
        return name
    return re.sub(r"[^\W\d_]+", lambda run: run[0].capitalize(), name)


_CUT = re.compile(r"\s*[-‐-―−|;/+&:,()]+[\s)]*|\s+(?:và|cùng)\s+")
_WHOLE = re.compile(
    rf"\(\s?(?:{words.SHORT_HEADS})\s?\)|Đ/c|(?-i:[A-ZĐ]{{2,}}&[A-ZĐ]{{2,}}"
    r"|Phòng [A-ZĐ]{2,5}-[A-ZĐ]{2,5})",
    re.IGNORECASE,
)


def pieces(
    line: str, known: Sequence[Known] = (), heads: re.Pattern[str] = words.UNIT
) -> list[tuple[int, int]]:
    """Where the pieces of a line begin and end; what is ``known`` is a piece of its own.

    ``heads`` is the pattern of where a unit's name begins.
    """
    pieces: list[tuple[int, int]] = []
    start = 0
    for one in known:
        pieces += _cut(line, start, one.start, heads)
        pieces.append((one.start, one.end))
        start = one.over
    return pieces + _cut(line, start, len(line), heads)


def _cut(line: str, start: int, end: int, heads: re.Pattern[str]) -> list[tuple[int, int]]:
    """The pieces of one stretch of a line."""
    whole = [m.span() for m in _WHOLE.finditer(line, start, end)]
    pieces: list[tuple[int, int]] = []
    for cut in _CUT.finditer(line, start, end):
        if any(a < cut.end() and cut.start() < b for a, b in whole):
            continue
        pieces += _anchored(line, start, cut.start(), heads)
        start = cut.end()
    return pieces + _anchored(line, start, end, heads)


def _anchored(
    line: str, start: int, end: int, unit_heads: re.Pattern[str]
) -> list[tuple[int, int]]:
    """One stretch, cut again where a department or unit begins without any mark."""
    bounds = [start]
    in_department = False
    heads = (unit_heads, words.NUMBERED, words.NAMED)
    found = {m.span() for head in heads for m in head.finditer(line, start, end)}
    covered = start
    for anchor, head_end in sorted(found):
        if anchor < covered or (line[:anchor].endswith("(") and _WHOLE.match(line, anchor - 1)):
            continue
        unit = bool(unit_heads.match(line, anchor, end))
        covered = head_end
        if unit or not in_department:
            bounds.append(anchor)
        in_department = in_department or not unit
    people = [_person_after(line, a, b, unit_heads) for a, b in pairwise([*bounds, end])]
    spans = pairwise(sorted([*bounds, *filter(None, people), end]))
    return [(a, a + len(line[a:b].rstrip())) for a, b in spans if line[a:b].strip()]


_CAPITALISED = re.compile(r"[^\W\d_]+")
_LONGEST_PERSON = 4
PLACE_WORDS = 2
"""Syllables of nearly every place, before a person's name may begin without a mark."""


def _person_after(line: str, start: int, end: int, heads: re.Pattern[str]) -> int:
    """Where a person's name begins right after a unit's or a numbered department's; else 0.

    ``VKSND huyện Hưng Hà Nguyễn Văn An``: a family name with one to three names
    after it, behind a place of two syllables.
    """
    numbered = words.NUMBERED.match(line, start, end)
    head = numbered or heads.match(line, start, end)
    if head is None:
        return 0
    named = [m for m in _CAPITALISED.finditer(line, head.end(), end) if m[0][0].isupper()]
    if numbered and not line[head.end() : end].lstrip()[:1].isupper():
        return 0
    for word in named[0 if numbered else PLACE_WORDS :]:
        rest = line[word.start() : end].strip(" .")
        count = len(rest.split())
        if (
            word[0].casefold() in words.SURNAMES
            and 1 < count <= _LONGEST_PERSON
            and rest.casefold() not in words.PROVINCES
            and is_person(rest)
        ):
            return word.start()
    return 0

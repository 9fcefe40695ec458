"""A byline cut where one who signs ends and another, or where they work, begins."""

from __future__ import annotations

import re
from itertools import pairwise

from plugins.bylines import words
from plugins.bylines.persons import is_person
from plugins.vietnamese import squeeze

_GLUED_HEAD = re.compile(r"(?<=[^\W\d_A-ZĐ])(?=VKS|Viện (?:KS|kiểm)|Phòng\s?\d|Theo\s|Ảnh\s?:)")
_RESIDUE = re.compile(
    r"[\u200b-\u200f\u2060\ufeff*_]|(?:left|center|right){2,3}(?:del)?", re.IGNORECASE
)


def tidy(text: str) -> str:
    """``text`` on one line, without what editors and pages leave around it."""
    line = squeeze(_RESIDUE.sub("", text)).removesuffix("./.")
    line = _GLUED_HEAD.sub(" ", line).strip(" |•·~>»“”\"'").lstrip("-–—+ ").rstrip("-–—|,;: ")
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
    r"\(\s?VKS(?:ND)?\s?\)|Đ/c|(?-i:[A-ZĐ]{2,}&[A-ZĐ]{2,}|Phòng [A-ZĐ]{2,5}-[A-ZĐ]{2,5})",
    re.IGNORECASE,
)


def pieces(line: str) -> list[tuple[int, int]]:
    """Where the pieces of a line begin and end."""
    whole = [m.span() for m in _WHOLE.finditer(line)]
    pieces: list[tuple[int, int]] = []
    start = 0
    for cut in _CUT.finditer(line):
        if any(a < cut.end() and cut.start() < b for a, b in whole):
            continue
        pieces += _anchored(line, start, cut.start())
        start = cut.end()
    return pieces + _anchored(line, start, len(line))


def _anchored(line: str, start: int, end: int) -> list[tuple[int, int]]:
    """One stretch, cut again where a department or unit begins without any mark."""
    bounds = [start]
    in_department = False
    heads = (words.UNIT, words.NUMBERED, words.NAMED)
    found = {m.span() for head in heads for m in head.finditer(line, start, end)}
    covered = start
    for anchor, head_end in sorted(found):
        if anchor < covered or (line[:anchor].endswith("(") and _WHOLE.match(line, anchor - 1)):
            continue
        unit = bool(words.UNIT.match(line, anchor, end))
        covered = head_end
        if unit or not in_department:
            bounds.append(anchor)
        in_department = in_department or not unit
    people = [_person_after(line, a, b) for a, b in pairwise([*bounds, end])]
    spans = pairwise(sorted([*bounds, *filter(None, people), end]))
    return [(a, a + len(line[a:b].rstrip())) for a, b in spans if line[a:b].strip()]


_CAPITALISED = re.compile(r"[^\W\d_]+")
_LONGEST_PERSON = 4
PLACE_WORDS = 2
"""Syllables of nearly every place, before a person's name may begin without a mark."""


def _person_after(line: str, start: int, end: int) -> int:
    """Where a person's name begins right after a unit's or a numbered department's; else 0.

    ``VKSND huyện Hưng Hà Nguyễn Văn An``: a family name with one to three names
    after it, behind a place of two syllables.
    """
    numbered = words.NUMBERED.match(line, start, end)
    head = numbered or words.UNIT.match(line, start, end)
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

"""Numbers and symbols of documents in a text: ``609/VKSTC-VP``, in every way they are written."""

from __future__ import annotations

import re
from dataclasses import dataclass

from plugins.documents import types
from plugins.patterns import later

DASH = "\\-\u2010-\u2015\u2212"
_JOIN = rf"\s{{0,2}}[/{DASH}]\s{{0,2}}"
_UPPER = "A-ZĐƯÂÊÔĂƠ"
_LETTER = r"[^\W\d_]"
_PART = (
    rf"(?:[{_UPPER}]{{1,14}}(?:[a-zyđ]{{1,2}}[{_UPPER}]{{0,6}}|&[{_UPPER}]{{1,10}})?"
    rf"(?:\d{{1,3}}|(?<=QH)\s{{1,2}}\d{{1,2}})?(?!\d)(?!(?!của|ngày|về|và){_LETTER})"
    rf"|[{_UPPER}]{{2,14}}(?=(?:[bcdđklmnpqstvx]|(?<!N)g|(?<![TNCKPG])h|(?<!T)r){_LETTER})"
    rf"|[{_UPPER}]{{2,13}}(?=[{_UPPER}](?![{_UPPER}]){_LETTER}))"
)
"""Letters of an organ or a code; or those before a word glued to them: ``BGDĐTsẽ``, ``VKSThực``.

Whether the last capital is the word's own its next letter tells, as Vietnamese spells.
"""
_CODE = rf"(?:{'|'.join(sorted(types.BY_CODE, key=lambda code: (-len(code), code)))})"
# The pattern starts with its first digit and looks back from there: that lets the
# engine skip from digit to digit.
_SMALL = (
    rf"(?:\s?/\s?\d{{4}})?\s?[/{DASH}]\s?(?:{'|'.join(types.SMALL_CODES)})"
    rf"(?:\s?[/{DASH}]\s?[a-zđưâêô]{{1,12}}\d{{0,3}})*(?!\w)"
)
"""A symbol typed in small letters: only one that begins with a code or an organ we know."""
NUMBER = later(
    r"(?P<n>[0-9](?:(?<![\w/][0-9])|(?<=[a-zốđ][0-9]))(?<!\d[.,][0-9])(?:(?<=0)\s(?=\d{1,4}/))?[0-9]{0,5}+(?:[0-9](?=\s?/QĐ)|[a-zA-Z]?))(?:"
    rf"(?P<symbol>(?=\s{{0,2}}[/{DASH}])(?:(?:{_JOIN}(?:\d{{4}}(?={_JOIN}[{_UPPER}])"
    rf"|\d\d(?=\s?/\s?[{_UPPER}])|{_CODE}\.[{_UPPER}]{{2,8}}(?!\w)|{_PART}))+|{_SMALL})"
    rf"|\s?{_CODE}(?:{_JOIN}{_PART})+)"
    rf"|(?P<year>\s?/\s?(?:19|20)\d\d|(?<!\d{{3}})-(?:19|20)\d\d)(?![\w/]|[.,]\d|\s?[{DASH}]\s?\d)"
    r"|(?P<bare>)(?![\w/%]|[.,:]\d|\s?[-–]\s?\d)"
    r")"
)
_STEP = later(
    rf"(?P<join>{_JOIN})(?P<part>\d{{4}}|\d\d(?!\d)|[{_UPPER}a-zđưâêô&.]+(?:\s{{0,2}}\d+)?)"
)
_CODED = later(rf"\s?({_CODE})(?=\s{{0,2}}[/{DASH}])")
"""A code without a stroke before it: ``12 QĐ/VKS``."""
_ODD = later(r"[\s.\u2010-\u2015\u2212]|^[^/-]")
"""In a symbol: it is not yet in its normal form."""
_JOINT_ENDS = tuple(f"/{code}" for code in types.JOINT)
"""``01-TANDTC - VKSNDTC/TTLT``: the organs stand before the code."""
_SHORT_PART = 3
"""Letters of a part that may follow a dash with spaces on both sides: ``C1``, ``VP``."""


@dataclass(slots=True)
class Number:
    """A number in a text, with the symbol behind it where there is one."""

    text: str
    parts: tuple[str, ...]
    """Letters of the symbol, without year: ``("QĐ", "VKSHL")``."""
    start: int
    end: int
    kind: str
    """``symbol``, ``loose`` (no stroke before its code), ``year``, ``bare``, or ``listed``: a
    bare one after another."""

    @property
    def is_bare(self) -> bool:
        """Whether it has neither symbol nor year."""
        return self.kind in {"bare", "listed"}


def symbol(text: str, m: re.Match[str]) -> Number:
    """The number and symbol of a match, as far as they are one: without parts, none."""
    start, end = m.span()
    if not _ODD.search(m["symbol"]) and m["n"].isalnum():
        parts = [part for part in re.split("[/-]", m[0])[1:] if not part.isdecimal()]
        return Number(m[0], tuple(parts), start, end, "symbol" if parts else "year")
    number, end, dashed = tight(m["n"]), m.end("n"), False
    parts = []
    loose = _CODED.match(text, end)
    if loose:
        number, end = number + loose[1], loose.end()
        parts.append(loose[1])
    for step in _STEP.finditer(text, end, m.end()):
        join = step["join"]
        part = tight(step["part"])
        wide = join[0].isspace() and join[-1].isspace() and "/" not in join
        joint = bool(parts) and (parts[0] in types.JOINT or m[0].endswith(_JOINT_ENDS))
        if wide and not (part.isupper() or part in types.MIXED):
            break
        if wide and dashed and not joint and len(part) > _SHORT_PART:
            break
        dashed = dashed or "/" not in join
        number += ("/" if "/" in join else "-") + part
        end = step.end()
        if not part.isdecimal():
            parts += part.split(".")
    kind = "loose" if loose else "symbol" if parts else "year"
    return Number(number, tuple(parts), start, end, kind)


def tight(text: str) -> str:
    """``text`` without any space."""
    return "".join(text.split())

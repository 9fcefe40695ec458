"""Victims and minors by the words that stand before their names, and lists of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from plugins.patterns import later
from plugins.privacy.kinds import Found, Kind
from plugins.privacy.names import MARKS, NAME, has_family, initial, names_nobody, own
from plugins.privacy.sentences import around

_GROWN = r"anh|chị|ông|bà|cô|chú|bác"
_YOUNG = r"cháu|em|bé|trai|gái|nhỏ"
_SAID = (
    r"là|gồm|có|tên|được xác định|trong(?: các)? vụ(?: án)?(?: này)?|của vụ án|tử vong|còn lại"
    r"|khác|này"
    r"|các|những|hai|ba|bốn|nữ|nam|tuổi|học|học sinh|lớp \d{1,2}[A-Z]?\d{0,2}|mầm non|nội|ngoại"
    r"|ruột|đẻ"
    r"|nuôi|riêng|thứ (?:nhất|hai|ba|\d)"
)


def _after(people: str) -> re.Pattern[str]:
    """What may stand between a word for victims and the first name, and the name."""
    said = rf"(?:[ \u00a0]+(?:(?i:{_SAID}|{people})(?!\w)))"
    return later(
        rf"(?P<said>{said}{{0,6}}[ \u00a0]*(?:[:(–-]\s*(?:[-–+*•]\s+|\d{{1,2}}[.)]\s+)?)?"
        rf"(?:(?i:{people})[ \u00a0]+)*)(?:(?<=[\s:(–-]))[“\"]?{MARKS}(?P<name>{NAME})"
    )


def _next(people: str) -> re.Pattern[str]:
    """What may stand between two names of a list, and the second."""
    return later(
        rf"{MARKS}(?:[ \u00a0]?\([^()\n]{{0,80}}\))?\s*(?:,\s*(?:và\s)?|;|và\s|cùng\s"
        rf"|(?:[.;,]\s*)?\n+\s*(?:[-–+*•]|\d{{1,2}}[.)])\s)\s*(?:(?i:{people})[ \u00a0]+)*"
        rf"{MARKS}(?P<name>{NAME})"
    )


_ANYBODY = rf"{_GROWN}|{_YOUNG}"


_SAID_FIRST = frozenset(word.split(" ")[0] for word in f"{_SAID}|{_ANYBODY}".split("|")) | {
    *("được", "trong", "lớp", "mầm", "thứ"),
}
"""Words that may follow at once; most words for victims are followed by another, and no name."""


class _Word(NamedTuple):
    """A word for victims or minors."""

    gate: str
    """What a text without is passed over for, quicker than by anything else."""
    tail: str
    """The word without its first letter, which may be a capital."""
    heads: tuple[str, ...]
    """What stands before, small and capital."""
    young: bool
    """Whether it is said of minors alone."""
    any_name: bool = False
    """Whether it is believed of a name that does not begin with a family name too."""
    named_before: bool = True
    """Whether the name may stand before it, if it is said of grown people too."""


_WORDS = (
    _Word("hại", "ị hại", ("b", "B"), young=False),
    _Word("Ị", "Ị HẠI", ("B",), young=False),
    _Word("ạn nhân", "ạn nhân", ("n", "N"), young=False),
    _Word("ử v", "ử vong", ("t", "T"), young=False, named_before=False),
    _Word("i chế", "gười chết", ("n", "N"), young=False, named_before=False),
    _Word("i bị thươ", "gười bị thương", ("n", "N"), young=False, named_before=False),
    _Word("háu", "háu", ("c", "C"), young=True, any_name=True),
    _Word(" em", "rẻ em", ("t", "T"), young=True),
    _Word("bé", "bé", ("",), young=True, any_name=True),
    _Word("Bé", "Bé", ("",), young=True, any_name=True),
    _Word("on gái", "on gái", ("c", "C"), young=True),
    _Word("n trai", "on trai", ("c", "C"), young=True),
    _Word("niên", "hiếu niên", ("t", "T"), young=True),
    _Word("niên", "hành niên", ("t",), young=True),
    _Word(" sinh", "am sinh", ("n", "N"), young=True),
    _Word(" sinh", "ữ sinh", ("n", "N"), young=True),
    _Word(" sinh", "ọc sinh", ("h", "H"), young=True),
)
_ANY = {True: _after(_YOUNG), False: _after(_ANYBODY)}
_MORE = {True: _next(_YOUNG), False: _next(_ANYBODY)}
_CHILD_OF = later(
    rf"(?:[ \u00a0]+của)?[ \u00a0][^.,;:\n]{{1,50}}?[ \u00a0](?:là|tên là|tên)[ \u00a0]+"
    rf"(?:(?:{_YOUNG})[ \u00a0]+)*{MARKS}(?P<name>{NAME})"
)
"""``con gái của ông Thành là Nguyễn Thị Ngọc``."""
_FOR = later(r"(?:đại diện|bảo vệ|bào chữa)[^.;\n]{0,40}$", re.IGNORECASE)
"""Before a word for victims: who stands behind it speaks for them."""
_STARTS = later(r"(?:^|[.!?:;,(\[“\"*_|–+\n-]\s*(?:\d{1,2}[.)]\s*)?)[*_“\"(]*$")
"""Before a capital that only begins a sentence; else it is of a name (``Nguyễn Thị Bé``)."""
_NOT_CHILDREN = (
    "hội bác đội đoàn trường nhà ban công trung lớp việt viện tòa toà ủy uỷ sở phòng quỹ tổ chi "
    "đảng mặt liên hà thái quảng mỹ nhật hòa bình hạnh ngoan khỏe khoẻ"
)
_NOT_NAMES = frozenset(_NOT_CHILDREN.split())
"""First words of what is no child's name."""
_IS_ONE = later(
    rf"({NAME}){MARKS}(?:[ \u00a0]?\([^()\n]{{0,60}}\))?[ \u00a0]*(?:,?[ \u00a0]là|\()[ \u00a0]*"
    rf"(?:(?:một|những|các|trong|số|người)"
    r"[ \u00a0])*$"
)
"""``… là bị hại``, ``… (bị hại)``: the name stands before."""
_OF_CASE = later(r"[ \u00a0](?:trong|của)[ \u00a0](?:các[ \u00a0])?vụ(?!\w)")
_APPOSED = later(
    rf"(?<!\w)(?i:{_ANYBODY})[ \u00a0]+{MARKS}({NAME}){MARKS}(?:[ \u00a0]?\([^()\n]{{0,60}}\))?"
    r"[ \u00a0]?[,–-][ \u00a0](?:người[ \u00a0])?$"
)
"""``chị …, người bị hại trong vụ án``: of the case, for lists of those present go on so too."""
_WRONGED = later(
    r"(?:iếp dâm|ưỡng dâm|âm ô|iao cấu|âm hại(?: tình dục)?|át hại|ạo hành|ắt cóc)"
    rf"(?:[ \u00a0]+(?:với|đối với))?[ \u00a0]+(?:(?:{_ANYBODY}|nạn "
    rf"nhân)[ \u00a0]+)+{MARKS}(?P<name>{NAME})"
)
_WRONGS = ("dâm", "hại", "iao cấu", "ạo hành", "ắt cóc")
_PUPIL = later(rf"(?<!\w)[Ee]m[ \u00a0]+(?P<pupil>học sinh[ \u00a0]+)?{MARKS}(?P<name>{NAME})")
_MANY = later(r"(?<!\w)(?:hai|ba|bốn|năm|các|những|\d)[ \u00a0]$", re.IGNORECASE)
"""``hai em …``: said of children."""
_SCHOOL = later(
    r"học sinh|(?<!\w)lớp\s\d|[Tt]rường\s(?:THCS|THPT|PTDT|[Tt]iểu học|[Mm]ầm non|[Tt]rung học)"
    r"|(?:sinh(?:\s(?:năm|ngày))?|SN|sn)[:.]?\s?[^,;)]{0,12}?20(?:0[3-9]|[1-9]\d)|(?<!\d)(?:\d"
    r"|1[0-7])\s+tuổi"
)
"""What makes a minor of whom a text calls ``em``."""


_PRIZE = later(
    r"(?<!\w)(?:đạt|đoạt|giành|nhận|trao)(?:\s[^\W\d_]+){0,3}?\s(?:giải|huy chương|HC[VBĐ])(?!\w)"
    r"|(?<!\w)giải\s(?:đặc biệt|nhất|nhì|ba|khuyến khích|vàng)(?!\w)|(?<!\w)huy chương\s"
    r"(?:vàng|bạc|đồng)(?!\w)",
    re.IGNORECASE,
)
_HARMED = later(
    r"(?<!\w)bị(?!\w)|nạn nhân|xâm hại|tử vong|tai nạn|bạo hành|mồ côi|\d\s+tuổi|(?<!học )sinh\s"
    r"|(?<!\w)SN(?!\w)",
    re.IGNORECASE,
)
"""What else a sentence tells of a child, besides a prize."""


_GATES = tuple(dict.fromkeys((*(word.gate for word in _WORDS), *_WRONGS)))


def victims(text: str) -> Iterator[Found]:
    """Full names of victims and minors."""
    there = {gate for gate in _GATES if gate in text}
    for word in _WORDS if there else ():
        at = text.find(word.tail) if word.gate in there else -1
        while at >= 0:
            over = at + len(word.tail)
            for one in _named(text, at, word):
                yield one
                over = max(over, one.end)
            at = text.find(word.tail, over)
    if not there.isdisjoint(_WRONGS):
        for found in _WRONGED.finditer(text):
            yield from _listed(text, found, young=False)
    if " em" in there or "Em " in text or text.startswith("em "):
        for found in _PUPIL.finditer(text):
            first, last = around(text, found.start(), found.end())
            name = own(found["name"])
            said = _SCHOOL.search(text, first, last) or (
                has_family(name or "-") and _MANY.search(text, first, found.start())
            )
            if (
                said
                and _is_believed(name, any_name=not found["pupil"])
                and not _is_honoured(text, first, last)
            ):
                yield from _listed(text, found, young=True)


def _named(text: str, at: int, word: _Word) -> Iterator[Found]:
    """The names behind the word whose tail is ``at``, or the one before it."""
    start = at - len(word.heads[0])
    head, end = text[start:at], at + len(word.tail)
    if head not in word.heads or text[end : end + 1].isalnum():
        return
    if (start and text[start - 1].isalnum()) or not _may_be_followed(text, end, word):
        return
    before = text[max(0, start - 90) : start]
    is_capital = text[start].isupper() and not word.tail.isupper()
    if is_capital and not _STARTS.search(before):
        return
    found = _ANY[word.young].match(text, end)
    if found is None and word.tail.startswith("on "):
        found = _CHILD_OF.match(text, end)
    if found is None:
        one = _name_before(text, end, before, word)
        if one:
            yield from _one(text, one, start - len(before))
    elif _is_meant(text, found, before, word):
        yield from _listed(text, found, young=word.young)


def _name_before(text: str, end: int, before: str, word: _Word) -> re.Match[str] | None:
    """The name that stands before a word for victims, which ends at ``end``."""
    if word.young or not word.named_before:
        return None
    return _IS_ONE.search(before) or (
        _APPOSED.search(before) if _OF_CASE.match(text, end) else None
    )


def _is_meant(text: str, found: re.Match[str], before: str, word: _Word) -> bool:
    """Whether the name behind a word is that of a victim or minor, and told as one."""
    said = found.groupdict().get("said") or ""
    if _FOR.search(before) and ("là" in said or ":" in said):
        return False
    if not _is_believed(own(found["name"]), any_name=word.any_name):
        return False
    return not (word.young and _is_honoured(text, *around(text, found.start(), found.end())))


def _is_honoured(text: str, first: int, last: int) -> bool:
    """Whether a sentence tells of a prize, and of no wrong: winners are named in public."""
    if not _PRIZE.search(text, first, last):
        return False
    return not _HARMED.search(text, first, last)


def _may_be_followed(text: str, end: int, word: _Word) -> bool:
    """Whether a name may follow, told by the next word: a name's, or one that may come before.

    A name before it may be followed by anything.
    """
    if not word.young and word.named_before:
        return True
    after = text[end + 1 : end + 12].split(None, 1)
    if not after:
        return False
    first = after[0].rstrip(":,;(")
    return not first[:1].islower() or word.tail.startswith("on ") or first in _SAID_FIRST


def _is_believed(name: str, *, any_name: bool) -> bool:
    """Whether ``name`` is somebody's; ``any_name``: also without a family name, as a child's is."""
    if not name:
        return False
    return has_family(name) or (any_name and name.split(None, 1)[0].casefold() not in _NOT_NAMES)


def _listed(text: str, found: re.Match[str], *, young: bool) -> Iterator[Found]:
    """The name in ``found``, and those that go on from it in one list."""
    one: re.Match[str] | None = found
    while one:
        yield from _one(text, one, 0, "name")
        one = _MORE[young].match(text, one.end("name"))
        if one and not has_family(own(one["name"]) or "-"):
            return


def _one(text: str, found: re.Match[str], offset: int, group: int | str = 1) -> Iterator[Found]:
    name = own(found[group])
    end = offset + found.end(group)
    start = end - len(name)
    if name and not names_nobody(name, text[max(0, start - 24) : start]):
        yield Found(start, end, Kind.VICTIM, initial(name))

"""Citations of numbered official documents in prose: type, number and symbol, date.

A number with a symbol (``143/QĐ-VKSHL``, ``08-NQ/TW``, ``609/VKSTC-VP``) is
found by one pattern over the whole text; a bare number counts only beside a
type word (``Chỉ thị 01 ngày …``). From there the text is read a few words back
for the type and a few on for the date. Recognition only: whether two citations
are one document is decided elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from plugins.documents import types
from plugins.vietnamese import composed


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One document as cited once; ``text`` is exactly what stands at ``start:end``."""

    type: str
    """``Quyết định``; told by the word before the number, else by the code in it."""
    number: str
    """Number and symbol without spaces, dashes plain, letters as written."""
    date: date | None
    text: str
    start: int
    end: int


def find_documents(text: str) -> tuple[Citation, ...]:
    """Every numbered document cited in ``text``, in order. Never raises.

    Offsets are into ``text`` as given, in whatever normal form. Articles of
    laws and laws cited by name and year are no numbered documents.
    """
    written, back = composed(text)
    found: list[Citation] = []
    all_cited = list(_cited(written))
    for cited in _shared(written, all_cited) if len(all_cited) > 1 else all_cited:
        start, end = back(cited.start), back(cited.end)
        found.append(
            Citation(
                type=cited.type,
                number=cited.number,
                date=cited.date,
                text=text[start:end],
                start=start,
                end=end,
            )
        )
    return tuple(found)


# --- numbers ------------------------------------------------------------------------

_DASH = "\\-\u2010-\u2015\u2212"
_JOIN = rf"\s{{0,2}}[/{_DASH}]\s{{0,2}}"
_UPPER = "A-ZĐƯÂÊÔĂƠ"
_PART = (
    rf"[{_UPPER}]{{1,14}}(?:[a-zy]{{1,2}}[{_UPPER}]{{0,6}})?(?:\d{{1,3}}|(?<=QH)\s\d{{1,2}})?"
    r"(?!\d)(?!(?!của|ngày|về|và)[^\W\d_])"
)
# The pattern starts with its first digit and looks back from there: that lets the
# engine skip from digit to digit.
_SMALL = (
    rf"(?:\s?/\s?\d{{4}})?\s?[/{_DASH}]\s?(?:{'|'.join(types.SMALL_CODES)})"
    rf"(?:\s?[/{_DASH}]\s?[a-zđưâêô]{{1,12}}\d{{0,3}})*(?!\w)"
)
"""A symbol typed in small letters: only one that begins with a code or an organ we know."""
_NUMBER = re.compile(
    r"(?P<n>[0-9](?<![\w/][0-9])(?<!\d[.,][0-9])[0-9]{0,5}+[a-zA-Z]?)(?:"
    rf"(?P<symbol>(?=\s{{0,2}}[/{_DASH}])(?:(?:{_JOIN}(?:\d{{4}}(?={_JOIN}[{_UPPER}])|{_PART}))+|{_SMALL}))"
    rf"|(?P<year>\s?/\s?(?:19|20)\d\d)(?![\w/]|[.,]\d)"
    r"|(?P<bare>)(?![\w/%]|[.,:]\d|\s?[-–]\s?\d)"
    r")"
)
_STEP = re.compile(rf"(?P<join>{_JOIN})(?P<part>\d{{4}}|[{_UPPER}a-zđưâêô]+(?:\s?\d+)?)")
_SHORT_PART = 3
"""Letters of a part that may follow a dash with spaces on both sides: ``C1``, ``VP``."""


@dataclass(slots=True)
class _Number:
    text: str
    parts: tuple[str, ...]
    """Letters of the symbol, without year: ``("QĐ", "VKSHL")``."""
    start: int
    end: int
    kind: str
    """``symbol``, ``year`` or ``bare``."""


def _numbers(text: str) -> Iterator[_Number]:
    for m in _NUMBER.finditer(text):
        if m["symbol"] is None:
            start, end = m.span()
            if m["year"]:
                if _after_so(text, start) or _ends_a_type(text, start):
                    yield _Number(_tight(m[0]), (), start, end, "year")
            elif _after_so(text, start) or _may_be_cited(text, m[0], start, end):
                yield _Number(m[0], (), start, end, "bare")
            continue
        number, end, dashed = m["n"], m.end("n"), False
        parts: list[str] = []
        for step in _STEP.finditer(text, m.end("n"), m.end()):
            join = step["join"]
            part = _tight(step["part"])
            wide = join[0].isspace() and join[-1].isspace() and "/" not in join
            joint = bool(parts) and parts[0] in types.JOINT
            if wide and (not part.isupper() or (dashed and not joint and len(part) > _SHORT_PART)):
                break
            dashed = dashed or "/" not in join
            number += ("/" if "/" in join else "-") + part
            end = step.end()
            if not part.isdecimal():
                parts.append(part)
        if parts:
            yield _Number(number, tuple(parts), m.start(), end, "symbol")


def _tight(text: str) -> str:
    """``text`` without any space."""
    return "".join(text.split())


# --- dates --------------------------------------------------------------------------

_MARK = rf"\s?[/.{_DASH}]\s?"
_DAY = re.compile(
    rf"(\d{{1,2}})(?:{_MARK}(\d{{1,2}})(?:{_MARK}|\s{{1,3}}năm\s{{1,3}})(\d{{4}})"
    r"|\s{1,3}tháng\s{1,3}(\d{1,2})(?:\s?,?\s{1,3}năm\s{1,3}|\s?/\s?)(\d{4}))(?!\d)"
)
_LEAD = re.compile(
    rf"\s{{0,3}}(?:[{_DASH}]\s{{0,3}})?(?:(?P<comma>,)|\()?\s{{0,3}}"
    r"(?:(?:được\s{1,3})?(?:ban\s{1,3}hành|ký)\s{1,3})?(?:cùng\s{1,3})?(?i:ngày)\s{0,3}"
    r"|\s{0,3}\(\s{0,3}(?=\d)|\s{1,2}(?=\d{1,2}[/-]\d{1,2}[/-]\d{4}(?!\d))"
)
"""Between a number and its date."""
_CLOSES = re.compile(r"\s{0,3}(?:$|[.;)\n]|(?:,\s)?(?:của|về|do|và)(?!\w))")
"""What follows a date set off by a comma; else it is the day of what is told next."""
_ISSUER = re.compile(
    r"\s{1,3}của\s{1,3}(?:(?!(?:tại|trong|về|đã|được|từ|đến|vào|và|họp|ngày)\s)[^\W\d_]{1,20}\s{1,3}){1,14}ngày\s{0,3}"
)
"""Who issued it, between a number and its date."""
_ISSUED = re.compile(
    r"(?<!\w)(?:ban\s+hành|phát\s+hành|thông\s+qua|ký|ra|có)(?:\s+[^\W\d_]+){0,3}\s*$"
)
"""``Ngày 8/2/2021, VKSND tỉnh ban hành`` dates what follows."""
_BEFORE = re.compile(r"(?<!\w)(?i:ngày)\s*(?=\d)")


def _day(m: re.Match[str] | None) -> date | None:
    """The day a match of ``_DAY`` writes; ``None`` when there is no such day."""
    if m is None:
        return None
    day, month, year = m[1], m[2] or m[4], m[3] or m[5]
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _date_after(text: str, at: int) -> tuple[date | None, int]:
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


def _last_day(text: str) -> tuple[date | None, int]:
    """The last ``ngày …`` in ``text`` and where it ends; -1 without one."""
    for lead in reversed(list(_BEFORE.finditer(text))):
        written = _DAY.match(text, lead.end())
        if written:
            return _day(written), written.end()
    return None, -1


# --- citations ------------------------------------------------------------------------

_WINDOW = 160
"""Characters looked at before a number; titles of laws are about a hundred."""
_ADJACENT = 64
"""Characters looked at where ``số`` is missing: the type word must then stand beside."""
_SO_WINDOW = 8
_SO = re.compile(r"(?<!\w)[Ss][ốỐ]\s*[:.]?\s*$")
_STOP = re.compile(r"[.;\n!?](?=\s)|[\n]")
_YEAR = re.compile(r"năm\s+\d{4}")
_FOREIGN = re.compile(r"[\d_]|[^\w\s(),“”\":]")
"""What does not stand in a title between a type word and its number."""
_AMENDS = re.compile(r"\s+(?:sửa\s+đổi|bổ\s+sung|bãi\s+bỏ)(?!\w)")
_FILLER_WORDS = 16
_OTHER_NUMBERS = re.compile(
    r"(?:biển(?:\s+kiểm\s+soát)?|nhà|thoại|khoản|CMND|CCCD|sim|thửa|phòng|tổ|lô|hộ\s+chiếu|tờ|căn|thẻ"
    r"|hộp|mã)\s*$",
    re.IGNORECASE,
)
"""Words before ``số`` that make it the number of something else."""
_ABBREVIATED = re.compile(r"(?<![\w/-])(" + "|".join(types.ABBREVIATED) + r")(?!\w)\s*$")
_FOLLOWS_BARE = re.compile(
    r"\s{0,3}(?:$|[.,;:)”\"]|(?:ngày|của|về|và|hoặc|năm\s+\d{4}|quy\s+định|hướng\s+dẫn|ban\s+hành|được|đã"
    r"|có|trên|này|nêu|do|tại|sửa|thay|là|theo)(?!\w))"
)
"""What may stand after a bare number: not the thing counted (``Kế hoạch 5 năm``)."""
_ALSO = re.compile(r"\s*(?:,|;|,?\s*và|,?\s*cùng)\s*(?:số\s*)?$")
_LONGEST_END = 12
"""Characters before a bare number in which the last word of its type stands."""
_YEARLIKE = re.compile(r"(?:19|20)\d\d$")


@dataclass(slots=True)
class _Cited:
    type: str
    number: str
    date: date | None
    start: int
    end: int
    inherited: bool
    """Whether it has no type word of its own."""


def _cited(text: str) -> Iterator[_Cited]:
    last: _Cited | None = None
    for number in _numbers(text):
        floor = last.end if last else 0
        if number.start < floor:
            continue
        cited = _read(text, number, floor, last)
        if cited is not None:
            yield cited
            last = cited


def _read(  # noqa: C901, PLR0912 - one citation, read in the order of its parts
    text: str, number: _Number, floor: int, last: _Cited | None
) -> _Cited | None:
    """The citation around one number; ``None`` when it numbers nothing of ours."""
    so = None
    if _after_so(text, number.start):
        so = _SO.search(text, max(floor, number.start - _SO_WINDOW), number.start)
    if number.kind == "bare" and not so:
        written = text[number.start : number.end]
        if not _may_be_cited(text, written, number.start, number.end):
            return None
    start = max(floor, number.start - (_WINDOW if so else _ADJACENT))
    head = text[start : so.start() if so else number.start]
    found = _type_before(head, number, said=so is not None)
    if found and number.kind == "bare" and not so and found[0] in types.SELDOM_BARE:
        found = found if _date_after(text, number.end)[0] else None
    link = last is not None and start == floor and bool(_ALSO.match(text[start : number.start]))
    inherited = False
    if found:
        kind, begin, dated = found
        begin += start
    elif number.kind == "bare":
        if not (link and so and last):
            return None
        kind, begin, dated, inherited = last.type, so.start(), None, True
    elif number.kind == "year":
        return None
    else:
        if so and _OTHER_NUMBERS.search(head):
            return None
        told, coded = types.by_symbol(number.parts)
        coded = coded and (len(number.parts) > 1 or not number.parts[0].islower())
        kind, dated, inherited = told, None, True
        begin = so.start() if so else number.start
        if link and last and not coded:
            kind = last.type
        if not (so or coded or link or _date_after(text, number.end)[0]):
            return None
    day, end = _date_after(text, number.end)
    if day is None and end == number.end:
        day = dated or _issued(text[max(floor, begin - _WINDOW) : begin])
    return _Cited(kind, number.text, day, begin, end, inherited)


def _after_so(text: str, start: int) -> bool:
    """Whether ``số`` may stand before a number: ``_SO`` decides."""
    before = text[max(0, start - _SO_WINDOW) : start]
    return "ố" in before or "Ố" in before


def _ends_a_type(text: str, start: int) -> bool:
    """Whether the word before a number can be the last of a type, or no word stands there."""
    before = text[max(0, start - _LONGEST_END) : start].split()
    return bool(before) and (not before[-1][-1].isalpha() or before[-1].casefold() in types.ENDS)


def _may_be_cited(text: str, number: str, start: int, end: int) -> bool:
    """Whether a bare number without ``số`` can be a document's, before looking for its type."""
    if start == 0 or not text[start - 1].isspace():
        return False
    if not _ends_a_type(text, start):
        return False
    return not _YEARLIKE.match(number) and bool(_FOLLOWS_BARE.match(text, end))


def _type_before(head: str, number: _Number, *, said: bool) -> tuple[str, int, date | None] | None:
    """The type word that governs a number, where it begins, and a date written between.

    The nearest word governs, unless a farther one is what the symbol's code
    says (``Quyết định phê duyệt Kế hoạch số 15/QĐ-UBND``) or amends the
    nearest (``Luật sửa đổi … của Bộ luật Hình sự số 12/2017/QH14``).
    """
    beside = _beside(head, number)
    if beside:
        return beside
    short = _ABBREVIATED.search(head)
    if short and (number.kind != "bare" or said):
        return types.ABBREVIATED[short[1]], short.start(), None
    stops = [m.end() for m in _STOP.finditer(head)]
    nearest: tuple[str, int, date | None] | None = None
    for word in reversed(list(types.WORD.finditer(head, stops[-1] if stops else 0))):
        kind = types.canonical(word[0])
        if kind is None:
            continue
        between = head[word.end() :]
        dated, _ = _last_day(between)
        if dated:
            between = _BEFORE.split(between, 1)[0]
        near = not between.strip(' \u00a0:(“"')
        if not near and not _reaches(kind, between, number, said=said):
            continue
        if nearest is None:
            nearest = (kind, word.start(), dated)
        elif _AMENDS.match(between) or (_agrees(kind, number) and not _agrees(nearest[0], number)):
            return kind, word.start(), dated
    return nearest


def _beside(head: str, number: _Number) -> tuple[str, int, date | None] | None:
    """The type word right before a number, where no other could be meant; most are so."""
    bare = head.rstrip()
    words = bare.rsplit(None, types.LONGEST_WORDS)
    start = len(bare)
    found: tuple[str, int] | None = None
    said = ""
    for count, word in enumerate(reversed(words[-types.LONGEST_WORDS :]), 1):
        start = bare.rfind(word, 0, start)
        said = f"{word} {said}" if said else word
        kind = types.BY_WORDS.get(said.casefold())
        if kind and (count == len(words) or start == 0 or not bare[start - 1].isalnum()):
            found = (kind, start)
    if found is None:
        return None
    kind, start = found
    if not _agrees(kind, number):
        coded = number.parts and number.parts[0].startswith(types.ALL_CODES)
        if coded or not number.parts or any(word in head for word in ("sửa", "bổ sung", "bãi")):
            return None
    return kind, start, None


def _agrees(kind: str, number: _Number) -> bool:
    """Whether the code in a number's symbol is that of a type."""
    code = types.CODE_OF.get(kind)
    if not code or not number.parts:
        return False
    first = number.parts[0]
    return first.startswith(code) or (first.islower() and first.startswith(code.lower()))


def _reaches(kind: str, between: str, number: _Number, *, said: bool) -> bool:
    """Whether a type word some words before the number can be its own."""
    if not said or len(between.split()) > _FILLER_WORDS:
        return False
    if _FOREIGN.search(_YEAR.sub("", between)):
        return False
    return kind not in types.ALSO_VERBS or _agrees(kind, number)


def _issued(before: str) -> date | None:
    """The date of an act of issuing that introduces a document without a date of its own."""
    stops = [m.end() for m in _STOP.finditer(before)]
    before = before[stops[-1] :] if stops else before
    if not _ISSUED.search(before):
        return None
    return _last_day(before)[0]


# --- dates shared by several -------------------------------------------------------------


_SAME_DAY = re.compile(r"(?<!\w)cùng\s+ngày", re.IGNORECASE)


def _shared(text: str, cited: list[_Cited]) -> list[_Cited]:
    """``A và B ngày D``: both are of that day; so are ``A, B và C ngày D`` of one type."""
    out = list(cited)
    anded = False
    for i in range(len(out) - 2, -1, -1):
        here, after = out[i], out[i + 1]
        joint = text[here.end : after.start].strip(" \u00a0-\u2013")
        anded = anded or bool(_SAME_DAY.search(text, after.start, after.end))
        if joint in {"và", ", và", "cùng"}:
            anded = True
        elif not (joint in {",", ";"} and anded and after.inherited):
            anded = False
            continue
        if here.date is None and after.date is not None:
            out[i] = replace(here, date=after.date)
    return out

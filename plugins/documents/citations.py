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
from functools import lru_cache

from plugins.documents import cases, types
from plugins.documents.days import BEFORE, ISSUED, date_after, last_day, may_be_of
from plugins.documents.symbols import NUMBER, Number, symbol, tight
from plugins.patterns import later
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


def _numbers(text: str) -> Iterator[Number]:
    bare = -1
    for m in NUMBER.finditer(text):
        if m.lastgroup == "symbol":
            number = symbol(text, m)
            if number.parts or ("/" in number.text and _is_told(text, number.start)):
                yield number
            continue
        start, end = m.span()
        if m.lastgroup == "year":
            if _is_told(text, start):
                yield Number(tight(m[0]), (), start, end, "year")
        elif _after_so(text, start) or _may_be_cited(text, m[0], start, end):
            yield Number(m[0], (), start, end, "bare")
            bare = end
        elif _is_listed(text, m[0], bare, start, end):
            yield Number(m[0], (), start, end, "listed")
            bare = end


# --- citations ------------------------------------------------------------------------

_WINDOW = 160
"""Characters looked at before a number; titles of laws are about a hundred."""
_ADJACENT = 64
"""Characters looked at where ``số`` is missing: the type word must then stand beside."""
_SO_WINDOW = 8
_SO = later(r"[Ss][ốỐ]\s*[:.]?\s*$")
_STOP = later(r"[.;\n!?](?=\s)|[\n]")
_YEAR = later(r"(?:năm\s+)?(?<!\d)(?:19|20)\d\d(?!\d)")
_FOREIGN = later(r"[\d_]|[^\w\s(),“”\":]")
"""What does not stand in a title between a type word and its number."""
_AMENDS = later(r"\s+(?:sửa\s+đổi|bổ\s+sung|bãi\s+bỏ)(?!\w)")
_FILLER_WORDS = 16
_OTHER_NUMBERS = later(
    r"(?:biển(?:\s+kiểm\s+soát)?|nhà|thoại|khoản|CMND|CCCD|sim|thửa|phòng|tổ|lô|hộ\s+chiếu|tờ|căn|thẻ"
    r"|hộp|mã|mẫu|sổ|vé|ngõ|đường|quốc\s+lộ|phép|chứng\s+nhận|chứng\s+chỉ|đất|h[óo]a\s+đơn|hoá\s+đơn|GPQC)\s*$",
    re.IGNORECASE,
)
"""Words before ``số`` that make it the number of something else."""
_ABBREVIATED = later(
    r"(?<![\w/-])(" + "|".join(types.ABBREVIATED) + r")(?!\w)(?:\s+năm\s+\d{4})?\s*\(?\s*$"
)
_FOLLOWS_BARE = later(
    r"\s{0,3}(?:$|[.,;:)”\"]|[\u2013-]\s|(?:\(|ký\s{1,3})?ngày\s{0,3}(?=\d|m[ùồ]ng|[…._]{2})"
    r"|(?:của|về|và|hoặc|năm\s+\d{4}(?!\s*(?:[\u2013-]|đến))|quy\s+định|hướng\s+dẫn|ban\s+hành|được|đã"
    r"|có|trên|này|nêu|do|tại|sửa|thay|là|theo|mà|lại|chưa|đối\s+với|vừa|cũng|sẽ|không|để|thì|nhằm"
    r"|nói|bởi|khi|cùng|cho)(?!\w))"
)
"""What may stand after a bare number: not the thing counted (``Kế hoạch 5 năm``)."""
_ALSO = later(r"\s*(?:,|;|,?\s*và|,?\s*cùng)\s*(?:[sS]ố\s*[:.]?\s*)?$")
_ALONE = later(r"\w+[/-][^\W\d_]+\d*")
"""A symbol of one part, ``12/CT``: as like a share of something as a document."""
_DIGITS = later(r"\d+(?:[a-zA-Z](?=[/-]))?")
_LISTED = later(r"\s*(?:,|,?\s*và)\s*")
"""Between bare numbers of one list: ``các Nghị định số 118, 119 và 120``."""
_SAME = later(r"\s+(?:cùng|đều)\s+ngày(?=\s*(?:$|[.,;:)\u2013-]|(?:của|về|và|do)\s))")
"""``Kế hoạch số 12/KH-VKS cùng ngày``: of the day of the one before it."""
_NOUN = later(
    r"\s+(?:điều\s+tra|giám\s+định|định\s+giá|thanh\s+tra|thụ\s+lý|rút\s+kinh|tổng\s+kết|sơ\s+kết"
    r"|kết\s+quả|liên\s+ngành|phối\s+hợp)(?!\w)"
)
"""What makes a noun of a type word that is also a verb: ``Kết luận điều tra``."""
_QUALIFIED = later(
    r"\s+(?:liên\s+ngành|liên\s+tịch|phối\s+hợp|công\s+tác|hành\s+động|hỏa\s+tốc|hoả\s+tốc|khẩn|thi\s+hành\s+án"
    r"|kiểm\s+tra|thanh\s+tra|tạm\s+giam|tạm\s+giữ|khám\s+xét|điều\s+tra|thụ\s+lý)\s+"
)
"""What may stand between a type word and a bare number without a date."""
_LONGEST_END = 12
"""Characters before a bare number in which the last word of its type stands."""
_YEARLIKE = later(r"(?:19|20)\d\d$")


@dataclass(slots=True)
class _Cited:
    type: str
    number: str
    date: date | None
    start: int
    end: int
    inherited: bool
    """Whether it has no type word of its own."""
    bare: bool
    """Whether its number has neither symbol nor year."""
    symbol: str
    """What follows the digits of its number."""
    issued: bool
    """Whether its date is that of the act that issued it, told before it."""
    comma: bool
    """Whether a comma sets off the date behind it."""


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


def _read(text: str, number: Number, floor: int, last: _Cited | None) -> _Cited | None:
    """The citation around one number; ``None`` when it numbers nothing of ours."""
    so = None
    if _after_so(text, number.start):
        so = _SO.search(text, max(floor, number.start - _SO_WINDOW), number.start)
        bare = number.kind == "bare" and not so
        if bare and not _may_be_cited(text, number.text, number.start, number.end):
            return None
    start = max(floor, number.start - (_WINDOW if so else _ADJACENT))
    head = text[start : so.start() if so else number.start]
    listed = last is not None and last.comma and text.startswith((",", ";", " và"), floor)
    day, end, comma = date_after(text, number.end, listed=listed)
    dated = end > number.end
    found = None
    if number.kind != "listed":
        found = _type_before(head, number, said=so is not None, dated=dated)
    if found and day is None and number.is_bare and not so and found[0] in types.SELDOM_BARE:
        found = None
    if found:
        kind, begin, between = found
        begin += start
        if _is_none(kind, number, text[begin : number.start]):
            return None
    else:
        link = last is not None and start == floor and _ALSO.match(text[start : number.start])
        told = _untold(head, number, last if link else None, said=so is not None, dated=dated)
        if not told:
            return None
        kind, between = told, None
        begin = so.start() if so else number.start
    issued = False
    if not dated:
        day = between
    if not dated and day is None:
        day, issued = _day_before(text, number.end, begin, floor, last)
    symbol = _DIGITS.sub("", number.text, count=1) if number.parts else ""
    return _Cited(
        kind, number.text, day, begin, end, found is None, number.is_bare, symbol, issued, comma
    )


def _is_none(kind: str, number: Number, said: str) -> bool:
    """Whether a number is no document's for all that a type word stands before it.

    ``said``: from the type word, ``kind``, to the number.
    """
    if number.kind == "year" and "-" in number.text and kind not in types.LAWS:
        return True
    return cases.is_registered(kind, number, said)


def _untold(head: str, number: Number, last: _Cited | None, *, said: bool, dated: bool) -> str:
    """The type of a number without a type word of its own; empty when it numbers nothing of ours.

    ``last`` is the citation of whose list it is; ``said`` and ``dated`` are as
    in ``_type_before``.
    """
    if number.is_bare:
        return last.type if last and (said or last.bare) else ""
    if number.kind == "year":
        return ""
    first = number.parts[0]
    if types.DOCKET.match(first) or (said and _OTHER_NUMBERS.search(head)):
        return ""
    kind, coded = types.by_symbol(number.parts)
    if (types.COURTS.match(first) or not coded) and cases.is_case(head):
        return ""
    coded = coded and (len(number.parts) > 1 or not first.islower())
    if last and (not coded or _agrees(last.type, number)):
        kind = last.type
    alone = number.kind == "loose" or _ALONE.fullmatch(number.text)
    return kind if said or last or dated or (coded and not alone) else ""


def _day_before(
    text: str, at: int, begin: int, floor: int, last: _Cited | None
) -> tuple[date | None, bool]:
    """The day of a document that is told before it, and whether as that of its issuing.

    The number ends ``at``, the citation begins at ``begin``, the one before
    it, ``last``, ends at ``floor``.
    """
    if last and _SAME.match(text, at):
        return last.date, False
    if last and last.issued and text[floor:begin].strip() in {*_ANDS, *_COMMAS}:
        return last.date, True
    day = _issued(text[max(floor, begin - _WINDOW) : begin])
    return day, day is not None


def _after_so(text: str, start: int) -> bool:
    """Whether ``số`` may stand before a number: ``_SO`` decides."""
    before = text[max(0, start - _SO_WINDOW) : start]
    return "ố" in before or "Ố" in before


def _is_listed(text: str, number: str, bare: int, start: int, end: int) -> bool:
    """Whether a bare number goes on from the one that ended at ``bare``."""
    return (
        0 <= start - bare <= _LONGEST_END
        and bool(_LISTED.fullmatch(text, bare, start))
        and not _YEARLIKE.match(number)
        and bool(_FOLLOWS_BARE.match(text, end))
    )


def _ends_a_type(text: str, start: int) -> bool:
    """Whether the word before a number can be the last of a type, or no word stands there."""
    before = text[max(0, start - _LONGEST_END) : start].split()
    return bool(before) and (not before[-1][-1].isalpha() or before[-1].casefold() in types.ENDS)


def _is_told(text: str, start: int) -> bool:
    """Whether ``số`` or a type may stand before a number."""
    return _after_so(text, start) or _ends_a_type(text, start)


def _may_be_cited(text: str, number: str, start: int, end: int) -> bool:
    """Whether a bare number without ``số`` can be a document's, before looking for its type."""
    if start == 0 or not text[start - 1].isspace():
        return False
    if not _ends_a_type(text, start):
        return False
    return not _YEARLIKE.match(number) and bool(_FOLLOWS_BARE.match(text, end))


def _type_before(
    head: str, number: Number, *, said: bool, dated: bool
) -> tuple[str, int, date | None] | None:
    """The type word that governs a number, where it begins, and a date written between.

    The nearest word governs, unless a farther one is what the symbol's code
    says (``Quyết định phê duyệt Kế hoạch số 15/QĐ-UBND``), amends the nearest
    (``Luật sửa đổi … của Bộ luật Hình sự số 12/2017/QH14``), or makes a verb
    of it (``Công văn hướng dẫn số 345/VKSTC-V2``). ``said`` is whether ``số``
    stands between, ``dated`` whether a date follows the number.
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
        between = head[word.end() :]
        day, _ = last_day(between)
        if kind is None:
            continue
        if nearest and _is_verb(nearest[0], number) and not head[word.end() : nearest[1]].strip():
            return kind, word.start(), nearest[2]
        if not _reaches(kind, head, word, number, said=said, dated=dated):
            continue
        if nearest is None:
            nearest = (kind, word.start(), day)
        elif _AMENDS.match(between) or (_agrees(kind, number) and not _agrees(nearest[0], number)):
            return kind, word.start(), day
    return nearest


def _is_verb(kind: str, number: Number) -> bool:
    """Whether a type word may be a verb, for all that the number's symbol says."""
    return kind in types.ALSO_VERBS and not _agrees(kind, number)


def _beside(head: str, number: Number) -> tuple[str, int, date | None] | None:
    """The type word right before a number, where no other could be meant; most are so."""
    bare = head.rstrip()
    words = bare.rsplit(None, types.LONGEST_WORDS)
    found = _ending(" ".join(words[-types.LONGEST_WORDS :]))
    if found is None:
        return None
    kind, count = found
    start = len(bare)
    for word in words[: -count - 1 : -1]:
        start = bare.rfind(word, 0, start)
    start += len(word) - len(word.lstrip(_OPENING))
    if not _agrees(kind, number):
        coded = number.parts and number.parts[0].startswith(types.ALL_CODES)
        if coded or not number.parts or kind in types.ALSO_VERBS:
            return None
        if any(word in head for word in ("sửa", "bổ sung", "bãi")):
            return None
    return kind, start, None


_OPENING = "(“\"'*_["


@lru_cache(maxsize=4096)
def _ending(words: str) -> tuple[str, int] | None:
    """The longest type that ``words``, one space between, end in, and of how many words it is."""
    last = words.casefold().split(" ")
    for count in range(len(last), 0, -1):
        kind = types.BY_WORDS.get(" ".join(last[-count:]).lstrip(_OPENING))
        if kind:
            return kind, count
    return None


def _agrees(kind: str, number: Number) -> bool:
    """Whether the code in a number's symbol is that of a type."""
    codes = types.CODES_OF.get(kind)
    if not codes or not number.parts:
        return False
    first = number.parts[0]
    return first.startswith(codes) or (
        first.islower() and first.startswith(tuple(code.lower() for code in codes))
    )


def _reaches(
    kind: str, head: str, word: re.Match[str], number: Number, *, said: bool, dated: bool
) -> bool:
    """Whether a type word beside the number, or some words before it, can be its own."""
    between = head[word.end() :]
    if last_day(between)[0]:
        between = BEFORE.split(between, 1)[0]
    if not between.strip(' \u00a0:(“"'):
        return True
    if not said or len(between.split()) > _FILLER_WORDS:
        return False
    if _FOREIGN.search(_YEAR.sub("", between)):
        return False
    if number.kind == "bare" and not dated and kind not in types.TITLED:
        return bool(_QUALIFIED.fullmatch(between))
    if not _is_verb(kind, number) or _NOUN.match(between):
        return True
    return head[: word.start()].rstrip()[-3:].casefold() == "bản"


def _issued(before: str) -> date | None:
    """The date of an act of issuing that introduces a document without a date of its own."""
    stops = [m.end() for m in _STOP.finditer(before)]
    before = before[stops[-1] :] if stops else before
    if not ISSUED.search(before):
        return None
    return last_day(before)[0]


# --- dates shared by several -------------------------------------------------------------


_ANDS = frozenset({"và", ", và", "cùng"})
_COMMAS = frozenset({",", ";"})
_SAME_DAY = later(r"(?<!\w)(?:cùng|đều)\s+(?:được\s+)?(?:(?:ký|ban\s+hành)\s+)?ngày", re.IGNORECASE)


def _shared(text: str, cited: list[_Cited]) -> list[_Cited]:
    """``A và B ngày D``: both are of that day; so are ``A, B và C ngày D`` of one type.

    Unless its number tells of another year: ``96/2019/QH14 và 33/2021/QH15 ngày 12/11/2021``.

    A bare number before one with a symbol has that symbol: ``số 12, 13/KH-VKS``.
    """
    out = list(cited)
    anded = same = False
    for i in range(len(out) - 2, -1, -1):
        here, after = out[i], out[i + 1]
        joint = text[here.end : after.start].strip(" \u00a0-\u2013")
        same = same or bool(_SAME_DAY.search(text, after.start, after.end))
        bare = here.bare and here.date is None and after.inherited
        if joint in _ANDS:
            anded = True
        elif not (
            joint in _COMMAS
            and (same or anded or bare)
            and (same or after.inherited or after.type == here.type)
        ):
            anded = same = False
            continue
        if here.date is None and after.date is not None and may_be_of(here.number, after.date):
            out[i] = here = replace(here, date=after.date)
        if bare and after.symbol and text[after.start].isdigit():
            out[i] = replace(here, number=here.number + after.symbol, symbol=after.symbol)
    return out

"""The documents a post cites: found in its text and title, and what its editor says of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from msgspec.structs import replace

from plugins.documents.catalogue import number_key
from plugins.documents.citations import find_documents
from plugins.documents.types import TYPES, by_symbol, canonical
from plugins.model import Cited
from plugins.moments import read_day as read_typed_day
from plugins.posts.reporter import Reporter
from plugins.posts.typed import Typed
from plugins.posts.wording import first_near

EXAMPLE = "documents: [{number: 15/KH-VKSTB, type: Kế hoạch, date: 2021-03-02}]"
BAN_EXAMPLE = "documents_ban: [15/KH-VKSTB]"

_NUMBER = re.compile(r"[0-9]+[^\W\d_]?(?:[/-][^\W_]+)*")
_SO = re.compile(r"(?:số|so|no\.?)?\s*:?\s*", re.IGNORECASE)
_DASHES = re.compile(r"\s*([/\-\u2010-\u2015\u2212])\s*")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """One entry of ``documents``: what an editor says of a document."""

    number: str
    type: str = ""
    """Empty: as the text says it."""
    date: date | None = None
    line: int


# --- single values, each said to be right or what to write -----------------------------


def read_number(typed: Typed, key: str, report: Reporter) -> str:
    """Number and symbol in normal form: no spaces, plain hyphens; empty when it is none."""
    if _NUMBER.fullmatch(typed.text):
        return typed.text
    found = find_documents(typed.text)
    normal = found[0].number if len(found) == 1 else _normal(typed.text)
    if _NUMBER.fullmatch(normal):
        report.wrong(
            typed.line,
            f"{key}: «{typed.text}» phải viết liền, chỉ gồm số và ký hiệu",
            typed.rewritten(normal),
            fixable=True,
        )
        return normal
    report.wrong(
        typed.line,
        f"{key}: «{typed.text}» không phải số và ký hiệu văn bản, ví dụ 15/KH-VKSTB",
    )
    return ""


def _normal(text: str) -> str:
    start = _SO.match(text)
    assert start is not None, "it may match nothing"
    return _DASHES.sub(lambda m: "/" if m[1] == "/" else "-", text[start.end() :].strip(" ,.;"))


def read_type(typed: Typed, report: Reporter) -> str:
    """A type as official documents write it; empty when there is none such."""
    kind = canonical(typed.text)
    if kind == typed.text:
        return kind
    near = kind or first_near(typed.text, TYPES)
    report.wrong(
        typed.line,
        f"type: không có loại văn bản «{typed.text}»"
        + (f"; viết là {near}" if near else "; viết tên loại như Kế hoạch, Công văn, Quyết định"),
        typed.rewritten(near) if near else "",
        fixable=kind is not None,
    )
    return near


def read_day(typed: Typed, report: Reporter, key: str = "date") -> date | None:
    """The day typed, day before month; else None, and what to write is said."""
    if _DAY.fullmatch(typed.text):
        try:
            return date.fromisoformat(typed.text)
        except ValueError:
            report.wrong(typed.line, f"{key}: không có ngày «{typed.text}»")
            return None
    reading = read_typed_day(typed.text)
    offered = "\n   hoặc: ".join(typed.rewritten(one) or one for one in reading.values)
    if reading.day is None:
        whose = "ngày của văn bản" if key == "date" else "ngày"
        report.wrong(
            typed.line,
            f"{key}: {whose} viết năm-tháng-ngày, ví dụ 2021-03-02, không viết «{typed.text}»",
            offered,
        )
    elif reading.message:
        report.advise(typed.line, f"{key}: {reading.message}", offered, fixable=reading.certain)
    return reading.day


# --- what the text says and what the editor says ------------------------------------------


def cited_in_title(title: str, line: int) -> tuple[Cited, ...]:
    """The documents a title cites."""
    return tuple(
        Cited(
            type=one.type,
            number=one.number,
            date=one.date,
            start=one.start,
            end=one.end,
            place="title",
            line=line,
        )
        for one in find_documents(title)
    )


def settle(
    found: Sequence[Cited], rulings: Iterable[Ruling], bans: Iterable[Typed], report: Reporter
) -> tuple[Cited, ...]:
    """``found`` as the editor rules: each ruling mends what it speaks of, or adds it; less bans.

    A ruling with a date speaks of the citations of its number that bear that
    date; else of those that bear none; else, when all bear one date, of all.
    Without a date it speaks of all.
    """
    cited = list(found)
    ruled: set[tuple[str, date | None]] = set()
    for ruling in rulings:
        key = number_key(ruling.number)
        if (key, ruling.date) in ruled:
            report.wrong(ruling.line, f"documents ghi «{ruling.number}» hai lần; chỉ giữ một")
            continue
        ruled.add((key, ruling.date))
        meant = _spoken_of(ruling, key, cited)
        for at in meant:
            cited[at] = replace(
                cited[at],
                type=ruling.type or cited[at].type,
                date=ruling.date or cited[at].date,
                sure=True,
            )
        if not meant:
            cited.append(_added(ruling))
    for ban in bans:
        key = number_key(ban.text)
        if any(key == number for number, _ in ruled):
            report.wrong(
                ban.line,
                f"«{ban.text}» vừa ghi ở documents vừa ghi ở documents_ban; chỉ giữ một nơi",
            )
            continue
        kept = [one for one in cited if number_key(one.number) != key]
        if len(kept) == len(cited):
            near = first_near(ban.text, [one.number for one in found])
            report.advise(
                ban.line,
                f"documents_ban: máy không thấy bài dẫn «{ban.text}» nên dòng này thừa",
                ban.rewritten(near) if near else "",
            )
        cited = kept
    return tuple(cited)


def _spoken_of(ruling: Ruling, key: str, cited: Sequence[Cited]) -> list[int]:
    same = [at for at, one in enumerate(cited) if number_key(one.number) == key]
    if ruling.date is None:
        return same
    for day in (ruling.date, None):
        if exact := [at for at in same if cited[at].date == day]:
            return exact
    return same if len({cited[at].date for at in same}) == 1 else []


def _added(ruling: Ruling) -> Cited:
    parts = tuple(part for part in re.split("[/-]", ruling.number)[1:] if not part.isdecimal())
    return Cited(
        type=ruling.type or by_symbol(parts)[0],
        number=ruling.number,
        date=ruling.date,
        place="editor",
        sure=True,
        line=ruling.line,
    )

"""The frame of an official text: its letterhead, whom it is sent to, and who signs it.

Nghị định 30/2020/NĐ-CP says where these stand; people set them with tables, tabs or plain
lines. None of it is news: what a post needs of it (day, place, signer) is taken, the rest is
set aside and said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desk.importers.blocks import Block, Kind
from desk.importers.frame_lines import (
    RULE,
    SHORT,
    day_of,
    is_addressee,
    is_place_date,
    lines_of,
    listed,
)
from desk.importers.signature import without_signature
from desk.importers.word_tree import Grid, Item
from plugins.vietnamese import fold

_NATION = re.compile(r"cong hoa xa hoi chu nghia viet ?nam")
_MOTTO = re.compile(r"doc lap\W+tu do\W+hanh phuc\W*$")
_PARTY = re.compile(r"dang cong san viet ?nam")
_NUMBER = re.compile(r"(?i)(?:Số|Số văn bản)\s*:?\s*[\d.…_ ]*\s*[-/]\s*\S.{0,60}")
_ORGAN = re.compile(
    r"(?:viện (?:kiểm sát|ksnd)|vksnd|vks |quốc hội|chính phủ|tòa án|toà án|ủy ban|uỷ ban|ubnd"
    r"|hđnd|hội đồng|công an|sở |bộ |phòng |ban |chi cục|cục |tổng cục|văn phòng|thanh tra"
    r"|đảng (?:bộ|ủy)|chi bộ|trường |trung tâm|đoàn |liên đoàn|hội |mặt trận|tỉnh |thành phố |tp"
    r"|huyện |quận |thị xã "
    r"|xã |phường |đặc khu |khu vực |tối cao|cấp cao|nhân dân)",
    re.IGNORECASE,
)
_COVER = re.compile(
    r"báo cáo(?: \w+){0,3}|thông báo|kế hoạch|tờ trình|đề án|chương trình|chuyên đề|tham luận"
    r"|sáng kiến(?: kinh nghiệm)?|kỷ yếu|phương án|quy chế|kết luận|hướng dẫn|đề tài",
    re.IGNORECASE,
)
"""What stands alone on a cover, between whose text it is and what it is about."""
_PLACE_MONTH = re.compile(
    r"[^\d,.:;]{2,40},\s*(?:tháng\s*\d{1,2}\s*(?:[/-]|năm)|năm)\s*\d{4}\s*\.?", re.IGNORECASE
)
_MARK = re.compile(
    r"\(?dự thảo(?: lần \w+)?\)?|mật|tuyệt mật|tối mật|hỏa tốc|khẩn|lưu hành nội bộ", re.IGNORECASE
)
"""What is stamped on a text."""
_SUBJECT = re.compile(r"V/v\b", re.IGNORECASE)
_TO = re.compile(r"kính (?:gửi|trình|thưa)\b.*:?|đồng kính gửi\b.*", re.IGNORECASE)
_AT_THE_TOP = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around a text."""

    items: tuple[Item, ...]
    """The text, without it; a signer as its last line."""
    day: date | None = None
    """The day of the letterhead, or of the place and date above the signature."""
    dated: str = ""
    """The same as it was written."""
    subject: str = ""
    """What the letterhead says it is about."""
    organs: tuple[str, ...] = ()
    """Whom the letterhead names: the agency, and most often its department."""
    left_out: tuple[str, ...] = ()


def without_frame(items: Sequence[Item]) -> Frame:
    """``items`` without letterhead, addressees, list of copies and signature."""
    left_out: list[str] = []
    rest, said = _without_head(list(items))
    if said:
        left_out.append(f"phần đầu văn bản: {listed(said)}")
    dated = [line for line in said if is_place_date(line)]
    rest, sent = _without_addressees(rest)
    left_out += sent
    rest, below, signed = without_signature(rest)
    left_out += signed
    dated += below
    written = next((line for line in dated if day_of(line)), "")
    subject = next((line for line in said if _SUBJECT.match(line)), "")
    return Frame(
        items=tuple(rest),
        day=day_of(written),
        dated=written,
        subject=_SUBJECT.sub("", subject).strip(" :"),
        organs=tuple(line for line in said if _ORGAN.match(line) and not is_frame(line)),
        left_out=tuple(left_out),
    )


# --- the head ---------------------------------------------------------------------------------


def is_frame(line: str) -> bool:
    """Whether a line is surely of a letterhead."""
    return bool(_is_of_state(line) or _NUMBER.fullmatch(line) or is_place_date(line))


def _is_of_state(line: str) -> bool:
    """Whether a line is the State's name, its motto or the Party's name; no sentence with them."""
    folded = fold(line).strip(" *-–")
    if len(line.split()) > 2 * SHORT:
        return False
    return bool(
        _NATION.fullmatch(folded)
        or _PARTY.fullmatch(folded)
        or (_NATION.search(folded) and (line.isupper() or _ORGAN.match(line)))
        or _MOTTO.search(folded)
    )


def _without_head(items: list[Item]) -> tuple[list[Item], list[str]]:
    """``items`` without what is of the letterhead, and the lines of that."""
    top = items[:_AT_THE_TOP]
    state = next((at for at, one in enumerate(top) if any(map(_is_of_state, lines_of(one)))), None)
    last = max((at for at, one in enumerate(top) if _is_of_head(one)), default=-1)
    if last < 0:
        state = _cover_at(top)
        last = state - 1 if state else -1
    while 0 <= last < len(items) - 1 and _goes_on(items[last + 1]):
        last += 1
    kept, said = list[Item](), list[str]()
    for at, one in enumerate(items[: last + 1]):
        if isinstance(one, Grid):
            if _is_of_head(one):
                said += one.lines
            else:
                kept.append(one)
        elif (
            _is_of_head(one)
            or (state is not None and _may_be_of_head(one.text, above=at < state))
            or _goes_on(one)
        ):
            said += lines_of(one)
        else:
            kept.append(one)
    rest = items[last + 1 :]
    if said:
        month = next((at for at, one in enumerate(rest[:_AT_THE_TOP]) if _is_month(one)), None)
        said += lines_of(rest.pop(month)) if month is not None else []
    return [*kept, *rest], said


def _cover_at(top: Sequence[Item]) -> int | None:
    """Where a cover says what kind of text it is, below the names of those it is by."""
    for at, one in enumerate(top):
        if isinstance(one, Grid) or one.kind is Kind.HEADING:
            return None
        if one.text.isupper() and _COVER.fullmatch(one.text):
            return at
        if not _may_be_of_head(one.text, above=False):
            return None
    return None


def _goes_on(item: Item) -> bool:
    """Whether a line below a letterhead is of it too: what it is about, what is stamped on it."""
    return isinstance(item, Block) and _is_note(item.text)


def _is_note(line: str) -> bool:
    is_short = len(line.split()) <= 2 * SHORT
    return is_short and bool(_SUBJECT.match(line) or _MARK.fullmatch(line))


def _is_month(item: Item) -> bool:
    return isinstance(item, Block) and bool(_PLACE_MONTH.fullmatch(item.text))


def _is_of_head(item: Item) -> bool:
    lines = lines_of(item)
    if isinstance(item, Grid):
        return sum(map(is_frame, lines)) >= min(2, len(lines)) and len(lines) <= _AT_THE_TOP
    if item.kind is Kind.HEADING or len(item.text.split()) > 2 * SHORT:
        return False
    return any(map(is_frame, lines))


def _may_be_of_head(line: str, *, above: bool) -> bool:
    """Whether a line among those of a letterhead is one of them.

    ``above``: it stands above the State's name, where no title does.
    """
    if len(line.split()) > SHORT:
        return False
    organ = (above or line.isupper()) and _ORGAN.match(line)
    return bool(organ or RULE.fullmatch(line) or _is_note(line))


def _follows(items: Sequence[Item], at: int) -> bool:
    """Whether a line goes on with a list of addressees, whose last one has no full stop yet."""
    before, one = items[at - 1], items[at]
    if isinstance(before, Grid) or isinstance(one, Grid) or one.kind is not Kind.TEXT:
        return False
    return before.text.endswith(";") and len(one.text.split()) <= SHORT


def _without_addressees(items: list[Item]) -> tuple[list[Item], list[str]]:
    """``items`` without ``Kính gửi: …`` at the top, and the lines that go on with it."""
    for at, one in enumerate(items[:_AT_THE_TOP]):
        if (
            isinstance(one, Grid)
            or not _TO.fullmatch(one.text)
            or len(one.text.split()) > 2 * SHORT
        ):
            continue
        end = at + 1
        while end < len(items) and (is_addressee(items[end]) or _follows(items, end)):
            end += 1
        said = [line for item in items[at:end] for line in lines_of(item)]
        return [*items[:at], *items[end:]], [f"nơi gửi: {listed(said)}"]
    return items, []

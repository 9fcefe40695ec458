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

from desk.importers.blocks import Block, Kind, words
from desk.importers.word_tree import Grid, Item, blocks_of
from plugins.bylines import parse_byline
from plugins.bylines.persons import is_person
from plugins.vietnamese import fold, squeeze

_NATION = re.compile(r"cong hoa xa hoi chu nghia viet ?nam")
_MOTTO = re.compile(r"doc lap\W+tu do\W+hanh phuc\W*$")
_PARTY = re.compile(r"dang cong san viet ?nam")
_NUMBER = re.compile(r"(?i)(?:Số|Số văn bản)\s*:?\s*[\d.…_ ]*\s*[-/]\s*\S.{0,60}")
_PLACE_DATE = re.compile(
    r"(?P<place>[^\d,.:;]{2,60}),\s*ngày\s*(?P<day>[\d.…_]{0,6})\s*tháng\s*(?P<month>[\d.…_]{0,6})"
    r"\s*năm\s*(?P<year>\d{4})\s*\.?",
    re.IGNORECASE,
)
_SIDE_BY_SIDE = re.compile(r"(Số\s*:?\s*[\d.…_]*\s*/\s*\S+)\s+(\D.*ngày.*)", re.IGNORECASE)
"""What two columns say that were set with a tab."""
_BESIDE_STATE = re.compile(
    r"(\S.{2,80}?)\s+((?:cộng h(?:òa|oà) xã hội|độc lập\W).*)", re.IGNORECASE
)
_RULE = re.compile(r"[\W_]+")
_ORGAN = re.compile(
    r"(?:viện (?:kiểm sát|ksnd)|vksnd|vks |quốc hội|chính phủ|tòa án|toà án|ủy ban|uỷ ban|ubnd"
    r"|hđnd|hội đồng|công an|sở |bộ |phòng |ban |chi cục|cục |tổng cục|văn phòng|thanh tra"
    r"|đảng (?:bộ|ủy)|chi bộ|trường |trung tâm|đoàn |liên đoàn|hội |mặt trận|tỉnh |thành phố |tp"
    r"|huyện |quận |thị xã "
    r"|xã |phường |đặc khu |khu vực |tối cao|cấp cao|nhân dân)",
    re.IGNORECASE,
)
_COVER = re.compile(
    r"báo cáo(?: \w+){0,3}|thông báo|kế hoạch|tờ trình|đề án|chương trình", re.IGNORECASE
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
_COPIES = re.compile(r"nơi nhận\s*:?", re.IGNORECASE)
_COPY = re.compile(r"[-–+•*]|.*;$|lưu\s*:?\s*\w{2}|như (?:trên|kính)", re.IGNORECASE)
"""How a line of a list of copies begins or ends."""
_BESIDE_COPIES = re.compile(r"(nơi nhận\s*:|[-–+•].{2,80}?[;.])\s+(\S.*)", re.IGNORECASE)
_SIGNED = re.compile(
    r"[(\[{]?\s*(?:đã\s+)?ký(?:\s+(?:tên|và|đóng|ghi)|\s*,|\s*[)\]}]|\s*$).*", re.IGNORECASE
)
_FOR = r"(?:t/?m|k/?t|t/?l|t/?u/?q)(?:\s*\.\s*|\s+)"
"""Before whom somebody signs for: ``TM.``, ``KT.``, ``T/M``."""
_FOR_WHOM = re.compile(rf"{_FOR}(?=\S)[\w\s.,]+", re.IGNORECASE)
_POST_ALONE = re.compile(
    r"(?:q\.\s*)?(?:phó\s+)*(?:viện trưởng|chánh văn phòng|trưởng (?:phòng|ban|đoàn)"
    r"|chánh (?:án|thanh tra)|chủ tịch|giám đốc|bí thư|thủ trưởng|hiệu trưởng|thư ký"
    r"|kiểm sát viên|kiểm tra viên|chuyên viên)",
    re.IGNORECASE,
)
_POST = re.compile(
    rf"(?:{_FOR}|q\s*\.\s*)?(?:phó\s+)?"
    r"(?:(?:phó\s+)?viện trưởng|(?:phó\s+)?chánh văn phòng|(?:phó\s+)?trưởng (?:phòng|ban)"
    r"|(?:phó\s+)?chánh (?:án|thanh tra)|(?:phó\s+)?chủ tịch|(?:phó\s+)?giám đốc|(?:phó\s+)?bí thư"
    r"|lãnh đạo|ban biên tập|ban thường vụ|kiểm sát viên|kiểm tra viên|chuyên viên|cán bộ"
    r"|thủ trưởng|hiệu trưởng|thư ký|người (?:viết|lập|báo cáo|tổng hợp|soạn|làm)|tác giả"
    r"|xác nhận|ý kiến|duyệt)(?:\s[\w\s.,()]*)?",
    re.IGNORECASE,
)
_WRITER = re.compile(
    r"(?:người (?:viết|lập|báo cáo|tổng hợp|soạn|làm)|tác giả)(?: (?:bài|tin|báo cáo))*\b",
    re.IGNORECASE,
)

_AT_THE_TOP = 15
_AT_THE_END = 14
_SHORT = 14
"""Words of a line of a letterhead or under a text, at most."""


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
        left_out.append(f"phần đầu văn bản: {_listed(said)}")
    dated = [line for line in said if _PLACE_DATE.fullmatch(line)]
    rest, sent = _without_addressees(rest)
    left_out += sent
    rest, below, signed = _without_signature(rest)
    left_out += signed
    dated += below
    written = next((line for line in dated if _day(line)), "")
    subject = next((line for line in said if _SUBJECT.match(line)), "")
    return Frame(
        items=tuple(rest),
        day=_day(written),
        dated=written,
        subject=_SUBJECT.sub("", subject).strip(" :"),
        organs=tuple(line for line in said if _ORGAN.match(line) and not is_frame(line)),
        left_out=tuple(left_out),
    )


# --- the head ---------------------------------------------------------------------------------


def is_frame(line: str) -> bool:
    """Whether a line is surely of a letterhead."""
    return bool(_is_of_state(line) or _NUMBER.fullmatch(line) or _PLACE_DATE.fullmatch(line))


def _is_of_state(line: str) -> bool:
    """Whether a line is the State's name, its motto or the Party's name; no sentence with them."""
    folded = fold(line).strip(" *-–")
    if len(line.split()) > 2 * _SHORT:
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
    state = next((at for at, one in enumerate(top) if any(map(_is_of_state, _lines(one)))), None)
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
            said += _lines(one)
        else:
            kept.append(one)
    rest = items[last + 1 :]
    if said:
        month = next((at for at, one in enumerate(rest[:_AT_THE_TOP]) if _is_month(one)), None)
        said += _lines(rest.pop(month)) if month is not None else []
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
    is_short = len(line.split()) <= 2 * _SHORT
    return is_short and bool(_SUBJECT.match(line) or _MARK.fullmatch(line))


def _is_month(item: Item) -> bool:
    return isinstance(item, Block) and bool(_PLACE_MONTH.fullmatch(item.text))


def _lines(item: Item) -> list[str]:
    """The lines of an item; number and place of one line apart."""
    texts = item.lines if isinstance(item, Grid) else [item.text]
    lines: list[str] = []
    for text in filter(None, map(squeeze, texts)):
        both = _SIDE_BY_SIDE.fullmatch(text)
        beside = _BESIDE_STATE.fullmatch(text) if text.split()[0].isupper() else None
        both = both or (beside if beside and beside[1].isupper() else None)
        lines += [both[1], both[2]] if both else [text]
    return lines


def _is_of_head(item: Item) -> bool:
    lines = _lines(item)
    if isinstance(item, Grid):
        return sum(map(is_frame, lines)) >= min(2, len(lines)) and len(lines) <= _AT_THE_TOP
    if item.kind is Kind.HEADING or len(item.text.split()) > 2 * _SHORT:
        return False
    return any(map(is_frame, lines))


def _may_be_of_head(line: str, *, above: bool) -> bool:
    """Whether a line among those of a letterhead is one of them.

    ``above``: it stands above the State's name, where no title does.
    """
    if len(line.split()) > _SHORT:
        return False
    organ = (above or line.isupper()) and _ORGAN.match(line)
    return bool(organ or _RULE.fullmatch(line) or _is_note(line))


def _day(line: str) -> date | None:
    found = _PLACE_DATE.fullmatch(line)
    if found is None or not (found["day"].isdecimal() and found["month"].isdecimal()):
        return None
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def _without_addressees(items: list[Item]) -> tuple[list[Item], list[str]]:
    """``items`` without ``Kính gửi: …`` at the top, and the lines that go on with it."""
    for at, one in enumerate(items[:_AT_THE_TOP]):
        if (
            isinstance(one, Grid)
            or not _TO.fullmatch(one.text)
            or len(one.text.split()) > 2 * _SHORT
        ):
            continue
        end = at + 1
        while end < len(items) and _is_addressee(items[end]):
            end += 1
        said = [line for item in items[at:end] for line in _lines(item)]
        return [*items[:at], *items[end:]], [f"nơi gửi: {_listed(said)}"]
    return items, []


def _is_addressee(item: Item) -> bool:
    if isinstance(item, Grid) or len(item.text.split()) > _SHORT:
        return False
    return bool(re.match(r"[-–+•]", item.text)) or item.kind is Kind.ITEM


# --- the end ----------------------------------------------------------------------------------


def _without_signature(items: list[Item]) -> tuple[list[Item], list[str], list[str]]:
    """``items`` with the signer as their last line; place and date above it; what is set aside."""
    start = _signature_at(items)
    if start is None:
        return items, [], []
    columns = [column for one in items[start:] for column in _columns(one)]
    every = [line for column in columns for line in column]
    dated = [line for line in every if _PLACE_DATE.fullmatch(line)]
    signer, used = _signer(columns)
    if not signer:
        kept, aside = _without_copies(items, start)
    else:
        kept = [*items[:start], *(b for one in items[start:] for b in _pictures(one))]
        kept.append(Block(runs=words(signer)))
        aside = [line for line in every if line not in used]
    said = _listed(aside)
    return kept, dated, [f"phần cuối văn bản: {said}"] if said else []


def _listed(lines: Sequence[str]) -> str:
    """``lines`` in one, each once, without rules and what ends a line of a list."""
    said = (line.strip(" ;:") for line in lines if not _RULE.fullmatch(line))
    return "; ".join(dict.fromkeys(said))


def _without_copies(items: list[Item], start: int) -> tuple[list[Item], list[str]]:
    """Where nobody signs: ``items`` without place and date, and without the list of copies."""
    kept, aside, in_copies = list(items[:start]), list[str](), False
    for one in items[start:]:
        lines = _lines(one)
        in_copies = any(_COPIES.fullmatch(line) for line in lines) or (
            in_copies and _is_addressee(one)
        )
        if in_copies or (lines and all(map(_is_formal, lines))):
            aside += lines
            kept += _pictures(one)
        else:
            kept.append(one)
    return kept, aside


def _is_formal(line: str) -> bool:
    return bool(_PLACE_DATE.fullmatch(line) or _SIGNED.fullmatch(line))


def _signature_at(items: Sequence[Item]) -> int | None:
    """Where what stands under a text begins; None when nothing does."""
    found = None
    for at in range(len(items) - 1, max(-1, len(items) - 1 - _AT_THE_END), -1):
        one = items[at]
        lines = _lines_below(one)
        if isinstance(one, Grid):
            if not any(_opens(line) for line in lines) or any(
                len(line.split()) > 2 * _SHORT for line in lines
            ):
                break
            found = at
            continue
        if one.kind in (Kind.PICTURE, Kind.NOTE):
            continue
        if len(one.text.split()) > _SHORT or one.kind is Kind.HEADING:
            break
        if any(_opens(line) for line in lines):
            found = at
    return found


def _opens(line: str) -> bool:
    """Whether a line is surely one under a text."""
    return bool(
        _COPIES.fullmatch(line)
        or _PLACE_DATE.fullmatch(line)
        or _SIGNED.fullmatch(line)
        or _POST_ALONE.fullmatch(line)
        or _is_for(line)
        or (
            _POST.fullmatch(line)
            and len(line.split()) <= _SHORT
            and (_WRITER.match(line) or not is_person(line))
            and (_WRITER.fullmatch(line) or not parse_byline(line).authors)
        )
    )


def _columns(item: Item) -> list[list[str]]:
    """The lines of an item, column by column."""
    if isinstance(item, Block):
        return [[line] for line in _lines_below(item)]
    widest = max(len(row) for row in item.rows)
    return [
        [line for row in item.rows if at < len(row) for line in row[at].lines]
        for at in range(widest)
    ]


def _signer(columns: list[list[str]]) -> tuple[str, set[str]]:
    """Who signs, as a byline is written, and the lines that this was taken from."""
    if all(len(column) <= 1 for column in columns):
        columns = [_without_copied([line for column in columns for line in column])]
    best: tuple[str, set[str]] = ("", set())
    for column in columns:
        if column and _COPIES.fullmatch(column[0]):
            continue
        found = _signer_of(column)
        if found[0] and (not best[0] or any(_WRITER.match(line) for line in column)):
            best = found
    return best


def _without_copied(lines: list[str]) -> list[str]:
    """``lines`` of one column without those that say who gets a copy."""
    if not any(map(_COPIES.fullmatch, lines)):
        return lines
    at = next(at for at, line in enumerate(lines) if _COPIES.fullmatch(line))
    return [*lines[:at], *(line for line in lines[at + 1 :] if not _COPY.match(line))]


def _lines_below(item: Item) -> list[str]:
    """The lines of an item under a text; what was set side by side with tabs apart."""
    if isinstance(item, Grid):
        return _lines(item)
    lines: list[str] = []
    for line in _lines(item):
        both = _BESIDE_COPIES.fullmatch(line)
        if both and (_opens(both[2]) or (" " in both[2] and is_person(both[2]))):
            lines += [both[1], both[2]]
        else:
            lines.append(f"- {line}" if item.kind is Kind.ITEM else line)
    return lines


def _is_for(line: str) -> bool:
    """Whether a line says for whom somebody signs."""
    return bool(_FOR_WHOM.fullmatch(line)) and line.isupper() and len(line.split()) <= _SHORT


def _signer_of(column: list[str]) -> tuple[str, set[str]]:
    lines = [line for line in column if not _SIGNED.fullmatch(line)]
    signing = [line for line in lines if not (_POST.fullmatch(line) or _is_for(line))]
    names = [line for line in signing if is_person(line) or names_office(line)]
    if not names or not any(_opens(line) for line in column):
        return "", set()
    used = {names[-1]}
    signed = names[-1]
    for line in lines if is_person(signed) else ():
        read = parse_byline(line)
        if line not in names and read.found and not read.authors and (read.department or read.unit):
            signed = f"{signed} – {line}"
            used.add(line)
    return signed, used


def names_office(line: str) -> bool:
    """Whether a line names who signs and where they work."""
    read = parse_byline(line)
    return bool(read.authors and (read.department or read.unit)) and len(line.split()) <= _SHORT


def _pictures(item: Item) -> list[Block]:
    return [b for b in blocks_of([item]) if b.kind in (Kind.PICTURE, Kind.NOTE)]

"""What stands under an official text: place and date, who signs for whom, who gets a copy."""

from __future__ import annotations

import re
from collections.abc import Sequence

from desk.importers.blocks import Block, Kind, words
from desk.importers.frame_lines import SHORT, is_addressee, is_place_date, lines_of, listed
from desk.importers.word_tree import Grid, Item, blocks_of
from plugins.bylines import parse_byline
from plugins.bylines.persons import is_person

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
_TWO = 2
_AT_THE_END, _COPIES_AT_MOST = 14, 80
"""Items under a text at most, without and with those that say who gets a copy."""


def without_signature(items: list[Item]) -> tuple[list[Item], list[str], list[str]]:
    """``items`` with the signer as their last line; place and date above it; what is set aside."""
    start = _signature_at(items)
    if start is None:
        return items, [], []
    columns = _side_by_side(items[start:])
    columns = columns or [column for one in items[start:] for column in _columns(one)]
    every = [line for column in columns for line in column]
    dated = [line for line in every if is_place_date(line)]
    signer, used = _signer(columns)
    if not signer:
        kept, aside = _without_copies(items, start)
    else:
        kept = [*items[:start], *(b for one in items[start:] for b in _pictures(one))]
        kept.append(Block(runs=words(signer)))
        aside = [line for line in every if line not in used]
    said = listed(aside)
    return kept, dated, [f"phần cuối văn bản: {said}"] if said else []


def _without_copies(items: list[Item], start: int) -> tuple[list[Item], list[str]]:
    """Where nobody signs: ``items`` without place and date, and without the list of copies."""
    kept, aside, in_copies = list(items[:start]), list[str](), False
    for one in items[start:]:
        lines = lines_of(one)
        in_copies = any(_COPIES.fullmatch(line) for line in lines) or (
            in_copies and is_addressee(one)
        )
        if in_copies or (lines and all(map(_is_formal, lines))):
            aside += lines
            kept += _pictures(one)
        else:
            kept.append(one)
    return kept, aside


def _is_formal(line: str) -> bool:
    return bool(is_place_date(line) or _SIGNED.fullmatch(line))


def _signature_at(items: Sequence[Item]) -> int | None:
    """Where what stands under a text begins; None when nothing does."""
    found, left = None, _AT_THE_END
    copies = _copies_at(items)
    for at in range(len(items) - 1, max(-1, len(items) - 1 - _COPIES_AT_MOST), -1):
        one = items[at]
        lines = _lines_below(one)
        left -= copies is None or at <= copies
        if left < 0:
            break
        if isinstance(one, Grid):
            if not any(_opens(line) for line in lines) or any(
                len(line.split()) > 2 * SHORT for line in lines
            ):
                break
            found = at
            continue
        if one.kind in (Kind.PICTURE, Kind.NOTE):
            continue
        if len(one.text.split()) > SHORT or one.kind is Kind.HEADING:
            break
        if any(_opens(line) for line in lines):
            found = at
    return found


def _copies_at(items: Sequence[Item]) -> int | None:
    """Where a list of who gets a copy begins that goes to the end of the text; None: nowhere."""
    for at in range(len(items) - 1, max(-1, len(items) - 1 - _COPIES_AT_MOST), -1):
        if isinstance(items[at], Grid):
            return None
        lines = _lines_below(items[at])
        if any(map(_COPIES.fullmatch, lines)):
            return at
        if not all(map(_COPY.match, lines)):
            return None
    return None


def _opens(line: str) -> bool:
    """Whether a line is surely one under a text."""
    return bool(
        _COPIES.fullmatch(line)
        or is_place_date(line)
        or _SIGNED.fullmatch(line)
        or _POST_ALONE.fullmatch(line)
        or _is_for(line)
        or (
            _POST.fullmatch(line)
            and len(line.split()) <= SHORT
            and (_WRITER.match(line) or not is_person(line))
            and (_WRITER.fullmatch(line) or not parse_byline(line).authors)
        )
    )


def _side_by_side(items: Sequence[Item]) -> list[list[str]]:
    """Two columns set with tabs: a line of two posts, and below it one of two names; else none."""
    lines = [one.columns for one in items if isinstance(one, Block) and one.text]
    pairs = [line for line in lines if len(line) == _TWO]
    if len(pairs) < _TWO or len(pairs) < len(lines):
        return []
    return [list(column) for column in zip(*pairs, strict=True)]


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
        return lines_of(item)
    if any(map(_opens, item.columns)):
        return list(item.columns)
    lines: list[str] = []
    for line in lines_of(item):
        both = _BESIDE_COPIES.fullmatch(line)
        if both and (_opens(both[2]) or (" " in both[2] and is_person(both[2]))):
            lines += [both[1], both[2]]
        else:
            lines.append(f"- {line}" if item.kind is Kind.ITEM else line)
    return lines


def _is_for(line: str) -> bool:
    """Whether a line says for whom somebody signs."""
    return bool(_FOR_WHOM.fullmatch(line)) and line.isupper() and len(line.split()) <= SHORT


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
    return bool(read.authors and (read.department or read.unit)) and len(line.split()) <= SHORT


def _pictures(item: Item) -> list[Block]:
    return [b for b in blocks_of([item]) if b.kind in (Kind.PICTURE, Kind.NOTE)]

"""The lines of an official text's frame: what the head and the end of it have in common."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from desk.importers.blocks import Kind
from desk.importers.word_tree import Grid, Item
from plugins.vietnamese import squeeze

_PLACE_DATE = re.compile(
    r"(?P<place>[^\d,.:;]{2,60}),\s*ngày\s*(?P<day>[\d.…_]{0,6})\s*tháng\s*(?P<month>[\d.…_]{0,6})"
    r"\s*năm\s*(?P<year>\d{4})\s*\.?",
    re.IGNORECASE,
)
_PLACE_DAY = re.compile(
    r"(?P<place>[^\d,:;]{2,30}),\s*(?:ngày\s*)?(?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*"
    r"(?P<year>\d{4})\s*\.?",
    re.IGNORECASE,
)
"""The same in numbers, as on drafts: ``An Khê, ngày 5/9/2022``."""
_SIDE_BY_SIDE = re.compile(r"(Số\s*:?\s*[\d.…_]*\s*/\s*\S+)\s+(\D.*ngày.*)", re.IGNORECASE)
"""What two columns say that were set with a tab."""
_BESIDE_STATE = re.compile(
    r"(\S.{2,80}?)\s+((?:cộng h(?:òa|oà) xã hội|độc lập\W).*)", re.IGNORECASE
)
RULE = re.compile(r"[\W_]+")
SHORT = 14
"""Words of a line of a letterhead or under a text, at most."""


def is_place_date(line: str) -> bool:
    """Whether a line says where and when a text was written, the day perhaps not filled in."""
    return bool(_dated(line))


def _dated(line: str) -> re.Match[str] | None:
    if found := _PLACE_DATE.fullmatch(line):
        return found
    found = _PLACE_DAY.fullmatch(line)
    # What is no name of a place may be a caption: «Hội nghị sơ kết, 5/9/2022».
    is_place = found and all(word[0].isupper() for word in found["place"].split())
    return found if is_place else None


def lines_of(item: Item) -> list[str]:
    """The lines of an item; number and place of one line apart."""
    texts = item.lines if isinstance(item, Grid) else [item.text]
    lines: list[str] = []
    for text in filter(None, map(squeeze, texts)):
        both = _SIDE_BY_SIDE.fullmatch(text)
        beside = _BESIDE_STATE.fullmatch(text) if text.split()[0].isupper() else None
        both = both or (beside if beside and beside[1].isupper() else None)
        lines += [both[1], both[2]] if both else [text]
    return lines


def day_of(line: str) -> date | None:
    """The day that a line with place and date says; None when it says none."""
    found = _dated(line)
    if found is None or not (found["day"].isdecimal() and found["month"].isdecimal()):
        return None
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def is_addressee(item: Item) -> bool:
    """Whether an item is one of a list of those whom a text is sent to."""
    if isinstance(item, Grid) or len(item.text.split()) > SHORT:
        return False
    return bool(re.match(r"[-–+•]", item.text)) or item.kind is Kind.ITEM


def listed(lines: Sequence[str]) -> str:
    """``lines`` in one, each once, without rules and what ends a line of a list."""
    said = (line.strip(" ;:") for line in lines if not RULE.fullmatch(line))
    return "; ".join(dict.fromkeys(said))

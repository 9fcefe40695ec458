"""Names of units as officers type them: with their head, in full, taken apart; and their ids."""

from __future__ import annotations

from collections.abc import Container
from typing import Final

from msgspec import Struct

from desk.starting.agency_answers import Answers
from plugins.registry.organs import Organ, Organs, Parts, standard, with_own
from plugins.vietnamese import sameness, slugify, squeeze

_LONGEST_ID: Final = 80
_UNIT: Final = "don-vi"
"""Id of what has no letter an address can have."""


class Named(Struct, frozen=True, kw_only=True):
    """A unit's name, understood."""

    text: str
    """As posts have it: ``VKSND khu vực 1``."""
    full: str
    level: str = ""
    place: str = ""
    stem: str = ""
    """What its id is made of, the level left out where there is a place."""


def organs_of(answers: Answers) -> Organs:
    """The kinds of organ that are known, with the agency's own where ``heads`` say it."""
    own = own_organ(answers)
    return with_own((own,)) if own else standard()


def own_organ(answers: Answers) -> Organ | None:
    """The agency's own kind: of ``heads`` the longest is the full one, the shortest the short."""
    if not answers.heads or any(organ.id == answers.kind for organ in standard().kinds):
        return None
    by_length = sorted(answers.heads, key=len)
    short, full = by_length[0], by_length[-1]
    levels = standard().levels
    return Organ(
        id=answers.kind,
        short=short,
        full=full,
        written=tuple(one for one in answers.heads if one not in (short, full)),
        levels=tuple(level.name for level in levels if level.name != "số"),
    )


def named(name: str, organs: Organs, *, kind: str = "", level: str = "", full: str = "") -> Named:
    """``name`` with the head of ``kind`` where it has none but begins with a level, or has one."""
    text = squeeze(name)
    organ = next((one for one in organs.kinds if one.id == kind), None)
    parts = organs.parts(text)
    if parts.organ is None and organ is not None and (with_head := _headed(text, organ, level)):
        text, parts = with_head, organs.parts(with_head)
    if parts.organ is not None:
        text = _short(text, parts)
    is_placed = parts.organ is not None and not parts.function
    return Named(
        text=text,
        full=full or organs.full_name(text),
        level=parts.level if is_placed else "",
        place=parts.place if is_placed else "",
        stem=_stem(text, parts),
    )


def _headed(text: str, organ: Organ, level: str) -> str:
    """``text`` behind the head of ``organ``, where it is a place of one of its levels."""
    if level and sameness(level) in map(sameness, organ.levels):
        has_level = sameness(text).startswith(f"{sameness(level)} ")
        return f"{organ.short} {text if has_level else f'{level} {text}'}"
    begins = any(sameness(text).startswith(f"{sameness(one)} ") for one in organ.levels)
    return f"{organ.short} {text}" if begins else ""


def _short(text: str, parts: Parts) -> str:
    """``text`` with its head as posts have it, where it was written in full."""
    organ = parts.organ
    if organ is None or organ.full == organ.short:
        return text
    if sameness(text).startswith(sameness(organ.full)) and len(text) > len(organ.full):
        return f"{organ.short} {text[len(organ.full) :].strip()}"
    return text


def _stem(text: str, parts: Parts) -> str:
    """Its place; with the level where that is a number; its head and work where it does some."""
    if parts.organ is None or not parts.place:
        return text
    is_number = parts.place[:1].isdigit()
    if parts.function:
        return text if is_number or parts.level not in text else text[: text.rfind(parts.level)]
    return f"{parts.level} {parts.place}" if is_number else parts.place


def fresh_id(one: Named, taken: Container[str]) -> str:
    """An id of ``one`` that is not ``taken``: by its stem, its whole name, or with a number."""
    names = (one.stem, f"{one.level} {one.stem}", one.text)
    for name in names:
        found = slugify(name, limit=_LONGEST_ID) or _UNIT
        if found not in taken:
            return found
    number = 2
    while f"{found}-{number}" in taken:
        number += 1
    return f"{found}-{number}"

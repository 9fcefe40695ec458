"""Kinds of organ that answers know, and ids of units."""

from __future__ import annotations

from collections.abc import Container
from typing import Final

from desk.starting.agency_answers import Answers
from desk.unit_names import Named
from plugins.registry.organs import Organ, Organs, standard, with_own
from plugins.vietnamese import slugify

_LONGEST_ID: Final = 80
_UNIT: Final = "don-vi"
"""Id of what has no letter an address can have."""


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

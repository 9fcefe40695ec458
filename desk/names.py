"""How a post writes a unit, department or author so that the very same one is understood again."""

from __future__ import annotations

from datetime import date

from plugins.model import Department, Unit
from plugins.registry import Registry
from plugins.registry.claims import within


def unit_name(registry: Registry, identifier: str, day: date) -> str:
    """The unit's name on ``day``; its id where that name means another or several."""
    known = registry.units[identifier].name_at(day).text
    return known if registry.match_unit(known, day).id == identifier else identifier


def department_name(registry: Registry, identifier: str, day: date) -> str:
    """The department's name on ``day``; its id where that name means another or several."""
    known = registry.departments[identifier].name_at(day).text
    return known if registry.match_department(known, day).id == identifier else identifier


def author_name(
    registry: Registry,
    identifier: str,
    day: date,
    department: str | None = None,
    unit: str | None = None,
) -> str:
    """The author's name; the id where, signed from there on ``day``, it means several."""
    known = registry.authors[identifier].name
    again = registry.match_author(known, day, department, unit)
    return known if again.id == identifier else identifier


def place_of(registry: Registry, author: str, day: date) -> str:
    """What tells an author from a namesake: ``Phòng 8``, where they work on ``day``; or empty."""
    one = registry.authors[author]
    if one.note:
        return one.note
    places: list[Unit | Department] = [
        *(registry.departments[d] for d in one.departments),
        *(registry.units[u] for u in one.units),
    ]
    there = [place for place in places if within(day, place.since, place.until)]
    return ", ".join(dict.fromkeys(place.name_at(day).text for place in there or places))

"""The lines of TOML that make a new unit, department or author known: one place writes them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from plugins.registry import Registry
from plugins.vietnamese import slugify, squeeze


def unit_rows(
    registry: Registry, name: str, parent: str, since: date | None = None
) -> tuple[str, ...]:
    """Of a unit below ``parent``; a name without a head gets the head of that one.

    ``parent``: an id, or empty; what the name tells (in full, level, place) is written too.
    """
    organs = registry.organs
    above = registry.units.get(parent)
    home = organs.parts(above.names[-1].text).organ if above else None
    organ, bare = organs.split(organs.without_level(organs.unit_key(name)))
    if organ is None and home is not None and not home.functions:
        name = f"{home.short} {name}"
    parts = organs.parts(name)
    rows = ["[[unit]]", _id(bare, _taken(registry)), _text("name", name)]
    if (full := organs.full_name(name)) != squeeze(name):
        rows.append(_text("full", full))
    if parts.level and parts.place and not parts.function:
        rows += [_text("place", parts.place), _text("level", parts.level)]
    if parent:
        rows.append(f'parent = "{parent}"')
    return (*rows, *_since(since))


def department_rows(
    registry: Registry, name: str, unit: str, since: date | None = None
) -> tuple[str, ...]:
    """Of a department of ``unit``, an id."""
    taken = _taken(registry)
    slug = slugify(name)
    if slug in taken and unit in registry.units:
        slug = slugify(f"{registry.units[unit].place or unit} {name}")
    rows = ("[[department]]", _id(slug, taken), _text("name", name), f'unit = "{unit}"')
    return (*rows, *_since(since))


def author_rows(
    registry: Registry,
    name: str,
    department: str = "",
    note: str = "",
    since: date | None = None,
) -> tuple[str, ...]:
    """Of an author, who may work in ``department``, an id."""
    rows = ["[[author]]", _id(name, registry.authors), _text("name", name)]
    if department:
        rows.append(f'departments = ["{department}"]')
    if note:
        rows.append(_text("note", note))
    return (*rows, *_since(since))


def _taken(registry: Registry) -> set[str]:
    return {*registry.units, *registry.departments}


def _since(day: date | None) -> tuple[str, ...]:
    return () if day is None else (f"from = {day.isoformat()}",)


def _id(typed: str, taken: Iterable[str]) -> str:
    """The line of an id that nothing has yet."""
    slug = stem = slugify(typed) or "moi"
    number, known = 1, set(taken)
    while slug in known:
        number += 1
        slug = f"{stem}-{number}"
    return f'id = "{slug}"'


def _text(key: str, typed: str) -> str:
    escaped = squeeze(typed).replace("\\", "\\\\").replace('"', '\\"')
    return f'{key} = "{escaped}"'

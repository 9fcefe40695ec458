"""The lines of TOML that make a new unit, department or author known: one place writes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from desk.unit_names import named
from plugins.registry import Registry
from plugins.registry.syntax import toml_row
from plugins.vietnamese import slugify, squeeze


def unit_rows(
    registry: Registry, name: str, parent: str, since: date | None = None
) -> tuple[str, ...]:
    """Of a unit below ``parent``; what the name tells (in full, level, place) is written too.

    ``parent``: an id, or empty. A level with its place gets the head that the parent has.
    """
    organs = registry.organs
    above = registry.units.get(parent)
    home = organs.parts(above.names[-1].text).organ if above else None
    one = named(name, organs, kind=home.id if home else "")
    return unit_table(
        identifier=_free(one.stem, _taken(registry)),
        name=one.text,
        full=one.full,
        place=one.place,
        level=one.level,
        parent=parent,
        since=since,
    )


def department_rows(
    registry: Registry, name: str, unit: str, since: date | None = None
) -> tuple[str, ...]:
    """Of a department of ``unit``, an id."""
    taken = _taken(registry)
    slug = slugify(name)
    if slug in taken and unit in registry.units:
        slug = slugify(f"{registry.units[unit].place or unit} {name}")
    return department_table(_free(slug, taken), squeeze(name), unit, since)


def author_rows(
    registry: Registry,
    name: str,
    department: str = "",
    note: str = "",
    since: date | None = None,
) -> tuple[str, ...]:
    """Of an author, who may work in ``department``, an id."""
    return author_table(
        _free(name, registry.authors),
        squeeze(name),
        departments=(department,) if department else (),
        note=squeeze(note),
        since=since,
    )


# --- one table of a file -----------------------------------------------------------------


def unit_table(
    *,
    identifier: str,
    name: str,
    full: str = "",
    place: str = "",
    level: str = "",
    parent: str = "",
    since: date | None = None,
) -> tuple[str, ...]:
    """The lines of a unit; what is empty, or in full no more than the name, is not written."""
    said = {"id": identifier, "name": name, "full": full if full != name else ""}
    return _table("unit", {**said, "place": place, "level": level, "parent": parent}, since)


def department_table(
    identifier: str, name: str, unit: str, since: date | None = None
) -> tuple[str, ...]:
    """The lines of a department."""
    return _table("department", {"id": identifier, "name": name, "unit": unit}, since)


def author_table(
    identifier: str,
    name: str,
    *,
    departments: Sequence[str] = (),
    units: Sequence[str] = (),
    note: str = "",
    since: date | None = None,
) -> tuple[str, ...]:
    """The lines of an author."""
    at = {"departments": list(departments), "units": list(units)}
    return _table("author", {"id": identifier, "name": name, **at, "note": note}, since)


def _table(kind: str, said: Mapping[str, object], since: date | None) -> tuple[str, ...]:
    rows = [toml_row(key, value) for key, value in said.items() if value]
    return (f"[[{kind}]]", *rows, *(() if since is None else (f"from = {since.isoformat()}",)))


def _taken(registry: Registry) -> set[str]:
    return {*registry.units, *registry.departments}


def _free(typed: str, taken: Iterable[str]) -> str:
    """An id that nothing has yet."""
    slug = stem = slugify(typed) or "moi"
    number, known = 1, set(taken)
    while slug in known:
        number += 1
        slug = f"{stem}-{number}"
    return slug

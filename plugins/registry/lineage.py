"""Indexes of a registry: who followed whom, what belongs to what, and in which order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from plugins.model import Department, Unit
from plugins.registry.organs import Organs
from plugins.vietnamese import collation


def reversed_lineage(
    values: Mapping[str, Unit] | Mapping[str, Department],
) -> dict[str, tuple[str, ...]]:
    """For each id the ids whose work came to it, in order."""
    before: dict[str, list[str]] = defaultdict(list)
    for identifier, value in values.items():
        for successor in value.successors:
            before[successor].append(identifier)
    return {identifier: tuple(sorted(found)) for identifier, found in before.items()}


def roots(values: Mapping[str, Unit] | Mapping[str, Department]) -> dict[str, str]:
    """For each id the least id of all it is linked to by succession."""
    linked: dict[str, list[str]] = defaultdict(list)
    for identifier, value in values.items():
        for successor in value.successors:
            linked[identifier].append(successor)
            linked[successor].append(identifier)
    roots: dict[str, str] = {}
    for start in sorted(values):
        stack = [start]
        while stack:
            identifier = stack.pop()
            if identifier not in roots:
                roots[identifier] = start
                stack.extend(linked[identifier])
    return roots


def grouped(rows: Iterable[tuple[str | None, str, str]]) -> dict[str, tuple[str, ...]]:
    """Of what each belongs to, its id and what it is sorted by: the ids of each owner, in order."""
    groups: dict[str, list[tuple[object, str]]] = defaultdict(list)
    for above, identifier, name in rows:
        if above is not None:
            groups[above].append((collation(name), identifier))
    return {above: tuple(one for _, one in sorted(found)) for above, found in groups.items()}


def sort_names(units: Iterable[Unit], organs: Organs) -> dict[str, str]:
    """See ``Registry.sort_name``."""
    parts = {unit.id: (unit, organs.parts(unit.names[-1].text)) for unit in units}
    kinds: dict[str, set[str]] = defaultdict(set)
    for unit, part in parts.values():
        place = organs.place_key(f"{unit.level or part.level} {unit.place or part.place}")
        if part.organ is not None and place and not part.function:
            kinds[place].add(part.organ.id)
    found = {}
    for unit, part in parts.values():
        name = unit.names[-1].text
        place = organs.place_key(f"{unit.level or part.level} {unit.place or part.place}")
        shared = len(kinds.get(place, ())) > 1
        found[unit.id] = name if shared else unit.place or organs.sort_name(name)
    return found

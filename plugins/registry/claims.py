"""What a unit, a department or an author may be called, and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from plugins.model import (
    Author,
    Department,
    Unit,
)
from plugins.registry import keys
from plugins.registry.organs import Organs, plain
from plugins.vietnamese import sameness


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One name of one unit, department or author, and when it was borne (inclusive)."""

    id: str
    key: str
    since: date | None = None
    until: date | None = None
    written: bool = True
    """``False`` for a form we derive (the level word left out): it yields to written ones."""

    def covers(self, day: date) -> bool:
        """Whether the name was borne on ``day``."""
        return within(day, self.since, self.until)


def within(day: date, since: date | None, until: date | None) -> bool:
    """Whether ``day`` lies between two inclusive days, ``None`` being open."""
    return (since is None or since <= day) and (until is None or day <= until)


def unit_claims(unit: Unit, organs: Organs, above: Unit | None = None) -> Iterable[Claim]:
    """Every key under which a unit is filed: written ones first, then those we derive.

    One whose name tells what it does and not where lies where the unit ``above`` it lies.
    """
    written: dict[Claim, None] = {
        Claim(id=unit.id, key=sameness(unit.id), since=unit.since, until=unit.until): None
    }
    derived: dict[Claim, None] = {}
    for name in unit.names:
        since = _later(name.since, unit.since)
        until = _earlier(name.until, unit.until)
        for text in (name.text, name.full):
            if text:
                claim = Claim(id=unit.id, key=organs.unit_key(text), since=since, until=until)
                written[claim] = None
                for key in _shorter(unit, text, organs, above):
                    derived[_derived(claim, key)] = None
    for alias in unit.aliases:
        claim = Claim(id=unit.id, key=organs.unit_key(alias), since=unit.since, until=unit.until)
        written[claim] = None
    yield from written
    for claim in written:
        shorter = organs.without_level(claim.key)
        if shorter != claim.key:
            derived[_derived(claim, shorter)] = None
    yield from derived


def _shorter(unit: Unit, name: str, organs: Organs, above: Unit | None) -> Iterator[str]:
    """Keys of what a name is said by where the rest is understood: ``Sở Tư pháp``.

    What the registry writes of level and place goes before what the name tells. A head
    alone, or with its level (``VKSND huyện``), tells no unit, but for the levels that may
    stand ``alone``.
    """
    parts = organs.parts(name)
    head, function = parts.organ.key if parts.organ else "", plain(parts.function)
    level = organs.place_key(unit.level or parts.level)
    place = organs.place_key(unit.place or parts.place)
    if function and above and not (level or place):
        over = organs.parts(above.names[-1].text)
        level = organs.place_key(above.level or over.level)
        place = organs.place_key(above.place or over.place)
    if function and unit.place and not parts.place:
        # "Sở Nội vụ Hưng Yên": the place that the registry writes is the end of the name.
        function = function.removesuffix(f" {place}")
    stem = organs.function_key(parts.organ, function) if parts.organ else function
    full = f"{head} {stem}".strip()
    if place:
        yield f"{full} {level} {place}" if level else f"{full} {place}"
        yield f"{full} {place}" if _is_omitted(level, organs) else f"{full} {level} {place}"
    if level and (stem or (parts.organ and level in parts.organ.alone)):
        yield f"{full} {level}"
    if stem and not place[:1].isdigit():
        yield full
    if stem and head and above is None:
        yield head


def _is_omitted(level: str, organs: Organs) -> bool:
    return not level or any(one.omitted for one in organs.levels if one.name == level)


def _derived(claim: Claim, key: str) -> Claim:
    return Claim(id=claim.id, key=key, since=claim.since, until=claim.until, written=False)


def place_claims(units: Mapping[str, Unit], organs: Organs) -> Iterable[Claim]:
    """Bare places, which name no unit but should lead to one."""
    for unit in units.values():
        if unit.place:
            place = organs.place_key(unit.place)
            yield Claim(id=unit.id, key=place)
            if unit.level:
                yield Claim(id=unit.id, key=f"{organs.place_key(unit.level)} {place}")


def department_claims(department: Department, organs: Organs) -> Iterable[Claim]:
    """Every key under which a department is filed."""
    d = department
    found = {Claim(id=d.id, key=sameness(d.id), since=d.since, until=d.until): None}
    for name in d.names:
        since, until = _later(name.since, d.since), _earlier(name.until, d.until)
        for text in (name.text, name.full):
            if text:
                key = keys.department_key(text, organs)
                found[Claim(id=d.id, key=key, since=since, until=until)] = None
    for alias in d.aliases:
        key = keys.department_key(alias, organs)
        found[Claim(id=d.id, key=key, since=d.since, until=d.until)] = None
    return found


def author_claims(author: Author) -> Iterable[Claim]:
    """Every key under which an author is filed."""
    a = author
    names = (keys.author_key(text) for text in (a.name, *a.aliases))
    return {
        Claim(id=a.id, key=key, since=a.since, until=a.until): None
        for key in (sameness(a.id), *names)
    }


def _later(a: date | None, b: date | None) -> date | None:
    return max((d for d in (a, b) if d is not None), default=None)


def _earlier(a: date | None, b: date | None) -> date | None:
    return min((d for d in (a, b) if d is not None), default=None)

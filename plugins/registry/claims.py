"""What a unit, a department or an author may be called, and when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from plugins.model import (
    Author,
    Department,
    Unit,
)
from plugins.registry import keys
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


def unit_claims(unit: Unit) -> Iterable[Claim]:
    """Every key under which a unit is filed: written ones first, then those we derive."""
    written: dict[Claim, None] = {
        Claim(id=unit.id, key=sameness(unit.id), since=unit.since, until=unit.until): None
    }
    for name in unit.names:
        since = _later(name.since, unit.since)
        until = _earlier(name.until, unit.until)
        for text in (name.text, name.full):
            if text:
                written[Claim(id=unit.id, key=keys.unit_key(text), since=since, until=until)] = None
    for alias in unit.aliases:
        claim = Claim(id=unit.id, key=keys.unit_key(alias), since=unit.since, until=unit.until)
        written[claim] = None
    yield from written
    derived: dict[Claim, None] = {}
    for claim in written:
        shorter = keys.without_level(claim.key)
        if shorter != claim.key:
            derived[_derived(claim, shorter)] = None
    if unit.place:
        place = keys.place_key(unit.place)
        life = Claim(id=unit.id, key="", since=unit.since, until=unit.until)
        if unit.level:
            key = f"{keys.HEAD} {keys.place_key(unit.level)} {place}"
            derived[_derived(life, key)] = None
            derived[_derived(life, keys.without_level(key))] = None
        else:
            derived[_derived(life, f"{keys.HEAD} {place}")] = None
    if keys.place_key(unit.level) == "tỉnh":
        life = Claim(id=unit.id, key="", since=unit.since, until=unit.until)
        derived[_derived(life, keys.PROVINCE)] = None
    yield from derived


def _derived(claim: Claim, key: str) -> Claim:
    return Claim(id=claim.id, key=key, since=claim.since, until=claim.until, written=False)


def place_claims(units: Mapping[str, Unit]) -> Iterable[Claim]:
    """Bare places, which name no unit but should lead to one."""
    for unit in units.values():
        if unit.place:
            place = keys.place_key(unit.place)
            yield Claim(id=unit.id, key=place)
            if unit.level:
                yield Claim(id=unit.id, key=f"{keys.place_key(unit.level)} {place}")


def department_claims(department: Department) -> Iterable[Claim]:
    """Every key under which a department is filed."""
    d = department
    found = {Claim(id=d.id, key=sameness(d.id), since=d.since, until=d.until): None}
    for name in d.names:
        since, until = _later(name.since, d.since), _earlier(name.until, d.until)
        for text in (name.text, name.full):
            if text:
                key = keys.department_key(text)
                found[Claim(id=d.id, key=key, since=since, until=until)] = None
    for alias in d.aliases:
        key = keys.department_key(alias)
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

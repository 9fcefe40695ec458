"""The agency of the answers: its units, departments and authors, each name resolved to an id."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from desk.starting.agency_answers import (
    READY,
    Answers,
    AuthorAnswer,
    DepartmentAnswer,
    Given,
    Spot,
    UnitAnswer,
)
from desk.starting.heads import fresh_id, organs_of
from desk.starting.kits import kit_of
from desk.unit_names import Named, named
from plugins.model import Problem
from plugins.registry.organs import Organs
from plugins.vietnamese import sameness

AGENCY: Final[Spot] = ("name", -1, "")


class NewUnit(Struct, frozen=True, kw_only=True):
    """One unit of the registry to be written."""

    id: str
    spot: Spot
    """Which answer it comes from."""
    name: Named
    since: date | None = None
    parent: str = ""


class NewDepartment(Struct, frozen=True, kw_only=True):
    """One department of it."""

    id: str
    spot: Spot
    name: str
    unit: str


class NewAuthor(Struct, frozen=True, kw_only=True):
    """One author of it."""

    id: str
    spot: Spot
    name: str
    departments: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    note: str = ""


class People(Struct, frozen=True, kw_only=True):
    """All of them; the agency is the first unit."""

    organs: Organs
    units: tuple[NewUnit, ...]
    departments: tuple[NewDepartment, ...]
    authors: tuple[NewAuthor, ...]

    @property
    def agency(self) -> NewUnit:
        """The unit whose newsroom this is."""
        return self.units[0]


def people_of(given: Given) -> tuple[People, tuple[Problem, ...]]:
    """Everybody in the answers, and every name among them that means nobody or too many."""
    made = _Making(given)
    units = made.units()
    departments = made.departments()
    authors = made.authors()
    found = People(organs=made.organs, units=units, departments=departments, authors=authors)
    return found, tuple(made.problems)


def with_ready(answers: Answers) -> Answers:
    """The answers with what the kit has, where that was asked for."""
    kit = kit_of(answers.kind)
    if _is_ready(answers.units):
        units = tuple(UnitAnswer(name=one.name, since=one.since) for one in kit.units)
        answers = replace(answers, units=units)
    if _is_ready(answers.departments):
        rooms = tuple(DepartmentAnswer(name=name) for name in kit.departments)
        answers = replace(answers, departments=rooms)
    return answers


def _is_ready(many: Sequence[UnitAnswer] | Sequence[DepartmentAnswer]) -> bool:
    return [one.name for one in many] == [READY]


class _Making:
    """Gives ids and resolves names, in the order units, departments, authors."""

    def __init__(self, given: Given) -> None:
        self.problems: list[Problem] = []
        self.organs = organs_of(given.answers)
        self._given = given
        self._answers = with_ready(given.answers)
        self._taken: set[str] = set()
        self._unit_keys: dict[str, str] = {}
        """Each way of writing a unit's name, and its id."""
        self._rooms: list[NewDepartment] = []
        self._agency = ""

    def _wrong(self, spot: Spot, message: str, write: str = "") -> None:
        path, line = self._given.place(*spot)
        self.problems.append(Problem(path=path, line=line, message=message, suggestion=write))

    # --- units ------------------------------------------------------------------

    def units(self) -> tuple[NewUnit, ...]:
        """The agency and all units, each with its parent."""
        answers = self._answers
        name = self._named(answers.short or answers.name, full=self._full())
        self._agency = self._new_id(name)
        found = {self._agency: NewUnit(id=self._agency, spot=AGENCY, name=name)}
        self._file(self._agency, name, answers.name, answers.short)
        said: dict[str, UnitAnswer] = {}
        for nth, one in enumerate(answers.units):
            if not one.name:
                continue
            spot = ("units", nth, "")
            name = self._named(one.name, level=one.level)
            known = self._unit_keys.get(sameness(name.text))
            if known == self._agency and known not in said:
                found[known] = replace(found[known], since=one.since)
                said[known] = one
                continue
            if known is not None:
                before = self._given.place(*found[known].spot)
                self._wrong(
                    spot, f"units: «{one.name}» đã có ở {_shown(before)}; mỗi đơn vị một mục"
                )
                continue
            fresh = self._new_id(name)
            found[fresh] = NewUnit(id=fresh, spot=spot, name=name, since=one.since)
            said[fresh] = one
            self._file(fresh, name, one.name)
        return tuple(self._placed(found, said))

    def _full(self) -> str:
        """The agency's name in full, where it was given beside a short one."""
        answers = self._answers
        is_longer = len(answers.name) > len(answers.short) > 0
        return answers.name if is_longer else ""

    def _named(self, text: str, *, level: str = "", full: str = "") -> Named:
        return named(text, self.organs, kind=self._answers.kind, level=level, full=full)

    def _new_id(self, name: Named) -> str:
        fresh = fresh_id(name, self._taken)
        self._taken.add(fresh)
        return fresh

    def _file(self, identifier: str, name: Named, *typed: str) -> None:
        level_and_place = f"{name.level} {name.place}" if name.level and name.place else ""
        for way in (name.text, name.full, *typed, level_and_place, name.place):
            if way:
                self._unit_keys.setdefault(sameness(way), identifier)

    def _placed(
        self, found: Mapping[str, NewUnit], said: Mapping[str, UnitAnswer]
    ) -> Iterator[NewUnit]:
        """Each unit under the one that was named, else under the agency."""
        parents: dict[str, str] = {}
        for identifier, one in said.items():
            if one.parent:
                nth = found[identifier].spot[1]
                nth = nth if nth >= 0 else self._answers.units.index(one)
                spot = ("units", nth, "parent")
                parents[identifier] = self._unit(spot, one.parent)
        above = set()
        at = parents.get(self._agency, "")
        while at and at not in above:
            above.add(at)
            at = parents.get(at, "")
        for identifier, unit in found.items():
            parent = parents.get(identifier, "")
            if not parent and identifier != self._agency and identifier not in above:
                parent = self._agency
            yield replace(unit, parent=parent)

    def _unit(self, spot: Spot, typed: str) -> str:
        """The id of the unit called ``typed``; empty where there is none, which is said."""
        name = self._named(typed)
        for way in (typed, name.text, name.full):
            if found := self._unit_keys.get(sameness(way)):
                return found
        names = [self._answers.name, *(one.name for one in self._answers.units)]
        self._unknown(spot, "đơn vị", typed, names)
        return ""

    def _unknown(self, spot: Spot, word: str, typed: str, names: Sequence[str]) -> None:
        key = spot[2]
        near = difflib.get_close_matches(typed, names, 1, 0.6)
        self._wrong(
            spot,
            f"{key}: không có {word} nào tên «{typed}» trong các câu trả lời",
            f'{key} = "{near[0]}"' if near else "",
        )

    # --- departments and authors --------------------------------------------------

    def departments(self) -> tuple[NewDepartment, ...]:
        """All departments, each of its unit."""
        said: dict[tuple[str, str], Spot] = {}
        for nth, one in enumerate(self._answers.departments):
            if not one.name:
                continue
            spot = ("departments", nth, "")
            unit = self._unit((*spot[:2], "unit"), one.unit) if one.unit else self._agency
            before = said.setdefault((sameness(one.name), unit), spot)
            if before != spot:
                place = _shown(self._given.place(*before))
                self._wrong(spot, f"departments: «{one.name}» đã có ở {place}")
                continue
            fresh = self._free(one.name, f"{one.name} {unit}")
            self._rooms.append(NewDepartment(id=fresh, spot=spot, name=one.name, unit=unit))
        return tuple(self._rooms)

    def _free(self, *names: str) -> str:
        stem = Named(text=names[-1], full="", stem=names[0])
        return self._new_id(stem)

    def authors(self) -> tuple[NewAuthor, ...]:
        """All authors; homonyms need something that tells them apart."""
        found: list[NewAuthor] = []
        taken: set[str] = set()
        said: dict[tuple[object, ...], Spot] = {}
        for nth, one in enumerate(self._answers.authors):
            if not one.name:
                continue
            spot = ("authors", nth, "")
            room = self._room(nth, one)
            unit = self._unit(("authors", nth, "unit"), one.unit) if one.unit else ""
            before = said.setdefault((sameness(one.name), room, unit, sameness(one.note)), spot)
            if before != spot:
                place = _shown(self._given.place(*before))
                self._wrong(
                    spot,
                    f"authors: «{one.name}» đã có ở {place}; hai người trùng tên thì ghi khác nhau "
                    "department, hoặc note",
                )
                continue
            fresh = fresh_id(Named(text=f"{one.name} {room}", full="", stem=one.name), taken)
            taken.add(fresh)
            found.append(
                NewAuthor(
                    id=fresh,
                    spot=spot,
                    name=one.name,
                    departments=(room,) if room else (),
                    units=(unit,) if unit else (),
                    note=one.note,
                )
            )
        return tuple(found)

    def _room(self, nth: int, one: AuthorAnswer) -> str:
        """The id of an author's department; empty where none, or none such, is named."""
        if not one.department:
            return ""
        spot: Spot = ("authors", nth, "department")
        rooms = [room for room in self._rooms if sameness(room.name) == sameness(one.department)]
        if len(rooms) > 1 and one.unit:
            unit = self._unit(("authors", nth, "unit"), one.unit)
            rooms = [room for room in rooms if room.unit == unit] or rooms
        if len(rooms) > 1:
            own = [room for room in rooms if room.unit == self._agency]
            rooms = own or rooms[:1]
        if not rooms:
            self._unknown(spot, "phòng", one.department, [room.name for room in self._rooms])
            return ""
        return rooms[0].id


def _shown(place: tuple[str, int]) -> str:
    path, line = place
    return path if path.startswith("--") else f"{path} dòng {line}"

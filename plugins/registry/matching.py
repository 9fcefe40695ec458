"""Who is meant by a name on a day, and who followed whom.

Everything is indexed once, when a ``Registry`` is made; a question afterwards
costs the same however large the agency is. Nothing is ever matched by folding:
``Tú`` asked for and ``Tư`` on file is a look-alike to be offered, not an answer.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from plugins.model import (
    Author,
    AuthorId,
    Department,
    DepartmentId,
    OfficialDocument,
    Unit,
    UnitId,
)
from plugins.registry import keys
from plugins.registry.claims import (
    Claim,
    author_claims,
    department_claims,
    place_claims,
    unit_claims,
    within,
)
from plugins.registry.lineage import grouped, reversed_lineage, roots, sort_names
from plugins.registry.organs import Organs, standard
from plugins.vietnamese import fold, sameness

_MANY = 5
"""Look-alikes offered at most: more are no help to one who mistyped."""

_SHORT = 4
"""Names this short have too many neighbours at one letter's distance to be offered."""


_GONE = 4
"""Rank from which a claim is one of something not in being; see ``_Index.find``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What a name means on a day: one id, or several equally right, or only look-alikes.

    ``near`` is filled only when neither ``id`` nor ``candidates`` is. ``ended``
    says that what was found was not in being on that day (ended, or not begun).
    """

    id: str | None = None
    candidates: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    ended: bool = False


_T = TypeVar("_T", Unit, Department, Author)


@dataclass(frozen=True, slots=True)
class _Index(Generic[_T]):
    """Names of one kind of thing: exact keys, and folded ones for look-alikes."""

    values: Mapping[str, _T]
    exact: Mapping[str, tuple[Claim, ...]]
    folded: Mapping[str, tuple[str, ...]]
    clipped: Mapping[str, tuple[str, ...]]
    """Folded keys less one letter, so that one slip of the hand is found without a scan."""

    @classmethod
    def of(
        cls, values: Mapping[str, _T], claims: Iterable[Claim], also: Iterable[Claim]
    ) -> _Index[_T]:
        exact: dict[str, dict[Claim, None]] = defaultdict(dict)
        folded: dict[str, dict[str, None]] = defaultdict(dict)
        clipped: dict[str, dict[str, None]] = defaultdict(dict)
        for claim in claims:
            exact[claim.key][claim] = None
            folded[fold(claim.key)][claim.id] = None
        for claim in also:
            folded[fold(claim.key)][claim.id] = None
        for key, ids in folded.items():
            if len(key) > _SHORT:
                for clip in _clips(key):
                    clipped[clip].update(ids)
        return cls(
            values,
            {key: tuple(found) for key, found in exact.items()},
            {key: tuple(ids) for key, ids in folded.items()},
            {key: tuple(ids) for key, ids in clipped.items()},
        )

    def alive(self, identifier: str, day: date) -> bool:
        value = self.values[identifier]
        return within(day, value.since, value.until)

    def find(
        self, key: str, day: date, keep: Callable[[str], bool] = lambda _: True
    ) -> tuple[tuple[str, ...], bool]:
        """Ids that bear ``key``, the best kind of claim only, and whether none was in being."""
        ranked: dict[int, dict[str, None]] = defaultdict(dict)
        for claim in self.exact.get(key, ()):
            if not keep(claim.id):
                continue
            alive = self.alive(claim.id, day)
            rank = (
                (0 if alive else _GONE)
                + (0 if claim.written else 2)
                + (0 if claim.covers(day) else 1)
            )
            ranked[rank][claim.id] = None
        if not ranked:
            return (), False
        best = min(ranked)
        return tuple(sorted(ranked[best])), best >= _GONE

    def near(self, key: str, day: date, first: Iterable[str] = ()) -> tuple[str, ...]:
        """Look-alikes of ``key``: those given, same folded spelling, then one letter apart."""
        key = fold(key)
        found = dict.fromkeys(first)
        order = self._living_first(day)
        found.update(dict.fromkeys(sorted(self.folded.get(key, ()), key=order)))
        if len(key) > _SHORT:
            apart: dict[str, None] = {}
            for clip in _clips(key):
                apart.update(dict.fromkeys(self.clipped.get(clip, ())))
            found.update(dict.fromkeys(sorted(apart, key=order)))
        return tuple(found)[:_MANY]

    def _living_first(self, day: date) -> Callable[[str], tuple[bool, str]]:
        return lambda identifier: (not self.alive(identifier, day), identifier)


def _clips(key: str) -> Iterable[str]:
    """``key`` and ``key`` less one letter. Digits stay: Phòng 1 is no slip for Phòng 15."""
    yield key
    for i, char in enumerate(key):
        if not char.isdigit():
            yield key[:i] + key[i + 1 :]


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """The agency through time. Equal registries have equal digests, in any process."""

    units: Mapping[UnitId, Unit] = field(default_factory=dict)
    departments: Mapping[DepartmentId, Department] = field(default_factory=dict)
    authors: Mapping[AuthorId, Author] = field(default_factory=dict)
    documents: tuple[OfficialDocument, ...] = ()
    organs: Organs = field(default_factory=standard)
    digest: str = field(init=False)
    """sha256, in hexadecimal, of all that texts are read by: of everything but the documents."""
    _units: _Index[Unit] = field(init=False, repr=False, compare=False)
    _departments: _Index[Department] = field(init=False, repr=False, compare=False)
    _authors: _Index[Author] = field(init=False, repr=False, compare=False)
    _sorted: Mapping[str, str] = field(init=False, repr=False, compare=False)
    _before: Mapping[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)
    _roots: Mapping[str, str] = field(init=False, repr=False, compare=False)
    _children: Mapping[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)
    _rooms: Mapping[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)
    _codes: Mapping[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        put = object.__setattr__
        for name in ("units", "departments", "authors"):
            table = getattr(self, name)
            put(self, name, {key: table[key] for key in sorted(table)})
        put(self, "digest", _digest(self.organs, self.units, self.departments, self.authors))
        units = [
            c
            for u in self.units.values()
            for c in unit_claims(u, self.organs, self.units.get(u.parent or ""))
        ]
        put(self, "_units", _Index.of(self.units, units, place_claims(self.units, self.organs)))
        rooms = [c for d in self.departments.values() for c in department_claims(d, self.organs)]
        put(self, "_departments", _Index.of(self.departments, rooms, ()))
        people = [c for a in self.authors.values() for c in author_claims(a)]
        put(self, "_authors", _Index.of(self.authors, people, ()))
        put(self, "_before", reversed_lineage(self.units) | reversed_lineage(self.departments))
        put(self, "_roots", roots(self.units) | roots(self.departments))
        put(self, "_sorted", sort_names(self.units.values(), self.organs))
        units_below = ((u.parent, u.id, self.sort_name(u)) for u in self.units.values())
        put(self, "_children", grouped(units_below))
        rooms_of = ((d.unit, d.id, d.names[-1].text) for d in self.departments.values())
        put(self, "_rooms", grouped(rooms_of))
        put(self, "_codes", _coded(self.units.values()))

    def __hash__(self) -> int:
        return hash(self.digest)

    def sort_name(self, unit: Unit) -> str:
        """Under what a unit stands in an index.

        Its place; where several kinds of organ are of one place (a commune's), its name; what
        it does where its name tells no more.
        """
        return self._sorted[unit.id]

    # --- who is meant -------------------------------------------------------

    def match_unit(self, text: str, day: date) -> Match:
        """The unit that ``text`` names on ``day``, by id, name, full name or alias.

        The head may be written in any of the field's ways and the level word
        left out where that is unambiguous. ``VKSND tỉnh`` alone is the only
        unit of that level in being, or the only one with units below it; so a
        neighbouring province on file does not make it ambiguous. A bare place
        is no unit: the one that bears it is offered as a look-alike.
        """
        key = self.organs.unit_key(text)
        found, ended = self._units.find(key, day)
        if len(found) > 1 and self._is_alone(key):
            found = tuple(i for i in found if self._leads(i, day)) or found
        return _answer(found, ended=ended) or Match(near=self._units.near(key, day))

    def _is_alone(self, key: str) -> bool:
        """Whether ``key`` is a head, or one with a level, that names a unit without more."""
        organ, rest = self.organs.split(key)
        return organ is not None and (rest in organ.alone or not rest)

    def _leads(self, unit_id: UnitId, day: date) -> bool:
        """Whether units below it were in being on ``day``.

        One with neither a first nor a last day tells nothing of a time before
        the unit above it carried on another's work.
        """
        below = (self.units[child] for child in self.children(unit_id))
        first = unit_id not in self._before
        return any(
            within(day, child.since, child.until)
            for child in below
            if first or child.since or child.until
        )

    def match_department(self, text: str, day: date, unit: UnitId | None = None) -> Match:
        """The department that ``text`` names on ``day``; of ``unit`` or its lineage when given.

        A department of that name in another unit is offered as a look-alike. One of a
        successor unit, of which no first day is written, comes after its namesake in the
        unit that it follows: registering it changes no older post.
        """
        key = keys.department_key(text, self.organs)
        index = self._departments
        if unit is None:
            found, ended = index.find(key, day)
            found = self._first_of(found)
            return _answer(found, ended=ended) or Match(near=index.near(key, day))
        of = self.departments
        for keep in (
            lambda i: of[i].unit == unit,
            lambda i: self.same_lineage(of[i].unit, unit),
        ):
            found, ended = index.find(key, day, keep)
            if answer := _answer(self._first_of(found), ended=ended):
                return answer
        elsewhere, _ = index.find(key, day)
        return Match(near=index.near(key, day, elsewhere))

    def _first_of(self, found: tuple[str, ...]) -> tuple[str, ...]:
        """``found`` without those that have no first day and follow another of them."""
        if len(found) < 2:  # noqa: PLR2004 - one is no choice
            return found
        of = self.departments
        units = {of[one].unit for one in found}
        later = {
            one
            for one in found
            if of[one].since is None and units.intersection(self.predecessors(of[one].unit))
        }
        return tuple(one for one in found if one not in later) or found

    def match_author(
        self,
        text: str,
        day: date,
        department: DepartmentId | None = None,
        unit: UnitId | None = None,
    ) -> Match:
        """The author that ``text`` names on ``day``.

        Homonyms are narrowed by who wrote then, by department, by unit; when
        that leaves several, all are candidates. A single author is not refused
        for signing from elsewhere: people move.
        """
        key = keys.author_key(text)
        found, ended = self._authors.find(key, day)
        if not found:
            return Match(near=self._authors.near(key, day))
        if department is not None:
            found = tuple(i for i in found if self._worked_in(i, department)) or found
        if unit is not None:
            found = tuple(i for i in found if self._worked_at(i, unit)) or found
        return _answer(found, ended=ended) or Match()

    def _worked_in(self, author_id: AuthorId, department: DepartmentId) -> bool:
        author = self.authors[author_id]
        root = self._roots.get(department, department)
        return any(self._roots.get(d, d) == root for d in author.departments)

    def _worked_at(self, author_id: AuthorId, unit: UnitId) -> bool:
        author = self.authors[author_id]
        rooms = (self.departments[d].unit for d in author.departments if d in self.departments)
        return any(self.same_lineage(at, unit) for at in (*author.units, *rooms))

    # --- who followed whom --------------------------------------------------

    def predecessors(self, identifier: str) -> tuple[str, ...]:
        """Every unit or department whose work came to ``identifier``: nearest first, then by id."""
        found: dict[str, None] = {}
        queue = deque(self._before.get(identifier, ()))
        while queue:
            before = queue.popleft()
            if before not in found and before != identifier:
                found[before] = None
                queue.extend(self._before.get(before, ()))
        return tuple(found)

    def heirs(self, identifier: str) -> tuple[str, ...]:
        """Who carries its work on today: the last successors that have not themselves ended.

        Empty when it has not ended, or when the registry does not know who follows.
        """
        found: dict[str, None] = {}
        seen = {identifier}
        queue = deque(self._after(identifier))
        while queue:
            after = queue.popleft()
            if after in seen:
                continue
            seen.add(after)
            value = self.units.get(after) or self.departments.get(after)
            if value is not None and value.until is None:
                found[after] = None
            queue.extend(self._after(after))
        return tuple(found)

    def _after(self, identifier: str) -> tuple[str, ...]:
        value = self.units.get(identifier) or self.departments.get(identifier)
        return value.successors if value else ()

    def root(self, unit_id: UnitId) -> UnitId:
        """An id that all units linked by succession share; an unknown id is its own."""
        return self._roots.get(unit_id, unit_id)

    def same_lineage(self, a: UnitId, b: UnitId) -> bool:
        """Whether succession links two units, in either direction or through a common one."""
        return self.root(a) == self.root(b)

    def children(self, unit_id: UnitId) -> tuple[UnitId, ...]:
        """Units directly below, in Vietnamese order of their newest names."""
        return self._children.get(unit_id, ())

    def departments_of(self, unit_id: UnitId) -> tuple[DepartmentId, ...]:
        """Departments, past and present, in Vietnamese order of their newest names."""
        return self._rooms.get(unit_id, ())

    def issuers(self, number: str, day: date | None) -> tuple[UnitId, ...]:
        """The units whose codes stand in the symbol of a document of ``day``, in its order.

        Without a day a code that several units bore tells none.
        """
        found: dict[UnitId, None] = {}
        for part in _PARTS.split(number)[1:]:
            ids = [
                one
                for one in self._codes.get(part.casefold(), ())
                if day is None or within(day, self.units[one].since, self.units[one].until)
            ]
            if len(ids) == 1:
                found[ids[0]] = None
        return tuple(found)

    def bearers(self, number: str) -> tuple[UnitId, ...]:
        """The units that ever bore a code in the symbol of a document: its ``issuers`` are some."""
        parts = _PARTS.split(number)[1:]
        return tuple(one for part in parts for one in self._codes.get(part.casefold(), ()))

    def homonyms(self, author_id: AuthorId) -> tuple[AuthorId, ...]:
        """Other authors of the very same name; ``Tú`` and ``Tư`` are not homonyms."""
        author = self.authors.get(author_id)
        if author is None:
            return ()
        claims = self._authors.exact.get(keys.author_key(author.name), ())
        name = sameness(author.name)
        others = {c.id for c in claims if sameness(self.authors[c.id].name) == name}
        return tuple(sorted(others - {author_id}))


def _answer(found: Sequence[str], *, ended: bool) -> Match | None:
    if not found:
        return None
    if len(found) == 1:
        return Match(id=found[0], ended=ended)
    return Match(candidates=tuple(found), ended=ended)


_PARTS = re.compile("[/-]")


def _coded(units: Iterable[Unit]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for unit in units:
        for code in dict.fromkeys(code.casefold() for code in unit.codes):
            found[code].append(unit.id)
    return {code: tuple(ids) for code, ids in found.items()}


def _digest(
    organs: Organs, *tables: Mapping[str, Unit] | Mapping[str, Department] | Mapping[str, Author]
) -> str:
    made = hashlib.sha256(organs.digest.encode())
    for table in tables:
        for identifier in sorted(table):
            made.update(repr(table[identifier]).encode())
            made.update(b"\0")
        made.update(b"\1")
    return made.hexdigest()

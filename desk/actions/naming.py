"""What an officer types for a name: the one name it means, or which it may be and what to do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from desk.names import author_name, department_name, place_of, unit_name
from desk.registry_rows import author_rows, department_rows, unit_rows
from plugins.model import Author, Department, Unit
from plugins.registry import Match, Registry
from plugins.registry.claims import within
from plugins.registry.reading import in_project
from plugins.registry_files import AUTHORS, DEPARTMENTS, UNITS
from plugins.vietnamese import day as shown
from plugins.vietnamese import fold, sameness, squeeze

_MOST = 9
"""Names offered at most: one key chooses."""


_AND = re.compile(r"(?i) (?:và|&) | [-–] ")
"""What stands between two names on one line."""

_DASH = re.compile(r" ?[-–—] ?")


@dataclass(frozen=True, slots=True)
class Offer:
    """A name that may be meant, as it would be written and as it is shown; where it belongs."""

    written: str
    name: str
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """What a typed name means: ``written``; or, where that is empty, why not, and the way on."""

    written: str = ""
    message: str = ""
    offers: tuple[Offer, ...] = ()
    file: str = ""
    """Where a new name is to be added, from the project's folder; empty when it is not new."""
    rows: tuple[str, ...] = ()
    """What to add at the end of ``file``."""

    def way_on(self) -> Iterator[str]:
        """The names that may be meant, and what makes a new name known."""
        for number, offer in enumerate(self.offers, 1):
            yield f"  {number}. {offer.name}" + (f" ({offer.place})" if offer.place else "")
        if self.rows:
            yield f"Nếu là tên mới, chép những dòng này vào cuối {self.file}, lưu, rồi gõ lại:"
            yield from (f"    {row}" for row in self.rows)


Look = Callable[["Names", str], Understood]
"""How one kind of name is looked up."""

_MakeOffer = Callable[[str], Offer]
"""Makes an offer of an id."""


class Names:
    """Looks up what is typed, as the agency is on ``day``."""

    def __init__(self, registry: Registry, day: date) -> None:
        self.registry = registry
        self.day = day

    def author(self, typed: str, room: str | None = None) -> Understood:
        """Who is meant by a signature, from the department ``room`` when it is known."""
        registry, day = self.registry, self.day
        house = registry.departments[room].unit if room else None

        def offer(one: str) -> Offer:
            written = author_name(registry, one, day, room, house)
            return Offer(written, registry.authors[one].name, place_of(registry, one, day))

        match = registry.match_author(typed, day, room, house)
        if match.id is not None and match.ended:
            value = registry.authors[match.id]
            over = value.until is not None and value.until < day
            when = (
                f"đã thôi viết bài từ sau ngày {shown(value.until)}"
                if over and value.until
                else f"chưa viết bài; bắt đầu từ {shown(value.since or day)}"
            )
            key = "until" if over else "from"
            return Understood(
                message=f"Vào ngày {shown(day)}, tác giả «{typed}» {when}. Nếu sổ ghi sai, "
                f"hãy sửa dòng {key} trong {in_project(AUTHORS)}."
            )
        rows = author_rows(registry, typed)
        return self._understood(typed, "tác giả", match, offer, AUTHORS, rows)

    def department(self, typed: str) -> Understood:
        """Which department is meant."""
        registry, day = self.registry, self.day

        def offer(one: str) -> Offer:
            value = registry.departments[one]
            unit = registry.units[value.unit].name_at(day).text
            return Offer(department_name(registry, one, day), value.name_at(day).text, unit)

        if typed.isdecimal():
            typed = f"Phòng {typed}"
        match = registry.match_department(typed, day)
        if match.id is not None and match.ended:
            return self._department_gone(typed, registry.departments[match.id], offer)
        rows = department_rows(registry, typed, self._home_unit())
        return self._understood(typed, "phòng", match, offer, DEPARTMENTS, rows)

    def unit(self, typed: str) -> Understood:
        """Which unit is meant."""
        registry, day = self.registry, self.day

        def offer(one: str) -> Offer:
            return Offer(unit_name(registry, one, day), registry.units[one].name_at(day).text)

        match = registry.match_unit(typed, day)
        if match.id is None and not match.candidates:
            match = self._ending_in(typed) or match
        if match.id is not None and match.ended:
            value = registry.units[match.id]
            above = self._living(value.parent) if value.parent else []
            beside = [one for unit in above for one in registry.children(unit)]
            return self._gone(typed, "đơn vị", value, offer, beside)
        rows = unit_rows(registry, typed, self._home_unit())
        return self._understood(typed, "đơn vị", match, offer, UNITS, rows)

    def _ending_in(self, typed: str) -> Match | None:
        """The one unit whose name ends in the words ``typed``, two at least: ``khu vực 1``."""
        end = sameness(typed)
        if " " not in end:
            return None
        units = self.registry.units.items()
        found = [
            one for one, unit in units if sameness(unit.name_at(self.day).text).endswith(f" {end}")
        ]
        return Match(id=found[0], ended=not self._alive(found[0])) if len(found) == 1 else None

    def apart(self, typed: str, look: Look) -> tuple[str, ...]:
        """``A và B`` as two names where both are known and the whole is not; else ``typed``."""
        parts = _AND.split(squeeze(typed))
        several = len(parts) > 1 and not look(self, typed).written
        if several and all(part and look(self, part).written for part in parts):
            return tuple(parts)
        return (typed,)

    def signed(self, typed: str) -> tuple[str, str]:
        """``Việt Hưng – Phòng 15`` as author and department where both are known."""
        author, dash, room = _DASH.sub("–", squeeze(typed), 1).partition("–")
        if dash and not self.author(typed).written:
            department = self.department(room.strip()).written
            if department and self.author(author.strip()).written:
                return author.strip(), department
        return typed, ""

    def home(self, authors: Iterable[str]) -> str:
        """The one department in being that all ``authors`` have in common; empty when unclear."""
        registry = self.registry
        rooms: set[str] = set()
        for name in authors:
            match = registry.match_author(name, self.day)
            if match.id is None:
                return ""
            rooms.update(o for o in registry.authors[match.id].departments if self._alive(o))
        return department_name(registry, rooms.pop(), self.day) if len(rooms) == 1 else ""

    # --- what is said ---

    def _understood(
        self,
        typed: str,
        what: str,
        match: Match,
        offer: _MakeOffer,
        file: str,
        rows: tuple[str, ...],
    ) -> Understood:
        if match.id is not None:
            return Understood(written=offer(match.id).written)
        if match.candidates:
            return Understood(
                message=f"Có {len(match.candidates)} {what} cùng tên «{typed}»:",
                offers=tuple(map(offer, match.candidates)),
            )
        offers = tuple(map(offer, match.near))
        ask = " Có phải là:" if offers else ""
        # Typed without marks, it is the one that has them; with marks it may be another.
        bare = fold(typed)
        meant = bare == sameness(typed) and any(fold(o.name).endswith(bare) for o in offers)
        return Understood(
            message=f"Chưa có {what} «{typed}» trong sổ đăng ký.{ask}",
            offers=offers,
            file="" if meant else in_project(file),
            rows=() if meant else rows,
        )

    def _department_gone(self, typed: str, value: Department, offer: _MakeOffer) -> Understood:
        owners = self._living(value.unit)
        beside = [one for unit in owners for one in self.registry.departments_of(unit)]
        said = self._gone(typed, "phòng", value, offer, beside)
        if not owners or value.until is None or self.registry.heirs(value.id):
            return said
        first = value.until + timedelta(days=1)
        rows = department_rows(self.registry, typed, owners[0], first)
        return Understood(
            message=said.message, offers=said.offers, file=in_project(DEPARTMENTS), rows=rows
        )

    def _gone(
        self,
        typed: str,
        what: str,
        value: Unit | Department,
        offer: _MakeOffer,
        beside: Sequence[str],
    ) -> Understood:
        """Of what has ended, or has not begun: who carries its work on, else who is there."""
        registry, day = self.registry, self.day
        if value.since is not None and day < value.since:
            before = [one for one in registry.predecessors(value.id) if self._alive(one)]
            return Understood(
                message=f"Vào ngày {shown(day)}, {what} «{typed}» chưa hoạt động: bắt đầu từ "
                f"{shown(value.since)}." + (" Khi ấy là:" if before else ""),
                offers=tuple(map(offer, before)),
            )
        until = f" ngày {shown(value.until)}" if value.until else ""
        heirs = [one for one in registry.heirs(value.id) if self._alive(one)]
        ended = f"{what.capitalize()} «{typed}» đã kết thúc{until}"
        if heirs:
            return Understood(message=f"{ended}; kế tục là:", offers=tuple(map(offer, heirs)))
        there = [one for one in beside if self._alive(one)][:_MOST]
        now = f" Các {what} đang hoạt động:" if there else ""
        return Understood(
            message=f"{ended}; sổ đăng ký chưa ghi {what} kế tục.{now}",
            offers=tuple(map(offer, there)),
        )

    # --- what the registry holds ---

    def _home_unit(self) -> str:
        """The unit with most of the departments in being; else of those there ever were."""
        departments = self.registry.departments.values()
        owners = [d.unit for d in departments if self._alive(d.id)]
        owners = owners or [heir for d in departments for heir in self._living(d.unit)]
        owners = owners or sorted(one for one in self.registry.units if self._alive(one))
        return max(sorted(set(owners)), key=owners.count) if owners else "…"

    def _living(self, unit: str) -> list[str]:
        """``unit`` if it is in being, else who carries its work on."""
        if self._alive(unit):
            return [unit]
        return [one for one in self.registry.heirs(unit) if self._alive(one)]

    def _alive(self, identifier: str) -> bool:
        registry = self.registry
        value: Unit | Department | Author | None = registry.units.get(
            identifier
        ) or registry.departments.get(identifier)
        return value is not None and within(self.day, value.since, value.until)

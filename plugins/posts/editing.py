"""A manuscript's names become ids, as the agency stood on the day of the post."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from msgspec.structs import replace

from plugins.model import UNDATED, Author, Department, Post, Problem, Status, Unit, as_reminders
from plugins.numbers import whole
from plugins.posts.manuscript import Manuscript
from plugins.posts.reporter import Reporter
from plugins.posts.typed import Typed, quoted
from plugins.registry import Match, Registry
from plugins.units import find_units
from plugins.vietnamese import day as shown
from plugins.vietnamese import retone, sameness


def edit(
    manuscript: Manuscript, registry: Registry | None, *, strict: bool = False
) -> tuple[Post, tuple[Problem, ...]]:
    """The post, every name looked up at its date; names that are wrong are said and left out.

    Sound only when ``manuscript`` is and no error is said; of a draft all is
    said as reminders, unless ``strict``. The units that title and text mention are compared with
    those it is filed under.

    A manuscript without a readable date is looked at as of the year of its
    folder, and then only names the registry has never known are said. Without
    a ``registry`` no name is looked up, and none is judged.
    """
    post = manuscript.post
    if registry is None:
        return post, ()
    names = NameResolver(manuscript, registry)
    department = names.department()
    units, banned = names.units(), names.banned()
    authors = names.authors(department, units)
    if post.date != UNDATED and post.body.text and names.report.sound:
        names.mentions(department, units, authors, banned)
    problems = tuple(names.report.problems)
    if post.status is Status.DRAFT and not strict:
        problems = as_reminders(problems)
    return replace(post, authors=authors, department=department, units=units), problems


_COLLECTIVE = re.compile(
    "(?:hai|2|[cC]ác|cấp) (?:cấp|huyện|xã|phường|khu vực|đơn vị)"
    "|đơn vị (?:[A-ZĐ]{3,}|cấp|trực thuộc)"
)
"""Words for all units of a kind, which name none."""

_JOINED = re.compile(r"\s+(?:và|cùng|[-–—])\s+|\s*[&/+]\s*")
"""What officers write between the names of two who sign."""

_FILES = {
    "đơn vị": "content/registry/units.toml",
    "phòng": "content/registry/departments.toml",
    "tác giả": "content/registry/authors.toml",
}


class _Kind(NamedTuple):
    """One kind of name, and where the registry has it."""

    word: str
    values: Mapping[str, Unit | Department | Author]
    name: Callable[[str], str]
    """How it is written on the day of the post."""
    place: Callable[[str], str]
    """What tells it from its namesakes."""


class NameResolver:
    """Looks one kind of name up after another."""

    def __init__(self, manuscript: Manuscript, registry: Registry) -> None:
        self._post = post = manuscript.post
        self.report = Reporter(post.path)
        self._manuscript = manuscript
        self._registry = registry
        self._dated = post.date != UNDATED
        self._day = post.date.date() if self._dated else _year_of(post.path)
        self._unit = _Kind("đơn vị", registry.units, self._unit_name, lambda _: "")
        self._department = _Kind(
            "phòng", registry.departments, self._department_name, self._unit_of
        )
        self._author = _Kind("tác giả", registry.authors, self._author_name, self._place_of)

    def department(self) -> str | None:
        """Id of the department that is named."""
        typed = self._manuscript.department
        if typed is None:
            return None
        match = self._registry.match_department(typed.text, self._day)
        return self._resolved(typed, match, self._department)

    def units(self) -> tuple[str, ...]:
        """Ids of the units the post is filed under."""
        return self._units(self._manuscript.units)

    def _units(self, names: Iterable[Typed]) -> tuple[str, ...]:
        return self._each(
            names, self._unit, lambda typed: self._registry.match_unit(typed, self._day)
        )

    def banned(self) -> tuple[str, ...]:
        """Units the post is said not to be about; one that it is filed under cannot be."""
        filed = {typed.text for typed in self._manuscript.units}
        for typed in self._manuscript.units_ban:
            if typed.text in filed:
                message = f"«{typed.text}» vừa ghi ở units vừa ghi ở units_ban; chỉ giữ một"
                self.report.wrong(typed.line, message)
        return self._units(self._manuscript.units_ban)

    def authors(self, department: str | None, units: tuple[str, ...]) -> tuple[str, ...]:
        """Ids of those who sign; where they work tells homonyms apart."""
        registry, unit = self._registry, units[0] if len(units) == 1 else None
        if department:
            unit = registry.departments[department].unit
        return self._each(
            self._manuscript.authors,
            self._author,
            lambda typed: registry.match_author(typed, self._day, department=department, unit=unit),
        )

    def mentions(
        self,
        department: str | None,
        units: tuple[str, ...],
        authors: tuple[str, ...],
        banned: tuple[str, ...],
    ) -> None:
        """Advice about units that the text names and ``units`` does not, and the reverse."""
        m = self._post
        text = "\n".join((m.title, m.summary, m.body.text, m.photo.caption if m.photo else ""))
        found = find_units(text, self._registry, self._day)
        named = dict.fromkeys(mention.unit_id for mention in found)
        self._say_untagged([unit for unit in named if unit not in banned], units, department)
        own = {unit for author in authors for unit in self._registry.authors[author].units}
        for typed, unit in zip(self._manuscript.units, units, strict=True):
            if unit not in own and not self._speaks_of(text, unit, named):
                rest = [one.text for one in self._manuscript.units if one is not typed]
                self.report.advise(
                    typed.line,
                    f"units ghi «{typed.text}» nhưng bài không nhắc tới đơn vị này; "
                    "nếu ghi nhầm thì bỏ",
                    _list("units", rest) if typed.row.startswith("units:") else "",
                )

    def _say_untagged(
        self, named: Iterable[str], units: tuple[str, ...], department: str | None
    ) -> None:
        registry = self._registry
        known = {registry.root(unit) for unit in units}
        if department:
            known.add(registry.root(registry.departments[department].unit))
        missing = [
            self._unit_name(unit)
            for unit in named
            if registry.root(unit) not in known
            and not registry.children(unit)  # the agency itself is in every text
            and self._alive(unit, self._unit)
        ]
        if not missing:
            return
        line = self._post.line_of("units")
        lacking = "units chưa ghi" if line > 1 else "chưa có dòng units"
        banned = self._post.line_of("units_ban")
        where = f" (dòng {banned})" if banned > 1 else ""
        message = (
            f"bài nhắc tới {', '.join(missing)} nhưng {lacking}; "
            f"nếu bài chỉ nhắc qua thì ghi vào units_ban{where}"
        )
        passing = "" if banned > 1 else _list("units_ban", missing)
        written = self._manuscript.units
        if line <= 1:
            ways = (_list("units", missing), passing)
        elif all(one.row.startswith("units:") for one in written):
            there = [one.text for one in written]
            both = f"{_list('units', there)}\n{passing}" if passing else ""
            ways = (_list("units", [*there, *missing]), both)
        else:  # each name on a line of its own: more go below the last
            last = written[-1]
            item = last.row[: last.start] if last.row[: last.start].strip() == "-" else ""
            more = "\n".join(item + quoted(one) for one in missing) if item else ""
            self.report.advise(last.line, message, more, added=True)
            return
        offered = "\n   hoặc: ".join(filter(None, ways))
        self.report.advise(line, message, offered, added=line <= 1)

    def _speaks_of(self, text: str, unit: str, named: Iterable[str]) -> bool:
        """Whether a text names a unit, its place, a kin of it, or all units of its kind."""
        registry = self._registry
        if registry.children(unit) or any(registry.same_lineage(unit, one) for one in named):
            return True
        value = registry.units[unit]
        place = value.place if not value.place.isdecimal() else f"{value.level} {value.place}"
        if bool(place) and (place in text or retone(place) in retone(text)):
            return True
        return bool(_COLLECTIVE.search(text))

    def _each(
        self, names: Iterable[Typed], kind: _Kind, match: Callable[[str], Match]
    ) -> tuple[str, ...]:
        found: dict[str, Typed] = {}
        for typed in names:
            identifier = self._resolved(typed, match(typed.text), kind)
            if identifier and found.setdefault(identifier, typed) is not typed:
                first = found[identifier].text
                message = f"«{first}» và «{typed.text}» là cùng một {kind.word}; chỉ ghi một"
                self.report.wrong(typed.line, message)
        return tuple(found)

    def _resolved(self, typed: Typed, match: Match, kind: _Kind) -> str | None:
        if match.id is None:
            if not match.candidates:
                self._unknown(typed, match.near, kind)
            elif self._dated:
                self._ambiguous(typed, match.candidates, kind)
        elif match.ended and self._dated:
            self._ended(typed, match.id, kind)
        else:
            self._spelling(typed, kind.name(match.id))
        return match.id

    def _unknown(self, typed: Typed, near: tuple[str, ...], kind: _Kind) -> None:
        if not near and kind is self._author and (several := self._several(typed)):
            message = f"author có {len(several)} tên thì ghi thành danh sách trong ngoặc vuông"
            listed = f"[{', '.join(quoted(one, flow=True) for one in several)}]"
            row = typed.row[: typed.start] + listed + typed.row[typed.end :]
            self.report.wrong(typed.line, message, row, fixable=True)
            return
        message = f"sổ đăng ký không có {kind.word} nào tên «{typed.text}»; "
        if not near:
            message += f"nếu là {kind.word} mới thì thêm vào {_FILES[kind.word]}"
            self.report.wrong(typed.line, message)
            return
        names = [kind.name(one) for one in near]
        message += f"gần giống: {', '.join(_with_place(one, kind) for one in near)}"
        # The id, where two of those offered bear one name.
        sure = [
            one if names.count(name) > 1 else name for one, name in zip(near, names, strict=True)
        ]
        self.report.wrong(typed.line, message, _lines(typed, sure))

    def _several(self, typed: Typed) -> list[str]:
        """The names joined in ``typed``, when each of them is an author's; else none."""
        several = [one for one in _JOINED.split(typed.text) if one]
        alone = typed.row[: typed.start].strip() == "author:" and len(several) > 1
        known = (self._registry.match_author(one, self._day) for one in several)
        return several if alone and all(one.id or one.candidates for one in known) else []

    def _ambiguous(self, typed: Typed, candidates: tuple[str, ...], kind: _Kind) -> None:
        who = "; ".join(f"{one} ({_with_place(one, kind)})" for one in candidates)
        self.report.wrong(
            typed.line,
            f"có {len(candidates)} {kind.word} cùng tên «{typed.text}»; hãy ghi rõ mã của người "
            f"hay nơi được nói đến: {who}",
            _lines(typed, candidates),
        )

    def _ended(self, typed: Typed, identifier: str, kind: _Kind) -> None:
        value, what = kind.values[identifier], kind.word
        message = f"vào ngày đăng bài ({shown(self._day)}), {what} «{typed.text}» "
        heirs: Iterable[str] = ()
        if value.since is not None and self._day < value.since:
            verb = "viết bài" if what == "tác giả" else "hoạt động"
            message += f"chưa {verb}: bắt đầu từ {shown(value.since)}"
            heirs = self._alive_of(self._registry.predecessors(identifier), kind)
        else:
            until = f": đến hết ngày {shown(value.until)}" if value.until else ""
            message += f"đã {'thôi viết bài' if what == 'tác giả' else 'kết thúc'}{until}"
            if what != "tác giả":
                heirs = self._alive_of(self._registry.heirs(identifier), kind)
                message += "; " + (
                    f"kế tục là {', '.join(heirs)}"
                    if heirs
                    else f"sổ đăng ký chưa ghi {what} kế tục; "
                    f"có {what} mới thì thêm vào {_FILES[what]}"
                )
        self.report.wrong(typed.line, message, _lines(typed, heirs))

    def _alive_of(self, identifiers: Iterable[str], kind: _Kind) -> list[str]:
        """Names of those in being on the day of the post."""
        return [kind.name(one) for one in identifiers if self._alive(one, kind)]

    def _alive(self, identifier: str, kind: _Kind) -> bool:
        value = kind.values[identifier]
        return (value.since is None or value.since <= self._day) and (
            value.until is None or self._day <= value.until
        )

    def _spelling(self, typed: Typed, name: str) -> None:
        """Advice where only case, spacing or the place of a tone mark differs from the registry."""
        if typed.text != name and sameness(typed.text) == sameness(name):
            message = f"«{typed.text}» được hiểu là «{name}»; nên viết đúng như trong sổ đăng ký"
            self.report.advise(typed.line, message, typed.rewritten(name), fixable=True)

    def _unit_name(self, identifier: str) -> str:
        return self._registry.units[identifier].name_at(self._day).text

    def _department_name(self, identifier: str) -> str:
        return self._registry.departments[identifier].name_at(self._day).text

    def _author_name(self, identifier: str) -> str:
        return self._registry.authors[identifier].name

    def _unit_of(self, department: str) -> str:
        return self._unit_name(self._registry.departments[department].unit)

    def _place_of(self, author: str) -> str:
        value = self._registry.authors[author]
        if value.note:
            return value.note
        places = [self._department_name(d) for d in value.departments]
        places += [self._unit_name(u) for u in value.units]
        return ", ".join(dict.fromkeys(places))


def _with_place(identifier: str, kind: _Kind) -> str:
    name, place = kind.name(identifier), kind.place(identifier)
    return f"{name} – {place}" if place else name


def _list(key: str, names: Iterable[str]) -> str:
    return f"{key}: [{', '.join(quoted(name, flow=True) for name in names)}]"


def _lines(typed: Typed, names: Iterable[str]) -> str:
    """The line to write for each of ``names``."""
    lines = dict.fromkeys(typed.rewritten(name) or name for name in names)
    return "\n   hoặc: ".join(lines)


def _year_of(path: str) -> date:
    year = path.split("/")[1] if path.count("/") > 1 else ""
    number = whole(year) or 0
    return date(number, 12, 31) if 1 <= number <= date.max.year else date.max

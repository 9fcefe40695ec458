"""What must hold between the entries of the registry. Each rule is a generator of problems.

A rule is silent about what a simpler problem already explains: an entry whose
``until`` is no date is not also told that its ending lacks a date.
"""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from plugins.model import Author, Department, Ending, OfficialDocument, Problem, Unit
from plugins.registry import keys
from plugins.registry.claims import Claim, department_claims, unit_claims
from plugins.registry.lines import Lines
from plugins.registry.organs import Organ, Organs
from plugins.registry.syntax import toml_row
from plugins.vietnamese import day as shown
from plugins.vietnamese import sameness

Value = Unit | Department | Author | OfficialDocument | Organ


@dataclass(slots=True)
class Entry:
    """One table of a file, with what is needed to speak of it."""

    path: str
    word: str
    """``đơn vị``, ``phòng``, ``tác giả``, ``văn bản`` or ``loại cơ quan``."""
    nth: int
    lines: Lines
    broken: set[str] = field(default_factory=set)
    """Keys already reported, about which nothing more is said."""
    value: Any = None

    def problem(self, key: str | None, message: str, suggestion: str = "") -> Problem:
        """A problem at ``key``, or at the table's header where the key is not written."""
        line = self.lines.of(self.nth, key)
        return Problem(path=self.path, line=line, message=message, suggestion=suggestion)

    def adding(self, key: str | None, *rows: str) -> str:
        """The line at ``key`` as it is, and ``rows`` below it; above it where it goes on."""
        line = self.lines.row(self.lines.of(self.nth, key))
        goes_on = line.count("[") > line.count("]")
        return "\n".join([*rows, line] if goes_on else [line, *rows])


Table = Mapping[str, Entry]


def check(
    units: Sequence[Entry],
    departments: Sequence[Entry],
    authors: Sequence[Entry],
    *,
    organs: Organs,
    whole: bool,
) -> Iterator[Problem]:
    """Every rule over every entry; references are not judged unless all files were readable."""
    for entries in ((*units, *departments), authors):
        yield from duplicate_ids(entries)
    by_unit, by_department = _table(units), _table(departments)
    if whole:
        yield from dangling(units, "parent", by_unit, "đơn vị")
        yield from dangling(units, "successors", by_unit, "đơn vị")
        yield from dangling(departments, "unit", by_unit, "đơn vị")
        yield from dangling(departments, "successors", by_department, "phòng")
        yield from dangling(authors, "departments", by_department, "phòng")
        yield from dangling(authors, "units", by_unit, "đơn vị")
    yield from cycles(units, by_unit, "parent", "đơn vị nào là cấp trên của chính mình")
    yield from cycles(units, by_unit, "successors", "đơn vị nào kế thừa chính mình")
    yield from cycles(departments, by_department, "successors", "phòng nào kế thừa chính mình")
    for entry in (*units, *departments, *authors):
        yield from reversed_life(entry)
    for entry in (*units, *departments):
        yield from ending(entry)
    for table in (by_unit, by_department):
        yield from successor_gone(table)
    yield from outlives(units, by_unit, "parent")
    yield from outlives(departments, by_unit, "unit")
    yield from claimed_twice(units, unit_claims, lambda _: "", organs)
    yield from claimed_twice(departments, department_claims, lambda d: d.unit, organs)
    yield from shared_codes(units)
    yield from indistinct(authors)


def _table(entries: Iterable[Entry]) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for entry in entries:
        found.setdefault(entry.value.id, entry)
    return found


def duplicate_ids(entries: Iterable[Entry]) -> Iterator[Problem]:
    """An id names one unit or department, or one author."""
    first: dict[str, Entry] = {}
    for entry in entries:
        identifier = entry.value.id
        if identifier in first:
            other = first[identifier]
            line = other.lines.of(other.nth, "id")
            yield entry.problem(
                "id",
                f"Mã “{identifier}” đã dùng ở {other.path} dòng {line}; mỗi mã chỉ dùng một lần.",
                f'id = "{identifier}-2"',
            )
        else:
            first[identifier] = entry


def dangling(entries: Iterable[Entry], key: str, table: Table, word: str) -> Iterator[Problem]:
    """A reference points to an entry that exists; look-alikes are offered."""
    for entry in entries:
        value = getattr(entry.value, key)
        if not value or key in entry.broken:
            continue
        ids = value if isinstance(value, tuple) else (value,)
        for identifier in ids:
            if identifier in table:
                continue
            near = difflib.get_close_matches(identifier, table, 3)
            suggestion = ""
            if near and isinstance(value, tuple):
                suggestion = toml_row(key, [near[0] if i == identifier else i for i in ids])
            elif near:
                suggestion = toml_row(key, near[0])
            meant = f" Có phải là: {', '.join(near)}?" if near else ""
            message = f"“{key}”: không có {word} nào mang mã “{identifier}”.{meant}"
            yield entry.problem(key, message, suggestion)


def cycles(entries: Sequence[Entry], table: Table, key: str, what: str) -> Iterator[Problem]:
    """No one is above, or follows, itself. Each cycle is told once, at its least id."""
    state: dict[str, int] = {}
    for entry in sorted(entries, key=lambda e: str(e.value.id)):
        trail: list[str] = []
        stack: list[tuple[str, int]] = [(entry.value.id, 0)]
        while stack:
            identifier, step = stack.pop()
            after = _after(table, identifier, key)
            if step == 0:
                if state.get(identifier):
                    continue
                state[identifier] = 1
                trail.append(identifier)
            if step < len(after):
                stack.append((identifier, step + 1))
                if state.get(after[step]) == 1:
                    ring = trail[trail.index(after[step]) :]
                    yield _ring(table, ring, key, what)
                elif after[step] in table:
                    stack.append((after[step], 0))
            else:
                state[identifier] = 2
                trail.pop()


def _after(table: Table, identifier: str, key: str) -> tuple[str, ...]:
    value = getattr(table[identifier].value, key) if identifier in table else None
    if not value:
        return ()
    return value if isinstance(value, tuple) else (value,)


def _ring(table: Table, ring: list[str], key: str, what: str) -> Problem:
    least = ring.index(min(ring))
    ring = ring[least:] + ring[:least]
    way = " → ".join([*ring, ring[0]])
    return table[ring[0]].problem(key, f"“{key}” đi thành vòng: {way}. Không {what}.")


def reversed_life(entry: Entry) -> Iterator[Problem]:
    """Nothing ends before it begins."""
    since, until = entry.value.since, entry.value.until
    if since and until and until < since:
        yield entry.problem(
            "until",
            f"Ngày kết thúc {shown(until)} trước ngày bắt đầu {shown(since)}.",
            f"until = {since.isoformat()}",
        )


def ending(entry: Entry) -> Iterator[Problem]:
    """What ended says when, how, and to whom its work went; what goes on says none of it."""
    value = entry.value
    if entry.broken & {"until", "ending", "successors"}:
        return
    heirs = len(value.successors)
    guess = {0: Ending.CLOSED, 1: Ending.MERGED}.get(heirs, Ending.SPLIT)
    if value.until is None:
        if heirs:
            yield entry.problem(
                "successors",
                "Có “successors” thì phải viết thêm ngày kết thúc “until”.",
                entry.adding("successors", "until = 2025-06-30"),
            )
        if value.ending:
            yield entry.problem(
                "ending",
                "Có “ending” thì phải viết thêm ngày kết thúc “until”.",
                entry.adding("ending", "until = 2025-06-30"),
            )
        return
    if value.ending is None:
        yield entry.problem(
            "until",
            "Có “until” thì phải viết thêm “ending”: “sáp nhập”, “chia tách” hoặc “chấm dứt”.",
            entry.adding("until", f'ending = "{guess}"'),
        )
    elif value.ending is Ending.MERGED and heirs != 1:
        yield entry.problem(
            "ending",
            f"“sáp nhập” cần đúng một {entry.word} trong “successors”; ở đây có {heirs}.",
            f'ending = "{guess}"',
        )
    elif value.ending is Ending.SPLIT and len(set(value.successors)) < 2:  # noqa: PLR2004 - two parts make a split
        yield entry.problem(
            "ending",
            f"“chia tách” cần ít nhất hai {entry.word} khác nhau trong “successors”; "
            f"ở đây có {heirs}.",
            f'ending = "{guess}"',
        )
    elif value.ending is Ending.CLOSED and heirs:
        yield entry.problem(
            "ending",
            "“chấm dứt” thì không có “successors”; nếu có nơi kế thừa, hãy viết “sáp nhập” "
            "hoặc “chia tách”.",
            f'ending = "{guess}"',
        )


def successor_gone(table: Table) -> Iterator[Problem]:
    """A successor is in being after its predecessor has ended."""
    for entry in table.values():
        until: date | None = entry.value.until
        if until is None or "until" in entry.broken:
            continue
        for identifier in entry.value.successors:
            other = table.get(identifier)
            if other is None or other is entry:
                continue
            gone = other.value.until
            if gone is not None and gone <= until:
                yield entry.problem(
                    "successors",
                    f"“{identifier}” kết thúc ngày {shown(gone)}, nên không thể kế thừa "
                    f"{entry.word} kết thúc ngày {shown(until)}.",
                    toml_row("successors", [i for i in entry.value.successors if i != identifier]),
                )


def outlives(entries: Sequence[Entry], table: Table, key: str) -> Iterator[Problem]:
    """Nothing is longer in being than what it belongs to.

    What begins after that has ended belongs to its successor; so does what has
    the name of another that ended with it. Of what else goes on it cannot be
    told whether its last day is missing or its new owner: both are offered.
    """
    named = {(getattr(e.value, key), n) for e in entries if e.value.until for n in _names(e)}
    for entry in entries:
        value = entry.value
        above = table.get(getattr(value, key) or "")
        if above is None or above is entry or {"until"} & (entry.broken | above.broken):
            continue
        last, own = above.value.until, value.until
        if last is None or (own is not None and own <= last):
            continue
        began_later = value.since is not None and value.since > last
        moved = [f'{key} = "{heir}"' for heir in _heirs(table, above.value.id)]
        closed = "" if value.ending else f'\nending = "{Ending.CLOSED}"'
        stays = f"until = {last.isoformat()}{closed}"
        what = f"“{value.id}” còn hoạt động sau khi “{above.value.id}” kết thúc ngày {shown(last)}"
        if began_later or (
            own is None and any((above.value.id, n) in named for n in _names(entry))
        ):
            since = "" if value.since else f"\nfrom = {(last + timedelta(days=1)).isoformat()}"
            yield entry.problem(
                key, f"{what}; đổi “{key}”.", "\n   hoặc: ".join(row + since for row in moved)
            )
        elif own:
            yield entry.problem("until", f"{what}; sửa ngày kết thúc, hoặc đổi “{key}”.", stays)
        else:
            offered = [entry.adding(key, *stays.split("\n")), *moved]
            yield entry.problem(
                key, f"{what}; thêm ngày kết thúc, hoặc đổi “{key}”.", "\n   hoặc: ".join(offered)
            )


def _names(entry: Entry) -> set[str]:
    return {sameness(name.text) for name in entry.value.names}


def _heirs(table: Table, identifier: str) -> list[str]:
    """The last successors of ``identifier`` that have not themselves ended, in order."""
    found: dict[str, None] = {}
    seen: set[str] = set()
    todo = [identifier]
    while todo:
        one = todo.pop(0)
        if one in seen or one not in table:
            continue
        seen.add(one)
        value = table[one].value
        if value.until is None and one != identifier:
            found[one] = None
        todo.extend(value.successors)
    return list(found)


def claimed_twice(
    entries: Iterable[Entry],
    claims: Callable[[Any, Organs], Iterable[Claim]],
    scope: Callable[[Any], str],
    organs: Organs,
) -> Iterator[Problem]:
    """On any day a name leads to one unit, or to one department of a unit."""
    groups: dict[tuple[str, str], list[tuple[Claim, Entry]]] = defaultdict(list)
    for entry in _table(entries).values():
        if "names" in entry.broken:
            continue
        for claim in claims(entry.value, organs):
            if claim.written:
                groups[scope(entry.value), claim.key].append((claim, entry))
    told: set[tuple[str, str]] = set()
    for found in groups.values():
        found.sort(key=lambda pair: (pair[0].since or date.min, pair[1].nth))
        last: tuple[Claim, Entry] | None = None
        for claim, entry in found:
            if (
                last
                and last[0].id != claim.id
                and (last[0].until or date.max) >= (claim.since or date.min)
                and (last[0].id, claim.id) not in told
            ):
                told.add((last[0].id, claim.id))
                other = last[1]
                yield _same_name(last[0], other, claim, entry, organs)
            if last is None or (claim.until or date.max) >= (last[0].until or date.max):
                last = (claim, entry)


def _same_name(earlier: Claim, other: Entry, claim: Claim, entry: Entry, organs: Organs) -> Problem:
    """A name of two; where the other one has ended, this one lacks its first day."""
    place, text = _place_of(entry.value, claim.key, organs)
    where = f"{other.path} dòng {other.lines.of(other.nth)}"
    message = f"Tên “{text}” cùng một thời gian thuộc cả “{earlier.id}” ({where}) và “{claim.id}”; "
    last = earlier.until
    if last is not None and claim.since is None and (claim.until is None or claim.until > last):
        first = f"from = {(last + timedelta(days=1)).isoformat()}"
        added = entry.adding(place, first)
        return entry.problem(place, f"{message}thêm ngày bắt đầu của “{claim.id}”.", added)
    return entry.problem(place, f"{message}mỗi tên chỉ để ở một nơi.")


def shared_codes(entries: Iterable[Entry]) -> Iterator[Problem]:
    """At any time a code in the symbols of documents stands for one unit."""
    holders: dict[str, list[Entry]] = defaultdict(list)
    for entry in _table(entries).values():
        if entry.broken & {"codes", "from", "until"}:
            continue
        for code in dict.fromkeys(map(sameness, entry.value.codes)):
            holders[code].append(entry)
    for code, found in holders.items():
        found.sort(key=lambda entry: (entry.value.since or date.min, entry.nth))
        for earlier, later in pairwise(found):
            if (earlier.value.until or date.max) >= (later.value.since or date.min):
                where = f"{earlier.path} dòng {earlier.lines.of(earlier.nth, 'codes')}"
                written = next(c for c in later.value.codes if sameness(c) == code)
                rest = [c for c in later.value.codes if sameness(c) != code]
                yield later.problem(
                    "codes",
                    f"Mã “{written}” cùng một thời gian thuộc cả “{earlier.value.id}” ({where}) "
                    f"và “{later.value.id}”; mỗi mã chỉ để ở một đơn vị.",
                    toml_row("codes", rest),
                )


def _place_of(value: Unit | Department, key: str, organs: Organs) -> tuple[str, str]:
    """In which line of the table a claimed name stands, and the name as written there."""

    def make(text: str) -> str:
        unit = isinstance(value, Unit)
        return organs.unit_key(text) if unit else keys.department_key(text, organs)

    for alias in value.aliases:
        if make(alias) == key:
            return "aliases", alias
    for name in value.names:
        for line, text in (("name", name.text), ("full", name.full)):
            if make(text) == key:
                return ("names" if len(value.names) > 1 else line), text
    return "id", value.id


def indistinct(authors: Sequence[Entry]) -> Iterator[Problem]:
    """Homonyms differ by department, unit or note, or a byline could never tell them apart."""
    groups: dict[str, list[Entry]] = defaultdict(list)
    for entry in authors:
        if "name" not in entry.broken:
            groups[sameness(entry.value.name)].append(entry)
    for group in groups.values():
        seen: dict[tuple[object, ...], str] = {}
        if len({entry.value.id for entry in group}) == 1:
            continue
        for entry in group:
            author: Author = entry.value
            marks = (author.departments, author.units, author.note)
            if entry.broken & {"departments", "units", "note"}:
                continue
            if not any(marks):
                yield entry.problem(
                    "name",
                    f"Có nhiều tác giả cùng tên “{author.name}”; mỗi người cần “departments”, "
                    "“units” hoặc “note” để phân biệt.",
                    entry.adding("name", 'note = "…"'),
                )
            elif marks in seen:
                yield entry.problem(
                    "name",
                    f"Hai tác giả cùng tên “{author.name}” (“{seen[marks]}” và “{author.id}”) "
                    "giống hệt nhau về phòng, đơn vị và ghi chú; ghi điều phân biệt vào “note”.",
                    entry.adding("name", 'note = "…"'),
                )
            else:
                seen[marks] = author.id

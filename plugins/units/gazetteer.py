"""What units the registry knows, by what may stand behind each head, and the patterns to find them.

Everything is made once for a registry: a head's pattern of the ways it is written, the level
words of its kind, and the names that may follow.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from plugins.model import Unit, UnitId
from plugins.registry import Registry
from plugins.registry.claims import unit_claims
from plugins.registry.organs import CAPITAL, Organ, Organs, plain
from plugins.vietnamese import sameness

_JOINED = re.compile(r"\s*(?:[,;/–-]|và|cùng)")
"""What one organ is joined to another by."""
_CITIES = ("Hà Nội", "Hải Phòng", "Đà Nẵng", "Cần Thơ", "Huế", "Hồ Chí Minh")
"""Cities of a province's rank: any other city may only be the next of a list."""

ALL_LEVELS = ("đơn vị", "địa phương")
"""Words in the place of a level, for units of any."""


@dataclass(frozen=True)
class Kind:
    """One kind of organ that has units in the registry."""

    organ: Organ
    organs: Organs
    ids: Mapping[str, frozenset[UnitId]]
    """What may follow the head, in small letters, one space between words."""
    alone: Mapping[str, frozenset[UnitId]]
    """Levels that without a place name these: ``Công an xã``."""

    @cached_property
    def longest(self) -> int:
        """Words of the longest name."""
        return max((len(key.split()) for key in self.ids), default=0)

    @cached_property
    def _levels(self) -> dict[str, str]:
        shorts = {level.name: level.written for level in self.organs.levels}
        names = {name: name for name in self.organ.levels}
        names |= {
            short.casefold(): name for name in self.organ.levels for short in shorts.get(name, ())
        }
        return names | dict.fromkeys(ALL_LEVELS, "")

    @cached_property
    def _level(self) -> re.Pattern[str]:
        words = [name for name in self._levels if len(name) > 2]  # noqa: PLR2004 - not shortened
        short = [name for name in self._levels if name not in words]
        long = "|".join(sorted((spaced(word) for word in words), key=lambda word: -len(word)))
        dotted = "|".join(r"\.?\s?".join(word) for word in sorted(short, key=lambda w: -len(w)))
        return re.compile(
            rf"\s*(?:({long})(?:(?!\w)|(?-i:(?<![{CAPITAL}])(?=[{CAPITAL}])))"
            + (rf"|({dotted})(?:\.|(?=[\s\d])))" if dotted else r"|((?!)))"),
            re.IGNORECASE,
        )

    def level(self, text: str, at: int) -> tuple[str | None, int]:
        """The level word at ``at`` in full, or ``None``, and where to read on.

        Empty for ``đơn vị``, unless the level stands after it.
        """
        found: str | None = None
        for _ in range(2):
            level = self._level.match(text, at)
            if level is None:
                break
            word = " ".join(level[1].split()) if level[1] else re.sub(r"\W", "", level[2])
            found, at = self._levels.get(sameness(word)), level.end()
            if found != "":
                break
        return found, at


@dataclass(frozen=True)
class Gazetteer:
    """All units of a registry that a text may name."""

    registry: Registry
    kinds: tuple[Kind, ...]
    loose: Mapping[str, frozenset[UnitId]]
    """Units whose name has no known head, by their whole name."""
    places: frozenset[str]
    """``tỉnh hưng yên``, ``hưng yên``: where the agency's units lie."""

    def resolve(self, head: str, key: str, day: date | None) -> frozenset[UnitId]:
        """The units that ``head`` ``key`` may be; of several those with the best claim."""
        ids = self.ids_of(head, key)
        if len(ids) <= 1:
            return ids
        match = self.registry.match_unit(f"{head} {key}".strip(), day or date.max)
        return frozenset({match.id} if match.id else match.candidates)

    def ids_of(self, head: str, key: str) -> frozenset[UnitId]:
        """Every unit that is ever called ``head`` ``key``; without a head by its whole name."""
        if not head:
            return self.loose.get(key, frozenset())
        kind = self.by_head[head]
        return kind.ids.get(key) or kind.alone.get(key, frozenset())

    @cached_property
    def by_head(self) -> Mapping[str, Kind]:
        """The kinds by how their head is filed."""
        return {kind.organ.key: kind for kind in self.kinds}

    @cached_property
    def heads(self) -> re.Pattern[str]:
        """Where a unit may be named; the group that matched is ``k`` with the kind's number.

        It begins with a set of letters, for which ``re`` looks many times faster than for words.
        """
        names = sorted(self.loose, key=lambda name: (-len(name), name))
        firsts = {way[0] for kind in self.kinds for way in kind.organ.heads}
        firsts |= {name[0] for name in names}
        parts = [f"(?P<k{n}>{_head(kind.organ)})" for n, kind in enumerate(self.kinds)]
        if names:
            whole = "|".join(_any_case(name) for name in names)
            parts.append(f"(?P<loose>(?:{whole})(?!\\w))")
        if not parts:
            return re.compile(r"(?!)")
        letters = "".join(sorted({case for one in firsts for case in (one.lower(), one.upper())}))
        return re.compile(rf"[{re.escape(letters)}](?<!\w.)(?:{'|'.join(parts)})")

    def kind_of(self, head: re.Match[str]) -> Kind | None:
        """The kind of a head that was found; ``None`` for a whole name."""
        group = head.lastgroup or "loose"
        return None if group == "loose" else self.kinds[int(group[1:])]

    @cached_property
    def _levels(self) -> tuple[str, ...]:
        """Levels that a place stands behind, the longest first."""
        names = [level.name for level in self.registry.organs.levels if level.omitted]
        return tuple(sorted(names, key=lambda name: -len(name)))

    @cached_property
    def level_ends(self) -> tuple[str, ...]:
        """How a name ends that a place may follow."""
        return tuple(f" {name.split()[-1]}" for name in self._levels)

    @cached_property
    def elsewhere(self) -> re.Pattern[str]:
        """A level, or several of it, behind a name, and the place, which may be another's."""
        levels = "|".join(map(spaced, self._levels))
        place = rf"[{CAPITAL}][^\W\d_]*"
        return re.compile(
            r"\s+(?:(?:của|thuộc|ở|tại)\s+)?(?:các\s+|nhiều\s+|một\s+số\s+|\d+\s+)?"
            rf"(?P<level>(?i:{levels}|TP\.?))(?!\w)"
            rf"(?:\s*(?P<place>{place}(?:\s+{place}){{0,3}}))?"
        )

    @cached_property
    def lies(self) -> re.Pattern[str]:
        """Which province a unit lies in, said right behind it; never, where ours is not known."""
        provinces = "|".join(map(spaced, self.registry.organs.provinces)) or "(?!)"
        cities = "|".join(map(spaced, _CITIES))
        ours = {plain(name) for name in self.registry.organs.provinces} & self.places
        if not ours and not any(place.startswith("tỉnh ") for place in self.places):
            return re.compile("(?!)")
        place = rf"[{CAPITAL}][^\W\d_]*"
        return re.compile(
            rf"\s*(?:[,(–-]|thuộc|của)?\s*(?i:tỉnh)\s+(?P<named>{place}(?:\s+{place}){{0,3}})\)?"
            rf"|\s*[,(–-]\s*(?:(?i:thành\s+phố)|T[Pp]\.?)\s*(?P<city>{cities})(?!\w)\)?"
            rf"|\s*\(\s*(?P<aside>{provinces})\s*\)"
            rf"|\s*[–-]\s*(?P<beside>{provinces})(?!\w)"
        )

    def foreign(self, text: str, at: int) -> int:
        """Where it ends that at ``at`` lies another's province; ``at`` when none does."""
        said = self.lies.match(text, at)
        if said is None:
            return at
        words = (said[said.lastgroup or 0]).split()
        ours = any(plain(" ".join(words[:n])) in self.places for n in range(len(words), 0, -1))
        return at if ours else said.end()

    def others(self, text: str, at: int) -> re.Match[str] | None:
        """Organs that stand between a head and what both are of: ``VKSND, Công an huyện A``."""
        # Most heads stand alone, and the pattern of all organs takes longer to compile than a
        # post to read.
        return self._others.match(text, at) if _JOINED.match(text, at) else None

    @cached_property
    def _others(self) -> re.Pattern[str]:
        ways = {
            way
            for organ in self.registry.organs.kinds
            if organ.levels and not organ.functions
            for way in organ.heads
        } | {
            f"{kind.organ.short} {way}"
            for kind in self.kinds
            for ways in kind.organ.functions
            for way in ways
        }
        forms = "|".join(_way(way) for way in sorted(ways, key=lambda way: (-len(way), way)))
        return re.compile(
            rf"(?:{_JOINED.pattern}\s*(?:các\s+ngành\s+)?(?:{forms})(?!\w)){{1,6}}",
        )


@lru_cache(maxsize=8)
def gazetteer(registry: Registry) -> Gazetteer:
    """What ``registry`` knows; made once for it."""
    organs = registry.organs
    found: dict[str, dict[str, set[UnitId]]] = {}
    loose: dict[str, set[UnitId]] = {}
    levels = {level.name for level in organs.levels}
    for unit in registry.units.values():
        for claim in unit_claims(unit, organs, registry.units.get(unit.parent or "")):
            organ, rest = organs.split(claim.key)
            if organ is None:
                if claim.key not in (unit.id, sameness(unit.id)) and " " in claim.key:
                    loose.setdefault(claim.key, set()).add(unit.id)
                continue
            for way in _ways(organ, rest):
                key = " ".join(re.findall(r"[^\W_]+", way))
                if key and (key not in levels or unit.parent):
                    found.setdefault(organ.key, {}).setdefault(key, set()).add(unit.id)
    kinds = []
    for head, names in found.items():
        ids = {key: frozenset(units) for key, units in names.items()}
        alone = {key: ids.pop(key) for key in levels & ids.keys()}
        kinds.append(Kind(organs.by_key[head], organs, ids, alone))
    return Gazetteer(
        registry,
        tuple(sorted(kinds, key=lambda kind: (-len(kind.organ.short), kind.organ.id))),
        {key: frozenset(units) for key, units in loose.items()},
        frozenset(_places(registry.units.values(), organs)),
    )


def _places(units: Iterable[Unit], organs: Organs) -> Iterator[str]:
    for unit in units:
        for name in unit.names:
            parts = organs.parts(name.text)
            level, place = unit.level or parts.level, unit.place or parts.place
            if place:
                yield plain(place)
                yield plain(f"{level} {place}")


def _ways(organ: Organ, rest: str) -> Iterator[str]:
    """``rest`` of a key with its function in each of the ways it is written."""
    yield rest
    for ways in organ.functions:
        first = plain(ways[0])
        if rest == first or rest.startswith(f"{first} "):
            for way in ways[1:]:
                yield plain(way) + rest[len(first) :]


def spaced(words: str) -> str:
    """A pattern of words with any white space between them."""
    return r"\s+".join(map(re.escape, words.split()))


def _head(organ: Organ) -> str:
    """The pattern of a head behind its first letter, and of its short form in brackets."""
    heads = organ.heads
    levels = "|".join(spaced(level) for level in organ.levels if level != "số")
    glued = rf"|(?=T[PX]\W|(?:{levels})\s)" if levels and not organ.functions else ""
    short = "|".join(_way(way) for way in heads)
    aside = rf"(?:\s*\([^()]{{0,30}}(?:{short})\s*\))?"
    other = "".join(
        f"(?<!{word} .)" for each in organ.not_after for word in (each, each.capitalize())
    )
    here = "|".join(_way(way, passed=True) for way in heads)
    return rf"{other}(?:{here})(?:(?!\w){glued})\.?{aside}"


def _way(way: str, *, passed: bool = False) -> str:
    """A head as written: a short form in capitals or small, a single word by a capital.

    ``passed``: the pattern of what is behind its first letter.
    """
    words = way.split(" ")
    if len(words) == 1 and not way.isupper():
        small = rf"{re.escape(way.lower())}(?=\s+[{CAPITAL}])"
        return _one_of((re.escape(way), re.escape(way.upper()), small), passed=passed)
    made = []
    for n, word in enumerate(words):
        short = len(word) > 1 and word.isupper()
        gap = "" if n == 0 else r"[\s.]*" if short else r"\s+"
        if n == 1 and not short:
            gap = r"\s+"
        if n == 0:
            made.append(_short(word, passed=passed) if short else _any_case(word, passed=passed))
        else:
            made.append(f"{gap}(?i:{re.escape(word)})")
    return "".join(made)


def _short(word: str, *, passed: bool) -> str:
    """``VKSND``, ``vksnd``, ``Vksnd``, ``V.K.S.N.D``."""
    dotted = r"\.?".join(map(re.escape, word))
    forms = (dotted, re.escape(word.lower()), re.escape(word.capitalize()))
    return _one_of(forms, passed=passed)


def _one_of(forms: Iterable[str], *, passed: bool) -> str:
    """Any of these patterns, each of which begins with a letter."""
    return f"(?:{'|'.join(f'(?<={form[0]}){form[1:]}' if passed else form for form in forms)})"


def _any_case(words: str, *, passed: bool = True) -> str:
    """``words`` in capitals or not."""
    written = spaced(words)
    first = re.escape(words[0])
    return f"(?i:(?<={first}){written[len(first) :]})" if passed else f"(?i:{written})"

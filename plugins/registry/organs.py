"""Kinds of organ: how the name of a unit of each is put together, written and sorted.

The table is data: ``organs.toml`` beside this module, and the agency's own file of the same
form, which adds kinds and replaces those of the same id.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any

from plugins.vietnamese import retone, sameness, squeeze

CAPITAL = "A-ZÀ-ÝĂĐĨŨƠƯ" + "".join(map(chr, range(0x1EA0, 0x1EFA, 2)))
"""Capital letters, to stand between the brackets of a pattern."""

_DASH = re.compile(r"\s*[-\u2010-\u2015\u2212]\s*")
_BEGINNING = re.compile(r"(?<!\w)\S")


@dataclass(frozen=True, slots=True, kw_only=True)
class Organ:
    """One kind of organ, as ``organs.toml`` describes it."""

    id: str
    short: str
    """As units' names begin: ``VKSND``."""
    full: str
    """In full: ``Viện kiểm sát nhân dân``."""
    written: tuple[str, ...] = ()
    """Other ways of writing it."""
    levels: tuple[str, ...] = ()
    """Levels its units may have, longest first."""
    alone: tuple[str, ...] = ()
    """Levels that, without a place, still name one unit."""
    functions: tuple[tuple[str, ...], ...] = ()
    """What may stand after the head, each with its other ways of writing: ``Tư pháp``."""
    people: tuple[str, ...] = ()
    """Titles that stand before a person's name."""
    also: tuple[str, ...] = ()
    """Names of its own of some units."""
    not_after: tuple[str, ...] = ()
    """Words before its head that make another word of it: ``cơ sở``."""
    inside: bool = False
    """Whether it mostly is a part of another organ."""

    @property
    def heads(self) -> tuple[str, ...]:
        """Every way its head is written, the longest first."""
        return tuple(sorted({self.short, self.full, *self.written}, key=lambda h: (-len(h), h)))

    @property
    def key(self) -> str:
        """How every way of writing its head is filed."""
        return plain(self.short)


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A level word of units' names."""

    name: str
    written: tuple[str, ...] = ()
    """Short forms: ``TP``."""
    omitted: bool = False
    """Whether writers leave it out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """A unit's name taken apart: ``Sở`` ``Tư pháp`` ``tỉnh`` ``Hưng Yên``; what lacks is empty."""

    organ: Organ | None
    function: str = ""
    level: str = ""
    place: str = ""


def plain(text: str) -> str:
    """``text`` by its letters and marks, in small letters, dashes without spaces."""
    return _DASH.sub("-", sameness(text)).strip(" .,;:|")


@dataclass(frozen=True)
class Organs:
    """All kinds that are known, and their levels. Equal ones have equal digests."""

    kinds: tuple[Organ, ...]
    levels: tuple[Level, ...]
    provinces: tuple[str, ...] = ()
    digest: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "digest", repr((self.kinds, self.levels, self.provinces)))

    def __hash__(self) -> int:
        return hash(self.digest)

    # --- keys -------------------------------------------------------------------

    @cached_property
    def by_key(self) -> Mapping[str, Organ]:
        """Each kind by how its head is filed."""
        return {organ.key: organ for organ in self.kinds}

    @cached_property
    def _start(self) -> re.Pattern[str]:
        """The head of a name in its plain form, however written."""
        heads = sorted(
            ((plain(head), n) for n, organ in enumerate(self.kinds) for head in organ.heads),
            key=lambda pair: (-len(pair[0]), pair),
        )
        forms = dict.fromkeys(heads)
        by_kind: dict[int, list[str]] = {}
        for head, n in forms:
            by_kind.setdefault(n, []).append(_small(head))
        order = sorted(by_kind, key=lambda n: -max(map(len, by_kind[n])))
        alternatives = "|".join(f"(?P<k{n}>{'|'.join(by_kind[n])})" for n in order)
        short = "|".join(_small(plain(h)) for o in self.kinds for h in o.heads if h.isupper())
        return re.compile(
            rf"(?:{alternatives})(?P<supreme>tc)?"
            rf"(?:\s?\(\s?(?:{short}|viện ksnd)\s?\))?(?:(?=t[px]\W)|(?!\w))\.?\s*"
        )

    @cached_property
    def _shortened(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        """Short forms of levels at the beginning of a place, and what they stand for."""
        made = []
        for level in self.levels:
            for short in level.written:
                letters = r"\.?".join(map(re.escape, short.casefold()))
                after = r"(?=\d)" if level.name == "khu vực" else r"(?=\S)"
                dot = r"\.? ?" if len(short) > 1 else r"\. ?"
                made.append((re.compile(rf"^{letters}{dot}{after}"), f"{level.name} "))
        return (*made, (re.compile(r"^khu vực số (?=\d)"), "khu vực "))

    @cached_property
    def _omitted(self) -> re.Pattern[str]:
        names = "|".join(level.name for level in self.levels if level.omitted)
        return re.compile(rf"^(?:{names}) ")

    def unit_key(self, text: str) -> str:
        """``Viện KSND TP. Thái Bình`` is ``vksnd thành phố thái bình``.

        A text without a known head is filed as a place.
        """
        return _unit_key(self, text)

    def place_key(self, text: str) -> str:
        """``TP. Thái Bình`` is ``thành phố thái bình``."""
        key = plain(text)
        for short, level in self._shortened:
            key, changed = short.subn(level, key)
            if changed:
                break
        return key

    def split(self, key: str) -> tuple[Organ | None, str]:
        """The kind a key's head is of, and the rest of the key; no kind, and the whole of it."""
        words = key.split(" ")
        for n in range(min(len(words), self._longest), 0, -1):
            organ = self.by_key.get(" ".join(words[:n]))
            if organ:
                return organ, " ".join(words[n:])
        return None, key

    @cached_property
    def _all_levels(self) -> tuple[str, ...]:
        return tuple(level.name for level in self.levels if level.omitted)

    @cached_property
    def _longest(self) -> int:
        return max((len(key.split()) for key in self.by_key), default=0)

    def without_level(self, key: str) -> str:
        """``vksnd huyện hưng hà`` is ``vksnd hưng hà``; a key without a level is unchanged."""
        organ, rest = self.split(key)
        return key if organ is None else f"{organ.key} {self._omitted.sub('', rest)}"

    def headed(self, text: str) -> str:
        """``text`` in its plain form, with each head as it is filed."""
        # Tried where a word may begin: one pattern of all heads takes long enough to compile.
        key, made, at = plain(text), [], 0
        for place in _BEGINNING.finditer(key):
            begin = place.start()
            if begin >= at and (found := self._start.match(key, begin)):
                made += [key[at:begin], f"{self._organ_of(found).key} "]
                at = found.end()
        return "".join([*made, key[at:]]).strip()

    def _organ_of(self, found: re.Match[str]) -> Organ:
        return (
            self.kinds[int((found.lastgroup or "k0").removeprefix("k"))]
            if (found.lastgroup != "supreme")
            else next(organ for n, organ in enumerate(self.kinds) if found[f"k{n}"])
        )

    # --- names ------------------------------------------------------------------

    def parts(self, name: str) -> Parts:
        """``name`` taken apart; without a known head all of it is a function."""
        text = squeeze(name)
        head = self._start.match(retone(text).casefold())
        organ = self._organ_of(head) if head else None
        rest = text[head.end() :].strip() if head else text
        found = _tail(self, organ.levels if organ else self._all_levels).search(rest)
        if organ is None and (found is None or not rest[: found.start()].strip()):
            return Parts(organ=None, function=text)
        if found is None:
            assert organ is not None
            known = organ.functions or any(char.islower() for char in rest.split(" ")[-1][:1])
            if known or not rest[:1].isupper():
                return Parts(organ=organ, function=rest)
            return Parts(organ=organ, place=rest)
        level = self._level_name(found["level"])
        return Parts(
            organ=organ,
            function=rest[: found.start()].rstrip(" ,-–"),
            level=level,
            place=found["place"].strip(),
        )

    def province(self, text: str, at: int) -> str:
        """The province that stands at ``at`` of ``text``, or nothing."""
        found = self._provinces.match(text, at)
        return found[1] if found else ""

    @cached_property
    def _provinces(self) -> re.Pattern[str]:
        names = sorted(self.provinces, key=lambda name: -len(name))
        return re.compile(rf"\s+({'|'.join(names)})(?!\w)") if names else re.compile("(?!)()")

    def _level_name(self, written: str) -> str:
        word = plain(written)
        for level in self.levels:
            if word == level.name or word.replace(".", "") in map(str.casefold, level.written):
                return level.name
        return word

    def full_name(self, name: str) -> str:
        """``name`` with its head in full: ``Viện kiểm sát nhân dân huyện Hưng Hà``."""
        text = squeeze(name)
        head = self._start.match(retone(text).casefold())
        if head is None:
            return text
        organ = self._organ_of(head)
        return f"{organ.full} {text[head.end() :]}".strip()

    def ways(self, name: str) -> Iterator[str]:
        """``name`` with its head and its function in each of the ways they are written."""
        text = squeeze(name)
        head = self._start.match(retone(text).casefold())
        if head is None:
            return
        organ, rest = self._organ_of(head), text[head.end() :].strip()
        ends = [rest]
        for group in organ.functions:
            for way in group:
                if rest.casefold().startswith(way.casefold()):
                    ends += [other + rest[len(way) :] for other in group]
                    break
        for written in organ.heads:
            for end in ends:
                yield f"{written} {end}".strip()

    def function_key(self, organ: Organ, rest: str) -> str:
        """``rest`` of a key, its function as it is filed: ``lhpn a`` is ``liên hiệp phụ nữ a``."""
        for written, filed in _functions(organ):
            if rest.startswith(written) and rest[len(written) : len(written) + 1] in ("", " ", ","):
                return filed + rest[len(written) :]
        return rest

    def sort_name(self, name: str) -> str:
        """Under what a unit of this name stands in an index: its place or what it does."""
        parts = self.parts(name)
        if parts.organ is None:
            return name
        numbered = f"{parts.level} {parts.place}" if parts.place[:1].isdigit() else ""
        if parts.function:
            return f"{parts.function} {numbered}".strip()
        return numbered or parts.place or name


@lru_cache(maxsize=8192)
def _unit_key(organs: Organs, text: str) -> str:
    key = plain(text)
    head = organs._start.match(key)  # noqa: SLF001 - a cached method of it
    if head is None:
        return organs.place_key(key)
    organ = organs._organ_of(head)  # noqa: SLF001 - as above
    rest = organs.function_key(organ, organs.place_key(key[head.end() :]))
    if head["supreme"]:
        rest = f"tối cao {rest}".strip()
    return f"{organ.key} {rest}".strip()


@lru_cache(maxsize=256)
def _functions(organ: Organ) -> tuple[tuple[str, str], ...]:
    """Every way a function of the kind is written, the longest first, and how it is filed."""
    pairs = [(plain(way), plain(ways[0])) for ways in organ.functions for way in ways]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


@lru_cache(maxsize=256)
def _tail(organs: Organs, levels_of: tuple[str, ...]) -> re.Pattern[str]:
    """The level, one of ``levels_of``, and the place at the end of a name."""
    shorts = {level.name: level.written for level in organs.levels}
    words = [re.escape(level) for level in levels_of]
    words += [rf"{re.escape(s)}\.?" for level in levels_of for s in shorts.get(level, ())]
    levels = "|".join(sorted(words, key=lambda word: -len(word)))
    if not levels:
        return re.compile(r"(?!)(?P<level>)(?P<place>)")
    return re.compile(
        rf"(?:^|\s)(?i:(?P<level>{levels}))\s*(?P<place>(?:[{CAPITAL}\d]|(?<=số\s)\d)[^,;]*)$"
    )


def _small(head: str) -> str:
    """A pattern of a head in its plain form: short forms may have dots, words lose a space."""
    words = []
    for n, word in enumerate(head.split(" ")):
        gap = r"\s?" if n else ""
        words.append(
            gap
            + (r"\.?".join(map(re.escape, word)) if len(word) < _ABBREVIATED else re.escape(word))
        )
    return "".join(words)


_ABBREVIATED = 6


# --- reading the table ----------------------------------------------------------------


def organs_of(*tables: Mapping[str, Any]) -> Organs:
    """The kinds and levels of ``tables``, as TOML gives them; a later one replaces earlier ones."""
    kinds: dict[str, Organ] = {}
    levels: dict[str, Level] = {}
    provinces: dict[str, None] = {}
    for table in tables:
        for row in table.get("organ", ()):
            kinds[row["id"]] = Organ(
                id=row["id"],
                short=row["short"],
                full=row.get("full", row["short"]),
                functions=tuple(
                    (one,) if isinstance(one, str) else tuple(one)
                    for one in row.get("functions", ())
                ),
                inside=row.get("inside", False),
                **{
                    key: tuple(row.get(key, ()))
                    for key in ("written", "levels", "alone", "people", "also", "not_after")
                },
            )
        provinces |= dict.fromkeys(table.get("provinces", ()))
        for row in table.get("level", ()):
            levels[row["name"]] = Level(
                name=row["name"],
                written=tuple(row.get("written", ())),
                omitted=row.get("omitted", False),
            )
    return Organs(tuple(kinds.values()), tuple(levels.values()), tuple(provinces))


@cache
def standard_table() -> Mapping[str, Any]:
    """What ``organs.toml`` beside this module says."""
    return tomllib.loads(Path(__file__).with_name("organs.toml").read_text(encoding="utf-8"))


def with_own(own: tuple[Organ, ...]) -> Organs:
    """The standard kinds with an agency's ``own``, which go before those of the same head or id.

    A level of theirs that is not in the table is one that writers do not leave out.
    """
    if not own:
        return standard()
    ids = {organ.id for organ in own}
    heads = {plain(head) for organ in own for head in organ.heads}
    kept = []
    for organ in standard().kinds:
        if organ.id in ids or organ.key in heads:
            continue
        written = tuple(way for way in organ.written if plain(way) not in heads)
        kept.append(replace(organ, written=written))
    known = {level.name for level in standard().levels}
    new = dict.fromkeys(name for organ in own for name in organ.levels if name not in known)
    levels = (*standard().levels, *(Level(name=name) for name in new))
    return Organs((*own, *kept), levels, standard().provinces)


@cache
def standard() -> Organs:
    """The kinds of organ that Vietnamese agencies have, without an agency's own."""
    return organs_of(standard_table())

"""What of a line the registry knows: names of its departments and units, wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from plugins.bylines import words
from plugins.model import Department, Unit
from plugins.registry import Registry
from plugins.vietnamese import nfc, retone

_TOKEN = re.compile(r"[^\W_]+")
_BESIDE = re.compile(r"\s*(?:$|[-‐-―−|;/+&:,().]|(?:và|cùng)\s)")
"""What may follow a name that ends there: nothing, a mark, or another's name."""


@dataclass(frozen=True, slots=True)
class Known:
    """A name of the registry in a line; ``kind`` is ``unit`` or ``department``."""

    start: int
    end: int
    kind: str
    over: int
    """Where what belongs to the name ends: a level or place behind a department's."""


def known_in(line: str, registry: Registry | None) -> list[Known]:
    """Names of departments and units of ``registry`` in ``line``, none in another."""
    if registry is None:
        return []
    found: list[Known] = []
    names = _names(registry)
    # Letter for letter: only a tone's place may differ, and that changes no length.
    text = retone(line)
    if len(text) != len(line):
        return []
    for match in names.finditer(text):
        tail = _tail(registry).match(text, match.end())
        over = tail.end() if tail else match.end()
        goes_on = not _BESIDE.match(text, over) and not words.unit_of(registry.organs).match(
            text[over:].lstrip()
        )
        if goes_on and not text[over:].lstrip()[:1].isupper():
            continue
        kind = match.lastgroup or "unit"
        end = over if kind == "unit" else match.end()
        found.append(Known(match.start(), end, kind, over))
    return found


@lru_cache(maxsize=8)
def _names(registry: Registry) -> re.Pattern[str]:
    units = set(_said(registry.units.values()))
    for name in tuple(units):
        parts = registry.organs.parts(name)
        short = f"{parts.organ.short} {parts.function}" if parts.organ and parts.function else ""
        for said in (name, short):
            units |= set(registry.organs.ways(said))
    rooms = {name for name in _said(registry.departments.values()) if name not in units}
    kinds = [(name, "unit") for name in units] + [(name, "department") for name in rooms]
    patterns: dict[str, list[str]] = {}
    for name, kind in sorted(kinds, key=lambda pair: (-len(pair[0]), pair)):
        tokens = [token for token in _TOKEN.findall(retone(name)) if token.casefold() != "và"]
        if pattern := r"[\s,&()–-]+(?:và\s+)?".join(map(re.escape, tokens)):
            patterns.setdefault(kind, []).append(pattern)
    groups = "|".join(f"(?P<{kind}>{'|'.join(each)})" for kind, each in patterns.items())
    return re.compile(rf"(?<!\w)(?:{groups or '(?!)'})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=8)
def _tail(registry: Registry) -> re.Pattern[str]:
    """A level, with or without its place, behind a name that tells none."""
    levels = "|".join(re.escape(level.name) for level in registry.organs.levels if level.omitted)
    return re.compile(
        rf"\s+(?i:{levels})(?!\w)(?:\s+[^\W\d_a-zà-ỹ][^\W\d_]*(?:\s+[^\W\d_a-zà-ỹ][^\W\d_]*)?)?"
    )


def _said(values: Iterable[Unit | Department]) -> Iterator[str]:
    for value in values:
        for name in value.names:
            yield nfc(name.text)
            if name.full:
                yield nfc(name.full)
        yield from map(nfc, value.aliases)

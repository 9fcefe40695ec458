"""Shards: the words of many texts, each with the places of the posts of which it tells.

A shard holds the words that look alike without diacritics, and those that fall to its number
by chance. Of each word it has one line, ``1,4,4|bộ 4123;xe 12,5|con 7``: places of posts that it
tells of alone, with the word after it, with the word before it. The first place of a list stands
as it is, each further one as its distance from the one before.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, pairwise

import msgspec

from plugins.search.texts import Term

Shard = Mapping[str, str]
"""Word → its line; the words in the order of their code points."""

Lines = Sequence[Sequence[str]]
"""The words of each line of a text."""

Told = tuple[Term, int]
"""What a word tells, and the place of the post of which it tells that."""

Table = Sequence[tuple[str, str]]
"""Other word, empty where there is none, and places, as they are written; by the word."""

decode = msgspec.json.Decoder(dict[str, str]).decode
"""A shard of its JSON. Raises msgspec.DecodeError."""

_NOTHING = "||"


def changed(shard: Shard, lost: Iterable[Told], won: Iterable[Told]) -> Shard:
    """``shard`` after what was ``lost``, and with what was ``won``.

    Raises KeyError and ValueError when it did not hold what was lost.
    """
    tables: dict[str, tuple[dict[str, str], ...]] = {}

    def table(term: Term) -> dict[str, str]:
        if term.word not in tables:
            tables[term.word] = _read(shard.get(term.word, _NOTHING))
        return tables[term.word][term.side]

    for term, place in lost:
        places = _places(table(term)[term.other])
        places.remove(place)
        table(term)[term.other] = _steps(places)
    for term, place in won:
        places = _places(table(term).get(term.other, ""))
        insort(places, place)
        table(term)[term.other] = _steps(places)
    merged = {**shard, **{word: line_of(*map(_written, sides)) for word, sides in tables.items()}}
    return {word: merged[word] for word in sorted(merged) if merged[word] != _NOTHING}


def line_of(alone: Table, after: Table, before: Table) -> str:
    """The line of a word, of its three tables."""
    others = (";".join([f"{other} {places}" for other, places in one]) for one in (after, before))
    return "|".join(("".join([places for _, places in alone]), *others))


def _written(table: Mapping[str, str]) -> Table:
    return [(other, table[other]) for other in sorted(table) if table[other]]


def _read(line: str) -> tuple[dict[str, str], ...]:
    """Of each side of ``line``: other word → places, as they are written."""
    alone, after, before = line.split("|")
    sides = (filter(None, side.split(";")) for side in (after, before))
    return ({"": alone}, *(dict(map(_parted, side)) for side in sides))


def _parted(entry: str) -> tuple[str, str]:
    other, _, places = entry.partition(" ")
    return other, places


def _places(steps: str) -> list[int]:
    return list(accumulate(map(int, steps.split(",")))) if steps else []


def _steps(places: Sequence[int]) -> str:
    if not places:
        return ""
    return ",".join(map(str, (places[0], *(b - a for a, b in pairwise(places)))))

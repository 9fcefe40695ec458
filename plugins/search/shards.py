"""Shards: the words of many texts, each with the places of the posts of which it tells.

A shard holds the words that look alike without diacritics, and those that fall to its number
by chance. Of each word it has one line, ``1,4,4|bộ 4123;xe 12,5|con 7``: places of posts that it
tells of alone, with the word after it, with the word before it. The first place of a list stands
as it is, each further one as its distance from the one before.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

import msgspec

from plugins.search.texts import Term

Shard = Mapping[str, str]
"""Word → its line; the words in the order of their code points."""

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
        table(term)[term.other] = _without(table(term)[term.other], place)
    for term, place in won:
        table(term)[term.other] = _with(table(term).get(term.other, ""), place)
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


def _with(written: str, place: int) -> str:
    """The steps of one place more, of which the others hold as they are written."""
    steps, places = _apart(written)
    at = bisect_left(places, place)
    if at < len(steps):
        steps[at] = str(places[at] - place)
    steps.insert(at, str(place - (places[at - 1] if at else 0)))
    return ",".join(steps)


def _without(written: str, place: int) -> str:
    """The steps of one place less. Raises ValueError when it is none of them."""
    steps, places = _apart(written)
    at = places.index(place)
    if at + 1 < len(steps):
        steps[at + 1] = str(places[at + 1] - (places[at - 1] if at else 0))
    del steps[at]
    return ",".join(steps)


def _apart(written: str) -> tuple[list[str], list[int]]:
    """Steps, and the places to which they lead."""
    steps = written.split(",") if written else []
    return steps, list(accumulate(map(int, steps)))

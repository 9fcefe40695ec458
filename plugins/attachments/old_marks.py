"""Marks of a Word file of before 2007 on its letters: changes that are tracked, words that hide.

Sources: [MS-DOC] 2.8.6 (PlcBteChpx), 2.9.33 (ChpxFkp), 2.6.1 (character properties).
"""

# ruff: noqa: PLR2004 - the numbers are those of the standard named above

from __future__ import annotations

import struct
from collections.abc import Iterator

_STRUCK, _NEW, _SHAPED, _SHAPED_90, _VANISH = 0x0800, 0x0801, 0xCA89, 0xCA57, 0x083C
_SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
"""Bytes of a property's value, by the three bits above its number; 6: as its first byte says."""
_BLANK = b"\0 \r\n\t\x07\x01\x08\x13\x14\x15"


def marks(head: bytes, table: bytes, start: int, length: int) -> tuple[int, int]:
    """How many runs of a text are tracked, and how many hide words.

    ``head``: the stream of the text; ``start`` and ``length``: where in ``table`` it says on
    which of its pages properties of letters lie. What is not to be read counts for nothing.
    """
    tracked = hidden = 0
    for first, behind, properties in _runs(head, table[start : start + length]):
        said = dict(_properties(properties))
        if any(said.get(one, 0) for one in (_STRUCK, _NEW, _SHAPED, _SHAPED_90)):
            tracked += 1
        if said.get(_VANISH) == 1 and head[first:behind].strip(_BLANK):
            hidden += 1
    return tracked, hidden


def _runs(head: bytes, pages: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Where runs begin and end, and their properties."""
    count = max(0, (len(pages) - 4) // 8)
    for (number,) in struct.iter_unpack("<L", pages[4 * (count + 1) : 4 * (2 * count + 1)]):
        at = (number & 0x3FFFFF) * 512
        page = head[at : at + 512]
        if len(page) < 512:
            continue
        runs = min(page[511], 101)
        for run in range(runs):
            first, behind = struct.unpack_from("<LL", page, 4 * run)
            where = 2 * page[4 * (runs + 1) + run]
            if where and first < behind:
                yield first, behind, page[where + 1 : where + 1 + page[where]]


def _properties(said: bytes) -> Iterator[tuple[int, int]]:
    """Numbers of properties, with the first byte of their values."""
    place = 0
    while place + 3 <= len(said):
        (number,) = struct.unpack_from("<H", said, place)
        place += 2
        size = _SIZES.get(number >> 13)
        if size is None:
            size = said[place]
            place += 1
        if place < len(said):
            yield number, said[place]
        place += size

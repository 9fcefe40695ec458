"""Personal data an officer should look at once more before the whole world can read it.

Never a refusal: law lets some of it be published, and a machine cannot tell which; so every
place is a question to be answered. Source: Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from plugins.lines import LineStarts
from plugins.patterns import later
from plugins.privacy.kinds import Found, Kind
from plugins.privacy.numbers import numbers
from plugins.privacy.people import people
from plugins.privacy.victims import victims
from plugins.vietnamese import nfc, squeeze

_LONGEST = 160
"""Characters of a line to be shown whole; of a longer one only what is around each place."""
_AROUND = 40
"""Characters shown on either side of a place in a long line."""


class Finding(NamedTuple):
    """Personal data in one line of a text."""

    line: int
    """In the file, from 1."""
    message: str
    suggestion: str
    """The line with the data masked; of a long line what is around it."""
    about: str
    """The words that are asked about."""
    kind: Kind


def personal_data(text: str, *, first_line: int = 1) -> Iterator[Finding]:
    """What in ``text`` (Markdown) identifies a private person, each with a line that masks it."""
    text = nfc(text)
    found = _sorted(_found(text))
    if not found:
        return
    starts = LineStarts(text)
    by_line: dict[int, list[Found]] = {}
    for one in found:
        by_line.setdefault(starts.row(one.start), []).append(one)
    for number, places in by_line.items():
        start = starts.start(number)
        row = text[start : starts.end(number, len(text))]
        suggestion = _shown(row, start, places)
        for one in places:
            about = squeeze(text[one.start : one.end])
            message = f"«{about}» {one.kind}: che bớt, hoặc trả lời"
            yield Finding(first_line + number, message, suggestion, about, one.kind)


def _found(text: str) -> Iterable[Found]:
    """All in ``text``, read with single plain spaces."""
    plain = text.replace("\u00a0", " ")
    if "  " not in plain:
        return chain(people(plain), victims(plain), numbers(plain))
    return _widened(plain)


def _widened(text: str) -> Iterator[Found]:
    """The same of a text with runs of spaces, at the places of the text as it is."""
    places, gone = [0], [0]
    for run in _SPACES.finditer(text):
        places.append(run.start() + 1 - gone[-1])
        gone.append(gone[-1] + len(run[0]) - 1)
    for one in _found(_SPACES.sub(" ", text)):
        start = one.start + gone[bisect_right(places, one.start) - 1]
        last = one.end - 1 + gone[bisect_right(places, one.end - 1) - 1]
        yield one._replace(start=start, end=last + 1)


_SPACES = later(" {2,}")


def _sorted(found: Iterable[Found]) -> list[Found]:
    """In order, the first of those that overlap."""
    kept: list[Found] = []
    for one in sorted(found):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _pieces(row: str, start: int, found: Iterable[Found]) -> list[str]:
    """``row``, which begins at ``start``, in pieces: what stays and what is masked, in turn."""
    pieces = []
    at = 0
    for begin, end, _, mask in found:
        pieces += [row[at : begin - start], mask]
        at = end - start
        if mask.endswith(".") and row[at : at + 1] == ".":
            at += 1
    pieces.append(row[at:])
    return pieces


def _shown(row: str, start: int, found: list[Found]) -> str:
    """The line ``row`` with all that was found masked; of a long one, what is around each place."""
    pieces = _pieces(row, start, found)
    if len(row) <= _LONGEST:
        return "".join(pieces)
    shown = [_last_words(pieces[0])]
    for place, piece in enumerate(pieces[1:-1], 1):
        between = place % 2 == 0 and len(piece) > 2 * _AROUND
        shown.append(f"{_first_words(piece)} {_last_words(piece)}" if between else piece)
    shown.append(_first_words(pieces[-1]))
    return "".join(shown)


def _last_words(text: str) -> str:
    return text if len(text) <= _AROUND else "…" + text[-_AROUND:].partition(" ")[2]


def _first_words(text: str) -> str:
    return text if len(text) <= _AROUND else text[:_AROUND].rpartition(" ")[0] + "…"

"""Lines of the plain text, the documents each cites, and where in the HTML those stand."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import accumulate

from plugins.documents import Citation
from plugins.lines import LineStarts
from plugins.model import Cited

_PLAIN_CHARACTER = re.compile(r"&#?\w+;|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class CitedLine:
    """One line of the plain text, and what it cites."""

    text: str
    first: int = 0
    """Number of the first of ``found`` in the HTML."""
    found: tuple[Citation, ...] = ()
    lines: tuple[int, ...] = ()
    """Of each of ``found``, in the file."""


def as_cited(one: Citation, at: int, in_file: int) -> Cited:
    """A citation found in the line of the plain text that begins at ``at``."""
    return Cited(
        type=one.type,
        number=one.number,
        date=one.date,
        start=at + one.start,
        end=at + one.end,
        line=in_file,
    )


def placed(lines: list[CitedLine]) -> tuple[tuple[Cited, ...], dict[int, int]]:
    """What ``lines`` joined by line breaks cite, and where each numbered citation begins."""
    cited: list[Cited] = []
    starts: dict[int, int] = {}
    at = 0
    for line in lines:
        numbered = enumerate(zip(line.found, line.lines, strict=True), line.first)
        for number, (one, in_file) in numbered:
            starts[number] = at + one.start
            cited.append(as_cited(one, at, in_file))
        at += len(line.text) + 1
    return tuple(cited), starts


def pieces_of(
    line: str, pieces: list[str], spans: list[tuple[int, int]]
) -> Iterator[tuple[int, int, int]]:
    """For each span of ``line`` the piece of HTML text that holds most of it, and where there.

    ``line`` is what ``pieces`` say on one line; an empty stretch where that cannot be told.
    """
    whole = "".join(pieces)
    if "&" not in whole and len(whole.strip()) == len(line):
        lead = len(whole) - len(whole.lstrip())
        found = [(start + lead, end + lead) for start, end in spans]
    else:
        found = _unsqueezed(line, whole, spans)
    bounds = [0, *accumulate(map(len, pieces))]
    for start, end in found:
        best = (0, 0, 0)
        for piece in range(bisect_right(bounds, start) - 1, len(pieces)):
            if bounds[piece] >= end:
                break
            inside = max(start, bounds[piece]), min(end, bounds[piece + 1])
            if inside[1] - inside[0] > best[2] - best[1]:
                best = (piece, inside[0] - bounds[piece], inside[1] - bounds[piece])
        yield best


def _unsqueezed(line: str, whole: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where ``spans`` of ``line`` stand in ``whole``: the same with entities and odd spaces."""
    said: list[str] = []
    ends: list[tuple[int, int]] = []
    for one in _PLAIN_CHARACTER.finditer(whole):
        for char in unescape(one[0]):
            if not char.isspace():
                said.append(char)
                ends.append(one.span())
            elif said and said[-1] != " ":
                said.append(" ")
                ends.append(one.span())
    if "".join(said).rstrip() != line:
        return [(0, 0)] * len(spans)
    return [(ends[start][0], ends[end - 1][1]) for start, end in spans]


def marked(text: str, marks: list[tuple[int, int, int]]) -> str:
    """Escaped ``text`` with each citation, ``(number, start, end)``, as a link to be addressed.

    Not yet typeset: no word is bound and no symbol kept whole across a tag.
    """
    out: list[str] = []
    at = 0
    for number, start, end in marks:
        start += len(text[start:end]) - len(text[start:end].lstrip())  # noqa: PLW2901 - bare ends
        out += (text[at:start], f'<a href="document:{number}">', text[start:end], "</a>")
        at = end
    return "".join([*out, text[at:]])


_NEARBY = 10_000
"""Characters behind what was found last in which the next is looked for first."""
_MOST_VAIN = 200
"""Searches of the whole text that find nothing, after which only what is near is looked at."""


class Places:
    """The text as written, asked on which line something stands."""

    def __init__(self, text: str, first_line: int) -> None:
        self._text = text
        self._first = first_line
        self._seen: dict[str, int] = {}
        self._last = 0
        """Where what was found last begins: most is asked for in the order of the text."""
        self._vain = 0
        self._starts: LineStarts | None = None

    def line(self, *needles: str) -> int:
        """The line of the next occurrence of the first needle that occurs; else the first line."""
        for needle in needles:
            if not needle:
                continue
            at = self._find(needle)
            if at >= 0:
                self._seen[needle] = at + len(needle)
                self._last = at
                if self._starts is None:
                    self._starts = LineStarts(self._text)
                return self._first + self._starts.row(at)
        return self._first

    def _find(self, needle: str) -> int:
        """Where ``needle`` stands next: near what was found last, else anywhere; -1: nowhere."""
        seen = self._seen.get(needle, 0)
        start = max(seen, self._last)
        at = self._text.find(needle, start, start + _NEARBY)
        if at >= 0 or self._vain >= _MOST_VAIN:
            return at
        at = self._text.find(needle, seen)
        if at < 0 and seen:
            at = self._text.find(needle)
        self._vain += at < 0
        return at

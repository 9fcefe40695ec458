"""The lines of a body, each with its number in the file and its indentation told apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from plugins.lines import LineStarts

SPACES = " \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""Within a character class: all that an officer sees as a space within a line."""

_INDENT = re.compile(f"[{SPACES}]+")
_TAB = 4


class Line(NamedTuple):
    """One line, or the rest of one."""

    text: str
    """Without its indentation; empty when nothing but spaces stands in it."""
    indent: int
    """In columns: a tab goes on to the next fourth, a full-width space is two."""
    number: int
    """In the file, from 1."""


def cut(source: str, first: int) -> list[Line]:
    """The lines of ``source``, the first of which is line ``first`` of the file."""
    return [_line(row, number) for number, row in enumerate(source.split("\n"), first)]


def _line(row: str, number: int) -> Line:
    found = _INDENT.match(row)
    if not found:
        return Line(row, 0, number)
    if found.end() == len(row):
        return Line("", 0, number)
    return Line(row[found.end() :], columns(found[0]), number)


def columns(spaces: str, at: int = 0) -> int:
    """How many columns ``spaces``, which begin in column ``at``, take."""
    column = at
    for char in spaces:
        if char == "\t":
            column += _TAB - column % _TAB
        else:
            column += 2 if char == "\u3000" else 1
    return column - at


def line(text: str, number: int) -> Line:
    """``text``, which may begin with spaces, as a line of its own."""
    return _line(text, number)


def bare(text: str) -> str:
    """``text`` without spaces of any kind at its ends."""
    found = _INDENT.match(text)
    return (text[found.end() :] if found else text).rstrip()


class Text:
    """Text for the inline reader, and the number of the line that each of its lines is."""

    __slots__ = ("_starts", "numbers", "text")

    def __init__(self, text: str, numbers: Sequence[int]) -> None:
        self.text = text
        self.numbers = numbers
        self._starts: LineStarts | None = None

    def line(self, at: int) -> int:
        """The line in the file of the character at ``at``."""
        if len(self.numbers) == 1:
            return self.numbers[0]
        if self._starts is None:
            self._starts = LineStarts(self.text)
        return self.numbers[min(self._starts.row(at), len(self.numbers) - 1)]


def joined(lines: Iterable[Line]) -> Text:
    """``lines`` as one text, a hard break kept as two spaces before the line's end."""
    texts: list[str] = []
    numbers: list[int] = []
    for one in lines:
        text = one.text
        end = text.rstrip()
        texts.append(f"{end}  " if text.endswith("  ") else end)
        numbers.append(one.number)
    return Text("\n".join(texts).rstrip().replace("\t", " "), numbers)

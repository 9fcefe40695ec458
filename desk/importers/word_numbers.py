"""The numbers and signs that Word puts before paragraphs: kept by Word, not written in the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from desk.importers.word_styles import Styles
from desk.importers.word_xml import Element, W, value_of
from plugins.numbers import whole

_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9
_LARGEST = 9_999
_LONGEST = 200
"""Characters before a paragraph; an officer's ``Điều %1.`` has eight."""
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands before one paragraph."""

    depth: int
    text: str = ""
    """As Word shows it: ``3.``, ``a)``, ``Điều 2.``; empty for a bullet."""
    number: int | None = None
    """When ``text`` is just this number and a full stop."""


@dataclass(frozen=True, slots=True)
class _Level:
    shape: str
    text: str
    start: int
    style: str = ""


@dataclass(slots=True)
class Numbers:
    """The lists of one file; counts as its paragraphs are gone through in order."""

    _levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    """By abstract list."""
    _lists: dict[str, str] = field(default_factory=dict)
    """Abstract list by list."""
    _starts: dict[tuple[str, int], int] = field(default_factory=dict)
    """Where a list begins anew."""
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    @classmethod
    def read(cls, root: Element | None) -> Numbers:
        """The lists of the part ``root``; none when there is none."""
        numbers = cls()
        for one in root if root is not None else ():
            if one.tag == f"{W}abstractNum":
                name = one.get(f"{W}abstractNumId") or ""
                numbers._levels[name] = dict(_levels(one))
            elif one.tag == f"{W}num":
                name = one.get(f"{W}numId") or ""
                numbers._lists[name] = value_of(one, "abstractNumId")
                for over in one.findall(f"{W}lvlOverride"):
                    level = _whole(over.get(f"{W}ilvl"), 0)
                    if start := value_of(over, "startOverride"):
                        numbers._starts[name, level] = _whole(start, 1)
        return numbers

    def mark(self, ppr: Element | None, styles: Styles) -> Mark | None:
        """What stands before the paragraph with settings ``ppr``; None when nothing does."""
        setting = styles.setting(ppr, "numPr")
        name = value_of(setting, "numId")
        abstract = self._lists.get(name)
        if not name or name == "0" or abstract is None:
            return None
        levels = self._levels.get(abstract, {})
        depth = min(_whole(value_of(setting, "ilvl"), self._by_style(levels, ppr, styles)), 8)
        level = levels.get(depth)
        if level is None:
            return None
        counts = self._counts.setdefault(abstract, {})
        begins = self._starts.get((name, depth))
        if begins is not None and (name, depth) not in self._begun:
            self._begun.add((name, depth))
            counts[depth] = begins
        else:
            counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in range(depth + 1, _LEVELS):
            counts.pop(deeper, None)
        if level.shape == "bullet":
            return Mark(depth)
        text = _PLACE.sub(lambda m: _shown(levels, counts, int(m[1]) - 1), level.text).strip()
        if not text or level.shape == "none":
            return Mark(depth, text) if text else None
        plain = text == f"{counts[depth]}."
        return Mark(depth, text, counts[depth] if plain else None)

    @staticmethod
    def _by_style(levels: dict[int, _Level], ppr: Element | None, styles: Styles) -> int:
        """The level that belongs to the paragraph's style, where nothing else says it."""
        style = styles.paragraph_style(ppr)
        return next((depth for depth, one in levels.items() if style and one.style == style), 0)


def _levels(abstract: Element) -> Iterator[tuple[int, _Level]]:
    for one in abstract.findall(f"{W}lvl"):
        yield (
            _whole(one.get(f"{W}ilvl"), 0),
            _Level(
                value_of(one, "numFmt") or "decimal",
                value_of(one, "lvlText")[:_LONGEST],
                _whole(value_of(one, "start"), 1),
                value_of(one, "pStyle"),
            ),
        )


def _shown(levels: dict[int, _Level], counts: dict[int, int], depth: int) -> str:
    level = levels.get(depth)
    if level is None:
        return ""
    number = counts.get(depth, level.start)
    if level.shape in ("none", "bullet"):
        return ""
    return _SHAPES.get(level.shape, str)(number)


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else ""


def _roman(number: int) -> str:
    said = []
    for value, sign in _ROMAN:
        while number >= value:
            said.append(sign)
            number -= value
    return "".join(said)


_SHAPES: dict[str, Callable[[int], str]] = {
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "decimalZero": lambda number: f"{number:02}",
}
"""How numbers are written; all other ways as they are."""


def _whole(text: str | None, otherwise: int) -> int:
    number = whole(text or "")
    return otherwise if number is None or number > _LARGEST else number

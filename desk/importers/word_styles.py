"""What a run or paragraph of a Word file looks like: its own settings, else those of its styles."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from desk.importers.word_xml import W14, Element, W, is_on, value_of

_HEADING = re.compile(r"(?:heading|tiêu đề|đề mục)\s*([1-9])", re.IGNORECASE)
_TITLES = frozenset({"title", "tiêu đề", "tên bài", "tieu de"})
_CAPTIONS = frozenset({"caption", "chú thích", "illustration", "figure", "image caption"})
_CONTENTS = re.compile(r"(?:toc|contents|table of figures|index)\b", re.IGNORECASE)
_QUOTES = frozenset({"quote", "intense quote", "quotations", "block text"})
_LONGEST_CHAIN = 20
PAGE = "FFFFFF"
"""The colour of paper."""
_ALIKE = 15
"""Of 255, how far a colour may be from what it stands on, in each of red, green and blue, and still
not be seen."""
_MARKERS = {
    "black": "000000", "blue": "0000FF", "cyan": "00FFFF", "green": "00FF00", "magenta": "FF00FF",
    "red": "FF0000", "yellow": "FFFF00", "white": "FFFFFF", "darkblue": "000080",
    "darkcyan": "008080", "darkgreen": "008000", "darkmagenta": "800080", "darkred": "800000",
    "darkyellow": "808000", "darkgray": "808080", "lightgray": "C0C0C0",
}  # fmt: skip
"""The colours of Word's text marker."""
_TINY = 4
"""Half points; text as small as that is a black line at most."""
_NARROW = 10
"""Percent of a letter's width; less is a line."""


@dataclass(frozen=True, slots=True)
class Dress:
    """How one run looks."""

    bold: bool = False
    italic: bool = False
    struck: bool = False
    raised: str = ""
    """``superscript`` or ``subscript``."""
    hidden: bool = False
    unseen: bool = False
    """Of the colour it stands on, without any, or too small to be seen."""
    font: str = ""
    """Of its letters with marks; empty where only a theme says it."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What a paragraph stands on."""

    table: str = ""
    """The style of the table that it stands in; none outside of tables."""
    fill: str = ""
    """Its colour, as ``RRGGBB`` or ``?``; empty for the page's."""


ON_PAGE = Ground()


@dataclass(slots=True)
class Styles:
    """The styles of one file."""

    _by_id: dict[str, Element] = field(default_factory=dict)
    _default: dict[str, str] = field(default_factory=dict)
    _base: list[Element] = field(default_factory=list)
    """Settings of runs that hold for the whole document."""
    _settings: dict[tuple[str, str], list[Element]] = field(default_factory=dict)
    """Of a style, its own and those it inherits, by their tag."""

    @classmethod
    def read(cls, root: Element | None) -> Styles:
        """The styles of the part ``root``; none when there is none."""
        styles = cls()
        for one in root if root is not None else ():
            if one.tag == f"{W}docDefaults":
                styles._base = list(one.iter(f"{W}rPr"))
            elif one.tag == f"{W}style" and (name := one.get(f"{W}styleId")):
                styles._by_id[name] = one
                if one.get(f"{W}default") in ("1", "true", "on"):
                    styles._default[one.get(f"{W}type") or ""] = name
        return styles

    def name(self, style: str) -> str:
        """What a style is called, in lower case; its id when it has no name."""
        found = self._by_id.get(style)
        named = None if found is None else found.find(f"{W}name")
        return str(named.get(f"{W}val") if named is not None else style or "").strip().lower()

    def paragraph_style(self, ppr: Element | None) -> str:
        """The id of the style that a paragraph has."""
        return value_of(ppr, "pStyle") or self._default.get("paragraph", "")

    def chain(self, style: str) -> list[str]:
        """``style`` and those it is based on, nearest first."""
        found: list[str] = []
        while style and style not in found and len(found) < _LONGEST_CHAIN:
            found.append(style)
            style = value_of(self._by_id.get(style), "basedOn")
        return found

    def within(self, style: str, tag: str) -> list[Element]:
        """Settings (``rPr`` or ``pPr``) of ``style`` and of those it is based on, nearest first."""
        key = (style, tag)
        if key not in self._settings:
            chain = [self._by_id[one] for one in self.chain(style) if one in self._by_id]
            self._settings[key] = [found for one in chain for found in one.findall(f"{W}{tag}")]
        return self._settings[key]

    def setting(self, ppr: Element | None, name: str) -> Element | None:
        """A setting of a paragraph, its own or its style's."""
        if ppr is not None and (own := ppr.find(f"{W}{name}")) is not None:
            return own
        for one in self.within(self.paragraph_style(ppr), "pPr"):
            if (found := one.find(f"{W}{name}")) is not None:
                return found
        return None

    def role(self, ppr: Element | None) -> str:
        """What a paragraph is by its style: ``title``, ``h1`` …, ``caption`` …; else nothing."""
        for style in self.chain(self.paragraph_style(ppr)):
            if role := _role_of(self.name(style)):
                return role
        level = self.setting(ppr, "outlineLvl")
        number = level.get(f"{W}val") if level is not None else ""
        return f"h{int(number) + 1}" if number in set("012345") else ""

    def ground_of(self, style: str, own: Element | None) -> str:
        """The colour that a table of this style, with settings ``own``, gives its cells.

        None (empty) when it has none, ``?`` when it depends on where in the table a cell stands.
        """
        if fill := fill_of(own):
            return fill
        chain = [self._by_id[one] for one in self.chain(style) if one in self._by_id]
        if any(one.find(f"{W}tblStylePr//{W}shd") is not None for one in chain):
            return UNSURE
        return next((fill for one in chain if (fill := fill_of(one.find(f"{W}tcPr")))), "")

    def dress(self, rpr: Element | None, ppr: Element | None, ground: Ground = ON_PAGE) -> Dress:
        """How a run looks with settings ``rpr`` in a paragraph with ``ppr``."""
        paragraph = self.paragraph_style(ppr)
        character = value_of(rpr, "rStyle")
        own = [] if rpr is None else [rpr]
        within = (character, paragraph, ground.table)
        inherited = [self.within(one, "rPr") for one in within if one]
        every = [*own, *(one for chain in inherited for one in chain), *self._base]

        def toggled(name: str) -> bool:
            if (said := _said(own, name)) is not None:
                return said
            return sum(_said(chain, name) or False for chain in inherited) % 2 == 1 or bool(
                not any(_said(chain, name) is not None for chain in inherited)
                and _said(self._base, name)
            )

        def hidden(name: str) -> bool:
            if (said := _said(own, name)) is not None:
                return said
            return any(_said(chain, name) for chain in (*inherited, self._base))

        size, wide = _first(every, "sz"), _first(every, "w")
        return Dress(
            bold=toggled("b"),
            italic=toggled("i"),
            struck=toggled("strike") or toggled("dstrike"),
            raised=_first(every, "vertAlign"),
            hidden=hidden("vanish") or hidden("specVanish"),
            unseen=self._is_on_its_own(every, ppr, ground.fill)
            or (size.isdecimal() and int(size) <= _TINY)
            or (wide.isdecimal() and int(wide) <= _NARROW)
            or _has_no_fill(every),
            font=_font(every),
        )

    def _is_on_its_own(self, every: list[Element], ppr: Element | None, ground: str) -> bool:
        """Whether letters have the colour of what they stand on."""
        colour = _colour(every)
        if not _RGB.fullmatch(colour):  # Word takes black or white, whichever is seen
            return False
        on = _MARKERS.get(_first(every, "highlight").lower(), "")
        on = on or next((fill for one in every if (fill := fill_of(one))), "")
        if not on:
            shade = self.setting(ppr, "shd")
            on = _fill(shade) or ground or PAGE
        return on != UNSURE and _are_alike(colour, on)


_PAPERS = frozenset({"background1", "light1"})
"""What the colour of paper is called in a theme."""
_CLEAR = 90_000
"""Of 100,000: what is as clear is not seen."""
_RGB = re.compile(r"[0-9A-Fa-f]{6}")
UNSURE = "?"
"""A colour that is there, and not known."""


def fill_of(settings: Element | None) -> str:
    """The colour that ``settings`` fill what they are of with; empty when with none."""
    return "" if settings is None else _fill(settings.find(f"{W}shd"))


def _fill(shade: Element | None) -> str:
    if shade is None:
        return ""
    if str(shade.get(f"{W}val") or "").startswith("pct"):
        return UNSURE
    if shade.get(f"{W}val") == "solid" and _RGB.fullmatch(shade.get(f"{W}color") or ""):
        return str(shade.get(f"{W}color"))
    fill = str(shade.get(f"{W}fill") or "")
    return fill if _RGB.fullmatch(fill) else ""


def _are_alike(colour: str, other: str) -> bool:
    pairs = zip(bytes.fromhex(colour), bytes.fromhex(other), strict=True)
    return all(abs(one - two) <= _ALIKE for one, two in pairs)


def _has_no_fill(every: list[Element]) -> bool:
    """Whether the letters are drawn with nothing, as newer Words can."""
    found = _painted(every)
    if found is None:
        return False
    clear = next((str(one.get(f"{W14}val")) for one in found.iter(f"{W14}alpha")), "0")
    is_clear = clear.isdecimal() and int(clear) >= _CLEAR
    return is_clear or found.find(f"{W14}noFill") is not None


def _painted(every: list[Element]) -> Element | None:
    """What newer Words paint letters with, over their colour."""
    return next((f for one in every if (f := one.find(f"{W14}textFill")) is not None), None)


def _colour(every: list[Element]) -> str:
    """The colour of letters as ``RRGGBB``; else what is said of it, which may be nothing."""
    painted = _painted(every)
    colour = None if painted is None else painted.find(f"{W14}solidFill/{W14}srgbClr")
    if colour is not None:
        return str(colour.get(f"{W14}val") or "")
    said = next((f for one in every if (f := one.find(f"{W}color")) is not None), None)
    if said is None:
        return ""
    if said.get(f"{W}themeColor") in _PAPERS and not said.get(f"{W}themeShade"):
        return PAGE
    return str(said.get(f"{W}val") or "")


def _said(chain: list[Element], name: str) -> bool | None:
    """Whether the nearest of ``chain`` that says it says yes; None when none says it."""
    for one in chain:
        if (found := one.find(f"{W}{name}")) is not None:
            return is_on(found)
    return None


def _first(chain: list[Element], name: str) -> str:
    return next((said for one in chain if (said := value_of(one, name))), "")


def _font(chain: list[Element]) -> str:
    """The nearest font; a theme's is one of today's, and named by nothing."""
    for one in chain:
        fonts = one.find(f"{W}rFonts")
        if fonts is None:
            continue
        if fonts.get(f"{W}hAnsiTheme") or fonts.get(f"{W}asciiTheme"):
            return ""
        if font := fonts.get(f"{W}hAnsi") or fonts.get(f"{W}ascii"):
            return str(font)
    return ""


def _role_of(name: str) -> str:
    if found := _HEADING.fullmatch(name):
        return f"h{min(int(found[1]), 6)}"
    if name in _TITLES:
        return "title"
    if name in _CAPTIONS:
        return "caption"
    if name in _QUOTES:
        return "quote"
    return "contents" if _CONTENTS.match(name) else ""

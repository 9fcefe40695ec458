"""What a run or paragraph of a Word file looks like: its own settings, else those of its styles."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from desk.importers.word_xml import Element, W, is_on, value_of

_HEADING = re.compile(r"(?:heading|tiêu đề|đề mục)\s*([1-9])", re.IGNORECASE)
_TITLES = frozenset({"title", "tiêu đề", "tên bài", "tieu de"})
_CAPTIONS = frozenset({"caption", "chú thích", "illustration", "figure", "image caption"})
_CONTENTS = re.compile(r"(?:toc|contents|table of figures|index)\b", re.IGNORECASE)
_QUOTES = frozenset({"quote", "intense quote", "quotations", "block text"})
_LONGEST_CHAIN = 20
_WHITE = "FFFFFF"
_TINY = 4
"""Half points; text as small as that is a black line at most."""


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
    """White, or too small to be seen."""
    font: str = ""
    """Of its letters with marks; empty where only a theme says it."""


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

    def dress(self, rpr: Element | None, paragraph: str, table: str = "") -> Dress:
        """How a run looks with settings ``rpr`` in a paragraph and table of these styles."""
        character = value_of(rpr, "rStyle")
        own = [] if rpr is None else [rpr]
        inherited = [self.within(style, "rPr") for style in (character, paragraph, table) if style]
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

        size = _first(every, "sz")
        return Dress(
            bold=toggled("b"),
            italic=toggled("i"),
            struck=toggled("strike") or toggled("dstrike"),
            raised=_first(every, "vertAlign"),
            hidden=hidden("vanish") or hidden("specVanish"),
            unseen=self._is_white(every) or (size.isdecimal() and int(size) <= _TINY),
            font=_font(every),
        )

    def _is_white(self, every: list[Element]) -> bool:
        if _first(every, "color").upper() != _WHITE:
            return False
        fill = next((s.get(f"{W}fill") for r in every if (s := r.find(f"{W}shd")) is not None), "")
        return (fill or "auto").upper() in ("AUTO", _WHITE) and not _first(every, "highlight")


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

"""What makes a line an item of a list: its mark, and how marks rank in official texts.

Decree 30/2020/NĐ-CP (annex I) numbers I, 1, a); below them offices write ``-``
and then ``+``. A year (``2021.``), a date, an amount, a negative number begin no item.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from plugins.posts.markup.source import SPACES, Line, columns

_S = f"[{SPACES}]"
_BULLETS = "•●▪■◾◼▫□⁃‣·∙○◦➢➤►▶✓✔❖◆◊♦\uf0b7\uf0a7\uf0d8\uf0fc\uf076"
_RINGED = "①-⑳⑴-⒇❶-❿➀-➉"
_DASHES = "-–—−‒―"
_LETTER = r"[^\W\d_]"
_ROMAN = "(?:[IVX]{1,5}|[ivx]{2,5})"
_MARK = re.compile(
    rf"(?P<bullet>[{_BULLETS}])(?P<gap>{_S}*)(?=\S)"
    rf"|(?P<sign>[{_DASHES}*+])(?:(?P<signgap>{_S}+)(?=\S)|(?=[“‘\"]?{_LETTER}))"
    rf"|(?P<ringed>[{_RINGED}])(?P<gapr>{_S}*)(?=\S)"
    rf"|(?P<spaced>[0-9]{{1,2}}){_S}[-–]{_S}+(?=\S)"
    rf"|(?P<circle>o)(?P<circlegap>\t{_S}*|{_S}{{2,}})(?=\S)"
    rf"|(?P<multi>[0-9]{{1,2}}(?:\.[0-9]{{1,2}}){{1,3}}\.?)(?P<multigap>{_S}+)(?={_LETTER})"
    rf"|(?P<number>[0-9]{{1,3}})(?P<style>[.),/])(?:(?P<gapn>{_S}+)(?=\S)|(?=[“‘\"]?{_LETTER}))"
    rf"|(?P<dashed>[0-9]{{1,2}})(?P<dash>[-–])(?P<gapd>{_S}+)(?=\S)"
    rf"|\((?P<stars>\*{{1,3}})\)(?P<gapt>{_S}*)(?=\S)"
    rf"|\((?P<within>[0-9]{{1,2}}|[a-zđ]|[ivx]{{2,4}})\)(?P<gapw>{_S}*)(?=\S)"
    rf"|(?P<letter>[a-zđ]|[A-ZĐ]|{_ROMAN})"
    rf"(?:(?:(?P<paren>\))(?P<gapp>{_S}*)|(?P<slash>[/,]){_S}+)(?=\S)|(?P<stop>\.)(?P<gaps>{_S}+)(?=\S))"
)
_DATE = re.compile(rf"[0-9]{{1,2}}{_S}?\.{_S}?[0-9]{{1,2}}{_S}?\.{_S}?[0-9]{{4}}")
_DIGIT = re.compile("[0-9]")
_ENDED = tuple(':;.!?…,”"’)]»')
_LEFT_OUT = 5
_ALPHABET = "abcdđeghiklmnopqrstuvxy"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv")


class Mark(NamedTuple):
    """The mark that a line begins with."""

    kind: str
    """Equal for items of one list: ``-``, ``1.``, ``a)``, ``(1)``."""
    label: str
    """As written, with a space behind it if there was any: ``đ) ``."""
    value: str
    """``3``, ``đ``, empty for a bullet."""
    width: int
    """Columns that mark and spaces behind it take."""
    text: str
    """What stands behind it."""

    @property
    def numbered(self) -> bool:
        """Whether HTML can count it as written: ``1.``, ``2.``."""
        return self.kind == "1."

    @property
    def kept(self) -> bool:
        """Whether readers see the mark as written, since HTML would show another."""
        return bool(self.value) and not self.numbered

    @property
    def bold(self) -> bool:
        """Whether it stands within bold words, and so in the item's own text."""
        return self.kind.startswith(_BOLD_KIND)

    @property
    def rank(self) -> float:
        """Smaller numbers head larger ones."""
        return _RANKS.get(self.kind.removeprefix(_BOLD_KIND), 4.5)

    @property
    def first(self) -> bool:
        """Whether nothing comes before it: ``1``, ``a``, ``i``."""
        return self.value.lower() in {"1", "a", "i", "*", "①", "⑴", "❶", "➀"}

    def goes_on(self, before: Mark) -> bool:
        """Whether it may come after ``before`` in one list, with a few left out between."""
        if self.kind != before.kind:
            return False
        if self.value.isdecimal() and before.value.isdecimal():
            return 0 <= int(self.value) - int(before.value) <= _LEFT_OUT
        after = {before.value.lower()}
        for _ in range(_LEFT_OUT):
            if self.value.lower() in after:
                return True
            after = set().union(*map(_next, after))
        return self.kind == "1.1"

    def follows(self, before: Mark) -> bool:
        """Whether it is the next after ``before``: ``đ)`` after ``d)``, or ``e)``."""
        if self.kind != before.kind:
            return False
        return self.value.lower() in _next(before.value.lower())


_RANKS = {
    "A)": 0, "A.": 0.5, "1.": 1, "1.1": 1.5, "1/": 2, "1)": 2, "1-": 2, "(1)": 2.5, "a)": 3,
    "a.": 3, "a/": 3, "(a)": 3.2, "*": 3.5, "*a": 3.5, "-": 4, "+": 5, "o": 6,
}  # fmt: skip


_BOLD = ("**", "__")
_BOLD_KIND = "**"
_BOLD_LINE = re.compile(rf"(\*\*|__)[^*_{SPACES}](?:(?!\1).)*+\1[.:]?[{SPACES}]*")
_DOUBTFUL = frozenset({"A.", "a.", "A/", "1.1", "A)", "1,", "a,", "A,", "1 -", "*a"})


def _next(value: str) -> set[str]:
    """What may come after ``value``."""
    if value.isdecimal():
        return {str(int(value) + 1)}
    if value.startswith("*"):
        return {f"{value}*"}
    if not value.isascii() and value != "đ":
        return {chr(ord(value) + 1)}
    if "." in value:
        head, _, last = value.rstrip(".").rpartition(".")
        after = [f"{head}.{int(last) + 1}"]
        if head.isdecimal():
            after.append(f"{int(head) + 1}.1")
        return {one + stop for one in after for stop in ("", ".")}
    found = {
        row[row.index(value) + 1]
        for row in (_ALPHABET, _LATIN, _ROMANS)
        if value in row and row.index(value) + 1 < len(row)
    }
    return found - {""}


@lru_cache(maxsize=1024)
def read(line: Line) -> Mark | None:
    """The mark of ``line``; None when it begins with none. Asks nothing of its neighbours."""
    if line.text.startswith(_BOLD):
        return _bold(line)
    found = _MARK.match(line.text)
    if found is None:
        return None
    text = line.text[found.end() :]
    width = columns(found[0], line.indent)
    sign = found["bullet"] or found["sign"] or found["circle"]
    if sign is None:
        return _counted(found, width, text, line.text)
    glued = sign == "*" and not found["signgap"]
    if glued and "*" in text:
        return None  # dressed words
    kind = "*a" if glued else "-" if sign in _DASHES else sign
    return Mark(kind, sign, "", width, text)


def _bold(line: Line) -> Mark | None:
    """The mark of a line like ``**a) Rà soát:** …``, which stays where it is in the words."""
    mark = _within_bold(line)
    if mark is None or is_bold(line.text):
        return None
    return Mark(f"{_BOLD_KIND}{mark.kind}", "", mark.value, 0, line.text)


def _within_bold(line: Line) -> Mark | None:
    if not line.text.startswith(_BOLD) or line.text.find(line.text[:2], 2) < 0:
        return None
    mark = read(Line(line.text[2:], line.indent, line.number))
    return mark if mark and mark.value else None


def is_bold(text: str) -> bool:
    """Whether all of a line is bold: a heading of sorts."""
    return _BOLD_LINE.fullmatch(text) is not None


def is_bold_heading(line: Line) -> bool:
    """Whether all of a line is bold and it has a number: ``**1. Kết quả**``."""
    return _within_bold(line) is not None and is_bold(line.text)


def _counted(found: re.Match[str], width: int, text: str, row: str) -> Mark | None:
    mark = _plainly_counted(found, width, text, row)
    if mark is None or found[0].endswith(mark.label):
        return mark
    return mark._replace(label=f"{mark.label} ")


def _plainly_counted(found: re.Match[str], width: int, text: str, row: str) -> Mark | None:
    if number := found["number"]:
        return _numbered(found, width, text, row)
    if multi := found["multi"]:
        return Mark("1.1", multi, multi, width, text) if text[0].isupper() else None
    if ringed := found["ringed"]:
        return Mark("①", ringed, ringed, width, text)
    if number := found["spaced"] or found["dashed"]:
        kind = "1 -" if found["spaced"] else "1-"
        return Mark(kind, found[0].rstrip(), number, width, text)
    if within := found["within"] or found["stars"]:
        kind = "(*)" if found["stars"] else "(1)" if within.isdigit() else "(a)"
        return Mark(kind, f"({within})", within, width, text)
    letter, style = found["letter"], found["paren"] or found["slash"] or found["stop"]
    return Mark(f"{'A' if letter.isupper() else 'a'}{style}", letter + style, letter, width, text)


def _numbered(found: re.Match[str], width: int, text: str, row: str) -> Mark | None:
    number, style, gap = found["number"], found["style"], found["gapn"]
    glued = not gap and (style in "/," or not text.lstrip('“‘"')[:1].isupper())
    if glued or _DATE.match(row):
        return None
    return Mark(f"1{style}", number + style, number, width, text)


def needs_neighbour(mark: Mark) -> bool:
    """Whether the mark alone may be something else: an initial (``A. Phạm``), a version."""
    return mark.kind in _DOUBTFUL or mark.bold


def interrupts(mark: Mark, above: str, *, more: bool) -> bool:
    """Whether the item may begin straight under the line ``above`` of a paragraph.

    ``more`` says that another item of its kind follows. A number that does not begin
    at one, or a lonely dash before a small letter, is a sentence gone on to the next line.
    """
    if above.endswith(_ENDED):
        return True
    if mark.value:
        return mark.first
    if more:
        return True
    lead = mark.text[:1]
    return not (lead.islower() or _DIGIT.match(lead))

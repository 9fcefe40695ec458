"""Values as an officer typed them, and where: enough to write their lines anew.

A post has dozens of these values, so they are msgspec's: made and kept at a
fifth of what the same frozen dataclasses cost.
"""

from __future__ import annotations

from msgspec import Struct

from plugins.patterns import later
from plugins.vietnamese import nfc

INDICATORS = "[]{}#&*!|>%@`,?\"'"
"""Signs that mean something to YAML at the beginning of a value."""

_SPACE_SIGN = later(r'"(?:[^\\"]|\\[^tnrvfNLP_])*\\[tnrvfNLP_]')


class Typed(Struct, frozen=True, kw_only=True):
    """One value as an officer typed it, and where: enough to write its line anew."""

    text: str
    """NFC, on one line, ends bare."""
    line: int
    """In the file, from 1."""
    row: str = ""
    """The whole line; empty when the value goes over several."""
    start: int = 0
    end: int = 0
    """Where the value stands in ``row``, quotes included."""
    comment: str = ""
    """What YAML cut off behind ``#``."""

    def rewritten(self, text: str) -> str:
        """The line with ``text`` in place of this value."""
        if not self.row:
            return ""
        inside = self.row[: self.start].count("[") > self.row[: self.start].count("]")
        return self.row[: self.start] + quoted(text, flow=inside) + self.row[self.end :]

    @property
    def as_written(self) -> str:
        """``text`` in the form of Unicode in which it stands in ``row``, for names of files."""
        written = self.row[self.start : self.end].strip("\"'")
        return written if not written.isascii() and nfc(written) == self.text else self.text

    @property
    def hides_spaces(self) -> bool:
        r"""Whether YAML's signs for white space (``"\t"``) stand in it, now plain spaces."""
        return _SPACE_SIGN.match(self.row, self.start, self.end) is not None

    def runs_into(self, other: Typed) -> bool:
        """Whether a comma without a space is all between this and ``other``: maybe it was one."""
        return self.line == other.line and self.row[self.end : other.start] == ","

    def rewritten_with(self, other: Typed, text: str) -> str:
        """The line with ``text``, in quotes, in place of all from this to ``other``."""
        return self.row[: self.start] + in_quotes(text) + other.row[other.end :]


class Items(Struct, frozen=True, kw_only=True):
    """A list."""

    line: int
    items: tuple[Value, ...]


class Record(Struct, frozen=True, kw_only=True):
    """Keys and values below a key."""

    line: int
    fields: tuple[tuple[Typed, Value], ...]


Value = Typed | Items | Record


class Entry(Struct, frozen=True, kw_only=True):
    """A key at the left margin and what was typed for it; ``value`` is None when unreadable."""

    key: Typed
    value: Value | None


class Sheet(Struct, frozen=True, kw_only=True):
    """A file cut in two."""

    entries: tuple[Entry, ...]
    end: int
    """Line of the closing ``---``."""
    body: str
    body_line: int
    """First line of the body."""
    too_much: bool = False
    """Whether the body is left out: the text has more than may be read, which is said."""


def quoted(text: str, *, flow: bool = False) -> str:
    """``text`` as a YAML value, in quotes only where YAML would misread it."""
    bare = (
        text != ""
        and text[0] not in INDICATORS
        and not text.startswith(("- ", "---"))
        and text not in {"-", "~", "..."}
        and ": " not in text
        and not text.endswith(":")
        and " #" not in text
        and not (flow and any(c in text for c in ",[]{}"))
    )
    return text if bare else in_quotes(text)


def in_quotes(text: str) -> str:
    """``text`` between double quotes, or single ones when it holds a double quote itself."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'

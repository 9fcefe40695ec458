"""The reading of one body: what blocks, regions and words of it share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from plugins.posts.addresses import unfollowed
from plugins.posts.markup import audit, marks, references, regions, softbreaks, tags
from plugins.posts.markup.blocks import Blocks, Piece
from plugins.posts.markup.definitions import Definitions
from plugins.posts.markup.inline import Inline
from plugins.posts.markup.notes import Notes
from plugins.posts.markup.report import Report
from plugins.posts.markup.source import Line, Text, bare, cut

_MARKED = re.compile(r"[\\`*_~\[\]!<&^@/]|  \n|www\.|:\\", re.IGNORECASE)
"""Without any of these, words are only words."""


class Markup(NamedTuple):
    """A body as HTML, not yet sanitised."""

    html: str
    notes: dict[int, str]
    """Of every note, by its place."""
    labels: dict[str, int]
    """Of the notes written below the text, each with its line, in the order of places."""


def read(source: str, first_line: int, report: Report) -> Markup:
    """``source`` as HTML; whatever is wrong with it goes to ``report``."""
    references.refuse(report, source, first_line)
    reading = Reading(report, source, first_line)
    html = "\n".join(piece.html() for piece in reading.pieces(reading.lines))
    return Markup(html, reading.all_notes(), reading.labels())


class Reading:
    """One body on its way to HTML. Used once."""

    def __init__(self, report: Report, source: str, first_line: int) -> None:
        self.report = report
        self.lines = cut(source, first_line)
        self.notes = Notes(report, self.lines)
        self.definitions = Definitions(self.lines)
        self._blocks = Blocks(self)
        self._blocks.one_enter = softbreaks.one_enter_parts(
            [line.text for line in _between_blanks(self.lines)]
        )
        self._source = source
        self._first = first_line
        self._last: dict[str, int] = {}

    def pieces(self, lines: Sequence[Line], depth: int = 0) -> list[Piece]:
        """The blocks of ``lines``."""
        return self._blocks.pieces(lines, depth)

    def piece(self, html: str, *, paragraph: bool = False) -> Piece:
        """One block that is HTML already."""
        return Piece(html, paragraph)

    def words(self, text: Text) -> str:
        """What stands in a paragraph, heading, item or cell."""
        if not _MARKED.search(text.text):
            return escape(text.text, quote=False)
        return Inline(self, text).html()

    def flow(self, text: Text) -> str:
        """What stands in a cell: words, or blocks where it holds tags of blocks."""
        if "<" not in text.text or regions.find(text.text) is None:
            return self.words(text)
        found = self.pieces([Line(bare(text.text), 0, text.numbers[0])], 1)
        return "".join(piece.html(bare=len(found) == 1) for piece in found)

    def all_notes(self) -> dict[int, str]:
        """Every note, those written inline read now."""
        at = 0
        while at < len(self.notes.waiting):
            place, text = self.notes.waiting[at]
            self.notes.html[place] = f"<p>{self.words(text)}</p>"
            at += 1
        return self.notes.html

    def labels(self) -> dict[str, int]:
        """Labels of the notes written below the text, each with its line."""
        return {label: self.notes.line(label) for label in self.notes.labels}

    def last_line_with(self, needle: str) -> int:
        """The last line of the file that holds ``needle``, in small letters; 0 when none does."""
        if needle not in self._last:
            at = self._source.lower().rfind(needle)
            self._last[needle] = self._first + self._source.count("\n", 0, at) if at >= 0 else 0
        return self._last[needle]

    # --- tags of the author's own ---

    def audit(self, found: re.Match[str], line: int) -> None:
        """Say what of a tag is taken out, and that it cannot be told where a quote is open."""
        if tags.unquoted(found):
            self.report.wrong(
                line, f"thẻ {found[0][:60]} có dấu nháy mở mà không đóng; hãy thêm dấu nháy"
            )
            return
        for message in audit.taken_out(found):
            self.report.once(line, message)

    def drop(self, found: re.Match[str], line: int, *, swallows: bool) -> None:
        """Say that a tag is taken out with all it holds, or would be if it were closed."""
        if swallows:
            self.report.wrong(line, audit.swallowing(found["name"]))
        else:
            self.audit(found, line)

    def refuse_scheme(self, href: str, line: int) -> bool:
        """Whether an address begins with a scheme that nobody may use here, which is said."""
        message, grave = audit.refused_scheme(href)
        if grave:
            self.report.wrong(line, message)
        elif message:
            self.report.once(line, message)
        return bool(message)

    def refuse_address(self, href: str, typed: str, line: int) -> bool:
        """Whether no browser can follow ``href``, or none may, which is said."""
        if self.refuse_scheme(href, line):
            return True
        lead = unfollowed(href)
        if lead is None:
            return False
        mend = self.report.mended(line, typed, lead.suggestion) if lead.suggestion else ""
        self.report.wrong(line, lead.fault, mend)
        return True

    def void(self, found: re.Match[str], line: int) -> str:
        """A picture of the author's own HTML."""
        typed = {key.lower(): value for key, value in tags.attributes(found["rest"])}
        src, alt, title = (typed.get(key, "") for key in ("src", "alt", "title"))
        self.refuse_scheme(src, line)
        return (
            f'<img src="{escape(src)}" alt="{escape(alt)}" '
            f'title="{marks.line(line)}{escape(title)}">'
        )

    def opening(self, found: re.Match[str]) -> str:
        """A tag with what is kept of its attributes."""
        return tags.opening(found)

    def unclosed(self, name: str, line: int, said: str) -> None:
        """Say that a tag is never closed where it should be, with the line to write."""
        row = self.report.row(line)
        rest = row.partition(said)[2]
        self.report.wrong(
            line,
            f"thẻ {said[:60]} mở mà không đóng trong cùng đoạn; hãy thêm </{name}> ở chỗ kết thúc, "
            f"xóa thẻ, hoặc viết \\<{name}> nếu đó là chữ",
            f"{row.rstrip()}</{name}>" if rest.strip() and "<" not in rest else "",
        )


def _between_blanks(lines: Sequence[Line]) -> Sequence[Line]:
    """``lines`` without empty ones at their ends."""
    start, end = 0, len(lines)
    while start < end and not lines[start].text:
        start += 1
    while end > start and not lines[end - 1].text:
        end -= 1
    return lines[start:end]

"""A body's lines as paragraphs, headings, lists, tables, quotes, code and rules.

Indentation makes no code: an officer indents first lines. What a line begins says what
it is; a line that begins nothing belongs to the paragraph above it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from plugins.posts.markup import listmarks, lists, regions, softbreaks, tables
from plugins.posts.markup.opened import plain
from plugins.posts.markup.source import SPACES, Line, bare, joined, line

if TYPE_CHECKING:
    from plugins.posts.markup.reading import Reading

_DEEPEST = 40
"""Quotes and lists within each other; deeper is no text."""
_HEADING = re.compile(
    rf"(?P<signs>#{{1,6}})(?:[{SPACES}]+(?P<spaced>.*\S)|(?<=##)(?P<glued>[^#\s{SPACES}].*))"
)
_CLOSING_SIGNS = re.compile(rf"[{SPACES}]+#+[{SPACES}]*$")
_RULE = re.compile(
    rf"(?:(?:-[{SPACES}]*){{3,}}|(?:\*[{SPACES}]*){{3,}}|(?:_[{SPACES}]*){{3,}}"
    rf"|(?:[–—―][{SPACES}]*){{2,}}-*|={{3,}})[{SPACES}]*"
)
_FENCE = re.compile(r"(?P<fence>`{3,}(?=[^`]*$)|~{3,})")
_PICTURE = re.compile(rf"!\[[^\[\]]*\] ?\([^()]*(?:\([^()]*\)[^()]*)*\)[{SPACES}]*")
"""A picture alone on its line."""
_QUOTE = re.compile(rf">+(?=[{SPACES}>]|$)|>(?=[^\W\d_]|[“‘\"*_\[(])")
_FIRSTS = frozenset("#>`~[|-–—―*_=<")
_TAB = 4
"""Columns by which a paragraph of a note is indented, as Markdown has it."""
_SHORT = 80
"""Characters: a longer line above a rule is no heading meant so."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One block: a paragraph's words, or the whole HTML of any other."""

    said: str
    paragraph: bool = False

    def html(self, *, bare: bool = False) -> str:
        """The block; with ``bare`` a paragraph is its words alone."""
        return f"<p>{self.said}</p>" if self.paragraph and not bare else self.said

    def after(self, words: str) -> Piece:
        """The same behind ``words``."""
        return Piece(words + self.said, self.paragraph) if words else self


class Blocks:
    """Reads lines, and by way of lists and quotes itself again."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self.one_enter = False
        """Whether every line of the text proper is a paragraph."""
        self._indented = False
        """Whether a paragraph of the text proper has had its first line indented."""

    def pieces(
        self, lines: Sequence[Line], depth: int = 0, *, of_item: bool = False
    ) -> list[Piece]:
        """The blocks of ``lines``, ``depth`` levels within others, maybe those of a list's item."""
        if depth > _DEEPEST:
            self._reading.report.once(
                lines[0].number,
                "phần này lồng quá sâu nên không đọc được; hãy bỏ bớt các dấu > và gạch đầu dòng",
                severity="error",
            )
            return [Piece(escape(" ".join(one.text for one in lines), quote=False), paragraph=True)]
        return _Pass(self, self._reading, list(lines), depth, of_item=of_item).run()

    def begins_block(self, lines: Sequence[Line], at: int) -> bool:
        """Whether the line at ``at`` is no more of a paragraph or item above it."""
        text = lines[at].text
        if text[0] not in _FIRSTS and "|" not in text and "\t" not in text:
            return False
        return bool(
            _heading(text)
            or _RULE.fullmatch(text)
            or _FENCE.match(text)
            or _QUOTE.match(text)
            or self._reading.notes.begins(text)
            or regions.begins(text)
            or tables.read(lines, at)
        )

    @property
    def indented(self) -> bool:
        """Whether first lines are indented in this text."""
        return self._indented

    def saw_paragraph(self, first: Line, depth: int) -> None:
        """Remember how a paragraph of the text proper begins."""
        if depth == 0 and first.indent > 1:
            self._indented = True


def _heading(text: str) -> tuple[int, str] | None:
    """Level and words of a heading."""
    found = _HEADING.fullmatch(bare(text)) if text[0] == "#" else None
    if found is None:
        return None
    words = _CLOSING_SIGNS.sub("", found["spaced"] or found["glued"])
    return (len(found["signs"]), words) if words.strip("# ") else None


class _Pass:
    """One walk over the lines of one container."""

    def __init__(
        self, blocks: Blocks, reading: Reading, lines: list[Line], depth: int, *, of_item: bool
    ) -> None:
        self._blocks = blocks
        self._reading = reading
        self._lines = lines
        self._depth = depth
        self._of_item = of_item
        self._paragraph: list[Line] = []
        self._out: list[Piece] = []
        self._at = 0

    def run(self) -> list[Piece]:
        while self._at < len(self._lines):
            self._step()
        self._flush()
        return self._out

    def _step(self) -> None:
        one = self._lines[self._at]
        text = one.text
        if not text:
            self._flush()
            self._at += 1
            return
        if text[0] == "<" and self._region(one):
            return
        if text[0] in _FIRSTS and self._marked(one):
            return
        if ("|" in text or "\t" in text or text[:2] == "+-") and self._table():
            return
        if self._list():
            return
        if "<" in text and self._region(one):
            return
        if self._paragraph and (
            (self._blocks.one_enter and not self._depth) or self._is_new_paragraph(one)
        ):
            self._flush()
        self._paragraph.append(one)
        self._at += 1

    def _is_new_paragraph(self, one: Line) -> bool:
        """Whether a paragraph of its own begins straight under another.

        A line all bold is a heading of sorts, a picture alone is a figure; an indented
        first line below the end of a sentence begins as the paragraph above it did.
        """
        first = self._paragraph[0].indent
        above = self._paragraph[-1].text
        if (
            listmarks.is_bold_heading(one)
            or _PICTURE.fullmatch(one.text)
            or _PICTURE.fullmatch(above)
        ):
            return True
        if listmarks.is_bold(above) != listmarks.is_bold(one.text):
            return listmarks.is_bold(above) or softbreaks.ends(above)
        return (
            not self._of_item
            and first > 1
            and abs(one.indent - first) <= 1
            and softbreaks.parts(self._paragraph[-1].text, one.text)
        )

    def _flush(self) -> None:
        if not self._paragraph:
            return
        lines, self._paragraph = self._paragraph, []
        self._blocks.saw_paragraph(lines[0], self._depth)
        if len(lines) > 1 and (not self._depth or self._in_quote(lines)):
            softbreaks.remind(
                self._reading.report, [row.text for row in lines], [row.number for row in lines]
            )
        if any("|" in row.text for row in lines):
            self._remind_of_table(lines)
        said = self._reading.words(joined(lines))
        if said:
            self._out.append(Piece(said, paragraph=True))

    def _in_quote(self, lines: list[Line]) -> bool:
        """Whether each line has a ``>`` before it, so that an empty line can have one too."""
        rows = [self._reading.report.row(row.number).lstrip() for row in lines]
        return all(row.startswith(">") for row in rows)

    def _remind_of_table(self, lines: list[Line]) -> None:
        place = tables.nearly([row.text for row in lines])
        if place is not None:
            columns = lines[place].text.strip(" |").count("|") + 1
            self._reading.report.advise(
                lines[place].number,
                "dòng có dấu | nhưng chưa thành bảng; nếu là bảng thì thêm ngay dưới dòng tiêu đề "
                f"của bảng một dòng |{'---|' * columns}",
            )

    def _add(self, html: str) -> None:
        self._flush()
        if html:
            self._out.append(Piece(html))

    # --- what a line may begin ---

    def _marked(self, one: Line) -> bool:
        text = one.text
        first = text[0]
        if first == "#" and (found := _heading(text)):
            self._heading(one, *found)
        elif first in "`~" and (fence := _FENCE.match(text)):
            return self._fence(one, fence["fence"])
        elif first in "-–—―*_=" and _RULE.fullmatch(text):
            self._rule(one)
        elif first == ">" and _QUOTE.match(text) and not self._compares(text):
            self._quote()
        elif first == "[" and (note := self._reading.notes.begins(text)):
            self._note(note)
        elif first == "[" and not self._paragraph and self._reading.definitions.at(one.number):
            self._at += 1
        else:
            return False
        return True

    def _heading(self, one: Line, level: int, words: str) -> None:
        self._flush()
        said = self._reading.words(joined([Line(words, 0, one.number)]))
        if plain(said).strip() or "<img" in said:
            self._add(f"<h{level}>{said}</h{level}>")
        self._at += 1

    def _rule(self, one: Line) -> None:
        above = self._paragraph[-1].text.strip() if self._paragraph else ""
        alone = len(self._paragraph) == 1 and len(above) <= _SHORT
        if above and (one.text[0] == "=" or (alone and above[-1] not in ".,:;!?…")):
            self._reading.report.advise(
                one.number,
                f"dòng {one.text[:3]}… được hiểu là đường kẻ ngang; nếu dòng trên là tiêu đề nhỏ "
                f"thì viết «## {above}» và bỏ dòng này",
            )
        self._add("<hr>")
        self._at += 1

    def _fence(self, one: Line, fence: str) -> bool:
        close = re.compile(rf"{re.escape(fence[0])}{{{len(fence)},}}[{SPACES}]*")
        for end in range(self._at + 1, len(self._lines)):
            if close.fullmatch(self._lines[end].text):
                break
        else:
            self._reading.report.wrong(
                one.number,
                f"đoạn mã mở bằng {fence} mà không có dòng {fence} đóng lại; hãy thêm dòng đóng, "
                "hoặc xóa dòng này nếu không phải mã",
            )
            return False
        inside = self._lines[self._at + 1 : end]
        text = "\n".join(" " * max(0, row.indent - one.indent) + row.text for row in inside)
        self._add(f"<pre><code>{escape(text, quote=False)}\n</code></pre>")
        self._at = end + 1
        return True

    def _compares(self, text: str) -> bool:
        """Whether ``> 50`` goes on with the sentence above: more than fifty."""
        return bool(self._paragraph) and bool(re.match(rf">[{SPACES}]*[0-9]", text))

    def _quote(self) -> None:
        inside: list[Line] = []
        while self._at < len(self._lines):
            one = self._lines[self._at]
            if one.text.startswith(">"):
                inside.append(line(one.text[1:], one.number))
            elif (
                one.text
                and inside[-1].text
                and not (self._depth and self._in_quote([one]))
                and not self._blocks.begins_block(self._lines, self._at)
                and not lists.begins(self._lines, self._at, inside[-1].text)
            ):
                inside.append(one)
            else:
                break
            self._at += 1
        pieces = self._blocks.pieces(inside, self._depth + 1)
        self._add("\n".join(["<blockquote>", *(one.html() for one in pieces), "</blockquote>"]))

    def _note(self, found: re.Match[str]) -> None:
        """A note: its line, lines straight below, and indented paragraphs behind blank lines."""
        self._flush()
        first = self._lines[self._at]
        inside = [line(found["text"], first.number)]
        self._at += 1
        blank = False
        while self._at < len(self._lines):
            one = self._lines[self._at]
            if not one.text:
                blank = True
            elif self._ends_note(one, first, inside[-1], blank=blank):
                break
            else:
                if blank:
                    inside.append(Line("", 0, one.number - 1))
                inside.append(one)
                blank = False
            self._at += 1
        pieces = self._blocks.pieces(inside, self._depth + 1)
        self._reading.notes.define(
            found["label"], first.number, "\n".join(one.html() for one in pieces)
        )

    def _ends_note(self, one: Line, first: Line, above: Line, *, blank: bool) -> bool:
        """Whether ``one`` is no more of the note that begins with ``first``."""
        if self._reading.notes.begins(one.text):
            return one.indent <= first.indent + 1
        if one.indent >= _TAB:
            return False
        return (
            blank
            or self._blocks.begins_block(self._lines, self._at)
            or (not one.indent and softbreaks.parts(above.text, one.text))
        )

    def _table(self) -> bool:
        found = tables.read(self._lines, self._at)
        if found is None:
            return False
        rows, aligned, head, end = found
        self._add(tables.html(self._reading, rows, aligned, head=head))
        self._at = end
        return True

    def _list(self) -> bool:
        above = self._paragraph[-1].text.rstrip() if self._paragraph else ""
        mark = lists.begins(self._lines, self._at, above, of_item=self._of_item)
        if mark is None or (mark.bold and self._of_item and not self._at):
            return False  # none, or the very mark that this item has in its words
        self._flush()
        reader = lists.ListReader(
            self._blocks, self._lines, indented_paragraphs=self._blocks.indented
        )
        html, self._at = reader.read(self._at, mark, self._depth)
        self._add(html)
        return True

    def _region(self, one: Line) -> bool:
        found = regions.find(one.text)
        if found is None:
            return False
        region = regions.RegionReader(self._reading, self._lines, self._at, found)
        read = region.read(self._depth)
        if read is None:
            return False
        html, at, rest = read
        before = one.text[:found]
        if before.strip():
            self._paragraph.append(Line(before, one.indent, one.number))
        self._flush()
        self._at = at
        if rest is not None:
            self._lines[at] = rest
        self._add(html)
        return True

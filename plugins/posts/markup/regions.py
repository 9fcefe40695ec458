"""HTML of the author's own in the place of paragraphs: ``<table>``, ``<ul>``, ``<p>``.

Every tag is held to what HTML allows there, so that what is not said to be wrong is
valid. Words between tags are Markdown like all others.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from plugins.characters import unescaped
from plugins.posts.markup import tags
from plugins.posts.markup.source import Line, bare, joined
from plugins.posts.markup.source import line as line_of

if TYPE_CHECKING:
    from plugins.posts.markup.blocks import Piece
    from plugins.posts.markup.reading import Reading

_DEEPEST = 60
_NAMES = "|".join(sorted(tags.BLOCK | tags.BOXES | tags.WITH_CONTENT, key=len, reverse=True))
_OPENS = re.compile(rf"<!--|</?(?P<name>{_NAMES})(?=[\s/>]|$)", re.IGNORECASE)
_TICKS = re.compile("`+")
_MOST_LINES = 10
"""Over which one tag may go."""
_ENDED_BY = {
    "p": tags.BLOCK,
    "li": {"li"},
    "dt": {"dt", "dd"},
    "dd": {"dt", "dd"},
    "td": {"td", "th", "tr", "tbody", "thead", "tfoot"},
    "th": {"td", "th", "tr", "tbody", "thead", "tfoot"},
    "tr": {"tr", "tbody", "thead", "tfoot"},
    "thead": {"tbody", "tfoot"},
    "tbody": {"tbody", "tfoot"},
}
"""What a tag left open is followed by in practice: it is then closed before, and said."""
_CODE_TAGS = re.compile(r"</?code\b[^>]*>", re.IGNORECASE)


def begins(text: str) -> bool:
    """Whether the line begins with a tag that is no part of a sentence."""
    return text[0] == "<" and find(text) == 0


def find(text: str) -> int | None:
    """Where in the line the first tag stands that no paragraph can hold; None without one."""
    at = 0
    while found := _OPENS.search(text, at):
        start = found.start()
        if "`" in text and _in_code(text, start):
            at = start + 1
            continue
        end = -1
        if not found["name"]:
            close = text.find("-->", start)
            end = close + 3 if close >= 0 else -1
        elif found["name"].lower() in tags.WITH_CONTENT:
            end = tags.end_of(found["name"].lower(), text, start)
        if end < 0:
            return start
        at = end
    return None


def _in_code(text: str, at: int) -> bool:
    starts, inside = _ticks(text)
    place = bisect_right(starts, at)
    return place > 0 and place < len(starts) and inside[place - 1]


@lru_cache(maxsize=4)
def _ticks(text: str) -> tuple[list[int], list[bool]]:
    """Where each run of backticks begins, and whether the next one closes what is open then."""
    runs = list(_TICKS.finditer(text))
    inside: list[bool] = []
    opened = ""
    for place, ticks in enumerate(runs):
        opened = "" if opened == ticks[0] else opened or ticks[0]
        follows = runs[place + 1][0] if place + 1 < len(runs) else ""
        inside.append(bool(opened) and follows == opened)
    return [ticks.start() for ticks in runs], inside


@dataclass(slots=True)
class _Node:
    """An open tag."""

    name: str
    line: int
    tag: str
    """As it goes out."""
    said: str
    """As typed."""
    pieces: list[Piece] = field(default_factory=list)
    waiting: list[Line] = field(default_factory=list)
    """Lines of words not yet read."""


class RegionReader:
    """Reads from one tag to where it, and all within it, is closed."""

    def __init__(self, reading: Reading, lines: list[Line], at: int, column: int) -> None:
        self._reading = reading
        self._lines = lines
        self._at = at
        self._column = column
        self._depth = 0
        self._root = _Node("", lines[at].number, "", "")
        self._stack = [self._root]

    def read(self, depth: int) -> tuple[str, int, Line | None] | None:
        """The HTML, the line to go on with, and what is left of it; None when all is words."""
        self._depth = depth
        if not self._tag():
            return None
        while len(self._stack) > 1:
            if self._at >= len(self._lines):
                self._end_of_text()
                break
            self._walk()
        html = "\n".join(piece.html() for piece in self._root.pieces)
        if self._at >= len(self._lines):
            return html, self._at, None
        text = self._lines[self._at].text[self._column :]
        if not text.strip():
            return html, self._at + 1, None
        return html, self._at, line_of(text.lstrip(), self._lines[self._at].number)

    def _walk(self) -> None:
        """Words up to the next tag, and the tag; or to the end of the line."""
        one = self._lines[self._at]
        found = _OPENS.search(one.text, self._column)
        while found and "`" in one.text and _in_code(one.text, found.start()):
            found = _OPENS.search(one.text, found.start() + 1)
        end = found.start() if found else len(one.text)
        text = one.text[self._column : end]
        whole = self._column == 0 and found is None
        if text.strip() or whole:
            self._stack[-1].waiting.append(Line(text, one.indent if whole else 0, one.number))
        self._column = end
        if found is None:
            self._next_line()
        elif not self._tag():
            self._stack[-1].waiting.append(Line(one.text[end : end + 1], 0, one.number))
            self._column = end + 1

    def _next_line(self) -> None:
        self._at += 1
        self._column = 0

    def _tag(self) -> bool:
        """Take the tag or comment at the present place; False when it is none after all."""
        one = self._lines[self._at]
        text = one.text
        if text.startswith("<!--", self._column):
            return self._skip("-->", re.compile("-->"))
        found = tags.match(text, self._column)
        if found is None:
            text = self._over_lines()
            found = tags.match(text, 0)
            if found is None:
                return False
        name = found["name"].lower()
        if name in tags.WITH_CONTENT and not found["close"]:
            return self._without_content(found, name)
        self._reading.audit(found, one.number)
        self._pass_over(found)
        if name in tags.BOXES or name in tags.WITH_CONTENT:
            self._read_words()
        elif found["close"]:
            self._close(name, one.number)
        else:
            self._open(found, name, one.number)
        return True

    def _over_lines(self) -> str:
        rows = [self._lines[self._at].text[self._column :]]
        rows += [row.text for row in self._lines[self._at + 1 : self._at + _MOST_LINES]]
        return "\n".join(rows)

    def _pass_over(self, found: re.Match[str]) -> None:
        """Go on behind a tag, which may have gone over several lines."""
        breaks = found[0].count("\n")
        if not breaks:
            self._column += len(found[0])
            return
        self._at += breaks
        self._column = len(found[0]) - found[0].rfind("\n") - 1

    def _skip(self, needle: str, close: re.Pattern[str]) -> bool:
        """Leave out all up to ``close``, if it comes at all."""
        if self._reading.last_line_with(needle) < self._lines[self._at].number:
            return False
        column = self._column
        for at in range(self._at, len(self._lines)):
            if ended := close.search(self._lines[at].text, column):
                self._at, self._column = at, ended.end()
                return True
            column = 0
        return False

    def _without_content(self, found: re.Match[str], name: str) -> bool:
        number = self._lines[self._at].number
        self._pass_over(found)
        closed = self._skip(f"</{name}", re.compile(rf"</{name}(?=[\s/>])[^>]*>", re.IGNORECASE))
        self._reading.drop(found, number, swallows=not closed)
        return True

    # --- the tree ---

    def _open(self, found: re.Match[str], name: str, line: int) -> None:
        self._read_words()
        while name in _ENDED_BY.get(self._stack[-1].name, ()) and self._stack[-1].name:
            top = self._stack[-1]
            self._reading.unclosed(top.name, top.line, top.said)
            self._pop()
        if why := tags.misplaced(name, self._stack[-1].name):
            self._reading.report.wrong(line, why)
        if name == "hr":
            self._put("<hr>")
        elif name == "pre":
            self._verbatim(line, found[0])
        elif len(self._stack) > _DEEPEST:
            self._reading.report.once(
                line, "thẻ HTML lồng nhau quá sâu nên không đọc được", severity="error"
            )
        else:
            self._stack.append(_Node(name, line, tags.opening(found), found[0]))

    def _verbatim(self, line: int, said: str) -> None:
        start, column = self._at, self._column
        if not self._skip("</pre", re.compile(r"</pre\s*>", re.IGNORECASE)):
            self._reading.unclosed("pre", line, said)
            return
        rows = [" " * row.indent + row.text for row in self._lines[start : self._at + 1]]
        first = self._lines[start]
        rows[0] = first.text[column:]
        last = self._lines[self._at].text[: self._column]
        rows[-1] = last[column:] if start == self._at else rows[-1]
        text = re.sub(r"</pre\s*>.*\Z", "", "\n".join(rows), flags=re.IGNORECASE | re.DOTALL)
        text = unescaped(_CODE_TAGS.sub("", text))
        self._put(f"<pre><code>{escape(text, quote=False)}</code></pre>")

    def _close(self, name: str, line: int) -> None:
        self._read_words()
        names = [node.name for node in self._stack]
        if name not in names:
            self._reading.report.wrong(line, f"thẻ đóng </{name}> không có thẻ mở <{name}> nào")
            return
        while self._stack[-1].name != name:
            top = self._stack[-1]
            self._reading.unclosed(top.name, top.line, top.said)
            self._pop()
        self._pop()

    def _end_of_text(self) -> None:
        self._read_words()
        while len(self._stack) > 1:
            top = self._stack[-1]
            self._reading.unclosed(top.name, top.line, top.said)
            self._pop()

    def _put(self, html: str) -> None:
        self._stack[-1].pieces.append(self._reading.piece(html))

    def _read_words(self) -> None:
        """Read the words that wait in the tag now open."""
        node = self._stack[-1]
        lines, node.waiting = node.waiting, []
        while lines and not bare(lines[0].text):
            del lines[0]
        while lines and not bare(lines[-1].text):
            del lines[-1]
        if not lines:
            return
        if not tags.holds_words(node.name):
            self._reading.report.wrong(
                lines[0].number,
                f"chữ không đặt ngay trong <{node.name}> được, phải ở trong một ô hay một mục",
            )
        if node.name in tags.FLOW:
            node.pieces += self._reading.pieces(lines, self._depth + 1)
            return
        for paragraph in _paragraphs(lines):
            said = self._reading.words(joined(paragraph))
            node.pieces.append(self._reading.piece(said, paragraph=True))

    def _pop(self) -> None:
        node = self._stack.pop()
        fault = _content_fault(node)
        if fault:
            self._reading.report.wrong(node.line, fault)
        self._stack[-1].pieces += self._closed(node)

    def _closed(self, node: _Node) -> list[Piece]:
        piece = self._reading.piece
        if node.name == "p":
            return [one if one.paragraph else piece(one.said) for one in node.pieces]
        paragraphs = sum(one.paragraph for one in node.pieces)
        single = len(node.pieces) == 1 or node.name in {"figure", *tags.HEADINGS}
        wrapped = node.name == "blockquote" or (paragraphs and not single)
        inside = "\n".join(one.html(bare=not wrapped) for one in node.pieces)
        return [piece(f"{node.tag}{inside}</{node.name}>")]


def _paragraphs(lines: list[Line]) -> list[list[Line]]:
    found: list[list[Line]] = [[]]
    for one in lines:
        if bare(one.text):
            found[-1].append(one)
        elif found[-1]:
            found.append([])
    return found


def _content_fault(node: _Node) -> str:
    """What HTML has against the children of ``node`` as they follow each other."""
    opened = [re.match(r"<([a-z0-9]+)", one.said) for one in node.pieces if not one.paragraph]
    names = [found[1] for found in opened if found]
    if node.name == "dl" and (names[:1] == ["dd"] or names[-1:] == ["dt"]):
        return "trong <dl> mỗi <dt> phải có <dd> ngay sau nó"
    if node.name == "table":
        order = {"caption": 0, "thead": 1, "tbody": 2, "tr": 2, "tfoot": 3}
        ranks = [order[name] for name in names if name in order]
        once = ("caption", "thead", "tfoot")
        if ranks != sorted(ranks) or any(names.count(name) > 1 for name in once):
            return "trong <table> thứ tự phải là <caption>, <thead>, <tbody>, <tfoot>"
    if node.name == "figure" and "figcaption" in names:
        pieces = [one for one in node.pieces if one.said.strip()]
        places = [k for k, one in enumerate(pieces) if one.said.startswith("<figcaption")]
        if len(places) > 1 or places[0] not in {0, len(pieces) - 1}:
            return "<figcaption> phải đứng đầu hoặc cuối <figure>"
    if node.name in tags.HEADINGS and not node.pieces:
        return f"tiêu đề <{node.name}> chưa có chữ"
    return ""

"""Words and the marks among them, of one paragraph, item, heading or cell, as HTML.

One pass from left to right; brackets and tags are kept on stacks, stars are
paired when what they stand in is complete, so that nothing can nest wrongly.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING, ClassVar

from plugins.characters import unescaped
from plugins.posts.markup import emphasis, goals, hrefs, links, marks, references, tags
from plugins.posts.markup.codespans import CodeSpans
from plugins.posts.markup.opened import Bracket, Element, plain
from plugins.posts.markup.source import Text

if TYPE_CHECKING:
    from plugins.posts.markup.reading import Reading

_SPECIAL = re.compile(r"[\\`*_~\[\]!<&^]|  \n")
_WITH_ADDRESSES = re.compile(
    r"[\\`*_~\[\]!<&^]|  \n|\)\[|(?<![\w@./+-])(?:www\.(?=\w)"
    rf"|{hrefs.NEARLY_HTTP}|[A-Za-z0-9][A-Za-z0-9_.+-]*+@(?=[A-Za-z0-9]))",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"//|/\\|:/|www\.|@|\)\[|:\\|; ?/", re.IGNORECASE)
_ESCAPABLE = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_AUTOLINK = re.compile(
    r"<((?:https?://|mailto:|tel:)[^\s<>]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)>", re.IGNORECASE
)
_SPACED_AUTOLINK = re.compile(r"<\s*((?:https?://)[^<>\n]*?)\s*>", re.IGNORECASE)
_NOTE = re.compile(r"\[\^([^\]\n]{1,200})\]")
_INLINE_NOTE = re.compile(r"\^\[((?:[^\[\]\\]|\\.|\[[^\[\]]*\])*+)\]", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_DECLARATION = re.compile(r"<!(?:\[[^\]<>]*\]|[A-Za-z][^<>]*)>")


class Inline:
    """Reads one run of words; made for each."""

    def __init__(self, reading: Reading, source: Text, *, in_link: bool = False) -> None:
        self._reading = reading
        self._source = source
        self._text = source.text
        self._out: list[str] = []
        self._stars: list[emphasis.Mark] = []
        self._brackets: list[Bracket] = []
        self._elements: list[Element] = []
        self._in_link = in_link
        self._spans = CodeSpans(source.text)
        self._hunted = False
        self._close = -1
        """The next ``]`` behind the address looked at last."""

    def html(self) -> str:
        """The HTML, not yet sanitised."""
        text = self._text
        special = _WITH_ADDRESSES if _ADDRESS.search(text) else _SPECIAL
        at = 0
        while found := special.search(text, at):
            start = found.start()
            if start > at:
                self._words(text[at:start])
            at = self._special(found)
        self._words(text[at:])
        self._close_elements(0)
        self._dress(0)
        return "".join(self._out)

    # --- pieces ---

    def _words(self, text: str) -> None:
        if text:
            self._out.append(escape(text, quote=False))

    def _special(self, found: re.Match[str]) -> int:
        """Read what begins at ``found``; where it ends."""
        at = found.start()
        read = self._READERS.get(found[0][0])
        return read(self, at) if read else self._bare(at, found.end())

    def _hard_break(self, at: int) -> int:
        self._out.append("<br>\n")
        return at + 3

    def _backslash(self, at: int) -> int:
        follows = self._text[at + 1 : at + 2]
        if follows == "\n":
            self._out.append("<br>\n")
            return at + 2
        if follows and follows in _ESCAPABLE:
            self._words(follows)
            return at + 2
        self._words("\\")
        return at + 1

    def _star(self, at: int) -> int:
        text, end = self._text, at + 1
        while end < len(text) and text[end] == text[at]:
            end += 1
        self._stars.append(emphasis.mark(text, at, end, len(self._out)))
        self._out.append("")
        return end

    def _dress(self, first: int) -> None:
        """Pair the stars from the ``first`` on: what they stand in is complete."""
        if len(self._stars) == first:
            return
        chosen = self._stars[first:]
        del self._stars[first:]
        for alone in emphasis.pair(self._out, chosen):
            line = self._source.line(alone.position)
            sign = alone.char * 2
            self._reading.report.advise(
                line,
                f"dấu {sign} mở ở đây không có dấu {sign} đóng trong cùng đoạn, nên hiện ra như "
                "đã gõ; mỗi đoạn cần một cặp",
            )

    def _code(self, at: int) -> int:
        html, end = self._spans.read(at)
        self._out.append(html)
        return end

    def _reference(self, at: int) -> int:
        found = references.REFERENCE.match(self._text, at)
        if found is None:
            self._words("&")
            return at + 1
        self._words(references.character(found[0]))
        return found.end()

    # --- brackets ---

    def _open_bracket(self, at: int) -> int:
        if note := _NOTE.match(self._text, at):
            self._mention(note[1], at)
            return note.end()
        self._push(at, 1, picture=False)
        return at + 1

    def _bang(self, at: int) -> int:
        if self._text[at + 1 : at + 2] == "[":
            self._push(at, 2, picture=True)
            return at + 2
        self._words("!")
        return at + 1

    def _push(self, at: int, width: int, *, picture: bool) -> None:
        self._brackets.append(
            Bracket(
                len(self._out), at + width, len(self._stars), len(self._elements), picture=picture
            )
        )
        self._out.append("![" if picture else "[")

    def _mention(self, label: str, at: int) -> None:
        line = self._source.line(at)
        place = self._reading.notes.place(label)
        if place is None:
            self._reading.notes.undefined(label, line)
            self._words(f"[^{label}]")
            return
        if self._inside_link():
            self._reading.report.wrong(
                line,
                f"chú thích [^{label}] đặt trong chữ của một liên kết; hãy đặt ra sau liên kết",
            )
            return
        self._out.append(marks.note(place))

    def _inside_link(self) -> bool:
        return self._in_link or any(one.name == "a" for one in self._elements)

    def _inline_note(self, at: int) -> int:
        """``^[words]`` is a note told where it is mentioned."""
        found = _INLINE_NOTE.match(self._text, at)
        if found is None or not found[1].strip() or self._inside_link():
            self._words("^")
            return at + 1
        line = self._source.line(at)
        place = self._reading.notes.inline(found[1], line)
        self._out.append(marks.note(place))
        return found.end()

    def _close_bracket(self, at: int) -> int:
        while self._brackets and self._brackets[-1].elements > len(self._elements):
            self._brackets.pop()
        if not self._brackets:
            self._words("]")
            return at + 1
        bracket = self._brackets.pop()
        if not bracket.alive:
            if links.target(self._text, at + 1):
                self._reading.report.wrong(
                    self._source.line(at), "liên kết đặt trong chữ của một liên kết khác"
                )
            self._words("]")
            return at + 1
        goal = goals.find(
            self._reading,
            self._source,
            goals.Words(bracket.position, at, picture=bracket.picture),
        )
        if goal is None:
            self._words("]")
            return at + 1
        self._close_elements(bracket.elements)
        self._dress(bracket.stars)
        line = self._source.line(bracket.position)
        inside = "".join(self._out[bracket.at + 1 :])
        del self._out[bracket.at :]
        if bracket.picture:
            self._out.append(self._picture(goal, plain(inside), line))
        else:
            self._link(goal, inside, line)
        return self._after_link(goal, line)

    def _after_link(self, goal: links.Target, line: int) -> int:
        end = links.attributes_end(self._text, goal.end)
        if end > goal.end:
            self._reading.report.once(
                line,
                f"đã bỏ {self._text[goal.end : end]} sau liên kết: thuộc tính này không dùng "
                "trong bài",
            )
        return end

    def _link(self, goal: links.Target, inside: str, line: int) -> None:
        if "<a " in inside or self._inside_link():
            self._out += (inside,)
            if self._inside_link():
                self._reading.report.wrong(line, "liên kết đặt trong một liên kết khác")
            return
        said = inside if plain(inside).strip() or "<img" in inside else escape(goal.href)
        self._out += (self._anchor(goal.href, goal.title, line), said, "</a>")
        for outer in self._brackets:
            if not outer.picture:
                outer.alive = False

    def _anchor(self, href: str, title: str, line: int) -> str:
        typed, href = href, hrefs.mended(href)
        if not href or self._reading.refuse_address(href, typed, line):
            return "<a>"
        return f'<a href="{escape(href)}" title="{marks.line(line)}{escape(title)}">'

    def _picture(self, goal: links.Target, alt: str, line: int) -> str:
        self._reading.refuse_scheme(goal.href, line)
        return (
            f'<img src="{escape(goal.href.strip())}" alt="{escape(alt)}" '
            f'title="{marks.line(line)}{escape(goal.title)}">'
        )

    def _swapped(self, at: int) -> int:
        """``(words)[address]``: the words were written already and are taken back."""
        opened = self._text.rfind("(", max(0, at - 300), at)
        found = links.swapped(self._text, opened) if opened >= 0 else None
        words = escape(found[0], quote=False) if found else ""
        if (
            found is None
            or self._inside_link()
            or not self._out
            or not self._out[-1].endswith(f"({words}")
        ):
            self._words(")")
            return at + 1
        self._out[-1] = self._out[-1].removesuffix(f"({words}")
        line = self._source.line(at)
        self._link(found[1], words, line)
        return found[1].end

    # --- bare addresses ---

    def _bare(self, at: int, tried: int) -> int:
        found = links.bare(self._text, at)
        if found is None:
            self._words(self._text[at:tried])
            return tried
        href, end = references.decoded(found[0]), found[1]
        said = references.decoded(self._text[at:end])
        if self._inside_link() or self._in_brackets_of_link(end):
            self._words(said)
            return end
        line = self._source.line(at)
        self._out += (self._anchor(href, "", line), escape(said, quote=False), "</a>")
        return end

    def _in_brackets_of_link(self, end: int) -> bool:
        """Whether the address stands in the words of a link, ``[https://a.vn](https://a.vn)``."""
        if not self._brackets:
            return False
        if self._close < end:
            close = self._text.find("]", end)
            self._close = close if close >= 0 else len(self._text)
        close = self._close
        return close >= 0 and self._text[close + 1 : close + 2] in {"(", "["}

    # --- angles ---

    def _angle(self, at: int) -> int:
        text = self._text
        if found := _AUTOLINK.match(text, at) or _SPACED_AUTOLINK.match(text, at):
            said = found[1]
            href = said if ":" in said.partition("@")[0] else f"mailto:{said}"
            if self._inside_link():
                self._words(said)
            else:
                line = self._source.line(at)
                self._out += (self._anchor(href, "", line), escape(said, quote=False), "</a>")
            return found.end()
        if text.startswith("<!", at):
            return self._declaration(at)
        if found := tags.match(text, at):
            return self._tag(found)
        self._words("<")
        return at + 1

    def _declaration(self, at: int) -> int:
        text = self._text
        if not self._hunted and (comment := _COMMENT.match(text, at)):
            return comment.end()
        if text.startswith("<!--", at):
            self._hunted = True
            self._reading.report.advise(
                self._source.line(at),
                "dấu <!-- không có dấu --> đóng lại, nên chữ phía sau vẫn hiện ra cho người đọc",
            )
        elif found := _DECLARATION.match(text, at):
            self._reading.report.once(
                self._source.line(at), f"đã bỏ {found[0][:30]}: không phải chữ của bài"
            )
            return found.end()
        self._words("<!")
        return at + 2

    def _tag(self, found: re.Match[str]) -> int:
        name = found["name"].lower()
        line = self._source.line(found.start())
        if name in tags.WITH_CONTENT:
            return self._without_content(found, name, line)
        self._reading.audit(found, line)
        if name in tags.INLINE:
            if found["close"]:
                self._end_element(name, line)
            elif name == "a" and self._inside_link():
                self._reading.report.wrong(line, "thẻ <a> đặt trong một liên kết khác")
            elif name == "code" and (end := tags.end_of(name, self._text, found.end())) >= 0:
                inside = self._text[found.end() : self._text.rfind("<", 0, end)]
                self._out.append(f"<code>{escape(unescaped(inside), quote=False)}</code>")
                return end
            elif not found["rest"].endswith("/"):
                self._begin_element(found, name, line)
        elif name == "br" or (name == "img" and not found["close"]):
            self._out.append("<br>" if name == "br" else self._reading.void(found, line))
        elif name in tags.BLOCK:
            self._reading.report.wrong(
                line, f"thẻ <{name}> phải đứng đầu dòng, ngoài dòng chữ này; hãy xóa hay xuống dòng"
            )
        elif name in tags.BOXES:
            self._out.append(" ")
        return found.end()

    def _without_content(self, found: re.Match[str], name: str, line: int) -> int:
        if found["close"]:
            self._reading.audit(found, line)
            return found.end()
        end = tags.end_of(name, self._text, found.end())
        self._reading.drop(found, line, swallows=end < 0)
        return end if end >= 0 else found.end()

    def _begin_element(self, found: re.Match[str], name: str, line: int) -> None:
        self._elements.append(
            Element(
                name, len(self._out), found.start(), len(self._stars), len(self._brackets), found[0]
            )
        )
        if name == "a":
            typed = {key.lower(): value for key, value in tags.attributes(found["rest"])}
            self._out.append(self._anchor(typed.get("href", ""), typed.get("title", ""), line))
        else:
            self._out.append(self._reading.opening(found))

    def _end_element(self, name: str, line: int) -> None:
        depth = len(self._elements) - 1
        while depth >= 0 and self._elements[depth].name != name:
            depth -= 1
        if depth < 0:
            self._reading.report.wrong(line, f"thẻ đóng </{name}> không có thẻ mở <{name}> nào")
            return
        for inner in reversed(self._elements[depth + 1 :]):
            self._reading.report.wrong(
                self._source.line(inner.position),
                f"thẻ <{inner.name}> phải đóng trước </{name}>: thẻ mở sau thì đóng trước",
            )
        outer = self._elements[depth]
        while len(self._elements) > depth + 1:
            self._finish_element()
        del self._brackets[outer.brackets :]
        self._finish_element()

    def _finish_element(self) -> None:
        one = self._elements[-1]
        self._dress(one.stars)
        self._elements.pop()
        self._out.append(f"</{one.name}>")

    def _close_elements(self, depth: int) -> None:
        """Close what was left open, and say so."""
        said: set[str] = set()
        while len(self._elements) > depth:
            one = self._elements[-1]
            if one.name not in said:
                said.add(one.name)
                self._reading.unclosed(one.name, self._source.line(one.position), one.said)
            self._finish_element()

    _READERS: ClassVar[dict[str, Callable[[Inline, int], int]]] = {
        "\\": _backslash,
        "*": _star,
        "_": _star,
        "~": _star,
        "`": _code,
        "[": _open_bracket,
        "]": _close_bracket,
        "!": _bang,
        "<": _angle,
        "&": _reference,
        "^": _inline_note,
        " ": _hard_break,
        ")": _swapped,
    }
    """By the sign that something begins with; all else is an address."""

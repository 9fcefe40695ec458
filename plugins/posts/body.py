"""A body's Markdown as sanitised HTML, with what the rest of the house must know of it.

Markdown is read by one parser used again and again; its HTML goes through nh3
with a short allow-list; what nh3 returns is well formed, so one pass over its
tags finishes it: identifiers, figures, addresses, notes, typography. Whatever
carries an identifier, a class or a role is added in that last pass, so that no
author's HTML can bring its own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from html import escape, unescape
from itertools import accumulate
from typing import TYPE_CHECKING
from urllib.parse import unquote

from plugins.documents import Citation, find_documents
from plugins.model import Body, BodyLink, BodyPicture, Cited, Problem
from plugins.posts.addresses import follow, picture_path
from plugins.posts.audit import Dropped, dropped
from plugins.posts.wording import first_near, poor_alt
from plugins.vietnamese import LATIN, NBSP, bind, nfc, slugify, squeeze

if TYPE_CHECKING:
    from plugins.posts.dialect import Dialect

DECORATIVE = "trang trí"
"""Title of a picture that says nothing the text does not: its ``alt`` may be empty."""

# fmt: off
TAGS = frozenset({
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "blockquote",
    "pre", "code", "hr", "br", "a", "em", "strong", "b", "i", "u", "sub", "sup", "abbr", "cite",
    "q", "del", "ins", "img", "figure", "figcaption", "table", "caption", "thead", "tbody", "tfoot",
    "tr", "th", "td",
})
# fmt: on
"""What may stand in a text. ``h1``, ``h5`` and ``h6`` are changed afterwards."""

ATTRIBUTES: dict[str, set[str]] = {
    "a": {"href", "title"},
    "abbr": {"title"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
_ALIGN = {"align": {"left", "center", "right"}}
VALUES: dict[str, dict[str, set[str]]] = {
    "td": _ALIGN,
    "th": _ALIGN | {"scope": {"col", "row", "colgroup", "rowgroup"}},
}
"""Attributes that are kept with these values only."""

SCHEMES = frozenset({"http", "https", "mailto", "tel"})

# fmt: off
WITH_CONTENT = frozenset({
    "script", "style", "iframe", "noscript", "noembed", "noframes", "template", "object", "embed",
    "applet", "svg", "math", "textarea", "select", "title", "xmp", "plaintext",
})
# fmt: on
"""Dropped together with what they hold: none of it is text for readers."""

# fmt: off
_BLOCKS = frozenset({
    "p", "h2", "h3", "h4", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "figure",
    "figcaption", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "hr",
})
# fmt: on

# Private-use characters, taken out of every text that comes in, carry through
# the sanitiser what only we may say.
OPEN, CLOSE = "\ue000", "\ue001"
"""Around what stands in the HTML for a note, until the last pass."""
_MARK = re.compile(f"{OPEN}([0-9]+){CLOSE}")
_NOTE = re.compile(f"<p>{OPEN}n([0-9]+){CLOSE}</p>\n?")
_UNWANTED = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029{OPEN}{CLOSE}]")

# Quoted values first, so that a ">" inside one ends nothing; possessive, so linear.
_TAG = re.compile(r'(<[^<>"]*+(?:"[^"]*+"[^<>"]*+)*+>)')
_ATTRIBUTE = re.compile(r'\s([a-z]+)="([^"]*)"')
# What a word processor boxes its paragraphs in: taken out, they would run together.
_BOX = re.compile(
    r"<(/?)(?:div|section|article|header|footer|main|center|address)(?=[\s/>])", re.IGNORECASE
)
_EMPTY = re.compile(r"<p>\s*</p>\n?")
_NAME = re.compile(r"</?([a-z0-9]+)")
_UNDEFINED = re.compile(r"\[\^([^\]\n]{1,60})\]")
_SPACES = re.compile(r"(?:&nbsp;|[ \t])*&nbsp;(?:&nbsp;|[ \t])+|[ \t]+&nbsp;")
# The digit stands before the look-behind, and the space before the digit: what
# a search begins with decides whether it costs anything where there is nothing.
_CITED = re.compile('(?<=<a href="document:)[0-9]+(?=">)')
_DIGIT = re.compile("[0-9]")
_PLAIN_CHARACTER = re.compile(r"&#?\w+;|.", re.DOTALL)
_SYMBOL = re.compile(
    r"[0-9](?<![\w/.\-][0-9])[0-9]{0,4}[a-z]?(?:/(?:19|20)[0-9]{2})?"
    r"[/–-][A-ZĐ]\w*(?:[/–-][A-ZĐ0-9]\w*)*"
)
_LONGEST_SYMBOL = 24
"""Characters; a longer symbol, kept whole, would not fit a phone 320 pixels wide."""


# Most news is plain paragraphs, and for those neither Markdown nor the sanitiser
# has anything to do. What may stand in one is listed, and every line is held to
# it: all else, and whatever a mark could be made of, goes the long way.
_PARAGRAPHS = re.compile(
    rf"\n*+(?:(?:[{LATIN}“‘«…(\"'–]|[0-9]++(?!\.))"
    rf"[{LATIN}0-9 {NBSP}.,;:!?()/%+°'\"“”‘’«»…–—-]*+(?<![ {NBSP}])(?:\n++|\Z))++"
)


def typeset(text: str) -> str:
    """Escaped ``text`` with words bound to their numbers and document symbols kept whole."""
    if "&nbsp;" in text:
        text = _SPACES.sub("&nbsp;", text)
    return _SYMBOL.sub(_whole, bind(text))


def _whole(found: re.Match[str]) -> str:
    symbol = found[0]
    if len(symbol) > _LONGEST_SYMBOL:
        return symbol
    return f'<span class="nobreak">{symbol}</span>'


class BodyReader:
    """Markdown parsers, made once and used for any number of texts. Not for two threads."""

    @cached_property
    def _dialect(self) -> Dialect:
        """Made for the first text that is not plain paragraphs."""
        from plugins.posts.dialect import Dialect  # noqa: PLC0415 - slow to load

        return Dialect(TAGS, WITH_CONTENT, ATTRIBUTES, VALUES, SCHEMES)

    def read(
        self, text: str, *, path: str, first_line: int = 1, cites: bool = False
    ) -> tuple[Body, tuple[Problem, ...]]:
        """``text``, which begins at ``first_line`` of ``path``, as a ``Body``; and what is wrong.

        With ``cites`` the official documents it cites are found and marked.
        Never raises; a text too deeply nested to be read comes back empty, with a problem.
        """
        source = nfc(text.replace("\r\n", "\n"))
        if _PARAGRAPHS.fullmatch(source):
            return _paragraphs(source, first_line, cites=cites), ()
        source = _UNWANTED.sub("", source)
        finish = _Finish(path, source, first_line, cites=cites)
        dialect = self._dialect
        try:
            html, stashed, labels = dialect.convert(source)
        except (RecursionError, AssertionError, ValueError):
            # Markdown recurses with the nesting of quotes and lists, and its
            # HTML parser asserts on broken declarations ("<![").
            finish.wrong(
                first_line,
                "phần thân bài có đoạn lồng nhau quá sâu hoặc thẻ HTML hỏng nên không đọc được; "
                "hãy bỏ bớt các dấu > và thẻ HTML",
            )
            return Body(html="", text=""), tuple(finish.problems)
        if stashed or "<a " in html or "<img " in html:
            finish.report(dropped(html, TAGS, ATTRIBUTES, VALUES, SCHEMES, WITH_CONTENT))
        if stashed:
            html = _BOX.sub(r"<\1p", html)
        first, *notes = _NOTE.split(html)
        finish.piece(dialect.clean(first))
        for label, note in zip(notes[::2], notes[1::2], strict=True):
            finish.note(int(label), dialect.clean(note))
        return finish.done(labels), tuple(finish.problems)


def _paragraphs(source: str, first_line: int, *, cites: bool) -> Body:
    """What ``BodyReader.read`` would make of a ``source`` that ``_PARAGRAPHS`` matches, at once."""
    places = _Source(source, first_line)
    html: list[str] = []
    lines: list[str] = []
    cited: list[Cited] = []
    at = 0
    for block in source.split("\n\n"):
        written = block.strip("\n")
        if not written:
            continue
        line, escaped, odd = written, written, False
        if "  " in written or "\n" in written or NBSP in written:
            line, escaped, odd = " ".join(written.split()), written.replace(NBSP, "&nbsp;"), True
        if cites and _DIGIT.search(line) and (found := find_documents(line)):
            spans: Iterable[tuple[int, int]] = ((one.start, one.end) for one in found)
            if odd:
                spans = (span[1:] for span in _pieces_of(line, [escaped], list(spans)))
            marks = [
                (at + one.start, start, end)
                for one, (start, end) in zip(found, spans, strict=True)
                if end > start
            ]
            escaped = _marked(escaped, marks)
            cited.extend(_cited(one, at, places.line(one.text, one.number)) for one in found)
        html.append(escaped)
        lines.append(line)
        at += len(line) + 1
    paragraphs = "</p>\n<p>".join(html)
    return Body(
        html=typeset(f"<p>{paragraphs}</p>"),
        text="\n".join(lines),
        cited=tuple(cited),
    )


# --- the last pass ----------------------------------------------------------


class _Source:
    """The text as written, asked on which line something stands."""

    def __init__(self, text: str, first_line: int) -> None:
        self._text = text
        self._folded = ""
        self._first = first_line
        self._seen: dict[str, int] = {}

    def line(self, *needles: str) -> int:
        """The line of the next occurrence of the first needle that occurs; else the first line."""
        for needle in needles:
            if not needle:
                continue
            at = self._text.find(needle, self._seen.get(needle, 0))
            if at < 0:
                at = self._text.find(needle)
            if at >= 0:
                self._seen[needle] = at + len(needle)
                return self._first + self._text.count("\n", 0, at)
        return self._first

    def line_like(self, *needles: str) -> int:
        """The same whatever the case."""
        self._folded = self._folded or self._text.lower()
        for needle in needles:
            at = self._folded.find(needle.lower())
            if at >= 0:
                return self._first + self._folded.count("\n", 0, at)
        return self._first

    def count(self) -> int:
        return self._text.count("\n") + 1


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the plain text, and what it cites."""

    text: str
    first: int = 0
    """Number of the first of ``found`` in the HTML."""
    found: tuple[Citation, ...] = ()
    lines: tuple[int, ...] = ()
    """Of each of ``found``, in the file."""


def _cited(one: Citation, at: int, in_file: int) -> Cited:
    """A citation found in the line of the plain text that begins at ``at``."""
    return Cited(
        type=one.type,
        number=one.number,
        date=one.date,
        start=at + one.start,
        end=at + one.end,
        line=in_file,
    )


def _placed(lines: list[_Line]) -> tuple[tuple[Cited, ...], dict[int, int]]:
    """What ``lines`` joined by line breaks cite, and where each numbered citation begins."""
    cited: list[Cited] = []
    starts: dict[int, int] = {}
    at = 0
    for line in lines:
        numbered = enumerate(zip(line.found, line.lines, strict=True), line.first)
        for number, (one, in_file) in numbered:
            starts[number] = at + one.start
            cited.append(_cited(one, at, in_file))
        at += len(line.text) + 1
    return tuple(cited), starts


def _pieces_of(
    line: str, pieces: list[str], spans: list[tuple[int, int]]
) -> Iterator[tuple[int, int, int]]:
    """For each span of ``line`` the piece of HTML text that holds most of it, and where there.

    ``line`` is what ``pieces`` say on one line; an empty stretch where that cannot be told.
    """
    whole = "".join(pieces)
    if "&" not in whole and len(whole.strip()) == len(line):
        lead = len(whole) - len(whole.lstrip())
        found = [(start + lead, end + lead) for start, end in spans]
    else:
        found = _unsqueezed(line, whole, spans)
    bounds = [0, *accumulate(map(len, pieces))]
    for start, end in found:
        best = (0, 0, 0)
        for piece in range(bisect_right(bounds, start) - 1, len(pieces)):
            if bounds[piece] >= end:
                break
            inside = max(start, bounds[piece]), min(end, bounds[piece + 1])
            if inside[1] - inside[0] > best[2] - best[1]:
                best = (piece, inside[0] - bounds[piece], inside[1] - bounds[piece])
        yield best


def _unsqueezed(line: str, whole: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where ``spans`` of ``line`` stand in ``whole``: the same with entities and odd spaces."""
    said: list[str] = []
    ends: list[tuple[int, int]] = []
    for one in _PLAIN_CHARACTER.finditer(whole):
        for char in unescape(one[0]):
            if not char.isspace():
                said.append(char)
                ends.append(one.span())
            elif said and said[-1] != " ":
                said.append(" ")
                ends.append(one.span())
    if "".join(said).rstrip() != line:
        return [(0, 0)] * len(spans)
    return [(ends[start][0], ends[end - 1][1]) for start, end in spans]


def _marked(text: str, marks: list[tuple[int, int, int]]) -> str:
    """Escaped ``text`` with each citation, ``(number, start, end)``, as a link to be addressed.

    Not yet typeset: no word is bound and no symbol kept whole across a tag.
    """
    out: list[str] = []
    at = 0
    for number, start, end in marks:
        start += len(text[start:end]) - len(text[start:end].lstrip())  # noqa: PLW2901 - bare ends
        out += (text[at:start], f'<a href="document:{number}">', text[start:end], "</a>")
        at = end
    return "".join([*out, text[at:]])


class _Finish:
    """The pass over sanitised HTML. Its text holds no bare ``<`` and its values are quoted."""

    def __init__(self, path: str, source: str, first_line: int, *, cites: bool) -> None:
        self.problems: list[Problem] = []
        self._cites = cites
        self._pieces: list[int] = []
        """Of every piece of ``_plain`` its place in ``_out``; -1 where it can hold no link."""
        self._numbered = 0
        """Citations marked in ``_out`` so far, each with its number in place of its start."""
        self._path = path
        self._source = _Source(source, first_line)
        self._out: list[str] = []
        self._plain: list[str] = []
        self._texts: list[_Line] = []
        self._captions: list[_Line] = []
        self._links: list[BodyLink] = []
        self._pictures: list[BodyPicture] = []
        self._ids: dict[str, None] = {}
        self._numbers: dict[int, int] = {}
        """Of each note by its place among the definitions, in the order readers meet them."""
        self._mentions: dict[int, int] = {}
        self._notes: dict[int, str] = {}
        self._note_texts: dict[int, list[_Line]] = {}
        self._here: list[tuple[str, int]] = []
        """Fragments of this very page, and the line: answered when all ids are known."""
        self._verbatim = 0
        self._anchors: list[bool] = []
        """For every open ``<a>``, whether it was written."""
        self._tables = 0
        self._many_tables = source.count("|") > 0 or "<table" in source.lower()
        self._table_depth = 0
        self._handlers: dict[str, Callable[[str, str, bool], None]] = {
            **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), self._heading_tag),
            **dict.fromkeys(("code", "pre"), self._verbatim_tag),
            **dict.fromkeys(("td", "th"), self._cell),
            "a": self._anchor,
            "img": self._inline_picture,
            "table": self._table,
            "br": self._break,
            "ol": self._list,
        }
        self._heading: tuple[int, int] | None = None
        """Where the open heading stands in ``_out`` and begins in ``_plain``."""

    # --- saying what is wrong ---

    def wrong(self, line: int, message: str, suggestion: str = "") -> None:
        self.problems.append(
            Problem(path=f"content/{self._path}", line=line, message=message, suggestion=suggestion)
        )

    def advise(self, line: int, message: str, suggestion: str = "") -> None:
        self.problems.append(
            Problem(
                path=f"content/{self._path}",
                line=line,
                message=message,
                suggestion=suggestion,
                severity="advice",
            )
        )

    def report(self, found: Iterator[Dropped]) -> None:
        """Advice for all that the sanitiser takes out, one for each kind of thing."""
        kinds: dict[str, list[Dropped]] = {}
        for one in found:
            kinds.setdefault(one.message, []).append(one)
        for message, ones in kinds.items():
            times = f" ({len(ones)} chỗ)" if len(ones) > 1 else ""
            line = self._source.line_like(*ones[0].needles)
            say = self.wrong if ones[0].grave else self.advise
            say(line, f"{message}{times}")

    # --- pieces ---

    def piece(self, html: str) -> None:
        """The text itself."""
        self._many_tables = self._many_tables and html.count("<table") > 1
        self._run(html)

    def note(self, place: int, html: str) -> None:
        """One note, after the text."""
        out, texts = len(self._out), len(self._texts)
        self._run(html)
        self._notes[place] = "".join(self._out[out:]).strip()
        self._note_texts[place] = self._texts[texts:]
        del self._out[out:], self._texts[texts:]

    def done(self, labels: tuple[str, ...]) -> Body:
        """The body; notes at its end in the order in which readers meet them."""
        self._flush()
        notes = []
        for place, label in enumerate(labels):
            if place not in self._numbers:
                self.advise(
                    self._source.line(f"[^{label}]:"),
                    f"không chỗ nào trong bài dẫn tới chú thích [^{label}] nên nó không hiện ra",
                )
        for place, number in self._numbers.items():
            notes.append(self._note_html(number, self._notes[place], self._mentions[place]))
            self._ids[f"chu-thich-{number}"] = None
            self._texts.extend(self._note_texts[place])
        html = _EMPTY.sub("", "".join(self._out)).strip()
        if notes:
            html += (
                '\n<section class="footnotes" role="doc-endnotes" aria-label="Chú thích">\n<ol>\n'
                + "\n".join(notes)
                + "\n</ol>\n</section>"
            )
        for fragment, line in self._here:
            if fragment not in self._ids:
                near = first_near(fragment, self._ids)
                self.wrong(
                    line,
                    f"bài này không có mục nào mang địa chỉ #{fragment}",
                    f"#{near}" if near else "",
                )
        lines = [*self._texts, *self._captions]
        cited, starts = _placed(lines)
        if cited:
            html = _CITED.sub(lambda number: str(starts[int(number[0])]), html)
        return Body(
            html=html,
            text="\n".join(line.text for line in lines),
            cited=cited,
            links=tuple(self._links),
            pictures=tuple(self._pictures),
            ids=tuple(self._ids),
        )

    def _note_html(self, number: int, html: str, mentions: int) -> str:
        back = "".join(
            f' <a href="#dan-{number}-{time}" title="Trở lại bài" role="doc-backlink" '
            f'aria-label="Trở lại bài, chỗ dẫn chú thích {number}'
            + (f", lần {time}" if mentions > 1 else "")
            + '">↩\ufe0e</a>'
            for time in range(1, mentions + 1)
        )
        if html.endswith("</p>"):
            html = html.removesuffix("</p>") + back + "</p>"
        else:
            html += f"<p>{back.strip()}</p>"
        return f'<li id="chu-thich-{number}">{html}</li>'

    # --- walking ---

    def _run(self, html: str) -> None:
        tokens = _TAG.split(html)
        self._text(tokens[0])
        at = 1
        while at < len(tokens):
            tag = tokens[at]
            if tag == "<p>" and _only_picture(tokens, at):
                self._figure(tokens[at + 2])
                at += 4
            else:
                self._tag(tag)
            self._text(tokens[at + 1])
            at += 2
        self._flush()

    def _text(self, text: str) -> None:
        if not text:
            return
        if OPEN in text:
            parts = _MARK.split(text)
            for piece, place in zip(parts[::2], (*parts[1::2], None), strict=True):
                self._words(piece)
                if place is not None:
                    self._out.append(self._mention(int(place)))
        else:
            self._words(text)

    def _words(self, text: str) -> None:
        self._plain.append(text)
        may_link = self._cites and not self._verbatim and not self._anchors
        self._pieces.append(len(self._out) if may_link else -1)
        if self._verbatim:
            self._out.append(text)
            return
        if "[^" in text:
            for label in map(unescape, _UNDEFINED.findall(text)):
                self.wrong(
                    self._source.line(f"[^{label}]"),
                    f"bài dẫn tới chú thích [^{label}] nhưng không có dòng nào ghi nội dung",
                    f"[^{label}]: nội dung chú thích",
                )
        self._out.append(typeset(text))

    def _mention(self, place: int) -> str:
        number = self._numbers.setdefault(place, len(self._numbers) + 1)
        time = self._mentions[place] = self._mentions.get(place, 0) + 1
        return (
            f'<sup id="dan-{number}-{time}"><a class="footnote-ref" role="doc-noteref" '
            f'href="#chu-thich-{number}" aria-label="Chú thích {number}">{number}</a></sup>'
        )

    def _flush(self) -> None:
        if self._plain:
            line = squeeze(unescape("".join(self._plain)))
            if line:
                self._texts.append(self._line(line))
            self._plain.clear()
            self._pieces.clear()

    def _line(self, text: str) -> _Line:
        """A line of the text; what it cites is marked in the pieces it was made of."""
        if not self._cites or not _DIGIT.search(text):
            return _Line(text)
        found = find_documents(text)
        if not found:
            return _Line(text)
        first = self._numbered
        self._numbered += len(found)
        spans = [(one.start, one.end) for one in found]
        marks: dict[int, list[tuple[int, int, int]]] = {}
        for number, (piece, start, end) in enumerate(_pieces_of(text, self._plain, spans), first):
            if end > start and self._pieces[piece] >= 0:
                marks.setdefault(piece, []).append((number, start, end))
        for piece, marked in marks.items():
            self._out[self._pieces[piece]] = typeset(_marked(self._plain[piece], marked))
        lines = tuple(self._source.line(one.text, one.number) for one in found)
        return _Line(text, first, found, lines)

    def _tag(self, tag: str) -> None:
        found = _NAME.match(tag)
        name = found[1] if found else ""
        closing = tag.startswith("</")
        if name in _BLOCKS and not self._heading:
            self._flush()
        if handle := self._handlers.get(name):
            handle(name, tag, closing)
        else:
            self._out.append(_MARK.sub("", tag) if OPEN in tag else tag)

    def _verbatim_tag(self, name: str, tag: str, closing: bool) -> None:  # noqa: FBT001
        del name
        self._verbatim += -1 if closing else 1
        self._out.append(tag)

    def _break(self, name: str, tag: str, closing: bool) -> None:  # noqa: FBT001
        del name, closing
        self._plain.append(" ")
        self._pieces.append(-1)
        self._out.append(tag)

    def _list(self, name: str, tag: str, closing: bool) -> None:  # noqa: FBT001
        start = _attributes(tag).get("start", "")
        kept = start.isascii() and start.isdecimal() and not closing
        self._out.append(f'<{name} start="{start}">' if kept else tag)

    def _cell(self, name: str, tag: str, closing: bool) -> None:  # noqa: FBT001
        self._out.append(tag if closing else _cell(name, tag))

    def _inline_picture(self, name: str, tag: str, closing: bool) -> None:  # noqa: FBT001
        del name, closing
        self._out.append(self._picture(tag)[0])

    # --- headings ---

    def _heading_tag(self, name: str, tag: str, closing: bool) -> None:  # noqa: FBT001
        del tag
        level = {"h1": "h2", "h5": "h4", "h6": "h4"}.get(name, name)
        if not closing:
            self._flush()
            self._heading = (len(self._out), len(self._plain))
            self._out.append(f"<{level}>")
            return
        if self._heading is not None:
            at, start = self._heading
            text = squeeze(unescape("".join(self._plain[start:])))
            slug = f"muc-{slugify(text) or '1'}"
            identifier, again = slug, 1
            while identifier in self._ids:
                again += 1
                identifier = f"{slug}-{again}"
            self._ids[identifier] = None
            self._out[at] = f'<{level} id="{identifier}">'
            if name == "h1":
                self.advise(
                    self._source.line(f"# {text}", text),
                    "tiêu đề bài đã là cấp một, nên mục trong bài bắt đầu từ cấp hai (##)",
                    f"## {text}",
                )
        self._heading = None
        self._out.append(f"</{level}>")
        self._flush()

    # --- links ---

    def _anchor(self, name: str, tag: str, closing: bool) -> None:  # noqa: FBT001
        del name
        if closing:
            if self._anchors and self._anchors.pop():
                self._out.append("</a>")
            return
        attributes = _attributes(tag)
        href = attributes.get("href", "")
        lead = follow(href, self._path) if href.strip() else None
        if lead is None or not lead.href:
            if lead is not None:
                self.wrong(self._href_line(href), lead.fault, lead.suggestion)
            self._anchors.append(False)
            return
        self._anchors.append(True)
        if lead.target == self._path and href.startswith("#"):
            if lead.fragment:
                self._here.append((lead.fragment, self._href_line(href)))
        elif lead.target:
            self._links.append(
                BodyLink(target=lead.target, fragment=lead.fragment, line=self._href_line(href))
            )
        elif lead.foreign or lead.href.startswith("/"):
            place, _, fragment = lead.href.partition("#")
            self._links.append(
                BodyLink(target=place, fragment=unquote(fragment), line=self._href_line(href))
            )
        title = attributes.get("title", "")
        self._out.append(
            f'<a href="{escape(lead.href)}"'
            + (f' title="{escape(squeeze(title))}"' if title.strip() else "")
            + (' rel="noopener noreferrer"' if lead.foreign else "")
            + ">"
        )

    def _href_line(self, href: str) -> int:
        return self._source.line(f"({href}", href, href.partition("#")[0], href[-12:])

    # --- pictures ---

    def _picture(self, tag: str) -> tuple[str, str]:
        """The picture and its caption as HTML."""
        attributes = _attributes(tag)
        src, alt = attributes.get("src", ""), squeeze(attributes.get("alt", ""))
        title = squeeze(attributes.get("title", ""))
        if not src.strip():
            return "", ""
        line = self._source.line(f"({src}", src, src.rsplit("/", 1)[-1])
        picture, fault = picture_path(src, self._path)
        if fault:
            self.wrong(line, fault)
            return "", ""
        self._pictures.append(BodyPicture(path=picture, line=line))
        if title == DECORATIVE:
            return f'<img src="picture:{escape(picture)}" alt="">', ""
        if not alt:
            self.wrong(
                line,
                "ảnh chưa có lời mô tả cho người không nhìn thấy; nếu ảnh chỉ để trang trí thì "
                f'ghi chú thích là "{DECORATIVE}"',
                f"![mô tả ảnh]({src})",
            )
        elif poor := poor_alt(alt):
            self.advise(line, poor)
        return f'<img src="picture:{escape(picture)}" alt="{escape(alt)}">', escape(title)

    def _figure(self, tag: str) -> None:
        self._flush()
        picture, caption = self._picture(tag)
        if not picture:
            return
        self._out.append(f"<figure>{picture}")
        if caption:
            self._plain, self._pieces = [caption], [len(self._out) + 1]
            self._out += ["<figcaption>", typeset(caption), "</figcaption>"]
            self._captions.append(self._line(unescape(caption)))
            self._plain, self._pieces = [], []
        self._out.append("</figure>")

    # --- tables ---

    def _table(self, name: str, tag: str, closing: bool) -> None:  # noqa: FBT001
        del name, tag
        if closing:
            self._table_depth -= 1
            self._out.append("</table>" + ("</div>" if self._table_depth == 0 else ""))
            return
        if self._table_depth == 0:
            self._tables += 1
            label = f"Bảng {self._tables}" if self._many_tables else "Bảng"
            self._out.append(f'<div class="table" tabindex="0" role="region" aria-label="{label}">')
        self._table_depth += 1
        self._out.append("<table>")


def _only_picture(tokens: list[str], at: int) -> bool:
    """Whether the paragraph that opens at ``at`` holds one picture and nothing else."""
    return (
        at + 4 < len(tokens)
        and tokens[at + 2].startswith("<img ")
        and tokens[at + 4] == "</p>"
        and not tokens[at + 1].strip()
        and not tokens[at + 3].strip()
    )


def _attributes(tag: str) -> dict[str, str]:
    if OPEN in tag:
        tag = _MARK.sub("", tag)
    return {name: unescape(value) for name, value in _ATTRIBUTE.findall(tag)}


def _cell(name: str, tag: str) -> str:
    """A cell with its spans, its scope and, as a class, its alignment."""
    attributes = _attributes(tag)
    kept = ""
    if name == "th":
        kept += f' scope="{attributes.get("scope", "col")}"'
    for span in ("colspan", "rowspan"):
        if re.fullmatch(r"[1-9][0-9]?", attributes.get(span, "")):
            kept += f' {span}="{attributes[span]}"'
    if attributes.get("align", "left") != "left":
        kept += f' class="align-{attributes["align"]}"'
    return f"<{name}{kept}>"

"""The last pass over sanitised HTML: identifiers, figures, addresses, notes, typography.

Its text holds no bare ``<`` and its values are quoted. Whatever carries an identifier,
a class or a role is added here, so that no author's HTML can bring its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from html import unescape

from plugins.documents import find_documents
from plugins.model import Body
from plugins.posts import endnotes, tables
from plugins.posts.citing import CitedLine, Places, marked, pieces_of, placed
from plugins.posts.cleaned import attributes, cell, is_closing, only_picture
from plugins.posts.leads import Leads
from plugins.posts.markup import Report, marks
from plugins.posts.summary import lede
from plugins.posts.typesetting import typeset
from plugins.vietnamese import slugify, squeeze

# fmt: off
_BLOCKS = frozenset({
    "p", "h2", "h3", "h4", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "figure",
    "figcaption", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "hr",
})
# fmt: on

# Quoted values first, so that a ">" inside one ends nothing; possessive, so linear.
_TAG = re.compile(r'(<[^<>"]*+(?:"[^"]*+"[^<>"]*+)*+>)')
_KEPT = re.compile(rf"\s*<li>(?:<p>)?{marks.KEPT}")
_EMPTY = re.compile(r"<p>\s*</p>\n?")
_NAME = re.compile(r"</?([a-z0-9]+)")
# The digit stands before the look-behind, and the space before the digit: what
# a search begins with decides whether it costs anything where there is nothing.
_CITED = re.compile('(?<=<a href="document:)[0-9]+(?=">)')
_DIGIT = re.compile("[0-9]")


class Finish:
    """Used once for a body: the text, then each note, then ``done``."""

    def __init__(
        self,
        path: str,
        source: str,
        first_line: int,
        report: Report,
        *,
        cites: bool,
        sections: Sequence[str],
    ) -> None:
        self._report = report
        self._cites = cites
        self._pieces: list[int] = []
        """Of every piece of ``_plain`` its place in ``_out``; -1 where it can hold no link."""
        self._numbered = 0
        """Citations marked in ``_out`` so far, each with its number in place of its start."""
        self._leads = Leads(path, first_line, report, sections)
        self._places = Places(source, first_line)
        self._tokens: list[str] = []
        self._at = 0
        """The tag now looked at, among ``_tokens``."""
        self._out: list[str] = []
        self._plain: list[str] = []
        self._texts: list[CitedLine] = []
        self._captions: list[CitedLine] = []
        self._quoted: set[int] = set()
        """Places in ``_texts`` of what stands in quotations."""
        self._quotes = 0
        """Open quotations."""
        self._ids: dict[str, None] = {}
        self._again: dict[str, int] = {}
        """Of every heading's words how often they stood above so far."""
        self._numbers: dict[int, int] = {}
        """Of each note by its place among the definitions, in the order readers meet them."""
        self._mentions: dict[int, int] = {}
        self._notes: dict[int, str] = {}
        self._note_texts: dict[int, list[CitedLine]] = {}
        self._verbatim = 0
        self._behind: list[str] = []
        """Marks of notes that stand in the open link."""
        self._in_head = 0
        """Open cells that are heads."""
        self._anchors: list[bool] = []
        """For every open ``<a>``, whether it was written."""
        self._named: list[int] = []
        """Of every ``<a>`` that is open where its words begin in ``_plain``; -1 where it leads to
        no attachment."""
        self._blocks_as_typed = 0
        self._tables = 0
        self._many_tables = True
        self._table_depth = 0
        self._handlers: dict[str, Callable[[str, str], None]] = {
            **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), self._heading_tag),
            "code": self._verbatim_tag,
            "pre": self._as_typed,
            **dict.fromkeys(("td", "th"), self._cell),
            "a": self._anchor,
            "img": self._inline_picture,
            "table": self._table,
            "br": self._break,
            "blockquote": self._quotation,
            "ol": self._list,
            "ul": self._bullets,
        }
        self._heading: tuple[int, int] | None = None
        """Where the open heading stands in ``_out`` and begins in ``_plain``."""

    # --- pieces ---

    def piece(self, html: str) -> None:
        """The text itself."""
        html = tables.straighten(html)
        self._many_tables = html.count("<table") > 1
        self._run(html)

    def note(self, place: int, html: str) -> None:
        """One note, after the text."""
        out, texts = len(self._out), len(self._texts)
        self._run(tables.straighten(html))
        self._notes[place] = "".join(self._out[out:]).strip()
        self._note_texts[place] = self._texts[texts:]
        del self._out[out:], self._texts[texts:]

    def done(self, labels: Mapping[str, int]) -> Body:
        """The body; notes at its end in the order in which readers meet them."""
        self._flush()
        notes = []
        for place, (label, line) in enumerate(labels.items()):
            if place not in self._numbers:
                self._report.wrong(
                    line,
                    f"không chỗ nào trong bài dẫn tới chú thích [^{label}] nên chữ của nó không "
                    f"tới độc giả; ghi [^{label}] ở chỗ cần dẫn, hoặc để nó thành một đoạn",
                    self._report.mended(line, f"[^{label}]: ", ""),
                )
        for place, number in self._numbers.items():
            notes.append(endnotes.note(number, self._notes.get(place, ""), self._mentions[place]))
            self._ids[f"chu-thich-{number}"] = None
            self._texts.extend(self._note_texts.get(place, ()))
        html = _EMPTY.sub("", "".join(self._out)).strip()
        if notes:
            html += endnotes.section(notes)
        self._leads.answer(self._ids)
        lines = [*self._texts, *self._captions]
        cited, starts = placed(lines)
        if cited:
            html = _CITED.sub(lambda number: str(starts[int(number[0])]), html)
        return Body(
            html=html,
            text="\n".join(line.text for line in lines),
            cited=cited,
            links=tuple(self._leads.links),
            pictures=tuple(self._leads.pictures),
            files=tuple(self._leads.files),
            ids=tuple(self._ids),
            lede=self._lede(),
        )

    def _lede(self) -> str:
        """The first sentences where there is a quotation; else empty, for ``text`` tells them."""
        own = [line.text for at, line in enumerate(self._texts) if at not in self._quoted]
        return lede("\n".join(own)) if own and self._quoted else ""

    # --- walking ---

    def _run(self, html: str) -> None:
        self._tokens = tokens = _TAG.split(html)
        self._text(tokens[0])
        self._at = 1
        while self._at < len(tokens):
            tag = tokens[self._at]
            if tag == "<p>" and only_picture(tokens, self._at):
                self._figure(tokens[self._at + 2])
                self._at += 4
            else:
                self._tag(tag)
            self._text(tokens[self._at + 1])
            self._at += 2
        self._flush()

    def _text(self, text: str) -> None:
        if not text:
            return
        if marks.OPEN in text:
            text = text.replace(marks.KEPT, "")
            parts = marks.NOTE.split(text)
            for piece, place in zip(parts[::2], (*parts[1::2], None), strict=True):
                self._words(piece)
                if place is not None:
                    mention = self._mention(int(place))
                    # A link in a link is none: the mark of a note stands behind it.
                    (self._behind if any(self._anchors) else self._out).append(mention)
        else:
            self._words(text)

    def _words(self, text: str) -> None:
        self._plain.append(text)
        may_link = self._cites and not self._verbatim and not self._anchors
        self._pieces.append(len(self._out) if may_link else -1)
        if self._verbatim:
            self._out.append(text)
            return
        self._out.append(typeset(text))

    def _mention(self, place: int) -> str:
        number = self._numbers.setdefault(place, len(self._numbers) + 1)
        time = self._mentions[place] = self._mentions.get(place, 0) + 1
        return endnotes.mention(number, time)

    def _flush(self) -> None:
        if self._plain:
            line = squeeze(unescape("".join(self._plain)))
            if line:
                if self._quotes:
                    self._quoted.add(len(self._texts))
                self._texts.append(self._line(line))
            self._plain.clear()
            self._pieces.clear()

    def _line(self, text: str) -> CitedLine:
        """A line of the text; what it cites is marked in the pieces it was made of."""
        if not self._cites or not _DIGIT.search(text):
            return CitedLine(text)
        found = find_documents(text)
        if not found:
            return CitedLine(text)
        first = self._numbered
        self._numbered += len(found)
        spans = [(one.start, one.end) for one in found]
        found_in: dict[int, list[tuple[int, int, int]]] = {}
        for number, (piece, start, end) in enumerate(pieces_of(text, self._plain, spans), first):
            if end > start and self._pieces[piece] >= 0:
                found_in.setdefault(piece, []).append((number, start, end))
        for piece, places in found_in.items():
            self._out[self._pieces[piece]] = typeset(marked(self._plain[piece], places))
        lines = tuple(self._places.line(one.text, one.number) for one in found)
        return CitedLine(text, first, found, lines)

    def _tag(self, tag: str) -> None:
        found = _NAME.match(tag)
        name = found[1] if found else ""
        if name in _BLOCKS and not self._heading:
            self._flush()
        if handle := self._handlers.get(name):
            handle(name, tag)
        else:
            self._out.append(marks.ANY.sub("", tag) if marks.OPEN in tag else tag)

    def _verbatim_tag(self, _name: str, tag: str) -> None:
        self._verbatim += -1 if is_closing(tag) else 1
        self._out.append(tag)

    def _as_typed(self, name: str, tag: str) -> None:
        """Lines as typed, however long: like a table, they scroll by themselves."""
        if not is_closing(tag):
            self._blocks_as_typed += 1
            number = f" {self._blocks_as_typed}" if self._blocks_as_typed > 1 else ""
            tag = f'<pre tabindex="0" role="region" aria-label="Đoạn giữ nguyên{number}">'
        self._verbatim_tag(name, tag)

    def _break(self, _name: str, tag: str) -> None:
        self._plain.append(" ")
        self._pieces.append(-1)
        self._out.append(tag)

    def _quotation(self, _name: str, tag: str) -> None:
        self._quotes += -1 if is_closing(tag) else 1
        self._out.append(tag)

    def _list(self, name: str, tag: str) -> None:
        start = "" if is_closing(tag) else attributes(tag).get("start", "")
        kept = start.isascii() and start.isdecimal()
        written = f'<{name} start="{start}">' if kept else f"<{name}>"
        self._out.append(tag if is_closing(tag) else written)

    def _bullets(self, _name: str, tag: str) -> None:
        """A list; one whose items keep their marks as written has none of its own."""
        ahead = "" if is_closing(tag) else "".join(self._tokens[self._at + 1 : self._at + 6])
        self._out.append('<ul class="enumerated">' if _KEPT.match(ahead) else tag)

    def _cell(self, name: str, tag: str) -> None:
        if name == "th":
            self._in_head += -1 if is_closing(tag) else 1
        self._out.append(tag if is_closing(tag) else cell(name, tag))

    # --- headings ---

    def _heading_tag(self, name: str, tag: str) -> None:
        closing = is_closing(tag)
        if self._in_head:  # a head of a column is one already, and may hold no other
            self._flush()
            self._out.append("</strong>" if closing else "<strong>")
            return
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
            identifier, again = slug, self._again.get(slug, 1)
            while identifier in self._ids:
                again += 1
                identifier = f"{slug}-{again}"
            self._again[slug] = again
            self._ids[identifier] = None
            self._out[at] = f'<{level} id="{identifier}">'
            if name == "h1":
                self._report.advise(
                    self._places.line(f"# {text}", text),
                    "tiêu đề bài đã là cấp một, nên mục trong bài bắt đầu từ cấp hai (##)",
                    f"## {text}",
                )
        self._heading = None
        self._out.append(f"</{level}>")
        self._flush()

    # --- links and pictures ---

    def _anchor(self, _name: str, tag: str) -> None:
        if not is_closing(tag):
            before = len(self._leads.files)
            opening = self._leads.link(tag)
            is_file = len(self._leads.files) > before
            self._anchors.append(bool(opening))
            self._named.append(len(self._plain) if is_file else -1)
            self._out.append(opening)
            return
        start = self._named.pop() if self._named else -1
        if start >= 0:
            self._leads.name_file(squeeze(unescape("".join(self._plain[start:]))))
        if self._anchors and self._anchors.pop():
            self._out.append("</a>")
            if not any(self._anchors):
                self._out += self._behind
                self._behind.clear()

    def _inline_picture(self, _name: str, tag: str) -> None:
        picture, caption = self._leads.picture(tag)
        if caption:
            self._report.advise(
                self._leads.line_and_title(attributes(tag))[0],
                f"chú thích ảnh «{unescape(caption)}» không hiện ra, vì ảnh đứng giữa dòng chữ; "
                "hãy để ảnh riêng một dòng",
            )
        self._out.append(picture)

    def _figure(self, tag: str) -> None:
        self._flush()
        picture, caption = self._leads.picture(tag)
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

    def _table(self, _name: str, tag: str) -> None:
        if is_closing(tag):
            self._table_depth -= 1
            self._out.append("</table>" + ("</div>" if self._table_depth == 0 else ""))
            return
        if self._table_depth == 0:
            self._tables += 1
            label = f"Bảng {self._tables}" if self._many_tables or self._tables > 1 else "Bảng"
            self._out.append(f'<div class="table" tabindex="0" role="region" aria-label="{label}">')
        self._table_depth += 1
        self._out.append('<table class="crowded">' if "crowded" in tag else "<table>")

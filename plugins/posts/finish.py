"""The last pass over sanitised HTML: identifiers, figures, addresses, notes, typography.

Its text holds no bare ``<`` and its values are quoted. Whatever carries an identifier,
a class or a role is added here, so that no author's HTML can bring its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape, unescape
from urllib.parse import unquote

from plugins.documents import find_documents
from plugins.model import Body, BodyLink, BodyPicture
from plugins.posts import endnotes, tables
from plugins.posts.addresses import Lead, follow, picture_path
from plugins.posts.citing import CitedLine, Places, marked, pieces_of, placed
from plugins.posts.cleaned import attributes, cell, only_picture
from plugins.posts.markup import Report, marks
from plugins.posts.placeholders import BODY_ALT, is_placeholder
from plugins.posts.typesetting import typeset
from plugins.posts.wording import first_near, poor_alt
from plugins.vietnamese import slugify, squeeze

DECORATIVE = "trang trí"
"""Title of a picture that says nothing the text does not: its ``alt`` may be empty."""

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
        self, path: str, source: str, first_line: int, report: Report, *, cites: bool
    ) -> None:
        self._report = report
        self._cites = cites
        self._pieces: list[int] = []
        """Of every piece of ``_plain`` its place in ``_out``; -1 where it can hold no link."""
        self._numbered = 0
        """Citations marked in ``_out`` so far, each with its number in place of its start."""
        self._path = path
        self._first_line = first_line
        self._places = Places(source, first_line)
        self._tokens: list[str] = []
        self._at = 0
        """The tag now looked at, among ``_tokens``."""
        self._out: list[str] = []
        self._plain: list[str] = []
        self._texts: list[CitedLine] = []
        self._captions: list[CitedLine] = []
        self._links: list[BodyLink] = []
        self._pictures: list[BodyPicture] = []
        self._ids: dict[str, None] = {}
        self._again: dict[str, int] = {}
        """Of every heading's words how often they stood above so far."""
        self._numbers: dict[int, int] = {}
        """Of each note by its place among the definitions, in the order readers meet them."""
        self._mentions: dict[int, int] = {}
        self._notes: dict[int, str] = {}
        self._note_texts: dict[int, list[CitedLine]] = {}
        self._here: list[tuple[str, int]] = []
        """Fragments of this very page, and the line: answered when all ids are known."""
        self._verbatim = 0
        self._behind: list[str] = []
        """Marks of notes that stand in the open link."""
        self._in_head = 0
        """Open cells that are heads."""
        self._anchors: list[bool] = []
        """For every open ``<a>``, whether it was written."""
        self._blocks_as_typed = 0
        self._tables = 0
        self._many_tables = True
        self._table_depth = 0
        self._handlers: dict[str, Callable[[str, str, bool], None]] = {
            **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), self._heading_tag),
            "code": self._verbatim_tag,
            "pre": self._as_typed,
            **dict.fromkeys(("td", "th"), self._cell),
            "a": self._anchor,
            "img": self._inline_picture,
            "table": self._table,
            "br": self._break,
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
        for fragment, line in self._here:
            if fragment not in self._ids:
                near = first_near(fragment, self._ids)
                self._report.wrong(
                    line,
                    f"bài này không có mục nào mang địa chỉ #{fragment}",
                    self._report.mended(line, f"#{fragment}", f"#{near}") if near else "",
                )
        lines = [*self._texts, *self._captions]
        cited, starts = placed(lines)
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
        closing = tag.startswith("</")
        if name in _BLOCKS and not self._heading:
            self._flush()
        if handle := self._handlers.get(name):
            handle(name, tag, closing)
        else:
            self._out.append(marks.ANY.sub("", tag) if marks.OPEN in tag else tag)

    def _verbatim_tag(self, name: str, tag: str, closing: bool) -> None:  # noqa: FBT001
        del name
        self._verbatim += -1 if closing else 1
        self._out.append(tag)

    def _as_typed(self, name: str, tag: str, closing: bool) -> None:  # noqa: FBT001
        """Lines as typed, however long: like a table, they scroll by themselves."""
        if not closing:
            self._blocks_as_typed += 1
            number = f" {self._blocks_as_typed}" if self._blocks_as_typed > 1 else ""
            tag = f'<pre tabindex="0" role="region" aria-label="Đoạn giữ nguyên{number}">'
        self._verbatim_tag(name, tag, closing)

    def _break(self, name: str, tag: str, closing: bool) -> None:  # noqa: FBT001
        del name, closing
        self._plain.append(" ")
        self._pieces.append(-1)
        self._out.append(tag)

    def _list(self, name: str, tag: str, closing: bool) -> None:  # noqa: FBT001
        start = attributes(tag).get("start", "")
        kept = start.isascii() and start.isdecimal() and not closing
        written = f'<{name} start="{start}">' if kept else f"<{name}>"
        self._out.append(tag if closing else written)

    def _bullets(self, name: str, tag: str, closing: bool) -> None:  # noqa: FBT001
        """A list; one whose items keep their marks as written has none of its own."""
        del name
        ahead = "" if closing else "".join(self._tokens[self._at + 1 : self._at + 6])
        self._out.append('<ul class="enumerated">' if _KEPT.match(ahead) else tag)

    def _cell(self, name: str, tag: str, closing: bool) -> None:  # noqa: FBT001
        if name == "th":
            self._in_head += -1 if closing else 1
        self._out.append(tag if closing else cell(name, tag))

    def _inline_picture(self, name: str, tag: str, closing: bool) -> None:  # noqa: FBT001
        del name, closing
        picture, caption = self._picture(tag)
        if caption:
            self._report.advise(
                self._line_and_title(attributes(tag))[0],
                f"chú thích ảnh «{unescape(caption)}» không hiện ra, vì ảnh đứng giữa dòng chữ; "
                "hãy để ảnh riêng một dòng",
            )
        self._out.append(picture)

    # --- headings ---

    def _heading_tag(self, name: str, tag: str, closing: bool) -> None:  # noqa: FBT001
        del tag
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

    # --- links ---

    def _anchor(self, name: str, tag: str, closing: bool) -> None:  # noqa: FBT001
        del name
        if closing:
            if self._anchors and self._anchors.pop():
                self._out.append("</a>")
                if not any(self._anchors):
                    self._out += self._behind
                    self._behind.clear()
            return
        typed = attributes(tag)
        href = typed.get("href", "")
        line, title = self._line_and_title(typed)
        lead = self._lead(href, line, told=marks.LINE.match(typed.get("title", "")) is not None)
        if lead is None:
            self._anchors.append(False)
            return
        self._anchors.append(True)
        if lead.target == self._path and href.startswith("#"):
            if lead.fragment:
                self._here.append((lead.fragment, line))
        elif lead.target:
            self._links.append(BodyLink(target=lead.target, fragment=lead.fragment, line=line))
        elif lead.foreign or lead.href.startswith("/"):
            place, _, fragment = lead.href.partition("#")
            self._links.append(BodyLink(target=place, fragment=unquote(fragment), line=line))
        self._out.append(
            f'<a href="{escape(lead.href)}"'
            + (f' title="{escape(title)}"' if title else "")
            + (' rel="noopener noreferrer"' if lead.foreign else "")
            + ">"
        )

    def _lead(self, href: str, line: int, *, told: bool) -> Lead | None:
        """Where a link leads; None when nowhere, which is said. ``told``: it had an address."""
        if not href.strip():
            if told:
                self._report.wrong(line, "đường dẫn ở dòng này không trình duyệt nào mở được")
            return None
        lead = follow(href, self._path)
        if lead.href:
            return lead
        mend = lead.suggestion
        if mend and not mend.startswith("!"):
            mend = self._report.mended(line, href, mend)
        self._report.wrong(line, lead.fault, mend)
        return None

    def _line_and_title(self, typed: dict[str, str]) -> tuple[int, str]:
        """The line that the title of a link or picture tells, and what else it says."""
        title = typed.get("title", "")
        found = marks.LINE.match(title)
        line = int(found[1]) if found else self._first_line
        return line, squeeze(marks.ANY.sub("", title))

    # --- pictures ---

    def _picture(self, tag: str) -> tuple[str, str]:
        """The picture and its caption as HTML."""
        typed = attributes(tag)
        src, alt = typed.get("src", ""), squeeze(typed.get("alt", ""))
        line, title = self._line_and_title(typed)
        if not src.strip():
            self._report.wrong(line, "ảnh chưa có đường dẫn; ảnh để ở content/anh/<năm>/")
            return "", ""
        picture, fault = picture_path(src, self._path)
        if fault:
            self._report.wrong(line, fault)
            return "", ""
        self._pictures.append(BodyPicture(path=picture, line=line))
        if title == DECORATIVE:
            return f'<img src="picture:{escape(picture)}" alt="">', ""
        if not alt:
            self._report.wrong(
                line,
                "ảnh chưa có lời mô tả cho người không nhìn thấy; nếu ảnh chỉ để trang trí thì "
                f'ghi chú thích là "{DECORATIVE}"',
                f"![{BODY_ALT}]({src})",
            )
        elif is_placeholder(alt):
            self._report.wrong(
                line,
                f"lời mô tả ảnh còn là lời mẫu «{alt}»; hãy viết ảnh có ai, đang làm gì, ở đâu",
            )
        elif poor := poor_alt(alt):
            self._report.advise(line, poor)
        if title and is_placeholder(title):
            self._report.wrong(line, f"chú thích ảnh còn là lời mẫu «{title}»; hãy viết lời thật")
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
            label = f"Bảng {self._tables}" if self._many_tables or self._tables > 1 else "Bảng"
            self._out.append(f'<div class="table" tabindex="0" role="region" aria-label="{label}">')
        self._table_depth += 1
        self._out.append("<table>")

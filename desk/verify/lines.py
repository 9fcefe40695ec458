"""A page that has nothing wrong, read line by line: most lines stand on thousands of pages.

``examine_html`` is what a page means; this reader gives the same facts for a
small part of the time, or nothing at all. It knows only what our own templates
write when all is well: whole tags on one line, in lower case, of elements and
entities it knows, nothing that ``examine_html`` would complain of, no canary.
Anything else, on any line, and the page is left to ``examine_html``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import chain, islice

from msgspec.structs import replace

from desk.verify.canaries import Sieve
from desk.verify.facts import Facts, FileKind, digest, follow
from desk.verify.html import DUMB, PageNotes, data_addresses, data_words, matters, read_tag
from desk.verify.imprints import imprint
from desk.verify.line_notes import NOTHING, Line, Note, Rest, both, shared_picture
from desk.verify.page_text import TAGS, Odd, heading, shown, sound, unescaped
from desk.verify.policy import is_guarded
from plugins.vietnamese import squeeze

MOST = 50_000
"""Lines and tags known at a time, some 40 MB; beyond, all are forgotten and soon known again."""

_START = [b"<!DOCTYPE html>", b'<html lang="vi">', b"<head>"]
_END = [b"</body>", b"</html>", b""]
_BODY = re.compile(rb'<body(?: class="[a-z\-_ ]*")?>')

# Elements that a browser, and lxml, take as they come, wherever they stand in a body; the most
# common first, for that is how a regular expression tries them.
_PLAIN = (
    *("span", "p", "a", "li", "time", "div", "ul", "ol", "nav", "h2", "h3", "section", "strong"),
    *("em", "b", "i", "u", "s", "q", "br", "wbr", "img", "picture", "source", "figure", "small"),
    *("figcaption", "blockquote", "article", "header", "footer", "main", "aside", "address"),
    *("table", "thead", "tbody", "tfoot", "caption", "tr", "th", "td", "dl", "dt", "dd", "h1"),
    *("h4", "h5", "h6", "hr", "sub", "sup", "abbr", "cite", "code", "kbd", "samp", "pre", "mark"),
    *("dfn", "bdi", "form", "input", "button"),
)
_HEAD = frozenset(("link", "meta"))
_JSON = '<script type="application/ld+json">'

_NAMES = "|".join(_PLAIN)
_DUMB = rf'(?: (?:{"|".join(sorted(DUMB))})="[^"<>&]*")*'
_MUTE = re.compile(rf"<(?:(?!h1\b|img\b)(?:{_NAMES}){_DUMB}|/(?:{_NAMES}))>")
_LEADING = re.compile(rf'<a{_DUMB} href="(/[^"<>&]*)"{_DUMB}>')
_PART = r'[^"<>&\x00-\x20]*+'
_AWAY = re.compile(rf'<a{_DUMB} href="((?:https|mailto):{_PART}(?:&amp;{_PART})*+)"{_DUMB}>')
_TAG = re.compile(r'<([a-z][a-z0-9]*)((?: [a-z][a-z\-]*="[^"<>]*")*)>')
_SAYING = re.compile(
    r'<meta (?:name|property)="(?!robots"|og:url"|og:image(?::(?:width|height))?")[a-z:\-_]+"'
    r' content="([^"<>]*)">'
)
_SIDE = re.compile(r'<meta property="og:image:(width|height)" content="([1-9][0-9]{0,5})">')
_ATTRIBUTE = re.compile(r' ([a-z\-]+)="([^"]*)"')
_LOUD = re.compile(r'="[^"]*/|="[^" ]*(?: [^" ]*){4}')
_FEW = 4  # spaces of a tag: too few for a phrase in one of its attributes
_HERE = "\0"
"""Stands for the page's own path in what is known of a line."""


_LONG = 300
_UNIQUE = (
    *(b"<title>", b"<script ", b'<link rel="canonical"', b'<meta name="description"'),
    *(b'<meta property="article:published', b'<meta property="article:modified'),
    *(b'<meta property="og:title"', b'<meta property="og:url"'),
)
"""Lines that are long, or begin so, stand on one page: to remember them buys nothing."""


_EMPTY = (None, "")
_ODD: Line = (((), Rest(odd=True)), "")


class _Known(dict[bytes, Line]):
    """What is known of each line."""

    def __init__(self, read: Callable[[str], Line], fresh: list[bytes]) -> None:
        """``fresh`` is told of each line that was not known."""
        super().__init__()
        self._read = read
        self._fresh = fresh

    def __missing__(self, line: bytes) -> Line:
        try:
            found = self._read(line.decode())
        except (Odd, UnicodeDecodeError):
            found = _ODD
        self._fresh.append(line)
        if len(line) < _LONG and not line.startswith(_UNIQUE):
            self[line] = found
        return found


class PageReader:
    """Reads any number of pages of the site at one origin, looking for the same canaries."""

    def __init__(self, site: str, phrases: Sieve, places: Sieve, *, imprints: bool = False) -> None:
        self._site = site
        self._imprints = imprints
        self._listens = bool(phrases.needles) or imprints
        self._phrases = phrases
        self._places = places
        self._opens = phrases.openings()
        self._fresh: list[bytes] = []
        self._head = _Known(self._head_line, self._fresh)
        self._body = _Known(self._body_line, self._fresh)
        self._tags: dict[str, Note | None] = {}
        self._address = re.compile(
            '<(link rel="canonical" href|meta property="og:(?:url|image)" content)'
            f'="({re.escape(site)}/[^"<>&]*)">'
        )
        self._names: dict[str, str] = {}
        self._shown: dict[bytes, str] = {}
        self._strangers: set[tuple[str, str]] = set()
        """Texts that follow each other and neither are nor begin a phrase together."""

    def read(self, path: str, data: bytes) -> Facts | None:
        """What ``examine_html`` finds in the page ``path``, or None: then it must be asked."""
        lines = data.split(b"\n")
        if lines[:3] != _START or lines[-3:] != _END or b"</head>" not in lines:
            return None
        seam = lines.index(b"</head>")
        if not _BODY.fullmatch(lines[seam + 1]) or not is_guarded(path, lines[3:seam]):
            return None
        notes = [
            *map(self._head.__getitem__, lines[3:seam]),
            _EMPTY,
            _EMPTY,
            *map(self._body.__getitem__, lines[seam + 2 : -3]),
        ]
        if not self._settled():
            return None
        try:
            return self._facts(path, data, notes)
        except Odd:
            return None

    def _settled(self) -> bool:
        """Look through the fresh lines, all at once, for what no line may hold; whether none does.

        Those that do are odd from now on.
        """
        is_sound = sound(b" ".join(self._fresh))
        for known in (self._head, self._body):
            if not is_sound:
                known.update((line, _ODD) for line in self._fresh if not sound(line))
            if len(known) > MOST:
                known.clear()
        self._fresh.clear()
        for others in (self._tags, self._shown, self._strangers):
            if len(others) > MOST:
                others.clear()
        return is_sound

    def _facts(self, path: str, data: bytes, notes: list[Line]) -> Facts:
        links: dict[str, int] = {}
        rests: list[tuple[int, Rest]] = []
        here = f"{path}#"
        for number, (note, _) in enumerate(notes, 4):
            if note is None:
                continue
            own, rest = note
            for link in own:
                if link not in links:
                    links[link] = number
            if rest is not None:
                rests.append((number, rest))
                for place in rest.places:
                    links.setdefault(here + place, number)
        ids = [one for _, rest in rests for one in rest.ids]
        headings = [rest.heading for _, rest in rests if rest.heading]
        canonical = [rest.canonical for _, rest in rests if rest.canonical]
        if len(headings) != 1 or len(canonical) > 1 or len(set(ids)) != len(ids):
            raise Odd
        if any(rest.odd for _, rest in rests) or self._broken_phrase(data, rests):
            raise Odd
        return Facts(
            path=path,
            kind=FileKind.PAGE,
            sha256=digest(data),
            size=len(data),
            links=tuple(links),
            lines=tuple(links.values()),
            uses=(
                *[replace(use, line=n) for n, rest in rests for use in rest.uses],
                shared_picture(rests),
            ),
            ids=tuple(ids),
            heading=headings[0],
            canonical=canonical[0] if canonical else "",
            indexable=not any(rest.noindex for _, rest in rests),
            redirect=any(rest.redirect for _, rest in rests),
            imprint=self._imprint(rests, notes),
        )

    def _imprint(self, rests: list[tuple[int, Rest]], notes: list[Line]) -> bytes:
        if not self._imprints:
            return b""
        said = (rest.said for _, rest in rests if rest.said)
        shown = (text for _, text in notes if text)
        written = (rest.written for _, rest in rests if rest.written)
        return imprint(dict.fromkeys(chain(said, shown, written)))  # a title is said many times

    def _broken_phrase(self, data: bytes, rests: list[tuple[int, Rest]]) -> bool:
        """Whether a phrase that one line begins goes on in the next, or in the next attribute."""
        lines: list[bytes] = []
        for place, (number, rest) in enumerate(rests):
            if rest.open or rest.asking:
                lines = lines or data.split(b"\n")
            if rest.open and self._goes_on(self._texts(islice(lines, number - 1, None))):
                return True
            if rest.asking:
                said = (later.said for _, later in rests[place:] if later.said)
                if self._goes_on(chain(said, self._texts(lines))):
                    return True
        return False

    def _goes_on(self, texts: Iterator[str]) -> bool:
        text = next(texts)
        for more in texts:
            pair = (text, more)
            if pair in self._strangers:
                return False
            text = f"{text} {more}"
            if self._phrases.any_in(text):
                return True
            if not self._opens(text):
                self._strangers.add(pair)
                return False
        return False

    def _texts(self, lines: Iterable[bytes]) -> Iterator[str]:
        """What is between the tags of each line, squeezed, where there is anything."""
        for line in lines:
            text = self._shown.get(line)
            if text is None:
                text = self._shown[line] = shown(line.decode())
            if text:
                yield text

    # --- lines -------------------------------------------------------------------

    def _head_line(self, line: str) -> Line:
        """One ``meta`` or ``link``, the title, or JSON-LD."""
        if (saying := _SAYING.fullmatch(line)) and "charset=" not in line:
            said = unescaped(saying[1]) if self._listens else ""
            return self._line(line, ((), Rest(said=squeeze(said))) if said else None, "")
        if address := self._address.fullmatch(line):
            lead = follow(address[2], _HERE, self._site)
            if address[1].startswith("link"):
                rest = Rest(canonical=lead.file, written=address[2])
            else:
                said = squeeze(address[2]) if self._listens else ""
                is_picture = address[1].endswith('og:image" content')
                rest = Rest(shared=lead.file if is_picture else "", said=said)
            return self._line(line, ((self._name(lead.link),), rest), "")
        if side := _SIDE.fullmatch(line):
            pixels, said = int(side[2]), side[2] if self._listens else ""
            # Fifteen letters are enough for an imprint to rule a page out.
            name = f"og:image:{side[1]}"
            sized = {
                "width": Rest(said=said, written=name, width=pixels),
                "height": Rest(said=said, written=name, height=pixels),
            }
            return self._line(line, ((), sized[side[1]]), "")
        pieces = TAGS.split(line)
        tags = pieces[1::2]
        if pieces[0].strip() or pieces[-1].strip():
            raise Odd
        if len(tags) == 1:
            if "og:image" in line.lower():  # written otherwise than above
                raise Odd
            note = self._written(self._start(tags[0], _HEAD), tags[0])
            return self._line(line, note, "")
        if tags == ["<title>", "</title>"]:
            return self._line(line, None, unescaped(pieces[2]))
        if tags == [_JSON, "</script>"] and "&" not in pieces[2]:
            return self._line(line, self._data(pieces[2]), pieces[2])
        raise Odd

    def _data(self, inside: str) -> Note | None:
        """What JSON-LD adds, as ``html.read_tag`` says."""
        try:
            words = data_words(inside)
        except ValueError:
            raise Odd from None
        leads = [follow(one, _HERE, self._site) for one in data_addresses(words, self._site)]
        if any(lead.scheme for lead in leads):
            raise Odd
        links = tuple(dict.fromkeys(self._name(lead.link) for lead in leads))
        if self._listens and "\\" in inside:
            return links, Rest(said=squeeze("\n".join(word for _, word in words)))
        return (links, None) if links else None

    def _body_line(self, line: str) -> Line:
        pieces = TAGS.split(line)
        note: Note | None = None
        for tag in pieces[1::2]:
            found = self._tags[tag] if tag in self._tags else self._tag(tag)
            if found is not None:
                note = both(note, found) if note is not None else found
        if "<h1" in line:
            note = both(note or ((), None), ((), NOTHING._replace(heading=heading(pieces))))
        return self._line(line, note, unescaped("".join(pieces[::2])))

    def _line(self, line: str, note: Note | None, text: str) -> Line:
        """``note``, what the tags of ``line`` add, and the ``text`` between them: no canary."""
        if self._places.any_in(line):
            raise Odd
        if not self._phrases.needles:
            return note, text.strip()
        said = note[1].said if note is not None and note[1] is not None else ""
        shown = squeeze(text)
        # Most are in the line just as they stand there.
        unlike = [text for text in (shown, said) if text not in line]
        if self._phrases.any_in("\n".join((line, *unlike))):
            raise Odd
        if (goes_on := self._opens(shown)) | (asking := self._opens(said)):
            rest = NOTHING._replace(open=goes_on, asking=asking)
            note = both(note or ((), None), ((), rest))
        return note, shown

    # --- tags --------------------------------------------------------------------

    def _tag(self, tag: str) -> Note | None:
        """What ``tag`` of a body adds."""
        found: Note | None = None
        rest = tag
        if leading := _LEADING.fullmatch(tag):
            address, lead = leading[1], follow(leading[1], _HERE, self._site)
            found = self._start(tag, _PLAIN) if lead.scheme else ((self._name(lead.link),), None)
            if f"/{lead.link}" in {address, f"{address}index.html"}:
                rest = tag.replace(address, "", 1)
        elif away := _AWAY.fullmatch(tag):
            if not away[1].startswith(self._site):  # a shared address: no other tag is the same
                return ((), NOTHING._replace(written=tag)) if self._imprints else None
            found = self._start(tag, _PLAIN)
        elif not _MUTE.fullmatch(tag):
            found = self._start(tag, _PLAIN)
        found = self._tags[tag] = self._written(found, rest)
        return found

    def _written(self, note: Note | None, tag: str) -> Note | None:
        """``note`` of ``tag``, with all of it where a canary may stand in an attribute."""
        may_hold = self._imprints and ("/" in tag or tag.count(" ") > _FEW)
        if not (may_hold and _LOUD.search(tag)):
            return note
        return both(note or ((), None), ((), NOTHING._replace(written=tag)))

    def _start(self, tag: str, allowed: Collection[str]) -> Note | None:
        """What a start tag of one of ``allowed`` adds."""
        opening = _TAG.fullmatch(tag)
        if not opening or opening[1] not in allowed:
            raise Odd
        name, written = opening[1], opening[2]
        found = _ATTRIBUTE.findall(written)
        attributes = dict(found)
        if len(attributes) != len(found):
            raise Odd
        if "&" in written:
            attributes = {key: unescaped(value) for key, value in found}
        if "charset=" in written and attributes != {"charset": "utf-8"}:
            raise Odd
        if name == "h1":
            name = "h2"  # its text is noted with the line
        if not matters(name, attributes):
            return None
        page = PageNotes(path=_HERE, site=self._site)
        read_tag(page, name, attributes, 0, "")
        return self._note(page)

    def _note(self, page: PageNotes) -> Note | None:
        if page.problems or page.relative or any(use.file == _HERE for use in page.uses):
            raise Odd
        if _HERE in page.links:
            raise Odd
        rest = Rest(
            uses=tuple(page.uses),
            places=tuple(link[2:] for link in page.links if link[0] == _HERE),
            ids=tuple(page.ids),
            canonical=page.canonical,
            noindex=page.noindex,
            redirect=page.redirect,
            said=squeeze("\n".join(page.said)) if page.said and self._listens else "",
        )
        links = tuple([self._name(link) for link in page.links if link[0] != _HERE])
        if rest == NOTHING:
            return (links, None) if links else None
        return links, rest

    def _name(self, link: str) -> str:
        """``link``, the same object each time: it stands on many pages."""
        return self._names.setdefault(link, link)

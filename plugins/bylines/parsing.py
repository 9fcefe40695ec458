"""One line is read as a byline: authors, department, unit, source; or found to be none.

The line is cut at dashes, commas, ``và`` and wherever the name of a department
or unit begins; every piece must then be something a byline is made of. One
piece that is not, and the line is a sentence or a caption.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from plugins.bylines import words
from plugins.bylines.byline import NOTHING, Byline, resolve
from plugins.bylines.known import known_in
from plugins.bylines.persons import is_person
from plugins.bylines.pieces import PLACE_WORDS, pieces, restore, tidy
from plugins.registry import Registry
from plugins.vietnamese import nfc, squeeze

_LONGEST = 160
"""Characters; no byline seen is longer, and longer lines are not even looked at."""

_MOST = 6
"""Authors of one text; more are a list of something else."""
_SOURCE_WORDS = 10
_SHORT_SOURCE = 5
"""Words of a paper's name standing alone."""


def parse_byline(
    text: str, registry: Registry | None = None, day: date | None = None, *, below: bool = False
) -> Byline:
    """``text`` as a byline; an empty one when it is something else. Never raises.

    A byline glued to the end of a sentence (``…năm 2022.PV``) is read as well.
    ``day`` is the date of the post, by which the registry is asked; without it
    names are looked up among all that ever were. ``below`` as ``read_line`` takes it.
    """
    read = read_line(text, registry, below=below)
    if read is NOTHING:
        read, _ = read_glued(text, registry)
    return read if read is NOTHING else resolve(read, registry, day)


def read_line(text: str, registry: Registry | None = None, *, below: bool = False) -> Byline:
    """A whole line as a byline, names not yet resolved.

    ``below``: the line stands below a name, whose post and office it may say alone.
    """
    if len(text) > 2 * _LONGEST or _is_sentence(nfc(text), registry):
        return NOTHING
    line = tidy(text)
    if not line or len(line) > _LONGEST or words.NOT_SIGNING.match(line):
        return NOTHING
    read = _Reading(line, registry).byline(below=below)
    return read if read.found else NOTHING


_REPRINTED = re.compile(
    r"[TNBĐC](?<!\w.)(?:heo|guồn|áo|ạp chí|ài|ổng|rang)(?!\w)|\.[a-z]{2}|leftcenter"
)
"""Where other words may stand: the name of a paper or site, and an editor's leftovers."""
_WORD_OF_LINE = re.compile("[^\\s:/,;()|*_\u200b-\u200f\u2060\ufeff–-]+")


def _is_sentence(line: str, registry: Registry | None) -> bool:
    """Whether a word gives the line away, before it is looked at closely; most lines are prose."""
    small = words.small(registry.organs) if registry else words.SMALL
    for found in _WORD_OF_LINE.finditer(line):
        word = found[0]
        if word[0].islower() and word not in small and word.strip('.…”"') not in small:
            return not _REPRINTED.search(line)
    return False


_GLUED_END = re.compile(r"[.!?…”\"](?=[^\W\d_])")
"""Where a byline may begin in a line that itself ends like a sentence."""
_END = re.compile(r"[.!?…”\"](?P<space>\s*)(?=[^\W\d_])")
_SHORTENED = re.compile(
    r"(?:^|[\s(])(?:TP|Tp|TX|Tx|TT|Q|H|P|X|BS|KS|LS|CN|TS|GS|PGS|Th|ThS|Th\.S|Đ|St|Mr|[A-ZĐ])$"
)
_SENTENCE = 6
"""Words; with fewer, what stands before a full stop is no sentence."""


def read_glued(text: str, registry: Registry | None = None) -> tuple[Byline, str]:
    """A byline that ends a line after its last sentence, and that sentence; or none and ``text``.

    Names not yet resolved. Looks at the last 320 characters only.
    """
    last = text[-2 * _LONGEST :].rstrip()
    if last.endswith((".", "!", "?", "…")) and not _GLUED_END.search(last):
        return NOTHING, text
    window = squeeze(last)
    for end in _END.finditer(window, max(0, len(window) - _LONGEST)):
        before, tail = window[: end.start() + 1], window[end.end() :]
        if not tail[0].isupper() or (end["space"] and tail.endswith((".", "!", "?", "…"))):
            continue
        no_one = tail.strip(" .").casefold() in words.COLLECTIVE
        if _SHORTENED.search(before[-8:-1]) or (len(before.split()) < _SENTENCE and not no_one):
            continue
        read = read_line(tail, registry)
        if not read.authors and not (read.department and read.unit):
            continue
        bare = not (read.department or read.unit or read.source)
        single = bare and len(read.authors) == 1 and len(read.authors[0].split()) == 1
        if end["space"] and single and not words.INITIALS.fullmatch(read.authors[0]):
            continue
        rest = squeeze(text).removesuffix(tail).rstrip()
        return read, rest.removesuffix("./.").rstrip()
    return NOTHING, text


# --- cutting ------------------------------------------------------------------


# --- reading -------------------------------------------------------------------


@dataclass(slots=True)
class _Reading:
    """One line while it is read."""

    line: str
    registry: Registry | None
    authors: list[str] = field(default_factory=list)
    department: tuple[int, int] | None = None
    unit: tuple[int, int] | None = None
    source: str | None = None
    doubts: list[str] = field(default_factory=list)
    titled: bool = False
    """Whether a title or post stood alone: somebody's, so without a name it signs nothing."""
    known: dict[tuple[int, int], str] = field(default_factory=dict)
    """What of the line the registry knows: a ``unit`` or a ``department``."""
    last: str = ""
    """Kind of the piece before: ``person``, ``department``, ``unit`` or ``title``."""

    @property
    def _heads(self) -> re.Pattern[str]:
        return words.unit_of(self.registry.organs) if self.registry else words.UNIT

    def byline(self, *, below: bool) -> Byline:
        """What the line says; ``below`` as ``read_line`` takes it."""
        labelled = self._take_label()
        if not self._take_pictures():
            return Byline()
        self._take_source()
        dated = words.DATE.search(self.line)
        if dated:
            self.line = self.line[: dated.start()]
        work = words.WORK.fullmatch(self.line)
        self.line = tidy(words.ASIDE.sub("", work["who"] if work else self.line))
        if not self.line:
            return Byline(source=self.source)
        known = known_in(self.line, self.registry)
        self.known = {(one.start, one.end): one.kind for one in known}
        if not all(self._take(start, end) for start, end in pieces(self.line, known, self._heads)):
            return Byline()
        signed = self.authors or self.department or (below and self.unit)
        if len(self.authors) > _MOST or (self.titled and not signed):
            return Byline()
        if not self.authors:
            self._part_from_unit()
        if not (labelled or self.unit or self.department) and self._says_nothing(dated):
            return Byline()
        department = self._text(self.department)
        if department:
            department = department[0].upper() + department[1:]
        return Byline(
            authors=tuple(self.authors),
            restored=tuple(map(restore, self.authors)),
            department=department,
            unit=self._text(self.unit),
            source=self.source,
            doubts=tuple(self.doubts),
            labelled=labelled,
        )

    def _says_nothing(self, dated: re.Match[str] | None) -> bool:
        """Whether bare names are a lone title, a dateline (``…, ngày …``) or places."""
        return not self.authors or bool(dated and dated["day"]) or self._places_only()

    def _text(self, span: tuple[int, int] | None) -> str | None:
        if span is None:
            return None
        text = self.line[span[0] : span[1]].strip()
        return text + ")" if text.count("(") > text.count(")") else text.rstrip(" .")

    def _take_label(self) -> bool:
        """Cuts off ``Tác giả:``, and a picture's credit before it; whether there was one."""
        credit = words.PICTURES_FIRST.match(self.line)
        if credit:
            self._leave_to_picture(credit[1])
            self.line = self.line[credit.end() :]
        label = words.LABEL.match(self.line)
        if label:
            self.line = self.line[label.end() :]
        return label is not None

    def _take_pictures(self) -> bool:
        """Cuts off who took the pictures; whether anything stood before, or it is a caption."""
        credit = words.PICTURES.search(self.line)
        if credit is None:
            return True
        self.line = self.line[: credit.start()]
        self._leave_to_picture(credit[1] or credit[2])
        return bool(self.line)

    def _leave_to_picture(self, name: str) -> None:
        self.doubts.append(f"Người chụp ảnh là “{name.strip(' ).')}”: ghi vào nguồn ảnh.")

    def _take_source(self) -> None:
        """Cuts out the site or paper a text was taken from."""
        said = words.SOURCE.match(self.line)
        if said:
            rest = self.line[said.end() :].strip(" ().")
            if words.OF_ROOM.search(rest):
                self.line = rest
            elif _is_source(rest):
                self.source, self.line = rest, ""
            return
        if words.PAPER.match(self.line) and len(self.line.split()) <= _SHORT_SOURCE:
            self.source, self.line = self.line, ""
            return
        site = words.SITE.search(self.line)
        if site:
            self.source = site[0].rstrip(".,")
            before = re.sub(r"(?i:nguồn|theo)\s?:?\s*$", "", self.line[: site.start()].rstrip())
            after = self.line[site.end() :].lstrip(" ).")
            self.line = f"{before.rstrip(' (')} - {after}" if after else before.rstrip(" (-–,;")
            return
        for mark in re.finditer(
            r"\s*(?:\(|\s[-–]\s?|,\s|;|/|\s(?=Theo\s|theo\s[A-ZĐ]))\s*", self.line
        ):
            said = words.SOURCE.match(self.line, mark.end())
            paper = words.PAPER.match(self.line, mark.end())
            if said or paper:
                start = said.end() if said else mark.end()
                self.source = self.line[start:].strip(" ().")
                self.line = self.line[: mark.start()]
                return

    # --- pieces -----------------------------------------------------------------

    def _take(self, start: int, end: int) -> bool:
        """Whether the piece is something a byline is made of; remembers what it is."""
        text = self.line[start:end].strip(" .")
        kind = self.known.get((start, end))
        if kind == "unit" or (not kind and self._is_unit(text)):
            return self._take_unit(start, end)
        if kind or self._is_department(text, start):
            return self._take_department(start, end)
        if self._is_of_bare_head(text, start):
            at = self.line.rindex(" ", start, end) + 1
            return self._take_department(start, at - 1) and self._take_unit(at, end)
        if self._goes_on(text, end) or not text:
            return True
        return self._take_no_one(text) or self._take_person(text)

    def _take_no_one(self, text: str) -> bool:
        """Whether it signs for no one in particular, or is a title alone."""
        collective = text.casefold() in words.COLLECTIVE
        if collective and not self.authors:
            self.authors.append(words.SHORTENED.get(text.casefold(), text))
            self.last = "person"
            return True
        if collective or words.POST.fullmatch(text) or words.TITLE.fullmatch(text + " "):
            self.last = "title"
            self.titled = True
            return True
        return False

    def _is_of_bare_head(self, text: str, start: int) -> bool:
        """Whether it is a department with nothing but its agency's head: ``Thanh tra Sở``."""
        room, _, head = text.rpartition(" ")
        return head in words.BARE and self._is_department(room, start)

    def _goes_on(self, text: str, end: int) -> bool:
        """Whether the piece before is longer than its mark made it look."""
        if self.last == "unit" and self.unit and self._goes_on_unit(text):
            self.unit = (self.unit[0], end)
            return True
        if self.last != "department" or self.department is None:
            return False
        if _goes_on_department(text, self._text(self.department)):
            self.department = (self.department[0], end)
            return True
        return False

    def _take_unit(self, start: int, end: int) -> bool:
        if self.unit is None:
            self.unit = (start, end)
        elif self.known.get(self.unit) and self.known.get((start, end)):
            pass  # a unit, and what it is of
        elif self.last == "unit":
            self.unit = (self.unit[0], end)
        else:
            self.doubts.append("Dòng này nêu nhiều đơn vị; chỉ lấy đơn vị đầu.")
        self.last = "unit"
        return True

    def _part_from_unit(self) -> None:
        """``VKSND tỉnh Ngọc Anh`` is a person's: there is no such province."""
        found = _BEHIND_LEVEL.search(self._text(self.unit) or "")
        if not found or not self.unit:
            return
        places = _places(self.registry) if self.registry else words.PROVINCES
        parts = found["rest"].split()
        own = next((n for n in (3, 2, 1) if " ".join(parts[:n]).casefold() in places), 0)
        if found["level"].casefold() != "tỉnh":
            own = PLACE_WORDS
            if " ".join(parts[own:]).casefold() in places or len(parts) != own + PLACE_WORDS:
                return
        name = " ".join(parts[own:])
        if len(name.split()) > 1 and is_person(name):
            self.authors.append(name)
            end = self.line.rindex(name, self.unit[0], self.unit[1])
            self.unit = (self.unit[0], self.unit[0] + len(self.line[self.unit[0] : end].rstrip()))

    def _take_department(self, start: int, end: int) -> bool:
        if self.department is None:
            self.department = (start, end)
        elif self.last == "department":
            self.department = (self.department[0], end)
        else:
            self.doubts.append("Dòng này nêu nhiều phòng; chỉ lấy phòng đầu.")
        self.last = "department"
        return True

    def _take_person(self, text: str) -> bool:
        for _ in range(3):
            title = words.TITLE.match(text)
            if title is None:
                break
            text = text[title.end() :]
        tail = text.rsplit(" ", 1)
        if len(tail) > 1 and words.BEHIND.fullmatch(tail[1]):
            text = tail[0]
        text = text.strip(" .")
        if not is_person(text):
            return False
        self.authors.append(text)
        self.last = "person"
        return True

    def _is_unit(self, text: str) -> bool:
        head = self._heads.match(text)
        if head is None:
            return text in words.BARE and self.last == "department"
        rest = _ASIDE.sub("", text[head.end() :]).split()
        if text.isupper():
            rest = [w for w in rest if w.strip(".").casefold() not in words.UNIT_WORDS]
            return len(rest) <= 3  # noqa: PLR2004 - syllables of a place name
        return len(rest) <= 9 and all(self._in_unit_name(word) for word in rest)  # noqa: PLR2004 - "khu vực 1 …"

    def _is_department(self, text: str, start: int) -> bool:
        numbered = words.NUMBERED.match(text)
        if numbered:
            return numbered.end() == len(text)
        start = self.line.index(text, start)
        named = words.NAMED.match(self.line, start)
        return named is not None and _in_department_name(text[named.end() - start :])

    def _goes_on_unit(self, text: str) -> bool:
        level = words.LEVEL.match(text)
        if level:
            return all(self._in_unit_name(word) for word in text.split())
        unit = (self._text(self.unit) or "").casefold()
        if _SEVERAL.search(unit) and all(self._in_unit_name(word) for word in text.split()):
            return True
        if text.casefold() in (_places(self.registry) if self.registry else words.PROVINCES):
            return True
        ends_open = bool(re.search(r"(?:khu vực|kv|cấp cao)(?: \d+)?$", unit))
        return ends_open and is_person(text)

    def _in_unit_name(self, word: str) -> bool:
        bare = word.strip(".,")
        known = words.unit_words(self.registry.organs) if self.registry else words.UNIT_WORDS
        return bare[:1].isupper() or bare.isdecimal() or bare.casefold() in known

    def _places_only(self) -> bool:
        """Whether the line only names places, as a dateline or caption does."""
        places = _places(self.registry) if self.registry else words.PROVINCES
        return all(author.casefold() in places for author in self.authors)


_ASIDE = re.compile(rf"^\s?\((?:{words.SHORT_HEADS})\)", re.IGNORECASE)
_BEHIND_LEVEL = re.compile(
    r"(?P<level>(?i:tỉnh|huyện|quận|thị xã|thành phố|TP\.?))\s(?P<rest>[^\W\d_]+(?:\s[^\W\d_]+)+)$"
)
_SEVERAL = re.compile(r"(?<!\w)các(?!\w)")
_LIST = re.compile(r"[,;]|(?<=[^\W\d_A-ZĐ])\.\s")


def _is_source(text: str) -> bool:
    """Whether what stands after ``Theo`` is a paper, a site or a list of them, no sentence."""
    parts = text.split()
    if not (text[:1].isupper() or words.SITE.match(text)) or len(parts) > _SOURCE_WORDS:
        return False
    return not _LIST.search(text) or all(part[0].isupper() for part in parts)


@lru_cache(maxsize=8)
def _places(registry: Registry) -> frozenset[str]:
    """Places that are nobody's name, in lower case."""
    known = {unit.place.casefold() for unit in registry.units.values() if unit.place}
    people = {name.casefold() for a in registry.authors.values() for name in (a.name, *a.aliases)}
    return (words.PROVINCES | known) - people


def _in_department_name(rest: str) -> bool:
    parts = rest.split()
    return len(parts) <= 14 and all(  # noqa: PLR2004 - the longest seen has twelve syllables
        p.strip(".").casefold() in words.DEPARTMENT_WORDS or (p.isupper() and len(p) > 1)
        for p in parts
    )


def _goes_on_department(text: str, department: str | None) -> bool:
    """Whether ``text`` after a dash or comma still belongs to the department's name."""
    if text.casefold() in words.DEPARTMENT_PARTS:
        return True
    if department is None or words.NUMBERED.fullmatch(department):
        return False
    parts = text.split()
    small = any(p[:1].islower() for p in parts) or (text.isupper() and department.isupper())
    return small and all(p.casefold() in words.DEPARTMENT_WORDS for p in parts)

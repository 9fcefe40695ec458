"""Scripts and data: what runs in a reader's browser or is fetched by what runs there.

Sources: JSON (RFC 8259, I-JSON RFC 7493 for names used twice), the Web Application Manifest
(w3.org/TR/appmanifest), and the house: nothing from another origin, nothing made into code.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from desk.verify.facts import Facts, FileKind, facts_of, follow, line_of
from plugins.addresses import SEARCH_CLOSED, SEARCH_POSTS, SEARCH_PRESENT, SEARCH_YEAR
from plugins.model import Problem
from plugins.vietnamese import squeeze

_WHOLE = re.compile(r"(?:[a-zA-Z][a-zA-Z0-9+.\-]*:)?//\S+")
"""A string that is an address with a host."""
_OWN = re.compile(r"/(?!/)(?:[^\s\"'`<>{}?#]*/)?(?:[^\s\"'`<>{}?#/]+\.[a-z]{2,11})?(?:[?#]\S*)?")
"""A string that is the address of a file of ours, or of a folder's page."""

_NAMESPACES = ("http://www.w3.org/",)
"""Names that look like addresses and are never fetched (XML namespaces)."""
_ADDRESS = re.compile(r"[a-zA-Z][a-zA-Z0-9+.\-]*://[^\s\"'`<>\\)]*|(?<=[\"'`])//[^\s\"'`]+")
_QUOTED = re.compile(r"([\"'`])(/[^\"'`\n]*)\1")
_IMPORTED = re.compile(r"\b(?:from|import)\s*\(?\s*([\"'])([^\"'\n]*)\1")
_INTO_CODE = (
    (re.compile(r"\beval\s*\("), "eval"),
    (re.compile(r"\bFunction\s*\("), "Function"),
    (re.compile(r"\bdocument\s*\.\s*write"), "document.write"),
    (re.compile(r"\bimportScripts\s*\("), "importScripts"),
    (re.compile(r"\bset(?:Timeout|Interval)\s*\(\s*[\"'`]"), "setTimeout với chữ"),
    (re.compile(r"javascript:", re.IGNORECASE), "javascript:"),
    (re.compile(r"//[#@]\s*sourceMappingURL="), "sourceMappingURL"),
)
"""What makes code of words, or leads to what is not published."""


@dataclass(slots=True)
class _Notes:
    path: str
    site: str
    problems: list[Problem] = field(default_factory=list)
    links: dict[str, int] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)

    def wrong(self, line: int, message: str) -> None:
        self.problems.append(Problem(path=self.path, line=line, message=message))

    def lead(self, address: str, line: int, *, is_file: bool = True) -> None:
        """Note an own address; one of another origin is a problem."""
        found = follow(address, self.path, self.site)
        if found.scheme:
            self.wrong(line, f"dẫn tới nơi khác: {address}")
        elif is_file:
            self.links.setdefault(found.link, line)

    def lead_once(self, address: str) -> None:
        """As ``lead``, in what search knows: all stands on its first line, and no post twice."""
        if follow(address, self.path, self.site).link in self.links:
            self.wrong(1, f"trang tìm kiếm kể hai lần: {address}")
        self.lead(address, 1)

    def facts(self, kind: FileKind, data: bytes) -> Facts:
        return facts_of(self.path, kind, data, self.problems, self.links)


def examine_script(path: str, data: bytes, text: str, site: str) -> tuple[Facts, str]:
    """A script of the theme: it names no other origin, and makes no code of words."""
    notes = _Notes(path, site)
    for found in _ADDRESS.finditer(text):
        address = found[0]
        if not address.startswith(_NAMESPACES) and follow(address, path, site).scheme:
            notes.wrong(line_of(text, found.start()), f"dẫn tới nơi khác: {address}")
    for pattern, what in _INTO_CODE:
        for found in pattern.finditer(text):
            notes.wrong(line_of(text, found.start()), f"không được dùng {what}")
    for found in _IMPORTED.finditer(text):
        line = line_of(text, found.start())
        if found[2].startswith(("/", "./", "../")):
            notes.lead(found[2], line)
        elif not _ADDRESS.match(found[2]):  # else it was said above
            notes.wrong(line, f"import «{found[2]}» không phải một tệp của trang tin")
    for found in _QUOTED.finditer(text):
        if _OWN.fullmatch(found[2]) and "." in found[2].rpartition("/")[2]:
            notes.lead(found[2], line_of(text, found.start()))
    return notes.facts(FileKind.SCRIPT, data), squeeze(text)


_SEARCH = (SEARCH_YEAR, SEARCH_CLOSED, SEARCH_PRESENT, SEARCH_POSTS)


def examine_data(path: str, data: bytes, text: str, site: str) -> tuple[Facts, str]:
    """JSON: whole, each name once; addresses in it are ours and lead to files that are there."""
    notes = _Notes(path, site)
    is_search = any(row.serves(path) for row in _SEARCH)
    for key, word in _strings(notes, text):
        notes.said += (key, word)
        if is_search and key != "urls":  # words, even if they look like an address
            continue
        if is_search:
            for address in filter(None, word.split("\n")):
                notes.lead_once(address)
        elif _WHOLE.fullmatch(word) or _OWN.fullmatch(word):
            notes.lead(word, _line(text, word))
    kind = FileKind.SEARCH if SEARCH_YEAR.serves(path) else FileKind.DATA
    return notes.facts(kind, data), squeeze("\n".join(notes.said))


_FILES = frozenset({"src", "url", "start_url", "action"})
_SCOPES = frozenset({"scope", "id"})
"""Members of a web manifest that are addresses: of a file, and of what belongs to the site."""


def examine_manifest(path: str, data: bytes, text: str, site: str) -> tuple[Facts, str]:
    """A web manifest: an object with a name, all of whose addresses are ours."""
    notes = _Notes(path, site)
    words = list(_strings(notes, text))
    if not notes.problems:
        if not text.lstrip().startswith("{"):
            notes.wrong(1, "phải là một đối tượng JSON {…}")
        elif not {"name", "short_name"} & {key for key, _ in words}:
            notes.wrong(1, "thiếu name hoặc short_name")
    for key, word in words:
        notes.said.append(word)
        if key in _FILES | _SCOPES or _WHOLE.fullmatch(word):
            notes.lead(word, _line(text, word), is_file=key in _FILES)
    return notes.facts(FileKind.DATA, data), squeeze("\n".join(notes.said))


def _line(text: str, word: str) -> int:
    """Where the string ``word`` first stands in JSON, escaped as most writers do."""
    return line_of(text, text.find(json.dumps(word, ensure_ascii=False)))


def _strings(notes: _Notes, text: str) -> Iterator[tuple[str, str]]:
    """Every string with the name it stands under, if ``text`` is JSON; else the problem noted."""

    def once(pairs: Sequence[tuple[str, object]]) -> list[tuple[str, object]]:
        seen: set[str] = set()
        for name, _ in pairs:
            if name in seen:
                notes.wrong(_line(text, name), f"JSON ghi «{name}» hai lần")
            seen.add(name)
        return list(pairs)

    def no_number(written: str) -> object:
        raise ValueError(written)

    try:
        value = json.loads(text, object_pairs_hook=once, parse_constant=no_number)
    except json.JSONDecodeError as error:
        notes.wrong(error.lineno, f"JSON hỏng: {error.msg}")
        return
    except (ValueError, RecursionError) as error:
        notes.wrong(1, f"JSON hỏng: {error}")
        return
    pending: list[tuple[str, object]] = [("", value)]
    while pending:
        key, one = pending.pop()
        if isinstance(one, str):
            yield key, one
        elif isinstance(one, list):
            pending += (item if isinstance(item, tuple) else (key, item) for item in reversed(one))

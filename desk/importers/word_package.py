"""A Word file opened with distrust: counted before anything of it is parsed, and only what is read.

A ``.docx`` is a zip of XML parts. What it may hold is counted while it is unpacked, never
believed of its own index; no part has a DTD; nothing outside the file is ever looked at.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote
from xml.parsers import expat

from lxml import etree  # type: ignore[import-untyped]

from desk.importers.file_kinds import LOCKED
from desk.importers.word_xml import STRICT, Element
from plugins.numbers import grouped

MOST_ENTRIES = 2_000
"""Parts: a report with a hundred pictures has some hundred and twenty."""
MOST_UNPACKED = 100_000_000
"""Bytes of all parts together."""
MOST_PART = 20_000_000
"""Bytes of one part in XML; a hundred pages have some two million."""
MOST_PICTURE = 30_000_000
"""Bytes of one picture."""
MOST_PARAGRAPHS = 4_000
"""Of the text: more than 100 pages; no report has as many. Reading them takes three seconds."""
_LINES = frozenset({"p", "br", "cr"})
"""What begins a line, whatever its prefix: breaks cost as much as paragraphs."""
MOST_ELEMENTS = 200_000
"""Tags of one part: fifty for each of the most paragraphs."""
DEEPEST = 100
"""Tags within each other; a text box in a table in a table has some forty."""

_LONG_TAG = re.compile(rb"<[^<]{65536}[^<]*")
"""A tag and what follows it, when that is long: parsers hold all of a tag at once."""
MOST_ATTRIBUTES = 2_000
"""Equal signs in such a tag; Word's own have some twenty attributes."""

NO_WORD = "tệp Word bị hỏng, không mở được; hãy mở bằng Word, lưu lại thành .docx rồi nhập lại"
_BOMB = "tệp Word nén quá nhiều dữ liệu, không phải một bài viết"
_TOO_DEEP = f"tệp Word lồng nhau quá {DEEPEST} lớp, không phải một bài viết"
_TOO_LONG = (
    f"tệp Word dài quá {grouped(MOST_PARAGRAPHS)} đoạn, không phải một bài viết; "
    "hãy chia thành nhiều tệp"
)
_DTD = "tệp Word chứa khai báo DTD, không an toàn nên không đọc"
_MACROS = (
    "tệp Word có macro (.docm); hãy mở bằng Word, lưu thành «Word Document (*.docx)» rồi nhập lại"
)


class Refused(Exception):  # noqa: N818 - an answer, not an error
    """Why a file is not imported, in words for the officer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """What one part of the file leads to."""

    kind: str
    """The last word of its type: ``image``, ``hyperlink``, ``footnotes`` …"""
    target: str
    """Within the file the name of a part, else an address."""
    outside: bool = False


@dataclass(slots=True)
class Package:
    """The parts of one file, unpacked when they are asked for."""

    archive: zipfile.ZipFile
    entries: Mapping[str, zipfile.ZipInfo]
    """By name in lower case, as Word looks them up."""
    unpacked: int = 0
    main: str = ""
    """The part that holds the text."""
    _links: dict[str, dict[str, Link]] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Whether there is a part of this name."""
        return name.lower() in self.entries

    def read(self, name: str, most: int = MOST_PART) -> bytes:
        """The bytes of a part. Raises Refused when it is missing, damaged or too large."""
        info = self.entries.get(name.lower())
        if info is None:
            raise Refused(NO_WORD)
        left = min(most, MOST_UNPACKED - self.unpacked)
        try:
            with self.archive.open(info) as file:
                data = file.read(left + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            raise Refused(NO_WORD) from error
        except RuntimeError as error:  # the zip itself is locked
            raise Refused(LOCKED) from error
        if len(data) > left:
            raise Refused(_BOMB)
        self.unpacked += len(data)
        return data

    def parsed(self, name: str) -> Element:
        """The root element of a part, counted before it is parsed."""
        return parsed(self.read(name))

    def links(self, part: str) -> Mapping[str, Link]:
        """By id, what ``part`` leads to."""
        if part not in self._links:
            folder, _, name = part.rpartition("/")
            where = f"{folder}/_rels/{name}.rels".lstrip("/")
            found: dict[str, Link] = {}
            for one in self.parsed(where) if self.has(where) else ():
                outside = one.get("TargetMode") == "External"
                target = one.get("Target") or ""
                found[one.get("Id") or ""] = Link(
                    kind=(one.get("Type") or "").rpartition("/")[2],
                    target=target if outside else _resolved(folder, target),
                    outside=outside,
                )
            self._links[part] = found
        return self._links[part]

    def part_of(self, kind: str) -> str:
        """The part of ``kind`` (``styles``, ``footnotes`` …) of the text; empty when none."""
        for link in self.links(self.main).values():
            if link.kind == kind and not link.outside and self.has(link.target):
                return link.target
        return ""


def opened(data: bytes) -> Package:
    """The package in ``data``. Raises Refused when it is no sound Word file."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        infos = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Refused(NO_WORD) from error
    if len(infos) > MOST_ENTRIES:
        raise Refused(_BOMB)
    if sum(info.file_size for info in infos) > MOST_UNPACKED:
        raise Refused(_BOMB)
    package = Package(archive=archive, entries={i.filename.lower(): i for i in infos})
    types = package.read("[Content_Types].xml").decode("latin-1")
    if "macroEnabled" in types or any(one.endswith("vbaproject.bin") for one in package.entries):
        raise Refused(_MACROS)
    main = [one for one in package.links("").values() if one.kind == "officeDocument"]
    package.main = next((one.target for one in main if package.has(one.target)), "")
    if not package.main:
        raise Refused(NO_WORD)
    return package


def _resolved(folder: str, target: str) -> str:
    """The name of the part that ``target`` means; it never leaves the package."""
    place = posixpath.normpath(posixpath.join("/", folder, unquote(target).replace("\\", "/")))
    return place.lstrip("/")


def parsed(data: bytes) -> Element:
    """XML as a tree. Raises Refused when it holds too much, or what no Word file has."""
    for strict, usual in STRICT.items():
        data = data.replace(strict, usual.strip("{}").encode())
    _count(data)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Refused(NO_WORD) from error


def _count(data: bytes) -> None:
    """Go once through XML without keeping any of it. Raises Refused at the first excess."""
    for tag in _LONG_TAG.finditer(data):
        if tag[0].partition(b">")[0].count(b"=") > MOST_ATTRIBUTES:
            raise Refused(_BOMB)
    depth = elements = paragraphs = 0

    def enter(name: str, _attributes: object) -> None:
        nonlocal depth, elements, paragraphs
        depth += 1
        elements += 1
        if name.rpartition(":")[2] in _LINES:
            paragraphs += 1
        if depth > DEEPEST:
            raise Refused(_TOO_DEEP)
        if elements > MOST_ELEMENTS or paragraphs > MOST_PARAGRAPHS:
            raise Refused(_TOO_LONG)

    def leave(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def forbidden(*_about: object) -> None:
        raise Refused(_DTD)

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = enter, leave
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = forbidden
    try:
        parser.Parse(data, True)  # noqa: FBT003 - expat knows no names
    except expat.ExpatError as error:
        raise Refused(NO_WORD) from error

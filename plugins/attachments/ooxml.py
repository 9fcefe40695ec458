"""Word, Excel and PowerPoint files of today (ECMA-376): what readers would find in them.

The copy has no properties, no thumbnail, no photo's place and no path of somebody's machine.
What is written by people for people (tracked changes, comments) is never taken out silently.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from plugins.attachments import faults
from plugins.attachments.compound import holds_package, is_compound, without_properties
from plugins.attachments.faults import RefusedError
from plugins.attachments.found import Found
from plugins.attachments.hidden import tell_hidden
from plugins.attachments.machines import without_machines
from plugins.attachments.trees import drop, elements, name_of, parsed, written
from plugins.attachments.zips import Package, opened
from plugins.bare_pictures import bare

_TYPES = {
    b"wordprocessingml.document.main+xml": ".docx",
    b"spreadsheetml.sheet.main+xml": ".xlsx",
    b"presentationml.presentation.main+xml": ".pptx",
    b"wordprocessingml.template.main+xml": ".dotx",
    b"spreadsheetml.template.main+xml": ".xltx",
    b"presentationml.slideshow.main+xml": ".ppsx",
    b"presentationml.template.main+xml": ".potx",
}
_CONTENT_TYPES = "[Content_Types].xml"
_LINKS = "_rels/.rels"
_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_EMPTY = {
    "core-properties": _HEAD
    + b"<cp:coreProperties xmlns:cp="
    + b'"http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
    "extended-properties": _HEAD
    + b"<Properties xmlns="
    + b'"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
    "custom-properties": _HEAD
    + b"<Properties xmlns="
    + b'"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>',
}
"""What is left of each part of properties, by the last word of what leads to it."""
_USUAL = {
    "docprops/core.xml": "core-properties",
    "docprops/app.xml": "extended-properties",
    "docprops/custom.xml": "custom-properties",
}
_NAMED = (
    (b"creator", "tên người soạn"),
    (b"lastModifiedBy", "tên người sửa cuối"),
    (b"Company", "tên cơ quan"),
    (b"Manager", "tên người quản lý"),
)
_AUTHOR = re.compile(rb"""\bauthor\s*=\s*["']""")
_COMMENT = re.compile(rb"<(?:\w+:)?(?:comment|threadedComment|cm)[\s/>]")
_COMMENTS = re.compile(r"(?:word|xl|ppt)/(?:threaded)?comments?[^/]*(?:\.xml|/[^/]+\.xml)")
_PEOPLE = re.compile(
    r"word/people[0-9]*\.xml|xl/persons/[^/]+\.xml|ppt/(?:commentauthors|authors)\.xml"
)
_PATHS = (
    (re.compile(rb"""(absPath\s(?:[^>]*\s)?url=["'])[^"']*"""), rb"\1"),
    (re.compile(rb"""\s(?:userName|refreshedBy)=(?:"[^"]*"|'[^']*')"""), b""),
)
"""Of a workbook: where it lay on somebody's machine, and who had it open."""
_CHANGED_BY = re.compile(rb"""(\s(?:name|userId|providerId)=["'])[^"']*""")
_BOUND = ("coreProperties", "extended-properties", "CoverPageProperties", "metadata/properties")
_SHARED = ("office/2006/metadata/properties", "office/2006/coverPageProps")
_FETCHED = frozenset(
    {"oleObject", "frame", "subDocument", "aFChunk", "image", "video", "audio", "media"}
)
"""What is shown, or run, when a file is opened; a picture of the web tells who opens it."""
_DDE = re.compile(
    rb"""<(?:\w+:)?(?:instrText[^>]*>|fldSimple[^>]*instr=["'])\s*DDE(?:AUTO)?\b|<ddeLink\b"""
)
"""A field, or a link of a table, that starts a program."""
_FIELD = re.compile(rb"""fldCharType=["'](begin)["']|<(?:\w+:)?instrText(?:\s[^>]*)?>([^<]*)<""")
"""Where a field begins, and a piece of what it says: Word cuts that as it likes."""
_PROGRAM = re.compile(r"\0\s*DDE(?:AUTO)?\b", re.IGNORECASE)
_PHOTO = (".jpg", ".jpeg", ".png")
_DEEPEST = 3
"""Files in files: a chart in a report brings its table along."""


def examine_ooxml(data: bytes, depth: int = 1) -> Found:
    """The file ``data``, a zip. Raises RefusedError."""
    package, found = opened(data), Found()
    types = package.xml(_CONTENT_TYPES)
    found.ending = next((ending for sign, ending in _TYPES.items() if sign in types), "")
    if b"macroEnabled" in types or b"vbaProject" in types:
        found.wrong(faults.MACROS)
    for name in package.names:
        _look(package, name, name.lower(), found, depth)
    _comments(package, found)
    tell_hidden(package, found)
    if any(name.lower().startswith("_xmlsignatures/") for name in package.names):
        if kinds := list(_named(package)):
            found.tell(faults.signed(kinds))
        found.copy = data
        return found
    _clean(package)
    found.copy = package.written()
    return found


def _look(package: Package, name: str, low: str, found: Found, depth: int) -> None:
    """What a part is by its name, and what is in it that is a file of its own."""
    if low.endswith("vbaproject.bin"):
        found.wrong(faults.MACROS)
    elif "/macrosheets/" in low or "/intlmacrosheets/" in low:
        found.wrong(faults.OLD_MACROS)
    elif "/activex/" in low:
        found.wrong(faults.CONTROLS)
    elif low == "xl/connections.xml":
        found.wrong(faults.CONNECTED)
    elif low.startswith("ppt/notesslides/") and low.endswith(".xml"):
        found.tell(faults.NOTES)
    elif low.startswith("xl/externallinks/_rels/") and b"file:" in package.read(name):
        found.tell(faults.OUTSIDE)
    elif "/embeddings/" in low:
        _embedded(package, name, found, depth)
    elif "/media/" in low and low.endswith(_PHOTO):
        _replace(package, name, bare(package.read(name)))
    elif low.endswith((".xml", ".rels")):
        _links_and_fields(package.xml(name), low, found)


def _links_and_fields(data: bytes, low: str, found: Found) -> None:
    """What the part ``low`` does when the file is opened."""
    if _fetches(data) if low.endswith(".rels") else _starts_a_program(data):
        found.wrong(faults.FETCHES)


def _starts_a_program(data: bytes) -> bool:
    """Whether a field, or a link of a table, starts a program, however it is cut into pieces."""
    if _DDE.search(data):
        return True
    if b"instrText" not in data:
        return False
    said = (b"\0" if begin else words for begin, words in _FIELD.findall(data))
    return _PROGRAM.search(unescape(b"".join(said).decode("utf-8", "replace"))) is not None


def _fetches(data: bytes) -> bool:
    """Whether links of a part bring in something from elsewhere when the file is opened."""
    if b"External" not in data:
        return False
    return any(
        link.get("TargetMode") == "External"
        and (link.get("Type") or "").rpartition("/")[2] in _FETCHED
        for link in elements(parsed(data))
    )


def _embedded(package: Package, name: str, found: Found, depth: int) -> None:
    data = package.read(name)
    if data.startswith(b"PK\x03\x04"):
        if depth == _DEEPEST:
            raise RefusedError(faults.PACKAGED)
        inner = examine_ooxml(data, depth + 1)
        for fault in inner.faults:
            found.wrong(fault)
        _replace(package, name, inner.copy)
    elif is_compound(data):
        if holds_package(data):
            found.wrong(faults.PACKAGED)
        _replace(package, name, without_properties(data))


def _replace(package: Package, name: str, data: bytes) -> None:
    if data != package.read(name):
        package.changed[name] = data


# --- what people wrote -----------------------------------------------------------------


def _comments(package: Package, found: Found) -> None:
    """Comments, and changes that are tracked."""
    comments = tracked = 0
    for name in package.names:
        low = name.lower()
        if _COMMENTS.fullmatch(low):
            comments += len(_COMMENT.findall(package.xml(name)))
        elif low.startswith("xl/revisions/") and "log" in low:
            tracked += 1
        elif low.startswith("word/") and low.endswith(".xml") and not _PEOPLE.fullmatch(low):
            tracked += len(_AUTHOR.findall(package.xml(name)))
    if comments:
        found.wrong(faults.commented(comments))
    if tracked:
        found.wrong(faults.tracked(tracked))


def _named(package: Package) -> Iterator[str]:
    """What the properties tell of people, in words."""
    data = b"".join(package.read(name) for name in package.names if name.lower() in _USUAL)
    for tag, words in _NAMED:
        if re.search(rb"<(?:\w+:)?%s>[^<\s]" % tag, data):
            yield words


# --- the copy --------------------------------------------------------------------------


def _clean(package: Package) -> None:
    """Everything that the file says of who wrote it, and where, taken out of the copy."""
    for name in package.names:
        low = name.lower()
        if low in _USUAL:
            package.changed[name] = _EMPTY[_USUAL[low]]
        elif _PEOPLE.fullmatch(low):
            _replace(package, name, _emptied(package.xml(name)))
        elif low == "xl/workbook.xml" or low.startswith("xl/pivotcache/pivotcachedefinition"):
            data = package.xml(name)
            for shape, instead in _PATHS:
                data = shape.sub(instead, data)
            _replace(package, name, data)
        elif low.startswith("ppt/changesinfos/"):
            _replace(package, name, _CHANGED_BY.sub(rb"\1", package.xml(name)))
        elif low.startswith("customxml/item"):
            _shared(package, name)
        elif low.startswith("word/") and low.endswith(".xml"):
            _unbind(package, name)
    _properties(package)
    without_machines(package)


def _emptied(data: bytes) -> bytes:
    root = parsed(data)
    for child in list(root):
        root.remove(child)
    root.text = None
    return written(root)


def _properties(package: Package) -> None:
    """The parts that hold properties under whatever names, and the thumbnail."""
    data = package.xml(_LINKS)
    if not data:
        return
    root, dropped = parsed(data), False
    for link in elements(root):
        kind = (link.get("Type") or "").rpartition("/")[2]
        target = (link.get("Target") or "").lstrip("/")
        if kind == "thumbnail":
            drop(link)
            dropped = True
            if target in package.parts:
                package.changed[target] = None
        elif kind in _EMPTY and target in package.parts:
            package.changed[target] = _EMPTY[kind]
    if dropped:
        package.changed[_LINKS] = written(root)


def _shared(package: Package, name: str) -> None:
    """What a shared folder noted beside the file."""
    data = package.xml(name)
    if any(one.encode() in data for one in _SHARED):
        root = parsed(data)
        if any(one in root.tag for one in _SHARED):
            _replace(package, name, _emptied(data))


def _unbind(package: Package, name: str) -> None:
    """Words that Word would take from the properties, which are no more: as they are written."""
    data = package.xml(name)
    if b"dataBinding" not in data:
        return
    root = parsed(data)
    bound = [
        one
        for one in elements(root)
        if name_of(one) == "dataBinding"
        and any(sign in value for value in one.attrib.values() for sign in _BOUND)
    ]
    for one in bound:
        drop(one)
    if bound:
        package.changed[name] = written(root)

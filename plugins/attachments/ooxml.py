"""Word, Excel and PowerPoint files of today (ECMA-376): what readers would find in them.

The copy has no properties, no thumbnail, no photo's place and no path of somebody's machine.
What is written by people for people (tracked changes, comments) is never taken out silently.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from itertools import count

from plugins.attachments import faults
from plugins.attachments.compound import is_compound
from plugins.attachments.drawings import bare_drawing, is_drawn
from plugins.attachments.faults import RefusedError
from plugins.attachments.found import Found
from plugins.attachments.hidden import tell_hidden
from plugins.attachments.machines import leads_to_disk, without_machines
from plugins.attachments.ole import examine_ole
from plugins.attachments.paths import without_folders, without_folders_of_fields
from plugins.attachments.reached import without_unreached
from plugins.attachments.trees import drop, elements, name_of, parsed, without_remarks, written
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
_TRACKED = re.compile(
    rb"""\bauthor\s*=\s*["']"""
    rb"""|<(?:\w+:)?(?:ins|del|moveFrom|moveTo|cellIns|cellDel|cellMerge)[\s>](?![^<>]*\bauthor\s*=)"""
)
"""By whoever made them, or by nobody: programs that are not Word leave the name out."""
_COMMENT = re.compile(rb"<(?:\w+:)?(?:comment|threadedComment|cm)[\s/>]")
_COMMENTS = re.compile(r"(?:word|xl|ppt)/(?:threaded)?comments?[^/]*(?:\.xml|/[^/]+\.xml)")
_PEOPLE = re.compile(
    r"word/people[0-9]*\.xml|xl/persons/[^/]+\.xml|ppt/(?:commentauthors|authors)\.xml"
    r"|ppt/tags/[^/]+\.xml"
)
"""Who may write remarks, and what tools noted of slides; a file with remarks is not published."""
_NOTED = (
    (re.compile(r"xl/(?:workbook|pivotcache/pivotcachedefinition).*"), (
        (re.compile(rb"""(absPath\s(?:[^<>]*\s)?url=["'])[^"']*"""), rb"\1"),
        (re.compile(rb"""\s(?:userName|refreshedBy)=(?:"[^"]*"|'[^']*')"""), b""),
    )),
    (re.compile(r"xl/workbook\.xml"), (
        (re.compile(rb"""(<(?:\w+:)?definedName\s[^<>]*?)\s(?:comment|description|help|statusBar)"""
                    rb"""=(?:"[^"]*"|'[^']*')"""), rb"\1"),
    )),
    (re.compile(r"xl/(?:work|chart)sheets/[^/]+\.xml"), (
        (re.compile(rb"""(<(?:\w+:)?scenario\s[^<>]*?)\s(?:user|comment)=(?:"[^"]*"|'[^']*')"""),
         rb"\1"),
        (re.compile(rb"<((?:\w+:)?webPublishItems)\b.*?</\1>", re.DOTALL), b""),
    )),
    (re.compile(r"word/.*\.xml"), (
        (re.compile(rb"""\s\w+:rsid(?:R|RPr|RDefault|P|Del|Sect|Tr)=["'][0-9A-Fa-f]{8}["']"""),
         b""),
        (re.compile(rb"<(?:\w+:)?perm(?:Start|End)\s[^<>]*/>"), b""),
    )),
)  # fmt: skip
"""By the part: where a workbook lay on somebody's machine, who had it open, what its writer noted
of a name or a case; the sittings in which a text was written, and who might change which part."""
_VIEW = re.compile(rb"""(<(?:\w+:)?customWorkbookView\s(?:[^<>]*\s)?name=)(?:"[^"]*"|'[^']*')""")
"""A view of a workbook, which Excel calls by who has it."""
_FETCHED = frozenset(
    {"oleObject", "frame", "subDocument", "aFChunk", "image", "video", "audio", "media"}
)
"""What is shown, or run, when a file is opened; a picture of the web tells who opens it."""
_DDE = re.compile(
    rb"""<(?:\w+:)?(?:instrText[^<>]*>|fldSimple[^<>]*instr=["'])\s*DDE(?:AUTO)?\b|<ddeLink\b"""
    rb"""|<(?:\w+:)?volType\s[^<>]*\brealTimeData\b"""
)
"""A field, or a link of a table, that starts a program."""
_FIELD = re.compile(rb"""fldCharType=["'](begin)["']|<(?:\w+:)?instrText(?:\s[^<>]*)?>([^<]*)<""")
"""Where a field begins, and a piece of what it says: Word cuts that as it likes."""
_PROGRAM = re.compile(r"\0\s*DDE(?:AUTO)?\b", re.IGNORECASE)
_FAULTY = {
    "vbaproject.bin": faults.MACROS,
    "/macrosheets/": faults.OLD_MACROS,
    "/intlmacrosheets/": faults.OLD_MACROS,
    "/activex/": faults.CONTROLS,
    "/xl/connections.xml": faults.CONNECTED,
    "/xl/model/": faults.CONNECTED,
}
"""By what is in a part's name."""
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
    for sign, fault in _FAULTY.items():
        if sign in f"/{low}":
            found.wrong(fault)
    if low.startswith("ppt/notesslides/") and low.endswith(".xml"):
        found.tell(faults.NOTES)
    elif low.startswith("xl/pivotcache/pivotcacherecords"):
        found.tell(faults.PIVOT)
    if low.endswith(".rels"):
        _links(package.xml(name), low, found)
    elif low.endswith((".xml", ".vml")):
        if _starts_a_program(package.xml(name)):
            found.wrong(faults.FETCHES)
    elif not low.endswith("vbaproject.bin"):
        _embedded(package, name, found, depth)


def _links(data: bytes, low: str, found: Found) -> None:
    """What the links of a part bring in when the file is opened, and where else they lead."""
    if b"/aFChunk" in data:
        found.wrong(faults.CHUNK)
    if low.startswith("xl/externallinks/") and b"file:" in data:
        found.tell(faults.OUTSIDE)
    if b"External" not in data:
        return
    for link in elements(parsed(data)):
        kind = (link.get("Type") or "").rpartition("/")[2]
        if link.get("TargetMode") == "External" and kind in _FETCHED:
            found.wrong(faults.FETCHES)
        elif low.startswith("xl/externallinks/") and link.get("TargetMode") == "External":
            found.tell(faults.OUTSIDE)
        elif kind == "hyperlink" and leads_to_disk(low, link):
            found.tell(faults.LINKED)


def _starts_a_program(data: bytes) -> bool:
    """Whether a field, or a link of a table, starts a program, however it is cut into pieces."""
    if _DDE.search(data):
        return True
    if b"instrText" not in data:
        return False
    said = (b"\0" if begin else words for begin, words in _FIELD.findall(data))
    return _PROGRAM.search(unescape(b"".join(said).decode("utf-8", "replace"))) is not None


def _embedded(package: Package, name: str, found: Found, depth: int) -> None:
    """A part that is no XML: a file of its own, or a picture."""
    data = package.read(name)
    if data.startswith(b"PK\x03\x04"):
        if depth == _DEEPEST:
            raise RefusedError(faults.PACKAGED)
        inner = examine_ooxml(data, depth + 1)
        if _CONTENT_TYPES.encode() not in data:  # no file of Office, of whatever program
            found.wrong(faults.PACKAGED)
        for fault in inner.faults:
            found.wrong(fault)
        package.replace(name, inner.copy)
    elif is_compound(data):
        old = examine_ole(data)
        for fault in old.faults:
            found.wrong(fault)
        package.replace(name, old.copy)
    elif "/embeddings/" in name.lower() and not is_drawn(data):
        found.wrong(faults.PACKAGED)
    else:
        package.replace(name, bare_drawing(bare(data)))


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
            tracked += len(_TRACKED.findall(package.xml(name)))
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
    without_unreached(package)
    for name in package.kept:
        low = name.lower()
        if low in _USUAL:
            package.changed[name] = _EMPTY[_USUAL[low]]
        elif _PEOPLE.fullmatch(low):
            package.replace(name, _emptied(package.xml(name)))
        elif _COMMENTS.fullmatch(low):  # of nobody: else the file would not be published
            package.replace(name, _without_people(package.xml(name)))
        elif low.startswith("xl/customproperty"):
            package.changed[name] = b""
        elif low.endswith((".xml", ".vml")):
            _plain(package, name, low)
    _properties(package)
    without_machines(package)


def _plain(package: Package, name: str, low: str) -> None:
    """A part that readers see, without what its writer's program noted in it."""
    data = without_folders(without_remarks(package.xml(name)))
    for parts, shapes in _NOTED:
        if parts.fullmatch(low):
            for shape, instead in shapes:
                while (less := shape.sub(instead, data)) != data:
                    data = less
    if low == "xl/workbook.xml":
        numbers = count(1)
        data = _VIEW.sub(lambda one: one[1] + b'"%d"' % next(numbers), data)
    if low.startswith("word/"):
        data = _unbound(without_folders_of_fields(data))
    package.replace(name, data)


def _without_people(data: bytes) -> bytes:
    root = parsed(data)
    for one in elements(root):
        if name_of(one) == "author":
            drop(one)
    return written(root)


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


def _unbound(data: bytes) -> bytes:
    """A text whose words stay as they are written: Word would take them from what is no more."""
    if b"dataBinding" not in data:
        return data
    root = parsed(data)
    for one in elements(root):
        if name_of(one) == "dataBinding":
            drop(one)
    return written(root)

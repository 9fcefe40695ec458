"""Texts, tables and presentations of OpenDocument (ISO/IEC 26300): what readers would find in them.

As of ``ooxml``: the copy says nothing of who wrote it; what people wrote is never taken out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.attachments import faults
from plugins.attachments.compound import is_compound
from plugins.attachments.drawings import bare_drawing
from plugins.attachments.faults import RefusedError
from plugins.attachments.found import Found
from plugins.attachments.ole import examine_ole
from plugins.attachments.paths import last_name, without_folders
from plugins.attachments.trees import (
    Element,
    elements,
    name_of,
    parsed,
    values_of,
    without,
    without_remarks,
)
from plugins.attachments.zips import Package
from plugins.bare_pictures import bare
from plugins.numbers import whole

_TYPES = {
    b"application/vnd.oasis.opendocument.text": ".odt",
    b"application/vnd.oasis.opendocument.spreadsheet": ".ods",
    b"application/vnd.oasis.opendocument.presentation": ".odp",
}
_MANIFEST = "META-INF/manifest.xml"
_META = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-meta '
    b'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.2">'
    b"<office:meta/></office:document-meta>"
)
_COMMENT = re.compile(rb"<office:annotation[\s/>]")
_TRACKED = re.compile(rb"<text:changed-region|<table:(?:cell-content-change|insertion|deletion)\b")
_LISTENS = re.compile(rb"<script:event-listener[\s/>]")
_DDE = re.compile(rb"<(?:text:dde-connection|office:dde-source|table:dde-link)[\s/>]")
_OUTSIDE = re.compile(
    rb"""<(?:draw:(?:image|object|object-ole|plugin|applet|floating-frame)|text:section-source"""
    rb"""|table:(?:table-source|cell-range-source))\s[^>]*xlink:href=["'](?:[a-z][a-z+]+:|\.\./|/)""",
    re.IGNORECASE,
)
"""What is shown where the file is opened, from a place that is not in it."""
_HIDDEN = b'table:display="false"'
_FOLDED = (b'table:visibility="collapse"', b'table:visibility="filter"')
_UNSEEN = b'text:display="none"'
_UNSEEN_SLIDE = b'presentation:visibility="hidden"'
_HIDING = frozenset({"hidden-text", "hidden-paragraph"})
"""Fields whose words show only when something is so."""
_WORN_BY = frozenset({"span", "p", "h"})
_PRINTER = re.compile(
    rb"""(<config:config-item\b[^>]*config:name="(?:Printer(?:Name|Setup)|CurrentDatabase(?:DataSource|Command))"[^>]*>)[^<]*"""
)
_SITTINGS = (
    re.compile(rb"""\sofficeooo:(?:paragraph-)?rsid="[0-9a-fA-F]*\""""),
    re.compile(
        rb"""<config:config-item\b[^>]*config:name="Rsid(?:Root)?"[^>]*>[^<]*</config:config-item>"""
    ),
)
"""Numbers that tell in which sittings a text was written."""
_ON_DISK = rb"(?:file:|\.\./|[A-Za-z]:[\\/])"
_LINK = re.compile(
    rb"""(<(?:text|draw):a\s(?:[^<>]*\s)?xlink:href=)(?:"(%b[^"]*)"|'(%b[^']*)')"""
    % (_ON_DISK, _ON_DISK),
    re.IGNORECASE,
)
_VARIABLE = re.compile(
    rb"""(<text:user-field-decl\s(?:[^<>]*\s)?(text:name="[^"]*")[^<>]*/>)""", re.IGNORECASE
)
"""A value that no field shows."""
_FOR_WRITERS = re.compile(r"Thumbnails/|Configurations2/|(?:.*/)?[^/]+\.rdf$")
"""Parts of no use to readers: a picture of an older state, menus, statements about the text."""
_NOTES = re.compile(rb"<presentation:notes\b.*?</presentation:notes>", re.DOTALL)
_SAYS = re.compile(rb"<text:(?:p|span|h)\b[^<>/]*>\s*[^<\s]")
_NAMED = re.compile(rb"<(?:meta:initial-creator|dc:creator|meta:printed-by)>[^<]")


def is_odf(package: Package) -> bool:
    """Whether a zip says that it is of OpenDocument."""
    return "mimetype" in package.parts


def examine_odf(package: Package, data: bytes) -> Found:
    """The file ``data``, opened as ``package``. Raises RefusedError."""
    found = Found(ending=_TYPES.get(package.read("mimetype").strip(), ""))
    manifest = package.xml(_MANIFEST)
    if b"encryption-data" in manifest or "encrypted-package" in package.parts:
        raise RefusedError(faults.LOCKED)
    _look(package, found)
    if "META-INF/documentsignatures.xml" in package.parts:
        if _NAMED.search(package.read("meta.xml")):
            found.tell(faults.signed(["tên người soạn"]))
        found.copy = data
        return found
    _clean(package)
    found.copy = package.written()
    return found


def _runs(text: bytes, found: Found) -> None:
    """What a part makes a reader's program do."""
    if _LISTENS.search(text):
        found.wrong(faults.MACROS)
    if _DDE.search(text) or _OUTSIDE.search(text):
        found.wrong(faults.FETCHES)


def _look(package: Package, found: Found) -> None:
    """What is in each part that readers would find."""
    comments = tracked = 0
    for name in package.names:
        last = name.rpartition("/")[2]
        if name.startswith("Scripts/") or _is_program(package, name):
            found.wrong(faults.MACROS)
        elif last in {"content.xml", "styles.xml"}:
            text = package.xml(name)
            _runs(text, found)
            comments += len(_COMMENT.findall(text))
            tracked += len(_TRACKED.findall(text))
            _tell_hidden(text, found)
        elif last.endswith(".xml"):
            package.xml(name)
        elif is_compound(package.read(name)):
            for fault in examine_ole(package.read(name)).faults:
                found.wrong(fault)
    if comments:
        found.wrong(faults.commented(comments))
    if tracked:
        found.wrong(faults.tracked(tracked))


def _tell_hidden(text: bytes, found: Found) -> None:
    """Tell of what is not shown at first."""
    if _HIDDEN in text:
        _sheets(text, found)
    if any(one in text for one in _FOLDED):
        _cells(text, found)
    if any(_SAYS.search(notes) for notes in _NOTES.findall(text)):
        found.tell(faults.NOTES)
    if _UNSEEN_SLIDE in text:
        _slides(text, found)
    if _LINK.search(text):
        found.tell(faults.LINKED)
    if _UNSEEN in text or b"<text:hidden-" in text:
        _words(text, found)


def _is_program(package: Package, name: str) -> bool:
    return name.startswith("Basic/") and b"<script:module" in package.read(name)


def _sheets(text: bytes, found: Found) -> None:
    """Sheets whose style hides them."""
    every = elements(parsed(text))
    styles = set()
    hidden = []
    for one in every:
        values = values_of(one)
        if name_of(one) == "table-properties" and values.get("display") == "false":
            above = one.getparent()
            styles |= {v for k, v in above.attrib.items() if k.endswith("}name")}
        elif name_of(one) == "table" and values.get("style-name") in styles:
            hidden.append(values.get("name", ""))
    if hidden:
        found.tell(faults.hidden_sheets(hidden))


def _slides(text: bytes, found: Found) -> None:
    """Slides whose style hides them."""
    every = elements(parsed(text))
    styles = {
        values_of(one.getparent()).get("name")
        for one in every
        if name_of(one) == "drawing-page-properties"
        and values_of(one).get("visibility") == "hidden"
    }
    hidden = sum(
        name_of(one) == "page" and values_of(one).get("style-name") in styles for one in every
    )
    if hidden:
        found.tell(faults.hidden_slides(hidden))


def _cells(text: bytes, found: Found) -> None:
    """Rows and columns that are hidden, with something in them."""
    hiding = dict[str, None]()
    sheet, columns, at = "", list[range](), 0
    for one in elements(parsed(text)):
        values, name = values_of(one), name_of(one)
        is_folded = values.get("visibility") in {"collapse", "filter"}
        if name == "table":
            sheet, columns, at = values.get("name", ""), [], 0
        elif name == "table-column":
            count = whole(values.get("number-columns-repeated", "")) or 1
            columns += [range(at, at + count)] if is_folded else []
            at += count
        elif name == "table-row" and (is_folded or columns):
            hides = any(is_folded or _is_in(place, columns) for place in _filled(one))
            hiding |= {sheet: None} if hides else {}
    if hiding:
        found.tell(faults.hidden_cells(list(hiding)))


def _filled(row: Element) -> Iterator[int]:
    """The columns of a row's cells that say something."""
    at = 0
    for cell in row:
        if any(text.strip() for text in cell.itertext()):
            yield at
        at += whole(values_of(cell).get("number-columns-repeated", "")) or 1


def _is_in(place: int, columns: list[range]) -> bool:
    return any(place in one for one in columns)


def _words(text: bytes, found: Found) -> None:
    """Words that a style, a section or a field hides."""
    every = [(one, values_of(one)) for one in elements(parsed(text))]
    styles = {
        values_of(one.getparent()).get("name")
        for one, values in every
        if name_of(one) == "text-properties" and values.get("display") == "none"
    }
    count = 0
    for one, values in every:
        is_hidden = (
            name_of(one) in _HIDING
            or (name_of(one) == "section" and values.get("display") == "none")
            or (name_of(one) in _WORN_BY and values.get("style-name") in styles)
        )
        said = "".join(one.itertext()) or values.get("string-value", "")
        count += is_hidden and bool(said.strip())
    if count:
        found.tell(faults.hidden_words(count))


def _clean(package: Package) -> None:
    gone = {name for name in package.names if _FOR_WRITERS.match(name)} | _unlisted(package)
    package.changed |= dict.fromkeys(gone)
    for name in package.kept:
        last = name.rpartition("/")[2]
        data = package.read(name)
        if last == "meta.xml":
            package.changed[name] = _META
        elif last.endswith(".xml"):
            package.replace(name, _plain(package.xml(name)))
        elif is_compound(data):
            package.replace(name, examine_ole(data).copy)
        else:
            package.replace(name, bare_drawing(bare(data)))
    _forget(package, gone)


def _plain(data: bytes) -> bytes:
    """A part that readers see, without what its writer's program noted in it."""
    data = without_folders(_LINK.sub(_cut, without_remarks(data)))
    for variable in _VARIABLE.findall(data):
        if data.count(variable[1]) == 1:
            data = data.replace(variable[0], b"", 1)
    for shape in _SITTINGS:
        data = shape.sub(b"", data)
    return _PRINTER.sub(rb"\1", data)


def _cut(link: re.Match[bytes]) -> bytes:
    path = (link[2] if link[3] is None else link[3]).decode("utf-8", "surrogateescape")
    return link[1] + b'"' + last_name(path).encode("utf-8", "surrogateescape") + b'"'


def _unlisted(package: Package) -> set[str]:
    """Parts that neither the manifest nor any text mentions: no program shows them."""
    listed = (
        {
            value
            for one in elements(parsed(manifest))
            for key, value in values_of(one).items()
            if key == "full-path"
        }
        if (manifest := package.xml(_MANIFEST))
        else set()
    )
    texts = [
        package.read(one) for one in package.names if one.endswith(("content.xml", "styles.xml"))
    ]
    return {
        name
        for name in package.names
        if name not in listed
        and name != "mimetype"
        and not name.startswith("META-INF/")
        and not name.endswith(".xml")
        and not any(name.rpartition("/")[2].encode() in text for text in texts)
    }


def _forget(package: Package, gone: set[str]) -> None:
    """Leave no word in the manifest about parts that are ``gone``."""
    data = package.xml(_MANIFEST)
    if not data:
        return

    def is_gone(one: Element) -> bool:
        path = values_of(one).get("full-path", "")
        return path in gone or _FOR_WRITERS.match(path) is not None

    left = without(data, is_gone)
    if left != data:
        package.changed[_MANIFEST] = left

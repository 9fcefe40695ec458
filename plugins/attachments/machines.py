"""What an Office file notes of somebody's machine: its printer, its folders, its template.

Readers need none of it, and Office writes it without being asked.
"""

from __future__ import annotations

import re

from plugins.attachments.paths import is_on_disk, last_name
from plugins.attachments.reached import resolved
from plugins.attachments.trees import (
    Element,
    drop,
    elements,
    name_of,
    parsed,
    values_of,
    without,
    written,
)
from plugins.attachments.zips import Package

_PARTS = "/_rels/"
_PRINTERS = b"/printerSettings"
_TEMPLATES, _MERGED = b"/attachedTemplate", b"/mailMerge"
_SETTINGS = re.compile(r"word/(?:glossary/)?settings\.xml")
_LINKS_OF_SETTINGS = re.compile(r"word/(?:glossary/)?_rels/settings\.xml\.rels")
_NOTED = frozenset({"docVars", "mailMerge", "attachedSchema", "schemaLibrary", "rsids", "docId"})
"""What templates and programs keep under names of their own; the table that letters were merged
with, which Word would ask for again; numbers that tell in which sittings a text was written."""


def without_machines(package: Package) -> None:
    """Take out of the copy what tells of a machine; links to its files keep their last name."""
    for name in package.kept:
        low = name.lower()
        if not low.endswith(".rels"):
            continue
        data = package.xml(name)
        if _PRINTERS in data:
            _without(package, name, "/printerSettings", "pageSetup")
        elif _LINKS_OF_SETTINGS.fullmatch(low) and (_TEMPLATES in data or _MERGED in data):
            _without(package, name, "/attachedTemplate", "attachedTemplate")
            for kind in ("/mailMergeSource", "/mailMergeHeaderSource"):
                _without(package, name, kind, "mailMerge")
        if b"External" in data:
            _shorten(package, name)
    for name in package.kept:
        if _SETTINGS.fullmatch(name.lower()):
            _without_notes(package, name)


def _without(package: Package, name: str, kind: str, tag: str) -> None:
    """The links of that ``kind`` of a part, what they lead to, and the ``tag`` that mentions them.

    A page setup says more than its printer, and stays; a template's tag says nothing else.
    """
    owner = name.replace(_PARTS, "/").removesuffix(".rels")
    root, gone = parsed(package.xml(name)), set[str]()
    for link in elements(root):
        if (link.get("Type") or "").endswith(kind):
            gone.add(link.get("Id") or "")
            target = resolved(owner, link.get("Target") or "")
            package.changed |= dict.fromkeys({target} & set(package.parts))
            drop(link)
    package.changed[name] = written(root)
    if owner not in package.parts:
        return
    body = parsed(package.xml(owner))
    for one in elements(body):
        if name_of(one) == tag and values_of(one).get("id") in gone:
            if tag == "pageSetup":
                for key in [key for key in one.attrib if str(key).endswith("}id")]:
                    del one.attrib[key]
            else:
                drop(one)
    package.changed[owner] = written(body)


def leads_to_disk(low: str, link: Element) -> bool:
    """Whether a link of the part ``low`` leads to a file, if only in somebody's own web folder."""
    if link.get("TargetMode") != "External":
        return False
    return low.startswith("xl/externallinks/_rels/") or is_on_disk(link.get("Target") or "")


def _shorten(package: Package, name: str) -> None:
    """Links to files on somebody's machine: by their names alone."""
    root, low, shortened = parsed(package.xml(name)), name.lower(), False
    for link in elements(root):
        if leads_to_disk(low, link):
            link.set("Target", last_name(link.get("Target") or "") or "./")
            shortened = True
    if shortened:
        package.changed[name] = written(root)


def _without_notes(package: Package, name: str) -> None:
    """The settings of a Word file without what was noted in them for others than its readers."""
    data = package.xml(name)
    if not any(one.encode() in data for one in _NOTED):
        return
    package.changed[name] = without(data, lambda one: name_of(one) in _NOTED)

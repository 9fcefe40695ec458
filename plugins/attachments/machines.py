"""What an Office file notes of somebody's machine: its printer, its folders, its template.

Readers need none of it, and Office writes it without being asked.
"""

from __future__ import annotations

import re

from plugins.attachments.trees import drop, elements, name_of, parsed, values_of, written
from plugins.attachments.zips import Package

_PARTS = "/_rels/"
_FOLDERS = re.compile(r"(?:file:/*)?(?:.*[/\\])?([^/\\]*)$", re.IGNORECASE | re.DOTALL)
_PRINTERS = b"/printerSettings"
_TEMPLATES, _MERGED = b"/attachedTemplate", b"/mailMerge"
_SETTINGS = re.compile(r"word/(?:glossary/)?settings\.xml")
_LINKS_OF_SETTINGS = re.compile(r"word/(?:glossary/)?_rels/settings\.xml\.rels")
_NOTED = frozenset({"docVars", "mailMerge"})
"""What templates and programs keep under names of their own; the table that letters were merged
with, which Word would ask for again."""


def without_machines(package: Package) -> None:
    """Take out of the copy what tells of a machine; links to its files keep their last name."""
    for name in package.names:
        low = name.lower()
        if not low.endswith(".rels"):
            continue
        data = package.xml(name)
        if low.startswith("xl/externallinks/_rels/") and b"External" in data:
            _shorten(package, name)
        elif _PRINTERS in data:
            _without(package, name, "/printerSettings", "pageSetup")
        elif _LINKS_OF_SETTINGS.fullmatch(low) and (_TEMPLATES in data or _MERGED in data):
            _without(package, name, "/attachedTemplate", "attachedTemplate")
            for kind in ("/mailMergeSource", "/mailMergeHeaderSource"):
                _without(package, name, kind, "mailMerge")
    for name in package.names:
        if _SETTINGS.fullmatch(name.lower()):
            _without_notes(package, name)


def _without(package: Package, name: str, kind: str, tag: str) -> None:
    """The links of that ``kind`` of a part, what they lead to, and the ``tag`` that mentions them.

    A page setup says more than its printer, and stays; a template's tag says nothing else.
    """
    owner = name.replace(_PARTS, "/").removesuffix(".rels")
    root, gone = parsed(_now(package, name)), set[str]()
    for link in elements(root):
        if (link.get("Type") or "").endswith(kind):
            gone.add(link.get("Id") or "")
            target = f"{owner.rpartition('/')[0]}/{link.get('Target') or ''}"
            package.changed |= dict.fromkeys({_plain(target)} & set(package.parts))
            drop(link)
    package.changed[name] = written(root)
    if owner not in package.parts:
        return
    body = parsed(_now(package, owner))
    for one in elements(body):
        if name_of(one) == tag and values_of(one).get("id") in gone:
            if tag == "pageSetup":
                for key in [key for key in one.attrib if str(key).endswith("}id")]:
                    del one.attrib[key]
            else:
                drop(one)
    package.changed[owner] = written(body)


def _plain(path: str) -> str:
    """``path`` without ``..``."""
    steps: list[str] = []
    for step in path.split("/"):
        if step == "..":
            steps = steps[:-1]
        elif step and step != ".":
            steps.append(step)
    return "/".join(steps)


def _shorten(package: Package, name: str) -> None:
    """Links of a workbook to others on somebody's machine: by their names alone."""
    root = parsed(package.xml(name))
    for link in elements(root):
        target = link.get("Target") or ""
        if link.get("TargetMode") == "External" and not re.match("(?:https?|mailto):", target):
            link.set("Target", _FOLDERS.sub(r"\1", target))
    package.changed[name] = written(root)


def _without_notes(package: Package, name: str) -> None:
    """The settings of a Word file without what was noted in them for others than its readers."""
    data = _now(package, name)
    if not any(one.encode() in data for one in _NOTED):
        return
    root = parsed(data)
    for one in elements(root):
        if name_of(one) in _NOTED:
            drop(one)
    package.changed[name] = written(root)


def _now(package: Package, name: str) -> bytes:
    """A part as the copy has it so far."""
    return package.changed.get(name) or package.xml(name)

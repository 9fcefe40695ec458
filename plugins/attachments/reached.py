"""Which parts of an Office file its readers can get to (ECMA-376 part 2, relationships).

Office shows a part only where a link leads to it from the file's root. What nothing leads to
(``[trash]``, what a tool left behind) is in no copy; nor is what a link leads to that Office keeps
for its writers alone, and that its own Document Inspector takes out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from plugins.attachments.trees import drop, elements, parsed, without, written
from plugins.attachments.zips import Package

_TYPES = "[Content_Types].xml"
_ROOT = "_rels/.rels"
_OFFICES_OWN = re.compile(
    r"(?:word|xl|ppt)/(?:_rels/)?(?:document|settings|styles|websettings|fonttable|numbering|people|glossary"
    r"|comments|footnotes|endnotes|header|footer|theme|media|embeddings|charts|diagrams|drawings"
    r"|fonts|workbook|worksheets|chartsheets|sharedstrings|tables|pivot|externallinks|persons"
    r"|printersettings|calcchain|presentation|slide|notes|handout|presprops|viewprops|tablestyles"
    r"|commentauthors|authors)"
)
"""Names that Office gives its parts: some programs find them by these alone."""
_FOR_WRITERS = frozenset(
    {
        "customXml",  # data of tools and shared folders
        "changesInfo",
        "revisionInfo",
        "classificationlabels",
        "webextensiontaskpanes",
        "webextension",
        "usernames",
        "glossaryDocument",  # the writer's building blocks
        "extensibility",  # buttons of the writer's ribbon
        "userCustomization",
        "keyMapCustomizations",
        "attachedToolbars",
    }
)
"""Kinds of links, by their last word."""


def without_unreached(package: Package) -> None:
    """Take out of the copy what no reader can get to, and every mention of it in the package."""
    if _ROOT not in package.parts:
        return
    names = {name.lower(): name for name in package.names}
    reached, shed, waiting = set[str](), set[str](), [""]
    while waiting:
        owner = waiting.pop()
        links = names.get(_links_of(owner).lower())
        if links is None:
            continue
        for target in _followed(package, links, owner, shed):
            name = names.get(target.lower())
            if name is not None and name not in reached:
                reached.add(name)
                waiting.append(name)
    kept = reached | {_TYPES, _ROOT} | {_links_of(one) for one in reached}
    known = {one.lower() for one in kept}
    gone = {
        name
        for name in package.names
        if name.lower() not in known
        and (name.lower() in shed or not _OFFICES_OWN.match(name.lower()))
    }
    if gone:
        package.changed |= dict.fromkeys(gone)
        _forget(package, {f"/{name}".lower() for name in gone})


def _links_of(owner: str) -> str:
    """The part that holds the links of ``owner``; of the whole file where that is empty."""
    folder, slash, last = owner.rpartition("/")
    return f"{folder}{slash}_rels/{last}.rels"


def _followed(package: Package, links: str, owner: str, shed: set[str]) -> Iterator[str]:
    """Where links of a part lead inside the file; for writers: dropped, and into ``shed``."""
    root, dropped = parsed(package.xml(links)), False
    for link in elements(root):
        if (link.get("Type") or "").rpartition("/")[2] in _FOR_WRITERS:
            shed.add(resolved(owner, unquote(link.get("Target") or "")).lower())
            drop(link)
            dropped = True
        elif link.get("Target") and link.get("TargetMode") != "External":
            yield resolved(owner, unquote(link.get("Target")))
    if dropped:
        package.changed[links] = written(root)


def resolved(owner: str, target: str) -> str:
    """The part that a link of ``owner`` to ``target`` means."""
    target = target.partition("#")[0].replace("\\", "/")
    path = target if target.startswith("/") else f"{owner.rpartition('/')[0]}/{target}"
    steps: list[str] = []
    for step in path.split("/"):
        if step == "..":
            steps = steps[:-1]
        elif step and step != ".":
            steps.append(step)
    return "/".join(steps)


def _forget(package: Package, gone: set[str]) -> None:
    """Leave no word in the list of kinds about parts that are ``gone``."""
    data = package.xml(_TYPES)
    left = without(data, lambda one: (one.get("PartName") or "").lower() in gone)
    if left != data:
        package.changed[_TYPES] = left

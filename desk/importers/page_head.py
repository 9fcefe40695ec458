"""What a saved page says of itself to machines: its titles, its date, its addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from desk.importers.page_tree import Node, Tree
from plugins.vietnamese import squeeze

_SAVED = re.compile(r"saved from url=\(\d+\)\s*(\S+)", re.IGNORECASE)
_DETAIL = re.compile(r"/detail/\d+/[^/?#\s]+\.html", re.IGNORECASE)
_ROOT = re.compile(r"https?://[\w.:-]+(?=/|$)", re.ASCII)
_PUBLISHED = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')


_MACHINES = frozenset({"datepublished", "datecreated", "dc:date", "dc:created", "published"})
"""What a tag is said to hold that gives a moment to machines."""


def may_give_moment(tag: Node) -> bool:
    """Whether ``machine_moment`` is worth asking; of most tags it is not."""
    return "itemprop" in tag.attributes or "property" in tag.attributes or tag.name == "abbr"


def machine_moment(tag: Node) -> str:
    """The moment that ``tag`` gives to machines, as written; empty when it gives none."""
    said = tag.attributes
    names = f"{said.get('itemprop', '')} {said.get('property', '')}"
    if tag.name == "abbr":
        names += f" {said.get('class', '')}"
    if names == " " or _MACHINES.isdisjoint(names.lower().split()):
        return ""
    for key in ("content", "datetime", "title"):
        if moment := said.get(key):
            return squeeze(moment)
    return squeeze("".join(one for one in tag.children if isinstance(one, str)))


def _is_of_a_change(tag: Node) -> bool:
    """Whether a moment is called that of a later change, and not of publishing too."""
    marks = tag.marks
    return ("updated" in marks or "modified" in marks) and not (
        "published" in marks or "entry-date" in marks
    )


class PageHead:
    """What a page says of itself."""

    def __init__(self, tree: Tree) -> None:
        self._tags = tree.asked
        self._metas = [one.attributes for one in tree.asked["meta"]]
        self._comments = tree.comments

    def _meta(self, name: str) -> str:
        for key in ("property", "name", "itemprop"):
            found = next((one for one in self._metas if one.get(key) == name), None)
            if found is not None and (content := found.get("content")):
                return squeeze(content)
        return ""

    def published(self) -> str:
        """When the page says to machines that it was published; empty when not, or of two."""
        for name in ("article:published_time", "datePublished"):
            if said := self._meta(name):
                return said
        scripts = [
            "".join(one.said())
            for one in self._tags["script"]
            if one.attributes.get("type") == "application/ld+json"
        ]
        found = {m[1] for said in scripts for m in _PUBLISHED.finditer(said)}
        if not found:
            times = [one for one in self._tags["time"] if not _is_of_a_change(one)]
            said_by = [one.attributes.get("datetime") for one in times]
            found = {squeeze(said) for said in said_by if said is not None}
        return found.pop() if len(found) == 1 else ""

    def titles(self) -> Iterator[str]:
        """What the page is called, the surest first; the site's name may be attached."""
        if said := self._meta("og:title"):
            yield said
        title = next(iter(self._tags["title"]), None)
        if title is not None and (said := squeeze("".join(title.said()))):
            yield said
            yield from re.split(r"\s+[|»«]\s+|\s+[–—-]\s+", said)
            yield said.partition(": ")[2]

    def addresses(self) -> tuple[str, tuple[str, ...]]:
        """The page's own address (may be empty), and every old address it gives itself."""
        said: list[str] = []
        links = (one.attributes for one in self._tags["link"])
        if link := next((one for one in links if "canonical" in one.get("rel", "").split()), None):
            said.append(link.get("href", ""))
        said.append(self._meta("og:url"))
        for comment in self._comments:
            said += [m[1] for m in _SAVED.finditer(comment)]
        base = next((one for one in said if one.startswith(("http://", "https://"))), "")
        for form in self._tags["form"]:
            said.append(urljoin(base, form.attributes.get("action", "")))
        found = dict.fromkeys(
            match[0].replace(" ", "%20")
            for one in said
            if (match := _DETAIL.search("/" + urlsplit(one).path.lstrip("./")))
        )
        return base, tuple(found)


def root_of(base: str) -> str:
    """``https://a.vn`` of an address there; empty of what is no address on the web."""
    found = _ROOT.match(base)
    return found[0] if found else ""

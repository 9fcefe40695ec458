"""Feeds and sitemaps, read as a feed reader or a search engine would.

Sources: Atom RFC 4287, RSS 2.0 (rssboard.org), sitemaps.org 0.9 (50,000
addresses and 50 MB a file).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from desk.verify.facts import Facts, FileKind, facts_of, follow
from plugins.model import Problem
from plugins.vietnamese import squeeze

_ATOM = "{http://www.w3.org/2005/Atom}"
_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
MOST_ADDRESSES = 50_000
MOST_BYTES = 50_000_000
"""sitemaps.org says 50 MB and search engines differ on what a megabyte is: the smaller."""

_HTML_LINKS = etree.XPath("//@href | //@src | //@srcset", smart_strings=False)


@dataclass(slots=True, kw_only=True)
class _File:
    """An XML file being read."""

    path: str
    site: str
    kind: FileKind = FileKind.OTHER
    problems: list[Problem] = field(default_factory=list)
    links: dict[str, int] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)

    def wrong(self, element: Any, message: str) -> None:  # noqa: ANN401 - lxml has no types
        line = getattr(element, "sourceline", None) or 1
        self.problems.append(Problem(path=self.path, line=line, message=message))

    def lead(self, element: Any, address: str) -> str:  # noqa: ANN401 - as above
        """Note an address, which must be absolute here; the own file, or empty."""
        found = follow(address, self.path, self.site)
        if found.scheme in {"http", "https", "mailto", "tel"}:
            return ""
        if found.scheme or not found.absolute:
            self.wrong(element, f"phải là địa chỉ đầy đủ, bắt đầu bằng {self.site}: {address}")
            return ""
        self.links.setdefault(found.link, element.sourceline or 1)
        return found.file


def examine_xml(path: str, data: bytes, site: str) -> tuple[Facts, str]:
    """The facts of a feed, sitemap or other XML file, and all it says to people, squeezed."""
    file = _File(path=path, site=site)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line = error.lineno or 1
        file.problems.append(Problem(path=path, line=line, message=f"XML hỏng: {error.msg}"))
    else:
        match root.tag:
            case "rss":
                file.kind = FileKind.FEED
                _rss(file, root)
            case tag if tag == f"{_ATOM}feed":
                file.kind = FileKind.FEED
                _atom(file, root)
            case tag if tag in {f"{_SITEMAP}urlset", f"{_SITEMAP}sitemapindex"}:
                _sitemap(file, root, data)
            case _:
                file.wrong(root, f"tệp XML lạ: <{root.tag}>")
        file.said.extend(root.itertext())
    facts = facts_of(path, file.kind, data, file.problems, file.links)
    return facts, squeeze("\n".join(file.said))


# --- feeds ---------------------------------------------------------------------


def _atom(file: _File, root: Any) -> None:  # noqa: ANN401 - lxml has no types
    _require(file, root, _ATOM, ("id", "title", "updated"))
    for link in root.iter(f"{_ATOM}link"):
        file.lead(link, link.get("href", ""))
    if not any(link.get("rel") == "self" for link in root.findall(f"{_ATOM}link")):
        file.wrong(root, "nguồn tin thiếu liên kết rel=self")
    entries = root.findall(f"{_ATOM}entry")
    moments = []
    for entry in entries:
        _require(file, entry, _ATOM, ("id", "title", "updated"))
        if entry.find(f"{_ATOM}author") is None and root.find(f"{_ATOM}author") is None:
            file.wrong(entry, "mục tin thiếu author")
        if entry.find(f"{_ATOM}content") is None and entry.find(f"{_ATOM}summary") is None:
            file.wrong(entry, "mục tin thiếu content và summary")
        for name in ("updated", "published"):
            _iso(file, entry.find(f"{_ATOM}{name}"))
        moments.append(_iso(file, entry.find(f"{_ATOM}published"), quiet=True))
        content = entry.find(f"{_ATOM}content")
        if content is not None and content.get("type") == "html":
            _html(file, content)
    _iso(file, root.find(f"{_ATOM}updated"))
    _unique(file, entries, f"{_ATOM}id")
    _descending(file, entries, moments)
    for name in [root, *entries]:
        identity = (name.findtext(f"{_ATOM}id") or "").strip()
        if identity and ":" not in identity:
            file.wrong(name, f"id phải là một URI: {identity}")


def _rss(file: _File, root: Any) -> None:  # noqa: ANN401 - lxml has no types
    channel = root.find("channel")
    if root.get("version") != "2.0" or channel is None:
        file.wrong(root, 'RSS phải có version="2.0" và <channel>')
        return
    _require(file, channel, "", ("title", "link", "description"))
    items = channel.findall("item")
    moments = []
    for item in items:
        _require(file, item, "", ("title", "link", "guid", "pubDate"))
        moments.append(_rfc822(file, item.find("pubDate")))
        description = item.find("description")
        if description is not None and "<" in (description.text or ""):
            _html(file, description)
    for link in [channel.find("link"), *(item.find("link") for item in items)]:
        if link is not None:
            file.lead(link, (link.text or "").strip())
    for enclosure in channel.iter("enclosure"):
        file.lead(enclosure, enclosure.get("url", ""))
    for link in channel.findall(f"{_ATOM}link"):
        file.lead(link, link.get("href", ""))
    _unique(file, items, "guid")
    _descending(file, items, moments)


def _require(file: _File, element: Any, space: str, names: tuple[str, ...]) -> None:  # noqa: ANN401
    for name in names:
        if not (element.findtext(f"{space}{name}") or "").strip():
            file.wrong(element, f"thiếu <{name}>")


def _iso(file: _File, element: Any, *, quiet: bool = False) -> datetime | None:  # noqa: ANN401
    if element is None:
        return None
    try:
        moment = datetime.fromisoformat((element.text or "").strip())
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        if not quiet:
            file.wrong(element, f"ngày giờ sai dạng RFC 3339: {element.text}")
        return None
    return moment


def _rfc822(file: _File, element: Any) -> datetime | None:  # noqa: ANN401
    if element is None:
        return None
    try:
        moment = parsedate_to_datetime(element.text or "")
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        file.wrong(element, f"ngày giờ sai dạng RFC 822: {element.text}")
        return None
    return moment


def _unique(file: _File, entries: list[Any], name: str) -> None:
    seen: set[str] = set()
    for entry in entries:
        identity = (entry.findtext(name) or "").strip()
        if identity in seen:
            file.wrong(entry, f"hai mục tin cùng một mã: {identity}")
        seen.add(identity)


def _descending(file: _File, entries: list[Any], moments: list[datetime | None]) -> None:
    before: datetime | None = None
    for entry, moment in zip(entries, moments, strict=True):
        if moment is None:
            continue
        if before is not None and moment > before:
            file.wrong(entry, "mục tin không theo thứ tự mới trước, cũ sau")
        before = moment


def _html(file: _File, element: Any) -> None:  # noqa: ANN401 - lxml has no types
    """Escaped HTML inside a feed: its addresses must be absolute, its words are searched too."""
    fragment = etree.HTML(f"<div>{element.text or ''}</div>")
    if fragment is None:
        return
    for value in _HTML_LINKS(fragment):
        candidates = (part.strip().partition(" ")[0] for part in value.split(","))
        for address in candidates if " " in value.strip() else (value,):
            file.lead(element, address)
    file.said.append(etree.tostring(fragment, method="text", encoding="unicode"))


# --- sitemaps --------------------------------------------------------------------


def _sitemap(file: _File, root: Any, data: bytes) -> None:  # noqa: ANN401 - lxml has no types
    index = root.tag == f"{_SITEMAP}sitemapindex"
    file.kind = FileKind.SITEMAP_INDEX if index else FileKind.SITEMAP
    entries = list(root)
    if len(entries) > MOST_ADDRESSES:
        file.wrong(root, f"sơ đồ trang có {len(entries)} địa chỉ, tối đa {MOST_ADDRESSES}")
    if len(data) > MOST_BYTES:
        file.wrong(root, f"sơ đồ trang nặng {len(data)} byte, tối đa {MOST_BYTES}")
    for entry in entries:
        address = (entry.findtext(f"{_SITEMAP}loc") or "").strip()
        known = len(file.links)
        found = file.lead(entry, address)
        if not found:
            file.wrong(entry, f"địa chỉ không thuộc trang tin: {address or '(trống)'}")
        elif len(file.links) == known:
            file.wrong(entry, f"địa chỉ lặp lại trong sơ đồ trang: {address}")
        modified = entry.findtext(f"{_SITEMAP}lastmod")
        if modified is not None:
            for problem in _w3c_date(modified.strip()):
                file.wrong(entry, problem)


_W3C = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def _w3c_date(written: str) -> Iterator[str]:
    if _W3C.fullmatch(written):
        return
    try:
        if datetime.fromisoformat(written).tzinfo is not None:
            return
    except ValueError:
        pass
    yield f"lastmod sai dạng ngày W3C: {written}"

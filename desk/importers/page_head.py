"""What a saved page says of itself to machines: its titles, its date, its addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Comment, Tag

from plugins.vietnamese import squeeze

_SAVED = re.compile(r"saved from url=\(\d+\)\s*(\S+)", re.IGNORECASE)
_DETAIL = re.compile(r"/detail/\d+/[^/?#\s]+\.html", re.IGNORECASE)
_PUBLISHED = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')


_ASKED = frozenset({"form", "link", "meta", "script", "time"})
"""Tags that say something of the page."""


class PageHead:
    """What a page says of itself, gathered in one walk: a page has a thousand tags."""

    def __init__(self, soup: BeautifulSoup) -> None:
        self._soup = soup
        self._tags: dict[str, list[Tag]] = {name: [] for name in _ASKED}
        self._comments: list[str] = []
        for one in soup.descendants:
            if isinstance(one, Tag):
                if one.name in _ASKED:
                    self._tags[one.name].append(one)
            elif isinstance(one, Comment) and "saved from" in one:
                self._comments.append(str(one))

    def _meta(self, name: str) -> str:
        for key in ("property", "name", "itemprop"):
            found = next((one for one in self._tags["meta"] if one.get(key) == name), None)
            if found is not None and (content := found.get("content")):
                return squeeze(str(content))
        return ""

    def published(self) -> str:
        """When the page says to machines that it was published; empty when not, or of two."""
        for name in ("article:published_time", "datePublished"):
            if said := self._meta(name):
                return said
        scripts = [s for s in self._tags["script"] if s.get("type") == "application/ld+json"]
        found = {m[1] for one in scripts for m in _PUBLISHED.finditer(one.get_text())}
        if not found:
            times = [one for one in self._tags["time"] if one.has_attr("datetime")]
            found = {squeeze(str(one["datetime"])) for one in times}
        return found.pop() if len(found) == 1 else ""

    def titles(self) -> Iterator[str]:
        """What the page is called, the surest first; the site's name may be attached."""
        if said := self._meta("og:title"):
            yield said
        title = self._soup.title
        if title is not None and (said := squeeze(title.get_text())):
            yield said
            yield from re.split(r"\s+[|»«]\s+|\s+[–—-]\s+", said)

    def addresses(self) -> tuple[str, tuple[str, ...]]:
        """The page's own address (may be empty), and every old address it gives itself."""
        said: list[str] = []
        links = (one for one in self._tags["link"] if "canonical" in (one.get("rel") or ()))
        if link := next(links, None):
            said.append(str(link.get("href") or ""))
        said.append(self._meta("og:url"))
        for comment in self._comments:
            said += [m[1] for m in _SAVED.finditer(comment)]
        base = next((one for one in said if one.startswith(("http://", "https://"))), "")
        for form in self._tags["form"]:
            said.append(urljoin(base, str(form.get("action") or "")))
        found = dict.fromkeys(
            match[0].replace(" ", "%20")
            for one in said
            if (match := _DETAIL.search("/" + urlsplit(one).path.lstrip("./")))
        )
        return base, tuple(found)

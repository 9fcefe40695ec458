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


def _meta(soup: BeautifulSoup, name: str) -> str:
    for key in ("property", "name", "itemprop"):
        found = soup.find("meta", attrs={key: name})
        if isinstance(found, Tag) and (content := found.get("content")):
            return squeeze(str(content))
    return ""


def published_by(soup: BeautifulSoup) -> str:
    """When the page says to machines that it was published; empty when it does not, or of two."""
    for name in ("article:published_time", "datePublished"):
        if said := _meta(soup, name):
            return said
    scripts = soup.find_all("script", type="application/ld+json")
    found = {m[1] for one in scripts for m in _PUBLISHED.finditer(one.get_text())}
    if not found:
        times = soup.find_all("time", datetime=True)
        found = {squeeze(str(one["datetime"])) for one in times}
    return found.pop() if len(found) == 1 else ""


def titles_of(soup: BeautifulSoup) -> Iterator[str]:
    """What the page is called, the surest first; the site's name may be attached."""
    if said := _meta(soup, "og:title"):
        yield said
    if soup.title is not None and (said := squeeze(soup.title.get_text())):
        yield said
        yield from re.split(r"\s+[|»«]\s+|\s+[–—-]\s+", said)


def addresses_of(soup: BeautifulSoup) -> tuple[str, tuple[str, ...]]:
    """The page's own address (may be empty), and every old address it gives itself."""
    said: list[str] = []
    link = soup.find("link", rel="canonical")
    if isinstance(link, Tag):
        said.append(str(link.get("href") or ""))
    said.append(_meta(soup, "og:url"))
    for comment in soup.find_all(string=lambda s: isinstance(s, Comment) and "saved from" in s):
        said += [m[1] for m in _SAVED.finditer(str(comment))]
    base = next((one for one in said if one.startswith(("http://", "https://"))), "")
    for form in soup.find_all("form"):
        said.append(urljoin(base, str(form.get("action") or "")))
    found = dict.fromkeys(
        match[0].replace(" ", "%20")
        for one in said
        if (match := _DETAIL.search("/" + urlsplit(one).path.lstrip("./")))
    )
    return base, tuple(found)

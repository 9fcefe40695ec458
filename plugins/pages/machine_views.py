"""What the templates of feeds and sitemaps may read: values for programs, not for pages."""

from __future__ import annotations

from msgspec import Struct


class Enclosure(Struct, frozen=True, kw_only=True):
    """An attachment of a post, as feeds name it."""

    url: str
    """Absolute."""
    type: str
    size: int
    """Bytes."""


class FeedEntry(Struct, frozen=True, kw_only=True):
    """A post in a feed."""

    id: str
    """``tag:`` URI (RFC 4151) under a host that stays when the site moves."""
    url: str
    """Absolute."""
    title: str
    published: str
    """RFC 3339."""
    updated: str
    published_rfc822: str
    authors: tuple[str, ...]
    categories: tuple[str, ...]
    summary: str
    description: str
    """HTML: notes of correction, then the summary."""
    html: str
    """Body with absolute addresses; notes of correction come first."""
    enclosures: tuple[Enclosure, ...] = ()
    """Its attachments, in the order of the text."""


class Feed(Struct, frozen=True, kw_only=True):
    """A feed of the newest posts of one page."""

    id: str
    title: str
    subtitle: str
    home: str
    """Absolute address of the page it follows."""
    self_url: str
    updated: str
    updated_rfc822: str
    entries: tuple[FeedEntry, ...]


class SitemapEntry(Struct, frozen=True, kw_only=True):
    """One address of a sitemap; ``lastmod`` is a W3C date or empty."""

    url: str
    lastmod: str

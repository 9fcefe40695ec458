"""Which files a site has, family by family.

All is pure: the same edition gives the same pages in the same order. Posts and documents, which
are nearly all pages, come in sections of some tens: one digest of all that their pages depend
on, so that where nothing changed the pages are not even planned.
"""

from __future__ import annotations

from collections.abc import Iterator

from plugins.pages import (
    documents,
    feeds,
    front,
    lists,
    owners,
    posts,
    redirects,
    search,
    sitemaps,
    standing,
)
from plugins.pages.edition import Edition
from plugins.pages.page import Page, PageKind, Section
from plugins.pages.posts import RelatedNews
from plugins.search import WholeTexts

FAMILIES = (front, lists, posts, owners, documents, standing, search, redirects, feeds, sitemaps)
KINDS = tuple(
    kind for family in FAMILIES for kind in vars(family).values() if isinstance(kind, PageKind)
)
"""Every kind of page."""


def plan(edition: Edition, related: RelatedNews, texts: WholeTexts) -> Iterator[Page | Section]:
    """Every file of the site but pictures and the theme's own, ``robots.txt`` first."""
    years = documents.document_years(edition.documents)
    yield standing.robots()
    yield from front.pages(edition)
    yield from lists.news(edition)
    yield from posts.pages(edition, related)
    yield from lists.archive(edition)
    yield from owners.pages(edition)
    yield from documents.pages(edition, years)
    yield from standing.pages(edition)
    yield from search.pages(edition, texts)
    yield from redirects.pages(edition)
    yield standing.missing(edition)
    yield from sitemaps.pages(edition, years)

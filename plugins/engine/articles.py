"""Posts and standing pages as Pelican's own articles and pages, for other plugins to read."""

from __future__ import annotations

from functools import cache, partial
from typing import Any

from pelican.contents import Article, Content, Page
from pelican.urlwrappers import Author, Category, Tag, URLWrapper

from plugins.addresses import AUTHOR, DEPARTMENT, UNIT, file_of
from plugins.images import place_pictures
from plugins.model import Post, StandingPage
from plugins.pages.edition import Edition
from plugins.posts import standfirst

_ROWS = {Category: DEPARTMENT, Tag: UNIT, Author: AUTHOR}


class Contents:
    """Articles and pages of ``edition``; what is written into them changes no page of ours."""

    def __init__(self, edition: Edition, context: dict[str, Any]) -> None:
        """``context``: what Pelican's generators share, the settings in it."""
        self._edition = edition
        self._context = context
        self._named = cache(self._made_name)

    def article(self, post: Post) -> Article:
        """``post``, under the names of its day: departments are categories, units are tags."""
        registry, day = self._edition.newsroom.registry, post.date.date()
        section = self._edition.sections[post.section]
        category = section.name
        if post.department:
            category = registry.departments[post.department].name_at(day).text
        known: dict[str, object] = {
            "date": post.date,
            "modified": post.modified,
            "summary": standfirst(post),
            "category": self._named(Category, category, post.department, section.url),
            "tags": [self._named(Tag, registry.units[u].name_at(day).text, u) for u in post.units],
        }
        if post.authors:  # of whom Pelican takes the first
            names = [self._named(Author, registry.authors[a].name, a) for a in post.authors]
            known["authors"] = names
        return self._made(Article, post, known)

    def page(self, page: StandingPage) -> Page:
        """A standing page."""
        return self._made(Page, page, {"summary": page.summary})

    def _made(
        self, kind: type[Content], text: Post | StandingPage, known: dict[str, object]
    ) -> Content:
        known |= {"title": text.title, "slug": text.slug, "status": text.status.value}
        known |= {"url": text.url[1:], "save_as": text.url[1:]}
        made = kind("", known, self._context, text.path, self._context)
        # Pelican's way to a body that is read when somebody asks: most plugins ask for none.
        made._get_content = partial(self._body, text)  # noqa: SLF001
        return made

    def _body(self, text: Post | StandingPage) -> str:
        return place_pictures(self._edition.body(text).html, self._edition.pictures)

    def _made_name(
        self, kind: type[URLWrapper], name: str, identity: str | None, home: str = ""
    ) -> URLWrapper:
        """One whose page is ours; without an ``identity`` that at ``home``."""
        address, key = _ROWS[kind].at(id=identity) if identity else home, kind.__name__.upper()
        places = {f"{key}_URL": address[1:], f"{key}_SAVE_AS": file_of(address)}
        made = kind(name, {**self._context, **places})
        made.slug = address.strip("/").rpartition("/")[2]
        return made

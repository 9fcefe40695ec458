"""A post as other Pelican plugins know articles."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property

from plugins.model import Post
from plugins.pages.edition import Edition
from plugins.posts import standfirst


class Article:
    """What plugins read most of Pelican's ``Article``; it decides nothing of our pages."""

    def __init__(self, edition: Edition, post: Post) -> None:
        self._edition = edition
        self._post = post
        self.title = post.title
        self.date = post.date
        self.slug = post.slug
        self.status = post.status.value
        self.url = post.url.lstrip("/")
        self.save_as = self.url
        self.relative_source_path = post.path

    @property
    def modified(self) -> datetime:
        """When readers were last told of a change."""
        return self._post.modified

    @property
    def author(self) -> str:
        """The first name of the byline; empty when nobody signed."""
        return next(iter(self.authors), "")

    @cached_property
    def authors(self) -> tuple[str, ...]:
        """Names, not ids."""
        registry = self._edition.newsroom.registry
        return tuple(registry.authors[author].name for author in self._post.authors)

    @property
    def category(self) -> str:
        """The department under the name of its day; empty without one."""
        registry, department = self._edition.newsroom.registry, self._post.department
        if not department:
            return ""
        return registry.departments[department].name_at(self._post.date.date()).text

    @property
    def tags(self) -> tuple[str, ...]:
        """The units under the names of their day."""
        registry, day = self._edition.newsroom.registry, self._post.date.date()
        return tuple(registry.units[unit].name_at(day).text for unit in self._post.units)

    @property
    def summary(self) -> str:
        """Plain text."""
        return standfirst(self._post)

    @property
    def content(self) -> str:
        """The body's HTML before its pictures and documents get their addresses."""
        return self._edition.body(self._post).html

    @property
    def metadata(self) -> Mapping[str, object]:
        """The same by the names of Pelican's metadata."""
        return {
            "title": self.title,
            "date": self.date,
            "modified": self.modified,
            "slug": self.slug,
            "status": self.status,
            "authors": self.authors,
            "category": self.category,
            "tags": self.tags,
            "summary": self.summary,
        }

"""The whole newsroom at a moment: what is published, what is not yet, what is no more.

This is the only place that decides who may be seen. Everything derived later
is a function of ``published`` (and ``withdrawn``, for the pages that say why
a post is gone), so what is private cannot leak by way of a list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from plugins.addresses import AddressTable
from plugins.attachments import Spec as AttachmentSpec
from plugins.documents.catalogue import Catalogue, catalogue
from plugins.images import Spec
from plugins.model import Body, Post, StandingPage, Status
from plugins.posts.pictures import files_of
from plugins.registry import Registry
from plugins.sections import ONE, Sections, table_of_sections


def is_public(post: Post, now: datetime) -> bool:
    """Whether readers may know of ``post`` at ``now``: published, and its time has come."""
    return post.status is Status.PUBLISHED and post.date <= now


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """Texts that a release goes without, or shows as readers have them: not as the folder has."""

    out: frozenset[str] = frozenset()
    """Paths of texts that are left out, as if they were drafts."""
    live: tuple[tuple[str, bytes], ...] = ()
    """Paths of texts with the bytes to be read in place of their files."""


class _Parted(NamedTuple):
    """All posts, each in one of these, oldest first."""

    published: list[Post]
    withdrawn: list[Post]
    drafts: list[Post]
    scheduled: list[Post]


@dataclass(frozen=True, kw_only=True)
class Newsroom:
    """Everything that was read, resolved and found sound."""

    registry: Registry
    posts: tuple[Post, ...]
    """All, in total order (``Post.order``), oldest first."""
    pages: tuple[StandingPage, ...]
    """All, by path."""
    pictures: Mapping[str, Spec] = field(default_factory=dict)
    """Every picture that a post or page uses, by path."""
    attachments: Mapping[str, AttachmentSpec] = field(default_factory=dict)
    """Every attachment that a post or page leads to, by path."""
    digests: Mapping[str, bytes]
    """Digest of each post's and page's file as read, by path."""
    post_digests: Mapping[str, bytes] = field(default_factory=dict)
    """Each post with what the registry says of it, digested, where it is known already."""
    bodies: Callable[[str], Body]
    """The body of the post or page at a path."""
    now: datetime
    """The clock this newsroom believes."""
    sections: Sections = ONE
    """What posts are parted into, the default one first."""
    held: tuple[Post | StandingPage, ...] = ()
    """What is there and left out, which readers must not see either."""

    @cached_property
    def addresses(self) -> AddressTable:
        """The table of addresses that its sections make."""
        return table_of_sections(self.sections)

    def is_public(self, post: Post) -> bool:
        """Whether readers may know of ``post``: published, and its time has come."""
        return is_public(post, self.now)

    @cached_property
    def published(self) -> tuple[Post, ...]:
        """What readers can read, oldest first."""
        return tuple(self._parted.published)

    @cached_property
    def withdrawn(self) -> tuple[Post, ...]:
        """What was published and taken back: the address stays and says why."""
        return tuple(self._parted.withdrawn)

    @cached_property
    def public_attachments(self) -> frozenset[str]:
        """Paths of those that go out: public texts lead to them, or cite what they are."""
        return self.attachments_of(
            (*self.published, *self.standing),
            lambda: catalogue(self.published, self.registry.documents),
        )

    def attachments_of(
        self, texts: Iterable[Post | StandingPage], cited: Callable[[], Catalogue]
    ) -> frozenset[str]:
        """Paths of those that ``texts`` lead to, or that are documents which they have ``cited``.

        ``cited`` is asked only where the registry holds the file of a document.
        """
        if not self.attachments:
            return frozenset()
        used = {path for text in texts for path in files_of(text)}
        if any(one.file for one in self.registry.documents):
            used |= cited().files()
        return frozenset(used & self.attachments.keys())

    @cached_property
    def drafts(self) -> tuple[Post, ...]:
        """What is not ready."""
        return tuple(self._parted.drafts)

    @cached_property
    def scheduled(self) -> tuple[Post, ...]:
        """What is ready and waits for its time, oldest first."""
        return tuple(self._parted.scheduled)

    @cached_property
    def _parted(self) -> _Parted:
        """Every post in one of four, by one look at each."""
        found = _Parted([], [], [], [])
        for post in self.posts:
            if is_public(post, self.now):
                (found.published if post.withdrawal is None else found.withdrawn).append(post)
            else:
                (found.drafts if post.status is Status.DRAFT else found.scheduled).append(post)
        return found

    def shown_pages(self, *, preview: bool) -> tuple[StandingPage, ...]:
        """Standing pages of a build: those readers can read, and in a preview all."""
        return self.pages if preview else self.standing

    @cached_property
    def standing(self) -> tuple[StandingPage, ...]:
        """Standing pages readers can read."""
        return tuple(p for p in self.pages if p.status is Status.PUBLISHED)

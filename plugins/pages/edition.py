"""Everything one build derives from a newsroom, and the small views that many pages share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from operator import attrgetter

from msgspec.structs import replace

from plugins.addresses import AUTHOR, DEPARTMENT, DOCUMENT, DOCUMENT_YEAR, UNIT
from plugins.documents import Catalogue, Document
from plugins.documents.catalogue import type_slug
from plugins.listings import by_day, by_month
from plugins.model import (
    Author,
    AuthorId,
    Body,
    Correction,
    CorrectionKind,
    Department,
    DepartmentId,
    Picture,
    Post,
    StandingPage,
    Status,
    Unit,
    UnitId,
)
from plugins.newsroom import Newsroom
from plugins.pages.keys import joined
from plugins.pages.machine_views import FeedEntry
from plugins.pages.site import Settings
from plugins.pages.views import Card, Day, Link, Moment, Note, SectionLink, Site, UnitTag
from plugins.posts import standfirst
from plugins.registry import Registry
from plugins.sections import folders_of
from plugins.vietnamese import dateline, day, long_date

_path = attrgetter("path")
_order = attrgetter("order")


@dataclass(frozen=True, kw_only=True)
class Edition:
    """A newsroom, the settings and pictures it is published with, and what follows from them.

    ``posts`` is what readers may read: the published set; in a preview also
    drafts and scheduled posts, which then carry a mark.
    """

    newsroom: Newsroom
    settings: Settings
    site: Site
    pictures: Mapping[str, Picture]
    posts: tuple[Post, ...]
    """Oldest first."""
    post_digests: Mapping[str, bytes]
    """Digest of all that any page may show of each post and standing page, by path."""
    documents: Catalogue
    """What ``posts`` cite."""
    bodies: Callable[[str], Body]
    """The body of the post or page at a path: kept elsewhere until a page needs it."""
    entries: dict[str, FeedEntry] = field(default_factory=dict, compare=False)
    """What feeds say of the posts they have told of so far, by path: a post is in several."""
    _cards: dict[str, Card] = field(default_factory=dict, compare=False)
    _tags: dict[tuple[UnitId, str], UnitTag] = field(default_factory=dict, compare=False)

    # --- posts by what they belong to, each oldest first ---------------------

    @cached_property
    def by_path(self) -> Mapping[str, Post]:
        """Posts readers may read, by path."""
        return {post.path: post for post in self.posts}

    @cached_property
    def listed(self) -> tuple[Post, ...]:
        """``posts`` and, among them, those that were withdrawn: what lists have a place for.

        Not an author's nor a document's: there a place would say whose it was, or what it cited.
        """
        withdrawn = self.newsroom.withdrawn
        return tuple(sorted((*self.posts, *withdrawn), key=_order)) if withdrawn else self.posts

    @cached_property
    def listed_in(self) -> Mapping[str, tuple[Post, ...]]:
        """What is listed of each section, by its folder; all of them, the default one first."""
        return self._parted(self.listed)

    @cached_property
    def posts_in(self) -> Mapping[str, tuple[Post, ...]]:
        """``posts`` of each section, likewise."""
        return self._parted(self.posts)

    def _parted(self, posts: tuple[Post, ...]) -> Mapping[str, tuple[Post, ...]]:
        first, *others = folders_of(self.newsroom.sections)
        if not others:
            return {first: posts}
        groups = _grouped(posts, lambda post: (post.section,))
        return {folder: groups.get(folder, ()) for folder in (first, *others)}

    @cached_property
    def months(self) -> Mapping[str, tuple[tuple[int, int, tuple[Post, ...]], ...]]:
        """Of each section by its folder: each month that has any, the oldest first.

        Year, month and what is listed.
        """
        return {folder: tuple(by_month(posts)) for folder, posts in self.listed_in.items()}

    @cached_property
    def place(self) -> Mapping[str, int]:
        """Where each post stands in ``posts_in`` its section."""
        return {
            post.path: place for posts in self.posts_in.values() for place, post in enumerate(posts)
        }

    @cached_property
    def sections(self) -> Mapping[str, SectionLink]:
        """Each section by its folder, the default one first."""
        return dict(zip(folders_of(self.newsroom.sections), self.site.sections, strict=True))

    @cached_property
    def by_author(self) -> Mapping[AuthorId, tuple[Post, ...]]:
        """Posts of each author."""
        return _grouped(self.posts, lambda post: post.authors)

    @cached_property
    def by_department(self) -> Mapping[DepartmentId, tuple[Post, ...]]:
        """What is listed of each department and, labelled on the page, of those it continues."""
        return _grouped(self.listed, lambda post: self.heirs.get(post.department or "", ()))

    @cached_property
    def by_unit(self) -> Mapping[UnitId, tuple[Post, ...]]:
        """What is listed about each unit and, labelled on the page, about those it continues."""
        heirs = self.heirs
        return _grouped(
            self.listed,
            lambda post: dict.fromkeys([h for unit in post.units for h in heirs[unit]]),
        )

    @cached_property
    def heirs(self) -> Mapping[str, Sequence[str]]:
        """``with_heirs`` of the registry."""
        return with_heirs(self.newsroom.registry)

    def digest(self, posts: Iterable[Post]) -> bytes:
        """One digest of all that a page may show of ``posts``, in order."""
        return joined(map(self.post_digests.__getitem__, map(_path, posts)))

    def body(self, text: Post | StandingPage) -> Body:
        """The whole body of ``text``."""
        return self.bodies(text.path)

    # --- small views ---------------------------------------------------------

    def card(self, post: Post) -> Card:
        """``post`` as a headline elsewhere."""
        found = self._cards.get(post.path)
        if found is None:
            found = self._cards[post.path] = Card(
                url=post.url,
                title=post.title,
                date=moment(post.date),
                byline=self.byline(post),
                summary=standfirst(post),
                picture=self.pictures.get(post.photo.path) if post.photo else None,
                alt=post.photo.alt if post.photo else "",
                mark=self.mark(post),
                corrected=_corrected(post),
            )
        return found

    def mark(self, post: Post) -> str:
        """What a preview says of a post that readers cannot see yet."""
        if post.status is Status.DRAFT:
            return "Bản nháp"
        if post.date > self.newsroom.now:
            return f"Hẹn giờ {day(post.date)}, {post.date:%H:%M}"
        return ""

    def byline(self, post: Post) -> str:
        """``Việt Hưng – Phòng 15`` in plain text; empty when nobody signed."""
        registry = self.newsroom.registry
        names = ", ".join(registry.authors[author].name for author in post.authors)
        department = (
            registry.departments[post.department].name_at(post.date.date()).text
            if post.department
            else ""
        )
        return " – ".join(part for part in (names, department, post.source) if part)

    def days(
        self, posts: Iterable[Post], *, label_for: UnitId | DepartmentId = ""
    ) -> tuple[Day, ...]:
        """``posts`` by day in the order given; those not of ``label_for`` itself are labelled.

        Of a withdrawn one there is its place.
        """
        return tuple(
            Day(
                iso=group[0].date.date().isoformat(),
                words=long_date(group[0].date.date()),
                cards=tuple(self._labelled(post, label_for) for post in group),
            )
            for group in by_day(posts)
        )

    def _labelled(self, post: Post, owner: str) -> Card:
        if post.withdrawal is not None:
            return _place(post, post.withdrawal)
        card = self.card(post)
        if not owner or owner in post.units or owner == post.department:
            return card
        registry = self.newsroom.registry
        before = set(registry.predecessors(owner))
        names = [
            registry.units[unit].name_at(post.date.date()).text
            for unit in post.units
            if unit in before
        ]
        if post.department in before:
            names.append(registry.departments[post.department].name_at(post.date.date()).text)
        return replace(card, label=", ".join(names))

    def unit_tag(self, unit: UnitId, when: datetime) -> UnitTag:
        """``unit`` as it was called at ``when``, and who carries its work on now."""
        registry = self.newsroom.registry
        name = registry.units[unit].name_at(when.date()).text
        found = self._tags.get((unit, name))
        if found is None:
            heirs = [self.owner_link(registry.units[heir]) for heir in registry.heirs(unit)]
            found = self._tags[unit, name] = UnitTag(
                name=name, url=UNIT.at(id=unit), now=tuple(heirs)
            )
        return found

    def owner_link(self, one: Unit | Department, note: str = "") -> Link:
        """A unit or department under its newest name."""
        row = UNIT if isinstance(one, Unit) else DEPARTMENT
        return Link(name=one.names[-1].text, url=row.at(id=one.id), note=note)

    def author_link(self, author: Author, note: str = "") -> Link:
        """An author's page."""
        return Link(name=author.name, url=AUTHOR.at(id=author.id), note=note)


def with_heirs(registry: Registry) -> Mapping[str, Sequence[str]]:
    """Each unit and department with those its work came to, whose lists show its news too."""
    heirs: dict[str, list[str]] = {one: [one] for one in (*registry.units, *registry.departments)}
    for one in heirs:
        for before in registry.predecessors(one):
            heirs[before].append(one)
    return heirs


def _grouped(
    posts: Iterable[Post], keys: Callable[[Post], Iterable[str]]
) -> Mapping[str, tuple[Post, ...]]:
    groups: dict[str, list[Post]] = defaultdict(list)
    for post in posts:
        for key in keys(post):
            groups[key].append(post)
    return {key: tuple(group) for key, group in groups.items()}


def document_link(document: Document) -> Link:
    """Where a reader learns more of ``document`` than that one post cites it.

    That is its page, or its entry beside others of its number; else there is no address.
    """
    url = entry_url(document) if document.has_alike else ""
    if document.has_page:
        url = DOCUMENT.at(name=document.slug)
    return Link(name=document.label, url=url)


def entry_url(document: Document) -> str:
    """``/van-ban/ke-hoach/2021.html#ke-hoach-15-kh-vkstb-02-03-2021``."""
    return f"{list_url(document.type, document.period)}#{document.slug}"


def list_url(kind: str, period: str) -> str:
    """``/van-ban/ke-hoach/2021.html``: of the documents of a type, ``kind``, in a period."""
    return DOCUMENT_YEAR.at(type=type_slug(kind), period=period)


def moment(when: datetime) -> Moment:
    """``when`` for readers and for machines."""
    clock = f"{when.hour:02}:{when.minute:02}"
    return Moment(iso=when.isoformat(), words=dateline(when), day=day(when), clock=clock)


def note(correction: Correction) -> Note:
    """A correction as readers see it."""
    return Note(
        kind=correction.kind.capitalize(), date=moment(correction.date), note=correction.note
    )


def _place(post: Post, withdrawal: Correction) -> Card:
    """Of a withdrawn post what a list still shows: two dates, and no word of it."""
    return Card(
        url="",
        title="",
        date=moment(post.date),
        byline="",
        summary="",
        removed=moment(withdrawal.date),
    )


def _corrected(post: Post) -> str:
    kinds = {correction.kind for correction in post.corrections}
    for kind in (CorrectionKind.CORRECTION, CorrectionKind.UPDATE):
        if kind in kinds:
            return kind.capitalize()
    return ""

"""Which addresses a site has, asked one at a time: an archive that is not asked pays nothing.

``plan`` is what decides which pages there are; a test holds the two together.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from urllib.parse import unquote

from plugins import addresses
from plugins.listings import numbered
from plugins.model import Post, StandingPage, Status
from plugins.posts.old_addresses import file_of_old
from plugins.registry import Registry
from plugins.search import file_counts, places_of

Text = Post | StandingPage

_FEEDS = (addresses.NEWS_FEED, addresses.UNIT_FEED, addresses.DEPARTMENT_FEED)
_REGISTERED = (addresses.UNITS.base, addresses.DEPARTMENTS.base)


def normal(place: str, *, folders: bool = True) -> str:
    """An address with nothing escaped, no query and no dots in it; a folder's ends in ``/``.

    With ``folders`` what has no ending is a folder, as it is where we write the address.
    """
    place = unquote(place.partition("?")[0])
    clean = "/" + posixpath.normpath(f"/{place}").strip("/")
    if clean == "/":
        return clean
    if clean.endswith("/index.html"):
        return clean.removesuffix("index.html")
    folder = place.endswith("/") or (folders and "." not in clean.rpartition("/")[2])
    return f"{clean}/" if folder else clean


@dataclass(frozen=True, kw_only=True)
class SiteAddresses:
    """The addresses of a site at any moment from ``now`` on, but those of texts and pictures."""

    posts: Sequence[Post]
    pages: Sequence[StandingPage]
    registry: Registry | None
    """None when it could not be read: then no name in an address is judged."""
    now: datetime
    table: addresses.AddressTable
    unsure: Collection[str] = ()
    """Paths of texts that cannot be read: while there are any, nothing that depends on all is
    judged."""
    held: Collection[str] = ()
    """Paths of texts that will not be published now."""

    def has(self, place: str, text: Text) -> bool | None:
        """Whether a page is at ``place`` when readers see ``text`` first; None: cannot be told.

        Of a list of documents also whether an entry is at ``….html#…``.
        """
        row, view = self.table.row_at(place.partition("#")[0]), self._view(text)
        if row in _FEEDS:
            place = place[: place.rindex("/") + 1]  # with what they tell of
        if not {*row.fields} - {"section"} or place in self.stable or place in view.aliases:
            return True
        if self.unsure or (self.registry is None and place.startswith(_REGISTERED)):
            return None
        return place in (view.documents if row.kind is addresses.Kind.DOCUMENT else view.listed)

    @cached_property
    def stable(self) -> frozenset[str]:
        """Addresses that are there whatever the posts are."""
        if self.registry is None:
            return frozenset(self.table.indexes)
        return frozenset(self.table.indexes).union(
            (addresses.UNIT.at(id=unit) for unit in self.registry.units),
            (addresses.DEPARTMENT.at(id=department) for department in self.registry.departments),
        )

    @cached_property
    def by_path(self) -> Mapping[str, Text]:
        """Every text."""
        texts: tuple[Text, ...] = (*self.posts, *self.pages)
        return {text.path: text for text in texts}

    def is_seen_with(self, other: Text, text: Text) -> bool:
        """Whether readers know of ``other`` whenever they see ``text``."""
        if other.status is not Status.PUBLISHED or other.path in self.held:
            return False
        return isinstance(other, StandingPage) or other.date <= self._moment(text)

    def _moment(self, text: Text) -> datetime:
        """When ``text`` is seen first, from now on."""
        return max(self.now, text.date) if isinstance(text, Post) else self.now

    def _view(self, text: Text) -> _View:
        moment = self._moment(text)
        found = self._views.get(moment)
        if found is None:
            posts = [one for one in self.posts if self.is_seen_with(one, text)]
            pages = [one for one in self.pages if self.is_seen_with(one, text)]
            found = self._views[moment] = _View(posts, pages, self.registry)
        return found

    @cached_property
    def _views(self) -> dict[datetime, _View]:
        return {}


@dataclass(frozen=True)
class _View:
    """What readers see at one moment."""

    known: Sequence[Post]
    """Withdrawn ones too."""
    pages: Sequence[StandingPage]
    registry: Registry | None

    @cached_property
    def aliases(self) -> frozenset[str]:
        """Old addresses, which lead on."""
        texts: tuple[Text, ...] = (*self.known, *self.pages)
        files = (file_of_old(alias) for text in texts for alias in text.aliases)
        return frozenset("/" + file.removesuffix("index.html") for file in files)

    @cached_property
    def _posts(self) -> Sequence[Post]:
        return [post for post in self.known if post.withdrawal is None]

    @cached_property
    def listed(self) -> frozenset[str]:
        """Months, years and what search knows of each, and all pages of lists but documents'."""
        times = {(post.section, post.date.year, post.date.month) for post in self.known}
        found = {addresses.MONTH.at(section=s, year=y, month=m) for s, y, m in times}
        found.update(addresses.YEAR.at(section=s, year=y) for s, y, _ in times)
        found.update(self._search())
        homes = Counter(home for post in self.known for home in self._lists(post))
        return frozenset(found.union(*(_pages(home, count) for home, count in homes.items())))

    def _search(self) -> Iterator[str]:
        """What search fetches."""
        yield from {addresses.SEARCH_YEAR.at(year=post.date.year) for post in self._posts}
        rows = (addresses.SEARCH_CLOSED, addresses.SEARCH_PRESENT, addresses.SEARCH_POSTS)
        for row, count in zip(rows, file_counts(places_of(self.known)), strict=True):
            yield from (row.at(number=number) for number in range(1, count + 1))

    def _lists(self, post: Post) -> Iterator[str]:
        """The lists that have a place for ``post``."""
        yield addresses.NEWS.at(section=post.section)
        if post.withdrawal is None:
            yield from (addresses.AUTHOR.at(id=author) for author in post.authors)
        units = dict.fromkeys(heir for unit in post.units for heir in self._heirs.get(unit, ()))
        yield from (addresses.UNIT.at(id=unit) for unit in units)
        departments = self._heirs.get(post.department or "", ())
        yield from (addresses.DEPARTMENT.at(id=one) for one in departments)

    @cached_property
    def _heirs(self) -> Mapping[str, Sequence[str]]:
        from plugins.pages.edition import with_heirs  # noqa: PLC0415 - rarely asked

        return with_heirs(self.registry) if self.registry else {}

    @cached_property
    def documents(self) -> frozenset[str]:
        """Addresses of all pages of documents, and of each entry: ``….html#…``."""
        from plugins.documents import catalogue  # noqa: PLC0415 - rarely asked
        from plugins.pages.documents import DocumentYear, document_years  # noqa: PLC0415 - as above
        from plugins.pages.edition import entry_url  # noqa: PLC0415 - as above

        cited = catalogue(self._posts, self.registry.documents if self.registry else ())
        found = {url for year in document_years(cited) for url in year.urls()}
        for key, document in cited.documents.items():
            entry = entry_url(document)
            year = DocumentYear.of(document)
            found |= {entry, f"{year.url}#{document.slug}"}
            if document.has_page:
                home = addresses.DOCUMENT.at(name=document.slug)
                found |= _pages(home, len(cited.posts[key]))
        return frozenset(found)


def _pages(home: str, count: int) -> set[str]:
    """The addresses of the list at ``home`` of ``count`` posts."""
    return {addresses.page_of(home, number) for number in range(numbered(count) + 1)}

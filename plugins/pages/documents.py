"""Cited documents: an index, a list a type and year, a page or more a document that has one.

Every document has an entry on its list; one of a long list on that of its part, and there the
whole list leads on. Documents come in sections, one a type and year. ``_entry`` says what an entry
shows and ``_shown`` what a document's page does: the keys of pages and the digest of their
section are made of these alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, groupby
from operator import attrgetter
from urllib.parse import urlsplit

from plugins.addresses import DOCUMENT, DOCUMENT_PAGE, DOCUMENT_YEAR, DOCUMENTS, UNDATED, UNIT
from plugins.documents import Catalogue, Document
from plugins.listings import ListPage, list_pages
from plugins.model import Post
from plugins.numbers import whole
from plugins.pages.downloads import download
from plugins.pages.edition import Edition, document_link, entry_url, list_url
from plugins.pages.keys import NOTHING, digest, joined
from plugins.pages.lists import listing
from plugins.pages.owners import directory
from plugins.pages.page import Page, PageKind, Section, Values, numbered
from plugins.pages.views import (
    Directory,
    DocumentEntry,
    DocumentGroup,
    DocumentView,
    Letter,
    Link,
)
from plugins.vietnamese import collation

OF_A_YEAR = PageKind(
    "documents.html", (DOCUMENT_YEAR,), above=(DOCUMENTS,), example="/van-ban/ke-hoach/2021.html"
)
OF_ONE = PageKind(
    "document.html",
    (DOCUMENT, DOCUMENT_PAGE),
    above=(DOCUMENTS,),
    example="/van-ban/ke-hoach-12-kh-vkstb-22-02-2021.html",
)

_LEADING = re.compile("[0-9]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentYear:
    """The documents of one type and one year (None: of no known date), in no order readers see."""

    type: str
    year: int | None
    documents: Sequence[Document] = ()

    @classmethod
    def of(cls, document: Document) -> DocumentYear:
        """That of ``document``, whatever else is in it."""
        return cls(type=document.type, year=document.date.year if document.date else None)

    @property
    def period(self) -> str:
        """``2021``, or what stands for no known date."""
        return str(self.year or UNDATED)

    def url_of(self, period: str) -> str:
        """``/van-ban/ke-hoach/2021.html``, of a month ``/van-ban/ke-hoach/2021-02.html``."""
        return list_url(self.type, period)

    @property
    def url(self) -> str:
        """``/van-ban/ke-hoach/2021.html`` or ``/van-ban/ke-hoach/khong-ghi-ngay.html``."""
        return self.url_of(self.period)

    def parts(self) -> list[tuple[str, list[Document]]]:
        """Of a long list its parts by period, newest first, each with its documents so."""
        if all(one.period == self.period for one in self.documents):
            return []
        period = attrgetter("period")
        parts = groupby(sorted(self.newest_first(), key=period, reverse=True), period)
        return [(name, list(those)) for name, those in parts]

    def name_of(self, period: str) -> str:
        """``Kế hoạch tháng 2 năm 2021``, or ``Kế hoạch không ghi ngày, dẫn từ năm 2021``."""
        if period == self.period:
            return self.name
        part = self.part_of(period)
        return (
            f"{self.name}, {part}" if self.year is None else f"{self.type} {part} năm {self.year}"
        )

    def part_of(self, period: str) -> str:
        """``tháng 2``, or ``dẫn từ năm 2021``."""
        number = int(period.rpartition("-")[2])
        return f"dẫn từ năm {number}" if self.year is None else f"tháng {number}"

    def urls(self) -> list[str]:
        """Of its lists, then of the pages of its documents, the newest first."""
        own = [DOCUMENT.at(name=one.slug) for one in self.newest_first() if one.has_page]
        return [self.url, *(self.url_of(period) for period, _ in self.parts()), *own]

    @property
    def name(self) -> str:
        """``Kế hoạch năm 2021``."""
        return f"{self.type} năm {self.year}" if self.year else f"{self.type} không ghi ngày"

    def newest_first(self) -> list[Document]:
        """As readers see them: by date, and on one day by number."""
        by_number = sorted(
            self.documents, key=lambda one: (_leading(one.number), one.number, one.slug)
        )
        return sorted(
            by_number, key=lambda one: one.date.toordinal() if one.date else 0, reverse=True
        )


def document_years(cited: Catalogue) -> tuple[DocumentYear, ...]:
    """All documents by type A–Z and, in a type, by year, the newest year first. Linear."""
    by_year: dict[tuple[str, int], list[Document]] = {}
    for document in cited.documents.values():
        year = document.date.year if document.date else 0
        by_year.setdefault((document.type, year), []).append(document)
    order = sorted(by_year, key=lambda one: (collation(one[0]), -one[1]))
    return tuple(
        DocumentYear(type=kind, year=year or None, documents=by_year[kind, year])
        for kind, year in order
    )


def _leading(number: str) -> int:
    found = _LEADING.match(number)
    return (whole(found[0]) or 0) if found else 0


def document_directory(years: Sequence[DocumentYear]) -> Directory:
    """Types A–Z, under each the years in which the posts know documents of it."""
    return Directory(
        groups=tuple(
            Letter(
                letter=kind,
                links=tuple(Link(name=one.name, url=one.url) for one in group),
            )
            for kind, group in groupby(years, key=lambda one: one.type)
        ),
        ended=(),
    )


def document_view(edition: Edition, document: Document) -> DocumentView:
    """What is known of a document: of itself, and of the registry."""
    registry = edition.newsroom.registry
    issued = document.date
    official = document.official
    named = official.issuer if official else ""
    issuers = () if named else registry.issuers(document.number, issued)
    units = [registry.units[one] for one in issuers]
    year = DocumentYear.of(document)
    return DocumentView(
        name=document.label,
        url=DOCUMENT.at(name=document.slug),
        type=document.type,
        year=Link(name=year.name, url=year.url),
        number=document.number,
        date=f"{issued:%d/%m/%Y}" if issued else "",
        about=official.title if official else "",
        official=Link(name=urlsplit(official.link).netloc, url=official.link)
        if official and official.link
        else None,
        issuers=(Link(name=named, url=""),)
        if named
        else tuple(
            Link(
                name=(unit.name_at(issued) if issued else unit.names[-1]).text,
                url=UNIT.at(id=unit.id),
            )
            for unit in units
        ),
        file=download(official.file, document.label, edition.newsroom.attachments)
        if official
        else None,
        alike=tuple(document_link(one) for one in edition.documents.alike(document.key)),
    )


def pages(edition: Edition, years: Sequence[DocumentYear]) -> Iterator[Page | Section]:
    """Only what posts cite."""
    yield directory(edition, DOCUMENTS, document_directory(years), "Các văn bản được dẫn trong tin")
    posts, bearers = edition.documents.posts, _Bearers(edition)
    for year in years:
        shown = [_entry(edition, one) for one in year.documents]
        shown += [
            _shown(edition, one, posts[one.key], bearers) for one in year.documents if one.has_page
        ]
        yield Section(
            name=f"van-ban/{year.url}",
            digest=joined((year.name.encode(), *chain.from_iterable(shown))),
            pages=partial(_pages, edition, year, bearers),
        )


def _entry(edition: Edition, document: Document) -> list[bytes]:
    """What the entry of ``document`` shows, digested: where there is no page, who cites it too."""
    if document.has_page:
        return [document.spelling]
    shown = [document.spelling, *(one.spelling for one in edition.documents.alike(document.key))]
    post = edition.documents.posts[document.key][0]
    return [*shown, f"{post.path} {post.title}".encode()]


def _shown(
    edition: Edition, document: Document, posts: Sequence[Post], bearers: _Bearers
) -> list[bytes]:
    """What a page of ``document`` shows that lists ``posts``, digested.

    Of the registry, of the document, of each post; then of those that are like it.
    """
    digests = edition.post_digests
    shown = [bearers.digest(document.number), document.spelling]
    if document.official and document.official.file:
        known = edition.newsroom.attachments.get(document.official.file)
        shown[1] += f"{known!r}\n".encode()
    shown += [digests[post.path] for post in posts]
    shown += [one.spelling for one in edition.documents.alike(document.key)]
    return shown


class _Bearers:
    """Of a symbol the digest of all that the registry says of who may have issued under it."""

    def __init__(self, edition: Edition) -> None:
        self._registry = edition.newsroom.registry
        self._known: dict[str, bytes] = {}

    def digest(self, number: str) -> bytes:
        """Of ``609/VKSTC-VP`` that of ``/VKSTC-VP``."""
        symbol = number.lstrip("0123456789")
        found = self._known.get(symbol)
        if found is None:
            bearers = [repr(self._registry.units[one]) for one in self._registry.bearers(number)]
            found = self._known[symbol] = digest(*bearers) if bearers else NOTHING
        return found


def _pages(edition: Edition, year: DocumentYear, bearers: _Bearers) -> Iterator[Page]:
    yield from _lists(edition, year)
    for document in year.documents:
        if not document.has_page:
            continue
        home = DOCUMENT.at(name=document.slug)
        for page in list_pages(edition.documents.posts[document.key], home):
            issuers, spelling, *rest = _shown(edition, document, page.posts, bearers)
            listed = len(page.posts)
            inputs = (
                ("cơ quan ban hành", issuers),
                ("văn bản", joined((spelling, *rest[listed:]))),
                ("danh sách tin", joined(rest[:listed])),
                ("trang bên cạnh", digest(page.older, page.newer)),
            )
            yield OF_ONE.page(page.url, inputs, partial(_of_one, edition, page, document))


def _lists(edition: Edition, year: DocumentYear) -> Iterator[Page]:
    """Of a type and year all entries; of a long list those of each part, and what leads there."""
    parts = year.parts()
    for period, documents in parts or [(year.period, year.newest_first())]:
        shown = chain.from_iterable(_entry(edition, one) for one in documents)
        inputs = (("các văn bản", joined((year.name.encode(), *shown))),)
        make = partial(_of_a_period, edition, year, period, documents)
        yield OF_A_YEAR.page(year.url_of(period), inputs, make)
    if parts:
        inputs = (("các văn bản", digest(year.type, *(one.spelling for one in year.documents))),)
        yield OF_A_YEAR.page(year.url, inputs, partial(_of_a_long_list, edition, year, parts))


def _of_a_period(
    edition: Edition, year: DocumentYear, period: str, documents: Sequence[Document]
) -> Values:
    name = year.name_of(period)
    group = DocumentGroup(entries=tuple(_entry_view(edition, one) for one in documents), part=None)
    above = (Link(name=year.name, url=year.url),) if period != year.period else ()
    about = f"{name} được dẫn trong tin."
    meta = OF_A_YEAR.meta(edition.site, year.url_of(period), name, about, *above)
    return {"page": meta, "groups": (group,)}


def _entry_view(edition: Edition, document: Document) -> DocumentEntry:
    if document.has_page:
        about = document.official.title if document.official else ""
        return DocumentEntry(id=document.slug, link=document_link(document), about=about)
    post = edition.documents.posts[document.key][0]
    return DocumentEntry(
        id=document.slug,
        link=Link(name=document.label, url=""),
        posts=(Link(name=post.title, url=post.url),),
        alike=tuple(document_link(one) for one in edition.documents.alike(document.key)),
    )


def _of_a_long_list(
    edition: Edition, year: DocumentYear, parts: Sequence[tuple[str, Sequence[Document]]]
) -> Values:
    """Of each document its number alone, which leads to its entry: an address that stays."""
    groups = tuple(
        DocumentGroup(
            part=Link(name=year.part_of(period).capitalize(), url=year.url_of(period)),
            entries=tuple(
                DocumentEntry(id=one.slug, link=Link(name=one.number, url=entry_url(one)))
                for one in documents
            ),
        )
        for period, documents in parts
    )
    by = "theo tháng" if year.year else "theo năm bắt đầu dẫn"
    about = f"{year.name} được dẫn trong tin, {by}."
    return {"page": OF_A_YEAR.meta(edition.site, year.url, year.name, about), "groups": groups}


def _of_one(edition: Edition, page: ListPage, document: Document) -> Values:
    view = document_view(edition, document)
    meta = OF_ONE.meta(
        edition.site,
        page.url,
        numbered(view.name, page.number),
        f"Các tin dẫn {view.name}.",
        view.year,
        *((Link(name=view.name, url=view.url),) if page.number else ()),
        indexable=page.number == 0,
    )
    return {"page": meta, "document": view, "listing": listing(edition, page)}

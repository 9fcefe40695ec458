"""Cited documents: an index, a page a type and year, a page or more a document.

Documents come in sections, one a type and year. ``_shown`` says what a document's page shows:
the key of the page and the digest of its section are made of that alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, groupby

from plugins.addresses import DOCUMENT, DOCUMENT_PAGE, DOCUMENT_YEAR, DOCUMENTS, UNDATED, UNIT
from plugins.documents import Catalogue, Document
from plugins.documents.catalogue import type_slug
from plugins.listings import ListPage, list_pages
from plugins.model import Post
from plugins.numbers import whole
from plugins.pages.edition import Edition, document_link
from plugins.pages.keys import NOTHING, digest, joined
from plugins.pages.lists import listing
from plugins.pages.owners import directory
from plugins.pages.page import Page, PageKind, Section, Values, numbered
from plugins.pages.views import Directory, DocumentView, Letter, Link
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

    @property
    def url(self) -> str:
        """``/van-ban/ke-hoach/2021.html`` or ``/van-ban/ke-hoach/khong-ghi-ngay.html``."""
        return DOCUMENT_YEAR.at(type=type_slug(self.type), period=self.year or UNDATED)

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
                links=tuple(
                    Link(name=f"Năm {one.year}" if one.year else "Không ghi ngày", url=one.url)
                    for one in group
                ),
            )
            for kind, group in groupby(years, key=lambda one: one.type)
        ),
        ended=(),
    )


def document_view(edition: Edition, document: Document) -> DocumentView:
    """What is known of a document: of itself, and of the registry."""
    registry = edition.newsroom.registry
    day = document.date
    units = [registry.units[one] for one in registry.issuers(document.number, day)]
    year = DocumentYear(type=document.type, year=day.year if day else None)
    return DocumentView(
        name=document.label,
        url=DOCUMENT.at(name=document.slug),
        type=document.type,
        year=Link(name=year.name, url=year.url),
        number=document.number,
        date=f"{day:%d/%m/%Y}" if day else "",
        issuers=tuple(
            Link(name=(unit.name_at(day) if day else unit.names[-1]).text, url=UNIT.at(id=unit.id))
            for unit in units
        ),
        alike=tuple(document_link(one) for one in edition.documents.alike(document.key)),
    )


def pages(edition: Edition, years: Sequence[DocumentYear]) -> Iterator[Page | Section]:
    """Only what posts cite."""
    yield directory(edition, DOCUMENTS, document_directory(years), "Các văn bản được dẫn trong tin")
    posts, bearers = edition.documents.posts, _Bearers(edition)
    for year in years:
        shown = [_shown(edition, one, posts[one.key], bearers) for one in year.documents]
        yield Section(
            name=f"van-ban/{year.url}",
            digest=joined((year.name.encode(), *chain.from_iterable(shown))),
            pages=partial(_pages, edition, year, bearers),
        )


def _shown(
    edition: Edition, document: Document, posts: Sequence[Post], bearers: _Bearers
) -> list[bytes]:
    """What a page of ``document`` shows that lists ``posts``, digested.

    Of the registry, of the document, of each post; then of those that are like it.
    """
    digests = edition.post_digests
    shown = [bearers.digest(document.number), document.spelling]
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
    those = (("các văn bản", digest(year.type, *(one.spelling for one in year.documents))),)
    yield OF_A_YEAR.page(year.url, those, partial(_of_a_year, edition, year))
    for document in year.documents:
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


def _of_a_year(edition: Edition, year: DocumentYear) -> Values:
    about = f"{year.name} được dẫn trong tin."
    return {
        "page": OF_A_YEAR.meta(edition.site, year.url, year.name, about),
        "documents": tuple(document_link(one) for one in year.newest_first()),
    }


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

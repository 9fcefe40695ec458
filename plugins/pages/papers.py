"""The pages of cited documents: the index, each type and year, each document with its posts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from plugins.addresses import DOCUMENT, DOCUMENT_YEAR, UNDATED, UNIT
from plugins.documents import Catalogue, Document
from plugins.documents.catalogue import type_slug
from plugins.numbers import whole
from plugins.pages.edition import Edition, document_link
from plugins.pages.views import Directory, DocumentView, Letter, Link
from plugins.vietnamese import collation

_LEADING = re.compile("[0-9]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
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


def shelves(edition: Edition) -> tuple[Shelf, ...]:
    """All documents by type A–Z and, in a type, by year, the newest year first. Linear."""
    return shelved(edition.documents)


def shelved(cited: Catalogue) -> tuple[Shelf, ...]:
    """As ``shelves``."""
    by_shelf: dict[tuple[str, int], list[Document]] = {}
    for document in cited.documents.values():
        year = document.date.year if document.date else 0
        by_shelf.setdefault((document.type, year), []).append(document)
    order = sorted(by_shelf, key=lambda shelf: (collation(shelf[0]), -shelf[1]))
    return tuple(
        Shelf(type=kind, year=year or None, documents=by_shelf[kind, year]) for kind, year in order
    )


def _leading(number: str) -> int:
    found = _LEADING.match(number)
    return (whole(found[0]) or 0) if found else 0


def document_directory(shelves: Sequence[Shelf]) -> Directory:
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
            for kind, group in groupby(shelves, key=lambda shelf: shelf.type)
        ),
        ended=(),
    )


def document_view(edition: Edition, document: Document) -> DocumentView:
    """What is known of a document: of itself, and of the registry."""
    registry = edition.newsroom.registry
    day = document.date
    units = [registry.units[one] for one in registry.issuers(document.number, day)]
    shelf = Shelf(type=document.type, year=day.year if day else None)
    return DocumentView(
        name=document.label,
        url=DOCUMENT.at(name=document.slug),
        type=document.type,
        shelf=Link(name=shelf.name, url=shelf.url),
        number=document.number,
        date=f"{day:%d/%m/%Y}" if day else "",
        issuers=tuple(
            Link(name=(unit.name_at(day) if day else unit.names[-1]).text, url=UNIT.at(id=unit.id))
            for unit in units
        ),
        alike=tuple(document_link(one) for one in edition.documents.alike(document.key)),
    )

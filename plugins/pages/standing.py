"""Standing pages, one of which carries the corrections; and the page and file that stand alone."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from plugins.addresses import NOT_FOUND, ROBOTS, STANDING
from plugins.images import place_pictures
from plugins.model import Post, StandingPage
from plugins.pages.downloads import downloads
from plugins.pages.edition import Edition, note
from plugins.pages.page import Page, PageKind, Values
from plugins.pages.views import CorrectionEntry, Link, Standing
from plugins.vietnamese import day

PAGE = PageKind(
    "standing.html", (STANDING,), above=(), example="/trang/gioi-thieu.html", is_settled=True
)
CORRECTIONS = PageKind(
    "corrections.html", (STANDING,), above=(), example="/trang/dinh-chinh.html", is_settled=True
)
MISSING = PageKind("notfound.html", (NOT_FOUND,), example="/404.html")
NEWEST = 5
"""Posts that a reader who is lost is offered."""
FOR_ROBOTS = PageKind("robots.txt", (ROBOTS,), is_settled=True)


def robots() -> Page:
    """``robots.txt``."""
    return FOR_ROBOTS.page(ROBOTS.at(), (), dict)


def missing(edition: Edition) -> Page:
    """What readers find at an address that is not there."""
    title, about = "Không tìm thấy trang", "Địa chỉ này không có trên trang tin."
    newest = tuple(reversed(edition.posts[-NEWEST:]))

    def values() -> Values:
        meta = MISSING.meta(edition.site, NOT_FOUND.at(), title, about, indexable=False)
        links = [Link(name=post.title, url=post.url, note=day(post.date)) for post in newest]
        return {"page": meta, "newest": tuple(links)}

    inputs = (("tin mới nhất", edition.digest(newest)),)
    return MISSING.page(NOT_FOUND.at(), inputs, values)


def pages(edition: Edition) -> Iterator[Page]:
    """Every standing page; the one that the settings name carries the corrections."""
    for page in edition.newsroom.shown_pages(preview=edition.settings.preview):
        inputs = (("trang", edition.post_digests[page.path]),)
        if page.path == edition.settings.corrections_page:
            corrected = ("sổ đính chính", edition.digest(_corrected(edition)))
            make = partial(_corrections, edition, page)
            yield CORRECTIONS.page(page.url, (*inputs, corrected), make)
        else:
            yield PAGE.page(page.url, inputs, partial(_values, edition, page))


def _values(edition: Edition, page: StandingPage) -> Values:
    standing = Standing(
        title=page.title,
        html=place_pictures(edition.body(page).html, edition.pictures),
        mark="" if page.status == "published" else "Bản nháp",
        files=downloads(page, edition.newsroom.attachments),
    )
    meta = PAGE.meta(edition.site, page.url, page.title, page.summary or page.title)
    return {"page": meta, "standing": standing}


def _corrections(edition: Edition, page: StandingPage) -> Values:
    return {**_values(edition, page), "entries": _entries(edition)}


def _corrected(edition: Edition) -> tuple[Post, ...]:
    return (*(post for post in edition.posts if post.corrections), *edition.newsroom.withdrawn)


def _entries(edition: Edition) -> tuple[CorrectionEntry, ...]:
    """Every correction, newest first; a withdrawn post is named by its address alone."""
    entries = [
        (
            correction.date,
            post.path,
            CorrectionEntry(
                note=note(correction),
                title="" if post.withdrawal else post.title,
                url=post.url,
            ),
        )
        for post in _corrected(edition)
        for correction in ((post.withdrawal,) if post.withdrawal else post.corrections)
    ]
    return tuple(entry for *_, entry in sorted(entries, key=lambda e: e[:2], reverse=True))

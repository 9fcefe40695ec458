"""Lists of a section's news: the newest, twenty by twenty, and its archive by year and month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby
from operator import itemgetter

from plugins.addresses import ARCHIVE, MONTH, NEWS, NEWS_PAGE, YEAR
from plugins.listings import ListPage, list_pages
from plugins.model import DepartmentId, Post, UnitId
from plugins.pages.edition import Edition
from plugins.pages.feeds import feed_pages
from plugins.pages.keys import digest
from plugins.pages.page import Inputs, Page, PageKind, Values, numbered
from plugins.pages.views import Archive, Link, Listing, MonthView, PageMeta, Period
from plugins.vietnamese import month as month_name

LISTING = PageKind(
    "listing.html", (NEWS, NEWS_PAGE), above=(NEWS,), example="/tin-hoat-dong/trang-1.html"
)
PERIODS = PageKind(
    "archive.html",
    (ARCHIVE, YEAR),
    above=(NEWS, ARCHIVE),
    example="/tin-hoat-dong/luu-tru/2021.html",
)
OF_A_MONTH = PageKind(
    "month.html", (MONTH,), above=(NEWS, ARCHIVE), example="/tin-hoat-dong/luu-tru/2021-03.html"
)


def news(edition: Edition) -> Iterator[Page]:
    """All news of each section, and its feeds."""
    for folder, posts in edition.listed_in.items():
        home, name = NEWS.at(section=folder), edition.sections[folder].name
        for page in list_pages(posts, home):
            make = partial(_news, edition, folder, page)
            yield LISTING.page(page.url, list_inputs(edition, page), make)
        yield from feed_pages(edition, posts, name, home)


def _news(edition: Edition, folder: str, page: ListPage) -> Values:
    site, section = edition.site, edition.sections[folder]
    meta = LISTING.meta(
        site,
        page.url,
        numbered(section.name, page.number),
        f"{section.name} của {site.agency}.",
        section=folder,
        indexable=page.number == 0,
        feeds=section.url,
        feeds_name=section.name,
    )
    return {"page": meta, "listing": listing(edition, page)}


def list_inputs(edition: Edition, page: ListPage) -> Inputs:
    """What ``listing`` shows of ``page``."""
    return (
        ("danh sách tin", edition.digest(page.posts)),
        ("trang bên cạnh", digest(page.older, page.newer)),
    )


def listing(edition: Edition, page: ListPage, owner: UnitId | DepartmentId = "") -> Listing:
    """``page`` of a list; posts that are not of ``owner`` itself are labelled."""
    return Listing(
        days=edition.days(page.posts, label_for=owner),
        number=page.number,
        older=page.older,
        newer=page.newer,
        heading=f"Trang {page.number}" if page.number else "",
    )


def archive(edition: Edition) -> Iterator[Page]:
    """Of each section: the years, the months of each, the posts of each month."""
    for folder in edition.sections:
        yield from _archive(edition, folder)


def _archive(edition: Edition, folder: str) -> Iterator[Page]:
    name, site = edition.sections[folder].name, edition.site
    of = f" {name}" if len(site.sections) > 1 else ""
    year_of, month_of = partial(YEAR.at, section=folder), partial(_month, folder)
    months = [
        (year, month, month_of(year, month), posts) for year, month, posts in edition.months[folder]
    ]
    years = [(year, list(group)) for year, group in groupby(months, key=itemgetter(0))]
    url, title, about = ARCHIVE.at(section=folder), f"Lưu trữ{of}", f"{name} theo năm và tháng."
    yield _periods(
        PERIODS.meta(site, url, title, about, section=folder),
        [Period(name=f"Năm {year}", url=year_of(year=year)) for year, _ in reversed(years)],
        tuple(
            Link(name=f"Lưu trữ {one.name}", url=one.archive)
            for one in site.sections
            if one.archive != url
        ),
    )
    for year, group in years:
        url, title = year_of(year=year), f"Lưu trữ{of} năm {year}"
        yield _periods(
            PERIODS.meta(site, url, title, f"{name} năm {year}, theo tháng.", section=folder),
            [
                Period(
                    name=link.name,
                    url=link.url,
                    count=sum(post.withdrawal is None for post in posts),
                )
                for *_, link, posts in reversed(group)
            ],
        )
    links = [None, *(link for _, _, link, _ in months), None]
    for (year, month, link, posts), before, after in zip(months, links, links[2:], strict=False):
        about = f"{name} tháng {month} năm {year}."
        above = Link(name=f"Năm {year}", url=year_of(year=year))
        title = f"Lưu trữ{of} tháng {month}/{year}"
        meta = OF_A_MONTH.meta(site, link.url, title, about, above, section=folder)
        yield _of_a_month(edition, meta, posts, before, after)


def _month(section: str, year: int, month: int) -> Link:
    url = MONTH.at(section=section, year=year, month=month)
    return Link(name=month_name(year, month), url=url)


def _periods(meta: PageMeta, periods: Sequence[Period], others: tuple[Link, ...] = ()) -> Page:
    archive = Archive(periods=tuple(periods), others=others)
    inputs = (("các kỳ", digest(repr(archive), repr(meta))),)
    return PERIODS.page(meta.url, inputs, lambda: {"page": meta, "archive": archive})


def _of_a_month(
    edition: Edition, meta: PageMeta, posts: Sequence[Post], before: Link | None, after: Link | None
) -> Page:
    def values() -> Values:
        days = edition.days(reversed(posts))
        return {"page": meta, "month": MonthView(days=days, previous=before, next=after)}

    inputs = (
        ("tin trong tháng", edition.digest(posts)),
        ("tháng bên cạnh", digest(repr(before), repr(after), repr(meta))),
    )
    return OF_A_MONTH.page(meta.url, inputs, values)

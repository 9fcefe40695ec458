"""Lists of all news: the newest, twenty by twenty, and the archive by year and month."""

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
    """All news, and its feeds."""
    for page in list_pages(edition.listed, NEWS.at()):
        yield LISTING.page(page.url, list_inputs(edition, page), partial(_news, edition, page))
    yield from feed_pages(edition, edition.listed, edition.site.name, NEWS.at())


def _news(edition: Edition, page: ListPage) -> Values:
    site = edition.site
    meta = LISTING.meta(
        site,
        page.url,
        numbered(site.name, page.number),
        f"{site.name} của {site.agency}.",
        indexable=page.number == 0,
        feeds=NEWS.at(),
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
    """The years, the months of each, the posts of each month."""
    name, site = edition.site.name, edition.site
    months = [(year, month, _month(year, month), posts) for year, month, posts in edition.months]
    years = [(year, list(group)) for year, group in groupby(months, key=itemgetter(0))]
    yield _periods(
        PERIODS.meta(site, ARCHIVE.at(), "Lưu trữ", f"{name} theo năm và tháng."),
        [Period(name=f"Năm {year}", url=YEAR.at(year=year)) for year, _ in reversed(years)],
    )
    for year, group in years:
        url, title = YEAR.at(year=year), f"Lưu trữ năm {year}"
        yield _periods(
            PERIODS.meta(site, url, title, f"{name} năm {year}, theo tháng."),
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
        above = Link(name=f"Năm {year}", url=YEAR.at(year=year))
        meta = OF_A_MONTH.meta(site, link.url, f"Lưu trữ tháng {month}/{year}", about, above)
        yield _of_a_month(edition, meta, posts, before, after)


def _month(year: int, month: int) -> Link:
    return Link(name=month_name(year, month), url=MONTH.at(year=year, month=month))


def _periods(meta: PageMeta, periods: Sequence[Period]) -> Page:
    archive = Archive(periods=tuple(periods))
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

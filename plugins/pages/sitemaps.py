"""Sitemaps (sitemaps.org 0.9), split by year: a new post touches one small file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby
from operator import itemgetter
from urllib.parse import quote

from plugins import addresses
from plugins.addresses import MONTH, YEAR, url_of
from plugins.model import Post
from plugins.pages.documents import DocumentYear
from plugins.pages.edition import Edition
from plugins.pages.keys import digest, joined
from plugins.pages.machine_views import SitemapEntry
from plugins.pages.page import Page, PageKind, Values

SITEMAP = PageKind(
    "sitemap.xml",
    (
        addresses.COMMON_SITEMAP,
        addresses.YEAR_SITEMAP,
        addresses.DOCUMENT_SITEMAP,
        addresses.UNDATED_SITEMAP,
    ),
)
INDEX = PageKind("sitemap-index.xml", (addresses.SITEMAP,), is_settled=True)

_Entries = Iterable[tuple[str, str]]
"""Address and, of a post, when it last changed."""


def pages(edition: Edition, years: Sequence[DocumentYear]) -> Iterator[Page]:
    """What has no year, news by the year of its folder, documents by theirs; what lists all."""
    maps = [_common(edition), *_news(edition), *_documents(edition, years)]
    yield from maps
    urls = [url_of(page.file) for page in maps]
    yield _sitemap(edition, INDEX, addresses.SITEMAP.at(), digest(*urls), partial(_bare, urls))


def _common(edition: Edition) -> Page:
    registry = edition.newsroom.registry
    urls = [*edition.newsroom.addresses.indexes]
    urls += [addresses.UNIT.at(id=unit) for unit in registry.units]
    urls += [addresses.DEPARTMENT.at(id=department) for department in registry.departments]
    signed = [author for author in registry.authors if author in edition.by_author]
    urls += [addresses.AUTHOR.at(id=author) for author in signed]
    urls += [page.url for page in edition.newsroom.standing]
    said, url = digest("\n".join(urls)), addresses.COMMON_SITEMAP.at()
    return _sitemap(edition, SITEMAP, url, said, partial(_bare, urls))


def _bare(urls: Iterable[str]) -> _Entries:
    return ((url, "") for url in urls)


def _news(edition: Edition) -> Iterator[Page]:
    shown = edition.posts
    if edition.settings.preview:
        shown = tuple(post for post in shown if not edition.mark(post))
    posts: dict[int, list[Post]] = defaultdict(list)
    for post in shown:
        posts[post.folder_year].append(post)
    periods: dict[int, list[str]] = {}
    for section, months in edition.months.items():
        for year, in_year in groupby(months, key=itemgetter(0)):
            urls = periods.setdefault(year, [])
            urls.append(YEAR.at(section=section, year=year))
            urls += [MONTH.at(section=section, year=year, month=one) for _, one, _ in in_year]
    for year in sorted(posts.keys() | periods.keys()):
        mine, urls = posts.get(year, []), periods.get(year, [])
        said = joined((edition.digest(mine), "\n".join(urls).encode()))
        url = addresses.YEAR_SITEMAP.at(year=year)
        yield _sitemap(edition, SITEMAP, url, said, partial(_of_a_year, mine, urls))


def _of_a_year(posts: Sequence[Post], periods: Sequence[str]) -> _Entries:
    yield from ((post.url, post.modified.isoformat()) for post in posts)
    yield from _bare(periods)


def _documents(edition: Edition, years: Sequence[DocumentYear]) -> Iterator[Page]:
    """Documents by their year, so that a new post touches only those of the documents new in it."""
    found: dict[int, list[DocumentYear]] = defaultdict(list)
    for one in years:
        found[one.year or 0].append(one)
    for year, mine in sorted(found.items()):
        row = addresses.DOCUMENT_SITEMAP if year else addresses.UNDATED_SITEMAP
        # Of what decides on the addresses, which are worked out where a sitemap is made anew.
        said = digest(*[(one.url, *[each.spelling for each in one.documents]) for one in mine])
        yield _sitemap(edition, SITEMAP, row.at(year=year), said, partial(_of_documents, mine))


def _of_documents(years: Sequence[DocumentYear]) -> _Entries:
    return _bare(url for one in years for url in one.urls())


def _sitemap(
    edition: Edition, kind: PageKind, url: str, said: bytes, entries: Callable[[], _Entries]
) -> Page:
    def values() -> Values:
        origin = edition.site.url
        return {
            "entries": tuple(
                SitemapEntry(url=origin + quote(url), lastmod=modified)
                for url, modified in entries()
            )
        }

    return kind.page(url, (("địa chỉ", said),), values)

"""Which files a site has, which template makes each, and what each is handed.

``plan`` yields pages one by one, so that a site of any size is never held in
memory whole. It is pure: the same edition gives the same pages in the same order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from plugins.images import place_pictures
from plugins.listings import FEED_LENGTH, ListPage, address, by_month, list_pages
from plugins.listings.feeds import feed, sitemap_entry
from plugins.model import DepartmentId, Post, StandingPage, UnitId
from plugins.pages.agency import (
    author_directory,
    author_lineage,
    department_directory,
    department_lineage,
    front_units,
    unit_directory,
    unit_lineage,
)
from plugins.pages.article import (
    breadcrumbs,
    gone_meta,
    gone_view,
    jsonld,
    post_context,
    post_meta,
    post_view,
)
from plugins.pages.edition import (
    Edition,
    author_url,
    department_url,
    note,
    unit_url,
)
from plugins.pages.site import ARCHIVE, AUTHORS, DEPARTMENTS, NEWS, UNITS
from plugins.pages.views import (
    Archive,
    Directory,
    Front,
    LedgerEntry,
    Lineage,
    Link,
    Listing,
    MonthView,
    PageMeta,
    Period,
    Redirect,
    SitemapEntry,
    Standing,
)
from plugins.related import Suggestion
from plugins.vietnamese import edition as edition_line
from plugins.vietnamese import month as month_name

FRONT_HEADLINES = 15
"""Headlines on the front page, beside the lead."""

LEAD_WITHIN = 5
"""The lead is the newest post with a photo among this many newest, else the newest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One file to write: its path in the output, its template and all it may read."""

    file: str
    template: str
    values: Mapping[str, object]


def file_of(url: str) -> str:
    """The file that serves ``url``: ``/don-vi/`` is ``don-vi/index.html``."""
    path = url.lstrip("/")
    if not path or path.endswith("/"):
        return path + "index.html"
    return path if "." in path.rsplit("/", 1)[-1] else path + "/index.html"


def plan(edition: Edition, related: Mapping[str, Sequence[Suggestion]]) -> Iterator[Page]:
    """Every file of the site but pictures and the theme's own, ``robots.txt`` first."""
    yield Page(file="robots.txt", template="robots.txt", values={"site": edition.site})
    yield from _html(edition, _front(edition))
    yield from _news(edition, related)
    yield from _archive(edition)
    yield from _agency(edition)
    yield from _standing(edition)
    yield from _redirects(edition)
    yield from _html(
        edition,
        (
            "notfound",
            PageMeta(
                kind="notfound",
                url="/404.html",
                title="Không tìm thấy trang",
                description="Địa chỉ này không có trên trang tin.",
                indexable=False,
            ),
            {},
        ),
    )
    yield from _sitemaps(edition)


_Planned = tuple[str, PageMeta, Mapping[str, object]]


def _html(edition: Edition, planned: _Planned) -> Iterator[Page]:
    template, meta, values = planned
    yield Page(
        file=file_of(meta.url),
        template=f"{template}.html",
        values={"site": edition.site, "page": meta, **values},
    )


# --- the front page and the news --------------------------------------------


def _front(edition: Edition) -> _Planned:
    newest = list(reversed(edition.posts[-(FRONT_HEADLINES + 1) :]))
    lead = next((post for post in newest[:LEAD_WITHIN] if post.photo), None)
    lead = lead or (newest[0] if newest else None)
    rest = [post for post in newest if post is not lead][:FRONT_HEADLINES]
    site = edition.site
    meta = PageMeta(
        kind="home",
        url="/",
        title=f"{site.name} – {site.agency}",
        description=f"Tin hoạt động của {site.agency} và các đơn vị trực thuộc.",
        image=_image(edition, lead),
        atom=atom_url(NEWS),
        rss=rss_url(NEWS),
        jsonld=jsonld(
            {
                "@context": "https://schema.org",
                "@type": "WebSite",
                "name": f"{site.name} – {site.agency_short}",
                "url": site.url + "/",
                "inLanguage": "vi",
            }
        ),
    )
    front = Front(
        edition=edition_line(newest[0].date.date()) if newest else "",
        lead=edition.card(lead) if lead else None,
        days=edition.days(rest),
        units=front_units(edition),
    )
    return "home", meta, {"front": front}


def _image(edition: Edition, post: Post | None) -> str:
    if post is None or post.photo is None:
        return ""
    return edition.pictures[post.photo.path].fallback.url


def atom_url(base: str) -> str:
    """``/don-vi/hung-ha/atom.xml``."""
    return f"{base}atom.xml"


def rss_url(base: str) -> str:
    """``/don-vi/hung-ha/rss.xml``."""
    return f"{base}rss.xml"


def _news(edition: Edition, related: Mapping[str, Sequence[Suggestion]]) -> Iterator[Page]:
    name = edition.site.name
    for page in list_pages(edition.posts, NEWS):
        meta = PageMeta(
            kind="listing",
            url=address(NEWS, page.number),
            title=_numbered(name, page.number),
            description=f"{name} của {edition.site.agency}.",
            section=NEWS,
            breadcrumbs=_crumbs_of_list(Link(name=name, url=NEWS), page.number),
            indexable=page.number == 0,
            atom=atom_url(NEWS),
            rss=rss_url(NEWS),
        )
        yield from _html(edition, ("listing", meta, {"listing": _listing(edition, page)}))
    for post in edition.posts:
        values = {
            "post": post_view(edition, post),
            "around": post_context(edition, post, related.get(post.path, ())),
        }
        yield from _html(edition, ("post", post_meta(edition, post), values))
    for post in edition.newsroom.withdrawn:
        yield from _html(edition, ("gone", gone_meta(edition, post), {"gone": gone_view(post)}))
    yield from _feed_pages(
        edition, _with_withdrawn(edition, edition.posts, lambda _post: True), name, NEWS
    )


def _numbered(title: str, number: int) -> str:
    return f"{title} – trang {number}" if number else title


def _crumbs_of_list(home: Link, number: int) -> tuple[Link, ...]:
    return breadcrumbs(home) if number else breadcrumbs()


def _listing(edition: Edition, page: ListPage, owner: str = "") -> Listing:
    return Listing(
        days=edition.days(page.posts, label_for=owner),
        number=page.number,
        older=page.older,
        newer=page.newer,
        heading=f"Trang {page.number}" if page.number else "",
    )


def _with_withdrawn(
    edition: Edition, posts: Sequence[Post], belongs: Callable[[Post], bool]
) -> tuple[Post, ...]:
    """The newest of ``posts`` and the withdrawn ones that belong, in order, for a feed."""
    gone = [post for post in edition.newsroom.withdrawn if belongs(post)]
    return tuple(sorted((*posts[-FEED_LENGTH:], *gone), key=lambda post: post.order))


def _feed_pages(edition: Edition, posts: Sequence[Post], title: str, base: str) -> Iterator[Page]:
    full = f"{title} – {edition.site.agency_short}"
    for kind, url in (("atom", atom_url(base)), ("rss", rss_url(base))):
        yield Page(
            file=file_of(url),
            template=f"feeds/{kind}.xml",
            values={"feed": feed(edition, posts, title=full, home=base, self_url=url)},
        )


# --- the archive -------------------------------------------------------------


def year_url(year: int) -> str:
    """``/tin-hoat-dong/luu-tru/2021.html``."""
    return f"{ARCHIVE}{year}.html"


def month_url(year: int, month: int) -> str:
    """``/tin-hoat-dong/luu-tru/2021-03.html``."""
    return f"{ARCHIVE}{year}-{month:02}.html"


def _archive(edition: Edition) -> Iterator[Page]:
    months = list(by_month(edition.posts))
    years = [(year, list(group)) for year, group in groupby(months, key=lambda m: m[0])]
    news = Link(name=edition.site.name, url=NEWS)
    archive = Link(name="Lưu trữ", url=ARCHIVE)
    meta = PageMeta(
        kind="archive",
        url=ARCHIVE,
        title="Lưu trữ",
        description=f"{edition.site.name} theo năm và tháng.",
        section=ARCHIVE,
        breadcrumbs=breadcrumbs(news),
    )
    periods = tuple(Period(name=f"Năm {year}", url=year_url(year)) for year, _ in reversed(years))
    yield from _html(edition, ("archive", meta, {"archive": Archive(periods=periods)}))
    for year, group in years:
        meta = PageMeta(
            kind="archive",
            url=year_url(year),
            title=f"Lưu trữ năm {year}",
            description=f"{edition.site.name} năm {year}, theo tháng.",
            section=ARCHIVE,
            breadcrumbs=breadcrumbs(news, archive),
        )
        periods = tuple(
            Period(name=month_name(year, month), url=month_url(year, month), count=len(posts))
            for _, month, posts in reversed(group)
        )
        yield from _html(edition, ("archive", meta, {"archive": Archive(periods=periods)}))
    for place, (year, month, posts) in enumerate(months):
        meta = PageMeta(
            kind="month",
            url=month_url(year, month),
            title=f"Lưu trữ tháng {month}/{year}",
            description=f"{edition.site.name} tháng {month} năm {year}.",
            section=ARCHIVE,
            breadcrumbs=breadcrumbs(news, archive, Link(name=f"Năm {year}", url=year_url(year))),
        )
        view = MonthView(
            days=edition.days(reversed(posts)),
            previous=_month_link(months, place - 1),
            next=_month_link(months, place + 1),
        )
        yield from _html(edition, ("month", meta, {"month": view}))


def _month_link(months: Sequence[tuple[int, int, tuple[Post, ...]]], place: int) -> Link | None:
    if not 0 <= place < len(months):
        return None
    year, month, _ = months[place]
    return Link(name=month_name(year, month), url=month_url(year, month))


# --- units, departments, authors --------------------------------------------


def _agency(edition: Edition) -> Iterator[Page]:
    """Units, departments and authors: an index each, then a list page or more each."""
    yield from _units(edition)
    yield from _departments(edition)
    yield from _authors(edition)


def _units(edition: Edition) -> Iterator[Page]:
    index = Link(name="Đơn vị", url=UNITS)
    yield from _html(
        edition, _directory(edition, index, unit_directory(edition), "Các đơn vị có tin")
    )
    for unit in edition.newsroom.registry.units.values():
        posts, base = edition.by_unit.get(unit.id, ()), unit_url(unit.id)
        owned = _Owned(kind="unit", owner=unit.id, base=base, posts=posts, index=index)
        yield from _owned(edition, owned, unit_lineage(edition, unit))
        told = _with_withdrawn(edition, posts, partial(_is_about, unit.id))
        yield from _feed_pages(edition, told, unit.names[-1].text, base)


def _is_about(unit: UnitId, post: Post) -> bool:
    return unit in post.units


def _is_from(department: DepartmentId, post: Post) -> bool:
    return department == post.department


def _departments(edition: Edition) -> Iterator[Page]:
    index = Link(name="Phòng", url=DEPARTMENTS)
    yield from _html(
        edition, _directory(edition, index, department_directory(edition), "Các phòng có tin")
    )
    for department in edition.newsroom.registry.departments.values():
        posts, base = edition.by_department.get(department.id, ()), department_url(department.id)
        owned = _Owned(kind="department", owner=department.id, base=base, posts=posts, index=index)
        yield from _owned(edition, owned, department_lineage(edition, department))
        told = _with_withdrawn(edition, posts, partial(_is_from, department.id))
        yield from _feed_pages(edition, told, department.names[-1].text, base)


def _authors(edition: Edition) -> Iterator[Page]:
    """Only those who have signed something public: an author of drafts alone is not told of."""
    index = Link(name="Tác giả", url=AUTHORS)
    yield from _html(
        edition, _directory(edition, index, author_directory(edition), "Những người viết tin")
    )
    withdrawn = {author for post in edition.newsroom.withdrawn for author in post.authors}
    for author in edition.newsroom.registry.authors.values():
        if author.id in edition.by_author or author.id in withdrawn:
            posts = edition.by_author.get(author.id, ())
            base = author_url(author.id)
            owned = _Owned(kind="author", owner="", base=base, posts=posts, index=index)
            yield from _owned(edition, owned, author_lineage(edition, author))


def _directory(edition: Edition, index: Link, directory: Directory, description: str) -> _Planned:
    meta = PageMeta(
        kind="directory",
        url=index.url,
        title=index.name,
        description=f"{description} trên trang {edition.site.name}.",
        section=index.url,
        breadcrumbs=breadcrumbs(),
    )
    return "directory", meta, {"directory": directory}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Owned:
    """A list that belongs to somebody: who, where, and which index leads there."""

    kind: str
    owner: str
    """Id by which news of predecessors is told from its own; empty for authors."""
    base: str
    posts: Sequence[Post]
    index: Link


def _owned(edition: Edition, owned: _Owned, lineage: Lineage) -> Iterator[Page]:
    has_feeds = owned.kind != "author"
    for page in list_pages(owned.posts, owned.base):
        home = (Link(name=lineage.name, url=owned.base),) if page.number else ()
        meta = PageMeta(
            kind=owned.kind,
            url=address(owned.base, page.number),
            title=_numbered(lineage.name, page.number),
            description=f"{edition.site.name}: {lineage.full or lineage.name}.",
            section=owned.index.url,
            breadcrumbs=breadcrumbs(owned.index, *home),
            indexable=page.number == 0,
            atom=atom_url(owned.base) if has_feeds else "",
            rss=rss_url(owned.base) if has_feeds else "",
        )
        values = {"lineage": lineage, "listing": _listing(edition, page, owned.owner)}
        yield from _html(edition, (owned.kind, meta, values))


# --- standing pages, old addresses, sitemaps --------------------------------


def _standing(edition: Edition) -> Iterator[Page]:
    for page in _standing_pages(edition):
        meta = PageMeta(
            kind="standing",
            url=page.url,
            title=page.title,
            description=page.summary or page.title,
            section=page.url,
            breadcrumbs=breadcrumbs(),
        )
        values: dict[str, object] = {
            "standing": Standing(
                title=page.title,
                html=place_pictures(page.body.html, edition.pictures),
                mark="" if page.status == "published" else "Bản nháp",
            )
        }
        template = "standing"
        if page.path == edition.settings.corrections_page:
            template = "corrections"
            values["entries"] = _ledger(edition)
        yield from _html(edition, (template, meta, values))


def _standing_pages(edition: Edition) -> tuple[StandingPage, ...]:
    newsroom = edition.newsroom
    return newsroom.pages if edition.settings.preview else newsroom.standing


def _ledger(edition: Edition) -> tuple[LedgerEntry, ...]:
    """Every correction, newest first; a withdrawn post is named by its address alone."""
    entries = [
        (correction.date, post.path, LedgerEntry(note=note(correction), title=title, url=post.url))
        for posts, withdrawn in ((edition.posts, False), (edition.newsroom.withdrawn, True))
        for post in posts
        for title in ("" if withdrawn else post.title,)
        for correction in ((post.withdrawal,) if withdrawn else post.corrections)
        if correction is not None
    ]
    return tuple(entry for *_, entry in sorted(entries, key=lambda e: e[:2], reverse=True))


def _redirects(edition: Edition) -> Iterator[Page]:
    for post in (*edition.posts, *edition.newsroom.withdrawn):
        title = "" if post.withdrawal else post.title
        yield from _redirect(edition, post.aliases, post.url, title)
    for page in edition.newsroom.standing:
        yield from _redirect(edition, page.aliases, page.url, page.title)


def _redirect(edition: Edition, aliases: Sequence[str], target: str, title: str) -> Iterator[Page]:
    for alias in aliases:
        meta = PageMeta(
            kind="redirect",
            url=target,
            title=title or "Trang đã chuyển địa chỉ",
            description="Trang này đã chuyển sang địa chỉ mới.",
            indexable=False,
        )
        yield Page(
            file=file_of(alias),
            template="redirect.html",
            values={
                "site": edition.site,
                "page": meta,
                "redirect": Redirect(target=target, title=title),
            },
        )


def _sitemaps(edition: Edition) -> Iterator[Page]:
    """Split by the folder's year: a new post touches one small file and the common one."""
    registry = edition.newsroom.registry
    common = ["/", NEWS, ARCHIVE, UNITS, DEPARTMENTS, AUTHORS]
    common += [unit_url(unit) for unit in registry.units]
    common += [department_url(department) for department in registry.departments]
    common += [author_url(author) for author in registry.authors if author in edition.by_author]
    common += [page.url for page in edition.newsroom.standing]
    years: dict[int, list[SitemapEntry]] = {}
    for post in edition.posts:
        if not edition.mark(post):
            years.setdefault(post.folder_year, []).append(
                sitemap_entry(edition, post.url, post.modified.isoformat())
            )
    for year, group in groupby(by_month(edition.posts), key=lambda m: m[0]):
        urls = [year_url(year), *(month_url(year, month) for _, month, _ in group)]
        years.setdefault(year, []).extend(sitemap_entry(edition, url) for url in urls)
    files = {"sitemap-chung.xml": [sitemap_entry(edition, url) for url in common]}
    files |= {f"sitemap-{year}.xml": years[year] for year in sorted(years)}
    for file, entries in files.items():
        yield Page(file=file, template="sitemap.xml", values={"entries": tuple(entries)})
    index = tuple(sitemap_entry(edition, f"/{file}") for file in files)
    yield Page(file="sitemap.xml", template="sitemap-index.xml", values={"entries": index})

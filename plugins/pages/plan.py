"""Which files a site has, what each depends on, and how each is made.

``plan`` yields pages one by one. A page names its *inputs*: digests of all that
its template may be handed. Two builds with equal inputs give equal bytes, so a
page is made only when one of them changed, and the changed one says why.
``values`` is called only then. All is pure: the same edition gives the same
pages in the same order.

Posts and documents, which are nearly all pages, come in sections of some tens:
one digest of all that their pages depend on, so that where nothing changed
the pages are not even planned.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple, Protocol
from urllib.parse import quote
from zlib import crc32

from plugins.addresses import (
    ARCHIVE,
    AUTHOR,
    AUTHORS,
    COMMON_SITEMAP,
    DEPARTMENT,
    DEPARTMENTS,
    DOCUMENT,
    DOCUMENT_SITEMAP,
    DOCUMENTS,
    FEEDS,
    FRONT,
    INDEXES,
    MONTH,
    NEWS,
    NEWS_FEED,
    NOT_FOUND,
    ROBOTS,
    SITEMAP,
    UNDATED_SITEMAP,
    UNIT,
    UNITS,
    YEAR,
    YEAR_SITEMAP,
    feed_of,
    file_of,
    page_of,
)
from plugins.documents import Document
from plugins.images import place_pictures
from plugins.listings import FEED_LENGTH, ListPage, list_pages
from plugins.listings.feeds import GONE_TITLE, feed, sitemap_entry
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
    EARLIER,
    breadcrumbs,
    earlier_by_author,
    gone_meta,
    gone_view,
    jsonld,
    neighbours,
    post_context,
    post_meta,
    post_view,
)
from plugins.pages.edition import (
    Edition,
    document_link,
    note,
)
from plugins.pages.keys import NOTHING, digest, joined
from plugins.pages.papers import (
    Shelf,
    document_directory,
    document_view,
    shelves,
)
from plugins.pages.views import (
    Archive,
    Directory,
    Front,
    LedgerEntry,
    Lineage,
    Link,
    Listing,
    MonthView,
    PageKind,
    PageMeta,
    Period,
    Redirect,
    SitemapEntry,
    Standing,
)
from plugins.posts.old_addresses import file_of_old
from plugins.related import Suggestion
from plugins.vietnamese import day
from plugins.vietnamese import edition as edition_line
from plugins.vietnamese import month as month_name

FRONT_HEADLINES = 15
"""Headlines on the front page, beside the lead."""

LEAD_WITHIN = 5
"""The lead is the newest post with a photo among this many newest, else the newest."""

Values = Mapping[str, object]


class Page(NamedTuple):
    """One file to write, should any of its inputs have changed."""

    file: str
    """Path in the output."""
    template: str
    inputs: tuple[tuple[str, bytes], ...]
    """What the page depends on beside its template and the site: name for people, digest."""
    values: Callable[[], Values]
    """Makes what the template is handed, ``site`` aside."""


class Section(NamedTuple):
    """Pages that are planned only when something changed in one of them."""

    name: str
    digest: bytes
    """Of more than all inputs of all its pages: when it is equal, they are."""
    pages: Callable[[], Iterator[Page]]


class RelatedNews(Protocol):
    """Related news as a plan needs it: cheap to compare, decoded only for a page that is made."""

    def told(self, path: str) -> tuple[bytes, Sequence[str]]:
        """Of the list at ``path`` and its reasons the digest, and which posts it names."""

    def get(self, path: str) -> Sequence[Suggestion]:
        """The list at ``path``."""


def plan(edition: Edition, related: RelatedNews) -> Iterator[Page | Section]:
    """Every file of the site but pictures and the theme's own, ``robots.txt`` first."""
    yield Page(file=ROBOTS.file(), template="robots.txt", inputs=(), values=dict)
    yield _front(edition)
    yield from _news_lists(edition)
    yield from _posts(edition, related)
    yield from _archive(edition)
    yield from _units(edition)
    yield from _departments(edition)
    yield from _authors(edition)
    shelved = shelves(edition)
    yield from _documents(edition, shelved)
    yield from _standing(edition)
    yield from _redirects(edition)
    yield _not_found()
    yield from _sitemaps(edition, shelved)


def _of(edition: Edition, posts: Iterable[Post]) -> bytes:
    """One digest of all that a page may show of ``posts``, in order."""
    return joined(map(edition.faces.__getitem__, map(_path, posts)))


_path = attrgetter("path")


# --- the front page and the news --------------------------------------------


def _front(edition: Edition) -> Page:
    newest = tuple(reversed(edition.posts[-(FRONT_HEADLINES + 1) :]))
    units = front_units(edition)

    def values() -> Values:
        lead = next((post for post in newest[:LEAD_WITHIN] if post.photo), None)
        lead = lead or (newest[0] if newest else None)
        rest = [post for post in newest if post is not lead][:FRONT_HEADLINES]
        front = Front(
            edition=edition_line(newest[0].date.date()) if newest else "",
            lead=edition.card(lead) if lead else None,
            days=edition.days(rest),
            units=units,
        )
        return {"page": _front_meta(edition, lead), "front": front}

    return Page(
        file=FRONT.file(),
        template="home.html",
        inputs=(("tin mới nhất", _of(edition, newest)), ("đơn vị", digest(repr(units)))),
        values=values,
    )


def _front_meta(edition: Edition, lead: Post | None) -> PageMeta:
    site = edition.site
    return PageMeta(
        kind="home",
        url=FRONT.at(),
        title=f"{site.name} – {site.agency}",
        description=f"Tin hoạt động của {site.agency} và các đơn vị trực thuộc.",
        image=edition.pictures[lead.photo.path].fallback.url if lead and lead.photo else "",
        atom=NEWS_FEED.at(feed="atom"),
        rss=NEWS_FEED.at(feed="rss"),
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


def _news_lists(edition: Edition) -> Iterator[Page]:
    name = edition.site.name
    for page in list_pages(edition.posts, NEWS.at()):
        meta = partial(_news_meta, edition, page.number)
        yield _list_page(edition, page, NOTHING, meta, template="listing.html")
    told = _with_withdrawn(edition, edition.posts, lambda _post: True)
    yield from _feed_pages(edition, told, name, NEWS.at())


def _news_meta(edition: Edition, number: int) -> PageMeta:
    name = edition.site.name
    return PageMeta(
        kind="listing",
        url=page_of(NEWS.at(), number),
        title=_numbered(name, number),
        description=f"{name} của {edition.site.agency}.",
        section=NEWS.at(),
        breadcrumbs=breadcrumbs(*((Link(name=name, url=NEWS.at()),) if number else ())),
        indexable=number == 0,
        atom=NEWS_FEED.at(feed="atom"),
        rss=NEWS_FEED.at(feed="rss"),
    )


def _list_page(
    edition: Edition,
    page: ListPage,
    about: bytes,
    meta: Callable[[], PageMeta],
    *,
    template: str,
    owner: str = "",
    lineage: Lineage | None = None,
) -> Page:
    def values() -> Values:
        listing = Listing(
            days=edition.days(page.posts, label_for=owner),
            number=page.number,
            older=page.older,
            newer=page.newer,
            heading=f"Trang {page.number}" if page.number else "",
        )
        belongs = {} if lineage is None else {"lineage": lineage}
        return {"page": meta(), "listing": listing, **belongs}

    return Page(
        file=file_of(page.url),
        template=template,
        inputs=(
            ("danh sách tin", _of(edition, page.posts)),
            ("trang bên cạnh", digest(page.older, page.newer)),
            ("phả hệ và tên gọi", about),
        ),
        values=values,
    )


def _numbered(title: str, number: int) -> str:
    return f"{title} – trang {number}" if number else title


def _posts(edition: Edition, related: RelatedNews) -> Iterator[Page | Section]:
    for name, (parts, posts) in _post_sections(edition, related).items():
        pages = partial(_post_pages, edition, related, posts)
        yield Section(name=name, digest=joined(parts), pages=pages)
    for post in edition.newsroom.withdrawn:
        yield Page(
            file=file_of(post.url),
            template="gone.html",
            inputs=(("bài viết", edition.faces[post.path]),),
            values=partial(
                lambda post: {"page": gone_meta(edition, post), "gone": gone_view(post)}, post
            ),
        )


SHARES = 16
"""Sections of a year's posts."""


def _post_sections(
    edition: Edition, related: RelatedNews
) -> Mapping[str, tuple[list[bytes], list[Post]]]:
    """Sections by the path alone, so that a post stays in its own whatever becomes of its date.

    Of each post: its face, its list and the faces in it, the documents it
    cites, and the faces of those before and after it, of all and of its authors'.
    """
    faces, cited = edition.faces, edition.documents.cited
    sections: dict[tuple[str, int], tuple[list[bytes], list[Post]]] = {}
    newest: dict[str, deque[bytes]] = defaultdict(lambda: deque(maxlen=EARLIER))
    before: list[bytes] = []  # of the post at hand
    previous = NOTHING
    for post in edition.posts:
        path = post.path
        face = faces[path]
        before.append(face)  # the one before learns of the one after it
        name = (path.split("/", 2)[1], crc32(path.encode()) % SHARES)
        section = sections.get(name)
        if section is None:
            section = sections[name] = ([], [])
        parts, posts = section
        posts.append(post)
        told, named = related.told(path)
        parts += (face, previous, told)
        parts += [faces[one] for one in named]
        if documents := cited.get(path):
            parts += [one.spelling if one else b"\n" for one in documents]
        for author in post.authors:
            theirs = newest[author]
            parts += theirs
            theirs.append(face)
        before, previous = parts, face
    return {f"tin/{year}/{share}": section for (year, share), section in sections.items()}


def _post_pages(edition: Edition, related: RelatedNews, posts: Sequence[Post]) -> Iterator[Page]:
    for post in posts:
        yield _post_page(edition, post, related)


def _post_page(edition: Edition, post: Post, related: RelatedNews) -> Page:
    faces = edition.faces
    before, after = neighbours(edition, post)
    told, named = related.told(post.path)
    return Page(
        file=file_of(post.url),
        template="post.html",
        inputs=(
            ("bài viết", faces[post.path]),
            ("văn bản", _cited(edition, post)),
            (
                "tin liên quan",
                joined((told, *map(faces.__getitem__, named))),
            ),
            ("tin trước của tác giả", _of(edition, earlier_by_author(edition, post))),
            ("tin liền trước", faces[before.path] if before else b""),
            ("tin liền sau", faces[after.path] if after else b""),
        ),
        values=lambda: {
            "page": post_meta(edition, post),
            "post": post_view(edition, post),
            "around": post_context(edition, post, related.get(post.path)),
        },
    )


def _cited(edition: Edition, post: Post) -> bytes:
    """Digest of what the page of ``post`` shows of each document it cites."""
    found = edition.documents.cited.get(post.path)
    return digest(*(one.spelling if one else b"" for one in found)) if found else NOTHING


def _with_withdrawn(
    edition: Edition, posts: Sequence[Post], belongs: Callable[[Post], bool]
) -> tuple[Post, ...]:
    """The newest of ``posts`` and the withdrawn ones that belong, in order, for a feed."""
    gone = [post for post in edition.newsroom.withdrawn if belongs(post)]
    return tuple(sorted((*posts[-FEED_LENGTH:], *gone), key=lambda post: post.order))


def _feed_pages(edition: Edition, posts: Sequence[Post], title: str, base: str) -> Iterator[Page]:
    full = f"{title} – {edition.site.agency_short}"
    newest = posts[-FEED_LENGTH:]
    for kind in FEEDS:
        url = feed_of(base, kind)
        yield Page(
            file=file_of(url),
            template=f"feeds/{kind}.xml",
            inputs=(
                ("tin mới nhất", _of(edition, newest)),
                ("tên gọi và mã", digest(full, edition.settings.feed_host)),
            ),
            values=partial(
                lambda url: {
                    "feed": feed(edition, newest, title=full, home=base, self_url=url),
                },
                url,
            ),
        )


# --- the archive -------------------------------------------------------------


def _archive(edition: Edition) -> Iterator[Page]:
    months = edition.months
    years = [(year, list(group)) for year, group in groupby(months, key=lambda m: m[0])]
    name = edition.site.name
    news, home = (
        Link(name=name, url=NEWS.at()),
        Link(name="Lưu trữ", url=ARCHIVE.at()),
    )
    yield _periods(
        _archive_meta(ARCHIVE.at(), "Lưu trữ", f"{name} theo năm và tháng.", news),
        [Period(name=f"Năm {year}", url=YEAR.at(year=year)) for year, _ in reversed(years)],
    )
    for year, group in years:
        about = f"{name} năm {year}, theo tháng."
        yield _periods(
            _archive_meta(YEAR.at(year=year), f"Lưu trữ năm {year}", about, news, home),
            [
                Period(
                    name=month_name(year, month),
                    url=MONTH.at(year=year, month=month),
                    count=len(posts),
                )
                for _, month, posts in reversed(group)
            ],
        )
    links = [Link(name=month_name(y, m), url=MONTH.at(year=y, month=m)) for y, m, _ in months]
    for place, (year, month, posts) in enumerate(months):
        previous = links[place - 1] if place else None
        following = links[place + 1] if place + 1 < len(links) else None
        about = f"{name} tháng {month} năm {year}."
        above = Link(name=f"Năm {year}", url=YEAR.at(year=year))
        title = f"Lưu trữ tháng {month}/{year}"
        meta = _archive_meta(MONTH.at(year=year, month=month), title, about, news, home, above)
        yield _month_page(edition, meta, posts, previous, following)


def _archive_meta(url: str, title: str, about: str, *above: Link) -> PageMeta:
    return PageMeta(
        kind="archive",
        url=url,
        title=title,
        description=about,
        section=ARCHIVE.at(),
        breadcrumbs=breadcrumbs(*above),
    )


def _periods(meta: PageMeta, periods: Sequence[Period]) -> Page:
    archive = Archive(periods=tuple(periods))
    return Page(
        file=file_of(meta.url),
        template="archive.html",
        inputs=(("các kỳ", digest(repr(archive), repr(meta))),),
        values=lambda: {"page": meta, "archive": archive},
    )


def _month_page(
    edition: Edition,
    meta: PageMeta,
    posts: Sequence[Post],
    previous: Link | None,
    following: Link | None,
) -> Page:
    return Page(
        file=file_of(meta.url),
        template="month.html",
        inputs=(
            ("tin trong tháng", _of(edition, posts)),
            ("tháng bên cạnh", digest(repr(previous), repr(following), repr(meta))),
        ),
        values=lambda: {
            "page": meta,
            "month": MonthView(
                days=edition.days(reversed(posts)), previous=previous, next=following
            ),
        },
    )


# --- units, departments, authors: an index each, then a list page or more each ----


def _units(edition: Edition) -> Iterator[Page]:
    index = Link(name="Đơn vị", url=UNITS.at())
    yield _directory(edition, index, unit_directory(edition), "Các đơn vị có tin")
    for unit in edition.newsroom.registry.units.values():
        posts, base = edition.by_unit.get(unit.id, ()), UNIT.at(id=unit.id)
        owned = _Owned(kind="unit", owner=unit.id, base=base, posts=posts, index=index)
        yield from _owned(edition, owned, unit_lineage(edition, unit))
        told = _with_withdrawn(edition, posts, partial(_is_about, unit.id))
        yield from _feed_pages(edition, told, unit.names[-1].text, base)


def _is_about(unit: UnitId, post: Post) -> bool:
    return unit in post.units


def _departments(edition: Edition) -> Iterator[Page]:
    index = Link(name="Phòng", url=DEPARTMENTS.at())
    yield _directory(edition, index, department_directory(edition), "Các phòng có tin")
    for department in edition.newsroom.registry.departments.values():
        posts, base = (
            edition.by_department.get(department.id, ()),
            DEPARTMENT.at(id=department.id),
        )
        owned = _Owned(kind="department", owner=department.id, base=base, posts=posts, index=index)
        yield from _owned(edition, owned, department_lineage(edition, department))
        told = _with_withdrawn(edition, posts, partial(_is_from, department.id))
        yield from _feed_pages(edition, told, department.names[-1].text, base)


def _is_from(department: DepartmentId, post: Post) -> bool:
    return department == post.department


def _authors(edition: Edition) -> Iterator[Page]:
    """Only those who have signed something readers can read, as the directory has them."""
    index = Link(name="Tác giả", url=AUTHORS.at())
    yield _directory(edition, index, author_directory(edition), "Những người viết tin")
    for author in edition.newsroom.registry.authors.values():
        if author.id in edition.by_author:
            posts = edition.by_author[author.id]
            base = AUTHOR.at(id=author.id)
            owned = _Owned(kind="author", owner="", base=base, posts=posts, index=index)
            yield from _owned(edition, owned, author_lineage(edition, author))


def _directory(edition: Edition, index: Link, directory: Directory, description: str) -> Page:
    meta = PageMeta(
        kind="directory",
        url=index.url,
        title=index.name,
        description=f"{description} trên trang {edition.site.name}.",
        section=index.url,
        breadcrumbs=breadcrumbs(),
    )
    return Page(
        file=file_of(index.url),
        template="directory.html",
        inputs=(("danh mục", digest(repr(directory))),),
        values=lambda: {"page": meta, "directory": directory},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Owned:
    """A list that belongs to somebody: who, where, and which index leads there."""

    kind: PageKind
    owner: str
    """Id by which news of predecessors is told from its own; empty for authors."""
    base: str
    posts: Sequence[Post]
    index: Link


def _owned(edition: Edition, owned: _Owned, lineage: Lineage) -> Iterator[Page]:
    base, template, about = owned.base, f"{owned.kind}.html", digest(repr(lineage))
    for page in list_pages(owned.posts, base):
        meta = partial(_owned_meta, edition, owned, lineage, page.number)
        yield _list_page(
            edition, page, about, meta, template=template, owner=owned.owner, lineage=lineage
        )


def _owned_meta(edition: Edition, owned: _Owned, lineage: Lineage, number: int) -> PageMeta:
    home = (Link(name=lineage.name, url=owned.base),) if number else ()
    has_feeds = owned.kind != "author"
    return PageMeta(
        kind=owned.kind,
        url=page_of(owned.base, number),
        title=_numbered(lineage.name, number),
        description=f"{edition.site.name}: {lineage.full or lineage.name}.",
        section=owned.index.url,
        breadcrumbs=breadcrumbs(owned.index, *home),
        indexable=number == 0,
        atom=feed_of(owned.base, "atom") if has_feeds else "",
        rss=feed_of(owned.base, "rss") if has_feeds else "",
    )


# --- documents ---------------------------------------------------------------


def _documents(edition: Edition, shelved: Sequence[Shelf]) -> Iterator[Page | Section]:
    """Only what posts cite: an index, a page a type and year, a page a document or more."""
    index = Link(name="Văn bản", url=DOCUMENTS.at())
    yield _directory(edition, index, document_directory(shelved), "Các văn bản được dẫn trong tin")
    bearers = _Bearers(edition)
    for shelf in shelved:
        yield Section(
            name=f"van-ban/{shelf.url}",
            digest=_shelf_digest(edition, shelf, bearers),
            pages=partial(_shelf_pages, edition, shelf, index, bearers),
        )


def _shelf_digest(edition: Edition, shelf: Shelf, bearers: _Bearers) -> bytes:
    faces, documents = edition.faces, edition.documents
    parts: list[bytes] = [shelf.name.encode()]
    for document in shelf.documents:
        parts += (document.spelling, bearers.face(document.number))
        parts += [one.spelling for one in documents.alike(document.key)]
        parts += [faces[post.path] for post in documents.posts[document.key]]
    return joined(parts)


def _shelf_pages(edition: Edition, shelf: Shelf, index: Link, bearers: _Bearers) -> Iterator[Page]:
    yield _shelf_page(shelf, index)
    for document in shelf.documents:
        yield from _document_pages(edition, document, index, bearers)


def _shelf_page(shelf: Shelf, index: Link) -> Page:
    def values() -> Values:
        meta = PageMeta(
            kind="documents",
            url=shelf.url,
            title=shelf.name,
            description=f"{shelf.name} được dẫn trong tin.",
            section=DOCUMENTS.at(),
            breadcrumbs=breadcrumbs(index),
        )
        return {
            "page": meta,
            "documents": tuple(document_link(one) for one in shelf.newest_first()),
        }

    return Page(
        file=file_of(shelf.url),
        template="documents.html",
        inputs=(("các văn bản", digest(shelf.type, *(one.spelling for one in shelf.documents))),),
        values=values,
    )


class _Bearers:
    """Of a symbol the digest of all that the registry says of who may have issued under it."""

    def __init__(self, edition: Edition) -> None:
        self._registry = edition.newsroom.registry
        self._known: dict[str, bytes] = {}

    def face(self, number: str) -> bytes:
        """Of ``609/VKSTC-VP`` what ``/VKSTC-VP`` tells."""
        symbol = number.lstrip("0123456789")
        found = self._known.get(symbol)
        if found is None:
            units = self._registry.units
            told = [repr(units[one]) for one in self._registry.bearers(number)]
            found = self._known[symbol] = digest(*told) if told else NOTHING
        return found


def _document_pages(
    edition: Edition, document: Document, index: Link, bearers: _Bearers
) -> Iterator[Page]:
    documents = edition.documents
    about = digest(document.spelling, *(one.spelling for one in documents.alike(document.key)))
    home = DOCUMENT.at(name=document.slug)
    for page in list_pages(documents.posts[document.key], home):
        yield Page(
            file=file_of(page.url),
            template="document.html",
            inputs=(
                ("văn bản", about),
                ("danh sách tin", _of(edition, page.posts)),
                ("trang bên cạnh", digest(page.older, page.newer)),
                ("cơ quan ban hành", bearers.face(document.number)),
            ),
            values=partial(_document_values, edition, page, document, index),
        )


def _document_values(edition: Edition, page: ListPage, document: Document, index: Link) -> Values:
    view = document_view(edition, document)
    home = (Link(name=view.name, url=view.url),) if page.number else ()
    return {
        "page": PageMeta(
            kind="document",
            url=page.url,
            title=_numbered(view.name, page.number),
            description=f"Các tin dẫn {view.name}.",
            section=DOCUMENTS.at(),
            breadcrumbs=breadcrumbs(index, view.shelf, *home),
            indexable=page.number == 0,
        ),
        "document": view,
        "listing": Listing(
            days=edition.days(page.posts),
            number=page.number,
            older=page.older,
            newer=page.newer,
            heading=f"Trang {page.number}" if page.number else "",
        ),
    }


# --- standing pages, old addresses, sitemaps --------------------------------


def _standing(edition: Edition) -> Iterator[Page]:
    newsroom = edition.newsroom
    for page in newsroom.shown_pages(preview=edition.settings.preview):
        is_ledger = page.path == edition.settings.corrections_page
        yield Page(
            file=file_of(page.url),
            template="corrections.html" if is_ledger else "standing.html",
            inputs=(
                ("trang", edition.faces[page.path]),
                ("sổ đính chính", _ledger_digest(edition) if is_ledger else b""),
            ),
            values=partial(_standing_values, edition, page, is_ledger=is_ledger),
        )


def _standing_values(edition: Edition, page: StandingPage, *, is_ledger: bool) -> Values:
    meta = PageMeta(
        kind="standing",
        url=page.url,
        title=page.title,
        description=page.summary or page.title,
        section=page.url,
        breadcrumbs=breadcrumbs(),
    )
    standing = Standing(
        title=page.title,
        html=place_pictures(edition.body(page).html, edition.pictures),
        mark="" if page.status == "published" else "Bản nháp",
    )
    values: dict[str, object] = {"page": meta, "standing": standing}
    if is_ledger:
        values["entries"] = _ledger(edition)
    return values


def _corrected(edition: Edition) -> tuple[Post, ...]:
    return (*(post for post in edition.posts if post.corrections), *edition.newsroom.withdrawn)


def _ledger_digest(edition: Edition) -> bytes:
    return _of(edition, _corrected(edition))


def _ledger(edition: Edition) -> tuple[LedgerEntry, ...]:
    """Every correction, newest first; a withdrawn post is named by its address alone."""
    entries = [
        (
            correction.date,
            post.path,
            LedgerEntry(
                note=note(correction),
                title="" if post.withdrawal else post.title,
                url=post.url,
            ),
        )
        for post in _corrected(edition)
        for correction in ((post.withdrawal,) if post.withdrawal else post.corrections)
    ]
    return tuple(entry for *_, entry in sorted(entries, key=lambda e: e[:2], reverse=True))


def _redirects(edition: Edition) -> Iterator[Page]:
    """A page at each old address: it leads on, or asks where the address was that of several."""
    newsroom = edition.newsroom
    texts: tuple[Post | StandingPage, ...] = (
        *edition.posts,
        *newsroom.withdrawn,
        *newsroom.standing,
    )
    owners: dict[str, dict[str, Post | StandingPage]] = {}
    for text in texts:
        for alias in text.aliases:
            owners.setdefault(file_of_old(alias), {})[text.path] = text
    living = {text.url[1:] for text in texts} if owners else frozenset()
    for file, found in owners.items():
        if file in living:  # in a preview a draft may stand where another text once did
            continue
        if len(found) == 1:
            yield _redirect(file, *map(_target, found.values()))
        else:
            yield _choices(file, tuple(map(_target, sorted(found.values(), key=_newest_first))))


def _newest_first(text: Post | StandingPage) -> tuple[float, str]:
    """Posts by date, then pages."""
    return (-text.date.timestamp() if isinstance(text, Post) else 0, text.path)


def _target(text: Post | StandingPage) -> Link:
    """Where ``text`` is now; of a withdrawn post nothing is said but the day."""
    if isinstance(text, StandingPage):
        return Link(name=text.title, url=text.url)
    return Link(
        name=GONE_TITLE if text.withdrawal else text.title,
        url=text.url,
        note=day(text.date),
    )


def _redirect(file: str, target: Link) -> Page:
    def values() -> Values:
        meta = PageMeta(
            kind="redirect",
            url=target.url,
            title=target.name,
            description="Trang này đã chuyển sang địa chỉ mới.",
            indexable=False,
        )
        return {"page": meta, "redirect": Redirect(target=target.url, title=target.name)}

    told = digest(target.url, target.name)
    return Page(file=file, template="redirect.html", inputs=(("địa chỉ mới", told),), values=values)


def _choices(file: str, targets: Sequence[Link]) -> Page:
    """An old address that told its texts apart by what no plain file can tell: by its query."""

    def values() -> Values:
        meta = PageMeta(
            kind="choices",
            url="/" + quote(file.removesuffix("index.html")),
            title="Địa chỉ cũ của nhiều tin",
            description="Những tin từng đăng ở địa chỉ này và địa chỉ mới của mỗi tin.",
            indexable=False,
        )
        return {"page": meta, "choices": targets}

    told = digest(*[(one.url, one.name, one.note) for one in targets])
    return Page(
        file=file, template="choices.html", inputs=(("các địa chỉ mới", told),), values=values
    )


def _not_found() -> Page:
    meta = PageMeta(
        kind="notfound",
        url=NOT_FOUND.at(),
        title="Không tìm thấy trang",
        description="Địa chỉ này không có trên trang tin.",
        indexable=False,
    )
    return Page(
        file=NOT_FOUND.file(),
        template="notfound.html",
        inputs=(),
        values=lambda: {"page": meta},
    )


def _sitemaps(edition: Edition, shelved: Sequence[Shelf]) -> Iterator[Page]:
    """Split by the folder's year: a new post touches one small file and the common one."""
    registry = edition.newsroom.registry
    common = [*INDEXES]
    common += [UNIT.at(id=unit) for unit in registry.units]
    common += [DEPARTMENT.at(id=department) for department in registry.departments]
    common += [AUTHOR.at(id=author) for author in registry.authors if author in edition.by_author]
    common += [page.url for page in edition.newsroom.standing]
    maps = {COMMON_SITEMAP.file(): _common_map(edition, common)}
    maps |= _news_maps(edition)
    maps |= _document_maps(edition, shelved)
    yield from maps.values()
    entries = [(f"/{file}", "") for file in maps]
    told = digest(*maps)
    yield _sitemap(edition, SITEMAP.file(), told, lambda: entries, template="sitemap-index.xml")


_Entries = Iterable[tuple[str, str]]
"""Address and, of a post, when it last changed."""


def _common_map(edition: Edition, urls: Sequence[str]) -> Page:
    told = digest("\n".join(urls))
    return _sitemap(edition, COMMON_SITEMAP.file(), told, lambda: [(url, "") for url in urls])


def _news_maps(edition: Edition) -> dict[str, Page]:
    shown = edition.posts
    if edition.settings.preview:
        shown = tuple(post for post in shown if not edition.mark(post))
    posts: dict[int, list[Post]] = defaultdict(list)
    for post in shown:
        posts[post.folder_year].append(post)
    months: dict[int, list[str]] = {}
    for year, month, _ in edition.months:
        urls = months.setdefault(year, [])
        if not urls:
            urls.append(YEAR.at(year=year))
        urls.append(MONTH.at(year=year, month=month))
    maps: dict[str, Page] = {}
    for year in sorted(posts.keys() | months.keys()):
        file = YEAR_SITEMAP.file(year=year)
        mine, periods = posts.get(year, ()), months.get(year, ())
        told = joined((_of(edition, mine), "\n".join(periods).encode()))
        maps[file] = _sitemap(edition, file, told, partial(_news_entries, mine, periods))
    return maps


def _news_entries(posts: Sequence[Post], periods: Sequence[str]) -> _Entries:
    yield from ((post.url, post.modified.isoformat()) for post in posts)
    yield from ((url, "") for url in periods)


def _document_maps(edition: Edition, shelved: Sequence[Shelf]) -> dict[str, Page]:
    """Documents by their year, so that a new post touches only those of the documents new in it."""
    years: dict[int, list[Shelf]] = {}
    for shelf in shelved:
        years.setdefault(shelf.year or 0, []).append(shelf)
    maps: dict[str, Page] = {}
    for year in sorted(years):
        file = DOCUMENT_SITEMAP.file(year=year) if year else UNDATED_SITEMAP.file()
        told = digest(
            *[(shelf.url, *[one.slug for one in shelf.documents]) for shelf in years[year]]
        )
        maps[file] = _sitemap(edition, file, told, partial(_document_entries, years[year]))
    return maps


def _document_entries(shelved: Sequence[Shelf]) -> _Entries:
    for shelf in shelved:
        yield shelf.url, ""
        yield from ((DOCUMENT.at(name=one.slug), "") for one in shelf.newest_first())


def _sitemap(
    edition: Edition,
    file: str,
    told: bytes,
    entries: Callable[[], _Entries],
    *,
    template: str = "sitemap.xml",
) -> Page:
    def values() -> Values:
        made: tuple[SitemapEntry, ...] = tuple(
            sitemap_entry(edition, url, modified) for url, modified in entries()
        )
        return {"entries": made}

    return Page(file=file, template=template, inputs=(("địa chỉ", told),), values=values)

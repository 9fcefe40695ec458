"""What a page is handed: the whole of what its template may read, and nothing else.

Every page gets ``site`` and ``page``; a page kind gets one or two values more,
named in ``plugins/pages/__init__.py``. All are frozen values of strings and
numbers, so what a page shows is what its key digests. Text is plain text (the
template escapes it) except fields named ``html``, which are sanitised already.
Dates come in words in Vietnamese and, for ``<time datetime>``, in ISO 8601.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from plugins.model import Picture


class Link(Struct, frozen=True, kw_only=True):
    """A named address. ``url`` is root-relative (``/don-vi/hung-ha/``); ``note`` may be empty."""

    name: str
    url: str
    note: str = ""


class Moment(Struct, frozen=True, kw_only=True):
    """A time for ``<time>``: ISO 8601 with offset, and in words."""

    iso: str
    """``2021-03-15T08:19:41+07:00``."""
    words: str
    """``Thứ Hai, 15/3/2021, 08:19``."""
    day: str
    """``15/3/2021``."""
    clock: str
    """``08:19``."""


class ShareImage(Struct, frozen=True, kw_only=True):
    """The picture that stands for a page where it is shared."""

    url: str
    """Root-relative."""
    width: int
    height: int
    alt: str


class ThemeAddresses(Struct, frozen=True, kw_only=True):
    """Where the files of the theme stand; each name changes with its bytes."""

    stylesheet: str
    """``/theme/newsroom.3f2a….css``."""
    emblem: str
    """``/theme/emblem.….svg``, or ``.png`` where the agency's own is that."""
    logo: str
    """``/theme/emblem.….png``: the emblem in pixels, where there are any; else as ``emblem``."""
    colour: str
    """The colour of the browser's frame: ``#8c1717``."""
    search_script: str
    """``/theme/search.….js``, for the page of search alone."""
    share: Mapping[str, ShareImage]
    """Of each section, by its ``url``; the one under ``""`` is for all other pages."""


class SectionLink(Link, frozen=True, kw_only=True):
    """A section of posts; ``url`` is its list."""

    archive: str
    atom: str
    rss: str


class Site(Struct, frozen=True, kw_only=True):
    """The same for every page of a build. Nothing here grows or moves with the archive."""

    name: str
    """Of the whole site; the default section's where it has no other."""
    agency: str
    """``Viện kiểm sát nhân dân tỉnh Thái Bình``."""
    agency_short: str
    """``VKSND tỉnh Thái Bình``."""
    url: str
    """Origin without a final slash; only for canonical addresses, feeds, sitemap, JSON-LD."""
    theme: ThemeAddresses
    navigation: tuple[Link, ...]
    """Its sections, Đơn vị, Phòng, Lưu trữ, …"""
    standing: tuple[Link, ...]
    """Standing pages, for the footer."""
    responsible: str
    """Who answers for the site, for the footer (may be empty)."""
    contact: tuple[str, ...]
    """Address, phone, e-mail: one line each, for the footer."""
    preview: bool
    """True only under ``invoke serve``: drafts and scheduled posts are in, and marked."""
    sections: tuple[SectionLink, ...] = ()
    """All, the default one first: their feeds every page offers."""

    def __hash__(self) -> int:
        """Of what tells sites apart: a build asks for it on every page."""
        return hash(self.url)


class PageMeta(Struct, frozen=True, kw_only=True):
    """What head, breadcrumb and navigation need of one page."""

    kind: str
    """The template's name: ``post``, ``home``, ``listing``…"""
    url: str
    """Root-relative address of this page."""
    title: str
    """For ``<title>`` and ``<h1>``; without the site's name."""
    description: str
    """One or two sentences, plain."""
    section: str = ""
    """``url`` of the navigation link this page belongs under (``aria-current``)."""
    breadcrumbs: tuple[Link, ...] = ()
    """From the front page down, without this page."""
    indexable: bool = True
    """False: ``<meta name="robots" content="noindex">``."""
    image: ShareImage | None = None
    """For previews elsewhere: a post's photo, else its section's; None only in a theme's trial."""
    atom: str = ""
    rss: str = ""
    """Feeds of this page's own news; empty where it has none."""
    feeds_name: str = ""
    """Whose news they carry, which on the front page or a numbered one is not its title."""
    published: str = ""
    """ISO 8601, of a post."""
    modified: str = ""
    """ISO 8601, of a post that was corrected."""
    authors: tuple[str, ...] = ()
    """Root-relative addresses of who signed a post."""
    trail: str = ""
    """``breadcrumbs`` as JSON like ``jsonld``."""
    jsonld: str = ""
    """Ready JSON text, safe inside ``<script type="application/ld+json">``; may be empty."""


class Card(Struct, frozen=True, kw_only=True):
    """A post as other pages show it: one headline in a list."""

    url: str
    title: str
    date: Moment
    byline: str
    """``Việt Hưng – Phòng 15``; may be empty."""
    summary: str
    picture: Picture | None = None
    alt: str = ""
    label: str = ""
    """``VKSND huyện Hưng Hà`` on a successor's page: whose news this was; else empty."""
    mark: str = ""
    """``Bản nháp`` or ``Hẹn giờ 15/3/2021, 08:19`` in a preview; else empty."""
    corrected: str = ""
    """``Đính chính`` or ``Cập nhật`` when the post carries such a note; else empty."""
    removed: Moment | None = None
    """When the post was withdrawn whose place in a list this is; all else but its date is empty."""

    def __hash__(self) -> int:
        """Of what tells posts apart: every list that shows one asks for it."""
        return hash(self.url)


class Day(Struct, frozen=True, kw_only=True):
    """The headlines of one day, newest first."""

    iso: str
    words: str
    """``Thứ Hai, ngày 15 tháng 3 năm 2021``."""
    cards: tuple[Card, ...]


class Figure(Struct, frozen=True, kw_only=True):
    """The photo of a post."""

    picture: Picture
    alt: str
    caption: str
    credit: str


class UnitTag(Struct, frozen=True, kw_only=True):
    """A unit a post is about, as it was called then, and who carries its work on."""

    name: str
    """``VKSND huyện Hưng Hà``."""
    url: str
    now: tuple[Link, ...] = ()
    """Successors, when the unit has ended since and they are known."""


class Note(Struct, frozen=True, kw_only=True):
    """A correction as readers see it."""

    kind: str
    """``Đính chính``, ``Cập nhật``, ``Gỡ bỏ``."""
    date: Moment
    note: str


class Related(Struct, frozen=True, kw_only=True):
    """A related post and, in words, why: ``cùng đơn vị: VKSND huyện Hưng Hà``."""

    card: Card
    reason: str


class Download(Struct, frozen=True, kw_only=True):
    """An attachment that a text leads to."""

    name: str
    """``Kế hoạch kiểm tra``."""
    url: str
    about: str
    """What it is: ``PDF, 1,2 MB, 12 trang``."""
    type: str
    """``application/pdf``."""


class PostView(Struct, frozen=True, kw_only=True):
    """A post on its own page."""

    url: str
    title: str
    standfirst: str
    """The officer's summary; empty when there is none (never the first sentence again)."""
    date: Moment
    authors: tuple[Link, ...]
    department: Link | None
    unit: Link | None
    """The unit the department or author belongs to, when it is not the province's own."""
    source: str
    """Where a reprint came from; may be empty."""
    figure: Figure | None
    html: str
    """Sanitised, pictures and links ready."""
    units: tuple[UnitTag, ...]
    notes: tuple[Note, ...]
    """Corrections in time order."""
    documents: tuple[Link, ...] = ()
    """Official documents it cites, each once: ``Công văn 609/VKSTC-VP, 23/02/2021``."""
    mark: str = ""
    """``Bản nháp`` / ``Hẹn giờ …`` in a preview; else empty."""
    files: tuple[Download, ...] = ()
    """Attachments, each once, in the order of the text."""
    share: tuple[Link, ...] = ()
    """Where to take it to, and how to tell of a mistake in it."""


class PostContext(Struct, frozen=True, kw_only=True):
    """What stands around a post on its page."""

    related: tuple[Related, ...]
    related_note: str
    """Said above the list when nothing is truly alike: ``Tin mới cùng chuyên mục``; else empty."""
    earlier: tuple[Card, ...]
    """Earlier posts by the same author(s), newest first."""
    previous: Card | None
    next: Card | None


class Listing(Struct, frozen=True, kw_only=True):
    """One page of a list, newest first on the page, numbered from the oldest.

    Page 1 holds the first twenty ever and never changes; the address without a
    number carries the newest.
    """

    days: tuple[Day, ...]
    number: int
    """0 on the address that carries the newest."""
    older: str
    """Address of the page with older posts; empty on the oldest."""
    newer: str
    """Address of the page with newer posts; empty on the newest."""
    heading: str
    """``Trang 3`` on a numbered page; empty on the newest."""


class Front(Struct, frozen=True, kw_only=True):
    """The front page."""

    edition: str
    """Day of the newest post, in words; never the clock. Empty when there is no post."""
    lead: Card | None
    days: tuple[Day, ...]
    """The next newest headlines, grouped by day."""
    units: tuple[Link, ...]
    """A–Z in Vietnamese order; ``note`` is ``đến 30/6/2025`` for one that has ended."""
    sections: tuple[FrontSection, ...] = ()
    """The other sections, those that have news."""


class FrontSection(Struct, frozen=True, kw_only=True):
    """A section beside the default one, on the front page."""

    link: Link
    cards: tuple[Card, ...]
    """Its newest, newest first."""


class Lineage(Struct, frozen=True, kw_only=True):
    """Where a unit, department or author page stands in time and in the agency."""

    name: str
    full: str
    """Name in full; may be empty."""
    span: str
    """``từ 1/7/2025``, ``đến 30/6/2025``; empty when open both ways."""
    former: tuple[Link, ...]
    """Earlier names, ``note`` the dates; ``url`` empty."""
    parent: Link | None
    children: tuple[Link, ...]
    """Departments, or units below."""
    predecessors: tuple[Link, ...]
    successors: tuple[Link, ...]
    ending: str
    """``sáp nhập``, ``chia tách``, ``chấm dứt``; empty while it lives."""
    people: tuple[Link, ...] = ()
    """Homonyms, on an author's page: others of the same name, ``note`` tells them apart."""


class DocumentView(Struct, frozen=True, kw_only=True):
    """An official document, as the posts that cite it tell of it."""

    name: str
    """``Công văn 609/VKSTC-VP, 23/02/2021``."""
    url: str
    type: str
    number: str
    date: str
    """``23/02/2021``; empty when no post dates it."""
    year: Link
    """The documents of its type and year: ``Công văn năm 2021``."""
    issuers: tuple[Link, ...]
    """Who issued it by the registry, without an address; else the units whose codes stand in its
    symbol, as they were called then."""
    about: str = ""
    """What it is about; empty where the registry does not say."""
    official: Link | None = None
    """Where its text is published, by the name of that site."""
    file: Download | None = None
    """Its text, to take home."""
    alike: tuple[Link, ...]
    """Of the same number and symbol, the nearest in time."""


class DocumentEntry(Struct, frozen=True, kw_only=True):
    """A document in a list of documents."""

    id: str
    """The place of the entry on its page: ``ke-hoach-15-kh-vkstb-02-03-2021``."""
    link: Link
    """Its name, on a long list its number; ``url`` empty where nothing tells more."""
    about: str = ""
    posts: tuple[Link, ...] = ()
    """The one post that cites it; nothing where the document has a page."""
    alike: tuple[Link, ...] = ()
    """Of the same number and symbol, the nearest in time."""


class DocumentGroup(Struct, frozen=True, kw_only=True):
    """Documents of one type and period, the newest first."""

    entries: tuple[DocumentEntry, ...]
    part: Link | None
    """Of a long list: its part, whose own list tells more."""


class Letter(Struct, frozen=True, kw_only=True):
    """One letter of an A–Z index."""

    letter: str
    links: tuple[Link, ...]


class Directory(Struct, frozen=True, kw_only=True):
    """An index: units, departments or authors."""

    groups: tuple[Letter, ...]
    """Groups by letter, or one group with an empty letter."""
    ended: tuple[Link, ...]
    """Those that have ended, ``note`` the dates."""


class Period(Struct, frozen=True, kw_only=True):
    """A year or month of the archive; ``count`` is 0 where it is not shown."""

    name: str
    url: str
    count: int = 0


class Archive(Struct, frozen=True, kw_only=True):
    """A section's years, or the months of one."""

    periods: tuple[Period, ...]
    others: tuple[Link, ...] = ()
    """The archives of the other sections."""


class MonthView(Struct, frozen=True, kw_only=True):
    """All headlines of one month."""

    days: tuple[Day, ...]
    previous: Link | None
    next: Link | None


class Standing(Struct, frozen=True, kw_only=True):
    """A standing page."""

    title: str
    html: str
    mark: str = ""
    files: tuple[Download, ...] = ()
    """As of a post."""


class CorrectionEntry(Struct, frozen=True, kw_only=True):
    """One line of the page of corrections; a withdrawn post has no title here."""

    note: Note
    title: str
    url: str


class Gone(Struct, frozen=True, kw_only=True):
    """What stands at the address of a withdrawn post: why it is gone, nothing of what it said."""

    date: Moment
    """Day the post was published."""
    note: Note
    links: tuple[Link, ...] = ()
    """Where to go on: the newest posts, its units, all units."""


class Redirect(Struct, frozen=True, kw_only=True):
    """An old address and where its content is now."""

    target: str
    title: str

"""Every address that the site can have: its shape, what is there, who makes it, who may rely on it.

One table, ``ROWS``. From it an address is built (``UNIT.at(id="hung-ha")``) and recognised
(``table_of(folders).row_of(file)``: which sections a newsroom has it says itself), and whoever
asks what a file is, whether it may go, whether a text may lead to it, finds that in its row. No
file is in two rows. An old address (``aliases``) may look like anything, and so may what other
plugins write: ``OLD`` and ``PLUGIN`` stand for what no row knows.
"""

from __future__ import annotations

import re
from collections.abc import Container
from enum import StrEnum
from functools import cache, cached_property
from typing import NamedTuple

from plugins.patterns import later
from plugins.vietnamese import slugify


class Kind(StrEnum):
    """What a file is to the officer. The values are the words of the table of changes."""

    POST = "Bài viết"
    STANDING = "Trang cố định"
    AGENCY = "Trang đơn vị, phòng, tác giả"
    DOCUMENT = "Trang văn bản"
    LIST = "Trang đầu, danh sách, lưu trữ"
    FEED = "Nguồn tin, sơ đồ trang"
    SEARCH = "Dữ liệu tìm kiếm"
    PICTURE = "Ảnh"
    ATTACHMENT = "Tệp đính kèm"
    THEME = "Giao diện"
    OTHER = "Địa chỉ cũ và tệp khác"


UNDATED = "khong-ghi-ngay"
"""In place of the year of documents without a date."""

FEEDS = {"atom": "application/atom+xml", "rss": "application/rss+xml"}
"""Content type of each form of a feed."""

PICTURES = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".gif": "image/gif",
    ".avif": "image/avif",
}
ATTACHMENTS = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".doc": "application/msword",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xls": "application/vnd.ms-excel",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".odp": "application/vnd.oasis.opendocument.presentation",
}
"""Files that texts lead to and readers take home."""

GONE_ENDING = ".410"
"""What the name of a file ends in that marks the post beside it as withdrawn."""

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".xml": "application/xml",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".svg": "image/svg+xml",
    "robots.txt": "text/plain; charset=utf-8",
    GONE_ENDING: "text/plain; charset=utf-8",
    **PICTURES,
    **ATTACHMENTS,
}
"""What the name of a published file ends in, and as what it is sent."""

UNKNOWN = "application/octet-stream"

_FIELDS = {
    "year": "[0-9]{4}",
    "month": "[0-9]{2}",
    "number": "[1-9][0-9]*",
    "feed": "|".join(FEEDS),
    "period": f"[0-9]{{4}}(?:-[0-9]{{2}})?|{UNDATED}(?:-[0-9]{{4}})?",
    "slug": "[^/]+",
    "path": ".+",
    "file": rf".+(?:{'|'.join(map(re.escape, ATTACHMENTS))})",
}
"""What stands in a field of a shape; in any other, a name without a dot."""


class Row(NamedTuple):
    """One shape of address."""

    shape: str
    """As ``str.format`` takes it: ``/don-vi/{id}/``; a folder's is served by its ``index.html``."""
    kind: Kind
    about: str
    """What readers find there."""
    owner: str
    """The module that makes it, from ``plugins/``."""
    vanishes: str = ""
    """Why it may go and no reader be told; empty for an address that is promised."""
    no_link: str = ""
    """Why no text may lead there, as a fault of a link is said; empty when one may."""
    unsteady: str = ""
    """Why a text had better not lead there, said as a reminder."""

    def at(self, **fields: object) -> str:
        """The address: ``/don-vi/hung-ha/``."""
        return self.shape.format(**fields)

    def file(self, **fields: object) -> str:
        """The file that serves it: ``don-vi/hung-ha/index.html``."""
        return file_of(self.at(**fields))

    @property
    def fields(self) -> tuple[str, ...]:
        """What tells its addresses apart; nothing of one that is always there."""
        return tuple(_FIELD.findall(self.shape))

    @property
    def base(self) -> str:
        """What all its addresses begin with: ``/don-vi/``."""
        return self.shape.partition("{")[0]

    def serves(self, file: str) -> bool:
        """Whether ``file``, a path in the output, is of this shape."""
        return re.fullmatch(_pattern(self.shape), url_of(file)) is not None

    def parts(self, address: str) -> dict[str, str]:
        """The fields of ``address``, which is one of its own."""
        found = re.fullmatch(_pattern(self.shape, named=True), address)
        return found.groupdict() if found else {}


_FIELD = later(r"\{(\w+)[^}]*\}")


def _pattern(shape: str, *, named: bool = False, sections: str = "") -> str:
    """The expression that the addresses of ``shape`` match; ``sections``: that of their folders."""

    def field(found: re.Match[str]) -> str:
        group = f"?P<{found[1]}>" if named else "?:"
        meant = sections if found[1] == "section" else _FIELDS.get(found[1])
        return f"({group}{meant or '[^/.]+'})"

    return _FIELD.sub(field, shape.replace(".", r"\."))


def file_of(url: str) -> str:
    """The file that serves an address of ours: ``/don-vi/`` is ``don-vi/index.html``."""
    return url[1:] + "index.html" if url.endswith("/") else url[1:]


def url_of(file: str) -> str:
    """The address that ``file`` serves: the other way round."""
    folder, slash, name = f"/{file}".rpartition("/")
    return folder + slash if name == "index.html" else f"/{file}"


def type_of(file: str) -> str:
    """As what ``file`` is sent."""
    name = file.rpartition("/")[2].lower()
    known = {**{f"{form}.xml": sent for form, sent in FEEDS.items()}, **TYPES}
    return next((sent for end, sent in known.items() if name.endswith(end)), UNKNOWN)


def page_of(home: str, number: object) -> str:
    """A page of the list at ``home``: ``/phong/p15/trang-3.html``; for 0 ``home`` itself."""
    folder = home.removesuffix(".html").removesuffix("/")
    return f"{folder}/trang-{number}.html" if number else home


def feed_of(home: str, form: str) -> str:
    """The feed of the list at ``home`` in one of the ``FEEDS``: ``/don-vi/hung-ha/atom.xml``."""
    return f"{home}{form}.xml"


def text_url(path: str) -> str:
    """``/thong-bao/2021/slug.html`` for the post or page at ``thong-bao/2021/slug.md``."""
    return f"/{path.removesuffix('.md')}.html"


def attachment_url(path: str) -> str:
    """``/tep/2021/ke-hoach-15.pdf`` for the file ``tep/2021/Kế hoạch 15.PDF``."""
    stem, dot, ending = path.rpartition(".")
    return "".join(f"/{slugify(part)}" for part in stem.split("/")) + dot + ending.lower()


def path_of(url: str) -> str:
    """The other way round: ``trang/a.md`` for ``/trang/a.html``."""
    return f"{url.removeprefix('/').removesuffix('.html')}.md"


_SHORTER = "the list becomes shorter"
_NO_POSTS = "no post is of that time any more"
_NOT_CITED = "no post cites it, or not so"
_UNSTEADY = (
    "dẫn tới danh sách văn bản, là trang sẽ mất khi không còn tin nào dẫn văn bản ở đó; "
    "chỉ cần ghi số, ký hiệu văn bản trong câu, trang tin tự đặt đường dẫn"
)
_ALONE = (
    "dẫn tới trang riêng của văn bản, là trang chỉ có khi từ hai tin trở lên dẫn văn bản ấy; "
    "chỉ cần ghi số, ký hiệu văn bản trong câu, trang tin tự đặt đường dẫn"
)
_NO_PICTURE = "trỏ tới một tệp ảnh; hãy chèn ảnh vào bài thay vì dẫn tới nó"
_NO_THEME = "trỏ tới tệp của giao diện, là tệp đổi tên mỗi khi giao diện đổi; hãy bỏ đường dẫn"


def _list(home: Row) -> Row:
    """The numbered pages of the list at ``home``."""
    shape = page_of(home.shape, "{number}")
    return home._replace(shape=shape, about="twenty of its posts", vanishes=_SHORTER)


def _feeds(home: Row, vanishes: str = "") -> Row:
    """The feeds of the list at ``home``."""
    return Row(feed_of(home.shape, "{feed}"), Kind.FEED, "its feeds", "pages/feeds", vanishes)


FRONT = Row("/", Kind.LIST, "the front page", "pages/front")
NEWS = Row("/{section}/", Kind.LIST, "the newest posts of a section", "pages/lists")
NEWS_PAGE = _list(NEWS)
NEWS_FEED = _feeds(NEWS)
POST = Row("/{section}/{year}/{slug}.html", Kind.POST, "a post, by its file", "pages/posts")
GONE_MARK = POST._replace(
    shape=POST.shape + GONE_ENDING,
    kind=Kind.OTHER,
    about="beside a withdrawn post's: a server that sees it answers 410",
    vanishes="the post is published again",
    no_link="trỏ tới tệp đánh dấu bài đã gỡ, chỉ để máy chủ xem; hãy dẫn tới chính bài ấy",
)
ARCHIVE = Row("/{section}/luu-tru/", Kind.LIST, "the years", "pages/lists")
YEAR = Row(ARCHIVE.shape + "{year}.html", Kind.LIST, "its months", "pages/lists", _NO_POSTS)
MONTH = Row(
    ARCHIVE.shape + "{year}-{month:02}.html", Kind.LIST, "its posts", "pages/lists", _NO_POSTS
)
UNITS = Row("/don-vi/", Kind.AGENCY, "all units", "pages/owners")
UNIT = Row("/don-vi/{id}/", Kind.AGENCY, "a unit and its news", "pages/owners")
UNIT_PAGE = _list(UNIT)
UNIT_FEED = _feeds(UNIT, "the unit goes, which is missed itself")
DEPARTMENTS = Row("/phong/", Kind.AGENCY, "all departments", "pages/owners")
DEPARTMENT = Row("/phong/{id}/", Kind.AGENCY, "a department and its news", "pages/owners")
DEPARTMENT_PAGE = _list(DEPARTMENT)
DEPARTMENT_FEED = _feeds(DEPARTMENT, "the department goes, which is missed itself")
AUTHORS = Row("/tac-gia/", Kind.AGENCY, "all who signed a post", "pages/owners")
AUTHOR = Row("/tac-gia/{id}/", Kind.AGENCY, "an author's news", "pages/owners")
AUTHOR_PAGE = _list(AUTHOR)
DOCUMENTS = Row("/van-ban/", Kind.DOCUMENT, "types and years of documents", "pages/owners")
DOCUMENT_YEAR = Row(
    "/van-ban/{type}/{period}.html",
    Kind.DOCUMENT,
    "the documents of a type and year, or month",
    "pages/documents",
    _NOT_CITED,
    unsteady=_UNSTEADY,
)
DOCUMENT = DOCUMENT_YEAR._replace(
    shape="/van-ban/{name}.html",
    about="who cites a document",
    vanishes="one post at most cites it, or not so",
    unsteady=_ALONE,
)
DOCUMENT_PAGE = _list(DOCUMENT)
STANDING = Row("/trang/{slug}.html", Kind.STANDING, "a standing page", "pages/standing")
SITEMAP = Row("/sitemap.xml", Kind.FEED, "all sitemaps", "pages/sitemaps")
COMMON_SITEMAP = Row("/sitemap-chung.xml", Kind.FEED, "what has no year", "pages/sitemaps")
YEAR_SITEMAP = Row(
    "/sitemap-{year}.xml", Kind.FEED, "posts and periods of a year", "pages/sitemaps", _NO_POSTS
)
DOCUMENT_SITEMAP = Row(
    "/sitemap-van-ban-{year}.xml", Kind.FEED, "its documents", "pages/sitemaps", _NOT_CITED
)
UNDATED_SITEMAP = Row(
    "/sitemap-van-ban.xml", Kind.FEED, "those without date", "pages/sitemaps", _NOT_CITED
)
SEARCH = Row("/tim-kiem/", Kind.LIST, "search", "pages/search")
SEARCH_YEAR = Row(
    SEARCH.shape + "{year}.json",
    Kind.SEARCH,
    "what search knows of a year",
    "pages/search",
    _NO_POSTS,
    "trỏ tới tệp dữ liệu của trang tìm kiếm; hãy dẫn tới /tim-kiem/",
)
_SEARCH_FILE = SEARCH_YEAR._replace(vanishes="fewer texts have fewer words")
SEARCH_CLOSED = _SEARCH_FILE._replace(
    shape=SEARCH.shape + "tu/{number}.json", about="words of the texts of all years but the newest"
)
SEARCH_PRESENT = _SEARCH_FILE._replace(
    shape=SEARCH.shape + "tu-moi/{number}.json", about="words of the texts of the newest year"
)
SEARCH_POSTS = _SEARCH_FILE._replace(
    shape=SEARCH.shape + "bai/{number}.json", about="some posts whose texts have such words"
)
ROBOTS = Row("/robots.txt", Kind.OTHER, "for search engines", "pages/standing")
NOT_FOUND = Row("/404.html", Kind.LIST, "for the lost", "pages/standing")
PICTURE = Row("/anh/{path}", Kind.PICTURE, "pictures", "images", "no text shows it", _NO_PICTURE)
ATTACHMENT = Row("/tep/{file}", Kind.ATTACHMENT, "files that texts lead to", "attachments")
THEME = Row(
    "/theme/{path}",
    Kind.THEME,
    "styles, emblem, share pictures",
    "engine/theme",
    "its bytes change, and so its name",
    _NO_THEME,
)
OLD = Row("/{path}", Kind.OTHER, "any old address (`aliases`): leads on", "pages/redirects")
PLUGIN = Row(
    "/{path}",
    Kind.OTHER,
    "what other plugins (`PLUGINS`) write",
    "engine/seams",
    "those plugins are set no more",
    "không có trong trang tin khi phần mở rộng tạo ra nó thôi được dùng",
)

ROWS = (
    *(FRONT, NEWS, NEWS_PAGE, NEWS_FEED, POST, GONE_MARK, ARCHIVE, YEAR, MONTH),
    *(UNITS, UNIT, UNIT_PAGE, UNIT_FEED),
    *(DEPARTMENTS, DEPARTMENT, DEPARTMENT_PAGE, DEPARTMENT_FEED),
    *(AUTHORS, AUTHOR, AUTHOR_PAGE),
    *(DOCUMENTS, DOCUMENT_YEAR, DOCUMENT, DOCUMENT_PAGE),
    *(STANDING, SEARCH, SEARCH_YEAR, SEARCH_CLOSED, SEARCH_PRESENT, SEARCH_POSTS),
    *(ROBOTS, NOT_FOUND, PICTURE, ATTACHMENT, THEME),
    *(SITEMAP, COMMON_SITEMAP, YEAR_SITEMAP, DOCUMENT_SITEMAP, UNDATED_SITEMAP),
)
"""The table."""

_RESERVED = ("/tim-kiem/{path}", "/favicon.ico", "/feed.xml", "/{feed}.xml")
"""What the site may come to have."""

TEXTS = (POST, STANDING)
"""Where a text of the officer's is read."""

ROOMS = frozenset(row.shape.split("/")[1] for row in ROWS if "{section}" not in row.shape) | {
    "registry",
    "chung",
}
"""What no section's folder can be called, for something else of the site's is: ``trang``,
``don-vi``, folders of the content that are none of posts, the picture of all other pages."""


class AddressTable:
    """The table of a newsroom whose sections have these ``folders``."""

    def __init__(self, folders: tuple[str, ...]) -> None:
        """``folders``: that of the default section first."""
        self.folders = folders
        self._sections = "|".join(map(re.escape, folders))

    @cached_property
    def indexes(self) -> tuple[str, ...]:
        """Pages that the site always has."""
        found: list[str] = []
        for row in ROWS:
            if row.shape[-1] == "/" and not {*row.fields} - {"section"}:
                found += [row.at(section=one) for one in (self.folders if row.fields else ("",))]
        return tuple(found)

    def row_at(self, address: str) -> Row:
        """The row of ``address``, a path as a server is asked for it; ``OLD`` when none has it."""
        found = self._by_shape.fullmatch(address)
        return ROWS[found.lastindex - 1] if found and found.lastindex else OLD

    def row_of(self, file: str, old: Container[str] | None = None) -> Row:
        """The row of ``file``, a path in the output; ``OLD`` when no row has it.

        Or ``PLUGIN``, when it is none of ``old``, the files of old addresses.
        """
        row = self.row_at(url_of(file))
        return PLUGIN if row is OLD and old is not None and file not in old else row

    def is_ours(self, place: str) -> bool:
        """Whether the site itself writes or may come to write ``place``, from ``same_place``.

        Then no old address may take it. Where a post or a page once stood is none of these: the
        one that takes its place takes its address too.
        """
        return self._claims.fullmatch(place) is not None

    @cached_property
    def _by_shape(self) -> re.Pattern[str]:
        return re.compile("|".join(f"({self._pattern(row.shape)})" for row in ROWS))

    @cached_property
    def _claims(self) -> re.Pattern[str]:
        """Every shape but those of texts, and every folder above one."""
        claimed: dict[str, None] = {}
        texts = [row.shape for row in TEXTS]
        for shape in (*(row.shape for row in ROWS), *_RESERVED):
            parts = shape.rstrip("/").split("/")
            whole = len(parts) if shape in texts else len(parts) + 1
            claimed |= {"/".join(parts[:count]) or "/": None for count in range(1, whole)}
        return re.compile("|".join(map(self._pattern, claimed)))

    def _pattern(self, shape: str) -> str:
        return _pattern(shape, sections=self._sections)


@cache
def table_of(folders: tuple[str, ...]) -> AddressTable:
    """The table of a newsroom whose sections have these ``folders``, that of the default first."""
    return AddressTable(folders)

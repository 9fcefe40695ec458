"""What a newsroom is made of: values, and nothing that needs a file, a clock or a network.

Every value is frozen and compares by content, so a derived fact can be a pure
function of values and a page's inputs can be digested. Paths are POSIX paths
relative to the content folder, in NFC; addresses start with ``/``; moments are
aware datetimes in Vietnam time (UTC+07:00); days are dates.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from plugins.addresses import text_url
from plugins.vietnamese import VIETNAM

UnitId = str
DepartmentId = str
AuthorId = str

Severity = Literal["error", "answer", "advice"]
"""The three strengths of a finding: lỗi, phải trả lời, lời nhắc."""

UNREAD = "tệp không được đăng"
"""What a reminder is about that names a file or folder of which nothing goes to readers."""


class Problem(Struct, frozen=True, kw_only=True, order=True):
    """One thing wrong in one line of one file, said so that an officer can mend it.

    ``suggestion`` is the line to write in place of line ``line`` (or the lines, one
    below the other; or several to choose from, each on a row after ``   hoặc: ``; empty
    when there is none to offer). ``fixable`` says that it is the one right answer,
    so that ``check --fix`` may write it. An ``error`` stops its text, and publishing;
    an ``answer`` is a question about personal data that publishing waits for, never a
    build; ``advice`` is said and stops nothing.
    """

    path: str
    line: int
    message: str
    suggestion: str = ""
    severity: Severity = "error"
    fixable: bool = False
    about: str = ""
    """What it is about, where a command must know: of an ``answer`` the words asked about."""
    added: bool = False
    """Whether ``suggestion`` is a line to write below line ``line``, not in its place."""
    within: str = ""
    """What ``suggestion`` stands in place of, where it is no whole line yet: where something in
    that line leads. Whoever has the file makes a line of it (``plugins/posts/rows.py``)."""
    rename: str = ""
    """Where the file should be instead, from the project's folder: ``suggestion`` says so then,
    and ``fixable`` that ``check --fix`` may rename it."""

    def __str__(self) -> str:
        """``path:line: message`` and below it what to write: one line or several."""
        said = f"{self.path}:{self.line}: {self.message}"
        if not self.suggestion:
            return said
        first, *rows = self.suggestion.split("\n")
        more = [row if row.startswith("   hoặc: ") else f"          {row}" for row in rows]
        return "\n".join([said, f"    {self.lead}: {first}", *more])

    @property
    def lead(self) -> str:
        """What stands before ``suggestion``: what to do with it."""
        return "Hãy" if self.rename else "Viết thêm dưới dòng ấy" if self.added else "Viết"


# --- the agency -------------------------------------------------------------


class Name(Struct, frozen=True, kw_only=True):
    """What something was called from one day to another, both included; ``None`` is open."""

    text: str
    """As bylines and tags show it: ``VKSND huyện Hưng Hà``."""
    full: str = ""
    """In full: ``Viện kiểm sát nhân dân huyện Hưng Hà``; empty when ``text`` is."""
    since: date | None = None
    until: date | None = None


class Ending(StrEnum):
    """How a unit or department ended."""

    MERGED = "sáp nhập"
    """Its work went to exactly one successor."""
    SPLIT = "chia tách"
    """Its work went to two or more successors."""
    CLOSED = "chấm dứt"
    """It ended, and the registry names no successor (or does not know it)."""


class Unit(Struct, frozen=True, kw_only=True):
    """A procuracy: the province's or one below it. Dates are inclusive; ``None`` is open."""

    id: UnitId
    names: tuple[Name, ...]
    """In time order, without overlap; the last is the newest."""
    place: str = ""
    """The bare place name, ``Hưng Hà``, by which A–Z lists order it."""
    level: str = ""
    """``tỉnh``, ``huyện``, ``thành phố``, ``khu vực``…"""
    aliases: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    """What stands for it in the symbols of its documents: ``VKSTB``."""
    since: date | None = None
    until: date | None = None
    parent: UnitId | None = None
    successors: tuple[UnitId, ...] = ()
    ending: Ending | None = None

    def name_at(self, day: date) -> Name:
        """The name borne on ``day``; before the first the first, after the last the last."""
        return _name_at(self.names, day)


class Department(Struct, frozen=True, kw_only=True):
    """A department of a unit (``Phòng 15``, ``Văn phòng``). What it does is not our claim."""

    id: DepartmentId
    names: tuple[Name, ...]
    unit: UnitId
    aliases: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    successors: tuple[DepartmentId, ...] = ()
    ending: Ending | None = None

    def name_at(self, day: date) -> Name:
        """The name borne on ``day``; before the first the first, after the last the last."""
        return _name_at(self.names, day)


class Author(Struct, frozen=True, kw_only=True):
    """A person (or ``P.V``) who signs posts. Homonyms are two authors with one name."""

    id: AuthorId
    name: str
    aliases: tuple[str, ...] = ()
    departments: tuple[DepartmentId, ...] = ()
    units: tuple[UnitId, ...] = ()
    """Where they have worked: it tells homonyms apart, and nothing else."""
    note: str = ""
    """Shown beside the name where a homonym exists: ``Phòng 8``."""
    since: date | None = None
    until: date | None = None


class OfficialDocument(Struct, frozen=True, kw_only=True):
    """An official document as the registry has it; what nobody wrote down is empty."""

    number: str
    """``15/KH-VKSTB``."""
    date: date
    type: str = ""
    title: str = ""
    """What it is about (trích yếu)."""
    issuer: str = ""
    link: str = ""
    """Where its text is officially published: ``https://…``."""
    file: str = ""
    """The attachment that is its text: ``tep/2021/ke-hoach-15.pdf``."""
    line: int = 0
    """Of its entry in the registry, from 1."""


def _name_at(names: tuple[Name, ...], day: date) -> Name:
    found = names[0]
    for name in names:
        if name.since is None or name.since <= day:
            found = name
    return found


# --- a post -----------------------------------------------------------------

UNDATED = datetime(9999, 12, 31, tzinfo=VIETNAM)
"""In place of the date of a post that has none that can be read; no such post is published."""


def as_reminders(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """``problems`` of a text that is not published: said, and stopping nothing."""
    return tuple([p if p.severity == "advice" else replace(p, severity="advice") for p in problems])


def numbered(lines: Iterable[tuple[str, int]]) -> str:
    """Front matter keys with their lines as a text keeps them, ``2 title``, one below the other.

    A tenth of the size of the same in tuples, of which an archive has a million.
    """
    return "\n".join([f"{line} {' '.join(key.splitlines())}" for key, line in lines])


class CorrectionKind(StrEnum):
    """What changed in a published post, in the words readers see."""

    CORRECTION = "đính chính"
    UPDATE = "cập nhật"
    WITHDRAWAL = "gỡ bỏ"


class Correction(Struct, frozen=True, kw_only=True, array_like=True):
    """A dated, typed note on a published post; a ``gỡ bỏ`` withdraws it."""

    date: datetime
    kind: CorrectionKind
    note: str


class Photo(Struct, frozen=True, kw_only=True, array_like=True):
    """A picture beside a text. ``alt`` is empty exactly when it is decorative (WCAG 1.1.1)."""

    path: str
    """``anh/2021/kiem-tra.jpg``."""
    alt: str
    caption: str = ""
    credit: str = ""


class BodyLink(Struct, frozen=True, kw_only=True, array_like=True):
    """A link from a body, as resolved: to another text, to the site's own pages, or elsewhere."""

    target: str
    """``thong-bao/2021/slug.md``, ``/don-vi/hung-ha/`` or ``https://…``."""
    fragment: str
    """Without ``#``; empty when the link names none."""
    line: int
    """In the file, from 1."""

    @property
    def is_to_text(self) -> bool:
        """Whether it leads to a file of the content folder."""
        return self.target[:1] != "/" and "://" not in self.target


class BodyPicture(Struct, frozen=True, kw_only=True, array_like=True):
    """A picture used in a body."""

    path: str
    line: int
    """In the file, from 1."""


class BodyFile(Struct, frozen=True, kw_only=True, array_like=True):
    """An attachment that a body leads to."""

    path: str
    """``tep/2021/ke-hoach.pdf``."""
    line: int
    """In the file, from 1."""
    name: str = ""
    """The words of the link."""


class Cited(Struct, frozen=True, kw_only=True, array_like=True):
    """One official document as a post cites it once; see ``plugins.documents``."""

    type: str
    """``Quyết định``."""
    number: str
    """Number and symbol in normal form: ``143/QĐ-VKSHL``."""
    date: date | None = None
    start: int = 0
    end: int = 0
    """Where it stands, as ``text[start:end]`` of what ``place`` names."""
    place: Literal["text", "title", "editor"] = "text"
    """``Body.text``, ``Post.title``, or nowhere: named in front matter alone."""
    sure: bool = False
    """Whether an editor has said in front matter which document it is."""
    line: int = 1
    """In the file, from 1."""


class Body(Struct, frozen=True, kw_only=True, array_like=True):
    """A text after Markdown: sanitised HTML and what others need to know of it.

    In ``html`` a picture is ``<img src="picture:anh/2021/x.jpg" alt="…">``:
    its address, sizes and dimensions are put in when the page is rendered.
    Links to other posts are already addresses. A citation is
    ``<a href="document:START">…</a>``, ``START`` that of its ``Cited``: its
    address, or its plain words where it has none, are put in with the page.
    """

    html: str
    text: str
    """Plain text, one paragraph, heading, item or cell a line; NFC."""
    links: tuple[BodyLink, ...] = ()
    pictures: tuple[BodyPicture, ...] = ()
    ids: tuple[str, ...] = ()
    """Fragments one can link to."""
    cited: tuple[Cited, ...] = ()
    """Documents cited in ``text``, in order; a post has them in ``Post.cited``."""
    files: tuple[BodyFile, ...] = ()
    """Attachments, each as often as it is led to."""
    lede: str = ""
    """The first sentences, where ``text`` alone cannot tell or ``without_text`` left it out."""


class Status(StrEnum):
    """What the officer wrote in ``status``. Scheduled and withdrawn are derived, not written."""

    PUBLISHED = "published"
    DRAFT = "draft"


class Text(Struct, frozen=True, kw_only=True, array_like=True):
    """What a post and a standing page have in common."""

    path: str
    """The permanent address, less ``.md``."""
    title: str
    summary: str = ""
    """As written by the officer, else empty: see ``standfirst``."""
    status: Status = Status.PUBLISHED
    aliases: tuple[str, ...] = ()
    """Old addresses, each ``/…``."""
    body: Body
    lines: str = ""
    """Line of each front matter key, for problems found later; see ``numbered``."""

    @property
    def slug(self) -> str:
        """The file's name without ``.md``."""
        return self.path.rsplit("/", 1)[-1].removesuffix(".md")

    @property
    def url(self) -> str:
        """The permanent address: the file's path."""
        return text_url(self.path)

    def line_of(self, key: str) -> int:
        """The line where front matter ``key`` stands; 1 when it is not written."""
        for row in self.lines.split("\n"):
            number, _, name = row.partition(" ")
            if name == key:
                return int(number)
        return 1


class Post(Text, frozen=True, kw_only=True, array_like=True):
    """One item of news, every name resolved to an id of the registry."""

    date: datetime
    authors: tuple[AuthorId, ...] = ()
    department: DepartmentId | None = None
    units: tuple[UnitId, ...] = ()
    source: str = ""
    """Where a reprinted text came from: a site or a paper; else empty."""
    photo: Photo | None = None
    corrections: tuple[Correction, ...] = ()
    """In time order."""
    pin: tuple[str, ...] = ()
    """Paths of posts that must be related, in order."""
    ban: tuple[str, ...] = ()
    """Paths of posts that must not be."""
    sensitive: bool = False
    """Neither shows related posts nor appears among them."""
    cited: tuple[Cited, ...] = ()
    """Documents cited in text and title, and those an editor added, less those banned."""

    @property
    def section(self) -> str:
        """The folder of its section: the first part of its address."""
        return self.path.partition("/")[0]

    @property
    def folder_year(self) -> int:
        """The year of the folder, which the address keeps whatever the date becomes."""
        return int(self.path.split("/", 2)[1])

    @property
    def order(self) -> tuple[datetime, str]:
        """Total order: by date, then by path, so that equal dates never swap."""
        return (self.date, self.path)

    @property
    def withdrawal(self) -> Correction | None:
        """The note that withdrew this post, if one did."""
        if not self.corrections:  # as nearly all
            return None
        return next((c for c in self.corrections if c.kind is CorrectionKind.WITHDRAWAL), None)

    @property
    def modified(self) -> datetime:
        """When it last changed in a way readers are told of."""
        return max((c.date for c in self.corrections), default=self.date)


class StandingPage(Text, frozen=True, kw_only=True, array_like=True):
    """A page that is not news, ``trang/<slug>.md``: about, contact, corrections."""


# --- pictures ---------------------------------------------------------------


class Rendition(Struct, frozen=True, kw_only=True):
    """One size of a picture, as published; ``url`` is ``/anh/…``, sizes in CSS pixels."""

    url: str
    width: int
    height: int
    mime: str


class Picture(Struct, frozen=True, kw_only=True):
    """A picture as published: upright, stripped of EXIF, GPS, XMP, IPTC and comments."""

    path: str
    """Its source, ``anh/2021/x.jpg``."""
    fallback: Rendition
    """JPEG or PNG, for any browser; its dimensions go into ``width`` and ``height``."""
    webp: tuple[Rendition, ...] = ()
    """Narrowest first."""

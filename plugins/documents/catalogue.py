"""Which citations are one document, and which posts cite it: a function of a set of posts.

Numbers begin again every year, and procedural documents count from December to
November: a document is its number, its symbol and its date. A citation without
a date means the one dated document of its number and symbol that the set
knows; where there are several, the one that the post itself dates elsewhere.
Else, and when it is later than the post, it stays apart.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Protocol

from msgspec import Struct

from plugins.addresses import UNDATED
from plugins.model import Cited, OfficialDocument, Post
from plugins.vietnamese import slugify

Key = tuple[str, date | None]

_ZEROS = re.compile(r"(?<![0-9A-Za-z])0+(?=[0-9])")
_PLAIN = re.compile(r"[0-9a-z-]+")
_LONGEST = 120
"""Characters of a number in an address; a file system takes 255 of a whole name."""


LONGEST_LIST = 100
"""Documents of one type that a year may have before its list is cut by month, and that may have
no date before theirs is cut by the year in which each is first cited."""


class Numbered(Protocol):
    """What may tell a document: of a post or of the registry."""

    @property
    def number(self) -> str:
        """Number and symbol."""

    @property
    def type(self) -> str:
        """``Kế hoạch``; empty when it is not known."""

    @property
    def date(self) -> date | None:
        """The day it was issued."""


class Document(Struct, frozen=True, kw_only=True):
    """One official document as the posts of a set cite it."""

    type: str
    """As the earliest of the posts calls it."""
    number: str
    """As the earliest of the posts writes it, in normal form."""
    date: date | None
    slug: str
    """Of its page and its entry, alone in its set: ``cong-van-609-vkstc-vp-23-02-2021``."""
    period: str
    """Of the list where its entry is: ``2021`` or ``UNDATED``; where that is long, ``2021-02`` or
    ``UNDATED-2021``."""
    official: OfficialDocument | None
    """As the registry has it, when it says more than the posts do."""
    has_page: bool
    """Whether its page tells a reader of one citing post more: another post, or the registry."""
    has_alike: bool
    """Whether its entry does: others of its number and symbol are known."""
    label: str
    """As readers see it: ``Công văn 609/VKSTC-VP, 23/02/2021``."""
    spelling: bytes
    """All that a page may show of it, in one line: when equal, it looks the same everywhere."""
    key: Key
    """Its place in the catalogue."""


def label(kind: str, number: str, day: date | None) -> str:
    """A document as readers see it, the date as such documents write it."""
    return f"{kind} {number}{_spoken(day)[0]}" if day else f"{kind} {number}"


@lru_cache(maxsize=16384)
def _spoken(day: date) -> tuple[str, str]:
    """A day as it ends a label, and as it ends an address."""
    return (
        f", {day.day:02}/{day.month:02}/{day.year:04}",
        f"-{day.day:02}-{day.month:02}-{day.year:04}",
    )


@lru_cache(maxsize=65536)
def number_key(number: str) -> str:
    """Under which a number and symbol is one: ``05/CT-VKS`` is ``5/ct-vks``."""
    return _ZEROS.sub("", number.casefold().rstrip("-/"))


def has_symbol(number: str) -> bool:
    """Whether ``number`` is more than a bare number."""
    return "/" in number or "-" in number


def key_of(cited: Numbered) -> str:
    """What two citations share when, but for the date, they may be of one document.

    A number without a symbol (``Chỉ thị 01``) is one among its own type alone.
    Empty when it has neither symbol nor date: then it tells no document.
    """
    number = cited.number
    if has_symbol(number):
        return number_key(number)
    return f"{number_key(number)} {cited.type}" if cited.date else ""


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """The documents that a set of posts cites."""

    documents: Mapping[Key, Document]
    posts: Mapping[Key, Sequence[Post]]
    """Oldest first."""
    dates: Mapping[str, Sequence[date]]
    """Of each number and symbol the days on which the set knows such a document, in order."""
    cited: Mapping[str, Sequence[Document | None]]
    """Path → for each of ``Post.cited`` the document it means; posts without are left out."""

    def cited_by(self, post: Post) -> tuple[Document, ...]:
        """The documents that ``post`` cites, each once, in the order of the text."""
        found = self.cited.get(post.path)
        return tuple({one.slug: one for one in found if one}.values()) if found else ()

    def labels(self, path: str) -> tuple[str, ...]:
        """What the documents that a post cites are called, as ``cited_by``."""
        found = self.cited.get(path)
        return tuple(dict.fromkeys([one.label for one in found if one])) if found else ()

    def files(self) -> frozenset[str]:
        """Paths of the attachments that are the texts of documents which posts cite."""
        found = (one.official.file for one in self.documents.values() if one.official)
        return frozenset(filter(None, found))

    def alike(self, key: Key) -> tuple[Document, ...]:
        """Those of the same number and symbol that stand beside it, in order of date.

        Of one with a date the nearest before and after it, and of the last
        that without a date; of that one all. So one more document changes the
        pages of three, however many there were.
        """
        number, day = key
        days = self.dates.get(number, ())
        if day is None:
            return tuple(self.documents[number, other] for other in days)
        undated = self.documents.get((number, None))
        if len(days) == 1 and undated is None:  # as nearly all
            return ()
        place = bisect_left(days, day)
        near = (*days[max(0, place - 1) : place], *days[place + 1 : place + 2])
        found = tuple(self.documents[number, other] for other in near)
        return (*found, undated) if undated is not None and day == days[-1] else found


def the_one(days: Sequence[date], post: Post, key: str) -> date | None:
    """The date of a document that ``post`` cites without one; ``days`` are those known of ``key``.

    That of the only one known, if the post can know it; of several, the only
    one that the post itself dates elsewhere.
    """
    if len(days) == 1:
        return days[0] if days[0] <= post.date.date() else None
    own = {one.date for one in post.cited if one.date and key_of(one) == key}
    return next(iter(own)) if len(own) == 1 else None


def catalogue(posts: Iterable[Post], official: Iterable[OfficialDocument] = ()) -> Catalogue:
    """The documents cited in ``posts``, oldest first; ``official`` is on file. Linear.

    The earliest post names a document and gives it its address, so that later
    posts change neither.
    """
    found = _Found(posts)
    found.name(official)
    known = found.known
    return Catalogue(
        documents={key: one.document for key, one in known.items()},
        posts={key: one.posts for key, one in known.items()},
        dates=found.dates,
        cited={
            path: [one.document if one else None for one in meant]
            for path, meant in found.meant.items()
        },
    )


def labels_of(posts: Iterable[Post]) -> Callable[[str], tuple[str, ...]]:
    """``Catalogue.labels`` of ``posts``, oldest first, without the rest of a catalogue."""
    meant = _Found(posts).meant

    def labels(path: str) -> tuple[str, ...]:
        found = [label(one.first.type, one.first.number, one.day) for one in meant[path] if one]
        return tuple(dict.fromkeys(found))

    return lambda path: labels(path) if path in meant else ()


class _Known:
    """One document on its way into a catalogue."""

    __slots__ = ("day", "document", "first", "posts")

    document: Document

    def __init__(self, first: Cited, day: date | None, post: Post) -> None:
        self.first = first
        self.day = day
        self.posts = [post]
        """That cite it, each once."""


class _Found:
    """Citations on their way into a catalogue: first all with a date, then those without."""

    def __init__(self, posts: Iterable[Post]) -> None:
        self.known: dict[Key, _Known] = {}
        self.dates: dict[str, list[date]] = {}
        self.meant: dict[str, list[_Known | None]] = {}
        self._undated: list[tuple[Post, int, str]] = []
        for post in posts:
            if post.cited:
                self._take(post)
        self._join_undated()

    def _take(self, post: Post) -> None:
        meant: list[_Known | None] = []
        self.meant[post.path] = meant
        for cited in post.cited:
            number, day = key_of(cited), cited.date
            known = None
            if number and day is not None:
                key = (number, day)
                known = self.known.get(key)
                if known is None:
                    known = self.known[key] = _Known(cited, day, post)
                    self.dates.setdefault(number, []).append(day)
                elif known.posts[-1] is not post:  # whose citations all come here in turn
                    known.posts.append(post)
            elif number:
                self._undated.append((post, len(meant), number))
            meant.append(known)

    def _join_undated(self) -> None:
        """Let each mean the dated one of its number, where there is the one."""
        for days in self.dates.values():
            if len(days) > 1:
                days.sort()
        joined: dict[Key, _Known] = {}
        for post, place, number in self._undated:
            day = the_one(self.dates.get(number, ()), post, number)
            key = (number, day)
            known = self.known.get(key)
            if known is None:
                known = self.known[key] = _Known(post.cited[place], day, post)
            else:
                known.posts.append(post)
                joined[key] = known
            self.meant[post.path][place] = known
        for known in joined.values():
            once = {post.path: post for post in known.posts}
            known.posts = sorted(once.values(), key=lambda post: post.order)

    def name(self, official: Iterable[OfficialDocument]) -> None:
        """Make of each known one a ``Document``."""
        on_file: dict[Key, OfficialDocument] = {
            (key_of(one), one.date): one
            for one in official
            if one.title or one.issuer or one.link or one.file
        }
        listed = Counter([(one.first.type, _year(key[1])) for key, one in self.known.items()])
        taken: set[str] = set()
        for key, one in self.known.items():
            (number, day), first, on = key, one.first, on_file.get(key)
            slug = _alone(_slug(first.type, first.number, day), taken)
            shown = label(first.type, first.number, day)
            is_long = listed[first.type, _year(day)] > LONGEST_LIST
            period = _period(day, one.posts[0] if is_long else None)
            has_page = len(one.posts) > 1 or on is not None
            more = f"{on.title}\0{on.issuer}\0{on.link}\0{on.file}" if on else ""
            has_alike = len(self.dates.get(number, ())) + ((number, None) in self.known) > 1
            one.document = Document(
                type=first.type,
                number=first.number,
                date=day,
                slug=slug,
                label=shown,
                period=period,
                official=on,
                has_page=has_page,
                has_alike=has_alike,
                spelling=f"{slug} {shown} {period} {has_page:d}{has_alike:d} {more}\n".encode(),
                key=key,
            )


def _alone(plain: str, taken: set[str]) -> str:
    """``plain``, or with a number behind it when it is taken; then that is taken."""
    slug, again = plain, 1
    while slug in taken:
        again += 1
        slug = f"{plain}-{again}"
    taken.add(slug)
    return slug


def _year(day: date | None) -> int | None:
    return day.year if day else None


def _period(day: date | None, first: Post | None) -> str:
    """Of the list with a document of ``day``; ``first`` cites it and is given where lists are long.

    Which post is the first no later one changes, so entries stay where they are.
    """
    if first is None:
        return str(day.year) if day else UNDATED
    return f"{day.year}-{day.month:02}" if day else f"{UNDATED}-{first.date.year}"


@lru_cache(maxsize=256)
def type_slug(kind: str) -> str:
    """``Kế hoạch`` is ``ke-hoach``."""
    return slugify(kind)


def _slug(kind: str, number: str, day: date | None) -> str:
    plain = number.lower().replace("đ", "d").replace("/", "-")
    if not _PLAIN.fullmatch(plain) or len(plain) > _LONGEST:
        plain = slugify(number, limit=_LONGEST)[:_LONGEST]
    slug = f"{type_slug(kind)}-{plain}"
    return slug + _spoken(day)[1] if day else slug

"""What one published file says of itself: the only thing the checks of the whole site need of it.

Facts of a file follow from its bytes, its path, the site's origin and the
canaries, so those of an unchanged file may be kept; what concerns several
files is judged from facts alone (``desk.verify.whole``).
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from urllib.parse import unquote

import msgspec

from plugins.addresses import ATTACHMENTS
from plugins.model import Problem


class FileKind(StrEnum):
    """What a file is, by its ending and, for XML, by its root element."""

    PAGE = "page"
    FEED = "feed"
    SITEMAP = "sitemap"
    SITEMAP_INDEX = "sitemap index"
    STYLE = "style"
    PICTURE = "picture"
    DRAWING = "drawing"
    ATTACHMENT = "attachment"
    ROBOTS = "robots"
    SCRIPT = "script"
    DATA = "data"
    SEARCH = "search"
    OTHER = "other"


class Use(msgspec.Struct, frozen=True, kw_only=True):
    """A picture used on a page with the size the page claims for it, in CSS pixels; 0 unsaid."""

    file: str
    width: int
    height: int
    line: int


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """One file of the output. Paths are POSIX, relative to the output; lines count from 1."""

    path: str
    kind: FileKind
    sha256: str
    size: int
    problems: tuple[Problem, ...] = ()
    """What is wrong with the file, whatever the others are."""
    links: tuple[str, ...] = ()
    """Own files it leads to, each ``file`` or ``file#fragment``, once."""
    lines: tuple[int, ...] = ()
    """Where each of ``links`` first stands."""
    hits: tuple[str, ...] = ()
    """Needles of canaries that occur in it or in its path, each once."""
    hit_lines: tuple[int, ...] = ()
    """Where each of ``hits`` first stands; 1 when mark-up breaks it."""
    uses: tuple[Use, ...] = ()
    ids: tuple[str, ...] = ()
    heading: str = ""
    """Text of the ``h1``, white space squeezed."""
    canonical: str = ""
    """File of the canonical address."""
    indexable: bool = True
    redirect: bool = False
    width: int = 0
    height: int = 0
    """Pixels, of a picture."""
    imprint: bytes = b""
    """What it could say (``desk.verify.imprints``); empty when nobody asked."""


def facts_of(
    path: str,
    kind: FileKind,
    data: bytes,
    problems: Iterable[Problem],
    links: Mapping[str, int] = MappingProxyType({}),
) -> Facts:
    """What every file has; ``links``: own files it leads to, and where each first stands."""
    return Facts(
        path=path,
        kind=kind,
        sha256=digest(data),
        size=len(data),
        problems=tuple(problems),
        links=tuple(links),
        lines=tuple(links.values()),
    )


class Lead(msgspec.Struct, frozen=True, kw_only=True):
    """Where an address in a file leads: a scheme that is not ours, or a file of this site."""

    scheme: str = ""
    """``https``, ``mailto``…; ``//`` for an address without one; empty for our own."""
    file: str = ""
    fragment: str = ""
    absolute: bool = False
    """Whether it was written with the site's origin."""

    @property
    def link(self) -> str:
        """As ``Facts.links`` keeps it."""
        return f"{self.file}#{self.fragment}" if self.fragment else self.file


_OUR_OWN = re.compile(r"/(?:(?:[a-z0-9\-_]+/)*(?:[a-z0-9\-_]+\.[a-z0-9]+)?)?")
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.\-]*):")
_INVISIBLE = re.compile(r"[\x00-\x20]")


def follow(address: str, path: str, site: str) -> Lead:
    """Where ``address``, written in the file ``path`` of the site with origin ``site``, leads."""
    if address.startswith(("/", site)):
        # Most addresses, and the same from every page: worth remembering.
        return _follow_from_root(address, site)
    return _follow(address, path, site)


@lru_cache(maxsize=1 << 16)
def _follow_from_root(address: str, site: str) -> Lead:
    return _follow(address, "", site)


def _follow(address: str, path: str, site: str) -> Lead:
    address = address.strip()
    absolute = address == site or address.startswith((f"{site}/", f"{site}#", f"{site}?"))
    if absolute:
        address = address[len(site) :] or "/"
    if _OUR_OWN.fullmatch(address):  # as nearly all are written: the short way to the same
        file = address[1:] + ("index.html" if address[-1] == "/" else "")
        return Lead(file=file, absolute=absolute)
    if not absolute:
        if address.startswith("//"):
            return Lead(scheme="//")
        # Browsers skip control characters inside a scheme: ``java\nscript:`` is one.
        if scheme := _SCHEME.match(_INVISIBLE.sub("", address)):
            return Lead(scheme=scheme[1].lower())
    place, _, fragment = address.partition("#")
    place = unquote(place.partition("?")[0])
    if place:
        place = posixpath.join("/", posixpath.dirname(path), place)
        slash = "/" if place.endswith("/") else ""
        place = posixpath.normpath(place).strip("/")
        place += "/index.html" if slash or not place else ""
    file = place.lstrip("/") or path or "index.html"
    if file.endswith(tuple(ATTACHMENTS)):  # what is in it, its own program knows: ``#page=3``
        fragment = ""
    return Lead(file=file, fragment=unquote(fragment), absolute=absolute)


def line_of(text: str, position: int) -> int:
    """The line of ``position`` in ``text``, from 1."""
    return text.count("\n", 0, max(position, 0)) + 1


def digest(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()

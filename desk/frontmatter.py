"""How a post file is written: front matter in one order, quotes where they help, then the body.

``compose`` is the inverse of ``plugins.posts.read_manuscript`` for every value
that can be written. Keys come in the order of the house's example and empty
ones are left out, so that two officers' files look alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from plugins.model import Photo, Status
from plugins.posts.typed import in_quotes, quoted
from plugins.vietnamese import squeeze

_WIDE = 100
"""Characters; a longer list is written one name a line."""

_MISREAD = frozenset({"~", "-", "?"})
"""Bare, these are YAML's own signs, not words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """What a new post's front matter says: names as the registry has them, or as typed."""

    title: str
    date: datetime
    """Aware, or already in Vietnam time."""
    dated: bool = True
    """Whether the file says the date: a draft may wait for the day it is published."""
    authors: tuple[str, ...] = ()
    department: str = ""
    units: tuple[str, ...] = ()
    source: str = ""
    photo: Photo | None = None
    """With an empty ``alt`` the check will ask for one."""
    summary: str = ""
    status: Status = Status.DRAFT
    aliases: tuple[str, ...] = ()


def compose(front: Front, body: str = "") -> str:
    """The whole file: front matter, an empty line, ``body`` (Markdown) and one line end."""
    head = "\n".join(["---", *_lines(front), "---"])
    body = body.strip("\n")
    return f"{head}\n\n{body}\n" if body else f"{head}\n"


def moment(when: datetime) -> str:
    """``2021-03-15 08:19``, with seconds only when there are any."""
    seconds = f":{when.second:02}" if when.second else ""
    return f"{when.year:04}-{when:%m-%d %H:%M}{seconds}"


def name(text: str, *, flow: bool = False) -> str:
    """``text`` as a YAML value, in quotes only where it would be misread."""
    text = squeeze(text)
    sign = text in _MISREAD or text.startswith(":")
    return in_quotes(text) if sign else quoted(text, flow=flow)


def line(key: str, names: Sequence[str]) -> str:
    """``key: name`` or ``key: [name, name]``: the line an officer is told to write."""
    if len(names) == 1:
        return f"{key}: {name(names[0])}"
    return f"{key}: [{', '.join(name(one, flow=True) for one in names)}]"


def _lines(front: Front) -> Iterator[str]:
    yield f"title: {_sentence(front.title)}"
    if front.dated:
        yield f"date: {moment(front.date)}"
    if front.authors:
        yield line("author", front.authors)
    if front.department:
        yield line("department", (front.department,))
    if front.units:
        yield from _list("units", front.units)
    if front.source:
        yield line("source", (front.source,))
    if front.photo is not None:
        yield from _photo(front.photo)
    if front.summary:
        yield f"summary: {_sentence(front.summary)}"
    yield f"status: {front.status.value}"
    if front.aliases:
        yield from _list("aliases", front.aliases)


def _photo(photo: Photo) -> Iterator[str]:
    yield f"photo: {name(photo.path)}"
    yield f"photo_alt: {_sentence(photo.alt)}"
    if photo.caption:
        yield f"photo_caption: {_sentence(photo.caption)}"
    if photo.credit:
        yield f"photo_credit: {name(photo.credit)}"


def _sentence(text: str) -> str:
    return in_quotes(squeeze(text))


def _list(key: str, names: Sequence[str]) -> Iterable[str]:
    """A list even of one, on one line when that is short."""
    flow = f"{key}: [{', '.join(name(one, flow=True) for one in names)}]"
    if len(flow) <= _WIDE:
        return [flow]
    return [f"{key}:", *(f"  - {name(one)}" for one in names)]

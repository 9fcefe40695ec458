"""How a post file is written: front matter in one order, quotes where they help, then the body.

``compose`` is the inverse of ``plugins.posts.read_manuscript`` for every value
that can be written. Keys come in the order of ``plugins.posts.schema`` and empty
ones are left out, so that two officers' files look alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from plugins.model import Photo, Status
from plugins.posts import schema
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
    return f"{key}: {name(names[0])}" if len(names) == 1 else _flow(key, names)


def _lines(front: Front) -> Iterator[str]:
    photo, authors = front.photo or Photo(path="", alt=""), front.authors
    said: dict[str, str | Sequence[str]] = {
        "title": front.title,
        "date": moment(front.date) if front.dated else "",
        "author": authors[0] if len(authors) == 1 else authors,
        "department": front.department,
        "units": front.units,
        "source": front.source,
        "photo": photo.path,
        "photo_alt": photo.alt,
        "photo_caption": photo.caption,
        "photo_credit": photo.credit,
        "summary": front.summary,
        "status": front.status.value,
        "aliases": front.aliases,
    }
    asked = {"title", "photo_alt"} if front.photo else {"title"}
    for key, field in schema.POST.items():
        value = said.get(key, "")
        if isinstance(value, str):
            if value or key in asked:
                yield f"{key}: {in_quotes(squeeze(value)) if field.sentence else name(value)}"
        elif value:
            flow = _flow(key, value)
            yield flow if len(flow) <= _WIDE else f"{key}:"
            if len(flow) > _WIDE:
                yield from (f"  - {name(one)}" for one in value)


def _flow(key: str, names: Sequence[str]) -> str:
    return f"{key}: [{', '.join(name(one, flow=True) for one in names)}]"

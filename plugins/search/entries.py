"""The index of one year: of each post what its page shows first, in columns, names once.

A column is one text with a line a post: browsers look through it as it is, and make no thing of
each post before they answer. Each has a name of its own, by which whoever reads them again knows
an address from a title that looks like one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import unescape

from msgspec import Struct

from plugins.model import Body, Department, Post, Unit
from plugins.posts import standfirst
from plugins.posts.summary import cut
from plugins.registry import Registry
from plugins.vietnamese import squeeze

LEAD = 110
"""Characters of a lead: more costs every search bytes, and finds little."""

_HEADING = re.compile(r"<(h[1-6])[^>]*>(.*?)</\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


class _Names:
    """The units, departments or authors of a year, each name once, in order of appearance."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str], int] = {}

    def number(self, identity: str, name: str) -> int:
        return self._numbers.setdefault((identity, name), len(self._numbers))

    def table(self) -> tuple[tuple[str, str], ...]:
        return tuple(self._numbers)

    def heirs(
        self, heirs: Mapping[str, Sequence[str]], known: Mapping[str, Unit | Department]
    ) -> tuple[tuple[str, str, str], ...]:
        return tuple(
            (one, heir, known[heir].names[-1].text)
            for one in dict.fromkeys(identity for identity, _ in self._numbers)
            for heir in heirs[one]
            if heir != one
        )


class SearchPosts(Struct, frozen=True, kw_only=True):
    """What answers show. One line of each text is one post; the newest comes first."""

    urls: str
    dates: str
    """``2021-03-15``."""
    titles: str
    leads: str
    units: str
    """Places in ``unit_names``, from 0, parted by spaces."""
    unit_names: tuple[tuple[str, str], ...]
    """Id and, as the pages of these posts show it, name."""
    gone: tuple[int, ...]
    """Places, from the oldest, that withdrawn posts keep: they stand in no column."""


class SearchYear(SearchPosts, frozen=True, kw_only=True):
    """What is searched of a year, and not shown."""

    headings: str
    """Those within the text, parted by returns."""
    documents: str
    """Number and symbol of what it cites, likewise: ``609/VKSTC-VP``."""
    departments: str
    """One at most; its place in ``department_names``, and likewise below."""
    authors: str
    department_names: tuple[tuple[str, str], ...]
    author_names: tuple[tuple[str, str], ...]
    unit_heirs: tuple[tuple[str, str, str], ...]
    """Id of one in ``unit_names``, and id and newest name of one that its work came to."""
    department_heirs: tuple[tuple[str, str, str], ...]


def search_posts(posts: Sequence[Post], registry: Registry) -> SearchPosts:
    """Of ``posts``, oldest first, what answers show."""
    return _shown(posts, registry, _Names())


def _shown(posts: Sequence[Post], registry: Registry, units: _Names) -> SearchPosts:
    there = _there(posts)
    return SearchPosts(
        urls=_lines(post.url for post in there),
        dates=_lines(post.date.date().isoformat() for post in there),
        titles=_lines(squeeze(post.title) for post in there),
        leads=_lines(squeeze(cut(standfirst(post), LEAD)) for post in there),
        units=_places(
            (
                units.number(unit, registry.units[unit].name_at(post.date.date()).text)
                for unit in post.units
            )
            for post in there
        ),
        unit_names=units.table(),
        gone=tuple(place for place, post in enumerate(posts) if post.withdrawal is not None),
    )


def search_year(
    posts: Sequence[Post],
    registry: Registry,
    body: Callable[[Post], Body],
    heirs: Mapping[str, Sequence[str]],
) -> SearchYear:
    """The index of ``posts``, oldest first; ``body`` is asked only where headings may be.

    ``heirs``: each unit and department with those whose lists show its news too.
    """
    units, departments, authors = _Names(), _Names(), _Names()
    shown = _shown(posts, registry, units)
    there = _there(posts)
    return SearchYear(
        **{name: getattr(shown, name) for name in shown.__struct_fields__},
        headings=_lines(
            _PARTED.join(_headings(body(post).html)) if post.body.ids else "" for post in there
        ),
        documents=_lines(
            _PARTED.join(dict.fromkeys(cited.number for cited in post.cited)) for post in there
        ),
        departments=_places(
            (departments.number(one, registry.departments[one].name_at(post.date.date()).text),)
            if (one := post.department)
            else ()
            for post in there
        ),
        authors=_places(
            (authors.number(author, registry.authors[author].name) for author in post.authors)
            for post in there
        ),
        department_names=departments.table(),
        author_names=authors.table(),
        unit_heirs=units.heirs(heirs, registry.units),
        department_heirs=departments.heirs(heirs, registry.departments),
    )


_LINE, _PARTED = "\n", "\r"
"""What no title, name or number of a document has in it."""


def _lines(texts: Iterable[str]) -> str:
    return _LINE.join(unicodedata.normalize("NFC", text) for text in texts)


def _places(numbers: Iterable[Iterable[int]]) -> str:
    return _LINE.join(" ".join(map(str, of_post)) for of_post in numbers)


def _there(posts: Iterable[Post]) -> list[Post]:
    """Those readers can read, the newest first."""
    return [post for post in posts if post.withdrawal is None][::-1]


def _headings(html: str) -> tuple[str, ...]:
    return tuple(squeeze(unescape(_TAG.sub("", inside))) for _, inside in _HEADING.findall(html))

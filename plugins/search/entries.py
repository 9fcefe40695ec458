"""The index of one year: of each post what its page shows first, in columns, names once.

Columns compress better than rows, and each has a name of its own, by which whoever reads them
again knows an address from a title that looks like one.
"""

from __future__ import annotations

import re
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


class SearchYear(Struct, frozen=True, kw_only=True):
    """One entry of each column is one post; the newest comes first."""

    urls: tuple[str, ...]
    dates: tuple[str, ...]
    """``2021-03-15``."""
    titles: tuple[str, ...]
    leads: tuple[str, ...]
    headings: tuple[tuple[str, ...], ...]
    """Those within the text."""
    documents: tuple[tuple[str, ...], ...]
    """Number and symbol of what it cites: ``609/VKSTC-VP``."""
    units: tuple[tuple[int, ...], ...]
    """Numbers in ``unit_names``; likewise below."""
    departments: tuple[tuple[int, ...], ...]
    """One at most."""
    authors: tuple[tuple[int, ...], ...]
    unit_names: tuple[tuple[str, str], ...]
    """Id and, as the pages of these posts show it, name."""
    department_names: tuple[tuple[str, str], ...]
    author_names: tuple[tuple[str, str], ...]
    unit_heirs: tuple[tuple[str, str, str], ...]
    """Id of one in ``unit_names``, and id and newest name of one that its work came to."""
    department_heirs: tuple[tuple[str, str, str], ...]


def search_year(
    posts: Iterable[Post],
    registry: Registry,
    body: Callable[[Post], Body],
    heirs: Mapping[str, Sequence[str]],
) -> SearchYear:
    """The index of ``posts``, the newest first; ``body`` is asked only where headings may be.

    ``heirs``: each unit and department with those whose lists show its news too.
    """
    posts, units, departments, authors = tuple(posts), _Names(), _Names(), _Names()
    return SearchYear(
        urls=tuple(post.url for post in posts),
        dates=tuple(post.date.date().isoformat() for post in posts),
        titles=tuple(squeeze(post.title) for post in posts),
        leads=tuple(squeeze(cut(standfirst(post), LEAD)) for post in posts),
        headings=tuple(_headings(body(post).html) if post.body.ids else () for post in posts),
        documents=tuple(tuple({cited.number: None for cited in post.cited}) for post in posts),
        units=tuple(
            tuple(
                units.number(unit, registry.units[unit].name_at(post.date.date()).text)
                for unit in post.units
            )
            for post in posts
        ),
        departments=tuple(
            (departments.number(one, registry.departments[one].name_at(post.date.date()).text),)
            if (one := post.department)
            else ()
            for post in posts
        ),
        authors=tuple(
            tuple(authors.number(author, registry.authors[author].name) for author in post.authors)
            for post in posts
        ),
        unit_names=units.table(),
        department_names=departments.table(),
        author_names=authors.table(),
        unit_heirs=units.heirs(heirs, registry.units),
        department_heirs=departments.heirs(heirs, registry.departments),
    )


def _headings(html: str) -> tuple[str, ...]:
    return tuple(squeeze(unescape(_TAG.sub("", inside))) for _, inside in _HEADING.findall(html))

"""Lists that stay put: pages numbered from the oldest, days, months, years.

A list page holds ``PER_PAGE`` posts and never changes once the next has begun,
because numbering starts at the oldest; the address without a number carries
the newest. So one new post touches at most the newest two pages of a list,
however long the list is. A withdrawn post keeps its place on a numbered page, so
that no page after it changes; among the newest it has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice

from plugins.addresses import page_of
from plugins.model import Post

PER_PAGE = 20
"""Posts on a list page. Changing it renumbers every list: don't."""

FEED_LENGTH = 20
"""Entries in a feed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """One page of a list: which posts it shows and where it leads."""

    url: str
    number: int
    """0 for the address that carries the newest."""
    posts: tuple[Post, ...]
    """Newest first."""
    older: str
    newer: str
    """Addresses; empty where there is none."""


def numbered(count: int) -> int:
    """How many numbered pages a list of ``count`` posts has: none when it fits on one page."""
    return -(-count // PER_PAGE) if count > PER_PAGE else 0


def list_pages(posts: Sequence[Post], home: str) -> Iterator[ListPage]:
    """The pages of a list of ``posts`` (oldest first) at ``home``: newest, then 1, 2, ….

    Among ``posts`` are withdrawn ones, where they keep a place.

    A list that fits on one page has no numbered pages.
    """
    count = len(posts)
    last = numbered(count)
    yield ListPage(
        url=home,
        number=0,
        posts=tuple(islice((p for p in reversed(posts) if p.withdrawal is None), PER_PAGE)),
        older=page_of(home, -(-(count - PER_PAGE) // PER_PAGE)) if last else "",
        newer="",
    )
    for number in range(1, last + 1):
        yield ListPage(
            url=page_of(home, number),
            number=number,
            posts=tuple(reversed(posts[(number - 1) * PER_PAGE : number * PER_PAGE])),
            older=page_of(home, number - 1) if number > 1 else "",
            newer=page_of(home, number + 1 if number < last else 0),
        )


def by_day(posts: Iterable[Post]) -> Iterator[tuple[Post, ...]]:
    """``posts`` in the order given, cut where the day changes."""
    for _, group in groupby(posts, key=lambda p: p.date.date()):
        yield tuple(group)


def by_month(posts: Iterable[Post]) -> Iterator[tuple[int, int, tuple[Post, ...]]]:
    """Year, month and posts of each month that has any, in the order given."""
    for (year, month), group in groupby(posts, key=lambda p: (p.date.year, p.date.month)):
        yield year, month, tuple(group)

"""The two segments of whole texts: years that are closed, and the present one.

The present year is the newest that has begun: of which there are some posts. A new post changes
its segment alone, which is small; the other changes when an old post does, and once a year, not
with the first post of a new one, which may be urgent.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from plugins.layers import Layer, is_on
from plugins.model import Post
from plugins.newsroom import Newsroom
from plugins.search.kept import HOLE, SIZE, Segment, SegmentStore
from plugins.vietnamese import squeeze

POSTS_A_SHARD = 16
"""Of the closed years; a shard is as large as what one question needs of it is small."""

MOST_PRESENT = 16
"""Shards of the present year: so many files one new post changes at most."""


TOGETHER = 16
"""Posts of closed years in one file of what answers show: each answer may be in another."""

BEGUN = 32
"""Posts of a year that close the years before it."""


_year = attrgetter("date.year")
_order = attrgetter("date", "path")
"""As ``Post.order``."""


class Places(NamedTuple):
    """The posts of the two segments, the oldest first: the place of a post is its number there.

    A withdrawn post keeps its place, so that those of later ones stay what they are.
    """

    closed: Sequence[Post]
    present: Sequence[Post]


class WholeTexts(NamedTuple):
    """What search knows of whole texts."""

    places: Places
    closed: Segment
    present: Segment


def places_of(known: Iterable[Post]) -> Places:
    """Each of ``known``, the public posts and those withdrawn, in its segment."""
    posts = sorted(known, key=_order)
    years = Counter(map(_year, posts))
    begun = (year for year, count in years.items() if count >= BEGUN)
    present = max(begun, default=min(years, default=0))
    start = bisect_left(posts, present, key=_year)
    return Places(posts[:start], posts[start:])


class WholeTextStore:
    """What is kept of both in ``state``, a folder of state; None keeps nothing."""

    def __init__(self, state: Path | None) -> None:
        self._files = [
            state / f"search-{name}.sqlite3" if state and is_on(Layer.SEARCH) else None
            for name in ("closed", "present")
        ]

    def update(self, newsroom: Newsroom) -> WholeTexts:
        """The shards of what readers can read; texts are asked for where they changed."""
        places = places_of((*newsroom.published, *newsroom.withdrawn))
        shards = file_counts(places)[:2]
        segments = (
            SegmentStore(file).update(*_texts(newsroom, posts), count)
            for file, posts, count in zip(self._files, places, shards, strict=True)
        )
        return WholeTexts(places, *segments)


class FileCounts(NamedTuple):
    """How many files there are of each kind; hardly any post changes it, for then all are new."""

    closed: int
    """Shards of the closed years."""
    present: int
    """Those of the present one."""
    posts: int
    """Files of what answers show."""


def file_counts(places: Places) -> FileCounts:
    """Of all that search fetches of ``places``, beside the years."""
    closed, present = map(len, places)
    small = present < MOST_PRESENT * POSTS_A_SHARD
    return FileCounts(
        closed=_power(closed // POSTS_A_SHARD) if closed else 0,
        present=min(present, 1 if small else MOST_PRESENT),
        posts=-(-closed // TOGETHER),
    )


def _power(number: int) -> int:
    """The greatest power of two that is not above ``number``; 1 at least."""
    return 1 << max(0, number.bit_length() - 1)


def _texts(newsroom: Newsroom, posts: Sequence[Post]) -> tuple[list[bytes], Callable[[int], str]]:
    """The digest of the text at each place, and that text, the title first."""
    # Of a file's SHA-256 these bytes are as good as all (NIST SP 800-107, 5.1).
    digests = [
        HOLE if post.withdrawal is not None else newsroom.digests[post.path][:SIZE]
        for post in posts
    ]

    def text_of(place: int) -> str:
        post = posts[place]
        return f"{squeeze(post.title)}\n{newsroom.bodies(post.path).text}"

    return digests, text_of

"""The two segments of whole texts: years that are closed, and the present one.

The present year is the newest of which there is a public post. A new post changes its segment
alone, which is small; the other changes when an old post does, and once a year.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from plugins.layers import Layer, is_on
from plugins.model import Post
from plugins.newsroom import Newsroom
from plugins.search.kept import HOLE, Segment, SegmentStore
from plugins.vietnamese import squeeze

POSTS_A_SHARD = 16
"""Of the closed years; a shard is as large as what one question needs of it is small."""

MOST_PRESENT = 16
"""Shards of the present year: so many files one new post changes at most."""


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


def places_of(newsroom: Newsroom) -> Places:
    """Every public post, and every withdrawn one, in its segment."""
    posts = sorted((*newsroom.published, *newsroom.withdrawn), key=lambda post: post.order)
    newest = newsroom.published[-1].date.year if newsroom.published else 0
    start = next((at for at, post in enumerate(posts) if post.date.year >= newest), len(posts))
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
        places = places_of(newsroom)
        counts = shard_counts(places)
        segments = (
            SegmentStore(file).update(*_texts(newsroom, posts), shards)
            for file, posts, shards in zip(self._files, places, counts, strict=True)
        )
        return WholeTexts(places, *segments)


def shard_counts(places: Places) -> tuple[int, int]:
    """Of each segment: a power of two, so that few posts more change it seldom; 0 of none."""
    closed, present = (_power(len(posts) // POSTS_A_SHARD) if posts else 0 for posts in places)
    return closed, min(present, MOST_PRESENT)


def _power(number: int) -> int:
    """The greatest power of two that is not above ``number``; 1 at least."""
    return 1 << max(0, number.bit_length() - 1)


def _texts(newsroom: Newsroom, posts: Sequence[Post]) -> tuple[list[bytes], Callable[[int], str]]:
    """The digest of the text at each place, and that text, the title first."""
    digests = [
        HOLE if post.withdrawal is not None else newsroom.digests[post.path] for post in posts
    ]

    def text_of(place: int) -> str:
        post = posts[place]
        return f"{squeeze(post.title)}\n{newsroom.bodies(post.path).text}"

    return digests, text_of

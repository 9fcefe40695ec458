"""The list that a post shows, of those it is related to: the rules of the editor.

Pins first, in their order. Then the related, best first: at most two by one
author, one of several near-duplicates (``NEAR``), no reprint of the post itself
(``SAME``), none banned. Equal scores go by department, author, nearness in time,
path. With fewer than ``ENOUGH`` the nearest in time of the same unit or department
follow, then the nearest of all: the nearest and not the newest, or every new post
would change every such list. A sensitive post shows its pins alone.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial
from itertools import groupby
from operator import attrgetter

from plugins.model import UnitId
from plugins.related.columns import MOST_TIES
from plugins.related.values import Candidate
from plugins.words.terms import Text, alike

LIMIT = 5
ENOUGH = 3
BY_ONE_AUTHOR = 2

FLOOR = 60_000
"""The least score of two posts that are related."""

NEAR = 667
SAME = 900
"""From how alike their texts are two posts are near-duplicates, and are one text."""

NEIGHBOURS = 8
"""Posts on each side, of one unit, one department or all, that may fill a list."""

NEVER = 2_000_000_000
"""A score that no pair has."""

_OPEN = 50_000
"""Sketches held at a time: some 20 MB."""


def in_time(posts: Iterable[Candidate]) -> list[Candidate]:
    """By date, then by path: a total order."""
    return sorted(posts, key=attrgetter("date", "path"))


class Archive:
    """A published set under comparison: posts are numbers, given in time order (``in_time``)."""

    def __init__(self, posts: Mapping[int, Candidate], text: Callable[[int], Text]) -> None:
        self.posts = posts
        self._order = list(posts)
        self._text = text
        self._sketches: dict[int, int] = {}
        self._numbers: dict[str, int] = {}

    def sketch(self, i: int) -> int:
        """Of the text of post ``i``."""
        found = self._sketches.get(i)
        if found is None:
            if len(self._sketches) >= _OPEN:
                self._sketches.clear()
            found = self._sketches[i] = self._text(i).sketch()
        return found

    def number(self, path: str) -> int | None:
        """The post at ``path``, if there is one."""
        if not self._numbers:
            self._numbers = {post.path: j for j, post in self.posts.items()}
        return self._numbers.get(path)

    def nearness(self, i: int) -> Callable[[int], tuple[timedelta, datetime, str]]:
        """A sort key: nearest in time to ``i`` first, of equals the earlier, then by path."""
        posts, here = self.posts, self.posts[i].date
        return lambda j: (abs(posts[j].date - here), posts[j].date, posts[j].path)

    def ranked(self, i: int, scores: Mapping[int, int]) -> Iterator[int]:
        """The posts of ``scores``, which ``i`` has with them, best first."""
        best, near = sorted(scores, key=scores.__getitem__, reverse=True), self.nearness(i)
        for _, some in groupby(best, scores.__getitem__):
            equals = list(some)
            if len(equals) > 1:
                post, posts = self.posts[i], self.posts
                equals.sort(key=lambda j: (_strangers(post, posts[j]), near(j)))
            yield from equals

    def around(self, i: int, *, kin: bool) -> Iterator[int]:
        """Those next to ``i`` in time: of its units and department, or of all."""
        posts, order, post = self.posts, self._order, self.posts[i]
        place = bisect_left(
            order, (post.date, post.path), key=lambda j: (posts[j].date, posts[j].path)
        )
        for belongs in _kinships(post) if kin else [lambda _: True]:
            for places in (range(place - 1, -1, -1), range(place + 1, len(order))):
                found = 0
                for j in map(order.__getitem__, places):
                    if not posts[j].sensitive and belongs(posts[j]):
                        yield j
                        found += 1
                        if found == NEIGHBOURS:
                            break


class Chosen:
    """A list as it is being filled, and what it still admits."""

    def __init__(self, archive: Archive, post: int, limit: int = LIMIT) -> None:
        self._archive = archive
        self.post = post
        self._limit = limit
        self.scores: dict[int, int] = {}
        """Post → score of all in the list, in its order; 0 of the pinned and the recent."""
        self.pinned: list[int] = []
        self.related: list[int] = []
        self.recent: list[int] = []
        self._authors: list[str] = []
        self._sketches: list[int] = []
        for path in archive.posts[post].pin:
            if (j := archive.number(path)) is not None:
                self.take(j, self.pinned)

    @property
    def is_full(self) -> bool:
        """Whether there is room for no other."""
        return len(self.scores) >= self._limit

    @property
    def is_filled(self) -> bool:
        """Whether what is near in time had to be looked at: too few others were there."""
        return len(self.scores) - len(self.recent) < ENOUGH

    @property
    def least(self) -> int:
        """The score that whoever may come into the list has at least."""
        if len(self.pinned) + len(self.related) < self._limit:
            return FLOOR
        return self.scores[self.related[-1]] if self.related else NEVER

    def take(self, j: int, among: list[int], score: int = 0) -> None:
        """Add ``j``, unless it is the post itself, banned, in already, or one too many."""
        if not self._bars(j) and not self.is_full:
            self.scores[j] = score
            self._sketches.append(self._archive.sketch(j))
            self._authors += dict.fromkeys(self._archive.posts[j].authors)
            among.append(j)

    def admits(self, j: int) -> bool:
        """Whether ``j`` is no author's third, no reprint and no second printing."""
        if self._bars(j):
            return False
        authors = self._archive.posts[j].authors
        if any(self._authors.count(author) >= BY_ONE_AUTHOR for author in authors):
            return False
        its = self._archive.sketch(j)
        if alike(its, self._archive.sketch(self.post)) >= SAME:
            return False
        return all(alike(its, other) < NEAR for other in self._sketches)

    def relate(self, scores: Mapping[int, int]) -> None:
        """Add the best of those that the post is related to, as long as there is room."""
        for j in self._archive.ranked(self.post, scores):
            if self.is_full:
                return
            if self.admits(j):
                self.take(j, self.related, scores[j])

    def fill(self) -> None:
        """Bring a list of too few up to ``ENOUGH`` with what is near in time, kin first."""
        archive, i, enough = self._archive, self.post, min(ENOUGH, self._limit)
        if archive.posts[i].sensitive or len(self.scores) >= enough:
            return
        near = archive.nearness(i)
        for is_kin in (True, False):
            everyone = sorted(set(archive.around(i, kin=is_kin)), key=near)
            for j in everyone:
                if self.admits(j):
                    self.take(j, self.recent)
                    if len(self.scores) >= enough:
                        return
        # Nothing but other printings of this story: better the nearest of them than none.
        for j in everyone:
            if not self.scores:
                self.take(j, self.recent)

    def _bars(self, j: int) -> bool:
        post = self._archive.posts[self.post]
        return j == self.post or j in self.scores or self._archive.posts[j].path in post.ban


def choose(
    archive: Archive, i: int, scores: Mapping[int, int], limit: int = LIMIT, floor: int = FLOOR
) -> Chosen:
    """The list of post ``i``, given its score with every other; below ``floor`` none counts."""
    chosen = Chosen(archive, i, limit)
    chosen.relate({j: score for j, score in scores.items() if score >= floor and j != i})
    chosen.fill()
    return chosen


def _strangers(one: Candidate, other: Candidate) -> int:
    """How little two posts share of department and author: 0 is least."""
    kin = 2 * (one.department == other.department and bool(one.department))
    return -(kin + (not set(one.authors).isdisjoint(other.authors)))


def _kinships(post: Candidate) -> list[Callable[[Candidate], bool]]:
    """Of every unit and of the department of ``post``: whether another has it too."""
    units = dict.fromkeys(post.lineages[:MOST_TIES])
    found: list[Callable[[Candidate], bool]] = [partial(_is_about, unit) for unit in units]
    return [*found, lambda other: other.department == post.department] if post.department else found


def _is_about(unit: UnitId, post: Candidate) -> bool:
    return unit in post.lineages[:MOST_TIES]

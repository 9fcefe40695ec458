"""What must hold, so that a run can fail."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from bench.figures import BUILD, COLD, NEWSROOM, PUBLISH, Measured, Report, Taken

SAID_FOR = 10_000
"""Posts of the archive for which ratios of time are promised: in a smaller one, starting Python
is most of the time."""
COMPARABLE = 1_000
"""Posts from which on archives differ only in size: in a smaller one, a list is hardly a page."""

MB = 1_000_000
TO_PEERS = (
    ("from nothing, published", COLD, "hugo-related", 0.45),
    ("from nothing, published", COLD, "hugo", 2.2),
    ("one new post, published", "add", "hugo", 0.30),
)
"""What we make, verified and released, beside what a peer builds from nothing."""
NOTHING_TO_NEW_POST = 0.6
TO_NEW_POST = {"withdraw": 2.5, "draft": 1.2}
"""What is urgent, or is done every day, beside one new post."""
SAME_FILES = 1.1
GROWTH = {COLD: 1.1, "add": 0.8}
"""How many times as long for each time as many posts."""
MEMORY = ((10_000, 250 * MB), (100_000, 1_500 * MB))
"""Up to how many posts publishing one more takes at most how much memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """One figure and how much it may be."""

    name: str
    found: float | None
    """None when something it needs was not measured."""
    most: float
    judged: bool = True
    """False for an archive too small to say."""

    @property
    def held(self) -> bool:
        """False only when it was measured, counts, and is too much."""
        return not self.judged or self.found is None or self.found <= self.most

    @property
    def verdict(self) -> str:
        """In a word."""
        if self.found is None:
            return "not measured"
        if not self.judged:
            return "archive too small to say"
        return "held" if self.held else "NOT HELD"


def limits(report: Report) -> tuple[Limit, ...]:
    """Every limit: beside Hugo, against one new post, at each size, and from size to size."""
    return (
        *_to_peers(report),
        *_nothing(report),
        *_beside_a_new_post(report),
        *(limit for posts in report.sizes() for limit in _one_size(report, posts)),
        *(
            limit
            for small, large in pairwise(report.sizes())
            for limit in _growth(report, small, large)
        ),
    )


def wall(taken: Taken) -> float:
    """Seconds on the clock."""
    return taken.wall


def _to_peers(report: Report) -> Iterator[Limit]:
    for name, scenario, peer, most in TO_PEERS:
        ours = report.find(NEWSROOM, scenario, PUBLISH)
        yield Limit(
            name=f"{name}, ÷ {peer}",
            found=_ratio(ours, report.find(peer, COLD, BUILD), wall),
            most=most,
            judged=report.posts >= SAID_FOR,
        )


def _nothing(report: Report) -> Iterator[Limit]:
    idle = report.find(NEWSROOM, "nothing", PUBLISH)
    yield Limit(
        name="nothing to do ÷ one new post, published",
        found=_ratio(idle, report.find(NEWSROOM, "add", PUBLISH), wall),
        most=NOTHING_TO_NEW_POST,
        judged=report.posts >= SAID_FOR,
    )


def _beside_a_new_post(report: Report) -> Iterator[Limit]:
    added = report.find(NEWSROOM, "add", PUBLISH)
    for scenario, name in (
        ("withdraw", "one post withdrawn"),
        ("draft", "a draft beside one new post"),
    ):
        yield Limit(
            name=f"{name} ÷ one new post, published",
            found=_ratio(report.find(NEWSROOM, scenario, PUBLISH), added, wall),
            most=TO_NEW_POST[scenario],
            judged=report.posts >= SAID_FOR,
        )


def _one_size(report: Report, posts: int) -> Iterator[Limit]:
    for command in (BUILD, PUBLISH):
        idle = report.find(NEWSROOM, "nothing", command, posts)
        yield Limit(
            name=f"nothing to do, {_said(command)}, {posts:,} posts: bytes written",
            found=None if idle is None else idle.worst(lambda taken: taken.written.size),
            most=0,
        )
    added = report.find(NEWSROOM, "add", PUBLISH, posts)
    yield Limit(
        name=f"one new post, {posts:,} posts: old list pages written",
        found=None if added is None else added.worst(lambda taken: taken.written.old_lists),
        most=0,
    )
    memory = next((most for up_to, most in MEMORY if posts <= up_to), None)
    if memory is not None:
        yield Limit(
            name=f"one new post, published, {posts:,} posts: memory in MB",
            found=None if added is None else added.worst(lambda taken: taken.memory) / MB,
            most=memory / MB,
        )


def _growth(report: Report, small: int, large: int) -> Iterator[Limit]:
    judged = small >= COMPARABLE
    sizes = f"{large:,} ÷ {small:,} posts"

    def grown(scenario: str, figure: Callable[[Taken], float]) -> float | None:
        return _ratio(
            report.find(NEWSROOM, scenario, PUBLISH, large),
            report.find(NEWSROOM, scenario, PUBLISH, small),
            figure,
        )

    for scenario, name in ((COLD, "from nothing"), ("add", "one new post")):
        yield Limit(
            name=f"{name}, published, {sizes}: time",
            found=grown(scenario, wall),
            most=GROWTH[scenario] * large / small,
            judged=judged,
        )
    yield Limit(
        name=f"from nothing, published, {sizes}: memory",
        found=grown(COLD, lambda taken: taken.memory),
        most=large / small,
        judged=judged,
    )
    few, many = report.changed_by_a_post(small), report.changed_by_a_post(large)
    yield Limit(
        name=f"one new post, {sizes}: files changed but search's, more or fewer",
        found=max(many / few, few / many) if few and many else None,
        most=SAME_FILES,
        judged=judged,
    )


def _ratio(
    ours: Measured | None, theirs: Measured | None, figure: Callable[[Taken], float]
) -> float | None:
    if ours is None or theirs is None or not theirs.typical(figure):
        return None
    return ours.typical(figure) / theirs.typical(figure)


def _said(command: str) -> str:
    return "built" if command == BUILD else "published"

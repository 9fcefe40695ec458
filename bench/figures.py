"""What a run of the bench found: values, to be shown, judged and kept as JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from statistics import mean, median

from bench.trees import Written

NEWSROOM = "newsroom"
COLD = "cold"
BUILD, PUBLISH = "build", "publish"


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One run: seconds, bytes of memory, and what it wrote."""

    wall: float
    cpu: float
    memory: int
    written: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """All rounds of one thing."""

    contender: str
    scenario: str
    """``cold``, or what was changed beforehand."""
    command: str
    """``build`` or ``publish``."""
    posts: int
    pages: int
    """HTML files of the site."""
    files: int
    size: int
    """Bytes of all of them."""
    rounds: tuple[Taken, ...]

    def typical(self, figure: Callable[[Taken], float]) -> float:
        """The median over the rounds."""
        return median(map(figure, self.rounds))

    def worst(self, figure: Callable[[Taken], float]) -> float:
        """The largest of the rounds."""
        return max(map(figure, self.rounds))


@dataclass(frozen=True, slots=True, kw_only=True)
class Disk:
    """Bytes of disk of one newsroom after its last round, by folder."""

    posts: int
    content: int
    output: int
    state: int
    """``.newsroom``."""
    releases: int
    """``public``: two releases, bytes that they share counted once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One run of the bench."""

    posts: int
    """Of the archive that is built in all ways."""
    about: Mapping[str, str]
    """The machine and the programs."""
    measured: tuple[Measured, ...]
    disk: tuple[Disk, ...]
    skipped: Mapping[str, str] = field(default_factory=dict)
    """Contender → why it is not among them."""

    def find(
        self, contender: str, scenario: str, command: str, posts: int | None = None
    ) -> Measured | None:
        """That measurement, at the size compared unless said otherwise; None if it was not made."""
        wanted = (contender, scenario, command, self.posts if posts is None else posts)
        for one in self.measured:
            if (one.contender, one.scenario, one.command, one.posts) == wanted:
                return one
        return None

    def sizes(self) -> list[int]:
        """At which sizes our own newsroom was measured, smallest first."""
        return sorted({one.posts for one in self.measured if one.contender == NEWSROOM})

    def changed_by_a_post(self, posts: int) -> float | None:
        """Files changed by one new post among ``posts``, but search's: the mean over all added.

        Which lists a post begins a page of is chance, so one post alone says little.
        """
        found = [self.find(NEWSROOM, "add", command, posts) for command in (BUILD, PUBLISH)]
        every = [taken.written for one in found if one for taken in one.rounds]
        changed = [written.files - written.search for written in every]
        return mean(changed) if changed else None

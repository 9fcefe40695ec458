"""Figures for people: minimum, median and maximum, and what they say of growth."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from bench.measure import Usage

MIB = 1024 * 1024

FIGURES: tuple[tuple[str, Callable[[Usage], float]], ...] = (
    ("wall s", lambda usage: usage.wall),
    ("cpu s", lambda usage: usage.cpu),
    ("memory MiB", lambda usage: usage.memory / MIB),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The rounds of one contender at one size."""

    name: str
    posts: int
    pages: int
    rounds: tuple[Usage, ...]

    def typical(self, figure: Callable[[Usage], float]) -> float:
        """The median over the rounds."""
        return median(figure(usage) for usage in self.rounds)


def table(rows: Sequence[Row]) -> str:
    """Rows under a heading, columns in line."""
    heading = ["", "posts", "pages", *(f"{name} min–median–max" for name, _ in FIGURES)]
    lines = [heading]
    for row in rows:
        cells = [row.name, f"{row.posts:,}", f"{row.pages:,}"]
        for _, figure in FIGURES:
            values = [figure(usage) for usage in row.rounds]
            cells.append(f"{min(values):,.1f} – {median(values):,.1f} – {max(values):,.1f}")
        lines.append(cells)
    widths = [max(len(line[k]) for line in lines) for k in range(len(heading))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """How one figure grew from the smaller size to the larger, and how much it may."""

    figure: str
    ratio: float
    limit: float

    @property
    def held(self) -> bool:
        """Whether it grew no more than it may."""
        return self.ratio <= self.limit

    def __str__(self) -> str:
        return (
            f"{self.figure}: {self.ratio:.2f}-fold, at most {self.limit:.2f}"
            f" – {'held' if self.held else 'NOT HELD'}"
        )


def growth(small: Row, large: Row) -> tuple[Growth, ...]:
    """Time may grow a tenth more than the archive (sorting), memory no more than it."""
    size = large.posts / small.posts
    limits = {"wall s": 1.1 * size, "cpu s": 1.1 * size, "memory MiB": size}
    return tuple(
        Growth(
            figure=name,
            ratio=large.typical(figure) / small.typical(figure),
            limit=limits[name],
        )
        for name, figure in FIGURES
    )

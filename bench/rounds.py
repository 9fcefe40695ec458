"""Measure contenders in turn, round by round, so that a busy minute falls on all of them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.contenders import Contender
from bench.corpus import samples
from bench.measure import Usage, measure
from bench.tables import Row


def run_rounds(
    contenders: Sequence[Contender],
    sizes: Sequence[int],
    *,
    rounds: int,
    seed: int,
    photos: int = 0,
) -> list[Row]:
    """A row for each contender at each size. Raises CommandFailedError."""
    with TemporaryDirectory(prefix="newsroom-bench-") as temporary:
        jobs = [
            (contender, size, Path(temporary) / f"{contender.name}-{size}")
            for contender in contenders
            for size in sizes
        ]
        for contender, size, folder in jobs:
            folder.mkdir()
            contender.prepare(folder, samples(size, seed=seed, photos=photos), seed=seed)
        used: dict[Path, list[Usage]] = {folder: [] for _, _, folder in jobs}
        for number in range(1, rounds + 1):
            for contender, size, folder in jobs:
                run = contender.build(folder)
                usage = measure(run.command, cwd=run.cwd, env=run.env, log=folder / "build.log")
                used[folder].append(usage)
                sys.stderr.write(
                    f"round {number}/{rounds}: {contender.name} {size:,} posts {usage.wall:.1f} s\n"
                )
        return [
            Row(
                name=contender.name,
                posts=size,
                pages=contender.pages(folder),
                rounds=tuple(used[folder]),
            )
            for contender, size, folder in jobs
        ]

"""On what a run was made, as far as it matters to whoever compares figures."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable
from datetime import UTC, datetime


def about(programs: Iterable[str], *, rounds: int, seed: int) -> dict[str, str]:
    """What → how much or which."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return {
        "made": f"{datetime.now(tz=UTC):%Y-%m-%d %H:%M} UTC",
        "machine": f"{platform.system()}, {platform.machine()}, {cores} cores",
        "programs": ", ".join(
            dict.fromkeys((f"python v{platform.python_version()}", *sorted(programs)))
        ),
        "rounds": str(rounds),
        "seed": str(seed),
    }

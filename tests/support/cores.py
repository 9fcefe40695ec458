"""On how many cores tests run: on all when many are asked for, else here, which starts at once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

MOST = 8
"""Processes at once: each builds sites and runs a browser of its own."""


def workers(config: pytest.Config) -> int:
    """How many processes run the tests that the command line asks for; 0: this one alone."""
    if not any(Path(asked).is_dir() for asked in config.args) or _is_for_one(config):
        return 0
    return min(MOST, _cores()) if _cores() > 1 else 0


def _is_for_one(config: pytest.Config) -> bool:
    """Whether few tests are chosen, or a person looks at them while they run."""
    chosen = ("keyword", "markexpr", "lf", "stepwise", "golden", "pictures", "trace")
    named = any(config.getoption(name, None) for name in chosen)
    return named or config.getoption("capture") == "no"


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1

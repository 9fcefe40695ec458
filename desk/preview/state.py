"""What the newsroom is like right now, shared by the builder and every open page."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from plugins.model import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """A moment of the preview."""

    version: str
    """Changes whenever an open page should reload."""
    problems: tuple[Problem, ...] = ()
    built: bool = True
    """False: what pages show is of an earlier save."""


@dataclass(slots=True)
class State:
    """The newest situation; readers wait for one they have not seen."""

    opened: Callable[[str], str] = str
    """What is said, with paths of the content as an officer opens them."""
    _boot: str = field(default_factory=lambda: f"{time.time_ns():x}")
    _count: int = 0
    _now: Situation = field(init=False)
    _changed: threading.Condition = field(default_factory=threading.Condition)

    def __post_init__(self) -> None:
        self._now = Situation(version=f"{self._boot}-0")

    @property
    def now(self) -> Situation:
        """The newest situation."""
        with self._changed:
            return self._now

    def show(self, problems: tuple[Problem, ...], *, built: bool = True) -> None:
        """A build has ended, ``built`` with a newer site; ``problems`` are all that is said."""
        with self._changed:
            self._count += 1
            self._now = Situation(
                version=f"{self._boot}-{self._count}", problems=problems, built=built
            )
            self._changed.notify_all()

    def after(self, version: str, timeout: float) -> Situation:
        """The newest situation, as soon as it is not ``version`` or ``timeout`` seconds passed."""
        with self._changed:
            self._changed.wait_for(lambda: self._now.version != version, timeout)
            return self._now

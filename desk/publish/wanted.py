"""Values of one publication: how it is wanted, what is ready for readers, how a round ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from desk.publish.changes import Changes, Event
from desk.publish.manifest import Address, Entry
from desk.publish.questions import OpenQuestion
from desk.publish.undo import Undone
from plugins.model import Problem
from plugins.newsroom import Newsroom


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How somebody wants to publish."""

    accept_removed: bool = False
    again: bool = False
    """What a rollback took back may be shown again."""
    verbose: bool = False
    urgent: str = ""
    """Path of a text that must go out whatever is wrong with others; empty: as usual."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """What is built and verified, and what is to be told and asked of it."""

    newsroom: Newsroom
    problems: tuple[Problem, ...]
    state: str
    """Name of the state of everything after the build."""
    files: Mapping[str, Entry]
    changes: Changes
    happened: tuple[Event, ...]
    gone: tuple[Problem, ...]
    """Promised addresses that would be lost, by request."""
    current: int | None
    """The release that readers saw then."""
    undone: Undone | None
    questions: tuple[OpenQuestion, ...]
    output: Path
    """The folder that holds ``files``."""
    addresses: Mapping[str, Address]
    """What the new release promises."""
    old: Mapping[str, Address]
    """What readers have."""


class Came(Enum):
    """What came of one round."""

    SHOWN = auto()
    """Readers see exactly what was built."""
    REFUSED = auto()
    UNDATED = auto()
    """Nothing is wrong but that posts lack their dates."""
    CHANGED = auto()
    """A text is held, or a file was spoilt: build again."""


class EndedError(Exception):
    """This round ends here; ``why`` nothing was published, in a sentence for the next command."""

    def __init__(self, came: Came, why: str = "") -> None:
        super().__init__(came.name)
        self.came = came
        self.why = why

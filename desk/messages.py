"""What an officer is to know, as values: whoever works makes them, a console shows them."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct

from plugins.model import Problem


class Sentence(Struct, frozen=True):
    """One line, or more; a warning is one that the officer must not miss."""

    text: str
    is_warning: bool = False


class Findings(Struct, frozen=True):
    """Problems to be listed; ``is_counted``: how many there are of each strength is said too."""

    problems: tuple[Problem, ...]
    is_counted: bool = True


class Table(Struct, frozen=True):
    """``rows`` under ``columns``; columns whose index is in ``right`` are numbers, set right."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    right: tuple[int, ...] = ()


class Step(Struct, frozen=True):
    """How far a piece of work is that takes its time: ``done`` of ``total``."""

    words: str
    total: int
    done: int = 0


Message = Sentence | Findings | Table | Step

OnProgress = Callable[[Message], None]
"""Called with each message as soon as there is one, by whoever works."""


class Report:
    """Makes messages of words, and hands each to ``on_progress``."""

    def __init__(self, on_progress: OnProgress) -> None:
        self.on_progress = on_progress

    def say(self, text: str = "") -> None:
        """One line (or more) to the officer."""
        self.on_progress(Sentence(text))

    def warn(self, text: str) -> None:
        """One line the officer must not miss."""
        self.on_progress(Sentence(text, is_warning=True))

    def problems(self, problems: Iterable[Problem], *, is_counted: bool = True) -> None:
        """All of ``problems``, if there are any."""
        if found := tuple(problems):
            self.on_progress(Findings(found, is_counted))

    def table(
        self,
        title: str,
        columns: Sequence[str],
        rows: Iterable[Sequence[object]],
        *,
        right: Sequence[int] = (),
    ) -> None:
        """See ``Table``."""
        cells = tuple(map(tuple, rows))
        self.on_progress(Table(title, tuple(columns), cells, tuple(right)))

    @contextlib.contextmanager
    def steps(self, words: str, total: int) -> Iterator[Callable[[], None]]:
        """Call what this yields once for each of ``total`` steps done.

        Of many only some are told: nobody sees a bar move by less.
        """
        done = 0
        apart = max(1, total // _SEEN)

        def step() -> None:
            nonlocal done
            done += 1
            if done % apart == 0 or done == total:
                self.on_progress(Step(words, total, done))

        self.on_progress(Step(words, total))
        try:
            yield step
        finally:
            if done < total:
                self.on_progress(Step(words, total, total))


_SEEN = 400
"""Of the steps of one work at most about twice as many are told."""


class Gathered(Report):
    """Keeps what it is told, for a proposal or an outcome."""

    def __init__(self) -> None:
        self._found: list[Message] = []
        super().__init__(self._found.append)

    @property
    def messages(self) -> tuple[Message, ...]:
        """All so far."""
        return tuple(self._found)


SILENT = Report(lambda _message: None)
"""For whoever asks something of which nobody is to hear."""

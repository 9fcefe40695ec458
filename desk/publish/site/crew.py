"""A few workers who put questions to a site, at a pace that harms no server."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import NamedTuple

from desk.publish.site.asking import Question
from desk.publish.site.connection import ROOM, AskError, Connection, Limits
from desk.publish.site.meaning import (
    REDIRECTING,
    SERVER_FAULT,
    Answer,
    Fault,
    Wrong,
    what_was_seen,
    wrong_with,
)
from desk.publish.site.origin import Origin, same_page

WORKERS = 4
"""Connections kept open."""
PACE = 0.01
"""Seconds between two questions, at least."""
_SLOWEST = 2.0
_BUSY = frozenset({429, 503})
_LONGEST_WAIT = 30.0
"""Seconds that a busy server is left alone, however long it asks for."""
_TRIES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How a site is asked."""

    workers: int = WORKERS
    pace: float = PACE
    pause: float = 1.0
    """Seconds before a question is put again."""
    limits: Limits = field(default_factory=Limits)
    seconds: float = 1200.0
    """After which nothing more is asked."""


class Checked(NamedTuple):
    """What came of one question."""

    question: Question
    wrong: Wrong | None
    seen: str | None
    """See ``what_was_seen``."""
    status: int
    """0 without an answer."""


Judge = Callable[[Question, Answer], Wrong | None]


class Crew:
    """Puts questions to ``origin``; ``stop`` ends it from any thread."""

    def __init__(self, origin: Origin, manners: Manners) -> None:
        self._origin = origin
        self._manners = manners
        self._stopped = threading.Event()
        self._turn = threading.Lock()
        self._next = 0.0
        self._gap = manners.pace

    def stop(self) -> None:
        """Ask nothing more."""
        self._stopped.set()

    def ask(self, questions: Sequence[Question], judge: Judge) -> Iterator[Checked]:
        """What comes of each of ``questions``, as it comes."""
        left = iter(questions)
        checked: SimpleQueue[Checked | BaseException | None] = SimpleQueue()
        workers = [
            threading.Thread(target=self._work, args=(left, judge, checked), daemon=True)
            for _ in range(min(self._manners.workers, len(questions)))
        ]
        for worker in workers:
            worker.start()
        at_work = len(workers)
        try:
            while at_work:
                one = checked.get()
                if isinstance(one, BaseException):
                    raise one
                if one is None:
                    at_work -= 1
                else:
                    yield one
        finally:
            if at_work:
                self.stop()

    def _work(
        self,
        left: Iterator[Question],
        judge: Judge,
        checked: SimpleQueue[Checked | BaseException | None],
    ) -> None:
        connection = Connection(self._origin, self._manners.limits)
        try:
            while not self._stopped.is_set():
                with self._turn:
                    question = next(left, None)
                if question is None:
                    break
                checked.put(self._ask_one(connection, question, judge))
        except BaseException as error:  # noqa: BLE001 - raised again by who listens
            checked.put(error)
        finally:
            connection.close()
            checked.put(None)

    def _ask_one(self, connection: Connection, question: Question, judge: Judge) -> Checked:
        try:
            answer = self.put(connection, question)
        except AskError as error:
            wrong = wrong_with(question, Fault.UNANSWERED, f": {error}")
            return Checked(question, wrong, None, 0)
        return Checked(question, judge(question, answer), what_was_seen(answer), answer.status)

    def put(self, connection: Connection, question: Question) -> Answer:
        """The answer to ``question``: put again where that may help. Raises AskError."""
        most = (question.entry.size if question.entry is not None else 0) + ROOM
        answer = self._patiently(connection, question.url, most)
        if answer.status in REDIRECTING:
            onward = same_page(self._origin, question.url, answer.location)
            if onward and onward != question.url:
                return self._patiently(connection, onward, most)
        return answer

    def _patiently(self, connection: Connection, url: str, most: int) -> Answer:
        for is_last in (*[False] * (_TRIES - 1), True):
            self._wait_for_turn()
            try:
                answer = connection.ask(url, most)
            except AskError as error:
                if error.is_final or is_last or self._stopped.is_set():
                    raise
                self._stopped.wait(self._manners.pause)
                continue
            if is_last or self._stopped.is_set() or not _is_passing(answer):
                break
            if answer.status in _BUSY:
                with self._turn:
                    self._gap = min(max(self._gap, PACE) * 2, _SLOWEST)
            wait = max(float(answer.retry_after), self._manners.pause)
            self._stopped.wait(min(wait, _LONGEST_WAIT))
        return answer

    def _wait_for_turn(self) -> None:
        with self._turn:
            now = time.monotonic()
            turn = self._next = max(now, self._next + self._gap)
        if turn > now:
            self._stopped.wait(turn - now)


def _is_passing(answer: Answer) -> bool:
    """Whether another try may get another answer."""
    return answer.status in _BUSY or answer.status >= SERVER_FAULT

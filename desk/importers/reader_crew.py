"""Many files read over the cores, each in a process with limits; what is read comes in order.

A process reads many, for to start one costs more than a hundred pages. One that dies, or takes
too long, ends with the file it was at: that is refused alone, and another process goes on.
"""

from __future__ import annotations

import contextlib
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue

from desk.importers.apart import Apart
from desk.importers.given import Given, is_small
from desk.importers.old_files import Source, read_source

FEW = 20
"""Files; of so many the pages are read in this process, which is sooner done."""
_AHEAD = 4
"""Files for each process that are read or wait to be taken: they may be large."""


def read_all(given: Sequence[Given], is_known: Callable[[str], bool]) -> Iterator[Source]:
    """What each of ``given`` is, in order; of what ``is_known`` by its digest no more than that."""
    if len(given) <= FEW:
        with Apart() as apart:
            for file in given:
                yield _read(file, apart, is_known, is_alone=True)
        return
    workers = os.cpu_count() or 1
    crew = [Apart() for _ in range(workers)]
    idle: SimpleQueue[Apart] = SimpleQueue()
    for apart in crew:
        idle.put(apart)

    def read(file: Given) -> Source:
        apart = idle.get()
        try:
            return _read(file, apart, is_known, is_alone=False)
        finally:
            idle.put(apart)

    waiting: deque[Future[Source]] = deque()
    with contextlib.ExitStack() as ending:
        ending.callback(_stop, crew)  # also what a thread started after it was told to end
        threads = ending.enter_context(ThreadPoolExecutor(workers))
        ending.callback(_end, crew, waiting)
        for file in given:
            # Thousands of small ones, read by threads in turns, would each wait for the other.
            is_here = is_small(file)
            waiting.append(_done(read(file)) if is_here else threads.submit(read, file))
            if len(waiting) >= _AHEAD * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _done(source: Source) -> Future[Source]:
    future: Future[Source] = Future()
    future.set_result(source)
    return future


def _read(given: Given, apart: Apart, is_known: Callable[[str], bool], *, is_alone: bool) -> Source:
    try:
        return read_source(given, apart, is_alone=is_alone, is_known=is_known)
    except OSError:
        raise
    except Exception as error:  # noqa: BLE001 - one file must not stop a thousand
        return Source(given=given, error=error)


def _end(crew: Sequence[Apart], waiting: Sequence[Future[Source]]) -> None:
    for future in waiting:
        future.cancel()
    for apart in crew:
        apart.close()


def _stop(crew: Sequence[Apart]) -> None:
    for apart in crew:
        apart.stop()

"""What is written to the standard streams, as messages: the engine speaks there, like Pelican."""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Callable, Iterator

from desk.messages import Report


class Hearing:
    """Hands what others write to the standard streams to ``report``, line by line."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._streams = sys.stdout, sys.stderr

    @contextlib.contextmanager
    def captured(self) -> Iterator[None]:
        """Nothing reaches the streams themselves meanwhile."""
        lines = [_Lines(self, tell) for tell in (self._report.say, self._report.warn)]
        with contextlib.redirect_stdout(lines[0]), contextlib.redirect_stderr(lines[1]):
            try:
                yield
            finally:
                for stream in lines:
                    stream.end()

    @contextlib.contextmanager
    def aside(self) -> Iterator[None]:
        """The streams are as they were meanwhile."""
        out, err = self._streams
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            yield


class _Lines(io.TextIOBase):
    def __init__(self, hearing: Hearing, tell: Callable[[str], None]) -> None:
        self._hearing = hearing
        self._tell = tell
        self._rest = ""

    def write(self, text: str) -> int:
        *lines, self._rest = (self._rest + text).split("\n")
        with self._hearing.aside():
            for line in lines:
                self._tell(line)
        return len(text)

    def end(self) -> None:
        if self._rest:
            self.write("\n")

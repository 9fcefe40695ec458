"""What is written to the standard streams, as messages: the engine speaks there, like Pelican."""

from __future__ import annotations

import contextlib
import io
import re
import sys
from collections.abc import Iterator

from desk.messages import Report, Step

_STEP = re.compile(r"\r(.+): (\d+)/(\d+)(?:\r\x1b\[K)?")
"""A count that moves on a terminal."""


class Hearing:
    """Hands what others write to the standard streams to ``report``, line by line."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._streams = sys.stdout, sys.stderr

    @contextlib.contextmanager
    def captured(self) -> Iterator[None]:
        """Nothing reaches the streams themselves meanwhile."""
        lines = [_Lines(self, is_warning=False), _Lines(self, is_warning=True)]
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

    def is_watched(self) -> bool:
        """Whether somebody sees a count move."""
        err = self._streams[1]
        return err is not None and err.isatty()

    def tell(self, text: str, *, is_warning: bool) -> None:
        """Pass on one line, or how far the work is."""
        with self.aside():
            if step := _STEP.fullmatch(text):
                self._report.on_progress(Step(step[1], int(step[3]), int(step[2])))
            else:
                (self._report.warn if is_warning else self._report.say)(text)


class _Lines(io.TextIOBase):
    def __init__(self, hearing: Hearing, *, is_warning: bool) -> None:
        self._hearing = hearing
        self._is_warning = is_warning
        self._rest = ""

    def isatty(self) -> bool:
        return self._is_warning and self._hearing.is_watched()

    def write(self, text: str) -> int:
        *lines, self._rest = (self._rest + text).split("\n")
        for line in lines:
            self._hearing.tell(line, is_warning=self._is_warning)
        if self._rest.startswith("\r"):
            self.end()
        return len(text)

    def end(self) -> None:
        rest, self._rest = self._rest, ""
        if rest:
            self._hearing.tell(rest, is_warning=self._is_warning)

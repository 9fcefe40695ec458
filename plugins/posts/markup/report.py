"""What the reading of one body finds wrong, with the rows as they were typed."""

from __future__ import annotations

import re

from plugins.model import Problem, Severity


class Report:
    """Collects problems of one body; knows every row, so that the whole line can be offered."""

    def __init__(self, path: str, source: str, first_line: int) -> None:
        self.problems: list[Problem] = []
        self._path = f"content/{path}"
        self._rows = source.split("\n")
        self._first = first_line
        self._kinds: dict[str, tuple[int, int]] = {}
        """For what is said once for all places: where it stands in ``problems``, how often."""

    def row(self, line: int) -> str:
        """Line ``line`` of the file as typed; empty when it is not of the body."""
        at = line - self._first
        return self._rows[at] if 0 <= at < len(self._rows) else ""

    def mended(self, line: int, old: str, new: str) -> str:
        """Line ``line`` with ``new`` in place of the first ``old``; empty when it has none.

        An address that is also what its link is called is the address behind the brackets.
        """
        row = self.row(line)
        for before in ("](", "](<", '="', ""):
            if old and (typed := before + old) in row:
                return row.replace(typed, before + new, 1)
        return ""

    def described(self, line: int, src: str, alt: str) -> str:
        """Line ``line`` with ``alt`` in the picture ``src`` that has no words; empty if not so."""
        bare = re.compile(rf"!\[\s*\](?=\(\s*<?{re.escape(src)})")
        row, count = bare.subn(lambda _: f"![{alt}]", self.row(line), count=1)
        if not count:
            tag = re.compile(
                rf"<img\b[^<>]*\bsrc\s*=\s*([\"']?){re.escape(src)}\1(?:[^<>\"']|\"\"|'')*>"
            )
            row, count = tag.subn(lambda _: f"![{alt}]({src})", self.row(line), count=1)
        return row if count else ""

    def wrong(
        self,
        line: int,
        message: str,
        suggestion: str = "",
        *,
        fixable: bool = False,
        added: bool = False,
    ) -> None:
        """An error; ``added``: ``suggestion`` is to be written below the line."""
        self._say("error", line, message, suggestion, fixable=fixable, added=added)

    def advise(
        self, line: int, message: str, suggestion: str = "", *, fixable: bool = False
    ) -> None:
        """Advice, which stops nothing."""
        self._say("advice", line, message, suggestion, fixable=fixable)

    def once(self, line: int, message: str, *, severity: Severity = "advice") -> None:
        """Say ``message`` at its first line only, with the number of places."""
        if message not in self._kinds:
            self._kinds[message] = (len(self.problems), 1)
            self._say(severity, line, message)
            return
        at, times = self._kinds[message]
        self._kinds[message] = (at, times + 1)
        first = self.problems[at]
        self.problems[at] = Problem(
            path=first.path,
            line=first.line,
            message=f"{message} ({times + 1} chỗ)",
            severity=severity,
        )

    def _say(
        self,
        severity: Severity,
        line: int,
        message: str,
        suggestion: str = "",
        *,
        fixable: bool = False,
        added: bool = False,
    ) -> None:
        self.problems.append(
            Problem(
                path=self._path,
                line=line,
                message=message,
                suggestion=suggestion,
                severity=severity,
                fixable=fixable and bool(suggestion),
                added=added,
            )
        )

"""What is found wrong in one file, collected line by line."""

from __future__ import annotations

from collections.abc import Iterable

from plugins.model import Problem, Severity
from plugins.posts.breaks import in_file

NO_DATE = "date"
"""What the problem is about when a post to be published has no date."""


class Reporter:
    """Collects problems of one file."""

    def __init__(self, path: str) -> None:
        self.path = f"content/{path}"
        self.problems: list[Problem] = []
        self.true: tuple[int, ...] = ()
        """Of each line as it is read, its number in the file; empty where they are the same."""

    def wrong(
        self,
        line: int,
        message: str,
        suggestion: str = "",
        *,
        fixable: bool = False,
        added: bool = False,
    ) -> None:
        """An error; ``fixable`` only when ``suggestion`` is the one right line.

        ``added``: it is to be written below ``line``, not in its place.
        """
        self._say(line, message, suggestion, fixable=fixable, added=added)

    def advise(
        self,
        line: int,
        message: str,
        suggestion: str = "",
        *,
        fixable: bool = False,
        added: bool = False,
    ) -> None:
        """Advice, which stops nothing."""
        self._say(line, message, suggestion, severity="advice", fixable=fixable, added=added)

    def undated(self) -> None:
        """A post to be published has no date: the present one can be added below line 1."""
        said = "thiếu date (ngày giờ đăng)"
        self._say(1, said, "date: 2021-03-15 08:19", about=NO_DATE, added=True)

    def question(self, line: int, message: str, about: str, suggestion: str) -> None:
        """A question about the personal data ``about``; ``suggestion`` is the line masked."""
        self._say(line, message, suggestion, severity="answer", about=about)

    def _say(
        self,
        line: int,
        message: str,
        suggestion: str,
        *,
        severity: Severity = "error",
        fixable: bool = False,
        about: str = "",
        added: bool = False,
    ) -> None:
        self.problems.append(
            Problem(
                path=self.path,
                line=self.at(line),
                message=message,
                suggestion=suggestion,
                severity=severity,
                fixable=fixable and bool(suggestion),
                about=about,
                added=added,
            )
        )

    def found(self, problems: Iterable[Problem]) -> None:
        """Add what another room found in the text as it is read."""
        self.problems.extend(in_file(tuple(problems), self.true))

    def at(self, line: int) -> int:
        """The number in the file of a line as it is read."""
        return self.true[min(max(line, 1), len(self.true)) - 1] if self.true else line

    @property
    def sound(self) -> bool:
        """Whether nothing wrong was found (questions and advice aside)."""
        return all(p.severity != "error" for p in self.problems)

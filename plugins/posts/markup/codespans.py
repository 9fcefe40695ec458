"""Code within a line: what stands between two equally long runs of backticks."""

from __future__ import annotations

import re
from html import escape


class CodeSpans:
    """Those of one text, asked from left to right."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts: dict[int, list[int]] | None = None
        """By length, where runs that may close begin, the last first."""

    def read(self, at: int) -> tuple[str, int]:
        """The HTML of what begins with the backtick at ``at``, and where it ends.

        A tick alone before a space, or without another, is a tick.
        """
        text, end = self._text, at + 1
        while end < len(text) and text[end] == "`":
            end += 1
        starts = self._closing(end - at)
        while starts and starts[-1] < end:
            starts.pop()
        if not starts or (end - at == 1 and text[end : end + 1].isspace()):
            return text[at:end], end
        inside = text[end : starts[-1]].replace("\n", " ")
        if inside.startswith(" ") and inside.endswith(" ") and inside.strip():
            inside = inside[1:-1]
        return f"<code>{escape(inside, quote=False)}</code>", starts[-1] + (end - at)

    def _closing(self, length: int) -> list[int]:
        if self._starts is None:
            self._starts = {}
            for run in re.finditer("`+", self._text):
                alone = self._text[run.start() - 1 : run.start()].isspace()
                if len(run[0]) > 1 or not alone:
                    self._starts.setdefault(len(run[0]), []).append(run.start())
            for starts in self._starts.values():
                starts.reverse()
        return self._starts.get(length, [])

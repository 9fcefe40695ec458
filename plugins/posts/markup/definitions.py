"""Addresses written apart, ``[label]: address``, for links that name only the label."""

from __future__ import annotations

import re
from collections.abc import Sequence

from plugins.posts.markup.links import Target
from plugins.posts.markup.source import Line
from plugins.vietnamese import squeeze

_DEFINED = re.compile(
    r"""\[(?P<label>[^\[\]^][^\[\]]{0,199})\]:\s*(?:<(?P<angled>[^<>]*)>|(?P<href>\S*[/.#:@]\S*))"""
    r"""(?:\s+(?:"(?P<double>.*)"|'(?P<single>.*)'|\((?P<round>[^()]*)\)))?\s*"""
)
_LABEL = re.compile(r"\[([^\[\]]{1,200})\]")


class Definitions:
    """Those of one body that some link uses; any other line like one is words."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._targets: dict[str, Target] = {}
        self._lines: set[int] = set()
        found = [
            (line.number, defined)
            for line in lines
            if line.text.startswith("[") and (defined := _DEFINED.fullmatch(line.text))
        ]
        if not found:
            return
        used: dict[str, int] = {}
        for line in lines:
            for label in _LABEL.finditer(line.text):
                key = _key(label[1])
                used[key] = used.get(key, 0) + 1
        for number, defined in found:
            key = _key(defined["label"])
            if used.get(key, 0) > 1 and key not in self._targets:
                href = defined["angled"] if defined["angled"] is not None else defined["href"]
                title = defined["double"] or defined["single"] or defined["round"] or ""
                self._targets[key] = Target(href, title, 0)
                self._lines.add(number)

    def get(self, label: str) -> Target | None:
        """Where ``label`` leads; case and spaces do not matter."""
        return self._targets.get(_key(label)) if self._targets else None

    def at(self, line: int) -> bool:
        """Whether that line of the file is a definition, and no words of the text."""
        return line in self._lines


def _key(label: str) -> str:
    return squeeze(label).casefold()

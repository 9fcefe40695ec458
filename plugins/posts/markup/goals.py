"""Where the words in a pair of brackets lead, and what is wrong when they seem to but do not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from plugins.posts.markup import links
from plugins.posts.markup.source import Text

if TYPE_CHECKING:
    from plugins.posts.markup.reading import Reading

_LABEL = re.compile(r"\[([^\[\]]{1,200})\]")
_LONGEST_LABEL = 200


class Words(NamedTuple):
    """The words between ``[`` and ``]``."""

    start: int
    end: int
    """Where the closing bracket stands."""
    picture: bool


def find(reading: Reading, source: Text, words: Words) -> links.Target | None:
    """The target of ``words``; None when they lead nowhere, which is said if it was meant."""
    text, at = source.text, words.end + 1
    follows = text[at : at + 1]
    if follows == "(":
        goal = links.target(text, at)
        if goal and (goal.href.strip() or words.picture):
            return goal
        _refuse(reading, source, words, empty=goal is not None)
        if goal:
            return None
    if follows == " " and (goal := links.target_after_spaces(text, at)):
        return goal
    if (label := _LABEL.match(text, at)) and (known := reading.definitions.get(label[1])):
        return links.Target(known.href, known.title, label.end())
    said = text[words.start : min(words.end, words.start + _LONGEST_LABEL + 1)]
    if len(said) <= _LONGEST_LABEL and (known := reading.definitions.get(said)):
        end = at + 2 if text.startswith("[]", at) else at
        return links.Target(known.href, known.title, end)
    return None


def _refuse(reading: Reading, source: Text, words: Words, *, empty: bool) -> None:
    said = source.text[words.start : min(words.end, words.start + 60)]
    line = source.line(words.start)
    if empty:
        reading.report.wrong(line, f"liên kết «{said}» chưa có địa chỉ trong ngoặc tròn")
    elif links.begins_address(source.text, words.end + 1):
        reading.report.wrong(line, f"liên kết «{said}» thiếu dấu ) ở cuối địa chỉ")

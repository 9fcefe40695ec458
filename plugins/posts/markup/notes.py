"""Notes at the end of a body: which there are, and where none is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from plugins.posts.markup import marks
from plugins.posts.markup.report import Report
from plugins.posts.markup.source import SPACES, Line, Text
from plugins.posts.placeholders import FOOTNOTE, is_placeholder

_DEFINED = re.compile(rf"[>{SPACES}]*\[\^([^\]\n]{{1,200}})\][{SPACES}]?:")
_NOTE = re.compile(rf"\[\^(?P<label>[^\]\n]{{1,200}})\][{SPACES}]?:[{SPACES}]*(?P<text>.*)")
_WORDS = re.compile(r"<[^>]*>")


class Notes:
    """The notes of one body, each by its place: those written below, then those written inline."""

    def __init__(self, report: Report, lines: Sequence[Line]) -> None:
        self._report = report
        self._places: dict[str, int] = {}
        self._lines: dict[str, int] = {}
        self._undefined: set[str] = set()
        self._free = 1
        """A label that may be free: no smaller number is."""
        self.html: dict[int, str] = {}
        """Of every note read so far its HTML, by its place."""
        self.waiting: list[tuple[int, Text]] = []
        """Inline notes still to be read."""
        for line in lines:
            if "[^" in line.text and (found := _DEFINED.match(line.text)):
                self._found(found[1], line.number)

    def _found(self, label: str, line: int) -> None:
        if label not in self._places:
            self._places[label] = len(self._places)
            self._lines[label] = line
            return
        while str(self._free) in self._places:
            self._free += 1
        self._report.wrong(
            line,
            f"chú thích [^{label}] đã ghi ở dòng {self._lines[label]}; mỗi chú thích cần tên "
            "riêng, và chỗ dẫn trong bài phải ghi đúng tên ấy",
            self._report.mended(line, f"[^{label}]", f"[^{self._free}]"),
        )

    @property
    def labels(self) -> list[str]:
        """Of the notes written below, in their order."""
        return list(self._places)

    def line(self, label: str) -> int:
        """Where the note with ``label`` is written."""
        return self._lines[label]

    def place(self, label: str) -> int | None:
        """The place of the note with ``label``."""
        return self._places.get(label)

    def begins(self, text: str) -> re.Match[str] | None:
        """The label and words of a note when the line ``text`` begins one."""
        found = _NOTE.match(text) if text.startswith("[^") else None
        return found if found and found["label"] in self._places else None

    def undefined(self, label: str, line: int) -> None:
        """Say that no note has this label, once."""
        if label not in self._undefined:
            self._undefined.add(label)
            self._report.wrong(
                line,
                f"bài dẫn tới chú thích [^{label}] nhưng không có dòng nào ghi nội dung",
                f"\n[^{label}]: {FOOTNOTE}",
                added=True,
            )

    def define(self, label: str, line: int, html: str) -> None:
        """The note with ``label`` says ``html``; of several the first counts."""
        place = self._places.get(label)
        if place is None or place in self.html:
            return
        words = marks.ANY.sub("", _WORDS.sub("", html)).strip()
        if not words and "<img" not in html:
            self._report.wrong(line, f"chú thích [^{label}] chưa có nội dung")
        elif is_placeholder(words):
            self._report.wrong(
                line, f"chú thích [^{label}] còn là lời mẫu «{words}»; hãy viết nội dung thật"
            )
        self.html[place] = html

    def inline(self, text: str, line: int) -> int:
        """The place of a note that says ``text``, written where it is mentioned."""
        place = len(self._places) + len(self.waiting)
        self.waiting.append((place, Text(text, [line] * (text.count("\n") + 1))))
        return place

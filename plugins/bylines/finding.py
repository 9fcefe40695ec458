"""Which of the last lines of a body is its byline."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from plugins.bylines.byline import Byline, resolve
from plugins.bylines.parsing import read_glued, read_line
from plugins.bylines.pieces import tidy
from plugins.registry import Registry
from plugins.vietnamese import squeeze

_TAIL = 40
"""Lines from the end that are looked at; bylines stand in the last three or four."""

_AFTER = re.compile(
    r"(?:tin|bài|các tin|những tin|tin bài|bài viết|văn bản)(?: bài| tức| viết)?"
    r" (?:liên quan|khác|mới(?: hơn| nhất)?|cũ hơn|cùng chuyên mục)\s*:?$",
    re.IGNORECASE,
)
"""Headings below which the page, not the post, goes on."""

_CAPTION = re.compile(
    r"\W*(?:ảnh|hình|hình ảnh|ảnh minh họa|ảnh minh hoạ|video|clip|một số hình ảnh"
    r"|toàn cảnh|quang cảnh)\b",
    re.IGNORECASE,
)
_LEFTOVER = re.compile(r"[\W_]*$")
_SHORT = 30
"""Words; a longer line is a paragraph, not a caption."""


def find_byline(
    lines: Sequence[str], registry: Registry | None = None, day: date | None = None
) -> tuple[Byline, int | None, str]:
    """The byline of a body, the index of its line, and what else that line says.

    ``lines`` are the body's paragraphs in order. Captions, empty lines and
    leftovers after the byline are passed over; the first paragraph met from
    below ends the search. The rest is empty unless the byline was glued to a
    sentence. An author and a unit on two lines are one byline, found at the
    upper, also where the lower says the author's post (``Chuyên viên VKSND …``).
    Nothing found: an empty byline, ``None`` and an empty rest.
    """
    end = len(lines)
    start = max(0, end - _TAIL)
    for i in range(start, end):
        if _AFTER.match(squeeze(lines[i])):
            end = i
            break
    office = Byline()
    for i in range(end - 1, start - 1, -1):
        line = squeeze(lines[i])
        if _LEFTOVER.match(tidy(line)):
            continue
        read = read_line(line, registry)
        if read.found:
            read, i = _joined(lines, i, start, read, registry)  # noqa: PLW2901 - the upper line
            return resolve(_of_office(read, office), registry, day), i, ""
        read, rest = read_glued(line, registry)
        if read.found:
            return resolve(_of_office(read, office), registry, day), i, rest
        if not _is_caption(line):
            break
        office = read_line(line, registry, below=True)
    return Byline(), None, ""


def _of_office(read: Byline, office: Byline) -> Byline:
    """``read`` with the unit of the line right below it, which says the author's post."""
    if not read.authors or office.authors or read.unit or (read.department and office.department):
        return read
    return replace(read, department=read.department or office.department, unit=office.unit)


def _is_caption(line: str) -> bool:
    if _CAPTION.match(line):
        return True
    return len(line.split()) <= _SHORT and not line.endswith((".", "!", "?", ":", ";", "./."))


def _joined(
    lines: Sequence[str], i: int, start: int, read: Byline, registry: Registry | None
) -> tuple[Byline, int]:
    """``read`` with the authors of the line above, where it names none itself."""
    if read.authors:
        return read, i
    above = i - 1
    while above >= start and _LEFTOVER.match(tidy(lines[above])):
        above -= 1
    if above < start:
        return read, i
    upper = read_line(lines[above], registry)
    clash = (upper.department and read.department) or (upper.unit and read.unit)
    if not upper.authors or clash:
        return read, i
    joined = replace(
        upper,
        department=upper.department or read.department,
        unit=upper.unit or read.unit,
        source=upper.source or read.source,
        doubts=upper.doubts + read.doubts,
    )
    return joined, above

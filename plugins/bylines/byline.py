"""What a byline names, and who they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from plugins.model import AuthorId, DepartmentId, UnitId
from plugins.registry import Match, Registry


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """Who signed, as written; and whom the registry knows by it.

    ``restored`` are the authors with ordinary capitals (``VĂN TÀI`` is ``Văn
    Tài``). ``author_ids`` holds only authors the registry resolves. ``doubts``
    are sentences for the officer. A line that is no byline gives an empty one.
    """

    authors: tuple[str, ...] = ()
    restored: tuple[str, ...] = ()
    department: str | None = None
    unit: str | None = None
    source: str | None = None
    author_ids: tuple[AuthorId, ...] = ()
    department_id: DepartmentId | None = None
    unit_id: UnitId | None = None
    doubts: tuple[str, ...] = ()
    labelled: bool = False
    """Whether a word before the names says that they sign: ``Tác giả: …``."""

    @property
    def found(self) -> bool:
        """Whether it names anyone or anything."""
        return bool(self.authors or self.department or self.unit or self.source)


NOTHING = Byline()
"""What a line that is no byline gives."""


def resolve(read: Byline, registry: Registry | None, day: date | None) -> Byline:
    """``read`` with the ids the registry knows, and a doubt for each name it does not."""
    if registry is None or not read.found:
        return read
    when = day or date.max
    doubts = list(read.doubts)
    unit_id = department_id = None
    if read.unit:
        match = registry.match_unit(read.unit, when)
        unit_id = match.id
        doubts += _doubt("đơn vị", read.unit, match, dated=day is not None)
    if read.department:
        match = registry.match_department(read.department, when, unit_id)
        department_id = match.id
        doubts += _doubt("phòng", read.department, match, dated=day is not None)
        if department_id and unit_id is None and read.unit is None:
            unit_id = registry.departments[department_id].unit
    ids: list[AuthorId] = []
    for name in read.authors:
        match = registry.match_author(name, when, department_id, unit_id)
        if match.id:
            ids.append(match.id)
        doubts += _doubt("tác giả", name, match, dated=day is not None)
    return replace(
        read,
        author_ids=tuple(ids),
        department_id=department_id,
        unit_id=unit_id,
        doubts=tuple(doubts),
    )


def _doubt(word: str, text: str, match: Match, *, dated: bool) -> Sequence[str]:
    if match.id and (not match.ended or not dated):
        return ()
    if match.id:
        return (f"{word.capitalize()} “{text}” không hoạt động vào ngày đăng bài.",)
    if match.candidates:
        several = ", ".join(match.candidates)
        return (f"Có nhiều {word} tên “{text}”: {several}. Hãy ghi mã của {word} đúng.",)
    near = f" Gần giống: {', '.join(match.near)}." if match.near else ""
    return (f"Chưa có {word} “{text}” trong danh sách.{near}",)

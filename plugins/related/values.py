"""What related news is decided of, and what is decided."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from plugins.model import AuthorId, DepartmentId, UnitId


class ReasonKind(StrEnum):
    """Why a post is related."""

    PINNED = "biên tập chọn"
    DOCUMENT = "văn bản"
    UNIT = "đơn vị"
    TOPIC = "chủ đề"
    DEPARTMENT = "phòng"
    AUTHOR = "tác giả"
    RECENT = "mới"
    """Near in time only; a unit or department that follows is where."""


class Reason(Struct, frozen=True, kw_only=True):
    """One tie between two posts."""

    kind: ReasonKind
    key: str = ""
    """Lineage, department or author id, document, or phrases both texts use; may be empty."""


class Candidate(Struct, frozen=True, kw_only=True):
    """A published post, as far as related news needs to know it."""

    path: str
    date: datetime
    """Aware."""
    title: str
    digest: bytes
    """Of all fields and the text; of any length."""
    authors: tuple[AuthorId, ...] = ()
    department: DepartmentId | None = None
    lineages: tuple[UnitId, ...] = ()
    """The roots of its units' lineages, so that a unit and its successor are one."""
    documents: tuple[str, ...] = ()
    """Documents it cites, in normal form."""
    sensitive: bool = False
    pin: tuple[str, ...] = ()
    ban: tuple[str, ...] = ()


class Suggestion(Struct, frozen=True, kw_only=True):
    """A related post."""

    path: str
    reasons: tuple[Reason, ...]
    """Strongest first; never empty."""
    score: int
    """Millionths of a cosine, what is shared beside words added; 0 for a pin."""

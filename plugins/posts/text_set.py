"""All posts and pages at once, as the rules over them ask for them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from plugins.addresses import AddressTable
from plugins.model import UNDATED, Post, Problem, StandingPage, Status, Text
from plugins.vietnamese import day

HELD = "đang được giữ lại, chưa đăng"


@dataclass(frozen=True, slots=True)
class TextSet:
    """The whole set, indexed once."""

    posts: Sequence[Post]
    pages: Sequence[StandingPage]
    pictures: Collection[str]
    now: datetime
    table: AddressTable
    unread: Collection[str]
    held: Collection[str]
    attachments: Collection[str] = ()
    by_path: dict[str, Text] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for text in self.texts():
            self.by_path[text.path] = text

    def texts(self) -> Iterator[Text]:
        """Posts, then pages."""
        yield from self.posts
        yield from self.pages

    def is_public(self, text: Text) -> bool:
        """Whether readers may know of it by ``now``; a withdrawn post's address they may."""
        if text.status is not Status.PUBLISHED:
            return False
        return not isinstance(text, Post) or text.date <= self.now

    def hidden(self, text: Text) -> str:
        """In words, why readers cannot read it; empty when they can."""
        if text.path in self.held:
            return HELD
        if text.status is Status.DRAFT:
            return "còn là bản nháp"
        if isinstance(text, Post) and text.date == UNDATED:
            return "chưa có ngày đăng"
        if isinstance(text, Post) and text.date > self.now:
            return f"hẹn đến {day(text.date)}, {text.date:%H:%M} mới đăng"
        if isinstance(text, Post) and text.withdrawal is not None:
            return "đã bị gỡ bỏ"
        return ""

    def outlives(self, text: Text, other: Text) -> bool:
        """Whether ``text`` is seen at a moment when ``other``, by its own front matter, is not."""
        if text.status is not Status.PUBLISHED:
            return False
        if other.status is not Status.PUBLISHED or other.path in self.held:
            return text.path not in self.held
        if not isinstance(other, Post):
            return False
        return other.date > self.now and (not isinstance(text, Post) or text.date < other.date)


def wrong(
    text: Text,
    line: int,
    message: str,
    *,
    instead: str = "",
    of: str = "",
    advice: bool = False,
) -> Problem:
    """What is wrong in ``line`` of ``text``; of a draft, advice.

    ``instead``: what to write in place of what leads to ``of`` there.
    """
    return Problem(
        path=f"content/{text.path}",
        line=line,
        message=message,
        suggestion=instead,
        within=of if instead else "",
        severity="advice" if advice or text.status is Status.DRAFT else "error",
    )

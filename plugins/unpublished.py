"""What readers will not get, and why, in one line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from plugins.model import Post, StandingPage
from plugins.newsroom import Newsroom

_MOST_NAMED = 5
"""Texts named in one line before the rest is only counted."""


def not_published(newsroom: Newsroom, held: Mapping[str, str] | None = None) -> str:
    """Which texts readers will not get, and why; ``held``: path → reason. Empty when none."""
    unready: tuple[Post | StandingPage, ...] = (*newsroom.drafts, *_drafts(newsroom))
    drafts = [text.title or text.slug for text in unready]
    waiting = [_waiting(post) for post in newsroom.scheduled]
    parts = []
    if drafts:
        parts.append(f"{len(drafts)} bản nháp ({_named(drafts)})")
    if waiting:
        parts.append(f"{len(waiting)} bài hẹn {_named(waiting)}")
    by_reason: dict[str, list[str]] = {}
    titles = {text.path: text.title or text.slug for text in newsroom.held}
    for path, why in (held or {}).items():
        by_reason.setdefault(why, []).append(titles.get(path) or path)
    parts += [
        f"{len(names)} bài giữ lại vì {why} ({_named(names)})" for why, names in by_reason.items()
    ]
    return f"Chưa đăng: {', '.join(parts)}." if parts else ""


def said_of_unread(paths: Sequence[str]) -> str:
    """Which files and folders are read by nobody, in one sentence; empty when none is."""
    if not paths:
        return ""
    more = ", …" if len(paths) > _MOST_NAMED else ""
    names = ", ".join(paths[:_MOST_NAMED]) + more
    return (
        f"{len(paths)} tệp hoặc thư mục chưa được đăng vì tên, chỗ hoặc loại ({names}). "
        "Xem: invoke check"
    )


def _drafts(newsroom: Newsroom) -> tuple[StandingPage, ...]:
    public = {page.path for page in newsroom.standing}
    return tuple(page for page in newsroom.pages if page.path not in public)


def _waiting(post: Post) -> str:
    year = f"/{post.date.year}"
    return f"{post.date:%H:%M} ngày {post.date:%d/%m}{year} ({post.title})"


def _named(names: Sequence[str]) -> str:
    shown = "; ".join(names[:_MOST_NAMED])
    more = len(names) - _MOST_NAMED
    return f"{shown}; … và {more} bài khác" if more > 0 else shown

"""What an officer is told above the question whether to publish: values in, lines out.

Reminders of what is new or changed come first, personal data before all; then
what is not published and why, what an edit changed in words, and what readers
of a withdrawn address will see.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta

from desk.publish.changes import Event, Fate
from desk.publish.wording import changed_words, page_text
from plugins.model import Post, Problem, StandingPage
from plugins.newsroom import Newsroom
from plugins.posts.old_addresses import file_of_old
from plugins.vietnamese import day

_AHEAD = timedelta(days=366)

Text = Post | StandingPage


def reminders(
    problems: Iterable[Problem], newsroom: Newsroom, happened: Iterable[Event]
) -> tuple[Problem, ...]:
    """What is said of texts that are new, changed or waiting."""
    addresses = {event.url for event in happened}
    texts: tuple[Text, ...] = (*newsroom.published, *newsroom.standing)
    concerned = {f"content/{text.path}" for text in texts if text.url in addresses}
    concerned |= {f"content/{post.path}" for post in newsroom.scheduled}
    said = [p for p in problems if p.path in concerned and p.severity == "advice"]
    posts = [post for post in newsroom.published if post.url in addresses]
    said += _dates((*posts, *newsroom.scheduled), newsroom)
    return tuple(sorted(set(said)))


def _dates(posts: Iterable[Post], newsroom: Newsroom) -> Iterator[Problem]:
    """Years that are possible and seldom meant."""
    for post in posts:
        message = ""
        if post.date > newsroom.now + _AHEAD:
            message = f"bài hẹn đến {day(post.date)}, hơn một năm nữa mới đăng; xem lại năm"
        elif abs(post.folder_year - post.date.year) == 1:  # of more years the check reminds
            message = (
                f"bài ghi ngày {day(post.date)} nhưng nằm ở thư mục năm {post.folder_year}; "
                f"địa chỉ sẽ mang năm {post.folder_year} mãi mãi"
            )
        if message:
            yield Problem(
                path=f"content/{post.path}",
                line=post.line_of("date"),
                message=message,
                severity="advice",
            )


def edits(
    happened: Iterable[Event], old: Mapping[str, bytes], new: Mapping[str, bytes]
) -> Iterator[str]:
    """Of each edited text a line: which words go, which come. Pages by their file."""
    for event in happened:
        if event.fate is not Fate.EDITED:
            continue
        file = file_of_old(event.url)
        was, now = page_text(old.get(file, b"")), page_text(new.get(file, b""))
        words = changed_words(was, now) or "không đổi chữ nào độc giả đọc"
        yield f"Sửa «{event.title}»: {words}."


def withdrawals(happened: Iterable[Event], newsroom: Newsroom) -> Iterator[str]:
    """Of each address that is taken back, or given again, a line: what readers will see there."""
    notes = {post.url: post.withdrawal for post in newsroom.withdrawn}
    for event in happened:
        if event.fate is Fate.WITHDRAWN:
            note = notes.get(event.url)
            said = f"tin đã gỡ bỏ, lý do: «{note.note}»" if note else "tin đã gỡ bỏ"
            yield f"Độc giả mở {event.url} sẽ thấy: {said}."
        elif event.fate is Fate.LOST:
            yield f"Độc giả mở {event.url} sẽ thấy trang báo không có địa chỉ này."
        elif event.fate is Fate.BACK:
            yield f"«{event.title}» đã gỡ bỏ, nay độc giả lại đọc được ở {event.url}."

"""The rules that need every post and page at once: addresses, links, pictures, pins, dates.

Each rule is a generator over the same ``TextSet``; none is quadratic in the number of posts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from plugins.addresses import AddressTable
from plugins.model import (
    UNDATED,
    BodyLink,
    CorrectionKind,
    Post,
    Problem,
    StandingPage,
    Status,
    Text,
)
from plugins.numbers import whole
from plugins.posts.address_clashes import clashing_addresses
from plugins.posts.addresses import FILES
from plugins.posts.pictures import used_files, used_pictures
from plugins.posts.text_set import HELD, TextSet, wrong
from plugins.posts.wording import NearPath, first_near
from plugins.vietnamese import day, fold

MOST_PINS = 5
"""Posts that may be pinned to one: more would push out everything found by likeness."""


def check_newsroom(
    posts: Sequence[Post],
    pages: Sequence[StandingPage],
    pictures: Collection[str],
    now: datetime,
    table: AddressTable,
    *,
    unread: Collection[str] = (),
    held: Collection[str] = (),
    attachments: Collection[str] = (),
) -> tuple[Problem, ...]:
    """Everything wrong between posts, pages and pictures, as readers would meet it at ``now``.

    ``pictures`` are the paths on disk, in NFC; ``table`` is that of the site's addresses.
    ``unread`` are paths of posts and pages that are there but cannot be read at all: what leads
    to them is not called missing. ``held`` are paths of texts that will not be published now.
    ``attachments`` are paths on disk, as ``pictures``.
    What is wrong with a draft is advice.
    """
    newsroom = TextSet(posts, pages, pictures, now, table, unread, held, attachments)
    rules = (clashing_addresses, _links, _pictures, _attachments, _relations, _dates)
    return tuple(problem for rule in rules for problem in rule(newsroom))


def _links(newsroom: TextSet) -> Iterator[Problem]:
    """Every link to a text of ours leads to one that readers can read, and to a place in it."""
    near = NearPath(lambda: newsroom.by_path)
    for text in newsroom.texts():
        for link in text.body.links:
            if link.is_to_text:
                yield from _link(newsroom, text, link, near)


def _link(newsroom: TextSet, text: Text, link: BodyLink, near: NearPath) -> Iterator[Problem]:
    leads = f"đường dẫn tới {link.target}"
    target = newsroom.by_path.get(link.target)
    if target is None:
        if link.target in newsroom.held and text.path not in newsroom.held:
            yield wrong(text, link.line, f"{leads}, bài {HELD}")
        elif link.target not in newsroom.unread:
            message = f"{leads}, nhưng không có bài hay trang này"
            yield wrong(text, link.line, message, instead=near.of(link.target), of=link.target)
        return
    gone = isinstance(target, Post) and target.withdrawal is not None
    if newsroom.outlives(text, target):
        hidden = newsroom.hidden(target)
        message = f"{leads}, bài {hidden}; bài này đăng trước sẽ làm lộ địa chỉ ấy"
        yield wrong(text, link.line, message)
    elif gone:
        yield wrong(text, link.line, f"{leads}, bài đã bị gỡ bỏ", advice=True)
    if link.fragment and (gone or link.fragment not in target.body.ids):
        found = "" if gone else first_near(link.fragment, target.body.ids)
        message = f"trong {link.target} không có mục nào mang địa chỉ #{link.fragment}"
        meant = f"{link.target}#{found}" if found else ""
        yield wrong(text, link.line, message, instead=meant, of=f"{link.target}#{link.fragment}")


def _pictures(newsroom: TextSet) -> Iterator[Problem]:
    """Every picture that is used is there, under exactly that name."""
    near = NearPath(lambda: newsroom.pictures)
    for text in newsroom.texts():
        for path, line in used_pictures(text):
            if path in newsroom.pictures:
                continue
            found = near.of(path)
            why = "không có tệp này"
            if found and fold(found) == fold(path):
                why = "tên tệp khác chữ hoa, chữ thường hoặc dấu"
            yield wrong(text, line, f"ảnh {path}: {why}", instead=found, of=path)


def _attachments(newsroom: TextSet) -> Iterator[Problem]:
    """Every attachment that is led to is there, under exactly that name."""
    near = NearPath(lambda: newsroom.attachments)
    for text in newsroom.texts():
        for path, line in used_files(text):
            if path not in newsroom.attachments:
                why = f"tệp đính kèm {path}: không có tệp này trong content/{FILES}/"
                yield wrong(text, line, why, instead=near.of(path), of=path)


def _relations(newsroom: TextSet) -> Iterator[Problem]:
    """Pins lead to what readers can read; pins and bans name other posts, and not the same."""
    near = NearPath(lambda: (post.path for post in newsroom.posts))
    for post in newsroom.posts:
        if len(post.pin) > MOST_PINS:
            message = f"ghim {len(post.pin)} bài; chỉ ghim được nhiều nhất {MOST_PINS}"
            yield wrong(post, post.line_of("related"), message)
        for path in post.pin:
            if path in post.ban:
                message = f"{path} vừa ghim (pin) vừa chặn (ban)"
                yield wrong(post, post.line_of(f"pin:{path}"), message)
            yield from _related(newsroom, post, "pin", path, near)
        for path in post.ban:
            yield from _related(newsroom, post, "ban", path, near)


def _related(
    newsroom: TextSet, post: Post, key: str, path: str, near: NearPath
) -> Iterator[Problem]:
    line = post.line_of(f"{key}:{path}")
    target = newsroom.by_path.get(path)
    if path == post.path:
        yield wrong(post, line, f"{key} ghi chính bài này")
    elif target is None:
        if path in newsroom.held and key == "pin" and post.path not in newsroom.held:
            yield wrong(post, line, f"pin: {path} {HELD}")
        elif path not in newsroom.unread:
            message = f"{key}: không có bài {path}"
            yield wrong(post, line, message, instead=near.of(path), of=path)
    elif key == "ban":
        if target.status is Status.DRAFT and post.status is Status.PUBLISHED:
            message = f"ban: {path} còn là bản nháp nên chưa cần chặn"
            yield wrong(post, line, message, advice=True)
    elif isinstance(target, Post) and target.withdrawal is not None:
        yield wrong(post, line, f"pin: {path} đã bị gỡ bỏ")
    elif newsroom.outlives(post, target):
        why = f"{newsroom.hidden(target)}; bài này đăng trước nên không ghim được"
        yield wrong(post, line, f"pin: {path} {why}")


def _dates(newsroom: TextSet) -> Iterator[Problem]:
    """Dates that are possible but seldom meant."""
    for post in newsroom.posts:
        folder = post.path.split("/")[1]
        year = whole(folder)
        if post.date != UNDATED and year is not None and abs(year - post.date.year) > 1:
            message = f"bài ở thư mục năm {folder} nhưng ghi ngày {day(post.date)}; xem lại năm"
            yield wrong(post, post.line_of("date"), message, advice=True)
        for correction in post.corrections if newsroom.is_public(post) else ():
            if correction.date > newsroom.now:
                what = "gỡ bỏ" if correction.kind is CorrectionKind.WITHDRAWAL else "sửa"
                message = f"lần {what} ghi ngày {day(correction.date)}, chưa tới"
                yield wrong(post, post.line_of("corrections"), message, advice=True)

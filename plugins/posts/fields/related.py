"""Posts that are pinned to a post, and those that must not stand beside it."""

from __future__ import annotations

import posixpath
import re

from plugins.addresses import ROOMS
from plugins.patterns import later
from plugins.posts.addresses import section_of
from plugins.posts.fields.head import Field, Head
from plugins.posts.typed import Items, Record, Typed, Value

_POST = later(r"(?P<section>[^/]+)/[0-9]{4}/[^/]+\.md")


def related(head: Head, field: Field, value: Value) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """``pin`` and ``ban``, each with names of posts' files: gives their paths."""
    if not isinstance(value, Record):
        wanted = "related gồm pin (ghim) và ban (không cho hiện)"
        if isinstance(value, Typed) and not value.text:
            head.empty(field.key)
        else:
            head.report.wrong(value.line, f"{wanted}, ví dụ: {field.example}", _pinned(head, value))
        return (), ()
    fields = head.record(value, ("pin", "ban"), field.key)
    return _posts(head, "pin", fields.get("pin")), _posts(head, "ban", fields.get("ban"))


def _pinned(head: Head, value: Value) -> str:
    """The line that pins the posts of a bare list; empty where it is no list of one line."""
    items = value.items if isinstance(value, Items) else (value,)
    names = [one.text for one in items if isinstance(one, Typed) and one.row.startswith("related:")]
    sound = names and len(names) == len(items) and all(post_path(one, head.path) for one in names)
    return f"related: {{pin: [{', '.join(names)}], ban: []}}" if sound else ""


def _posts(head: Head, key: str, value: Value | None) -> tuple[str, ...]:
    if value is None or (isinstance(value, Typed) and not value.text):
        return ()
    found: dict[str, None] = {}
    wanted = f"{key} là danh sách tên tệp bài viết"
    for item in head.texts(value, wanted):
        post = post_path(item.text, head.path)
        if not post:
            message = f"{key}: «{item.text}» không phải tên tệp bài viết"
            message += f", ví dụ {section_of(head.path)}/2021/ten-tep"
            head.report.wrong(item.line, message)
        elif post in found:
            head.report.wrong(item.line, f"{key} ghi «{item.text}» hai lần")
        else:
            found[post] = None
            head.lines.setdefault(f"{key}:{post}", item.line)
    return tuple(found)


def post_path(text: str, path: str) -> str:
    """``thong-bao/2021/slug.md`` for a slug (of the same year as ``path``), path or address."""
    text = re.sub(r"^https?://[^/]*", "", text)
    text = text.lstrip("/").removeprefix("content/").removesuffix(".html").removesuffix(".md")
    if re.fullmatch(r"[0-9]{4}/[^/]+", text):
        text = f"{section_of(path)}/{text}"
    elif "/" not in text:
        text = f"{posixpath.dirname(path)}/{text}"
    found = f"{text}.md"
    post = _POST.fullmatch(found)
    return found if post and post["section"] not in ROOMS else ""

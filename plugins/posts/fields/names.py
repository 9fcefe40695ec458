"""Names of people, departments and units, as typed: the registry is asked later."""

from __future__ import annotations

import re

from plugins.posts.fields.head import Field, Head
from plugins.posts.typed import Items, Record, Typed, Value, quoted
from plugins.vietnamese import squeeze


def names(head: Head, field: Field, value: Value) -> tuple[Typed, ...]:
    """One name, or a list of names in which each stands once."""
    if isinstance(value, Items) and not value.items:
        head.empty(field.key)
    return units(head, field, value)


def units(head: Head, field: Field, value: Value) -> tuple[Typed, ...]:
    """The same; the list may be empty."""
    key = field.key
    if isinstance(value, Typed) and re.search(r"[,;]", value.text):
        return _apart(head, key, value)
    return _each(head, field, value)


def name(head: Head, field: Field, value: Value) -> Typed | None:
    """One name; of a list the first counts."""
    key = field.key
    if isinstance(value, Items) and not value.items:
        head.empty(key)
    if isinstance(value, Items) and len(value.items) > 1:
        first = value.items[0]
        shown = quoted(first.text) if isinstance(first, Typed) else "…"
        one_line = isinstance(first, Typed) and first.row.startswith(f"{key}:")
        said = f"{key} chỉ ghi một tên"
        head.report.wrong(value.line, said, f"{key}: {shown}" if one_line else "")
    return next(iter(_each(head, field, value)), None)


def _each(head: Head, field: Field, value: Value) -> tuple[Typed, ...]:
    key = field.key
    if isinstance(value, Record):
        message = f"{key} là một tên hay danh sách tên, ví dụ: {field.example}"
        head.report.wrong(value.line, message)
        return ()
    if isinstance(value, Typed):
        if not value.text:
            head.empty(key)
        return (value,) if value.text else ()
    found: dict[str, Typed] = {}
    message = f"mỗi tên trong {key} là một dòng chữ, không có dấu hai chấm"
    for item in head.texts(value, message):
        if found.setdefault(item.text, item) is not item:
            head.report.wrong(item.line, f"{key} ghi «{item.text}» hai lần")
    return tuple(found.values())


def _apart(head: Head, key: str, value: Typed) -> tuple[Typed, ...]:
    """Several names in one line, which should be a list."""
    several = [squeeze(one) for one in re.split(r"[,;]", value.text) if one.strip()]
    listed = f"[{', '.join(quoted(one, flow=True) for one in several)}]"
    row = value.row[: value.start] + listed + value.row[value.end :]
    message = f"{key} có nhiều tên thì ghi thành danh sách trong ngoặc vuông"
    offered = row if value.row else f"{key}: {listed}"
    head.report.wrong(value.line, message, offered, fixable=bool(value.row))
    return tuple(Typed(text=one, line=value.line) for one in several)

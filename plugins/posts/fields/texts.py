"""Fields of one line of text, of yes or no, and the state of a text."""

from __future__ import annotations

from plugins.model import Status
from plugins.posts.fields.head import Field, Head
from plugins.posts.placeholders import is_placeholder
from plugins.posts.typed import Items, Typed, Value, in_quotes, quoted
from plugins.vietnamese import fold

_STATUSES = {
    **dict.fromkeys(
        ("draft", "nhap", "ban nhap", "luu nhap", "bai nhap", "chua dang"), Status.DRAFT
    ),
    **dict.fromkeys(
        ("published", "publish", "dang", "da dang", "xuat ban", "cong bo"), Status.PUBLISHED
    ),
}
_FLAGS = {
    **dict.fromkeys(("true", "co", "yes", "dung"), "true"),
    **dict.fromkeys(("false", "khong", "no", "sai"), "false"),
}


def text(head: Head, field: Field, value: Value) -> str:
    """A line of text, not empty, and not the words that the program proposed."""
    return line(head, field.key, value, required=field.required, instead=field.instead)


def description(head: Head, field: Field, value: Value) -> str:
    """A line of text, which may be empty on purpose."""
    return line(head, field.key, value, instead=field.instead, may_be_empty=True)


def line(
    head: Head,
    key: str,
    value: Value,
    *,
    required: str = "",
    instead: str = "",
    may_be_empty: bool = False,
) -> str:
    """The line of text that ``value`` is, else ``""``; ``required`` is the line to write."""
    if not isinstance(value, Typed):
        not_text(head, key, value)
        return ""
    if value.comment:
        whole = f"{value.text} {value.comment}".strip()
        head.report.wrong(
            value.line,
            f"dấu # khiến phần «{value.comment}» của {key} bị bỏ; "
            "nếu đó là chữ của câu thì đặt cả câu trong ngoặc kép",
            value.row[: value.start].rstrip() + " " + in_quotes(whole),
        )
    elif not value.text and not may_be_empty:
        head.empty(key, value.line, required)
    elif is_placeholder(value.text):
        message = f"{key} «{value.text}» vẫn là chữ mẫu của chương trình; hãy thay bằng "
        head.report.wrong(value.line, message + (instead or "chữ của bạn"))
    return value.text


def not_text(head: Head, key: str, value: Value) -> None:
    """Say that ``value``, a list or keys with values, must be a line of text."""
    entry = head.entries.get(key)
    row = entry.key.row if entry and entry.key.line == value.line else ""
    typed = row.partition(":")[2].strip()
    items = value.items if isinstance(value, Items) else ()
    if typed[:1] in ("[", "{") and typed[-1:] in ("]", "}") and head.is_sentence(key):
        message = f"{key} là một dòng chữ; câu bắt đầu bằng dấu {typed[0]} phải đặt trong ngoặc kép"
        head.report.wrong(value.line, message, f"{key}: {in_quotes(typed)}", fixable=True)
    else:
        message = f"{key} phải là một dòng chữ, không phải danh sách"
        first = items[0] if items else None
        offered = f"{key}: {quoted(first.text)}" if typed and isinstance(first, Typed) else ""
        head.report.wrong(value.line, message, offered)


def flag(head: Head, field: Field, value: Value) -> bool:
    """``true`` or ``false``; the officer's own words for them are said with the right one."""
    key, typed = field.key, value.text if isinstance(value, Typed) else "…"
    if typed in ("true", "false"):
        return typed == "true"
    if not typed:
        head.empty(key)
        return False
    meant = _FLAGS.get(fold(typed), "")
    mended = value.rewritten(meant) if meant and isinstance(value, Typed) else ""
    offered = mended or (f"{key}: {meant}" if meant else f"{key}: true\n   hoặc: {key}: false")
    message = f"{key} chỉ nhận true (có) hoặc false (không), không nhận «{typed}»"
    head.report.wrong(value.line, message, offered, fixable=bool(mended))
    return meant == "true"


def status(head: Head, field: Field, value: Value) -> Status:
    """``draft`` or ``published``: a draft exactly when that can be read.

    What cannot be read is an error. Nothing unsound is published, so ``published``
    may stand for it.
    """
    if field.key in head.doubled:
        return Status.PUBLISHED
    if not isinstance(value, Typed):
        not_text(head, field.key, value)
        return Status.PUBLISHED
    if value.text in (Status.DRAFT, Status.PUBLISHED):
        return Status(value.text)
    both = "status: draft\n   hoặc: status: published"
    if not value.text:
        message = "status để trống; ghi draft (bản nháp) hoặc published (đăng)"
        head.report.wrong(value.line, message, both)
        return Status.PUBLISHED
    meant = _STATUSES.get(fold(value.text))
    message = f"status chỉ nhận draft (bản nháp) hoặc published (đăng), không nhận «{value.text}»"
    offered = value.rewritten(meant.value) if meant else both
    head.report.wrong(value.line, message, offered, fixable=meant is not None)
    return meant or Status.PUBLISHED

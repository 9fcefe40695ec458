"""What an officer answered about personal data in a text."""

from __future__ import annotations

from plugins.posts.fields.dates import day_of
from plugins.posts.fields.head import Field, Head
from plugins.posts.placeholders import WHY, is_placeholder
from plugins.posts.typed import Record, Typed, Value

ANSWER_EXAMPLE = (
    f'privacy: [{{text: "Nguyễn Văn A", by: Tên người duyệt, on: 2026-03-15, why: "{WHY}"}}]'
)
_KEYS = ("text", "by", "on", "why")
_WHAT = "câu trả lời về thông tin cá nhân"


def answers(head: Head, field: Field, value: Value) -> dict[str, int]:
    """A list of answers, each with the words it speaks of, who gave it, when and why.

    Luật 91/2025/QH15 asks for a basis for publishing personal data: an answer that
    lacks any of these is none. Gives the words, each with its line.
    """
    wanted = "privacy phải là danh sách các câu trả lời"
    found: dict[str, int] = {}
    for item in head.listed(field.key, value, wanted, ANSWER_EXAMPLE):
        if not isinstance(item, Record):
            message = "mỗi câu trả lời gồm text, by, on và why"
            head.report.wrong(item.line, message, ANSWER_EXAMPLE)
        elif text := _answer(head, item):
            found.setdefault(text, item.line)
    return found


def _answer(head: Head, item: Record) -> str:
    fields = head.record(item, _KEYS, _WHAT)
    said = {key: value for key, value in fields.items() if isinstance(value, Typed) and value.text}
    if missing := [key for key in _KEYS if key not in said]:
        message = f"{_WHAT} thiếu {', '.join(missing)}"
        head.report.wrong(item.line, message, ANSWER_EXAMPLE)
        return ""
    if is_placeholder(said["why"].text):
        message = f"why vẫn là chữ mẫu «{said['why'].text}»; hãy ghi lý do được nêu thông tin này"
        head.report.wrong(said["why"].line, message)
        return ""
    return said["text"].text if day_of(said["on"], head.report, "on") else ""

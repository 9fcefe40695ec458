"""The moment a post is dated."""

from __future__ import annotations

from datetime import datetime

from plugins.model import UNDATED
from plugins.moments import read_moment
from plugins.posts.fields.head import Field, Head
from plugins.posts.typed import Typed, Value


def date(head: Head, field: Field, value: Value) -> datetime:
    """A day and time as people write them; ``UNDATED`` where none can be read."""
    return moment(head, field.key, value) or UNDATED


def moment(head: Head, key: str, value: Value) -> datetime | None:
    """The moment that ``value`` says; what is not certain of it is said."""
    if not isinstance(value, Typed) or not value.text:
        message = f"{key} phải là một ngày giờ"
        head.report.wrong(value.line, message, f"{key}: 2021-03-15 08:19")
        return None
    reading = read_moment(value.text)
    if reading.message:
        lines = [value.rewritten(one) or f"{key}: {one}" for one in reading.values]
        say = head.report.wrong if reading.when is None else head.report.advise
        offered = "\n   hoặc: ".join(lines)
        say(value.line, f"{key}: {reading.message}", offered, fixable=reading.certain)
    return reading.when

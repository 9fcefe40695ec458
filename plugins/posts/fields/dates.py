"""Moments and days."""

from __future__ import annotations

import re
from datetime import date, datetime

from plugins.model import UNDATED
from plugins.moments import read_day, read_moment
from plugins.posts.fields.head import Field, Head
from plugins.posts.reporter import Reporter
from plugins.posts.typed import Typed, Value

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def moment_of_post(head: Head, field: Field, value: Value) -> datetime:
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


def day_of(typed: Typed, report: Reporter, key: str = "date") -> date | None:
    """The day typed, day before month; else None, and what to write is said."""
    if _DAY.fullmatch(typed.text):
        try:
            return date.fromisoformat(typed.text)
        except ValueError:
            report.wrong(typed.line, f"{key}: không có ngày «{typed.text}»")
            return None
    reading = read_day(typed.text)
    offered = "\n   hoặc: ".join(typed.rewritten(one) or one for one in reading.values)
    if reading.day is None:
        whose = "ngày của văn bản" if key == "date" else "ngày"
        report.wrong(
            typed.line,
            f"{key}: {whose} viết năm-tháng-ngày, ví dụ 2021-03-02, không viết «{typed.text}»",
            offered,
        )
    elif reading.message:
        report.advise(typed.line, f"{key}: {reading.message}", offered, fixable=reading.certain)
    return reading.day

"""What an editor says of the documents that a post cites."""

from __future__ import annotations

from msgspec.structs import replace

from plugins.posts import citations
from plugins.posts.fields.head import Field, Head
from plugins.posts.typed import Record, Typed, Value, quoted


def documents(head: Head, field: Field, value: Value) -> tuple[citations.Ruling, ...]:
    """A list of documents: of each its number and symbol, and its type and day where they help."""
    wanted = (
        "documents phải là danh sách văn bản, mỗi văn bản có number (số, ký hiệu), "
        "có thể thêm type (loại) và date (ngày)"
    )
    items = head.listed(field.key, value, wanted, field.example)
    rulings = (_document(head, item) for item in items)
    return tuple(one for one in rulings if one is not None)


def _document(head: Head, item: Value) -> citations.Ruling | None:
    report = head.report
    if not isinstance(item, Record):
        number = (item.text if isinstance(item, Typed) else "") or "15/KH-VKSTB"
        message = "mỗi văn bản gồm number (số, ký hiệu), type (loại) và date (ngày)"
        offered = f"- {{number: {quoted(number, flow=True)}, date: 2021-03-02}}"
        report.wrong(item.line, message, offered)
        return None
    fields = head.record(item, ("number", "type", "date"), "văn bản")
    typed: dict[str, Typed] = {}
    for key, value in fields.items():
        if isinstance(value, Typed) and value.text:
            typed[key] = value
        else:
            report.wrong(value.line, f"{key} của văn bản để trống hoặc không phải chữ")
    if "number" not in fields:
        message = "văn bản thiếu number (số, ký hiệu)"
        report.wrong(item.line, message, "- {number: 15/KH-VKSTB}")
    number = citations.read_number(typed["number"], "number", report) if "number" in typed else ""
    kind = citations.read_type(typed["type"], report) if "type" in typed else ""
    day = citations.read_day(typed["date"], report) if "date" in typed else None
    if not number:
        return None
    return citations.Ruling(number=number, type=kind, date=day, line=item.line)


def banned(head: Head, field: Field, value: Value) -> tuple[Typed, ...]:
    """Numbers that are no document, or not one to be shown: one or a list."""
    message = "documents_ban là danh sách số, ký hiệu văn bản; không có thì bỏ dòng này"
    found: dict[str, Typed] = {}
    for item in head.texts(value, message, field.example):
        if number := citations.read_number(item, field.key, head.report):
            found.setdefault(number, replace(item, text=number))
    return tuple(found.values())

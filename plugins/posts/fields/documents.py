"""What an editor says of the documents that a post cites."""

from __future__ import annotations

from msgspec.structs import replace

from plugins.documents.spelling import normal_number
from plugins.documents.types import TYPES, canonical
from plugins.posts.citations import Ruling
from plugins.posts.fields.dates import day_of
from plugins.posts.fields.head import Field, Head
from plugins.posts.reporter import Reporter
from plugins.posts.typed import Record, Typed, Value
from plugins.posts.wording import first_near


def documents(head: Head, field: Field, value: Value) -> tuple[Ruling, ...]:
    """A list of documents: of each its number and symbol, and its type and day where they help."""
    wanted = (
        "documents phải là danh sách văn bản, mỗi văn bản có number (số, ký hiệu), "
        "có thể thêm type (loại) và date (ngày)"
    )
    number = normal_number(value.text) if isinstance(value, Typed) else ""
    offered = f"{field.key}: [{{number: {number}}}]" if number else ""
    items = head.listed(field.key, value, f"{wanted}, ví dụ: {field.example}", offered)
    rulings = (_document(head, item) for item in items)
    return tuple(one for one in rulings if one is not None)


def _document(head: Head, item: Value) -> Ruling | None:
    report = head.report
    if not isinstance(item, Record):
        message = (
            "mỗi văn bản gồm number (số, ký hiệu), có thể thêm type (loại) và date (ngày), ví dụ "
            "{number: 15/KH-VKSTB, date: 2021-03-02}"
        )
        offered = ""
        if isinstance(item, Typed) and item.row and normal_number(item.text):
            one = f"{{number: {normal_number(item.text)}}}"
            offered = item.row[: item.start] + one + item.row[item.end :]
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
        report.wrong(item.line, message)
    number = _number(typed["number"], "number", report) if "number" in typed else ""
    kind = _type(typed["type"], report) if "type" in typed else ""
    day = day_of(typed["date"], report) if "date" in typed else None
    if not number:
        return None
    return Ruling(number=number, type=kind, date=day, line=item.line)


def banned(head: Head, field: Field, value: Value) -> tuple[Typed, ...]:
    """Numbers that are no document, or not one to be shown: one or a list."""
    message = "documents_ban là danh sách số, ký hiệu văn bản; không có thì bỏ dòng này"
    found: dict[str, Typed] = {}
    for item in head.texts(value, message, field.example):
        if number := _number(item, field.key, head.report):
            found.setdefault(number, replace(item, text=number))
    return tuple(found.values())


def _number(typed: Typed, key: str, report: Reporter) -> str:
    """Number and symbol in normal form: no spaces, plain hyphens; empty when it is none."""
    normal = normal_number(typed.text)
    if normal and normal != typed.text:
        report.wrong(
            typed.line,
            f"{key}: «{typed.text}» phải viết liền, chỉ gồm số và ký hiệu",
            typed.rewritten(normal),
            fixable=True,
        )
    if not normal:
        report.wrong(
            typed.line,
            f"{key}: «{typed.text}» không phải số và ký hiệu văn bản, ví dụ 15/KH-VKSTB",
        )
    return normal


def _type(typed: Typed, report: Reporter) -> str:
    """A type as official documents write it; empty when there is none such."""
    kind = canonical(typed.text)
    if kind == typed.text:
        return kind
    near = kind or first_near(typed.text, TYPES)
    report.wrong(
        typed.line,
        f"type: không có loại văn bản «{typed.text}»"
        + (f"; viết là {near}" if near else "; viết tên loại như Kế hoạch, Công văn, Quyết định"),
        typed.rewritten(near) if near else "",
        fixable=kind is not None,
    )
    return near

"""Old addresses of a text."""

from __future__ import annotations

from plugins.posts.fields.head import Field, Head
from plugins.posts.old_addresses import path_of_old, read_old_address, same_place, tail_of_old
from plugins.posts.typed import Record, Typed, Value

_SHOWN = 120
"""Characters of a refused address that are said again."""


def aliases(head: Head, field: Field, value: Value) -> tuple[str, ...]:
    """Old addresses, one or a list: each such as a site can have, and no place twice."""
    if isinstance(value, Record) or (isinstance(value, Typed) and not value.text):
        message = "aliases là danh sách địa chỉ cũ; không có thì bỏ dòng này"
        head.report.wrong(value.line, message, field.example)
        return ()
    found: dict[str, None] = {}
    seen: dict[tuple[str, str], Typed] = {}
    before: Typed | None = None
    for item in head.texts(value, "mỗi địa chỉ cũ là một dòng chữ", field.example):
        url = _read(head, item, before)
        before = item
        if not url:
            continue
        place = same_place(path_of_old(url)), tail_of_old(url)
        if (other := seen.setdefault(place, item)) is not item:
            _say_twice(head, item, other)
            continue
        found[url] = None
        head.lines.setdefault(f"alias:{url}", item.line)
    return tuple(found)


def _read(head: Head, item: Typed, before: Typed | None) -> str:
    """The address that ``item`` is, or ``""``, and why is said; ``before``: the item before it."""
    read = read_old_address(item.as_written)
    fault = read.fault
    if not fault and not item.hides_spaces:
        return read.url
    fault = fault or "có ký tự ẩn viết bằng dấu \\; hãy bỏ đi"
    certain = before is None or not before.runs_into(item)
    better = item.rewritten(read.better) if read.better else ""
    if before is not None and not certain:
        fault += "; nếu dấu phẩy thuộc về địa chỉ thì đặt cả địa chỉ trong ngoặc kép"
        better = before.rewritten_with(item, f"{before.text},{item.text}")
    shown = item.text if len(item.text) <= _SHOWN else f"{item.text[:_SHOWN]}…"
    head.report.wrong(item.line, f"địa chỉ cũ «{shown}» {fault}", better, fixable=certain)
    return ""


def _say_twice(head: Head, item: Typed, other: Typed) -> None:
    fault = "ghi hai lần"
    if other.text != item.text:
        fault += (
            f": trùng với «{other.text}» ở dòng {head.report.at(other.line)} "
            "(chữ hoa hay thường, có / hay index.html ở cuối đều là một); hãy bỏ một"
        )
    head.report.wrong(item.line, f"địa chỉ cũ «{item.text}» {fault}")

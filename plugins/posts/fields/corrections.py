"""The dated notes that a published post carries."""

from __future__ import annotations

from plugins.model import UNDATED, Correction, CorrectionKind
from plugins.posts.fields.dates import moment
from plugins.posts.fields.head import Field, Head
from plugins.posts.fields.texts import line
from plugins.posts.placeholders import CORRECTION
from plugins.posts.typed import Record, Typed, Value, in_quotes
from plugins.posts.wording import first_near
from plugins.vietnamese import fold

_KINDS = {
    **dict.fromkeys(
        ("dinh chinh", "cai chinh", "sua", "sua loi", "correction"), CorrectionKind.CORRECTION
    ),
    **dict.fromkeys(("cap nhat", "bo sung", "update"), CorrectionKind.UPDATE),
    **dict.fromkeys(
        ("go bo", "go", "go bai", "rut bai", "thu hoi", "withdrawal"), CorrectionKind.WITHDRAWAL
    ),
}
_KEYS = ("date", "kind", "note")
_NOTE = "lời nói với độc giả: sai ở đâu, đúng là thế nào, hoặc vì sao gỡ"
_ONE = f"{{date: 2021-03-16 09:00, kind: đính chính, note: {in_quotes(CORRECTION)}}}"
"""One correction to copy."""
_WAY = f"ví dụ đủ: {_ONE}; máy ghi giúp: invoke correct, invoke withdraw"


def corrections(head: Head, field: Field, value: Value) -> tuple[Correction, ...]:
    """A list in time order, none before the post: of each its moment, its kind and its words."""
    wanted = f"corrections phải là danh sách các lần đính chính; {_WAY}"
    found: list[Correction] = []
    for item in head.listed(field.key, value, wanted):
        if not isinstance(item, Record):
            head.report.wrong(item.line, f"mỗi lần đính chính gồm date, kind và note; {_WAY}")
            continue
        correction = _correction(head, item)
        if correction is None:
            continue
        if correction.date < head.said("date") != UNDATED:
            when = f"{correction.date:%d/%m/%Y %H:%M}"
            message = f"lần {correction.kind} ghi ngày {when}, trước khi bài được đăng"
            head.report.wrong(item.line, message)
        if found and correction.date < found[-1].date:
            message = "các lần đính chính phải xếp theo thời gian, trước ghi trên"
            head.report.wrong(item.line, message)
        found.append(correction)
    return tuple(found)


def _correction(head: Head, item: Record) -> Correction | None:
    fields = head.record(item, _KEYS, "lần đính chính")
    when = moment(head, "date", fields["date"]) if "date" in fields else None
    kind = _kind(head, fields["kind"]) if "kind" in fields else None
    note = ""
    if "note" in fields:
        value = fields["note"]
        required = value.rewritten(CORRECTION) if isinstance(value, Typed) else ""
        note = line(head, "note", value, required=required, instead=_NOTE)
    if missing := [key for key in _KEYS if key not in fields]:
        head.report.wrong(item.line, f"lần đính chính thiếu {', '.join(missing)}; {_WAY}")
    if when is None or kind is None or not note:
        return None
    return Correction(date=when, kind=kind, note=note)


def _kind(head: Head, value: Value) -> CorrectionKind | None:
    typed = value.text if isinstance(value, Typed) else ""
    kinds = [kind.value for kind in CorrectionKind]
    if typed in kinds:
        return CorrectionKind(typed)
    near = _KINDS.get(fold(typed)) or first_near(typed, kinds)
    head.report.wrong(
        value.line,
        f"kind chỉ nhận {', '.join(kinds)}; không nhận «{typed}»",
        value.rewritten(near) if near and isinstance(value, Typed) else "",
        fixable=bool(near) and fold(typed) == fold(near),
    )
    return CorrectionKind(near) if near else None

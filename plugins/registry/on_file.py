"""What must hold of the official documents that the registry has on file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec.structs import replace

from plugins.documents.catalogue import has_symbol, key_of
from plugins.model import OfficialDocument, Problem
from plugins.registry.rules import Entry
from plugins.vietnamese import day as shown


def check_documents(entries: Iterable[Entry]) -> Iterator[Problem]:
    """A document is its number, symbol and date, stands once, and says more than these.

    A number without a symbol is one among those of its own type alone.
    """
    first: dict[tuple[str, date], Entry] = {}
    for entry in entries:
        document: OfficialDocument = entry.value
        if not (document.type or has_symbol(document.number)):
            yield entry.problem(
                "number",
                f"Số “{document.number}” không có ký hiệu, nên phải ghi thêm loại văn bản.",
                entry.adding("number", 'type = "Chỉ thị"'),
            )
        if not (document.title or document.issuer or document.link or document.file):
            said = entry.problem(
                None,
                f"Văn bản {document.number} mới có số và ngày, nên mục này chưa cho độc giả biết "
                "thêm gì; ghi trích yếu (title), cơ quan ban hành (issuer), tệp toàn văn (file) "
                "hoặc nơi đăng (link).",
                entry.adding(None, 'title = "…"'),
            )
            yield replace(said, severity="advice")
        other = first.setdefault((key_of(document), document.date), entry)
        if other is not entry:
            yield entry.problem(
                "number",
                f"Văn bản {document.number} ngày {shown(document.date)} đã ghi ở dòng "
                f"{other.lines.of(other.nth, 'number')}; gộp hai mục làm một.",
            )

"""Which kinds of documents are published, by their endings."""

from __future__ import annotations

KINDS = {
    ".pdf": "PDF",
    ".docx": "Word",
    ".xlsx": "Excel",
    ".pptx": "PowerPoint",
    ".doc": "Word",
    ".xls": "Excel",
    ".odt": "văn bản ODF",
    ".ods": "bảng tính ODF",
    ".odp": "trình chiếu ODF",
}
"""By ending, the kind as readers are told."""

MOST_BYTES = 20_000_000
"""Of a file: a scanned report of a hundred pages; a reader on a telephone waits a minute for it."""

LISTED = "PDF, Word (.docx, .doc), Excel (.xlsx, .xls), PowerPoint (.pptx), ODF (.odt, .ods, .odp)"


def ending_of(path: str) -> str:
    """``.docx`` of ``tep/2021/Ke hoach.DOCX``; empty when the name has none."""
    name = path.rpartition("/")[2]
    stem, dot, ending = name.rpartition(".")
    return f".{ending.lower()}" if dot and stem else ""

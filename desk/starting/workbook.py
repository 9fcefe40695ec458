"""The rows of a workbook's first sheet (``.xlsx``), as words."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

_MOST_UNPACKED = 40_000_000
"""Bytes of one part."""
_WIDEST = 50
"""Columns that are looked at."""
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_PART = re.compile(r"xl/worksheets/sheet(\d+)\.xml")
_EPOCH = date(1899, 12, 30)
"""Day 0: so that day 60, which never was, is counted."""
_SERIAL = re.compile(r"\d{5}(?:\.0+)?")


class ListError(Exception):
    """A list that cannot be read; the message says why, and what to do."""


def read_workbook(data: bytes, name: str) -> list[tuple[int, list[str]]]:
    """Number and cells of each row of the first sheet. Raises ListError."""
    from lxml import etree  # type: ignore[import-untyped]  # noqa: PLC0415 - slow to load

    broken = f"«{name}» hỏng, hoặc không phải tệp Excel (.xlsx)"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            found = (_PART.fullmatch(part) for part in book.namelist())
            sheets = [(int(part[1]), part[0]) for part in found if part]
            if not sheets:
                raise ListError(broken)
            return list(_sheet(_part(book, min(sheets)[1]), _shared(book)))
    except (zipfile.BadZipFile, etree.XMLSyntaxError, LookupError, ValueError, OSError) as error:
        raise ListError(broken) from error
    except NotImplementedError as error:  # a way of packing that nobody uses
        raise ListError(broken) from error
    except RuntimeError as error:
        words = f"«{name}» có mật khẩu; hãy lưu lại không có mật khẩu"
        raise ListError(words) from error


def _part(book: zipfile.ZipFile, name: str) -> bytes:
    """A part of a workbook, in as much as a list can be."""
    with book.open(name) as opened:
        data = opened.read(_MOST_UNPACKED + 1)
    if len(data) > _MOST_UNPACKED:
        words = "tệp Excel lớn quá cho một danh sách"
        raise ListError(words)
    return data


def _shared(book: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in book.namelist():
        return []
    tree = _parsed(_part(book, "xl/sharedStrings.xml"))
    return [_words(one) for one in tree.iter(f"{_SHEET}si")]


def _parsed(data: bytes) -> Any:  # noqa: ANN401 - an element of lxml
    from lxml import etree  # noqa: PLC0415 - as above

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(data, parser)


def _words(element: Any) -> str:  # noqa: ANN401 - as above
    """The text of a cell, without how it is pronounced."""
    return "".join(
        text.text or ""
        for text in element.iter(f"{_SHEET}t")
        if text.getparent().tag != f"{_SHEET}rPh"
    )


def _sheet(data: bytes, shared: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    for count, row in enumerate(_parsed(data).iter(f"{_SHEET}row"), 1):
        cells: dict[int, str] = {}
        for at, cell in enumerate(row.iter(f"{_SHEET}c")):
            place = re.match("[A-Z]{1,3}", cell.get("r", ""))
            cells[_column(place[0]) if place else at] = _value(cell, shared)
        width = min(max(cells, default=-1) + 1, _WIDEST)
        yield int(row.get("r") or count), [cells.get(at, "") for at in range(width)]


def _column(letters: str) -> int:
    """``A`` is 0, ``AA`` is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _value(cell: Any, shared: Sequence[str]) -> str:  # noqa: ANN401 - as above
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _words(cell)
    value = cell.findtext(f"{_SHEET}v") or ""
    if kind == "s":
        return shared[int(value)] if value and int(value) < len(shared) else ""
    if kind == "n" and _SERIAL.fullmatch(value):  # a day
        return (_EPOCH + timedelta(days=int(float(value)))).isoformat()
    return value

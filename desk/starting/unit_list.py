"""Lists of units, departments or authors out of a file: ``.csv``, ``.txt`` or ``.xlsx``."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct

from desk.starting.workbook import ListError, read_workbook
from plugins.lines import decode
from plugins.on_disk import as_on_disk, why_unreadable
from plugins.plain_file import read_plain
from plugins.vietnamese import fold, squeeze

ENDINGS: Final = (".csv", ".tsv", ".txt", ".xlsx")
_LARGEST = 5_000_000
_MOST_ROWS = 5_000

_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("ten", "ten don vi", "don vi", "name", "ho ten", "ho va ten", "ten phong", "phong"),
    "parent": ("cap tren", "truc thuoc", "don vi cap tren", "parent"),
    "from": ("tu ngay", "ngay bat dau", "hoat dong tu", "tu", "from"),
    "level": ("cap", "level"),
    "unit": ("thuoc don vi", "unit"),
    "department": ("thuoc phong", "department"),
    "note": ("ghi chu", "note"),
}
"""How a column may be headed, without marks."""


class Row(Struct, frozen=True, kw_only=True):
    """One row of a list, and where it stands."""

    path: str
    line: int
    said: Mapping[str, str]


def is_file_name(text: str) -> bool:
    """Whether ``text`` names a file that may hold a list."""
    return text.strip().lower().endswith(ENDINGS)


def read(folder: Path, name: str) -> tuple[Row, ...]:
    """The rows of the file ``name``, from ``folder``. Raises ListError."""
    name = name.strip()
    file = as_on_disk(folder / Path(name).expanduser())
    try:
        data = read_plain(file, _LARGEST + 1)
    except FileNotFoundError:
        words = f"không có tệp «{name}» ({file})"
        raise ListError(words) from None
    except OSError as error:
        words = f"«{name}»: {why_unreadable(error)}"
        raise ListError(words) from None
    if len(data) > _LARGEST:
        words = f"«{name}» lớn quá cho một danh sách"
        raise ListError(words)
    cells = read_workbook(data, name) if data.startswith(b"PK") else _text(data, name)
    return tuple(_rows(name, cells))


def pasted(text: str) -> tuple[Row, ...]:
    """The rows of a list that was pasted: a name a line, or columns out of a spreadsheet."""
    return tuple(_rows("", _columns(text)))


def _text(data: bytes, name: str) -> Iterator[tuple[int, list[str]]]:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        words = (
            f"«{name}» là tệp Excel đời cũ hoặc có mật khẩu; trong Excel chọn Save As → "
            "Excel Workbook (.xlsx), bỏ mật khẩu"
        )
        raise ListError(words)
    decoded = decode(data)
    if decoded.fault:
        words = f"«{name}»: {decoded.fault}; trong Excel: Save As → CSV UTF-8, hoặc lưu thành .xlsx"
        raise ListError(words)
    return _columns(decoded.text)


def _columns(text: str) -> Iterator[tuple[int, list[str]]]:
    """Number and cells of each row; by tabs, else semicolons, else commas, as the first row has."""
    first = next((row for row in text.splitlines() if row.strip()), "")
    between = next((mark for mark in "\t;," if mark in first), "\t")
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=between, strict=True)
        done = 1
        for cells in reader:
            yield done, cells
            done = reader.line_num + 1
    except csv.Error as error:
        words = f"dòng {done} có dấu ngoặc kép mở mà không đóng"
        raise ListError(words) from error


def _rows(path: str, cells: Iterable[tuple[int, list[str]]]) -> Iterator[Row]:
    heads: list[str] = []
    for count, (line, values) in enumerate(cells):
        if count > _MOST_ROWS:
            words = f"«{path}» có hơn {_MOST_ROWS} dòng"
            raise ListError(words)
        row = [squeeze(value) for value in values]
        if not any(row):
            continue
        if not heads:
            heads = _heads(row)
            if heads:
                continue
            heads = ["name" if at == _first_words(row) else "" for at in range(len(row))]
        said = {key: value for key, value in zip(heads, row, strict=False) if key and value}
        if said:
            yield Row(path=path, line=line, said=said)


def _heads(row: Sequence[str]) -> list[str]:
    """Which key each column is; none when this is no row of headings."""
    found: list[str] = []
    for cell in row:
        word = fold(cell).strip(" :.")
        key = next((key for key, words in _WORDS.items() if word in words), "")
        found.append("" if key in found else key)
    return found if "name" in found else []


def _first_words(row: Sequence[str]) -> int:
    """The first cell that holds more than a number: before it there is but a running number."""
    return next((at for at, cell in enumerate(row) if any(map(str.isalpha, cell))), 0)

"""Sheets of very many rows: read without a tree of them, and what is too large is told as such."""

from __future__ import annotations

import pytest

from plugins.attachments import faults, trees
from plugins.attachments.examining import examine
from tests.support.attachment_files import office_parts, zipped

SHEET = "xl/worksheets/sheet1.xml"
PATH = "tep/2024/so-theo-doi.xlsx"
END = "</sheetData></worksheet>"


def table(rows: int, *, hidden: int = 0, remark: str = "", end: str = END) -> bytes:
    """A workbook of one sheet with ``rows`` of two cells, A and C, and a hidden column."""
    said = "".join(
        f'<row r="{at}"><c r="A{at}"><v>{at}</v></c><c r="C{at}"><v>1</v></c></row>'
        for at in range(1, rows + 1)
    )
    column = f'<cols><col min="{hidden}" max="{hidden}" hidden="1"/></cols>' if hidden else ""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    text = f'<worksheet xmlns="{space}">{remark}{column}<sheetData>{said}{end}'
    return zipped({**office_parts("xlsx"), SHEET: text})


def messages_of(data: bytes) -> list[str]:
    """What an officer reads of it."""
    return [one.message for one in examine(PATH, data)[1]]


@pytest.fixture
def few_tags(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tree may have few tags."""
    monkeypatch.setattr(trees, "MOST_TAGS", 2_000)


@pytest.mark.usefixtures("few_tags")
@pytest.mark.parametrize(
    ("hidden", "says"), [(0, []), (2, []), (3, [faults.hidden_cells(["sheet1.xml"])])]
)
def test_a_long_sheet_is_read_whatever_it_hides(hidden: int, says: list[str]) -> None:
    assert messages_of(table(1_000, hidden=hidden)) == says


@pytest.mark.usefixtures("few_tags")
def test_what_is_too_large_for_a_tree_is_told_as_such_and_not_as_damaged() -> None:
    assert messages_of(table(1_000, remark="<!-- của ai -->")) == [faults.LARGE]
    assert messages_of(table(100, remark="<!-- của ai -->")) == []


def test_a_sheet_that_breaks_off_is_damaged() -> None:
    assert messages_of(table(100, hidden=2, end="")) == [faults.BROKEN]

"""What attachments tell of somebody's machine is in no copy; what runs, or calls, is refused."""

from __future__ import annotations

import io
import struct
import zipfile

import pikepdf
import pytest

from plugins.attachments import faults
from plugins.attachments.examining import examine
from tests.support.attachment_files import (
    WHERE,
    WHO,
    action,
    all_words,
    odf,
    office,
    old_excel,
    pdf,
    record,
    sheet,
    word,
    workbook,
)

RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"


def links(kind: str, target: str, *, outside: bool = True) -> str:
    mode = ' TargetMode="External"' if outside else ""
    return (
        f'<Relationships xmlns="{LINKS}"><Relationship Id="rId7" Type="{RELATED}/{kind}" '
        f'Target="{target}"{mode}/></Relationships>'
    )


def copy_of(name: str, data: bytes) -> bytes:
    spec, problems, copy = examine(f"tep/2021/{name}", data)
    assert spec is not None, problems
    return copy


def part(copy: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(copy)).read(name).decode()


def test_a_sheet_keeps_its_page_and_says_nothing_of_the_printer() -> None:
    page = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        f'xmlns:r="{RELATED}"><sheetData/><pageSetup paperSize="9" r:id="rId7"/></worksheet>'
    )
    printer = links("printerSettings", "../printerSettings/printerSettings1.bin", outside=False)
    parts: dict[str, str | bytes] = {
        "xl__worksheets__sheet1.xml": page,
        "xl__worksheets___rels__sheet1.xml.rels": printer,
        "xl__printerSettings__printerSettings1.bin": WHERE.encode("utf-16-le"),
    }
    data = office("xlsx", workbook('<sheet name="A"/>'), **parts)
    copy = copy_of("a.xlsx", data)
    assert WHERE not in all_words(copy)
    assert "printer" not in " ".join(zipfile.ZipFile(io.BytesIO(copy)).namelist())
    shown = part(copy, "xl/worksheets/sheet1.xml")
    assert 'paperSize="9"' in shown
    assert "rId7" not in shown
    assert "rId7" not in part(copy, "xl/worksheets/_rels/sheet1.xml.rels")


def test_a_link_to_another_workbook_keeps_its_name_alone() -> None:
    name = "xl/externalLinks/_rels/externalLink1.xml.rels"
    for target in (f"file:///C:/Users/{WHERE}/so-lieu.xlsx", f"\\\\{WHERE}\\chung\\so-lieu.xlsx"):
        outside = {name.replace("/", "__"): links("externalLinkPath", target)}
        copy = copy_of("a.xlsx", office("xlsx", workbook('<sheet name="A"/>'), **outside))
        assert WHERE not in all_words(copy)
        assert 'Target="so-lieu.xlsx"' in part(copy, name)


def test_what_programs_keep_in_a_word_file_is_taken_out() -> None:
    settings = (
        '<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f'<w:docVars><w:docVar w:name="nguoi" w:val="{WHO}"/></w:docVars><w:zoom/></w:settings>'
    )
    copy = copy_of("a.docx", office("docx", "", **{"word__settings.xml": settings}))
    assert WHO not in all_words(copy)
    assert "zoom" in part(copy, "word/settings.xml")


@pytest.mark.parametrize("folder", ["word", "word/glossary"])
def test_the_table_that_letters_were_merged_with_is_forgotten(folder: str) -> None:
    settings = (
        '<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        f'xmlns:r="{RELATED}"><w:mailMerge><w:connectString w:val="C:\\{WHERE}\\a.mdb"/>'
        '<w:dataSource r:id="rId7"/></w:mailMerge><w:zoom/></w:settings>'
    )
    there = links("mailMergeSource", f"file:///C:/{WHERE}/a.mdb")
    parts: dict[str, str | bytes] = {
        f"{folder}/settings.xml": settings,
        f"{folder}/_rels/settings.xml.rels": there,
    }
    data = office("docx", "", **{name.replace("/", "__"): said for name, said in parts.items()})
    copy = copy_of("a.docx", data)
    assert WHERE not in all_words(copy)
    assert "zoom" in part(copy, f"{folder}/settings.xml")


def test_the_path_of_a_workbook_goes_in_whatever_order_it_is_written() -> None:
    book = workbook('<sheet name="A"/>').replace("absPath url", 'absPath a="b" url')
    assert WHERE not in all_words(copy_of("a.xlsx", office("xlsx", book)))


def test_a_link_of_a_pdf_to_another_file_keeps_its_name_alone() -> None:
    there = f"C:\\Users\\{WHERE}\\ke-hoach.pdf"
    for file in (there, pikepdf.Dictionary(Type=pikepdf.Name("/Filespec"), F=there, UF=there)):
        data = pdf(change=action(S=pikepdf.Name("/GoToR"), F=file))
        copy = copy_of("a.pdf", data)
        assert WHERE not in all_words(copy)
        assert b"ke-hoach.pdf" in copy


REFUSED = {
    "cut-field.docx": (
        word(
            '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>D</w:instrText>'
            "</w:r><w:r><w:instrText>DEAUTO c:\\x</w:instrText></w:r></w:p>"
        ),
        faults.FETCHES,
    ),
    "web-picture.docx": (
        office(
            "docx", "", **{"word___rels__document.xml.rels": links("image", "http://a.example/1")}
        ),
        faults.FETCHES,
    ),
    "connected.xlsx": (
        office("xlsx", workbook('<sheet name="A"/>'), **{"xl__connections.xml": "<connections/>"}),
        faults.CONNECTED,
    ),
    "html-chunk.docx": (
        office(
            "docx", "", **{"word___rels__document.xml.rels": links("aFChunk", "http://a.example/1")}
        ),
        faults.FETCHES,
    ),
    "listener.odt": (
        odf("text", "<o xmlns:script='s'><script:event-listener script:language='x'/></o>"),
        faults.MACROS,
    ),
    "linked.odt": (odf("text", "<o xmlns:text='t'><text:dde-connection/></o>"), faults.FETCHES),
    "picture.odt": (
        odf(
            "text",
            "<o xmlns:draw='d' xmlns:xlink='l'><draw:image xlink:href='http://a.example/1'/></o>",
        ),
        faults.FETCHES,
    ),
    "other.ods": (
        odf(
            "spreadsheet",
            "<o xmlns:table='d' xmlns:xlink='l'><table:table-source xlink:href='file:///C:/a'/></o>",
        ),
        faults.FETCHES,
    ),
    "script-link.pdf": (
        pdf(change=action(S=pikepdf.Name("/URI"), URI="JavaScript:app.alert(1)")),
        faults.SCRIPT,
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_runs_or_calls_when_it_is_opened_is_refused(name: str) -> None:
    data, words = REFUSED[name]
    spec, problems, copy = examine(f"tep/2021/{name}", data)
    assert (spec, copy) == (None, b"")
    assert words in [problem.message for problem in problems]


def test_plain_links_and_fields_are_nothing_to_refuse() -> None:
    fields = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://'
        'a.example/" </w:instrText></w:r><w:r><w:instrText> \\* DDE </w:instrText></w:r></w:p>'
    )
    links_out = {"word___rels__document.xml.rels": links("hyperlink", "https://a.example/")}
    own = "<draw:image xlink:href='Pictures/1.png'/><text:a xlink:href='https://a.example/'/>"
    assert copy_of(
        "d.odt", odf("text", f"<o xmlns:draw='d' xmlns:xlink='l' xmlns:text='t'>{own}</o>")
    )
    assert copy_of("a.docx", word(fields))
    assert copy_of("b.docx", office("docx", "", **links_out))
    assert copy_of("c.pdf", pdf(change=action(S=pikepdf.Name("/URI"), URI="https://a.example/js")))


def row(*, hidden: bool, cells: int = 1) -> bytes:
    """The record of a row of an old workbook."""
    return record(0x208, struct.pack("<6HL", 0, 0, cells, 0, 0, 0, 0x20 if hidden else 0))


def columns(first: int, last: int, *, hidden: bool) -> bytes:
    return record(0x7D, struct.pack("<6H", first, last, 2000, 0, int(hidden), 0))


def cell(column: int) -> bytes:
    return record(0x203, struct.pack("<3Hd", 0, column, 0, 1.0))


def old_sheet(*records: bytes) -> bytes:
    """An old workbook with one sheet, which says where it begins."""
    one = old_excel(sheet("Luong"), record(0x809, bytes(16)), *records)
    at = one.index(record(0x809, bytes(16)), one.index(b"Luong"))
    began = at - one.index(record(0x809, bytes(16)))
    return one.replace(
        sheet("Luong"), record(0x85, struct.pack("<LBBBB", began, 0, 0, 5, 0) + b"Luong")
    )


def sheet_of(*rows: str, columns: str = "") -> bytes:
    """A sheet of OpenDocument."""
    return odf(
        "spreadsheet",
        '<office:d xmlns:office="o" xmlns:text="t" xmlns:table="b"><table:table '
        f'table:name="Luong">{columns}{"".join(rows)}</table:table></office:d>',
    )


CELL = "<table:table-cell><text:p>1</text:p></table:table-cell>"
EMPTY = '<table:table-cell table:number-columns-repeated="2"/>'
TOLD = [faults.hidden_cells(["Luong"])]
FOLDED = 'table:visibility="collapse"'


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.xls", old_sheet(row(hidden=True)), TOLD),
        ("b.xls", old_sheet(row(hidden=True, cells=0)), []),
        ("c.xls", old_sheet(row(hidden=False), cell(0)), []),
        ("d.xls", old_sheet(columns(1, 2, hidden=True), cell(2)), TOLD),
        ("e.xls", old_sheet(columns(1, 255, hidden=True), cell(0)), []),
        ("a.ods", sheet_of(f"<table:table-row {FOLDED}>{CELL}</table:table-row>"), TOLD),
        ("b.ods", sheet_of(f"<table:table-row {FOLDED}>{EMPTY}</table:table-row>"), []),
        (
            "c.ods",
            sheet_of(
                f"<table:table-row>{EMPTY}{CELL}</table:table-row>",
                columns='<table:table-column table:number-columns-repeated="2"/>'
                f"<table:table-column {FOLDED}/>",
            ),
            TOLD,
        ),
        (
            "d.ods",
            sheet_of(
                f"<table:table-row>{CELL}</table:table-row>",
                columns="<table:table-column/>"
                f'<table:table-column {FOLDED} table:number-columns-repeated="16000"/>',
            ),
            [],
        ),
    ],
)
def test_hidden_rows_and_columns_that_hold_something_are_told(
    name: str, data: bytes, told: list[str]
) -> None:
    spec, problems, _ = examine(f"tep/2021/{name}", data)
    assert spec is not None
    said = [problem.message for problem in problems]
    assert said == told

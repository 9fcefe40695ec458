"""What an officer is told of an attachment: whom it names, and what in it nobody sees at first."""

from __future__ import annotations

import json
from pathlib import Path

import pikepdf
import pytest

from desk.terminal.inspect_command import inspect
from plugins.attachments import faults
from plugins.attachments.describing import describe
from plugins.attachments.examining import examine
from tests.support.attachment_files import (
    WHERE,
    WHO,
    WHOM,
    action,
    all_words,
    compound,
    odf,
    office,
    old_excel,
    old_word,
    pdf,
    sheet,
    signed,
    word,
    workbook,
)
from tests.support.posts import write_agency

# --- whom it names -------------------------------------------------------------------------

WRITER = f"người soạn: {WHO}"
NAMED = {
    "a.docx": (office(), [WRITER, f"người sửa cuối: {WHERE}", f"cơ quan: {WHOM}"]),
    "a.xlsx": (office("xlsx"), [WRITER, f"người sửa cuối: {WHERE}", f"cơ quan: {WHOM}"]),
    "a.odt": (odf(), [f"người sửa cuối: {WHO}"]),
    "a.doc": (old_word(), [WRITER]),
    "a.xls": (old_excel(sheet("A")), [WRITER]),
    "a.pdf": (pdf(), [WRITER, f"phần mềm: {WHERE}", "thông tin mô tả (XMP)"]),
}
DATES = (
    "<p:coreProperties xmlns:p='p' xmlns:d='d'><d:created>2021-03-02T01:00:00Z</d:created>"
    "</p:coreProperties>"
)
OWN = "<Properties><property name='Số lưu'><v>12 của Tâm</v></property></Properties>"


@pytest.mark.parametrize("name", NAMED)
def test_what_a_file_says_of_people_is_told_and_nothing_of_its_copy(name: str) -> None:
    data, said = NAMED[name]
    found = describe(data)
    assert [one for one in found if one in said] == said
    _, _, copy = examine(f"tep/2021/{name}", data)
    assert describe(copy) == ()


def test_the_template_the_photos_days_and_what_somebody_added_are_told_too() -> None:
    found = describe(
        office("docx", "", **{"docProps__core.xml": DATES, "docProps__custom.xml": OWN})
    )
    assert f"tệp mẫu trên máy người soạn: file:///C:/{WHERE}/Normal.dotm" in found
    assert any("1 ảnh" in one for one in found)
    assert "ngày soạn: 2/3/2021" in found
    assert "mục tự đặt: Số lưu = 12 của Tâm" in found


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"x",
        office()[:300],
        pdf()[:90],
        old_word()[:700],
        compound({"\x05SummaryInformation": b"x"}),
    ],
)
def test_of_a_file_that_is_not_whole_nothing_is_told(data: bytes) -> None:
    assert describe(data) == ()


POST = """---
title: "Kế hoạch của VKSND huyện An Khê"
date: 2021-03-15 08:19
author: Việt Hưng
units: [VKSND huyện An Khê]
---

Toàn văn: [Kế hoạch](tep/2021/a.docx), [bản ký](tep/2021/b.pdf), [phụ lục](tep/2021/khong-co.pdf).
"""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NEWSROOM_NOW", "2026-06-01 08:00")
    write_agency(tmp_path / "content")
    for name, data in {
        "tin-hoat-dong/2021/a.md": POST.encode(),
        "tep/2021/a.docx": office(),
        "tep/2021/b.pdf": pdf(2, change=signed),
        "tep/2021/macro.docx": office("docx", "", **{"word__vbaProject.bin": b"x"}),
    }.items():
        (tmp_path / "content" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "content" / name).write_bytes(data)
    return tmp_path


def test_inspecting_a_post_tells_its_attachments(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = desk / "content/tin-hoat-dong/2021/a.md"
    assert inspect(desk, file=file, json=True) == 0
    seen = json.loads(capsys.readouterr().out)
    first, second = seen["attachments"]
    assert (first["path"], first["kind"], first["pages"]) == ("tep/2021/a.docx", "Word", 0)
    assert first["taken_out"]
    assert WRITER in first["says"]
    assert (second["pages"], second["taken_out"]) == (2, False)
    assert any("khong-co.pdf" in one for one in seen["warnings"])
    assert inspect(desk, file=file) == 0
    shown = capsys.readouterr().out
    assert "tep/2021/b.pdf (PDF, " in shown
    assert f"tệp gốc ghi {WRITER}" in shown
    assert "độc giả nhận bản sao không có những điều ấy" in shown
    assert "đăng nguyên vẹn" in shown


def test_inspecting_an_attachment_tells_of_it_alone_and_why_it_is_refused(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert inspect(desk, file=Path("tep/2021/macro.docx")) == 0
    shown = capsys.readouterr().out
    assert WRITER in shown
    assert faults.MACROS in shown


# --- what nobody sees at first -------------------------------------------------------------

HIDDEN = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>"
NOT_HIDDEN = HIDDEN.replace("vanish", "vanish w:val='0'")
STYLED = "<w:p><w:pPr><w:pStyle w:val='Con'/></w:pPr><w:r><w:t>ẩn</w:t></w:r></w:p>"
W = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"
STYLES = (
    f"<w:styles {W}><w:style w:styleId='An'><w:rPr><w:vanish/></w:rPr></w:style>"
    "<w:style w:styleId='Con'><w:basedOn w:val='An'/></w:style>"
    "<w:style w:styleId='Hien'><w:basedOn w:val='An'/>"
    "<w:rPr><w:vanish w:val='0'/></w:rPr></w:style></w:styles>"
)
LINKS = '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>'
BOOK = workbook('<sheet xmlns:r="r" name="Lương" r:id="r1"/>')


def cells(inner: str) -> bytes:
    return office(
        "xlsx",
        BOOK,
        **{
            "xl__worksheets__sheet1.xml": f"<worksheet>{inner}</worksheet>",
            "xl___rels__workbook.xml.rels": LINKS,
        },
    )


def slide(show: str) -> bytes:
    return office("pptx", "<p/>", **{"ppt__slides__slide1.xml": f"<sld{show}/>"})


def odt(inner: str) -> bytes:
    return odf(
        "text",
        '<office:d xmlns:office="o" xmlns:style="s" xmlns:text="t"><style:style style:name="T1">'
        f'<style:text-properties text:display="none"/></style:style>{inner}</office:d>',
    )


TOLD = {
    "run.docx": (word(f"<w:p>{HIDDEN}{HIDDEN}</w:p>"), "2 đoạn chữ ẩn"),
    "header.docx": (
        office("docx", "", **{"word__header1.xml": f"<w:hdr {W}><w:p>{HIDDEN}</w:p></w:hdr>"}),
        "1 đoạn chữ ẩn",
    ),
    "style.docx": (
        office(
            "docx",
            f"<w:document {W}><w:body>{STYLED}</w:body></w:document>",
            **{"word__styles.xml": STYLES},
        ),
        "1 đoạn chữ ẩn",
    ),
    "row.xlsx": (
        cells('<sheetData><row hidden="1"><c r="A1"><v>1</v></c></row></sheetData>'),
        "ẩn ở trang «Lương»",
    ),
    "column.xlsx": (
        cells(
            '<cols><col min="2" max="3" hidden="1"/></cols>'
            '<sheetData><row><c r="C1"><v>1</v></c></row></sheetData>'
        ),
        "ẩn ở trang «Lương»",
    ),
    "slide.pptx": (slide(' show="0"'), "1 trang ẩn"),
    "span.odt": (odt('<text:p>a<text:span text:style-name="T1">ẩn</text:span></text:p>'), "1 đoạn"),
    "section.odt": (odt('<text:section text:display="none">ẩn</text:section>'), "1 đoạn"),
    "field.odt": (odt('<text:hidden-text text:string-value="ẩn"/>'), "1 đoạn"),
}
SILENT = {
    "shown.docx": word(f"<w:p>{NOT_HIDDEN}</w:p>"),
    "empty.docx": word("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t> </w:t></w:r></w:p>"),
    "mark.docx": word(
        "<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>"
    ),
    "unused.docx": office("docx", "", **{"word__styles.xml": STYLES}),
    "style-shown.docx": office(
        "docx",
        f"<w:document {W}><w:body>{STYLED.replace('Con', 'Hien')}</w:body></w:document>",
        **{"word__styles.xml": STYLES},
    ),
    "beyond.xlsx": cells(
        '<cols><col min="8" max="16384" hidden="1"/></cols>'
        '<sheetData><row hidden="1"><c r="A1"/></row><row><c r="A2"><v>1</v></c></row></sheetData>'
    ),
    "shown.pptx": slide(' show="1"'),
    "shown.odt": odt("<text:p>a</text:p>"),
}


@pytest.mark.parametrize("name", TOLD)
def test_what_a_file_hides_is_told_and_stops_nothing(name: str) -> None:
    data, words = TOLD[name]
    spec, (told,), copy = examine(f"tep/2021/{name}", data)
    assert spec is not None
    assert told.severity == "advice"
    assert words in told.message
    assert WHO not in all_words(copy)


@pytest.mark.parametrize("name", SILENT)
def test_of_what_hides_nothing_nothing_is_told(name: str) -> None:
    assert examine(f"tep/2021/{name}", SILENT[name])[1] == ()


@pytest.mark.parametrize("does", ["/SubmitForm", "/ImportData", "/GoToE"])
def test_a_pdf_that_sends_or_fetches_is_refused(does: str) -> None:
    data = pdf(change=action(S=pikepdf.Name(does), F="http://thu.example/nhan"))
    spec, (told,), copy = examine("tep/2021/a.pdf", data)
    assert spec is None
    assert copy == b""
    assert told.message == faults.SENDS


def test_a_pdf_that_leads_to_a_page_of_its_own_or_the_web_is_published() -> None:
    data = pdf(change=action(S=pikepdf.Name("/URI"), URI="https://vks.example/"))
    assert examine("tep/2021/a.pdf", data)[1] == ()

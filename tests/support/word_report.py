"""A report as it comes from an office: letterhead, picture, table, and what nobody should read."""

from __future__ import annotations

import base64
import html
import io
from collections.abc import Iterator

from docx import Document
from docx.document import Document as DocumentFile
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.table import Table
from docx.text.paragraph import Paragraph

from tests.support.word_files import NAMESPACES, Report

TITLE = "Tập huấn số hóa hồ sơ kiểm sát cho hai đơn vị"
HIDDEN = " (Hưng hỏi lại số này trước khi gửi.)"
STRUCK = ", nhóm chậm phải ở lại buổi tối"


def report(photo: bytes) -> bytes:
    """The file, with ``photo`` in it."""
    made = Report()
    made.document.styles["Normal"].font.name = "Times New Roman"
    made.letterhead(
        "VKSND TỈNH THÁI BÌNH", "PHÒNG 15", number="96/BC-P15",
        day="Thái Bình, ngày 28 tháng 11 năm 2024",
    )  # fmt: skip
    made.line(TITLE, bold=True, middle=True)
    made.line(
        "Ngày 26 và 27/11/2024, Phòng 15 VKSND tỉnh Thái Bình tập huấn số hóa hồ sơ cho công chức "
        "VKSND huyện Hưng Hà và VKSND huyện Vũ Thư, theo Kế hoạch số 41/KH-VKSTB ngày 04/11/2024."
    )
    paragraph = made.document.add_paragraph("Mỗi đơn vị chia hai nhóm")
    paragraph._p.append(_struck(STRUCK))
    paragraph.add_run(", thực hành quét, đặt tên tệp và nhập sổ ngay trên máy của mình.")
    paragraph.add_run(HIDDEN).font.hidden = True
    made.document.add_picture(io.BytesIO(photo), width=Cm(9))
    made.line("Ảnh: Thu Hương")
    made.line("Kết quả hai ngày:")
    _table(
        made.document,
        ("Đơn vị", "Học viên", "Hồ sơ đã quét"),
        ("VKSND huyện Hưng Hà", "14", "326"),
        ("VKSND huyện Vũ Thư", "11", "281"),
    )
    made.line("Trong tháng 12, hai đơn vị tự rà soát và gửi Phòng 15 những hồ sơ quét chưa rõ.")
    made.columns(
        ["Nơi nhận:", "- Lãnh đạo Viện;", "- Lưu: P15."], ["NGƯỜI BÁO CÁO", "", "Việt Hưng"]
    )
    return made.saved()


def sheet(data: bytes) -> str:
    """The file as an officer sees it in Word with its marks on: HTML of one sheet of paper."""
    document = Document(io.BytesIO(data))
    return "".join(_shown(one, document) for one in document.iter_inner_content())


def _struck(text: str) -> object:
    return parse_xml(
        f'<w:del {NAMESPACES} w:id="1" w:author="Phòng 15" w:date="2024-11-28T08:00:00Z">'
        f"<w:r><w:delText>{text}</w:delText></w:r></w:del>"
    )


def _table(document: DocumentFile, *rows: tuple[str, ...]) -> None:
    table = document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text


def _shown(one: Paragraph | Table, document: DocumentFile) -> str:
    if isinstance(one, Paragraph):
        middle = ' class="middle"' if one.alignment else ""
        return f"<p{middle}>{''.join(_pieces(one, document))}</p>"
    ruled = ' class="ruled"' if one.style is not None and one.style.name == "Table Grid" else ""
    rows = (
        "".join(
            f"<td>{''.join(_shown(inner, document) for inner in cell.iter_inner_content())}</td>"
            for cell in row.cells
        )
        for row in one.rows
    )
    return f"<table{ruled}>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def _pieces(one: Paragraph, document: DocumentFile) -> Iterator[str]:
    for child in one._p:
        for blip in child.iter(qn("a:blip")):
            photo = document.part.related_parts[blip.get(qn("r:embed"))].blob
            yield f'<img src="data:image/jpeg;base64,{base64.b64encode(photo).decode()}">'
        words = html.escape("".join(t.text for t in child.iter(qn("w:t"), qn("w:delText"))))
        marks = {"del": [qn("w:del")], "u": [qn("w:vanish")], "b": [qn("w:b")]}
        mark = next(
            (name for name, tags in marks.items() if next(child.iter(*tags), None) is not None), ""
        )
        yield f"<{mark}>{words}</{mark}>" if mark else words

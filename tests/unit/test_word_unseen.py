"""Nothing that a reader of the pages does not see comes out of a Word file, in no byte."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from docx import Document
from PIL import Image

from desk.importers.blocks import markdown
from desk.importers.word_article import word_article
from desk.terminal.import_command import import_file
from plugins.vietnamese import VIETNAM
from tests.support.posts import write_agency
from tests.support.word_files import p, part, picture_bytes, r, xml_file

NOW = datetime(2026, 6, 1, 8, 0, tzinfo=VIETNAM)
CANARY = "chimyen"
TITLE = p("Hội nghị sơ kết quý II")
BODY = p("Sáng nay, VKSND huyện An Khê tổ chức hội nghị.")
BY = p("Việt Hưng")
HIDDEN = "<w:vanish/>"


def style(kind: str, name: str, inner: str) -> str:
    return f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{name}"/>{inner}</w:style>'


STYLES = part(
    "styles",
    style("character", "AnChu", f"<w:rPr>{HIDDEN}</w:rPr>")
    + style("character", "AnCon", '<w:basedOn w:val="AnChu"/>')
    + style("paragraph", "AnDoan", f"<w:rPr>{HIDDEN}</w:rPr>")
    + style("table", "AnBang", f"<w:rPr>{HIDDEN}</w:rPr>")
    + style("paragraph", "TOC1", "").replace('w:val="TOC1"', 'w:val="toc 1"'),
)
BOX = (
    '<w:r>{dress}<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor>'
    '<wp:docPr id="1" name="x"{hidden}/><a:graphic><a:graphicData><wps:wsp><wps:txbx>'
    "<w:txbxContent>{text}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic>"
    "</wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>"
    "<w:txbxContent>{text}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r>"
)
SHAPE = (
    '<w:p><w:r><w:pict><v:shape style="width:9pt;{style}"><v:textbox><w:txbxContent>'
    + p(CANARY)
    + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
)
CELL = f"<w:tr><w:tc>{p(CANARY)}</w:tc></w:tr>"
PROMPT = f"<w:sdtContent>{p(CANARY)}</w:sdtContent>"
FIELD = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>"

UNSEEN = {
    "hidden run": (p("Thường ", r(CANARY, HIDDEN)), "đoạn chữ ẩn"),
    "hidden by character style": (p(r(CANARY, '<w:rStyle w:val="AnChu"/>')), "đoạn chữ ẩn"),
    "hidden by a style's base": (p(r(CANARY, '<w:rStyle w:val="AnCon"/>')), "đoạn chữ ẩn"),
    "hidden by paragraph style": (
        p(CANARY, settings='<w:pStyle w:val="AnDoan"/>'),
        "đoạn chữ ẩn",
    ),
    "hidden by table style": (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="AnBang"/></w:tblPr>{CELL}</w:tbl>',
        "đoạn chữ ẩn",
    ),
    "hidden row": (
        f"<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc>{p(CANARY)}</w:tc></w:tr></w:tbl>",
        "đoạn chữ ẩn",
    ),
    "white": (p(r(CANARY, '<w:color w:val="FFFFFF"/>')), "đoạn chữ trắng"),
    "tiny": (p(r(CANARY, '<w:sz w:val="2"/>')), "đoạn chữ trắng hoặc quá nhỏ"),
    "deleted": (
        p(f"<w:del><w:r><w:delText>{CANARY}</w:delText></w:r></w:del>", "còn lại"),
        "đoạn đã xóa",
    ),
    "deleted as text": (p(f"<w:del>{r(CANARY)}</w:del>"), "đoạn đã xóa"),
    "moved away": (p(f"<w:moveFrom>{r(CANARY)}</w:moveFrom>"), "đoạn đã xóa"),
    "deleted row": (
        f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{p(CANARY)}</w:tc></w:tr></w:tbl>",
        "đoạn đã xóa",
    ),
    "deleted cell": (
        f"<w:tbl><w:tr><w:tc><w:tcPr><w:cellDel/></w:tcPr>{p(CANARY)}</w:tc></w:tr></w:tbl>",
        "đoạn đã xóa",
    ),
    "hidden text box": (
        p(BOX.format(dress="", hidden=' hidden="1"', text=p(CANARY))),
        "đoạn chữ ẩn",
    ),
    "text box in a hidden run": (
        p(BOX.format(dress=f"<w:rPr>{HIDDEN}</w:rPr>", hidden="", text=p(CANARY))),
        "đoạn chữ ẩn",
    ),
    "shape that is not displayed": (SHAPE.format(style="display:none"), "đoạn chữ ẩn"),
    "hidden shape in a group": (
        SHAPE.format(style="visibility: hidden")
        .replace("<w:pict>", "<w:pict><v:group>", 1)
        .replace("</w:pict>", "</v:group></w:pict>"),
        "đoạn chữ ẩn",
    ),
    "hidden shape among drawn ones": (
        p(BOX.format(dress="", hidden="", text=p(CANARY))).replace(
            "<wps:wsp>", '<wps:wsp><wps:cNvPr id="2" name="y" hidden="1"/>'
        ),
        "đoạn chữ ẩn",
    ),
    "hidden formula": (
        p(f"<m:oMath><m:r><w:rPr>{HIDDEN}</w:rPr><m:t>{CANARY}</m:t></m:r></m:oMath>"),
        "công thức",
    ),
    "deleted formula": (
        p(f"<m:oMath><w:del><m:r><m:t>{CANARY}</m:t></m:r></w:del></m:oMath>"),
        "công thức",
    ),
    "hidden in a text box": (
        p(BOX.format(dress="", hidden="", text=p("hộp ", r(CANARY, HIDDEN)))),
        "đoạn chữ ẩn",
    ),
    "deleted text box": (
        p(f"<w:del>{BOX.format(dress='', hidden='', text=p(CANARY))}</w:del>"),
        "đoạn đã xóa",
    ),
    "prompt": (
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>{PROMPT}</w:sdt>",
        "ô điền sẵn",
    ),
    "field instruction": (
        p(
            FIELD.format("begin"),
            f"<w:r><w:instrText>IF 1 = 1 {CANARY}</w:instrText></w:r>",
            r(CANARY),
            FIELD.format("separate"),
            "kết quả",
            FIELD.format("end"),
        ),
        "",
    ),
    "contents": (p(CANARY, settings='<w:pStyle w:val="TOC1"/>'), "dòng mục lục"),
    "earlier settings": (
        p("Thường", settings=f"<w:pPrChange><w:pPr>{r(CANARY)}</w:pPr></w:pPrChange>"),
        "",
    ),
    "foreign part": ('<w:altChunk r:id="x"/>', "phần chèn từ tệp khác"),
    "unknown tag": (f"<w:moi><w:t>{CANARY}</w:t></w:moi>", ""),
    "unknown tag in a run": (p(f"<w:r><w:moi><w:t>{CANARY}</w:t></w:moi><w:t>x</w:t></w:r>"), ""),
}


@pytest.mark.parametrize("name", UNSEEN)
def test_what_is_not_seen_is_left_out_and_said(name: str) -> None:
    body, said = UNSEEN[name]
    article = word_article(xml_file(TITLE + BODY + body + BY, styles=STYLES))
    assert CANARY not in repr(article)
    assert article.title == "Hội nghị sơ kết quý II"
    assert "tổ chức hội nghị" in markdown(article.blocks)
    assert said in "; ".join(article.left_out)
    assert bool(said) == bool(article.left_out)


@pytest.mark.parametrize("shown", ["", '<w:vanish w:val="0"/>', '<w:color w:val="000000"/>'])
def test_what_is_seen_again_stays(shown: str) -> None:
    body = p(r("thấy được", f'<w:rStyle w:val="AnChu"/>{shown}'))
    article = word_article(xml_file(TITLE + BODY + body + BY, styles=STYLES))
    assert ("thấy được" in markdown(article.blocks)) == ("vanish" in shown)


def test_white_letters_on_a_dark_cell_are_seen() -> None:
    white = r("Đầu bảng", '<w:color w:val="FFFFFF"/><w:shd w:fill="C00000"/>')
    assert "Đầu bảng" in markdown(word_article(xml_file(TITLE + BODY + p(white) + BY)).blocks)


def test_remarks_edges_and_embedded_files_are_counted_and_not_read() -> None:
    article = word_article(
        xml_file(
            TITLE + BODY + BY,
            comments=part(
                "comments", f"<w:comment w:author='{CANARY}'>{p(CANARY)}</w:comment>" * 2
            ),
            header=part("hdr", p(CANARY)),
            footer=part("ftr", p(CANARY)),
            **{"word/embeddings/a.xlsx": CANARY.encode()},
        )
    )
    assert CANARY not in repr(article)
    said = "; ".join(article.left_out)
    for one in ("nhận xét (comment): 2", "đầu trang, chân trang: 2", "tệp nhúng trong bài: 1"):
        assert one in said


def test_tracked_insertions_are_in_and_said() -> None:
    body = p("Có ", f"<w:ins w:author='{CANARY}'>{r('thêm')}</w:ins>", " nữa")
    article = word_article(xml_file(TITLE + BODY + body + BY))
    assert "Có thêm nữa" in markdown(article.blocks)
    assert any("đã lấy 1 chỗ viết thêm" in note for note in article.notes)
    assert CANARY not in repr(article)


def test_no_canary_is_in_any_byte_that_is_written(tmp_path: Path) -> None:
    write_agency(tmp_path / "content")
    document = Document()
    document.add_paragraph("Hội nghị sơ kết quý II", style="Title")
    document.add_paragraph("15/3/2021 08:19")
    line = document.add_paragraph("Sáng nay, VKSND huyện An Khê họp. ")
    line.add_run(CANARY).font.hidden = True
    document.add_comment(line.runs, text=CANARY, author=CANARY)
    document.sections[0].header.paragraphs[0].text = CANARY
    photo = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = CANARY
    Image.open(io.BytesIO(picture_bytes())).save(photo, "JPEG", exif=exif, comment=CANARY.encode())
    photo.seek(0)
    document.add_picture(photo)
    document.add_paragraph("Quang cảnh hội nghị", style="Caption")
    document.add_paragraph("Việt Hưng")
    about = document.core_properties
    about.author = about.title = about.comments = about.keywords = CANARY
    file = tmp_path / "bai.docx"
    document.save(file)
    with zipfile.ZipFile(file) as archive:
        assert sum(CANARY.encode() in archive.read(name) for name in archive.namelist()) >= 4
    before = set(tmp_path.rglob("*"))

    assert import_file(tmp_path, file, now=NOW) == 0

    written = [one for one in set(tmp_path.rglob("*")) - before if one.is_file()]
    assert {one.suffix for one in written} >= {".md", ".jpg", ".docx"}
    assert [one for one in written if CANARY.encode() in one.read_bytes()] == []

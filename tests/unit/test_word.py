"""What a Word file becomes: headings, lists, tables, notes, links, pictures, and its frame."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from desk.importers.article_parts import OldArticle
from desk.importers.blocks import markdown
from desk.importers.imported_post import imported_post
from desk.importers.word_article import word_article
from desk.terminal.import_command import import_file
from plugins.posts import read_manuscript
from plugins.sections import ONE
from plugins.vietnamese import VIETNAM
from tests.support.posts import agency, write_agency
from tests.support.word_files import Report, p, part, picture_bytes, r, xml_file

NOW = datetime(2026, 6, 1, 8, 0, tzinfo=VIETNAM)
TITLE = p("Hội nghị sơ kết quý II")
LEAD = p("Sáng nay, VKSND huyện An Khê tổ chức hội nghị.")
BY = p("Việt Hưng")
NUMBERING = part(
    "numbering",
    '<w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>'
    '<w:lvlText w:val="%2)"/></w:lvl>'
    '</w:abstractNum><w:abstractNum w:abstractNumId="1">'
    '<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="+"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    + "".join(f'<w:num w:numId="{n + 1}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(3))
    + '<w:num w:numId="9"><w:abstractNumId w:val="0"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>',
)


def listed(text: str, number: int, level: int = 0) -> str:
    return p(
        text,
        settings=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>',
    )


def drawing(name: str, about: str = "", crop: str = "") -> str:
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="n"{about}/><a:graphic><a:graphicData>'
        f'<pic:pic><pic:blipFill><a:blip r:embed="{name}"/>{crop}</pic:blipFill></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def read(body: str, *links: tuple[str, str, str], **parts: str | bytes) -> OldArticle:
    return word_article(xml_file(TITLE + LEAD + body + BY, links, **parts))


def text_of(body: str, *links: tuple[str, str, str], **parts: str | bytes) -> str:
    """The body without lead and byline."""
    return markdown(read(body, *links, **parts).blocks[1:-1])


def cell(text: str, settings: str = "") -> str:
    return f"<w:tc><w:tcPr>{settings}</w:tcPr>{p(text) if text else '<w:p/>'}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


# --- the text ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (p("Có ", r("đậm", "<w:b/>"), " và ", r("nghiêng", "<w:i/>")), "Có **đậm** và *nghiêng*"),
        (p("Không ", r("đậm", '<w:b w:val="0"/>')), "Không đậm"),
        (p("m", r("2", '<w:vertAlign w:val="superscript"/>')), "m<sup>2</sup>"),
        (p(r("bỏ", "<w:strike/>"), " đi"), "<del>bỏ</del> đi"),
        (p("Trang một", '<w:r><w:br w:type="page"/></w:r>', "Trang hai"), "Trang một\n\nTrang hai"),
        (p("Dòng", "<w:r><w:br/></w:r>", "nối tiếp"), "Dòng nối tiếp"),
        (p("A", "<w:r><w:tab/></w:r>", "B"), "A B"),
        (p("A", "<w:r><w:noBreakHyphen/></w:r>", "B"), "A\u2011B"),
        (p("Chữ", "<w:r><w:softHyphen/></w:r>", "liền"), "Chữliền"),
        (p("*không* phải [dấu]"), r"\*không\* phải \[dấu\]"),
        (p("<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>"), "a+b"),
        (f"<w:sdt><w:sdtContent>{p('Trong khung')}</w:sdtContent></w:sdt>", "Trong khung"),
        (p("<w:smartTag>" + r("thẻ") + "</w:smartTag>"), "thẻ"),
    ],
)
def test_what_is_seen_is_kept(body: str, shown: str) -> None:
    assert text_of(body) == shown


def test_headings_are_kept_by_style_or_level() -> None:
    styles = part(
        "styles",
        '<w:style w:type="paragraph" w:styleId="u1"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="u2"><w:name w:val="Mục nhỏ"/>'
        '<w:basedOn w:val="u1"/></w:style>',
    )
    body = (
        p("Kết quả", settings='<w:pStyle w:val="u1"/>')
        + p("Đoạn.")
        + p("Riêng", settings='<w:pStyle w:val="u2"/>')
        + p("Đoạn.")
        + p("Nhỏ hơn", settings='<w:outlineLvl w:val="3"/>')
        + p("Đoạn.")
    )
    assert text_of(body, styles=styles) == (
        "## Kết quả\n\nĐoạn.\n\n## Riêng\n\nĐoạn.\n\n### Nhỏ hơn\n\nĐoạn."
    )


def test_numbers_go_on_start_anew_and_nest_as_word_shows_them() -> None:
    body = (
        listed("một", 1)
        + listed("một a", 1, 1)
        + listed("một b", 1, 1)
        + listed("hai", 1)
        + p("Xen giữa.")
        + listed("ba", 1)
        + listed("lại từ đầu", 9)
        + listed("gạch", 2)
        + listed("cộng", 2, 1)
        + listed("Phần", 3)
        + listed("Phần", 3)
    )
    assert text_of(body, numbering=NUMBERING).split("\n") == [
        "1. một", "", "a) một a", "", "b) một b", "", "2. hai", "", "Xen giữa.", "", "3. ba",
        "1. lại từ đầu", "", "- gạch", "    - cộng", "", "I. Phần", "", "II. Phần",
    ]  # fmt: skip


def test_a_link_leads_on_only_by_ways_we_know() -> None:
    links = [
        ("a", "hyperlink", "https://vksndtc.gov.vn/tin"),
        ("b", "hyperlink", "mailto:bbt@vks.example"),
        ("c", "hyperlink", "javascript:alert(1)"),
        ("d", "hyperlink", "file:///C:/x"),
    ]
    body = "".join(p(f'<w:hyperlink r:id="{n}">{r(f"nơi {n}")}</w:hyperlink>') for n, _, _ in links)
    field = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>"
    code = '<w:r><w:instrText>HYPERLINK "{}"</w:instrText></w:r>'
    for target in ("https://a.example/b", "vbscript:x"):
        body += p(
            field.format("begin"),
            code.format(target),
            field.format("separate"),
            r("trường"),
            field.format("end"),
        )
    article = read(body, *links)
    shown = markdown(article.blocks)
    assert "[nơi a](https://vksndtc.gov.vn/tin)" in shown
    assert "[nơi b](mailto:bbt@vks.example)" in shown
    assert "[trường](https://a.example/b)" in shown
    assert "\n\nnơi c\n\nnơi d\n\n" in shown
    assert "script" not in shown
    assert any("(giữ lại chữ): 3" in one for one in article.left_out)


def test_footnotes_are_numbered_as_called() -> None:
    call = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    notes = part(
        "footnotes",
        '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        + "".join(
            f'<w:footnote w:id="{n}">{p("<w:r><w:footnoteRef/></w:r>", said)}</w:footnote>'
            for n, said in ((5, "Lời một."), (3, "Lời hai."), (7, "Không gọi."))
        ),
    )
    article = read(p("Câu", call.format(5), " và câu", call.format(3), "."), footnotes=notes)
    shown = markdown(article.blocks)
    assert "Câu[^1] và câu[^2]." in shown
    assert shown.endswith("[^1]: Lời một.\n\n[^2]: Lời hai.")
    assert "Không gọi" not in shown
    made = imported_post(article, agency(), NOW, ONE)
    assert made.front.authors == ("Việt Hưng",)


def test_a_text_box_comes_after_its_paragraph_once() -> None:
    box = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor>'
        '<wp:docPr id="1" name="x"/><a:graphic><a:graphicData><wps:wsp><wps:txbx>'
        f"<w:txbxContent>{p('Trong hộp')}{p('Hàng hai')}</w:txbxContent></wps:txbx></wps:wsp>"
        "</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict>"
        f"<v:shape><v:textbox><w:txbxContent>{p('Trong hộp')}</w:txbxContent></v:textbox></v:shape>"
        "</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert text_of(p("Ngoài ", box, "hộp.") + p("Sau.")) == (
        "Ngoài hộp.\n\nTrong hộp\n\nHàng hai\n\nSau."
    )


def test_what_only_word_can_draw_is_counted() -> None:
    chart = '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x"/></wp:inline></w:drawing></w:r>'
    assert any("SmartArt" in one for one in read(p("Xem ", chart)).left_out)


# --- tables --------------------------------------------------------------------------------------


def test_a_table_keeps_its_cells() -> None:
    body = table(cell("TT") + cell("Nội dung"), cell("1") + cell("Án hình sự"))
    assert text_of(body) == "| TT | Nội dung |\n|---|---|\n| 1 | Án hình sự |"


def test_merged_cells_stay_merged() -> None:
    span = '<w:gridSpan w:val="2"/>'
    body = table(
        cell("Đơn vị", '<w:vMerge w:val="restart"/>') + cell("Số vụ", span),
        cell("", "<w:vMerge/>") + cell("Năm trước") + cell("Năm nay"),
        cell("An Khê") + cell("5") + cell("6"),
    )
    assert text_of(body) == (
        '<table>\n<tr><td rowspan="2">Đơn vị</td><td colspan="2">Số vụ</td></tr>\n'
        "<tr><td>Năm trước</td><td>Năm nay</td></tr>\n"
        "<tr><td>An Khê</td><td>5</td><td>6</td></tr>\n</table>"
    )


def test_a_row_that_begins_farther_right_keeps_its_columns() -> None:
    row = f'<w:trPr><w:gridBefore w:val="1"/></w:trPr>{cell("b2")}'
    assert text_of(table(cell("a1") + cell("b1"), row)) == ("| a1 | b1 |\n|---|---|\n|  | b2 |")


def test_a_table_that_only_lays_out_is_what_it_holds() -> None:
    pictures = {f"word/media/{n}.jpg": picture_bytes(seed=n) for n in (1, 2)}
    links = [(f"a{n}", "image", f"media/{n}.jpg") for n in (1, 2)]
    box = "<w:tc>{}</w:tc>"
    body = table(
        box.format(p(drawing("a1"))) + box.format(p(drawing("a2"))),
        cell("Ảnh bên trái") + cell("Ảnh bên phải"),
    )
    article = read(body, *links, **pictures)
    shown = [(b.src, b.caption) for b in article.blocks if b.src]
    assert shown == [("word:0", "Ảnh bên trái"), ("word:1", "Ảnh bên phải")]
    assert article.files == {f"word:{n - 1}": data for n, data in enumerate(pictures.values(), 1)}


# --- pictures ------------------------------------------------------------------------------------

CAPTION = part(
    "styles", '<w:style w:type="paragraph" w:styleId="C"><w:name w:val="caption"/></w:style>'
)


def pictured(*after: str, about: str = "", crop: str = "", before: str = "") -> OldArticle:
    return read(
        before + p(drawing("a1", about, crop)) + "".join(after),
        ("a1", "image", "media/1.jpg"),
        styles=CAPTION,
        **{"word/media/1.jpg": picture_bytes()},
    )


@pytest.mark.parametrize(
    ("before", "after", "caption"),
    [
        ("", [p("Toàn cảnh hội nghị", settings='<w:pStyle w:val="C"/>')], "Toàn cảnh hội nghị"),
        ("", [p("Toàn cảnh hội nghị", settings='<w:jc w:val="center"/>')], "Toàn cảnh hội nghị"),
        ("", [p("Ảnh: Việt Hưng")], "Ảnh: Việt Hưng"),
        (
            "",
            [p("Toàn cảnh", settings='<w:pStyle w:val="C"/>'), p("Ảnh: Việt Hưng")],
            "Toàn cảnh. Ảnh: Việt Hưng",
        ),
        (p("Toàn cảnh", settings='<w:pStyle w:val="C"/>'), [], "Toàn cảnh"),
        ("", [p("Toàn cảnh"), p("Ảnh: Việt Hưng"), p("Đoạn.")], "Toàn cảnh. Ảnh: Việt Hưng"),
        ("", [p("Sau ảnh là một đoạn văn bình thường."), p("Ảnh: Hà An")], "Ảnh: Hà An"),
    ],
)
def test_a_caption_goes_with_its_picture(before: str, after: list[str], caption: str) -> None:
    (picture,) = (b for b in pictured(*after, before=before).blocks if b.src)
    assert picture.caption == caption


@pytest.mark.parametrize(
    ("descr", "alt"),
    [
        ("Kiểm sát viên phát biểu", "Kiểm sát viên phát biểu"),
        ("A group of people\n\nDescription automatically generated", "A group of people"),
        ("IMG_2031.JPG", ""),
    ],
)
def test_a_description_that_somebody_wrote_is_the_alt_text(descr: str, alt: str) -> None:
    (picture,) = (b for b in pictured(about=f' descr="{descr}"').blocks if b.src)
    assert picture.alt.startswith(alt)
    assert "generated" not in picture.alt
    assert bool(picture.alt) == bool(alt)


def test_what_is_cut_off_a_picture_does_not_come_out() -> None:
    import io  # noqa: PLC0415

    from PIL import Image  # noqa: PLC0415

    (data,) = pictured(crop='<a:srcRect l="50000" b="25000"/>').files.values()
    with Image.open(io.BytesIO(data)) as image:
        assert image.size == (200, 225)


# --- the frame -----------------------------------------------------------------------------------


def official(*signed: str, day: str = "An Khê, ngày 15 tháng 3 năm 2021") -> Report:
    report = Report()
    report.letterhead("VKSND TỈNH LAM GIANG", "VKSND HUYỆN AN KHÊ", number="15/BC-VKS", day=day)
    report.line("Kính gửi: Ban Biên tập Trang tin")
    report.line("VKSND huyện An Khê sơ kết quý I", bold=True, middle=True)
    report.line("Sáng nay, VKSND huyện An Khê tổ chức hội nghị theo Kế hoạch số 9/KH-VKS.")
    if signed:
        report.columns(["Nơi nhận:", "- Như trên;", "- Lưu: VT."], signed)
    return report


def test_the_letterhead_gives_the_day_and_never_the_title() -> None:
    article = word_article(official("NGƯỜI VIẾT", "(Đã ký)", "Việt Hưng").saved())
    assert article.title == "VKSND huyện An Khê sơ kết quý I"
    assert article.stamp is not None
    assert article.stamp.when == datetime(2021, 3, 15, 8, 0, tzinfo=VIETNAM)
    assert [b.text for b in article.blocks][1:] == ["Việt Hưng"]
    left = "; ".join(article.left_out)
    for one in ("CỘNG HÒA", "15/BC-VKS", "Kính gửi", "Nơi nhận", "NGƯỜI VIẾT", "(Đã ký)"):
        assert one in left


@pytest.mark.parametrize(
    ("signed", "byline"),
    [
        (("NGƯỜI VIẾT", "(Ký, ghi rõ họ tên)", "Việt Hưng"), "Việt Hưng"),
        (("KT. VIỆN TRƯỞNG", "PHÓ VIỆN TRƯỞNG", "(đã ký)", "Trần Văn Mới"), "Trần Văn Mới"),
        (("TÁC GIẢ", "Việt Hưng", "Phòng 8"), "Việt Hưng – Phòng 8"),
    ],
)
def test_who_signs_is_the_byline(signed: tuple[str, ...], byline: str) -> None:
    assert word_article(official(*signed).saved()).blocks[-1].text == byline


def test_a_day_that_was_never_filled_in_is_none() -> None:
    article = word_article(official(day="An Khê, ngày … tháng 3 năm 2021").saved())
    assert article.stamp is None


def test_a_letterhead_in_lines_and_tabs_is_one_too() -> None:
    tab = "<w:r><w:tab/></w:r>"
    body = (
        p("VKSND TỈNH LAM GIANG", tab, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
        + p("VKSND HUYỆN AN KHÊ", tab, "Độc lập – Tự do – Hạnh phúc")
        + p("Số: 7/TB-VKS", tab, "An Khê, ngày 2 tháng 4 năm 2021")
        + p("THÔNG BÁO", settings='<w:jc w:val="center"/>')
        + p(r("Kết quả kiểm tra", "<w:b/>"), settings='<w:jc w:val="center"/>')
        + LEAD
    )
    article = word_article(xml_file(body))
    assert article.title == "Thông báo kết quả kiểm tra"
    assert article.stamp is not None
    assert article.stamp.when.date() == datetime(2021, 4, 2, tzinfo=VIETNAM).date()
    assert markdown(article.blocks) == "Sáng nay, VKSND huyện An Khê tổ chức hội nghị."


def test_a_title_with_the_states_name_is_no_letterhead() -> None:
    title = "Hưởng ứng Ngày Pháp luật nước Cộng hòa xã hội chủ nghĩa Việt Nam"
    assert word_article(xml_file(p(title) + LEAD)).title == title


@pytest.mark.parametrize("above", ["TIN BÀI", "Tin hoạt động", "TIN ẢNH"])
def test_what_kind_of_text_it_is_is_not_its_title(above: str) -> None:
    article = word_article(xml_file(p(above) + TITLE + LEAD))
    assert article.title == "Hội nghị sơ kết quý II"


def test_a_byline_under_the_title_is_the_byline() -> None:
    article = word_article(xml_file(TITLE + p("Tác giả: Việt Hưng") + LEAD + p("Câu cuối.")))
    made = imported_post(article, agency(), NOW, ONE)
    assert made.front.authors == ("Việt Hưng",)
    assert "Tác giả" not in markdown(made.blocks)


@pytest.mark.parametrize("when", ["08:19 15/03/2021", "15/3/2021"])
def test_a_name_between_title_and_day_is_the_byline(when: str) -> None:
    article = word_article(xml_file(TITLE + p("Việt Hưng") + p(when) + LEAD + p("Câu cuối.")))
    made = imported_post(article, agency(), NOW, ONE)
    assert made.front.authors == ("Việt Hưng",)
    assert made.front.date.date() == datetime(2021, 3, 15, tzinfo=VIETNAM).date()
    assert markdown(made.blocks).startswith("Sáng nay")


# --- the command ---------------------------------------------------------------------------------


def test_a_word_file_becomes_a_draft_with_its_pictures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_agency(tmp_path / "content")
    report = official("NGƯỜI VIẾT", "Việt Hưng")
    report.picture(picture_bytes(), "Quang cảnh hội nghị. Ảnh: Hà An")
    data = report.saved()
    (tmp_path / "Báo cáo.docx").write_bytes(data)
    assert import_file(tmp_path, tmp_path / "Báo cáo.docx", now=NOW) == 0
    text = (tmp_path / "content/tin-hoat-dong/2021/vksnd-huyen-an-khe-so-ket-quy-i.md").read_text(
        "utf-8"
    )
    assert "status: draft" in text
    assert (tmp_path / "content/anh/2021/vksnd-huyen-an-khe-so-ket-quy-i-1.jpg").exists()
    (kept,) = (tmp_path / ".newsroom/ban-goc").rglob("*.docx")
    assert kept.read_bytes() == data
    said = capsys.readouterr().out
    assert "không lấy: phần đầu văn bản" in said
    assert "Bài này để ở bản nháp" in said
    assert import_file(tmp_path, tmp_path / "Báo cáo.docx", now=NOW) == 0
    assert "đã nhập trước đó" in capsys.readouterr().out


def test_a_file_without_a_day_is_a_draft_that_waits_for_one(tmp_path: Path) -> None:
    write_agency(tmp_path / "content")
    (tmp_path / "a.docx").write_bytes(xml_file(TITLE + LEAD + BY))
    assert import_file(tmp_path, tmp_path / "a.docx", now=NOW) == 0
    (file,) = (tmp_path / "content/tin-hoat-dong/2026").glob("*.md")
    text = file.read_text("utf-8")
    assert "\ndate:" not in text
    manuscript, problems = read_manuscript("tin-hoat-dong/2026/a.md", text)
    assert manuscript is not None
    assert [one for one in problems if one.severity == "error"] == []
    later = datetime(2026, 6, 2, 9, 0, tzinfo=VIETNAM)
    assert import_file(tmp_path, tmp_path / "a.docx", now=later) == 0


@pytest.mark.parametrize(
    ("organs", "signer", "department"),
    [
        (("VKSND TỈNH LAM GIANG", "PHÒNG 15"), "Việt Hưng", "Phòng 15"),
        (("VKSND TỈNH LAM GIANG", "PHÒNG 9"), "Hà An", "Phòng 9"),
        (("VKSND TỈNH LAM GIANG", "PHÒNG 77"), "Hà An", ""),
        (("VKSND TỈNH LAM GIANG", "PHÒNG 15"), "Hà An – Phòng 8", "Phòng 8"),
        (("PHÒNG 15",), "", ""),
    ],
)
def test_the_letterhead_names_the_department_where_the_byline_does_not(
    organs: tuple[str, ...], signer: str, department: str
) -> None:
    report = Report()
    day = "Lam Giang, ngày 15 tháng 3 năm 2021"
    report.letterhead(*organs, number="15/BC-P15", day=day)
    report.line("VKSND huyện An Khê sơ kết quý I", bold=True, middle=True)
    report.line("Sáng nay, VKSND huyện An Khê tổ chức hội nghị sơ kết.")
    if signer:
        report.columns(["Nơi nhận:", "- Lưu: VT."], ["NGƯỜI VIẾT", signer])
    post = imported_post(word_article(report.saved()), agency(), NOW, ONE)
    assert post.front.department == department
    is_said = any("theo đầu văn bản" in one for one in post.notes)
    assert is_said == (bool(department) and "–" not in signer)


def test_a_paragraph_that_ends_with_who_wrote_it_is_no_byline() -> None:
    body = "Sáng nay, VKSND huyện An Khê tổ chức hội nghị sơ kết và giao việc cho từng bộ phận./."
    report = Report()
    report.letterhead(
        "VKSND TỈNH LAM GIANG", number="1/BC", day="Lam Giang, ngày 15 tháng 3 năm 2021"
    )
    report.line("VKSND huyện An Khê sơ kết quý I", bold=True, middle=True)
    report.line(f"{body} Hà An - Phòng 8")
    article = word_article(report.saved())
    assert article.signed == ()
    assert any(body in block.text for block in article.blocks)


def test_json_has_one_object_a_post_or_refusal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_agency(tmp_path / "content")
    report = official("NGƯỜI VIẾT", "Việt Hưng")
    report.picture(picture_bytes(), "Quang cảnh. Ảnh: Hà An")
    (tmp_path / "a.docx").write_bytes(report.saved())
    (tmp_path / "b.rtf").write_bytes(b"{\\rtf1 x}")
    (tmp_path / "c.txt").write_text(
        "Tin hoạt động\nTin cũ\n15/3/2021 08:19\nVKSND huyện An Khê họp.\nViệt Hưng\n", "utf-8"
    )
    before = set(tmp_path.rglob("*"))
    files = [tmp_path / name for name in ("a.docx", "b.rtf", "c.txt")]
    assert import_file(tmp_path, files, dry_run=True, json=True, now=NOW) == 1
    word, rtf, page = map(json.loads, capsys.readouterr().out.splitlines())
    assert set(tmp_path.rglob("*")) == before
    assert word["title"] == "VKSND huyện An Khê sơ kết quý I"
    assert word["date"] == "2021-03-15T08:00:00+07:00"
    assert (word["authors"], word["department"]) == (["Việt Hưng"], None)
    assert word["units"] == ["VKSND huyện An Khê"]
    assert word["documents"] == [{"type": "Kế hoạch", "number": "9/KH-VKS", "date": None}]
    assert word["pictures"] == [
        {
            "path": "anh/2021/vksnd-huyen-an-khe-so-ket-quy-i-1.jpg",
            "alt": "Quang cảnh",
            "caption": "Quang cảnh. Ảnh: Hà An",
            "credit": "",
        }
    ]
    assert word["body"].startswith("Sáng nay, VKSND huyện An Khê tổ chức hội nghị")
    assert word["left_out"]
    assert set(rtf) == {"source", "refused"}
    assert set(page) == set(word)
    assert page["title"] == "Tin cũ"


def test_json_says_captions_without_the_signs_of_markdown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_agency(tmp_path / "content")
    report = official("NGƯỜI VIẾT", "Việt Hưng")
    report.picture(picture_bytes(), "Lớp A&B họp tại phòng _2 [tầng 3]")
    (tmp_path / "a.docx").write_bytes(report.saved())
    import_file(tmp_path, tmp_path / "a.docx", dry_run=True, json=True, now=NOW)
    (picture,) = json.loads(capsys.readouterr().out)["pictures"]
    assert picture["alt"] == picture["caption"] == "Lớp A&B họp tại phòng _2 [tầng 3]"


# --- what stands where a frame is ----------------------------------------------------------------


def dated(*below: str) -> OldArticle:
    """A report whose place and date are set aside, with ``below`` between that and its text."""
    right = '<w:jc w:val="right"/>'
    place = p("An Khê, ngày 2 tháng 4 năm 2021", settings=right)
    return word_article(xml_file(TITLE + "".join(below) + place + LEAD))


def test_a_name_below_the_title_signs_where_the_date_is_set_aside() -> None:
    article = dated(p("Việt Hưng – Phòng 15"))
    assert article.signed == ("Việt Hưng – Phòng 15",)
    assert imported_post(article, agency(), NOW, ONE).front.authors == ("Việt Hưng",)


def test_a_line_below_the_title_that_is_no_name_stays() -> None:
    article = dated(p("Hai việc phải làm ngay"))
    assert article.signed == ()
    assert article.blocks[0].text == "Hai việc phải làm ngay"


@pytest.mark.parametrize(
    ("kind", "subject", "title"),
    [
        ("BÁO CÁO", "Kết quả kiểm tra quý II", "Báo cáo kết quả kiểm tra quý II"),
        ("BÁO CÁO", "Hà Nội đón đoàn", "Báo cáo Hà Nội đón đoàn"),
        ("BÁO CÁO", "VKSND huyện An Khê làm gì", "Báo cáo VKSND huyện An Khê làm gì"),
        ("BÁO CÁO", "KẾT QUẢ KIỂM TRA", "BÁO CÁO KẾT QUẢ KIỂM TRA"),
    ],
)
def test_a_kind_in_capitals_is_a_word_of_the_title(kind: str, subject: str, title: str) -> None:
    middle = '<w:jc w:val="center"/>'
    body = p(r(kind, "<w:b/>"), settings=middle) + p(r(subject, "<w:b/>"), settings=middle)
    assert word_article(xml_file(body + LEAD)).title == title


def test_a_letter_is_called_what_it_is_about() -> None:
    head = p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + p("Độc lập - Tự do - Hạnh phúc")
    article = word_article(xml_file(p("Số: 4/VKS") + p("V/v chuyển hồ sơ") + head + LEAD))
    assert article.title == "Chuyển hồ sơ"
    assert article.blocks[0].text.startswith("Sáng nay")


def test_a_table_of_contents_is_left_out_whatever_its_styles() -> None:
    contents = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
        f"</w:docPartObj></w:sdtPr><w:sdtContent>{p('Mục lục')}{p('Kết quả 1')}"
        "</w:sdtContent></w:sdt>"
    )
    article = read(contents)
    assert "Mục lục" not in markdown(article.blocks)
    assert "dòng mục lục: 2" in article.left_out

"""A saved page or text becomes an article: nothing of the page in it, nothing of it lost."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.importers.article_parts import OldArticle
from desk.importers.blocks import Kind, markdown
from desk.importers.decoding import decode
from desk.importers.old_article import old_article
from plugins.sections import DEFAULT
from plugins.vietnamese import VIETNAM

PORTAL = Path(__file__).parents[1] / "fixtures" / "portal"
NEWS = DEFAULT.name
BODY = (
    "Sáng nay, VKSND tỉnh Lam Giang tổ chức hội nghị sơ kết công tác sáu tháng đầu năm, "
    "đồng chí Viện trưởng chủ trì."
)


PIECES = re.findall(
    r"\S+",
    "<p> </p> <table> <td> </td> <tr> <ul> <li> </li> </ul> <br> <b> </i> <h2> <!-- --> <![CDATA["
    " <blockquote> <x:y> &nbsp; Chữ <pre> <img&#32;src=x> <a&#32;href=' 15/3/2021 Tin&#32;khác",
)
"""What broken pages are made of."""


def page(inside: str, head: str = "") -> str:
    return f"<html><head>{head}</head><body>{inside}</body></html>"


def lines(article: OldArticle) -> list[str]:
    return [block.text for block in article.blocks]


def read(name: str) -> OldArticle:
    return old_article(decode((PORTAL / name).read_bytes()).text)


# --- the seed ---------------------------------------------------------------------------


def test_the_old_portal_s_text_is_cut_into_its_parts() -> None:
    article = read("kiem-tra-nam-2021.txt")
    assert article.section == "Tin hoạt động"
    assert article.title.startswith("Viện kiểm sát nhân dân tỉnh Thái Bình kiểm tra việc")
    assert article.stamp is not None
    assert article.stamp.when == datetime(2021, 3, 15, 8, 19, 41, tzinfo=VIETNAM)
    assert len(article.blocks) == 6
    assert lines(article)[0].startswith("Thực hiện Công văn số 609/VKSTC-VP ngày 23/02/2021")
    assert lines(article)[-1] == "Việt Hưng- Phòng 15 Viện kiểm sát nhân dân tỉnh"
    assert "  " not in markdown(article.blocks)
    assert "Tin liên quan" not in markdown(article.blocks)


# --- a page of the portal ---------------------------------------------------------------


def test_a_page_laid_out_with_tables_gives_only_its_article() -> None:
    article = read("Tap-huan.html")
    text = markdown(article.blocks)
    assert article.title == "Tập huấn công tác lập hồ sơ năm 2020"
    assert article.section == "Tin hoạt động"
    assert article.addresses == ("/detail/1187/Tap-huan-cong-tac-ho-so.html",)
    assert article.pictures == ("Tap-huan_files/IMG_0231.JPG",)
    for foreign in ("Bản quyền", "Công bố lịch", "Họp giao ban", "leftcenter", "Quảng cáo", "7/9/"):
        assert foreign not in text
    assert lines(article)[-1] == "Thu Hương - Văn phòng"


def test_tables_lists_emphasis_and_links_of_a_page_are_kept() -> None:
    text = markdown(read("Tap-huan.html").blocks)
    assert text.startswith("**Sáng 09/7/2020, tại Hội trường cơ quan,** VKSND tỉnh Thái Bình")
    assert "theo *Kế hoạch số 21/KH-VKSTB ngày 15/6/2020*." in text
    assert "| Đơn vị | Số người |\n|---|---|\n| VKSND huyện Hưng Hà | 06 |" in text
    assert "- Tài liệu phát tại lớp;\n- Bài giảng đăng ở [mục Tài liệu](http://cong-cu" in text
    assert "\\- Phần lý thuyết: 02 chuyên đề \\[lưu trữ, số hóa\\];" in text
    assert "60 m<sup>2</sup>; xem thêm bản in./." in text


def test_a_caption_goes_with_its_picture() -> None:
    picture = next(b for b in read("Tap-huan.html").blocks if b.kind is Kind.PICTURE)
    assert picture.caption == "Hội trường trước giờ khai mạc lớp tập huấn. Ảnh: Thu Hương"


def test_a_word_file_in_windows_1258_is_read_with_its_lists() -> None:
    article = read("word-loc.html")
    assert article.title == "VKSND huyện Vũ Thư ký quy chế phối hợp với Hội Luật gia"
    assert article.stamp is not None
    assert article.stamp.when == datetime(2021, 6, 10, 5, 25, tzinfo=VIETNAM)
    assert "- Cùng soạn tài liệu hỏi và đáp;\n- Cùng về cơ sở *mỗi quý một lần*." in markdown(
        article.blocks
    )


@pytest.mark.parametrize(
    "html",
    [
        page(f"<h1>Hội nghị sơ kết công tác</h1><p>18:19 15/01/2015</p><p>{BODY}</p><p>P.V</p>"),
        page(f"<p>18:19 15/01/2015</p><h1>Hội nghị sơ kết công tác</h1><p>{BODY}</p><p>P.V</p>"),
        page(
            f"<td><h2>Hội nghị sơ kết công tác</h2>18:19 15/01/2015<br>{BODY}<br><br>P.V</td>"
            "<h2>Tin mới</h2>",
            "<title>VKSND tỉnh | Hội nghị sơ kết công tác</title>",
        ),
        page(
            "<div><div class='tieu_de'>Hội nghị sơ kết công tác</div><div>18:19 15/01/2015</div>"
            f"<div>{BODY}</div><div>P.V</div></div><div>{BODY} Chân trang.</div>"
        ),
        page(
            f"<h1>Hội nghị sơ kết công tác</h1><p>{BODY}</p><p>P.V</p>"
            "<ul><li><a href='/a'>Tin cũ hơn nữa của cổng</a></li></ul>",
            "<meta property='article:published_time' content='2015-01-15T18:19:00+07:00'>",
        ),
        f"{NEWS}\nHội nghị sơ kết công tác\n18:19 15/01/2015\n\n{BODY}\n\nP.V\n\nTin liên quan",
    ],
)
def test_the_same_article_comes_out_of_every_lay_out(html: str) -> None:
    article = old_article(html)
    assert article.title == "Hội nghị sơ kết công tác"
    assert article.stamp is not None
    assert article.stamp.when == datetime(2015, 1, 15, 18, 19, tzinfo=VIETNAM)
    assert lines(article) == [BODY, "P.V"]


def test_links_left_out_at_the_end_of_a_page_are_said() -> None:
    article = old_article(
        page(
            f"<h1>Hội nghị sơ kết công tác</h1><p>18:19 15/01/2015</p><p>{BODY}</p>"
            "<ul><li><a href='http://a.vn/a'>Tin cũ hơn nữa của cổng</a></li></ul>"
        )
    )
    assert lines(article) == [BODY]
    assert any("1 đường dẫn ở cuối trang" in note for note in article.notes)


def test_a_title_cut_with_dots_is_completed_from_the_page_s_head() -> None:
    article = old_article(
        page(
            f"<h1>Hội nghị sơ kết công tác…</h1><p>18:19 15/01/2015</p><p>{BODY}</p>",
            "<meta property='og:title' content='Hội nghị sơ kết công tác sáu tháng đầu năm'>",
        )
    )
    assert article.title == "Hội nghị sơ kết công tác sáu tháng đầu năm"


def test_the_old_address_is_found_in_a_form_too() -> None:
    html = page(
        "<form action='./detail/12/Hoi-nghi.html' id='aspnetForm'>"
        f"<h1>Hội nghị sơ kết công tác</h1><p>18:19 15/01/2015</p><p>{BODY}</p></form>"
    )
    assert old_article(html).addresses == ("/detail/12/Hoi-nghi.html",)


def test_another_section_is_said() -> None:
    article = old_article(f"Thông báo\nHội nghị sơ kết\n18:19 15/01/2015\n{BODY}")
    assert article.section == "Thông báo"


def test_a_hard_wrapped_sentence_is_one_paragraph() -> None:
    article = old_article(
        "Tin hoạt động\nHội nghị\n18:19 15/01/2015\nSáng nay, đơn vị\ntổ chức họp.\nHết."
    )
    assert lines(article) == ["Sáng nay, đơn vị tổ chức họp.", "Hết."]


def test_fonts_that_hide_another_encoding_are_doubted() -> None:
    html = page(
        f"<h1>Héi nghÞ</h1><p>18:19 15/01/2015</p><p style='font-family:.VnTime'>{BODY}</p>"
    )
    assert any("phông cũ" in doubt for doubt in old_article(html).doubts)


@pytest.mark.parametrize("tag", ["span", "div", "font", "blockquote", "table><tr><td"])
def test_tags_nested_without_end_are_read(tag: str) -> None:
    html = page(
        f"<h1>Hội nghị sơ kết công tác</h1><p>18:19 15/01/2015</p>{f'<{tag}>' * 2000}{BODY}"
    )
    assert lines(old_article(html)) == [BODY]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(PIECES),
        max_size=30,
    ).map(lambda pieces: " ".join(pieces).replace("&#32;", " "))
)
def test_no_page_however_broken_stops_the_reading(html: str) -> None:
    article = old_article(f"<html><body>{html}")
    markdown(article.blocks)


# --- bytes ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_every_unicode_encoding_is_read(encoding: str) -> None:
    text = "Tin hoạt động\nXin chào Việt Nam"
    assert decode(text.encode(encoding)).text == text


def test_utf_8_is_believed_over_a_stale_declaration() -> None:
    text = '<meta charset="windows-1258"><p>Tỉnh Thái Bình</p>'
    assert decode(text.encode()).text == text


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", "tệp trống"),
        (b"\0\0\0\0", "tệp trống"),
        (b"\xfe\xff", "tệp trống"),
        ("\ufeff \r\n".encode("utf-16-le"), "tệp trống"),
        ("\ufeff\n".encode(), "tệp trống"),
        # With a sign that is no part of it the way back is not certain.
        (f"{'Việt Nam tỉnh thực hiện'.encode().decode('cp1252')}…".encode(), "đọc sai mã"),
        (bytes(range(256)) * 4, "không"),
    ],
)
def test_what_is_no_text_is_refused_in_words(data: bytes, fault: str) -> None:
    assert fault in decode(data).fault


def test_letters_lost_on_the_way_are_doubted() -> None:
    assert "dấu ?" in decode(b"Vi?t Nam, t?nh Th?i B?nh").doubts[0]
    assert decode("Có đúng không? Đúng.".encode()).doubts == ()


@settings(max_examples=60)
@given(st.binary(max_size=200))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    decoded = decode(data)
    assert bool(decoded.text) != bool(decoded.fault)


def body_of(inside: str) -> str:
    top = "<h1>Phân công nhiệm vụ quý II của các tổ</h1><p>4/2/2021 8:30:00 AM</p>"
    return markdown(old_article(f"<html><body>{top}{inside}</body></html>").blocks)


def test_paragraphs_of_an_item_stay_within_it_and_apart() -> None:
    assert body_of("<ol><li><p>Một.</p><p>Hai.</p></li><li><p>Ba.</p></li></ol>") == (
        "1. Một.\n\n    Hai.\n\n2. Ba."
    )
    assert body_of("<ul><li>Tổ một<br>Rà soát</li><li>Tổ hai</li></ul>") == (
        "- Tổ một\n\n    Rà soát\n\n- Tổ hai"
    )


def test_the_number_of_an_item_is_the_one_it_has() -> None:
    shown = body_of("<ol start='7'><li>Bảy</li><li value='10'>Mười</li><li>Sau mười</li></ol>")
    assert shown == "7. Bảy\n10. Mười\n11. Sau mười"


def test_the_caption_of_a_table_stands_above_it() -> None:
    rows = "<tr><th>Tổ</th><th>Việc</th></tr><tr><td>Một</td><td>Rà soát</td></tr>"
    shown = body_of(f"<table><caption>Bảng phân công</caption>{rows}</table>")
    assert shown == "Bảng phân công\n\n| Tổ | Việc |\n|---|---|\n| Một | Rà soát |"


def test_breaks_in_a_cell_stay_breaks() -> None:
    rows = "<tr><td>Tổ</td><td>Việc</td></tr><tr><td>Một<br>phụ</td><td>{}</td></tr>"
    items = "<ul><li>Rà soát</li><li>Báo cáo</li></ul>"
    shown = body_of(f"<table>{rows.format(items)}</table>")
    assert shown == "| Tổ | Việc |\n|---|---|\n| Một phụ | - Rà soát<br>- Báo cáo |"
    shown = body_of(f"<table>{rows.format('<p>Rà soát.</p><p>Báo cáo.</p>')}</table>")
    assert "| Rà soát.<br>Báo cáo. |" in shown

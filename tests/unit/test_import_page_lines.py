"""One line of the page too many: what portals say around a text, however it is laid out."""

from __future__ import annotations

from datetime import datetime

import pytest

from desk.importers.blocks import Kind
from desk.importers.imported_post import imported_post
from desk.importers.old_article import OldArticle, old_article
from plugins.registry import Registry
from plugins.sections import ONE
from plugins.vietnamese import VIETNAM

TITLE = "Hội nghị sơ kết công tác sáu tháng"
STAMP = "18:19 15/01/2015"
WHEN = datetime(2015, 1, 15, 18, 19, tzinfo=VIETNAM)
LEAD = "Sáng nay, tại hội trường tầng hai, đơn vị tổ chức hội nghị sơ kết công tác sáu tháng."
MORE = "Các đại biểu thảo luận ba nhóm giải pháp cho những tháng còn lại của năm."


def article(*parts: str, top: str = f"<p>{STAMP}</p>") -> OldArticle:
    return old_article(f"<html><body><h1>{TITLE}</h1>{top}{''.join(parts)}</body></html>")


def lines(read: OldArticle) -> list[str]:
    return [block.text for block in read.blocks]


BODY = f"<p>{LEAD}</p><p>{MORE}</p>"


@pytest.mark.parametrize(
    "below",
    [
        "<div>[ Trở lại ] [ In ấn ] [ Gửi cho bạn bè ]</div>",
        (
            "<div><span>Nghe bài viết</span><span>Lưu bài viết</span>"
            "<span>Theo dõi trên Google News</span></div>"
        ),
        "<div><span><a>A-</a></span><span><a>A+</a></span><span><a>In bài viết</a></span></div>",
        "<div><a>Gửi mail</a><a>In trang này</a><a>Lên đầu trang</a></div>",
        "<div><a href='#'>Phóng to ảnh</a> | <a href='javascript:go()'>Bấm vào đây</a></div>",
        "<div><a href='#'>Các tin khác</a></div><div><a href='/1'>Một tin nào đó</a> (8/5)</div>",
        "<p>Gửi qua Email | In ra giấy | Về đầu trang</p>",
        "<p>« Quay lại</p><p>Đã xem: 19 lần</p><p>Views: 210</p><p>Share this:</p>",
        "<p>#kiểm sát #thi hành án</p>",
        "<h3>Góp ý, bình luận</h3><p>Vui lòng nhập nội dung bằng tiếng Việt có dấu</p>",
        "<p>Tổng lượt truy cập bài viết: 95</p>",
        "<p><a href='/tin'>Tất cả tin tức</a></p>",
        "<p>Đánh giá bài viết</p><p>trong 2 đánh giá</p>",
        "<p>Ý kiến bạn đọc (0)</p><p>Gửi ý kiến của bạn</p><p>Họ tên</p>",
        "<p>Xem thêm các bài viết khác</p><p><a href='/1'>Một tin nào đó khác hẳn</a></p>",
        "<p>Bài viết cùng chủ đề</p><p><a href='/1'>Một tin nào đó khác hẳn</a></p>",
    ],
)
def test_what_stands_below_a_text_is_the_page_s(below: str) -> None:
    assert lines(article(BODY, below)) == [LEAD, MORE]


@pytest.mark.parametrize(
    "sentence",
    [
        "Tất cả tin tưởng vào kết quả của hội nghị",
        "Trở lại đơn vị, các đồng chí triển khai ngay",
        "Đánh giá bài học kinh nghiệm của sáu tháng",
        "Bài học cùng chủ đề được trao đổi sôi nổi",
        "Phóng viên tác nghiệp tại hội nghị",
    ],
)
def test_sentences_that_begin_so_are_the_text_s(sentence: str) -> None:
    assert lines(article(f"<p>{LEAD}</p><p>{sentence}</p><p>{MORE}</p>")) == [LEAD, sentence, MORE]


@pytest.mark.parametrize(
    "top",
    [
        "<p>18:19 - 15/01/2015 &nbsp; <i></i> 1.204</p>",
        "<p><span>18:19 15/01/2015</span> <span>Lượt xem: 311</span> <a>Bản in</a></p>",
        (
            "<div class='post-detail-info'><span class='x'>Hoạt động ngành</span>"
            "<span class='y'>Xuất bản: 15/01/2015 | 18:19</span><span class='z'>Xem: 3</span></div>"
        ),
    ],
)
def test_a_stamp_with_other_things_beside_it_is_read(top: str) -> None:
    read = article(BODY, top=top)
    assert read.stamp is not None
    assert (read.stamp.when, lines(read)) == (WHEN, [LEAD, MORE])


@pytest.mark.parametrize("second", [LEAD, f"VKS - {LEAD}", f"(Sở TP) - {LEAD}"])
def test_a_lead_is_kept_once_with_the_site_s_name_or_without(second: str) -> None:
    assert lines(article(f"<p><b>{second}</b></p>", BODY))[1:] == [MORE]
    assert lines(article(f"<p><b>{LEAD}</b></p><p>{second}</p><p>{MORE}</p>")) == [LEAD, MORE]


def test_a_picture_with_a_caption_above_the_stamp_is_kept() -> None:
    top = (
        f"<p>{LEAD}</p><div class='a'><img src='a.jpg'><p>Toàn cảnh hội nghị</p></div>"
        f"<div>Đăng ngày {STAMP} <span>120 lượt xem</span></div>"
    )
    read = article(f"<p>{MORE}</p>", top=top)
    assert lines(read) == [LEAD, "", MORE]
    assert read.blocks[1].caption == "Toàn cảnh hội nghị"


def test_a_paragraph_beside_a_picture_is_no_caption() -> None:
    text = f"{LEAD} {MORE}"
    read = article(f"<div><p><img src='a.jpg'></p>{text}</div><p>{MORE}</p>")
    assert [block.kind for block in read.blocks] == [Kind.PICTURE, Kind.TEXT, Kind.TEXT]


def test_other_news_within_a_text_is_left_out_by_its_type() -> None:
    box = "<div type='RelatedOneNews'><a href='/x'>Một tin nào đó khác hẳn</a></div>"
    assert lines(article(f"<p>{LEAD}</p>{box}<p>{MORE}</p>")) == [LEAD, MORE]


@pytest.mark.parametrize("line", ["Phóng viên: Thu Hà", "Người đăng bài viết: Thu Hà"])
def test_who_is_named_below_the_stamp_is_no_text(line: str) -> None:
    read = article(f"<p>{line}</p>", BODY)
    made = imported_post(read, Registry(), WHEN, ONE)
    assert (lines(read), made.front.authors) == ([LEAD, MORE], ("Thu Hà",))


def test_a_line_that_leads_to_a_file_is_never_a_button() -> None:
    line = "<p><a href='/tep/ke-hoach.pdf'>Tải về tệp đính kèm</a></p>"
    assert lines(article(BODY, line)) == [LEAD, MORE, "Tải về tệp đính kèm"]
    line = "<p>Xem thêm: <a href='/tep/ke-hoach.pdf'>Kế hoạch</a></p>"
    assert lines(article(f"<p>{LEAD}</p>{line}<p>{MORE}</p>")) == [LEAD, "Xem thêm: Kế hoạch", MORE]


def test_other_news_pointed_to_within_a_text_is_left_out() -> None:
    line = "<p><b>Xem thêm: <a href='/tin/9.html'>Một tin nào đó khác hẳn</a></b></p>"
    assert lines(article(f"<p>{LEAD}</p>{line}<p>{MORE}</p>")) == [LEAD, MORE]


def test_a_lead_that_is_only_cut_off_the_text_is_not_said_twice() -> None:
    cut = f"{LEAD[:70]}..."
    assert lines(article(f"<div class='x'>{cut}</div>", BODY)) == [LEAD, MORE]


@pytest.mark.parametrize("label", ["Ngày:", "Đã xuất bản:", "Thời gian:"])
def test_words_before_a_stamp_are_its_own(label: str) -> None:
    read = article(BODY, top=f"<p>{label} 15/01/2015 - 18:19</p>")
    assert read.stamp is not None
    assert (read.stamp.when, lines(read)) == (WHEN, [LEAD, MORE])


def test_buttons_of_a_row_of_pictures_are_no_text() -> None:
    row = "<div><img src='a.jpg'><div class='swiper-button-next'>Tiếp</div></div>"
    assert lines(article(f"<p>{LEAD}</p>{row}<p>{MORE}</p>")) == [LEAD, "", MORE]


WITHIN = f"<div class='x'><p>{LEAD}</p><p>{MORE}</p></div>"


@pytest.mark.parametrize(
    "below",
    [
        "<div>Số người đã xem trang này: 34</div>",
        "<div>Điểm: 4.5/5 (12 đánh giá)</div><div>Chưa ai chấm điểm</div>",
        "<div><p>Bài viết này hữu ích với bạn?</p><p>Có</p><p>Không</p></div>",
        "<div><b>Thăm dò ý kiến</b><p>Bạn biết trang này qua đâu?</p></div>",
        "<div><h4>Liên kết hữu ích</h4><ul><li><a href='/m'>Giới thiệu</a></li></ul></div>",
    ],
)
def test_below_the_room_of_the_text_short_lines_are_the_page_s(below: str) -> None:
    read = article(f"{WITHIN}<div>Văn Tiến</div>{below}")
    assert lines(read) == [LEAD, MORE, "Văn Tiến"]
    signed = f"<div class='x'><p>{LEAD}</p><p>{MORE}</p><p>Văn Tiến</p></div>"
    assert lines(article(f"{signed}{below}")) == [LEAD, MORE, "Văn Tiến"]


@pytest.mark.parametrize(
    "below",
    [
        "<p>Hội nghị thành công tốt đẹp.</p>",
        "<ul><li>Lập sổ theo dõi</li><li>Báo cáo hằng tháng</li></ul>",
        "<table><tr><th>Đơn vị</th><th>Số</th></tr><tr><td>Phòng 1</td><td>2</td></tr></table>",
        "<p>Tệp: <a href='/ke-hoach.docx'>Kế hoạch</a></p>",
    ],
)
def test_below_it_a_sentence_an_item_a_table_and_a_file_are_the_text_s(below: str) -> None:
    assert len(lines(article(f"{WITHIN}{below}"))) > len(lines(article(WITHIN)))


def test_what_is_left_out_below_a_text_is_told() -> None:
    assert (
        "dòng dưới bài: Chưa ai chấm điểm" in article(WITHIN, "<p>Chưa ai chấm điểm</p>").left_out
    )


def test_of_a_text_in_one_room_with_all_else_every_line_stays() -> None:
    assert lines(article(BODY, "<p>Kính mời quý vị theo dõi</p>"))[-1] == "Kính mời quý vị theo dõi"


@pytest.mark.parametrize("name", ["<p><b>Văn Tiến</b></p>", "<p align='right'><i>Văn Tiến</i></p>"])
def test_below_a_name_set_apart_short_lines_are_the_page_s_in_the_same_room_too(name: str) -> None:
    below = "<div>Bạn thích bài này chứ?</div><p>Hữu ích (3) Không hữu ích (0)</p>"
    assert lines(article(BODY, name, below)) == [LEAD, MORE, "Văn Tiến"]
    office = "<p><b>Phòng 8</b></p>"
    assert lines(article(BODY, name, office, below)) == [LEAD, MORE, "Văn Tiến", "Phòng 8"]


def test_below_a_name_within_a_text_all_stays() -> None:
    named = "<p><b>Văn Tiến</b></p><p>Chủ tịch Công đoàn cơ sở</p>"
    assert lines(article(f"<p>{LEAD}</p>{named}<p>{MORE}</p>"))[1:3] == [
        "Văn Tiến",
        "Chủ tịch Công đoàn cơ sở",
    ]


def test_lines_of_a_poem_below_its_introduction_stay() -> None:
    poem = [f"Câu thơ thứ {at} về mùa xuân trên quê hương" for at in range(1, 9)]
    inside = "<br>".join(poem)
    read = article(f"<div class='a'><p>{LEAD} {MORE} {LEAD}</p></div><div class='b'>{inside}</div>")
    assert " ".join(lines(read)[1:]) == " ".join(poem)

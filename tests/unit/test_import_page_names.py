"""Pages of other portals, known by what their makers call the parts: dates, writers, furniture."""

from __future__ import annotations

from datetime import datetime

import pytest

from desk.importers.article_parts import OldArticle
from desk.importers.blocks import Kind
from desk.importers.old_article import old_article
from desk.importers.page_phrases import is_tool
from plugins.vietnamese import VIETNAM

TITLE = "Hội nghị sơ kết công tác sáu tháng của đơn vị"
LEAD = (
    "Sáng ngày 15/3/2021, đơn vị tổ chức hội nghị sơ kết công tác sáu tháng đầu năm tại hội trường."
)
BODY = "Hội nghị thống nhất ba việc cần làm ngay trong quý sau và giao các phòng theo dõi, báo cáo."
LAST = "Kết thúc hội nghị, đồng chí Viện trưởng cảm ơn các đơn vị đã chuẩn bị chu đáo nội dung."
STAMP = "15/03/2021 08:19"
WHEN = datetime(2021, 3, 15, 8, 19, tzinfo=VIETNAM)


def read(inside: str, head: str = "") -> OldArticle:
    return old_article(f"<html><head>{head}</head><body>{inside}</body></html>")


def article(*parts: str, top: str = f"<p>{STAMP}</p>") -> OldArticle:
    return read(f"<div><h1>{TITLE}</h1>{top}<p>{LEAD}</p>{''.join(parts)}</div>")


def lines(read: OldArticle) -> list[str]:
    return [block.text for block in read.blocks if block.kind is not Kind.PICTURE]


LINKS = (
    "<ul><li><a href='/1'>Tin thứ nhất của đơn vị</a></li><li><a href='/2'>Tin hai</a></li></ul>"
)


@pytest.mark.parametrize(
    "furniture",
    [
        "<div class='itemRatingBlock'><span>Đánh giá</span><ul><li>1</li><li>2</li></ul></div>",
        "<div class='social-share'><a>Facebook</a><a>Zalo</a></div>",
        f"<div class='inner-related'><p>Đọc tiếp</p>{LINKS}</div>",
        "<div id='tinlienquan'><b>Tin nóng</b></div>",
        "<div id='comments'><p>Bạn đọc viết: tin rất hay, cảm ơn trang tin của đơn vị.</p></div>",
        "<div class='cookie-consent'>Chúng tôi dùng cookie để cải thiện trải nghiệm của bạn.</div>",
        "<div class='box-newsletter'><p>Nhận bản tin hằng tuần qua thư</p></div>",
        "<div class='qr'><img src='qr.png' width='120'><p>Quét mã</p></div>",
        "<span class='post-views'>Lượt xem: <b>12</b></span>",
        "<div class='pager'><a>1</a> <a>2</a> <a>3</a></div>",
        "<ul class='breadcrumbs'><li>Trang chủ</li><li>Tin tức trong ngành</li></ul>",
        "<div class='article-tags'><span>Xem thêm</span> <a href='/x'>#hội nghị</a></div>",
        "<time class='updated' datetime='2024-01-02'>2 Tháng Một, 2024</time>",
        "<div class='hidden hide d-none'>Trang tin</div>",
        "<div class='article-insert-box'><a href='/x'>Công đoàn phát động tháng an toàn</a></div>",
    ],
)
def test_what_a_page_calls_its_own_is_left_out_wherever_it_stands(furniture: str) -> None:
    read = article(furniture, f"<p>{BODY}</p>", f"<p>{LAST}</p>", furniture)
    assert lines(read) == [LEAD, BODY, LAST]
    assert read.pictures == ()


@pytest.mark.parametrize(
    "name", ["related-article", "share-content", "print-area", "views-row", "hidden-xs", "tags"]
)
def test_no_name_is_believed_of_what_holds_the_text(name: str) -> None:
    body = f"<div class='{name}'><p>{LEAD}</p><p>{BODY}</p><p>{LAST}</p></div>"
    inside = f"<div><h1>{TITLE}</h1><p>{STAMP}</p>{body}</div>"
    assert lines(read(inside)) == [LEAD, BODY, LAST]
    whole = f"<div class='{name}'><h1>{TITLE}</h1><p>{STAMP}</p><p>{LEAD}</p><p>{BODY}</p></div>"
    assert lines(read(whole)) == [LEAD, BODY]


def test_words_of_a_sentence_stay_in_it_whatever_they_are_called() -> None:
    link = "<a class='share-link' href='https://a.vn/x'>chia sẻ</a>"
    said = f"Đơn vị mời bạn đọc {link} ý kiến với tòa soạn."
    assert "bạn đọc chia sẻ ý kiến" in lines(article(f"<p>{said}</p>"))[1]


def test_links_to_other_news_within_a_text_do_not_end_it() -> None:
    box = f"<p>Tin liên quan</p>{LINKS}"
    assert lines(article(f"<p>{BODY}</p>", box, f"<p>{LAST}</p>")) == [LEAD, BODY, LAST]
    assert lines(article(f"<p>{BODY}</p>", box)) == [LEAD, BODY]
    footer = (
        "<p>Địa chỉ: số 1 đường Mẫu, thành phố Thái Bình; điện thoại 0227.3000.111 (Văn phòng)</p>"
    )
    assert lines(article(f"<p>{BODY}</p>", box, footer)) == [LEAD, BODY]


@pytest.mark.parametrize(
    "top",
    [
        "<div class='meta'><span class='author'>Kim Oanh</span><span class='time'>{}</span></div>",
        "<div><span class='post-date'>{}</span> <i>bởi <a class='author'>Kim Oanh</a></i></div>",
        "<div class='date'>{}</div><div class='author'>Viết bởi Kim Oanh</div>",
        "<p>Kim Oanh | {}</p>",
        "<p>Tác giả: Kim Oanh - {}</p>",
        "<p><time>{}</time> · <a rel='author'>Kim Oanh</a></p>",
        "<div>Được đăng bởi Kim Oanh vào {}</div>",
        "<ul class='post-meta'><li>{}</li><li>12 lượt xem</li><li>Kim Oanh</li></ul>",
        "<div>{} <span>Viết bởi: Kim Oanh</span> <span>Số lượt xem: 12</span></div>",
        "<div class='td-author-name'><div>Bởi</div> <a>Kim Oanh</a><i>-</i></div><time>{}</time>",
    ],
)
def test_who_stands_beside_the_date_wrote_it(top: str) -> None:
    found = article(f"<p>{BODY}</p>", top=top.format(STAMP))
    assert found.stamp is not None
    assert found.stamp.when == WHEN
    assert found.signed == ("Tác giả: Kim Oanh",)
    assert lines(found) == [LEAD, BODY]


@pytest.mark.parametrize("name", ["info", "author-note", "post-meta"])
def test_a_sentence_is_no_line_beside_the_stamp_whatever_it_is_called(name: str) -> None:
    said = "Bài viết nhân dịp đầu xuân của đơn vị."
    top = f"<p>{STAMP}</p><div class='{name}'><p>{said}</p></div>"
    assert lines(article(f"<p>{BODY}</p>", top=top)) == [said, LEAD, BODY]


def test_what_is_left_out_beside_the_stamp_is_told() -> None:
    found = article(f"<p>{BODY}</p>", top=f"<p>Mục pháp luật số 7</p><p>{STAMP}</p>")
    assert found.left_out == ("dòng cạnh ngày đăng: Mục pháp luật số 7",)


def test_references_to_several_sites_are_of_the_text() -> None:
    sites = "".join(f"<p><a href='https://{one}.vn/'>Luật của {one}</a></p>" for one in "ab")
    assert len(lines(article(f"<p>{BODY}</p>", "<h3>Tài liệu tham khảo</h3>", sites))) == 5


def test_a_heading_and_links_alone_at_the_end_are_the_page_s() -> None:
    links = "".join(
        f"<p><a href='/{at}'>Một tin khác của đơn vị</a> (1/{at}/2020)</p>" for at in "12"
    )
    assert lines(article(f"<p>{BODY}</p>", "<h3>Xem thêm</h3>", links)) == [LEAD, BODY]
    files = links.replace("'/1'", "'/1.pdf'")
    assert len(lines(article(f"<p>{BODY}</p>", "<h3>Tài liệu</h3>", files))) == 5


@pytest.mark.parametrize(
    "top",
    [
        "<div class='author'>Super User</div><div>{}</div>",
        "<p class='post-meta'><i class='author'>By: admin</i> <i class='date'>{}</i> </p>",
        "<div>Được gửi bởi banbientap vào T2, {}</div>",
        "<p>Đăng lúc: Thứ hai - {} - Người đăng bài viết: Quản trị</p>",
        "<dl><dd>Được viết: Administrator</dd><dd>Chuyên mục: Tin</dd><dd>Được đăng: {}</dd></dl>",
    ],
)
def test_an_account_is_no_writer(top: str) -> None:
    found = article(f"<p>{BODY}</p>", top=top.format(STAMP))
    assert found.stamp is not None
    assert found.stamp.when == WHEN
    assert found.signed == ()
    assert lines(found) == [LEAD, BODY]


@pytest.mark.parametrize(
    "top",
    [
        "<div class='header-content'><ul class='breadcrumb'><li>Tin</li></ul><i>{}</i></div>",
        "<footer class='node__meta'>Gửi bởi <span>admin</span> vào <span>{}</span></footer>",
        "<p>Lượt xem: 120 lần | Ngày đăng tin {}</p>",
        "<div><b>Tác giả:</b> Kim Oanh &nbsp; <b>Ngày đăng:</b> {}</div>",
        "<div>{} | Lượt xem: 12 | Phản hồi: 0</div>",
        "<div>{}<span class='eye'>1.024 lượt xem</span></div>",
        "<div class='meta'>By <i class='author'>admin</i> / <i>Tháng Ba 15, 2021 08:19</i></div>",
        "<ul><li class='date'>15 Tháng Ba, 2021</li><li class='time'>08:19</li></ul>",
    ],
)
def test_the_stamp_is_found_among_what_is_the_page_s_own_too(top: str) -> None:
    found = article(f"<p>{BODY}</p>", top=top.format(STAMP))
    assert found.stamp is not None
    assert (found.stamp.when, found.stamp.doubt) == (WHEN, "")
    assert lines(found) == [LEAD, BODY]


def test_a_row_of_links_is_the_page_s_and_links_to_files_are_not() -> None:
    ways = "<p><a href='/'>Trang chủ</a> | <a href='/tin'>Tin trong ngành</a></p>"
    files = "<p><a href='https://a.vn/1.pdf'>Bản một</a> | <a href='https://a.vn/2.doc'>Hai</a></p>"
    assert lines(article(f"<p>{BODY}</p>", ways, files)) == [LEAD, BODY, "Bản một | Hai"]


def test_a_sentence_that_ends_with_a_date_is_no_stamp() -> None:
    found = article(f"<p>{BODY[:-1]} từ ngày 03/12/2018</p>", top="")
    assert found.stamp is None


def test_the_hour_that_only_machines_are_given_is_taken() -> None:
    head = "<meta property='article:published_time' content='2021-03-15T01:19:00+00:00'>"
    body = f"<div><h1>{TITLE}</h1><p>{{}}</p><p>{LEAD}</p><p>{BODY}</p></div>"
    for shown in ("15 Tháng Ba, 2021", "Đăng vào dịp đầu xuân"):
        found = read(body.format(shown), head)
        assert found.stamp is not None
        assert (found.stamp.when, found.stamp.doubt) == (WHEN, "")
    other = read(body.format("16/3/2021"), head).stamp
    assert other is not None
    assert other.when.day == 16
    clock = f"<div>Thứ ba, 12/11/2024 08:00</div>{body.format('Tin')}"
    said = read(clock, head).stamp
    assert said is not None
    assert said.when == WHEN
    hidden = "<span class='hidden' itemprop='datePublished'>2021-03-15T08:19:00+07:00</span>"
    within = article(f"<p>{BODY}</p>", top=hidden).stamp
    assert within is not None
    assert within.when == WHEN


def test_a_lead_between_title_and_stamp_is_kept() -> None:
    inside = f"<div><h1>{TITLE}</h1><p>{LEAD}</p><p>{STAMP}</p><p>{BODY}</p></div>"
    assert lines(read(inside)) == [LEAD, BODY]


def test_a_lead_is_no_heading_and_its_site_s_name_is_left_out() -> None:
    lead = f"<h2 class='sapo'>(kiemsat.vn) {LEAD}</h2><p>{LEAD}</p>"
    inside = f"<div><h1>{TITLE}</h1><p>{STAMP}</p>{lead}<p>{BODY}</p></div>"
    found = read(inside)
    assert [block.kind for block in found.blocks] == [Kind.TEXT, Kind.TEXT]
    assert lines(found) == [LEAD, BODY]


@pytest.mark.parametrize(
    "caption",
    [
        "<span class='itemImageCaption'>{}</span>",
        "<p class='wp-caption-text'>{}</p>",
        "<div class='chuthich'>{}</div>",
        "<figcaption><p>{}</p></figcaption>",
        "<div class='desc'>{}</div>",
        "<p align='center'>{}</p>",
        "<p class='text-align-center'>{}</p>",
        "<blockquote class='image-field-caption'><p>{}</p></blockquote>",
    ],
)
def test_a_caption_by_its_name_goes_to_its_picture(caption: str) -> None:
    said = "Các đội thi trình bày món ăn"
    found = article(f"<div><img src='a.jpg'>{caption.format(said)}</div>", f"<p>{BODY}</p>")
    assert [b.caption for b in found.blocks if b.kind is Kind.PICTURE] == [said]
    assert lines(found) == [LEAD, BODY]


@pytest.mark.parametrize(
    "line",
    [
        "[Trở về] [In trang]",
        "< Trước | Tiếp theo >",
        "1 2 3 Trang sau »",
        "Chia sẻ: Facebook Zalo Email In bài",
        "Gửi cho bạn bè | In bài viết | Chia sẻ Facebook",
        "Không có phản hồi",
        "Tải file đính kèm",
        "Trung bình (0 Bình chọn)",
        "5/5 - (2 bình chọn)",
        "Đọc 1234 lần",
        "A- A A+",
        "Lần cập nhật cuối ( Thứ năm, 31 Tháng 10 2013 15:59 )",
    ],
)
def test_a_row_of_buttons_is_the_page_s(line: str) -> None:
    assert is_tool(line)


@pytest.mark.parametrize(
    "line",
    ["Sau.", "10, 11, 12", "12/3/2021", "Tin học", "Lưu A", "Đọc sách", "Bài học tiếp theo."],
)
def test_words_that_buttons_have_too_are_text(line: str) -> None:
    assert not is_tool(line)

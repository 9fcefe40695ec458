"""Shapes of other portals' pages: their dates, counters, votes, tags and captions."""

from __future__ import annotations

from datetime import datetime

import pytest

from desk.importers.blocks import Kind
from desk.importers.old_article import old_article
from desk.importers.page_stamps import read_stamp
from plugins.vietnamese import VIETNAM

TITLE = "Hội nghị sơ kết công tác sáu tháng"
BODY = (
    "Sáng nay, VKSND tỉnh Lam Giang tổ chức hội nghị sơ kết công tác sáu tháng đầu năm, "
    "đồng chí Viện trưởng chủ trì."
)
STAMP = "18:19 15/01/2015"


@pytest.mark.parametrize(
    "line",
    [
        "2,171 lượt xem",
        "Lượt xem: 2.171",
        "Từ khóa: hội nghị, sơ kết",
        "Tags: hội nghị",
        "Click để đánh giá bài viết",
        "Tổng số điểm của bài viết là: 5 trong 1 đánh giá",
        "Xếp hạng: 5 - 1 phiếu bầu",
        "Đồ họa - Infographic",
        "Like 12",
        "IMG_20210315 (2).JPG",
    ],
)
def test_what_is_the_pages_own_is_no_part_of_the_post(line: str) -> None:
    text = f"{TITLE}\n{STAMP}\n\n{BODY}\n\n{line}\n\nVăn Tiến\n\n{line}"
    assert [block.text for block in old_article(text).blocks] == [BODY, "Văn Tiến"]


@pytest.mark.parametrize(
    "line",
    [
        "Từ khóa của hội nghị là đổi mới.",
        "Bình luận của đại biểu được ghi nhận.",
        "Đánh giá kết quả sáu tháng, đồng chí nhấn mạnh ba việc.",
        "Xem xét báo cáo của các đơn vị.",
    ],
)
def test_a_sentence_that_begins_so_is_kept(line: str) -> None:
    text = f"{TITLE}\n{STAMP}\n\n{BODY}\n\n{line}"
    assert [block.text for block in old_article(text).blocks] == [BODY, line]


@pytest.mark.parametrize(
    ("line", "doubted"),
    [
        ("27/07/2020 | 2146", True),
        ("27/07/2020 - Lượt xem: 2146", True),
        ("27/07/2020 08:00 | 2.146 lượt xem", False),
        ("27/07/2020 08:00 - Lượt đọc: 12", False),
    ],
)
def test_how_often_a_page_was_looked_at_is_no_time(line: str, *, doubted: bool) -> None:
    stamp, rest = read_stamp(line)
    assert stamp is not None
    assert (stamp.when, bool(stamp.doubt), rest) == (
        datetime(2020, 7, 27, 8, 0, tzinfo=VIETNAM),
        doubted,
        "",
    )


@pytest.mark.parametrize(
    "said",
    [
        "<meta itemprop='datePublished' content='2015-01-15T18:19:00+07:00'>",
        '<script type="application/ld+json">{"datePublished":"2015-01-15T18:19:00+07:00"}</script>',
        "<time datetime='2015-01-15T18:19:00+07:00'>hôm qua</time>",
    ],
)
def test_a_date_for_machines_is_read(said: str) -> None:
    article = old_article(f"<html><body>{said}<h1>{TITLE}</h1><p>{BODY}</p></body></html>")
    assert article.stamp is not None
    assert article.stamp.when == datetime(2015, 1, 15, 18, 19, tzinfo=VIETNAM)


def test_of_two_dates_for_machines_none_is_taken() -> None:
    times = "".join(f"<time datetime='2015-01-{day}T18:19:00+07:00'>x</time>" for day in (15, 16))
    assert (
        old_article(f"<html><body><h1>{TITLE}</h1>{times}<p>{BODY}</p></body></html>").stamp is None
    )


def test_a_lead_that_is_shown_twice_is_kept_once() -> None:
    lead = f"<p><b>{BODY}</b></p><p>{BODY}</p>"
    html = f"<h1>{TITLE}</h1><p>{STAMP}</p><h2>{TITLE}</h2>{lead}<p>Hết.</p>"
    assert [block.text for block in old_article(html).blocks] == [BODY, "Hết."]


def test_the_line_below_an_editors_leftover_is_the_caption() -> None:
    html = (
        f"<h1>{TITLE}</h1><p>{STAMP}</p><p><img src='a.jpg' width='400'></p>"
        f"<p>leftcenterrightdel</p><p>Đồng chí Viện trưởng phát biểu</p><p>{BODY}</p>"
    )
    picture, body = old_article(html).blocks
    assert (picture.kind, picture.caption) == (Kind.PICTURE, "Đồng chí Viện trưởng phát biểu")
    assert body.text == BODY

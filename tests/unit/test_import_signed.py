"""Who wrote an old page, where it says so beside its stamp: never its title, never lost."""

from __future__ import annotations

from datetime import datetime

import pytest

from desk.importers.imported_post import imported_post
from desk.importers.old_article import old_article
from plugins.registry import Registry
from plugins.sections import ONE
from plugins.vietnamese import VIETNAM

TITLE = "Hội nghị sơ kết công tác sáu tháng"
STAMP = "18:19 15/01/2015"
BODY = "Sáng nay, VKSND tỉnh Lam Giang tổ chức hội nghị sơ kết công tác sáu tháng đầu năm."
NOW = datetime(2026, 1, 1, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("text", "signed"),
    [
        (f"Tin hoạt động\n{TITLE}\nVăn Tiến\n3/15/2021 8:19:41 AM\n\n{BODY}", ["Văn Tiến"]),
        (f"{TITLE}\nVĂN TIẾN\n3/15/2021 8:19:41 AM{BODY}", ["VĂN TIẾN"]),
        (
            f"Tin\n{TITLE}\nTác giả: Văn Tiến\nChuyên viên VKSND huyện Vũ Thư\n{STAMP}\n\n{BODY}",
            ["Tác giả: Văn Tiến", "Chuyên viên VKSND huyện Vũ Thư"],
        ),
        (
            f"<h1>{TITLE}</h1><p>Văn Tiến - Phòng 8</p><p>{STAMP}</p><p>{BODY}</p>",
            ["Văn Tiến - Phòng 8"],
        ),
        (f"<h1>{TITLE}</h1><p>{STAMP}</p><p>TG: Văn Tiến</p><p>{BODY}</p>", ["TG: Văn Tiến"]),
        (f"<p>{TITLE}</p><p>Văn Tiến</p><p>{STAMP}</p><p>{BODY}</p>", ["Văn Tiến"]),
    ],
)
def test_the_author_beside_the_stamp_is_no_title(text: str, signed: list[str]) -> None:
    article = old_article(text)
    assert (article.title, list(article.signed)) == (TITLE, signed)
    assert [block.text for block in article.blocks] == [BODY]
    read = imported_post(article, Registry(), NOW, ONE)
    assert [name.casefold() for name in read.front.authors] == ["văn tiến"]


def test_a_short_title_in_capitals_is_a_title() -> None:
    article = old_article(f"Tin hoạt động\nChúc Mừng Năm Mới\n{STAMP}\n\n{BODY}\n\nVăn Tiến")
    assert (article.section, article.title) == ("Tin hoạt động", "Chúc Mừng Năm Mới")
    assert article.signed == ()


def test_a_label_is_never_a_title() -> None:
    assert old_article(f"Tin hoạt động\nTác giả: Văn Tiến\n{STAMP}\n\n{BODY}").title == ""


def test_the_byline_of_the_body_goes_first_and_the_other_is_said() -> None:
    article = old_article(f"{TITLE}\nVăn Tiến\n{STAMP}\n\n{BODY}\n\nThu Hà")
    read = imported_post(article, Registry(), NOW, ONE)
    assert read.front.authors == ("Thu Hà",)
    assert read.notes == ("dòng «Văn Tiến» cạnh ngày đăng không được đưa vào bài",)


def test_an_office_below_the_name_is_no_paragraph_of_the_post() -> None:
    article = old_article(
        f"{TITLE}\n{STAMP}\n\n{BODY}\n\nVăn Tiến\n\nChuyên viên VKSND huyện Vũ Thư"
    )
    read = imported_post(article, Registry(), NOW, ONE)
    assert [block.text for block in read.blocks] == [BODY]
    assert read.byline.unit == "VKSND huyện Vũ Thư"

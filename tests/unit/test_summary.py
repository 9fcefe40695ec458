"""The summary is the lead: no caption, no quotation, nothing that editors leave between."""

from __future__ import annotations

import pytest

from plugins.posts import BodyReader
from plugins.posts.summary import lede, without_text
from tests.unit.test_check import post

LEAD = "Sáng 5/6/2021, VKSND huyện Vũ Thư tổ chức phiên tòa rút kinh nghiệm vụ án hình sự."


@pytest.mark.parametrize(
    "text",
    [
        f"Toàn cảnh buổi họp\n\n{LEAD}",
        f"Ảnh: Toàn cảnh buổi họp.\n\n{LEAD}",
        f"leftcenterrightdel\n\nĐồng chí Viện trưởng phát biểu.\n\n{LEAD}",
        f"leftcenterrightdelToàn cảnh.\n\n{LEAD}",
        f"{LEAD}Toàn cảnh buổi họp\n\nĐoạn hai của bài viết này.",
        f"> Lời hay ý đẹp của ai đó.\n\n{LEAD}",
        f"> Một lời.\n>\n> Hai lời.\n\n- Mục một\n\n{LEAD}",
        f"“Dân là gốc.”\n\n{LEAD}",
        f"Đồng chí An phát biểu. Ảnh: Hà My\n\n{LEAD}",
        f"Một số hình ảnh tại hội nghị:\n\n{LEAD}",
        f"Đồ họa - Infographic.\n\n{LEAD}",
    ],
)
def test_what_stands_beside_the_news_is_passed_over(text: str) -> None:
    body, _ = BodyReader().read(text, path="tin-hoat-dong/2021/a.md")
    assert (body.lede or lede(body.text)) == LEAD
    assert without_text(post(body=body)).body.lede == LEAD


@pytest.mark.parametrize(
    "text",
    [
        f"{LEAD} “Chúng tôi rất vui.”",
        "Ảnh hưởng của mưa lũ làm chậm tiến độ.",
        "Tại TP.Thái Bình và các huyện, mọi việc đều xong.",
        "> Chỉ có lời này.",
        "Toàn cảnh buổi họp",
    ],
)
def test_a_lead_is_left_whole(text: str) -> None:
    body, _ = BodyReader().read(text, path="tin-hoat-dong/2021/a.md")
    assert (body.lede or lede(body.text)) == text.removeprefix("> ")

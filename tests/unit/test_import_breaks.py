"""What parted two words on the old portal parts them in the post, in a text and in a page."""

from __future__ import annotations

import pytest

from desk.importers.article_parts import OldArticle
from desk.importers.decoding import decode
from desk.importers.old_article import old_article

STAMP = "3/15/2021 8:19:00 AM"


def body(article: OldArticle) -> list[str]:
    assert article.stamp is not None
    return [block.text for block in article.blocks]


def from_text(between: str) -> list[str]:
    text = f"Đoàn làm việc với tám đơn vị\n\n{STAMP}\n\nĐoàn đến tám đơn vị{between}Kết quả tốt.\n"
    return body(old_article(decode(text.encode()).text))


def from_page(between: str) -> list[str]:
    page = (
        "<html><body><h1>Đoàn làm việc với tám đơn vị</h1>"
        f"<p>{STAMP}</p><p>Đoàn đến tám đơn vị{between}Kết quả tốt.</p></body></html>"
    )
    return body(old_article(decode(page.encode()).text))


LINES = ["Đoàn đến tám đơn vị", "Kết quả tốt."]
LINE = ["Đoàn đến tám đơn vị Kết quả tốt."]


@pytest.mark.parametrize("sign", ["\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\r", "\x1e"])
def test_line_ends_of_old_systems_are_line_ends_in_a_text(sign: str) -> None:
    assert from_text(sign) == LINES


@pytest.mark.parametrize("sign", ["\x0b", "\x85", "\u2028", "\u2029", "&#11;", "&#8232;", "<br>"])
def test_they_are_line_ends_in_a_page_too(sign: str) -> None:
    assert from_page(sign) == LINES


@pytest.mark.parametrize("sign", ["\x0c", "\x1c", "\x1f", "\u200b", "\x07", "\uf0b7", "&#31;"])
def test_whatever_else_stands_between_two_words_of_a_page_is_a_space(sign: str) -> None:
    assert from_page(sign) == LINE
    assert from_page(f"<b>{sign}</b>") == LINE


@pytest.mark.parametrize("sign", ["\x1f", "\u200b", "\x07", "\uf0b7"])
def test_and_of_a_text(sign: str) -> None:
    assert from_text(sign) == LINE


def test_what_a_reader_does_not_see_leaves_a_word_whole() -> None:
    assert from_page(" kiểm\u00adtra, \u200b(\u200eViện\u200b) ") == [
        "Đoàn đến tám đơn vị kiểmtra, (Viện) Kết quả tốt."
    ]


def test_a_sign_between_two_letters_is_doubted() -> None:
    assert "mã U+0007" in " ".join(decode("đơn vị\x07Kết quả".encode()).doubts)
    assert decode("đơn vị \x07 Kết quả\x0bvà".encode()).doubts == ()


def test_signs_of_a_font_of_symbols_begin_items_still() -> None:
    lines = "\n".join(f"\uf0b7 {one}" for one in ("Ý một", "ý hai"))
    text = f"Hội nghị sơ kết công tác quý một\n15/3/2021 08:19\n\nBa việc:\n{lines}\n\nVăn Tiến"
    items = ["• Ý một", "• ý hai"]
    assert [b.text for b in old_article(text).blocks][1:3] == items
    page = "".join(f"<p>{one}</p>" for one in text.split("\n") if one)
    assert [b.text for b in old_article(f"<html>{page}</html>").blocks][1:3] == items

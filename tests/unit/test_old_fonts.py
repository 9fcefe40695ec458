"""Text typed for TCVN3 and VNI fonts: converted when it is certain, else the file is refused."""

from __future__ import annotations

import pytest

from desk.importers.blocks import markdown
from desk.importers.old_fonts import Encoding, converted, encoding_of, is_capitals, proven
from desk.importers.syllables import is_syllable, share_of
from desk.importers.word_article import word_article
from desk.importers.word_package import Refused
from tests.support.word_files import p, r, typed_for, xml_file

TEXT = (
    "Đoàn ghi nhận nhiều kết quả tốt, đồng thời đề nghị các đơn vị khắc phục những tồn tại đã nêu "
    "trong thông báo trước đây; ẳng ẵm, Ý kiến quỵ luỵ, ỵ, chữ ký, ngõ hẻm, gỡ bỏ, lữ quán, ưỡn"
)
TCVN3 = "§oµn ghi nhËn nhiÒu kÕt qu¶ tèt, ®ång thêi ®Ò nghÞ c¸c ®¬n vÞ kh¾c phôc"
VNI = "Ñoaøn ghi nhaän nhieàu keát quaû toát, ñoàng thôøi ñeà nghò caùc ñôn vò khaéc phuïc"
MEANT = "Đoàn ghi nhận nhiều kết quả tốt, đồng thời đề nghị các đơn vị khắc phục"
TITLE = p("Hội nghị sơ kết quý II")
BY = p("Việt Hưng")


def font(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>'


def body(*paragraphs: str) -> str:
    return markdown(word_article(xml_file(TITLE + "".join(paragraphs) + BY)).blocks[:-1])


@pytest.mark.parametrize(
    ("typed", "encoding"), [(TCVN3, Encoding.TCVN3), (VNI, Encoding.VNI)], ids=["tcvn3", "vni"]
)
def test_a_sentence_comes_out_as_it_was_meant(typed: str, encoding: Encoding) -> None:
    assert converted(typed, encoding) == MEANT
    assert proven(typed) is encoding


@pytest.mark.parametrize("encoding", Encoding)
def test_every_letter_has_its_code(encoding: Encoding) -> None:
    small = TEXT.lower() if encoding is Encoding.TCVN3 else TEXT
    assert converted(typed_for(small, encoding), encoding) == small


def test_vni_has_the_letters_that_others_forget() -> None:
    typed = "aú AÚ î Î æ ó ò Æ Ó Ò aü aë uùng öõ"
    assert converted(typed, Encoding.VNI) == "ẳ Ẳ ỵ Ỵ ỉ ĩ ị Ỉ Ĩ Ị ẵ ặ úng ữ"


@pytest.mark.parametrize(
    ("name", "encoding", "are_capitals"),
    [
        (".VnTime", Encoding.TCVN3, False),
        (".VnTimeH", Encoding.TCVN3, True),
        (".VnArialH", Encoding.TCVN3, True),
        ("VNI-Times", Encoding.VNI, False),
        ("VNI Helve", Encoding.VNI, False),
        ("Times New Roman", None, False),
        ("Vni", None, False),
        ("", None, False),
    ],
)
def test_a_font_tells_what_was_typed(
    name: str,
    encoding: Encoding | None,
    are_capitals: bool,  # noqa: FBT001 - a row of the table
) -> None:
    assert encoding_of(name) is encoding
    assert is_capitals(name) is are_capitals


@pytest.mark.parametrize("word", ["nghiêng", "quyết", "gì", "giếng", "oách", "khuỷu", "Đắk", "ỷ"])
def test_a_syllable_is_one(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["®¬n", "tỏc", "bãc", "ñôn", "qệ", "ngàà", "việnkiểmsát", "ză"])
def test_what_is_no_syllable_is_none(word: str) -> None:
    assert not is_syllable(word)


def test_signs_and_abbreviations_prove_nothing() -> None:
    assert share_of("QĐ – HĐND “VKSND” 5 §") == (0, 0)


# --- in a file -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "name"), [(TCVN3, ".VnTime"), (VNI, "VNI-Times")], ids=["tcvn3", "vni"]
)
def test_a_page_of_several_fonts_is_converted_where_it_must_be(typed: str, name: str) -> None:
    article = word_article(
        xml_file(
            TITLE
            + p(r("Chữ Unicode sẵn.", font("Times New Roman")))
            + p(r(typed, font(name)))
            + p(r("Chữ Unicode mang phông cũ, đã đúng.", font(name)))
            + BY
        )
    )
    assert markdown(article.blocks).split("\n\n")[:3] == [
        "Chữ Unicode sẵn.",
        MEANT,
        "Chữ Unicode mang phông cũ, đã đúng.",
    ]
    assert any("1 đoạn" in note and "Unicode" in note for note in article.notes)


def test_a_font_may_come_from_a_style() -> None:
    styles = (
        '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        f"{font('.VnTime')}</w:rPr></w:rPrDefault></w:docDefaults></w:styles>"
    )
    data = xml_file(p(TCVN3) + p(TCVN3 + ".") + p(typed_for("việt hưng", Encoding.TCVN3)),
                    styles=styles)  # fmt: skip
    assert word_article(data).title == MEANT


def test_the_font_of_capitals_writes_capitals() -> None:
    assert body(p(r("®oµn kiÓm tra", font(".VnTimeH")))) == "ĐOÀN KIỂM TRA"


def test_a_soft_hyphen_is_a_letter_in_tcvn3() -> None:
    soft = (
        f"<w:r><w:rPr>{font('.VnTime')}</w:rPr><w:t>tr</w:t><w:softHyphen/><w:t>íc ®©y</w:t></w:r>"
    )
    assert body(p(r("Th«ng b¸o ", font(".VnTime")), soft)) == "Thông báo trước đây"


def test_signs_of_a_symbol_font_are_letters_too() -> None:
    moved = "".join(chr(0xF000 + ord(c)) if ord(c) > 0x7F else c for c in TCVN3)
    assert body(p(r(moved, font(".VnTime")))) == MEANT


def test_a_letter_and_its_mark_in_two_runs_are_one() -> None:
    runs = [r(one, font("VNI-Times")) for one in ("Ñoa", "øn kieå", "m tra")]
    assert body(p(*runs)) == "Đoàn kiểm tra"


@pytest.mark.parametrize("typed", [TCVN3, VNI], ids=["tcvn3", "vni"])
def test_without_a_font_the_words_prove_it(typed: str) -> None:
    assert body(p("Chữ đã đúng thì để yên như vậy."), p(typed)).endswith(MEANT)


@pytest.mark.parametrize(
    "paragraph",
    [
        p(r("©¶§ ¶¸¨ ®®® ¬¬µ xyz¶ qq¸", font(".VnTime"))),
        p("Nãy nµy l© mét ®¬zw c©uqq kh«ngg ®äcx ®iîcw"),
    ],
    ids=["by font", "by words"],
)
def test_what_is_not_certain_is_refused_whole(paragraph: str) -> None:
    with pytest.raises(Refused, match="Unicode"):
        word_article(xml_file(TITLE + p(r(TCVN3, font(".VnTime"))) + paragraph + BY))


def test_names_of_other_tongues_are_no_fault() -> None:
    text = "Ông José Müller và bà Zoë đến thăm café ở Genève, rồi đi Malmö."
    assert body(p(text)) == text

"""What Vietnamese asks of software."""

import re
import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins import vietnamese as vn


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Tiền Hải", "tien hai"), ("Đường", "duong"), ("ẨM THỰC", "am thuc"), ("P.V", "p.v")],
)
def test_folding_is_what_a_reader_types_without_marks(text, folded):
    assert vn.fold(text) == folded


def test_folding_is_the_same_for_both_normal_forms():
    apart = unicodedata.normalize("NFD", "Thái Thụy")
    assert vn.fold(apart) == vn.fold("Thái Thụy")


@pytest.mark.parametrize(
    ("written", "one"),
    [
        ("Thuỵ", "Thụy"),
        ("Hoà", "Hòa"),
        ("khoẻ", "khỏe"),
        ("Thuỷ", "Thủy"),
        ("quý", "quý"),
        ("quỳ", "quỳ"),
        ("hoàn", "hoàn"),
        ("thuyền", "thuyền"),
        ("toán", "toán"),
    ],
)
def test_tone_marks_of_open_syllables_move_to_one_place(written, one):
    assert vn.retone(written) == one


def test_two_spellings_of_one_name_are_the_same_but_two_names_are_not():
    assert vn.sameness("VKSND  huyện Thái Thuỵ") == vn.sameness("vksnd huyện Thái\u00a0Thụy")
    assert vn.sameness("Nguyễn Văn Tú") != vn.sameness("Nguyễn Văn Tư")


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("15/2024/QĐ-UBND", "15-2024-qd-ubnd"),
        ("TP.Hồ Chí Minh", "tp-ho-chi-minh"),
        ("  Đại hội – 2020!  ", "dai-hoi-2020"),
        ("…", ""),
    ],
)
def test_addresses_are_unaccented_vietnamese(text, slug):
    assert vn.slugify(text) == slug


def test_a_long_address_is_cut_between_words():
    assert vn.slugify("kiểm tra việc triển khai công tác", limit=20) == "kiem-tra-viec-trien"


def test_names_stand_in_dictionary_order():
    names = ["Vũ Thư", "Đông Hưng", "Dương", "Ấn", "An", "Ân", "Phòng 15", "Phòng 2", "Hưng Hà"]
    assert sorted(names, key=vn.collation) == [
        "An",
        "Ân",
        "Ấn",
        "Dương",
        "Đông Hưng",
        "Hưng Hà",
        "Phòng 2",
        "Phòng 15",
        "Vũ Thư",
    ]


@pytest.mark.parametrize(("name", "letter"), [("Ấn", "Â"), ("Đông", "Đ"), ("Ứng", "Ư"), ("", "")])
def test_a_name_stands_under_its_letter_without_its_tone(name, letter):
    assert vn.initial(name) == letter


def test_a_dateline_reads_as_a_newspaper_prints_it():
    when = datetime(2021, 3, 15, 8, 19, 41, tzinfo=vn.VIETNAM)
    assert vn.dateline(when) == "Thứ Hai, 15/3/2021, 08:19"
    assert vn.time_and_day(when.astimezone(UTC)) == "08:19 15/03/2021"
    assert vn.long_date(when) == "Thứ Hai, ngày\u00a015 tháng\u00a03 năm\u00a02021"


def test_a_word_and_its_number_are_bound_once():
    once = vn.bind("Phòng 15 họp ngày 2 tháng 3, phòng họp")
    assert once == "Phòng\u00a015 họp ngày\u00a02 tháng\u00a03, phòng họp"
    assert vn.bind(once) == once


_BOUND = re.compile(
    r"\b([Pp]hòng|[Nn]gày|[Tt]háng|[Nn]ăm|[Qq]uý|[Đđ]iều|[Kk]hoản|[Ss]ố|[Kk]hu vực) (?=[0-9])"
)


# fmt: off
PIECES = [
    "Phòng", "ngày", "tháng", "Năm", "Quý", "điều", "Khoản", "số", "Khu vực", "khu", "vực", "a",
    "_", ".", "(", "\n", " ", "  ", "\u00a0", "5", "12/3",
]
# fmt: on


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_what_is_bound_is_a_word_of_the_list_and_its_number(text):
    assert vn.bind(text) == _BOUND.sub(lambda m: m[1] + vn.NBSP, text)


@given(st.text(max_size=60))
def test_every_text_has_one_form_under_each_function(text):
    assert vn.squeeze(vn.squeeze(text)) == vn.squeeze(text)
    assert vn.retone(vn.retone(text)) == vn.retone(text)
    assert vn.slugify(vn.slugify(text)) == vn.slugify(text)
    assert vn.bind(vn.bind(text)) == vn.bind(text)


@given(st.lists(st.text(max_size=8), max_size=6))
def test_order_does_not_depend_on_where_one_starts(names):
    forward = sorted(names, key=vn.collation)
    assert sorted(names[::-1], key=vn.collation) == forward  # noqa: C415 - the reversal is what is tried


def test_a_mark_of_no_letter_counts_for_nothing_in_the_order() -> None:
    assert sorted(["b", "$\u0300a", "a"], key=vn.collation) == ["a", "b", "$\u0300a"]

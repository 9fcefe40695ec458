"""Whatever is written, what the guard offers in its place is found no more."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import example, given, settings
from hypothesis import strategies as st

from plugins.privacy import numbers, personal_data
from tests.support.long import examples
from tests.support.masking import masked

FAMILIES = st.sampled_from(["Nguyễn", "Trần", "Lê", "Phạm", "Bùi", "Hoàng", "Giàng", "Lò", "Đặng"])
MIDDLES = st.sampled_from(["Văn", "Thị", "thị", "Đức", "Thị Thu", "A", ""])
GIVEN = st.sampled_from(["An", "Bình", "Đạt", "Ánh", "Én", "Giang", "Nghĩa", "Quý", "Ý", "Uyên"])
NAMES = st.tuples(FAMILIES, MIDDLES, GIVEN).map(lambda parts: " ".join(filter(None, parts)))
PERSONS = st.sampled_from(
    [
        "{}, sinh năm 1980, trú tại thôn Mẫu",
        "{} (SN 1980, trú tại xã An Bình)",
        "{} (42 tuổi, ngụ phường Hai)",
        "{} trú tại thôn Mẫu, sinh năm 1980",
        "**{}**, sinh 1980, quê quán xã An Bình",
        "Bị hại là chị {} và anh {}",
        "Các cháu {}, {} bị lạc",
        "Em {}, học sinh lớp 8",
        "con gái của ông Tú là {}, 13 tuổi",
        "| 1 | {} | 1985 | thôn Mẫu |",
    ]
)
DIGITS = st.text("0123456789", min_size=9, max_size=9)
NUMBERS = st.sampled_from(
    [
        "CCCD 034{}",
        "số 034{}.",
        "điện thoại 0{}",
        "gọi anh Nam (+84) {}",
        "tài khoản số 19{}",
        "hộ chiếu B{}",
        "CMND {}",
    ]
)


@settings(max_examples=examples(100), deadline=None)
@given(PERSONS, NAMES, NAMES, st.sampled_from([str, str.upper]))
def test_a_masked_name_is_silent(
    frame: str, one: str, other: str, written: Callable[[str], str]
) -> None:
    text = written(frame.format(*([one, other][: frame.count("{}")])))
    assert list(personal_data(masked(text))) == []


@settings(max_examples=examples(100), deadline=None)
@given(NUMBERS, DIGITS)
def test_a_masked_number_is_silent(frame: str, digits: str) -> None:
    text = frame.format(digits)
    assert list(personal_data(masked(text))) == []


@settings(max_examples=examples(100), deadline=None)
@given(st.lists(st.one_of(PERSONS, NUMBERS, NAMES, st.text(max_size=20)), max_size=6))
def test_any_text_is_read_and_masked(pieces: list[str]) -> None:
    text = " ".join(pieces).replace("{}", "Nguyễn Văn Bình 912345678")
    for one in personal_data(text):
        assert one.about
        assert one.line == 1 + text[: text.find(one.about)].count("\n") or "\n" in text
    assert list(personal_data(masked(text))) == []


@settings(max_examples=examples(100), deadline=None)
@given(
    st.lists(
        st.sampled_from(["0", "9", "34", "912", "2023", "+84", " ", ".", "-", "–", "/", "A", "Đ1"]),
        max_size=14,
    ).map("".join)
)
@example("034080001234")
@example("123456789")
@example("+84 24 3826.1234")
@example("0 212 3 456 789")
@example("17-B1 – 123.45")
@example("29A 1234")
def test_no_number_of_a_person_is_passed_over(text: str) -> None:
    patterns = (numbers._TWELVE, numbers._NINE, *numbers._PHONES, numbers._PLATE)
    if any(pattern.search(text) for pattern in patterns):
        assert numbers._ANY.search(text)

"""Anything may stand in the last lines of a body."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.bylines import find_byline, parse_byline
from tests.support.long import examples

SCRAPS = st.lists(
    st.sampled_from(
        [
            *"-–,.:/()|; ",
            *("Minh Anh", "Phòng 8", "VKSND", "huyện", "Hưng Hà", "Ảnh:", "PV", "P.V", "Nguồn:"),
            *("Theo", "abc.com.vn", "15/3/2021", "và", "KSV", "Trưởng", "hội nghị", "Đ/c"),
        ]
    ),
    max_size=12,
).map("".join)


@settings(max_examples=examples(50))
@given(st.text(max_size=60) | SCRAPS)
def test_any_line_is_read_without_an_exception(text: str) -> None:
    read = parse_byline(text)
    assert len(read.authors) == len(read.restored)
    assert all(author.strip() for author in read.authors)


@settings(max_examples=examples(20))
@given(st.lists(st.text(max_size=30) | SCRAPS, max_size=6))
def test_any_body_is_searched_without_an_exception(lines: list[str]) -> None:
    read, index, _ = find_byline(lines)
    assert (index is not None) == read.found


@settings(max_examples=examples(20))
@given(
    st.sampled_from(["Thuý Kiều", "Lê Thị Hồng Nhung", "Đỗ Hường"]),
    st.sampled_from(["-", "–", " - ", " –", "- ", ", ", " ", "  -  ", "\u00a0–\u00a0"]),
    st.sampled_from(["Phòng 8", "Phòng 15", "VKSND huyện Hưng Hà", "Viện KSND TP. Thái Bình"]),
    st.sampled_from(["NFC", "NFD"]),
    st.sampled_from(["", "Tác giả: ", "Tác giả bài viết:  "]),
    st.sampled_from(["", ".", " |", "\u00a0"]),
)
def test_dashes_spaces_and_normal_forms_change_nothing(
    name: str, dash: str, place: str, form: str, label: str, end: str
) -> None:
    read = parse_byline(unicodedata.normalize(form, label + name + dash + place + end))
    assert read.authors == (name,)
    assert (read.department or read.unit) == place


@pytest.mark.parametrize(
    "scrap",
    ["Minh Anh - ", "VKSND ", "(", "a.B", "Phòng ", ". PV", "Theo ", " ", "Ảnh:", "-", "x.vn/"],
)
def test_a_very_long_line_costs_little(scrap: str) -> None:
    start = time.process_time()
    find_byline([scrap * 40_000])
    assert time.process_time() - start < 1

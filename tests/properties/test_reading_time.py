"""However crooked a text, one twice as long takes twice as long: nothing goes back and back."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.bylines import find_byline, parse_byline
from plugins.documents import find_documents
from plugins.posts import BodyReader
from plugins.units import find_units
from tests.support.long import examples
from tests.support.posts import agency

PIECES = st.sampled_from(
    [
        *(
            "1",
            "12",
            "2021",
            "/",
            "-",
            "–",
            " ",
            "  ",
            "\u00a0",
            ".",
            ",",
            ":",
            ";",
            "(",
            ")",
            "\n",
        ),
        *("số ", "số 1", "ngày ", "tháng ", "năm ", "của ", "và ", "các ", "cùng ngày ", "a", "A"),
        *("QĐ", "KH-", "/QĐ-VKS", "kh-vks", "QH 13", "TTLT", "VKS", "VKSND ", "Viện kiểm sát "),
        *("Quyết định ", "Kế hoạch số ", "Luật ", "Thông tư liên tịch ", "sửa đổi ", "huyện "),
        *(
            "An Khê",
            "thành phố ",
            "TP.",
            "Phòng 8 ",
            "Nguyễn Văn ",
            "P.V",
            "PV",
            "Tác giả: ",
            "Ảnh: ",
        ),
        *(
            "left",
            "center",
            "right",
            "./.",
            "…",
            "”",
            "“",
            "Theo ",
            "www.",
            ".vn",
            "\u0301",
            "ố",
            "đ",
        ),
    ]
)
LONG = 24_000
"""Characters: enough for a cost that grows with the square to show."""
MOST = 1.5
"""Seconds for such a text, on a slow and busy machine; a square takes minutes."""

READERS: dict[str, Callable[[str], object]] = {
    "documents": find_documents,
    "units": partial(find_units, registry=agency()),
    "a byline": partial(parse_byline, registry=agency()),
    "the last lines": lambda text: find_byline(text.split("\n"), agency()),
}


@pytest.mark.parametrize("reader", READERS)
@settings(max_examples=examples(20), deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=6).map("".join), st.lists(PIECES, max_size=3))
def test_a_text_made_to_be_slow_is_not(reader: str, scrap: str, end: list[str]) -> None:
    text = scrap * (LONG // len(scrap)) + "".join(end)
    start = time.process_time()
    READERS[reader](text)
    assert time.process_time() - start < MOST


@settings(max_examples=20, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=6).map("".join))
def test_marking_what_a_paragraph_cites_is_linear_too(scrap: str) -> None:
    text = scrap.replace("\n", " ") * (LONG // len(scrap))
    start = time.process_time()
    BodyReader().read(text, path="tin-hoat-dong/2021/a.md", cites=True)
    assert time.process_time() - start < 2 * MOST

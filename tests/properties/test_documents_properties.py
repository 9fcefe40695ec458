"""Any text may be searched for citations; how spaces, dashes and marks are typed is no matter."""

from __future__ import annotations

import time
import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.documents import find_documents

SCRAPS = st.lists(
    st.sampled_from(
        [
            *"-–,.:/(); \n",
            *(
                "Quyết định",
                " số ",
                "15",
                "QĐ",
                "VKS",
                "/2021",
                " ngày ",
                "02/3/2021",
                " và ",
                "QH",
            ),
            *("Kế hoạch", "Luật", "tháng", "năm", "KH", " của ", "Số:", "TW", "12", "NĐ", "\u00a0"),
        ]
    ),
    max_size=18,
).map("".join)

TYPES = st.sampled_from(
    [("Quyết định", "QĐ"), ("Kế hoạch", "KH"), ("Báo cáo", "BC"), ("Tờ trình", "TTr")]
)
ORGANS = st.lists(st.sampled_from(["VKS", "VKSTB", "VP", "TANDTC", "P8"]), min_size=1, max_size=3)


@settings(max_examples=200)
@given(st.text(max_size=60) | SCRAPS, st.sampled_from(["NFC", "NFD"]))
def test_any_text_is_searched_and_spans_are_right(text: str, form: str) -> None:
    text = unicodedata.normalize(form, text)
    reached = 0
    for cited in find_documents(text):
        assert reached <= cited.start < cited.end
        assert text[cited.start : cited.end] == cited.text
        assert cited.type
        assert not set(cited.number) & set(" \u00a0–")
        reached = cited.end


@settings(max_examples=100)
@given(
    TYPES,
    st.integers(1, 9999),
    ORGANS,
    st.dates(),
    st.sampled_from(["-", "–", "- ", " -", "\u2010"]),
    st.sampled_from(["/", " /", "/ "]),
    st.sampled_from([" số ", " ", " số: ", "\u00a0số\u00a0", "  số  "]),
    st.sampled_from(["{d}/{m}/{y:04}", "{d:02}-{m:02}-{y:04}", "{d} tháng {m} năm {y:04}"]),
    st.sampled_from(["NFC", "NFD"]),
)
def test_spaces_dashes_and_normal_forms_give_equal_answers(  # noqa: PLR0913, PLR0917 - what varies
    kind: tuple[str, str],
    number: int,
    organs: list[str],
    day: date,
    dash: str,
    slash: str,
    so: str,
    date_form: str,
    form: str,
) -> None:
    word, code = kind
    when = date_form.format(d=day.day, m=day.month, y=day.year)
    symbol = dash.join([code, *organs])
    text = unicodedata.normalize(form, f"theo {word}{so}{number}{slash}{symbol} ngày {when} thì")
    (cited,) = find_documents(text)
    assert (cited.type, cited.number, cited.date) == (
        word,
        f"{number}/{'-'.join([code, *organs])}",
        day,
    )


@pytest.mark.parametrize(
    "scrap",
    [
        *("1 ", "1/A-", "1/A   ", "số 1/QĐ ", "số 1" + " " * 50, "Quyết định số 1/QĐ-A, "),
        *("Luật a ", "ngày ", "Kế hoạch số a ", "1/KH của a b c d "),
    ],
)
def test_time_grows_with_the_text_and_not_faster(scrap: str) -> None:
    start = time.perf_counter()
    find_documents(scrap * (60_000 // len(scrap)))
    assert time.perf_counter() - start < 3

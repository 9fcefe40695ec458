"""Any text may be searched for citations; how spaces, dashes and marks are typed is no matter."""

from __future__ import annotations

import time
import unicodedata
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.documents import checks, find_documents
from plugins.documents.catalogue import number_key
from plugins.model import Body, Cited, Post
from plugins.vietnamese import VIETNAM
from tests.support.long import examples

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


@settings(max_examples=examples(66))
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


@settings(max_examples=examples(33))
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
        *("số 12, ", "1 QĐ/", "1/QĐ.", "1/AB&", "1/A - B - ", "Công văn hướng dẫn "),
    ],
)
def test_time_grows_with_the_text_and_not_faster(scrap: str) -> None:
    start = time.process_time()
    find_documents(scrap * (60_000 // len(scrap)))
    assert time.process_time() - start < 3


CITED = st.builds(
    Cited,
    type=st.sampled_from(["Kế hoạch", "Quyết định", "Văn bản"]),
    number=st.sampled_from(["5/KH-VKS", "05/KH-VKS", "05/kh-vks", "5-KH/VKS", "5/KH", "7/QĐ", "7"]),
    date=st.none()
    | st.sampled_from([date(2020, 12, 5), date(2021, 3, 5), date(2021, 4, 5), date(2022, 3, 5)]),
    sure=st.integers(0, 9).map(lambda n: n == 0),
)


@settings(max_examples=examples(20))
@given(st.lists(st.tuples(st.integers(0, 900), st.lists(CITED, max_size=3)), max_size=9))
def test_what_is_not_looked_at_closely_needs_no_advice(
    written: list[tuple[int, list[Cited]]],
) -> None:
    start = datetime(2021, 1, 1, 8, tzinfo=VIETNAM)
    posts = [
        Post(
            path=f"tin-hoat-dong/2021/{i}.md",
            title="",
            date=start + timedelta(days=days),
            cited=tuple(cited),
            body=Body(html="", text=""),
        )
        for i, (days, cited) in enumerate(written)
    ]
    posts.sort(key=lambda one: one.order)
    quick = list(checks.check_citations(posts, lambda one: int(one.slug) % 4 > 0))
    with pytest.MonkeyPatch.context() as patch:
        numbers = {
            c.number: number_key(c.number) for p in posts for c in p.cited if c.number != "7"
        }
        patch.setattr(checks, "_disputed", lambda _: numbers)
        patch.setattr(checks, "_any_slip", lambda _: True)
        assert list(checks.check_citations(posts, lambda one: int(one.slug) % 4 > 0)) == quick

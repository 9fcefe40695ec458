"""Plain paragraphs, read at once, come out as Markdown, the sanitiser and the last pass have them.

The long way is the definition; the short one may be taken only where no difference can be.
"""

from __future__ import annotations

import re
import unicodedata
from unittest import mock

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from plugins.model import Body, Problem
from plugins.posts import BodyReader, body
from tests.support.long import examples

PATH = "tin-hoat-dong/2021/kiem-tra.md"
READER = BodyReader()

ALLOWED = "".join(c for c in map(chr, range(0x2100)) if body._PARAGRAPHS.fullmatch(f"a{c}a"))

# What Markdown, HTML or we ourselves might see something in, and what borders on it.
# fmt: off
NASTY = [
    "\n", "\n", "\n\n", "\n\n", "\n\n\n", " ", "  ", "    ", " \n", "  \n", "\n ", "\n    ", "\t",
    "\u00a0", " \u00a0 ", "\u00a0\n", "\n\u00a0", "\u00ad", "\u200b", "\u2028", "\u3000", "\x0b",
    "\x85", "\ufeff", "e\u0323\u0302", "\u0301", "\ue000", "\ue0001\ue001", "\x02", "klzzwxh:0001",
    "1. ", "1.", "1.\n", "14.500 ", "1) ", "2021. ", "١. ", "- ", "-", "---", "--- ", "– ", "===",
    "=", "+ ", "+", "* ", "***", "_", "___", "# ", "#", "> ", ">", ": ", "::", "~~~", "```", "`",
    "|", "a|b", "|-|", "[", "]", "[a]: b", "[^1]", "[^1]: ", "[a](b)", "![a](b)", "*[a]: b",
    "{: #a}", "{", "}", "\\", "\\.", "&", "&amp;", "&nbsp;", "&#160;", "<", "<b>", "</p>", "<!--",
    "<http://a.vn>", "http://a.vn", "a@b.vn", "^", "~", "$", "%", "%20", "'", '"', "''", '"a"',
    "...", "…", "--", "(c)", "(r)", "!", "?", ";", "/", "//", "+/-", "°", "«", "»", "“", "”",
]
# fmt: on
CITING = [
    "Quyết định số 143/QĐ-VKSHL ngày 02/03/2021",
    "Kế hoạch số 15/KH-VKSTB và Công văn số 7/CV-VP cùng ngày 2/3/2021",
    "Kế hoạch\u00a0số  15/KH-VKSTB\nngày 2/3/2021",
    "ngày 5 tháng 6 năm 2021",
    "a, một",
    "b, hai",
    "1 - một",
    "2 - hai",
    "1, một",
    "2, hai",
    "o\u00a0 bảy",
    "a) một",
    "b) hai",
    "(1) ba",
    "1/ bốn",
    "I. năm",
    "A. sáu",
    "1-",
    "o  bảy",
    "TP. Thái Bình",
    "https://a.vn/x",
    "www.a.vn",
    "http//a.vn",
    "1.1. Một",
    "3 < 5",
    "đ) tám",
    "Phòng  8, khu vực 2, số\u00a03",
    "số 08-NQ/TW",
    "609/VKSTC-VP",
    "90 %",
    "2021",
]
WORDS = [
    "Kiểm sát viên",
    "Đoàn họp.",
    "Đoàn về TP.",
    "Như sau:",
    "“Tốt.”",
    "a",
    "Đ",
    "ỹ",
    "Ngày",
    "1",
    "25",
    "VKSND tỉnh",
]
LETTERS = st.text(st.sampled_from(ALLOWED), min_size=1, max_size=12)
NEARLY = st.lists(
    st.one_of(st.sampled_from(WORDS), st.sampled_from(CITING), st.sampled_from(NASTY), LETTERS),
    max_size=12,
).map("".join)
ALWAYS = st.lists(
    st.lists(st.one_of(st.sampled_from(WORDS), st.sampled_from(CITING), LETTERS), min_size=1).map(
        " ".join
    ),
    min_size=1,
    max_size=14,
).flatmap(
    lambda lines: st.lists(
        st.sampled_from(["\n", "\n", "\n", "\n\n", "\n\n\n", "\n\n\n\n\n"]),
        min_size=len(lines),
        max_size=len(lines),
    ).map(lambda ends: "".join(a + b for a, b in zip(lines, ends, strict=True)))
)


def the_long_way(text: str) -> tuple[Body, tuple[Problem, ...]]:
    with mock.patch.object(body, "_PARAGRAPHS", re.compile(r"(?!)")):
        return READER.read(text, path=PATH, first_line=7, cites=True)


@pytest.mark.parametrize("char", NASTY)
def test_nothing_nasty_makes_a_difference_anywhere_in_a_text(char: str) -> None:
    for text in (
        f"{char}Kiểm sát\n\nviên",
        f"Kiểm sát{char}",
        f"Kiểm {char} sát",
        f"Kiểm{char}sát viên",
        f"Kiểm sát\n{char}viên",
        f"Kiểm sát\n{char}\nviên",
        f"Kiểm sát\n\n{char} viên 8\n{char}\n",
    ):
        assert READER.read(text, path=PATH, first_line=7, cites=True) == the_long_way(text)


@settings(max_examples=examples(50), deadline=None)
@given(NEARLY)
@example("")
@example("\n \n")
def test_a_text_that_may_be_plain_reads_the_same_both_ways(text: str) -> None:
    assert READER.read(text, path=PATH, first_line=7, cites=True) == the_long_way(text)


# Only usual texts are held to it here, and how many come up is chance.
@settings(
    max_examples=examples(50),
    deadline=None,
    suppress_health_check=[HealthCheck.filter_too_much],
)
@given(ALWAYS)
def test_a_text_that_is_plain_reads_the_same_both_ways(text: str) -> None:
    assume(body._PARAGRAPHS.fullmatch(text))
    assert READER.read(text, path=PATH, first_line=7, cites=True) == the_long_way(text)
    assert READER.read(text, path=PATH) == the_long_way_uncited(text)


def the_long_way_uncited(text: str) -> tuple[Body, tuple[Problem, ...]]:
    with mock.patch.object(body, "_PARAGRAPHS", re.compile(r"(?!)")):
        return READER.read(text, path=PATH)


def test_what_may_stand_in_plain_paragraphs_is_one_form_of_a_text_and_can_be_seen() -> None:
    assert unicodedata.is_normalized("NFC", ALLOWED)
    assert all(char.isprintable() or char in "\n\u00a0" for char in ALLOWED)
    assert not set("<>&*_`[]{}#|\\~^=$@\t\r\u00ad") & set(ALLOWED)

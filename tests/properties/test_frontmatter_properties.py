"""Front matter of the usual kinds, read without YAML, comes out as YAML and its checks have it."""

from __future__ import annotations

from unittest import mock

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from plugins.model import Problem
from plugins.posts import breaks, frontmatter
from plugins.posts.breaks import CONTROL, INVISIBLE, SUSPECT
from plugins.posts.cleaning import clean
from plugins.posts.frontmatter import split
from plugins.posts.reporter import Reporter
from plugins.posts.schema import POST as POST_KEYS
from plugins.posts.typed import Sheet
from tests.support.long import examples

# What means something to YAML or to us, and what borders on it.
# fmt: off
NASTY = [
    ":", ": ", " :", "::", ":8", ": -", "#", " #", "# ", '"', "'", '""', "''", '\\"', "\\n", "\\",
    "[", "]", "[]", "[a]", ", ", ",", ",,", " ,", "{", "}", "{a: b}", "&a", " &a", "*a", " *a",
    "!x", " !x", "!", "|", ">", "%", " %", "@", "`", "-", "- ", "--", "---", "? ", "?", "~", "...",
    "…", " ", "  ", "\t", "\u00a0", "\u3000", "\u00ad", "\u200b", "\u2028", "\x85", "\x07",
    "e\u0323\u0302", "\u0301", "\ufeff", "<<", "=", "y", "null", "0x1", "1_000", "12:30:45", "\n",
    "\n  ", "\n- ", "\n# ", "\n---\n", "😀", "Ω", "ﬁ", "//", "https://a.vn",
]
WORDS = [
    "Kiểm sát viên", "Phòng 15", "Đ", "a", "8", "2021-03-15 08:19", "“Xin chào”", "anh/2021/a.jpg",
    "VKSND tỉnh", "(a)", "50%", "08/2021", "A – B", "a, b; c.", "P.V", "draft", "x  y", "a:b",
]
# fmt: on
KEYS = st.sampled_from([*POST_KEYS, "tieu_de", "a", "_"])
VALUES = st.one_of(
    st.lists(st.sampled_from(WORDS), max_size=3).map(" ".join),
    st.lists(st.sampled_from([*WORDS, *NASTY]), max_size=5).map("".join),
)
ITEMS = st.one_of(VALUES, VALUES.map(lambda value: f'"{value}"'))
LISTS = st.tuples(
    st.sampled_from([", ", ",", " , ", ",  "]), st.sampled_from(["", " "]), st.lists(ITEMS)
).map(lambda given: f"[{given[1]}{given[0].join(given[2])}{given[1]}]")
WRITTEN = st.one_of(VALUES, VALUES.map(lambda value: f'"{value}"'), LISTS)
ROWS = st.builds(
    "{}{}{}{}".format,
    KEYS,
    st.sampled_from([": ", ": ", ": ", ": ", ":", ":  ", " : "]),
    WRITTEN,
    st.sampled_from(["", "", "", "", " ", " # a", ","]),
)


def read(head: str) -> tuple[Sheet | None, list[Problem]]:
    report = Reporter("tin-hoat-dong/2021/a.md")
    sheet = split(clean(f"---\n{head}\n---\nNội dung.\n", report), POST_KEYS, report)
    return sheet, report.problems


def by_yaml(head: str) -> tuple[Sheet | None, list[Problem]]:
    with mock.patch.object(frontmatter, "_usual", return_value=None):
        return read(head)


@pytest.mark.parametrize("piece", NASTY)
@pytest.mark.parametrize("key", ["title", "units"])
def test_nothing_nasty_makes_a_difference_anywhere_in_a_line(key: str, piece: str) -> None:
    for row in (
        f"{key}: {piece}a",
        f"{key}: a{piece}",
        f"{key}: a{piece}b",
        f"{key}: a {piece} b",
        f"{key}: {piece}",
        f'{key}: "{piece}"',
        f'{key}: "a {piece}b"',
        f'{key}: {piece}"a"',
        f'{key}: "a"{piece}',
        f"{key}: [{piece}]",
        f"{key}: [a{piece}b]",
        f"{key}: [a, {piece}b]",
        f'{key}: ["a{piece}", b]',
        f'{key}: ["a"{piece}, b]',
        f"{key}: [a]{piece}",
        f"{key}{piece}: a",
        f"{piece}{key}: a",
    ):
        head = f"date: 2021-03-15 08:19\n{row}\nauthor: P.V"
        assert read(head) == by_yaml(head)


@settings(max_examples=examples(66), deadline=None)
@given(st.lists(ROWS, min_size=1, max_size=6).map("\n".join))
@example("units: [" + ", ".join(["a - b"] * 150) + "]")
@example('title: "' + "- " * 201 + '"')
@example('title: "' + "a - " * 200 + '"')
@example(f"{'a' * 40}: b")
@example(f"title: {'a' * 5000}")
@example("units: []\nauthor: [A]")
def test_any_front_matter_reads_the_same_both_ways(head: str) -> None:
    assert read(head) == by_yaml(head)


# Only usual texts are held to it here, and how many come up is chance.
@settings(
    max_examples=examples(66),
    deadline=None,
    suppress_health_check=[HealthCheck.filter_too_much],
)
@given(st.lists(ROWS, min_size=1, max_size=3))
def test_front_matter_of_the_usual_kinds_reads_the_same_both_ways(rows: list[str]) -> None:
    usual = [row for row in rows if frontmatter._usual([row]) is not None]
    assume(usual)
    head = "\n".join(usual)
    assert frontmatter._usual(usual) is not None
    assert read(head) == by_yaml(head)


def test_what_is_taken_out_of_a_text_cannot_be_printed() -> None:
    for char in map(chr, range(0x110000)):
        if not char.isprintable() or char == "\n":
            continue
        assert not CONTROL.match(char), hex(ord(char))
        assert not INVISIBLE.match(char), hex(ord(char))


def test_one_quick_search_tells_that_a_text_holds_nothing_of_the_kind() -> None:
    for char in map(chr, range(0x110000)):
        kinds = (CONTROL, INVISIBLE, breaks._SPACES, breaks._SPLIT)
        if char != "\n" and any(kind.match(char) for kind in kinds):
            assert SUSPECT.match(char), hex(ord(char))

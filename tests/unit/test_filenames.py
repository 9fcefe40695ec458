"""Names of files: shown on one line, refused where Windows has none, made into an address."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.filenames import copy_of, is_device, is_utf8, shown, slug_of

LATIN = os.fsdecode(b"b\xe0i.md")


@pytest.mark.parametrize(
    "name",
    ["con", "con.md", "CON.tin.md", "nul.md", "aux.jpg", "prn", "com1.md", "LPT9.md", "con .md"],
)
def test_windows_keeps_the_names_of_its_devices(name: str) -> None:
    assert is_device(name)


@pytest.mark.parametrize("name", ["con-nguoi.md", "xon.md", "com.md", "com10.md", "aux-1.jpg", ""])
def test_other_names_are_free(name: str) -> None:
    assert not is_device(name)


@pytest.mark.parametrize(
    ("name", "as_shown"),
    [
        ("Bài mới.md", "Bài mới.md"),
        (LATIN, r"b\xe0i.md"),
        ("a\nb.md", r"a\nb.md"),
        ("a\u200bb.md", r"a\u200bb.md"),
        ("a\u202eb.md", r"a\u202eb.md"),
    ],
)
def test_what_nobody_sees_is_shown_as_a_code(name: str, as_shown: str) -> None:
    assert shown(name) == as_shown


@given(st.binary(max_size=30))
def test_any_name_is_shown_on_one_line_that_any_stream_takes(name: bytes) -> None:
    said = shown(os.fsdecode(name))
    assert said.isprintable()
    assert said.encode().decode() == said


def test_bytes_of_an_old_windows_give_the_name_they_meant() -> None:
    assert not is_utf8(LATIN)
    assert slug_of(LATIN.removesuffix(".md"), limit=100) == "bai"
    assert slug_of("Hội nghị (1)", limit=100) == "hoi-nghi-1"


@pytest.mark.parametrize(
    "stem",
    [
        "x (1)",
        "x(2)",
        "x - Copy",
        "x - Copy (3)",
        "x copy 2",
        "x - Bản sao",
        "x – Bản sao (2)",
        "x.sync-conflict-20210315-081900-ABCDEFG",
        "x (conflicted copy 2021-03-15)",
        "x [conflict]",
    ],
)
def test_a_copy_says_of_what(stem: str) -> None:
    assert copy_of(stem) == "x"


@pytest.mark.parametrize("stem", ["x", "hop-1", "Photocopy", "bản sao y", "hội nghị (mở rộng)"])
def test_what_is_no_copy(stem: str) -> None:
    assert copy_of(stem) == ""

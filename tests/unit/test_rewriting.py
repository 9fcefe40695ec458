"""A line is added to the front matter of a file, whatever its bytes and line ends are."""

from __future__ import annotations

import pytest

from desk.rewriting import text_of, with_item, with_line

TEXT = "---\ntitle: Kiểm tra\n---\nĐoàn làm việc.\n"
ADDED = TEXT.replace("tra\n", "tra\nstatus: draft\n")


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-16"),
        TEXT.replace("\n", "\r").encode(),
        TEXT.replace("\n", "\u2028").encode(),
        TEXT.replace("\ntitle", "\x0btitle").encode(),
        f"\n\n{TEXT}".encode(),
    ],
)
def test_a_line_comes_last_in_the_front_matter(data: bytes) -> None:
    assert with_line(text_of(data), "status: draft") == ADDED
    assert with_item(text_of(data), "x", "a") == ADDED.replace("status: draft", "x: [a]")


def test_what_an_ordinary_file_begins_and_ends_its_lines_with_stays() -> None:
    data = ("\ufeff" + TEXT.replace("\n", "\r\n")).encode()
    expected = "\ufeff" + ADDED.replace("\n", "\r\n")
    assert with_line(text_of(data), "status: draft") == expected


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(ValueError, match="UTF-8"):
        text_of(b"---\xe0")

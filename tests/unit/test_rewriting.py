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


SHAPES = {
    "": "corrections: [{n}]\n",
    "corrections: []\n": "corrections: [{n}]\n",
    "corrections: [ ]\n": "corrections: [{n} ]\n",
    "corrections:\n": "corrections: [{n}]\n",
    "corrections: # chưa có\n": "corrections: [{n}] # chưa có\n",
    "corrections: [] # chưa có\n": "corrections: [{n}] # chưa có\n",
    "corrections: ~\n": "corrections: [{n}]\n",
    "corrections: [{a}] # x ] y\n": "corrections: [{a}, {n}] # x ] y\n",
    "corrections: [{a: ']'}, {b: 'it''s ]'},]\n": (
        "corrections: [{a: ']'}, {b: 'it''s ]'}, {n}]\n"
    ),
    'corrections: [\n  {a: "]\\""}, # hm\n  {b}\n  ]\nz: 1\n': (
        'corrections: [\n  {a: "]\\""}, # hm\n  {b}, {n}\n  ]\nz: 1\n'
    ),
    "corrections: [\n  {b}, # q\n]\n": "corrections: [\n  {b}, {n} # q\n]\n",
    "corrections:\n  [{a}]\n": "corrections:\n  [{a}, {n}]\n",
    "corrections:\n- a: 1\n  b: 2\nz: 1\n": "corrections:\n- a: 1\n  b: 2\n- {n}\nz: 1\n",
    "corrections: # d\n  # e\n  - {a: 1}\n\nz: 1\n": (
        "corrections: # d\n  # e\n  - {a: 1}\n  - {n}\n\nz: 1\n"
    ),
    "corrections:\n  - note: |\n      # vẫn là chữ\n      b\n\n# về z\nz: 1\n": (
        "corrections:\n  - note: |\n      # vẫn là chữ\n      b\n  - {n}\n\n# về z\nz: 1\n"
    ),
}


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(("before", "after"), SHAPES.items())
def test_an_item_comes_last_in_a_list_however_it_is_written(
    before: str, after: str, end: str
) -> None:
    def whole(list_: str) -> str:
        return f"---\ntitle: A\n{list_}---\nb: [c]\n".replace("\n", end)

    assert with_item(whole(before), "corrections", "{n}") == whole(after)


@pytest.mark.parametrize(
    "list_",
    [
        "corrections: sai\n",
        "corrections:\n  a: 1\n",
        "corrections: [{a\n",
        "corrections: [{a}] thừa\n",
        "corrections: []\ncorrections: []\n",
    ],
)
def test_what_is_no_list_is_left_alone(list_: str) -> None:
    with pytest.raises(ValueError, match="list"):
        with_item(f"---\n{list_}---\n", "corrections", "{n}")


def test_a_front_matter_without_an_end_is_left_alone() -> None:
    with pytest.raises(ValueError, match="no end"):
        with_item("---\ntitle: A\n", "corrections", "{n}")

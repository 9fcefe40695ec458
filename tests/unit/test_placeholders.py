"""Words that the program proposed never reach a reader: they are refused while they stand."""

from __future__ import annotations

import re

import pytest

from plugins.posts import placeholders, read_manuscript, read_standing
from plugins.posts.placeholders import is_placeholder

POST = "tin-hoat-dong/2021/kiem-tra.md"
LINES = {
    "title": "Kiểm tra công tác kiểm sát",
    "date": "2021-03-15 08:19",
    "department": "Phòng 15",
    "photo": "anh/2021/a.jpg",
    "photo_alt": "Đoàn kiểm tra ngồi quanh bàn họp",
    "photo_caption": "Buổi làm việc sáng 10/3.",
    "photo_credit": "Thu Hương",
    "summary": "Đoàn làm việc trong hai ngày.",
}
CORRECTION = 'corrections:\n  - date: 2021-03-16 09:00\n    kind: đính chính\n    note: "{}"'


def told(lines: dict[str, str], more: str = "") -> list[str]:
    head = "\n".join(f"{key}: {value}" for key, value in lines.items())
    _, problems = read_manuscript(
        POST, f"---\n{head}\n{more}\n---\nNội dung.\n".replace("\n\n", "\n")
    )
    return [f"{p.line}: {p.message}" for p in problems if p.severity == "error"]


def test_words_of_the_officer_are_words() -> None:
    assert told(LINES, CORRECTION.format("Ngày đúng là 06/10.")) == []


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("title", placeholders.TITLE),
        ("title", "…"),
        ("photo_alt", f"{placeholders.PHOTO_ALT}?"),
        ("photo_alt", placeholders.PHOTO_ALT.upper()),
        ("photo_caption", placeholders.BODY_ALT),
        ("photo_credit", "..."),
        ("summary", "…"),
    ],
)
def test_words_of_the_program_are_refused_at_their_line(key: str, words: str) -> None:
    (said,) = told(LINES | {key: f'"{words}"'})
    line = 2 + list(LINES).index(key)
    assert said.startswith(
        f"{line}: {key} «{words}» vẫn là chữ mẫu của chương trình; hãy thay bằng"
    )


@pytest.mark.parametrize("words", [placeholders.CORRECTION, placeholders.WITHDRAWAL, "…"])
def test_a_correction_says_something(words: str) -> None:
    (said,) = told(LINES, CORRECTION.format(words))
    assert "note «" in said
    assert "vẫn là chữ mẫu" in said


def test_a_page_has_a_title_of_its_own() -> None:
    _, problems = read_standing("trang/a.md", f"---\ntitle: {placeholders.PAGE_TITLE}\n---\nChữ.\n")
    assert ["vẫn là chữ mẫu" in p.message for p in problems] == [True]


@pytest.mark.parametrize("key", ["title", "photo_alt", "note"])
def test_what_the_check_proposes_the_check_refuses(key: str) -> None:
    lines = {one: value for one, value in LINES.items() if one != key}
    more = "corrections: [{date: 2021-03-16 09:00, kind: đính chính}]" if key == "note" else ""
    head = "\n".join(f"{one}: {value}" for one, value in lines.items())
    _, problems = read_manuscript(
        POST, f"---\n{head}\n{more}\n---\nNội dung.\n".replace("\n\n", "\n")
    )
    (offered,) = [f"{p.suggestion}\n{p.message}" for p in problems if p.severity == "error"]
    found = re.search(rf'{key}: "(.*?)"', offered)
    assert found is not None
    assert is_placeholder(found[1])

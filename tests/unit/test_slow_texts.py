"""No text, whatever it is made of, takes two seconds or 300 MB: it is read, or refused by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk.importers.given import GivenFile
from desk.importers.old_files import read_source
from plugins import limits
from plugins.content import read_newsroom
from plugins.posts import edit, read_manuscript, read_standing
from plugins.registry import read_registry
from tests.support import small_newsroom as small
from tests.support.posts import AGENCY, agency, write_agency
from tests.support.slow_texts import HEAD, KINDS, Cost, cost_of

PATH = "tin-hoat-dong/2026/bai.md"
SECONDS, MEGABYTES = 2.0, 300.0
MODERATE = 60_000
"""Characters: more of most signs than the texts of any year have."""

# What is loaded late is loaded before anything is measured.
read_manuscript(PATH, f"{HEAD}<b>a</b> [a](https://a.vn)\n\n| a | b |\n|---|---|\n")


def reading(text: str) -> str:
    manuscript, problems = read_manuscript(PATH, text)
    if manuscript is not None:
        problems += edit(manuscript, agency())[1]
    assert all(one.path == f"content/{PATH}" and one.line >= 1 for one in problems)
    assert manuscript is not None or any(one.severity == "error" for one in problems)
    return "; ".join(one.message for one in problems[:2])


def fit(cost: Cost) -> None:
    assert "Traceback" not in cost.said, cost.said
    assert cost.seconds < SECONDS, cost
    assert cost.megabytes < MEGABYTES, cost


@pytest.mark.parametrize("kind", KINDS)
def test_a_text_of_any_kind_is_read_in_two_seconds(kind: str) -> None:
    fit(cost_of(lambda: reading(KINDS[kind](MODERATE))))


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS)
def test_the_largest_text_that_is_read_costs_no_more(kind: str) -> None:
    size = limits.MOST_BYTES
    while limits.excess(KINDS[kind](size)) is not None and size > MODERATE:
        size = size * 4 // 5
    fit(cost_of(lambda: reading(KINDS[kind](size))))


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS)
def test_eight_megabytes_are_refused_at_once(kind: str) -> None:
    text = KINDS[kind](8_000_000)
    fit(cost_of(lambda: reading(text)))


@pytest.mark.parametrize(
    ("body", "line", "said"),
    [
        ("[" * (limits.MOST_SIGNS // 2) + "\n" + "[" * (limits.MOST_SIGNS // 2 + 1), 9, "60.000"),
        ("[a](https://a.vn)\n" * (limits.MOST_LINKS + 1), 8_008, "quá 8.000 đường dẫn"),
        ("a\n\n" + "a" * (limits.LONGEST_LINE + 1), 10, "dòng dài 50.001 chữ"),
        ("\n" * limits.MOST_LINES, 1, "30.007 dòng"),
        ("a" + "\u0301" * 9_000, 8, "dấu chồng"),
        ("chữ " * 10_001 + "\n" + "chữ " * 10_001, 8, "«chữ» lặp lại"),
        (f"![Ảnh](data:image/png;base64,{'iVBO' * 300})", 8, "ảnh đã dán thẳng vào bài"),
    ],
)
def test_what_is_too_much_is_said_where_it_stands(body: str, line: int, said: str) -> None:
    manuscript, problems = read_manuscript(PATH, HEAD + body)
    assert manuscript is not None
    assert [(one.line, one.severity) for one in problems] == [(line, "error")]
    assert said in problems[0].message


def test_a_draft_that_is_too_much_stops_nobody() -> None:
    text = HEAD.replace("---\nChữ", "status: draft\n---\nChữ") + "a" * 60_000
    assert [one.severity for one in read_manuscript(PATH, text)[1]] == ["advice"]


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("units: [" + "a, " * limits.MOST_ITEMS + "a]", "units có 501 mục"),
        ("summary: " + "chữ " * 2_000, "summary dài 7.999 chữ"),
        ("summary: >\n" + ("  " + "a" * 100 + "\n") * 1_200, "phần khai báo dài quá"),
    ],
)
def test_a_front_matter_that_is_too_much_is_said(head: str, said: str) -> None:
    _, problems = read_manuscript(PATH, HEAD.replace("---\nChữ", f"{head}\n---\nChữ"))
    assert any(said in one.message for one in problems)


def test_a_decision_of_three_hundred_pages_is_read() -> None:
    one = (
        "Điều {0}. Căn cứ Kế hoạch số {0}/KH-VKS ngày 12/3/2021 và khoản 2 Điều 41 Luật Tổ chức "
        "Viện kiểm sát nhân dân năm 2014, Viện trưởng quyết định:\n\n"
        "a) Giao Phòng 15 chủ trì, báo cáo kết quả trước ngày 20 hằng tháng;\n"
        "b) Giao các đơn vị phối hợp rà soát hồ sơ, sổ sách của năm trước.\n\n"
    )
    text = HEAD + "".join(one.format(n) for n in range(2_300))
    text += "| TT | Nội dung |\n|---|---|\n" + "| 1 | Kiểm tra |\n" * 2_000
    assert 800_000 < len(text.encode()) < limits.MOST_BYTES
    assert limits.excess(text) is None


def test_very_many_findings_of_one_text_are_counted() -> None:
    row = "Nguyễn Văn Bình, sinh năm 1980, trú tại xã An Khê.\n\n"
    _, problems = read_manuscript(PATH, HEAD + row * 10 + "&#1;\n\n" * 700)
    assert len(problems) == limits.MOST_FINDINGS + 1
    assert problems[-1].severity == "error"
    assert "còn" in problems[-1].message


def test_a_large_file_is_named_without_being_read(tmp_path: Path) -> None:
    content = tmp_path / "content"
    write_agency(content)
    small.write(tmp_path, PATH, HEAD)
    for path in ("tin-hoat-dong/2026/anh-dan.md", "trang/dai.md"):
        file = content / path
        file.parent.mkdir(exist_ok=True)
        with file.open("wb") as opened:
            opened.truncate(100_000_000)
    cost = cost_of(lambda: str(read_newsroom(content, small.NOW, past_faults=True)))
    fit(cost)
    reading = read_newsroom(content, small.NOW, past_faults=True)
    large = [one for one in reading.errors if "100 MB" in one.message]
    assert [one.path for one in large] == [
        "content/tin-hoat-dong/2026/anh-dan.md",
        "content/trang/dai.md",
    ]
    assert reading.newsroom is not None
    assert [post.path for post in reading.newsroom.posts] == [PATH]


@pytest.mark.parametrize("value", ["9" * 5_000, "[" * 50_000, "{a = " * 5_000])
def test_a_registry_without_end_is_said_at_its_line(value: str) -> None:
    texts = {**AGENCY, "registry/authors.toml": f"\n[[author]]\nid = {value}\n"}
    registry, problems = read_registry(texts)
    assert registry is None
    assert any(one.line == 3 and one.path.endswith("authors.toml") for one in problems)


def test_a_standing_page_is_held_to_the_same() -> None:
    _, problems = read_standing("trang/a.md", '---\ntitle: "A"\n---\n' + "[" * 49_000 * 2)
    assert any("dài" in one.message for one in problems)


# --- old pages ------------------------------------------------------------------------------

PAGE = (
    "<html><head><meta charset={charset}><title>Kiểm tra</title></head><body>"
    "<h1>Kiểm tra công tác tại đơn vị</h1><p>3/15/2021 8:19:41 AM</p>{body}<p>P.V</p></body></html>"
)
NUMBER = "9" * 5_000
BODIES = {
    "deep": "<div>" * 50_000 + "a",
    "deep cells": "<table><tr><td>" * 20_000 + "a",
    "many": "<p>a" * 30_000,
    "long attribute": f"<p title='{'a b ' * 2_500_000}'>Chữ</p>",
    "accents": "a" + "\u0301\u0323" * 50_000,
    "comments": "<!--" * 200_000,
    "dates": "1/1/" * 300_000,
    "references": "&#" * 400_000,
    "brackets": "[" * 300_000,
}


@pytest.mark.parametrize("kind", BODIES)
def test_an_old_page_without_end_is_refused_or_read(kind: str, tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_text(PAGE.format(charset="utf-8", body=BODIES[kind]), encoding="utf-8")
    read_source(GivenFile(tmp_path / "none.html"))
    fit(cost_of(lambda: read_source(GivenFile(file)).fault))


@pytest.mark.parametrize(
    "charset",
    ["undefined", "", "utf8mb4", "unicode", "x-user-defined", "none", "a" * 10_000, "idna",
     "punycode", "rot13", "zip", "hex", "base64", "unicode_escape", "utf-16", "mbcs", "..", "1258"],
)  # fmt: skip
def test_a_charset_that_is_none_is_passed_over(charset: str, tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    said = PAGE.format(charset=charset, body="<p>ChÌ của bài.</p>")
    file.write_bytes(said.encode("cp1258", "replace") + b"\xe9")
    read = read_source(GivenFile(file))
    assert read.fault == ""
    assert read.article is not None


@pytest.mark.parametrize(
    "body",
    [f"<p>{NUMBER}/3/2021</p>", f"<p>&#{NUMBER}; &#x{NUMBER};</p>",
     f"<ol start={NUMBER}><li>a</ol>",
     f"<table><tr><td colspan={NUMBER}>a<td>b<tr><td rowspan={NUMBER}>c<td>d</table>",
     f"<img src=a.jpg width={NUMBER} height={NUMBER}>", f"<form action=/detail/{NUMBER}/a.html>",
     f"<h{NUMBER}>a</h{NUMBER}>", f"<p class=MsoListParagraph>{NUMBER}. a</p>"],
)  # fmt: skip
def test_a_number_without_end_in_an_old_page_is_no_number(body: str, tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_text(PAGE.format(charset="utf-8", body=body), encoding="utf-8")
    assert read_source(GivenFile(file)).article is not None


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\x1f\x8b\x08", "gzip"),
        (b"\xff\xd8\xff\xe0", "tệp ảnh"),
        (b"MIME-Version: 1.0", "MHT"),
        (b"\0" * 10_000, "tệp trống"),
        (b" \r\n\t", "tệp trống"),
        (bytes(range(256)) * 100, "không đọc được mã chữ"),
    ],
)
def test_what_is_no_page_is_named(data: bytes, said: str, tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_bytes(data)
    assert said in read_source(GivenFile(file)).fault

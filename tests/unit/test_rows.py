"""What is offered for a line is a whole line: pasted in its place, it costs no other word."""

from __future__ import annotations

import pytest

from plugins.model import Problem
from plugins.posts.body import BodyReader
from plugins.posts.rows import whole_line

PATH = "content/tin-hoat-dong/2026/bai.md"
POST = "tin-hoat-dong/2026/hop.md"
MEANT = "tin-hoat-dong/2026/hop-2.md"
HTML = "/tin-hoat-dong/2026/hop.html"


def said(row: str, within: str = POST, meant: str = MEANT) -> Problem:
    problem = Problem(path=PATH, line=9, message="lỗi", suggestion=meant, within=within)
    return whole_line(problem, row, ("tin-hoat-dong",))


@pytest.mark.parametrize(
    ("row", "line"),
    [
        (f"Xem [bài]({POST}) nhé.", f"Xem [bài]({MEANT}) nhé."),
        ("Xem [bài](hop.md) nhé.", f"Xem [bài]({MEANT}) nhé."),
        ("Xem [bài](../2026/hop) và [khác](khac.md).", f"Xem [bài]({MEANT}) và [khác](khac.md)."),
        (f"[hop.md]({HTML}#muc-a)", f"[hop.md]({MEANT}#muc-a)"),
        (f'<a href="{HTML}">bài</a> cuối', f'<a href="{MEANT}">bài</a> cuối'),
        ("related: {pin: [hop], ban: [khac]}", f"related: {{pin: [{MEANT}], ban: [khac]}}"),
        ("    - hop", f"    - {MEANT}"),
        ("  - 'hop'", f"  - '{MEANT}'"),
        (f"[a]: {POST}", f"[a]: {MEANT}"),
    ],
)
def test_the_rest_of_the_line_stays(row: str, line: str) -> None:
    problem = said(row)
    assert (problem.suggestion, problem.message, problem.within) == (line, "lỗi", "")


@pytest.mark.parametrize(
    ("row", "line"),
    [
        ("photo: anh/2026/A.JPG", "photo: anh/2026/ra quân (1).jpg"),
        ('photo: "anh/2026/A.JPG"', 'photo: "anh/2026/ra quân (1).jpg"'),
        ('![Họp](anh/2026/A.JPG "Lời") x', '![Họp](anh/2026/ra%20qu%C3%A2n%20%281%29.jpg "Lời") x'),
        ("![Họp](<anh/2026/A.JPG>) x", "![Họp](<anh/2026/ra quân (1).jpg>) x"),
    ],
)
def test_a_picture_stays_where_it_is(row: str, line: str) -> None:
    assert said(row, "anh/2026/A.JPG", "anh/2026/ra quân (1).jpg").suggestion == line


def test_a_picture_takes_the_place_of_a_link_to_it() -> None:
    picture = "![mô tả ảnh](anh/2026/a.jpg)"
    row = "Xem [ảnh chụp](/anh/2026/a.jpg) sáng nay."
    assert said(row, "/anh/2026/a.jpg", picture).suggestion == f"Xem {picture} sáng nay."


def test_what_stands_in_another_line_is_said_in_words() -> None:
    problem = said("Xem [bài][a] nhé.")
    assert (problem.suggestion, problem.within) == ("", "")
    assert problem.message == f"lỗi; gần giống: {MEANT}"


def test_another_heading_alone_is_written_anew() -> None:
    problem = said(f"Xem [bài]({POST}#muc-x).", f"{POST}#muc-x", f"{POST}#muc-y")
    assert problem.suggestion == f"Xem [bài]({POST}#muc-y)."


def test_of_a_line_too_long_to_copy_only_the_words_say_what_is_meant() -> None:
    row = f"Xem [bài]({POST}) nhé. " + "Rất dài. " * 600
    found = said(row)
    assert found.suggestion == ""
    assert MEANT in found.message


@pytest.mark.parametrize(
    ("row", "line"),
    [
        ("![](anh/2026/a.jpg) Đoàn.", "![mô tả ảnh](anh/2026/a.jpg) Đoàn."),
        ('Đây: <img src="anh/2026/a.jpg"> Đoàn.', "Đây: ![mô tả ảnh](anh/2026/a.jpg) Đoàn."),
        ('<img src="anh/2026/a.jpg" alt=""> Đoàn.', "![mô tả ảnh](anh/2026/a.jpg) Đoàn."),
    ],
)
def test_a_picture_without_words_is_offered_with_its_whole_line(row: str, line: str) -> None:
    _, problems = BodyReader(("tin-hoat-dong",)).read(row, path=PATH.removeprefix("content/"))
    assert [one.suggestion for one in problems if "lời mô tả" in one.message] == [line]

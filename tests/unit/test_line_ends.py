"""Whatever a file's bytes and line ends are, it is read as meant, in lines an editor counts."""

from __future__ import annotations

import unicodedata

import pytest

from plugins.lines import decode, rows, rows_with_ends
from plugins.model import Problem
from plugins.posts import read_manuscript
from plugins.posts.breaks import plain_lines
from plugins.posts.manuscript import Manuscript

PATH = "tin-hoat-dong/2021/kiem-tra.md"
HEAD = (
    '---\ntitle: "Ba việc cần làm ngay"\ndate: 2021-03-15 08:19\nauthor: Việt Hưng\n'
    "department: Phòng 15\n---\n"
)
BODY = "Đoàn yêu cầu ba việc.\n\nBáo cáo trước ngày 20.\n"
TEXT = HEAD + BODY


def read(text: str) -> tuple[Manuscript, tuple[Problem, ...]]:
    manuscript, problems = read_manuscript(PATH, text)
    assert manuscript is not None
    return manuscript, problems


def html(body: str) -> str:
    manuscript, problems = read(HEAD + body)
    assert problems == ()
    return manuscript.post.body.html


# --- bytes ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        b"\xff\xfe" + TEXT.encode("utf-16-le"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        b"\xff\xfe\0\0" + TEXT.encode("utf-32-le"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
    ],
)
def test_text_is_read_from_every_form_of_unicode(data: bytes) -> None:
    assert decode(data).text == TEXT
    assert decode(data).fault == ""


def test_another_encoding_is_refused_at_its_line_with_how_to_save() -> None:
    text = TEXT.replace("Đoàn", "Đoàn".encode("cp1258", "replace").decode("cp1258"))
    found = decode(HEAD.encode() + text.encode("cp1258", "replace"))
    assert "UTF-8" in found.fault
    assert found.line == 8
    assert "UTF-16" in decode(b"\xff\xfea\0\0\xd8b\0").fault
    assert decode(b"---\r\xe0").line == 2


def test_lines_are_counted_as_an_editor_does() -> None:
    text = "a\nb\r\nc\rd\x0be\u2028f\x85g\x0ch"
    assert rows(text) == ["a", "b", "c", "d\x0be\u2028f\x85g\x0ch"]
    assert "".join(row + end for row, end in rows_with_ends(text)) == text


# --- line ends --------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_a_file_may_end_its_lines_with_any_of_them(end: str) -> None:
    assert read(TEXT.replace("\n", end)) == read(TEXT)


def test_mixed_line_ends_blank_lines_at_the_top_and_marks_apart_are_read() -> None:
    mixed = HEAD.replace("\n", "\r\n", 3) + BODY
    assert read(mixed) == read(TEXT)
    moved, problems = read("\n \n" + TEXT)
    assert problems == ()
    assert moved.post.line_of("title") == 4
    apart, problems = read(unicodedata.normalize("NFD", TEXT))
    assert (apart.post.title, problems) == ("Ba việc cần làm ngay", ())
    spaced, problems = read(TEXT.replace("cần làm", "cần\u00a0làm").replace(": 2021", ":\t2021"))
    assert (spaced.post.title, problems) == ("Ba việc cần làm ngay", ())


@pytest.mark.parametrize("sign", ["\x0b", "\x0c", "\x85", "\u2028"])
def test_what_breaks_a_line_in_old_systems_is_a_break_within_the_paragraph(sign: str) -> None:
    assert html(f"Kính gửi: Lãnh đạo đơn vị{sign}Địa chỉ: phố Lê Lợi.\n") == (
        "<p>Kính gửi: Lãnh đạo đơn vị<br>\nĐịa chỉ: phố Lê Lợi.</p>"
    )


def test_a_paragraph_separator_begins_a_paragraph_and_a_lone_return_a_line() -> None:
    assert html("Đoạn một.\u2029Đoạn hai.\n") == "<p>Đoạn một.</p>\n<p>Đoạn hai.</p>"
    assert html("Đoạn một.\r\rĐoạn hai.\n") == "<p>Đoạn một.</p>\n<p>Đoạn hai.</p>"
    assert "vịĐịa" not in html("Đơn vị\rĐịa chỉ.\n")


@pytest.mark.parametrize("sign", ["\x1c", "\x1d", "\x1e", "\x1f"])
def test_what_separates_fields_is_a_space(sign: str) -> None:
    assert html(f"Lãnh đạo đơn vị{sign}Địa chỉ.\n") == "<p>Lãnh đạo đơn vị Địa chỉ.</p>"


@pytest.mark.parametrize("sign", ["\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\r", "\x1f"])
def test_within_a_value_of_the_front_matter_each_is_a_space(sign: str) -> None:
    text = TEXT.replace("việc cần", f"việc{sign}cần").replace("Báo", "# Tiêu đề\n\nBáo")
    manuscript, problems = read(text)
    assert manuscript.post.title == "Ba việc cần làm ngay"
    (advice,) = problems
    assert rows(text)[advice.line - 1] == "# Tiêu đề"
    assert manuscript.post.line_of("author") == rows(text).index("author: Việt Hưng") + 1


def test_a_line_of_the_front_matter_may_follow_one() -> None:
    text = TEXT.replace('ngay"\ndate', 'ngay"\x0bdate')
    assert read(text)[0].post.date == read(TEXT)[0].post.date
    assert read(text)[0].post.lines.split("\n")[:3] == ["2 title", "2 date", "3 author"]


def test_what_is_said_of_a_body_is_said_of_the_line_an_editor_shows() -> None:
    text = HEAD + "Một.\x0bHai.\x0bBa.\n\n<script>x</script>\n"
    _, problems = read(text)
    assert [rows(text)[p.line - 1] for p in problems] == ["<script>x</script>"]


def test_a_break_within_a_cell_keeps_the_table() -> None:
    table = "| Đơn vị\x0bđịa chỉ | Số |\n| --- | --- |\n| A | 1 |\n"
    assert "Đơn vị<br>địa chỉ" in html(table)
    assert html(table.replace("|\n", "|\x0b")) == html(table)


def test_lines_that_are_whole_have_their_numbers() -> None:
    assert plain_lines("a\nb\r\nc").true == ()
    assert plain_lines("a\x0bb\nc").true == (1, 1, 2)
    assert plain_lines("a\x0bb\nc").odd == 1
    assert plain_lines("a\x0bb").odd == 0


# --- what nobody sees ---------------------------------------------------------------------


def test_a_control_character_between_two_words_is_asked_and_at_an_edge_is_mended() -> None:
    _, (problem,) = read(TEXT.replace("Đoàn", "Đo\0àn"))
    assert (problem.line, problem.severity, problem.fixable) == (7, "error", False)
    assert problem.suggestion == ("Đo àn yêu cầu ba việc.\n   hoặc: Đoàn yêu cầu ba việc.")
    _, (problem,) = read(TEXT.replace("Đoàn ", "Đoàn\x07 "))
    assert (problem.fixable, problem.suggestion) == (True, "Đoàn yêu cầu ba việc.")


def test_signs_that_no_text_holds_are_said_at_their_line_and_mended() -> None:
    _, (problem,) = read(TEXT + "\nChữ \ufffe và \uffff lạ.\n")
    assert (problem.line, problem.severity, problem.fixable) == (11, "error", True)
    assert problem.suggestion == "Chữ  và  lạ."


@pytest.mark.parametrize("between", ["yêu{}cầu", "đơn vị{}Địa chỉ", "(vị{}thế)"])
def test_a_sign_between_two_words_that_can_be_no_one_word_is_a_space(between: str) -> None:
    for sign in ("\u200b", "\x07"):
        manuscript, problems = read(HEAD + between.format(sign) + "\n")
        assert manuscript.post.body.text == between.format(" ")
        assert all(p.fixable and "hoặc" not in p.suggestion for p in problems)
        assert bool(problems) == (sign == "\x07")


@pytest.mark.parametrize("within", ["Ki{}ểm tra", "R{}à soát", "cong{}an", "Hà N{}ội", "12{}30"])
def test_a_sign_that_may_stand_within_a_word_is_asked(within: str) -> None:
    for sign, strength in (("\u200b", "advice"), ("\x07", "error")):
        _, problems = read(HEAD + within.format(sign) + "\n")
        (problem,) = (p for p in problems if "ký tự" in p.message)
        assert (problem.line, problem.severity, problem.fixable) == (7, strength, False)
        assert problem.suggestion == f"{within.format(' ')}\n   hoặc: {within.format('')}"


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("\u200bĐoàn", "Đoàn"),
        ("Đoàn \u200byêu", "Đoàn yêu"),
        ("Đo\u00adàn", "Đoàn"),
        ("Đo\ufeffàn", "Đoàn"),
        ("ngày 12\u200e/3", "ngày 12/3"),
        ("\u202aĐoàn\u202c", "Đoàn"),
    ],
)
def test_what_a_reader_does_not_see_is_not_read_and_not_said(typed: str, seen: str) -> None:
    assert html(f"{typed} làm việc.\n") == html(f"{seen} làm việc.\n")


def test_joiners_stay_where_they_join_pictures() -> None:
    assert "👨\u200d👩\u200d👧" in html("Gia đình 👨\u200d👩\u200d👧 vui.\n")


def test_any_bytes_are_text_or_a_fault() -> None:
    assert decode(bytes(range(256))).fault
    assert decode(b"") == decode(b"\xef\xbb\xbf")._replace(mark=False)


def test_a_question_about_a_person_names_the_line_of_the_file() -> None:
    body = "Số căn cước 001203004567, điện thoại 0912 345 678.\n"
    _, problems = read_manuscript(PATH, f"\n\n{HEAD}{body}")
    assert [(p.severity, p.line) for p in problems] == [("answer", 9), ("answer", 9)]

"""The sections of a newsroom, as its own file says them, and who means which."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk.chosen_section import no_section, section_named
from plugins.addresses import ROOMS
from plugins.newsroom_file import PLACE
from plugins.posts.addresses import follow
from plugins.sections import DEFAULT, ONE, Section, read_sections, sections_of

SEVERAL = (DEFAULT, Section("Thông báo", "thong-bao"), Section("Hỏi đáp", "hoi-dap"))


def said(content: Path, text: str) -> tuple[tuple[Section, ...], list[tuple[int, str, str]]]:
    """The sections that ``text`` as the newsroom's file gives, and what is wrong with it."""
    (content / "newsroom.toml").write_text(text, "utf-8")
    found = read_sections(content)
    assert {problem.path for problem in found.problems} <= {PLACE}
    return found.sections, [(p.line, p.message, p.suggestion) for p in found.problems]


def test_without_a_file_or_a_word_of_sections_there_is_one(tmp_path: Path) -> None:
    assert sections_of(tmp_path) == ONE
    assert said(tmp_path, 'agency = "tinh"\n') == (ONE, [])
    assert said(tmp_path, "section = ") == (ONE, [])  # which is said where the settings are


def test_the_default_comes_first_and_each_table_is_one_more(tmp_path: Path) -> None:
    text = """section = "Tin  tức"
folder = "tin-tuc"

[[sections]]  # của Văn phòng
name = "Thông báo"

[[sections]]
folder = "hoi-dap"
name = "Hỏi đáp pháp luật"
"""
    sections, problems = said(tmp_path, text)
    assert problems == []
    assert sections == (
        Section("Tin tức", "tin-tuc"),
        Section("Thông báo", "thong-bao"),
        Section("Hỏi đáp pháp luật", "hoi-dap"),
    )


@pytest.mark.parametrize("room", sorted(room for room in ROOMS if "." not in room and room))
def test_no_section_takes_what_is_another_s(room: str, tmp_path: Path) -> None:
    sections, problems = said(tmp_path, f'[[sections]]\nname = "Mục"\nfolder = "{room}"\n')
    assert sections == ONE
    ((line, message, suggestion),) = problems
    assert (line, suggestion) == (3, f'folder = "{room}-2"')
    assert f"«{room}» là địa chỉ dành cho phần khác" in message


def test_what_is_wrong_with_one_leaves_the_others(tmp_path: Path) -> None:
    text = '[[sections]]\nname = "Ảnh"\nfolder = "anh"\n[[sections]]\nname = "Thông báo"\n'
    sections, problems = said(tmp_path, text)
    assert sections == SEVERAL[:2]
    assert [line for line, *_ in problems] == [3]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", "tin-hoat-dong"),
        ("Thông báo", "thong-bao"),
        ("thong bao", "thong-bao"),
        ("thong-bao/", "thong-bao"),
        ("HỎI ĐÁP", "hoi-dap"),
        ("hỏi", None),
    ],
)
def test_a_section_is_meant_by_its_name_or_folder(typed: str, meant: str | None) -> None:
    found = section_named(typed, SEVERAL)
    assert (found.folder if found else None) == meant


def test_a_name_that_means_none_is_told_which_there_are() -> None:
    assert no_section("x", SEVERAL[:2]) == (
        "--section: không có chuyên mục «x»; có: «Tin hoạt động» (tin-hoat-dong), "
        "«Thông báo» (thong-bao)"
    )


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("thong-bao/2024/a.md", "thong-bao/2024/a.md"),
        ("/thong-bao/2024/a.html#b", "thong-bao/2024/a.md"),
        ("../../thong-bao/2024/a.md", "thong-bao/2024/a.md"),
        ("/thong-bao/2024/a", "thong-bao/2024/a.md"),
        ("b.md", "tin-hoat-dong/2024/b.md"),
        ("/detail/2024/a.html", ""),
        ("/thong-bao/", ""),
    ],
)
def test_a_link_leads_to_a_post_of_any_section(href: str, target: str) -> None:
    lead = follow(href, "tin-hoat-dong/2024/x.md", ("tin-hoat-dong", "thong-bao"))
    assert (lead.target, bool(lead.href)) == (target, True)
    assert follow("/thong-bao/2024/a.html", "tin-hoat-dong/2024/x.md").target == ""

"""What stands where a post or a picture should and cannot be one, and what to do instead."""

from __future__ import annotations

import pytest

from plugins.posts.placing import (
    among_attachments,
    among_pictures,
    home_of,
    is_content,
    misplaced,
    said_of,
    stranger,
)

HERE = "tin-hoat-dong/2021"


@pytest.mark.parametrize(
    "path",
    [
        f"{HERE}/hoi-nghi.md",
        f"{HERE}/2021.md",
        "trang/gioi-thieu.md",
        f"{HERE}/com10.md",
        "thong-bao/2021/x.md",
    ],
)
def test_a_text_in_its_place(path: str) -> None:
    assert misplaced(path) is None


@pytest.mark.parametrize(
    ("path", "message", "wanted", "certain"),
    [
        (f"{HERE}/Hội nghị.md", "tên tệp là địa chỉ", f"{HERE}/hoi-nghi.md", True),
        (f"{HERE}/HOI-NGHI.md", "tên tệp là địa chỉ", f"{HERE}/hoi-nghi.md", True),
        (f"{HERE}/hoi_nghi.md", "tên tệp là địa chỉ", f"{HERE}/hoi-nghi.md", True),
        (f"{HERE}/-50%.md", "tên tệp là địa chỉ", f"{HERE}/50.md", True),
        (f"{HERE}/a\\b.md", "tên tệp là địa chỉ", f"{HERE}/a-b.md", True),
        (f"{HERE}/😀.md", "tên tệp là địa chỉ", f"{HERE}/ten-bai.md", False),
        (f"{HERE}/{'dai-' * 30}.md", "dài quá 100 ký tự", f"{HERE}/{'dai-' * 25}"[:-1], False),
        (f"{HERE}/con.md", "Windows giữ riêng tên «con»", f"{HERE}/bai-con.md", False),
        (f"{HERE}/CON.tin.md", "Windows giữ riêng", f"{HERE}/con-tin.md", False),
        ("trang/aux.md", "Windows giữ riêng", "trang/trang-aux.md", False),
        (f"{HERE}/x (1).md", "bản sao của «x.md»", f"{HERE}/x-1.md", False),
        (f"{HERE}/thang-3/x.md", "phải nằm ngay trong", f"{HERE}/x.md", False),
        ("tin-hoat-dong/x.md", "phải nằm ngay trong", "tin-hoat-dong/<năm>/x.md", False),
        ("tin-hoat-dong/nam 2021/x.md", "phải nằm ngay trong", f"{HERE}/x.md", False),
        (
            "thong-bao/x.md",
            "phải nằm ngay trong content/thong-bao/<năm>/",
            "thong-bao/<năm>/x",
            False,
        ),
        ("thong-bao/2021/X.md", "tên tệp là địa chỉ", "thong-bao/2021/x.md", True),
        ("thong-bao/2021/con.md", "Windows giữ riêng", "thong-bao/2021/bai-con.md", False),
        ("trang/cu/x.md", "phải nằm ngay trong", "trang/x.md", False),
    ],
)
def test_a_text_that_is_none_by_its_name(
    path: str,
    message: str,
    wanted: str,
    certain: bool,  # noqa: FBT001 - a parameter of the table above
) -> None:
    found = misplaced(path)
    assert found is not None
    assert message in found.message
    assert found.wanted.startswith(wanted)
    assert found.certain is certain


@pytest.mark.parametrize(
    ("name", "wanted", "certain"),
    [
        ("x.md.txt", f"{HERE}/x.md", True),
        ("x.MD", f"{HERE}/x.md", True),
        ("X.Md", f"{HERE}/x.md", True),
        ("x.markdown", f"{HERE}/x.md", True),
        ("x.md ", f"{HERE}/x.md", True),
        ("x.md.", f"{HERE}/x.md", True),
        ("x (1).md.txt", f"{HERE}/x-1.md", False),
        ("x.txt", f"{HERE}/x.md", False),
        ("x.text", f"{HERE}/x.md", False),
        ("x.jpg", "anh/2021/x.jpg", False),
        ("x.docx", "", False),
        ("x.pdf", "tep/2021/x.pdf", False),
        ("x.htm", "", False),
        ("x.xlsx", "tep/2021/x.xlsx", False),
    ],
)
def test_a_file_that_is_no_markdown_by_its_ending(
    name: str,
    wanted: str,
    certain: bool,  # noqa: FBT001 - as above
) -> None:
    found = stranger(f"{HERE}/{name}")
    assert (found.wanted, found.certain) == (wanted, certain)
    assert found.wanted or found.advice


def test_the_ending_that_windows_hides_is_said() -> None:
    assert "Windows hay giấu" in stranger(f"{HERE}/x.md.txt").message
    assert "Windows hay giấu" not in stranger(f"{HERE}/x.MD").message


def test_a_text_among_pictures_and_a_picture_there() -> None:
    found = among_pictures("anh/2021/x.md", "tin-hoat-dong")
    assert found is not None
    assert found.wanted == f"{HERE}/x.md"
    assert among_pictures("anh/2021/x.docx", "tin-hoat-dong") is not None
    found = among_pictures("anh/2021/x.pdf", "tin-hoat-dong")
    assert found is not None
    assert found.wanted == "tep/2021/x.pdf"
    assert among_pictures("anh/2021/x.gif", "tin-hoat-dong") is None


def test_what_is_no_attachment_among_attachments() -> None:
    assert among_attachments("tep/2021/x.PDF", "tin-hoat-dong") is None
    for name, wanted in (("x.md", f"{HERE}/x.md"), ("x.jpg", "anh/2021/x.jpg"), ("x.exe", "")):
        found = among_attachments(f"tep/2021/{name}", "tin-hoat-dong")
        assert found is not None
        assert found.wanted == wanted
        assert found.wanted or found.advice


def test_where_a_file_outside_all_our_folders_belongs() -> None:
    assert home_of("bai-moi/2021/X.md", "tin-hoat-dong") == f"{HERE}/x.md"
    assert home_of("bai-moi/x.md", "thong-bao") == "thong-bao/<năm>/x.md"
    assert home_of("hinh/x.jpg", "tin-hoat-dong") == "anh/<năm>/x.jpg"
    assert home_of("tai-lieu/x.pdf", "tin-hoat-dong") == "tep/<năm>/x.pdf"
    assert home_of("tai-lieu/x.docx", "tin-hoat-dong") == ""
    assert is_content("x.docx")
    assert not is_content("LICENSE")


def test_only_a_new_name_in_the_same_folder_is_written_by_itself() -> None:
    path = f"{HERE}/Hội nghị.md"
    found = misplaced(path)
    assert found is not None
    said = said_of(path, found, free=True)
    assert said.fixable
    assert str(said).endswith(f"Hãy: đổi tên tệp thành content/{HERE}/hoi-nghi.md")
    taken = said_of(path, found, free=False)
    assert not taken.fixable
    assert "hãy chọn tên khác" in taken.message
    moved = misplaced(f"{HERE}/thang-3/x.md")
    assert moved is not None
    assert not said_of(f"{HERE}/thang-3/x.md", moved, free=True).fixable


def test_an_ending_written_twice_is_one() -> None:
    for name in ("x.md.md", "x.MD.md"):
        found = misplaced(f"{HERE}/{name}")
        assert found is not None
        assert (found.wanted, found.certain) == (f"{HERE}/x.md", True)

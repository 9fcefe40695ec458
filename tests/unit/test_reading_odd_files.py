"""Reading a content folder in which something cannot be read, goes meanwhile or is misplaced."""

from __future__ import annotations

import errno
import os
import unicodedata
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image

from desk.mending import Mender
from desk.terminal.check_command import check
from plugins import plain_file
from plugins.content import ContentCache, Reading, read_newsroom, reader
from plugins.images import SourceChangedError, picture_bytes
from plugins.model import Problem
from plugins.vietnamese import VIETNAM
from tests.support.posts import write_agency

NOW = datetime(2026, 1, 1, 8, tzinfo=VIETNAM)
POST = "tin-hoat-dong/2021/kiem-tra.md"
OTHER = "tin-hoat-dong/2021/hoi-nghi.md"
PHOTO = "photo: anh/2021/Ảnh.jpg\nphoto_alt: Đoàn kiểm tra đọc sổ\n"
GOOD = """---
title: Kiểm tra công tác
date: 2021-03-15 08:19
author: Việt Hưng
{more}---
{body}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_agency(tmp_path / "content")
    return tmp_path


def put(root: Path, path: str = POST, more: str = "", body: str = "Đoàn làm việc.") -> Path:
    file = root / "content" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(GOOD.format(more=more, body=body), encoding="utf-8")
    return file


def photo(root: Path, name: str) -> Path:
    file = root / "content/anh/2021" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    Image.radial_gradient("L").resize((960, 640)).save(file)
    return file


def read(root: Path) -> Reading:
    content = root / "content"
    return read_newsroom(content, NOW, ContentCache.of(content.parent))


def refuse(monkeypatch: pytest.MonkeyPatch, name: str, number: int) -> None:
    """Let the disk refuse to read the file ``name``."""
    real = plain_file.read_plain

    def refused(place: str | Path) -> bytes:
        if Path(place).name == name:
            raise OSError(number, os.strerror(number), str(place))
        return real(place)

    monkeypatch.setattr(reader, "read_plain", refused)


@pytest.mark.parametrize(
    ("number", "message"), [(errno.EACCES, "không có quyền đọc"), (errno.EIO, "ổ đĩa bị lỗi")]
)
def test_a_text_that_the_disk_refuses_is_an_error_of_that_text_alone(
    root: Path, monkeypatch: pytest.MonkeyPatch, number: int, message: str
) -> None:
    put(root)
    put(root, OTHER)
    refuse(monkeypatch, "hoi-nghi.md", number)
    found = read(root)
    (problem,) = found.errors
    assert problem.path == f"content/{OTHER}"
    assert message in problem.message
    assert found.faulty == {OTHER}
    content = root / "content"
    past = read_newsroom(content, NOW, ContentCache.of(content.parent), past_faults=True)
    assert past.newsroom is not None
    assert [post.path for post in past.newsroom.posts] == [POST]


def test_a_text_that_goes_meanwhile_is_not_there(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(root)
    put(root, OTHER)
    refuse(monkeypatch, "hoi-nghi.md", errno.ENOENT)
    found = read(root)
    assert found.newsroom is not None
    assert [post.path for post in found.newsroom.posts] == [POST]


@pytest.mark.parametrize(
    ("number", "path", "message"),
    [
        (errno.ENOENT, POST, "không có tệp này"),
        (errno.EACCES, "anh/2021/Ảnh.jpg", "không có quyền đọc"),
    ],
)
def test_a_picture_that_goes_or_is_refused_is_an_error_of_who_uses_it(
    root: Path, monkeypatch: pytest.MonkeyPatch, number: int, path: str, message: str
) -> None:
    put(root, more=PHOTO)
    put(root, OTHER)
    photo(root, "Ảnh.jpg")
    refuse(monkeypatch, "Ảnh.jpg", number)
    found = read(root)
    (problem,) = found.errors
    assert problem.path == f"content/{path}"
    assert message in problem.message
    assert found.faulty == {POST}


def test_a_picture_that_goes_before_it_is_drawn_is_said_to_have_changed(root: Path) -> None:
    photo(root, "Ảnh.jpg")
    assert picture_bytes(root / "content", "anh/2021/Ảnh.jpg")
    with pytest.raises(SourceChangedError, match="vừa thay đổi"):
        picture_bytes(root / "content", "anh/2021/mat.jpg")


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("typed", ["NFC", "NFD"])
def test_pictures_are_found_whichever_way_marks_are_written(
    root: Path, form: str, typed: str
) -> None:
    more = unicodedata.normalize(typed, PHOTO)  # type: ignore[arg-type]
    put(root, more=more, body=f"![Đoàn kiểm tra đọc sổ]({more.split()[1]})")
    photo(root, unicodedata.normalize(form, "Ảnh.jpg"))  # type: ignore[arg-type]
    found = read(root)
    assert found.errors == ()
    assert found.newsroom is not None
    assert list(found.newsroom.pictures) == ["anh/2021/Ảnh.jpg"]
    assert picture_bytes(root / "content", "anh/2021/Ảnh.jpg")


def test_a_pipe_in_place_of_the_registry_is_an_error_and_not_waited_for(root: Path) -> None:
    put(root)
    file = root / "content/registry/units.toml"
    file.unlink()
    os.mkfifo(file)
    found = read(root)
    assert found.newsroom is None
    assert "content/registry/units.toml" in {problem.path for problem in found.errors}


def test_a_misplaced_text_stops_nobody_and_takes_no_address(root: Path) -> None:
    put(root)
    put(root, "tin-hoat-dong/2021/Kiem-Tra.md", more="titel: x\naliases: [/a.html]\n")
    put(root, OTHER, more="aliases: [/a.html]\n")
    found = read(root)
    assert found.errors == ()
    assert found.newsroom is not None
    assert [post.path for post in found.newsroom.posts] == [OTHER, POST]
    assert found.unread == ("content/tin-hoat-dong/2021/Kiem-Tra.md",)
    assert any("titel" in problem.message for problem in found.problems)
    assert found.left_out == ()


def test_a_link_to_a_misplaced_text_is_an_error_of_who_links(root: Path) -> None:
    put(root, body="Xem [bài này](tin-hoat-dong/2021/Hoi-Nghi.md).")
    put(root, "tin-hoat-dong/2021/Hoi-Nghi.md")
    (problem,) = read(root).errors
    assert problem.path == f"content/{POST}"
    assert "đang được giữ lại" in problem.message


def test_the_year_of_a_misplaced_post_is_that_of_its_date(root: Path) -> None:
    put(root, "tin-hoat-dong/kiem-tra.md")
    (problem,) = read(root).problems
    assert problem.rename == f"content/{POST}"
    assert not problem.fixable


@pytest.fixture
def mender(root: Path) -> Callable[..., list[Problem]]:
    def mend() -> list[Problem]:
        return Mender(root, NOW).mend(read(root).problems)

    return mend


def test_a_name_with_one_right_answer_is_given(
    root: Path, mender: Callable[..., list[Problem]]
) -> None:
    old = put(root, unicodedata.normalize("NFD", "tin-hoat-dong/2021/Hội nghị.md"))
    (done,) = mender()
    assert done.rename == f"content/{OTHER}"
    assert not old.exists()
    assert (root / "content" / OTHER).is_file()
    assert mender() == []


def test_nothing_is_renamed_over_another_file(
    root: Path, mender: Callable[..., list[Problem]]
) -> None:
    put(root, OTHER, body="Bài thứ nhất.")
    put(root, "tin-hoat-dong/2021/Hội nghị.md", body="Bài thứ hai.")
    assert mender() == []
    problem = Problem(
        path="content/tin-hoat-dong/2021/Hội nghị.md",
        line=1,
        message="",
        suggestion="đổi tên",
        fixable=True,
        rename=f"content/{OTHER}",
    )
    assert Mender(root, NOW).mend([problem]) == []
    assert "thứ nhất" in (root / "content" / OTHER).read_text(encoding="utf-8")


def test_two_files_that_want_one_name_are_not_both_renamed(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(root, "tin-hoat-dong/2021/Hội nghị.md")
    put(root, "tin-hoat-dong/2021/hoi_nghi.md")
    assert check(root, fix=True, now=NOW) == 0
    told = capsys.readouterr().out
    assert "Đã đổi tên 1 tệp." in told
    assert f"content/{OTHER} đã có, nên hãy chọn tên khác" in told


def test_lines_are_mended_in_a_file_whose_name_has_its_marks_apart(root: Path) -> None:
    name = unicodedata.normalize("NFD", "tin-hoat-dong/2021/thang-3/Hội.md")
    file = put(root, name, more="status: Đã đăng\n")
    assert check(root, fix=True, now=NOW) == 0
    assert "status: published" in file.read_text(encoding="utf-8")

"""What a content folder holds, whatever else lies in it; only plain files are opened."""

from __future__ import annotations

import os
import socket
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.model import UNREAD, Problem
from plugins.on_disk import as_on_disk, on_disk
from plugins.plain_file import read_plain
from plugins.walking import Walk

HERE = "tin-hoat-dong/2021"
POST = f"{HERE}/hoi-nghi.md"
NFD = unicodedata.normalize("NFD", "Ảnh hội nghị.jpg")
LATIN = os.fsdecode(b"b\xe0i.md")


@pytest.fixture
def put(tmp_path: Path) -> Callable[..., Path]:
    def write(path: str, text: str = "chữ") -> Path:
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    write(POST)
    return write


def said(content: Path) -> dict[str, Problem]:
    return {problem.path.removeprefix("content/"): problem for problem in Walk(content).problems}


def test_what_belongs_there_is_met_without_a_word(tmp_path: Path, put: Callable[..., Path]) -> None:
    for path in ("trang/gioi-thieu.md", "anh/2021/a.jpg", "registry/units.toml", "LICENSE"):
        put(path)
    (tmp_path / "moi").mkdir()
    walk = Walk(tmp_path)
    assert [file.path for file in walk.texts] == [POST, "trang/gioi-thieu.md"]
    assert [file.path for file in walk.pictures] == ["anh/2021/a.jpg"]
    assert walk.problems == []
    assert walk.misplaced == {}


@pytest.mark.parametrize(
    "name", [".DS_Store", "._x.md", "x.md~", "x.md.bak", "Thumbs.db", "#x.md#", "Icon\r", "4913"]
)
def test_leftovers_are_not_there_in_any_folder(
    tmp_path: Path, put: Callable[..., Path], name: str
) -> None:
    for folder in (HERE, "trang", "anh/2021", "registry", "", ".git", "anh/__MACOSX"):
        put(f"{folder}/{name}" if folder else name)
    walk = Walk(tmp_path)
    assert [file.path for file in (*walk.texts, *walk.pictures)] == [POST]
    assert walk.problems == []


def test_a_pipe_a_socket_and_a_link_to_nothing_are_named(
    tmp_path: Path, put: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    put("anh/2021/a.jpg")
    os.mkfifo(tmp_path / HERE / "ong.md")
    os.mkfifo(tmp_path / "anh/2021/ong.jpg")
    (tmp_path / HERE / "dut.md").symlink_to("khong-co.md")
    (tmp_path / HERE / "vong.md").symlink_to("vong.md")
    monkeypatch.chdir(tmp_path / HERE)
    with socket.socket(socket.AF_UNIX) as opened:
        opened.bind("o-cam.md")
        found = said(tmp_path)
    assert "FIFO" in found[f"{HERE}/ong.md"].message
    assert "FIFO" in found["anh/2021/ong.jpg"].message
    assert "socket" in found[f"{HERE}/o-cam.md"].message
    assert "tệp không có" in found[f"{HERE}/dut.md"].message
    assert "vòng" in found[f"{HERE}/vong.md"].message
    assert len(found) == 5
    assert {problem.severity for problem in found.values()} == {"advice"}
    assert {problem.about for problem in found.values()} == {UNREAD}


def test_a_link_around_its_own_folder_is_named_and_not_followed(
    tmp_path: Path, put: Callable[..., Path]
) -> None:
    put("anh/2021/a.jpg")
    (tmp_path / HERE / "vong").symlink_to("..")
    (tmp_path / "anh/2021/goc").symlink_to("/")
    (tmp_path / "anh/2022").symlink_to("2021")
    (tmp_path / "anh/2021/sang").symlink_to(tmp_path / "tin-hoat-dong", target_is_directory=True)
    walk = Walk(tmp_path)
    found = {problem.path for problem in walk.problems if "vòng" in problem.message}
    assert f"content/{HERE}/vong" in found
    assert "content/anh/2021/goc" in found
    assert "anh/2022/a.jpg" in [file.path for file in walk.pictures]
    assert len(walk.pictures) < 20


def test_a_folder_elsewhere_may_be_linked(tmp_path: Path, put: Callable[..., Path]) -> None:
    put("kho/a.jpg")
    content = tmp_path / "content"
    (content / "anh").mkdir(parents=True)
    (content / "anh/2021").symlink_to(tmp_path / "kho")
    walk = Walk(content)
    assert [file.path for file in walk.pictures] == ["anh/2021/a.jpg"]
    assert walk.problems == []


def test_a_name_that_is_no_utf8_is_named_and_nothing_of_it_is_read(
    tmp_path: Path, put: Callable[..., Path]
) -> None:
    put(f"{HERE}/{LATIN}")
    put(f"anh/2021/{LATIN[:-3]}.jpg")
    put(f"{HERE}/{LATIN[:-3]}/x.md")
    walk = Walk(tmp_path)
    assert [file.path for file in (*walk.texts, *walk.pictures)] == [POST]
    found = {problem.path for problem in walk.problems}
    assert found == {
        f"content/{HERE}/b\\xe0i.md",
        "content/anh/2021/b\\xe0i.jpg",
        f"content/{HERE}/b\\xe0i",
    }
    assert all("UTF-8" in problem.message for problem in walk.problems)
    assert any(problem.rename == f"content/{HERE}/bai.md" for problem in walk.problems)
    walk.trace(())


@pytest.mark.parametrize("name", ["a\nb.md", "a\u200bb.md", "a\u202eb.md", "a\x07b.md"])
def test_a_name_with_signs_that_nobody_sees_is_named_on_one_line(
    tmp_path: Path, put: Callable[..., Path], name: str
) -> None:
    put(f"{HERE}/{name}")
    (problem,) = Walk(tmp_path).problems
    assert problem.path.isprintable()
    assert problem.rename == f"content/{HERE}/a-b.md"


def test_names_written_with_marks_apart_are_met_under_their_names(
    tmp_path: Path, put: Callable[..., Path]
) -> None:
    put(f"anh/2021/{NFD}", "ảnh")
    (file,) = Walk(tmp_path).pictures
    assert file.path == "anh/2021/Ảnh hội nghị.jpg"
    assert Walk(tmp_path).problems == []
    assert on_disk(tmp_path, file.path).read_text(encoding="utf-8") == "ảnh"
    assert as_on_disk(tmp_path / file.path).is_file()
    put("anh/2021/Bản đồ.jpg")
    assert as_on_disk(tmp_path / unicodedata.normalize("NFD", "anh/2021/Bản đồ.jpg")).is_file()
    assert on_disk(tmp_path, "anh/2021/Không có.jpg").name == "Không có.jpg"


def test_two_names_that_are_one_but_for_their_marks_are_said_at_both(
    tmp_path: Path, put: Callable[..., Path]
) -> None:
    put("anh/2021/Ảnh hội nghị.jpg", "liền")
    put(f"anh/2021/{NFD}", "rời")
    walk = Walk(tmp_path)
    (file,) = walk.pictures
    assert Path(file.place).read_text(encoding="utf-8") == "liền"
    assert sorted("NFC" in problem.message for problem in walk.problems) == [False, True]
    assert {problem.path for problem in walk.problems} == {"content/anh/2021/Ảnh hội nghị.jpg"}


def test_two_names_that_differ_in_case_alone_are_said_at_both(
    tmp_path: Path, put: Callable[..., Path]
) -> None:
    put("anh/2021/Anh.jpg")
    put("anh/2021/anh.jpg")
    found = said(tmp_path)
    assert "«anh.jpg»" in found["anh/2021/Anh.jpg"].message
    assert "«Anh.jpg»" in found["anh/2021/anh.jpg"].message
    assert len(Walk(tmp_path).pictures) == 2


def test_a_text_by_another_name_is_read_and_said_to_be_none(
    tmp_path: Path, put: Callable[..., Path]
) -> None:
    put(f"{HERE}/Bài mới.md")
    put(f"{HERE}/khac.md.txt")
    put(f"{HERE}/Hoi-Nghi.md")
    walk = Walk(tmp_path)
    assert set(walk.misplaced) == {f"{HERE}/Bài mới.md", f"{HERE}/Hoi-Nghi.md"}
    assert walk.said_of_text(f"{HERE}/Bài mới.md", "").fixable
    assert not walk.said_of_text(f"{HERE}/Hoi-Nghi.md", "").fixable
    assert said(tmp_path)[f"{HERE}/khac.md.txt"].fixable


def test_what_nobody_reads_is_named_with_where_it_belongs(
    tmp_path: Path, put: Callable[..., Path]
) -> None:
    put("x.md")
    put("bai-moi/x.md")
    put("Tin-hoat-dong/2021/x.md")
    put("tin-hoat-dong /2021/x.md")
    put("ghi-chu/so-lieu.csv")
    put("registry/units.toml.txt")
    put("anh/2021/x.md")
    put(f"{HERE}/thu-muc.md/x.md")
    put("anh/2021/aux.jpg")
    found = said(tmp_path)
    assert "content/tin-hoat-dong/<năm>/x.md" in found["x.md"].message
    assert "content/tin-hoat-dong/<năm>/x.md" in found["bai-moi"].message
    assert "đổi tên thư mục thành content/tin-hoat-dong" in found["Tin-hoat-dong"].message
    assert "đổi tên thư mục thành content/tin-hoat-dong" in found["tin-hoat-dong "].message
    assert found["registry/units.toml.txt"].rename == "content/registry/units.toml"
    assert found["anh/2021/x.md"].rename == f"content/{HERE}/x.md"
    assert "là một thư mục" in found[f"{HERE}/thu-muc.md"].message
    assert "Windows giữ riêng" in found["anh/2021/aux.jpg"].message
    assert len(found) == 8


@pytest.mark.parametrize(
    "path",
    ["anh/2021/aux.jpg", "anh/2021/a.jpg ", "anh/2021/a?.jpg", "anh/con/a.jpg", "anh/b./a.jpg"],
)
def test_a_picture_that_no_windows_can_have_is_used_and_named(
    tmp_path: Path, put: Callable[..., Path], path: str
) -> None:
    put(path)
    walk = Walk(tmp_path)
    assert [file.path for file in walk.pictures] == [path]
    (problem,) = walk.problems
    assert "Windows" in problem.message
    assert problem.about == ""


def test_a_folder_that_cannot_be_listed_is_an_error_of_posts_and_pages_alone(
    tmp_path: Path, put: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    put("anh/2021/a.jpg")
    real = os.scandir

    def refused(place: str | Path) -> object:
        if str(place).endswith("2021"):
            raise PermissionError(13, "Permission denied", str(place))
        return real(place)

    monkeypatch.setattr("plugins.walking.os.scandir", refused)
    found = said(tmp_path)
    assert {path: problem.severity for path, problem in found.items()} == {
        HERE: "error",
        "anh/2021": "advice",
    }
    assert "không có quyền đọc" in found[HERE].message


def test_a_file_where_a_folder_must_be_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "tin-hoat-dong").write_text("", encoding="utf-8")
    (problem,) = Walk(tmp_path).problems
    assert problem.severity == "error"
    assert "phải là thư mục" in problem.message


def test_what_vanishes_while_it_is_looked_at_is_not_there(
    tmp_path: Path, put: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    put(f"{HERE}/mat.md")
    real = os.scandir

    def gone(place: str) -> object:
        found = real(place)
        (tmp_path / HERE / "mat.md").unlink(missing_ok=True)
        return found

    monkeypatch.setattr("plugins.walking.os.scandir", gone)
    walk = Walk(tmp_path)
    assert [file.path for file in walk.texts] == [POST]
    assert walk.problems == []


def test_folders_in_folders_end_somewhere(tmp_path: Path, put: Callable[..., Path]) -> None:
    put(f"anh/{'a/' * 400}x.jpg")
    (problem,) = Walk(tmp_path).problems
    assert "lồng nhau quá sâu" in problem.message


def test_something_odd_makes_the_trace_another(tmp_path: Path, put: Callable[..., Path]) -> None:
    put("anh/2021/a.jpg")
    before = Walk(tmp_path).trace(())
    os.mkfifo(tmp_path / HERE / "ong.md")
    assert Walk(tmp_path).trace(()).digest != before.digest


def test_a_pipe_is_not_waited_for(tmp_path: Path, put: Callable[..., Path]) -> None:
    os.mkfifo(tmp_path / "ong")
    for place in (tmp_path / "ong", tmp_path):
        with pytest.raises(OSError, match=str(tmp_path)):
            read_plain(place)
    with pytest.raises(FileNotFoundError):
        read_plain(tmp_path / "khong-co")
    assert read_plain(put("co", "chữ")) == "chữ".encode()


def test_a_copy_of_onedrive_is_one_only_beside_what_it_is_of(
    tmp_path: Path, put: Callable[..., Path]
) -> None:
    for name in ("hoi-nghi-MAY-VANPHONG.md", "hoi-nghi-DESKTOP-4K2.md", "ke-hoach-15-KH-UBND.md"):
        put(f"{HERE}/{name}")
    walk = Walk(tmp_path)
    for name in ("hoi-nghi-MAY-VANPHONG.md", "hoi-nghi-DESKTOP-4K2.md"):
        found = walk.said_of_text(f"{HERE}/{name}", "")
        assert "bản sao của «hoi-nghi.md»" in found.message
        assert not found.fixable  # check --fix would publish it
    assert walk.said_of_text(f"{HERE}/ke-hoach-15-KH-UBND.md", "").fixable

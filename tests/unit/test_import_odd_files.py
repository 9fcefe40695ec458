"""A folder of the old portal with what real machines have in theirs: the rest is imported."""

from __future__ import annotations

import os
import unicodedata
from datetime import datetime
from pathlib import Path

import pytest

from desk.importers import reader_crew
from desk.importers.given import Given, sources
from desk.importers.old_files import read_source
from desk.terminal.import_command import import_file
from plugins.vietnamese import VIETNAM
from tests.support.posts import write_agency

NOW = datetime(2026, 6, 1, 8, 0, tzinfo=VIETNAM)
ARTICLE = """Tin hoạt động
{title}
3/15/2021 8:19:41 AM
Sáng nay, VKSND huyện An Khê tổ chức hội nghị.

Hội nghị thống nhất ba việc phải làm trong quý II.

Việt Hưng - Phòng 15
"""


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    write_agency(tmp_path / "content")
    (tmp_path / "cu").mkdir()
    return tmp_path


def put(desk: Path, name: str, title: str = "Hội nghị quý II") -> Path:
    file = desk / "cu" / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(ARTICLE.format(title=title), encoding="utf-8")
    return file


def written(desk: Path) -> list[str]:
    return sorted(file.name for file in (desk / "content").glob("tin-hoat-dong/*/*.md"))


def test_each_odd_file_is_named_and_the_others_are_imported(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = desk / "cu"
    put(desk, "tot.txt")
    put(desk, os.fsdecode(b"b\xe0i.txt"), "Tên tệp lạ")
    put(desk, unicodedata.normalize("NFD", "Nghị quyết.txt"), "Nghị quyết mới")
    for name in (".DS_Store", "._tot.txt", "tot.txt~", "~$tot.txt", "tot.bak", "__MACOSX/tot.txt"):
        put(desk, name)
    os.mkfifo(folder / "ong.html")
    (folder / "vong.html").symlink_to("vong.html")
    (folder / "dut.html").symlink_to("khong-co.html")
    (folder / "vong").symlink_to("..")
    assert import_file(desk, folder, now=NOW) == 1
    told = capsys.readouterr().out
    assert written(desk) == ["hoi-nghi-quy-ii.md", "nghi-quyet-moi.md", "ten-tep-la.md"]
    assert "ong.html:1: đây không phải tệp thường" in told
    assert "vong.html:1: liên kết trỏ vòng" in told
    assert "dut.html:1: liên kết dẫn tới một tệp không có" in told
    assert "cu:1: liên kết trỏ vòng" in told
    assert r"b\xe0i.txt" in told
    assert "DS_Store" not in told
    assert "~" not in told


def test_a_file_that_went_meanwhile_is_named(desk: Path) -> None:
    file = put(desk, "tot.txt")
    found = list(sources(desk / "cu"))
    file.unlink()
    assert [read_source(one).fault for one in found] == ["không có tệp này"]


def test_a_page_that_breaks_the_program_stops_no_other(
    desk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    put(desk, "hong.txt")
    put(desk, "tot.txt", "Tin tốt")
    real = reader_crew.read_source

    def read(given: Given, *about: object, **more: object) -> object:
        if given.path.name == "hong.txt":
            message = "nobody thought of this"
            raise ValueError(message)
        return real(given, *about, **more)

    monkeypatch.setattr(reader_crew, "read_source", read)
    assert import_file(desk, desk / "cu", now=NOW) == 1
    assert written(desk) == ["tin-tot.md"]
    assert "hong.txt:1: Có lỗi ngoài dự kiến" in capsys.readouterr().out


def test_a_title_that_windows_keeps_for_itself_gets_another_address(desk: Path) -> None:
    put(desk, "con.txt", "Con")
    assert import_file(desk, desk / "cu", now=NOW) == 0
    assert written(desk) == ["con-15-03.md"]


def test_a_name_is_found_however_its_marks_are_typed(desk: Path) -> None:
    put(desk, unicodedata.normalize("NFD", "Nghị quyết.txt"))
    assert import_file(desk, desk / "cu" / "Nghị quyết.txt", now=NOW) == 0
    assert written(desk) == ["hoi-nghi-quy-ii.md"]


def test_an_address_at_which_something_else_stands_is_left_to_it(desk: Path) -> None:
    put(desk, "tot.txt")
    year = desk / "content/tin-hoat-dong/2021"
    year.mkdir(parents=True)
    os.mkfifo(year / "hoi-nghi-quy-ii.md")
    assert import_file(desk, desk / "cu", now=NOW, force=True) == 0
    assert "hoi-nghi-quy-ii-15-03.md" in written(desk)

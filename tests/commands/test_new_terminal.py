"""``invoke new`` typed into a real terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pexpect
import pytest

from tests.support.posts import write_agency
from tests.support.sites import ROOT


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "tasks.py").write_bytes((ROOT / "tasks.py").read_bytes())
    write_agency(tmp_path / "content")
    return tmp_path


@contextmanager
def typed(desk: Path, *options: str) -> Iterator[pexpect.spawn]:
    environment = {**os.environ, "TERM": "dumb", "PYTHONUTF8": "1"}
    child = pexpect.spawn(
        sys.executable,
        ["-m", "invoke", "new", *options],
        cwd=desk,
        env={**environment, "NEWSROOM_NOW": "2026-11-28 10:00"},
        encoding="utf-8",
        timeout=60,
        dimensions=(50, 200),
    )
    try:
        yield child
    finally:
        child.close(force=True)


def left(child: pexpect.spawn) -> tuple[str, int | None]:
    """What was still said, and the exit code."""
    child.expect(pexpect.EOF)
    child.close()
    return child.before.replace("\r\n", "\n"), child.exitstatus


def only(desk: Path) -> tuple[str, str]:
    (file,) = (desk / "content").glob("tin-hoat-dong/**/*.md")
    return file.relative_to(desk).as_posix(), file.read_text("utf-8")


def test_a_wrong_department_first_then_the_right_one(desk: Path) -> None:
    with typed(desk) as child:
        for question, answer in (
            ("Tiêu đề bài:", "Hội nghị: ba việc"),
            ("Ngày giờ đăng", ""),
            ("Tác giả", "Việt Hưng"),
            ("Phòng .*: .Phòng 15.", "Phòng 9"),
            ("Phòng «Phòng 9» đã kết thúc ngày 31/12/2022; kế tục là:\r\n  1. Phòng 8", "1"),
            ("Bài nói tới đơn vị nào", "VKSND An Khê"),
        ):
            child.expect(question)
            child.sendline(answer)
        said, code = left(child)
    path, text = only(desk)
    assert code == 0
    assert path == "content/tin-hoat-dong/2026/hoi-nghi-ba-viec.md"
    assert f"Đã tạo bản nháp: {path}\n" in said
    assert text == (
        '---\ntitle: "Hội nghị: ba việc"\nauthor: Việt Hưng\ndepartment: Phòng 8\n'
        "units: [VKSND huyện An Khê]\nstatus: draft\n---\n\n"
    )


@pytest.mark.parametrize("key", ["\x03", "\x04"], ids=["ctrl-c", "ctrl-d"])
def test_a_key_that_stops_keeps_what_was_answered(desk: Path, key: str) -> None:
    with typed(desk, "--title", "Hội nghị") as child:
        child.expect("Ngày giờ đăng")
        child.sendline("")
        child.expect("Tác giả")
        child.sendline("Việt Hưng")
        child.expect("Phòng ")
        child.send(key)
        said, code = left(child)
    path, text = only(desk)
    assert code == 130
    assert "những điều đã trả lời được giữ lại" in said
    assert f"Đã tạo bản nháp: {path}\n" in said
    assert "author: Việt Hưng\n" in text
    assert "Traceback" not in said


def test_ctrl_c_at_once_leaves_nothing(desk: Path) -> None:
    with typed(desk) as child:
        child.expect("Tiêu đề bài:")
        child.send("\x03")
        said, code = left(child)
    assert code == 130
    assert "không tạo bài" in said
    assert "Traceback" not in said
    assert not list((desk / "content").glob("tin-hoat-dong/**/*.md"))

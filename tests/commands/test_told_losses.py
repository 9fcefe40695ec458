"""What is offered where a published address would be lost can be copied as it stands, and cures."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from desk.terminal.check_command import check
from desk.terminal.correct_command import withdraw
from desk.terminal.publish_command import publish
from desk.terminal.purge_command import purge
from tests.support import small_newsroom as small


def edit(root: Path, path: str, old: str, new: str) -> None:
    file = root / "content" / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def go(root: Path) -> int:
    return publish(root, yes=True, now=small.NOW)


def test_a_post_that_was_moved_is_told_where_it_is_now(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    moved = small.EDITED.replace("kiem-tra", "dot-kiem-tra")
    (root / "content" / small.EDITED).rename(root / "content" / moved)
    assert go(root) == 1
    told = capsys.readouterr().out
    assert "nay ở tệp này" in told
    found = re.search(rf"content/{moved}:(\d+): bài «.*\n    Viết: (aliases: .*)", told)
    assert found is not None
    file = root / "content" / moved
    rows = file.read_text("utf-8").split("\n")
    rows[int(found[1]) - 1] = found[2]
    file.write_text("\n".join(rows), "utf-8")
    assert go(root) == 0


def test_a_corrected_post_made_a_draft_gets_no_second_list_of_corrections(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    note = "corrections: [{date: 2026-03-19 09:00, kind: cập nhật, note: Thêm số liệu.}]"
    edit(root, small.EDITED, "author:", f"{note}\nauthor:")
    assert go(root) == 0
    edit(root, small.EDITED, "author:", "status: draft\nauthor:")
    capsys.readouterr()
    assert check(root, now=small.NOW) == 1
    told = capsys.readouterr().out
    assert f"xóa dòng này, rồi chạy: invoke withdraw {small.EDITED}" in told
    assert "Viết: corrections" not in told


def test_a_live_post_put_off_keeps_its_date(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(root, small.EDITED, "date: 2026", "date: 2027")
    assert go(root) == 1
    told = capsys.readouterr().out
    assert "ghi lại ngày giờ đăng như cũ, rồi chạy: invoke withdraw" in told
    assert "Viết: corrections" not in told


def test_a_withdrawn_post_whose_line_and_releases_are_gone_is_told_the_line(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = root / "content" / small.MOVED
    before = file.read_bytes()
    assert withdraw(root, post=small.MOVED, why="Đăng nhầm", yes=True, now=small.NOW) == 0
    file.write_bytes(before)
    assert purge(root, post=small.MOVED, yes=True) == 0
    capsys.readouterr()
    assert go(root) == 1
    told = capsys.readouterr().err
    assert f"content/{small.MOVED} đã gỡ bỏ mà tệp mất dòng gỡ bỏ" in told
    offered = re.search(r"ghi lại vào phần khai báo: (corrections: .*)", told)
    assert offered is not None
    edit(root, small.MOVED, "author:", f"{offered[1]}\nauthor:".replace("lý do gỡ bỏ", "Đăng nhầm"))
    assert go(root) == 0

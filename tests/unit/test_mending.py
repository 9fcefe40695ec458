"""A mend changes a line and no word, keeps what was there, and says both."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from desk.keeping import keep
from desk.mending import Mender
from desk.terminal.check_command import check
from plugins.model import Problem
from plugins.vietnamese import VIETNAM
from tests.support.posts import write_agency

NOW = datetime(2026, 1, 1, 8, tzinfo=VIETNAM)
POST = "tin-hoat-dong/2021/kiem-tra.md"
HEAD = "---\ntitle: Kiểm tra công tác\ndate: 2021-03-15 08:19\nauthor: Việt Hưng\n"
GOOD = f"{HEAD}status: published\n---\nĐoàn kiểm tra làm việc.\n"
WRONG = GOOD.replace("published", "Đã đăng")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_agency(tmp_path / "content")
    (tmp_path / "content" / POST).parent.mkdir(parents=True)
    return tmp_path


def put(root: Path, data: bytes | str) -> Path:
    file = root / "content" / POST
    file.write_bytes(data if isinstance(data, bytes) else data.encode())
    return file


def problem(line: int, suggestion: str, *, added: bool = False) -> Problem:
    return Problem(
        path=f"content/{POST}",
        line=line,
        message="",
        suggestion=suggestion,
        fixable=True,
        added=added,
    )


def kept(root: Path) -> list[Path]:
    return sorted((root / ".newsroom" / "ban-cu").rglob("*.md"))


def test_the_old_file_is_kept_and_where_it_lies_is_said(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = put(root, WRONG)
    assert check(root, fix=True, now=NOW) == 0
    assert file.read_text(encoding="utf-8") == GOOD
    (old,) = kept(root)
    assert old.read_text(encoding="utf-8") == WRONG
    place = ".newsroom/ban-cu/tin-hoat-dong/2021/kiem-tra.20260101-080000.md"
    told = capsys.readouterr().out
    assert f"Đã sửa content/{POST}:5\n    thành: status: published\n" in told
    assert f"Bản trước khi sửa của content/{POST} giữ ở {place}\n" in told


def test_nothing_kept_is_ever_overwritten(root: Path) -> None:
    for data in (b"a", b"b", b"a", b"c"):
        keep(root, POST, data, NOW)
    assert [one.read_bytes() for one in kept(root)] == [b"b", b"c", b"a"]


def test_a_second_run_changes_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = put(root, "  Title: Hội nghị: tổng kết\x0bnăm\n".join(["---\n", WRONG[4:]]))
    check(root, fix=True, now=NOW)
    first = file.read_bytes()
    capsys.readouterr()
    check(root, fix=True, now=NOW)
    assert file.read_bytes() == first
    assert "Không có dòng nào máy tự sửa được." in capsys.readouterr().out
    assert len(kept(root)) == 1


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32"])
def test_a_file_in_another_form_of_unicode_is_mended_and_is_utf_8_then(
    root: Path, encoding: str
) -> None:
    data = WRONG.encode(encoding)
    file = put(root, data)
    check(root, fix=True, now=NOW)
    assert file.read_bytes() == GOOD.encode()
    (old,) = kept(root)
    assert old.read_bytes() == data


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_and_the_mark_at_the_beginning_stay(root: Path, end: str) -> None:
    file = put(root, "\ufeff" + WRONG.replace("\n", end))
    check(root, fix=True, now=NOW)
    assert file.read_bytes().decode() == "\ufeff" + GOOD.replace("\n", end)


@pytest.mark.parametrize("sign", ["\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\x1f", "\u200b"])
def test_signs_between_words_never_join_them(root: Path, sign: str) -> None:
    file = put(root, f"{WRONG}\nKính gửi: Lãnh đạo đơn vị{sign}Địa chỉ: phố Lê Lợi.\n")
    check(root, fix=True, now=NOW)
    text = file.read_text(encoding="utf-8")
    assert "vịĐịa" not in text
    assert "status: published\n---\nĐoàn kiểm tra làm việc.\n" in text


def test_lines_in_one_row_of_a_file_are_first_made_lines(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = put(root, WRONG.replace("\nauthor", "\x0bauthor").replace("làm", "\u2028làm"))
    assert check(root, fix=True, now=NOW) == 0
    assert file.read_text(encoding="utf-8") == GOOD.replace("tra làm", "tra   \nlàm")
    assert "thành: date: 2021-03-15 08:19\n           author: Việt Hưng" in capsys.readouterr().out


def test_a_mend_that_would_change_a_word_is_not_written(root: Path) -> None:
    file = put(root, GOOD)
    mender = Mender(root, NOW)
    for line, suggestion in (
        (2, "title: Kiểm tra"),
        (2, "title: Kiểmtra công tác"),
        (7, "Đoàn kiểm tralàm việc."),
        (7, "Đoàn kiểm tra đã làm việc."),
        (7, ""),
    ):
        assert mender.mend([problem(line, suggestion)]) == []
    assert file.read_text(encoding="utf-8") == GOOD
    assert kept(root) == []
    both = [problem(5, "status: draft"), problem(7, "")]
    assert mender.mend(both) == both[:1]


def test_a_mend_may_be_several_lines_or_one_below(root: Path) -> None:
    file = put(root, GOOD)
    done = Mender(root, NOW).mend(
        [problem(7, "Đoàn kiểm tra\n\nlàm việc."), problem(1, "sensitive: true", added=True)]
    )
    assert len(done) == 2
    assert file.read_text(encoding="utf-8") == GOOD.replace(
        "---\ntitle", "---\nsensitive: true\ntitle"
    ).replace("tra làm", "tra\n\nlàm")


def test_a_post_to_be_published_without_a_date_gets_the_present_time(root: Path) -> None:
    file = put(root, WRONG.replace("date: 2021-03-15 08:19\n", ""))
    assert check(root, fix=True, now=NOW) == 0
    written = GOOD.replace("date: 2021-03-15 08:19\n", "")
    assert file.read_text(encoding="utf-8") == written.replace(
        "---\ntitle", "---\ndate: 2026-01-01 08:00\ntitle"
    )
    file = put(root, "\n\n" + written.replace("published", "draft"))
    check(root, fix=True, now=NOW)
    assert "date:" not in file.read_text(encoding="utf-8")
    put(root, "\n\n" + written)
    check(root, fix=True, now=NOW)
    assert "\n\n---\ndate: 2026-01-01 08:00\ntitle" in file.read_text(encoding="utf-8")


def test_a_choice_is_never_written(root: Path) -> None:
    file = put(root, GOOD)
    assert Mender(root, NOW).mend([problem(5, "status: draft\n   hoặc: status: published")]) == []
    assert file.read_text(encoding="utf-8") == GOOD


@pytest.mark.parametrize(
    "row",
    [
        "title: Hội nghị: tổng kết # bản cuối",
        "title: [Hội nghị] # bản cuối",
        "title: H\x07ội nghị",
    ],
)
def test_a_line_that_can_be_read_two_ways_is_left_to_the_officer(root: Path, row: str) -> None:
    text = GOOD.replace("title: Kiểm tra công tác", row)
    file = put(root, text)
    check(root, fix=True, now=NOW)
    assert file.read_bytes().decode() == text


def test_a_note_beside_a_value_stays(root: Path) -> None:
    file = put(root, GOOD.replace("status: published", "sensitive: có   # còn xét xử"))
    check(root, fix=True, now=NOW)
    assert "sensitive: true   # còn xét xử\n" in file.read_text(encoding="utf-8")
    file = put(root, GOOD.replace("author: Việt Hưng", "author: Việt Hưng, Lê Na # hai người"))
    check(root, fix=True, now=NOW)
    assert "author: [Việt Hưng, Lê Na] # hai người\n" in file.read_text(encoding="utf-8")


def test_what_a_link_leads_to_is_mended_and_the_link_stays(root: Path, tmp_path: Path) -> None:
    far = tmp_path / "kho" / "kiem-tra.md"
    far.parent.mkdir()
    far.write_text(WRONG, encoding="utf-8")
    (root / "content" / POST).symlink_to(far)
    assert check(root, fix=True, now=NOW) == 0
    assert (root / "content" / POST).is_symlink()
    assert far.read_text(encoding="utf-8") == GOOD

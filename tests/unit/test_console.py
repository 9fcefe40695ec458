"""What officers see: Vietnamese on any console, one sentence for anything that goes wrong."""

import errno
import io
import os
import pty
import re
import sqlite3
import subprocess
import sys
from concurrent.futures import BrokenExecutor
from pathlib import Path

import pytest

from desk.messages import Report, Step
from desk.terminal import console
from plugins.engine import report
from plugins.model import Problem

SAID = "chia cho không"


def problem(path: str, **more: object) -> Problem:
    return Problem(path=path, line=3, message="sai", **more)  # type: ignore[arg-type]


def test_all_problems_are_listed_gravest_first_and_counted(
    capsys: pytest.CaptureFixture[str],
) -> None:
    console.print_problems(
        [
            problem("b.md"),
            problem("a.md", severity="advice"),
            problem("a.md", severity="answer"),
            problem("a.md", suggestion="date: 2031-05-01"),
            problem("b.md"),
        ]
    )

    assert capsys.readouterr().out == (
        "Phải sửa trước khi đăng:\n\na.md:3: sai\n    Viết: date: 2031-05-01\n\nb.md:3: sai\n"
        "\nPhải trả lời trước khi đăng:\n\na.md:3: sai\n"
        "\nLời nhắc, không cản việc đăng:\n\na.md:3: sai\n"
        "\nCó 2 lỗi, 1 chỗ phải trả lời và 1 lời nhắc.\n"
    )


def test_a_build_without_a_command_lists_problems_as_the_commands_do(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = [problem("b.md"), problem("a.md", severity="advice"), problem("a.md")]
    console.print_problems(found)
    told = capsys.readouterr()
    report.print_problems(found, Path("content"))

    assert capsys.readouterr() == told
    assert told.err == ""


def test_nothing_wrong_is_nothing_said(capsys: pytest.CaptureFixture[str]) -> None:
    console.print_problems([])

    assert capsys.readouterr().out == ""


def test_a_plain_table_is_aligned_by_what_is_seen(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [("Bài vi\u00ea\u0301t", 2), ("Ảnh", 10)]
    console.table("Thay đổi:", ("Loại", "Số"), rows, right=(1,))

    assert capsys.readouterr().out == (
        "Thay đổi:\nLoại      Số\nBài vi\u00ea\u0301t   2\nẢnh       10\n"
    )


def test_a_table_without_rows_shows_its_columns(capsys: pytest.CaptureFixture[str]) -> None:
    console.table("Trống:", ("Loại", "Số"), [])

    assert capsys.readouterr().out == "Trống:\nLoại  Số\n"


def test_text_cannot_move_the_cursor_or_turn_the_line(capsys: pytest.CaptureFixture[str]) -> None:
    console.say("Tiêu\x1b[2J đề\u202e giả\tmạo")

    assert capsys.readouterr().out == "Tiêu[2J đề giả\tmạo\n"


def test_progress_off_a_terminal_is_one_plain_line(capsys: pytest.CaptureFixture[str]) -> None:
    with Report(console.show).steps("Soát từng tệp", 3) as tick:
        tick()

    assert capsys.readouterr().out == "Soát từng tệp: 3\n"


def test_work_that_is_over_at_once_moves_no_bar(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    console.show(Step("Dựng trang", 3, 3))
    assert capsys.readouterr().out == ""

    console.show(Step("Dựng trang", 3, 1))
    console.show(Step("Dựng trang", 3, 3))
    assert "Dựng trang" in capsys.readouterr().out


def test_nobody_there_means_the_default_answer() -> None:
    assert console.ask("Tiêu đề?", "không tên") == "không tên"
    assert console.confirm("Công bố?", default=False) is False
    assert console.confirm("Công bố?", default=True) is True


@pytest.mark.parametrize(
    ("answers", "default", "agreed"),
    [
        (["c"], False, True),
        (["Có"], False, True),
        (["CÓ"], False, True),
        (["k"], True, False),
        (["không"], True, False),
        ([""], True, True),
        ([""], False, False),
        (["gì cơ", "c"], False, True),
    ],
)
def test_yes_and_no_are_understood_with_or_without_marks(
    monkeypatch: pytest.MonkeyPatch, answers: list[str], *, default: bool, agreed: bool
) -> None:
    given = iter(answers)
    monkeypatch.setattr(console, "interactive", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _question: next(given))

    assert console.confirm("Công bố?", default=default) is agreed


def test_a_closed_keyboard_means_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(_question: str) -> str:
        raise EOFError

    monkeypatch.setattr(console, "interactive", lambda: True)
    monkeypatch.setattr("builtins.input", closed)

    assert console.confirm("Công bố?", default=False) is False


# --- errors ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (OSError(errno.ENOSPC, "no space", "/mnt/x"), "Ổ đĩa đã đầy khi đang ghi «/mnt/x»"),
        (PermissionError(errno.EACCES, "denied", "a.md"), "Không có quyền đọc hoặc ghi «a.md»"),
        (OSError(errno.EROFS, "read-only", "a"), "chỉ cho đọc"),
        (OSError(errno.EBUSY, "busy", "a"), "đang mở ở chương trình khác"),
        (FileNotFoundError(errno.ENOENT, "none", "a.md"), "Không thấy «a.md»"),
        (IsADirectoryError(errno.EISDIR, "folder", "a"), "«a» là một thư mục, mà ở đó phải là tệp"),
        (OSError(errno.EIO, "i/o", "a"), "Ổ đĩa bị lỗi khi đọc hoặc ghi «a»"),
        (OSError(errno.ESTALE, "stale", "a"), "Ổ đĩa mạng chứa «a» vừa bị ngắt"),
        (OSError(errno.ENXIO, "No such device", "a"), "«a» (No such device, lỗi số 6)"),
        (OSError(errno.ENOTCONN, "not connected", "/mnt/x"), "không cho làm việc với «/mnt/x»"),
        (OSError(errno.EINVAL, "invalid"), "không cho làm việc với một tệp (invalid, lỗi số 22)"),
        (FileExistsError(errno.EEXIST, "exists", "a"), "làm việc với «a» (exists, lỗi số 17)"),
        (OSError(errno.ENOMEM, "memory"), "Máy không đủ bộ nhớ"),
        (ChildProcessError("killed"), "bị máy dừng giữa chừng, thường vì thiếu bộ nhớ"),
        (BrokenExecutor(), "bị máy dừng giữa chừng, thường vì thiếu bộ nhớ"),
        (MemoryError(), "Máy không đủ bộ nhớ"),
        (sqlite3.OperationalError("database is locked"), "Một lệnh khác đang dùng"),
        (sqlite3.OperationalError("database or disk is full"), "Ổ đĩa đã đầy"),
        (sqlite3.DatabaseError("file is not a database"), "xóa thư mục .newsroom"),
    ],
)
def test_what_the_machine_refuses_is_one_sentence_and_exit_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], error: Exception, says: str
) -> None:
    with pytest.raises(SystemExit) as stopped, console.officer_errors(tmp_path):
        raise error

    assert stopped.value.code == 1
    said = capsys.readouterr().err
    assert says in said
    assert "Traceback" not in said
    assert not (tmp_path / ".newsroom").exists()


def test_a_link_that_leads_nowhere_is_named_where_a_folder_must_be(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "output").symlink_to("khong-co")
    with pytest.raises(SystemExit), console.officer_errors(tmp_path):
        (tmp_path / "output").mkdir(exist_ok=True)
    assert f"«{tmp_path}/output» là liên kết không dẫn tới thư mục" in capsys.readouterr().err


@pytest.mark.parametrize("kind", [NotADirectoryError, FileExistsError])
def test_a_file_where_a_folder_must_be_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: type[OSError]
) -> None:
    (tmp_path / "output").touch()
    number = errno.ENOTDIR if kind is NotADirectoryError else errno.EEXIST
    below = tmp_path / "output" / "a" / "b.html" if number == errno.ENOTDIR else tmp_path / "output"
    with pytest.raises(SystemExit), console.officer_errors(tmp_path):
        raise kind(number, "no", str(below))

    assert capsys.readouterr().err == (
        f"«{tmp_path / 'output'}» là một tệp, mà ở đó phải là thư mục. "
        "Hãy đổi tên tệp ấy rồi chạy lại.\n"
    )


def test_the_unforeseen_is_said_briefly_and_saved_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped, console.officer_errors(tmp_path):
        raise ZeroDivisionError(SAID)

    assert stopped.value.code == 1
    said = capsys.readouterr().err
    (saved,) = (tmp_path / ".newsroom").iterdir()
    assert re.fullmatch(r"loi-\d{8}-\d{6}\.txt", saved.name)
    assert str(saved) in said
    assert "Traceback" not in said
    assert "ZeroDivisionError: chia cho không" in saved.read_text("utf-8")


def test_the_unforeseen_is_said_even_where_nothing_can_be_saved(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / ".newsroom").write_text("một tệp, không phải thư mục", "utf-8")

    with pytest.raises(SystemExit), console.officer_errors(tmp_path):
        raise ZeroDivisionError(SAID)

    assert "ZeroDivisionError: chia cho không" in capsys.readouterr().err


def test_a_missing_library_says_what_to_install(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit), console.officer_errors(tmp_path):
        raise ModuleNotFoundError(SAID, name="watchfiles")

    assert "pip install -r requirements/newsroom.txt" in capsys.readouterr().err


def test_ctrl_c_is_said_and_exits_130(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped, console.officer_errors(tmp_path):
        raise KeyboardInterrupt

    assert stopped.value.code == 130
    assert "Đã dừng theo yêu cầu" in capsys.readouterr().err


# --- consoles -------------------------------------------------------------------

SPEAK = """
from desk.terminal.console import say, table
from plugins.streams import speak_utf8
speak_utf8()
say("Kiểm sát \\udce9 xong")
table("Bảng:", ("Đơn vị",), [("Thái Thụy",)])
"""


@pytest.mark.parametrize("encoding", ["cp1258", "ascii", "utf-8"])
def test_vietnamese_is_utf8_whatever_the_consoles_code_page(encoding: str) -> None:
    environment = dict(os.environ, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    ran = subprocess.run(
        [sys.executable, "-c", SPEAK], env=environment, capture_output=True, check=True
    )

    assert ran.stdout.decode() == "Kiểm sát ? xong\nBảng:\nĐơn vị\nThái Thụy\n"


def on_a_terminal(code: str, **environment: str) -> str:
    ours, theirs = pty.openpty()
    with os.fdopen(ours, "rb") as screen:
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "80", **environment},
            stdout=theirs,
            stderr=theirs,
            check=True,
        )
        os.close(theirs)
        said = io.BytesIO()
        while True:
            try:
                said.write(screen.read1(65536) or b"")
            except OSError:
                return said.getvalue().decode()


PROBLEMS = """
from desk.terminal.console import print_problems, table, warn
from plugins.engine import report
from plugins.model import Problem
print_problems([Problem(path="a.md", line=3, message="[sai] dấu", suggestion="b: c")])
warn("Cẩn thận")
table("Bảng:", ("Đơn vị",), [("[b]Thái Thụy[/b]",)])
"""


def test_a_terminal_gets_colour_and_text_is_never_taken_for_markup() -> None:
    said = on_a_terminal(PROBLEMS, NO_COLOR="")

    assert "\x1b[31m" in said
    plain = re.sub(r"\x1b\[[0-9;]*m", "", said)
    assert "a.md:3: [sai] dấu" in plain
    assert "[b]Thái Thụy[/b]" in plain


def test_no_color_is_respected() -> None:
    said = on_a_terminal(PROBLEMS, NO_COLOR="1")

    assert not re.search(r"\x1b\[[0-9;]*3[0-9]m", said)

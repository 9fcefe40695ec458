"""What ``invoke`` says before a command of ours runs: the menu, the help, and what it refuses."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from desk.terminal.menu import menu
from desk.terminal.program import WRONG_USE
from tests.support.sites import invoke

ENGLISH = re.compile(
    r"\b(?:Usage|Options|Docstring|Available|tasks?|No idea|Flag|needed|Error|Traceback|required"
    r"|default|STRING|INT)\b"
)
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with our commands and two posts, one a draft and one that waits for its hour."""
    root = tmp_path_factory.mktemp("project")
    (root / "tasks.py").write_bytes((ROOT / "tasks.py").read_bytes())
    folder = root / "content" / "tin-hoat-dong" / "2026"
    folder.mkdir(parents=True)
    for name, head in {
        "nhap": "title: A\nstatus: draft",
        "hen": "title: B\ndate: 2999-01-01 08:00",
        "da-dang": "title: C\ndate: 2021-01-01 08:00",
    }.items():
        (folder / f"{name}.md").write_text(f"---\n{head}\n---\nstatus: draft\n", "utf-8")
    return root


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("nosuch",), "Không có lệnh «nosuch»."),
        (("publsh",), "Có phải là: invoke publish"),
        (("xuất bản",), "Có phải là: invoke publish"),
        (("đăng",), "Có phải là: invoke publish"),
        (("xem-truoc",), "Có phải là: invoke serve"),
        (("help",), "Xem mọi lệnh: invoke"),
        (("new", "--titel", "x"), "Lệnh new không có tùy chọn --titel. Có phải là --title không?"),
        (("new", "--title"), "Tùy chọn --title của lệnh new cần một giá trị"),
        (("new", "--title", "Hội", "nghị"), "Không hiểu «nghị» sau lệnh new. Câu có dấu cách"),
        (("import",), "Lệnh import thiếu:\n  <source>: Tệp Word"),
        (("inspect",), "Lệnh inspect thiếu:\n  <file>: "),
        (("serve", "--port", "abc"), "Giá trị «abc» của --port phải là một số"),
        (("serve", "--port=abc"), "Giá trị «abc» của --port phải là một số"),
        (("rollback", "--to"), "Tùy chọn --to của lệnh rollback cần một giá trị"),
        (("--nosuch",), "Không có tùy chọn --nosuch"),
        (("check", "publish", "--nosuch"), "Lệnh publish không có tùy chọn --nosuch"),
        (("--help", "nosuch"), "Không có lệnh «nosuch»."),
    ],
)
def test_what_is_not_understood_is_refused_in_vietnamese_with_the_way_on(
    desk: Path, typed: tuple[str, ...], said: str
) -> None:
    done = invoke(desk, *typed)
    assert done.returncode == WRONG_USE
    assert said in done.stderr
    assert "invoke" in done.stderr
    assert not ENGLISH.search(done.stderr)
    assert done.stdout == ""


@pytest.mark.parametrize("option", [("--accept", "20200101-000000"), ("--again",)])
def test_import_needs_no_file_where_an_option_says_what_to_do(
    desk: Path, option: tuple[str, ...]
) -> None:
    done = invoke(desk, "import", *option)
    assert done.returncode == WRONG_USE
    assert "thiếu" not in done.stderr
    assert ".newsroom/" in done.stderr


@pytest.mark.parametrize(
    "typed",
    [
        ("correct", "da-dang", "--yes"),
        ("correct", "--yes", "da-dang"),
        ("withdraw", "--why", "Đăng nhầm.", "da-dang"),
        ("withdraw", "--why=Đăng nhầm.", "da-dang"),
        ("withdraw", "--post", "da-dang"),
        ("withdraw",),
    ],
)
def test_a_post_is_named_with_or_without_its_option(desk: Path, typed: tuple[str, ...]) -> None:
    done = invoke(desk, *typed)
    assert "Không hiểu" not in done.stderr
    assert "thiếu" not in done.stderr
    assert not ENGLISH.search(done.stderr)


@pytest.mark.parametrize("typed", [("--help", "publish"), ("publish", "--help"), ("--list",)])
def test_help_and_the_list_are_vietnamese(desk: Path, typed: tuple[str, ...]) -> None:
    done = invoke(desk, *typed)
    assert done.returncode == 0, done.stderr
    assert ("Cách dùng: invoke publish" if "publish" in typed else "Các lệnh:") in done.stdout
    assert not ENGLISH.search(done.stdout)


def test_bare_invoke_shows_what_to_do_next_and_what_is_under_way(desk: Path) -> None:
    done = invoke(desk)
    assert done.returncode == 0, done.stderr
    for name in ("new", "check", "serve", "publish", "rollback", "import", "inspect", "test"):
        assert re.search(rf"^  invoke {name} +[A-ZĐ]", done.stdout, re.MULTILINE), name
    assert done.stdout.index("invoke new") < done.stdout.index("invoke publish")
    assert "Đang có 1 bản nháp: content/tin-hoat-dong/2026/nhap.md\n" in done.stdout
    assert "Đang có 1 bài hẹn giờ" in done.stdout
    assert not ENGLISH.search(done.stdout)


def test_the_menu_needs_no_library_of_ours(desk: Path) -> None:
    code = (
        "import sys; sys.modules.update(msgspec=None, markdown=None, rich=None)\n"
        "from invoke.main import program; program.run(['invoke'])"
    )
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code],
        cwd=desk,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "invoke publish" in done.stdout


def test_a_menu_whose_reader_went_away_ends_without_a_word(desk: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    code = "from invoke.main import program; program.run(['invoke'])"
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code],
        cwd=desk,
        stdout=writer,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        check=False,
    )
    os.close(writer)
    assert done.stderr == ""


def test_a_missing_library_is_said_in_words_by_the_command(desk: Path) -> None:
    code = (
        "import sys; sys.modules['msgspec'] = None\n"
        "from invoke.main import program; program.run(['invoke', 'check'])"
    )
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code],
        cwd=desk,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("Thiếu thư viện «msgspec». Hãy chạy: ")


def test_a_command_the_menu_does_not_know_is_shown_with_those_for_engineers(tmp_path: Path) -> None:
    lines = list(menu(tmp_path, {"new": "Tạo.", "lint": "Soát."}))
    assert lines[-2] == "Chưa có bài nào. Bắt đầu: invoke new"
    assert lines.index("  invoke lint  Soát.") > lines.index("  invoke new   Tạo.")


def test_a_large_archive_is_not_looked_through_for_a_menu(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desk.terminal.menu._MOST", 2)
    assert not any("bản nháp" in line for line in menu(desk, {}))

"""Where releases may go, and what is said of a place where they may not."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from desk.messages import Report
from desk.publish.place import opened
from desk.terminal.console import show
from plugins.target_folder import target_fault


def nothing(_root: Path) -> None:
    """Nothing is made."""


def file(root: Path) -> None:
    (root / "t").write_text("x", "utf-8")


def pipe(root: Path) -> None:
    os.mkfifo(root / "t")


def link(to: str) -> Callable[[Path], None]:
    def make(root: Path) -> None:
        (root / "t").symlink_to(to)

    return make


FAULTS = [
    (file, "t", "«t» là một tệp, không phải thư mục"),
    (pipe, "t", "«t» là một tệp, không phải thư mục"),
    (link("publishconf.py"), "t", "«t» là một tệp, không phải thư mục"),
    (link("khong-co"), "t", "«t» là liên kết không dẫn tới thư mục nào"),
    (link("t"), "t", "«t» là liên kết không dẫn tới thư mục nào"),
    (file, "t/con/chau", "/t» là một tệp, không phải thư mục, nên bên trong"),
    (link("khong-co"), "t/con", "/t» là liên kết không dẫn tới thư mục nào"),
    (link("content"), "t", "«t» là thư mục của dự án"),
    (link("output"), "t/con", "«t/con» là thư mục của dự án"),
    (nothing, "content", "«content» là thư mục của dự án"),
    (nothing, "content/tin-hoat-dong", "là thư mục của dự án"),
    (nothing, "output/con", "là thư mục của dự án"),
    (nothing, ".newsroom", "là thư mục của dự án"),
    (nothing, ".", "chứa cả dự án"),
    (nothing, "/", "chứa cả dự án"),
    (nothing, "x" * 300, "quá dài"),
    (nothing, "a\0b", "ký tự không hợp lệ"),
    (nothing, "~khong-co-ai/public", "máy này không có người dùng ấy"),
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "du-an"
    for name in ("content", "output"):
        (root / name).mkdir(parents=True)
    conf = 'SITEURL = "https://a.example"\nNEWSROOM_TARGET = "public"\n'
    (root / "publishconf.py").write_text(conf, "utf-8")
    return root


@pytest.mark.parametrize(("make", "target", "said"), FAULTS)
@pytest.mark.parametrize("create", [True, False])
def test_a_target_that_cannot_be_one_is_refused_with_a_sentence_of_its_own(
    root: Path,
    make: Callable[[Path], None],
    target: str,
    said: str,
    create: bool,  # noqa: FBT001 - publishing, or going back
    capsys: pytest.CaptureFixture[str],
) -> None:
    make(root)
    before = sorted(root.iterdir())
    assert opened(root, target, Report(show), create=create) is None
    words = capsys.readouterr()
    assert words.out == ""
    assert words.err.startswith("--target: ")
    assert said in words.err
    assert sorted(root.iterdir()) == before


@pytest.mark.parametrize("target", ["public", "moi", "../ben-canh", "~", "/mnt"])
def test_any_other_place_may_be_one(root: Path, target: str) -> None:
    assert target_fault(root, target) == ""


def test_a_folder_of_somebody_elses_is_named_and_what_systems_leave_does_not_count(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "t").mkdir()
    for name in (".DS_Store", "Thumbs.db", "desktop.ini"):
        (root / "t" / name).touch()
    assert opened(root, "t", Report(show)) is not None
    (root / "t/bao-cao.docx").touch()
    assert opened(root, "t", Report(show)) is None
    assert "không phải các bản công bố: bao-cao.docx. Hãy" in capsys.readouterr().err


def test_a_place_whose_disk_is_not_there_is_said(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert opened(root, "khong-co/public", Report(show)) is None
    assert "ổ đĩa hoặc máy chủ chưa được kết nối?" in capsys.readouterr().err

"""Where the content is: apart from the software, in it, or our sample while there is none."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from desk.conf import read_conf
from plugins.content_folder import (
    VARIABLE,
    as_opened,
    content_fault,
    content_folder,
    handed_out,
    is_sample,
    place_of,
    project_of,
    shown_content,
)
from tests.support.clones import FIRST
from tests.support.sites import ROOT, invoke, project, tree

OURS = {"registry/authors.toml", "trang/dinh-chinh.md"}


def first_version(path: str) -> bytes:
    """A file of ours as version 1.0 had it; here an agency's own may stand."""
    shown = subprocess.run(
        ["git", "show", f"{FIRST}:./content/{path}"], cwd=ROOT, capture_output=True, check=False
    )
    if shown.returncode:
        pytest.skip("no git here")
    return shown.stdout


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """A project as we hand it out: some of our files in ``content/``, and a sample."""
    for path in OURS:
        file = tmp_path / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(first_version(path))
    (tmp_path / "sample").mkdir()
    return tmp_path


def test_while_nothing_of_an_agencys_own_stands_there_the_sample_is_shown(fresh: Path) -> None:
    (fresh / "content" / ".DS_Store").write_bytes(b"x")
    assert is_sample(fresh)
    assert content_folder(fresh) == fresh / "sample"
    assert set(handed_out(fresh / "content")) == OURS


def test_lines_as_windows_ends_them_are_no_work_of_anybodys(fresh: Path) -> None:
    file = fresh / "content/trang/dinh-chinh.md"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert is_sample(fresh)


@pytest.mark.parametrize("path", ["newsroom.toml", "tin-hoat-dong/2026/cua-ta.md", "trang/a.md"])
def test_one_file_of_its_own_and_it_is_the_agencys(fresh: Path, path: str) -> None:
    file = fresh / "content" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("của ta", "utf-8")
    assert content_folder(fresh) == fresh / "content"
    assert set(handed_out(fresh / "content")) == OURS


def test_one_of_our_files_with_another_letter_is_the_agencys(fresh: Path) -> None:
    file = fresh / "content/registry/authors.toml"
    file.write_bytes(file.read_bytes() + b"#\n")
    assert not is_sample(fresh)


def test_without_a_sample_the_folder_is_content_whatever_it_holds(tmp_path: Path) -> None:
    assert content_folder(tmp_path) == tmp_path / "content"
    assert content_fault(tmp_path) == ""


APART = "Ổ chung/Tòa soạn Thái Bình"


@pytest.fixture
def apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose content stands in a folder with spaces and marks, beside it."""
    root = project(tmp_path / "phần mềm")
    content = tmp_path / APART
    content.parent.mkdir()
    (root / "content").rename(content)
    monkeypatch.setenv(VARIABLE, str(content))
    return root


def test_what_the_variable_names_counts_whole_or_from_the_project(
    apart: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = apart.parent / APART
    assert content_folder(apart) == content
    monkeypatch.setenv(VARIABLE, f"../{APART}")
    assert content_folder(apart) == content
    assert content_fault(apart) == ""
    assert place_of(apart, "content/trang/a.md") == content / "trang/a.md"
    assert place_of(apart, "pelicanconf.py") == apart / "pelicanconf.py"
    assert shown_content(apart) == f"{content}/"
    said = "content/trang/a.md:3: xem content/anh/, /don-vi/content/"
    assert as_opened(said, apart) == f"{content}/trang/a.md:3: xem {content}/anh/, /don-vi/content/"
    assert read_conf(apart, "pelicanconf.py")["PATH"] == str(content)
    monkeypatch.chdir(apart)
    assert project_of(content) == apart


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda _: None, "không có thư mục này"),
        (lambda place: place.write_text("x"), "đây không phải thư mục"),
        (lambda place: place.mkdir(), "không phải một tòa soạn"),
    ],
)
def test_what_is_no_newsroom_is_said_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: object, words: str
) -> None:
    assert callable(make)
    make(tmp_path / "ở đâu")
    monkeypatch.setenv(VARIABLE, "ở đâu")
    fault = content_fault(tmp_path)
    assert words in fault
    assert str(tmp_path / "ở đâu") in fault
    assert "Hãy" in fault


def test_a_command_says_so_and_stops(apart: Path) -> None:
    done = invoke(apart, "check", NEWSROOM_CONTENT=str(apart / "không có"))
    assert done.returncode == 1
    assert "không có thư mục này. Hãy gõ lại đường dẫn" in done.stderr


def test_check_publish_and_backup_work_with_it_and_say_paths_as_they_are(apart: Path) -> None:
    content = apart.parent / APART
    post = min((content / "tin-hoat-dong").rglob("*.md"))
    text = post.read_text("utf-8")
    post.write_text(text.replace("title:", "titel:"), "utf-8")
    said = invoke(apart, "check")
    assert said.returncode == 1
    assert f"{post}:2: " in said.stdout
    assert "content/" not in said.stdout.replace(str(content), "")
    post.write_text(text, "utf-8")

    before = tree(content)
    done = invoke(apart, "publish", "--yes", NEWSROOM_NOW="2026-01-05 08:00")
    assert done.returncode == 0, done.stdout + done.stderr
    assert tree(content) == before
    assert (apart / "public/current/index.html").is_file()
    assert (apart / ".newsroom").is_dir()
    assert not (content.parent / ".newsroom").exists()

    made = invoke(apart, "backup", "--to", str(apart.parent / "kho"))
    assert made.returncode == 0, made.stdout + made.stderr
    (kept,) = (apart.parent / "kho").iterdir()
    (content / ".git").mkdir()
    post.unlink()
    (apart / "public").rename(apart / "public-cũ")
    back = invoke(apart, "restore", str(kept), "--yes")
    assert back.returncode == 0, back.stdout + back.stderr
    assert tree(content) == before
    assert (content / ".git").is_dir()


def test_pelican_alone_builds_the_same_from_it(apart: Path, tmp_path: Path) -> None:
    outputs = []
    for name, path in (("một", ()), ("hai", ("content",))):
        output = tmp_path / name
        command = [sys.executable, "-m", "pelican", *path, "-s", "pelicanconf.py", "-o", output]
        (apart / "content").mkdir(exist_ok=True)  # Pelican looks whether what is typed is there
        done = subprocess.run(
            command,
            cwd=apart,
            env={**os.environ, "PYTHONPATH": str(ROOT), "NEWSROOM_NOW": "2026-01-05 08:00"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        outputs.append(tree(output))
    assert outputs[0] == outputs[1]
    assert "index.html" in outputs[0]


KNOWN = {"plugins/content_folder.py", "desk/publish/rebuild.py", "desk/actions/restoring.py"}
"""The one place; and two that make such a folder anew."""


def by_hand(source: str) -> list[int]:
    """Lines that join a folder and ``content`` themselves."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            right = node.right
            name = getattr(right, "value", None) or getattr(right, "id", "")
            if name == "CONTENT" or (isinstance(name, str) and name.split("/")[0] == "content"):
                found.append(node.lineno)
    return found


@pytest.mark.parametrize("line", ['root / "content"', 'a.b / "content/anh"', "root / CONTENT"])
def test_a_path_made_by_hand_is_recognised(line: str) -> None:
    assert by_hand(line) == [1]


def test_nobody_else_makes_the_path_of_the_content() -> None:
    files = [
        ROOT / "tasks.py",
        *(f for top in ("desk", "plugins") for f in (ROOT / top).rglob("*.py")),
    ]
    found = {
        f"{name}:{line}"
        for file in files
        if (name := file.relative_to(ROOT).as_posix()) not in KNOWN
        for line in by_hand(file.read_text("utf-8"))
    }
    assert found == set()

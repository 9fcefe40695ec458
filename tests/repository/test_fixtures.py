"""Tests stand on fixtures: the sample newsroom in ``content/`` may become anybody's."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.guard import sitecustomize as guard
from tests.support.sites import NEWSROOM, ROOT, invoke, project

NAMED = re.compile(
    r"""(?:\b(?:ROOT|PROJECT|HERE)\b|parents\[\d\]|\.parent)\)? \s* / \s* f?["']content(?:["'/])
    |["'](?:\.\./)+content(?:["'/])
    |\b(?:ROOT|PROJECT)\b[^\n]*joinpath\(["']content["']""",
    re.VERBOSE,
)
"""The project's ``content`` in the source of a test."""


@pytest.mark.parametrize(
    "line",
    [
        'build(ROOT / "content", output)',
        "shutil.copytree(small.PROJECT / 'content', root)",
        'FOLDER = Path(__file__).parents[2] / "content" / "registry"',
        'read(HERE.parent / "content/registry")',
        'agency("../content/registry")',
        'ROOT.joinpath("content")',
    ],
)
def test_the_projects_content_is_recognised(line: str) -> None:
    assert NAMED.search(line)


@pytest.mark.parametrize(
    "line",
    [
        'file = root / "content" / path',
        'shutil.copytree(FIXTURE / "content", tmp_path / "content")',
        'content = NEWSROOM / "content"',
        'assert f"content/{path}:3" in said',
    ],
)
def test_the_content_of_a_newsroom_made_for_a_test_is_not(line: str) -> None:
    assert not NAMED.search(line)


def test_no_source_of_a_test_names_the_projects_content() -> None:
    who_must = {Path(__file__).resolve(), Path(guard.__file__).resolve()}
    sources = [file for file in (ROOT / "tests").rglob("*.py") if file not in who_must]
    assert len(sources) > 80
    named = [
        f"{file.relative_to(ROOT)}: {found[0]}"
        for file in sources
        for found in NAMED.finditer(file.read_text("utf-8"))
    ]
    assert named == []


LOOKS = {
    "opened": "open('content/registry/units.toml')",
    "listed": "import os; os.listdir('content')",
    "walked": "from pathlib import Path; list(Path('content').rglob('*.md'))",
    "copied": "import shutil; shutil.copytree('content', {copy!r})",
    "copied by another program": "import subprocess; subprocess.run(['ls', 'content'])",
    "read by a child of its own": (
        'import subprocess, sys; subprocess.run([sys.executable, "-c", "open({file!r})"])'
    ),
}


@pytest.mark.parametrize("look", LOOKS)
def test_a_process_that_looks_into_the_projects_content_is_noted(look: str, tmp_path: Path) -> None:
    file = str(ROOT / "content" / "registry" / "units.toml")
    program = LOOKS[look].format(copy=str(tmp_path / "copy"), file=file)
    assert guard.CONTENT in looked(program, tmp_path)


def test_a_process_that_keeps_to_fixtures_is_not_noted(tmp_path: Path) -> None:
    file = str(NEWSROOM / "content" / "registry" / "units.toml")
    assert looked(f"open({file!r}); open('README.md')", tmp_path) == ""


def test_removing_a_newsroom_made_for_a_test_is_not_noted(tmp_path: Path) -> None:
    (tmp_path / "made" / "content").mkdir(parents=True)
    made = str(tmp_path / "made")
    assert looked(f"import shutil; shutil.rmtree({made!r})", tmp_path) == ""


def test_a_program_that_is_given_another_newsrooms_content_is_not_noted(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    program = f"import subprocess; subprocess.run(['ls', 'content'], cwd={str(tmp_path)!r})"
    assert looked(program, tmp_path) == ""


def looked(program: str, folder: Path) -> str:
    """What the guard notes while ``program`` runs in the project's folder."""
    log = folder / "log"
    log.touch()
    subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program],
        cwd=ROOT,
        env={**os.environ, guard.LOG: str(log)},
        check=True,
        capture_output=True,
    )
    return log.read_text("utf-8")


def test_a_test_that_looks_into_the_projects_content_fails(tmp_path: Path) -> None:
    tests = tmp_path / "tests"
    tests.mkdir()
    (tests / "conftest.py").write_text((ROOT / "tests" / "conftest.py").read_text("utf-8"), "utf-8")
    (tests / "test_it.py").write_text(
        "from tests.support.guard.sitecustomize import CONTENT\n"
        "def test_peeks(): open(CONTENT + '/registry/units.toml').close()\n"
        "def test_does_not(): pass\n",
        "utf-8",
    )
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "--import-mode=importlib", "-p", "no:cacheprovider"],
        cwd=tests,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "2 passed, 1 error" in ran.stdout
    assert "use tests/fixtures/newsroom" in ran.stdout


def test_the_fixture_newsroom_is_a_project_where_commands_work(tmp_path: Path) -> None:
    root = project(tmp_path)
    done = invoke(root, "check", "--now", "2026-01-05 08:00")
    assert done.returncode == 0, done.stdout + done.stderr

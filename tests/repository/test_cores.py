"""Many tests run on every core, a few at once in the process that was started for them."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from desk.terminal import workshop
from tests.support import cores
from tests.support.sites import ROOT

CONFTEST = """
from tests.support import cores
cores._cores = lambda: 2
"""
TESTS = """
import os

def test_a(): pass

def test_b():
    assert os.environ.get("PYTEST_XDIST_WORKER") == "gw7"
"""


class Asked:
    """A command line, as pytest has understood it."""

    def __init__(self, *args: str, **options: object) -> None:
        self.args = list(args)
        self.options = {"capture": "fd", **options}

    def getoption(self, name: str, default: object = None) -> object:
        return self.options.get(name, default)


HERE = str(ROOT / "tests")
FILE = str(ROOT / "tests/unit/test_units.py")


@pytest.mark.parametrize(
    ("asked", "cores_here", "workers"),
    [
        (Asked(HERE), 2, 2),
        (Asked(HERE), 64, cores.MOST),
        (Asked(HERE), 1, 0),
        (Asked(FILE, f"{HERE}/site"), 2, 2),
        (Asked(HERE, long=True, maxfail=1), 2, 2),
        (Asked(FILE), 2, 0),
        (Asked(FILE, f"{FILE}::test_it"), 2, 0),
        (Asked(HERE, keyword="publish"), 2, 0),
        (Asked(HERE, markexpr="long"), 2, 0),
        (Asked(HERE, lf=True), 2, 0),
        (Asked(HERE, stepwise=True), 2, 0),
        (Asked(HERE, golden=True), 2, 0),
        (Asked(HERE, pictures=True), 2, 0),
        (Asked(HERE, trace=True), 2, 0),
        (Asked(HERE, capture="no"), 2, 0),
    ],
)
def test_many_tests_run_on_all_cores_and_chosen_ones_here(
    monkeypatch: pytest.MonkeyPatch, asked: Asked, cores_here: int, workers: int
) -> None:
    monkeypatch.setattr(cores, "_cores", lambda: cores_here)
    assert cores.workers(asked) == workers  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("options", "workers"),
    [(("-x", "--long"), 2), (("test_it.py", "--pdb"), 0), (("-n", "0"), 0)],
)
def test_a_failure_is_shown_alike_wherever_it_ran(
    tmp_path: Path, options: tuple[str, ...], workers: int
) -> None:
    conftest = (ROOT / "tests" / "conftest.py").read_text("utf-8")
    (tmp_path / "conftest.py").write_text(conftest + CONFTEST, "utf-8")
    (tmp_path / "test_it.py").write_text(TESTS, "utf-8")
    pytest_ = (sys.executable, "-m", "pytest", "--import-mode=importlib", "-p", "no:cacheprovider")
    ran = subprocess.run(
        [*pytest_, *workshop._ON_ALL_CORES, *options],
        cwd=tmp_path,
        env={name: said for name, said in os.environ.items() if not name.startswith("PYTEST_")},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "1 failed, 1 passed" in ran.stdout
    assert ">       assert os.environ.get" in ran.stdout
    assert (f"{workers} workers" in ran.stdout) == bool(workers)


def test_what_is_typed_counts_after_what_is_usual(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(workshop, "_have", lambda _root, _modules: True)
    for name in ("find_chromium", "find_server"):
        monkeypatch.setattr(workshop, name, lambda *_: "/usr/bin/that")
    monkeypatch.setattr(workshop, "_run", lambda command, *_: started.append(command) or 3)
    assert workshop.run_tests(ROOT, arguments="-n 0 -k 'a b'") == 3
    assert started == [
        [sys.executable, "-m", "pytest", *workshop._ON_ALL_CORES, "-n", "0", "-k", "a b"]
    ]


def test_tests_write_to_memory_where_it_has_room_and_programs_may_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def with_room(room: int, flag: int = 0) -> str:
        found = SimpleNamespace(f_bavail=room, f_frsize=1, f_flag=flag)
        monkeypatch.setattr(os, "statvfs", lambda _: found)
        return workshop.memory_folder(str(tmp_path))

    assert with_room(workshop._ROOM) == str(tmp_path)
    for usual in (with_room(workshop._ROOM - 1), with_room(workshop._ROOM, os.ST_NOEXEC)):
        assert usual == tempfile.gettempdir()
    assert workshop.memory_folder(str(tmp_path / "none")) == tempfile.gettempdir()

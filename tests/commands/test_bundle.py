"""One file from which a newsroom starts without git, without network, without rights."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from desk.actions.bundle import tracked
from desk.bundle import first_steps, wheels
from desk.bundle.wheels import BUILD_LOCK, LOCK, Machine, lines_for, machine
from desk.faults import RefusedError
from desk.terminal.bundle_command import bundle
from plugins.content_folder import is_sample
from tests.support.sites import NEWSROOM, ROOT

WINDOWS = Machine(("win_amd64",), "3.11")
HERE = machine("", "")
SOFTWARE = ("desk", "plugins", "theme", "requirements", "tasks.py", "pelicanconf.py")
NO_NETWORK = {"PIP_NO_INDEX": "1", "HTTPS_PROXY": "http://127.0.0.1:9", "PYTHONPATH": ""}


@pytest.fixture
def software(tmp_path: Path) -> Path:
    """What git tracks of the software and of a newsroom, and what it does not."""
    root = tmp_path / "software"
    root.mkdir()
    for name in (*SOFTWARE, "publishconf.py"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, root / name)  # type: ignore[operator]
    shutil.copytree(NEWSROOM / "content", root / "content")
    (root / "tests").mkdir()
    (root / "tests/test_it.py").write_text("", "utf-8")
    (root / ".gitignore").write_text("__pycache__/\n*.pyc\nbi-mat.txt\n", "utf-8")
    (root / "bi-mat.txt").write_text("of this machine alone", "utf-8")
    for command in (["init", "-q"], ["add", "-A"]):
        subprocess.run(["git", "-C", str(root), *command], check=True)
    return root


def test_content_that_is_nobodys_is_left_out(software: Path) -> None:
    """Unpacked over a newsroom it would put files of ours among its own."""
    assert "content/newsroom.toml" in tracked(software)
    (software / "content").rename(software / "sample")
    shutil.copytree(software / "sample", software / "content")
    (software / "content/newsroom.toml").unlink()
    assert is_sample(software)
    subprocess.run(["git", "-C", str(software), "add", "-A"], check=True)
    assert not [name for name in tracked(software) if name.startswith("content/")]
    assert "sample/newsroom.toml" in tracked(software)


def test_the_bundle_holds_what_git_tracks_the_packages_and_where_to_begin(
    software: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fetch(lock: Path, folder: Path, _there: Machine) -> None:
        (folder / f"{lock.stem}.whl").write_bytes(lock.read_bytes())
        if lock.name == Path(LOCK).name:
            (folder / "source.tar.gz").write_bytes(b"")

    monkeypatch.setattr(wheels, "fetch", fetch)

    assert bundle(software, platform="win_amd64", python="3.12") == 0

    (file,) = (software / "goi-cai-dat").iterdir()
    assert file.name == "toa-soan-win_amd64-python3.12.zip"
    assert str(file) in capsys.readouterr().out
    with zipfile.ZipFile(file) as made:
        names = set(made.namelist())
        assert made.testzip() is None
        assert made.read("wheels/build.whl") == (ROOT / BUILD_LOCK).read_bytes()
        assert made.read("tasks.py") == (ROOT / "tasks.py").read_bytes()
    assert {"BAT-DAU.txt", "CAI-DAT.cmd", LOCK, "content/newsroom.toml"} <= names
    assert {"wheels/newsroom.whl", "wheels/source.tar.gz"} <= names
    assert not [name for name in names if name.startswith(("tests/", ".git/"))]
    assert "bi-mat.txt" not in names


def test_without_git_it_is_said_from_where_a_bundle_is_made(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="bản sao git"):
        bundle(tmp_path)


@pytest.mark.parametrize(
    ("platform", "python", "said"),
    [("windows 11", "", "win_amd64"), ("win_amd64", "2.7", "Python «2.7»"), ("", "x", "«x»")],
)
def test_what_is_no_machine_is_refused(
    software: Path, platform: str, python: str, said: str
) -> None:
    with pytest.raises(RefusedError, match=said):
        bundle(software, platform=platform, python=python)


def test_what_cannot_be_fetched_is_said_and_no_bundle_is_left(
    software: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    with pytest.raises(RefusedError, match="Không lấy đủ được các gói"):
        bundle(software)
    assert list((software / "goi-cai-dat").iterdir()) == []


def test_where_to_begin_can_be_read_in_an_old_notepad_and_names_no_host() -> None:
    made = first_steps.files(WINDOWS)
    assert list(made) == ["BAT-DAU.txt", "CAI-DAT.cmd"]
    for text in made.values():
        assert text.count(b"\n") == text.count(b"\r\n") > 5
        assert b"http" not in text
    assert made["BAT-DAU.txt"].startswith("\ufeffTÒA SOẠN".encode())
    assert b"py -3.11 -m venv .venv" in made["CAI-DAT.cmd"]
    assert b".venv\\Scripts\\python -m pip install --no-index" in made["CAI-DAT.cmd"]
    assert made["CAI-DAT.cmd"].isascii()
    assert list(first_steps.files(Machine(("manylinux_2_28_x86_64",), "3.12"))) == [
        "BAT-DAU.txt",
        "cai-dat.sh",
    ]


LINES = """\
everywhere==1 \\
    --hash=sha256:aa
    # via here
colour==2 ; sys_platform == 'win32' \\
    --hash=sha256:bb \\
    --hash=sha256:cc
old==3 ; python_full_version < '3.11.5' \\
    --hash=sha256:dd
new==4 ; python_full_version >= '3.12' and platform_machine != 'ARM64' \\
    --hash=sha256:ee
"""


@pytest.mark.parametrize(
    ("there", "patch", "names"),
    [
        (WINDOWS, "0", ["everywhere", "colour", "old"]),
        (WINDOWS, "99", ["everywhere", "colour"]),
        (Machine(("win_arm64",), "3.13"), "0", ["everywhere", "colour"]),
        (Machine(("manylinux_2_28_x86_64",), "3.12"), "0", ["everywhere", "new"]),
        (Machine(("macosx_11_0_arm64",), "3.12"), "0", ["everywhere", "new"]),
    ],
)
def test_a_lock_is_read_for_the_machine_it_is_meant_for(
    there: Machine, patch: str, names: list[str]
) -> None:
    found = lines_for(LINES, there, patch)
    assert re.findall(r"^(\w+)==\d \\$", found, re.MULTILINE) == names
    assert found.count("--hash") == len(names) + ("colour" in names)
    assert ";" not in found


@pytest.mark.long
def test_a_newsroom_starts_from_the_bundle_alone(software: Path, tmp_path: Path) -> None:
    assert bundle(software) == 0
    (file,) = (software / "goi-cai-dat").iterdir()
    there = tmp_path / "there"
    with zipfile.ZipFile(file) as made:
        made.extractall(there)
    environment = {**os.environ, **NO_NETWORK, "NEWSROOM_NOW": "2026-11-30 08:00"}
    subprocess.run(["sh", "cai-dat.sh"], cwd=there, env=environment, check=True)

    published = subprocess.run(
        [".venv/bin/invoke", "publish", "--yes"],
        cwd=there,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert published.returncode == 0, published.stdout + published.stderr
    assert "Đã công bố bản 1" in published.stdout
    assert (there / "public/current/index.html").is_file()


@pytest.mark.long
def test_what_comes_as_source_for_windows_is_built_without_network_and_compiler(
    tmp_path: Path,
) -> None:
    packages = tmp_path / "wheels"
    packages.mkdir()
    for lock in (LOCK, BUILD_LOCK):
        wheels.fetch(ROOT / lock, packages, WINDOWS)
    (source,) = packages.glob("*.tar.gz")
    install = [sys.executable, "-m", "pip", "install", "--no-index", "--no-deps"]
    install += ["--find-links", str(packages)]

    subprocess.run(
        [*install, "--target", str(tmp_path / "made"), str(source)],
        env={**os.environ, **NO_NETWORK, "CC": "/bin/false"},
        check=True,
    )

    assert [p.name for p in (tmp_path / "made").glob("rcssmin*.py")] == ["rcssmin.py"]
    assert not list((tmp_path / "made").glob("*.so"))

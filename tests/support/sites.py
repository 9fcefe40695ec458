"""Whole sites for tests: build a content folder the way anyone can, and look at every byte."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FIXTURE = ROOT / "tests" / "fixture_site"
"""A tiny site with settings of its own, ``siteconf.py``; ``tests/golden`` is what it becomes."""
NEWSROOM = ROOT / "tests" / "fixtures" / "newsroom"
"""A whole newsroom, as the sample once was, with settings of its own, ``siteconf.py``.

No test reads the project's ``content/``: it is the officers', and changes."""
SECTIONS = ROOT / "tests" / "fixtures" / "sections"
"""A small newsroom of three sections; ``tests/golden_sections`` is what it becomes."""
REGISTRY = NEWSROOM / "content" / "registry"
NOW = "2026-01-05 08:00"
"""The clock of every build in tests that is not about time."""


def build(
    content: Path,
    output: Path,
    *,
    now: str = NOW,
    conf: Path = NEWSROOM / "siteconf.py",
    env: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """``python -m pelican`` in a process of its own; what it printed is in ``stdout``."""
    command = (sys.executable, "-m", "pelican", "--fatal", "warnings", "-s")
    return subprocess.run(
        [*command, str(conf), "-o", str(output), str(content)],
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1", "NEWSROOM_NOW": now, **(env or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
        timeout=300,
    )


def built(content: Path, output: Path, **options: object) -> Path:
    """``build``, which must succeed; the output folder."""
    done = build(content, output, **options)  # type: ignore[arg-type]
    assert done.returncode == 0, done.stdout
    return output


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below ``folder`` by its POSIX path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def write(folder: Path, files: Mapping[str, str]) -> None:
    """Write text files below ``folder``, in the order given."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")


def project(folder: Path, newsroom: Path = NEWSROOM) -> Path:
    """The fixture ``newsroom`` as a project in the empty ``folder``, where every command works."""
    shutil.copytree(newsroom / "content", folder / "content")
    return bare_project(folder)


def bare_project(folder: Path) -> Path:
    """The software in ``folder``, where every command works, and no newsroom."""
    shutil.copytree(ROOT / "theme", folder / "theme")
    shutil.copy(ROOT / "tasks.py", folder)
    for conf in ("pelicanconf.py", "publishconf.py"):
        shutil.copy(ROOT / conf, folder)
    return folder


def invoke(
    root: Path, *arguments: str, given: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    """``invoke`` as it is typed in the project ``root``, with ``given`` at its input."""
    return subprocess.run(
        [sys.executable, "-m", "invoke", *arguments],
        cwd=root,
        env={**os.environ, "PYTHONUTF8": "1", **environment},
        input=given,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )

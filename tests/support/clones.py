"""Clones of this repository, as agencies have them: of version 1.0, and of what we hand out now."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.support.sites import ROOT

FIRST = "4271fad"
"""The last commit of version 1.0."""
NOW = "2026-11-02 08:00"


def run(root: Path, *command: str) -> str:
    """A program that must succeed; what it printed."""
    done = subprocess.run(
        command,
        cwd=root,
        env={**os.environ, "PYTHONUTF8": "1", "NEWSROOM_NOW": NOW},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def git(root: Path, *arguments: str) -> str:
    """Git, as somebody with a name."""
    who = ("-c", "user.name=Ta", "-c", "user.email=ta@vks.example", "-c", "commit.gpgsign=false")
    return run(root, "git", *who, *arguments)


def commit(root: Path) -> None:
    """Commit all that is other than git knows it, if anything is."""
    git(root, "add", "--all")
    if git(root, "status", "--porcelain"):
        git(root, "commit", "--quiet", "--message", "Như đang có")


def clone_of_first_version(folder: Path) -> Path:
    """An agency's clone of 1.0."""
    _clone(folder)
    git(folder, "checkout", "--quiet", "-B", "main", FIRST)
    return folder


def handed_out(folder: Path) -> Path:
    """What we hand out now: in an agency's own repository, without what is the agency's."""
    _clone(folder)
    git(folder, "checkout", "--quiet", "-B", "main")
    git(folder, "rm", "-r", "--quiet", "--ignore-unmatch", "content")
    git(folder, "checkout", FIRST, "--", "content")
    commit(folder)
    return folder


def _clone(folder: Path) -> None:
    """A clone of this repository, or no test where it has no git or no history."""
    clone = ("git", "clone", "--quiet", str(ROOT), str(folder))
    if subprocess.run(clone, check=False).returncode:
        pytest.skip("no git here")
    known = ("git", "cat-file", "-e", f"{FIRST}^{{commit}}")
    if subprocess.run(known, cwd=folder, check=False).returncode:
        pytest.skip("no history here")


def pull(root: Path, upstream: Path) -> None:
    """Take what ``upstream`` has as an officer does; nothing may be left to settle."""
    git(root, "pull", "--quiet", "--no-rebase", "--no-edit", str(upstream), "main")
    assert "U" not in {row[:1] for row in git(root, "status", "--porcelain").splitlines()}

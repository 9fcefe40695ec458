"""Correcting and withdrawing a published post: the lines that say so, written for the officer.

Prints nothing and reads no terminal: ``find`` tells which post is meant,
``propose`` what would be written, ``carry_out`` writes it and ``take_back`` undoes that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desk import files
from desk.frontmatter import moment
from desk.rewriting import rewritten, with_item
from plugins.lines import decode
from plugins.model import CorrectionKind, Problem
from plugins.posts import read_manuscript
from plugins.posts.typed import in_quotes
from plugins.vietnamese import fold, squeeze


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A post that readers have."""

    path: str
    """``tin-hoat-dong/2021/slug.md``."""
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A file as it is and as it would be; with ``problems`` it cannot be."""

    file: Path
    before: bytes
    after: bytes
    line: str
    """What is added."""
    problems: tuple[Problem, ...] = ()


def find(said: str, posts: Sequence[Published]) -> tuple[Published, ...]:
    """Which of ``posts`` is meant by a path, an address, a file's name or words of a title.

    One: that is it. Several: any of them may be meant. None: no such post is published.
    """
    wanted = squeeze(said).partition("#")[0].partition("?")[0].replace("\\", "/")
    stem = wanted.rstrip("/").removesuffix(".md").removesuffix(".html")
    name = stem.rpartition("/")[2]
    by_path = [p for p in posts if stem.endswith(p.path.removesuffix(".md"))]
    if by_path:
        return tuple(by_path)
    by_name = [p for p in posts if p.path.rpartition("/")[2] == f"{name}.md"]
    if by_name:
        return tuple(by_name)
    words = fold(wanted)
    return tuple(p for p in posts if words and words in fold(p.title))


def propose(file: Path, path: str, kind: CorrectionKind, note: str, now: datetime) -> Change:
    """What it takes that the post ``path`` in ``file`` says ``kind`` and ``note`` as of ``now``."""
    before = file.read_bytes()
    item = f"{{date: {moment(now)}, kind: {kind.value}, note: {in_quotes(squeeze(note))}}}"
    line = f"corrections: [{item}]"
    here = f"content/{path}"

    def refused(message: str) -> Change:
        problem = Problem(path=here, line=1, message=message, suggestion=line)
        return Change(file=file, before=before, after=before, line=line, problems=(problem,))

    try:
        after = rewritten(before, lambda text: with_item(text, "corrections", item))
    except ValueError:
        return refused("máy không ghi thêm được vào corrections; hãy tự ghi dòng này")
    old, _ = read_manuscript(path, decode(before).text)
    new, problems = read_manuscript(path, decode(after).text)
    wrong = tuple(p for p in problems if p.severity == "error")
    if wrong:
        return Change(file=file, before=before, after=before, line=line, problems=wrong)
    if old is None or new is None or len(new.post.corrections) != len(old.post.corrections) + 1:
        return refused("máy không ghi thêm được vào corrections; hãy tự ghi dòng này")
    return Change(file=file, before=before, after=after, line=line)


def carry_out(change: Change) -> None:
    """Write the file as it would be."""
    files.write(change.file, change.after)


def take_back(change: Change) -> bool:
    """Write the file as it was; False when somebody has written into it since, which stays."""
    try:
        if change.file.read_bytes() != change.after:
            return False
    except FileNotFoundError:
        return False
    files.write(change.file, change.before)
    return True

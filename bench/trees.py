"""A folder of built files from outside: what a run wrote, and how much disk it all takes."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

_NUMBERED = re.compile(r"(.*/)trang-(\d+)\.html")
"""A page of a list; pages are numbered from the oldest posts."""

_SEARCH = "tim-kiem/"


@dataclass(frozen=True, slots=True)
class File:
    """One file as it stood: by ``seal`` it is known whether anybody wrote it since."""

    seal: tuple[int, int, int]
    """Inode, time of last change in nanoseconds, size."""
    digest: bytes

    @property
    def size(self) -> int:
        """Bytes."""
        return self.seal[2]


Tree = Mapping[str, File]
"""Files by POSIX path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What one run did to a folder, in files and bytes."""

    new: int = 0
    changed: int = 0
    """Files whose bytes are others than before."""
    removed: int = 0
    untouched: int = 0
    """Files that nobody wrote."""
    idle: int = 0
    """Files written again with the bytes that they had."""
    size: int = 0
    """Bytes of all files written, idly or not."""
    search: int = 0
    """Files of search, of ``files``: a small archive has its words in fewer."""
    old_lists: int = 0
    """Numbered list pages written that are not among the two newest of their list."""

    @property
    def files(self) -> int:
        """Files whose bytes readers would find changed: new, other or gone."""
        return self.new + self.changed + self.removed


def put_aside(made: Path) -> None:
    """Leave nothing at ``made``, and remove nothing: that is done when all is measured.

    Some file systems make new files several times as slowly for a minute after
    as many were removed, and would charge that to whoever is measured next.
    """
    if not os.path.lexists(made):
        return
    before = made.parent / ".before"
    before.mkdir(exist_ok=True)
    made.rename(before / f"{made.name}-{len(list(before.iterdir()))}")


def look(folder: Path, before: Tree | None = None) -> Tree:
    """Every file below ``folder``; only what was written since ``before`` is read again."""
    known = before or {}
    found: dict[str, File] = {}
    for path, entry in _walk(folder):
        status = entry.stat(follow_symlinks=False)
        seal = (status.st_ino, status.st_mtime_ns, status.st_size)
        old = known.get(path)
        if old is not None and old.seal == seal:
            found[path] = old
        else:
            digest = hashlib.blake2b(Path(entry.path).read_bytes(), digest_size=16).digest()
            found[path] = File(seal, digest)
    return found


def compare(before: Tree, after: Tree) -> Written:
    """What happened between two looks."""
    new = after.keys() - before.keys()
    touched = {p for p, file in after.items() if p in before and before[p].seal != file.seal}
    idle = {path for path in touched if before[path].digest == after[path].digest}
    written, removed = new | touched, before.keys() - after.keys()
    changed = (written - idle) | removed
    return Written(
        new=len(new),
        changed=len(touched - idle),
        removed=len(removed),
        untouched=len(after) - len(written),
        idle=len(idle),
        size=sum(after[path].size for path in written),
        search=sum(path.startswith(_SEARCH) for path in changed),
        old_lists=len(_old_lists(written, after)),
    )


def _old_lists(written: set[str], after: Tree) -> list[str]:
    newest: dict[str, int] = {}
    for path in after:
        if page := _NUMBERED.fullmatch(path):
            newest[page[1]] = max(newest.get(page[1], 0), int(page[2]))
    pages = ((path, _NUMBERED.fullmatch(path)) for path in written)
    return [path for path, page in pages if page and int(page[2]) < newest[page[1]] - 1]


def disk(folder: Path) -> int:
    """Bytes of disk that the files below ``folder`` take; a file with several names counts once."""
    taken: dict[tuple[int, int], int] = {}
    for _, entry in _walk(folder):
        status = entry.stat(follow_symlinks=False)
        blocks = getattr(status, "st_blocks", None)
        size = status.st_size if blocks is None else blocks * 512
        taken[status.st_dev, status.st_ino] = size
    return sum(taken.values())


def _walk(folder: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Every file or link below ``folder`` with its POSIX path; nothing where there is no folder."""
    pending = [(str(folder), "")]
    while pending:
        place, prefix = pending.pop()
        try:
            with os.scandir(place) as found:
                entries = list(found)
        except FileNotFoundError:
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                pending.append((entry.path, f"{prefix}{entry.name}/"))
            else:
                yield prefix + entry.name, entry

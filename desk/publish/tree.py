"""The tree of a release: what is in one, and how a new one comes to be.

Files that readers have already are hard links into the release they see now;
the others are copied from the build's output.
"""
# A Path for each of 25,000 files costs more than what is done with it.
# ruff: noqa: PTH101, PTH102, PTH114, PTH116, PTH123

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from desk.publish.disk import remove, sync_folder, unlink, whole_disk
from desk.publish.manifest import Entry, Manifest

READ_ONLY = 0o444


class ReleaseError(RuntimeError):
    """Something about the releases stands in the way; the message tells the officer what to do."""


def scan(tree: Path) -> Iterator[tuple[str, Entry]]:
    """Every file below ``tree``: POSIX path and content, in one order.

    Raises ReleaseError for anything that is neither file nor folder: a link
    could publish what lies outside.
    """
    top = str(tree)
    for place, folders, names in os.walk(top):
        folders.sort()
        inner = place[len(top) + 1 :].replace(os.sep, "/")
        for name in sorted([*names, *(f for f in folders if os.path.islink(f"{place}/{f}"))]):
            path = f"{place}/{name}"
            if not stat.S_ISREG(os.lstat(path).st_mode):
                message = f"{path} không phải tệp thường; hãy xóa nó rồi dựng lại."
                raise ReleaseError(message)
            yield f"{inner}/{name}" if inner else name, entry_of(_read(path))


def entry_of(data: bytes) -> Entry:
    """The digest and size of ``data``."""
    return Entry(sha256=hashlib.sha256(data).hexdigest(), size=len(data))


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """The release that readers see now: what it has in common with the next is shared."""

    tree: str
    files: Mapping[str, Entry]
    made: float
    """Seconds since the epoch; a file written to later was changed by hand."""

    @classmethod
    def of(cls, tree: Path, manifest: Manifest) -> Base:
        """The release of ``manifest``, which lies in ``tree``."""
        return cls(tree=str(tree), files=manifest.files, made=manifest.made.timestamp())

    def untouched(self, path: str, entry: Entry) -> os.stat_result | None:
        """The file ``path`` when it still is ``entry``, as far as one can tell without reading."""
        if self.files.get(path) != entry:
            return None
        try:
            found = os.lstat(f"{self.tree}/{path}")
        except OSError:
            return None
        touched = found.st_mtime > self.made or found.st_size != entry.size
        return None if touched or not stat.S_ISREG(found.st_mode) else found


def stage(
    output: Path,
    staging: Path,
    files: Mapping[str, Entry],
    base: Base | None,
    *,
    at: Callable[[str], None],
) -> None:
    """Make ``staging`` hold exactly ``files``, all of it on disk.

    ``staging`` may be there and hold anything: the tree of a release that
    nobody needs any more differs from the next in far fewer files than there
    are. Nothing in it is believed but what is the very file, by its inode,
    that ``base`` would lend. Raises ReleaseError when a file of ``output``
    is not what ``files`` says.
    """
    layout = _layout(files)
    with whole_disk(staging.parent) as force:
        for place in sorted(layout):
            here = f"{staging}/{place}"
            there = _clear(here, place, layout)
            for name, entry in layout[place].items():
                target, path = here + name, place + name
                inode = there.get(name)
                lent = base.untouched(path, entry) if base is not None else None
                # Numbers alone would not do: some systems that know no hard links invent them.
                if lent is None or lent.st_ino != inode or lent.st_nlink < 2:  # noqa: PLR2004
                    if inode is not None:
                        unlink(target)
                    if base is None or lent is None or not _link(f"{base.tree}/{path}", target):
                        _copy(f"{output}/{path}", target, entry, force=force is None)
                at("file")
        if force is not None:
            force()
        else:
            for place in layout:
                sync_folder(f"{staging}/{place}")
    at("staged")


def _layout(files: Mapping[str, Entry]) -> dict[str, dict[str, Entry]]:
    """The files of each folder by name; a folder is ``""`` or ends with a slash."""
    layout: dict[str, dict[str, Entry]] = {"": {}}
    for path, entry in files.items():
        cut = path.rfind("/") + 1
        place = path[:cut]
        if place not in layout:
            steps = place.split("/")
            for depth in range(1, len(steps)):
                layout.setdefault("/".join(steps[:depth]) + "/", {})
        layout[place][path[cut:]] = entry
    return layout


def _clear(here: str, place: str, layout: Mapping[str, Mapping[str, Entry]]) -> dict[str, int]:
    """Remove from the folder ``here`` what ``layout`` does not name; the inodes of what is left.

    The folder is made when it is not there.
    """
    left: dict[str, int] = {}
    try:
        found = os.scandir(here)
    except FileNotFoundError:
        os.mkdir(here)
        return left
    with found:
        for one in list(found):
            if one.is_dir(follow_symlinks=False):
                if f"{place}{one.name}/" not in layout:
                    remove(one.path)
            elif one.name in layout[place]:
                left[one.name] = one.inode()
            else:
                unlink(one.path)
    return left


def _link(source: str, target: str) -> bool:
    try:
        os.link(source, target)
    except OSError:
        # No hard links here (FAT, some network shares), too many of them, or no such file.
        return False
    return True


def _copy(source: str, target: str, entry: Entry, *, force: bool) -> None:
    """Copy exactly the bytes of ``entry``, read-only, with their time; ``force``: to disk."""
    data = _read(source)
    if entry_of(data) != entry:
        message = (
            f"{source} vừa thay đổi trong lúc xuất bản nên chưa công bố gì. "
            "Hãy đợi lệnh dựng khác xong rồi chạy lại."
        )
        raise ReleaseError(message)
    with open(target, "xb") as file:
        file.write(data)
        if force:
            file.flush()
            os.fsync(file.fileno())
    moment = os.stat(source).st_mtime_ns
    os.utime(target, ns=(moment, moment))
    os.chmod(target, READ_ONLY)


def _read(path: str) -> bytes:
    with open(path, "rb", buffering=0) as file:
        return file.read()

"""The tree of a release: what is in one, and how a new one comes to be.

Files that readers have already are hard links into the release they see now;
the others are copied from the build's output.
"""
# A Path for each of 25,000 files costs more than what is done with it.
# ruff: noqa: PTH101, PTH103, PTH106, PTH114, PTH116

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from desk.faults import RefusedError
from desk.publish.disk import sync_folder, unlink, whole_disk
from desk.publish.manifest import Entry
from plugins.file_stamps import file_stamp, inodes_of
from plugins.plain_file import create, naming, read_plain

READ_ONLY = 0o444


class ReleaseError(RefusedError):
    """Something about the releases stands in the way; the message tells the officer what to do."""


class ChangedError(ReleaseError):
    """A file of the output is not what was verified a moment ago."""

    def __init__(self, source: str) -> None:
        super().__init__(
            f"{source} khác với lúc vừa soát nên chưa công bố gì. Hãy đợi lệnh dựng khác xong rồi "
            "chạy lại; nếu vẫn vậy, ổ đĩa có thể đã hỏng: hãy báo kỹ thuật."
        )


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
            yield f"{inner}/{name}" if inner else name, entry_of(read_plain(path))


def entry_of(data: bytes) -> Entry:
    """The digest and size of ``data``."""
    return Entry(sha256=hashlib.sha256(data).hexdigest(), size=len(data))


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """The release that readers see now: what it has in common with the next is shared."""

    tree: str
    files: Mapping[str, Entry]
    sound: Mapping[str, bytes]
    """The stamp of each file that was found to be what it was published as."""

    def untouched(self, path: str, entry: Entry) -> os.stat_result | None:
        """The file ``path``, when it is ``entry`` and was not touched since it was looked at."""
        stamp = self.sound.get(path)
        if stamp is None or self.files.get(path) != entry:
            return None
        try:
            found = os.lstat(f"{self.tree}/{path}")
        except OSError:
            return None
        is_same = file_stamp(found) == stamp and stat.S_ISREG(found.st_mode)
        return found if is_same else None

    def inodes(self) -> dict[str, int]:
        """By path the inode of every file that can be lent, as it was looked at.

        What was touched since has another stamp than the next release will keep of it.
        """
        return dict(zip(self.sound, inodes_of(b"".join(self.sound.values())), strict=True))

    def is_linked(self, path: str) -> bool:
        """Whether ``path`` has more names than this one."""
        try:
            return os.lstat(f"{self.tree}/{path}").st_nlink > 1
        except OSError:
            return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Leftovers:
    """What a folder holds that is to become a release; see ``look_over``."""

    inode: int
    """The folder's own; 0 when it is not there."""
    lacking: frozenset[str] = frozenset()
    """Files of the base that are not here: those that are, are the very ones, by their inodes."""
    others: tuple[str, ...] = ()
    """All other files and links."""
    folders: frozenset[str] = frozenset()
    """Each with a final slash."""


def look_over(tree: Path, base: Base | None) -> Leftovers:
    """What there is of the next release in ``tree``, which may hold anything, or not be there.

    The tree of a release that nobody needs any more differs from the next in
    far fewer files than there are. Nothing in it is believed but what is the
    very file, by its inode, that ``base`` would lend.
    """
    all_of_base = frozenset(base.files) if base is not None else frozenset()
    inodes = base.inodes() if base is not None else {}
    lent: list[str] = []
    others: list[str] = []
    folders: list[str] = []

    def walk(place: str, prefix: str) -> None:
        with os.scandir(place) as found:
            for one in found:
                path = prefix + one.name
                if one.is_dir(follow_symlinks=False):
                    folders.append(f"{path}/")
                    walk(one.path, f"{path}/")
                elif inodes.get(path) == one.inode():
                    lent.append(path)
                else:
                    others.append(path)

    try:
        inode = os.lstat(tree).st_ino
        walk(str(tree), "")
    except FileNotFoundError:
        return Leftovers(inode=0, lacking=all_of_base)
    # Numbers alone would not do: some systems that know no hard links invent them.
    if lent and base is not None and not base.is_linked(lent[0]):
        others += lent
        lent = []
    return Leftovers(
        inode=inode,
        lacking=all_of_base.difference(lent),
        others=tuple(others),
        folders=frozenset(folders),
    )


def stage(
    output: Path,
    staging: Path,
    files: Mapping[str, Entry],
    base: Base | None,
    *,
    at: Callable[[str], None],
    left: Leftovers | None = None,
    sources: Mapping[str, str] | None = None,
) -> frozenset[str]:
    """Make ``staging`` hold exactly ``files``, all of it on disk; those that were there already.

    ``left``: what ``staging`` holds, if it was looked over already. ``sources``:
    where those files lie that are not in ``output``. Raises ReleaseError when a
    file to be copied is not what ``files`` says.
    """
    elsewhere = sources or {}
    if left is None or left.inode != _inode(staging):
        left = look_over(staging, base)
    lent = {} if base is None else base.files
    common = {path for path, entry in files.items() if lent.get(path) == entry}
    kept = frozenset(common - left.lacking)
    gone = [path for path in lent if path not in kept and path not in left.lacking]
    folders = folders_of(files)
    with whole_disk(staging.parent) as force:
        for path in (*left.others, *gone):
            unlink(f"{staging}/{path}")
        for folder in sorted(left.folders - folders, reverse=True):
            os.rmdir(f"{staging}/{folder}")
        for folder in sorted(folders - left.folders):
            os.makedirs(f"{staging}/{folder}", exist_ok=True)
        for path in [path for path in files if path not in kept]:
            target, entry = f"{staging}/{path}", files[path]
            is_lent = base is not None and base.untouched(path, entry)
            if base is None or not is_lent or not _link(f"{base.tree}/{path}", target):
                source = elsewhere.get(path, f"{output}/{path}")
                _copy(source, target, entry, force=force is None)
            at("file")
        if force is not None:
            force()
        else:
            for folder in folders:
                sync_folder(f"{staging}/{folder}")
    at("staged")
    return kept


def _inode(folder: Path) -> int:
    try:
        return os.lstat(folder).st_ino
    except FileNotFoundError:
        return 0


def folders_of(files: Iterable[str]) -> frozenset[str]:
    """Every folder that these files need: ``""``, or with a final slash."""
    folders = {""}
    for folder in {path[: path.rfind("/") + 1] for path in files}:
        while folder not in folders:
            folders.add(folder)
            folder = folder[: folder.rfind("/", 0, -1) + 1]  # noqa: PLW2901 - and those above it
    return frozenset(folders)


def _link(source: str, target: str) -> bool:
    try:
        os.link(source, target)
    except OSError:
        # No hard links here (FAT, some network shares), too many of them, or no such file.
        return False
    return True


def _copy(source: str, target: str, entry: Entry, *, force: bool) -> None:
    """Copy exactly the bytes of ``entry``, read-only, with their time; ``force``: to disk."""
    try:
        data = read_plain(source)
    except OSError as error:  # gone, a folder or a pipe by now, or a disk that lost it
        raise ChangedError(source) from error
    if entry_of(data) != entry:
        raise ChangedError(source)
    moment = os.stat(source).st_mtime_ns
    with naming(target):
        create(target, data, then=os.fsync if force else None)
        os.utime(target, ns=(moment, moment))
        os.chmod(target, READ_ONLY)

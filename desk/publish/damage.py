"""What is wrong with the tree of a release, file by file; nothing is changed here."""
# A Path for each of 25,000 files costs more than what is done with it.
# ruff: noqa: PTH123

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from desk.publish.coded import Coded
from desk.publish.manifest import Entry
from desk.publish.tree import entry_of, folders_of
from plugins.file_stamps import file_stamp, looked_into


class Fault(Coded):
    """What became of a file of a release."""

    CHANGED = ("changed", "đã bị sửa ngoài lệnh công bố")
    ROTTEN = ("rotten", "nội dung đã khác mà không thấy ai sửa: ổ đĩa có thể đang hỏng")
    MISSING = ("missing", "đã mất")
    UNREADABLE = ("unreadable", "không đọc được: ổ đĩa có thể đang hỏng, hoặc thiếu quyền")
    FOLDER = ("folder", "phải là tệp, nay là thư mục")
    LINK = ("link", "phải là tệp, nay là liên kết")
    SPECIAL = ("special", "phải là tệp, nay là tệp đặc biệt")
    FOREIGN_FILE = ("foreign-file", "là tệp lạ, không phải do lệnh công bố đặt vào")
    FOREIGN_LINK = ("foreign-link", "là liên kết lạ, có thể làm lộ thứ ở nơi khác")
    FOREIGN_FOLDER = ("foreign-folder", "là thư mục lạ, không phải do lệnh công bố đặt vào")

    @property
    def is_foreign(self) -> bool:
        """Whether it is something that does not belong there at all."""
        return self.code.startswith("foreign")


@dataclass(frozen=True, slots=True, order=True)
class Damage:
    """One file, link or folder that is not as it was published."""

    path: str
    """POSIX, relative to the release; a folder without a final slash."""
    fault: Fault = field(compare=False)


@dataclass(frozen=True, kw_only=True)
class Listing:
    """What there is below a folder."""

    files: Mapping[str, bytes]
    """The stamp of each plain file; POSIX, in the order of paths."""
    folders: frozenset[str]
    """Each with a final slash; the top is ``""``."""
    others: Mapping[str, bool]
    """All else, and whether it is a link."""
    hollow: bool = False
    """Whether one of the folders holds nothing at all."""
    closed: frozenset[str] = frozenset()
    """Those of the folders that we may not look into."""

    @property
    def is_plain(self) -> bool:
        """Whether there is nothing but ``files`` and the folders that these need."""
        return not (self.others or self.hollow or self.closed)


def list_tree(tree: Path) -> Listing:
    """Everything in ``tree``, which need not be there."""
    files: dict[str, bytes] = {}
    folders: list[str] = []
    others: dict[str, bool] = {}
    closed: list[str] = []
    hollow = False
    pending = [("", str(tree))] if tree.is_dir() and not tree.is_symlink() else []
    while pending:
        prefix, place = pending.pop()
        folders.append(prefix)
        try:
            with looked_into(place) as (entries, status_of):
                is_empty = True
                for entry in entries:
                    is_empty, name, status = False, entry.name, status_of(entry)
                    kind = stat.S_IFMT(status.st_mode)
                    if kind == stat.S_IFREG:
                        files[prefix + name] = file_stamp(status)
                    elif kind == stat.S_IFDIR:
                        pending.append((f"{prefix}{name}/", f"{place}/{name}"))
                    else:
                        others[prefix + name] = kind == stat.S_IFLNK
                hollow = hollow or is_empty
        except OSError:
            closed.append(prefix)
    return Listing(
        files={path: files[path] for path in sorted(files)},
        folders=frozenset(folders),
        others=others,
        hollow=hollow,
        closed=frozenset(closed),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """What came of looking at a tree."""

    damages: tuple[Damage, ...]
    """Sorted by path; empty when the tree is exact."""
    stamps: Mapping[str, bytes]
    """Of every file that is as it was published, as it was before it was read."""
    read: int = 0
    """How many files had to be read."""


Known = dict[tuple[int, int], "Entry | None"]
"""What was read already, by device and inode: releases share most of their files."""


def examine(
    tree: Path,
    files: Mapping[str, Entry],
    listing: Listing | None = None,
    *,
    believed: Mapping[str, bytes] | None = None,
    read_all: bool = False,
    known: Known | None = None,
) -> Examined:
    """What in ``tree`` is not exactly ``files``.

    A file whose stamp is that of ``believed`` is read only with ``read_all``.
    ``listing``: what is there, if it was listed already.
    """
    believed = believed or {}
    listing = listing or list_tree(tree)
    damages = [*_foreign(listing, files)]
    stamps: dict[str, bytes] = {}
    read = 0
    for path, entry in files.items():
        stamp = listing.files.get(path)
        if stamp is None:
            damages.append(Damage(path, _instead(listing, path)))
            continue
        is_believed = believed.get(path) == stamp
        if read_all or not is_believed:
            read += 1
            found = read_entry(f"{tree}/{path}", known)
            if found != entry:
                fault = Fault.ROTTEN if is_believed else Fault.CHANGED
                damages.append(Damage(path, Fault.UNREADABLE if found is None else fault))
                continue
        stamps[path] = stamp
    return Examined(damages=tuple(sorted(damages)), stamps=stamps, read=read)


def _instead(listing: Listing, path: str) -> Fault:
    """What there is in place of the file ``path``."""
    if path in listing.others:
        return Fault.LINK if listing.others[path] else Fault.SPECIAL
    if f"{path}/" in listing.folders:
        return Fault.FOLDER
    folder = path
    while folder:
        folder = folder[: folder.rfind("/", 0, -1) + 1]
        if folder in listing.closed:
            return Fault.UNREADABLE
    return Fault.MISSING


def _foreign(listing: Listing, files: Mapping[str, Entry]) -> Iterator[Damage]:
    """What does not belong there; of a foreign folder only its name."""
    alien = listing.folders - folders_of(files)

    def is_inside(path: str) -> bool:
        return any(folder in alien for folder in _above(path)) if alien else False

    for folder in alien:
        if folder[:-1] not in files and not is_inside(folder):
            yield Damage(folder[:-1], Fault.FOREIGN_FOLDER)
    for path in listing.files.keys() - files.keys():
        if not is_inside(path):
            yield Damage(path, Fault.FOREIGN_FILE)
    for path, is_link in listing.others.items():
        if path not in files and not is_inside(path):
            yield Damage(path, Fault.FOREIGN_LINK if is_link else Fault.FOREIGN_FILE)


def _above(path: str) -> Iterator[str]:
    """The folders that ``path`` lies in, each with a final slash; not itself."""
    end = path.rfind("/", 0, len(path) - 1)
    while end > 0:
        yield path[: end + 1]
        end = path.rfind("/", 0, end)


def read_entry(path: str, known: Known | None = None) -> Entry | None:
    """Digest and size of the file; None when it cannot be read."""
    try:
        with open(path, "rb", buffering=0) as file:
            status = os.fstat(file.fileno())
            key = status.st_dev, status.st_ino
            # A disk without hard links may give any number, or the same to all.
            is_shared = known is not None and status.st_nlink > 1
            if known is not None and is_shared and key in known:
                return known[key]
            entry = entry_of(file.read())
    except OSError:
        return None
    if known is not None and is_shared:
        known[key] = entry
    return entry


def named(damages: Sequence[Damage], of: int, most: int) -> Iterator[str]:
    """A line for each of the first ``most`` of ``damages``, and one for the rest.

    ``of``: how many files the release has; when all are missing, that is said instead.
    """
    if len(damages) == of and all(damage.fault is Fault.MISSING for damage in damages):
        yield f"cả {of} tệp đã mất"
        return
    for damage in damages[:most]:
        yield f"{damage.path}: {damage.fault.words}"
    if len(damages) > most:
        yield f"… và {len(damages) - most} tệp khác"

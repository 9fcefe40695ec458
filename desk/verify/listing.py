"""Which files an output holds, and their stamps: all that an unchanged output needs to be asked."""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import NamedTuple

from plugins.file_stamps import is_settled, looked_into, now_ns, stamp_numbers
from plugins.leftovers import is_leftover
from plugins.model import Problem


class Listing(NamedTuple):
    """The plain files below a folder as they were at a moment, in no order."""

    paths: list[str]
    """POSIX, relative to the folder."""
    stamps: array[int]
    """Of each of them in turn, four numbers."""
    looked: int
    """When looking began, ns."""

    def unlike(self, paths: list[str], stamps: array[int]) -> tuple[list[str], list[str]]:
        """Paths of files that are not as others with these ``stamps`` were, and of others only."""
        if paths == self.paths:
            if stamps == self.stamps:
                return [], []
            pairs = zip(paths, _each(stamps), _each(self.stamps), strict=True)
            return [path for path, before, now in pairs if before != now], []
        before = dict(zip(paths, _each(stamps), strict=True))
        found = zip(self.paths, _each(self.stamps), strict=True)
        fresh = [path for path, stamp in found if before.get(path) != stamp]
        return fresh, sorted(before.keys() - set(self.paths))

    def lasting(self, read: AbstractSet[str], unsound: AbstractSet[str]) -> array[int]:
        """The stamps as they may be kept after the files ``read`` were.

        None, but one of no file, of a file that changed so shortly before that it may
        change again without another stamp, nor of one that is ``unsound``.
        """
        stamps = array("q", self.stamps)
        for place, path in enumerate(self.paths):
            if path in read:
                start = 4 * place
                size, changed, altered, inode = stamps[start : start + 4]
                stamp = size, changed, altered, inode
                if path in unsound or not is_settled(stamp, self.looked):
                    stamps[start : start + 4] = _NEVER
        return stamps


_NEVER = array("q", (-1, -1, -1, -1))


def _each(stamps: array[int]) -> Iterator[tuple[bytes]]:
    """One after another, of four numbers each; to be compared, not to be read."""
    return struct.iter_unpack(f"{4 * stamps.itemsize}s", stamps)


def list_files(
    output: Path, promised: AbstractSet[str] = frozenset()
) -> tuple[Listing, list[Problem]]:
    """Every plain file below ``output``, and a problem for each that is none.

    What systems leave in any folder is not of the site: it is neither listed nor
    ever released, unless it is one of the ``promised`` files.
    """
    paths: list[str] = []
    stamps: list[int] = []
    problems: list[Problem] = []
    looked = now_ns()
    pending = [(str(output), "")]
    while pending:
        place, prefix = pending.pop()
        with looked_into(place) as (entries, status_of):
            for entry in entries:
                name = entry.name
                is_file = entry.is_file(follow_symlinks=False)
                folder = not is_file and entry.is_dir(follow_symlinks=False)
                if is_leftover(name, folder=folder) and prefix + name not in promised:
                    continue
                if is_file:
                    paths.append(prefix + name)
                    stamps += stamp_numbers(status_of(entry))
                elif folder:
                    pending.append((f"{place}/{name}", f"{prefix}{name}/"))
                else:
                    message = "là liên kết hoặc tệp đặc biệt, có thể làm lộ thứ ở nơi khác"
                    problem = Problem(path=prefix + name, line=1, message=message)
                    problems.append(problem)
    return Listing(paths, array("q", stamps), looked), problems

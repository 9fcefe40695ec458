"""Mending what is wrong with a release from any sound copy of the bytes it was published with.

A copy counts only when its digest is that of the manifest: another release's
file, one of the build's output, one of a rebuild. The mended file is written
elsewhere, forced to disk, and put in place by a rename, so that readers get the
damaged one or the sound one. Releases that share the damaged file are mended with it.
"""
# A Path for each of 25,000 files costs more than what is done with it.
# ruff: noqa: PTH101, PTH103, PTH104, PTH112, PTH113, PTH116, PTH120, PTH123

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from desk.publish.damage import Damage
from desk.publish.disk import remove, sync_folder, whole_disk
from desk.publish.manifest import Entry, Manifest
from desk.publish.tree import READ_ONLY, entry_of
from plugins.replacing import is_link, rename, replace

if TYPE_CHECKING:
    from desk.publish.releases import Releases


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What became of the damages of one release."""

    mended: tuple[Damage, ...] = ()
    lacking: tuple[Damage, ...] = ()
    """Those of which no sound copy was found; they are as they were."""
    sources: tuple[str, ...] = ()
    """Where the sound copies were, in words."""
    also: tuple[int, ...] = ()
    """Other releases that had the same damaged files, mended with them."""


class _Copy(NamedTuple):
    """A sound copy of a file."""

    path: str
    source: str
    shareable: bool
    """Whether it may be linked: nobody writes there, and it has the same name."""


class Copies:
    """Where sound copies are looked for: other releases, and folders with a built site."""

    def __init__(self, releases: Releases, built: Iterable[tuple[Path, str]] = ()) -> None:
        """``built``: folders and what they are called."""
        self._releases = releases
        self._built = tuple(built)
        self._manifests: dict[int, Manifest] | None = None
        self._by_digest: dict[str, list[tuple[int, str]]] | None = None

    def find(self, number: int, path: str, entry: Entry) -> _Copy | None:
        """A sound copy of ``path`` of release ``number``; None when there is none."""
        return next(self._found(number, path, entry), None)

    def sharing(self, number: int, path: str, entry: Entry) -> Iterator[tuple[int, str]]:
        """Other releases that have the same file at the same path."""
        for other, manifest in self._others(number):
            if manifest.files.get(path) == entry:
                yield other, f"{self._releases.tree(other)}/{path}"

    def _found(self, number: int, path: str, entry: Entry) -> Iterator[_Copy]:
        for other, file in self.sharing(number, path, entry):
            if _is(file, entry):
                yield _Copy(file, f"bản {other}", shareable=True)
        for folder, name in self._built:
            if _is(f"{folder}/{path}", entry):
                yield _Copy(f"{folder}/{path}", name, shareable=False)
        for other, elsewhere in self._places(entry):
            file = f"{self._releases.tree(other)}/{elsewhere}"
            if (other, elsewhere) != (number, path) and _is(file, entry):
                yield _Copy(file, f"bản {other}", shareable=False)

    def _others(self, number: int) -> Iterator[tuple[int, Manifest]]:
        """The manifests of the other releases, newest first."""
        if self._manifests is None:
            found = ((n, self._releases.manifest(n)) for n in reversed(self._releases.numbers()))
            self._manifests = {n: manifest for n, manifest in found if manifest is not None}
        return ((n, manifest) for n, manifest in self._manifests.items() if n != number)

    def _places(self, entry: Entry) -> Sequence[tuple[int, str]]:
        """Where in any release, the one to be mended too, a file of these bytes is to be found."""
        if self._by_digest is None:
            self._by_digest = {}
            for number, manifest in self._others(0):
                for path, one in manifest.files.items():
                    self._by_digest.setdefault(one.sha256, []).append((number, path))
        return self._by_digest.get(entry.sha256, ())


def restore(
    releases: Releases, manifest: Manifest, damages: Sequence[Damage], copies: Copies
) -> Restored:
    """Mend ``damages`` of the release of ``manifest``, as far as there are sound copies.

    What is foreign there is removed. Raises OSError when the disk refuses.
    """
    if not damages:
        return Restored()
    place = releases.folder / "releases" / ".mended.partial"
    remove(place)
    place.mkdir()
    try:
        repair = _Repair(releases, manifest, copies, place)
        return repair.carried_out(damages)
    finally:
        remove(place)


class _Repair:
    """One release being mended, with a folder for what is not yet in its place."""

    def __init__(self, releases: Releases, manifest: Manifest, copies: Copies, place: Path) -> None:
        self._manifest = manifest
        self._copies = copies
        self._names = (f"{place}/{number}" for number in count())
        self._place = place
        self._tree = str(releases.tree(manifest.number))
        self._sources: dict[str, None] = {}
        self._also: set[int] = set()

    def carried_out(self, damages: Sequence[Damage]) -> Restored:
        """First all is made ready and forced to disk, then put in its place."""
        foreign = [one for one in damages if one.path not in self._manifest.files]
        missed = [one for one in damages if one.path in self._manifest.files]
        with whole_disk(self._place) as force:
            ready = {one: fresh for one in missed if (fresh := self._ready(one, force is None))}
            if force is not None:
                force()
            self._put_in_place(foreign, ready)
            if force is not None:
                force()
            else:
                _sync({os.path.dirname(f"{self._tree}/{one.path}") for one in damages})
        return Restored(
            mended=(*foreign, *ready),
            lacking=tuple(one for one in missed if one not in ready),
            sources=tuple(self._sources),
            also=tuple(sorted(self._also)),
        )

    def _ready(self, damage: Damage, force: bool) -> str:  # noqa: FBT001 - ours alone
        """A sound file for what is damaged, still elsewhere; empty when there is none."""
        entry = self._manifest.files[damage.path]
        copy = self._copies.find(self._manifest.number, damage.path, entry)
        if copy is None:
            return ""
        self._sources[copy.source] = None
        fresh = next(self._names)
        _make(copy, fresh, entry, force=force)
        return fresh

    def _put_in_place(self, foreign: Sequence[Damage], ready: Mapping[Damage, str]) -> None:
        is_there = os.path.isdir(self._tree) and not is_link(self._tree)
        home = self._tree if is_there else f"{self._place}/tree"
        for damage in foreign:
            remove(f"{home}/{damage.path}")
        for damage, fresh in ready.items():
            self._put_where_shared(damage.path, f"{home}/{damage.path}", fresh)
            _put(fresh, damage.path, home, aside=next(self._names))
        if not is_there and ready:  # readers get all of it, or none
            remove(self._tree)
            rename(home, self._tree)

    def _put_where_shared(self, path: str, hurt: str, fresh: str) -> None:
        """Mend the other releases that have the very file ``hurt``."""
        inode = _inode(hurt)
        if inode is None:
            return
        entry = self._manifest.files[path]
        for number, file in [*self._copies.sharing(self._manifest.number, path, entry)]:
            if _inode(file) == inode:
                _again(fresh, file, next(self._names))
                self._also.add(number)


def _is(path: str, entry: Entry) -> bool:
    """Whether the file ``path`` is plain and has exactly the bytes of ``entry``."""
    try:
        found = os.lstat(path)
        if not stat.S_ISREG(found.st_mode) or found.st_size != entry.size:
            return False
        return entry_of(_bytes(path)) == entry
    except OSError:
        return False


def _make(copy: _Copy, target: str, entry: Entry, *, force: bool) -> None:
    """Make ``target`` a sound file, linked or copied; ``force``: to disk."""
    if copy.shareable and _linked(copy.path, target):
        return
    data = _bytes(copy.path)
    if entry_of(data) != entry:
        message = f"{copy.path} changed while it was copied"
        raise OSError(message)
    moment = os.stat(copy.path).st_mtime_ns
    _write(target, data, moment, force=force)


def _write(target: str, data: bytes, moment: int, *, force: bool) -> None:
    with open(target, "xb") as file:
        file.write(data)
        if force:
            file.flush()
            os.fsync(file.fileno())
    os.utime(target, ns=(moment, moment))
    os.chmod(target, READ_ONLY)


def _again(fresh: str, file: str, beside: str) -> None:
    """Put what ``fresh`` is in the place of ``file`` too."""
    if not _linked(fresh, beside):
        _write(beside, _bytes(fresh), os.stat(fresh).st_mtime_ns, force=True)
    replace(beside, file)


def _put(fresh: str, path: str, tree: str, *, aside: str) -> None:
    """Rename ``fresh`` to ``path`` in ``tree``; whatever stands in the way goes."""
    folder = tree
    for name in path.split("/")[:-1]:
        folder = f"{folder}/{name}"
        if is_link(folder) or os.path.isfile(folder):
            remove(folder)
    os.makedirs(folder, exist_ok=True)
    target = f"{tree}/{path}"
    if os.path.isdir(target) and not is_link(target):
        os.rename(target, aside)
    replace(fresh, target)


def _linked(source: str, target: str) -> bool:
    try:
        os.link(source, target)
    except OSError:  # no hard links here, or too many of them
        return False
    return True


def _inode(path: str) -> tuple[int, int] | None:
    """Device and inode of the plain file ``path``; None when there is none, or it has one name."""
    try:
        found = os.lstat(path)
    except OSError:
        return None
    has_more = stat.S_ISREG(found.st_mode) and found.st_nlink > 1
    return (found.st_dev, found.st_ino) if has_more else None


def _bytes(path: str) -> bytes:
    with open(path, "rb", buffering=0) as file:
        return file.read()


def _sync(folders: Iterable[str]) -> None:
    """Force the renames to disk."""
    for folder in folders:
        if os.path.isdir(folder):
            sync_folder(folder)


def names_of(numbers: Iterable[int]) -> str:
    """``bản 3 và bản 4``, or with commas."""
    *first, last = [f"bản {number}" for number in numbers]
    return f"{', '.join(first)} và {last}" if first else last

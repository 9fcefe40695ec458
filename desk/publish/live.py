"""The tree that readers see, looked at: whether every file is what it was published as.

By its stamp, which is quick, and a few files in turn by their bytes too, so that
in time every file is read again: what rots on a disk moves no stamp. A file whose
stamp moved is read; if its bytes are right it is stamped again, and nobody is
told: the run before was interrupted, or the tree was copied or restored.
"""
# A Path for each of 25,000 files costs more than what is done with it.
# ruff: noqa: PTH101

from __future__ import annotations

import contextlib
import os
import time
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from desk.publish.damage import (
    Damage,
    Examined,
    Fault,
    Known,
    examine,
    is_exact,
    list_tree,
    read_entry,
)
from desk.publish.manifest import Entry, Manifest, ManifestError, parse
from desk.publish.stamps import (
    Stamps,
    but_for_links,
    digest_of,
    joined,
    last_sampled,
    next_tick,
    note_sampled,
    parted,
    read_stamps,
    shows_all_since,
    write_stamps,
)
from desk.publish.tree import READ_ONLY, Base
from plugins.file_stamps import SETTLED, file_stamp, now_ns

SAMPLE_FILES = 128
SAMPLE_BYTES = 2_000_000
SAMPLE_SECONDS = 0.05
"""What is read by sample at each publication, at most: one file at least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What was seen of the release that readers see."""

    number: int
    tree: Path
    manifest: Manifest | None
    """None when what the release consists of is not known for sure."""
    doubt: str = ""
    """What is wrong with the manifest, if anything."""
    damages: tuple[Damage, ...] = ()
    sound: Mapping[str, bytes] = field(default_factory=dict)
    """The stamp of each file that is as it was published."""

    @property
    def base(self) -> Base | None:
        """What the next release may share; None when nothing."""
        if self.manifest is None:
            return None
        return Base(tree=str(self.tree), files=self.manifest.files, sound=self.sound)


LOST = "không còn"
HURT = "đã hỏng"
EDITED = "đã bị sửa ngoài lệnh công bố"


def tree_of(folder: Path, number: int) -> Path:
    """Where release ``number`` lies in the ``folder`` of releases."""
    return folder / "releases" / str(number)


def look(folder: Path, number: int, *, all_read: Known | None = None) -> Look:
    """Look at release ``number``, which readers see, in the ``folder`` of releases.

    With ``all_read``, what was read already, every byte is read, nothing is written
    there, and another may be at work.
    """
    tree = tree_of(folder, number)
    kept = read_stamps(folder)
    digest, manifest, doubt = _manifest(folder, number, kept)
    if manifest is None:
        return Look(number=number, tree=tree, manifest=None, doubt=doubt)
    paths = sorted(manifest.files)
    is_kept = kept is not None and (kept.release, kept.manifest) == (number, digest)
    stamps = kept.stamps if kept is not None and is_kept else b""
    looked = now_ns()
    listing = list_tree(tree)
    believed: Mapping[str, bytes]
    if stamps == joined(paths, listing.files) and is_exact(listing, manifest.files):
        believed = listing.files
    else:
        believed = parted(paths, stamps)
    if believed is listing.files and all_read is None:  # nearly always: then nothing is asked twice
        found = Examined(damages=(), stamps=listing.files)
    else:
        found = examine(
            tree,
            manifest.files,
            listing,
            believed=believed,
            read_all=all_read is not None,
            known=all_read,
        )
    seen = Look(
        number=number,
        tree=tree,
        manifest=manifest,
        damages=found.damages,
        sound=found.stamps,
    )
    if all_read is not None:
        return seen
    if found.read:
        _keep(folder, seen, _lasting(tree, found, believed, looked))
    return _sampled(folder, seen, paths)


def stamp_release(
    folder: Path, manifest: Manifest, base: Base | None, kept: Collection[str]
) -> None:
    """Stamp the files of a release that was just made and shown.

    Those in ``kept`` were neither linked nor written: what was seen of them in
    ``base`` before it was made stays true, or shows that they were touched since.
    Failing costs the next look some time.
    """
    with contextlib.suppress(OSError):
        tick = next_tick(folder)
        tree = tree_of(folder, manifest.number)
        sound = base.sound if base is not None else {}
        stamps = {path: sound[path] for path in kept}
        for path in manifest.files.keys() - kept:
            stamp = file_stamp(os.lstat(f"{tree}/{path}"))
            if shows_all_since(stamp, tick):
                stamps[path] = stamp
        seen = Look(number=manifest.number, tree=tree, manifest=manifest, sound=stamps)
        _keep(folder, seen, stamps)


def stamp_again(folder: Path, number: int) -> Mapping[str, bytes]:
    """Stamp the files of release ``number``, which were linked once more or lost a link.

    What was touched otherwise since they were stamped is not, so it will be
    read. The new stamps. Failing costs the next look some time.
    """
    kept = read_stamps(folder)
    digest, manifest, _ = _manifest(folder, number, kept)
    if manifest is None or kept is None or (kept.release, kept.manifest) != (number, digest):
        return {}
    tree = tree_of(folder, number)
    stamps: dict[str, bytes] = {}
    with contextlib.suppress(OSError):
        tick = next_tick(folder)
        for path, stamp in parted(sorted(manifest.files), kept.stamps).items():
            with contextlib.suppress(OSError):
                now = file_stamp(os.lstat(f"{tree}/{path}"))
                if but_for_links(now) == but_for_links(stamp) and shows_all_since(now, tick):
                    stamps[path] = now
        _keep(folder, Look(number=number, tree=tree, manifest=manifest), stamps)
    return stamps


def mended(folder: Path, seen: Look) -> Look:
    """What there is after ``seen`` was mended; stamped anew."""
    assert seen.manifest is not None, "nothing is mended that is not known"
    try:
        tick = next_tick(folder)
    except OSError:
        tick = 0
    found = examine(seen.tree, seen.manifest.files, believed=seen.sound)
    now = replace(seen, damages=found.damages, sound=found.stamps)
    _keep(folder, now, {p: s for p, s in found.stamps.items() if shows_all_since(s, tick)})
    return now


def _manifest(folder: Path, number: int, kept: Stamps | None) -> tuple[bytes, Manifest | None, str]:
    """The digest of the manifest's text, what it says, and why it cannot be believed."""
    try:
        text = (folder / "manifests" / f"{number}.json").read_bytes()
    except OSError:
        return b"", None, LOST
    digest = digest_of(text)
    try:
        manifest = parse(text)
    except ManifestError:
        return digest, None, HURT
    if manifest.number != number:
        return digest, None, EDITED
    if kept is not None and kept.release == number and kept.manifest != digest:
        return digest, None, EDITED
    return digest, manifest, ""


def _lasting(
    tree: Path, found: Examined, believed: Mapping[str, bytes], looked: int
) -> dict[str, bytes]:
    """The stamps of ``found`` that can be believed another time."""
    lasting: dict[str, bytes] = {}
    for path, stamp in found.stamps.items():
        is_new = believed.get(path) != stamp
        is_open = not is_new or _open_to_all(f"{tree}/{path}")
        if not is_new or (is_open and shows_all_since(stamp, looked - SETTLED)):
            lasting[path] = stamp
    return lasting


def _open_to_all(path: str) -> bool:
    """Whether a web server may read the file, as it could when it was published; else it is let."""
    with contextlib.suppress(OSError):
        if os.lstat(path).st_mode & READ_ONLY == READ_ONLY:
            return True
        os.chmod(path, READ_ONLY)
    return False


def _keep(folder: Path, seen: Look, stamps: Mapping[str, bytes]) -> None:
    """Keep the stamps; a disk that refuses costs time at the next look, no more."""
    if seen.manifest is None:
        return
    with contextlib.suppress(OSError):
        text = (folder / "manifests" / f"{seen.number}.json").read_bytes()
        packed = joined(sorted(seen.manifest.files), stamps)
        write_stamps(folder, Stamps(seen.number, digest_of(text), packed))


def _sampled(folder: Path, seen: Look, paths: Sequence[str]) -> Look:
    """``seen``, with what reading some files in turn shows."""
    assert seen.manifest is not None, "only what is known is read"
    wrong: list[Damage] = []
    last = ""
    for path, entry in _in_turn(paths, last_sampled(folder), seen.manifest.files):
        last = path
        if path in seen.sound:
            found = read_entry(f"{seen.tree}/{path}")
            if found != entry:
                wrong.append(Damage(path, Fault.UNREADABLE if found is None else Fault.ROTTEN))
    if last:
        with contextlib.suppress(OSError):
            note_sampled(folder, last)
    if not wrong:
        return seen
    hurt = {damage.path for damage in wrong}
    sound = {path: stamp for path, stamp in seen.sound.items() if path not in hurt}
    return replace(seen, damages=tuple(sorted((*seen.damages, *wrong))), sound=sound)


def _in_turn(
    paths: Sequence[str], last: str, files: Mapping[str, Entry]
) -> Iterator[tuple[str, Entry]]:
    """Some of the sorted ``paths`` after ``last``, then from the first on, within the limits."""
    start = bisect_right(paths, last)
    room = SAMPLE_BYTES
    end = time.monotonic() + SAMPLE_SECONDS
    for number in range(min(SAMPLE_FILES, len(paths))):
        path = paths[(start + number) % len(paths)]
        room -= files[path].size
        if number and (room < 0 or time.monotonic() > end):
            return
        yield path, files[path]

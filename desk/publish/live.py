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
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from desk.publish.damage import (
    Damage,
    Examined,
    Fault,
    Known,
    Listing,
    examine,
    list_tree,
    read_entry,
)
from desk.publish.manifest import Entry, Manifest, ManifestError, files_after, parse
from desk.publish.pointer import Pointer
from desk.publish.stamps import (
    Stamps,
    but_for_links,
    digest_of,
    digest_of_paths,
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
    text: bytes = b""
    """Of its manifest; empty when what the release consists of is not known for sure."""
    doubt: str = ""
    """What is wrong with the manifest, if anything."""
    damages: tuple[Damage, ...] = ()
    sound: Mapping[str, bytes] = field(default_factory=dict)
    """The stamp of each file that is as it was published."""

    @property
    def manifest(self) -> Manifest | None:
        """None when what the release consists of is not known for sure; else read when needed."""
        with contextlib.suppress(ManifestError):
            return parse(self.text) if self.text else None
        return None

    @property
    def base(self) -> Base | None:
        """What the next release may share; None when nothing."""
        manifest = self.manifest
        if manifest is None:
            return None
        return Base(tree=str(self.tree), files=manifest.files, sound=self.sound)


LOST = "không còn"
HURT = "đã hỏng"
EDITED = "đã bị sửa ngoài lệnh công bố"


def tree_of(folder: Path, number: int) -> Path:
    """Where release ``number`` lies in the ``folder`` of releases."""
    return Pointer(folder=folder).tree(number)


def look(folder: Path, number: int, *, all_read: Known | None = None) -> Look:
    """Look at release ``number``, which readers see, in the ``folder`` of releases.

    With ``all_read``, what was read already, every byte is read, nothing is written
    there, and another may be at work.
    """
    tree = tree_of(folder, number)
    kept = read_stamps(folder)
    digest, text, doubt = _manifest(folder, number, kept)
    seen = Look(number=number, tree=tree, text=text, doubt=doubt)
    if not text:
        return seen
    looked = now_ns()
    listing = list_tree(tree)
    is_kept = kept is not None and (kept.release, kept.manifest) == (number, digest)
    if kept is not None and is_kept and all_read is None and _is_untouched(listing, kept):
        return _sampled(folder, replace(seen, sound=listing.files))  # nearly always
    manifest = seen.manifest
    if manifest is None:
        return replace(seen, text=b"", doubt=HURT)
    believed = parted(sorted(manifest.files), kept.stamps) if kept is not None and is_kept else {}
    examined = examine(
        tree,
        manifest.files,
        listing,
        believed=believed,
        read_all=all_read is not None,
        known=all_read,
    )
    seen = replace(seen, damages=examined.damages, sound=examined.stamps)
    if all_read is not None:
        return seen
    if examined.read:
        lasting = _lasting(tree, examined, believed, looked)
        _keep(folder, number, text, manifest.files, lasting)
    return _sampled(folder, seen)


def _is_untouched(listing: Listing, kept: Stamps) -> bool:
    """Whether there is exactly what the manifest of ``kept`` says, and nobody touched it since."""
    return (
        listing.is_plain
        and b"".join(listing.files.values()) == kept.stamps
        and digest_of_paths(listing.files) == kept.paths
    )


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
        stamps = {path: stamp for path, stamp in sound.items() if path in kept}
        fresh = manifest.files.keys() - kept
        paths = [*stamps, *fresh]  # nearly in order: a manifest just made is not
        for path in fresh:
            stamp = file_stamp(os.lstat(f"{tree}/{path}"))
            if shows_all_since(stamp, tick):
                stamps[path] = stamp
        text = _text(folder, manifest.number)
        _keep(folder, manifest.number, text, paths, stamps)


def stamp_again(folder: Path, number: int) -> Mapping[str, bytes]:
    """Stamp the files of release ``number``, which were linked once more or lost a link.

    What was touched otherwise since they were stamped is not, so it will be
    read. The new stamps. Failing costs the next look some time.
    """
    kept = read_stamps(folder)
    digest, text, _ = _manifest(folder, number, kept)
    seen = Look(number=number, tree=tree_of(folder, number), text=text)
    manifest = seen.manifest
    if manifest is None or kept is None or (kept.release, kept.manifest) != (number, digest):
        return {}
    stamps: dict[str, bytes] = {}
    with contextlib.suppress(OSError):
        tick = next_tick(folder)
        for path, stamp in parted(sorted(manifest.files), kept.stamps).items():
            with contextlib.suppress(OSError):
                now = file_stamp(os.lstat(f"{seen.tree}/{path}"))
                if but_for_links(now) == but_for_links(stamp) and shows_all_since(now, tick):
                    stamps[path] = now
        _keep(folder, number, text, manifest.files, stamps)
    return stamps


def mended(folder: Path, seen: Look) -> Look:
    """What there is after ``seen`` was mended; stamped anew."""
    manifest = seen.manifest
    assert manifest is not None, "nothing is mended that is not known"
    try:
        tick = next_tick(folder)
    except OSError:
        tick = 0
    found = examine(seen.tree, manifest.files, believed=seen.sound)
    lasting = {p: s for p, s in found.stamps.items() if shows_all_since(s, tick)}
    _keep(folder, seen.number, seen.text, manifest.files, lasting)
    return replace(seen, damages=found.damages, sound=found.stamps)


def _text(folder: Path, number: int) -> bytes:
    """Of the manifest. Raises OSError."""
    return (folder / "manifests" / f"{number}.json").read_bytes()


def _manifest(folder: Path, number: int, kept: Stamps | None) -> tuple[bytes, bytes, str]:
    """The digest of the manifest's text, the text, and why it cannot be believed.

    Empty then. One that is what it was when files were stamped need not be parsed.
    """
    try:
        text = _text(folder, number)
    except OSError:
        return b"", b"", LOST
    digest = digest_of(text)
    if kept is not None and kept.release == number and kept.manifest == digest:
        return digest, text, ""
    try:
        manifest = parse(text)
    except ManifestError:
        return digest, b"", HURT
    if manifest.number != number or (kept is not None and kept.release == number):
        return digest, b"", EDITED
    return digest, text, ""


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


def _keep(
    folder: Path, number: int, text: bytes, files: Iterable[str], stamps: Mapping[str, bytes]
) -> None:
    """Keep the stamps of the release whose manifest is ``text``, and which has ``files``.

    A disk that refuses costs time at the next look, no more.
    """
    with contextlib.suppress(OSError):
        paths = sorted(files)
        kept = Stamps(number, digest_of(text), digest_of_paths(paths), joined(paths, stamps))
        write_stamps(folder, kept)


def _sampled(folder: Path, seen: Look) -> Look:
    """``seen``, with what reading some files in turn shows."""
    wrong: list[Damage] = []
    last = ""
    try:
        turn = files_after(seen.text, last_sampled(folder), SAMPLE_FILES)
    except ManifestError:
        return replace(seen, text=b"", doubt=HURT)
    for path, entry in _within_limits(turn):
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


def _within_limits(files: Sequence[tuple[str, Entry]]) -> Iterator[tuple[str, Entry]]:
    """As many of ``files`` as may be read."""
    room = SAMPLE_BYTES
    end = time.monotonic() + SAMPLE_SECONDS
    for number, (path, entry) in enumerate(files):
        room -= entry.size
        if number and (room < 0 or time.monotonic() > end):
            return
        yield path, entry

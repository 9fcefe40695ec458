"""The stamps of the files that readers see: by them it is known that nobody touched the live tree.

```
public/stamps    of which release and manifest, and a stamp (plugins.file_stamps) for each file
public/sampled   path of the file that was last read by sample
```

Taken after the last link or unlink, for each of them moves the stamp of a file
that releases share, and looked at before the next. What is lost, damaged, or of
another release or manifest is as good as absent: then every file is read.
Losing either file costs time, never truth.
"""

from __future__ import annotations

import hashlib
import os
import struct
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from desk.publish.disk import write_whole
from desk.publish.manifest import FORMAT

NAME = "stamps"
SAMPLED = "sampled"

SIZE = 32
"""Bytes of a stamp."""
NONE = bytes(SIZE)
"""Where there is no stamp to be believed: no file has this one."""

_FORMAT = f"newsroom stamps 3, manifests {FORMAT}\n".encode()
"""A manifest that other code cannot read is known again by nobody."""
_HEAD = struct.Struct("<Q16s16s")
_CHECK = 16
_NUMBERS = struct.Struct("<4q")
_EACH = struct.Struct(f"{SIZE}s").iter_unpack

_GRAIN = 2_500_000_000
"""Nanoseconds: a little more than the coarsest clock of a file system (two seconds, of FAT)."""


class Stamps(NamedTuple):
    """What is kept of the live tree."""

    release: int
    manifest: bytes
    """Digest of the manifest's text, see ``digest_of``."""
    paths: bytes
    """Digest of the paths of the manifest's files, see ``digest_of_paths``."""
    stamps: bytes
    """``SIZE`` bytes for each of them, in their order."""


def digest_of(manifest: bytes) -> bytes:
    """By what a manifest's text is known again."""
    return hashlib.blake2b(manifest, digest_size=16).digest()


def digest_of_paths(paths: Iterable[str]) -> bytes:
    """By what ``paths`` are known again, in their order."""
    return digest_of("\0".join(paths).encode(errors="surrogateescape"))


def read_stamps(folder: Path) -> Stamps | None:
    """What is kept in the folder of releases; None when there is nothing whole."""
    try:
        data = (folder / NAME).read_bytes()
    except OSError:
        return None
    start = len(_FORMAT) + _HEAD.size
    body, check = data[:-_CHECK], data[-_CHECK:]
    if not data.startswith(_FORMAT) or len(body) < start or (len(body) - start) % SIZE:
        return None
    if hashlib.blake2b(body, digest_size=_CHECK).digest() != check:
        return None
    number, manifest, paths = _HEAD.unpack_from(body, len(_FORMAT))
    return Stamps(number, manifest, paths, body[start:])


def write_stamps(folder: Path, kept: Stamps) -> None:
    """Keep them, whole or not at all. Raises OSError."""
    body = _FORMAT + _HEAD.pack(kept.release, kept.manifest, kept.paths) + kept.stamps
    write_whole(folder / NAME, body + hashlib.blake2b(body, digest_size=_CHECK).digest())


def forget_stamps(folder: Path) -> None:
    """Let every file be read at the next look. Raises OSError."""
    (folder / NAME).unlink(missing_ok=True)


def joined(paths: Sequence[str], stamps: Mapping[str, bytes]) -> bytes:
    """``stamps`` as they are kept, for the ``paths`` of a manifest, in their order."""
    return b"".join([stamps.get(path, NONE) for path in paths])


def parted(paths: Sequence[str], stamps: bytes) -> dict[str, bytes]:
    """The stamps that can be believed, by path; none when they are of another number of files."""
    if len(stamps) != SIZE * len(paths):
        return {}
    each = _EACH(stamps)
    return {path: stamp for path, (stamp,) in zip(paths, each, strict=True) if stamp != NONE}


def but_for_links(stamp: bytes) -> bytes:
    """What of a stamp stays when the file is linked once more, or loses a link."""
    return stamp[:16] + stamp[24:]


def next_tick(folder: Path) -> int:
    """A moment of the file system's own clock after all that was changed until now.

    Stamps taken from then on can be believed: what changes later gets a later
    time. Waits some thousandths of a second, where the clock is coarse two
    seconds at most. Raises OSError.
    """
    probe = folder / f".{NAME}.new"
    first = tick = _tick(probe)
    deadline = time.monotonic_ns() + _GRAIN
    pause = 0.001
    while tick <= first and time.monotonic_ns() < deadline:
        time.sleep(pause)
        pause = min(2 * pause, 0.05)
        tick = _tick(probe)
    probe.unlink()
    return tick


def shows_all_since(stamp: bytes, tick: int) -> bool:
    """Whether a ``stamp`` taken after the moment ``tick`` shows every change since.

    A time long after ``tick`` is that of a clock that was wrong.
    """
    _, modified, changed, _ = _NUMBERS.unpack(stamp)
    return not any(tick <= moment < tick + _GRAIN for moment in (modified, changed))


def _tick(probe: Path) -> int:
    """What the file system's clock says, in nanoseconds."""
    with probe.open("wb") as file:
        file.write(b".")
        file.flush()
        found = os.fstat(file.fileno())
    return max(found.st_mtime_ns, found.st_ctime_ns)


def last_sampled(folder: Path) -> str:
    """Path of the file that was read last by sample; empty when that is not known."""
    try:
        return (folder / SAMPLED).read_text("utf-8")
    except (OSError, ValueError):
        return ""


def note_sampled(folder: Path, path: str) -> None:
    """Remember that all up to ``path`` was read by sample. Raises OSError."""
    (folder / SAMPLED).write_text(path, "utf-8")

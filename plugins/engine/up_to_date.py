"""Whether anything happened at all since the last build: if not, there is nothing to work out.

What a build saw is told by the stamp of every file of ``content/`` and of the
output folder, by the settings, the theme and the code, and by the span of time
in which no post comes or goes. Believed as far as a stamp can be (see
``plugins.file_stamps``): a file that was too fresh for one is read again.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import msgspec

from plugins.memory import Store, encode, maker
from plugins.model import Post

MOST_FRESH = 50
"""Files too fresh for a stamp that are kept by their bytes; with more, nothing is kept."""


class BuildState(msgspec.Struct, frozen=True, kw_only=True):
    """The state of everything at the end of a build that made the site whole."""

    content: bytes
    """Digest of every file of the content folder, by stamp or, if fresh, by its bytes."""
    fresh: tuple[str, ...]
    """Paths of the files that were too fresh for a stamp."""
    conditions: bytes
    """Digest of settings and theme."""
    output: bytes
    """Digest of every file of the output folder by its stamp."""
    since: datetime | None
    until: datetime | None
    """Between these moments (the first included) no post comes or goes; None is open."""
    files: int
    published: int
    pages: int
    """What the closing table says."""
    unread: tuple[str, ...] = ()
    """Files and folders of which nothing goes to readers, from the project's folder."""

    @property
    def name(self) -> str:
        """Alike exactly when all was the same: who asks for it need not look again."""
        return hashlib.blake2b(maker().encode() + encode(self), digest_size=16).hexdigest()

    def spans(self, now: datetime) -> bool:
        """Whether at ``now`` the same posts are out as at the end of that build."""
        return (self.since is None or self.since <= now) and (
            self.until is None or now < self.until
        )


def span(posts: Sequence[Post], now: datetime) -> tuple[datetime | None, datetime | None]:
    """The last moment up to ``now``, and the first after it, when a post comes or changes."""
    moments = [post.date for post in posts]
    moments += [correction.date for post in posts for correction in post.corrections]
    since = max([moment for moment in moments if moment <= now], default=None)
    return since, min([moment for moment in moments if moment > now], default=None)


_NO_FILE = bytes(32)
"""In place of the stamp that a link or a pipe has not: no file has this one."""


def stamps_digest(stamps: Mapping[str, bytes]) -> bytes:
    """One digest of the files of a folder and their stamps."""
    files = sorted(stamps)
    names = "\0".join(files).encode(errors="surrogateescape")
    known = b"".join([stamps[file] or _NO_FILE for file in files])
    return hashlib.blake2b(names + b"\0\0" + known, digest_size=16).digest()


_OF_LAST = "still-"
_OF_FILES = "output-"


def name_of(output: Path) -> str:
    """What tells the folder ``output`` from every other in the names of what is kept of it."""
    return hashlib.sha256(_place(output)).hexdigest()[:16]


def record_file(state: Path, output: Path) -> Path:
    """Where below ``state`` it is kept what each file of ``output`` was made from."""
    return state / f"{_OF_FILES}{name_of(output)}.sqlite3"


def _place(output: Path) -> bytes:
    return os.path.realpath(output).encode(errors="surrogateescape")


class LastBuild:
    """The state after the last build into ``output``, kept below ``state``."""

    def __init__(self, state: Path, output: Path) -> None:
        self._file = state / f"{_OF_LAST}{name_of(output)}.sqlite3"
        self._place = _place(output)

    def recall(self) -> BuildState | None:
        """The state after the last build; None when it is not known."""
        row = _row(self._file, "")
        with contextlib.suppress(msgspec.DecodeError):
            return msgspec.json.decode(row, type=BuildState) if row is not None else None
        return None

    def keep(self, still: BuildState | None) -> None:
        """Remember the state, or that it is not known; forget output folders that are gone."""
        store = _store(self._file)
        rows = [("folder", (self._place,)), *([("", (encode(still),))] if still else [])]
        store.save("still", rows, () if still else ("",))
        store.commit()
        store.close()
        for file in self._file.parent.glob(f"{_OF_LAST}*.sqlite3"):
            place = _row(file, "folder") if file != self._file else None
            if place is not None and not os.path.isdir(place):  # noqa: PTH112 - bytes
                for kept in (_OF_LAST, _OF_FILES):
                    name = file.name.replace(_OF_LAST, kept, 1)
                    with contextlib.suppress(OSError):
                        file.with_name(name).unlink()


def _store(file: Path) -> Store:
    return Store(file, tables={"still": 1}, key="still 2")


def _row(file: Path, key: str) -> bytes | None:
    store = _store(file)
    row = store.row("still", key)
    store.close()
    return None if row is None else row[0]

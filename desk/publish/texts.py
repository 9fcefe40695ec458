"""The texts of what readers have, as their files were when they were released.

So that a release can be made that changes one post and leaves another, whose
file is not fit to go out, exactly as readers have it. Kept beside the releases;
losing it costs that and no more.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from desk.publish.manifest import Address, AddressKind
from plugins.model import Post, StandingPage
from plugins.newsroom import Newsroom

NAME = "texts.sqlite3"
_READ = frozenset({AddressKind.POST, AddressKind.STANDING, AddressKind.GONE})


class LiveTexts:
    """The texts in the folder of releases ``folder``, by the digest of their bytes."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / NAME

    def text(self, address: Address) -> bytes | None:
        """The bytes behind ``address``; None when they are not known."""
        with self._opened() as db:
            row = db.execute("SELECT text FROM texts WHERE digest = ?", (address.digest,))
            found = row.fetchone()
        if found is None or _digest(found[0]) != address.digest:
            return None
        return bytes(found[0])

    def keep(
        self,
        newsroom: Newsroom,
        content: Path,
        addresses: Mapping[str, Address],
        live: Iterable[tuple[str, bytes]] = (),
    ) -> None:
        """Keep the texts of ``addresses``, a release just made of ``newsroom``, and no others.

        ``live``: bytes that were taken in place of a file's. Releases readers may
        be taken back to are not many texts behind: what they alone have is let go.
        """
        given = dict(live)
        wanted = {a.digest for a in addresses.values() if a.kind in _READ}
        with self._opened() as db:
            known = {digest for (digest,) in db.execute("SELECT digest FROM texts")}
            if len(known) > 2 * len(wanted) + 1000:
                old = known - wanted
                db.executemany("DELETE FROM texts WHERE digest = ?", [(one,) for one in old])
            lacking = wanted - known
            if lacking:
                texts: tuple[Post | StandingPage, ...] = (*newsroom.posts, *newsroom.pages)
                rows = []
                for text in texts:
                    if newsroom.digests[text.path][:8].hex() in lacking:
                        data = given.get(text.path) or _bytes(content / text.path)
                        rows.append((_digest(data), data))
                db.executemany("INSERT OR REPLACE INTO texts VALUES (?, ?)", rows)
            db.commit()

    @contextlib.contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        """The store; in memory alone where the file cannot be used."""
        try:
            db = sqlite3.connect(self._file, timeout=5)
            db.execute("CREATE TABLE IF NOT EXISTS texts (digest TEXT PRIMARY KEY, text BLOB)")
        except sqlite3.Error:
            db = sqlite3.connect(":memory:")
            db.execute("CREATE TABLE texts (digest TEXT PRIMARY KEY, text BLOB)")
        with contextlib.closing(db), contextlib.suppress(sqlite3.DatabaseError):
            yield db


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).digest()[:8].hex()


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""

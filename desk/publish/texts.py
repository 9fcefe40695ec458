"""The texts of what readers have, as their files were when they were released.

So that a release can be made that changes one post and leaves another, whose
file is not fit to go out, exactly as readers have it. Kept beside the releases;
losing it costs that and no more.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from desk.publish.manifest import TEXTS_EVER, Address
from plugins.model import Post, StandingPage
from plugins.newsroom import Newsroom
from plugins.replacing import replace
from plugins.state_folder import leads_away, make_way

NAME = "texts.sqlite3"
_TABLE = "CREATE TABLE IF NOT EXISTS texts (digest TEXT PRIMARY KEY, text BLOB)"


class LiveTexts:
    """The texts in the folder of releases ``folder``, by the digest of their bytes."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / NAME

    def text(self, address: Address) -> bytes | None:
        """The bytes behind ``address``; None when they are not known."""
        found = None
        with self._opened() as db:
            row = db.execute("SELECT text FROM texts WHERE digest = ?", (address.digest,))
            found = row.fetchone()
        data = bytes(found[0]) if found is not None and isinstance(found[0], bytes) else None
        return data if data is not None and digest_of(data) == address.digest else None

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
        wanted = {a.digest for a in addresses.values() if a.kind in TEXTS_EVER}
        with self._opened(mend=True) as db:
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
                        rows.append((digest_of(data), data))
                db.executemany("INSERT OR REPLACE INTO texts VALUES (?, ?)", rows)
            db.commit()

    def keep_only(self, digests: Collection[str]) -> int:
        """Keep the texts of these alone, and no byte of another; how many went.

        The file is written anew, for a database keeps what it deletes until it
        needs the room. Raises OSError.
        """
        with self._opened() as db:
            rows = list(db.execute("SELECT digest, text FROM texts"))
        kept = [row for row in rows if row[0] in digests]
        beside = self._file.with_name(f".{NAME}.new")
        beside.unlink(missing_ok=True)
        if kept:
            with contextlib.closing(sqlite3.connect(beside)) as db:
                db.execute(_TABLE)
                db.executemany("INSERT INTO texts VALUES (?, ?)", kept)
                db.commit()
            replace(beside, self._file)
        for ending in ("-journal", "-wal", "-shm", *(() if kept else ("",))):
            self._file.with_name(f"{NAME}{ending}").unlink(missing_ok=True)
        return len(rows) - len(kept)

    def beyond(self, digests: Collection[str]) -> int:
        """How many texts are kept that are none of these."""
        with self._opened() as db:
            return sum(one not in digests for (one,) in db.execute("SELECT digest FROM texts"))
        return 0

    @contextlib.contextmanager
    def _opened(self, *, mend: bool = False) -> Iterator[sqlite3.Connection]:
        """The store; in memory alone where the file cannot be used.

        ``mend``: one that is damaged is begun anew.
        """
        db = self._whole(mend=mend)
        if db is None:
            db = sqlite3.connect(":memory:")
            db.execute(_TABLE)
        with contextlib.closing(db), contextlib.suppress(sqlite3.DatabaseError):
            yield db

    def _whole(self, *, mend: bool) -> sqlite3.Connection | None:
        """The file, when it can be used."""
        db = None
        with contextlib.suppress(sqlite3.OperationalError, OSError):
            try:
                db = self._connected()
            except sqlite3.OperationalError:  # locked, or a disk that only reads: not damaged
                raise
            except sqlite3.DatabaseError:
                if mend:
                    make_way(self._file)
                    db = self._connected()
        return db

    def _connected(self) -> sqlite3.Connection:
        """The file's connection, looked through once. Raises sqlite3.DatabaseError."""
        if leads_away(self._file):
            raise sqlite3.DatabaseError(self._file)
        db = sqlite3.connect(self._file, timeout=5)
        try:
            db.execute(_TABLE)
            db.execute("SELECT count(digest) FROM texts").fetchone()
        except sqlite3.DatabaseError:
            db.close()
            raise
        return db


def digest_of(data: bytes) -> str:
    """Of a text's bytes, as ``Address.digest`` is."""
    return hashlib.sha256(data).digest()[:8].hex()


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""

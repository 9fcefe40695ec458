"""What was read, kept between builds, so that an unchanged file is never parsed twice.

One SQLite file of JSON: safe to load whoever wrote it. Every row carries a
digest of itself, and the file says which code made it; a row that is damaged,
or a file that is cut short, foreign or older, is as good as absent, and what it
held is read again. Nothing here decides what is true: a row counts only for a
file of exactly the bytes it was made from. Where a file cannot be used the work
goes on without it, slower, and that is said once.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
import sys
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from pathlib import Path
from typing import Generic, TypeGuard, TypeVar

import msgspec

from plugins.state_folder import (
    is_refused,
    leads_away,
    make_way,
    patience,
    say_damaged,
    say_unused,
)

_LIBRARIES = (
    "markdown",
    "nh3",
    "pyyaml",
    "msgspec",
    "jinja2",
    "markupsafe",
    "rcssmin",
    "pillow",
    "pillow_heif",
    "pikepdf",
    "lxml",
)


@cache
def maker() -> str:
    """Digest of all code whose change could change what is read or made: ours and libraries'."""
    made = hashlib.blake2b(digest_size=16)
    here = Path(__file__).parent
    for path in sorted(here.rglob("*.py")):
        made.update(path.relative_to(here).as_posix().encode() + b"\0")
        made.update(hashlib.blake2b(path.read_bytes(), digest_size=16).digest())
    # The names of the folders that pip leaves say each version; asking importlib takes longer
    # than reading ten thousand rows.
    for name in sorted(place.name for place in Path(msgspec.__file__).parents[1].iterdir()):
        if name.endswith(".dist-info") and name.partition("-")[0].lower() in _LIBRARIES:
            made.update(name.encode() + b"\0")
    made.update(sys.version.encode())
    return made.hexdigest()


_ASKED = 500
"""Rows asked for at a time: SQLite takes so many everywhere."""


class Store:
    """Rows of blobs in one SQLite file, by table and path; see the module for its promises.

    Opening never fails: what cannot be opened, or was made by other code, is
    begun anew; where not even that can be (a read-only disk), the store stays
    in memory and is lost with the process.
    """

    def __init__(
        self,
        file: Path,
        *,
        tables: dict[str, int],
        key: str,
        lasting: AbstractSet[str] = frozenset(),
    ) -> None:
        """``tables``: name → number of columns; ``key`` beyond the code's: what else made it.

        ``lasting``: tables whose rows are true whatever code made them.
        """
        self._tables = tables
        self._lasting = lasting
        self._maker = f"{maker()} {key}"
        self._file = file
        self._db = self._opened(file)

    def rows(
        self, table: str, paths: Sequence[str] | None = None
    ) -> Iterator[tuple[str, tuple[bytes, ...]]]:
        """Every sound row of ``table``, or of ``paths`` alone: never all in memory at once."""
        query = f"SELECT * FROM {table}"  # noqa: S608 - our names
        starts = range(0, len(paths or ()), _ASKED)
        asked = [()] if paths is None else [tuple(paths[at : at + _ASKED]) for at in starts]
        try:
            for some in asked:
                where = f" WHERE path IN ({','.join('?' * len(some))})" if some else ""
                found = self._db.execute(query + where, some)
                while fetched := found.fetchmany(_ASKED):
                    for path, check, *columns in fetched:
                        row = tuple(columns)
                        if isinstance(path, str) and _are_blobs(row) and check == _check(path, row):
                            yield path, row
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            self._lost(error)

    def row(self, table: str, path: str) -> tuple[bytes, ...] | None:
        """The row of one path, or None when there is no sound one."""
        try:
            query = f"SELECT * FROM {table} WHERE path = ?"  # noqa: S608 - our names
            found = self._db.execute(query, (path,)).fetchone()
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            self._lost(error)
            return None
        if found is None:
            return None
        _, check, *columns = found
        row = tuple(columns)
        return row if _are_blobs(row) and check == _check(path, row) else None

    def is_empty(self, table: str) -> bool:
        """Whether there is no row in ``table``, sound or not."""
        try:
            query = f"SELECT 1 FROM {table} LIMIT 1"  # noqa: S608 - our names
            return self._db.execute(query).fetchone() is None
        except sqlite3.DatabaseError as error:
            self._lost(error)
            return True

    def save(
        self, table: str, rows: Iterable[tuple[str, tuple[bytes, ...]]], gone: Iterable[str] = ()
    ) -> None:
        """Put ``rows`` and drop ``gone``; seen by others only after ``commit``."""
        try:
            self.put(table, rows)
            self._db.executemany(
                f"DELETE FROM {table} WHERE path = ?",  # noqa: S608 - our names
                ((path,) for path in gone),
            )
        except sqlite3.DatabaseError as error:
            say_unused(self._file, error)

    def put(self, table: str, rows: Iterable[tuple[str, tuple[bytes, ...]]]) -> None:
        """Put ``rows``, for whoever must know that it failed. Raises sqlite3.DatabaseError."""
        marks = ",".join("?" * (self._tables[table] + 2))
        self._db.executemany(
            f"INSERT OR REPLACE INTO {table} VALUES ({marks})",  # noqa: S608 - our names
            ((path, _check(path, row), *row) for path, row in rows),
        )

    def commit(self) -> None:
        """Make what was saved last. A disk that refuses costs time at the next build, no more."""
        try:
            self._db.commit()
        except sqlite3.DatabaseError as error:
            say_unused(self._file, error)

    def close(self) -> None:
        """Let go of the file; what was not committed is forgotten."""
        self._db.close()

    def _opened(self, file: Path) -> sqlite3.Connection:
        why: Exception | None = None
        for attempt in (1, 2):
            try:
                file.parent.mkdir(parents=True, exist_ok=True)
                db = self._connected(file)
            except (OSError, sqlite3.DatabaseError, UnicodeDecodeError) as error:
                why = error
                if isinstance(error, OSError) or is_refused(error):
                    break
            else:
                if db is not None:
                    if why is not None:
                        say_damaged(file)
                    return db
            if attempt == 1:
                try:
                    make_way(file)
                except OSError as error:
                    why = error
                    break
        say_unused(file, why)
        db = sqlite3.connect(":memory:", check_same_thread=False)
        self._prepared(db)
        return db

    def _connected(self, file: Path) -> sqlite3.Connection | None:
        """The store in ``file``; None when other code made it. Raises sqlite3.DatabaseError."""
        if leads_away(file):
            raise sqlite3.DatabaseError(file)
        db = sqlite3.connect(file, timeout=patience(file), check_same_thread=False)
        try:
            if self._prepared(db):
                return db
        except BaseException:
            db.close()
            raise
        db.close()
        return None

    def _prepared(self, db: sqlite3.Connection) -> bool:
        """Whether ``db`` is ours and of this code; an empty one is made so."""
        db.execute("PRAGMA synchronous = NORMAL")
        names = {
            name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        }
        if not names:
            self._make_tables(db)
            db.commit()
            return True
        if db.execute("SELECT maker FROM about").fetchall() == [(self._maker,)]:
            return True
        return bool(self._lasting) and self._is_begun_anew(db, names)

    def _is_begun_anew(self, db: sqlite3.Connection, names: AbstractSet[str]) -> bool:
        """Whether of what other code made only what is ``lasting`` is left, for us to use.

        Raises sqlite3.DatabaseError.
        """
        if not names >= self._lasting:
            return False
        db.execute("BEGIN IMMEDIATE")
        for table in names - self._lasting:
            db.execute(f"DROP TABLE {table}")
        self._make_tables(db, self._lasting)
        db.commit()
        return True

    def _make_tables(self, db: sqlite3.Connection, there: AbstractSet[str] = frozenset()) -> None:
        """Make all tables but those that are ``there``, and say who did."""
        db.execute("CREATE TABLE about (maker TEXT)")
        for table, columns in self._tables.items():
            if table not in there:
                blobs = "".join(f", c{n} BLOB" for n in range(columns))
                db.execute(f"CREATE TABLE {table} (path TEXT PRIMARY KEY, check_ BLOB{blobs})")
        db.execute("INSERT INTO about VALUES (?)", (self._maker,))

    def _lost(self, error: Exception) -> None:
        """Go on without the file, which broke under our hands: the next opening begins anew."""
        self._db.close()
        if is_refused(error):
            say_unused(self._file, error)
        else:
            say_damaged(self._file)
            with contextlib.suppress(OSError):
                make_way(self._file)
        self._db = sqlite3.connect(":memory:", check_same_thread=False)
        self._prepared(self._db)


class LostError(Exception):
    """What should have been kept is not there, not sound, or not enough to go on from."""


_IN_MEMORY = Path()


class AtomicStore(Store):
    """A store whose rows count on each other: all of a change are written, or none.

    One process at a time changes it (``hold``). ``file`` None keeps nothing beyond this
    object; without ``keeps`` what is written is seen until ``let_go``, and the file stays.
    """

    def __init__(
        self, file: Path | None, *, tables: dict[str, int], key: str, keeps: bool = True
    ) -> None:
        self._keeps = keeps
        super().__init__(file or _IN_MEMORY, tables=tables, key=key)

    def hold(self) -> bool:
        """Keep other processes from changing the file; False when one is at it for too long."""
        try:
            self._db.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return False
        except sqlite3.DatabaseError as error:
            self._lost(error)
        return True

    def let_go(self) -> None:
        """Let others have the file; what was not written by then is forgotten."""
        with contextlib.suppress(sqlite3.DatabaseError):
            self._db.rollback()

    def empty(self) -> None:
        """Forget everything."""
        try:
            for table in self._tables:
                self._db.execute(f"DELETE FROM {table}")  # noqa: S608 - our names
        except sqlite3.DatabaseError as error:
            self._lost(error)

    def want(self, table: str, path: str) -> tuple[bytes, ...]:
        """A row that must be there. Raises LostError."""
        row = self.row(table, path)
        if row is None:
            raise LostError
        return row

    def write(self, rows: Mapping[str, Iterable[tuple[str, tuple[bytes, ...]]]]) -> None:
        """Put all ``rows``, by table, and commit; or lose the file and go on in memory."""
        try:
            for table, some in rows.items():
                self.put(table, some)
            if self._keeps:
                self._db.commit()
        except sqlite3.DatabaseError as error:
            self._lost(error)

    def _opened(self, file: Path) -> sqlite3.Connection:
        if file != _IN_MEMORY:
            return super()._opened(file)
        db = sqlite3.connect(":memory:", check_same_thread=False)
        self._prepared(db)
        return db


_Value = TypeVar("_Value")

_BLOCKS = 256


class Blocks(Generic[_Value]):
    """Small values of many paths in a table of one column, many to a row.

    Ten thousand rows take longer to fetch and check than to decode; here a path
    belongs to one of a few hundred blocks, and a change writes the blocks it touches.
    """

    def __init__(self, store: Store, table: str, kind: type[_Value]) -> None:
        """``kind``: what msgspec decodes a value to."""
        self._store = store
        self._table = table
        self._decode = msgspec.json.Decoder(dict[str, kind]).decode  # type: ignore[valid-type]
        self.values: dict[str, _Value] = {}
        # First all are decoded, then joined: in turns it takes nearly twice as long, for the
        # table that grows lies between values that were just made.
        self._blocks: dict[str, dict[str, _Value]] = {}
        """As they were kept, by their number."""
        for number, row in store.rows(table):
            with contextlib.suppress(msgspec.DecodeError):
                self._blocks[number] = self._decode(row[0])
        for block in self._blocks.values():
            self.values.update(block)

    def save(self, changed: Iterable[str], gone: Iterable[str] = ()) -> None:
        """Forget ``gone`` and save the blocks of these and of ``changed``; then ``commit``."""
        self._store.save(self._table, self.changed(changed, gone))

    def changed(
        self, changed: Iterable[str], gone: Iterable[str] = ()
    ) -> Iterator[tuple[str, tuple[bytes, ...]]]:
        """Forget ``gone``; the rows that hold these and ``changed``, as they are to be kept."""
        gone = [path for path in gone if self.values.pop(path, None) is not None]
        touched: dict[str, dict[str, _Value]] = {}
        for path in (*changed, *gone):
            number = _block(path)
            block = touched[number] = self._blocks.setdefault(number, {})
            if path in self.values:
                block[path] = self.values[path]
            else:
                block.pop(path, None)
        return ((number, (encode(block),)) for number, block in sorted(touched.items()))


def _block(path: str) -> str:
    return str(zlib.crc32(path.encode()) % _BLOCKS)


def _are_blobs(row: tuple[object, ...]) -> TypeGuard[tuple[bytes, ...]]:
    return set(map(type, row)) <= {bytes}


def _check(path: str, row: tuple[bytes, ...]) -> bytes:
    sizes = ",".join([str(len(column)) for column in row])
    made = hashlib.blake2b(f"{path}\0{sizes}\0".encode(), digest_size=8)
    for column in row:  # joined, they would be copied
        made.update(column)
    return made.digest()


def encode(value: object) -> bytes:
    """JSON of a value of ``plugins.model`` or of tuples of such."""
    return msgspec.json.encode(value)

"""What is kept of related news between builds, in one SQLite file.

Rows count on each other: all of a change are written, or none (``Book``). Of every
post its *entry* (``Entry``), the post and its text taken apart, and its list; and the
*postings*: who stands in which column. A file that is damaged, older or of other
code is made anew; see ``plugins/memory.py``.
"""

from __future__ import annotations

import contextlib
import sqlite3
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from itertools import accumulate
from pathlib import Path

import msgspec
from msgspec import Struct

from plugins.memory import Blocks, Store, encode
from plugins.related.choosing import Chosen
from plugins.related.columns import MOST, NOBODY, Posting
from plugins.related.values import Candidate, Suggestion
from plugins.words.terms import Text

HELD = 2 * MOST
"""Posts of a column that are kept by name; of one that grew beyond, only how many there are."""

_IN_MEMORY = Path()
_TABLES = {"whole": 1, "entries": 1, "posts": 4, "lists": 1, "buckets": 4}

_suggestions = msgspec.json.Decoder(tuple[Suggestion, ...])
_candidate = msgspec.json.Decoder(Candidate)
_whole = msgspec.json.Decoder(tuple[int, int, int])

Row = tuple[str, tuple[bytes, ...]]


class LostError(Exception):
    """What should have been kept is not there, not sound, or not enough to go on from."""


class Entry(Struct, frozen=True, array_like=True):
    """What is known of every post without asking for more."""

    number: int
    """By which the other tables know it; none is given again."""
    digest: bytes
    """Of all that its lists depend on."""
    shown: bytes
    """Of all that readers see of its list."""
    least: int
    """As of ``Chosen``: who scores less with it does not come into its list."""
    is_filled: bool
    """As of ``Chosen``."""


class Listed(Struct, frozen=True, array_like=True):
    """A list as it is kept and sent."""

    suggestions: bytes
    """In JSON."""
    shown: bytes
    least: int
    is_filled: bool


def listed(chosen: Chosen, suggestions: tuple[Suggestion, ...]) -> Listed:
    """The list ``chosen``, with its reasons, as it is kept."""
    return Listed(encode(suggestions), shown_of(suggestions), chosen.least, chosen.is_filled)


def shown_of(suggestions: Iterable[Suggestion]) -> bytes:
    """Digest of a list, scores left out: no reader sees them."""
    shown = encode([(one.path, one.reasons) for one in suggestions])
    return blake2b(shown, digest_size=16).digest()


def suggestions_of(kept: bytes) -> tuple[Suggestion, ...]:
    """A list, of its JSON."""
    return _suggestions.decode(kept)


class Bucket:
    """Some columns: of each how many posts stand in it and, up to ``HELD``, which and how heavy."""

    def __init__(self, row: tuple[bytes, ...] = (b"", b"", b"", b"")) -> None:
        """``row``: columns (64 bits), two counts each, posts (32), weights (16). See ``row``."""
        self._columns, counts = array("Q", row[0]), array("I", row[1])
        self._posts, self._weights = array("I", row[2]), array("H", row[3])
        self._count, self._held = counts[::2], counts[1::2]
        self._starts = list(accumulate(self._held, initial=0))

    def row(self) -> tuple[bytes, ...]:
        """As it is kept: all columns in order, their counts, then their posts one after another."""
        counts = array("I", bytes(8 * len(self._columns)))
        counts[::2], counts[1::2] = self._count, self._held
        return tuple(one.tobytes() for one in (self._columns, counts, self._posts, self._weights))

    def count(self, column: int) -> int:
        """How many posts stand in ``column``."""
        at = self._at(column)
        return self._count[at] if at is not None else 0

    def holders(self, column: int) -> Sequence[int]:
        """The posts that stand in ``column``, whether it tells or not. Raises LostError."""
        at = self._at(column)
        if at is None:
            return ()
        if self._held[at] != self._count[at]:
            raise LostError
        return self._posts[self._starts[at] : self._starts[at + 1]]

    def posting(self, column: int) -> Posting:
        """Who stands in ``column``; nobody when it does not tell. Raises LostError."""
        at = self._at(column)
        if at is None or self._count[at] > MOST:
            return NOBODY
        span = slice(self._starts[at], self._starts[at + 1])
        return self.holders(column), self._weights[span]

    def put(self, column: int, post: int, weight: int) -> None:
        """Let ``post`` stand in ``column``."""
        at = bisect_left(self._columns, column)
        if at == len(self._columns) or self._columns[at] != column:
            self._columns.insert(at, column)
            self._count.insert(at, 0)
            self._held.insert(at, 0)
            self._starts.insert(at, self._starts[at])
        held, end = self._held[at], self._starts[at + 1]
        if held < self._count[at] or held == HELD:
            del self._posts[end - held : end], self._weights[end - held : end]
            self._moved(at, -held)
        else:
            self._posts.insert(end, post)
            self._weights.insert(end, weight)
            self._moved(at, 1)
        self._count[at] += 1

    def remove(self, column: int, post: int) -> None:
        """Let ``post``, which stands in ``column``, stand there no more. Raises LostError."""
        at = self._at(column)
        if at is None:
            raise LostError
        if self._held[at] == self._count[at]:
            span = self._posts[self._starts[at] : self._starts[at + 1]]
            if post not in span:
                raise LostError
            place = self._starts[at] + span.index(post)
            del self._posts[place], self._weights[place]
            self._moved(at, -1)
        self._count[at] -= 1

    def _moved(self, at: int, by: int) -> None:
        self._held[at] += by
        self._starts[at + 1 :] = [start + by for start in self._starts[at + 1 :]]

    def _at(self, column: int) -> int | None:
        at = bisect_left(self._columns, column)
        return at if at < len(self._columns) and self._columns[at] == column else None


class Book(Store):
    """The file. Unlike what a Store keeps, rows here count on each other: all or none."""

    def __init__(self, file: Path | None) -> None:
        super().__init__(file or _IN_MEMORY, tables=_TABLES, key="related 4")
        self._rows = 0
        """In how many rows columns are kept."""
        self._next = 0
        """The least number that nobody ever had."""
        self._blocks: Blocks[Entry] | None = None
        self._buckets: dict[int, Bucket] = {}
        self._changed: set[int] = set()
        self._texts: dict[int, Text] = {}

    def _opened(self, file: Path) -> sqlite3.Connection:
        if file != _IN_MEMORY:
            return super()._opened(file)
        db = sqlite3.connect(":memory:", check_same_thread=False)
        self._prepared(db)
        return db

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
        self._forget()
        with contextlib.suppress(sqlite3.DatabaseError):
            self._db.rollback()

    def empty(self) -> None:
        """Forget everything."""
        self._forget()
        try:
            for table in _TABLES:
                self._db.execute(f"DELETE FROM {table}")  # noqa: S608 - our names
        except sqlite3.DatabaseError as error:
            self._lost(error)

    def _forget(self) -> None:
        self._blocks = None
        self._buckets, self._changed, self._texts = {}, set(), {}

    # --- what is kept

    def entries(self) -> dict[str, Entry]:
        """Path → entry of every post. Raises LostError, also when nothing is kept."""
        (whole,) = self.row("whole", "") or (b"[0,0,0]",)
        self._blocks = Blocks(self, "entries", Entry)
        count, self._rows, self._next = _whole.decode(whole)
        if not self._rows or len(self._blocks.values) != count:
            raise LostError
        return self._blocks.values

    def number(self) -> int:
        """For a post that is new."""
        self._next += 1
        return self._next - 1

    def post(self, number: int) -> Candidate:
        """A post as it was. Raises LostError."""
        return _candidate.decode(self._want("posts", number)[0])

    def text(self, number: int) -> Text:
        """Its text. Raises LostError."""
        found = self._texts.get(number)
        if found is None:
            found = self._texts[number] = Text(*self._want("posts", number)[1:])
        return found

    def learn(self, number: int, text: Text) -> None:
        """Take ``text`` for that of a post from here on."""
        self._texts[number] = text

    def suggestions(self, number: int) -> tuple[Suggestion, ...]:
        """Its list. Raises LostError."""
        return suggestions_of(self._want("lists", number)[0])

    def bucket(self, column: int, *, changes: bool = False) -> Bucket:
        """Where ``column`` is kept; with ``changes`` it is saved in the end. Raises LostError."""
        number = column % self._rows
        if changes:
            self._changed.add(number)
        found = self._buckets.get(number)
        if found is None:
            found = self._buckets[number] = Bucket(self._want("buckets", number))
        return found

    def save(self, table: str, rows: Iterable[Row], gone: Iterable[str] = ()) -> None:
        """As a Store's, but who asks must know that it failed. Raises sqlite3.DatabaseError."""
        del gone
        self.put(table, rows)

    def _want(self, table: str, number: int) -> tuple[bytes, ...]:
        row = self.row(table, str(number))
        if row is None:
            raise LostError
        return row

    # --- what is to be kept

    def keep(
        self,
        entries: Mapping[str, Entry],
        gone: Iterable[str],
        posts: Iterable[tuple[int, Candidate, Text]],
        lists: Iterable[tuple[int, bytes]],
        buckets: Sequence[Row] | None = None,
    ) -> None:
        """Keep new ``entries`` by path, posts and lists by number, and every changed bucket.

        ``buckets``: all of them, when all is kept anew.
        """
        blocks = self._blocks or Blocks(self, "entries", Entry)
        blocks.values.update(entries)
        if buckets is not None:
            self._rows, self._next = len(buckets), len(entries)
        changed = ((str(one), self._buckets[one].row()) for one in sorted(self._changed))
        rows: dict[str, Iterable[Row]] = {
            "posts": (
                (str(number), (encode(post), text.terms, text.weights, text.phrases))
                for number, post, text in posts
            ),
            "lists": ((str(number), (kept,)) for number, kept in lists),
            "buckets": changed if buckets is None else buckets,
        }
        try:
            blocks.save(entries, gone)
            for table, some in rows.items():
                self.put(table, some)
            self.put("whole", [("", (encode((len(blocks.values), self._rows, self._next)),))])
            self._db.commit()
        except sqlite3.DatabaseError as error:
            self._lost(error)


def rows_for(posts: int) -> int:
    """In how many rows to keep the columns of so many posts: what a post touches stays small."""
    return 1 << min(16, max(4, posts.bit_length()))


def bucket_rows(postings: Mapping[int, Posting], count: int) -> list[Row]:
    """``count`` buckets of all columns, as they are kept."""
    buckets: list[dict[int, Posting]] = [{} for _ in range(count)]
    for column in sorted(postings):
        buckets[column % count][column] = postings[column]
    return [(str(number), _packed(one)) for number, one in enumerate(buckets)]


def _packed(postings: Mapping[int, Posting]) -> tuple[bytes, ...]:
    counts, held = array("I"), (array("I"), array("H"))
    for posts, weights in postings.values():
        is_held = len(posts) <= HELD
        counts.extend((len(posts), len(posts) if is_held else 0))
        if is_held:
            held[0].extend(posts)
            held[1].extend(weights)
    return tuple(one.tobytes() for one in (array("Q", postings), counts, *held))

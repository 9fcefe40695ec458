"""What is kept of related news between builds, in one SQLite file.

Of every post its *entry*, the post and its text taken apart, and its list; and who
stands in which column, some columns to a row. A file that is damaged, older or of
other code is made anew; see ``plugins/memory.py``.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path

import msgspec
from msgspec import Struct

from plugins.memory import AtomicStore, Blocks, LostError, encode
from plugins.related.choosing import Chosen
from plugins.related.columns import MOST, NOBODY, Posting
from plugins.related.values import Candidate, Suggestion
from plugins.words.terms import Text

HELD = 2 * MOST
"""Posts of a column that are kept by name; of one that grew beyond, only how many there are."""

_TABLES = {"whole": 1, "entries": 1, "posts": 4, "lists": 1, "buckets": 4}

_candidate = msgspec.json.Decoder(Candidate).decode
_whole = msgspec.json.Decoder(tuple[int, int, int]).decode
suggestions_of = msgspec.json.Decoder(tuple[Suggestion, ...]).decode
"""A list, of its JSON."""

Row = tuple[str, tuple[bytes, ...]]


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


Listed = tuple[Entry, bytes]
"""What is known of a post, and its list in JSON."""


def entered(post: Candidate, chosen: Chosen, suggestions: tuple[Suggestion, ...]) -> Listed:
    """What is known of ``post`` and its list, and that list."""
    shown = shown_of(suggestions)
    entry = Entry(chosen.post, post.digest, shown, chosen.least, chosen.is_filled)
    return entry, encode(suggestions)


def shown_of(suggestions: Iterable[Suggestion]) -> bytes:
    """Digest of a list, scores left out: no reader sees them."""
    shown = encode([(one.path, one.reasons) for one in suggestions])
    return blake2b(shown, digest_size=16).digest()


class Bucket:
    """Some columns: of each how many posts stand in it and, up to ``HELD``, which and how heavy."""

    def __init__(self, row: tuple[bytes, ...] = (b"", b"", b"", b"")) -> None:
        """``row``: columns (64 bits), two counts each, posts (32), weights (16). See ``row``."""
        counts, posts, weights = array("I", row[1]), array("I", row[2]), array("H", row[3])
        self._columns: dict[int, tuple[int, array[int], array[int]]] = {}
        start = 0
        for column, count, held in zip(array("Q", row[0]), counts[::2], counts[1::2], strict=True):
            span = slice(start, start + held)
            self._columns[column] = (count, posts[span], weights[span])
            start += held

    def row(self) -> tuple[bytes, ...]:
        """As it is kept: all columns, of each how many posts and how many held, then those held."""
        found = array("Q", self._columns), array("I"), array("I"), array("H")
        for count, posts, weights in self._columns.values():
            found[1].extend((count, len(posts)))
            found[2].extend(posts)
            found[3].extend(weights)
        return tuple(one.tobytes() for one in found)

    def count(self, column: int) -> int:
        """How many posts stand in ``column``."""
        return self._columns[column][0] if column in self._columns else 0

    def holders(self, column: int) -> Posting:
        """Who stands in ``column``, whether it tells or not. Raises LostError."""
        count, posts, weights = self._columns.get(column, (0, *NOBODY))
        if len(posts) != count:
            raise LostError
        return posts, weights

    def posting(self, column: int) -> Posting:
        """Who stands in ``column``; nobody when it does not tell. Raises LostError."""
        return self.holders(column) if self.count(column) <= MOST else NOBODY

    def put(self, column: int, post: int, weight: int) -> None:
        """Let ``post`` stand in ``column``."""
        count, posts, weights = self._columns.get(column) or (0, array("I"), array("H"))
        if count == HELD:
            posts, weights = array("I"), array("H")
        elif len(posts) == count:
            posts.append(post)
            weights.append(weight)
        self._columns[column] = (count + 1, posts, weights)

    def remove(self, column: int, post: int) -> None:
        """Let ``post``, which stands in ``column``, stand there no more. Raises LostError."""
        count, posts, weights = self._columns.get(column, (0, array("I"), array("H")))
        if not count or (len(posts) == count and post not in posts):
            raise LostError
        if len(posts) == count:
            place = posts.index(post)
            del posts[place], weights[place]
        self._columns[column] = (count - 1, posts, weights)
        if count == 1:
            del self._columns[column]


class Book(AtomicStore):
    """The file."""

    def __init__(self, file: Path | None, *, keeps: bool = True) -> None:
        super().__init__(file, tables=_TABLES, key="related 5", keeps=keeps)
        self._rows = 0
        """In how many rows columns are kept."""
        self._next = 0
        """The least number that nobody ever had."""
        self._entries: Blocks[Entry] | None = None
        self._buckets: dict[int, Bucket] = {}
        self._changed: set[int] = set()
        self._texts: dict[int, Text] = {}

    # --- what is kept

    def entries(self) -> dict[str, Entry]:
        """Path → entry of every post. Raises LostError, also when nothing is kept."""
        self._buckets, self._changed, self._texts = {}, set(), {}
        self._entries = Blocks(self, "entries", Entry)
        (whole,) = self.row("whole", "") or (b"[0,0,0]",)
        count, self._rows, self._next = _whole(whole)
        if not self._rows or len(self._entries.values) != count:
            raise LostError
        return self._entries.values

    def new_number(self) -> int:
        """For a post that is new."""
        self._next += 1
        return self._next - 1

    def post(self, number: int) -> Candidate:
        """A post as it was. Raises LostError."""
        return _candidate(self.want("posts", str(number))[0])

    def text(self, number: int) -> Text:
        """Its text. Raises LostError."""
        found = self._texts.get(number)
        if found is None:
            found = self._texts[number] = Text(*self.want("posts", str(number))[1:])
        return found

    def learn(self, texts: Mapping[int, Text]) -> None:
        """Take ``texts`` for those of posts from here on."""
        self._texts.update(texts)

    def suggestions(self, number: int) -> tuple[Suggestion, ...]:
        """Its list. Raises LostError."""
        return suggestions_of(self.want("lists", str(number))[0])

    def bucket(self, column: int, *, changes: bool = False) -> Bucket:
        """Where ``column`` is kept; with ``changes`` it is saved in the end. Raises LostError."""
        number = column % self._rows
        if changes:
            self._changed.add(number)
        found = self._buckets.get(number)
        if found is None:
            found = self._buckets[number] = Bucket(self.want("buckets", str(number)))
        return found

    def look_up(self, columns: Iterable[int]) -> None:
        """Read all buckets of ``columns`` together, which takes half the time."""
        wanted = {column % self._rows for column in columns}.difference(self._buckets)
        for number, row in self.rows("buckets", list(map(str, wanted))):
            self._buckets[int(number)] = Bucket(row)

    # --- what is to be kept

    def keep(
        self,
        lists: Mapping[str, Listed],
        gone: Sequence[str],
        posts: Iterable[tuple[int, Candidate]],
        buckets: Sequence[Row] | None = None,
    ) -> None:
        """Keep new lists by path, new posts by number with their texts, every changed bucket.

        ``buckets``: all of them, when all is kept anew.
        """
        if buckets is not None:
            self.empty()
            self._rows, self._next, self._entries = len(buckets), len(lists), None
        entries = self._entries = self._entries or Blocks(self, "entries", Entry)
        entries.values.update((path, entry) for path, (entry, _) in lists.items())
        count = len(entries.values) - len(gone)
        changed = ((str(one), self._buckets[one].row()) for one in sorted(self._changed))
        texts = ((number, post, self._texts[number]) for number, post in posts)
        self.write(
            {
                "entries": entries.changed(lists, gone),
                "posts": (
                    (str(number), (encode(post), text.terms, text.weights, text.phrases))
                    for number, post, text in texts
                ),
                "lists": ((str(entry.number), (kept,)) for entry, kept in lists.values()),
                "buckets": changed if buckets is None else buckets,
                "whole": [("", (encode((count, self._rows, self._next)),))],
            }
        )


def rows_for(columns: int) -> int:
    """In how many rows to keep so many columns: what one post touches stays small."""
    return 1 << max(4, columns.bit_length() - 3)


def bucket_rows(postings: Mapping[int, Posting]) -> list[Row]:
    """All columns, as they are kept."""
    count = rows_for(len(postings))
    buckets = [Bucket() for _ in range(count)]
    for column, posting in postings.items():
        for post, weight in zip(*posting, strict=True):
            buckets[column % count].put(column, post, weight)
    return [(str(number), bucket.row()) for number, bucket in enumerate(buckets)]

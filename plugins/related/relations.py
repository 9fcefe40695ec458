"""Related news of a growing archive: the lists of ``ranking.related``, at the cost of a change.

On disk stand each post's text taken apart, the lines, the pools and the lists.
A clean build finds them in columns (``many.py``) where there are many posts. A
later one compares digests, and works out only

* the changed posts;
* those that a changed line lets meet others than before (``stirred``). A line
  that only grew, as when news is published, lets no old posts meet: there the new
  post is offered to the pools in its windows: most turn it down, for it meets them
  less often than their least; a list that was full before it came to the new post
  stands;
* those whose pool holds a changed post, that pin one, or that fill their list
  with what is near it in time.

What is written is a function of the published set, so it is committed at once:
a build that fails afterwards leaves lists that are right for the set they name,
and the next one compares again. A file that is damaged, older or of other code
is made anew; see ``plugins/memory.py``.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import os
import sqlite3
import sys
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from importlib.util import find_spec
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar, cast, overload

import msgspec

from plugins.elsewhere import crew
from plugins.garbage import uncollected
from plugins.memory import Store, encode
from plugins.related import ranking
from plugins.related.ranking import Archive, Chosen, Line, Pool, in_time, keyed
from plugins.related.terms import Text, read
from plugins.related.values import Candidate, ReasonKind, Suggestion

if TYPE_CHECKING:
    from plugins.related.many import Crowd

BUCKETS = 4096
"""Lines are kept in so many rows, whatever the archive's size."""

MANY = 8
"""When more than one in so many posts changed, all is worked out from nothing."""

COLUMNS = 200
"""Posts before it pays to load numpy."""

ENOUGH = 1000
"""Posts before a second process pays for its start."""

_BATCH = 10_000
_STRETCH = 2500
_SLOT = (1 << ranking.SLOT_BITS) - 1
_WIDE = 16
_NARROW = 12
"""Bytes of a digest, and of the shortest that is kept as it is."""
_IN_MEMORY = Path()
_CHUNK = 256
"""Posts whose names, or whose notes, stand in one row."""
_TABLES = {"whole": 1, "names": 3, "notes": 3, "posts": 5, "lines": 1, "lists": 2}

_suggestions = msgspec.json.Decoder(tuple[Suggestion, ...])
_candidate = msgspec.json.Decoder(Candidate)

TextOf = Callable[[str], str]
_Listed = tuple[bytes, bytes, bool]
"""A list in JSON, the digest of what readers see of it, and whether it was filled."""


class Lists:
    """Path → related posts; a list is decoded only when it is asked for."""

    def __init__(
        self, slots: Mapping[str, int], digests: bytes, load: Callable[[str], bytes]
    ) -> None:
        self._slots = slots
        self._digests = digests
        self._load = load

    def __len__(self) -> int:
        return len(self._slots)

    def __iter__(self) -> Iterator[str]:
        return iter(self._slots)

    def digest(self, path: str) -> bytes:
        """Of all that a page shows of the list at ``path``; empty for a stranger."""
        slot = self._slots.get(path)
        return b"" if slot is None else self._digests[slot * _WIDE : slot * _WIDE + _WIDE]

    def get(self, path: str) -> tuple[Suggestion, ...]:
        """The list at ``path``; empty for a stranger. Works in forked processes too."""
        return _suggestions.decode(self._load(path)) if path in self._slots else ()


def related(
    posts: Sequence[Candidate],
    texts: Mapping[str, str] | TextOf = lambda _: "",
    *,
    limit: int = ranking.LIMIT,
    floor: int = ranking.FLOOR,
) -> Mapping[str, tuple[Suggestion, ...]]:
    """Path → related posts, best first, of every post of the published set, in any order.

    ``texts`` gives the plain body text of a path; without, titles are compared. This is
    the definition: ``Relations`` finds the same lists with less work. Paths must differ; pins and
    bans of posts not in the set are passed over; ``floor`` is the least score. A
    list is empty only when the post is sensitive and pins nothing, when there is
    no other post to show, or when it bans all its neighbours.
    """
    text_of = texts.__getitem__ if isinstance(texts, Mapping) else texts
    ordered = in_time(posts)
    whole = Whole(ordered, [read(post.title, text_of(post.path)) for post in ordered])
    return {
        post.path: whole.archive.suggestions(i, whole.pool(i), limit, floor)
        for i, post in enumerate(ordered)
    }


class Relations:
    """The index; ``file`` None keeps nothing beyond this object."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._book: _Book | None = None
        self._pid = 0

    def update(self, candidates: Sequence[Candidate], text_of: TextOf) -> Lists:
        """The lists of the published set. ``text_of`` is asked for new and changed posts only.

        A candidate without a digest is told by its fields and its text, so
        there ``text_of`` is asked for every one.
        """
        with uncollected():
            return self._update(candidates, text_of)

    def _update(self, candidates: Sequence[Candidate], text_of: TextOf) -> Lists:
        posts = in_time(candidates)
        digests = _digests(posts, text_of)
        book = self._opened()
        if not book.hold():
            book = _Book(None)
        made: _Made | None = None
        try:
            with contextlib.suppress(_LostError):
                made = _renewed(book, posts, digests, text_of)
            if made is None:
                book.empty()
                made = _from_nothing(book, posts, digests, text_of)
        finally:
            book.let_go()
        slots, told, fresh = made

        def load(path: str) -> bytes:
            found = fresh.get(path)
            if found is None:
                slot = slots[path]
                row = self._opened().row("lists", str(slot))
                there = told[slot * _WIDE : slot * _WIDE + _WIDE]
                if row is not None and _told(_suggestions.decode(row[1])) == there:
                    return row[1]
                # Lost since the update: say it again.
                fresh.update(_from_nothing(_Book(None), posts, digests, text_of).fresh)
                found = fresh[path]
            return found

        return Lists(slots, told, load)

    def keep(self) -> None:
        """Let go of the file; ``update`` has committed what it found."""
        if self._book is not None and self._file is not None and self._pid == os.getpid():
            self._book.close()
            self._book = None

    def _opened(self) -> _Book:
        """One connection a process: SQLite's cannot be carried over a fork."""
        if self._book is None or (self._pid != os.getpid() and self._file is not None):
            self._book = _Book(self._file)
            self._pid = os.getpid()
        return self._book


class _LostError(Exception):
    """What should have been kept is not there, or not sound."""


class _Made(NamedTuple):
    """What an update found."""

    slots: Mapping[str, int]
    told: bytes
    """Digests of the lists, by the number of the post."""
    fresh: dict[str, bytes]
    """Path → JSON of its list, where it was worked out now."""


class _Book(Store):
    """The file. Unlike what a Store keeps, rows here count on each other: all or none."""

    def __init__(self, file: Path | None) -> None:
        super().__init__(file or _IN_MEMORY, tables=_TABLES, key="related 3")

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
        with contextlib.suppress(sqlite3.DatabaseError):
            self._db.rollback()

    def want(self, table: str, slot: int) -> tuple[bytes, ...]:
        """A row that must be there. Raises _LostError."""
        row = self.row(table, str(slot))
        if row is None:
            raise _LostError
        return row

    def chunks(self, table: str, count: int) -> Iterator[tuple[bytes, ...]]:
        """The rows of ``count`` posts, a stretch of them to a row. Raises _LostError."""
        rows = dict(self.rows(table))
        for chunk in range(-(-count // _CHUNK)):
            if str(chunk) not in rows:
                raise _LostError
            yield rows[str(chunk)]

    def empty(self) -> None:
        """Forget everything."""
        try:
            for table in _TABLES:
                self._db.execute(f"DELETE FROM {table}")  # noqa: S608 - our names
        except sqlite3.DatabaseError as error:
            self._lost(error)

    def write(self, rows: Mapping[str, Iterable[tuple[str, tuple[bytes, ...]]]]) -> None:
        """Put all ``rows``, by table, and commit; or lose the file and go on in memory."""
        try:
            for table, some in rows.items():
                self.put(table, some)
            self._db.commit()
        except sqlite3.DatabaseError as error:
            self._lost(error)


# --- from nothing ---------------------------------------------------------------


class Whole:
    """A whole published set in memory: posts are numbered in time order."""

    def __init__(self, posts: Sequence[Candidate], texts: Sequence[Text]) -> None:
        self.keyed: dict[int, list[int]] = {}
        """Key → the posts with it, in time order."""
        self._lines: list[list[Line]] = []
        for i, (post, text) in enumerate(zip(posts, texts, strict=True)):
            stands: list[Line] = []
            for key, times in keyed(post, text):
                line = self.keyed.setdefault(key, [])
                stands.append((line, len(line), times))
                line.append(i)
            self._lines.append(stands)
        self.archive = Archive(dict(enumerate(posts)), texts.__getitem__)

    def pool(self, i: int) -> Pool:
        """The pool of a post."""
        return self.archive.pool(i, self._lines[i])

    def buckets(self, count: int) -> list[bytes]:
        """The lines as they are kept."""
        buckets = [array("Q") for _ in range(count)]
        for key in sorted(self.keyed):
            buckets[key % count].extend([key << ranking.SLOT_BITS | i for i in self.keyed[key]])
        return [bucket.tobytes() for bucket in buckets]


class _Work(NamedTuple):
    """What a clean build makes of a set in time order."""

    texts: list[Text]
    buckets: list[bytes]
    """The lines as they are kept."""
    found: Iterable[tuple[bytes, _Listed]]
    """Of every post its pool, packed, and its list."""


def _plainly(posts: Sequence[Candidate], text_of: TextOf) -> _Work:
    texts = [read(post.title, text_of(post.path)) for post in posts]
    whole = Whole(posts, texts)
    pools = ((i, whole.pool(i)) for i in range(len(posts)))
    found = ((_packed(pool), _listed(whole.archive.suggestions(i, pool))) for i, pool in pools)
    return _Work(texts, whole.buckets(BUCKETS), found)


def _many(posts: Sequence[Candidate]) -> bool:
    """Whether it pays to load numpy; where it is not, all is found by the definition."""
    return len(posts) >= COLUMNS and find_spec("numpy") is not None


def _in_columns(posts: Sequence[Candidate], text_of: TextOf) -> _Work:
    """The same in a third of the time, and over the cores."""
    from plugins.related import many  # noqa: PLC0415 - to load numpy takes longer than a new post

    texts: list[Text] = []
    # A batch at a time: texts wait in memory, where forked workers find them.
    for at in range(0, len(posts), _BATCH):
        batch = [(post.title, text_of(post.path)) for post in posts[at : at + _BATCH]]
        for some in _over_the_cores(partial(_read, many.read), batch, len(batch)):
            texts += some
    crowd = many.Crowd(posts, texts)
    archive = Archive(dict(enumerate(posts)), texts.__getitem__)
    lists = _over_the_cores(_list, (crowd, archive), len(posts))
    return _Work(texts, crowd.buckets(BUCKETS), chain.from_iterable(lists))


def _read(
    read_many: Callable[[Sequence[tuple[str, str]]], list[Text]],
    given: Sequence[tuple[str, str]],
    span: range,
) -> list[Text]:
    return read_many(given[span.start : span.stop])


def _list(given: tuple[Crowd, Archive], span: range) -> list[tuple[bytes, _Listed]]:
    """Of every post of a stretch: its pool, packed, and its list."""
    crowd, archive = given
    found: list[tuple[bytes, _Listed]] = []
    for at in range(span.start, span.stop, _STRETCH):
        some = range(at, min(at + _STRETCH, span.stop))
        pools = crowd.pools(some)
        best = crowd.ranked(pools)
        packed = list(map(b"".join, zip(*pools.packed(), strict=True)))
        lists: list[Chosen] = []
        for i, pool, picks in zip(some, packed, crowd.choices(best), strict=True):
            if picks is None:
                lists.append(archive.choose(i, archive.ranked(i, _unpacked(pool))))
                continue
            chosen = Chosen(archive, i)
            for pick in picks:
                chosen.relate(*pick)
            archive.fill(chosen)
            lists.append(chosen)
        said = iter(crowd.said([(c.post, j) for c in lists for j, _ in c.related]))
        for pool, chosen in zip(packed, lists, strict=True):
            told = archive.told(chosen, islice(said, len(chosen.related)))
            found.append((pool, _listed(told)))
    return found


_Given = TypeVar("_Given")
_Done = TypeVar("_Done")

_given: list[object] = []
"""What forked workers find in their memory."""


def _over_the_cores(
    work: Callable[[_Given, range], _Done], given: _Given, count: int
) -> Iterator[_Done]:
    """What ``work`` makes of ``given``, stretch by stretch, over the cores when there is much."""
    workers = min(os.cpu_count() or 1, count // (ENOUGH // 2)) if sys.platform == "linux" else 1
    if workers < 2:  # noqa: PLR2004 - one is none
        yield work(given, range(count))
        return
    # Neighbours in time meet each other's neighbours, and a worker has a stretch of time.
    step = -(-count // workers)
    spans = [range(at, min(at + step, count)) for at in range(0, count, step)]
    _given.append(given)
    try:
        # No garbage is collected there: going through all it was given, it would copy it.
        with crew(workers, begin=gc.disable) as others:
            yield from others.map(partial(_at_work, work), spans)
    finally:
        _given.clear()


def _at_work(work: Callable[[_Given, range], _Done], span: range) -> _Done:
    return work(cast("_Given", _given[0]), span)


def _from_nothing(
    book: _Book, posts: Sequence[Candidate], digests: Sequence[bytes], text_of: TextOf
) -> _Made:
    work = (_in_columns if _many(posts) else _plainly)(posts, text_of)
    pools: list[bytes] = []
    fresh: dict[str, bytes] = {}
    catalog = _Catalog()
    catalog.grow(len(posts))
    for i, (post, (pool, listed)) in enumerate(zip(posts, work.found, strict=True)):
        pools.append(pool)
        fresh[post.path] = listed[0]
        catalog.note_pool(i, _unpacked(pool))
        catalog.note_list(i, listed)
    catalog.name({post.path: i for i, post in enumerate(posts)}, digests)
    book.write(
        {
            "posts": ((str(i), _row(posts[i], text)) for i, text in enumerate(work.texts)),
            "lists": ((str(i), (pools[i], listed)) for i, listed in enumerate(fresh.values())),
            "lines": ((str(n), (bucket,)) for n, bucket in enumerate(work.buckets)),
            **catalog.rows(),
        }
    )
    return _Made(catalog.slots, bytes(catalog.lists), fresh)


# --- by the change ----------------------------------------------------------------


class _Kept:
    """What the file holds, loaded where it is needed, and what an update makes of it."""

    def __init__(self, book: _Book) -> None:
        self.book = book
        self._texts: dict[int, Text] = {}
        self._buckets: dict[int, array[int]] = {}
        self._lists: dict[int, tuple[bytes, ...]] = {}
        self.changed_buckets: set[int] = set()
        self.pools: dict[int, Pool] = {}
        """Pools that changed."""
        self.archive = Archive({}, self.text)
        """The set as it is now."""

    def post(self, slot: int) -> Candidate:
        return _candidate.decode(self.book.want("posts", slot)[0])

    def text(self, post: int) -> Text:
        """The text of a post."""
        found = self._texts.get(post)
        if found is None:
            found = self._texts[post] = Text(*self.book.want("posts", post)[1:])
        return found

    def learn(self, slot: int, text: Text) -> None:
        self._texts[slot] = text

    def lines(self, post: int) -> Iterator[Line]:
        """Every line a post stands in."""
        for key, times in keyed(self.archive.posts[post], self.text(post)):
            line = self.line(key)
            yield line, place(line, post, self.archive.rank), times

    def line(self, key: int) -> _Line:
        """The posts with a key, in time order."""
        bucket = self.bucket(key % BUCKETS)
        start = bisect_left(bucket, key << ranking.SLOT_BITS)
        end = bisect_left(bucket, key + 1 << ranking.SLOT_BITS, lo=start)
        return _Line(bucket, key, start, end)

    def bucket(self, number: int) -> array[int]:
        found = self._buckets.get(number)
        if found is None:
            found = self._buckets[number] = array("Q", self.book.want("lines", number)[0])
        return found

    def pool(self, slot: int) -> Pool:
        """As kept; with what has been made of it since."""
        found = self.pools.get(slot)
        return dict(found) if found is not None else _unpacked(self._shown(slot)[0])

    def list(self, slot: int) -> bytes:
        """The list of a post, as kept."""
        return self._shown(slot)[1]

    def _shown(self, slot: int) -> tuple[bytes, ...]:
        found = self._lists.get(slot)
        if found is None:
            found = self._lists[slot] = self.book.want("lists", slot)
        return found


class _Line(Sequence[int]):
    """The posts with one key, in time order: a stretch of a bucket, which it changes."""

    def __init__(self, bucket: array[int], key: int, start: int, end: int) -> None:
        self._bucket = bucket
        self._key = key
        self._start = start
        self._end = end

    def __len__(self) -> int:
        return self._end - self._start

    @overload
    def __getitem__(self, at: int) -> int: ...
    @overload
    def __getitem__(self, at: slice) -> list[int]: ...
    def __getitem__(self, at: int | slice) -> int | list[int]:
        if isinstance(at, int):
            return self._bucket[self._start + at] & _SLOT
        start, end, _ = at.indices(len(self))
        return [entry & _SLOT for entry in self._bucket[self._start + start : self._start + end]]

    def insert(self, at: int, post: int) -> None:
        self._bucket.insert(self._start + at, self._key << ranking.SLOT_BITS | post)
        self._end += 1

    def remove(self, post: int) -> None:
        del self._bucket[self._start + self[:].index(post)]
        self._end -= 1


def place(line: Sequence[int], post: int, rank: Mapping[int, int]) -> int:
    """Where in a line a post stands."""
    return bisect_left(line, rank[post], key=rank.__getitem__)


def _window(line: Sequence[int], post: int, archive: Archive) -> Sequence[int]:
    return ranking.window(line, place(line, post, archive.rank))


def _renewed(
    book: _Book, posts: Sequence[Candidate], digests: Sequence[bytes], text_of: TextOf
) -> _Made | None:
    """What an update finds of what is kept; None when there is too little of it."""
    catalog = _Catalog.kept(book)
    if catalog is None:
        return None
    changed, gone = catalog.differences(posts, digests)
    if (len(changed) + len(gone)) * MANY > len(posts) + MANY:
        return None
    if not changed and not gone:
        return _Made(catalog.slots, bytes(catalog.lists), {})
    kept = _Kept(book)
    change = _Change(kept, catalog, posts, changed, gone, text_of)
    fresh = change.work_out()
    for slot, listed in fresh.items():
        catalog.note_list(slot, listed)
    for slot, pool in kept.pools.items():
        catalog.note_pool(slot, pool)
    catalog.name(change.slots, digests)
    shown = {slot: listed[0] for slot, listed in fresh.items()}
    for slot in kept.pools.keys() - shown.keys():
        shown[slot] = kept.list(slot)
    rows: dict[str, list[tuple[str, tuple[bytes, ...]]]] = {
        "lists": [(str(n), (_packed(kept.pool(n)), listed)) for n, listed in shown.items()],
        "posts": [(str(n), _row(post, kept.text(n))) for n, post in change.new.items()],
        "lines": [(str(n), (kept.bucket(n).tobytes(),)) for n in kept.changed_buckets],
        **catalog.rows(),
    }
    book.write(rows)
    at = change.archive.posts
    said = {at[slot].path: listed[0] for slot, listed in fresh.items()}
    return _Made(catalog.slots, bytes(catalog.lists), said)


class _Change:
    """One change of the published set: what it touches, and nothing else."""

    def __init__(
        self,
        kept: _Kept,
        catalog: _Catalog,
        posts: Sequence[Candidate],
        changed: Sequence[Candidate],
        gone: Sequence[int],
        text_of: TextOf,
    ) -> None:
        self.kept = kept
        self.catalog = catalog
        before = catalog.slots
        edited = [before[post.path] for post in changed if post.path in before]
        self.old = {slot: kept.post(slot) for slot in (*edited, *gone)}
        """Changed and removed posts as they were."""
        self._old_texts = {slot: kept.text(slot) for slot in self.old}
        self._old_paths = {post.path for post in self.old.values()}
        self._earlier: Archive | None = None
        if self.old:
            stood = {post.path: post for post in (*posts, *self.old.values())}
            self._earlier = Archive({before[path]: stood[path] for path in before}, kept.text)
        self.slots = slots = catalog.renumbered(posts, gone)
        """Path → number of every post now, in time order."""
        self.new = {slots[post.path]: post for post in changed}
        """Changed and added posts."""
        for slot, post in self.new.items():
            kept.learn(slot, read(post.title, text_of(post.path)))
        self.archive = Archive(dict(zip(slots.values(), posts, strict=True)), kept.text)
        kept.archive = self.archive
        self._gone_or_new = self.old.keys() | self.new.keys()
        self._stirred: set[int] = set()
        self._touched: set[int] = set()
        self._parted: dict[int, set[int]] = {}
        self._offered: dict[int, dict[int, int]] = {}

    def work_out(self) -> dict[int, _Listed]:
        """Slot → its list, of every list that may differ."""
        self._lines()
        listed = set(self.new)
        posts, archive = self.archive.posts, self.archive
        around = self._around()
        for slot in self.new:
            self.kept.pools[slot] = archive.pool(slot, self.kept.lines(slot))
        for slot in self._parted.keys() - self._stirred - self.new.keys():
            # It may now meet others more often than one in its pool; no one else got nearer.
            if not self._parted[slot].isdisjoint(self.kept.pool(slot)):
                self._stirred.add(slot)
        for slot in self._stirred - self.new.keys():
            if slot in posts and self._stir(slot):
                listed.add(slot)
        for slot in self._touched - self._stirred - self.new.keys():
            if slot in posts and self._refresh(slot):
                listed.add(slot)
        listed.update(filter(self._offer, self._offered.keys() - self._stirred - self.new.keys()))
        listed.update(slot for slot in around if slot in posts and self.catalog.filled[slot])
        changed = self._old_paths | {post.path for post in self.new.values()}
        listed.update(s for s, p in posts.items() if p.pin and not changed.isdisjoint(p.pin))
        pool = self.kept.pool
        return {slot: _listed(archive.suggestions(slot, pool(slot))) for slot in sorted(listed)}

    def _lines(self) -> None:
        """Bring every line of a changed post up to date, and see whom that touches."""
        were: dict[int, dict[int, int]] = {}
        are: dict[int, dict[int, int]] = {}
        for slot, post in self.old.items():
            for key, times in keyed(post, self._old_texts[slot]):
                were.setdefault(key, {})[slot] = times
        for slot, post in self.new.items():
            for key, times in keyed(post, self.kept.text(slot)):
                are.setdefault(key, {})[slot] = times
        for key in were.keys() | are.keys():
            self._line(key, were.get(key, {}), are.get(key, {}))

    def _line(self, key: int, were: Mapping[int, int], are: Mapping[int, int]) -> None:
        line = self.kept.line(key)
        if were.keys() == are.keys() and all(self._stands_still(slot) for slot in are):
            for slot in are:
                self._touched.update(_window(line, slot, self.archive))
            return
        for slot in were:
            assert self._earlier is not None
            self._stirred.update(_window(line, slot, self._earlier))
        self.kept.changed_buckets.add(key % BUCKETS)
        for slot in were:
            line.remove(slot)
        for slot in sorted(are, key=self.archive.rank.__getitem__):
            at = place(line, slot, self.archive.rank)
            # Whoever met across this place at the window's edge meets no more.
            for one in range(max(0, at - ranking.WINDOW), min(at, len(line) - ranking.WINDOW)):
                earlier, later = line[one], line[one + ranking.WINDOW]
                self._parted.setdefault(earlier, set()).add(later)
                self._parted.setdefault(later, set()).add(earlier)
            line.insert(at, slot)
        for slot, times in are.items():
            window = _window(line, slot, self.archive)
            if were or slot in self.old:
                self._stirred.update(window)
                continue
            for other in window:
                offers = self._offered.setdefault(other, {})
                offers[slot] = offers.get(slot, 0) + times

    def _stands_still(self, slot: int) -> bool:
        """Whether a post is the one that stood there, and at its place in time."""
        old, new = self.old.get(slot), self.new.get(slot)
        return old is not None and new is not None and (old.date, old.path) == (new.date, new.path)

    def _stir(self, slot: int) -> bool:
        """Make the pool of a post anew; whether its list may differ."""
        before = self.kept.pool(slot)
        known = {j: cos for j, (_, cos) in before.items() if j not in self._gone_or_new}
        pool = self.archive.pool(slot, self.kept.lines(slot), known)
        if pool != before:
            self.kept.pools[slot] = pool
        return pool != before or not self._gone_or_new.isdisjoint(pool)

    def _refresh(self, slot: int) -> bool:
        """Compare a post again with the changed ones in its pool; whether there are any."""
        pool = self.kept.pool(slot)
        inside = pool.keys() & self.new.keys()
        for j in inside:
            pool[j] = (pool[j][0], self.archive.cosine(slot, j))
        if inside:
            self.kept.pools[slot] = pool
        return bool(inside)

    def _offer(self, slot: int) -> bool:
        """Let new posts into the pool of a post, each in place of the last.

        Whether its list may differ.
        """
        offers = self._offered[slot]
        if max(offers.values()) < self.catalog.least[slot]:
            return False  # so it is with most of thousands
        pool = self.kept.pool(slot)
        near = self.archive.nearness(slot)
        met = {j: times for j, (times, _) in pool.items()} | offers
        best = sorted(met, key=lambda j: (-met[j], near(j)))[: ranking.POOL]
        inside = {j: self.archive.cosine(slot, j) for j in best if j in offers}
        if not inside:
            return False
        self.kept.pools[slot] = {
            j: (met[j], inside[j] if j in inside else pool[j][1]) for j in best
        }
        highest = max(cosine + self.archive.bonus(slot, j) for j, cosine in inside.items())
        return not self._stands(slot, highest, pool.keys() - set(best))

    def _stands(self, slot: int, highest: int, left: Iterable[int]) -> bool:
        """Whether the list of a post is as it was when others with no higher score join its pool.

        So it is when it was full before it came to them, and shows none that had to leave.
        """
        shown = _suggestions.decode(self.kept.list(slot))
        lowest = [s.score for s in shown if s.reasons[0].kind is not ReasonKind.PINNED]
        paths = {self.archive.posts[j].path for j in left}
        return (
            len(shown) == ranking.LIMIT
            and not self.catalog.filled[slot]
            and all(score > highest for score in lowest)
            and paths.isdisjoint(s.path for s in shown)
        )

    def _around(self) -> set[int]:
        """Who stands next to a changed post in time, among its kin or among all."""
        found: set[int] = set()
        for archive, slots in ((self.archive, self.new), (self._earlier, self.old)):
            if archive is not None:
                for slot in slots:
                    found.update(archive.around(slot, kin=True))
                    found.update(archive.around(slot, kin=False))
        return found


# --- rows -------------------------------------------------------------------------


class _Catalog:
    """All posts in time order, what is known of each, and the number it is known by.

    A stretch of posts to a row: what a change writes hardly grows with the archive.
    """

    def __init__(self) -> None:
        self._written: list[bytes] = []
        """The paths as they were found."""
        self._paths: list[str] = []
        self._digests = b""
        self._order = array("I")
        """In time order: paths, digests of what posts were, and their numbers."""
        self.slots: Mapping[str, int] = {}
        """Path → number, in time order."""
        self.lists = bytearray()
        """By number: digests of the lists."""
        self.least = bytearray()
        """What it takes to get into a pool: nothing while there is room."""
        self.filled = bytearray()
        """Whether a list was filled."""
        self._named: set[int] = set()
        self._noted: set[int] = set()

    @classmethod
    def kept(cls, book: _Book) -> _Catalog | None:
        """As it stands in ``book``; None when there is none. Raises _LostError."""
        whole = book.row("whole", "")
        if whole is None:
            return None
        found = cls()
        size, count = array("I", whole[0])
        for paths, digests, slots in book.chunks("names", size):
            found._written.append(paths)
            found._digests += digests
            found._order.frombytes(slots)
        for lists, least, filled in book.chunks("notes", count):
            found.lists += lists
            found.least += least
            found.filled += filled
        return found

    def rows(self) -> dict[str, list[tuple[str, tuple[bytes, ...]]]]:
        """What has changed, as it is kept, by table."""
        names: list[tuple[str, tuple[bytes, ...]]] = []
        notes: list[tuple[str, tuple[bytes, ...]]] = []
        for chunk in sorted(self._named):
            some, wide = _chunk(chunk, 1), _chunk(chunk, _WIDE)
            paths = "\n".join(self._paths[some]).encode()
            names.append((str(chunk), (paths, self._digests[wide], self._order[some].tobytes())))
        for chunk in sorted(self._noted):
            some, wide = _chunk(chunk, 1), _chunk(chunk, _WIDE)
            columns = (self.lists[wide], self.least[some], self.filled[some])
            notes.append((str(chunk), tuple(map(bytes, columns))))
        whole = array("I", (len(self._order), len(self.filled))).tobytes()
        return {"names": names, "notes": notes, "whole": [("", (whole,))]}

    def differences(
        self, posts: Sequence[Candidate], digests: Sequence[bytes]
    ) -> tuple[list[Candidate], list[int]]:
        """Posts that are new or not as they were, and the numbers of those that are gone.

        To be asked first of what is kept. Raises _LostError.
        """
        paths, whole = [post.path for post in posts], b"".join(digests)
        written = b"\n".join(self._written)
        same = whole == self._digests and "\n".join(paths).encode() == written
        self._paths = paths if same else written.decode().split("\n")
        if len(self._paths) != len(self._order):
            raise _LostError
        self.slots = dict(zip(self._paths, self._order, strict=True))
        if same:
            return [], []
        head = min(_agreeing(self._paths, paths), _agreeing(self._digests, whole) // _WIDE)
        rest = self._paths[head:][::-1], self._digests[head * _WIDE :][::-1]
        tail = min(
            _agreeing(rest[0], paths[head:][::-1]),
            _agreeing(rest[1], whole[head * _WIDE :][::-1]) // _WIDE,
        )
        # All that lies between where both begin alike and where both end alike.
        known = {
            self._paths[at]: self._digests[at * _WIDE : at * _WIDE + _WIDE]
            for at in range(head, len(self._paths) - tail)
        }
        changed = [
            posts[at]
            for at in range(head, len(posts) - tail)
            if known.pop(posts[at].path, None) != digests[at]
        ]
        return changed, [self.slots[path] for path in known]

    def renumbered(self, posts: Sequence[Candidate], gone: Sequence[int]) -> dict[str, int]:
        """Path → number of the posts there are now; free numbers are given again."""
        slots = {post.path: self.slots.get(post.path, -1) for post in posts}
        new = [path for path, slot in slots.items() if slot < 0]
        held = len(self.slots) - len(gone)
        free: list[int] = []
        if held < len(self.filled):
            free = sorted(set(range(len(self.filled))).difference(slots.values()))
        free += [self.grow() for _ in range(len(free), len(new))]
        slots.update(zip(new, free, strict=False))
        return slots

    def grow(self, count: int = 1) -> int:
        """Make room for so many more numbers; the first of them."""
        self.least += bytes(count)
        self.filled += bytes(count)
        self.lists += bytes(count * _WIDE)
        return len(self.filled) - count

    def name(self, slots: Mapping[str, int], digests: Sequence[bytes]) -> None:
        """Keep which posts there are: path → number, in time order, and their digests."""
        paths, order = list(slots), array("I", slots.values())
        whole = b"".join(digests)
        for chunk in range(-(-len(paths) // _CHUNK)):
            some, wide = _chunk(chunk, 1), _chunk(chunk, _WIDE)
            if (
                self._paths[some] != paths[some]
                or self._digests[wide] != whole[wide]
                or self._order[some] != order[some]
            ):
                self._named.add(chunk)
        self._paths, self._digests, self._order = paths, whole, order
        self.slots = slots

    def note_pool(self, slot: int, pool: Pool) -> None:
        """Keep what it takes to get into its pool."""
        full = len(pool) >= ranking.POOL
        self._noted.add(slot // _CHUNK)
        self.least[slot] = min(255, *(times for times, _ in pool.values())) if full else 0

    def note_list(self, slot: int, listed: _Listed) -> None:
        """Keep the digest of its list, and whether it was filled."""
        self._noted.add(slot // _CHUNK)
        _, self.lists[slot * _WIDE : slot * _WIDE + _WIDE], self.filled[slot] = listed


def _chunk(number: int, wide: int) -> slice:
    return slice(number * _CHUNK * wide, (number + 1) * _CHUNK * wide)


_Sequence = TypeVar("_Sequence", list[str], bytes)


def _agreeing(one: _Sequence, other: _Sequence) -> int:
    """How long two sequences are the same from their beginning."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _row(post: Candidate, text: Text) -> tuple[bytes, ...]:
    return (encode(post), text.terms, text.weights, text.keys, text.phrases)


def _packed(pool: Pool) -> bytes:
    return b"".join(
        (
            array("I", pool).tobytes(),
            array("I", [cosine for _, cosine in pool.values()]).tobytes(),
            array("H", [times for times, _ in pool.values()]).tobytes(),
        )
    )


def _unpacked(row: bytes) -> Pool:
    size, odd = divmod(len(row), 10)
    if odd:
        raise _LostError
    slots, cosines = array("I", row[: 4 * size]), array("I", row[4 * size : 8 * size])
    times = array("H", row[8 * size :])
    return dict(zip(slots, zip(times, cosines, strict=True), strict=True))


def _digests(posts: Sequence[Candidate], text_of: TextOf) -> list[bytes]:
    """Of every post a digest of all that its lists depend on, each ``_WIDE`` bytes."""
    given = [post.digest for post in posts]
    sizes = set(map(len, given))
    if sizes and min(sizes) >= _NARROW and max(sizes) <= _WIDE:
        return [digest.ljust(_WIDE, b"\0") for digest in given]
    whole = (
        digest or f"{post!r}\0{text_of(post.path)}".encode()
        for digest, post in zip(given, posts, strict=True)
    )
    return [hashlib.blake2b(one, digest_size=_WIDE).digest() for one in whole]


def _listed(suggestions: Sequence[Suggestion]) -> _Listed:
    filled = sum(s.reasons[0].kind is not ReasonKind.RECENT for s in suggestions) < ranking.ENOUGH
    return encode(suggestions), _told(suggestions), filled


def _told(suggestions: Sequence[Suggestion]) -> bytes:
    """Digest of a list, scores left out: no reader sees them."""
    shown = encode([(s.path, s.reasons) for s in suggestions])
    return hashlib.blake2b(shown, digest_size=_WIDE).digest()

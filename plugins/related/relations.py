"""Related news of a growing archive: the lists of ``ranking.related``, at the cost of a change.

On disk stand each post's text taken apart, the lines, the pools and the lists.
A build compares digests, and works out only

* the changed posts;
* those that a changed line lets meet others than before (``stirred``). A line
  that only grew, as when news is published, lets no old posts meet: there the new
  post is offered to the pools in its windows, and only who loses one of its pool
  looks again;
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
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar, cast, overload

import msgspec

from plugins.memory import Store, encode
from plugins.related import ranking
from plugins.related.ranking import Archive, Pool, in_time, keyed
from plugins.related.terms import Text, read
from plugins.related.values import Candidate, ReasonKind, Suggestion

BUCKETS = 4096
"""Lines are kept in so many rows, whatever the archive's size."""

MANY = 8
"""When more than one in so many posts changed, all is worked out from nothing."""

ENOUGH = 400
"""Posts before a second process pays for its start."""

_BATCH = 10_000
_SLOT_BITS = 28
_SLOT = (1 << _SLOT_BITS) - 1
_WIDE = 16
_IN_MEMORY = Path()
_TABLES = {"catalog": 4, "posts": 5, "lines": 1, "pools": 3, "lists": 1}

_suggestions = msgspec.json.Decoder(tuple[Suggestion, ...])
_candidate = msgspec.json.Decoder(Candidate)

TextOf = Callable[[str], str]
_Packed = tuple[bytes, bytes, bytes]
"""A pool: posts, lines in which each was met, cosines."""
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
    archive = Whole.read(posts, text_of).archive
    return {
        archive.posts[i].path: archive.suggestions(i, archive.pool(i), limit, floor)
        for i in archive.order
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
        with _uncollected():
            return self._update(candidates, text_of)

    def _update(self, candidates: Sequence[Candidate], text_of: TextOf) -> Lists:
        digests = {
            post.path: post.digest if len(post.digest) == _WIDE else _digest(post, text_of)
            for post in candidates
        }
        book = self._opened()
        if not book.hold():
            book = _Book(None)
        made: _Made | None = None
        try:
            with contextlib.suppress(_LostError):
                made = _renewed(book, candidates, digests, text_of)
            if made is None:
                book.empty()
                made = _from_nothing(book, candidates, digests, text_of)
        finally:
            book.let_go()
        fresh, slots = made.fresh, made.catalog.slots
        told = bytes(made.catalog.lists)

        def load(path: str) -> bytes:
            found = fresh.get(path)
            if found is None:
                slot = slots[path]
                row = self._opened().row("lists", str(slot))
                there = told[slot * _WIDE : slot * _WIDE + _WIDE]
                if row is not None and _told(_suggestions.decode(row[0])) == there:
                    return row[0]
                # Lost since the update: say it again.
                fresh.update(_from_nothing(_Book(None), candidates, digests, text_of).fresh)
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


class _Made:
    """What an update found."""

    def __init__(self, catalog: _Catalog, fresh: dict[str, bytes]) -> None:
        self.catalog = catalog
        self.fresh = fresh
        """Path → JSON of its list, where it was worked out now."""


class _Book(Store):
    """The file. Unlike what a Store keeps, rows here count on each other: all or none."""

    def __init__(self, file: Path | None) -> None:
        super().__init__(file or _IN_MEMORY, tables=_TABLES, key="related 2")

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
        except sqlite3.DatabaseError:
            self._lost()
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

    def empty(self) -> None:
        """Forget everything."""
        try:
            for table in _TABLES:
                self._db.execute(f"DELETE FROM {table}")  # noqa: S608 - our names
        except sqlite3.DatabaseError:
            self._lost()

    def write(self, rows: Mapping[str, Iterable[tuple[str, tuple[bytes, ...]]]]) -> None:
        """Put all ``rows``, by table, and commit; or lose the file and go on in memory."""
        try:
            for table, some in rows.items():
                self.put(table, some)
            self._db.commit()
        except sqlite3.DatabaseError:
            self._lost()


# --- from nothing ---------------------------------------------------------------


class Whole:
    """A whole published set in memory: posts are numbered in time order."""

    def __init__(self, posts: Sequence[Candidate], texts: Sequence[Text]) -> None:
        self.texts = texts
        self.keyed: dict[int, list[int]] = {}
        """Key → the posts with it, in time order."""
        self._lines: list[list[tuple[list[int], int, int]]] = []
        for i, (post, text) in enumerate(zip(posts, texts, strict=True)):
            stands = []
            for key, times in keyed(post, text):
                line = self.keyed.get(key)
                if line is None:
                    line = self.keyed[key] = []
                stands.append((line, len(line), times))
                line.append(i)
            self._lines.append(stands)
        self.archive = Archive(dict(enumerate(posts)), self)

    @classmethod
    def read(cls, posts: Sequence[Candidate], text_of: TextOf) -> Whole:
        """The texts read and taken apart, over the cores when there are many."""
        ordered = in_time(posts)
        return cls(ordered, list(_read_all(ordered, text_of)))

    def text(self, post: int) -> Text:
        """The text of a post."""
        return self.texts[post]

    def lines(self, post: int) -> Sequence[tuple[list[int], int, int]]:
        """Every line a post stands in, its place there and how much it counts."""
        return self._lines[post]


_Given = TypeVar("_Given")
_Found = TypeVar("_Found")

_given: list[object] = []
"""What forked workers find in their memory."""


def _over_the_cores(
    work: Callable[[_Given, range], list[_Found]], given: _Given, count: int, workers: int
) -> Iterator[_Found]:
    """What ``work`` makes of ``given``, in order; each worker has one stretch of it."""
    step = -(-count // workers)
    spans = [range(at, min(at + step, count)) for at in range(0, count, step)]
    _given.append(given)
    try:
        # No garbage is collected there: going through all it was given, it would copy it.
        with ProcessPoolExecutor(
            workers, mp_context=get_context("fork"), initializer=gc.disable
        ) as pool:
            for found in pool.map(partial(_at_work, work), spans):
                yield from found
    finally:
        _given.clear()


def _at_work(work: Callable[[_Given, range], list[_Found]], span: range) -> list[_Found]:
    return work(cast("_Given", _given[0]), span)


def _cores(work: int) -> int:
    """How many processes are worth their start: more than one only where a fork is safe."""
    return min(os.cpu_count() or 1, work // (ENOUGH // 2)) if sys.platform == "linux" else 1


def _read_all(posts: Sequence[Candidate], text_of: TextOf) -> Iterator[Text]:
    workers = _cores(len(posts))
    if workers < 2:  # noqa: PLR2004 - one is none
        yield from (read(post.title, text_of(post.path)) for post in posts)
        return
    # A batch at a time: texts wait in memory, where forked workers find them.
    for at in range(0, len(posts), _BATCH):
        batch = [(post.title, text_of(post.path)) for post in posts[at : at + _BATCH]]
        yield from _over_the_cores(_read_span, batch, len(batch), workers)


def _read_span(given: Sequence[tuple[str, str]], span: range) -> list[Text]:
    return [read(*given[i]) for i in span]


def _list_all(whole: Whole) -> Iterator[tuple[_Packed, _Listed]]:
    """Of every post in order: its pool and its list."""
    count = len(whole.texts)
    workers = _cores(count)
    if workers < 2:  # noqa: PLR2004 - one is none
        yield from (_list_one(whole.archive, i) for i in range(count))
        return
    # Neighbours in time meet each other's neighbours, and a worker has a stretch of time.
    yield from _over_the_cores(_list_span, whole, count, workers)


def _list_span(whole: Whole, span: range) -> list[tuple[_Packed, _Listed]]:
    return [_list_one(whole.archive, i) for i in span]


def _list_one(archive: Archive, i: int) -> tuple[_Packed, _Listed]:
    pool = archive.pool(i)
    return _packed(pool), _listed(archive, i, pool)


def _listed(archive: Archive, i: int, pool: Pool) -> _Listed:
    suggestions = archive.suggestions(i, pool)
    filled = sum(s.reasons[0].kind is not ReasonKind.RECENT for s in suggestions) < ranking.ENOUGH
    return encode(suggestions), _told(suggestions), filled


def _from_nothing(
    book: _Book, candidates: Sequence[Candidate], digests: Mapping[str, bytes], text_of: TextOf
) -> _Made:
    whole = Whole.read(candidates, text_of)
    posts = [whole.archive.posts[i] for i in range(len(whole.texts))]
    pools: list[tuple[str, tuple[bytes, ...]]] = []
    fresh: dict[str, bytes] = {}
    catalog = _Catalog((b"", b"", b"", b""))
    for i, (pool, listed) in enumerate(_list_all(whole)):
        path = posts[i].path
        pools.append((str(i), pool))
        fresh[path] = listed[0]
        catalog.note(catalog.slot(path), digests[path])
        catalog.note_list(i, listed)
    buckets = [array("Q") for _ in range(BUCKETS)]
    for key in sorted(whole.keyed):
        buckets[key % BUCKETS].extend([key << _SLOT_BITS | i for i in whole.keyed[key]])
    book.write(
        {
            "posts": ((str(i), _row(posts[i], whole.texts[i])) for i in range(len(posts))),
            "pools": pools,
            "lists": ((str(i), (fresh[post.path],)) for i, post in enumerate(posts)),
            "lines": ((str(n), (bucket.tobytes(),)) for n, bucket in enumerate(buckets)),
            "catalog": [("", catalog.row())],
        }
    )
    return _Made(catalog, fresh)


# --- by the change ----------------------------------------------------------------


class _Kept:
    """What the file holds, loaded where it is needed, and what an update makes of it."""

    def __init__(self, book: _Book) -> None:
        self.book = book
        self._texts: dict[int, Text] = {}
        self._buckets: dict[int, array[int]] = {}
        self.changed_buckets: set[int] = set()
        self.pools: dict[int, Pool] = {}
        """Pools that changed."""
        self.archive = Archive({}, self)
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

    def lines(self, post: int) -> Iterator[tuple[Sequence[int], int, int]]:
        """Every line a post stands in, its place there and how much it counts."""
        for key, times in keyed(self.archive.posts[post], self.text(post)):
            line = self.line(key)
            yield line, place(line, post, self.archive.rank), times

    def line(self, key: int) -> _Line:
        """The posts with a key, in time order."""
        bucket = self.bucket(key % BUCKETS)
        start = bisect_left(bucket, key, key=_key_of_entry)
        end = bisect_left(bucket, key + 1, lo=start, key=_key_of_entry)
        return _Line(bucket, key, start, end)

    def bucket(self, number: int) -> array[int]:
        found = self._buckets.get(number)
        if found is None:
            found = self._buckets[number] = array("Q", self.book.want("lines", number)[0])
        return found

    def pool(self, slot: int) -> Pool:
        """As kept; with what has been made of it since."""
        found = self.pools.get(slot)
        return dict(found) if found is not None else _unpacked(self.book.want("pools", slot))


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
        self._bucket.insert(self._start + at, self._key << _SLOT_BITS | post)
        self._end += 1

    def remove(self, post: int) -> None:
        del self._bucket[self._start + self[:].index(post)]
        self._end -= 1


def place(line: Sequence[int], post: int, rank: Mapping[int, int]) -> int:
    """Where in a line a post stands."""
    return bisect_left(line, rank[post], key=rank.__getitem__)


def _window(line: Sequence[int], post: int, archive: Archive) -> Sequence[int]:
    return ranking.window(line, place(line, post, archive.rank))


def _key_of_entry(entry: int) -> int:
    return entry >> _SLOT_BITS


def _renewed(
    book: _Book, candidates: Sequence[Candidate], digests: Mapping[str, bytes], text_of: TextOf
) -> _Made | None:
    """What an update finds of what is kept; None when there is too little of it."""
    row = book.row("catalog", "")
    if row is None:
        return None
    catalog = _Catalog(row)
    slots, known = catalog.slots, catalog.digests()
    changed = []
    for post in candidates:
        slot = slots.get(post.path)
        if slot is None or known[slot * _WIDE : slot * _WIDE + _WIDE] != digests[post.path]:
            changed.append(post)
    gone = sorted(slots[path] for path in slots.keys() - digests.keys())
    if (len(changed) + len(gone)) * MANY > len(candidates) + MANY:
        return None
    if not changed and not gone:
        return _Made(catalog, {})
    kept = _Kept(book)
    change = _Change(kept, catalog, candidates, changed, gone, text_of)
    fresh = change.work_out()
    rows: dict[str, list[tuple[str, tuple[bytes, ...]]]] = {"lists": [], "posts": []}
    for slot, listed in fresh.items():
        catalog.note_list(slot, listed)
        rows["lists"].append((str(slot), (listed[0],)))
    for slot, post in change.new.items():
        catalog.note(slot, digests[post.path])
        rows["posts"].append((str(slot), _row(post, kept.text(slot))))
    rows["pools"] = [(str(slot), _packed(pool)) for slot, pool in kept.pools.items()]
    rows["lines"] = [(str(n), (kept.bucket(n).tobytes(),)) for n in kept.changed_buckets]
    rows["catalog"] = [("", catalog.row())]
    book.write(rows)
    return _Made(catalog, {catalog.paths[slot]: listed[0] for slot, listed in fresh.items()})


class _Change:
    """One change of the published set: what it touches, and nothing else."""

    def __init__(
        self,
        kept: _Kept,
        catalog: _Catalog,
        candidates: Sequence[Candidate],
        changed: Sequence[Candidate],
        gone: Sequence[int],
        text_of: TextOf,
    ) -> None:
        self.kept = kept
        self.catalog = catalog
        edited = [catalog.slots[post.path] for post in changed if post.path in catalog.slots]
        self.old = {slot: kept.post(slot) for slot in (*edited, *gone)}
        """Changed and removed posts as they were."""
        self._old_texts = {slot: kept.text(slot) for slot in self.old}
        self._old_paths = {post.path for post in self.old.values()}
        before = dict(catalog.slots)
        catalog.drop(gone)
        self.new = {catalog.slot(post.path): post for post in changed}
        """Changed and added posts."""
        for slot, post in self.new.items():
            kept.learn(slot, read(post.title, text_of(post.path)))
        slots = catalog.slots
        self.archive = Archive({slots[post.path]: post for post in in_time(candidates)}, kept)
        kept.archive = self.archive
        self._gone_or_new = self.old.keys() | self.new.keys()
        self._earlier: Archive | None = None
        if self.old:
            stayed = (post for post in candidates if before.get(post.path, -1) not in self.new)
            earlier = in_time(
                [*(post for post in stayed if post.path in before), *self.old.values()]
            )
            self._earlier = Archive({before[post.path]: post for post in earlier}, kept)
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
            self.kept.pools[slot] = archive.pool(slot)
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
        for slot, offers in self._offered.items():
            if slot not in self._stirred and slot not in self.new and self._offer(slot, offers):
                listed.add(slot)
        listed.update(slot for slot in around if slot in posts and self.catalog.filled[slot])
        changed = self._old_paths | {post.path for post in self.new.values()}
        listed.update(s for s, p in posts.items() if p.pin and not changed.isdisjoint(p.pin))
        return {slot: _listed(archive, slot, self.kept.pool(slot)) for slot in sorted(listed)}

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
        pool = self.archive.pool(slot, known)
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

    def _offer(self, slot: int, offers: Mapping[int, int]) -> bool:
        """Let new posts into the pool of a post, each in place of the last; whether one got in."""
        pool = self.kept.pool(slot)
        if len(pool) >= ranking.POOL:
            least = min(times for times, _ in pool.values())
            offers = {j: times for j, times in offers.items() if times >= least}
        if not offers:
            return False
        near = self.archive.nearness(slot)
        met = {j: times for j, (times, _) in pool.items()} | dict(offers)
        best = sorted(met, key=lambda j: (-met[j], near(j)))[: ranking.POOL]
        inside = [j for j in best if j in offers]
        if inside:
            self.kept.pools[slot] = {
                j: (met[j], self.archive.cosine(slot, j) if j in offers else pool[j][1])
                for j in best
            }
        return bool(inside)

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
    """Which post has which number, and digests of what it is and of its list."""

    def __init__(self, row: tuple[bytes, ...]) -> None:
        paths, *digests, filled = row
        self.paths = paths.decode().split("\n") if filled else []
        self.slots = {path: slot for slot, path in enumerate(self.paths) if path}
        self._digests, self.lists = map(bytearray, digests)
        self.filled = bytearray(filled)
        self._free = [slot for slot, path in enumerate(self.paths) if not path]

    def row(self) -> tuple[bytes, ...]:
        """As it is kept."""
        paths = "\n".join(self.paths).encode()
        return paths, bytes(self._digests), bytes(self.lists), bytes(self.filled)

    def digests(self) -> bytes:
        """Of what each post was, by its number."""
        return bytes(self._digests)

    def note(self, slot: int, digest: bytes) -> None:
        """Keep of what a post is."""
        self._digests[slot * _WIDE : slot * _WIDE + _WIDE] = digest

    def note_list(self, slot: int, listed: _Listed) -> None:
        """Keep the digest of its list, and whether it was filled."""
        _, self.lists[slot * _WIDE : slot * _WIDE + _WIDE], self.filled[slot] = listed

    def drop(self, slots: Iterable[int]) -> None:
        for slot in slots:
            del self.slots[self.paths[slot]]
            self.paths[slot] = ""
            self._free.append(slot)

    def slot(self, path: str) -> int:
        """The number of ``path``; a new one when it has none."""
        if path not in self.slots:
            if not self._free:
                self._free.append(len(self.paths))
                self.paths.append("")
                self.filled.append(0)
                self._digests += bytes(_WIDE)
                self.lists += bytes(_WIDE)
            slot = self._free.pop()
            self.paths[slot], self.slots[path] = path, slot
        return self.slots[path]


def _row(post: Candidate, text: Text) -> tuple[bytes, ...]:
    return (encode(post), text.terms, text.weights, text.keys, text.phrases)


def _packed(pool: Pool) -> tuple[bytes, bytes, bytes]:
    return (
        array("I", pool).tobytes(),
        array("I", [times for times, _ in pool.values()]).tobytes(),
        array("I", [cosine for _, cosine in pool.values()]).tobytes(),
    )


def _unpacked(row: tuple[bytes, ...]) -> Pool:
    slots, times, cosines = (array("I", column) for column in row)
    return dict(zip(slots, zip(times, cosines, strict=True), strict=True))


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """No search for garbage meanwhile: of many small objects that are none, it is half the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _digest(post: Candidate, text_of: TextOf) -> bytes:
    of = post.digest or f"{post!r}\0{text_of(post.path)}".encode()
    return hashlib.blake2b(of, digest_size=_WIDE).digest()


def _told(suggestions: Sequence[Suggestion]) -> bytes:
    """Digest of a list, scores left out: no reader sees them."""
    shown = encode([(s.path, s.reasons) for s in suggestions])
    return hashlib.blake2b(shown, digest_size=_WIDE).digest()

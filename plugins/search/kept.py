"""Segments of whole texts, kept between builds: one more post costs what one post costs.

What is kept of a segment is a function of its posts, so it is committed at once, as related
news is. Of each post it keeps the text, of each shard its JSON; a file that is damaged, older
or of other code is made anew (``plugins/memory.py``).
"""

from __future__ import annotations

import contextlib
import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path

import msgspec

from plugins.garbage import uncollected
from plugins.memory import AtomicStore, LostError
from plugins.search.shards import Shard, Told, changed, decode
from plugins.search.texts import lines_of, shard_of, terms

SIZE = 16
"""Bytes of a digest."""

HOLE = bytes(SIZE)
"""In place of the digest of a text at a place that a withdrawn post keeps."""

MANY = 8
"""When more than one place in so many changed, all is made from nothing."""

BATCH = 200
"""Posts before it pays to load numpy."""

TextOf = Callable[[int], str]
"""Place → title and body, plain text, of the post there."""

_TABLES = {"whole": 2, "texts": 1, "shards": 1}


class Segment:
    """The shards of some posts, each decoded only when it is asked for."""

    def __init__(self, digests: Sequence[bytes], load: Callable[[int], bytes]) -> None:
        self.digests = digests
        """Of each shard, by its number."""
        self._load = load

    def shard(self, number: int) -> bytes:
        """Its JSON. Works in forked processes too."""
        return self._load(number)


class SegmentStore:
    """One segment; ``file`` None keeps nothing beyond this object."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._store: AtomicStore | None = None
        self._pid = 0

    def update(self, digests: Sequence[bytes], text_of: TextOf, shards: int) -> Segment:
        """The segment of the texts whose ``digests`` stand at their places, in ``shards`` parts.

        Equal digests are of equal texts. ``text_of`` is asked for new and changed ones only.
        Raises ValueError for a digest of another size: none would be found again.
        """
        if not set(map(len, digests)) <= {SIZE}:
            raise ValueError(SIZE)
        with uncollected():
            store = self._opened()
            if not store.hold():
                store = AtomicStore(None, tables=_TABLES, key=_KEY)
            try:
                found, fresh = _updated(store, digests, text_of, shards)
            finally:
                store.let_go()

        def load(number: int) -> bytes:
            if number not in fresh:
                row = self._opened().row("shards", str(number))
                if row is not None and _digest(row[0]) == found[number]:
                    return row[0]
                # Lost since the update: make it again.
                fresh.update(dict(enumerate(_from_nothing(digests, text_of, shards)[1])))
            return fresh[number]

        return Segment(found, load)

    def _opened(self) -> AtomicStore:
        """One connection a process: SQLite's cannot be carried over a fork."""
        if self._store is None or (self._pid != os.getpid() and self._file is not None):
            self._store = AtomicStore(self._file, tables=_TABLES, key=_KEY)
            self._pid = os.getpid()
        return self._store


_KEY = "search 2"


def _updated(
    store: AtomicStore, digests: Sequence[bytes], text_of: TextOf, shards: int
) -> tuple[list[bytes], dict[int, bytes]]:
    """The digest of each shard; number → JSON of those that were made now."""
    state = b"".join(digests)
    # A row that is not what it should be is as good as none.
    with contextlib.suppress(LostError, KeyError, ValueError):
        before, kept = store.want("whole", "")
        found = _split(kept)
        if len(found) == shards:
            if before == state:
                return found, {}
            was = _split(before)
            places = _differing(was, digests)
            if len(places) * MANY <= len(digests) + MANY:
                edit = _Edit(store, was, digests, text_of)
                fresh = edit.shards(places, shards)
                for number, made in fresh.items():
                    found[number] = _digest(made)
                _save(store, state, found, edit.texts, fresh)
                return found, fresh
    texts, shards_made = _from_nothing(digests, text_of, shards)
    fresh = dict(enumerate(shards_made))
    found = list(map(_digest, shards_made))
    store.empty()
    _save(store, state, found, dict(enumerate(texts)), fresh)
    return found, fresh


class _Edit:
    """What becomes of shards when the texts at some places are other ones."""

    def __init__(
        self, store: AtomicStore, was: Sequence[bytes], now: Sequence[bytes], text_of: TextOf
    ) -> None:
        self._store, self._was, self._now, self._text_of = store, was, now, text_of
        self.texts: dict[int, str] = {}
        """Place → its text now; of none an empty one."""

    def shards(self, places: Iterable[int], shards: int) -> dict[int, bytes]:
        """Number → JSON of those that change. Raises LostError, KeyError, ValueError."""
        lost: dict[int, list[Told]] = defaultdict(list)
        won: dict[int, list[Told]] = defaultdict(list)
        for place in places:
            self.texts[place] = _text(self._now, self._text_of, place)
            before = terms(lines_of(self._text_before(place)))
            after = terms(lines_of(self.texts[place]))
            for term in before - after:
                lost[shard_of(term.word, shards)].append((term, place))
            for term in after - before:
                won[shard_of(term.word, shards)].append((term, place))
        return {
            number: _encode(changed(self._shard(number), lost[number], won[number]))
            for number in sorted(lost.keys() | won.keys())
        }

    def _text_before(self, place: int) -> str:
        if place >= len(self._was) or self._was[place] == HOLE:
            return ""
        return self._store.want("texts", str(place))[0].decode()

    def _shard(self, number: int) -> Shard:
        return decode(self._store.want("shards", str(number))[0])


def _differing(was: Sequence[bytes], now: Sequence[bytes]) -> list[int]:
    """The places where another text stands, or none any more."""
    longest = max(len(was), len(now))
    pairs = zip(_filled(was, longest), _filled(now, longest), strict=True)
    return [place for place, (one, other) in enumerate(pairs) if one != other]


def _filled(digests: Sequence[bytes], size: int) -> Sequence[bytes]:
    return [*digests, *[HOLE] * (size - len(digests))]


def _text(digests: Sequence[bytes], text_of: TextOf, place: int) -> str:
    is_there = place < len(digests) and digests[place] != HOLE
    return text_of(place) if is_there else ""


def _from_nothing(
    digests: Sequence[bytes], text_of: TextOf, shards: int
) -> tuple[list[str], list[bytes]]:
    """The text at every place, and all shards."""
    texts = [_text(digests, text_of, place) for place in range(len(digests))]
    return texts, list(
        map(_encode, (_together if len(texts) >= BATCH else _plainly)(texts, shards))
    )


def _plainly(texts: Sequence[str], shards: int) -> Iterable[Shard]:
    told: dict[int, list[Told]] = defaultdict(list)
    for place, text in enumerate(texts):
        for term in terms(lines_of(text)):
            told[shard_of(term.word, shards)].append((term, place))
    return [changed({}, (), told[number]) for number in range(shards)]


def _together(texts: Sequence[str], shards: int) -> Iterable[Shard]:
    """The same, by what takes longer to load than one post to publish."""
    from plugins.search.batch import shards_of  # noqa: PLC0415

    return shards_of(texts, shards)


def _save(
    store: AtomicStore,
    state: bytes,
    digests: Sequence[bytes],
    texts: Mapping[int, str],
    shards: Mapping[int, bytes],
) -> None:
    store.write(
        {
            "whole": [("", (state, b"".join(digests)))],
            "texts": ((str(place), (text.encode(),)) for place, text in texts.items()),
            "shards": ((str(number), (made,)) for number, made in shards.items()),
        }
    )


_encode = msgspec.json.encode


def _split(joined: bytes) -> list[bytes]:
    return [joined[at : at + SIZE] for at in range(0, len(joined), SIZE)]


def _digest(shard: bytes) -> bytes:
    return blake2b(shard, digest_size=SIZE).digest()

"""Many texts at once: what ``shards.changed`` makes of nothing, in columns.

What a word tells of a place is one number, so that sorting the numbers puts every list in order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from plugins.search.shards import Shard, line_of
from plugins.search.texts import AFTER, ALONE, BEFORE, level_of, shard_of, words_of
from plugins.vietnamese import nfc

Numbers = NDArray[np.uint64]


def shards_of(texts: Iterable[str], shards: int) -> list[Shard]:
    """All shards of ``texts``, each at its place. Raises OverflowError beyond some millions."""
    names, words, places, pairs = _read(texts)
    word_bits, place_bits = (
        len(names).bit_length(),
        int(places[-1]).bit_length() if len(places) else 1,
    )
    if 2 * word_bits + 2 + place_bits > np.iinfo(np.uint64).bits:
        raise OverflowError
    side_at, word_at = np.uint64(word_bits + place_bits), np.uint64(word_bits + place_bits + 2)
    other_at, place_mask = np.uint64(place_bits), np.uint64((1 << place_bits) - 1)
    level = np.array([level_of[name] for name in names], np.int8)
    one, following = words[pairs], words[pairs + 1]
    leads = level[one] >= level[following]
    told = _unique(
        np.where(leads, one, following) << word_at
        | np.where(leads, np.uint64(AFTER), np.uint64(BEFORE)) << side_at
        | np.where(leads, following, one) << other_at
        | places[pairs]
    )
    rare = level[words] > 0
    said = _unique(words[rare] << word_at | np.uint64(ALONE) << side_at | places[rare])
    telling = _unique(told >> word_at << word_at | told & place_mask)
    alone = said[np.isin(said, telling, assume_unique=True, invert=True)]
    return _shards(np.sort(np.concatenate((told, alone))), names, (word_bits, place_bits), shards)


def _read(texts: Iterable[str]) -> tuple[list[str], Numbers, Numbers, NDArray[np.int64]]:
    """Every word once, in order; by its number there each word said, its place, who has a next."""
    numbers: defaultdict[str, int] = defaultdict()
    numbers.default_factory = numbers.__len__
    pieces: defaultdict[str, int] = defaultdict()
    pieces.default_factory = pieces.__len__
    said: list[int] = []
    """What stands between white space, by its number: mostly one word."""
    sizes: list[int] = []
    lengths: list[int] = []
    for text in texts:
        before = len(said)
        for one in nfc(text).splitlines():
            there = one.split()
            said += map(pieces.__getitem__, there)
            lengths.append(len(there))
        sizes.append(len(said) - before)
    spoken = [[numbers[word] for word in words_of[piece]] for piece in pieces]
    names = sorted(numbers)
    rank = np.empty(len(names), np.uint64)
    rank[[numbers[name] for name in names]] = np.arange(len(names), dtype=np.uint64)
    place = np.repeat(np.arange(len(sizes), dtype=np.uint64), sizes)
    line = np.repeat(np.arange(len(lengths), dtype=np.int32), np.array(lengths, np.int64))
    # Every piece in as many places as it has words, and in them its words one after another.
    of = np.array(said, np.int32)
    count = np.array([len(words) for words in spoken], np.int32)
    first = (np.cumsum(count) - count).astype(np.int32)
    times = count[of]
    start = (np.cumsum(times) - times).astype(np.int32)
    at = np.repeat(first[of] - start, times) + np.arange(int(times.sum()), dtype=np.int32)
    words = rank[np.array([number for words in spoken for number in words], np.int32)][at]
    line = np.repeat(line, times)
    return names, words, np.repeat(place, times), np.flatnonzero(line[1:] == line[:-1])


def _unique(numbers: Numbers) -> Numbers:
    """Each of ``numbers`` once, the least first; ``np.unique`` takes eight times as long."""
    found: Numbers = np.sort(numbers)
    is_new = np.append(True, found[1:] != found[:-1])[: len(found)]
    return np.compress(is_new, found)


def _shards(told: Numbers, names: Sequence[str], bits: tuple[int, int], shards: int) -> list[Shard]:
    found: list[dict[str, str]] = [{} for _ in range(shards)]
    for word, entries in groupby(_entries(told, *bits), itemgetter(0)):
        tables: list[list[tuple[str, str]]] = [[], [], []]
        for _, side, other, steps in entries:
            tables[side].append((names[other] if side else "", steps))
        found[shard_of(names[word], shards)][names[word]] = line_of(*tables)
    return list(found)


def _entries(told: Numbers, word_bits: int, place_bits: int) -> Iterator[tuple[int, int, int, str]]:
    """Word, side, other word, and the steps of the places, in order."""
    lists = told >> np.uint64(place_bits)
    new = np.append(True, lists[1:] != lists[:-1])[: len(told)]
    starts = np.flatnonzero(new)
    places = (told & np.uint64((1 << place_bits) - 1)).astype(np.int64)
    apart = np.diff(places, prepend=0)
    apart[starts] = places[starts]
    written = np.array([str(n) for n in range(int(apart.max(initial=0)) + 1)], object)
    steps = written[apart].tolist()  # each number is written once: there are millions of steps
    of = lists[starts]
    mask = np.uint64((1 << word_bits) - 1)
    sides = of >> np.uint64(word_bits) & np.uint64(3)
    words = of >> np.uint64(word_bits + 2)
    ends = [*starts.tolist(), len(told)][1:]
    joined = [",".join(steps[a:b]) for a, b in zip(starts.tolist(), ends, strict=True)]
    columns = words.tolist(), sides.tolist(), (of & mask).tolist(), joined
    return zip(*columns, strict=True)

"""Imprints kept in segments are those of the files as they are, in few rows, whatever is lost."""

from __future__ import annotations

import hashlib
import tempfile
from array import array
from itertools import accumulate
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from desk.verify import segments
from desk.verify.columns import DIGEST
from desk.verify.segments import Segments
from plugins.memory import Store
from tests.support.long import examples

TABLES = {"imprints": 4, "whole": 1}


@pytest.fixture(autouse=True, scope="module")
def _small():
    was, segments.FULL = segments.FULL, 8
    yield
    segments.FULL = was


def opened(file: Path) -> Store:
    return Store(file, tables=TABLES, key="test")


def digests(files: dict[int, int]) -> bytes:
    """Of files whose content is a number; of those that are not there, nothing."""
    every = range(max(files, default=-1) + 1)
    return b"".join(
        hashlib.sha256(b"%d" % files[one]).digest() if one in files else bytes(DIGEST)
        for one in every
    )


def imprint(content: int) -> bytes:
    return b"%04d" % content + bytes(2 * (content % 5))


def known(found: Segments, now: bytes) -> dict[int, bytes]:
    every: dict[int, bytes] = {}
    for one in found:
        sizes = array("I", one.sizes)
        ends = accumulate(sizes)
        for number, size, end, is_live in zip(
            array("I", one.numbers), sizes, ends, one.live(now), strict=True
        ):
            if is_live:
                every[number] = one.signs[end - size : end]
    return every


# A history: files that are written (number → content) and dropped at a time.
steps = st.lists(
    st.tuples(
        st.dictionaries(st.integers(0, 30), st.integers(0, 50), max_size=20),
        st.sets(st.integers(0, 30), max_size=3),
    ),
    max_size=30,
)


@settings(max_examples=examples(50), deadline=None)
@example([(dict.fromkeys(range(count), 0), set()) for count in (17, 18, 18, 0)])
@example([(dict.fromkeys(range(count), 0), set()) for count in (1, 8, 2, 1, 8, 2, 1)])
@given(steps)
def test_what_is_kept_is_the_imprint_of_every_file_as_it_is(history):
    with tempfile.TemporaryDirectory() as folder:
        files: dict[int, int] = {}
        for written, dropped in history:
            store = opened(Path(folder) / "imprints.sqlite3")  # as another process finds it
            files |= written
            for one in dropped:
                files.pop(one, None)
            found, now = Segments(store), digests(files | written)
            found.add({number: imprint(content) for number, content in written.items()}, now)
            now = digests(files)
            found.prune(now, len(files))
            store.commit()
            assert known(found, now) == {n: imprint(content) for n, content in files.items()}
            assert known(Segments(store), now) == known(found, now)
            rows = [array("I", one.numbers) for one in found]
            assert sum(map(len, rows)) <= 2 * len(files) + 2 * segments.FULL + len(written)
            small = sum(len(row) <= segments.FULL // 2 for row in rows)
            # No row is put together with a full one, so some small ones stay before each of these.
            assert small <= 4 * (1 + len(rows) - small)
            store.close()


def test_a_row_that_is_lost_takes_no_other_with_it_and_gives_nothing_old(tmp_path):
    file, files = tmp_path / "imprints.sqlite3", dict.fromkeys(range(6), 1)
    store = opened(file)
    found = Segments(store)
    found.add({number: imprint(1) for number in files}, digests(files))
    files |= {2: 7}
    found.add({2: imprint(7)}, digests(files))
    store.commit()
    assert known(found, digests(files))[2] == imprint(7)

    store.save("imprints", (), ["2"])  # the one with the new imprint
    assert known(Segments(store), digests(files)) == dict.fromkeys({*range(6)} - {2}, imprint(1))
    store.close()

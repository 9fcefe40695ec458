"""A release is exactly its files, whatever tree it is made of; and a hundred take little room."""

import os
import random
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from multiprocessing import get_context
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk.publish import disk
from desk.publish.damage import examine
from desk.publish.live import stamp_again
from desk.publish.lock import NAME, locked
from desk.publish.releases import Releases
from desk.publish.tree import Base, entry_of, scan, stage
from tests.support.long import examples
from tests.unit.test_publish_releases import written

NAMES = st.sampled_from(["a", "b", "c/d", "c/e", "c/f/g", "h"])
TREES = st.dictionaries(NAMES, st.sampled_from(["một", "hai"]), max_size=6)


@pytest.fixture
def trials(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Folders, each for one trial; nothing waits for the disk."""
    monkeypatch.setattr(disk, "_syncfs", lambda: lambda _descriptor: None)
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)
    return (tmp_path / str(number) for number in count())


def link_some(source: Path, target: Path, lent: set[str]) -> None:
    """What a release pruned long ago still shares with the one that readers see."""
    for path in lent:
        if (source / path).is_file() and not (target / path).exists():
            (target / path).parent.mkdir(parents=True, exist_ok=True)
            os.link(source / path, target / path)


@settings(
    max_examples=examples(20),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(TREES, TREES, TREES, st.sets(NAMES))
def test_a_tree_put_aside_becomes_exactly_the_next_release(
    trials: Iterator[Path],
    seen: dict[str, str],
    left: dict[str, str],
    wanted: dict[str, str],
    lent: set[str],
) -> None:
    place = next(trials)
    for name, files in (("seen", seen), ("staging", left), ("output", wanted)):
        (place / name).mkdir(parents=True)
        written(place / name, files)
    link_some(place / "seen", place / "staging", lent)
    seen_files = dict(scan(place / "seen"))
    sound = examine(place / "seen", seen_files).stamps
    base = Base(tree=str(place / "seen"), files=seen_files, sound=sound)
    files = {path: entry_of(text.encode()) for path, text in wanted.items()}

    stage(place / "output", place / "staging", files, base, at=lambda _step: None)

    assert dict(scan(place / "staging")) == files
    assert dict(scan(place / "seen")) == base.files
    folders = {p.relative_to(place / "staging") for p in (place / "staging").rglob("*/")}
    assert folders == {parent for path in files for parent in list(Path(path).parents)[:-1]}
    for path, entry in files.items():
        shared = (place / "seen" / path, place / "staging" / path)
        if path in base.files:
            assert shared[0].samefile(shared[1]) == (base.files[path] == entry)


def blocks(folder: Path) -> int:
    """Bytes that ``folder`` takes on disk: each file once, however many names it has."""
    found = {}
    for place, _, names in os.walk(folder):
        for status in map(os.lstat, (place, *(f"{place}/{name}" for name in names))):
            found[status.st_ino] = status.st_blocks
    return 512 * sum(found.values())


def test_a_hundred_releases_of_one_more_post_each_take_less_room_than_two(
    trials: Iterator[Path],
) -> None:
    """Three hundred files as large as a page is; every release adds one and changes nine."""
    keep, place = 10, next(trials)
    page = "Viện kiểm sát nhân dân. " * 500
    output = written(place / "output", {f"{i % 3}/{i}.html": f"{page}{i}" for i in range(300)})
    peak = 0

    def at(step: str) -> None:
        nonlocal peak
        if step == "noted":  # with the new release, and nothing pruned yet
            peak = max(peak, blocks(releases.folder))

    (place / "public").mkdir()
    releases = Releases(folder=place / "public", at=at)
    files = dict(scan(output))
    releases.release(output, files, {})
    for post in range(1, 100):
        texts = {f"{i % 3}/{i}.html": f"{page}{i} {post}" for i in range(post, post + 9)}
        texts[f"0/moi-{post}.html"] = f"{page}{post}"
        written(output, texts)
        files = files | {path: entry_of(text.encode()) for path, text in texts.items()}
        seen = releases.current()

        releases.release(output, files, {})
        releases.prune(keep)

        assert releases.numbers() == list(range(max(1, post + 2 - keep), post + 2))
        assert releases.before(releases.current()) == seen

    assert peak < 2 * blocks(releases.tree(100))
    for number in releases.numbers():
        manifest = releases.manifest(number)
        assert manifest is not None
        assert releases.damage(manifest) == []


def published(folder: Path, output: Path) -> None:
    """One publication, in a process that may be killed; what it finds wrong is told beside."""
    releases = Releases(folder=folder)
    with locked(folder):
        releases.tidy()
        seen = releases.look()
        if seen is not None and (seen.damages or seen.doubt):
            (folder.parent / "accused").write_text(f"{seen.doubt} {seen.damages}", "utf-8")
        wait = releases.prepare_spare()
        files = dict(scan(output))
        if wait is not None and seen is not None:
            wait()
            seen = replace(seen, sound=stamp_again(folder, seen.number))
        base = seen.base if seen is not None else None
        releases.release(output, files, {}, releases.look_over_spare(base), seen)
        releases.prune(2)


def once(folder: Path, output: Path, *, killed_after: float | None = None) -> bool:
    """Whether a publication ended by itself, which is killed if it takes that many seconds."""
    process = get_context("fork").Process(target=published, args=(folder, output))
    process.start()
    process.join(killed_after)
    ended = process.exitcode is not None
    process.kill()
    process.join()
    assert process.exitcode in {0, -signal.SIGKILL}
    return ended


@pytest.mark.skipif(sys.platform != "linux", reason="forks and kills processes")
def test_killed_at_random_moments_nothing_is_half_nothing_grows_and_nobody_is_accused(
    trials: Iterator[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second tree is linked in a process of its own, which outlives the killed one."""
    monkeypatch.setattr("desk.publish.spare.LARGE", 0)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    place, dice = next(trials), random.Random(20261128)
    page = "Viện kiểm sát nhân dân. " * 100
    versions = [
        written(
            place / f"ban-{v}",
            {f"{i % 7}/{i}.html": f"{page}{i} {v if i % 5 == v else ''}" for i in range(150)},
        )
        for v in range(3)
    ]
    folder = place / "public"
    folder.mkdir()
    releases = Releases(folder=folder)
    start = time.monotonic()
    assert once(folder, versions[0])
    whole = time.monotonic() - start  # on this machine, now
    killed, most = 0, blocks(folder)
    wanted = examples(15, long=1000)
    for attempt in count():
        if killed >= wanted:
            break
        ended = once(folder, versions[attempt % 3], killed_after=dice.uniform(0, 1.2) * whole)
        killed += not ended
        current = releases.current()
        assert current is not None
        manifest = releases.manifest(current)
        assert manifest is not None
        assert releases.damage(manifest) == []
        assert dict(scan(releases.link)) in [dict(scan(version)) for version in versions]
        most = max(most, blocks(folder))
        if ended:
            start = time.monotonic()
            assert once(folder, versions[0])
            whole = (whole + time.monotonic() - start) / 2
    time.sleep(0.2)  # for who still links

    assert once(folder, versions[0])

    assert not (place / "accused").exists()
    assert most < 8 * blocks(versions[0])
    assert blocks(folder) < 6 * blocks(versions[0])
    assert len(releases.numbers()) <= 3
    for number in releases.numbers():
        manifest = releases.manifest(number)
        assert manifest is not None
        assert releases.damage(manifest) == []
    names = {
        p.name for p in (folder, folder / "releases", folder / "manifests") for p in p.iterdir()
    }
    assert {name for name in names if name[0] == "."} <= {NAME, ".spare"}

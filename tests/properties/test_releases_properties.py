"""A release is exactly its files, whatever tree it is made of; and a hundred take little room."""

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk.publish import disk
from desk.publish.damage import examine
from desk.publish.releases import Releases
from desk.publish.tree import Base, entry_of, scan, stage
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
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
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

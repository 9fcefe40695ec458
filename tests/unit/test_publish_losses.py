"""What is lost beside the releases is found again, and nothing readers saw is ever removed."""

import errno
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from desk.publish.history import NAME, History, Live
from desk.publish.place import current_manifest
from desk.publish.releases import Releases, Tidied
from desk.publish.tree import scan
from plugins.vietnamese import VIETNAM
from tests.unit.test_publish_releases import put_out, written


@pytest.fixture
def releases(tmp_path: Path) -> Releases:
    """Three releases, and readers were taken back to the first."""
    (tmp_path / "public").mkdir()
    releases = Releases(folder=tmp_path / "public")
    for text in ("một", "hai", "ba"):
        put_out(releases, written(tmp_path / "output", {"index.html": text, "chung.html": "chung"}))
    releases.show(1, "rollback")
    assert releases.tidy() == Tidied()
    return releases


def history(releases: Releases) -> list[tuple[int, str]]:
    return [(live.release, live.did) for live in releases.history()]


def index(releases: Releases) -> str:
    return (releases.link / "index.html").read_text("utf-8")


DAMAGES: dict[str, Callable[[Path], object]] = {
    "lost": lambda file: file.unlink(),
    "emptied": lambda file: file.write_bytes(b""),
    "rubbish": lambda file: file.write_bytes(os.urandom(400)),
    "other": lambda file: file.write_text('{"at": 7}\n[]\n"x"\n{"at":"2026-01-01","release":1}\n'),
    "deep": lambda file: file.write_text("[" * 100_000),
    "first lines lost": lambda file: file.write_bytes(file.read_bytes()[-150:]),
    "last lines lost": lambda file: file.write_bytes(file.read_bytes()[:100]),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_what_a_damaged_history_no_longer_says_is_written_into_it_again(
    releases: Releases, damage: Callable[[Path], object]
) -> None:
    damage(releases.folder / NAME)

    tidied = releases.tidy()

    assert not tidied.removed
    assert releases.numbers() == [1, 2, 3]
    assert [number for number, _ in history(releases)][-3:] == [2, 3, 1]
    assert releases.current() == 1
    assert releases.is_noted()
    assert releases.tidy() == Tidied()


def test_what_was_lost_of_a_busy_second_is_put_where_it_belongs(tmp_path: Path) -> None:
    known, at = History(tmp_path / NAME), datetime(2026, 3, 20, 8, tzinfo=VIETNAM)
    known.add(1, "publish", at)
    known.add(4, "publish", at)
    known.add(1, "rollback", at)
    known.add(6, "publish", at + timedelta(seconds=1))

    known.insert(Live(at=at, release=number, did="rebuilt") for number in (5, 3, 2))

    assert [live.release for live in known.read()] == [1, 2, 3, 4, 5, 1, 6]


def test_it_is_said_how_many_were_lacking(releases: Releases) -> None:
    (releases.folder / NAME).unlink()

    assert "thiếu 2 bản" in releases.tidy().mended[0]


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo])
def test_what_stands_in_the_place_of_the_history_is_put_aside(
    releases: Releases, make: Callable[[Path], None]
) -> None:
    (releases.folder / NAME).unlink()
    make(releases.folder / NAME)
    assert releases.history() == []

    said = releases.tidy().mended

    assert f"{NAME}.khac-1" in said[0]
    assert [number for number, _ in history(releases)] == [2, 3, 1]


def test_a_manifest_that_is_lost_too_is_left_out_of_the_history(releases: Releases) -> None:
    (releases.folder / NAME).unlink()
    (releases.folder / "manifests" / "2.json").write_text('{"format":1,"made":"x","before":1}')

    releases.tidy()

    assert [number for number, _ in history(releases)] == [3, 1]
    assert releases.numbers() == [1, 2, 3]


def test_a_lost_link_shows_again_what_the_history_says_readers_saw(releases: Releases) -> None:
    releases.link.unlink()
    assert releases.last_shown() == 1

    said = releases.tidy().mended

    assert "đã đặt lại: độc giả lại xem bản 1" in said[0]
    assert index(releases) == "một"


def test_with_link_and_history_lost_nothing_is_shown_that_may_have_been_taken_back(
    releases: Releases, tmp_path: Path
) -> None:
    releases.link.unlink()
    (releases.folder / NAME).unlink()

    releases.tidy()

    assert releases.current() is None
    assert releases.numbers() == [1, 2, 3]
    assert current_manifest(releases).files == dict(scan(releases.tree(3)))
    made = put_out(releases, written(tmp_path / "output", {"index.html": "bốn"}))
    assert made.number == 4
    assert index(releases) == "bốn"


def test_a_release_that_no_reader_saw_is_removed_and_one_that_is_not_known_of_stays(
    releases: Releases,
) -> None:
    (releases.folder / "manifests" / "3.unseen").touch()
    (releases.folder / NAME).unlink()
    History(releases.folder / NAME).add(1, "rollback")

    tidied = releases.tidy()

    assert tidied.removed == ("3",)
    assert releases.numbers() == [1, 2]
    assert not (releases.folder / "manifests" / "3.unseen").exists()


def test_a_number_is_never_given_twice(releases: Releases, tmp_path: Path) -> None:
    (releases.folder / NAME).unlink()
    (releases.folder / "releases" / "3").rename(tmp_path / "mang-di")

    assert put_out(releases, tmp_path / "output").number == 4


# --- a disk that takes nothing more ------------------------------------------------

BACK = """
import sys
from pathlib import Path
from desk.publish.lock import locked
from desk.publish.releases import Releases
releases = Releases(folder=Path(sys.argv[1]))
with locked(releases.folder):
    releases.tidy()
    releases.show(2, "rollback")
print(releases.current(), releases.is_noted())
"""


def no_bytes() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def test_readers_are_taken_back_where_no_byte_can_be_written(releases: Releases) -> None:
    back = subprocess.run(
        [sys.executable, "-B", "-c", BACK, str(releases.folder)],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        preexec_fn=no_bytes,
    )

    assert back.stdout == "2 False\n"
    assert index(releases) == "hai"
    releases.tidy()
    assert history(releases)[-1] == (2, "found")


def test_where_no_name_can_be_made_those_that_nobody_needs_make_room(
    releases: Releases, monkeypatch: pytest.MonkeyPatch
) -> None:
    spare = releases.folder / "releases" / ".spare"
    written(spare, {"index.html": "thừa"})
    link = Path.symlink_to

    def full(path: Path, target: str, *, target_is_directory: bool) -> None:
        if spare.exists():
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        link(path, target, target_is_directory=target_is_directory)

    monkeypatch.setattr(Path, "symlink_to", full)
    releases.show(3, "rollback")

    assert index(releases) == "ba"
    assert not spare.exists()

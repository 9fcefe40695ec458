"""What readers are served, by whatever kind of pointer: killed at any step, it is found again."""

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from desk.publish.kept import sound
from desk.publish.pointer import Pointer
from desk.publish.releases import Releases
from desk.publish.tree import ReleaseError, scan
from tests.support import windows

KINDS = ("links", *windows.KINDS)
TEXTS = {"index.html": "bản {}", "trang/lien-he.html": "liên hệ"}

GO = """
import os, signal, sys
from pathlib import Path
from desk.publish.lock import locked
from desk.publish.releases import Releases
from desk.publish.tree import scan

folder, what, step = Path(sys.argv[1]), sys.argv[2], sys.argv[3]

def at(moment):
    if moment == step:
        os.kill(os.getpid(), signal.SIGKILL)

releases = Releases(folder=folder, at=at)
with locked(folder):
    for said in releases.tidy().mended:
        print(said)
    if what.isdigit():
        releases.show(int(what), "rollback")
    elif what:
        releases.release(Path(what), dict(scan(Path(what))), {})
        releases.prune(3)
print("whole")
"""


def go(folder: Path, what: Path | int | str, kind: str, step: str = "-") -> str:
    """What a process says that publishes ``what``, or shows the release of that number."""
    limits = {} if kind == "links" else windows.environment(kind)
    done = subprocess.run(
        [sys.executable, "-c", GO, str(folder), str(what), step],
        env={**os.environ, **limits},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert done.returncode == (0 if step == "-" else -9)
    return done.stdout


def version(place: Path, number: int) -> Path:
    """What a build makes of the texts the ``number``th time."""
    for path, text in TEXTS.items():
        file = place / str(number) / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text.format(number), "utf-8")
    return place / str(number)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "public"
    place.mkdir()
    return place


def seen(folder: Path) -> str:
    return (folder / "current/index.html").read_text("utf-8")


def assert_sound(folder: Path, current: int) -> None:
    """All that is kept is as it was published, ``current`` is shown, and nothing else is left."""
    releases = Releases(folder=folder)
    assert releases.current() == current
    assert releases.history()[-1].release == current
    for number in releases.numbers():
        assert sound(releases, [number]) == number
    notes = [p.name for p in folder.iterdir() if p.name.startswith((".current", "current."))]
    is_tree = not (folder / "current").is_symlink()
    assert notes == ([f"current.{current}"] if is_tree else [])


def is_one_rename(before: str, after: str) -> bool:
    """Whether there is no moment without anything between the two."""
    return after == "links" and before != windows.NO_LINKS


SWAPS = [(b, a) for b in KINDS for a in KINDS if not is_one_rename(b, a)]
CASES = [
    *((before, after, step) for before, after in SWAPS for step in ("aside", "placed")),
    *((kind, kind, step) for kind in KINDS for step in ("linked", "shown")),
]


@pytest.mark.parametrize(("before", "after", "step"), CASES)
def test_killed_at_any_step_the_next_command_finds_what_readers_saw(
    folder: Path, tmp_path: Path, before: str, after: str, step: str
) -> None:
    go(folder, version(tmp_path, 1), before)
    go(folder, version(tmp_path, 2), before)

    go(folder, version(tmp_path, 3), after, step)

    was_shown = step not in {"linked", "aside"}
    assert (folder / "current").exists() == (step != "aside")
    said = go(folder, "", after)
    assert ("bị ngắt đúng lúc đổi bản; độc giả lại xem bản 2" in said) == (step == "aside")
    assert seen(folder) == ("bản 3" if was_shown else "bản 2")
    assert_sound(folder, 3 if was_shown else 2)
    assert go(folder, version(tmp_path, 4), after) == "whole\n"
    assert seen(folder) == "bản 4"
    assert_sound(folder, 4 if was_shown else 3)


@pytest.mark.parametrize("step", ["-", "aside", "placed"])
@pytest.mark.parametrize("kind", windows.KINDS)
def test_going_back_can_be_killed_too(folder: Path, tmp_path: Path, kind: str, step: str) -> None:
    for number in (1, 2):
        go(folder, version(tmp_path, number), kind)

    go(folder, 1, kind, step)
    go(folder, "", kind)

    went = step not in {"linked", "aside"}
    assert seen(folder) == ("bản 1" if went else "bản 2")
    assert_sound(folder, 1 if went else 2)
    assert Releases(folder=folder).numbers() == [1, 2]


@pytest.mark.parametrize("kind", KINDS)
def test_old_releases_go_and_the_one_that_readers_see_stays(
    folder: Path, tmp_path: Path, kind: str
) -> None:
    for number in range(1, 6):
        go(folder, version(tmp_path, number), kind)
    assert Releases(folder=folder).numbers() == [3, 4, 5]
    assert_sound(folder, 5)


@pytest.mark.parametrize("kind", windows.KINDS)
def test_a_folder_of_releases_that_was_moved_is_the_same_elsewhere(
    folder: Path, tmp_path: Path, kind: str
) -> None:
    for number in (1, 2):
        go(folder, version(tmp_path, number), kind)
    moved = tmp_path / "elsewhere"
    folder.rename(moved)

    said = go(moved, "", kind)

    assert ("đã đặt lại: độc giả lại xem bản 2" in said) == (kind == windows.JUNCTIONS)
    assert seen(moved) == "bản 2"
    assert_sound(moved, 2)


def test_a_junction_that_leads_to_another_folder_of_releases_is_none_of_ours(
    folder: Path, tmp_path: Path
) -> None:
    go(folder, version(tmp_path, 1), windows.JUNCTIONS)
    shutil.copytree(folder, tmp_path / "copy", symlinks=True)
    with pytest.raises(ReleaseError, match="phải là liên kết"):
        Pointer(folder=tmp_path / "copy").number()


def test_a_copied_folder_in_the_place_of_the_link_is_none_of_ours(
    folder: Path, tmp_path: Path
) -> None:
    go(folder, version(tmp_path, 1), "links")
    shutil.copytree(folder, tmp_path / "copy")
    with pytest.raises(ReleaseError, match="phải là liên kết"):
        Pointer(folder=tmp_path / "copy").number()


def test_what_a_full_disk_refuses_leaves_readers_with_what_they_see(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in (1, 2):
        go(folder, version(tmp_path, number), windows.NO_LINKS)

    def refused(source: object, target: object) -> None:
        if os.path.basename(str(source)) == "1":  # noqa: PTH119 - of a string
            raise OSError(errno.EIO, "refused")
        os.replace(str(source), str(target))  # noqa: PTH105 - instead of a rename

    monkeypatch.setattr(os, "symlink", lambda *_, **__: refused("1", ""))
    with pytest.raises(OSError, match="refused"):
        Releases(folder=folder).show(1, "rollback")
    assert seen(folder) == "bản 2"

    def no_link(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "symlink", no_link)
    monkeypatch.setattr("os.rename", refused)
    with pytest.raises(OSError, match="refused"):
        Releases(folder=folder).show(1, "rollback")
    assert seen(folder) == "bản 2"
    monkeypatch.undo()
    go(folder, "", windows.NO_LINKS)
    assert_sound(folder, 2)
    assert dict(scan(folder / "current")) == dict(scan(version(tmp_path, 2)))

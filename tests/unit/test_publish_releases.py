"""Releases: whole, shared, read-only, provable; and one publisher at a time."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from desk.publish import disk
from desk.publish.kept import sound
from desk.publish.lock import NAME, LockedError, locked
from desk.publish.manifest import (
    Address,
    AddressKind,
    Manifest,
    ManifestError,
    dump,
    parse,
    parse_head,
)
from desk.publish.releases import Releases, Tidied
from desk.publish.tree import ReleaseError, scan


def written(folder: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_name(target.name + "~")
        beside.write_text(text, encoding="utf-8")
        beside.replace(target)
    return folder


def put_out(releases: Releases, output: Path, **addresses: Address) -> Manifest:
    return releases.release(output, dict(scan(output)), addresses)


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return written(tmp_path / "output", {"index.html": "một", "trang/lien-he.html": "liên hệ"})


@pytest.fixture
def releases(tmp_path: Path) -> Releases:
    folder = tmp_path / "public"
    folder.mkdir()
    return Releases(folder=folder)


def test_readers_see_the_release_through_a_relative_link(releases: Releases, output: Path) -> None:
    put_out(releases, output)

    assert releases.link.readlink() == Path("releases/1")
    assert (releases.link / "index.html").read_text("utf-8") == "một"


def test_files_of_a_release_are_read_only(releases: Releases, output: Path) -> None:
    put_out(releases, output)

    assert (releases.tree(1) / "index.html").stat().st_mode & 0o777 == 0o444


def test_an_unchanged_file_is_shared_with_the_release_before_and_a_changed_one_is_not(
    releases: Releases, output: Path
) -> None:
    put_out(releases, output)
    written(output, {"index.html": "hai"})
    put_out(releases, output)

    one, two = releases.tree(1), releases.tree(2)
    assert (one / "trang/lien-he.html").samefile(two / "trang/lien-he.html")
    assert (one / "index.html").read_text("utf-8") == "một"
    assert (two / "index.html").read_text("utf-8") == "hai"


def test_no_release_shares_a_file_with_the_output_folder(releases: Releases, output: Path) -> None:
    put_out(releases, output)

    for path, _ in scan(output):
        assert not (releases.tree(1) / path).samefile(output / path)


def test_a_file_touched_in_the_release_before_is_copied_afresh(
    releases: Releases, output: Path
) -> None:
    made = put_out(releases, output)
    hurt = releases.tree(1) / "index.html"
    hurt.chmod(0o644)
    hurt.write_text("MỘT", encoding="utf-8")
    later = (made.made + timedelta(seconds=1)).timestamp()
    os.utime(hurt, (later, later))

    put_out(releases, output)

    assert (releases.tree(2) / "index.html").read_text("utf-8") == "một"


def test_a_file_that_changes_after_it_was_verified_stops_the_release(
    releases: Releases, output: Path
) -> None:
    verified = dict(scan(output))
    written(output, {"index.html": "đã đổi"})

    with pytest.raises(ReleaseError, match="khác với lúc vừa soát"):
        releases.release(output, verified, {})

    assert releases.current() is None
    assert releases.numbers() == []
    assert list((releases.folder / "releases").iterdir()) == []


def test_a_link_in_the_output_is_refused(output: Path) -> None:
    (output / "bi-mat.html").symlink_to("/etc/hostname")

    with pytest.raises(ReleaseError, match="không phải tệp thường"):
        dict(scan(output))


def test_a_linked_folder_in_the_output_is_refused(output: Path, tmp_path: Path) -> None:
    (output / "ngoai").symlink_to(tmp_path, target_is_directory=True)

    with pytest.raises(ReleaseError, match="không phải tệp thường"):
        dict(scan(output))


def test_going_back_shows_the_exact_bytes_and_publishing_afterwards_gets_a_new_number(
    releases: Releases, output: Path
) -> None:
    put_out(releases, output)
    before = dict(scan(releases.tree(1)))
    written(output, {"index.html": "hai"})
    put_out(releases, output)

    releases.show(1, "rollback")
    assert dict(scan(releases.link)) == before

    written(output, {"index.html": "ba"})
    assert put_out(releases, output).number == 3
    assert releases.before(3) == 1


def test_damage_names_the_changed_the_missing_and_the_foreign_file(
    releases: Releases, output: Path
) -> None:
    manifest = put_out(releases, output)
    assert releases.damage(manifest) == []

    tree = releases.tree(1)
    (tree / "index.html").chmod(0o644)
    (tree / "index.html").write_text("sửa", encoding="utf-8")
    (tree / "trang/lien-he.html").unlink()
    (tree / "la.html").write_text("lạ", encoding="utf-8")

    assert releases.damage(manifest) == ["index.html", "la.html", "trang/lien-he.html"]


def test_the_newest_sound_release_skips_a_damaged_one(releases: Releases, output: Path) -> None:
    for text in ("một", "hai", "ba"):
        put_out(releases, written(output, {"index.html": text}))
    (releases.tree(2) / "index.html").unlink()

    assert sound(releases, [1, 2]) == 1


def test_old_releases_go_but_never_the_current_nor_the_one_before(
    releases: Releases, output: Path
) -> None:
    for text in "abcdef":
        put_out(releases, written(output, {"index.html": text}))
    releases.show(2, "rollback")

    assert releases.prune(2) == [3, 4]
    assert releases.numbers() == [1, 2, 5, 6]
    assert sorted(p.name for p in (releases.folder / "manifests").iterdir()) == [
        "1.json",
        "2.json",
        "5.json",
        "6.json",
    ]


@pytest.fixture
def spare(releases: Releases, output: Path) -> Path:
    """The tree of a pruned release, put aside while readers see "ba"."""
    for text in ("một", "hai", "ba"):
        put_out(releases, written(output, {"index.html": text}))
    assert releases.prune(2) == [1]
    return releases.folder / "releases/.spare"


def test_a_pruned_tree_is_put_aside_and_becomes_the_next_release(
    releases: Releases, output: Path, spare: Path
) -> None:
    folder = spare.stat().st_ino

    manifest = put_out(releases, written(output, {"index.html": "bốn"}))

    assert not spare.exists()
    assert releases.tree(4).stat().st_ino == folder
    assert releases.numbers() == [2, 3, 4]
    assert releases.damage(manifest) == []
    shared = [releases.tree(n) / "trang/lien-he.html" for n in (2, 3, 4)]
    assert shared[0].samefile(shared[1])
    assert shared[0].samefile(shared[2])


def linked(releases: Releases) -> None:
    """Wait until the spare is linked."""
    wait = releases.prepare_spare()
    assert wait is not None
    wait()


@pytest.mark.skipif(sys.platform != "linux", reason="forks a process")
def test_until_one_is_pruned_the_next_release_is_made_of_links_made_meanwhile(
    releases: Releases, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desk.publish.spare.LARGE", 0)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    assert releases.prepare_spare() is None  # before the first release there is nothing to link
    put_out(releases, output)
    spare = releases.folder / "releases" / ".spare"

    linked(releases)

    inode = (spare / "index.html").stat().st_ino
    assert inode == (releases.tree(1) / "index.html").stat().st_ino
    written(output, {"trang/lien-he.html": "liên hệ mới"})
    put_out(releases, output)
    assert not spare.exists()
    assert releases.numbers() == [1, 2]
    assert (releases.link / "index.html").stat().st_ino == inode
    assert (releases.link / "trang/lien-he.html").read_text("utf-8") == "liên hệ mới"
    assert (releases.tree(1) / "trang/lien-he.html").read_text("utf-8") == "liên hệ"


@pytest.mark.skipif(sys.platform != "linux", reason="forks a process")
def test_who_links_meanwhile_does_not_hold_the_lock(
    releases: Releases, output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_out(releases, output)
    monkeypatch.setattr("desk.publish.spare.LARGE", 0)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    real = os.link

    def link(source: str, target: str) -> None:
        (tmp_path / "open").write_text(
            "\n".join(
                str(Path(f"/proc/self/fd/{n}").readlink()) for n in range(3, 30) if _is_open(n)
            )
        )
        real(source, target)

    monkeypatch.setattr(os, "link", link)
    with locked(releases.folder):
        linked(releases)

    assert str(releases.folder / NAME) not in (tmp_path / "open").read_text()


def _is_open(descriptor: int) -> bool:
    return os.path.lexists(f"/proc/self/fd/{descriptor}")


def test_a_small_release_or_a_machine_of_one_core_has_nothing_linked_meanwhile(
    releases: Releases, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_out(releases, output)
    assert releases.prepare_spare() is None
    assert not (releases.folder / "releases" / ".spare").exists()
    monkeypatch.setattr("desk.publish.spare.LARGE", 0)
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    assert releases.prepare_spare() is None
    assert not (releases.folder / "releases" / ".spare").exists()


def test_what_was_pruned_is_no_release(releases: Releases, spare: Path) -> None:
    assert spare.is_dir()
    assert releases.numbers() == [2, 3]
    assert releases.manifest(1) is None
    assert releases.tidy() == Tidied()
    assert spare.is_dir()


def test_of_many_that_go_one_is_put_aside_and_the_others_are_removed(
    releases: Releases, output: Path, spare: Path
) -> None:
    for text in "abcd":
        put_out(releases, written(output, {"index.html": text}))

    assert releases.prune(2) == [2, 3, 4, 5]

    assert (spare / "index.html").read_text("utf-8") == "b"
    left = sorted(path.name for path in spare.parent.iterdir())
    assert left == [".spare", "6", "7"]


def test_nothing_in_a_tree_put_aside_is_believed(
    releases: Releases, output: Path, spare: Path, tmp_path: Path
) -> None:
    written(spare, {"trang/lien-he.html": "sửa tay", "la.html": "lạ", "la/la.html": "lạ"})
    (spare / "index.html").unlink()
    (spare / "index.html").symlink_to("/etc/hostname")
    elsewhere = written(tmp_path / "noi-khac", {"a.html": "a"})
    (spare / "anh").symlink_to(elsewhere, target_is_directory=True)
    written(output, {"anh/a.html": "ảnh", "index.html": "bốn"})

    manifest = put_out(releases, output)

    assert releases.damage(manifest) == []
    assert dict(scan(releases.link)) == dict(scan(output))
    assert [p.name for p in elsewhere.iterdir()] == ["a.html"]
    assert (elsewhere / "a.html").read_text("utf-8") == "a"


def test_a_file_edited_in_a_tree_put_aside_is_copied_afresh(
    releases: Releases, output: Path, spare: Path
) -> None:
    shared = spare / "trang/lien-he.html"
    assert shared.samefile(releases.link / "trang/lien-he.html")
    shared.chmod(0o644)
    shared.write_text("LIÊN HỆ", encoding="utf-8")
    later = time.time() + 1
    os.utime(shared, (later, later))

    manifest = put_out(releases, written(output, {"index.html": "bốn"}))

    assert releases.damage(manifest) == []


def test_a_link_in_the_place_of_the_tree_put_aside_is_left_alone(
    releases: Releases, output: Path, spare: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "noi-khac"
    spare.rename(elsewhere)
    spare.symlink_to(elsewhere, target_is_directory=True)
    before = dict(scan(elsewhere))

    put_out(releases, written(output, {"index.html": "bốn"}))

    assert releases.prune(2) == [2]
    assert dict(scan(elsewhere)) == before
    assert spare.is_symlink()


@pytest.mark.usefixtures("spare")
def test_a_release_that_is_stopped_leaves_every_release_that_was_listed(
    releases: Releases, output: Path
) -> None:
    verified = dict(scan(written(output, {"index.html": "bốn"})))
    written(output, {"index.html": "đã đổi"})

    with pytest.raises(ReleaseError, match="khác với lúc vừa soát"):
        releases.release(output, verified, {})

    assert releases.numbers() == [2, 3]
    assert [releases.damage(m) for n in (2, 3) if (m := releases.manifest(n))] == [[], []]


# --- on disk --------------------------------------------------------------------


def test_a_release_is_on_disk_before_it_has_its_name(
    releases: Releases, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = []

    def syncfs(descriptor: int) -> None:
        [staging] = releases.folder.glob("releases/.*.partial")
        assert os.fstat(descriptor).st_dev == staging.stat().st_dev
        assert dict(scan(staging)) == dict(scan(output))
        done.append("on disk")

    monkeypatch.setattr(disk, "_syncfs", lambda: syncfs)
    telling = Releases(folder=releases.folder, at=done.append)
    put_out(telling, output)

    steps = [step for step in done if step != "file"]
    assert steps == [
        "on disk",
        "staged",
        "manifest",
        "named",
        "linked",
        "shown",
        "noted",
        "stamped",
    ]


def test_what_does_not_reach_the_disk_is_not_published(
    releases: Releases, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def syncfs(_descriptor: int) -> None:
        raise OSError(5, "Input/output error")

    put_out(releases, output)
    monkeypatch.setattr(disk, "_syncfs", lambda: syncfs)

    with pytest.raises(OSError, match="Input/output"):
        put_out(releases, written(output, {"index.html": "hai"}))

    assert releases.current() == 1
    assert releases.numbers() == [1]


@pytest.mark.skipif(sys.platform != "linux", reason="syncfs is a call of Linux")
def test_linux_forces_a_whole_file_system_to_disk_at_once(tmp_path: Path) -> None:
    with disk.whole_disk(tmp_path) as force:
        assert force is not None
        force()

    call = disk._syncfs()
    assert call is not None
    with pytest.raises(OSError, match="descriptor"):
        call(-1)


def test_elsewhere_each_file_and_folder_is_forced_to_disk(
    releases: Releases, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fsync(descriptor: int) -> None:
        forced.add(os.fstat(descriptor).st_ino)
        real(descriptor)

    real = os.fsync
    forced: set[int] = set()
    monkeypatch.setattr(disk, "_syncfs", lambda: None)
    monkeypatch.setattr(os, "fsync", fsync)

    put_out(releases, output)

    assert {path.stat().st_ino for path in releases.tree(1).rglob("*")} <= forced
    assert releases.tree(1).stat().st_ino in forced


def test_the_history_says_which_release_readers_saw_and_survives_a_torn_line(
    releases: Releases, output: Path
) -> None:
    put_out(releases, output)
    with (releases.folder / "history.jsonl").open("a") as file:
        file.write('{"at": "2031-05-0')
    put_out(releases, written(output, {"index.html": "hai"}))
    releases.show(1, "rollback")

    assert [(live.release, live.did) for live in releases.history()] == [
        (1, "publish"),
        (2, "publish"),
        (1, "rollback"),
    ]


def test_a_current_that_is_a_folder_is_never_replaced(releases: Releases, output: Path) -> None:
    releases.link.mkdir()

    with pytest.raises(ReleaseError, match="phải là liên kết"):
        put_out(releases, output)


def test_a_folder_without_hard_links_gets_copies(
    releases: Releases, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise PermissionError

    put_out(releases, output)
    monkeypatch.setattr(os, "link", refused)
    manifest = put_out(releases, written(output, {"index.html": "hai"}))

    assert releases.damage(manifest) == []
    assert not (releases.tree(1) / "trang/lien-he.html").samefile(
        releases.tree(2) / "trang/lien-he.html"
    )


# --- manifests ------------------------------------------------------------------


def test_a_manifest_reads_back_as_it_was_written(releases: Releases, output: Path) -> None:
    address = Address(kind=AddressKind.POST, title="Tiêu đề «có dấu»", digest="0f")
    manifest = releases.release(output, dict(scan(output)), {"/a.html": address})

    assert parse(dump(manifest)) == manifest
    assert releases.manifest(1) == manifest
    assert manifest.posts == 1


@pytest.mark.parametrize("text", [b"", b"{", b"[]", b'{"format": 99}', b'{"format": 1}', b"\xff"])
def test_a_manifest_that_is_not_whole_is_no_manifest(text: bytes) -> None:
    with pytest.raises(ManifestError):
        parse(text)
    with pytest.raises(ManifestError):
        parse_head(text)


# --- the lock -------------------------------------------------------------------

HOLD = """
import sys, time
from pathlib import Path
from desk.publish.lock import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def held(folder: Path, script: str = HOLD) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_publisher_is_told_who_is_publishing(tmp_path: Path) -> None:
    with held(tmp_path) as first:
        with pytest.raises(LockedError, match=f"tiến trình {first.pid}"), locked(tmp_path):
            pass
        first.kill()


def test_the_lock_of_a_killed_publisher_is_no_lock(tmp_path: Path) -> None:
    with held(tmp_path) as first:
        first.kill()
        first.wait()
        assert str(first.pid) in (tmp_path / NAME).read_text("utf-8")

    with locked(tmp_path):
        assert json.loads((tmp_path / NAME).read_text("utf-8"))["pid"] == str(os.getpid())
    assert (tmp_path / NAME).read_text("utf-8") == ""


def is_free_soon(folder: Path) -> bool:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        with contextlib.suppress(LockedError), locked(folder):
            return True
        time.sleep(0.05)
    return False


WORKERS = """
import sys, time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from desk.publish.lock import locked
with locked(Path(sys.argv[1])):
    with ProcessPoolExecutor(2, mp_context=get_context("fork")) as pool:
        for _ in range(2):
            pool.submit(time.sleep, 3)
        print("held", flush=True)
        time.sleep(60)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="forks processes")
def test_the_lock_of_a_killed_publisher_is_no_lock_while_its_workers_live_on(
    tmp_path: Path,
) -> None:
    with held(tmp_path, WORKERS) as first:
        try:
            with pytest.raises(LockedError), locked(tmp_path):
                pass
            first.kill()
            first.wait()
            assert is_free_soon(tmp_path)  # a worker lets go when it first runs
            os.killpg(first.pid, 0)  # there they are
        finally:
            os.killpg(first.pid, signal.SIGKILL)


def test_another_machines_name_in_a_lock_that_nobody_holds_is_no_lock(tmp_path: Path) -> None:
    said = {"pid": "7", "host": "may-khac", "since": "2031-05-01T08:00:00+07:00"}
    (tmp_path / NAME).write_text(json.dumps(said), encoding="utf-8")

    with locked(tmp_path):
        pass


def test_who_removes_the_file_of_a_held_lock_gets_a_lock_of_its_own_only_once(
    tmp_path: Path,
) -> None:
    with locked(tmp_path):
        (tmp_path / NAME).unlink()
        with held(tmp_path) as other:
            with pytest.raises(LockedError), locked(tmp_path):
                pass
            other.kill()


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo, lambda path: path.symlink_to("mất")])
def test_what_stands_in_the_place_of_the_lock_is_put_aside(
    tmp_path: Path, make: Callable[[Path], None]
) -> None:
    make(tmp_path / NAME)

    with locked(tmp_path) as aside:
        assert aside == tmp_path / f"{NAME}.khac-1"
        assert os.path.lexists(aside)


def test_a_lock_cut_short_while_written_is_no_lock(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text('{"pid": "1', encoding="utf-8")

    with locked(tmp_path):
        pass


# --- killed at every step -------------------------------------------------------

PUBLISH = """
import os, signal, sys
from pathlib import Path
from desk.publish.lock import locked
from desk.publish.releases import Releases
from desk.publish.tree import scan

folder, output, step, count = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
seen = 0

def at(moment):
    global seen
    if moment == step:
        seen += 1
        if seen == count:
            os.kill(os.getpid(), signal.SIGKILL)

releases = Releases(folder=folder, at=at)
with locked(folder):
    releases.tidy()
    releases.release(output, dict(scan(output)), {})
    releases.prune(2)
print("whole")
"""


def run(folder: Path, output: Path, step: str = "-", count: int = 0) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", PUBLISH, str(folder), str(output), step, str(count)],
        stdout=subprocess.PIPE,
        text=True,
    )


def assert_whole(releases: Releases, *versions: Path) -> None:
    """What readers see is one of ``versions``, entire."""
    seen = dict(scan(releases.link))
    assert seen in [dict(scan(version)) for version in versions]


def assert_no_debris(releases: Releases) -> None:
    left = [
        p.name
        for place in (releases.folder, releases.folder / "releases", releases.folder / "manifests")
        for p in place.iterdir()
        if p.name.startswith(".") and p.name not in {NAME, ".spare"}
    ]
    assert left == []
    manifests = sorted(int(p.stem) for p in (releases.folder / "manifests").iterdir())
    assert manifests == releases.numbers()


@pytest.mark.parametrize("recycled", [False, True])
@pytest.mark.parametrize(
    ("step", "count"),
    [
        ("file", 1),
        ("file", 30),
        ("staged", 1),
        ("manifest", 1),
        ("named", 1),
        ("linked", 1),
        ("shown", 1),
        ("noted", 1),
        ("doomed", 1),
        ("pruned", 1),
    ],
)
def test_killed_at_any_step_readers_see_a_whole_release_and_the_next_run_works(
    releases: Releases, tmp_path: Path, step: str, count: int, *, recycled: bool
) -> None:
    old = written(tmp_path / "cu", {f"{i % 7}/{i}.html": f"cũ {i}" for i in range(40)})
    new = written(
        tmp_path / "moi",
        {f"{i % 7}/{i}.html": f"{'mới' if i % 3 else 'cũ'} {i}" for i in range(45)},
    )
    for _ in range(3):
        put_out(releases, old)
    if recycled:
        assert releases.prune(2) == [1]
    process = run(releases.folder, new, step, count)
    assert process.communicate()[0] == ""
    assert process.returncode == -9

    assert_whole(releases, *((new,) if step in {"shown", "noted", "doomed", "pruned"} else (old,)))
    again = run(releases.folder, new)
    assert again.communicate()[0] == "whole\n"
    assert_whole(releases, new)
    assert_no_debris(releases)
    for number in releases.numbers():
        manifest = releases.manifest(number)
        assert manifest is not None
        assert releases.damage(manifest) == []


def test_the_very_first_release_killed_before_anybody_saw_it_leaves_nothing(
    releases: Releases, output: Path
) -> None:
    run(releases.folder, output, "named", 1).communicate()
    assert releases.current() is None

    assert run(releases.folder, output).communicate()[0] == "whole\n"
    assert releases.numbers() == [1]
    assert_no_debris(releases)


def test_killed_at_random_moments_readers_always_see_a_whole_release(
    releases: Releases, tmp_path: Path
) -> None:
    old = written(tmp_path / "cu", {f"{i % 7}/{i}.html": f"cũ {i}" * 50 for i in range(150)})
    new = written(tmp_path / "moi", {f"{i % 7}/{i}.html": f"mới {i}" * 50 for i in range(150)})
    put_out(releases, old)
    start = time.perf_counter()
    assert run(releases.folder, new).communicate()[0] == "whole\n"
    whole = time.perf_counter() - start  # on this machine, now
    killed = 0
    for attempt in range(12):
        process = run(releases.folder, new if attempt % 2 else old)
        time.sleep(whole * (attempt + 1) / 13)
        process.kill()
        killed += process.communicate()[0] == ""
        assert_whole(releases, old, new)
    assert killed

    assert run(releases.folder, new).communicate()[0] == "whole\n"
    assert_whole(releases, new)
    assert_no_debris(releases)

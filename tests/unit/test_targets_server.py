"""What is at a server's end of a publication, told to a shell of this machine without any ssh."""

import json
import os
import random
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from multiprocessing import get_context
from pathlib import Path

import pytest

from desk.messages import SILENT, Gathered, Sentence
from desk.publish.damage import Damage, Fault
from desk.publish.lock import LockedError, locked
from desk.publish.targets.mirrored import MirroredReleases
from desk.publish.targets.remote import Server, TargetError
from desk.publish.targets.ssh_session import Connection, remote_command
from desk.publish.tree import entry_of, scan
from plugins.targets import SSH, Target
from tests.support.long import examples
from tests.support.ssh_server import TOOLS
from tests.unit.test_publish_releases import written

KEEP = 3


class Place:
    """A machine that publishes to ``served``, the folder on the server."""

    def __init__(
        self,
        here: Path,
        served: Path,
        tools: Path | None = None,
        command: Sequence[str] | None = None,
    ) -> None:
        """``tools``: all the programs that are on the server; ``command``: how to get there."""
        self.command = command
        self.here = here
        self.served = served
        self._tools = tools
        (here / "public").mkdir(parents=True, exist_ok=True)
        self.said = Gathered()

    def releases(self) -> MirroredReleases:
        target = Target(name="web", kind=SSH, folder=str(self.served), mirror="public", host="web")
        command = [*(self.command or ["sh", "-c"]), remote_command(str(self.served))]
        if self._tools is not None:
            command = ["env", "-i", f"PATH={self._tools}", *command]
            command[3] = shutil.which("sh") or "sh"
        server = Server(self.here, target, self.said, command=command)
        return MirroredReleases(folder=self.here / "public", server=server, keep=KEEP)

    def publish(self, files: Mapping[str, str]) -> int:
        """Make ``files`` the next release; its number."""
        output = self.here / "output"
        shutil.rmtree(output, ignore_errors=True)
        output.mkdir(parents=True)
        written(output, dict(files))
        releases = self.releases()
        entries = {path: entry_of(text.encode()) for path, text in files.items()}
        with locked(releases.folder), releases.at_work(self.said):
            releases.tidy()
            waits = releases.prepare_spare()
            assert waits is None, "the site is small"
            made = releases.release(output, entries, {})
            releases.prune(KEEP)
        return made.number

    def rollback(self, number: int) -> None:
        releases = self.releases()
        with locked(releases.folder), releases.at_work(self.said):
            releases.tidy()
            releases.show(number, "rollback")

    def shown(self) -> dict[str, object]:
        """What readers of the server see."""
        return dict(scan((self.served / "current").resolve()))

    def words(self) -> str:
        return "\n".join(one.text for one in self.said.messages if isinstance(one, Sentence))


def entries(files: Mapping[str, str]) -> dict[str, object]:
    return {path: entry_of(text.encode()) for path, text in files.items()}


FIRST = {"index.html": "một", "a/b.html": "hai", "a/c.html": "ba", "d/e/f.html": "bốn"}
SECOND = {"index.html": "một mới", "a/b.html": "hai", "g.html": "năm", "d/e": "nay là tệp"}


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "here", tmp_path / "served")


@pytest.fixture
def poor(tmp_path: Path) -> Path:
    """A folder with the five programs alone, to add others to."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for tool in TOOLS:
        (folder / tool).symlink_to(shutil.which(tool) or tool)
    return folder


def test_files_changed_added_gone_and_folders_that_become_files(place: Place) -> None:
    assert place.publish(FIRST) == 1
    assert place.shown() == entries(FIRST)

    assert place.publish(SECOND) == 2

    assert place.shown() == entries(SECOND)
    assert not (place.served / "releases/2/a/c.html").exists()
    one, two = (place.served / f"releases/{n}/a/b.html" for n in (1, 2))
    assert one.samefile(two)
    assert dict(scan(place.served / "releases/1")) == entries(FIRST)


def test_going_back_sends_nothing_and_is_noted_with_who_did_it(place: Place) -> None:
    place.publish(FIRST)
    place.publish(SECOND)

    place.rollback(1)

    assert place.shown() == entries(FIRST)
    last = json.loads((place.served / "history.jsonl").read_text("utf-8").splitlines()[-1])
    assert (last["release"], last["did"]) == (1, "rollback")
    assert "trên máy" in last["by"]


def test_no_more_stays_than_is_kept_and_all_manifests_can_still_be_read(place: Place) -> None:
    big = {f"trang/{n}.html": f"bài số {n} " * 20 for n in range(300)}
    for number in range(1, 12):
        place.publish({**big, "index.html": f"bản {number}"})

    trees = sorted(int(one.name) for one in (place.served / "releases").iterdir())
    assert trees == [9, 10, 11]
    other = Place(place.here.with_name("other"), place.served).releases()
    try:
        for number in trees:
            text = place.releases().manifest_file(number).read_bytes()
            other.server.state()
            assert other.server.manifest_text(number) == text
    finally:
        other.server.close()
    notes = [one.name for one in (place.served / "manifests").glob("*.data")]
    assert len(notes) <= 11
    small = (place.served / "manifests/11.data").stat().st_size
    assert small < 1000, "what hardly differs from another is kept as the difference"


def test_five_programs_and_a_shell_are_enough(tmp_path: Path, poor: Path) -> None:
    served = tmp_path / "served"
    served.mkdir()
    place = Place(tmp_path / "here", served, poor)
    for number in range(1, 6):
        files = FIRST if number % 2 else SECOND
        assert place.publish({**files, "n": str(number)}) == number
        assert place.shown() == entries({**files, "n": str(number)})
    place.rollback(4)
    assert place.shown() == entries({**SECOND, "n": "4"})


@pytest.mark.parametrize("tool", ["tar", "cp", "mv", "sha256sum"])
def test_a_program_that_is_not_there_is_named(tmp_path: Path, poor: Path, tool: str) -> None:
    (poor / tool).unlink()
    served = tmp_path / "served"
    served.mkdir()

    with pytest.raises(TargetError, match=rf"thiếu {tool} của GNU"):
        Place(tmp_path / "here", served, poor).publish(FIRST)


@pytest.mark.parametrize("tool", ["tar", "cp", "mv"])
def test_a_full_disk_there_is_said_and_readers_see_what_they_saw(
    poor: Path, place: Place, tool: str
) -> None:
    place.publish(FIRST)
    (poor / tool).unlink()
    (poor / tool).write_text(
        f'#!{shutil.which("sh")}\n[ "$1" = --version ] && exec {shutil.which(tool)} --version\n'
        'case "$*" in *-xf*|*-al*|*-T*) echo "x: No space left on device" >&2; exit 2;; esac\n'
        f'exec {shutil.which(tool)} "$@"\n'
    )
    (poor / tool).chmod(0o755)

    with pytest.raises(TargetError, match="Ổ đĩa trên máy chủ web đã đầy"):
        Place(place.here, place.served, poor).publish(SECOND)

    assert place.shown() == entries(FIRST)
    assert place.publish(SECOND) == 2
    assert place.shown() == entries(SECOND)


def test_a_folder_of_something_else_is_left_alone(place: Place) -> None:
    place.served.mkdir()
    (place.served / "index.php").write_text("x")

    with pytest.raises(TargetError, match="đang chứa thứ khác"):
        place.publish(FIRST)

    assert [one.name for one in place.served.iterdir()] == ["index.php"]


def test_another_publisher_at_work_is_named(place: Place, tmp_path: Path) -> None:
    place.publish(FIRST)
    other = Place(tmp_path / "other", place.served)
    busy = other.releases()
    busy.server.take_lease()
    try:
        with pytest.raises(LockedError, match=r"Nơi công bố «web»: .*người dùng .* từ \d\d:\d\d"):
            place.publish(SECOND)
        assert place.shown() == entries(FIRST)
    finally:
        busy.server.close()
    assert place.publish(SECOND) == 2


def test_who_was_killed_with_the_lease_does_not_keep_others_out(place: Place) -> None:
    place.publish(FIRST)
    sleeper = subprocess.Popen(["sleep", "60"])
    (place.served / ".lease").write_text(f'{sleeper.pid}\tx\t{{"user": "an"}}\n')
    try:
        assert place.publish(SECOND) == 2, "a number that another program has now is nobody's lease"
    finally:
        sleeper.kill()
        sleeper.wait()


def test_what_another_machine_shows_is_taken_over(place: Place, tmp_path: Path) -> None:
    other = Place(tmp_path / "other", place.served)
    place.publish(FIRST)

    assert other.publish(SECOND) == 2

    assert place.shown() == entries(SECOND)
    assert "đang cho xem bản 1, do người dùng" in other.words()
    assert place.publish({**SECOND, "h": "sáu"}) == 3
    assert "đang cho xem bản 2, do người dùng" in place.words()
    other.rollback(2)
    assert place.publish({**SECOND, "h": "bảy"}) == 4
    assert place.shown() == entries({**SECOND, "h": "bảy"})


def test_a_server_that_lost_everything_is_given_again_what_readers_saw(place: Place) -> None:
    place.publish(FIRST)
    shutil.rmtree(place.served)

    assert place.publish(SECOND) == 2

    assert place.shown() == entries(SECOND)
    assert dict(scan(place.served / "releases/1")) == entries(FIRST)


def test_erased_releases_and_their_words_are_gone(place: Place) -> None:
    secret = {**FIRST, "nguyen-thi-h.html": "lời phải gỡ"}
    place.publish(secret)
    place.publish(FIRST)
    place.publish(SECOND)
    releases = place.releases()
    with locked(releases.folder), releases.at_work(SILENT):
        releases.erase([1])

    assert sorted(one.name for one in (place.served / "releases").iterdir()) == ["2", "3"]
    other = Place(place.here.with_name("other"), place.served).releases()
    try:
        other.server.state()
        for number in (2, 3):
            assert b"nguyen-thi-h" not in other.server.manifest_text(number)
    finally:
        other.server.close()
    names = {one.name for one in (place.served / "manifests").iterdir()}
    assert names == {"2.json", "2.data", "3.json", "3.data"}
    assert place.shown() == entries(SECOND)


def test_what_is_to_be_erased_and_stays_is_told(tmp_path: Path, poor: Path) -> None:
    place = Place(tmp_path / "here", tmp_path / "served", tools=poor)
    place.served.mkdir()
    place.publish({**FIRST, "nguyen-thi-h.html": "lời phải gỡ"})
    place.publish(FIRST)
    removes_nothing(poor)
    releases = place.releases()

    with (
        locked(releases.folder),
        releases.at_work(SILENT),
        pytest.raises(TargetError, match=r"còn thứ phải gỡ mà chưa xóa được: releases/1: "),
    ):
        releases.erase([1])


def test_the_next_release_is_made_of_a_tree_that_was_linked_meanwhile(place: Place) -> None:
    place.publish(FIRST)
    releases = place.releases()
    with locked(releases.folder), releases.at_work(SILENT):
        releases.prepare_spare()
    spare = place.served / "releases/.spare-1"  # whoever leaves waits until it is whole
    assert dict(scan(spare)) == entries(FIRST)
    linked = spare.stat().st_ino

    place.publish(SECOND)

    assert (place.served / "releases/2").stat().st_ino == linked
    assert place.shown() == entries(SECOND)
    assert_nothing_grew(place)


def test_a_tree_that_was_linked_of_another_release_is_not_used(place: Place) -> None:
    place.publish(FIRST)
    place.publish(SECOND)
    written(place.served / "releases/.spare-1", dict(FIRST))
    written(place.served / "releases/.spare.4711", dict(FIRST))

    place.publish({**SECOND, "moi.html": "mới"})

    assert place.shown() == entries({**SECOND, "moi.html": "mới"})
    assert_nothing_grew(place)


def test_a_tree_that_was_linked_of_a_damaged_release_is_not_used(place: Place) -> None:
    place.publish(FIRST)
    releases = place.releases()
    with locked(releases.folder), releases.at_work(SILENT):
        releases.prepare_spare()
    page = place.served / "releases/1/a/b.html"
    page.chmod(0o644)
    page.write_text("hai!")
    with locked(releases.folder), releases.at_work(SILENT):
        assert releases.mend(SILENT) == 1

    place.publish({**FIRST, "moi.html": "mới"})

    assert place.shown() == entries({**FIRST, "moi.html": "mới"})
    assert_nothing_grew(place)


def test_what_is_wrong_there_is_named(place: Place) -> None:
    place.publish(FIRST)
    live = place.served / "releases/1"
    for one in ("a/b.html", "a/c.html"):
        (live / one).chmod(0o644)
    (live / "a/b.html").write_text("hai!")
    (live / "a/c.html").unlink()
    (live / "shell.php").write_text("x")
    (live / "ra-ngoai").symlink_to("/etc")
    releases = place.releases()
    manifest = releases.manifest(1)
    assert manifest is not None
    try:
        found = releases.server.wrong(1, manifest)
    finally:
        releases.server.close()

    assert [(one.path, one.fault) for one in found] == [
        ("a/b.html", Fault.CHANGED),
        ("a/c.html", Fault.MISSING),
        ("ra-ngoai", Fault.FOREIGN_LINK),
        ("shell.php", Fault.FOREIGN_FILE),
    ]
    assert all(isinstance(one, Damage) for one in found)


def test_what_is_wrong_there_is_mended_in_every_release_that_shares_it(place: Place) -> None:
    place.publish(FIRST)
    place.publish({**FIRST, "moi.html": "mới"})
    live = place.served / "releases/2"
    for one in ("a/b.html", "a/c.html"):
        (live / one).chmod(0o644)
    (live / "a/b.html").write_text("hai!")
    (live / "a/c.html").unlink()
    (live / "shell.php").write_text("x")
    (live / "la").mkdir()
    (live / "la/x").write_text("x")
    releases = place.releases()
    with locked(releases.folder), releases.at_work(SILENT):
        assert releases.mend(SILENT) == 5

    assert place.shown() == entries({**FIRST, "moi.html": "mới"})
    assert dict(scan(place.served / "releases/1")) == entries(FIRST)
    assert_nothing_grew(place)


def interrupted(place: Place, files: Mapping[str, str]) -> None:
    """Leave on the server what a sending of ``files`` that broke off had brought."""
    written(place.served / ".incoming/tree", dict(files))


def test_what_is_mended_takes_nothing_from_a_sending_that_broke_off(place: Place) -> None:
    place.publish(FIRST)
    interrupted(place, {"a/b.html": "chưa ai được thấy", "moi/chua-dang.html": "chưa ai được thấy"})
    page = place.served / "releases/1/a/c.html"
    page.chmod(0o644)
    page.write_text("hỏng")
    releases = place.releases()
    with locked(releases.folder), releases.at_work(SILENT):
        assert releases.mend(SILENT) == 1

    assert place.shown() == entries(FIRST)
    assert not (place.served / "releases/1/moi").exists()
    assert_nothing_grew(place)


def test_a_sending_that_broke_off_is_in_the_way_of_no_other(place: Place) -> None:
    """Its files are folders now and its folders files; what is still wanted is not sent again."""
    place.publish(FIRST)
    interrupted(place, {"g.html": "năm", "d/e/x": "x", "index.html/y": "y", "la": "lạ"})
    after = {**SECOND, "la/trong.html": "trang"}

    assert place.publish(after) == 2

    assert place.shown() == entries(after)
    assert "Đã gửi 3 tệp" in place.words()
    assert_nothing_grew(place)


def test_folders_of_a_sending_that_broke_off_go_with_what_is_in_them(place: Place) -> None:
    place.publish(FIRST)
    interrupted(place, {"index.html": "một mới", "la/sâu/hơn.html": "lạ"})
    written(place.served / ".incoming", {"manifests/2.json": "{}", "manifests/2.data": "x"})

    assert place.publish(SECOND) == 2

    assert place.shown() == entries(SECOND)
    assert_nothing_grew(place)


def removes_nothing(poor: Path) -> None:
    """Let ``tar`` of a server remove no file."""
    real = (poor / "tar").resolve()
    (poor / "tar").unlink()
    (poor / "tar").write_text(
        f"""#!{shutil.which("sh")}
case $* in *--remove-files*) echo 'tar: ./.incoming: Operation not permitted' >&2; exit 2 ;; esac
exec {real} "$@"
"""
    )
    (poor / "tar").chmod(0o755)


def test_what_a_sending_left_and_cannot_be_cleared_stops_the_next(
    tmp_path: Path, poor: Path
) -> None:
    """It would get among what readers see."""
    place = Place(tmp_path / "here", tmp_path / "served", tools=poor)
    place.served.mkdir()
    place.publish(FIRST)
    interrupted(place, {"index.html": "một mới", "la.html": "lạ"})
    removes_nothing(poor)

    with pytest.raises(TargetError, match="không được ghi vào"):
        place.publish(SECOND)

    assert place.shown() == entries(FIRST)


def test_going_back_to_what_only_the_server_has(place: Place, tmp_path: Path) -> None:
    other = Place(tmp_path / "other", place.served)
    long = {f"{'thu-muc-rat-dai/' * 8}{n}.html": f"bài {n}" for n in range(5)}
    place.publish({**FIRST, **long})
    other.publish(SECOND)
    releases = other.releases()
    with locked(releases.folder), releases.at_work(SILENT):
        assert releases.before(2) == 1
        releases.bring(1)
        releases.show(1, "rollback")

    assert place.shown() == entries({**FIRST, **long})
    assert dict(scan(other.here / "public/releases/1")) == entries({**FIRST, **long})


def test_current_that_is_no_release_of_ours_stops_everything(place: Place) -> None:
    place.publish(FIRST)
    (place.served / "current").unlink()
    (place.served / "current").symlink_to("/tmp")

    with pytest.raises(TargetError, match="current không phải liên kết"):
        place.publish(SECOND)


def publish_apart(place: Place, files: Mapping[str, str]) -> None:
    os.setsid()
    place.publish(files)


def kill_a_publisher(place: Place, files: Mapping[str, str], after: float) -> None:
    """Let a process publish ``files``, and kill it ``after`` so many seconds."""
    child = get_context("fork").Process(target=publish_apart, args=(place, files))
    child.start()
    assert child.pid is not None
    child.join(after)
    if child.is_alive():
        os.kill(child.pid, signal.SIGKILL)
    child.join()


def assert_nothing_grew(place: Place) -> None:
    """There is nothing on the server that nobody needs."""
    names = {one.name for one in place.served.iterdir()}
    assert names == {"current", "history.jsonl", "manifests", "releases", ".lease.last"}
    trees = [one.name for one in (place.served / "releases").iterdir()]
    assert all(name.isdigit() for name in trees)
    assert len(trees) <= KEEP + 1


def test_killed_at_any_moment_readers_see_a_whole_release(place: Place) -> None:
    """The publisher, at random moments; what it had started on the server lives on for a while."""
    chance = random.Random(16)
    files = {f"trang/{n}.html": f"bài số {n} " * 400 for n in range(120)}
    began = time.monotonic()
    place.publish(files)
    long = time.monotonic() - began
    for trial in range(examples(10, 300)):
        page, new = f"trang/{trial % 120}.html", f"moi-{trial % 7}"
        after = {**files, page: f"sửa {trial}", new: "x" * 9000}
        kill_a_publisher(place, after, chance.random() * long * 1.2)

        assert place.shown() in (entries(files), entries(after))

        files = {**after, "lan-sau": str(trial)}
        place.publish(files)
        assert place.shown() == entries(files)
        assert_nothing_grew(place)


def test_a_process_that_was_forked_meanwhile_does_not_hold_the_line(tmp_path: Path) -> None:
    """The site is built in one; the server would wait for it, and another publisher with it."""
    before = threading.active_count()
    connection = Connection(["sh", "-c", remote_command(str(tmp_path))])
    assert not connection.greet().refusal
    assert threading.active_count() == before, "or nothing would be forked"
    child = get_context("fork").Process(target=time.sleep, args=(60,))
    child.start()
    try:
        assert connection.close() == 0, "it ended by itself, and was not killed"
        assert child.is_alive()
    finally:
        child.kill()
        child.join()

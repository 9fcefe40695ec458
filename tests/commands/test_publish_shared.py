"""Publishing where another process builds meanwhile: the same words, the same bytes, as safe."""

import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desk import building
from desk.publish import spare
from desk.publish.releases import Releases
from desk.publish.tree import scan
from desk.terminal.console import officer_errors
from desk.terminal.publish_command import publish
from desk.verify.audit import Auditor
from plugins.engine.build_record import BuildRecord
from plugins.engine.making import Build
from tests.support import small_newsroom as small

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="nothing is forked elsewhere")

OURS = os.getpid()


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A newsroom that was published twice, so large that its build is worth a process."""
    root = small.make(tmp_path / "newsroom")
    assert publish(root, now=small.NOW) == 0
    edit(root, "hai ngày", "ba ngày")
    assert publish(root, now=small.NOW) == 0
    # Whatever threads other tests have left: ours need nothing of theirs.
    monkeypatch.setattr(building, "_is_worth_a_process", lambda _root: True)
    monkeypatch.setattr(spare, "LARGE", 0)
    before = children()
    yield root
    assert children() <= before  # nobody is left behind


def children() -> set[str]:
    """The processes that this one has begun and that have not ended."""
    tasks = Path("/proc/self/task").glob("*/children")
    return {one for task in tasks for one in task.read_text("ascii").split()}


def killed(_build: Build, **_options: Any) -> None:
    """In place of a step of a build: its process is killed."""
    assert os.getpid() != OURS
    os.kill(os.getpid(), signal.SIGKILL)


def edit(root: Path, old: str, new: str) -> None:
    post = root / "content" / small.EDITED
    post.write_text(post.read_text("utf-8").replace(old, new), "utf-8")


def current(root: Path) -> int | None:
    return Releases(folder=root / "public").current()


def test_readers_see_what_one_process_alone_would_have_published(
    root: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    alone = tmp_path / "alone"
    os.system(f"cp -a '{root}' '{alone}'")
    edit(root, "ba ngày", "bốn ngày")
    edit(alone, "ba ngày", "bốn ngày")
    capfd.readouterr()

    assert publish(root, now=small.NOW) == 0
    shared = capfd.readouterr().out
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(building, "_is_worth_a_process", lambda _root: False)
        assert publish(alone, now=small.NOW) == 0
    single = capfd.readouterr().out

    assert dict(scan(root / "public/current")) == dict(scan(alone / "public/current"))
    assert _what_changes(shared, root) == _what_changes(single, alone)
    assert current(root) == 3


def _what_changes(said: str, root: Path) -> str:
    """What the officer is told of it; how much was made anew is another matter in a copy."""
    return said[said.index("Những gì thay đổi") :].replace(str(root), "…")


def test_the_process_that_builds_is_another(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Build.make

    def elsewhere(build: Build, **options: Any) -> None:
        assert os.getpid() != OURS
        made(build, **options)

    monkeypatch.setattr(Build, "make", elsewhere)
    edit(root, "ba ngày", "bốn ngày")
    assert publish(root, now=small.NOW) == 0


def test_what_stands_still_is_known_afterwards(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(root, "ba ngày", "bốn ngày")
    assert publish(root, now=small.NOW) == 0
    monkeypatch.setattr(Build, "read", lambda _build: pytest.fail("read"))
    assert publish(root, now=small.NOW) == 0
    assert "Không có gì thay đổi: độc giả vẫn xem bản 3" in capsys.readouterr().out


def test_a_template_with_a_mistake_is_said_and_nothing_is_published(
    root: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (root / "theme/templates/post.html").write_text("{{ post.khong_co }}", "utf-8")
    assert publish(root, now=small.NOW) == 1
    said = capfd.readouterr().err
    assert "mẫu trang có lỗi" in said
    assert "Chưa công bố gì" in said
    assert current(root) == 2


@pytest.mark.parametrize("step", ["prepare", "make"])
def test_a_build_that_is_killed_publishes_nothing(
    root: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Build, step, killed)
        edit(root, "ba ngày", "bốn ngày")
        with pytest.raises(SystemExit) as stopped, officer_errors(root):
            publish(root, now=small.NOW)
        assert stopped.value.code == 1
    assert current(root) == 2
    assert publish(root, now=small.NOW) == 0


def test_a_build_that_was_stopped_stops_publishing(
    root: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def stopped(_build: Build, **_options: Any) -> None:
        assert os.getpid() != OURS
        os.kill(os.getpid(), signal.SIGINT)
        signal.pause()

    monkeypatch.setattr(Build, "make", stopped)
    edit(root, "ba ngày", "bốn ngày")
    with pytest.raises(KeyboardInterrupt):
        publish(root, now=small.NOW)
    assert "Đã dừng giữa chừng" in capfd.readouterr().err
    assert current(root) == 2


def test_an_interruption_here_stops_the_build_there(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_rest: object, *_given: object) -> None:
        raise KeyboardInterrupt

    def waiting(_build: Build, **_options: Any) -> None:
        assert os.getpid() != OURS
        signal.pause()

    monkeypatch.setattr(Build, "make", waiting)
    monkeypatch.setattr("desk.publish.publication.Publication.get_ready", interrupted)
    edit(root, "ba ngày", "bốn ngày")
    with pytest.raises(KeyboardInterrupt):
        publish(root, now=small.NOW)
    assert current(root) == 2


def test_the_disk_full_there_is_said_here(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_build: Build, **_options: Any) -> None:
        raise OSError(28, "No space left on device", "output")

    monkeypatch.setattr(Build, "make", full)
    edit(root, "ba ngày", "bốn ngày")
    with pytest.raises(OSError, match="No space"):
        publish(root, now=small.NOW)
    assert current(root) == 2


def test_files_are_listed_while_the_build_still_remembers_them(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = root / "listed"
    keep, look = BuildRecord.keep, Auditor.look

    def kept(*given: Any) -> None:
        for _ in range(600):
            if listed.exists():
                break
            time.sleep(0.05)
        assert listed.exists()
        keep(*given)

    def looked(auditor: Auditor) -> None:
        look(auditor)
        listed.touch()

    monkeypatch.setattr(BuildRecord, "keep", kept)
    monkeypatch.setattr(Auditor, "look", looked)
    edit(root, "ba ngày", "bốn ngày")
    assert publish(root, now=small.NOW) == 0
    assert current(root) == 3


def test_a_build_that_cannot_remember_publishes_nothing_of_what_was_looked_at(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise OSError(28, "No space left on device", ".newsroom")

    with monkeypatch.context() as patch:
        patch.setattr(BuildRecord, "keep", full)
        edit(root, "ba ngày", "bốn ngày")
        with pytest.raises(OSError, match="No space"):
            publish(root, now=small.NOW)
    assert current(root) == 2
    assert publish(root, now=small.NOW) == 0
    assert current(root) == 3


def test_where_the_system_gives_no_process_all_is_done_here(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(spare, "LARGE", 1 << 40)
    monkeypatch.setattr(os, "fork", refused)
    edit(root, "ba ngày", "bốn ngày")
    assert publish(root, now=small.NOW) == 0
    assert current(root) == 3

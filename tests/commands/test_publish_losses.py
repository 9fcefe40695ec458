"""Publishing and going back after history, link or room on the disk were lost."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from desk.publish import place
from desk.publish.history import NAME as HISTORY
from desk.publish.history import History
from desk.publish.lock import LockedError
from desk.publish.releases import Releases
from desk.terminal.publish_command import publish
from desk.terminal.rollback_command import rollback
from tests.support import small_newsroom as small
from tests.unit.test_publish_releases import put_out, written


def snapshot(folder: Path) -> dict[str, tuple[int, int]]:
    """Every name below ``folder`` with its file and when it was last touched."""
    return {
        f"{inner}/{name}": (status.st_ino, status.st_mtime_ns)
        for inner, folders, names in os.walk(folder)
        for name in (*folders, *names, ".")
        for status in (os.lstat(f"{inner}/{name}"),)
    }


def test_listing_reads_and_no_more_whatever_is_lost_or_locked(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    releases = Releases(folder=root / "public")
    written(root / "elsewhere", {"index.html": "hai"})
    put_out(releases, root / "elsewhere")
    releases.show(1, "rollback")
    (releases.folder / HISTORY).unlink()
    written(releases.folder / "releases", {".9.partial/index.html": "dở"})
    before = snapshot(releases.folder)

    @contextmanager
    def locked(_folder: Path) -> Iterator[None]:
        raise LockedError
        yield

    monkeypatch.setattr(place, "locked", locked)
    assert rollback(root, only_list=True) == 0

    said = capsys.readouterr()
    assert [line.split()[0] for line in said.out.splitlines()[2:4]] == ["2", "1"]
    assert said.err == ""
    assert snapshot(releases.folder) == before

    releases.link.unlink()
    assert rollback(root, only_list=True) == 0
    assert "độc giả chưa xem được bản nào" in capsys.readouterr().err


def test_with_link_and_history_lost_promised_addresses_are_guarded_and_readers_see_a_site_again(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    releases = Releases(folder=root / "public")
    releases.link.unlink()
    (releases.folder / HISTORY).unlink()
    post = root / "content" / small.EDITED
    text = post.read_bytes()
    post.unlink()

    assert publish(root, now=small.NOW, yes=True) == 1

    assert f"content/{small.EDITED}:1: bài" in capsys.readouterr().out
    assert releases.current() is None
    post.write_bytes(text)
    assert publish(root, now=small.NOW, yes=True) == 0
    assert releases.current() == 2
    assert releases.before(2) == 1


def test_going_back_without_a_link_shows_the_release_that_was_asked_for(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    releases = Releases(folder=root / "public")
    releases.link.unlink()
    (releases.folder / HISTORY).unlink()

    assert rollback(root, to=1, yes=True) == 0

    assert releases.current() == 1
    assert "Độc giả nay xem bản 1" in capsys.readouterr().out


def test_what_fails_once_readers_see_it_is_no_failed_publication(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    releases = Releases(folder=root / "public")
    post = root / "content" / small.EDITED
    post.write_text(post.read_text("utf-8").replace("trong hai ngày", "trong ba ngày"), "utf-8")

    def full(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(releases.folder / HISTORY))

    with monkeypatch.context() as patch:
        patch.setattr(History, "add", full)
        patch.setattr(Releases, "prune", full)
        assert publish(root, now=small.NOW, yes=True) == 0

    said = capsys.readouterr()
    assert "Đã công bố bản 2" in said.out
    assert "chưa ghi được vào sổ history.jsonl" in said.err
    assert "Đã công bố, nhưng chưa dọn dẹp xong: " in said.err
    assert rollback(root, yes=True) == 0
    assert [(live.release, live.did) for live in releases.history()] == [
        (1, "publish"),
        (2, "found"),
        (1, "rollback"),
    ]

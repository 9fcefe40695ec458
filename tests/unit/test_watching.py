"""The preview follows every save and nothing else, whatever stands in the folder."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from desk.preview.watching import Watcher


class Watched:
    def __init__(self, root: Path) -> None:
        self.root = root
        self._changed = threading.Event()
        self._watcher = Watcher(root, self._changed)
        self._watcher.start()

    def follows(self, change: Callable[[], object], *, within: float = 8) -> bool:
        """Whether ``change`` is noticed; what it leaves behind may come in several steps."""
        while self._changed.wait(0.8):
            self._changed.clear()
        change()
        return self._changed.wait(within)

    def end(self) -> None:
        self._watcher.stop()


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    (tmp_path / "content/a").mkdir(parents=True)
    (tmp_path / "theme").mkdir()
    (tmp_path / "content/a/vong").symlink_to("..")
    (tmp_path / "content/vong").symlink_to("vong")
    os.mkfifo(tmp_path / "content/a/ong.md")
    watched = Watched(tmp_path)
    yield watched
    watched.end()


def write(file: Path) -> Callable[[], object]:
    return lambda: file.write_text("x", encoding="utf-8")


def test_saves_are_followed_and_leftovers_are_not(watched: Watched) -> None:
    content = watched.root / "content"
    assert watched.follows(write(content / "a/bai.md"))
    for name in (".bai.md.swp", "bai.md~", "4913", "Thumbs.db", "#bai.md#"):
        write(content / "a" / name)()
    assert not watched.follows(write(content / "a/bai.md.tmp"), within=1)
    (content / ".git").mkdir()
    assert not watched.follows(write(content / ".git/x.md"), within=1)
    assert watched.follows((content / "a/moi").mkdir)
    assert watched.follows(write(content / "a/moi/Hội nghị.md"))
    shutil.rmtree(content)
    content.mkdir()
    assert watched.follows(write(content / "bai.md"), within=10)


def test_a_name_that_is_no_utf8_does_not_end_the_watching(watched: Watched) -> None:
    content = watched.root / "content"
    odd = content / os.fsdecode(b"b\xe0i")
    assert watched.follows(odd.mkdir)
    assert watched.follows(write(odd / "x.md"))
    assert watched.follows(write(content / "a/bai.md"))
    assert not watched.follows(write(content / "a/bai.md.tmp"), within=2)


def test_folders_that_go_and_come_back_do_not_end_the_watching(watched: Watched) -> None:
    content, away = watched.root / "content", watched.root / "di-vang"

    def leave(seconds: float) -> None:
        content.rename(away)
        time.sleep(seconds)
        away.rename(content)

    for hundredths in (0, 20, 30, 35, 40):  # whether the folder itself is told of depends on it
        assert watched.follows(partial(leave, hundredths / 100))
        assert watched.follows(write(content / "a/bai.md"))


def test_a_save_before_a_folder_that_came_back_is_watched_is_not_missed(watched: Watched) -> None:
    content = watched.root / "content"
    content.rename(watched.root / "di-vang")
    assert watched.follows(lambda: (watched.root / "di-vang").rename(content))
    watched._changed.clear()

    assert watched._changed.wait(8), "nobody looked again once the folder was watched"

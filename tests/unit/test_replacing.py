"""What Windows refuses for a moment is tried again; what it refuses for good is said."""

import errno
import os
from pathlib import Path

import pytest

from desk import files
from desk.publish.disk import remove
from plugins import long_paths, replacing
from plugins.long_paths import too_long
from plugins.replacing import is_link, rename, replace


class Held:
    """A system where another program holds every file for ``times`` attempts."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, times: int, winerror: int = 32) -> None:
        self.times = times
        self.waited: list[float] = []
        monkeypatch.setattr(replacing.time, "sleep", self.waited.append)
        for name in ("replace", "rename"):
            monkeypatch.setattr(os, name, self.refusing(getattr(os, name), winerror))

    def refusing(self, real: object, winerror: int) -> object:
        def refused(source: object, target: object) -> None:
            if self.times:
                self.times -= 1
                error = PermissionError(errno.EACCES, "held", str(source))
                error.winerror = winerror  # type: ignore[attr-defined]
                raise error
            real(source, target)  # type: ignore[operator]

        return refused


@pytest.mark.parametrize("move", [replace, rename])
@pytest.mark.parametrize("winerror", sorted(replacing.HELD))
def test_a_file_that_is_held_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, move: object, winerror: int
) -> None:
    (tmp_path / "a").write_text("a")
    held = Held(monkeypatch, 3, winerror)
    move(tmp_path / "a", tmp_path / "b")  # type: ignore[operator]
    assert (tmp_path / "b").read_text() == "a"
    assert len(held.waited) == 3


def test_a_file_that_stays_held_is_named_and_nothing_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "b").write_text("b")
    held = Held(monkeypatch, 99)
    with pytest.raises(PermissionError):
        files.write(tmp_path / "b", b"new")
    assert sum(held.waited) < 2
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [("b", "b")]


def test_what_is_forbidden_is_not_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held(monkeypatch, 99, winerror=0)
    with pytest.raises(PermissionError):
        replace(tmp_path / "a", tmp_path / "b")
    assert held.waited == []


def test_a_read_only_file_gives_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_text("a")
    (tmp_path / "b").write_text("b")
    (tmp_path / "b").chmod(0o444)
    held = Held(monkeypatch, 1, winerror=5)
    replace(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "b").read_text() == "a"
    assert held.waited == []


def test_a_link_is_removed_and_never_what_it_leads_to(tmp_path: Path) -> None:
    (tmp_path / "far/inner").mkdir(parents=True)
    (tmp_path / "far/inner/a").write_text("a")
    (tmp_path / "tree/deep").mkdir(parents=True)
    for place in ("link", "tree/deep/link"):
        (tmp_path / place).symlink_to(tmp_path / "far")
        assert is_link(tmp_path / place)
    assert not is_link(tmp_path / "far")
    assert not is_link(tmp_path / "far/inner/a")
    assert not is_link(tmp_path / "nothing")
    remove(tmp_path / "link")
    remove(tmp_path / "tree")
    assert [p.name for p in tmp_path.iterdir()] == ["far"]
    assert (tmp_path / "far/inner/a").read_text() == "a"


def test_a_path_that_windows_cannot_have_is_said_before_anything_is_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder, fits, long = Path("/tin"), "a" * 200, "a" * 240
    assert too_long(folder, [long * 9]) == ""  # no limit here
    monkeypatch.setattr(long_paths, "longest_path", lambda: 259)
    assert too_long(folder, []) == ""
    assert too_long(folder, [fits, "b"]) == ""
    said = too_long(folder, ["b", long, fits])
    assert f"«{long}»" in said
    assert "259" in said
    assert "C:\\tin" in said

"""A backup holds all that is an agency's own; from it alone its newsroom goes on elsewhere."""

import contextlib
import gzip
import io
import json
import math
import os
import shutil
import tarfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk.actions import restoring
from desk.backup import archive
from desk.backup.archive import LIST, ArchiveError, Fault
from desk.backup.last import LAST, known, reminder
from desk.faults import RefusedError
from desk.messages import Message, Step
from desk.publish.lock import LockedError, locked
from desk.publish.releases import Releases
from desk.terminal.backup_command import backup, restore
from desk.terminal.menu import menu
from desk.terminal.publish_command import publish
from desk.terminal.rollback_command import rollback
from tests.support import small_newsroom as small
from tests.support.sites import tree

LATER = small.NOW + timedelta(days=1)


@pytest.fixture
def published(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A newsroom with two releases, and with what a system leaves in its folders."""
    monkeypatch.setenv("NEWSROOM_NOW", small.NOW.isoformat())
    file = root / "content" / small.EDITED
    file.write_text(file.read_text("utf-8").replace("trong hai ngày", "trong ba ngày"), "utf-8")
    assert publish(root, yes=True, now=LATER) == 0
    (root / "content/anh/Thumbs.db").write_bytes(b"x")
    (root / ".newsroom/ban-cu").mkdir(parents=True, exist_ok=True)
    (root / ".newsroom/ban-cu/cu.md").write_text("bản cũ", "utf-8")
    return root


def the_backup(root: Path) -> Path:
    (file,) = (root / "sao-luu").iterdir()
    return file


def bare(root: Path, place: Path) -> Path:
    """The software alone: what a machine has that never saw this newsroom."""
    shutil.copytree(root / "theme", place / "theme")
    (place / "content/tin-hoat-dong").mkdir(parents=True)
    (place / "content/tin-hoat-dong/mau.md").write_text("của bản mẫu", "utf-8")
    return place


def test_from_a_backup_alone_a_newsroom_goes_on_elsewhere(
    published: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert backup(published) == 0
    assert "đã đọc lại: đúng từng byte" in capsys.readouterr().out
    there = bare(published, tmp_path / "elsewhere")

    assert restore(there, file=str(the_backup(published)), yes=True) == 0

    said = capsys.readouterr().out
    assert "của https://" in said
    assert "2 bản đã công bố" in said
    assert "1 bài và trang đang có trong content/ được chuyển sang bên" in said
    (aside,) = there.glob(".newsroom/ban-cu/truoc-khi-khoi-phuc-*")
    assert (aside / "content/tin-hoat-dong/mau.md").read_text("utf-8") == "của bản mẫu"
    was = {n: d for n, d in tree(published / "content").items() if not n.endswith("Thumbs.db")}
    assert tree(there / "content") == was
    assert (there / ".newsroom/ban-cu/cu.md").read_text("utf-8") == "bản cũ"
    for name in ("pelicanconf.py", "publishconf.py"):
        assert (there / name).read_bytes() == (published / name).read_bytes()
    old, new = Releases(folder=published / "public"), Releases(folder=there / "public")
    assert (new.current(), new.numbers()) == (2, [1, 2])
    assert new.history() == old.history()
    for number in (1, 2):
        assert tree(new.tree(number)) == tree(old.tree(number))
    shared = new.tree(1) / "index.html", new.tree(2) / "robots.txt"
    assert shared[1].stat().st_nlink > 1  # of releases what is the same is there once

    assert publish(there, now=LATER) == 0
    assert "Không có gì thay đổi" in capsys.readouterr().out
    assert tree(there / "output") == tree(old.tree(2))
    assert rollback(there, yes=True) == 0
    assert new.current() == 1


def test_a_newsroom_that_published_nothing_yet_is_backed_up_too(root: Path, tmp_path: Path) -> None:
    shutil.rmtree(root / "public")
    assert backup(root, to="../noi-khac") == 0
    (file,) = (root.parent / "noi-khac").iterdir()
    there = bare(root, tmp_path / "elsewhere")
    assert restore(there, file=str(file), yes=True) == 0
    assert tree(there / "content") == tree(root / "content")
    assert not (there / "public").exists()


def test_nothing_is_restored_over_what_readers_see_or_without_a_yes(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert backup(published) == 0
    before = tree(published / "content")
    assert restore(published, file=str(the_backup(published)), yes=True) == 1
    assert "đang có các bản đã công bố" in capsys.readouterr().err
    shutil.move(published / "public", published / "public-cu")
    proposal = restoring.propose(published, lambda _: None, file=the_backup(published))
    assert restoring.carry_out(proposal, {}, lambda _: None).code == 0
    assert tree(published / "content") == before
    assert not (published / "public").exists()


def killed(command: Callable[[], int], monkeypatch: pytest.MonkeyPatch, *, unpacking: bool) -> None:
    """Let a process of its own die at once, in the middle of ``command``."""
    read = archive.read

    def die(*given: Any, place: Path | None = None, **more: Any) -> object:
        if unpacking and place is None:
            return read(*given, place=place, **more)
        if place is not None:
            (place / "nửa chừng").write_bytes(b"x")
        os._exit(9)

    with monkeypatch.context() as patched:
        patched.setattr(archive, "read", die)
        child = os.fork()
        if not child:
            command()
            os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process of its own that dies")
def test_what_a_killed_backup_left_is_gone_after_the_next(
    published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = published / "sao-luu"
    killed(lambda: backup(published), monkeypatch, unpacking=False)
    (left,) = folder.iterdir()
    others = folder / f"{left.name.removesuffix('.tmp')[:-8]}12345678.tmp"
    others.write_bytes(b"another project's, which may be at work")
    assert backup(published) == 0
    assert not left.exists()
    assert others.exists()
    assert len(list(folder.iterdir())) == 2


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process of its own that dies")
@pytest.mark.parametrize("again", ["backup", "restore"])
def test_what_a_killed_restore_left_is_gone_after_the_next(
    published: Path, monkeypatch: pytest.MonkeyPatch, again: str
) -> None:
    assert backup(published) == 0
    file = str(the_backup(published))
    (published / "public").rename(published / "public-cu")
    killed(lambda: restore(published, file=file, yes=True), monkeypatch, unpacking=True)
    (left,) = (published / ".newsroom").glob("khoi-phuc-*")
    with locked(published / ".newsroom"):  # one that is at work keeps it
        assert backup(published, to="../khac") == 0
        with pytest.raises(LockedError):
            restore(published, file=file, yes=True)
    assert left.is_dir()
    if again == "backup":
        assert backup(published) == 0
    else:
        assert restore(published, file=file, yes=True) == 0
    assert not list((published / ".newsroom").glob("khoi-phuc-*"))


def test_how_far_reading_is_is_said_in_megabytes(published: Path) -> None:
    (published / "content/tep").mkdir()
    (published / "content/tep/to.bin").write_bytes(os.urandom(2_500_000))
    assert backup(published) == 0
    shutil.rmtree(published / "public")
    heard: list[Message] = []
    restoring.propose(published, heard.append, file=the_backup(published))
    steps = [one for one in heard if isinstance(one, Step)]
    total = math.ceil(the_backup(published).stat().st_size / 1_000_000)
    assert steps[0] == Step("Đọc bản sao lưu, số MB", total)
    assert [one.done for one in steps] == sorted({one.done for one in steps})
    assert {1, 2} < {one.done for one in steps}
    assert steps[-1].done == total


@pytest.mark.parametrize("to", ["content/sao-luu", "public", "theme", ".newsroom/x"])
def test_a_backup_is_not_put_into_what_it_keeps(published: Path, to: str) -> None:
    with pytest.raises(RefusedError, match="là thứ cần sao lưu"):
        backup(published, to=to)


def test_what_is_not_whole_is_left_nowhere(
    published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(archive, "read", full)
    with pytest.raises(OSError, match="No space"):
        backup(published)
    assert list((published / "sao-luu").iterdir()) == []


def test_a_folder_that_is_a_link_is_named_and_not_kept(
    published: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "kho").mkdir()
    (published / "content/anh/kho").symlink_to(tmp_path / "kho")
    assert backup(published) == 0
    assert "content/anh/kho là liên kết tới thư mục khác" in capsys.readouterr().err


# --- archives that nobody may believe --------------------------------------------------


def packed(*members: tuple[tarfile.TarInfo, bytes], said: dict[str, object] | None = None) -> bytes:
    """An archive of ``members``, with the list ``said`` at its end."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as tar:
        for about, data in members:
            about.size = len(data)
            tar.addfile(about, io.BytesIO(data))
        if said is not None:
            rows = json.dumps({"format": 1, "made": "", "site": "", "files": {}, **said}).encode()
            about = tarfile.TarInfo(LIST)
            about.size = len(rows)
            tar.addfile(about, io.BytesIO(rows))
    return made.getvalue()


def member(name: str, kind: bytes = tarfile.REGTYPE, to: str = "") -> tarfile.TarInfo:
    about = tarfile.TarInfo(name)
    about.type, about.linkname = kind, to
    return about


A = (member("a"), b"x")
A_SAID = {"files": {"a": {"sha256": "0" * 64, "size": 1}}}
BROKEN: dict[Fault, Callable[[], bytes]] = {
    Fault.CUT: lambda: packed(A, said={})[:-20],
    Fault.NO_LIST: lambda: packed(A),
    Fault.BAD_LIST: lambda: packed(said={"files": 5}),
    Fault.NEWER: lambda: packed(said={"format": 2}),
    Fault.MORE: lambda: packed(A, said={}),
    Fault.LESS: lambda: packed(said=A_SAID),
    Fault.OTHER: lambda: packed(A, said=A_SAID),
    Fault.TWICE: lambda: packed(A, (member("a"), b"y"), said={}),
    Fault.NO_FILE: lambda: packed((member("a", tarfile.FIFOTYPE), b""), said={}),
    Fault.LEADS_NOWHERE: lambda: packed((member("a", tarfile.LNKTYPE, "b"), b""), said={}),
    Fault.OUTSIDE: lambda: packed((member("../a"), b""), said={}),
}


def test_every_fault_has_an_example() -> None:
    assert BROKEN.keys() == set(Fault)


@pytest.mark.parametrize("fault", Fault)
def test_an_archive_that_is_not_what_was_written_is_refused(fault: Fault, tmp_path: Path) -> None:
    with pytest.raises(ArchiveError) as raised:
        archive.read(io.BytesIO(BROKEN[fault]()), place=tmp_path / "into")
    assert raised.value.fault is fault


@pytest.mark.parametrize(
    "about",
    [
        member("/etc/a"),
        member("a/../../b"),
        member("", tarfile.REGTYPE),
        member("a", tarfile.SYMTYPE, "/etc"),
        member("a/b", tarfile.SYMTYPE, "../.."),
    ],
)
def test_no_name_and_no_link_leads_out_of_the_folder(
    about: tarfile.TarInfo, tmp_path: Path
) -> None:
    into = tmp_path / "into" / "deep"
    with pytest.raises(ArchiveError):
        archive.read(io.BytesIO(packed((about, b""), said={})), place=into)
    assert [path for path in tmp_path.rglob("*") if not path.is_dir()] == []


@given(data=st.data())
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_byte_that_changed_is_noticed_or_changes_nothing(
    data: st.DataObject, tmp_path: Path
) -> None:
    folder = tmp_path / "written"
    if not folder.is_dir():
        folder.mkdir()
        (folder / "a").write_bytes(os.urandom(300) + b"word" * 300)
        os.link(folder / "a", folder / "b")
    made = io.BytesIO()
    files = [(name, folder / name) for name in ("a", "b")]
    wrote = archive.write(made, files, made="2031-05-01", site="", step=lambda: None)
    good = made.getvalue()
    assert archive.read(io.BytesIO(good)) == wrote
    at = data.draw(st.integers(0, len(good) - 1))
    bad = bytearray(good)
    bad[at] ^= data.draw(st.integers(1, 255))
    with contextlib.suppress(ArchiveError):
        assert archive.read(io.BytesIO(bytes(bad))) == wrote
    with pytest.raises(ArchiveError):
        archive.read(io.BytesIO(good[:at]))


def test_what_is_no_archive_at_all_is_said_in_words(root: Path, tmp_path: Path) -> None:
    (tmp_path / "bai.docx").write_bytes(b"PK\x03\x04")
    (tmp_path / "bai.gz").write_bytes(gzip.compress(b"no tar"))
    said = {"none.tar.gz": "Không thấy tệp", "bai.docx": "Không dùng", "bai.gz": "Không dùng"}
    for file, words in said.items():
        with pytest.raises(RefusedError, match=words):
            restore(root, file=str(tmp_path / file))


# --- when it was last done ---------------------------------------------------------------


def test_a_newsroom_is_reminded_until_it_is_backed_up_and_again_after_a_month(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "chưa được sao lưu lần nào" in reminder(published, small.NOW)
    assert any("sao lưu lần nào" in line for line in menu(published, {}))
    assert backup(published) == 0
    assert reminder(published, small.NOW + timedelta(days=30)) == ""
    assert reminder(published, small.NOW + timedelta(days=31)) == (
        f"Lần sao lưu gần nhất cách đây 31 ngày ({small.NOW:%d/%m/%Y}). Sao lưu: invoke backup"
    )
    assert known(published) == (the_backup(published),)
    (published / LAST).write_bytes(b"\xff\n")
    assert "chưa được sao lưu lần nào" in reminder(published, small.NOW)
    capsys.readouterr()


def test_publishing_reminds_a_newsroom_that_has_an_address_of_its_own(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = root / "content" / small.EDITED
    for number, site in enumerate(("https://vks-that.gov.vn", "https://vks.example:8080")):
        with (root / "publishconf.py").open("a", encoding="utf-8") as conf:
            conf.write(f'SITEURL = "{site}"\n')
        file.write_text(file.read_text("utf-8") + f"\nThêm câu {number}.\n", "utf-8")
        capsys.readouterr()
        assert publish(root, yes=True, now=LATER + timedelta(days=number)) == 0
        assert ("sao lưu" in capsys.readouterr().out) == (number == 0)

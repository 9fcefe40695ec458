"""The workplace heals itself: damage to the output and to what is remembered stops nobody.

Readers get exactly what a clean build makes, whatever was done to ``output/``
and ``.newsroom/`` before.
"""

import errno
import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from desk.actions.preview import _folder
from desk.publish.releases import Releases
from desk.terminal.build_command import build
from desk.terminal.check_command import check
from desk.terminal.console import officer_errors
from desk.terminal.publish_command import publish
from desk.terminal.verify_command import verify
from desk.verify import listing
from plugins import state_folder
from plugins.engine import output as engine_output
from tests.support import small_newsroom as small
from tests.support.sites import tree

POST = "tin-hoat-dong/2026/kiem-tra-nha-tam-giu.html"


@pytest.fixture
def site(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A newsroom with one release, built once more where it lies now: its stamps are believed."""
    monkeypatch.setenv("NEWSROOM_NOW", small.NOW.isoformat())
    monkeypatch.setattr(state_folder, "_said", set())
    monkeypatch.setattr(state_folder, "_held", {})
    assert publish(root, now=small.NOW) == 0
    return root


def change_in_place(file: Path) -> None:
    """Six bytes, with size and time as they were."""
    before, data = file.stat(), bytearray(file.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 6] = b"XXXXXX"
    with file.open("r+b") as opened:
        opened.write(data)
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def is_whole(root: Path, want: dict[str, bytes]) -> bool:
    """Whether another target, to which every file must be copied, gets what readers have."""
    assert publish(root, target=root / "khac", now=small.NOW) == 0
    return tree(root / "khac/current") == want == tree(root / "output")


def test_files_of_the_output_damaged_in_every_way_are_made_again_and_never_published(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output, want = site / "output", tree(site / "public/current")
    change_in_place(output / POST)
    os.truncate(output / "index.html", 40)
    (output / "robots.txt").unlink()
    (output / "sitemap.xml").write_bytes(b"")
    (output / "404.html").chmod(0o444)
    shutil.rmtree(output / "don-vi")
    shutil.rmtree(output / "phong")
    (output / "phong").write_text("một tệp của tôi", "utf-8")
    (output / "trang/lien-he.html").unlink(missing_ok=True)
    os.mkfifo(output / "trang/lien-he.html")
    for harmed, stands in (("tin-hoat-dong/index.html", "mkdir"), ("tac-gia/index.html", "link")):
        (output / harmed).unlink()
        if stands == "mkdir":
            (output / harmed).mkdir()
        else:
            (output / harmed).symlink_to("/etc/hostname")
    (output / ".DS_Store").write_text("của máy", "utf-8")
    (output / "anh/2026/cua-toi.jpg").write_text("ảnh của tôi", "utf-8")

    assert publish(site, now=small.NOW) == 0

    said = capsys.readouterr()
    assert "Không có gì thay đổi: độc giả vẫn xem bản 1" in said.out
    assert "nên anh/2026/cua-toi.jpg, phong ở đó đã được chuyển sang" in said.err
    assert (site / ".newsroom/ban-cu/output/phong").read_text("utf-8") == "một tệp của tôi"
    assert (output / ".DS_Store").read_text("utf-8") == "của máy"
    (output / ".DS_Store").unlink()
    assert is_whole(site, want)
    assert verify(site, output=output) == 0


@pytest.mark.parametrize("kind", ["gone", "empty", "file", "pipe", "nowhere", "linked"])
def test_an_output_that_is_no_folder_is_made_again(
    site: Path, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    output, want = site / "output", tree(site / "public/current")
    output.rename(site / "that")
    if kind == "empty":
        output.mkdir()
    elif kind == "file":
        output.write_text("của tôi", "utf-8")
    elif kind == "pipe":
        os.mkfifo(output)
    elif kind != "gone":
        output.symlink_to("that" if kind == "linked" else "khong-co")
    assert publish(site, now=small.NOW) == 0
    assert "Không có gì thay đổi" in capsys.readouterr().out
    assert is_whole(site, want)


def test_somebodys_folder_in_the_place_of_the_output_is_named_and_left_alone(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(site / "output")
    (site / "output").mkdir()
    (site / "output/bao-cao.docx").write_text("của tôi", "utf-8")
    assert publish(site, now=small.NOW) == 1
    assert "có bao-cao.docx không do hệ thống dựng trang tạo ra" in capsys.readouterr().err
    assert list(tree(site / "output")) == ["bao-cao.docx"]


def test_bytes_that_a_disk_lost_under_the_same_stamp_are_made_again_by_the_release(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """No stamp moves when a disk rots: here, none that one could see."""

    def blind(status: os.stat_result) -> bytes:
        return f"{status.st_size} {status.st_mtime_ns}".encode()

    def numbers(status: os.stat_result) -> tuple[int, int, int, int]:
        return status.st_size, status.st_mtime_ns, 0, 0

    monkeypatch.setattr(engine_output, "file_stamp", blind)
    monkeypatch.setattr(listing, "stamp_numbers", numbers)
    monkeypatch.setattr(listing, "is_settled", lambda _stamp, _looked: True)
    assert build(site, output=site / "output", conf="publishconf.py", now=small.NOW) == 0
    assert publish(site, now=small.NOW) == 0
    want = tree(site / "public/current")
    change_in_place(site / "output" / POST)
    change_in_place(site / "output/index.html")
    assert publish(site, now=small.NOW) == 0  # nothing is copied: nothing is known
    capsys.readouterr()

    assert is_whole(site, want)

    assert f"output/ có index.html, {POST} khác với lúc vừa soát" in capsys.readouterr().err


LINKS = {"link": "của tôi", "link to empty": "", "link to nowhere": None}


@pytest.mark.parametrize("harm", ["garbage", "cut", "emptied", "folder", "pipe", *LINKS])
def test_whatever_is_done_to_what_is_remembered_costs_time_alone(
    site: Path, harm: str, capsys: pytest.CaptureFixture[str]
) -> None:
    want = tree(site / "public/current")
    mine = site / "cua-toi.txt"
    words = LINKS.get(harm)
    if words is not None:
        mine.write_text(words, "utf-8")
    for file in [path for path in (site / ".newsroom").iterdir() if path.is_file()]:
        if harm == "cut":
            os.truncate(file, file.stat().st_size // 2)
            continue
        file.unlink()
        if harm == "garbage":
            file.write_bytes(b"\0rubbish" * 500)
        elif harm == "emptied":
            file.touch()
        elif harm == "folder":
            file.mkdir()
            (file / "thu.txt").write_text("của tôi", "utf-8")
        elif harm == "pipe":
            os.mkfifo(file)
        else:
            file.symlink_to(mine)
    os.mkfifo(site / ".newsroom/xuat-ban-tu-dong.json")
    for entry in list((site / ".newsroom/pictures").rglob("entry.json")):
        entry.unlink()
        os.mkfifo(entry)
    assert publish(site, now=small.NOW) == 0
    assert check(site) == 0
    said = capsys.readouterr()
    assert "Không có gì thay đổi" in said.out
    assert (harm == "emptied") == ("reading.sqlite3 bị hỏng nên máy làm lại" not in said.err)
    assert (mine.read_text("utf-8") if mine.exists() else None) == words
    if harm == "folder":
        assert len(list((site / ".newsroom/ban-cu").rglob("thu.txt"))) >= 4
    assert is_whole(site, want)
    capsys.readouterr()
    assert publish(site, now=small.NOW) == 0  # all is as it was
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("stands", "said"),
    [
        (Path.touch, "là một tệp, mà ở đó phải là thư mục"),
        (os.mkfifo, "là một tệp, mà ở đó phải là thư mục"),
        (lambda path: path.symlink_to("khong-co"), "là liên kết không dẫn tới thư mục nào"),
        (lambda path: path.symlink_to(path.name), "là liên kết không dẫn tới thư mục nào"),
    ],
)
def test_without_a_folder_of_state_everything_goes_on_and_it_is_said_once(
    site: Path,
    stands: Callable[[Path], object],
    said: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    want = tree(site / "public/current")
    shutil.rmtree(site / ".newsroom")
    shutil.rmtree(site / "output")
    stands(site / ".newsroom")
    assert check(site) == 0
    assert publish(site, now=small.NOW) == 0
    assert capsys.readouterr().err.count(said) == 1
    assert is_whole(site, want)
    assert verify(site, output=site / "output") == 0
    with _folder(site) as folder:
        assert build(site, output=folder, preview=True, now=small.NOW) == 0
        assert (folder / "index.html").is_file()
    assert not folder.exists()
    assert not (site / ".newsroom").is_dir()


def test_a_store_that_another_program_holds_is_done_without_and_stays(
    site: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(state_folder, "PATIENCE", 0.1)
    want = tree(site / "public/current")
    others = []
    for file in (site / ".newsroom").glob("*.sqlite3"):
        other = sqlite3.connect(file)
        other.execute("BEGIN EXCLUSIVE")
        others.append(other)
    assert publish(site, now=small.NOW) == 0
    assert is_whole(site, want)
    assert "Một chương trình khác đang giữ" in capsys.readouterr().err
    for other in others:
        other.rollback()
        other.close()
    assert publish(site, now=small.NOW) == 0
    assert "Một chương trình khác" not in capsys.readouterr().err


REFUSALS = [
    (errno.ENOSPC, "Ổ đĩa đã đầy"),
    (errno.EROFS, "Ổ đĩa chỉ cho đọc"),
    (errno.EACCES, "Không có quyền"),
    (errno.EIO, "Ổ đĩa bị lỗi"),
    (errno.ENAMETOOLONG, "quá dài"),
    (errno.ESTALE, "vừa bị ngắt"),
    (errno.ENOTCONN, "Hệ điều hành không cho làm việc"),
]


@pytest.mark.parametrize(("number", "said"), REFUSALS)
def test_what_the_disk_refuses_is_one_sentence_that_names_the_file(
    site: Path,
    number: int,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Writing a page, in a build and when publishing; readers keep what they had."""
    page = site / "output" / POST
    page.unlink()

    def refuse(path: str, _data: bytes) -> None:
        raise OSError(number, os.strerror(number), path)

    monkeypatch.setattr(engine_output, "create", refuse)
    commands: list[Callable[[], int]] = [
        lambda: build(site, output=site / "output", conf="publishconf.py", now=small.NOW),
        lambda: publish(site, now=small.NOW),
    ]
    for command in commands:
        with pytest.raises(SystemExit) as stopped, officer_errors(site):
            command()
        assert stopped.value.code == 1
        words = capsys.readouterr().err
        assert said in words
        assert f"«{page}»" in words
        assert "Traceback" not in words
    assert Releases(folder=site / "public").current() == 1

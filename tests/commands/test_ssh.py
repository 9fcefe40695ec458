"""Publishing to a server through a real ssh: what is there after each command, and what is said."""

import contextlib
import json
import random
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.publish.manifest import parse
from desk.publish.targets.remote import TargetError
from desk.publish.tree import scan
from desk.terminal.publish_command import publish
from desk.terminal.rollback_command import rollback
from desk.terminal.targets_command import targets
from tests.support import small_newsroom as small
from tests.support.long import examples
from tests.support.ssh_server import TOOLS, BadLine, SshServer, new_key, restarted, ssh_server, stop
from tests.unit.test_targets_server import Place, assert_nothing_grew, entries, kill_a_publisher

KEEP = 3


@pytest.fixture(scope="module")
def server() -> Iterator[SshServer]:
    with ssh_server() as one:
        yield one


@pytest.fixture
def newsroom(tmp_path: Path, server: SshServer) -> Path:
    root = small.make(tmp_path / "newsroom")
    (tmp_path / "srv").mkdir()
    write_targets(root, server.table("web", tmp_path / "srv/tin"))
    return root


def write_targets(root: Path, text: str) -> None:
    said = f'section = "Tin hoạt động"\n{text}'
    (root / "content/newsroom.toml").write_text(said, encoding="utf-8")


def there(root: Path) -> Path:
    return root.parent / "srv/tin"


def go(root: Path, **more: object) -> int:
    return publish(root, yes=True, now=small.NOW, **more)  # type: ignore[arg-type]


def edit(root: Path, words: str) -> None:
    file = root / "content" / small.EDITED
    text = file.read_text("utf-8")
    file.write_text(text.replace("Đoàn ghi nhận", f"{words}\n\nĐoàn ghi nhận", 1), "utf-8")


def assert_exact(root: Path, number: int) -> None:
    """Readers there see release ``number``, byte for byte what the manifest here says."""
    current = there(root) / "current"
    assert current.readlink().as_posix() == f"releases/{number}"
    manifest = parse((root / f"public/manifests/{number}.json").read_bytes())
    assert dict(scan(current.resolve())) == dict(manifest.files)


def leftovers(root: Path) -> list[str]:
    """Names of what nobody needs."""
    folder = there(root)
    known = {".lease.last", "current", "history.jsonl", "manifests", "releases"}
    names = [one.name for one in folder.iterdir() if one.name not in known]
    return names + [one.name for one in (folder / "releases").iterdir() if not one.name.isdigit()]


def test_ten_changes_a_rollback_and_what_is_pruned(
    newsroom: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert go(newsroom) == 0
    assert "Lần đầu gặp máy chủ 127.0.0.1, khóa nhận dạng SHA256:" in capsys.readouterr().err
    assert_exact(newsroom, 1)
    for number in range(2, 12):
        edit(newsroom, f"Lần sửa thứ {number}.")
        if number == 5:
            (newsroom / "content/tin-hoat-dong/2026/so-ket-cong-tac-tuan-3.md").unlink()
        assert go(newsroom, accept_removed=True) == 0
        assert "Lần đầu gặp" not in capsys.readouterr().err
        assert_exact(newsroom, number)
        assert leftovers(newsroom) == []

    assert rollback(newsroom, yes=True, at="web") == 0

    assert_exact(newsroom, 10)
    kept = sorted(int(one.name) for one in (there(newsroom) / "releases").iterdir())
    assert kept == [9, 10, 11] == sorted(range(12 - KEEP, 12))
    names = {one.name for one in (there(newsroom) / "manifests").glob("*.json")}
    assert {f"{n}.json" for n in kept} <= names
    shared = [
        (there(newsroom) / f"releases/{n}" / small.WITHDRAWN.replace(".md", ".html")).stat().st_ino
        for n in kept
    ]
    assert len(set(shared)) == 1, "what did not change is there once"
    assert targets(newsroom, json=True) == 0
    said = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (said["release"], said["exact"], said["releases"]) == (10, True, kept)


def test_a_server_with_five_programs_alone(tmp_path: Path) -> None:
    with ssh_server(tools=TOOLS) as poor:
        root = small.make(tmp_path / "newsroom")
        there(root).mkdir(parents=True)
        write_targets(root, poor.table("web", there(root)))
        assert go(root) == 0
        for number in range(2, 7):
            edit(root, f"Lần sửa thứ {number}.")
            assert go(root) == 0
            assert_exact(root, number)
        assert rollback(root, yes=True) == 0
        assert_exact(root, 5)
        assert leftovers(root) == []
        assert len(list((there(root) / "releases").iterdir())) == KEEP


def test_a_line_that_breaks_leaves_nothing_half_and_what_was_sent_is_not_sent_again(
    newsroom: Path, server: SshServer, capsys: pytest.CaptureFixture[str]
) -> None:
    line = BadLine(server.port)
    write_targets(newsroom, server.table("web", there(newsroom), port=line.port))
    assert go(newsroom) == 0
    for number in range(1, 4):
        small.photo(newsroom, f"anh/2026/kiem-tra-{number}.jpg", (number * 60, 90, 200))
        edit(newsroom, f"![Ảnh {number}: đoàn kiểm tra](anh/2026/kiem-tra-{number}.jpg)")
    before = line.sent
    line.breaks_after = 60_000
    capsys.readouterr()

    with pytest.raises(RuntimeError, match="Mất kết nối với máy chủ"):
        go(newsroom)

    assert_exact(newsroom, 1)
    cut = line.sent - before
    line.breaks_after = None
    before = line.sent
    assert go(newsroom) == 0
    assert_exact(newsroom, 2)
    assert leftovers(newsroom) == []
    capsys.readouterr()
    assert cut < 80_000
    line.close()


def test_what_the_way_there_refuses_is_said_in_words(
    tmp_path: Path, server: SshServer, newsroom: Path
) -> None:
    def said(text: str) -> str:
        write_targets(newsroom, text)
        with pytest.raises(RuntimeError) as caught:
            go(newsroom)
        return str(caught.value)

    folder = there(newsroom)
    assert "Không tìm thấy máy chủ tên khong-co.invalid" in said(
        server.table("web", folder, host="khong-co.invalid")
    )
    assert "không mở cổng ssh (cổng 1)" in said(server.table("web", folder, port=1))
    other = tmp_path / "other"
    new_key(other)
    assert "không nhận khóa đăng nhập" in said(server.table("web", folder, key=str(other)))
    assert "không có thư mục" in said(server.table("web", tmp_path / "khong/co/dau"))
    (tmp_path / "la").mkdir()
    (tmp_path / "la/index.php").write_text("x")
    assert "đang chứa thứ khác" in said(server.table("web", tmp_path / "la"))
    assert not folder.exists()


def test_a_server_with_another_key_is_not_believed(tmp_path: Path) -> None:
    with ssh_server() as first:
        root = small.make(tmp_path / "newsroom")
        (tmp_path / "srv").mkdir()
        write_targets(root, first.table("web", there(root)))
        assert go(root) == 0
        second = restarted(first)
        try:
            edit(root, "Một câu mới.")
            with pytest.raises(RuntimeError, match="không phải khóa đã biết"):
                go(root)
            assert_exact(root, 1)
            pinned = (second.place / "host.pub").read_text("utf-8").rsplit(" ", 1)[0]
            write_targets(root, second.table("web", there(root), host_key=pinned))
            assert go(root) == 0
            assert_exact(root, 2)
        finally:
            stop(second)


def test_two_publishers_one_target(newsroom: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Another machine's copy of the same content, which knows nothing of what the first sent."""
    assert go(newsroom) == 0
    other = newsroom.parent / "other"
    shutil.copytree(newsroom, other, ignore=shutil.ignore_patterns("public", ".newsroom", "output"))
    small.write(
        newsroom,
        "tin-hoat-dong/2026/bai-cua-may-thu-nhat.md",
        small.post("Bài của máy thứ nhất", "2026-03-19 08:00", "Phòng 15 họp giao ban tuần."),
    )
    assert go(newsroom) == 0
    capsys.readouterr()

    assert go(other) == 1

    said = capsys.readouterr()
    assert "đang cho xem bản 2, do người dùng" in said.err
    assert "bai-cua-may-thu-nhat" in said.out + said.err
    assert_exact(newsroom, 2)
    shutil.copytree(newsroom / "content", other / "content", dirs_exist_ok=True)
    edit(other, "Máy thứ hai sửa một chỗ.")
    assert go(other) == 0
    assert (there(newsroom) / "current").readlink().as_posix() == "releases/3"
    manifest = parse((other / "public/manifests/3.json").read_bytes())
    assert dict(scan(there(newsroom) / "releases/3")) == dict(manifest.files)
    shutil.copytree(other / "content", newsroom / "content", dirs_exist_ok=True)
    edit(newsroom, "Máy thứ nhất lại sửa.")
    assert go(newsroom) == 0
    assert_exact(newsroom, 4)


@pytest.mark.long
def test_two_hundred_lines_that_break_and_three_hundred_kills_through_ssh(
    tmp_path: Path, server: SshServer
) -> None:
    """After each, readers see a whole release, and the next publication is like any other."""
    chance = random.Random(16)
    line = BadLine(server.port)
    place = Place(tmp_path / "here", tmp_path / "served", command=through(server, line.port))
    files = {f"trang/{n}.html": chance.randbytes(2000).hex() for n in range(60)}
    place.publish(files)
    for trial in range(200):
        after = {**files, **{f"moi-{n}": chance.randbytes(3000).hex() for n in range(5)}}
        line.breaks_after = chance.randrange(3_000, 45_000)
        with contextlib.suppress(TargetError):
            place.publish(after)
        assert place.shown() in (entries(files), entries(after))
        line.breaks_after = None
        files = {**after, "lan-sau": str(trial)}
        place.publish(files)
        assert place.shown() == entries(files)
    assert_nothing_grew(place)
    began = time.monotonic()
    place.publish({**files, "moi": "x"})
    long = time.monotonic() - began
    for trial in range(300):
        after = {**files, **{f"moi-{n}": chance.randbytes(3000).hex() for n in range(5)}}
        kill_a_publisher(place, after, chance.random() * long * 1.1)
        assert place.shown() in (entries(files), entries(after), entries({**files, "moi": "x"}))
        files = {**after, "lan-sau": f"giết {trial}"}
        place.publish(files)
        assert place.shown() == entries(files)
    assert_nothing_grew(place)
    line.close()


def through(server: SshServer, port: int) -> list[str]:
    """How to reach ``server`` by ``port``."""
    options = ("BatchMode=yes", "StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null")
    more = [word for one in (*options, "LogLevel=ERROR", "Compression=yes") for word in ("-o", one)]
    return ["ssh", "-T", *more, "-i", str(server.key), "-p", str(port), "127.0.0.1"]


def test_a_disk_that_is_full_there(tmp_path: Path) -> None:
    """A real one, of two megabytes; needs the right to mount."""
    served = tmp_path / "small"
    served.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(served)]
    if shutil.which("mount") is None or subprocess.run(mount, check=False).returncode:
        pytest.skip("needs the right to mount a small disk")
    try:
        place = Place(tmp_path / "here", served)
        chance = random.Random(16)
        files = {f"trang/{n}": chance.randbytes(1000).hex() for n in range(200)}
        place.publish(files)
        for trial in range(examples(2, 20)):
            after = {**files, **{f"lon-{n}": chance.randbytes(9000).hex() for n in range(120)}}
            with pytest.raises(TargetError, match="đã đầy"):
                place.publish(after)
            assert place.shown() == entries(files)
            files = {**files, "lan-sau": str(trial)}
            place.publish(files)
            assert place.shown() == entries(files)
        assert_nothing_grew(place)
    finally:
        subprocess.run(["umount", str(served)], check=True)

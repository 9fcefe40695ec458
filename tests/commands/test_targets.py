"""Several targets: each whole or untouched, told one by one."""

import json
import shutil
from pathlib import Path

import pytest

from desk.publish.targets import remote as servers
from desk.publish.targets.ssh_session import remote_command
from desk.publish.tree import scan
from desk.terminal.correct_command import withdraw
from desk.terminal.publish_command import publish
from desk.terminal.purge_command import purge
from desk.terminal.rollback_command import rollback
from desk.terminal.targets_command import targets
from plugins.targets import Target
from tests.support import small_newsroom as small

TARGETS = """section = "Tin hoạt động"

[[target]]
name = "web"
host = "www.example"
folder = "{top}/web"

[[target]]
name = "du-phong"
folder = "{top}/du-phong"
"""


@pytest.fixture
def newsroom(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One that was published to ``public``, which is what its first target mirrors."""

    def here(_root: Path, target: Target) -> list[str]:
        return ["sh", "-c", remote_command(target.folder)]

    monkeypatch.setattr(servers, "ssh_command", here)
    top = root.parent / "top"
    top.mkdir()
    (root / "content/newsroom.toml").write_text(TARGETS.format(top=top), "utf-8")
    return root


def go(root: Path, to: str = "") -> int:
    return publish(root, yes=True, to=to, now=small.NOW)


def edit(root: Path) -> None:
    file = root / "content" / small.EDITED
    file.write_text(file.read_text("utf-8").replace("trong hai ngày", "trong ba ngày"), "utf-8")


def shown(root: Path, name: str) -> dict[str, object]:
    return dict(scan((root.parent / "top" / name / "current").resolve()))


def test_each_gets_it_and_is_told_apart(newsroom: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(newsroom)

    assert go(newsroom) == 0

    said = capsys.readouterr().out
    assert f"Nơi công bố «web» (www.example:{newsroom.parent}/top/web):" in said
    assert "Đã gửi" in said
    assert said.rstrip().endswith("Đã xong ở cả 2 nơi: web, du-phong.")
    assert shown(newsroom, "web") == shown(newsroom, "du-phong")
    assert targets(newsroom, json=True) == 0
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(one["target"], one["kind"], one["release"], one["exact"]) for one in records] == [
        ("web", "ssh", 2, True),
        ("du-phong", "folder", 1, True),
    ]


def test_one_alone_by_its_name(newsroom: Path) -> None:
    edit(newsroom)

    assert go(newsroom, "du-phong") == 0

    assert not (newsroom.parent / "top/web").exists()
    assert go(newsroom, "web") == 0
    assert rollback(newsroom, yes=True, at="web") == 0
    assert shown(newsroom, "web") != shown(newsroom, "du-phong")
    assert rollback(newsroom, to=1, yes=True) == 2


def test_what_one_cannot_take_the_other_has(
    newsroom: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (newsroom.parent / "top/web").write_text("a file")

    assert go(newsroom) == 1

    assert "Chưa xong ở: web. Đã xong ở: du-phong." in capsys.readouterr().err
    assert (newsroom.parent / "top/du-phong/current/index.html").is_file()
    assert targets(newsroom) == 1


def test_a_withdrawal_and_what_is_purged_reach_all(newsroom: Path) -> None:
    assert go(newsroom) == 0
    post = small.MOVED

    assert withdraw(newsroom, post=post, why="Đăng nhầm số liệu", yes=True, now=small.NOW) == 0

    page = post.replace(".md", ".html")
    for name in ("web", "du-phong"):
        text = (newsroom.parent / "top" / name / "current" / page).read_text("utf-8")
        assert "Đăng nhầm số liệu" in text
    purge(newsroom, post=post, yes=True, content=True)
    for name in ("web", "du-phong"):
        assert len(list((newsroom.parent / "top" / name / "releases").glob("[0-9]*"))) == 1


def test_what_was_changed_there_is_named(
    newsroom: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert go(newsroom) == 0
    page = newsroom.parent / "top/web/current/index.html"
    page.chmod(0o644)
    page.write_text("đã bị sửa")
    capsys.readouterr()

    assert targets(newsroom, name="web") == 1

    assert "index.html: đã bị sửa ngoài lệnh công bố" in capsys.readouterr().err

    assert targets(newsroom, name="web", fix=True) == 0

    assert "Đã gửi lại 1 tệp bị hỏng lên «web»." in capsys.readouterr().out
    assert shown(newsroom, "web") == shown(newsroom, "du-phong")


def test_what_is_wrong_in_the_file_and_who_cannot_be_reached_hide_no_other(
    newsroom: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert go(newsroom) == 0
    shutil.rmtree(newsroom.parent / "top/web")
    (newsroom.parent / "top/web").write_text("a file")
    capsys.readouterr()

    assert targets(newsroom, fix=True) == 1

    said = capsys.readouterr()
    assert "«web»: Trên máy chủ www.example không có thư mục" in said.err
    assert "«du-phong»: độc giả xem bản 1" in said.out
    file = newsroom / "content/newsroom.toml"
    file.write_text(file.read_text("utf-8").replace("host =", "hots ="), "utf-8")
    assert targets(newsroom) == 1
    assert "content/newsroom.toml:5: nơi công bố không có khóa nào tên «hots»" in (
        capsys.readouterr().err
    )


def test_each_says_which_releases_it_has_and_not_what_this_machine_remembers(
    newsroom: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    other = newsroom.with_name("other")
    edit(newsroom)
    assert go(newsroom) == 0
    shutil.copytree(newsroom, other, symlinks=True)
    file = other / "content" / small.EDITED
    file.write_text(file.read_text("utf-8").replace("trong ba ngày", "trong bốn ngày"), "utf-8")
    assert go(other, "web") == 0
    shutil.rmtree(newsroom.parent / "top/web/releases/1")
    capsys.readouterr()

    assert rollback(newsroom, only_list=True) == 0

    said = capsys.readouterr().out
    web, folder = said.split("Nơi công bố «du-phong»")
    assert f"Các bản của «web» (www.example:{newsroom.parent}/top/web):" in web
    rows = {row.split()[0]: row for row in web.splitlines() if row.split()[:1] > ["0"]}
    assert "đang hiện, chỉ trên máy chủ" in rows["3"]
    assert rows["3"].split()[3].isdigit()  # read from the server: how many posts it has
    assert "trên máy chủ và máy này" in rows["2"]
    assert "đang hiện" not in rows["2"]
    assert "chỉ còn ở máy này" in rows["1"]
    assert f"Các bản trong {newsroom.parent}/top/du-phong:" in folder
    assert "máy chủ" not in folder

    monkeypatch.setattr(servers, "ssh_command", lambda _root, _target: ["false"])
    assert rollback(newsroom, only_list=True, at="web") == 1
    told = capsys.readouterr()
    assert "Chưa xem được «web»; sau đây chỉ là những gì máy này nhớ." in told.err
    assert f"Các bản trong {newsroom}/public:" in told.out


def test_the_way_back_that_is_offered_is_of_the_same_target(
    newsroom: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(newsroom)
    assert go(newsroom) == 0
    capsys.readouterr()
    assert rollback(newsroom, yes=True, at="web") == 0
    told = capsys.readouterr()
    assert "Bản 2 vẫn giữ: invoke rollback --to 2 --from web\n" in told.out
    assert rollback(newsroom, to=2, yes=True, at="web") == 0
    assert rollback(newsroom, only_list=True, at="du-phong") == 0
    assert "invoke rollback --to <số> --from du-phong\n" in capsys.readouterr().out

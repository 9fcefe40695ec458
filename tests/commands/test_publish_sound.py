"""What lies on the disk stays sound: damage of every kind is named, mended, and never passed on."""

import json
import os
import shutil
from pathlib import Path

import pytest

from desk.publish import unattended
from desk.publish.releases import Releases
from desk.publish.tree import scan
from desk.terminal.publish_command import publish
from desk.terminal.rollback_command import rollback
from desk.terminal.verify_command import verify_releases
from tests.support import small_newsroom as small
from tests.unit.test_publish_live import cut_short, folder_instead, link_instead, six_bytes_in_place

EDITED = small.EDITED.replace(".md", ".html")
MOVED = small.MOVED.replace(".md", ".html")
WEEK_3 = "tin-hoat-dong/2026/so-ket-cong-tac-tuan-3.html"


def releases(root: Path) -> Releases:
    return Releases(folder=root / "public")


def go(root: Path) -> int:
    return publish(root, now=small.NOW, yes=True)


def edit(root: Path, old: str, new: str) -> None:
    file = root / "content" / small.EDITED
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def records(said: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in said.splitlines()]


def whole(root: Path, number: int) -> dict[str, object]:
    return dict(scan(root / f"public/releases/{number}"))


def everything(folder: Path) -> dict[str, tuple[int, int, int]]:
    return {
        str(path): (path.lstat().st_ino, path.lstat().st_ctime_ns, path.lstat().st_size)
        for path in folder.rglob("*")
    }


def test_ten_kinds_of_damage_at_once_are_each_named_and_mended_by_a_publication_of_nothing(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In what readers see, in the history, the lock, the output and all that is only kept."""
    before = whole(root, 1)
    live = root / "public/releases/1"
    six_bytes_in_place(live / EDITED)
    cut_short(live / MOVED)
    (live / WEEK_3).unlink()
    link_instead(live / "index.html")
    folder_instead(live / "robots.txt")
    (live / "la.php").write_text("<?php", "utf-8")
    (live / "lo.html").symlink_to("/etc/hostname")
    with (root / "public/history.jsonl").open("ab") as history:
        history.write(b'\n{"at": "2026-\x00\xff')
    (root / "public/.lock").write_text("{", "utf-8")
    (root / "public/stamps").write_bytes(b"stamps")
    (root / "public/sampled").write_bytes(b"\xff\xfe")
    six_bytes_in_place(root / "output" / EDITED)
    cut_short(root / "output" / MOVED)
    for kept in (root / ".newsroom").glob("*.*"):
        kept.write_bytes(kept.read_bytes()[:100] + os.urandom(200))
    capsys.readouterr()
    untouched = everything(root / "public")

    assert verify_releases(root, json=True) == 1

    first, *found = records(capsys.readouterr().out)
    assert first == {"release": 1, "live": True, "files": len(before), "wrong": 7}
    assert {(one["path"], one["fault"]) for one in found} == {
        (f"releases/1/{EDITED}", "changed"),
        (f"releases/1/{MOVED}", "changed"),
        (f"releases/1/{WEEK_3}", "missing"),
        ("releases/1/index.html", "link"),
        ("releases/1/robots.txt", "folder"),
        ("releases/1/la.php", "foreign-file"),
        ("releases/1/lo.html", "foreign-link"),
    }
    assert everything(root / "public") == untouched

    assert go(root) == 0

    said = "".join(capsys.readouterr())
    for name, what in {
        EDITED: "đã bị sửa ngoài lệnh công bố",
        MOVED: "đã bị sửa ngoài lệnh công bố",
        WEEK_3: "đã mất",
        "index.html": "phải là tệp, nay là liên kết",
        "robots.txt": "phải là tệp, nay là thư mục",
        "la.php": "là tệp lạ",
        "lo.html": "là liên kết lạ",
    }.items():
        assert f"  {name}: {what}" in said
    assert "Không có gì thay đổi: độc giả vẫn xem bản 1" in said
    assert whole(root, 1) == before
    assert dict(scan(root / "output")) == before

    assert verify_releases(root) == 0
    assert f"Bản 1, độc giả đang xem: {len(before)} tệp, đúng từng byte" in capsys.readouterr().out
    assert go(root) == 0
    assert "không còn đúng" not in "".join(capsys.readouterr())

    # Nobody read the log of either: the next command says it, until a person has published.
    words = unattended.first_words(root)
    assert "thấy bản 1 độc giả đang xem có 7 chỗ bị sửa, mất hoặc lạ" in words
    assert "invoke verify --live" in words
    unattended.forget(root, attended=True)
    assert unattended.first_words(root) == ""


def test_a_tampered_page_whose_text_is_edited_too_is_mended_in_the_release_it_was_in(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The output has the page no more: it is built again from the text that readers had."""
    before = whole(root, 1)
    six_bytes_in_place(root / "public/releases/1" / EDITED)
    cut_short(root / "output" / EDITED)
    edit(root, "trong hai ngày", "trong ba ngày")

    assert go(root) == 0

    said = "".join(capsys.readouterr())
    assert f"  {EDITED}: đã bị sửa ngoài lệnh công bố" in said
    assert "lấy từ bản dựng lại từ bài viết" in said
    assert "Đã công bố bản 2" in said
    assert whole(root, 1) == before
    assert whole(root, 2) == dict(scan(root / "output"))
    assert not (root / ".newsroom/dung-lai").exists()
    assert rollback(root, yes=True) == 0
    assert dict(scan(root / "public/current")) == before


def test_a_manifest_lost_is_made_again_when_the_build_proves_it_and_else_all_is_copied(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = root / "public/manifests/1.json"
    known = releases(root).manifest(1)
    assert known is not None
    file.unlink()
    assert verify_releases(root) == 1
    assert f"bản kê {file} không còn" in capsys.readouterr().err

    assert go(root) == 0

    assert "Đã lập lại bản kê của bản 1" in capsys.readouterr().out
    made = releases(root).manifest(1)
    assert made is not None
    assert (made.files, made.addresses) == (known.files, known.addresses)
    assert verify_releases(root) == 0

    file.write_bytes(file.read_bytes().replace(b"robots.txt", b"rabots.txt"))
    edit(root, "trong hai ngày", "trong ba ngày")
    capsys.readouterr()
    assert go(root) == 0
    said = capsys.readouterr()
    assert "đã bị sửa ngoài lệnh công bố: " in said.err
    assert "Không lập lại được bản kê của bản 1" in said.err
    assert whole(root, 2) == dict(scan(root / "output"))

    (root / "public/current").unlink()
    assert verify_releases(root) == 1
    assert "đã mất: độc giả không xem được bản nào" in capsys.readouterr().err
    assert verify_releases(root, json=True) == 1
    assert records(capsys.readouterr().out)[-1]["path"] == "current"


@pytest.fixture
def two(root: Path) -> Path:
    """A newsroom with two releases, the second with an edited post."""
    edit(root, "trong hai ngày", "trong ba ngày")
    assert go(root) == 0
    return root


def test_a_damaged_release_is_mended_from_any_sound_copy_before_readers_are_taken_back_to_it(
    two: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = whole(two, 1)
    old = two / "public/releases/1"
    six_bytes_in_place(old / WEEK_3)  # both releases and what readers see have it
    cut_short(old / EDITED)  # it alone has it, and the text was edited since
    (old / "index.html").unlink()
    (old / "la.html").write_text("lạ", "utf-8")
    capsys.readouterr()
    assert verify_releases(two) == 1
    said = "".join(capsys.readouterr())
    assert "Bản 1 được sửa khi trở lại: invoke rollback --to 1" in said

    assert rollback(two, yes=True) == 0

    said = "".join(capsys.readouterr())
    assert f"  {EDITED}: đã bị sửa ngoài lệnh công bố" in said
    assert "  index.html: đã mất" in said
    assert "lấy từ bản dựng lại từ bài viết" in said
    assert "Độc giả nay xem bản 1" in said
    assert dict(scan(two / "public/current")) == before
    assert verify_releases(two) == 0

    # And one of which nothing is left but its manifest.
    shutil.rmtree(two / "public/releases/2")
    after = dict(scan(two / "output"))
    assert rollback(two, to=2, yes=True) == 0
    assert dict(scan(two / "public/current")) == after


def test_a_release_of_which_no_sound_copy_is_left_is_refused_by_name_and_a_sound_one_offered(
    two: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(two, "trong ba ngày", "trong bốn ngày")
    assert go(two) == 0
    cut_short(two / "public/releases/2" / EDITED)
    (two / "public/texts.sqlite3").unlink()
    capsys.readouterr()

    assert rollback(two, yes=True) == 1

    said = "".join(capsys.readouterr())
    assert "Không trở lại bản 2: 1 tệp không còn đúng như khi công bố" in said
    assert said.count(f"  {EDITED}: đã bị sửa ngoài lệnh công bố") == 2
    assert "invoke rollback --to 1" in said
    assert releases(two).current() == 3


def test_what_cannot_be_mended_stops_nobody_and_is_never_passed_on(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_args: object) -> None:
        raise PermissionError(13, "Permission denied", "la.html")

    monkeypatch.setattr("desk.publish.soundness.restore", refused)
    six_bytes_in_place(root / "public/releases/1" / WEEK_3)
    (root / "public/releases/1/la.html").write_text("lạ", "utf-8")
    edit(root, "trong hai ngày", "trong ba ngày")

    assert go(root) == 0

    said = capsys.readouterr()
    assert "Chưa sửa được bản 1: Không có quyền" in said.err
    assert "Còn 2 chỗ trên chưa sửa được" in said.err
    assert "Đã công bố bản 2" in said.out
    assert whole(root, 2) == dict(scan(root / "output"))

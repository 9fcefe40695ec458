"""Accepting an import: what is published at once, and the one answer for what readers had."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from desk.terminal.import_command import accept, import_file
from plugins.content import read_newsroom
from plugins.vietnamese import VIETNAM
from tests.support.old_portals import Article, article, encoded, page
from tests.support.posts import write_agency

NOW = datetime(2026, 6, 1, 8, 0, tzinfo=VIETNAM)
RUN = "20260601-080000"
NAMED = "Bị cáo Nguyễn Văn Bình (sinh năm 1985, trú tại xã Đông Mẫu) phạm tội trộm cắp tài sản."
WHY = "đã đăng công khai trên cổng cũ"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    write_agency(tmp_path / "content")
    for number in range(3):
        put(tmp_path, article(number))
    return tmp_path


def put(desk: Path, one: Article, signed: str = "Việt Hưng - Phòng 15") -> None:
    file = desk / "cu" / f"bai-{one.number}.html"
    file.parent.mkdir(exist_ok=True)
    text = page(one, "news").replace("Việt Hưng - Phòng 15", signed)
    file.write_bytes(encoded(text, "utf-8"))


def imported(desk: Path, **how: bool | str) -> None:
    import_file(desk, desk / "cu", now=NOW, **how)


def statuses(desk: Path) -> list[str]:
    files = sorted((desk / "content").glob("*/*/*.md"))
    rows = (row for file in files for row in file.read_text("utf-8").split("\n"))
    return [row.removeprefix("status: ") for row in rows if row.startswith("status: ")]


def post(desk: Path, number: int) -> Path:
    title = f'title: "{article(number).title}"'
    files = (desk / "content").glob("*/*/*.md")
    (found,) = (file for file in files if title in file.read_text("utf-8"))
    return found


def test_what_is_not_doubtful_is_published(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(desk, article(3), signed="")
    imported(desk)
    assert statuses(desk) == ["draft"] * 4
    assert accept(desk, RUN, now=NOW) == 3
    assert statuses(desk).count("published") == 3
    assert "status: draft" in post(desk, 3).read_text("utf-8")
    assert "Đã nhận 3 bài; 1 bài để lại" in capsys.readouterr().out
    newsroom = read_newsroom(desk / "content", NOW).newsroom
    assert newsroom is not None
    assert len(newsroom.published) == 3


@pytest.mark.parametrize("name", [RUN, f".newsroom/nhap-bai/{RUN}/bao-cao.csv"])
def test_an_import_is_named_by_its_report(
    desk: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(desk)
    imported(desk)
    assert accept(desk, name, now=NOW) == 0
    assert statuses(desk) == ["published"] * 3


def test_an_import_that_never_was_is_refused(desk: Path) -> None:
    imported(desk)
    assert accept(desk, "20010101-000000", now=NOW) == 2


@pytest.mark.parametrize(
    ("old", "new", "status"),
    [
        ("author: Việt Hưng", "author: Người Lạ", "draft"),
        ("department: Phòng 15", "department: Phòng 99", "draft"),
        ("\n---\n\n", "\n---\n\nMột câu cán bộ viết thêm vào đầu bài. ", "published"),
    ],
)
def test_an_edited_draft_is_looked_at_again(
    desk: Path, old: str, new: str, status: str, capsys: pytest.CaptureFixture[str]
) -> None:
    imported(desk)
    file = post(desk, 0)
    file.write_text(file.read_text("utf-8").replace(old, new, 1), "utf-8")
    accept(desk, RUN, now=NOW)
    assert f"status: {status}\n" in file.read_text("utf-8")
    assert statuses(desk).count("published") == 2 + (status == "published")
    assert ("đã sửa sau khi nhập" in capsys.readouterr().out) == (status == "draft")


def test_one_answer_covers_all_personal_data(desk: Path) -> None:
    for number in (4, 5):
        put(desk, article(number)._replace(paragraphs=(NAMED, *article(number).paragraphs)))
    imported(desk)
    assert accept(desk, RUN, now=NOW) == 3
    assert statuses(desk).count("published") == 3
    assert accept(desk, RUN, by="Trần Thị Duyệt", why=WHY, now=NOW) == 0
    assert statuses(desk) == ["published"] * 5
    for number in (4, 5):
        assert f'by: Trần Thị Duyệt, on: 2026-06-01, why: "{WHY}"' in post(desk, number).read_text(
            "utf-8"
        )
    reading = read_newsroom(desk / "content", NOW)
    assert not [one for one in reading.problems if one.severity == "answer"]


def test_with_publish_the_answer_may_be_given_at_once(desk: Path) -> None:
    put(desk, article(4)._replace(paragraphs=(NAMED, *article(4).paragraphs)))
    imported(desk, publish=True)
    assert "status: draft" in post(desk, 4).read_text("utf-8")
    assert statuses(desk).count("published") == 3
    imported(desk, publish=True, force=True, by="Trần Thị Duyệt", why=WHY)
    assert statuses(desk) == ["published"] * 4


@pytest.mark.parametrize("how", [{"by": "Trần Thị Duyệt"}, {"why": WHY}])
def test_half_an_answer_is_none(desk: Path, how: dict[str, str]) -> None:
    imported(desk)
    assert accept(desk, RUN, now=NOW, **how) == 2
    assert import_file(desk, desk / "cu", publish=True, now=NOW, **how) == 2
    assert statuses(desk) == ["draft"] * 3

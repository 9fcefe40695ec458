"""What is kept of imports: read again by today's importer, and found when it must vanish."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from desk.actions import import_again
from desk.backup.gather import own_files
from desk.importers.old_fonts import Encoding
from desk.publish.phrases import distinct, phrases
from desk.publish.traces import in_state
from desk.terminal.import_command import again, import_file
from plugins.vietnamese import VIETNAM
from tests.support.old_portals import article, encoded, page
from tests.support.posts import write_agency
from tests.support.word_files import typed_for

NOW = datetime(2026, 6, 1, 8, 0, tzinfo=VIETNAM)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    write_agency(tmp_path / "content")
    for number, encoding in enumerate(("utf-8", "tcvn3", "utf-8")):
        file = tmp_path / "cu" / f"bai-{number}.html"
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(encoded(page(article(number), "news"), encoding))
    assert import_file(tmp_path, tmp_path / "cu", now=NOW) == 0
    return tmp_path


def post(desk: Path, number: int) -> Path:
    title = f'title: "{article(number).title}"'
    files = (desk / "content").glob("*/*/*.md")
    (found,) = (file for file in files if title in file.read_text("utf-8"))
    return found


def kept(desk: Path) -> list[Path]:
    return sorted(file for file in (desk / ".newsroom/ban-goc").rglob("*") if file.is_file())


def test_every_original_is_kept_once(desk: Path) -> None:
    sources = {file.read_bytes() for file in (desk / "cu").iterdir()}
    assert {file.read_bytes() for file in kept(desk) if file.suffix == ".html"} == sources
    assert len(kept(desk)) == 6
    (desk / "cu/bai-0.html").rename(desk / "cu/khac.html")
    import_file(desk, desk / "cu", force=True, now=NOW)
    assert len(kept(desk)) == 6


def test_the_same_code_says_the_same(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = post(desk, 0).read_bytes()
    post(desk, 0).write_bytes(before.replace(b"draft", b"published"))
    capsys.readouterr()
    assert again(desk, []) == 0
    assert "0 bài nay đọc khác, 3 bài như cũ" in capsys.readouterr().out


def test_what_the_importer_says_otherwise_is_told_apart_from_an_edit(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in (0, 1):
        file = post(desk, number)
        first = article(number).paragraphs[0]
        text = file.read_text("utf-8").replace(first, f"{first} Một câu cán bộ viết thêm.")
        file.write_text(text, "utf-8")
    before = {file: file.read_bytes() for file in (desk / "content").rglob("*") if file.is_file()}
    real = import_again._made

    def better(*about: object) -> str:
        text = real(*about)
        return text.replace(article(0).paragraphs[2], "Câu mà nay máy đọc ra.")

    monkeypatch.setattr(import_again, "_made", better)
    capsys.readouterr()
    assert again(desk, [], json=True) == 0
    (one,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert one["now"] == [f"-{article(0).paragraphs[2]}", "+Câu mà nay máy đọc ra."]
    assert [line[-25:] for line in one["edited"]] == [
        article(0).paragraphs[0][-25:],
        "Một câu cán bộ viết thêm.",
    ]
    assert again(desk, []) == 0
    assert "Bài đã được sửa sau khi nhập" in capsys.readouterr().out
    assert {file: file.read_bytes() for file in before} == before


def test_one_post_is_read_again_by_its_name(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert again(desk, [post(desk, 1).name]) == 0
    assert "Đã đọc lại 1 tệp gốc" in capsys.readouterr().out
    assert again(desk, ["khong-co.md"]) == 2


@pytest.mark.parametrize("is_moved", [False, True])
def test_an_original_is_found_when_its_text_must_vanish(desk: Path, *, is_moved: bool) -> None:
    file = post(desk, 1)
    path = file.relative_to(desk / "content").as_posix()
    raw = typed_for(article(1).title, Encoding.TCVN3).encode("latin-1")
    ways = distinct(phrases([file.read_bytes()]), ())
    doomed = set(in_state(desk, "tin-hoat-dong/2011/moi.md" if is_moved else path, ways, ()))
    mine = {one for one in kept(desk) if raw in one.read_bytes()}
    assert len(mine) == 1
    assert {one.with_suffix(ending) for one in mine for ending in (".html", ".md")} <= doomed
    assert {one for one in kept(desk) if article(0).title.encode() in one.read_bytes()}.isdisjoint(
        doomed
    )
    assert (desk / "content/nhap-bai.jsonl") not in doomed
    assert {one.name for one in doomed} >= {"bao-cao.csv", "bao-cao.html"}


def test_originals_are_backed_up(desk: Path) -> None:
    names = {name for name, _ in own_files(desk, None, "", None)}
    assert "content/nhap-bai.jsonl" in names
    assert {file.relative_to(desk).as_posix() for file in kept(desk)} <= names

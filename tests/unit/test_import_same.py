"""Sources that say the same, or nearly: imported once, or named; not all compared with all."""

from __future__ import annotations

import json
import random
import time
from datetime import datetime
from pathlib import Path

import pytest

from desk.importers.likeness import Sketches, sketch_of
from desk.terminal.import_command import import_file
from plugins.vietnamese import VIETNAM
from tests.support.old_portals import Article, article, encoded, page
from tests.support.posts import write_agency

NOW = datetime(2026, 6, 1, 8, 0, tzinfo=VIETNAM)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    write_agency(tmp_path / "content")
    (tmp_path / "cu").mkdir()
    return tmp_path


def put(desk: Path, name: str, one: Article, address: str = "") -> None:
    text = page(one, "news")
    if address:
        text = text.replace(one.address, address)
    (desk / "cu" / name).write_bytes(encoded(text, "utf-8"))


def posts(desk: Path) -> dict[str, str]:
    found = sorted((desk / "content").glob("*/*/*.md"))
    return {file.name: file.read_text("utf-8") for file in found}


def imported(desk: Path, capsys: pytest.CaptureFixture[str], code: int = 0) -> str:
    assert import_file(desk, desk / "cu", now=NOW) == code
    return capsys.readouterr().out


def test_the_same_bytes_come_once(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(desk, "a.html", article(1))
    put(desk, "b.html", article(1))
    assert "đã nhập, bản nháp: 1; trùng, nhập một lần: 1." in imported(desk, capsys)
    assert "đã nhập trước đó: 1; trùng, nhập một lần: 1." in imported(desk, capsys)
    assert len(posts(desk)) == 1


def test_the_same_words_come_once_and_both_addresses_lead_there(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(desk, "a.html", article(1))
    put(desk, "b.html", article(1), "/detail/77/Bai-ay-o-cho-khac.html")
    assert "trùng, nhập một lần: 1." in imported(desk, capsys)
    (text,) = posts(desk).values()
    assert article(1).address in text
    assert "/detail/77/Bai-ay-o-cho-khac.html" in text
    (report,) = (desk / ".newsroom/nhap-bai").rglob("chuyen-huong.csv")
    assert report.read_text("utf-8-sig").count("/tin-hoat-dong/2011/") == 2
    assert "đã nhập trước đó: 1; trùng, nhập một lần: 1." in imported(desk, capsys)
    assert list(posts(desk).values()) == [text]


def test_json_says_what_was_read_of_the_second_too(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(desk, "a.html", article(1))
    put(desk, "b.html", article(1), "/detail/77/Bai-ay-o-cho-khac.html")
    assert import_file(desk, desk / "cu", dry_run=True, json=True, now=NOW) == 0
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert "skipped" not in first
    assert second["skipped"] == "trùng, nhập một lần"
    assert second["aliases"] == ["/detail/77/Bai-ay-o-cho-khac.html"]
    same = {"title", "date", "authors", "department", "units", "documents", "body", "path"}
    assert {key: second[key] for key in same} == {key: first[key] for key in same}


def test_nearly_the_same_words_are_a_doubt(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = article(1)
    mended = f"{one.paragraphs[0].rsplit(' ', 3)[0]} ba chữ khác."
    other = one._replace(title="Bài này đã được đăng lại", paragraphs=(mended, *one.paragraphs[1:]))
    put(desk, "a.html", one)
    put(desk, "b.html", other, "/detail/78/Dang-lai.html")
    said = imported(desk, capsys)
    assert len(posts(desk)) == 2
    assert said.count("chưa chắc: gần giống content/tin-hoat-dong/2011/") == 1


def test_the_same_title_on_the_same_day_is_a_doubt(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one = article(1)
    put(desk, "a.html", one)
    put(
        desk,
        "b.html",
        article(2)._replace(title=one.title, year=one.year, month=one.month, day=one.day),
    )
    assert imported(desk, capsys).count("chưa chắc: cùng tiêu đề, cùng ngày với content/") == 1
    assert len(posts(desk)) == 2


def test_reports_of_one_kind_are_no_doubt(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(8):
        put(desk, f"{number}.html", article(number))
    assert "có chỗ chưa chắc." not in imported(desk, capsys)


def test_sketches_find_one_of_thousands_quickly() -> None:
    lot = random.Random(7)
    words = [f"tu{number}" for number in range(300)]
    phrases = [lot.choices(words, k=12) for _ in range(200)]
    texts = [[word for part in lot.choices(phrases, k=25) for word in part] for _ in range(1_500)]
    drawn, found = [sketch_of(text) for text in texts], Sketches()
    began = time.process_time()
    for number, sketch in enumerate(drawn):
        found.add(str(number), sketch)
    for number in range(0, 1_500, 10):
        mended = [*texts[number][:150], "khac", "han", *texts[number][152:]]
        assert found.near(sketch_of(mended)) == str(number)
    assert time.process_time() - began < 5


def test_a_phrase_of_thousands_is_no_sign() -> None:
    found = Sketches()
    common = [f"chung{number}" for number in range(60)]
    sketches = [
        sketch_of([*common, *(f"rieng{number}x{at}" for at in range(60))]) for number in range(400)
    ]
    for number, sketch in enumerate(sketches):
        assert found.near(sketch) == ""
        found.add(str(number), sketch)

"""Importing files that readers take home: a PDF by itself, and what an old page leads to."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from desk.actions.import_again import propose as propose_again
from desk.importers.attached_files import gather_files
from desk.importers.blocks import Block, Run
from desk.terminal.import_command import import_file
from plugins.content import read_newsroom
from plugins.vietnamese import VIETNAM
from tests.support.attachment_files import office, pdf
from tests.support.posts import write_agency

NOW = datetime(2026, 6, 1, 8, 0, tzinfo=VIETNAM)

PAGE = """<html><body><h1>VKSND huyện An Khê triển khai kế hoạch kiểm tra</h1>
<p>08:19 15/03/2021</p>
<p>Sáng nay, VKSND huyện An Khê triển khai
<a href="{href}">Kế hoạch kiểm tra</a> đến toàn thể công chức.</p>
<p>Hội nghị thống nhất thời gian và cách làm.</p><p>Việt Hưng</p></body></html>"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_agency(tmp_path / "content")
    (tmp_path / "cu").mkdir()
    return tmp_path


def posts(root: Path) -> list[Path]:
    return sorted((root / "content/tin-hoat-dong").rglob("*.md"))


def page(root: Path, href: str) -> Path:
    file = root / "cu" / "Tin cũ.html"
    file.write_text(PAGE.format(href=href), "utf-8")
    return file


@pytest.mark.parametrize(
    ("href", "place"),
    [
        ("ke-hoach.pdf", "cu/ke-hoach.pdf"),
        ("Tin%20c%C5%A9_files/Kế hoạch.PDF", "cu/Tin cũ_files/Kế hoạch.PDF"),
        ("https://cong-cu.example/uploads/ke-hoach.pdf", "cu/Tin cũ_files/ke-hoach.pdf"),
        ("/uploads/ke-hoach.pdf?ver=2", "cu/uploads/ke-hoach.pdf"),
    ],
)
def test_a_file_that_a_page_leads_to_and_that_lies_beside_it_comes_along(
    root: Path, href: str, place: str
) -> None:
    (root / place).parent.mkdir(parents=True, exist_ok=True)
    (root / place).write_bytes(pdf())
    assert import_file(root, page(root, href), now=NOW) == 0
    (post,) = posts(root)
    assert "[Kế hoạch kiểm tra](tep/2021/ke-hoach.pdf)" in post.read_text("utf-8")
    assert (root / "content/tep/2021/ke-hoach.pdf").read_bytes() == pdf()
    reading = read_newsroom(root / "content", NOW)
    assert not any("tep/" in problem.message for problem in reading.problems)
    assert propose_again(root, [], lambda *_: None).plan == ()


def test_a_file_that_is_nowhere_is_a_doubt_and_its_words_stay(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert import_file(root, page(root, "ke-hoach.pdf"), now=NOW) == 0
    (post,) = posts(root)
    assert "triển khai Kế hoạch kiểm tra đến" in post.read_text("utf-8").replace("\n", " ")
    assert "không thấy tệp đính kèm «ke-hoach.pdf»" in capsys.readouterr().out
    assert not (root / "content/tep").exists()


def test_a_file_that_is_no_document_is_a_doubt(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "cu/ke-hoach.pdf").write_bytes(b"<!DOCTYPE html><title>404</title>")
    import_file(root, page(root, "ke-hoach.pdf"), publish=True, now=NOW)
    (post,) = posts(root)
    assert "status: draft" in post.read_text("utf-8")
    assert "chưa chắc: tệp đính kèm tep/2021/ke-hoach.pdf là một trang web" in (
        capsys.readouterr().out
    )


def test_json_names_the_attachments_and_writes_nothing(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "cu/ke-hoach.pdf").write_bytes(pdf())
    before = set(root.rglob("*"))
    import_file(root, page(root, "ke-hoach.pdf"), dry_run=True, json=True, now=NOW)
    record = json.loads(capsys.readouterr().out)
    assert record["attachments"] == [{"path": "tep/2021/ke-hoach.pdf", "name": "Kế hoạch kiểm tra"}]
    assert any("invoke inspect tep/2021/ke-hoach.pdf" in note for note in record["notes"])
    assert set(root.rglob("*")) - before == {root / "cu/Tin cũ.html"}


def test_a_pdf_becomes_an_attachment_of_a_draft_and_is_never_read_as_text(root: Path) -> None:
    file = root / "cu" / "Kế hoạch_kiểm-tra 2021.pdf"
    file.write_bytes(pdf())
    import_file(root, file, now=NOW)
    (post,) = posts(root)
    text = post.read_text("utf-8")
    assert 'title: "Kế hoạch kiểm tra 2021"' in text or "title: Kế hoạch kiểm tra 2021" in text
    assert "status: draft" in text
    assert "[Kế hoạch kiểm tra 2021](tep/2026/ke-hoach-kiem-tra-2021.pdf)" in text
    assert "Ke hoach 1" not in text
    assert (root / "content/tep/2026/ke-hoach-kiem-tra-2021.pdf").read_bytes() == pdf()
    assert read_newsroom(root / "content", NOW).errors == ()


def test_two_pdfs_of_one_name_are_two(root: Path) -> None:
    for number in (1, 2):
        (root / f"cu/{number}").mkdir()
        (root / f"cu/{number}/bao-cao.pdf").write_bytes(pdf(number))
    files = [root / f"cu/{number}/bao-cao.pdf" for number in (1, 2)]
    import_file(root, files, now=NOW)
    assert len(posts(root)) == 2
    assert {one.name for one in (root / "content/tep/2026").iterdir()} == {
        "bao-cao.pdf",
        "bao-cao-2.pdf",
    }
    import_file(root, files, now=NOW)
    assert len(posts(root)) == 2


def test_what_only_calls_itself_pdf_is_none(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "cu/a.pdf").write_bytes(b"Rar!\x1a\x07")
    assert import_file(root, root / "cu/a.pdf", now=NOW) == 1
    assert "RAR" in capsys.readouterr().out


def test_one_file_of_several_pages_is_kept_once_and_namesakes_apart(tmp_path: Path) -> None:
    def led(href: str) -> list[Block]:
        return [Block(runs=(Run(text="x", href=href),))]

    data = office()
    (tmp_path / "tep/2021").mkdir(parents=True)
    (tmp_path / "tep/2021/a.docx").write_bytes(data)
    for given, wanted in ((data, "tep/2021/a.docx"), (data + b"x", "tep/2021/a-2.docx")):
        found = gather_files(led("a.docx"), {"a.docx": given}, "p", lambda _: None, 2021, tmp_path)
        assert found.paths == {"a.docx": wanted}

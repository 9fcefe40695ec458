"""Attachments of a newsroom: what goes out, what is said of a link, what verification finds."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from desk.publish.changes import lost
from desk.publish.manifest import Entry, Manifest
from desk.publish.traces import pictures_in, renditions_of
from desk.verify.audit import audit, private_bytes
from plugins.content import ContentCache, read_newsroom
from plugins.model import Problem
from plugins.newsroom import Newsroom
from tests.support import small_newsroom as small
from tests.support.attachment_files import CANARIES, office, old_word, pdf
from tests.support.sites import tree
from tests.support.soundness import lay, project, prove

POST = """---
title: Hội nghị triển khai kế hoạch {word}
date: {date}
author: Việt Hưng
department: Phòng 15
status: {status}
---
Toàn văn [Kế hoạch số 15](tep/2026/{file}) và [tại đây](tep/2026/chung.docx).
"""
HERE = "tin-hoat-dong/2026"
AT = f"{HERE}/{{}}.md"


def post(word: str, file: str, date: str = "2026-01-02 08:00", status: str = "published") -> str:
    return POST.format(word=word, file=file, date=date, status=status)


FILES = {
    AT.format("dang"): post("đã đăng", "ke-hoach.pdf"),
    AT.format("nhap"): post("còn nháp", "nhap.docx", status="draft"),
    AT.format("hen"): post("còn hẹn giờ", "hen.doc", date="2031-01-02 08:00"),
    AT.format("go"): post("đã gỡ", "go.pdf").replace(
        "status:",
        'corrections: [{date: 2026-01-03 08:00, kind: gỡ bỏ, note: "nhầm"}]\nstatus:',
    ),
    "trang/mau.md": "---\ntitle: Mẫu đơn\n---\n[Mẫu đơn](tep/Mẫu đơn.docx)\n".replace(
        "(tep/Mẫu đơn.docx)", "(<tep/Mẫu đơn.docx>)"
    ),
    "tep/2026/ke-hoach.pdf": pdf(2),
    "tep/2026/chung.docx": office(),
    "tep/2026/nhap.docx": office("docx", "", **{"word__a.xml": "<nhap/>"}),
    "tep/2026/hen.doc": old_word(),
    "tep/2026/go.pdf": pdf(7),
    "tep/2026/khong-ai-dan-toi.pdf": pdf(9),
    "tep/Mẫu đơn.docx": office("docx", "", **{"word__b.xml": "<b/>"}),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = project(tmp_path_factory.mktemp("attachments"))
    lay(root, FILES)
    proof = prove(root)
    assert proof.errors == ()
    assert proof.faults == ()
    return root


def test_only_what_a_public_text_leads_to_goes_out(site: Path) -> None:
    there = {path for path in tree(site / "output") if path.startswith("tep/")}
    assert there == {"tep/2026/ke-hoach.pdf", "tep/2026/chung.docx", "tep/mau-don.docx"}


def test_nothing_of_other_attachments_or_of_who_wrote_one_is_in_any_byte(site: Path) -> None:
    for path, data in tree(site / "output").items():
        for word in (*CANARIES, "nhap.docx", "hen.doc", "go.pdf", "khong-ai-dan-toi"):
            assert word.encode() not in data, path


def test_the_page_lists_each_once_with_kind_size_and_pages(site: Path) -> None:
    page = (site / "output" / HERE / "dang.html").read_text("utf-8")
    listed = re.findall(r'class="files__link" href="([^"]+)"[^>]*>(.*?)</a>', page)
    words = [(url, re.sub("<[^>]*>", "", html).replace("\u00a0", " ")) for url, html in listed]
    assert words[0][0] == "/tep/2026/ke-hoach.pdf"
    assert re.fullmatch(r"Kế hoạch số 15 \(PDF, \d+ KB, 2 trang\)", words[0][1])
    assert re.fullmatch(r"chung\.docx \(Word, \d+ KB\)", words[1][1])
    assert len(words) == 2
    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert data is not None
    media = json.loads(data[1])["associatedMedia"]
    assert [one["encodingFormat"] for one in media] == [
        "application/pdf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ]


def test_feeds_name_them_with_type_and_size(site: Path) -> None:
    size = (site / "output/tep/2026/ke-hoach.pdf").stat().st_size
    where = f"{small.SITE}/tep/2026/ke-hoach.pdf"
    atom = (site / "output/tin-hoat-dong/atom.xml").read_text("utf-8")
    kind = f'type="application/pdf" length="{size}"'
    assert f'<link rel="enclosure" {kind} href="{where}"/>' in atom
    assert atom.count('rel="enclosure"') == 2
    rss = (site / "output/tin-hoat-dong/rss.xml").read_text("utf-8")
    assert f'<enclosure url="{where}" length="{size}" type="application/pdf"/>' in rss
    assert rss.count("<enclosure") == 1


def test_a_standing_page_lists_its_own(site: Path) -> None:
    assert 'href="/tep/mau-don.docx"' in (site / "output/trang/mau.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda out: (out / "tep/2026/ke-hoach.pdf").unlink(), "thiếu tệp đính kèm"),
        (
            lambda out: (out / "tep/2026/ke-hoach.pdf").write_bytes(pdf(2)),
            "còn thông tin người soạn",
        ),
        (
            lambda out: (out / "tep/2026/chung.docx").write_bytes(b"MZ"),
            "không mở được",
        ),
        (
            lambda out: (out / "tep/2026/la.pdf").write_bytes(pdf()),
            "không bài nào được công bố dẫn tới",
        ),
    ],
)
def test_verification_finds_what_is_wrong_with_one(
    site: Path, tmp_path: Path, change: Callable[[Path], object], words: str
) -> None:
    output = tmp_path / "output"
    for path, data in tree(site / "output").items():
        place = output / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    change(output)
    newsroom = read_newsroom(site / "content", small.NOW).newsroom
    assert newsroom is not None
    found = audit(output, newsroom, "https://x", private_bytes(site, newsroom), cores=1)
    assert any(words in problem.message for problem in found.problems if "tep/" in problem.path)


# --- what check says --------------------------------------------------------------------------


def problems(root: Path, files: dict[str, str | bytes]) -> list[Problem]:
    lay(project(root), files)
    return list(read_newsroom(root / "content", small.NOW).problems)


def one_post(link: str, status: str = "published") -> dict[str, str | bytes]:
    text = post("đã đăng", "x", status=status)
    text = text[: text.index("Toàn văn")] + f"Toàn văn [Kế hoạch]({link}).\n"
    return {AT.format("dang"): text}


@pytest.mark.parametrize(
    ("link", "words", "mend"),
    [
        ("tep/2026/ke-hoach-15.pdf", "không có tệp này", "tep/2026/ke-hoach.pdf"),
        ("tep/2026/KE-HOACH.pdf", "không có tệp này", "tep/2026/ke-hoach.pdf"),
        ("tep/2026/a.zip", "tệp không đăng được", ""),
        ("tep/2026/a", "tệp không đăng được", ""),
        ("https://vksnd-mau.example/tep/2026/ke-hoach.pdf", "ghi đường dẫn tới tệp", "tep/2026/"),
        ("tep/2026/lien-ket.pdf", "không có tệp này", ""),
    ],
)
def test_a_link_that_leads_to_no_attachment_is_said_at_its_line(
    tmp_path: Path, link: str, words: str, mend: str
) -> None:
    root = project(tmp_path)
    lay(root, one_post(link) | {"tep/2026/ke-hoach.pdf": pdf()})
    (root / "content/tep/2026/lien-ket.pdf").symlink_to(root / "content/tep/2026/ke-hoach.pdf")
    (root / "content/tep/2026/vao.pdf").symlink_to(root / "content/tep/2026/mat.pdf")
    found = read_newsroom(
        root / "content", small.NOW, origins=["https://vksnd-mau.example"]
    ).problems
    (error,) = [one for one in found if one.severity == "error"]
    assert (error.path, error.line) == (f"content/{AT.format('dang')}", 8)
    assert words in error.message
    assert mend in error.suggestion


def test_odd_things_in_the_folder_are_named_and_stop_nothing(tmp_path: Path) -> None:
    root = project(tmp_path)
    lay(
        root,
        {
            "tep/2026/bai.md": "x",
            "tep/2026/anh.jpg": b"x",
            "tep/2026/setup.exe": b"MZ",
            "tep/2026/~$ke-hoach.docx": b"x",
            "tep/2026/Thumbs.db": b"x",
        },
    )
    (root / "content/tep/2026/lien-ket.pdf").symlink_to(root / "content/registry/units.toml")
    os.mkfifo(root / "content/tep/2026/ong.pdf")
    found = read_newsroom(root / "content", small.NOW).problems
    said = {problem.path.rpartition("/")[2]: problem for problem in found}
    assert {one: said[one].severity for one in said if one in TOLD} == dict.fromkeys(TOLD, "advice")
    for name, words in TOLD.items():
        assert words in str(said[name])


TOLD = {
    "bai.md": "chỉ chứa tệp đính kèm",
    "anh.jpg": "content/anh/",
    "setup.exe": "không đăng được loại tệp này",
    "lien-ket.pdf": "liên kết, không phải tệp",
    "ong.pdf": "FIFO",
}


def test_a_fault_of_an_attachment_stops_its_text_and_of_a_draft_nothing(tmp_path: Path) -> None:
    bad = {"tep/2026/a.pdf": b"<!DOCTYPE html><html>"}
    found = problems(tmp_path / "a", one_post("tep/2026/a.pdf") | bad)
    assert [(p.path, p.severity) for p in found] == [("content/tep/2026/a.pdf", "error")]
    found = problems(tmp_path / "b", one_post("tep/2026/a.pdf", "draft") | bad)
    assert [(p.path, p.severity) for p in found] == [("content/tep/2026/a.pdf", "advice")]


def test_an_attachment_that_is_unchanged_is_not_examined_again(tmp_path: Path) -> None:
    root = project(tmp_path)
    lay(root, one_post("tep/2026/a.pdf") | {"tep/2026/a.pdf": pdf()})
    cache = root / "reading.sqlite3"
    first = read_newsroom(root / "content", small.NOW, ContentCache(cache))
    again = read_newsroom(root / "content", small.NOW, ContentCache(cache))
    assert first.effort.parsed == first.effort.files
    assert again.effort.parsed == 0
    assert first.newsroom is not None
    assert again.newsroom is not None
    assert again.newsroom.attachments == first.newsroom.attachments


# --- documents of the registry -------------------------------------------------------------------

CITES = """---
title: Hội nghị triển khai kế hoạch kiểm tra
date: 2026-01-02 08:00
author: Việt Hưng
department: Phòng 15
status: {status}
---
Thực hiện Kế hoạch số 15/KH-VKSTM ngày 05/01/2025, Phòng 15 kiểm tra hai đơn vị.
"""
ON_FILE = """
[[document]]
number = "15/KH-VKSTM"
date = 2025-01-05
file = "tep/2025/ke-hoach-15.pdf"
"""
OF_ONE = "van-ban/ke-hoach-15-kh-vkstm-05-01-2025.html"


def on_file(status: str = "published") -> dict[str, str | bytes]:
    return {
        AT.format("dang"): CITES.format(status=status),
        "registry/documents.toml": ON_FILE,
        "tep/2025/ke-hoach-15.pdf": pdf(3),
    }


def test_a_document_whose_text_is_on_file_has_a_page_that_hands_it_out(tmp_path: Path) -> None:
    root = project(tmp_path)
    lay(root, on_file())
    assert prove(root).errors == prove(root).faults == ()
    page = (root / "output" / OF_ONE).read_text("utf-8")
    assert 'href="/tep/2025/ke-hoach-15.pdf" type="application/pdf"' in page
    assert f'href="/{OF_ONE}"' in (root / "output" / HERE / "dang.html").read_text("utf-8")
    lay(root, {"tep/2025/ke-hoach-15.pdf": pdf(4)})
    assert prove(root).faults == ()
    page = (root / "output" / OF_ONE).read_text("utf-8")
    assert "4\u00a0trang" in page


def test_what_no_public_text_cites_does_not_go_out(tmp_path: Path) -> None:
    root = project(tmp_path)
    lay(root, on_file("draft"))
    assert prove(root).errors == prove(root).faults == ()
    assert not (root / "output/tep").exists()


def test_a_document_on_file_whose_file_is_missing_or_damaged_stops_all(tmp_path: Path) -> None:
    root = project(tmp_path)
    lay(root, on_file())
    (root / "content/tep/2025/ke-hoach-15.pdf").rename(root / "content/tep/2025/ke-hoach-51.pdf")
    (error,) = [
        p for p in read_newsroom(root / "content", small.NOW).problems if p.severity == "error"
    ]
    assert (error.path, error.line) == ("content/registry/documents.toml", 2)
    assert "có phải «tep/2025/ke-hoach-51.pdf»?" in error.message
    lay(root, {"tep/2025/ke-hoach-15.pdf": b"%PDF-1.7"})
    reading = read_newsroom(root / "content", small.NOW)
    assert [p.path for p in reading.errors] == ["content/tep/2025/ke-hoach-15.pdf"]
    assert reading.newsroom is None


# --- over time -----------------------------------------------------------------------------------


def test_a_file_that_changed_makes_the_same_pages_as_from_nothing(tmp_path: Path) -> None:
    grown, fresh = project(tmp_path / "a"), project(tmp_path / "b")
    lay(grown, one_post("tep/2026/a.pdf") | {"tep/2026/a.pdf": pdf(1)})
    assert prove(grown).faults == ()
    for root in (grown, fresh):
        lay(root, one_post("tep/2026/a.pdf") | {"tep/2026/a.pdf": pdf(5)})
        assert prove(root).faults == ()
    assert tree(grown / "output") == tree(fresh / "output")
    (grown / "content" / AT.format("dang")).unlink()
    assert prove(grown).faults == ()
    assert not (grown / "output/tep").exists()


def newsroom_of(root: Path) -> Newsroom:
    newsroom = read_newsroom(root / "content", small.NOW).newsroom
    assert newsroom is not None
    return newsroom


def test_a_release_that_would_lose_an_attachment_says_so_but_not_of_a_withdrawn_post(
    tmp_path: Path,
) -> None:
    root = project(tmp_path)
    lay(root, one_post("tep/2026/a.pdf") | {"tep/2026/a.pdf": pdf()})
    old = Manifest(
        number=1,
        made=small.NOW,
        files={"tep/2026/a.pdf": Entry(sha256="0" * 64, size=1)},
    )
    assert lost(old, {"tep/2026/a.pdf"}, newsroom_of(root)) == ()
    text = one_post("tep/2026/a.pdf")[AT.format("dang")]
    assert isinstance(text, str)
    note = 'corrections: [{date: 2026-01-03 08:00, kind: gỡ bỏ, note: "nhầm"}]\nstatus:'
    lay(root, {AT.format("dang"): text.replace("status:", note)})
    assert lost(old, set(), newsroom_of(root)) == ()
    lay(root, {AT.format("dang"): text.replace("(tep/2026/a.pdf)", "(/don-vi/)")})
    (problem,) = lost(old, set(), newsroom_of(root))
    assert problem.path == "content/tep/2026/a.pdf"
    assert "đang công bố" in problem.message


def test_a_purge_finds_attachments_as_it_finds_pictures() -> None:
    named = pictures_in([b"xem [a](tep/2026/a.pdf) va ![b](anh/2026/b.jpg)"])
    assert named == ("anh/2026/b.jpg", "tep/2026/a.pdf")
    assert renditions_of(named).fullmatch("tep/2026/a.pdf")
    assert not renditions_of(named).fullmatch("tep/2026/ab.pdf")

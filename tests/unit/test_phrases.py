"""A text is found again by its phrases, in whatever form a file holds them."""

from __future__ import annotations

import gzip
import json
import sqlite3
import unicodedata
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from desk.publish.phrases import any_in, distinct, file_has, phrases, searchable, squeezed

TITLE = "Xét xử vụ án «cướp» tại Đông Mẫu & vùng lân cận"
SENTENCE = "Bị hại Trần Thị Thí Dụ, ngụ ở Phòng 15, kể lại toàn bộ sự việc đêm hôm ấy"
FILE = f"""---
title: "{TITLE}"
date: 2026-03-19 09:00
summary: >
  Phiên tòa lưu động thu hút đông đảo
  người dân tới theo dõi.
photo_alt: Người bị hại đứng trước bục khai báo
corrections: [{{date: 2026-03-20 08:00, kind: gỡ bỏ, note: "Cần rà soát lại toàn bộ nội dung"}}]
---
{SENTENCE}. Hết.

Xem [bài về phiên tòa hôm trước](tin-hoat-dong/2026/phien-toa.md) để biết thêm chi tiết vụ việc.
""".encode()


def wanted(*titles: str) -> tuple[str, ...]:
    return distinct(phrases([FILE], titles), ())


@pytest.mark.parametrize(
    "page",
    [
        f"<p>{SENTENCE}</p>",
        "<p>Bị hại <b>Trần Thị Thí&nbsp;Dụ</b>, ngụ ở <a href='/'>Phòng 15</a>,<br>kể&#32;lại</p>",
        "&lt;p&gt;Bị hại Trần Thị Thí Dụ,\n ngụ ở &lt;b&gt;Phòng&lt;/b&gt; 15, kể lại&lt;/p&gt;",
        unicodedata.normalize("NFD", SENTENCE).upper(),
        json.dumps(SENTENCE),
        '<meta name="description" content="Bị hại Trần Thị Thí Dụ, ngụ ở Phòng 15…">',
        f"<title>{TITLE.replace('&', '&amp;amp;')}</title>",
        "Phiên tòa lưu động thu hút đông đảo người dân…",
    ],
)
def test_a_page_that_has_any_of_it_in_any_form_is_found(page: str) -> None:
    assert any_in(page.encode(), wanted())


@pytest.mark.parametrize(
    "page",
    [
        "<p>Bị hại kể lại sự việc tại phiên tòa.</p>",
        "<p>Cần rà soát lại toàn bộ nội dung</p>",  # readers are told so where it was
        "<p>19/3/2026 09:00. Hết.</p>",
        "",
    ],
)
def test_what_has_none_of_it_is_not(page: str) -> None:
    assert not any_in(page.encode(), wanted())


def test_a_longer_sentence_is_told_by_its_beginning_unless_others_have_that_too() -> None:
    ways = phrases(["---\n---\nMột hai ba bốn năm sáu tám chín mười".encode()])
    assert len(ways) == 1
    begin, whole = ways[0]
    assert whole.startswith(begin)
    assert distinct(ways, ()) == (begin,)
    assert distinct(ways, {begin}) == (whole,)
    assert distinct(ways, {begin, whole}) == ()


def test_titles_come_first_and_short_words_tell_nothing() -> None:
    assert wanted("Lịch họp", "Kết quả phiên tòa xét xử lưu động hôm qua")[0] == squeezed(
        "Kết quả phiên tòa xét xử lưu động"
    )
    assert phrases([b"---\ntitle: A\n---\nB.\n"], ["C"]) == ()


def test_a_file_that_is_no_utf8_is_read_as_it_says() -> None:
    assert any_in(SENTENCE.encode("utf-16"), wanted())
    assert phrases([FILE.decode().encode("utf-16")]) == phrases([FILE])
    assert searchable(b"\xff\xfe\xff") == searchable(b"")


def test_stores_and_packed_files_are_looked_into(tmp_path: Path) -> None:
    page = f"<p>{SENTENCE}</p>".encode()
    (tmp_path / "a.html.gz").write_bytes(gzip.compress(page))
    with zipfile.ZipFile(tmp_path / "b.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("trang.html", page)
    with closing(sqlite3.connect(tmp_path / "c.sqlite3")) as db:
        db.execute("CREATE TABLE kept (one BLOB, two TEXT, three INTEGER)")
        db.execute("INSERT INTO kept VALUES (?, ?, 3)", (b"x" * 5000 + page, ""))
        db.commit()
    for name in ("a.html.gz", "b.zip", "c.sqlite3"):
        assert file_has(tmp_path / name, wanted()), name


def test_what_is_damaged_empty_or_no_file_holds_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.gz").write_bytes(b"\x1f\x8bkhong phai")
    (tmp_path / "b.zip").write_bytes(b"PK\x03\x04khong phai")
    (tmp_path / "c.sqlite3").write_bytes(b"SQLite format 3\0khong phai")
    (tmp_path / "d").symlink_to("/etc/hostname")
    for name in ("a.gz", "b.zip", "c.sqlite3", "d", "e"):
        assert not file_has(tmp_path / name, wanted()), name
    assert not file_has(tmp_path / "a.gz", ())

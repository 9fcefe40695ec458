"""What is kept beside releases and between commands: live texts, and what a timer met."""

from __future__ import annotations

import shutil
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from desk.publish import unattended
from desk.publish.changes import promises
from desk.publish.manifest import Address, AddressKind
from desk.publish.texts import NAME, LiveTexts, digest_of
from plugins.content import read_newsroom
from plugins.newsroom import Hold, Newsroom
from tests.support import small_newsroom as small


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.make(tmp_path_factory.mktemp("texts"))


@pytest.fixture
def root(made: Path, tmp_path: Path) -> Path:
    (tmp_path / "public").mkdir()
    shutil.copytree(made / "content", tmp_path / "content")
    return tmp_path


def read(root: Path, hold: Hold | None = None) -> Newsroom:
    newsroom = read_newsroom(root / "content", small.NOW, hold=hold).newsroom
    assert newsroom is not None
    return newsroom


def keep(root: Path, *live: tuple[str, bytes]) -> dict[str, Address]:
    newsroom = read(root, Hold(live=live) if live else None)
    addresses = promises(newsroom)
    LiveTexts(root / "public").keep(newsroom, root / "content", addresses, live)
    return addresses


def text(root: Path, address: Address) -> bytes | None:
    return LiveTexts(root / "public").text(address)


def url(path: str) -> str:
    return f"/{path.removesuffix('.md')}.html"


def test_what_was_released_is_kept_whatever_becomes_of_the_file(root: Path) -> None:
    file = root / "content" / small.EDITED
    before = file.read_bytes()
    addresses = keep(root)
    file.unlink()

    assert text(root, addresses[url(small.EDITED)]) == before
    gone = addresses[url(small.WITHDRAWN)]
    assert gone.kind is AddressKind.GONE
    assert text(root, gone) == (root / "content" / small.WITHDRAWN).read_bytes()
    assert text(root, addresses["/trang/gioi-thieu.html"])


def test_what_readers_never_had_is_not_kept(root: Path) -> None:
    keep(root)
    for path in (small.DRAFT, small.SCHEDULED):
        digest = digest_of((root / "content" / path).read_bytes())
        assert text(root, Address(kind=AddressKind.POST, digest=digest)) is None


def test_a_text_taken_as_readers_had_it_is_kept_so(root: Path) -> None:
    file = root / "content" / small.EDITED
    before = file.read_bytes()
    file.write_bytes(b"---\nbroken")
    addresses = keep(root, (small.EDITED, before))
    assert text(root, addresses[url(small.EDITED)]) == before


def test_a_store_that_is_lost_or_damaged_costs_the_texts_and_no_more(root: Path) -> None:
    addresses = keep(root)
    store = root / "public" / NAME
    store.unlink()
    assert text(root, addresses[url(small.EDITED)]) is None
    keep(root)
    assert text(root, addresses[url(small.EDITED)])
    store.write_bytes(b"no database at all" * 500)
    assert text(root, addresses[url(small.EDITED)]) is None
    keep(root)
    assert text(root, addresses[url(small.EDITED)])


def test_a_store_that_is_a_link_is_damaged_and_nothing_is_written_through_it(root: Path) -> None:
    store, mine = root / "public" / NAME, root / "cua-toi"
    mine.touch()
    store.symlink_to(mine)
    addresses = keep(root)
    assert text(root, addresses[url(small.EDITED)])
    assert not store.is_symlink()
    assert mine.read_bytes() == b""


def test_a_text_that_is_not_what_it_should_be_is_not_given(root: Path) -> None:
    addresses = keep(root)
    address = addresses[url(small.EDITED)]
    with sqlite3.connect(root / "public" / NAME) as db:
        db.execute("UPDATE texts SET text = ? WHERE digest = ?", (b"other", address.digest))
    db.close()
    assert text(root, address) is None


def test_a_folder_that_cannot_be_written_is_no_fault(root: Path) -> None:
    newsroom = read(root)
    nowhere = LiveTexts(root / "public" / "none" / "such")
    nowhere.keep(newsroom, root / "content", promises(newsroom))
    assert nowhere.text(Address(kind=AddressKind.POST, digest="0")) is None


def test_texts_of_long_ago_are_let_go(root: Path) -> None:
    addresses = keep(root)
    with sqlite3.connect(root / "public" / NAME) as db:
        rows = ((f"{number:016}", b"old") for number in range(3 * len(addresses) + 1001))
        db.executemany("INSERT INTO texts VALUES (?, ?)", rows)
    db.close()
    keep(root)
    with sqlite3.connect(root / "public" / NAME) as db:
        (count,) = db.execute("SELECT count(*) FROM texts").fetchone()
    db.close()
    assert count <= len(addresses)
    assert text(root, addresses[url(small.EDITED)])


# --- what a timer met ---------------------------------------------------------------------


def test_since_stays_while_it_is_the_same_and_begins_anew_with_another(tmp_path: Path) -> None:
    assert unattended.first_words(tmp_path) == ""
    unattended.note(tmp_path, "giữ lại 1 bài.", small.NOW)
    unattended.note(tmp_path, "giữ lại 1 bài.", small.NOW + timedelta(hours=3))
    assert unattended.first_words(tmp_path) == (
        "Lần công bố tự động gần nhất, 11:00 ngày 20/03/2026: giữ lại 1 bài.\n"
        "(như vậy từ 08:00 ngày 20/03/2026)"
    )
    unattended.note(tmp_path, "giữ lại 2 bài.", small.NOW + timedelta(hours=4))
    assert "(như vậy từ 12:00 ngày 20/03/2026)" in unattended.first_words(tmp_path)
    unattended.forget(tmp_path)
    unattended.forget(tmp_path)
    assert unattended.first_words(tmp_path) == ""


@pytest.mark.parametrize("kept", [b"", b"{", b"[]", b'{"what": "x"}', b"\xff", b'{"since": 1}'])
def test_a_note_that_cannot_be_read_is_no_note(tmp_path: Path, kept: bytes) -> None:
    unattended.note(tmp_path, "x", small.NOW)
    (note,) = (tmp_path / ".newsroom").iterdir()
    note.write_bytes(kept)
    assert unattended.first_words(tmp_path) == ""
    unattended.note(tmp_path, "y", small.NOW)
    assert "y" in unattended.first_words(tmp_path)


def test_where_nothing_can_be_written_nothing_is_noted(tmp_path: Path) -> None:
    (tmp_path / ".newsroom").write_text("a file")
    unattended.note(tmp_path, "x", small.NOW)
    unattended.forget(tmp_path)
    assert unattended.first_words(tmp_path) == ""

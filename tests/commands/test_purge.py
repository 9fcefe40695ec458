"""A post that must vanish: published, listed, mended, withdrawn, purged; then there is nothing."""

from __future__ import annotations

import gzip
import sqlite3
import unicodedata
import zlib
from contextlib import closing
from pathlib import Path

import pytest

from desk.publish.releases import Releases
from desk.terminal.check_command import check
from desk.terminal.correct_command import withdraw
from desk.terminal.publish_command import publish
from desk.terminal.purge_command import purge
from desk.terminal.rollback_command import rollback
from tests.support import small_newsroom as small

POST = "tin-hoat-dong/2026/xet-xu-vu-an-tai-dong-mau.md"
TITLE = "Xét xử vụ án xảy ra tại xã Đông Mẫu & vùng lân cận"
SENTENCE = "Bị hại Trần Thị Thí Dụ kể lại toàn bộ sự việc đêm hôm ấy tại ngõ nhà mình"
SUMMARY = "Phiên tòa lưu động thu hút đông đảo người dân xã Đông Mẫu tới theo dõi."
MENDED = "Bị hại kể lại toàn bộ sự việc, và hội đồng xét xử đã ghi nhận đầy đủ lời khai ấy"
SECRETS = (TITLE, SENTENCE, SUMMARY, MENDED, "Trần Thị Thí Dụ", "Thí Dụ", "người dân xã Đông Mẫu")


def write(root: Path, sentence: str = SENTENCE) -> None:
    small.photo(root, "anh/2026/phien-toa.jpg", (10, 220, 120))
    text = small.post(
        TITLE,
        "2026-03-19 09:00",
        f"Ngày 18/3/2026, Tòa án xét xử lưu động tại xã Đông Mẫu.\n\n{sentence}.\n",
        f'summary: "{SUMMARY}"',
        "units: [VKSND huyện Đông Mẫu]",
        "photo: anh/2026/phien-toa.jpg",
        'photo_alt: "Người bị hại đứng trước bục khai báo trong phiên tòa"',
        'privacy: [{text: "Trần Thị Thí Dụ", by: Việt Hưng, on: 2026-03-19, why: "tên giả"}]',
    )
    small.write(root, POST, text)


def forms(secret: str) -> set[bytes]:
    """How a file may hold it: composed or not, as references, escaped."""
    escaped = secret.replace("&", "&amp;")
    texts = {secret, escaped, secret.replace(" ", "\u00a0"), unicodedata.normalize("NFD", secret)}
    found = {text.encode() for text in texts}
    return found | {secret.encode("unicode-escape"), secret.encode("utf-16-le")}


def holds(data: bytes) -> bool:
    return any(form in data for secret in SECRETS for form in forms(secret))


def unpacked(data: bytes) -> bytes:
    for open_ in (gzip.decompress, zlib.decompress):
        try:
            return open_(data)
        except (OSError, zlib.error, EOFError):
            continue
    return b""


def rows(file: Path) -> bytes:
    """Every value in a database, what is packed in it unpacked."""
    with closing(sqlite3.connect(file)) as db:
        tables = [
            name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        values = [v for t in tables for row in db.execute(f"SELECT * FROM {t}") for v in row]
    texts = [v if isinstance(v, bytes) else str(v).encode() for v in values]
    return b"\n".join([*texts, *map(unpacked, texts)])


def left(root: Path) -> list[str]:
    """Every file, but those of content/, in which anything of the post can be read."""
    found = []
    for file in sorted(p for p in root.rglob("*") if p.is_file() and not p.is_symlink()):
        if file.is_relative_to(root / "content"):
            continue
        data = file.read_bytes()
        parts = [data, unpacked(data)]
        if data.startswith(b"SQLite"):
            parts.append(rows(file))
        if any(map(holds, parts)) or "phien-toa" in file.name:
            found.append(file.relative_to(root).as_posix())
    return found


def drawn(root: Path) -> list[str]:
    """Pictures whose renditions are kept."""
    found = (root / ".newsroom/pictures").glob("*/*/*/entry.json")
    return sorted(path.relative_to(root).as_posix() for path in found)


@pytest.fixture
def published(root: Path) -> Path:
    """A newsroom of four releases: without the post, with it twice, and without it again."""
    write(root)
    assert publish(root, now=small.NOW) == 0
    page = (root / "public/current/tin-hoat-dong/index.html").read_text("utf-8")
    assert "Xét xử vụ án" in page
    write(root, MENDED)
    assert publish(root, now=small.NOW) == 0
    old = root / ".newsroom/ban-cu" / POST.replace(".md", ".20260319-100000.md")
    old.parent.mkdir(parents=True)
    write_old = small.post(TITLE, "2026-03-19 09:00", f"{SENTENCE}.\n")
    old.write_text(write_old, "utf-8")
    preview = root / ".newsroom/preview/index.html"
    preview.parent.mkdir(parents=True)
    preview.write_text(f"<p>{SENTENCE}</p>", "utf-8")
    return root


def test_after_a_purge_nothing_of_the_post_is_left_but_what_is_listed(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = published
    releases = Releases(folder=root / "public")
    assert purge(root, post="xet-xu-vu-an-tai-dong-mau", yes=True) == 1
    said = capsys.readouterr()
    assert "độc giả vẫn đọc được bài này" in said.err
    assert all(f"{step} {POST}" in said.out for step in ("1. invoke withdraw", "2. invoke purge"))
    assert releases.numbers() == [1, 2, 3]

    assert withdraw(root, post=POST, why="Cần rà soát lại.", yes=True, now=small.NOW) == 0
    other = root / "content" / small.MOVED
    other.write_text(f"{other.read_text('utf-8')}\nBổ sung.\n", "utf-8")
    assert publish(root, now=small.NOW) == 0
    assert check(root) == 0
    assert releases.numbers() == [3, 4, 5]
    before = left(root)
    assert {"public/releases/3/index.html", "public/texts.sqlite3"} <= set(before)
    assert any(one.startswith(".newsroom/ban-cu/") for one in before)
    assert any(one.startswith("public/releases/.spare/") for one in before)
    assert any(one.startswith(".newsroom/pictures/") for one in drawn(root))
    capsys.readouterr()

    assert purge(root, post=TITLE, dry_run=True) == 0
    said = capsys.readouterr()
    assert "bản 3" in said.out
    assert "Giữ lại: bản 4, 5" in said.out
    assert left(root) == before
    assert purge(root, post=TITLE) == 1  # nobody was asked
    assert left(root) == before
    capsys.readouterr()

    assert purge(root, post=POST, yes=True) == 0

    said = capsys.readouterr()
    assert left(root) == []
    assert releases.numbers() == [4, 5]
    assert releases.current() == 5
    for number in (4, 5):
        manifest = releases.manifest(number)
        assert manifest is not None
        assert releases.damage(manifest) == []
    assert len(drawn(root)) == 1  # of the post that readers have
    out_of_reach = (
        "sao lưu",
        "Máy tìm kiếm",
        "Atom, RSS",
        "archive.org",
        "bản in",
        "phien-toa.jpg",
    )
    for part in ("không còn", f"content/{POST} vẫn giữ lời bài", *out_of_reach):
        assert part in said.out
    assert f"{small.SITE}/{POST.replace('.md', '.html')}" in said.out
    assert "Cần rà soát lại." in (root / "public/current" / POST.replace(".md", ".html")).read_text(
        "utf-8"
    )

    assert purge(root, post=POST, yes=True, content=True) == 0
    assert not holds((root / "content" / POST).read_bytes())
    capsys.readouterr()
    assert publish(root, now=small.NOW) == 0
    assert "không còn đúng như khi công bố" not in "".join(capsys.readouterr())
    assert left(root) == []
    assert "Cần rà soát lại." in (root / "public/current" / POST.replace(".md", ".html")).read_text(
        "utf-8"
    )
    assert releases.current() == 5  # of an emptied text readers see just what they saw
    assert rollback(root, yes=True) == 0
    assert releases.current() == 4

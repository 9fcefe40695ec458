"""What is kept of a text that must vanish: found wherever it is, removed, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desk.publish.manifest import Address, AddressKind, Manifest
from desk.publish.place import current_manifest
from desk.publish.purging import (
    Kept,
    emptied,
    empty,
    find_kept,
    is_empty,
    remaining,
    remove_kept,
)
from desk.publish.releases import Releases
from desk.publish.texts import LiveTexts, digest_of
from desk.publish.tree import entry_of, scan
from desk.terminal import conversation
from desk.terminal import purge_command as terminal
from desk.terminal.backup_command import backup
from tests.unit.test_publish_releases import written

PATH = "tin-hoat-dong/2026/xet-xu.md"
URL = "/tin-hoat-dong/2026/xet-xu.html"
TITLE = "Xét xử vụ án xảy ra tại xã Đông Mẫu"
SENTENCE = "Bị hại Trần Thị Thí Dụ kể lại sự việc đêm hôm ấy"
SHORTER = "Bị hại kể lại sự việc đêm hôm ấy trước tòa"
NOTE = "corrections: [{date: 2026-03-20 08:00, kind: gỡ bỏ, note: Cần rà soát lại.}]"


def source(*extra: str, body: str = SENTENCE) -> str:
    head = [f'title: "{TITLE}"', "date: 2026-03-19 09:00", "author: Việt Hưng", *extra]
    return "\n".join(["---", *head, "---", f"{body}.", ""])


class Newsroom:
    """A project as far as purging goes: releases of a few pages, stores, kept versions."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.steps: list[str] = []
        (root / "public").mkdir()
        self.stop_at = ""
        self.releases = Releases(folder=root / "public", at=self._at)
        self.texts = LiveTexts(root / "public")

    def _at(self, step: str) -> None:
        if step == self.stop_at:
            self.stop_at = ""
            raise KeyboardInterrupt

    def publish(
        self,
        kind: AddressKind | None,
        *,
        text: str = "",
        lists: str = "Tin khác",
        photo: str = "",
        page: str = "",
    ) -> None:
        """A release in which the post is of ``kind``, and a list says ``lists``."""
        output = self.root / "output"
        files = {"index.html": f"<h1>Tin</h1><p>{lists}</p>"}
        addresses = {"/trang/a.html": Address(kind=AddressKind.STANDING, title="A", digest="a")}
        if kind is not None:
            words = page or (SENTENCE if kind is AddressKind.POST else "Tin đã gỡ bỏ")
            files[URL[1:]] = f"<main><article><h1>{TITLE}</h1><p>{words}.</p></article></main>"
            if kind is AddressKind.GONE:
                files[URL[1:]] = "<main><p>Tin đã gỡ bỏ.</p></main>"
            title = TITLE if kind is AddressKind.POST else ""
            digest = digest_of(text.encode()) if text else kind.value
            addresses[URL] = Address(kind=kind, title=title, digest=digest)
        if photo:
            files["anh/2026/phien-toa-480.webp"] = photo
        for old in (URL[1:], "anh/2026/phien-toa-480.webp"):
            (output / old).unlink(missing_ok=True)
        written(output, files)
        self.releases.release(output, dict(scan(output)), addresses)
        if text:
            self._keep(text)

    def _keep(self, text: str) -> None:
        with self.texts._opened(mend=True) as db:
            row = (digest_of(text.encode()), text.encode())
            db.execute("INSERT OR REPLACE INTO texts VALUES (?, ?)", row)
            db.commit()

    @property
    def here(self) -> Manifest:
        return current_manifest(self.releases)

    def proposed(self) -> Kept:
        return find_kept(self.root, self.releases, PATH, self.here)

    def hits(self) -> list[str]:
        """Files but those of content/ that hold any of it, in plain bytes."""
        found = []
        for file in sorted(p for p in self.root.rglob("*") if p.is_file() and not p.is_symlink()):
            inside = file.relative_to(self.root).as_posix()
            data = file.read_bytes()
            if not inside.startswith("content/") and (
                b"D\xe1\xbb\xa5" in data or TITLE.encode() in data
            ):
                found.append(inside)
        return found


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    """Three releases: before the post, with it, and with the note of its withdrawal."""
    room = Newsroom(tmp_path)
    room.publish(None)
    room.publish(AddressKind.POST, text=source(), lists=TITLE, photo="mặt người")
    room.publish(AddressKind.GONE, text=source(NOTE))
    written(tmp_path / "content", {PATH: source(NOTE)})
    return room


def test_releases_that_showed_it_go_and_others_stay(newsroom: Newsroom) -> None:
    found = newsroom.proposed()
    assert (found.releases, found.stay, found.title) == ((2,), (1, 3), TITLE)

    remove_kept(found, newsroom.releases)

    assert newsroom.releases.known() == [1, 3]
    assert newsroom.hits() == []
    assert remaining(newsroom.root, newsroom.releases, found).files == ()
    assert not newsroom.proposed()
    for number in (1, 3):
        manifest = newsroom.releases.manifest(number)
        assert manifest is not None
        assert newsroom.releases.damage(manifest) == []


def test_a_release_that_only_names_it_in_a_list_goes_too(newsroom: Newsroom) -> None:
    newsroom.publish(AddressKind.GONE, lists=f"Xem thêm: {TITLE}")
    newsroom.publish(AddressKind.GONE)
    assert newsroom.proposed().releases == (2, 4)


def test_one_whose_manifest_is_lost_is_looked_into(newsroom: Newsroom) -> None:
    for number in (1, 2):
        (newsroom.releases.folder / f"manifests/{number}.json").unlink()
    assert newsroom.proposed().releases == (2,)


def test_one_of_which_only_the_manifest_is_left_goes(newsroom: Newsroom) -> None:
    tree = newsroom.releases.tree(2)
    tree.rename(newsroom.root / "elsewhere")
    assert newsroom.proposed().releases == (2,)
    remove_kept(newsroom.proposed(), newsroom.releases)
    assert newsroom.releases.known() == [1, 3]


def test_an_old_picture_of_it_under_the_same_name_is_enough(newsroom: Newsroom) -> None:
    text = source("photo: anh/2026/phien-toa.jpg", body=SHORTER)
    newsroom.publish(AddressKind.POST, text=text, page=SHORTER, photo="mặt người")
    newsroom.publish(AddressKind.POST, text=text, page=SHORTER, photo="đã che")
    written(newsroom.root / "content", {PATH: text})
    found = newsroom.proposed()
    assert found.is_live
    assert found.releases == (2, 4)


def test_what_it_was_before_it_was_mended_goes_and_what_readers_have_stays(
    newsroom: Newsroom,
) -> None:
    mended = source(body=SHORTER)
    newsroom.publish(AddressKind.POST, text=mended, page=SHORTER)
    written(newsroom.root / "content", {PATH: mended})
    found = newsroom.proposed()
    assert found.is_live
    assert found.releases == (2,)
    assert is_empty(found)

    remove_kept(found, newsroom.releases)

    assert newsroom.texts.text(newsroom.here.addresses[URL]) == mended.encode()
    assert b"D\xe1\xbb\xa5" not in (newsroom.root / "public/texts.sqlite3").read_bytes()


def test_stores_go_whole_and_files_of_others_stay(newsroom: Newsroom) -> None:
    live = entry_of(b"live").sha256
    newsroom.publish(AddressKind.GONE, photo="live")
    state = newsroom.root / ".newsroom"
    kept = {"ban-cu/tin-hoat-dong/2026/xet-xu-phuc-tham.20260319-100000.md": "khác", "loi.txt": "x"}
    gone = {
        "reading.sqlite3": "x",
        "reading.sqlite3-wal": "x",
        "verify.sqlite3": "x",
        "published.json": "{}",
        "preview/index.html": "x",
        "dung-lai/content/a.md": "x",
        "loi-20260319-100000.txt": f"{SENTENCE}",
        "ban-cu/tin-hoat-dong/2026/xet-xu.20260319-100000.md": "x",
        "ban-cu/tin-hoat-dong/2026/xet-xu.20260319-100000-2.md": "x",
        "ban-cu/tin-hoat-dong/2026/ten-khac.20260319-100000.md": source(),
        "pictures/t/aa/aabb/480.webp": "x",
    }
    used = {"pictures/t/cc/ccdd/480.webp": "live"}
    written(state, {**kept, **gone, **used})
    (state / "pictures/t/cc/ccdd/entry.json").write_text(json.dumps({"files": {"480.webp": live}}))

    remove_kept(newsroom.proposed(), newsroom.releases)

    left = {p.relative_to(state).as_posix() for p in state.rglob("*") if p.is_file()}
    assert left == {*kept, *used, "pictures/t/cc/ccdd/entry.json"}


def test_output_keeps_what_readers_have(newsroom: Newsroom) -> None:
    written(newsroom.root / "output", {"cu.html": f"<p>{SENTENCE}</p>", "moi.html": "<p>Mới</p>"})
    remove_kept(newsroom.proposed(), newsroom.releases)
    assert sorted(p.name for p in (newsroom.root / "output").glob("*.html")) == [
        "index.html",
        "moi.html",
    ]


def test_words_that_readers_find_elsewhere_are_said_and_not_looked_for(newsroom: Newsroom) -> None:
    newsroom.publish(AddressKind.GONE, lists=f"Bài trước: {TITLE}.")
    found = newsroom.proposed()
    assert list(found.shared.values()) == [("index.html",)]
    assert found.releases == (2,)


@pytest.mark.parametrize("step", ["doomed", "erased"])
def test_a_purge_that_was_stopped_is_finished_by_the_next(newsroom: Newsroom, step: str) -> None:
    written(
        newsroom.root / ".newsroom/ban-cu",
        {"tin-hoat-dong/2026/xet-xu.20260319-100000.md": source()},
    )
    newsroom.publish(AddressKind.POST, text=source())
    newsroom.publish(AddressKind.GONE, text=source(NOTE))
    newsroom.stop_at = step
    with pytest.raises(KeyboardInterrupt):
        remove_kept(newsroom.proposed(), newsroom.releases)
    assert newsroom.hits() != []

    newsroom.releases.tidy()
    again = newsroom.proposed()
    assert again.wanted
    remove_kept(again, newsroom.releases)

    assert newsroom.hits() == []
    assert newsroom.releases.current() == 5


def test_a_picture_that_readers_still_see_with_another_text_is_said(newsroom: Newsroom) -> None:
    text = source("photo: anh/2026/phien-toa.jpg", NOTE)
    written(newsroom.root / "content", {PATH: text, "anh/2026/phien-toa.jpg": "ảnh"})
    assert newsroom.proposed().shown == ()
    assert [one.name for one in newsroom.proposed().pictures] == ["phien-toa.jpg"]
    newsroom.publish(AddressKind.GONE, text=text, photo="mặt người")
    assert newsroom.proposed().shown == ("anh/2026/phien-toa.jpg",)


def test_what_remains_is_found_wherever_it_is(newsroom: Newsroom) -> None:
    written(
        newsroom.root,
        {
            "publish.log": f"mới {TITLE}",
            "thu-xem/a.html": f"<p>{SENTENCE}</p>",
            ".git/a": SENTENCE,
            ".venv/pyvenv.cfg": "",
            ".venv/a.txt": SENTENCE,
            "content/trang/a.md": f"---\ntitle: A\n---\n{SENTENCE}.\n",
        },
    )
    found = newsroom.proposed()
    remove_kept(found, newsroom.releases)
    left = remaining(newsroom.root, newsroom.releases, found)
    assert [p.name for p in left.files] == ["publish.log", "a.html"]
    assert [p.name for p in left.content] == ["xet-xu.md", "a.md"]


def test_folders_that_lie_elsewhere_are_looked_into(newsroom: Newsroom, tmp_path: Path) -> None:
    away = tmp_path.with_name(f"{tmp_path.name}-away")
    written(away / "state", {"ban-cu/tin-hoat-dong/2026/xet-xu.20260319-100000.md": source()})
    written(away / "output", {"cu.html": SENTENCE})
    (newsroom.root / ".newsroom").symlink_to(away / "state")
    (newsroom.root / "output").rename(away / "old")
    (newsroom.root / "output").symlink_to(away / "output")

    found = newsroom.proposed()
    written(away / "state", {"khac/a.txt": SENTENCE})
    remove_kept(found, newsroom.releases)

    left = [p for p in away.rglob("*") if p.is_file() and SENTENCE.encode() in p.read_bytes()]
    assert left == [away / "state/khac/a.txt"]
    assert list(remaining(newsroom.root, newsroom.releases, found).files) == left


def test_a_withdrawn_file_keeps_what_its_address_needs(newsroom: Newsroom) -> None:
    file = newsroom.root / "content" / PATH
    file.write_text(source("aliases: [/detail/1/a.html]", "summary: Tóm tắt.", NOTE), "utf-8")
    found = newsroom.proposed()
    assert not is_empty(found)
    assert empty(found)
    said = file.read_text("utf-8")
    assert TITLE not in said
    assert "Dụ" not in said
    for line in ("date: 2026-03-19 09:00", "aliases: [/detail/1/a.html]", NOTE):
        assert line in said
    assert is_empty(found)


@pytest.mark.parametrize("text", [source(), "không có phần khai báo", source("corrections: [")])
def test_a_file_that_says_of_no_withdrawal_is_not_written(text: str) -> None:
    assert emptied(PATH, text.encode()) is None


def test_a_text_store_that_is_damaged_or_not_there_stops_nobody(newsroom: Newsroom) -> None:
    store = newsroom.root / "public/texts.sqlite3"
    store.write_bytes(b"khong phai")
    remove_kept(newsroom.proposed(), newsroom.releases)
    assert not store.exists()
    remove_kept(newsroom.proposed(), newsroom.releases)


# --- on a console -----------------------------------------------------------------


@pytest.fixture
def at(newsroom: Newsroom) -> Newsroom:
    conf = 'SITEURL = "https://a.example"\nNEWSROOM_TARGET = "public"\nNEWSROOM_KEEP_RELEASES = 5\n'
    written(newsroom.root, {"publishconf.py": conf})
    return newsroom


def sits(monkeypatch: pytest.MonkeyPatch, *agreed: str) -> list[str]:
    """Somebody sits at the terminal, who says yes to questions with ``agreed`` in them."""
    asked: list[str] = []

    def confirm(question: str, *, default: bool) -> bool:
        asked.append(question)
        return any(part in question for part in agreed) or default

    monkeypatch.setattr(terminal, "interactive", lambda: True)
    for module in (terminal, conversation):
        monkeypatch.setattr(module, "confirm", confirm)
    return asked


def test_at_a_terminal_the_question_names_it_and_no_changes_nothing(
    at: Newsroom, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = sits(monkeypatch)
    assert terminal.purge(at.root, post="xet-xu") == 0
    assert asked[-1] == f"Xóa hẳn mọi thứ kể trên của «{TITLE}»? Không lấy lại được."
    assert "bản 2" in capsys.readouterr().out
    assert at.releases.known() == [1, 2, 3]

    asked = sits(monkeypatch, "Xóa hẳn", "Xóa luôn")
    assert terminal.purge(at.root, post=TITLE[:20]) == 0
    assert "Xóa luôn lời bài" in asked[0]
    assert at.releases.known() == [1, 3]
    assert TITLE not in (at.root / "content" / PATH).read_text("utf-8")


def test_a_live_post_is_taken_back_first_or_only_its_past_goes(
    at: Newsroom, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    at.publish(AddressKind.POST, text=source(body=SHORTER), page=SHORTER)
    written(at.root / "content", {PATH: source(body=SHORTER)})
    asked = sits(monkeypatch)
    assert terminal.purge(at.root, post=PATH) == 1
    said = capsys.readouterr()
    assert f"invoke withdraw {PATH}" in said.out
    assert f"invoke purge {PATH} --old" in said.out
    assert asked == ["Gỡ bài ngay bây giờ?"]
    assert terminal.purge(at.root, post=PATH, yes=True) == 1
    assert at.releases.known() == [1, 2, 3, 4]

    assert terminal.purge(at.root, post=PATH, yes=True, old=True, content=True) == 0
    assert at.releases.known() == [1, 3, 4]
    assert SHORTER in (at.root / "content" / PATH).read_text("utf-8")


def test_what_is_meant_must_be_one_text_that_is_known(
    at: Newsroom, capsys: pytest.CaptureFixture[str]
) -> None:
    assert terminal.purge(at.root, post="khong-co-bai-nay", yes=True) == 1
    assert "Không bản nào và không tệp nào có bài" in capsys.readouterr().err
    assert terminal.purge(at.root, post="", yes=True) == 1
    assert "Thiếu tên bài" in capsys.readouterr().err
    written(at.root / "content", {"tin-hoat-dong/2025/xet-xu.md": source()})
    assert terminal.purge(at.root, post="xet-xu", yes=True) == 1
    assert "Có 2 bài có thể là «xet-xu»" in capsys.readouterr().out
    assert at.releases.known() == [1, 2, 3]


def test_a_text_of_which_readers_have_words_elsewhere_is_not_called_gone(
    at: Newsroom, capsys: pytest.CaptureFixture[str]
) -> None:
    at.publish(AddressKind.GONE, lists=f"Bài trước: {TITLE}.")
    assert terminal.purge(at.root, post=PATH, yes=True) == 1
    said = capsys.readouterr()
    assert "độc giả vẫn đọc được ở /index.html" in said.err
    assert at.releases.known() == [1, 3, 4]


def test_what_is_left_in_reach_is_named_and_makes_it_fail(
    at: Newsroom, capsys: pytest.CaptureFixture[str]
) -> None:
    written(at.root, {"publish.log": f"mới {TITLE}", ".git/HEAD": ""})
    assert backup(at.root) == 0
    (kept,) = (at.root / "sao-luu").iterdir()
    assert terminal.purge(at.root, post=PATH, yes=True) == 1
    said = capsys.readouterr()
    assert "Vẫn còn lời của bài trong publish.log" in said.err
    assert f"sao-luu/{kept.name}" in said.err
    assert "git filter-repo" in said.out
    assert f"Bản sao lưu đã làm: sao-luu/{kept.name}. Hãy xóa" in said.out

"""Drafts stop nobody: what counts as one, what is said of it, and how a preview shows it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.publish.work import HELD_BACK
from desk.terminal import answer_command, console
from desk.terminal.answer_command import answer
from desk.terminal.build_command import build
from desk.terminal.check_command import check
from desk.terminal.publish_command import publish
from plugins.posts import read_manuscript
from tests.support import small_newsroom as small

PATH = "tin-hoat-dong/2026/bai.md"
NUMBER = "001203004567"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return small.make(tmp_path)


def page(root: Path, path: str, folder: str = ".newsroom/preview") -> str:
    file = root / folder / path.replace(".md", ".html")
    return file.read_text("utf-8") if file.is_file() else ""


@pytest.mark.parametrize(
    "line", ["status: draft", "status:   'draft'  # chưa xong", "status: nháp"]
)
def test_what_can_be_read_as_a_draft_is_one(line: str) -> None:
    text = f"---\n{line}\ntitle: [sai\nphoto: a.gif\nnhan: x\n---\n<b>\n"
    manuscript, problems = read_manuscript(PATH, text)
    assert manuscript is not None
    assert manuscript.post.status == "draft"
    assert {problem.severity for problem in problems} == {"advice"}


@pytest.mark.parametrize(
    "line",
    ["status:", 'status: ""', "status: draft\nstatus: draft", "status: [draft]", "#status: draft"],
)
def test_what_cannot_is_not(line: str) -> None:
    text = f"---\n{line}\ntitle: A\ndate: 2026-03-19 08:00\nnhan: x\n---\nNội dung.\n"
    manuscript, problems = read_manuscript(PATH, text)
    assert manuscript is not None
    assert manuscript.post.status == "published"
    assert "error" in {problem.severity for problem in problems}


def test_a_first_preview_is_built_while_texts_are_wrong(root: Path) -> None:
    small.write(
        root, PATH, "---\ntitle: Bài lỗi\ndate: hôm nọ\nauthor: Không Ai\n---\nNội dung này.\n"
    )
    small.write(root, PATH.replace("bai", "rong"), "")
    small.write(root, PATH.replace("bai", "nhap"), "---\ntitle: Nháp\nstatus: draft\n---\n")

    assert build(root, output=root / ".newsroom/preview", preview=True, now=small.NOW) == 0

    assert "Nội dung này." in page(root, PATH)
    assert "Bản nháp" in page(root, PATH.replace("bai", "nhap"))
    assert page(root, small.EDITED)
    assert build(root, output=root / "output", now=small.NOW) == 1
    assert not (root / "output").exists()


def test_a_draft_links_to_what_it_likes_and_nothing_public_leads_to_it(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small.write(
        root, PATH, small.post("Nháp", "2026-03-19 08:00", "[Xem](khong-co.md)", "status: draft")
    )
    assert check(root, now=small.NOW) == 0
    assert f"content/{PATH}:7: " in capsys.readouterr().out
    file = root / "content" / small.EDITED
    file.write_text(file.read_text("utf-8") + f"\n[Xem thêm]({PATH})\n", "utf-8")

    assert check(root, now=small.NOW) == 1

    assert "còn là bản nháp" in capsys.readouterr().out


def test_of_a_text_held_back_no_picture_and_no_old_address_goes_out(root: Path) -> None:
    small.photo(root, "anh/2026/rieng.jpg", (10, 200, 90))
    picture = ("photo: anh/2026/rieng.jpg", "photo_alt: Hồ sơ trên bàn", "aliases: [/cu/bai.html]")
    small.write(root, PATH, small.post("Bài", "2026-03-19 08:00", f"Số {NUMBER}.", *picture))

    assert publish(root, yes=True, now=small.NOW) == HELD_BACK

    out = root / "public/current"
    assert not list(out.glob("anh/2026/rieng*"))
    assert not (out / "cu/bai.html").exists()
    assert not page(root, PATH, "public/current")
    assert page(root, small.EDITED, "public/current")


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What an officer types, answer by answer."""
    given: list[str] = []
    monkeypatch.setattr(answer_command, "interactive", lambda: True)
    monkeypatch.setattr(console, "interactive", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _question: given.pop(0))
    monkeypatch.setattr("desk.actions.answer._user", lambda: "")
    yield given
    assert given == []


def test_questions_are_answered_one_by_one(
    root: Path, typed: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("mot", "hai", "ba"):
        path = PATH.replace("bai", name)
        small.write(root, path, small.post(name, "2026-03-19 08:00", f"Số {NUMBER}, số 151234567."))
    # The first is left for later, the second answered: who answers is asked once.
    typed += [
        "",
        "Vì sao được nêu",
        "số giả",
        "Thu Hương",
        "số giả nữa",
        "công khai ở tòa",
        "như trên",
    ]

    assert answer(root, now=small.NOW) == 0

    said = capsys.readouterr().out
    assert "Xin ghi lý do thật." in said
    assert "Đã ghi 4 câu trả lời; 1 bài để lại, chưa đăng." in said
    assert publish(root, yes=True, now=small.NOW) == HELD_BACK
    assert not page(root, PATH.replace("bai", "ba"), "public/current")
    assert NUMBER in page(root, PATH.replace("bai", "hai"), "public/current")


def test_an_answer_without_a_name_is_none(
    root: Path, typed: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    small.write(root, PATH, small.post("Bài", "2026-03-19 08:00", f"Số {NUMBER}."))
    typed += ["số giả", ""]
    assert answer(root, post="bai", now=small.NOW) == 0
    assert "phải có tên người trả lời" in capsys.readouterr().err
    assert "privacy" not in (root / "content" / PATH).read_text("utf-8")


def test_without_anybody_the_questions_are_shown_and_the_way_on(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small.write(root, PATH, small.post("Bài", "2026-03-19 08:00", f"Số {NUMBER}."))
    assert answer(root, now=small.NOW) == 1
    assert "invoke check --answer <bài> --by" in capsys.readouterr().err
    assert answer(root, why="số giả", by="Việt Hưng", now=small.NOW) == 2
    assert answer(root, post="bai", why="…", by="Việt Hưng", now=small.NOW) == 2
    (root / "public").mkdir()
    (root / "public/current").write_text("no link")
    with pytest.raises(SystemExit), console.officer_errors(root):
        answer(root, now=small.NOW)
    assert "phải là liên kết" in capsys.readouterr().err

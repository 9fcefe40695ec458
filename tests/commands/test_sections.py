"""A newsroom of three sections, as an officer works in it."""

from __future__ import annotations

import json
import re
import shutil
from datetime import datetime
from pathlib import Path

import pytest

from desk.actions.inspect import propose as inspect
from desk.terminal import console
from desk.terminal.check_command import check
from desk.terminal.correct_command import correct, withdraw
from desk.terminal.import_command import import_file
from desk.terminal.new_command import new
from desk.terminal.publish_command import publish
from desk.terminal.purge_command import purge
from plugins.vietnamese import VIETNAM
from tests.support.sites import SECTIONS, project

NOW = datetime(2026, 1, 5, 8, tzinfo=VIETNAM)
NOTICE = "thong-bao/2024/lich-tiep-cong-dan-quy-mot"
"""A post of the second section, to which others lead."""
LONE = "thong-bao/2023/nghi-tet-duong-lich"
"""One to which nothing leads."""


@pytest.fixture(scope="module")
def published_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Never to be changed."""
    root = project(tmp_path_factory.mktemp("sections"), SECTIONS)
    assert publish(root, yes=True, now=NOW) == 0
    return root


@pytest.fixture
def root(published_once: Path, tmp_path: Path) -> Path:
    """The newsroom with one release."""
    return Path(shutil.copytree(published_once, tmp_path / "newsroom", symlinks=True))


def page(root: Path, address: str) -> str:
    return (root / "public" / "current" / address.strip("/")).read_text("utf-8")


def test_what_is_published_is_sound(root: Path) -> None:
    assert check(root, now=NOW) == 0
    assert "Thông báo" in page(root, "index.html")
    for folder in ("tin-tuc", "thong-bao", "hoi-dap"):
        feed = page(root, f"{folder}/atom.xml")
        assert f"<id>tag:song-xanh.example,2019:/{folder}/</id>" in feed


def test_lists_tell_of_their_own_section_and_units_of_all(root: Path) -> None:
    def posts(address: str) -> set[str]:
        return set(re.findall(r'item__headline" href="/([a-z-]+)/', page(root, address)))

    assert posts("thong-bao/index.html") == {"thong-bao"}
    assert posts("tin-tuc/luu-tru/2024-07.html") == {"tin-tuc"}
    assert posts("don-vi/khu-vuc-1/index.html") == {"tin-tuc", "thong-bao"}
    assert posts("phong/phong-15/index.html") == {"tin-tuc", "thong-bao", "hoi-dap"}
    assert "/tin-tuc/" not in page(root, "sitemap-2024.xml").partition("thong-bao")[0]


def test_the_post_before_and_the_one_after_are_of_the_same_section(root: Path) -> None:
    around = page(root, f"{NOTICE}.html").partition('aria-label="Tin trước và tin sau"')[2]
    assert set(re.findall(r'href="/([a-z-]+)/20', around)) == {"thong-bao"}


def test_search_is_told_what_sections_are_called(root: Path) -> None:
    (told,) = re.findall('data-sections="([^"]*)"', page(root, "tim-kiem/index.html"))
    names = json.loads(told.replace("&#34;", '"'))
    assert names == {
        "tin-tuc": "Tin tức",
        "thong-bao": "Thông báo",
        "hoi-dap": "Hỏi đáp pháp luật",
    }


def test_a_post_moved_to_another_section_is_a_lost_address_until_it_has_the_old_one(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = root / "content"
    moved = content / LONE.replace("thong-bao", "tin-tuc")
    (content / f"{LONE}.md").rename(moved.with_suffix(".md"))
    assert publish(root, yes=True, now=NOW) == 1
    said = capsys.readouterr().out
    there = LONE.replace("thong-bao", "tin-tuc")
    assert f"content/{there}.md:1: bài «Thông báo lịch trực" in said
    assert f'Viết thêm dưới dòng ấy: aliases: ["/{LONE}.html"]' in said

    text = moved.with_suffix(".md").read_text("utf-8")
    aliased = text.replace("department:", f"aliases: [/{LONE}.html]\ndepartment:")
    moved.with_suffix(".md").write_text(aliased, "utf-8")
    assert publish(root, yes=True, now=NOW) == 0
    assert "/tin-tuc/2023/nghi-tet-duong-lich.html" in page(root, f"{LONE}.html")


def test_a_section_that_is_gone_is_missed_once_not_post_by_post(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = root / "content" / "newsroom.toml"
    first, second, third = file.read_text("utf-8").split("[[sections]]\n")
    file.write_text(f"{first}[[sections]]\n{second}", "utf-8")
    assert "hoi-dap" in third
    assert publish(root, yes=True, now=NOW) == 1
    said = capsys.readouterr().out
    assert "content/newsroom.toml:1: chuyên mục có thư mục «hoi-dap» đang công bố 1 bài" in said
    assert '    Viết: [[sections]]\n          name = "…"\n          folder = "hoi-dap"' in said
    assert "hoi-dap/2024/xin-sao-ban-an.md:1" not in said
    assert "hoi-dap/atom.xml" not in said
    assert "content/hoi-dap:1: không ai đọc thư mục này" in said
    assert publish(root, yes=True, accept_removed=True, now=NOW) == 0
    assert not (root / "public" / "current" / "hoi-dap").exists()


def test_a_section_s_new_name_reaches_every_page_and_moves_nothing(root: Path) -> None:
    file = root / "content" / "newsroom.toml"
    text = file.read_text("utf-8")
    named = text.replace('name = "Thông báo"', 'name = "Thông báo mới"\nfolder = "thong-bao"')
    file.write_text(named, "utf-8")
    assert publish(root, yes=True, now=NOW) == 0
    assert "Thông báo mới</a>" in page(root, f"{NOTICE}.html")


def test_an_old_address_cannot_be_a_section_s(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = root / "content" / f"{LONE}.md"
    text = file.read_text("utf-8")
    file.write_text(text.replace("department:", "aliases: [/hoi-dap/]\ndepartment:"), "utf-8")
    assert check(root, now=NOW) == 1
    assert "địa chỉ cũ /hoi-dap/ là địa chỉ do trang tự tạo" in capsys.readouterr().out


def test_links_between_sections_are_looked_after(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "content" / f"{NOTICE}.md").unlink()
    assert check(root, now=NOW) == 1
    said = capsys.readouterr().out
    assert said.count(f"đường dẫn tới {NOTICE}.md, nhưng không có bài hay trang này") == 2


@pytest.mark.parametrize(("section", "folder"), [("", "tin-tuc"), ("Hỏi đáp pháp luật", "hoi-dap")])
def test_a_new_post_goes_where_it_is_said(root: Path, section: str, folder: str) -> None:
    made = new(
        root, title="Bài mới", author="Ngọc Mai", section=section, interactive=False, now=NOW
    )
    assert made == 0
    assert (root / "content" / folder / "2026" / "bai-moi.md").is_file()


def test_a_section_that_is_none_makes_no_post(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new(root, title="Bài", author="Ngọc Mai", section="Thể thao", now=NOW) == 1
    assert "không có chuyên mục «Thể thao»; có: «Tin tức» (tin-tuc)" in capsys.readouterr().err


def test_who_is_asked_is_asked_for_the_section_first(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = iter(["9", "2", "Lịch mới", "", "Ngọc Mai", "", ""])
    asked: list[str] = []

    def answer(question: str, default: str = "") -> str:
        asked.append(question)
        return next(given) or default

    monkeypatch.setattr(console, "answer", answer)
    assert new(root, interactive=True, now=NOW) == 0
    assert asked[0].startswith("Chuyên mục (số hoặc tên")
    assert (root / "content" / "thong-bao" / "2026" / "lich-moi.md").is_file()


OLD_PAGE = """{section}
{title}
08:19 15/03/2021
Phòng 15 thông báo lịch làm việc của bộ phận tiếp nhận đơn trong tháng ba.

Ngọc Mai – Phòng 15
"""


@pytest.mark.parametrize(
    ("section", "option", "folder", "note"),
    [
        ("Thông báo", "", "thong-bao", ""),
        ("Tin hoạt động", "", "tin-tuc", ""),
        ("Thể thao", "", "tin-tuc", "bài ở chuyên mục «Thể thao» của cổng cũ, nay xếp vào Tin tức"),
        ("Thông báo", "hoi-dap", "hoi-dap", "nay xếp vào Hỏi đáp pháp luật"),
    ],
)
def test_an_old_page_goes_to_the_section_of_its_name_or_where_it_is_said(
    root: Path,
    section: str,
    option: str,
    folder: str,
    note: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    source = root / "cu.txt"
    source.write_text(OLD_PAGE.format(section=section, title="Lịch làm việc tháng ba"), "utf-8")
    import_file(root, source, section=option, now=NOW)
    said = capsys.readouterr().out
    assert (root / "content" / folder / "2021" / "lich-lam-viec-thang-ba.md").is_file()
    assert note in said
    assert ("nay xếp vào" in said) == bool(note)


def test_importing_into_no_section_imports_nothing(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = root / "cu.txt"
    source.write_text(OLD_PAGE.format(section="Thông báo", title="Lịch"), "utf-8")
    assert import_file(root, source, section="Thể thao", now=NOW) == 2
    assert "không có chuyên mục «Thể thao»" in capsys.readouterr().err


def test_a_post_of_any_section_is_looked_at(root: Path) -> None:
    seen = inspect(root, file=root / "content" / f"{NOTICE}.md")
    assert seen.plan is not None
    assert seen.plan.understood["title"] == "Lịch tiếp công dân quý I năm 2024"


def test_a_post_of_any_section_is_corrected_withdrawn_and_purged(root: Path) -> None:
    file = root / "content" / f"{LONE}.md"
    done = correct(root, post=LONE, kind="cập nhật", note="Thêm giờ trực.", yes=True, now=NOW)
    assert done == 0
    assert "Thêm giờ trực." in page(root, f"{LONE}.html")
    assert withdraw(root, post="nghi-tet-duong-lich", why="Đăng nhầm.", yes=True, now=NOW) == 0
    assert "Đăng nhầm." in page(root, f"{LONE}.html")
    assert "gỡ bỏ" in file.read_text("utf-8")
    assert purge(root, post=LONE, yes=True) == 0
    texts = (file.read_text("utf-8") for file in (root / "public").rglob("*.html"))
    assert not any("bộ phận tiếp nhận đơn trực" in text for text in texts)

"""The recipes of docs/architecture.md, each made in a copy of the project as it is written."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.sites import ROOT, invoke, project

DOCUMENT = (ROOT / "docs" / "architecture.md").read_text("utf-8")
POST = "tin-hoat-dong/2021/phim.md"
FILM = "https://vksndtc.gov.vn/phim?a=1&b=2"


def steps(title: str) -> dict[str, str]:
    """File → what a recipe does to it, in hunks as ``diff`` writes them."""
    _, _, recipe = DOCUMENT.partition(f"\n### {title}\n")
    recipe = re.split(r"\n##", recipe)[0]
    fences = re.findall(r"^```diff\n(\S+)\n(.*?)^```$", recipe, re.MULTILINE | re.DOTALL)
    assert len(dict(fences)) == len(fences) > 0
    return dict(fences)


def make(folder: Path, changes: dict[str, str], *tests: str) -> None:
    """A copy of the project in ``folder``, with the sample newsroom, and ``changes`` made in it.

    ``tests`` are what is copied of those.
    """
    project(folder)
    for name in ("plugins", "desk", "docs", *tests):
        copied = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        copied(ROOT / name, folder / name)
    for name, hunks in changes.items():
        file = folder / name
        text = file.read_text("utf-8") if file.exists() else ""
        for hunk in hunks.split("@@\n"):
            rows = [(row[:1], row[1:]) for row in hunk.splitlines(keepends=True)]
            before = "".join(row for sign, row in rows if sign in " -")
            assert text.count(before) == 1, (name, before)
            text = text.replace(before, "".join(row for sign, row in rows if sign in " +"))
        file.write_text(text, "utf-8", newline="\n")


def write_post(folder: Path, line: str, text: str = "Nội dung.") -> None:
    head = f"title: Phim\ndate: 2021-03-15 08:19\nauthor: P.V\n{line}"
    (folder / "content" / POST).write_text(f"---\n{head}\n---\n{text}\n", "utf-8")


@pytest.fixture(scope="module")
def with_video(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("video")
    changes = steps("A front matter key")
    assert len(changes) <= 6
    make(folder, changes)
    return folder


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("video: javascript:alert(1)", "video phải là một địa chỉ https://…"),
        (f"phim: {FILM}", "có lẽ là video"),
        (f"vidoe: {FILM}", "có lẽ là video"),
    ],
)
def test_a_new_key_is_judged_and_known_by_its_words(with_video: Path, line: str, said: str) -> None:
    write_post(with_video, line)
    done = invoke(with_video, "check")
    assert done.returncode == 1
    assert f"content/{POST}:5: " in done.stdout
    assert said in done.stdout


def test_a_new_key_is_shown_on_the_page_and_verified(with_video: Path) -> None:
    write_post(with_video, f"video: {FILM}")
    for command in ("check", "build", "verify"):
        done = invoke(with_video, command)
        assert done.returncode == 0, done.stdout + done.stderr
    shown = f'<a href="{FILM.replace("&", "&amp;")}" rel="noopener noreferrer">Xem phim</a>'
    pages = (with_video / "output").rglob("*.html")
    showing = [page for page in pages if "Xem phim" in page.read_text("utf-8")]
    assert [page.stem for page in showing] == ["phim"]
    assert shown in showing[0].read_text("utf-8")


def test_a_new_key_agrees_with_its_guide_and_its_values(with_video: Path) -> None:
    names = ("tests/repository/test_documents.py", "tests/unit/test_schema.py")
    for name in names:
        (with_video / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, with_video / name)
    assert failures(with_video, "-k", "schema or example_of_a_key", *names) == ""


def failures(folder: Path, *chosen: str) -> str:
    """What pytest says of ``chosen`` in the project ``folder``; empty when all is well."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *chosen]
    done = subprocess.run(
        [*command, "--import-mode=importlib"],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.stdout if done.returncode else ""


# --- a page kind --------------------------------------------------------------------

OF_ADDRESSES = "tests/unit/test_addresses.py"
OF_THE_THEME = "tests/components/test_theme.py"
TEXT = "Xem [tin đăng lại](/tin-hoat-dong/dang-lai/)."


@pytest.fixture(scope="module")
def with_reprints(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reprints")
    changes = steps("A page kind")
    written = {"docs/architecture.md", "docs/huong-dan.md"}
    assert len(changes.keys() | written) <= 6
    support = ("tests/conftest.py", "tests/support", "tests/components", "tests/fixture_site")
    support += ("tests/fixtures/sections",)
    make(folder, changes, *support, OF_ADDRESSES)
    return folder


def test_the_tables_of_documents_are_written_and_a_new_kind_is_like_the_others(
    with_reprints: Path,
) -> None:
    assert "writes it" in failures(with_reprints, OF_ADDRESSES), "the documents lack it yet"
    failures(with_reprints, "--golden", OF_ADDRESSES)
    assert failures(with_reprints, OF_ADDRESSES, OF_THE_THEME) == ""
    for name in ("architecture.md", "huong-dan.md"):
        text = (with_reprints / "docs" / name).read_text("utf-8")
        assert re.search(r"`/<(section|chuyên mục)>/dang-lai/`", text)


def test_a_new_kind_is_built_verified_and_may_be_linked_to(with_reprints: Path) -> None:
    write_post(with_reprints, "source: Báo Bảo vệ pháp luật", TEXT)
    for command in ("check", "build", "verify"):
        done = invoke(with_reprints, command)
        assert done.returncode == 0, done.stdout + done.stderr
    output = with_reprints / "output"
    page = (output / "tin-hoat-dong/dang-lai/index.html").read_text("utf-8")
    assert "/tin-hoat-dong/2021/phim.html" in page
    assert "/tin-hoat-dong/dang-lai/</loc>" in (output / "sitemap-chung.xml").read_text("utf-8")


def test_no_old_address_may_take_that_of_a_new_kind(with_reprints: Path) -> None:
    write_post(with_reprints, "aliases: [/tin-hoat-dong/dang-lai/]")
    assert "là địa chỉ do trang tự tạo" in invoke(with_reprints, "check").stdout


# --- a check ------------------------------------------------------------------------

OF_TITLES = "tests/unit/test_same_titles.py"
SECOND = "cùng ngày đã có bài cùng tiêu đề: content/tin-hoat-dong/2021/"


@pytest.fixture(scope="module")
def with_titles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("titles")
    changes = steps("A check")
    assert len(changes) <= 3
    beside = ("tests/unit/test_check.py", "tests/broken/newsroom")
    make(folder, changes, "tests/conftest.py", "tests/support", *beside)
    return folder


def test_a_new_check_fires_and_keeps_silent_as_its_own_test_says(with_titles: Path) -> None:
    assert failures(with_titles, OF_TITLES) == ""


def test_a_new_check_is_said_by_check_and_by_a_build_and_stops_neither(with_titles: Path) -> None:
    assert SECOND not in invoke(with_titles, "check").stdout
    write_post(with_titles, "")
    text = (with_titles / "content" / POST).read_text("utf-8")
    (with_titles / "content" / POST.replace("phim", "phim2")).write_text(text, "utf-8")

    done = invoke(with_titles, "check")
    assert done.returncode == 0
    assert f"content/{POST.replace('phim', 'phim2')}:2: {SECOND}phim.md" in done.stdout
    assert '"strength": "nhac"' in invoke(with_titles, "check", "--json").stdout
    assert invoke(with_titles, "build").returncode == 0

"""A newsroom of version 1.0 takes this one: nothing of its own is lost, nothing of ours appears."""

import json
import re
import shutil
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from desk.bundle.wheels import LOCK
from desk.publish.manifest import AddressKind
from desk.publish.releases import Releases
from desk.upgrading import libraries
from desk.upgrading.samples import sample_posts
from desk.upgrading.software import differing, replace_software, unpacked
from plugins.content_folder import is_ours
from plugins.setting_places import CONF, PUBLISH_CONF
from tests.support.clones import NOW, clone_of_first_version, commit, git, handed_out, pull, run
from tests.support.sites import ROOT, invoke, project, tree, write

HOST = "vks-cua-ta.gov.vn"
SETTINGS = {
    "pelicanconf.py": {
        '"Tin hoạt động"': '"Tin của ta"',
        "vksnd-thaibinh.example": HOST,
        "(bản mẫu)": "(số 1)",
    },
    "publishconf.py": {"vksnd-thaibinh.example": HOST, "RELEASES = 20": "RELEASES = 7"},
}
"""What the agency wrote in the settings files."""


def settle(root: Path) -> None:
    """Let the settings files of ``root`` say what the agency's do."""
    for name, changes in SETTINGS.items():
        file = root / name
        text = file.read_text("utf-8")
        for ours, theirs in changes.items():
            assert ours in text
            text = text.replace(ours, theirs)
        file.write_text(text, "utf-8")


# --- every day: what it does to a newsroom whose software is new already ----------------------


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A published newsroom without a file of its own, whose settings files say all."""
    root = project(tmp_path / "toa-soan")
    (root / "content/newsroom.toml").unlink()
    (root / "requirements").mkdir()
    shutil.copy(ROOT / LOCK, root / LOCK)
    settle(root)
    done = invoke(root, "publish", "--yes", NEWSROOM_NOW=NOW)
    assert done.returncode == 0, done.stdout + done.stderr
    return root


def test_settings_move_ours_give_way_and_every_address_of_theirs_stays(old: Path) -> None:
    content = old / "content"
    own = content / "tin-hoat-dong/2026/cua-ta.md"
    source = next(path for path in sample_posts(content) if path.endswith(".md"))
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text((content / source).read_text("utf-8") + "\nMột câu của ta.\n", "utf-8")
    done = invoke(old, "publish", "--yes", NEWSROOM_NOW=NOW)
    assert done.returncode == 0, done.stdout + done.stderr
    ours = sample_posts(content)
    assert source in ours
    assert own.relative_to(content).as_posix() not in ours

    before = {name: (old / name).read_text("utf-8") for name in SETTINGS}
    said = invoke(old, "upgrade", "--check", NEWSROOM_NOW=NOW)
    assert 'section = "Tin của ta"' in said.stdout
    assert "Bài và ảnh của bản mẫu" in said.stdout
    assert before == {name: (old / name).read_text("utf-8") for name in SETTINGS}

    done = invoke(old, "upgrade", "--yes", NEWSROOM_NOW=NOW)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "không địa chỉ nào mất" in done.stdout
    assert done.stdout.rstrip().endswith("Công bố: invoke publish")
    toml = (content / "newsroom.toml").read_text("utf-8")
    assert f'url = "https://{HOST}"' in toml
    assert f'feed = "{HOST}"' in toml
    assert "keep = 7" in toml
    assert HOST not in (old / "publishconf.py").read_text("utf-8")
    assert not sample_posts(content)
    assert own.is_file()
    assert (old / ".newsroom/ban-cu/ban-mau" / source).is_file()

    done = invoke(old, "publish", "--yes", NEWSROOM_NOW=NOW)
    assert done.returncode == 0, done.stdout + done.stderr
    releases = Releases(folder=old / "public")
    shown = releases.manifest(releases.current() or 0)
    assert shown is not None
    texts = [url for url, one in shown.addresses.items() if one.kind is AddressKind.POST]
    assert texts == ["/tin-hoat-dong/2026/cua-ta.html"]

    again = invoke(old, "upgrade", NEWSROOM_NOW=NOW)
    assert again.returncode == 0, again.stdout + again.stderr
    assert "Không có gì phải chuyển đổi" in again.stdout


def test_an_address_that_would_be_lost_is_said_and_the_code_is_1(old: Path) -> None:
    post = next((old / "content/tin-hoat-dong").rglob("*.md"))
    post.write_text(post.read_text("utf-8") + "\nThêm một câu.\n", "utf-8")
    done = invoke(old, "publish", "--yes", NEWSROOM_NOW=NOW)
    assert done.returncode == 0, done.stdout + done.stderr
    post.unlink()
    done = invoke(old, "upgrade", "--yes", NEWSROOM_NOW=NOW)
    assert done.returncode == 1
    assert f"content/{post.relative_to(old / 'content').as_posix()}:1: " in done.stdout
    assert "độc giả vẫn xem bản cũ" in done.stdout


# --- the software -----------------------------------------------------------------------------

SMALL = {
    "tasks.py": "mới",
    "pelicanconf.py": "của bản mới",
    "pyproject.toml": "mới",
    "plugins/a.py": "mới",
    "desk/b.py": "mới",
    "theme/page.html": "mới",
    "theme/static/emblem.svg": "biểu trưng mẫu",
    "sample/newsroom.toml": "mẫu",
    "content/trang/a.md": "bài của bản mới",
}


def test_software_is_replaced_whole_and_nothing_of_the_agencys(tmp_path: Path) -> None:
    newer, root, aside = (tmp_path / name for name in ("mới", "của ta", "sang bên"))
    write(newer, SMALL)
    write(
        root,
        {
            **{name: "cũ" for name in SMALL if not name.startswith("sample")},
            "plugins/gone.py": "cũ",
            "theme/share/chung.png": "ảnh của ta",
            "content/cua-ta.md": "của ta",
        },
    )
    assert differing(root, newer) == len(SMALL) - 3 + 1  # not settings, content, emblem
    replace_software(root, newer, aside)
    assert (root / "plugins/a.py").read_text("utf-8") == "mới"
    assert not (root / "plugins/gone.py").exists()
    for name in ("pelicanconf.py", "theme/static/emblem.svg", "content/trang/a.md"):
        assert (root / name).read_text("utf-8") == "cũ", name
    assert (root / "theme/share/chung.png").read_text("utf-8") == "ảnh của ta"
    assert (root / "content/cua-ta.md").is_file()
    assert (root / "sample/newsroom.toml").is_file()
    assert (aside / "plugins/gone.py").is_file()
    assert differing(root, newer) == 0


def test_an_archive_of_it_is_as_good_as_a_folder_and_anything_else_is_refused(
    tmp_path: Path,
) -> None:
    write(tmp_path / "gói/toa-soan-2", SMALL)
    archive = shutil.make_archive(str(tmp_path / "toa-soan"), "zip", tmp_path / "gói")
    with unpacked(Path(archive)) as folder:
        assert (folder / "tasks.py").is_file()
    for wrong in (tmp_path / "gói", tmp_path / "không có.zip"):
        with pytest.raises(RuntimeError, match="phần mềm"), unpacked(wrong):
            pass


def software(folder: Path, *names: str) -> None:
    """Put what is called so of ours into ``folder``."""
    for name in names:
        if (ROOT / name).is_file():
            shutil.copy(ROOT / name, folder)
        else:
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, folder / name, ignore=ignored)


def test_an_archive_is_typed_and_the_newsroom_has_its_software(old: Path) -> None:
    software(old, "plugins", "desk")
    (old / "desk/gone.py").write_text("", "utf-8")
    newer = old.parent / "gói"
    newer.mkdir()
    software(newer, "tasks.py", CONF, PUBLISH_CONF)
    software(newer, ".ci", "desk", "plugins", "theme", "requirements")
    shutil.make_archive(str(old.parent / "bản mới"), "zip", newer)
    before = tree(old)
    said = invoke(old, "upgrade", "../bản mới.zip", "--check", NEWSROOM_NOW=NOW)
    assert said.returncode == 0, said.stdout + said.stderr
    assert "Phần mềm: " in said.stdout
    assert 'content/newsroom.toml: section = "Tin của ta"' in said.stdout
    assert "bỏ --check" in said.stdout
    assert tree(old) == before

    done = invoke(old, "upgrade", "../bản mới.zip", "--yes", NEWSROOM_NOW=NOW)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "không địa chỉ nào mất" in done.stdout
    assert not (old / "desk/gone.py").exists()
    assert (old / ".ci/run").stat().st_mode == (ROOT / ".ci/run").stat().st_mode
    assert not sample_posts(old / "content")


def test_a_folder_that_is_no_newsroom_is_refused(tmp_path: Path) -> None:
    said = invoke(ROOT, "upgrade", "--project", str(tmp_path), "--yes")
    assert said.returncode == 1
    assert "không phải thư mục của trang tin" in said.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_library_that_is_not_here_is_named(tmp_path: Path) -> None:
    assert libraries.lacking(ROOT) == ()
    lock = (ROOT / LOCK).read_text("utf-8")
    write(tmp_path, {LOCK: re.sub("pelican==4", "pelican==99", lock)})
    assert libraries.lacking(tmp_path) == ("pelican",)


def test_a_promise_of_our_sample_is_nobodys() -> None:
    row = next(r for r in _handed_out() if r[1].startswith("tin-hoat-dong/"))
    digest, path = row
    assert is_ours(path, digest[:16])
    assert not is_ours(path, "")
    assert not is_ours("tin-hoat-dong/2026/khac.md", digest[:16])


def _handed_out() -> list[list[str]]:
    text = (ROOT / "plugins/handed_out.txt").read_text("utf-8")
    return [row.split(" ", 1) for row in text.splitlines()]


# --- the long proof: 200 posts, published with 1.0's own code ---------------------------------


def test_a_pull_meets_nothing_that_an_agency_changed_and_brings_no_post_of_ours(
    tmp_path: Path,
) -> None:
    root = clone_of_first_version(tmp_path / "tòa soạn")
    content = root / "content"
    for name in ("2019", "2021"):
        shutil.rmtree(content / "tin-hoat-dong" / name)
    for file in (*content.glob("registry/*.toml"), *content.glob("trang/*.md")):
        file.write_text(file.read_text("utf-8").replace("Thái Bình", "Mẫu"), "utf-8")
    own = content / "tin-hoat-dong/2021/cua-ta.md"
    own.parent.mkdir()
    own.write_text("của ta", "utf-8")
    settle(root)
    with (root / "pelicanconf.py").open("a", encoding="utf-8") as conf:
        conf.write("MINE = 5\n")
    theirs = tree(content)
    commit(root)
    pull(root, handed_out(tmp_path / "bản mới"))
    assert not git(root, "status", "--porcelain", "--untracked-files=no")
    assert tree(content) == theirs
    for name, changes in SETTINGS.items():
        text = (root / name).read_text("utf-8")
        assert not [words for words in changes.values() if words not in text]


def newsroom_of_first_version(folder: Path) -> Path:
    """An agency's clone of 1.0 with 200 posts and a registry of its own, published."""
    clone_of_first_version(folder)
    shutil.rmtree(folder / "content/tin-hoat-dong")
    shutil.rmtree(folder / "content/anh")
    run(folder, sys.executable, "-m", "bench", "corpus", "200", "kho")
    shutil.copytree(folder / "kho", folder / "content", dirs_exist_ok=True)
    shutil.rmtree(folder / "kho")
    settle(folder)
    run(folder, sys.executable, "-m", "invoke", "publish", "--yes")
    return folder


def words(page: Path) -> str:
    """The text of the article of a page, to the byte; a text may be led to from other words now."""
    prose = BeautifulSoup(page.read_bytes(), "lxml").find(class_="prose")
    assert prose is not None, page
    return prose.get_text()


@pytest.mark.long
@pytest.mark.parametrize("way", ["pull", "folder", "archive", "archive with a folder"])
def test_two_hundred_posts_of_version_1_are_the_same_in_this_one(tmp_path: Path, way: str) -> None:
    root = newsroom_of_first_version(tmp_path / "tòa soạn")
    first = json.loads((root / "public/manifests/1.json").read_text("utf-8"))
    was = {url: words(root / "public/releases/1" / url[1:]) for url in first["addresses"]}
    assert len(was) > 200
    upgrade = (sys.executable, "-m", "invoke", "upgrade")
    if way == "pull":
        commit(root)
        pull(root, handed_out(tmp_path / "mới"))
        run(root, *upgrade, "--yes")
    else:
        run(tmp_path, "git", "clone", "--quiet", str(ROOT), "mới")
        newer = tmp_path / "mới"
        source = ()
        if way.startswith("archive"):
            top = ("--prefix=toa-soan-moi/",) if "folder" in way else ()
            git(newer, "archive", "--output=../mới.zip", *top, "HEAD")
            source = ("../mới.zip",)
            checked = tree(root)
            run(newer, *upgrade, *source, "--check", "--project", str(root))
            assert tree(root) == checked
        run(newer, *upgrade, *source, "--yes", "--project", str(root))
    assert not sample_posts(root / "content")
    run(root, sys.executable, "-m", "invoke", "publish", "--yes")

    now = Releases(folder=root / "public")
    shown = now.manifest(2)
    assert now.current() == 2
    assert shown is not None
    assert set(shown.addresses) == set(first["addresses"])
    assert {url: words(root / "public/releases/2" / url[1:]) for url in was} == was
    run(root, sys.executable, "-m", "invoke", "rollback", "--yes")
    assert now.current() == 1
    assert [live.release for live in now.history()] == [1, 2, 1]

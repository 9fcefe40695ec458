"""On a plain Windows PC, without rights, hard links or fork: the same newsroom, byte for byte."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from desk.publish.releases import Releases
from tests.support import small_newsroom as small
from tests.support import windows
from tests.support.sites import ROOT, invoke, tree

NOW = small.NOW.isoformat(" ")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The newsroom published twice and rolled back, without any limit."""
    return day(tmp_path_factory.mktemp("linux"), {})


def day(folder: Path, environment: dict[str, str]) -> Path:
    """Publish, change and publish, look at every byte, roll back, look again; as it is typed."""
    root = small.make(folder / "newsroom")
    (root / "tasks.py").write_bytes((ROOT / "tasks.py").read_bytes())
    typed = {"NEWSROOM_NOW": NOW, **environment}

    def go(*arguments: str) -> str:
        done = invoke(root, *arguments, **typed)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    assert "Đã công bố bản 1" in go("publish", "--yes")
    post = root / "content" / small.EDITED
    post.write_text(post.read_text("utf-8").replace("hai ngày", "ba ngày"), "utf-8")
    assert "Đã công bố bản 2" in go("publish", "--yes")
    assert "Không có gì thay đổi" in go("publish", "--yes")
    assert go("verify", "--live").count("đúng từng byte") == 2
    go("rollback", "--yes")
    assert "Bản 1, độc giả đang xem" in go("verify", "--live")
    return root


@pytest.mark.parametrize("kind", windows.KINDS)
def test_the_same_bytes_are_published_and_rolled_back_under_windows_limits(
    made: Path, tmp_path: Path, kind: str
) -> None:
    root = day(tmp_path, dict(windows.environment(kind)))

    public, other = root / "public", made / "public"
    assert tree(root / "output") == tree(made / "output")
    assert tree(public / "current") == tree(other / "current") == tree(other / "releases/1")
    assert tree(public / "releases/2") == tree(other / "releases/2")
    assert (public / "releases/1").exists() == (kind == windows.JUNCTIONS)
    assert all(p.stat().st_nlink == 1 for p in public.rglob("*") if p.is_file())


@pytest.mark.parametrize(
    ("here", "there"),
    [("", windows.NO_LINKS), (windows.JUNCTIONS, ""), (windows.NO_LINKS, windows.JUNCTIONS)],
)
def test_a_backup_goes_from_any_disk_to_any_other(
    published_once: Path, tmp_path: Path, here: str, there: str
) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    shutil.copytree(published_once, old, symlinks=True)
    for root in (old, new):
        root.mkdir(exist_ok=True)
        (root / "tasks.py").write_bytes((ROOT / "tasks.py").read_bytes())
    post = old / "content" / small.EDITED
    post.write_text(post.read_text("utf-8").replace("hai ngày", "ba ngày"), "utf-8")
    first, second = (windows.environment(kind) if kind else {} for kind in (here, there))

    def go(root: Path, *arguments: str, limits: Mapping[str, str]) -> str:
        done = invoke(root, *arguments, NEWSROOM_NOW=NOW, **limits)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    go(old, "publish", "--yes", limits=first)
    go(old, "backup", limits=first)
    (file,) = (old / "sao-luu").iterdir()
    go(new, "restore", str(file), "--yes", limits=second)
    shutil.copytree(old / "theme", new / "theme", dirs_exist_ok=True)

    said = go(new, "verify", "--live", limits=second)
    assert "Bản 2, độc giả đang xem" in said
    assert said.count("đúng từng byte") == 2
    for number in (1, 2):
        trees = [Releases(folder=root / "public").tree(number) for root in (old, new)]
        assert tree(trees[0]) == tree(trees[1])
    assert "Không có gì thay đổi" in go(new, "publish", "--yes", limits=second)


@pytest.mark.parametrize("kind", windows.KINDS)
def test_a_lost_page_is_built_again_from_the_texts_of_then(
    made: Path, tmp_path: Path, kind: str
) -> None:
    root = shutil.copytree(made, tmp_path / "newsroom", symlinks=True)
    wanted = tree(root / "public/releases/2")
    page = small.EDITED.replace(".md", ".html")
    (root / "public/releases/2" / page).unlink()
    shutil.rmtree(root / "output")

    limits = windows.environment(kind)
    done = invoke(root, "rollback", "--to", "2", "--yes", NEWSROOM_NOW=NOW, **limits)

    assert done.returncode == 0, done.stdout + done.stderr
    assert tree(root / "public/current") == wanted

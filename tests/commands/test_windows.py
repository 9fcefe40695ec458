"""On a plain Windows PC, without rights, hard links or fork: the same newsroom, byte for byte."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from desk.publish.releases import Releases
from desk.terminal.console import officer_errors
from desk.terminal.publish_command import publish
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


@pytest.mark.parametrize("encoding", ["cp1252", "cp1258"])
def test_pelican_itself_speaks_vietnamese_on_any_console(root: Path, encoding: str) -> None:
    (root / "content/tin-hoat-dong/2026/sai.md").write_text('---\ntitle: "A\n---\nB', "utf-8")
    shutil.rmtree(root / "output")

    done = subprocess.run(
        [sys.executable, "-m", "pelican", "content", "-s", "pelicanconf.py"],
        cwd=root,
        env={**os.environ, "PYTHONUTF8": "0", "PYTHONIOENCODING": encoding, "NEWSROOM_NOW": NOW},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    said = done.stdout + done.stderr
    assert done.returncode == 1, said
    assert "content/tin-hoat-dong/2026/sai.md:2" in said
    assert "codec" not in said
    assert "Viết:" in said


@pytest.mark.parametrize("kind", ["build", "publish"])
def test_a_path_too_long_for_windows_stops_before_anything_is_written(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    post = root / "content" / small.EDITED
    post.write_text(post.read_text("utf-8").replace("hai ngày", "ba ngày"), "utf-8")
    before = tree(root / "output"), tree(root / "public")
    place = "plugins.engine.output" if kind == "build" else "desk.publish.releases"
    monkeypatch.setattr(f"{place}.too_long", lambda *_: "Đường dẫn quá dài đối với Windows: …")

    with pytest.raises(SystemExit) as stopped, officer_errors(root):
        raise SystemExit(publish(root, now=small.NOW, yes=True))

    assert stopped.value.code == 1
    assert "Đường dẫn quá dài đối với Windows" in "".join(capsys.readouterr())
    if kind == "build":
        assert tree(root / "output") == before[0]
    assert Releases(folder=root / "public").numbers() == [1]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be"])
def test_whatever_notepad_writes_becomes_the_same_pages(root: Path, encoding: str) -> None:
    """Texts, registry and the agency's own file, with Windows' ends of lines."""
    (root / "tasks.py").write_bytes((ROOT / "tasks.py").read_bytes())
    (root / "content/newsroom.toml").write_text(
        'section = "Tin hoạt động"\nresponsible = "Ban Biên tập"\n', "utf-8"
    )
    for path in (root / "content").rglob("*"):
        if path.suffix in {".md", ".toml"}:
            text = path.read_text("utf-8").replace("\n", "\r\n")
            marked = f"\ufeff{text}" if encoding == "utf-16-be" else text
            path.write_bytes(marked.encode(encoding))
    before = tree(root / "output")

    done = invoke(root, "build", "--conf", "publishconf.py", NEWSROOM_NOW=NOW)

    assert done.returncode == 0, done.stdout + done.stderr
    assert tree(root / "output") == before


@pytest.mark.parametrize("kind", windows.KINDS)
def test_what_was_withdrawn_is_purged_under_windows_limits(
    made: Path, tmp_path: Path, kind: str
) -> None:
    root = shutil.copytree(made, tmp_path / "newsroom", symlinks=True)
    limits = {"NEWSROOM_NOW": NOW, **windows.environment(kind)}
    name = Path(small.MOVED).stem
    typed = (("withdraw", name, "--why", "Đăng nhầm.", "--yes"), ("purge", name, "--yes"))

    for command in typed:
        done = invoke(root, *command, **limits)
        assert done.returncode == 0, done.stdout + done.stderr

    assert Releases(folder=root / "public").numbers() == [3]
    words = "Viện trưởng tiếp công dân vào ngày làm việc".encode()
    assert not [path for path, data in tree(root / "public").items() if words in data]
    live = invoke(root, "verify", "--live", **limits)
    assert live.returncode == 0, live.stdout + live.stderr

"""On a plain Windows PC, without rights, hard links or fork: the same newsroom, byte for byte."""

from pathlib import Path

import pytest

from tests.support import small_newsroom as small
from tests.support import windows
from tests.support.sites import ROOT, invoke, tree


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The newsroom published twice and rolled back, without any limit."""
    return day(tmp_path_factory.mktemp("linux"), {})


def day(folder: Path, environment: dict[str, str]) -> Path:
    """Publish, change and publish, look at every byte, roll back, look again; as it is typed."""
    root = small.make(folder / "newsroom")
    (root / "tasks.py").write_bytes((ROOT / "tasks.py").read_bytes())
    typed = {"NEWSROOM_NOW": small.NOW.isoformat(" "), **environment}

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

"""A newsroom begun in a clone of what we hand out: nothing of ours is in it, and a pull is easy."""

from pathlib import Path

from plugins.content_folder import handed_out as ours_in
from tests.support.clones import NOW, commit, git, handed_out, pull
from tests.support.sites import invoke, tree

ANSWERS = 'name = "Sở Tư pháp tỉnh Sơn Hà"\nkind = "so"\nauthors = ["Đỗ Hạnh"]\n'


def new_version(upstream: Path, mark: str) -> None:
    """A newer version, of software and of the sample."""
    files = (upstream / "desk/__init__.py", upstream / "sample/trang/gioi-thieu.md")
    for file in files:
        file.write_text(f"{file.read_text('utf-8')}\n# {mark}\n", "utf-8")
    (upstream / f"sample/trang/{mark}.md").write_text(mark, "utf-8")
    next((upstream / "sample/tin-hoat-dong").rglob("*.md")).unlink()
    commit(upstream)


def test_nothing_of_ours_is_in_it_and_newer_versions_meet_nothing(tmp_path: Path) -> None:
    upstream = handed_out(tmp_path / "bản phát")
    assert set(ours_in(upstream / "content")) == set(tree(upstream / "content"))
    root = tmp_path / "tòa soạn"
    git(tmp_path, "clone", "--quiet", str(upstream), str(root))
    (root / "a.toml").write_text(ANSWERS, "utf-8")
    done = invoke(root, "start", "--answers", "a.toml", "--yes", NEWSROOM_NOW=NOW)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Những gì đang có trong thư mục content được chuyển sang bên" in done.stdout
    content = root / "content"
    assert list(ours_in(content)) == []
    (aside,) = (root / ".newsroom/ban-cu").iterdir()
    assert tree(aside / "content") == tree(upstream / "content")
    theirs = tree(content)

    new_version(upstream, "hai")
    pull(root, upstream)
    assert tree(content) == theirs
    commit(root)
    new_version(upstream, "ba")
    pull(root, upstream)
    assert not git(root, "status", "--porcelain")
    assert tree(content) == theirs
    for name in ("sample", "desk"):
        assert git(root, "rev-parse", f"HEAD:{name}") == git(upstream, "rev-parse", f"HEAD:{name}")
    said = invoke(root, "upgrade", NEWSROOM_NOW=NOW)
    assert said.returncode == 0, said.stdout + said.stderr
    assert "Không có gì phải chuyển đổi" in said.stdout

"""A small newsroom with one release, published once and copied for each test that changes it."""

import subprocess
from pathlib import Path

import pytest

from desk.terminal.publish_command import publish
from tests.support import small_newsroom as small


@pytest.fixture(scope="session")
def published_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Never to be changed."""
    root = small.make(tmp_path_factory.mktemp("published"))
    assert publish(root, now=small.NOW) == 0
    return root


@pytest.fixture(scope="session")
def published_twice(published_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Never to be changed: two releases, of which the second lacks pictures of the first."""
    root = tmp_path_factory.mktemp("two") / "newsroom"
    subprocess.run(["cp", "-a", str(published_once), str(root)], check=True)
    edited = root / "content" / small.EDITED
    text = edited.read_text("utf-8").replace("trong hai ngày", "trong ba ngày")
    edited.write_text(text.replace("kiem-tra.jpg", "kiem-tra-2.jpg"), "utf-8")
    (root / "content/anh/2026/kiem-tra.jpg").unlink()
    small.photo(root, "anh/2026/kiem-tra-2.jpg", (60, 120, 200))
    assert publish(root, now=small.NOW, yes=True) == 0
    return root


@pytest.fixture
def root(published_once: Path, tmp_path: Path) -> Path:
    """A newsroom of its own with one release."""
    copy = tmp_path / "newsroom"
    subprocess.run(["cp", "-a", str(published_once), str(copy)], check=True)
    return copy

"""Without the layers of speed all comes out the same, and each of them is there to be left out."""

import shutil
from pathlib import Path

import pytest

from desk.terminal.publish_command import publish
from plugins import layers
from plugins.layers import Layer
from tests.support import small_newsroom as small
from tests.support.sites import tree


class Left(frozenset[str]):
    """Layers that are left out; remembers which ones were asked for."""

    asked: set[str]

    def __contains__(self, layer: object) -> bool:
        self.asked.add(str(layer))
        return super().__contains__(layer)


def published_twice(root: Path) -> dict[str, bytes]:
    """What readers see after a first release, and another with an edit and a withdrawal."""
    assert publish(root, now=small.NOW, yes=True) == 0
    post = root / "content" / small.EDITED
    post.write_text(post.read_text("utf-8").replace("hai ngày", "ba ngày"), "utf-8")
    moved = root / "content" / small.MOVED
    taken = f"corrections: [{{date: {small.NOW:%Y-%m-%d %H:%M}, kind: gỡ bỏ, note: Nhầm}}]"
    moved.write_text(moved.read_text("utf-8").replace("\n---\n", f"\n{taken}\n---\n", 1), "utf-8")
    assert publish(root, now=small.NOW, yes=True) == 0
    return tree(root / "public/current")


def test_without_them_readers_get_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = small.make(tmp_path / "with")
    other, third = (shutil.copytree(first, tmp_path / name) for name in ("without", "few"))
    usual = published_twice(first)

    left = Left([*Layer])
    left.asked = set()
    monkeypatch.setattr(layers, "_left_out", lambda: left)
    assert published_twice(other) == usual
    # What verifying keeps is not there, so nobody asks what became private meanwhile.
    assert left.asked == {*Layer} - {Layer.IMPRINTS}

    left = Left({Layer.IMPRINTS})
    left.asked = set()
    assert published_twice(third) == usual
    assert Layer.IMPRINTS in left.asked

"""A process sent ahead finds what would have been found, and its absence costs nothing but time."""

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.building import make
from plugins.engine import ahead
from plugins.engine.ahead import Ahead, send, taken
from plugins.engine.output import survey
from plugins.engine.theme import Compiled, environment
from plugins.reading import Walk
from tests.support import small_newsroom as small
from tests.support.sites import tree

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="nothing is forked elsewhere")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small newsroom, built once."""
    monkeypatch.setenv("PYTHONPATH", str(small.PROJECT))
    monkeypatch.setattr(ahead, "LARGE", 0)
    root = small.make(tmp_path)
    assert build(root) == 0
    return root


@pytest.fixture
def sent(root: Path) -> Iterator[Ahead]:
    process = Ahead(root / "content", root / "theme", root / "output")
    yield process
    process.close()


def build(root: Path) -> int:
    options = {"NEWSROOM_QUIET": True}
    return make(
        root, output=root / "output", conf="publishconf.py", now=small.NOW, options=options
    ).code


def edit(root: Path, new: str) -> None:
    post = root / "content" / small.EDITED
    post.write_text(post.read_text("utf-8").replace("hai ngày", new), "utf-8")


def test_it_finds_what_is_there(root: Path, sent: Ahead) -> None:
    walk, own = sent.walk(), Walk(root / "content")
    assert walk is not None
    assert [file[:3] for file in walk.texts] == [file[:3] for file in own.texts]
    assert [file[:3] for file in walk.pictures] == [file[:3] for file in own.pictures]
    assert walk.content == own.content
    assert sent.survey() == survey(root / "output")


def test_templates_it_compiled_need_not_be_compiled(
    root: Path, sent: Ahead, monkeypatch: pytest.MonkeyPatch
) -> None:
    templates = environment(root / "theme", Compiled(sent.templates()))
    monkeypatch.setattr(type(templates), "compile", lambda *_args, **_more: pytest.fail("compiled"))
    for name in templates.list_templates():
        assert templates.get_template(name).name == name


def test_a_template_that_changed_since_is_compiled_anew(root: Path, sent: Ahead) -> None:
    kept = sent.templates()
    (root / "theme/templates/robots.txt").write_text("khác", "utf-8")
    templates = environment(root / "theme", Compiled(kept))
    assert templates.get_template("robots.txt").render() == "khác"


def test_one_that_is_killed_found_nothing(sent: Ahead, monkeypatch: pytest.MonkeyPatch) -> None:
    sent.templates()  # it has ended, and answered
    assert sent.walk() is not None

    def late(_output: Path) -> None:
        signal.pause()

    monkeypatch.setattr(ahead, "_survey", late)
    other = Ahead(sent.content, sent.content, sent.output)
    os.kill(other._process, signal.SIGKILL)
    assert other.survey() is None
    assert other.walk() is None
    assert other.templates() == {}
    other.close()


def test_one_that_fails_found_nothing_from_there_on(root: Path) -> None:
    failing = Ahead(root / "content", root / "khong-co", root / "khong-co")
    assert failing.survey() == ({}, [])
    assert failing.walk() is not None
    assert failing.templates() == {}
    failing.close()


def test_it_serves_one_build_of_the_folders_it_was_sent_to(root: Path) -> None:
    content, output = root / "content", root / "output"
    send(root, output)
    with taken(content, output) as first:
        assert first is not None
    with taken(content, output) as second:
        assert second is None
    send(root, output)
    with taken(content, root / "khac") as other:
        assert other is None
    with taken(content, output) as none_left:
        assert none_left is None


def test_none_is_sent_where_a_look_takes_no_time(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "LARGE", 1 << 40)
    send(root, root / "output")
    with taken(root / "content", root / "output") as found:
        assert found is None


def test_a_build_it_was_sent_for_makes_the_same_site(root: Path, tmp_path: Path) -> None:
    edit(root, "bốn ngày")
    (root / "output/index.html").write_text("sửa tay", "utf-8")
    (root / "output/la.html").write_text("lạ", "utf-8")
    send(root, root / "output")
    assert build(root) == 0
    found = tree(root / "output")
    clean = small.make(tmp_path / "clean")
    edit(clean, "bốn ngày")
    assert build(clean) == 0
    assert found == tree(clean / "output")


def test_what_is_saved_after_it_looked_is_in_the_next_build(root: Path) -> None:
    send(root, root / "output")
    ahead._sent[0].templates()  # by now it has looked
    edit(root, "năm ngày")
    assert build(root) == 0
    assert build(root) == 0
    page = (root / "output" / small.EDITED).with_suffix(".html")
    assert "năm ngày" in page.read_text("utf-8")

"""A process sent ahead finds what would have been found, and its absence costs nothing but time."""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2.meta import find_referenced_templates

from desk import building
from desk.building import make
from plugins.engine import making, prefetch
from plugins.engine.output import Survey, survey
from plugins.engine.prefetch import Prefetch
from plugins.engine.theme import Compiled, environment, reached
from plugins.engine.up_to_date import stamps_digest
from plugins.pages.plan import KINDS
from tests.support import small_newsroom as small
from tests.support.sites import tree

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="nothing is forked elsewhere")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small newsroom, built once, and taken for a large one from then on."""
    root = small.make(tmp_path)
    assert build(root) == 0
    # Whatever threads other tests have left: ours need nothing of theirs.
    monkeypatch.setattr(building, "_is_worth_a_process", lambda _root: True)
    making._compiled.clear()
    return root


@pytest.fixture
def sent(root: Path) -> Iterator[Prefetch]:
    process = Prefetch(root / "theme", root / "output")
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


def test_it_finds_what_is_there(root: Path, sent: Prefetch) -> None:
    there = survey(root / "output")
    assert sent.digest() == stamps_digest(there.stamps)
    assert sent.survey() == there


def test_templates_it_compiled_need_not_be_compiled(
    root: Path, sent: Prefetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    templates = environment(root / "theme", Compiled(sent.templates()))
    monkeypatch.setattr(type(templates), "compile", lambda *_args, **_more: pytest.fail("compiled"))
    for name in reached(templates, [kind.template for kind in KINDS if not kind.is_settled]):
        assert templates.get_template(name).name == name


def test_it_compiles_what_the_pages_of_a_new_post_need_and_no_more(
    root: Path, sent: Prefetch
) -> None:
    templates = environment(root / "theme")
    assert templates.loader is not None
    needed, waiting = set[str](), [kind.template for kind in KINDS if not kind.is_settled]
    while waiting:
        name = waiting.pop()
        needed.add(name)
        text = templates.loader.get_source(templates, name)[0]
        named = filter(None, find_referenced_templates(templates.parse(text)))
        waiting += [one for one in named if one not in needed]
    settled = {kind.template for kind in KINDS if kind.is_settled}
    assert needed.isdisjoint(settled)
    assert len(sent.templates()) == len(needed) < len(templates.list_templates())


def test_a_template_that_changed_since_is_compiled_anew(root: Path, sent: Prefetch) -> None:
    kept = sent.templates()
    (root / "theme/templates/robots.txt").write_text("khác", "utf-8")
    templates = environment(root / "theme", Compiled(kept))
    assert templates.get_template("robots.txt").render() == "khác"


def test_one_that_is_killed_found_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prefetch, "survey", lambda _output: signal.pause())
    killed = Prefetch(root / "theme", root / "output")
    os.kill(killed._process, signal.SIGKILL)
    assert killed.digest() is None
    assert killed.survey() is None
    assert killed.templates() == {}
    killed.close()


def test_one_that_fails_found_nothing_from_there_on(
    root: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fails(*_folders: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(prefetch, "environment", fails)
    failing = Prefetch(root / "theme", root / "khong-co")
    assert failing.survey() == Survey({}, [], hollow=False, leftovers={})
    assert failing.templates() == {}
    failing.close()
    assert capfd.readouterr() == ("", "")


def test_a_build_it_works_for_makes_the_same_site(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[Path] = []
    begin = Prefetch.__init__

    def count(process: Prefetch, theme: Path, output: Path) -> None:
        begun.append(output)
        begin(process, theme, output)

    monkeypatch.setattr(Prefetch, "__init__", count)
    edit(root, "bốn ngày")
    (root / "output/index.html").write_text("sửa tay", "utf-8")
    (root / "output/la.html").write_text("lạ", "utf-8")
    assert build(root) == 0
    assert begun == [root / "output"]
    clean = small.make(tmp_path / "clean")
    edit(clean, "bốn ngày")
    monkeypatch.setattr(building, "_is_worth_a_process", lambda _root: False)
    assert build(clean) == 0
    assert len(begun) == 1
    assert tree(root / "output") == tree(clean / "output")


def test_only_where_it_pays_and_is_safe(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    assert not building._is_worth_a_process(root)  # small
    monkeypatch.setattr(building, "LARGE", 0)
    assert building._is_worth_a_process(root)
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    assert not building._is_worth_a_process(root)
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    assert not building._is_worth_a_process(root)


def test_templates_are_compiled_once_for_all_builds_of_a_process_and_anew_when_edited(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "_is_worth_a_process", lambda _root: False)
    edit(root, "sáu ngày")
    assert build(root) == 0
    with monkeypatch.context() as patch:
        patch.setattr(making, "environment", lambda *_: pytest.fail("compiled again"))
        edit(root, "bảy ngày")
        assert build(root) == 0
    robots = root / "theme/templates/robots.txt"
    robots.write_text(robots.read_text("utf-8") + "\n# thêm\n", "utf-8")
    assert build(root) == 0
    assert "# thêm" in (root / "output/robots.txt").read_text("utf-8")

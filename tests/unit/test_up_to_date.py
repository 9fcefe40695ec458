"""A build that has nothing to do knows it by a look, and is never wrong about it."""

import os
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from desk.building import Built, make
from desk.messages import Report
from desk.terminal.console import show
from plugins import memory
from plugins.engine.making import exit_code
from tests.support import small_newsroom as small


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small newsroom, built once: its files, few and fresh, are known by their bytes."""
    root = small.make(tmp_path)
    assert again(root).newsroom is not None
    return root


def again(root: Path, **options: object) -> Built:
    built = make(
        root,
        output=root / "output",
        conf="publishconf.py",
        now=options.pop("now", small.NOW),  # type: ignore[arg-type]
        options={"NEWSROOM_QUIET": True, **options},
        report=Report(show),
    )
    assert built.code == 0
    return built


def test_where_nothing_happened_nothing_is_read_and_the_state_is_the_same(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = again(root)
    assert first.newsroom is None
    assert first.state
    assert again(root, NEWSROOM_QUIET=False).state == first.state
    assert "Không có gì thay đổi" in capsys.readouterr().out


def test_a_build_that_made_something_names_the_state_that_the_next_one_finds(root: Path) -> None:
    post = root / "content" / small.EDITED
    post.write_text(post.read_text("utf-8").replace("hai ngày", "ba ngày"), "utf-8")
    made = again(root)
    assert made.newsroom is not None
    found = again(root)
    assert found.newsroom is None
    assert found.state == made.state


def edit_keeping_size_and_time(root: Path) -> None:
    post = root / "content" / small.EDITED
    before = post.stat()
    post.write_text(post.read_text("utf-8").replace("hai ngày", "tám ngà"), "utf-8")
    os.utime(post, ns=(before.st_atime_ns, before.st_mtime_ns))


def add_picture(root: Path) -> None:
    small.photo(root, "anh/2026/them.jpg", (10, 10, 10))


def rename_unit(root: Path) -> None:
    file = root / "content/registry/units.toml"
    file.write_text(file.read_text("utf-8").replace("huyện Đông Mẫu", "thị xã Đông Mẫu"), "utf-8")


def change_settings(root: Path) -> None:
    with (root / "publishconf.py").open("a", encoding="utf-8") as conf:
        conf.write('SITENAME = "Tin tức"\n')


def change_template(root: Path) -> None:
    with (root / "theme/templates/post.html").open("a", encoding="utf-8") as template:
        template.write("{# thêm #}\n")


def change_stylesheet(root: Path) -> None:
    with (root / "theme/static/css/base.css").open("a", encoding="utf-8") as css:
        css.write("b { color: red; }\n")


def touch_output(root: Path) -> None:
    (root / "output/index.html").write_text("khác", "utf-8")


def lose_output(root: Path) -> None:
    (root / "output/404.html").unlink()


def add_to_output(root: Path) -> None:
    (root / "output/la.html").write_text("lạ", "utf-8")


def damage_state(root: Path) -> None:
    for file in (root / ".newsroom").glob("still-*.sqlite3"):
        file.write_bytes(file.read_bytes()[:100])


@pytest.mark.parametrize(
    "happens",
    [
        edit_keeping_size_and_time,
        add_picture,
        rename_unit,
        change_settings,
        change_template,
        change_stylesheet,
        touch_output,
        lose_output,
        add_to_output,
        damage_state,
    ],
)
def test_whatever_happens_is_seen(root: Path, happens: Callable[[Path], None]) -> None:
    assert again(root).newsroom is None
    happens(root)
    assert again(root).newsroom is not None


def test_a_post_whose_time_has_come_is_seen_and_time_alone_is_nothing(root: Path) -> None:
    assert again(root, now=small.NOW + timedelta(minutes=1)).newsroom is None
    assert again(root, now=small.NOW + timedelta(days=4000)).newsroom is not None
    assert again(root, now=small.NOW).newsroom is not None


def test_other_code_looks_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "maker", lambda: "other code")
    assert again(root).newsroom is not None


def test_a_preview_is_another_state(root: Path) -> None:
    assert again(root, NEWSROOM_PREVIEW=True).newsroom is not None


def test_what_is_kept_of_an_output_folder_that_is_gone_is_forgotten(root: Path) -> None:
    kept = {file.name for file in (root / ".newsroom").glob("*.sqlite3")}
    other = root / "khac"
    for output in (other, root / "output"):
        make(root, output=output, conf="publishconf.py", now=small.NOW, report=Report(show))
    assert len({*(root / ".newsroom").glob("*.sqlite3")}) == len(kept) + 2
    other.rename(root / "gone")
    post = root / "content" / small.EDITED
    post.write_text(post.read_text("utf-8").replace("hai ngày", "ba ngày"), "utf-8")
    again(root)
    assert {file.name for file in (root / ".newsroom").glob("*.sqlite3")} == kept
    assert again(root).newsroom is None


def test_pictures_that_no_post_uses_any_more_are_not_kept(root: Path) -> None:
    pictures = root / ".newsroom" / "pictures"
    assert (before := {file.parent.name for file in pictures.rglob("entry.json")})
    for post in (root / "content").rglob("*.md"):
        text = post.read_text("utf-8")
        post.write_text(re.sub(r"(?m)^photo.*\n|!\[.*\n", "", text), "utf-8")
    again(root)
    assert not {file.parent.name for file in pictures.rglob("entry.json")} & before


def test_what_a_warning_stopped_is_said_and_a_fault_of_the_program_is_raised(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def stopped() -> None:
        message = "Warning logged"
        raise RuntimeError(message)

    def endless() -> None:
        raise RecursionError

    assert exit_code(stopped, print) == 1
    assert "Chưa dựng được trang" in capsys.readouterr().err
    with pytest.raises(RecursionError):
        exit_code(endless, print)

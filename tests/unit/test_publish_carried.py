"""Theme files of earlier releases: which stay, how long, and that nothing else takes notice."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from desk.messages import SILENT
from desk.publish import carried
from desk.publish.carried import LONGEST, carried_over
from desk.publish.changes import compare
from desk.publish.manifest import Manifest
from desk.publish.releases import Releases
from desk.publish.soundness import Mender
from desk.publish.tree import entry_of, scan
from plugins.vietnamese import VIETNAM
from tests.unit.test_publish_releases import put_out, written

NOW = datetime(2026, 3, 20, 8, tzinfo=VIETNAM)
OLD, NEW = "theme/newsroom.aaaa.css", "theme/newsroom.bbbb.css"


@pytest.fixture
def releases(tmp_path: Path) -> Releases:
    folder = tmp_path / "public"
    folder.mkdir()
    return Releases(folder=folder)


def site(output: Path, style: str, page: str = "trang") -> Path:
    """An output folder with one stylesheet and a page that asks for it."""
    for old in (output / "theme").glob("*"):
        old.unlink()
    return written(output, {f"theme/newsroom.{style}.css": style, "index.html": f"{page} {style}"})


def tree(folder: Path, carried_since: dict[str, datetime], **files: str) -> tuple[Path, Manifest]:
    texts = {f"theme/{name}.css": text for name, text in files.items()}
    written(folder, texts)
    entries = {path: entry_of(text.encode()) for path, text in texts.items()}
    since = {f"theme/{name}.css": at for name, at in carried_since.items()}
    return folder, Manifest(number=1, made=NOW, files=entries, carried=since)


def test_the_stylesheet_of_the_release_before_stays_and_no_page_asks_for_it(
    releases: Releases, tmp_path: Path
) -> None:
    output = tmp_path / "output"
    put_out(releases, site(output, "aaaa"))
    made = put_out(releases, site(output, "bbbb"))

    assert (releases.link / OLD).read_text("utf-8") == "aaaa"
    assert (releases.link / OLD).samefile(releases.tree(1) / OLD)
    assert list(made.carried) == [OLD]
    assert sorted(made.built) == ["index.html", NEW]
    assert releases.damage(made) == []
    assert not (output / OLD).exists()


def test_what_is_carried_makes_no_difference_between_releases(
    releases: Releases, tmp_path: Path
) -> None:
    output = tmp_path / "output"
    for style in ("aaaa", "bbbb"):
        made = put_out(releases, site(output, style))
    assert not compare(made.built, dict(scan(output)))


def test_a_stylesheet_that_comes_back_is_carried_no_more(
    releases: Releases, tmp_path: Path
) -> None:
    output = tmp_path / "output"
    for style in ("aaaa", "bbbb", "aaaa"):
        made = put_out(releases, site(output, style))
    assert list(made.carried) == [NEW]


def test_its_time_runs_from_the_release_that_gave_it_up(releases: Releases, tmp_path: Path) -> None:
    output = tmp_path / "output"
    put_out(releases, site(output, "aaaa"))
    second = put_out(releases, site(output, "bbbb"))
    third = put_out(releases, site(output, "bbbb", "trang sau"))
    assert third.carried == second.carried


def test_pictures_and_pages_are_never_carried(releases: Releases, tmp_path: Path) -> None:
    output = tmp_path / "output"
    put_out(releases, written(output, {"anh/2026/a-480.webp": "mặt người", "bai.html": "bài"}))
    for gone in ("anh/2026/a-480.webp", "bai.html"):
        (output / gone).unlink()
    made = put_out(releases, written(output, {"index.html": "trang"}))
    assert list(made.files) == ["index.html"]


def test_readers_taken_back_keep_what_the_pages_they_left_ask_for(
    releases: Releases, tmp_path: Path
) -> None:
    output = tmp_path / "output"
    put_out(releases, site(output, "aaaa"))
    put_out(releases, site(output, "bbbb"))
    releases.show(1, "rollback")
    made = put_out(releases, site(output, "cccc"))
    assert sorted(made.carried) == [OLD, NEW]
    assert releases.damage(made) == []


def test_a_damaged_or_missing_one_is_left_out(tmp_path: Path) -> None:
    shown = tree(tmp_path, {}, a="một", b="hai", c="ba")
    (tmp_path / "theme/a.css").write_text("khác", "utf-8")
    (tmp_path / "theme/b.css").unlink()
    assert list(carried_over([shown], {}, NOW)) == ["theme/c.css"]
    (tmp_path / "theme/c.css").unlink()
    (tmp_path / "theme/c.css").symlink_to("/etc/hostname")
    assert carried_over([shown], {}, NOW) == {}


def test_after_its_time_it_goes(tmp_path: Path) -> None:
    since = {"a": NOW - LONGEST, "b": NOW - LONGEST - timedelta(seconds=1), "c": NOW}
    shown = tree(tmp_path, since, a="một", b="hai", c="ba")
    found = carried_over([shown], {}, NOW)
    assert list(found) == ["theme/a.css", "theme/c.css"]
    assert found["theme/a.css"].since == NOW - LONGEST


def test_of_too_many_the_newest_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carried, "MOST", 2)
    since = {name: NOW - timedelta(days=days) for name, days in (("a", 1), ("b", 3), ("c", 2))}
    shown = tree(tmp_path, since, a="một", b="hai", c="ba")
    assert list(carried_over([shown], {}, NOW)) == ["theme/a.css", "theme/c.css"]


def test_many_days_of_work_on_the_theme_take_a_bounded_room(
    releases: Releases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carried, "MOST", 5)
    output = tmp_path / "output"
    for number in range(12):
        made = put_out(releases, site(output, f"{number:04}"))
    assert list(made.carried) == [f"theme/newsroom.{n:04}.css" for n in range(6, 11)]
    assert sorted(p.name for p in (releases.link / "theme").iterdir()) == [
        f"newsroom.{n:04}.css" for n in range(6, 12)
    ]


def test_where_nothing_can_be_linked_it_is_copied(
    releases: Releases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desk.publish.tree._link", lambda *_: False)
    output = tmp_path / "output"
    put_out(releases, site(output, "aaaa"))
    made = put_out(releases, site(output, "bbbb"))
    assert releases.damage(made) == []
    assert not (releases.link / OLD).samefile(releases.tree(1) / OLD)


def test_a_manifest_made_again_knows_what_was_carried(releases: Releases, tmp_path: Path) -> None:
    output = tmp_path / "output"
    put_out(releases, site(output, "aaaa"))
    put_out(releases, site(output, "bbbb"))
    (releases.folder / "manifests/2.json").unlink()
    mender = Mender(root=tmp_path, releases=releases, report=SILENT)
    seen = releases.look()
    assert seen is not None
    built = dict(scan(output))

    mender.proven(seen, built, {})

    made = releases.manifest(2)
    assert made is not None
    assert list(made.carried) == [OLD]
    assert made.built == built

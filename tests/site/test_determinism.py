"""The same content gives the same bytes, whoever builds it, wherever and whenever."""

import shutil
from pathlib import Path

from bench.corpus import samples
from bench.writing import write_corpus
from tests.support.sites import built, tree


def copied_backwards(source: Path, target: Path) -> None:
    """A copy whose files were created in the opposite order."""
    for path in sorted((p for p in source.rglob("*") if p.is_file()), reverse=True):
        place = target / path.relative_to(source)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)


def test_neither_hash_seed_nor_zone_nor_locale_nor_folder_nor_file_order_shows(
    tmp_path: Path,
) -> None:
    here, there = tmp_path / "a" / "content", tmp_path / "another folder" / "nội dung"
    write_corpus(here, samples(120, seed=5, photos=2), seed=5)
    for path in sorted(here.glob("tin-hoat-dong/2010/*.md")):
        lines = path.read_text("utf-8").splitlines(keepends=True)
        lines[2] = "date: 2010-06-01 08:00\n"  # equal dates must not fall by chance
        path.write_text("".join(lines), "utf-8", newline="\n")
    copied_backwards(here, there)

    one = built(
        here,
        tmp_path / "one",
        env={"PYTHONHASHSEED": "1", "TZ": "America/Los_Angeles", "LC_ALL": "C"},
    )
    two = built(
        there,
        tmp_path / "two",
        env={"PYTHONHASHSEED": "4242", "TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8"},
    )

    assert len(tree(one)) > 300
    assert tree(one) == tree(two)


def test_building_again_over_an_older_build_equals_a_clean_build(tmp_path: Path) -> None:
    content = tmp_path / "content"
    write_corpus(content, samples(60, seed=6), seed=6)
    output = built(content, tmp_path / "output")
    posts = sorted(content.glob("tin-hoat-dong/*/*.md"))
    posts[10].unlink()
    posts[20].write_text(
        posts[20].read_text("utf-8").replace('title: "', 'title: "Sửa: '), "utf-8", newline="\n"
    )

    again = built(content, output)
    clean = built(content, tmp_path / "clean")

    assert tree(again) == tree(clean)


def test_the_clock_alone_changes_nothing(tmp_path: Path) -> None:
    content = tmp_path / "content"
    write_corpus(content, samples(40, seed=7), seed=7)
    today = built(content, tmp_path / "today", now="2026-01-05 08:00")
    later = built(content, tmp_path / "later", now="2029-12-31 23:59")
    assert tree(today) == tree(later)

"""Publishing one post costs what one post costs, and gives what a clean build gives."""

import random
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import pytest

from bench.corpus import samples
from bench.writing import write_corpus
from plugins.content import read_newsroom
from plugins.search import WholeTextStore, kept
from plugins.vietnamese import VIETNAM
from tests.support.long import examples
from tests.support.sites import built, tree

NEWEST = """---
title: "Tin mới nhất: một bài thêm vào kho lưu trữ"
date: 2024-01-15 08:00
author: Minh An
department: Phòng 15
units: [VKSND huyện Hưng Hà]
---

VKSND huyện Hưng Hà đăng thêm một bài để xem bao nhiêu trang phải đổi theo.
"""


LATER = datetime(2026, 1, 5, tzinfo=VIETNAM)
WITHDRAWN = "corrections: [{date: 2025-01-01 08:00, kind: gỡ bỏ, note: Đăng nhầm}]\n---\n\n"


def add_newest(content: Path) -> None:
    folder = content / "tin-hoat-dong" / "2024"
    folder.mkdir(exist_ok=True)
    (folder / "tin-moi-nhat.md").write_text(NEWEST, "utf-8")


def changed_by_one_post(folder: Path, posts: int) -> list[str]:
    """Files that differ after one new post joined an archive of ``posts``."""
    content = folder / "content"
    write_corpus(content, samples(posts, seed=8), seed=8)
    output = built(content, folder / "output")
    before = {path: path.stat().st_ino for path in output.rglob("*") if path.is_file()}
    add_newest(content)
    built(content, output)
    return sorted(
        path.relative_to(output).as_posix()
        for path in output.rglob("*")
        if path.is_file() and before.get(path) != path.stat().st_ino
    )


def test_a_new_post_rewrites_a_handful_of_files_however_large_the_archive(tmp_path: Path) -> None:
    small = changed_by_one_post(tmp_path / "small", 150)
    large = changed_by_one_post(tmp_path / "large", 900)
    assert "tin-hoat-dong/2024/tin-moi-nhat.html" in small
    assert "index.html" in small
    assert len(small) <= 60
    assert len(large) <= len(small) + 10, sorted(set(large) - set(small))


def test_of_a_new_post_search_reads_its_text_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content, state = tmp_path / "content", tmp_path / "state"
    state.mkdir()
    write_corpus(content, samples(150, seed=8), seed=8)
    read: list[int] = []
    text = kept._text

    def noted(digests: Sequence[bytes], text_of: kept.TextOf, place: int) -> str:
        read.append(place)
        return text(digests, text_of, place)

    monkeypatch.setattr(kept, "_text", noted)
    for posts in (150, 1, 0):
        WholeTextStore(state).update(read_newsroom(content, LATER).newsroom)
        assert len(read) == posts
        read.clear()
        add_newest(content)


def test_the_page_of_search_is_made_anew_for_a_new_year_and_for_no_other_post(
    tmp_path: Path,
) -> None:
    content = tmp_path / "content"
    write_corpus(content, samples(30, seed=8), seed=8)
    output = built(content, tmp_path / "output")
    page = output / "tim-kiem" / "index.html"
    before = page.stat().st_ino
    add_newest(content)
    built(content, output)
    new_year = page.stat().st_ino
    assert new_year != before
    cites = NEWEST.replace("bài thêm vào", "bài nữa cho").replace("08:00", "09:00")
    cites += "\nThực hiện Kế hoạch số 999/KH-VKSTB ngày 10/01/2024.\n"
    (content / "tin-hoat-dong" / "2024" / "tin-nua.md").write_text(cites, "utf-8")
    built(content, output)
    assert "999/KH-VKSTB" in (output / "tim-kiem" / "2024.json").read_text("utf-8")
    assert page.stat().st_ino == new_year


def test_a_withdrawn_post_keeps_its_place_and_renumbers_no_list(tmp_path: Path) -> None:
    content = tmp_path / "content"
    write_corpus(content, samples(150, seed=8), seed=8)
    output = built(content, tmp_path / "output")
    before = tree(output)
    path = sorted(content.glob("tin-hoat-dong/*/*.md"))[20]
    text = path.read_text("utf-8")
    title, author = re.findall(r'^(?:title|author): "?(.*?)"?$', text, re.MULTILINE)
    path.write_text(text.replace("---\n\n", WITHDRAWN, 1), "utf-8")

    built(content, output)

    after = tree(output)
    changed = {file for file in before | after if before.get(file) != after.get(file)}
    kept = {file for file in after if "Bài đã gỡ ngày\xa01/1/2025".encode() in after[file]}
    lists = re.compile(r"(?:tin-hoat-dong|don-vi/.*|phong/.*)/trang-\d+\.html|.*/luu-tru/.*-.*")
    assert len(kept) >= 3
    assert kept == {file for file in changed if lists.fullmatch(file)}
    for file in kept:
        was, now = (tree[file].decode().splitlines() for tree in (before, after))
        (place,) = set(now) - set(was)
        assert title not in place
        assert author not in place
        assert title not in after[file].decode()
        assert len(was) > len(now)
    shown = {file for file in after if title in after[file].decode("utf-8", "ignore")}
    assert shown == set()

    path.write_text(text, "utf-8")
    built(content, output)
    assert tree(output) == before


# --- after any edits, what a clean build gives ----------------------------------------


def pick(content: Path, dice: random.Random) -> Path:
    return dice.choice(sorted(content.glob("tin-hoat-dong/*/*.md")))


def retitle(content: Path, dice: random.Random) -> None:
    path = pick(content, dice)
    text = path.read_text("utf-8")
    path.write_text(text.replace('title: "', f'title: "Lần {dice.randrange(1000)}: ', 1), "utf-8")


def redate(content: Path, dice: random.Random) -> None:
    path = pick(content, dice)
    lines = path.read_text("utf-8").splitlines(keepends=True)
    lines[2] = f"date: {dice.randrange(2010, 2024)}-03-0{dice.randrange(1, 9)} 09:00\n"
    path.write_text("".join(lines), "utf-8")


def remove(content: Path, dice: random.Random) -> None:
    pick(content, dice).unlink()


def withdraw(content: Path, dice: random.Random) -> None:
    path = pick(content, dice)
    path.write_text(path.read_text("utf-8").replace("---\n\n", WITHDRAWN, 1), "utf-8")


def draft(content: Path, dice: random.Random) -> None:
    path = pick(content, dice)
    path.write_text(
        path.read_text("utf-8").replace("---\n\n", "status: draft\n---\n\n", 1), "utf-8"
    )


def rename_department(content: Path, _dice: random.Random) -> None:
    path = content / "registry" / "departments.toml"
    text = path.read_text("utf-8")
    path.write_text(
        text.replace('name = "Phòng 9"', 'name = "Phòng 9 (mới)"\naliases = ["Phòng 9"]'), "utf-8"
    )


def add(content: Path, _dice: random.Random) -> None:
    add_newest(content)


EDITS: tuple[Callable[[Path, random.Random], None], ...] = (
    retitle,
    redate,
    remove,
    withdraw,
    draft,
    rename_department,
    add,
)


@pytest.mark.parametrize("seed", range(1, examples(1, 4) + 1))
def test_after_any_edits_the_output_is_what_a_clean_build_gives(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    content, output = tmp_path / "content", tmp_path / "output"
    write_corpus(content, samples(80, seed=seed), seed=seed)
    built(content, output)
    edits = list(EDITS)
    dice.shuffle(edits)
    for n, edit in enumerate(edits):
        edit(content, dice)
        built(content, output)
        if n % 3 == 2 or edit is edits[-1]:
            clean = tmp_path / f"clean-{n}"
            elsewhere = clean / "content"
            elsewhere.parent.mkdir()
            content.rename(elsewhere)  # where no earlier build has left anything
            expected = tree(built(elsewhere, clean / "output"))
            elsewhere.rename(content)
            assert tree(output) == expected, edit.__name__

"""What a machine leaves in a folder, and what somebody may have written."""

from __future__ import annotations

import pytest

from plugins.leftovers import is_leftover


@pytest.mark.parametrize(
    "name",
    [
        ".DS_Store",
        "._bai-viet.md",
        ".bai-viet.md.swp",
        ".~lock.bai-viet.odt#",
        ".#bai-viet.md",
        ".syncthing.bai-viet.md.tmp",
        "bai-viet.md~",
        "bai-viet.md.~1~",
        "bai-viet.md.bak",
        "BAI-VIET.MD.BAK",
        "bai-viet.md.orig",
        "bai-viet.md.swp",
        "bai-viet.md.tmp",
        "anh.jpg.part",
        "anh.jpg.crdownload",
        "#bai-viet.md#",
        "~$i viet.docx",
        "~WRL0001.tmp",
        "Thumbs.db",
        "thumbs.db",
        "ehthumbs.db",
        "Desktop.ini",
        "Icon\r",
        "4913",
        "bai-viet.md___jb_tmp___",
    ],
)
def test_a_file_that_a_machine_left(name: str) -> None:
    assert is_leftover(name)


@pytest.mark.parametrize(
    "name",
    [
        "bai-viet.md",
        "bai-viet.md.txt",
        "bai-viet.MD",
        "bai-viet (1).md",
        "bai-viet - Copy.md",
        "bai-viet - Bản sao.md",
        "bai-viet.sync-conflict-20210315-081900-ABCDEFG.md",
        "bai-viet (conflicted copy 2021-03-15).md",
        "bai-viet.md.save",
        "~bai-viet.md",
        "#bai-viet.md",
        "#",
        "##",
        "bai-viet.docx",
        "49134.md",
        "bài.bak.md",
        "b\udce0i.md",
        "",
    ],
)
def test_a_file_that_somebody_may_have_written(name: str) -> None:
    assert not is_leftover(name)


@pytest.mark.parametrize("name", [".git", "$RECYCLE.BIN", "__MACOSX", "@eaDir", "#recycle"])
def test_a_folder_that_a_system_keeps(name: str) -> None:
    assert is_leftover(name, folder=True)


@pytest.mark.parametrize("name", ["2021", "2021.bak", "bai-cu~", "Thumbs.db", "tmp", "bai.part"])
def test_a_folder_that_somebody_made(name: str) -> None:
    assert not is_leftover(name, folder=True)

"""What is not published does not exist: not in a page, a feed, a picture or a file's name."""

import io
import shutil
from pathlib import Path

import pytest
from PIL import Image

from tests.support.sites import FIXTURE, built, tree, write

CONF = FIXTURE / "siteconf.py"
BEFORE, AFTER = "2026-01-05 08:00", "2026-02-01 08:00"

POST = """---
title: "Tin {word} tiêu đề"
date: {date}
author: Ngọc Mai
department: Phòng 15
units: [VKSND khu vực 1]
summary: "Tóm tắt {word}tomtat."
photo: anh/2026/{word}.png
photo_alt: "Ảnh {word}alt: hai mảng màu"
photo_caption: "Chú thích {word}chuthich"
status: {status}
aliases: [/detail/77/{word}-cu.html]
corrections:
  - date: {date}
    kind: cập nhật
    note: "Ghi chú {word}ghichu."
---

Thân bài {word}than có đủ chữ.

![Ảnh trong bài {word}trong](anh/2026/{word}-trong.png)
"""

DRAFT, SCHEDULED = "wqxnhap", "wqxhengio"
COLOURS = {DRAFT: (255, 0, 254), SCHEDULED: (1, 255, 2)}


def picture(colour: tuple[int, int, int]) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (500, 300), colour).save(made, "PNG")
    return made.getvalue()


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fixture site with a draft and a post for 1 February 2026."""
    folder = tmp_path_factory.mktemp("embargo") / "content"
    shutil.copytree(FIXTURE / "content", folder)
    write(
        folder,
        {
            f"tin-hoat-dong/2026/{DRAFT}.md": POST.format(
                word=DRAFT, date="2026-01-02 08:00", status="draft"
            ),
            f"tin-hoat-dong/2026/{SCHEDULED}.md": POST.format(
                word=SCHEDULED, date="2026-02-01 08:00", status="published"
            ),
        },
    )
    (folder / "anh" / "2026").mkdir()
    for word, colour in COLOURS.items():
        for name in (word, f"{word}-trong"):
            (folder / "anh" / "2026" / f"{name}.png").write_bytes(picture(colour))
    return folder


@pytest.fixture(scope="module")
def before(content: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return tree(built(content, tmp_path_factory.mktemp("before") / "o", conf=CONF, now=BEFORE))


@pytest.fixture(scope="module")
def after(content: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return tree(built(content, tmp_path_factory.mktemp("after") / "o", conf=CONF, now=AFTER))


def mentions(files: dict[str, bytes], word: str) -> list[str]:
    return [name for name, data in files.items() if word in name or word.encode() in data.lower()]


def shows(files: dict[str, bytes], colour: tuple[int, int, int]) -> list[str]:
    """Pictures whose middle is about ``colour``."""
    found = []
    for name, data in files.items():
        if name.startswith("anh/"):
            with Image.open(io.BytesIO(data)) as image:
                middle = image.convert("RGB").getpixel((image.width // 2, image.height // 2))
            if max(abs(a - b) for a, b in zip(middle, colour, strict=True)) < 30:
                found.append(name)
    return found


@pytest.mark.parametrize("word", [DRAFT, SCHEDULED])
def test_no_byte_of_an_unpublished_post_leaves(before: dict[str, bytes], word: str) -> None:
    assert mentions(before, word) == []
    assert shows(before, COLOURS[word]) == []


def test_a_site_with_unpublished_posts_equals_one_without(
    before: dict[str, bytes], tmp_path: Path
) -> None:
    shutil.copytree(FIXTURE / "content", tmp_path / "content")
    without = built(tmp_path / "content", tmp_path / "output", conf=CONF, now=BEFORE)
    assert before == tree(without)


def test_the_scheduled_post_is_everywhere_once_its_minute_has_come(
    after: dict[str, bytes],
) -> None:
    found = mentions(after, SCHEDULED)
    for place in (
        f"tin-hoat-dong/2026/{SCHEDULED}.html",
        "index.html",
        "tin-hoat-dong/atom.xml",
        "tin-hoat-dong/rss.xml",
        "don-vi/khu-vuc-1/index.html",
        "phong/phong-15/index.html",
        "tac-gia/ngoc-mai/index.html",
        "tin-hoat-dong/luu-tru/2026-02.html",
        "sitemap-2026.xml",
        f"detail/77/{SCHEDULED}-cu.html",
    ):
        assert place in found
    assert shows(after, COLOURS[SCHEDULED])


def test_the_draft_stays_unseen_whatever_the_clock(after: dict[str, bytes]) -> None:
    assert mentions(after, DRAFT) == []
    assert shows(after, COLOURS[DRAFT]) == []


def test_one_minute_early_is_too_early(content: Path, tmp_path: Path) -> None:
    early = built(content, tmp_path / "output", conf=CONF, now="2026-02-01 07:59")
    assert mentions(tree(early), SCHEDULED) == []

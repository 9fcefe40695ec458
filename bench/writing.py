"""Corpora on disk, in this newsroom's own format."""

from __future__ import annotations

import random
from collections.abc import Iterable
from pathlib import Path

from PIL import Image, ImageDraw

from bench import prose
from bench.corpus import Sample, authors

PHOTO_SIZE = (1600, 1067)


def write_corpus(folder: Path, samples: Iterable[Sample], *, seed: int = 0) -> int:
    """Write a content folder with registry, pages and posts; answer how many posts."""
    _write_registry(folder / "registry")
    _write_pages(folder / "trang")
    count = 0
    for sample in samples:
        if sample.photo >= 0:
            _write_photo(folder / _photo_path(sample), seed * 100_003 + sample.photo)
        write_post(folder, sample)
        count += 1
    return count


def write_post(folder: Path, sample: Sample) -> Path:
    """Write one post into a content folder; its file."""
    path = folder / "tin-hoat-dong" / str(sample.date.year) / f"{sample.slug}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(post_text(sample), "utf-8", newline="\n")
    return path


def post_text(sample: Sample) -> str:
    """The file of one post."""
    units = ", ".join(sample.units)
    lines = [
        "---",
        f'title: "{sample.title}"',
        f"date: {sample.date:%Y-%m-%d %H:%M}",
        f"author: {sample.author}",
        f"department: {sample.department}",
        f"units: [{units}]",
    ]
    if sample.photo >= 0:
        lines += [f"photo: {_photo_path(sample)}", f'photo_alt: "{sample.photo_alt}"']
    return "\n".join(lines) + "\n---\n\n" + "\n\n".join(sample.paragraphs) + "\n"


def _photo_path(sample: Sample) -> str:
    return f"anh/{sample.date.year}/anh-{sample.photo:05}.jpg"


def _write_registry(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    units = "".join(
        _entry("unit", id=key, name=name, place=place, level=level)
        if key == prose.AGENCY
        else _entry("unit", id=key, name=name, place=place, level=level, parent=prose.AGENCY)
        for key, name, place, level in prose.UNITS
    )
    departments = "".join(
        _entry("department", id=key, name=name, unit=prose.AGENCY)
        for key, name in prose.DEPARTMENTS
    )
    people = "".join(
        f'[[author]]\nid = "{key}"\nname = "{name}"\ndepartments = ["{department}"]\n\n'
        for key, name, department in authors()
    )
    for name, text in (("units", units), ("departments", departments), ("authors", people)):
        (folder / f"{name}.toml").write_text(text, "utf-8", newline="\n")


def _entry(table: str, **values: str) -> str:
    lines = [f'{key} = "{value}"' for key, value in values.items()]
    return "\n".join([f"[[{table}]]", *lines]) + "\n\n"


def _write_pages(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    text = '---\ntitle: "Giới thiệu"\n---\n\nTrang tin mẫu dùng để đo tốc độ dựng trang.\n'
    (folder / "gioi-thieu.md").write_text(text, "utf-8", newline="\n")


def _write_photo(path: Path, seed: int) -> None:
    """A picture as heavy as a photograph: soft shapes under fine grain."""
    dice = random.Random(seed)  # noqa: S311 - the same picture again
    path.parent.mkdir(parents=True, exist_ok=True)
    image = Image.new("RGB", PHOTO_SIZE, tuple(dice.randrange(90, 200) for _ in range(3)))
    draw = ImageDraw.Draw(image)
    for _ in range(40):
        x, y = dice.randrange(PHOTO_SIZE[0]), dice.randrange(PHOTO_SIZE[1])
        r = dice.randrange(30, 300)
        draw.ellipse(
            (x - r, y - r, x + r, y + r), fill=tuple(dice.randrange(256) for _ in range(3))
        )
    tile = Image.frombytes("L", (256, 256), dice.randbytes(256 * 256))
    grain = tile.resize(PHOTO_SIZE, Image.Resampling.BILINEAR).convert("RGB")
    Image.blend(image, grain, 0.15).save(path, quality=88)

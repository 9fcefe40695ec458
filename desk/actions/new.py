"""A new post: what was answered becomes front matter, in a file that no other post has.

Prints nothing and reads no terminal: ``propose`` says what would be written and
what is against it, ``carry_out`` writes it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from desk import files
from desk.actions.naming import Names, Understood
from desk.frontmatter import Front, compose
from desk.importers.imported_post import addresses
from desk.importers.pictures import usable
from plugins.model import Photo, Problem
from plugins.moments import read_moment
from plugins.on_disk import as_on_disk, why_unreadable
from plugins.plain_file import read_plain
from plugins.posts import edit, read_manuscript, schema
from plugins.posts.placeholders import PHOTO_ALT, TITLE
from plugins.registry import Registry
from plugins.vietnamese import nfc, squeeze

_KEYS = {
    "title": "--title",
    "date": "--date",
    "author": "--author",
    "department": "--department",
    "units": "--unit",
    "photo": "--photo",
}
"""Which option a key of the front matter comes from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPhoto:
    """A picture to be copied beside the post."""

    data: bytes
    ending: str
    inside: str = ""
    """``anh/2021/x.jpg`` when it stands in the content folder already."""
    alt: str = ""
    """As answered; empty: still to be written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPost:
    """What would be written."""

    path: str
    """Below the content folder; free."""
    front: Front
    """As it will stand in the file, placeholders included."""
    refused: tuple[tuple[str, Understood], ...]
    """Options whose names mean none or several, each with why and the way on."""
    objections: tuple[str, ...]
    """What else the check has against it beside what is still to be written."""
    lacking: tuple[str, ...]
    """What the officer still has to write in the file, in words."""
    photo: NewPhoto | None = None

    @property
    def text(self) -> str:
        """The whole file."""
        return f"{compose(self.front)}\n"


def read_names(given: str | Sequence[str]) -> tuple[str, ...]:
    """Names as given: one string with commas or semicolons, or several; each once."""
    parts = [given] if isinstance(given, str) else given
    names = (squeeze(name) for part in parts for name in re.split("[,;]", part))
    return tuple(dict.fromkeys(name for name in names if name))


def read_date(text: str) -> tuple[datetime | None, str]:
    """The moment that ``text`` says, and what is wrong or was assumed; neither of nothing."""
    if not squeeze(text):
        return None, ""
    reading = read_moment(squeeze(text))
    if not reading.message:
        return reading.when, ""
    values = " hoặc ".join(reading.values)
    return reading.when, f"{reading.message}." + (f" Viết: {values}" if values else "")


def read_photo(photo: str, content: Path) -> tuple[NewPhoto | None, str]:
    """The picture of that name, there or in ``content``; or why it cannot be used."""
    if not photo:
        return None, ""
    places = map(as_on_disk, (Path(photo), content / photo))
    file = next((place for place in places if place.is_file()), None)
    if file is None:
        return None, f"--photo: không có tệp ảnh «{photo}»"
    try:
        data = read_plain(file)
    except OSError as error:
        return None, f"--photo: «{photo}»: {why_unreadable(error)}"
    ending, spec, why = usable(data)
    if spec is None:
        return None, f"--photo: {why}"
    home = (content / "anh").resolve()
    inside = ""
    if file.resolve().is_relative_to(home):
        inside = nfc(f"anh/{file.resolve().relative_to(home).as_posix()}")
    return NewPhoto(data=data, ending=ending, inside=inside), ""


def propose(
    content: Path, registry: Registry, front: Front, photo: NewPhoto | None = None
) -> NewPost:
    """The post that ``front`` makes, every name that means exactly one as the registry writes it.

    An undated ``front`` is looked at as of its ``date``, which is not written.
    """
    front, refused = _resolved(front, registry)
    path = _free(front, content)
    lacking = []
    if not front.title:
        front = replace(front, title=TITLE)
        lacking.append("tiêu đề (title); địa chỉ của bài là tên tệp, nên đổi cả tên tệp")
    if not (front.authors or front.department):
        lacking.append(f"người ký: {schema.SIGNED}")
    if photo is not None:
        place = photo.inside or _photo_path(path, photo, content)
        front = replace(front, photo=Photo(path=place, alt=squeeze(photo.alt) or PHOTO_ALT))
        if not squeeze(photo.alt):
            lacking.append("lời mô tả ảnh (photo_alt)")
    known = {_KEYS[key] for key in ("author", "department", "units")}
    objections = tuple(
        f"{option}: {said}"
        for option, said in _objections(path, front, registry)
        if option not in known or option not in dict(refused)
    )
    return NewPost(
        path=path,
        front=front,
        refused=refused,
        objections=objections,
        lacking=tuple(lacking),
        photo=photo,
    )


def carry_out(content: Path, post: NewPost) -> None:
    """Write the post and its picture below ``content``."""
    if post.photo is not None and post.front.photo is not None and not post.photo.inside:
        files.write(content / post.front.photo.path, post.photo.data)
    files.write(content / post.path, post.text.encode())


def _resolved(front: Front, registry: Registry) -> tuple[Front, tuple[tuple[str, Understood], ...]]:
    """``front`` as the registry writes its names, and those that are not understood."""
    names = Names(registry, front.date.date())
    refused: list[tuple[str, Understood]] = []

    def written(key: str, typed: str, found: Understood) -> str:
        if not found.written:
            refused.append((_KEYS[key], found))
        return found.written or typed

    department = front.department
    if department:
        department = written("department", department, names.department(department))
    room = registry.match_department(department, names.day).id if department else None
    signed = [one for typed in front.authors for one in names.apart(typed, Names.author)]
    authors = [written("author", typed, names.author(typed, room)) for typed in signed]
    named = [one for typed in front.units for one in names.apart(typed, Names.unit)]
    units = [written("units", typed, names.unit(typed)) for typed in named]
    resolved = replace(
        front,
        authors=tuple(dict.fromkeys(authors)),
        department=department,
        units=tuple(dict.fromkeys(units)),
    )
    return resolved, tuple(refused)


def _objections(path: str, front: Front, registry: Registry) -> Iterator[tuple[str, str]]:
    """What the check has against the file beside what is known to be lacking, by option."""
    sound = replace(front, dated=True, title=front.title if front.title != TITLE else "Tin")
    manuscript, problems = read_manuscript(path, f"{compose(sound)}\nNội dung.\n", strict=True)
    assert manuscript is not None
    _, more = edit(manuscript, registry, strict=True)
    keys = {manuscript.post.line_of(key): key for key in schema.POST}
    del keys[1]  # of those that are not written
    signed = bool(front.authors or front.department)
    for problem in sorted({*problems, *more}):
        key = keys.get(problem.line, "")
        if problem.severity != "error" or key in ("photo", "photo_alt"):
            continue
        if not key and not signed:  # said with what is lacking
            continue
        yield _KEYS.get(key, key), problem.message + _instead(problem)


def _instead(problem: Problem) -> str:
    if not problem.suggestion:
        return ""
    offered = problem.suggestion.replace("\n   hoặc: ", "; hoặc ")
    return f"\n    Có thể là: {offered}"


def _free(front: Front, content: Path) -> str:
    """A path that no post has: an address is never given twice."""
    *_, last = paths = list(addresses(front))
    for path in paths:
        if not os.path.lexists(content / path):
            return path
    stem, number = last.removesuffix(".md"), 2
    while os.path.lexists(content / f"{stem}-{number}.md"):
        number += 1
    return f"{stem}-{number}.md"


def _photo_path(path: str, photo: NewPhoto, content: Path) -> str:
    """A free name for the copied picture, after the post's own."""
    _, year, name = path.split("/")
    stem = f"anh/{year}/{name.removesuffix('.md')}"
    place, number = f"{stem}.{photo.ending}", 1
    while (content / place).exists() and (content / place).read_bytes() != photo.data:
        number += 1
        place = f"{stem}-{number}.{photo.ending}"
    return place

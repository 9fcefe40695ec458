"""From a content folder to a newsroom, or to every problem in it.

The only module that walks ``content/``. It decides nothing: each text goes to
the room that understands it, and what all of them object to comes back at once.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from plugins.images import Spec, check_pictures, examine
from plugins.model import Post, Problem, StandingPage
from plugins.newsroom import Newsroom
from plugins.pages.keys import digest
from plugins.posts import check_newsroom, edit, read_manuscript, read_standing
from plugins.registry import read_registry
from plugins.vietnamese import nfc

REGISTRY_FILES = ("registry/units.toml", "registry/departments.toml", "registry/authors.toml")
POSTS = "tin-hoat-dong"
PAGES = "trang"
PICTURES = "anh"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What came of reading: ``newsroom`` is None exactly when a problem is an error."""

    newsroom: Newsroom | None
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What must be mended before anything is built."""
        return tuple(p for p in self.problems if p.severity == "error")


def read_newsroom(content: Path, now: datetime) -> Reading:
    """Read all of ``content`` as it stands for the clock ``now`` (aware)."""
    problems: list[Problem] = []
    registry, found = read_registry(dict(_registry_texts(content, problems)))
    problems.extend(found)

    posts: list[Post] = []
    digests: dict[str, bytes] = {}
    for path, text in _texts(content, POSTS, problems):
        digests[path] = digest(text)
        manuscript, found = read_manuscript(path, text)
        problems.extend(found)
        if manuscript is not None and registry is not None:
            post, found = edit(manuscript, registry)
            problems.extend(found)
            if post is not None:
                posts.append(post)
    pages: list[StandingPage] = []
    for path, text in _texts(content, PAGES, problems):
        digests[path] = digest(text)
        page, found = read_standing(path, text)
        problems.extend(found)
        if page is not None:
            pages.append(page)

    specs = _pictures(content, posts, pages, problems)
    on_disk = {path for path, _ in _files(content, PICTURES)}
    read = {p.path: p.body for p in posts} | {p.path: p.body for p in pages}
    unread = digests.keys() - read.keys()
    problems.extend(check_newsroom(posts, pages, on_disk, now, unread))
    problems.sort()
    if registry is None or any(p.severity == "error" for p in problems):
        return Reading(newsroom=None, problems=tuple(problems))
    newsroom = Newsroom(
        registry=registry,
        posts=tuple(sorted(posts, key=lambda p: p.order)),
        pages=tuple(sorted(pages, key=lambda p: p.path)),
        pictures=specs,
        digests=digests,
        bodies=read.__getitem__,
        now=now,
    )
    return Reading(newsroom=newsroom, problems=tuple(problems))


def _files(content: Path, folder: str) -> Iterator[tuple[str, Path]]:
    """Paths below ``folder`` in one order whatever the disk's; hidden files are not content."""
    for place, folders, names in os.walk(content / folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(names):
            if not name.startswith("."):
                file = Path(place, name)
                yield nfc(file.relative_to(content).as_posix()), file


def _registry_texts(content: Path, problems: list[Problem]) -> Iterator[tuple[str, str]]:
    for path in REGISTRY_FILES:
        text = _text(path, content / path, problems)
        if text is not None:
            yield path, text


def _texts(content: Path, folder: str, problems: list[Problem]) -> Iterator[tuple[str, str]]:
    for path, file in _files(content, folder):
        if file.suffix != ".md":
            problems.append(
                Problem(
                    path=f"content/{path}",
                    line=1,
                    message=f"thư mục {folder}/ chỉ chứa bài viết đuôi .md; tệp này không phải",
                    suggestion="chuyển ảnh vào content/anh/<năm>/, tệp khác ra ngoài content/",
                )
            )
            continue
        text = _text(path, file, problems)
        if text is not None:
            yield path, text


def _text(path: str, file: Path, problems: list[Problem]) -> str | None:
    try:
        return file.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        problem = "không có tệp này"
        line = 1
    except UnicodeDecodeError as error:
        problem = "tệp không ở dạng UTF-8; mở bằng trình soạn thảo và lưu lại với mã UTF-8"
        line = error.object[: error.start].count(b"\n") + 1
    problems.append(Problem(path=f"content/{path}", line=line, message=problem))
    return None


def _pictures(
    content: Path, posts: list[Post], pages: list[StandingPage], problems: list[Problem]
) -> dict[str, Spec]:
    used = {post.photo.path for post in posts if post.photo is not None}
    for body in [p.body for p in posts] + [p.body for p in pages]:
        used.update(picture.path for picture in body.pictures)
    specs: dict[str, Spec] = {}
    for path, file in _files(content, PICTURES):
        if path in used:
            spec, found = examine(path, file.read_bytes())
            problems.extend(found)
            if spec is not None:
                specs[path] = spec
    problems.extend(check_pictures(specs.values()))
    return specs

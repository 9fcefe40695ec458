"""Attachments of a build: which are published, and their copies put where they belong."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from plugins.attachments import Spec
from plugins.engine.build import ProblemsError, make_room
from plugins.engine.build_record import BuildRecord
from plugins.engine.output import Output
from plugins.model import Post, Problem, StandingPage
from plugins.on_disk import on_disk
from plugins.pages.edition import Edition
from plugins.pages.keys import digest
from plugins.plain_file import read_plain
from plugins.posts.pictures import used_files

if TYPE_CHECKING:
    from plugins.attachments.reader import AttachmentReader


def published(edition: Edition) -> tuple[Spec, ...]:
    """Only what a text leads to, or a document that it cites, that readers may read.

    An attachment of a draft does not exist.
    """
    newsroom = edition.newsroom
    paths = newsroom.attachments_of(_texts(edition), lambda: edition.documents)
    return tuple(newsroom.attachments[path] for path in sorted(paths))


def _texts(edition: Edition) -> Iterator[Post | StandingPage]:
    yield from edition.posts
    yield from edition.newsroom.shown_pages(preview=edition.settings.preview)


def put_attachments(
    edition: Edition, content: Path, output: Output, record: BuildRecord
) -> list[str]:
    """Put the copy of every attachment; those whose bytes were new.

    One is read only when its copy is not as it was made. Raises ProblemsError, OutputError and
    OSError.
    """
    lacking: list[tuple[Spec, bytes]] = []
    for spec in published(edition):
        key = digest(spec.digest, spec.published)
        file = spec.url[1:]
        output.claim(file)
        if not record.is_current(file, key, output.stamps):
            lacking.append((spec, key))
    if not lacking:
        return []
    files = [spec.url[1:] for spec, _ in lacking]
    make_room(output, record, files)
    from plugins.attachments import reader  # noqa: PLC0415 - seldom needed

    written: list[str] = []
    with reader.AttachmentReader() as apart:
        for spec, key in lacking:
            copy = _copy(apart, content, spec)
            if copy is None:
                raise ProblemsError(_changed(edition, spec.path))
            put = output.put(spec.url[1:], copy)
            record.note(put.file, key, put.stamp)
            output.stamps[put.file] = put.stamp
            if put.written:
                written.append(put.file)
    return written


def _copy(apart: AttachmentReader, content: Path, spec: Spec) -> bytes | None:
    """What is published of an attachment; None when its file is another now."""
    try:
        data = read_plain(on_disk(content, spec.path))
    except OSError:
        return None
    copy = apart.read(spec.path, data).copy
    return copy if sha256(copy).hexdigest() == spec.published else None


def _changed(edition: Edition, path: str) -> tuple[Problem, ...]:
    """That the attachment at ``path`` went or changed after it was read, where texts lead to it."""
    message = (
        f"tệp đính kèm {path}: tệp vừa thay đổi, hoặc máy không đọc được nữa, trong lúc dựng "
        "trang; xin chạy lại lệnh"
    )
    found = {
        Problem(path=f"content/{text.path}", line=line, message=message)
        for text in _texts(edition)
        for used, line in used_files(text)
        if used == path
    }
    return tuple(sorted(found)) or (Problem(path=f"content/{path}", line=1, message=message),)

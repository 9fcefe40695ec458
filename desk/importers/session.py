"""One import at work: file after file, each post written whole or not at all."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from desk import files
from desk.faults import explain, unforeseen
from desk.importers.apart import Apart
from desk.importers.blocks import Kind
from desk.importers.imported_post import (
    ImportedPost,
    addresses,
    faults,
    finish,
    imported_post,
)
from desk.importers.old_article import OldArticle
from desk.importers.old_files import read_source
from desk.importers.page_stamps import Stamp
from desk.importers.pictures import Found, gather
from desk.keeping import keep, keep_original
from plugins.content_folder import content_folder
from plugins.filenames import shown
from plugins.lines import decode
from plugins.model import UNDATED, Problem, Status
from plugins.plain_file import read_plain
from plugins.posts import edit, read_manuscript
from plugins.registry import Registry
from plugins.sections import ONE, Section, Sections
from plugins.vietnamese import sameness, slugify

_PICTURE_STEM = 60
"""Characters of a post's address that its pictures' names keep."""

NEW = "đã nhập"
DRAFT = "đã nhập, bản nháp"
KNOWN = "đã nhập trước đó"
REPLACED = "đã thay bài cũ"
REFUSED = "chưa nhập được"


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What became of one source."""

    source: Path
    result: str
    path: str = ""
    text: str = ""
    made: ImportedPost | None = None
    problems: tuple[Problem, ...] = ()
    backup: Path | None = None

    @property
    def failed(self) -> bool:
        """Whether something must be mended before the site can be built with this post."""
        return any(p.severity == "error" for p in self.problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportSession:
    """What one command imports into, and how."""

    root: Path
    registry: Registry
    now: datetime
    dry_run: bool
    """Whether nothing is written."""
    force: bool
    draft: bool
    stamp: Stamp | None
    sections: Sections = ONE
    section: Section | None = None
    """Where all go; None: where each page says."""
    written: dict[str, str] = field(default_factory=dict)
    """Texts by path that this command has written, or would have."""
    apart: Apart | None = None
    """Who reads what is not safe to be read here."""

    @property
    def content(self) -> Path:
        """Where posts go."""
        return content_folder(self.root)

    def is_barred(self, path: str) -> bool:
        """Whether a folder, a pipe or the like stands at ``path``."""
        place = self.content / path
        return os.path.lexists(place) and not place.is_file()

    def text_at(self, path: str) -> str | None:
        """What stands at ``path`` now; None when nothing does."""
        if path in self.written:
            return self.written[path]
        try:
            data = read_plain(self.content / path)
        except FileNotFoundError:
            return None
        decoded = decode(data)
        return data.decode("utf-8", "replace") if decoded.fault else decoded.text


def import_one(file: Path, session: ImportSession) -> Imported:
    """What became of ``file``: whatever it does to us, the others are imported.

    Raises OSError where nothing can be written, for then no other could be.
    """
    try:
        return _one(file, session)
    except OSError:
        raise
    except Exception as error:  # noqa: BLE001 - one page must not stop a thousand
        return _refused(file, [explain(error) or unforeseen(error, session.root)])


# --- one file ---------------------------------------------------------------------------


def _one(file: Path, session: ImportSession) -> Imported:
    read = read_source(file, session.apart)
    if read.article is None:
        return _refused(file, [read.fault])
    article = read.article
    if session.stamp:
        notes = (*article.notes, *filter(None, [session.stamp.note]))
        article = replace(article, stamp=session.stamp, notes=notes)
    if wrong := list(faults(article)):
        return _refused(file, wrong)
    made = imported_post(article, session.registry, session.now, session.sections, session.section)
    if session.draft:
        made = replace(made, front=replace(made.front, status=Status.DRAFT))
    for path in addresses(made.front, made.section.folder):
        if session.is_barred(path):
            continue
        pictures = _pictures(file, article, path, session)
        text, done = finish(_without_icons(made, pictures), pictures.paths)
        there = session.text_at(path)
        if there is None or there == text or _same_post(path, there, done):
            if there in (None, text) and not session.dry_run and read.original:
                keep_original(session.root, path, file.suffix, read.original)
            return _settled(file, path, text, done, pictures, session)
    return _refused(file, ["đã có nhiều bài khác cùng tiêu đề và cùng ngày giờ; hãy sửa tiêu đề"])


def _refused(file: Path, faults: list[str]) -> Imported:
    problems = tuple(Problem(path=shown(str(file)), line=1, message=fault) for fault in faults)
    return Imported(source=file, result=REFUSED, problems=problems)


def _pictures(file: Path, article: OldArticle, path: str, session: ImportSession) -> Found:
    _, year, name = path.split("/")
    stem = slugify(name.removesuffix(".md"), limit=_PICTURE_STEM)
    return gather(article.pictures, article.files, file, int(year), stem, session.content)


def _without_icons(made: ImportedPost, pictures: Found) -> ImportedPost:
    blocks = tuple(
        b for b in made.blocks if b.kind is not Kind.PICTURE or b.src not in pictures.icons
    )
    return replace(made, blocks=blocks)


def _same_post(path: str, there: str, made: ImportedPost) -> bool:
    """Whether the file at ``path`` is this very article, changed since; else only its namesake."""
    manuscript, _ = read_manuscript(path, there)
    if manuscript is None or manuscript.post.date == UNDATED:
        return True
    post, front = manuscript.post, made.front
    return sameness(post.title) == sameness(front.title) and post.date == front.date


def _settled(
    file: Path, path: str, text: str, made: ImportedPost, pictures: Found, session: ImportSession
) -> Imported:
    there = session.text_at(path)
    problems = _checked(path, text, session.registry)
    if there == text:
        session.written[path] = text
        return Imported(
            source=file, result=KNOWN, path=path, text=text, made=made, problems=problems
        )
    if there is not None and not session.force:
        problem = Problem(
            path=f"content/{path}",
            line=1,
            message=f"bài này đã có, nhưng nội dung khác với «{shown(file.name)}» "
            "(có lẽ đã được sửa); không ghi đè. Muốn thay bằng bản nhập lại thì thêm --force "
            "(bản cũ được giữ lại)",
        )
        return Imported(source=file, result=REFUSED, path=path, problems=(problem,))
    backup = None
    if not session.dry_run:
        if there is not None:
            backup = keep(session.root, path, (session.content / path).read_bytes(), session.now)
        for picture, data in pictures.files.items():
            if not (session.content / picture).exists():
                files.write(session.content / picture, data)
        files.write(session.content / path, text.encode())
    session.written[path] = text
    fresh = NEW if made.front.status is Status.PUBLISHED else DRAFT
    return Imported(
        source=file,
        result=REPLACED if there is not None else fresh,
        path=path,
        text=text,
        made=made,
        problems=problems,
        backup=backup,
    )


def _checked(path: str, text: str, registry: Registry) -> tuple[Problem, ...]:
    """What the check will say of the post."""
    manuscript, problems = read_manuscript(path, text, strict=True)
    if manuscript is None:
        return problems
    _, more = edit(manuscript, registry, strict=True)
    return tuple(sorted({*problems, *more}))

"""One import at work: file after file, each post written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import msgspec

from desk import files
from desk.faults import explain, unforeseen
from desk.importers.approval import Answer, asked_in, checked, published, with_aliases, written
from desk.importers.article_parts import OldArticle
from desk.importers.attached_files import Attached, gather_files, leading, named_in
from desk.importers.blocks import Kind
from desk.importers.choice import ALL, Choice
from desk.importers.file_kinds import misnamed
from desk.importers.import_ledger import Entry, ImportLedger, place_digest
from desk.importers.imported_post import (
    Doubt,
    ImportedPost,
    addresses,
    faults,
    finish,
    imported_post,
)
from desk.importers.likeness import Sketches, head_digest, sketch_of, text_digest, words_of
from desk.importers.old_files import Source
from desk.importers.page_stamps import Stamp
from desk.importers.pictures import Found, gather, picture_key
from desk.keeping import keep, keep_original
from plugins.filenames import shown
from plugins.lines import decode
from plugins.model import UNDATED, Problem, Status
from plugins.plain_file import read_plain
from plugins.posts import read_manuscript
from plugins.registry import Registry
from plugins.sections import ONE, Section, Sections
from plugins.vietnamese import sameness, slugify

_PICTURE_STEM = 60
"""Characters of a post's address that its pictures' names keep."""

NEW = "đã nhập"
DRAFT = "đã nhập, bản nháp"
KNOWN = "đã nhập trước đó"
REPLACED = "đã thay bài cũ"
SAME = "trùng, nhập một lần"
CHANGED = "đã đổi ở cổng cũ"
NOT_CHOSEN = "không chọn"
REFUSED = "chưa nhập được"
RESULTS = (NEW, DRAFT, REPLACED, KNOWN, SAME, NOT_CHOSEN, CHANGED, REFUSED)
"""What can become of a source, the best first."""
WRITTEN = frozenset({NEW, DRAFT, REPLACED})
"""Those after which a post stands that did not before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What became of one source."""

    source: Path
    result: str
    path: str = ""
    text: str = ""
    made: ImportedPost | None = None
    same: ImportedPost | None = None
    """What was read of it, where a post says the same already."""
    problems: tuple[Problem, ...] = ()
    backup: Path | None = None
    digest: str = ""
    """Of the source's bytes; empty when they could not be read."""
    entry: Entry | None = None
    """What the ledger is to say of it."""
    aliases: tuple[str, ...] = ()
    """Old addresses that lead to the post."""

    @property
    def failed(self) -> bool:
        """Whether there is no post of it, or one that the site cannot be built with.

        A draft hinders no build: what it lacks is said, and waits until it is to be published.
        """
        if self.made is not None and self.made.front.status is Status.DRAFT:
            return False
        return any(p.severity == "error" for p in self.problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportSession:
    """What one command imports into, and how."""

    root: Path
    content: Path
    """Where posts go."""
    registry: Registry
    now: datetime
    run: str
    """The name of the import."""
    dry_run: bool
    """Whether nothing is written."""
    force: bool
    ledger: ImportLedger
    sketches: Sketches
    """Of all sources of the ledger."""
    publish: bool = False
    """Whether what is not doubtful is published at once."""
    answer: Answer | None = None
    """Given for all personal data in what is published."""
    is_resumed: bool = False
    """Whether a command before this one was stopped in the middle of the same import."""
    stamp: Stamp | None = None
    choice: Choice = ALL
    sections: Sections = ONE
    section: Section | None = None
    """Where all go; None: where each page says."""
    written: dict[str, str] = field(default_factory=dict)
    """Texts by path that this command has written, or would have."""
    seen: dict[str, Path] = field(default_factory=dict)
    """By digest, the first source that this command met."""

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


def import_one(read: Source, session: ImportSession) -> Imported:
    """What became of the source ``read``: whatever it does to us, the others are imported.

    Raises OSError where nothing can be written, for then no other could be.
    """
    try:
        done = replace(_one(read, session), digest=read.digest)
    except OSError:
        raise
    except Exception as error:  # noqa: BLE001 - one page must not stop a thousand
        return _refused(read, [explain(error) or unforeseen(error, session.root)])
    if done.entry is not None and not done.entry.same_as:
        session.sketches.add(done.entry.source, done.entry.sketch)
    return done


# --- one file ---------------------------------------------------------------------------


def _one(read: Source, session: ImportSession) -> Imported:
    if read.error is not None:
        raise read.error
    if known := _known(read, session):
        return known
    if read.article is None:
        return _refused(read, [read.fault])
    article = read.article
    if session.stamp:
        notes = (*article.notes, *filter(None, [session.stamp.note]))
        article = replace(article, stamp=session.stamp, notes=notes)
    if wrong := list(faults(article)):
        named = misnamed(read.given.path.suffix.lower(), read.data)
        return _refused(read, [*filter(None, [named]), *wrong])
    made = imported_post(article, session.registry, session.now, session.sections, session.section)
    if not session.choice.takes(made, article.section):
        return Imported(source=read.given.path, result=NOT_CHOSEN)
    entry = _entry(read, article, made, session)
    if (said := _said_before(read, entry, made, session)) is not None:
        return said
    if doubt := _alike(entry, session):
        made = replace(made, doubts=(*made.doubts, doubt))
    return _placed(read, article, made, entry, session)


def _placed(
    read: Source, article: OldArticle, made: ImportedPost, entry: Entry, session: ImportSession
) -> Imported:
    """What becomes of ``made`` at the first address that is free, or its own already."""
    for path in _paths(made, entry):
        if session.is_barred(path):
            continue
        pictures = _pictures(read, article, path, session)
        attached = _attached(read, made, article, path, session)
        text, done = finish(with_files(_without_icons(made, pictures), attached), pictures.paths)
        there = session.text_at(path)
        is_free = there is None or _same_words(there, text)
        if is_free or (
            _same_post(path, there or "", done) and not _of_another(path, entry, session)
        ):
            return _settled(read, entry, path, (text, done, pictures, attached), session)
    return _refused(read, ["đã có nhiều bài khác cùng tiêu đề và cùng ngày giờ; hãy sửa tiêu đề"])


def _refused(read: Source, faults: list[str], result: str = REFUSED) -> Imported:
    file = read.given.path
    problems = tuple(Problem(path=shown(str(file)), line=1, message=fault) for fault in faults)
    return Imported(source=file, result=result, problems=problems)


def _known(read: Source, session: ImportSession) -> Imported | None:
    """What is known of the very bytes; None when they are new, or are to be imported again."""
    file = read.given.path
    if not read.digest:
        return None
    first = session.seen.setdefault(read.digest, file)
    entry = session.ledger.of_source(read.digest)
    if first != file:
        path = entry.path if entry is not None else ""
        return Imported(source=file, result=SAME, path=path)
    if entry is None or session.force:
        return None
    result = SAME if entry.same_as else KNOWN
    there = session.text_at(entry.path) if session.is_resumed else None
    if result is KNOWN and entry.run == session.run and there is not None:
        result = _RESULT_OF[_status_of(entry.path, there)]
    return Imported(source=file, result=result, path=entry.path, aliases=entry.aliases)


def _entry(read: Source, article: OldArticle, made: ImportedPost, session: ImportSession) -> Entry:
    front = made.front
    when = f"{front.date:%Y-%m-%d %H:%M}" if front.dated else ""
    words = words_of(article.blocks)
    return Entry(
        source=read.digest,
        path="",
        run=session.run,
        text=read.digest if article.is_file else text_digest(front.title, when, words),
        head=head_digest(front.title, when[:10]) if when else "",
        sketch=sketch_of(words),
        aliases=article.addresses,
        ending=read.given.path.suffix.lower(),
        stamp=session.stamp.text if session.stamp else "",
        place=place_digest(read.given.path),
        at=session.now.isoformat(),
    )


def _said_before(
    read: Source, entry: Entry, made: ImportedPost, session: ImportSession
) -> Imported | None:
    """What is known of the words, or of the old address; None when both are new."""
    if session.force:
        return None
    ledger, file = session.ledger, read.given.path
    if (other := ledger.of_text(entry.text)) is not None and other.source != entry.source:
        same = Entry(
            source=entry.source,
            path=other.path,
            run=entry.run,
            text=entry.text,
            aliases=entry.aliases,
            same_as=other.source,
        )
        _lead_on(other.path, entry.aliases, session)
        aliases = entry.aliases
        return Imported(
            source=file, result=SAME, path=other.path, same=made, entry=same, aliases=aliases
        )
    if (other := ledger.of_aliases(entry.aliases)) is not None and other.source != entry.source:
        why = (
            f"trang ở địa chỉ cũ này đã nhập vào content/{other.path}, nhưng tệp này khác với tệp "
            "đã nhập; không ghi đè. Muốn nhập tệp này thì thêm --force"
        )
        return replace(_refused(read, [why], CHANGED), path=other.path, aliases=entry.aliases)
    return None


def _lead_on(path: str, aliases: tuple[str, ...], session: ImportSession) -> None:
    """Write into the post at ``path`` the old addresses of another page that says the same."""
    text = session.text_at(path)
    if text is None or session.dry_run:
        return
    more = with_aliases(path, text, aliases)
    if more and more != text:
        files.write(session.content / path, more.encode())
        session.written[path] = more


def _alike(entry: Entry, session: ImportSession) -> Doubt | None:
    """That another source says nearly the same, or has the same title on the same day."""
    ledger = session.ledger
    if near := session.sketches.near(entry.sketch):
        other = ledger.of_source(near)
        if other is not None and other.source != entry.source:
            return Doubt(message=f"gần giống content/{other.path}; có lẽ cùng một bài")
    head = ledger.of_head(entry.head) if entry.head else None
    if head is not None and head.source != entry.source:
        return Doubt(message=f"cùng tiêu đề, cùng ngày với content/{head.path}")
    return None


def _paths(made: ImportedPost, entry: Entry) -> Iterator[str]:
    """Where the post may stand, best first; the last is of this source alone."""
    path = ""
    for path in addresses(made.front, made.section.folder):
        yield path
    yield f"{path.removesuffix('.md')}-{entry.source[:6]}.md"


def _pictures(read: Source, article: OldArticle, path: str, session: ImportSession) -> Found:
    _, year, name = path.split("/")
    stem = slugify(name.removesuffix(".md"), limit=_PICTURE_STEM)
    given = read.given
    return gather(
        article.pictures,
        article.files,
        given.path.stem,
        given.beside,
        f"anh/{int(year):04}/{stem}",
        session.content,
    )


def _attached(
    read: Source, made: ImportedPost, article: OldArticle, path: str, session: ImportSession
) -> Attached:
    given, year = read.given, int(path.split("/")[1])
    name = given.path.stem
    return gather_files(made.blocks, article.files, name, given.beside, year, session.content)


def with_files(made: ImportedPost, attached: Attached) -> ImportedPost:
    """``made`` with its links leading to its attachments; a file that is missing is a doubt."""
    blocks = leading(made.blocks, attached.paths)
    doubts = [
        Doubt(message=f"không thấy tệp đính kèm «{name}» bên cạnh trang đã lưu")
        for name in attached.missing
    ]
    return replace(
        made,
        blocks=blocks,
        doubts=(*made.doubts, *doubts, *(Doubt(message=fault) for fault in attached.faults)),
        notes=(*made.notes, *attached.notes),
        attachments=named_in(blocks, attached.paths.values()),
    )


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


def _of_another(path: str, entry: Entry, session: ImportSession) -> bool:
    """Whether the post at ``path`` was made of another file than this one was ever."""
    there = session.ledger.of_path(path)
    mine = {entry.source, entry.place, *entry.aliases}
    return bool(there) and not any({one.source, one.place, *one.aliases} & mine for one in there)


def _settled(
    read: Source,
    entry: Entry,
    path: str,
    found: tuple[str, ImportedPost, Found, Attached],
    session: ImportSession,
) -> Imported:
    """``found``: the text for ``path``, what it was made of, its pictures and attachments."""
    draft, made, pictures, attached = found
    there = session.text_at(path)
    file = read.given.path
    problems = checked(path, draft, session.registry)
    entry = msgspec.structs.replace(
        entry,
        path=path,
        doubts=len(made.doubts) + sum(p.severity == "error" for p in problems),
        pictures={
            picture_key(source): kept
            for source, kept in (*pictures.kept.items(), *attached.paths.items())
        },
    )
    done = Imported(
        source=file, result=KNOWN, path=path, made=made, entry=entry, aliases=entry.aliases
    )
    text = draft
    if session.publish and not entry.doubts:
        text = published(path, draft, asked_in(problems), session.answer) or draft
    status = Status.DRAFT if there is None else _status_of(path, there)
    is_same = there is not None and _same_words(there, draft)
    if is_same and not (session.force and text != draft and status is Status.DRAFT):
        session.written[path] = there or draft
        if not session.dry_run:
            _keep_original(read, draft, session)
        result = _RESULT_OF[status] if session.is_resumed else KNOWN
        made = replace(made, front=replace(made.front, status=status))
        return replace(done, result=result, text=there or draft, made=made, problems=problems)
    if there is not None and not is_same and not session.force:
        problem = Problem(
            path=f"content/{path}",
            line=1,
            message=f"bài này đã có, nhưng nội dung khác với «{shown(file.name)}» "
            "(có lẽ đã được sửa); không ghi đè. Muốn thay bằng bản nhập lại thì thêm --force "
            "(bản cũ được giữ lại)",
        )
        return Imported(source=file, result=REFUSED, path=path, problems=(problem,))
    if text != draft:
        made = replace(made, front=replace(made.front, status=Status.PUBLISHED))
        problems = checked(path, text, session.registry)
    backup = None
    if not session.dry_run:
        if there is not None:
            backup = keep(session.root, path, (session.content / path).read_bytes(), session.now)
        _keep_original(read, draft, session)
        for one, data in (*pictures.files.items(), *attached.files.items()):
            if not (session.content / one).exists():
                files.write(session.content / one, data)
        files.write(session.content / path, text.encode())
    session.written[path] = text
    result = REPLACED if there is not None else _RESULT_OF[made.front.status]
    return replace(done, result=result, text=text, made=made, problems=problems, backup=backup)


_RESULT_OF = {Status.PUBLISHED: NEW, Status.DRAFT: DRAFT}


def _keep_original(read: Source, draft: str, session: ImportSession) -> None:
    ending = read.given.path.suffix.lower()
    keep_original(session.root, read.digest, ending, read.data, draft.encode())


def _status_of(path: str, text: str) -> Status:
    manuscript, _ = read_manuscript(path, text)
    return manuscript.post.status if manuscript is not None else Status.DRAFT


def _same_words(there: str, text: str) -> bool:
    """Whether a post is as it was imported, but for what our own commands write into it since."""
    return there == text or written(there) == written(text)

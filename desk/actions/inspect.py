"""What the machine understands of a post, of an old page, or of a line of text.

Nothing is written. The same pure functions that import and build use are asked
here, so what is shown is what will happen.
"""
# Reading files needs Markdown, lxml and Pillow: half a second that plain lines need not pay.
# ruff: noqa: PLC0415

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from desk.actions.proposal import Proposal
from desk.messages import Findings, Message, Sentence
from plugins import clock
from plugins.addresses import ATTACHMENT
from plugins.attachments import MOST_BYTES, too_large
from plugins.attachments.kinds import KINDS, ending_of
from plugins.bylines import parse_byline
from plugins.content_folder import content_folder
from plugins.documents import Citation, find_documents, labels_of
from plugins.filenames import shown
from plugins.lines import decode
from plugins.model import UNDATED, Post, Problem
from plugins.on_disk import as_on_disk, on_disk
from plugins.plain_file import read_plain
from plugins.registry import Registry
from plugins.registry.folder import read_agency
from plugins.sections import Sections, sections_of
from plugins.state_folder import STATE
from plugins.units import find_units
from plugins.vietnamese import nfc

if TYPE_CHECKING:
    from plugins.posts import Manuscript

_ATTACHMENTS = ATTACHMENT.at(file="")[1:]
"""The folder of attachments."""

Understood = dict[str, object]
"""One text as JSON: see ``understand``; posts and old pages have a few keys more."""


class Seen(Struct, frozen=True, kw_only=True):
    """What was understood, and the agency whose names are in it."""

    understood: Understood
    registry: Registry


def propose(root: Path, *, file: Path | None = None, text: str = "") -> Proposal[Seen]:
    """What is understood of ``file``, or else of ``text``: nothing is changed or asked.

    The code is 1 when the file cannot be understood, 2 when there is none.
    """
    registry, problems, _ = read_agency(content_folder(root))
    if registry is None:
        return Proposal(messages=_listed(problems), code=1)
    if file is None:
        return Proposal(plan=Seen(understood=understand(text.strip(), registry), registry=registry))
    places = map(as_on_disk, (file, root / file, content_folder(root) / file))
    found = next((place for place in places if place.is_file()), None)
    if found is None:
        said = Sentence(f"Không có tệp «{file}».", is_warning=True)
        return Proposal(messages=(said,), code=2)
    understood, problems = of_file(root, found, registry, clock.now())
    if understood is None:
        return Proposal(messages=_listed(problems), code=1)
    return Proposal(messages=_listed(problems), plan=Seen(understood=understood, registry=registry))


def each_line(root: Path, lines: Iterable[bytes]) -> Iterator[Understood] | Proposal[Seen]:
    """What is understood of each of ``lines`` (UTF-8), as they come; or why nothing can be."""
    registry, problems, _ = read_agency(content_folder(root))
    if registry is None:
        return Proposal(messages=_listed(problems), code=1)
    return (understand(one.decode("utf-8", "replace").rstrip("\r\n"), registry) for one in lines)


def _listed(problems: tuple[Problem, ...]) -> tuple[Message, ...]:
    return (Findings(problems),) if problems else ()


def understand(text: str, registry: Registry) -> Understood:
    """One sentence or byline: the shape that ``--text`` and ``--lines`` answer with."""
    byline = parse_byline(text, registry)
    return {
        "authors": list(byline.authors),
        "department": byline.department,
        "unit": byline.unit,
        "source": byline.source,
        "units": list(dict.fromkeys(m.unit_id for m in find_units(text, registry))),
        "documents": [document(cited) for cited in find_documents(text)],
        "warnings": list(byline.doubts),
    }


def document(cited: Citation) -> dict[str, object]:
    """A citation as JSON."""
    return {
        "type": cited.type,
        "number": cited.number,
        "date": cited.date.isoformat() if cited.date else None,
        "text": cited.text,
        "start": cited.start,
        "end": cited.end,
    }


# --- a file ---------------------------------------------------------------------------------


def of_file(
    root: Path, file: Path, registry: Registry, now: datetime
) -> tuple[Understood | None, tuple[Problem, ...]]:
    """All that is understood of ``file`` as JSON; or None and every reason why it is not.

    A post has its front matter, what its body cites, and the related news its
    page will show with the reasons; an old page has what importing it would give.
    """
    content = content_folder(root).resolve()
    resolved = file.resolve()
    sections = sections_of(content)
    if resolved.is_relative_to(content / _ATTACHMENTS):
        path = nfc(resolved.relative_to(content).as_posix())
        about, warnings = _attachments(content, [path])
        seen: Understood = {**understand("", registry), "attachments": about, "warnings": warnings}
        return seen, ()
    is_post = any(resolved.is_relative_to(content / one.folder) for one in sections)
    if is_post and file.suffix == ".md":
        path = nfc(resolved.relative_to(content).as_posix())
        return _post(root, resolved, path, registry, now)
    if file.suffix == ".md":
        folders = ", ".join(f"content/{one.folder}/" for one in sections)
        said = f"chỉ xem được bài viết trong {folders}; tệp này ở ngoài thư mục ấy"
        return None, (Problem(path=shown(str(file)), line=1, message=said),)
    return _old_page(file, registry, now, sections)


def _post(
    root: Path, file: Path, path: str, registry: Registry, now: datetime
) -> tuple[Understood | None, tuple[Problem, ...]]:
    from plugins.posts import edit, read_manuscript, standfirst
    from plugins.posts.pictures import files_of

    decoded = decode(file.read_bytes())
    if decoded.fault:
        fault = Problem(path=f"content/{path}", line=decoded.line, message=decoded.fault)
        return None, (fault,)
    manuscript, problems = read_manuscript(path, decoded.text)
    if manuscript is None:
        return None, problems
    post, more = edit(manuscript, registry)
    found = sorted({*problems, *more})
    warnings = [f"dòng {p.line}: {p.message}" for p in found]
    if post.date == UNDATED or any(p.severity == "error" for p in found):
        return _unsound(manuscript, registry, warnings), ()
    day = post.date.date()
    department = registry.departments[post.department] if post.department else None
    related, said = _related(root, post, now)
    files, told = _attachments(content_folder(root), dict.fromkeys(files_of(post)))
    seen: Understood = {
        "authors": [registry.authors[one].name for one in post.authors],
        "department": department.name_at(day).text if department else None,
        "unit": registry.units[department.unit].name_at(day).text if department else None,
        "source": post.source or None,
        "units": list(post.units),
        "documents": _documents(post),
        "warnings": warnings + said + told,
        "title": post.title,
        "date": post.date.isoformat(),
        "summary": standfirst(post),
        "related": related,
        "attachments": files,
    }
    return seen, ()


def _unsound(manuscript: Manuscript, registry: Registry, warnings: list[str]) -> Understood:
    """A post with mistakes, as far as it goes: names as typed, units that are known."""
    post = manuscript.post
    dated = post.date != UNDATED
    day = post.date.date() if dated else date.max
    units = (registry.match_unit(unit.text, day).id for unit in manuscript.units)
    return {
        "authors": [author.text for author in manuscript.authors],
        "department": manuscript.department.text if manuscript.department else None,
        "unit": None,
        "source": post.source or None,
        "units": [one for one in units if one],
        "documents": _documents(post),
        "warnings": warnings,
        "title": post.title,
        "date": post.date.isoformat() if dated else None,
        "summary": post.summary,
        "related": [],
    }


def _documents(post: Post) -> list[dict[str, object]]:
    """What title and text cite, as the front matter settles it."""
    texts = {"text": post.body.text, "title": post.title, "editor": ""}
    return [
        {
            "type": cited.type,
            "number": cited.number,
            "date": cited.date.isoformat() if cited.date else None,
            "text": texts[cited.place][cited.start : cited.end],
            "start": cited.start,
            "end": cited.end,
        }
        for cited in post.cited
    ]


def _attachments(content: Path, paths: Iterable[str]) -> tuple[list[dict[str, object]], list[str]]:
    """Of each attachment what readers get, and what its original says of people; and what is wrong.

    Only here an officer is told: beside every build it would be said of every file for ever.
    """
    from plugins.attachments.reader import AttachmentReader, Reply

    found, said = list[dict[str, object]](), list[str]()
    with AttachmentReader() as apart:
        for path in paths:
            try:
                data = read_plain(on_disk(content, path), MOST_BYTES + 1)
            except OSError:
                said.append(f"{path}: không có tệp này, hoặc máy không đọc được")
                continue
            too_much = too_large(path, len(data))
            reply = Reply(problems=(too_much,)) if too_much else apart.read(path, data, says=True)
            said += [f"{path}: {one.message}" for one in reply.problems]
            found.append(
                {
                    "path": path,
                    "kind": KINDS.get(ending_of(path), ""),
                    "size": reply.spec.size if reply.spec else len(data),
                    "pages": reply.spec.pages if reply.spec else 0,
                    "says": list(reply.says),
                    "taken_out": bool(reply.spec and reply.spec.published != reply.spec.digest),
                }
            )
    return found, said


def _related(root: Path, post: Post, now: datetime) -> tuple[list[dict[str, str]], list[str]]:
    """Related news with reasons, as the post's page has them; and why there are none."""
    from plugins.content import ContentCache, read_newsroom
    from plugins.engine.candidates import candidates, relations_in
    from plugins.pages.related import words

    content = content_folder(root)
    cache = ContentCache.of(root)
    # Whatever is wrong with other posts: of them only what they are about is asked.
    newsroom = read_newsroom(content, now, cache, compare=False, show_faults=True).newsroom
    if newsroom is None:
        return [], ["chưa xem được tin liên quan vì danh bạ còn lỗi; chạy: invoke check"]
    posts = {one.path: one for one in newsroom.published}
    said = []
    if post.path not in posts:
        posts[post.path] = post
        said.append("bài chưa được đăng; tin liên quan là nếu đăng bây giờ")
    labels = labels_of(sorted(posts.values(), key=lambda one: one.order))

    def text(path: str) -> str:
        return (post.body if path == post.path else newsroom.bodies(path)).text

    # As the last build left it, and only looked at: most often nothing, or one post, is new.
    relations = relations_in(root / STATE, keeps=False)
    found = relations.update(candidates(newsroom, posts.values(), labels), text)
    registry = newsroom.registry
    day = post.date.date()

    def unit(root_id: str) -> str:
        own = next((u for u in post.units if registry.root(u) == root_id), root_id)
        return registry.units[own].name_at(day).text

    def department(one: str) -> str:
        return registry.departments[one].name_at(day).text

    return [
        {
            "path": suggestion.path,
            "title": posts[suggestion.path].title,
            "reason": words(suggestion.reasons, unit, department),
        }
        for suggestion in found.get(post.path)
    ], said


def _old_page(
    file: Path, registry: Registry, now: datetime, sections: Sections
) -> tuple[Understood | None, tuple[Problem, ...]]:
    from desk.importers.given import GivenFile
    from desk.importers.imported_post import addresses, faults, finish, imported_post
    from desk.importers.old_files import read_source
    from plugins.posts import edit, read_manuscript, standfirst

    read = read_source(GivenFile(file))
    wrong = [read.fault] if read.article is None else list(faults(read.article))
    if read.article is None or wrong:
        return None, tuple(Problem(path=shown(str(file)), line=1, message=one) for one in wrong)
    made = imported_post(read.article, registry, now, sections)
    front, path = made.front, next(addresses(made.front, made.section.folder))
    text, _ = finish(made, {})
    manuscript, _ = read_manuscript(path, text)
    assert manuscript is not None
    post, _ = edit(manuscript, registry)
    day = front.date.date()
    units = (registry.match_unit(name, day).id for name in front.units)
    seen: Understood = {
        "authors": list(made.byline.authors),
        "department": made.byline.department,
        "unit": made.byline.unit,
        "source": made.byline.source,
        "units": [one for one in units if one],
        "documents": _documents(post),
        "warnings": [*(doubt.message for doubt in made.doubts), *made.notes],
        "title": front.title,
        "date": front.date.isoformat(),
        "summary": standfirst(post),
        "path": f"content/{path}",
        "aliases": list(front.aliases),
        "pictures": list(read.article.pictures),
    }
    return seen, ()

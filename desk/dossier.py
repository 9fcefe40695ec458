"""What the machine understands of a file: a post of the content folder, or an old page.

Nothing is written. The same pure functions that import and build use are asked
here, so what is shown is what will happen.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from desk.importers.imported_post import addresses, faults, finish, imported_post
from desk.importers.old_files import read_source
from desk.inspection import Understood
from plugins.content import read_newsroom
from plugins.documents import catalogue
from plugins.filenames import shown
from plugins.lines import decode
from plugins.model import UNDATED, Post, Problem
from plugins.posts import Manuscript, edit, read_manuscript, standfirst
from plugins.registry import Registry
from plugins.vietnamese import nfc

POSTS = "tin-hoat-dong"


def dossier(
    root: Path, file: Path, registry: Registry, now: datetime
) -> tuple[Understood | None, tuple[Problem, ...]]:
    """All that is understood of ``file`` as JSON; or None and every reason why it is not.

    A post has its front matter, what its body cites, and the related news its
    page will show with the reasons; an old page has what importing it would give.
    """
    content = (root / "content").resolve()
    resolved = file.resolve()
    if resolved.is_relative_to(content / POSTS) and file.suffix == ".md":
        path = nfc(resolved.relative_to(content).as_posix())
        return _post(root, resolved, path, registry, now)
    if file.suffix == ".md":
        said = f"chỉ xem được bài viết trong content/{POSTS}/; tệp này ở ngoài thư mục ấy"
        return None, (Problem(path=shown(str(file)), line=1, message=said),)
    return _old_page(file, registry, now)


def _post(
    root: Path, file: Path, path: str, registry: Registry, now: datetime
) -> tuple[Understood | None, tuple[Problem, ...]]:
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
    seen: Understood = {
        "authors": [registry.authors[one].name for one in post.authors],
        "department": department.name_at(day).text if department else None,
        "unit": registry.units[department.unit].name_at(day).text if department else None,
        "source": post.source or None,
        "units": list(post.units),
        "documents": _documents(post),
        "warnings": warnings + said,
        "title": post.title,
        "date": post.date.isoformat(),
        "summary": standfirst(post),
        "related": related,
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


def _related(root: Path, post: Post, now: datetime) -> tuple[list[dict[str, str]], list[str]]:
    """Related news with reasons, as the post's page has them; and why there are none."""
    # The build knows Pelican, which costs half a second that plain sentences need not pay.
    from plugins.engine.build import candidate  # noqa: PLC0415
    from plugins.related import related, words  # noqa: PLC0415

    newsroom = read_newsroom(root / "content", now).newsroom
    if newsroom is None:
        return [], ["chưa xem được tin liên quan vì content/ còn lỗi; chạy: invoke check"]
    posts = {one.path: one for one in newsroom.published}
    said = []
    if post.path not in posts:
        posts[post.path] = post
        said.append("bài chưa được đăng; tin liên quan là nếu đăng bây giờ")
    cited = catalogue(sorted(posts.values(), key=lambda one: one.order))

    def text(path: str) -> str:
        return (post.body if path == post.path else newsroom.bodies(path)).text

    found = related([candidate(newsroom, one, cited) for one in posts.values()], text)
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
        for suggestion in found.get(post.path, ())
    ], said


def _old_page(
    file: Path, registry: Registry, now: datetime
) -> tuple[Understood | None, tuple[Problem, ...]]:
    read = read_source(file)
    wrong = [read.fault] if read.article is None else list(faults(read.article))
    if read.article is None or wrong:
        return None, tuple(Problem(path=shown(str(file)), line=1, message=one) for one in wrong)
    made = imported_post(read.article, registry, now)
    front, path = made.front, next(addresses(made.front))
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

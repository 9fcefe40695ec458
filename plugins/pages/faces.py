"""A post's face: one digest of all that any page may show of it.

Its own text, its pictures, and what the registry calls its people and units.
When a face is unchanged, no page that shows the post need be made again for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from plugins.model import Post, StandingPage
from plugins.newsroom import Newsroom
from plugins.pages.keys import digest
from plugins.registry import Registry


def registry_face(post: Post, registry: Registry) -> bytes:
    """Digest of what the registry says of ``post``: names on its day, and heirs now."""
    when = post.date.date()
    parts: list[str] = [registry.authors[author].name for author in post.authors]
    if post.department:
        department = registry.departments[post.department]
        signing = registry.units[department.unit]
        parts += ["phòng", department.name_at(when).text, signing.id, signing.name_at(when).text]
    for unit in post.units:
        parts += ["đơn vị", registry.root(unit), registry.units[unit].name_at(when).text]
        for heir in registry.heirs(unit):
            parts += [heir, registry.units[heir].names[-1].text]
    return digest(*parts)


def faces(newsroom: Newsroom, *, marks: Iterable[tuple[str, str]] = ()) -> dict[str, bytes]:
    """Path → face of every post and standing page; ``marks`` are what a preview adds to some."""
    marked = dict(marks)
    made = {
        post.path: digest(
            post.path,  # a renamed file keeps its bytes and gets another address
            newsroom.digests[post.path],
            newsroom.registry_faces.get(post.path) or registry_face(post, newsroom.registry),
            marked.get(post.path, ""),
            *_pictures(newsroom, post),
        )
        for post in newsroom.posts
    }
    for page in newsroom.pages:
        made[page.path] = digest(page.path, newsroom.digests[page.path], *_pictures(newsroom, page))
    return made


def _pictures(newsroom: Newsroom, text: Post | StandingPage) -> Iterator[str]:
    if isinstance(text, Post) and text.photo is not None:
        yield repr(newsroom.pictures[text.photo.path])
    for used in text.body.pictures:
        yield repr(newsroom.pictures[used.path])

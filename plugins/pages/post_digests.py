"""A post's digest: of all that any page may show of it.

Its own text, its pictures, and what the registry calls its people and units.
When it is unchanged, no page that shows the post need be made again for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from plugins.model import Post, StandingPage
from plugins.newsroom import Newsroom
from plugins.pages.keys import digest
from plugins.posts.pictures import files_of, pictures_of
from plugins.registry import Registry


def post_digest(post: Post, file: bytes, registry: Registry) -> bytes:
    """Digest of ``post``, whose file has the digest ``file``, and of what the registry says of it.

    That is names on its day, and heirs now. The path counts: a renamed file
    keeps its bytes and gets another address.
    """
    when = post.date.date()
    parts = [*post.authors, *(registry.authors[author].name for author in post.authors)]
    if post.department:
        department = registry.departments[post.department]
        signing = registry.units[department.unit]
        parts += [
            "phòng",
            department.id,
            department.name_at(when).text,
            signing.id,
            signing.name_at(when).text,
        ]
    for unit in post.units:
        parts += ["đơn vị", unit, registry.root(unit), registry.units[unit].name_at(when).text]
        for heir in registry.heirs(unit):
            parts += [heir, registry.units[heir].names[-1].text]
    return digest(post.path, file, *parts)


def post_digests(newsroom: Newsroom, *, marks: Iterable[tuple[str, str]] = ()) -> dict[str, bytes]:
    """Path → digest of every post and standing page; ``marks`` are what a preview adds to some."""
    marked = dict(marks)
    known = newsroom.post_digests
    made: dict[str, bytes] = {}
    for post in newsroom.posts:
        path = post.path
        found = known.get(path) or post_digest(post, newsroom.digests[path], newsroom.registry)
        if path in marked or post.photo is not None or post.body.pictures or post.body.files:
            found = digest(found, marked.get(path, ""), *_used(newsroom, post))
        made[path] = found
    for page in newsroom.pages:
        made[page.path] = digest(page.path, newsroom.digests[page.path], *_used(newsroom, page))
    return made


def _used(newsroom: Newsroom, text: Post | StandingPage) -> Iterator[str]:
    for path in pictures_of(text):
        yield repr(newsroom.pictures.get(path))
    for path in files_of(text):
        yield repr(newsroom.attachments.get(path))

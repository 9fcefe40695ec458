"""What a build gives related news: of every post what decides which belong together.

Apart from the build, so that who only asks need not load what pages are made with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from zlib import crc32

from plugins.layers import Layer, is_on
from plugins.model import Post, UnitId
from plugins.newsroom import Newsroom
from plugins.related import Candidate, Relations


def relations_in(state: Path, *, preview: bool = False, keeps: bool = True) -> Relations:
    """What the builds of a project keep of related news in ``state``, its folder of state."""
    seen = "preview" if preview else "public"
    file = state / f"related-{seen}.sqlite3" if is_on(Layer.RELATED) else None
    return Relations(file, keeps=keeps)


def candidates(
    newsroom: Newsroom, posts: Iterable[Post], labels: Callable[[str], tuple[str, ...]]
) -> list[Candidate]:
    """What of ``posts`` decides which belong together; ``labels``: of what a post cites."""
    root, digest_of = newsroom.registry.root, newsroom.digests.get

    @cache
    def lineages_of(units: tuple[UnitId, ...]) -> tuple[UnitId, ...]:
        return tuple(dict.fromkeys(map(root, units)))

    found = []
    for post in posts:
        path, department, authors = post.path, post.department, post.authors
        lineages = lineages_of(post.units)
        documents = labels(path)
        # Nothing in a name is a line's end, and no name is empty.
        names = "\n".join((department or "", *authors, "", *lineages, "", *documents))
        found.append(
            Candidate(
                path=path,
                date=post.date,
                title=post.title,
                authors=authors,
                department=department,
                lineages=lineages,
                documents=documents,
                sensitive=post.sensitive,
                pin=post.pin,
                ban=post.ban,
                # The text in full; for the names around it 32 bits are enough.
                digest=digest_of(path, b"") + crc32(names.encode()).to_bytes(4),
            )
        )
    return found

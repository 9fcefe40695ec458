"""Which attachments readers may have: public texts lead to them, or cite what they are."""

from __future__ import annotations

from plugins.documents.catalogue import catalogue
from plugins.model import Post, StandingPage
from plugins.newsroom import Newsroom
from plugins.posts.pictures import files_of


def public_files(newsroom: Newsroom) -> frozenset[str]:
    """Paths of the attachments that go out."""
    known = newsroom.attachments
    if not known:
        return frozenset()
    texts: tuple[Post | StandingPage, ...] = (*newsroom.published, *newsroom.standing)
    used = {path for text in texts for path in files_of(text)}
    documents = newsroom.registry.documents
    if any(one.file for one in documents):
        used |= catalogue(newsroom.published, documents).files()
    return frozenset(used & known.keys())

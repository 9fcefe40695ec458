"""The bytes of an old page, or of the text of one, as an article."""

from __future__ import annotations

from dataclasses import replace

from desk.importers.article_parts import OldArticle
from desk.importers.decoding import decode
from desk.importers.old_article import old_article
from desk.importers.size import too_much


def page_article(data: bytes) -> tuple[OldArticle | None, str]:
    """The article in ``data``, or why there is none. Never raises because of what stands there."""
    decoded = decode(data)
    if fault := decoded.fault or too_much(decoded.text):
        return None, fault
    article = old_article(decoded.text)
    doubts, notes = (*decoded.doubts, *article.doubts), (*decoded.notes, *article.notes)
    return replace(article, doubts=doubts, notes=notes), ""

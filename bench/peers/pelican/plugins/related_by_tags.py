"""Related posts the way Pelican sites usually have them: those that share the most tags."""  # noqa: INP001 - in a folder of plugins

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import Any

from pelican import signals

MOST = 5


def relate(generator: Any) -> None:  # noqa: ANN401 - Pelican ships no types
    """Give every article ``related_posts``."""
    by_tag = dict(generator.tags)
    for article in generator.articles:
        shared = Counter(chain.from_iterable(by_tag[tag] for tag in getattr(article, "tags", ())))
        shared.pop(article, None)
        article.related_posts = [other for other, _ in shared.most_common(MOST)]


def register() -> None:
    """Connect to Pelican."""
    signals.article_generator_finalized.connect(relate)

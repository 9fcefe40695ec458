"""Layers that exist for speed alone: each can be left out, so that the bench can say what it buys.

``invoke bench --without NAME``; what each buys at 10,000 posts stands in ``docs/performance.md``.
"""

from __future__ import annotations

import os
from enum import StrEnum
from functools import cache

WITHOUT = "NEWSROOM_WITHOUT"
"""Environment variable: the layers that are left out, with commas between."""


class Layer(StrEnum):
    """Without any of these all comes out the same, later."""

    UNCHANGED = "unchanged"
    """Whether anything happened since the last build (``engine/up_to_date``)."""
    TEXTS = "texts"
    """What was read, so that no text is parsed twice (``content/cache``)."""
    HEADS = "heads"
    """Front matter of the usual kinds, read without YAML (``posts/frontmatter``)."""
    PARAGRAPHS = "paragraphs"
    """Plain paragraphs, read without all other Markdown (``posts/body``)."""
    RELATED = "related"
    """Lists of related news, and by which words posts are found (``related/kept``)."""
    SEARCH = "search"
    """In which shard each word of whole texts tells of which posts (``search/kept``)."""
    SECTIONS = "sections"
    """Pages that are known to be current many at once (``pages/page.Section``)."""
    MACROS = "macros"
    """Texts of macros that recur from page to page (``engine/theme.KeptMacros``)."""
    FACTS = "facts"
    """What verifying found in files that stand untouched (``desk/verify/memory``)."""
    IMPRINTS = "imprints"
    """Which of those may say what became private (``desk/verify/imprints``)."""
    LINES = "lines"
    """Pages with nothing wrong, read line by line (``desk/verify/lines``)."""


def is_on(layer: Layer) -> bool:
    """Whether ``layer`` is used in this process."""
    return layer not in _left_out()


@cache
def _left_out() -> frozenset[str]:
    return frozenset(os.environ.get(WITHOUT, "").replace(",", " ").split())

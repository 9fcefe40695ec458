"""How much an old page may hold to be read as one: counts, as ``plugins.limits`` has them."""

from __future__ import annotations

import re

from plugins import limits

LARGEST = 16_000_000
"""Bytes of a file; a page with every picture embedded stays below."""

LARGEST_WORD = 60_000_000
"""Bytes of a Word file: twenty photographs as a telephone takes them."""

_MOST_WORDS = 2_000_000
"""Characters without the pictures embedded: Word writes twice as much as there is to read."""
_MOST_TAGS = 25_000
"""An article on a page of the old portal has some 2,000, one saved by Word ten times that."""
_DEEPEST = 400
"""Tags within each other; the old portal's pages nest some dozens."""

_EMBEDDED = re.compile(r"data:[a-z]+/[a-z0-9.+-]+;base64,[a-z0-9+/=\s]*+", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]*+)")
_CLOSED_BY_OTHERS = frozenset(
    {
        "p", "li", "td", "th", "tr", "dt", "dd", "option", "tbody", "thead", "tfoot", "br", "img",
        "hr", "meta", "link", "input", "area", "base", "col", "colgroup", "param", "source",
        "wbr", "embed", "frame",
    }
)  # fmt: skip
"""Tags that hold nothing, or that the next of their kind closes: they nest only seemingly."""


def too_much(text: str) -> str:
    """Why ``text``, a page or the text of one, is too much to be read; empty when it is not."""
    bare = _EMBEDDED.sub("", text) if "base64," in text else text
    if len(bare) > _MOST_WORDS:
        return "tệp dài quá, không phải một bài viết; hãy chia thành nhiều tệp"
    if bare.count("<") > _MOST_TAGS:
        return "trang có quá nhiều thẻ HTML, không phải một bài viết; hãy lưu riêng phần bài"
    if bare.count("<") > _DEEPEST and _depth(bare) > _DEEPEST:
        return f"thẻ HTML trong trang lồng nhau quá {_DEEPEST} lớp; hãy lưu riêng phần bài"
    found = limits.one_word(bare) if len(bare) > 2 * limits.MOST_OF_ONE_WORD else None
    return found.message if found else ""


def _depth(text: str) -> int:
    """How deep tags nest, at most: those that must be closed, whatever their names."""
    depth = deepest = 0
    for closing, name in _TAG.findall(text):
        if name in _CLOSED_BY_OTHERS or name.lower() in _CLOSED_BY_OTHERS:
            continue
        if not closing:
            depth += 1
        elif depth:
            deepest = max(deepest, depth)
            depth -= 1
    return max(deepest, depth)

"""What an edit changed in words: those readers had and those they will have, in one line."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from plugins.vietnamese import squeeze

_LONGEST = 12
"""Words shown of one stretch; of a longer one its ends."""

_MOST = 3
"""Stretches shown; more are counted."""

_MANY = 3000
"""Words of which each pair may still be compared."""


_INLINE = frozenset(
    ("a", "abbr", "b", "cite", "code", "em", "i", "mark", "q", "small", "span", "strong", "time")
)
"""Elements within a line; all others begin one."""


def page_text(page: bytes) -> str:
    """The words of a text's own page: headline, lines beside it, body; not what is around."""
    own = _own(page)
    return squeeze(" ".join(own.itertext())) if own is not None else ""


def page_lines(page: bytes) -> str:
    """The same words, each block on a line of its own."""
    from lxml import etree  # type: ignore[import-untyped] # noqa: PLC0415 - slow, seldom needed

    own = _own(page)
    if own is None:
        return ""
    parts: list[str] = []
    for event, element in etree.iterwalk(own, events=("start", "end")):
        edge = "" if element.tag in _INLINE else "\n"
        if event == "start":
            parts += [edge, element.text or ""] if isinstance(element.tag, str) else []
        else:
            parts += [edge, element.tail or ""] if element is not own else []
    rows = (squeeze(row) for row in "".join(parts).replace("\r", "\n").split("\n"))
    return "\n".join(row for row in rows if row)


def _own(page: bytes) -> Any:  # noqa: ANN401 - lxml has no types
    """The element of a page that is the text's own; None of what is no page."""
    from lxml import etree, html  # noqa: PLC0415 - as above

    try:
        root = html.fromstring(page.decode("utf-8", "replace"))
    except (etree.ParserError, ValueError):
        return None
    found = root.xpath("//article") or root.xpath("//main") or [root]
    return found[0]


def changed_words(before: str, after: str) -> str:
    """``bỏ «ba ngày», thêm «hai ngày»``; empty when the words are the same."""
    old, new = before.split(), after.split()
    stretches = list(_stretches(old, new))
    shown = []
    for was, now in stretches[:_MOST]:
        parts = [f"bỏ «{_shown(was)}»"] if was else []
        parts += [f"thêm «{_shown(now)}»"] if now else []
        shown.append(", ".join(parts))
    more = len(stretches) - _MOST
    if more > 0:
        shown.append(f"và {more} chỗ khác")
    return "; ".join(shown)


def _stretches(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Words that went and words that came, place by place."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    a, b = list(old[start : len(old) - end]), list(new[start : len(new) - end])
    if not a or not b or max(len(a), len(b)) > _MANY:
        if a or b:
            yield a, b
        return
    matcher = difflib.SequenceMatcher(None, a, b, autojunk=False)
    blocks = [difflib.Match(0, 0, 0), *matcher.get_matching_blocks()]
    for (i, j, size), (next_i, next_j, _) in pairwise(blocks):
        was, now = a[i + size : next_i], b[j + size : next_j]
        if was or now:
            yield was, now


def _shown(words: Sequence[str]) -> str:
    if len(words) <= _LONGEST:
        return " ".join(words)
    half = _LONGEST // 2
    return f"{' '.join(words[:half])} … {' '.join(words[-half:])}"

"""Which words are a person's name."""

from __future__ import annotations

import re

from plugins.bylines import words

_NAME_WORDS = 6
_WORD = re.compile(r"[^\W\d_]+(?:[.'’`][^\W\d_]+)*\.?")
_SMALL = frozenset({"thị", "văn"})
_NO_ONE = re.compile(r"(?:Theo|Nguồn|Ảnh) |(?:Ông|Bà) \S+ ")
"""What is in front of a name in a source, a credit or a caption; ``Bà Huyện`` is a pen name."""


def is_person(text: str) -> bool:
    """Whether ``text`` has the form of a name or pen name; says nothing of who it is."""
    if words.INITIALS.fullmatch(text):
        return True
    parts = text.split()
    if not 1 <= len(parts) <= _NAME_WORDS or text.casefold() in words.NOT_NAMES:
        return False
    if len(parts) == 1 and len(text) < 2:  # noqa: PLR2004 - one letter is no name
        return False
    if _NO_ONE.match(text) or not all(
        _in_name(part, inside=0 < i < len(parts) - 1) for i, part in enumerate(parts)
    ):
        return False
    if any(part.casefold() in words.NEVER_IN_NAMES for part in parts):
        return False
    heading = sum(p.casefold() in words.HEADLINE_WORDS for p in parts)
    return heading < 2 and not words.UNIT.match(text)  # noqa: PLR2004 - see HEADLINE_WORDS


def _in_name(word: str, *, inside: bool) -> bool:
    """Whether a word can be one of a name; ``thị`` and ``văn`` are small ``inside`` only."""
    return bool(_WORD.fullmatch(word)) and (word[0].isupper() or (inside and word in _SMALL))

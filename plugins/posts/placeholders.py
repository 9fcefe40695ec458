"""Words that the program proposes for an officer to replace: none may reach a reader.

Every message, command and form that offers such words takes them from here, and
the checks refuse a text in which they still stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.vietnamese import fold, squeeze

TITLE = "Tiêu đề bài viết"
PAGE_TITLE = "Tên trang"
PHOTO_ALT = "Trong ảnh có ai, đang làm gì, ở đâu"
BODY_ALT = "mô tả ảnh"
CORRECTION = "Nội dung đính chính"
WITHDRAWAL = "lý do gỡ bỏ"
FOOTNOTE = "nội dung chú thích"
WHY = "vì sao được nêu"

_ALL = (TITLE, PAGE_TITLE, PHOTO_ALT, BODY_ALT, CORRECTION, WITHDRAWAL, FOOTNOTE, WHY, "…", "...")
_FOLDED = frozenset(fold(words) for words in _ALL)


_UNFILLED = re.compile(r"\{\{[^{}\n]{1,80}\}\}")
_CODE = re.compile(r"\{\{[\x20-\x7e]*[._|()%][\x20-\x7e]*\}\}")


def unfilled(text: str) -> Iterator[tuple[int, str]]:
    """Gaps of a form that nobody filled, ``{{họ tên}}``: the row of each, from 0, and its words."""
    if "{{" in text:
        for row, words in enumerate(text.split("\n")):
            for found in _UNFILLED.finditer(words):
                yield row, found[0]


def is_code(gap: str) -> bool:
    """Whether ``gap`` is what programs write, as ``{{ site.url }}``: quoted, not to be filled."""
    return bool(_CODE.fullmatch(gap))


def is_placeholder(text: str) -> bool:
    """Whether ``text`` is what the program proposed and nobody replaced.

    Marks, case, spaces and a final full stop or question mark do not count.
    """
    words = squeeze(text)
    return fold(words) in _FOLDED or fold(words.rstrip(".?! ")) in _FOLDED

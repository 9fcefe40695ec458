"""Small judgements about what an officer typed: what was probably meant, what says nothing."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from plugins.vietnamese import fold, squeeze

_FILE = re.compile(
    r"\S*\.(?:jpe?g|png|webp|gif|heic|bmp|tiff?)|(?:img|dsc|dscn|image|screenshot)[-_ ]?[\w-]*",
    re.IGNORECASE,
)
_ONLY_PICTURE = re.compile(
    r"(?:hinh|anh|hinh anh|buc anh|tam anh|anh chup|photo|picture)(?: minh hoa)?(?: so)? ?\d*\W*"
)


def first_near(word: str, known: Iterable[str]) -> str:
    """The one of ``known`` most like ``word`` when marks and case are put aside; ``""`` if none."""
    by_fold = {fold(one): one for one in known}
    found = difflib.get_close_matches(fold(word), by_fold, n=1, cutoff=0.7)
    return by_fold[found[0]] if found else ""


def poor_alt(alt: str) -> str:
    """Why ``alt`` tells one who cannot see the picture nothing; ``""`` when it seems to."""
    text = squeeze(alt)
    if _FILE.fullmatch(text):
        return f"lời mô tả ảnh «{text}» là tên tệp; hãy viết trong ảnh có ai, đang làm gì, ở đâu"
    if _ONLY_PICTURE.fullmatch(fold(text)):
        return f"lời mô tả ảnh «{text}» chưa nói gì; hãy viết trong ảnh có ai, đang làm gì, ở đâu"
    return ""

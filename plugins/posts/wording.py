"""Small judgements about what an officer typed: what was probably meant, what says nothing."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from plugins.vietnamese import fold, slugify, squeeze

_CANDIDATES = 50
"""Look-alikes compared letter by letter for one missing path."""

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


def instead_of_link(row: str, href: str, picture: str) -> str:
    """``row`` with ``picture`` in place of its link to ``href``; empty when it has none."""
    link = re.compile(rf"(?<!!)\[[^\[\]]*\]\(\s*<?{re.escape(href)}>?[^()]*\)")
    written, count = link.subn(lambda _: picture, row, count=1)
    return written if count else ""


class NearPath:
    """Finds the path most like a missing one: by shared words first, then letter by letter.

    Nothing is indexed until something is missing.
    """

    def __init__(self, paths: Callable[[], Iterable[str]]) -> None:
        self._paths = paths
        self._all: list[str] = []
        self._by_word: dict[str, list[str]] = {}
        self._by_fold: dict[str, str] = {}

    def of(self, path: str) -> str:
        """The path that was probably meant; empty if none is like it."""
        if not self._all:
            self._index()
        if same := self._by_fold.get(fold(path)):
            return same
        stems: dict[str, list[str]] = defaultdict(list)
        for known in self._candidates(path):
            stems[_stem(known)].append(known)
        found = difflib.get_close_matches(_stem(path), stems, n=1, cutoff=0.7)
        return stems[found[0]][0] if found else ""

    def _index(self) -> None:
        self._all = sorted(self._paths())
        for known in self._all:
            self._by_fold.setdefault(fold(known), known)
            for word in _stem(known).split("-"):
                self._by_word.setdefault(word, []).append(known)

    def _candidates(self, path: str) -> Sequence[str]:
        """Few enough to be compared: all of a small set, else those sharing the rarest words."""
        if len(self._all) <= _CANDIDATES:
            return self._all
        shared: dict[str, float] = defaultdict(float)
        lists = (self._by_word.get(word, []) for word in set(_stem(path).split("-")))
        for paths in sorted(lists, key=len):
            if len(shared) > _CANDIDATES:
                break
            for known in paths[: _CANDIDATES * 20]:
                shared[known] += 1 / len(paths)
        return sorted(shared, key=lambda p: (-shared[p], p))[:_CANDIDATES]


def _stem(path: str) -> str:
    """``hop-giao-ban`` for ``thong-bao/2021/Hop giao ban.md``."""
    return slugify(path.rsplit("/", 1)[-1].rpartition(".")[0])

"""Vietnamese whose marks were typed as signs after the letters, ``Vie^.t Nam``: VIQR, RFC 1456.

Nobody can tell for sure whether the last sign of a word is a tone or ends a sentence (``vi.``), so
such a text is known here, and not converted.
"""

from __future__ import annotations

import re

from desk.importers.syllables import share_of
from plugins.vietnamese import nfc

_MARKS = str.maketrans("^(+`'?~.", "\u0302\u0306\u031b\u0300\u0301\u0309\u0303\u0323")
_WORD = re.compile(
    r"[A-Za-z]{0,4}(?:[aeoAEO]\^|[aA]\(|[ouOU]\+)[`'?~.]?[A-Za-z+]{1,4}[`'?~.]?[a-z]{0,3}"
)
"""A word with one of the signs that are in no sentence, and letters behind it."""
_TYPED = re.compile(
    r"[A-Za-z]{0,4}[aeiouyAEIOUY](?:[`'?~.]|[\^(+][`'?~.]?)[a-z]{0,3}(?![^\s.,;:!?)\\])"
)
"""A word with any of the signs, which are marks in a text that has no other marks."""
_FEW = 5
_SOUND = 0.8


def in_signs(text: str) -> str:
    """A word of ``text`` that shows it; empty when there are hardly any."""
    found = [one[0] for one in _WORD.finditer(text)] if "^" in text else []
    if found and len(set(found)) < _FEW and text.isascii():
        found += [one[0] for one in _TYPED.finditer(text)]
    said = " ".join(map(_with_marks, dict.fromkeys(found)))
    is_known = len(set(found)) >= _FEW and share_of(said).share >= _SOUND
    return found[0] if is_known else ""


def _with_marks(word: str) -> str:
    """``Vie^.t`` as ``Việt``."""
    return nfc(re.sub("dd|DD|Dd", "đ", word).rstrip("?.").translate(_MARKS))

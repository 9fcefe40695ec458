"""Words whose marks were left as typed: VIQR ``hie^.n``, Telex ``hieenj``, VNI ``hie6n5``.

A few of them stay in a text of Unicode where the keyboard was off for a moment, or a piece was
pasted from an old letter. Named are only words that are Vietnamese syllables once read so, and that
are nothing else: no address, no sum, no word of another tongue.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from desk.importers.syllables import is_syllable
from plugins.vietnamese import nfc

_FEWEST = 2
"""Words; one alone may be a name of something."""
_MOST = 5
"""Words that are named."""

_BEHIND = ".,;:!?)\"'"
_BEFORE = "(\"'-"
_TONES = {"'": "\u0301", "`": "\u0300", "?": "\u0309", "~": "\u0303", ".": "\u0323"}
_HATS = {"^": "\u0302", "(": "\u0306", "+": "\u031b"}
_STRONG = re.compile(
    r"(?:[bcdghklmnpqrstvx][a-z]*)(?:[eoa]\^|a\(|[ou]\+)[`'?~.]?[a-z]"  # an onset, a hat, more
    r"|[a-z]*(?:[eoa]\^|a\(|[ou]\+)[`'?~.][a-z]"  # a hat and a tone, more
    r"|dd[a-z]*[aeiouy](?:[eoa]?\^|\(|\+)?[`'?~][a-z]",
    re.IGNORECASE,
)
"""What is no sum: ``a^n`` has neither an onset nor a tone."""
_SIGNED = re.compile(r"(?:dd|[a-z])[a-z]*(?:[aeiouy][\^(+]?[`'?~.]?)+[a-z+^(`'?~.]*", re.IGNORECASE)
_TELEX_TONES = dict(zip("sfrxj", "\u0301\u0300\u0309\u0303\u0323", strict=True))
_TELEX = re.compile(r"[a-z]{3,9}", re.IGNORECASE)
_TELEX_STRONG = re.compile(
    r"dd[a-z]*[aeiouyw][a-z]*[sfrxj]|dd(?:[a-z]*(?:aa|ee|oo|[aou]w))|.*(?:aa|ee|oo|[aou]w).*j"
    r"|.*uo?w.*[sfrxj]|.*uwow|.*uow[a-z]",
    re.IGNORECASE,
)
"""What no English word is: ``beef``, ``books`` and ``door`` would be syllables too."""
_VNI_TONES = dict(zip("12345", "\u0301\u0300\u0309\u0303\u0323", strict=True))
_VNI_HATS = {"6": "\u0302", "7": "\u031b", "8": "\u0306"}
_VNI = re.compile(r"(?=[a-z]*\d[1-5]?[a-z]|d9)(?:d9|[a-z])[a-z1-8]*", re.IGNORECASE)


def typed_marks(text: str) -> tuple[str, ...]:
    """Words of ``text`` whose marks stand as they were typed, the first few; none of a single."""
    found = dict.fromkeys(_viqr(text))
    for read in (_telex, _vni):
        found |= dict.fromkeys(_read_by(read, text))
    return tuple(found)[:_MOST] if len(found) >= _FEWEST else ()


def _words(text: str) -> Iterator[str]:
    """Words that are plain ASCII, bare of what a sentence puts around them."""
    for one in text.split():
        word = one.strip("«»“”‘’–…")
        yield word.lstrip(_BEFORE) if word.isascii() else ""


def _viqr(text: str) -> Iterator[str]:
    """Those with signs that are in no other word, and those beside them that have any."""
    words = list(_words(text))
    strong = {at for at, one in enumerate(words) if _STRONG.match(one) and _is_signed(one)}
    for at, one in enumerate(words):
        beside = at - 1 in strong or at + 1 in strong
        if at in strong or (beside and _is_signed(one)):
            yield one.rstrip(_BEHIND) or one


def _is_signed(word: str) -> bool:
    """Whether ``word`` is a syllable with marks once its signs are read as such."""
    word = word.rstrip('.,;:!?"')
    if not _SIGNED.fullmatch(word):
        return False
    read = re.sub("^dd", "đ", word.lower())
    for sign, mark in (*_HATS.items(), *_TONES.items()):
        read = read.replace(sign, mark)
    return not read.isascii() and is_syllable(nfc(read))


def _read_by(read: Callable[[str], str], text: str) -> Iterator[str]:
    for one in _words(text):
        word = one.rstrip(_BEHIND)
        if word and (word.islower() or word.istitle() or word[1:].islower()):
            meant = read(word.lower())
            if meant and not meant.isascii() and is_syllable(nfc(meant)):
                yield word


def _telex(word: str) -> str:
    """``vieejc`` as ``việc``; empty where it may be a word of another tongue."""
    if not _TELEX.fullmatch(word) or not _TELEX_STRONG.fullmatch(word):
        return ""
    tone = ""
    at = re.search("(?<=[aeiouyw])[sfrxj](?=[aeiouywcmnptgh]*$)|[sfrxj]$", word)
    if at and not (at[0] == "r" and at.start() == 1):
        tone, word = _TELEX_TONES[at[0]], word[: at.start()] + word[at.end() :]
    word = word.replace("uow", "ươ").replace("uwow", "ươ")
    word = re.sub("^dd", "đ", word)
    for typed, letter in (("aa", "â"), ("ee", "ê"), ("oo", "ô"), ("aw", "ă"), ("ow", "ơ")):
        word = word.replace(typed, letter)
    return _toned(word.replace("uw", "ư"), tone)


def _vni(word: str) -> str:
    """``vie65c`` as ``việc``; empty where it is no such word."""
    if not _VNI.fullmatch(word):
        return ""
    tone = ""
    for sign in re.findall("[1-5]", word):
        if tone:
            return ""
        tone, word = _VNI_TONES[sign], word.replace(sign, "")
    word = re.sub("^d9", "đ", word)
    hat = re.search("[678]", word)
    if hat and re.search("[aeiou]", word[: hat.start()]):
        word = _hatted(word.replace(hat[0], ""), hat[0])
    return "" if re.search(r"\d", word) else _toned(word, tone)


def _hatted(word: str, sign: str) -> str:
    """``word`` with a hat on the vowel that can have it, ``uo`` with a horn on both."""
    if sign == "7" and "uo" in word:
        return word.replace("uo", "ươ", 1)
    bases = {"6": "aeo", "7": "ou", "8": "a"}[sign]
    at = max((word.rfind(one) for one in bases), default=-1)
    return word if at < 0 else nfc(f"{word[: at + 1]}{_VNI_HATS[sign]}{word[at + 1 :]}")


def _toned(word: str, tone: str) -> str:
    """``word`` with ``tone`` on its last vowel, wherever writers put it."""
    found = list(re.finditer("[aăâeêioôơuưy]", word))
    if not found or not tone:
        return word
    at = found[-1].end()
    return nfc(f"{word[:at]}{tone}{word[at:]}")

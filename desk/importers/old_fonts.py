"""Vietnamese typed for the fonts of the nineties, where codes of Western letters showed ours.

TCVN3 (fonts ``.VnTime`` …) has a code for each letter; VNI (``VNI-Times`` …) a letter and a
mark after it. The font of a run says which; that the words come out as Vietnamese syllables
proves it. Never letter by letter: a text is converted whole, or not at all.
"""

from __future__ import annotations

import re
from enum import StrEnum

from desk.importers.syllables import share_of
from plugins.vietnamese import nfc

_TCVN3 = (
    "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ\u00a0ĂÂÊÔƠƯĐăâêôơưđẰ"
    "\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịò"
    "ỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ"
)
"""The letters of the codes 0x80 to 0xFF, in order."""

_VNI_TONES = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
_VNI_HATTED = {"": "â", "\u0301": "á", "\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0323": "ä"}
_VNI_BREVE = {"": "ê", "\u0301": "é", "\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë"}
_VNI_ALONE = {
    "đ": "ñ", "ơ": "ô", "ư": "ö", "í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î",
}  # fmt: skip

_PLACES = {chr(0x80 + at): letter for at, letter in enumerate(_TCVN3)}
# Between 0x80 and 0x9F Windows shows other signs, and Word keeps those.
_PLACES |= {
    sign: _TCVN3[code - 0x80]
    for code in range(0x80, 0xA0)
    if (sign := bytes([code]).decode("cp1252", "ignore"))
}
_KEPT = "“”‘’–—…•€™‚„†‡‰‹›"
"""Signs of Windows that stand for themselves in every text of today, and in most of then."""
_MEANT = {ord(sign): letter for sign, letter in _PLACES.items() if sign not in _KEPT}
_SYMBOLS = re.compile("[\uf020-\uf0ff]")
"""Codes as fonts of symbols have them."""
_TODAY = re.compile("[\u1ea0-\u1ef9ăđơưĂĐƠƯ]")

_CERTAIN = 0.9
"""Share of the words with marks that come out as syllables; names of other tongues are the rest."""
_FAIRLY = 0.75
"""The same where the font has said so already."""
GARBLED = 0.5
_FEW = 4
"""Words with marks; fewer prove nothing without a font."""


class Encoding(StrEnum):
    """How a text was typed, in the words that officers know."""

    TCVN3 = "TCVN3 (ABC)"
    VNI = "VNI"


def encoding_of(font: str) -> Encoding | None:
    """What text in ``font`` is typed in; None for the fonts of today."""
    if re.match(r"\.vn[a-z]|vn(?:time|arial|avant|centur)", font, re.IGNORECASE):
        return Encoding.TCVN3
    return Encoding.VNI if re.match(r"vni[- ]\w", font, re.IGNORECASE) else None


def is_capitals(font: str) -> bool:
    """Whether ``font`` shows small letters as capitals, as ``.VnTimeH`` does."""
    return encoding_of(font) is Encoding.TCVN3 and font.rstrip().endswith("H")


def converted(text: str, encoding: Encoding, *, capitals: bool = False) -> str:
    """``text`` as it was meant, whatever it is."""
    text = _SYMBOLS.sub(lambda m: chr(ord(m[0]) - 0xF000), text)
    if encoding is Encoding.TCVN3:
        text = text.translate(_MEANT)
    else:
        text = _VNI_SIGN.sub(lambda m: _VNI[m[0]], text)
    text = nfc(text)
    return text.upper() if capitals else text


def is_sound(text: str, encoding: Encoding) -> bool:
    """Whether ``text``, all whose fonts say ``encoding``, is surely typed in it."""
    return share_of(converted(text, encoding)).share >= _FAIRLY


def has_today(text: str) -> bool:
    """Whether there is a letter in ``text`` that no old font has in its place."""
    return _TODAY.search(text) is not None


def is_of_today(text: str, encoding: Encoding) -> bool:
    """Whether ``text`` is sound as it stands, whatever its font says."""
    before, after = share_of(text), share_of(converted(text, encoding))
    if has_today(text):
        return before.share >= _FAIRLY
    return before.words > 0 and before.share >= _CERTAIN and before.share > after.share


def garbled(text: str, *, least: int = _FEW) -> bool:
    """Whether ``text`` looks like one typed in an old font that nothing tells of any more.

    ``least``: how many words with marks it takes to say so.
    """
    said = share_of(text)
    return said.words >= least and said.share < GARBLED


def proven(text: str) -> Encoding | None:
    """What ``text``, of which no font tells, was surely typed in; None when nothing is sure."""
    if not garbled(text):
        return None
    found = []
    for encoding in Encoding:
        after = share_of(converted(text, encoding))
        if after.words >= _FEW and after.share >= _CERTAIN:
            found.append((after.share, encoding))
    return max(found)[1] if found else None


_VNI_WRITTEN = (
    *((base, base, _VNI_TONES) for base in "aeiouy"),
    *((letter, base, _VNI_HATTED) for letter, base in (("â", "a"), ("ê", "e"), ("ô", "o"))),
    ("ă", "a", _VNI_BREVE),
    *((letter, base, _VNI_TONES) for letter, base in (("ơ", "ô"), ("ư", "ö"))),
)
"""Letters, what VNI writes them with, and the marks that it puts after that for each tone."""

VNI_MARKS = frozenset(
    sign for _, _, marks in _VNI_WRITTEN for mark in marks.values() for sign in (mark, mark.upper())
)
"""What VNI writes after a letter."""


def _vni() -> dict[str, str]:
    """Every letter that VNI writes with a Western one, alone or before a mark."""
    table = dict[str, str]()
    for plain, base, marks in _VNI_WRITTEN:
        for tone, mark in marks.items():
            letter = nfc(plain + tone)
            for sign in {mark, mark.upper()}:
                table[base + sign] = letter
                table[base.upper() + sign] = letter.upper()
    for letter, sign in _VNI_ALONE.items():
        table[sign], table[sign.upper()] = letter, letter.upper()
    return table


_VNI = _vni()
_VNI_SIGN = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))

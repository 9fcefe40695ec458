"""Whether words are Vietnamese syllables: how a text proves in which encoding it was typed."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from plugins.vietnamese import TONES, nfc

_ONSETS = (
    "ngh", "ng", "nh", "gh", "gi", "kh", "ph", "th", "tr", "ch", "qu",
    "b", "c", "d", "đ", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x", "",
)  # fmt: skip
_RHYMES = frozenset(
    [
        "a",
        "ac",
        "ach",
        "ai",
        "am",
        "an",
        "ang",
        "anh",
        "ao",
        "ap",
        "at",
        "au",
        "ay",
        "ăc",
        "ăm",
        "ăn",
        "ăng",
        "ăp",
        "ăt",
        "ăk",
        "âc",
        "âm",
        "ân",
        "âng",
        "âp",
        "ât",
        "âu",
        "ây",
        "e",
        "ec",
        "em",
        "en",
        "eng",
        "eo",
        "ep",
        "et",
        "ê",
        "êch",
        "êm",
        "ên",
        "ênh",
        "êp",
        "êt",
        "êu",
        "i",
        "ia",
        "ich",
        "iêc",
        "iêm",
        "iên",
        "iêng",
        "iêp",
        "iêt",
        "iêu",
        "im",
        "in",
        "inh",
        "ip",
        "it",
        "iu",
        "o",
        "oa",
        "oac",
        "oach",
        "oai",
        "oam",
        "oan",
        "oang",
        "oanh",
        "oao",
        "oap",
        "oat",
        "oay",
        "oăc",
        "oăm",
        "oăn",
        "oăng",
        "oăt",
        "oc",
        "oe",
        "oen",
        "oeo",
        "oet",
        "oi",
        "om",
        "on",
        "ong",
        "ooc",
        "oong",
        "op",
        "ot",
        "ô",
        "ôc",
        "ôi",
        "ôm",
        "ôn",
        "ông",
        "ôp",
        "ôt",
        "ơ",
        "ơi",
        "ơm",
        "ơn",
        "ơp",
        "ơt",
        "u",
        "ua",
        "uân",
        "uâng",
        "uât",
        "uây",
        "uc",
        "uê",
        "uêch",
        "uênh",
        "ui",
        "um",
        "un",
        "ung",
        "uơ",
        "uôc",
        "uôi",
        "uôm",
        "uôn",
        "uông",
        "uôt",
        "up",
        "ut",
        "uy",
        "uya",
        "uych",
        "uyên",
        "uyêt",
        "uynh",
        "uyp",
        "uyt",
        "uyu",
        "ư",
        "ưa",
        "ưc",
        "ưi",
        "ưm",
        "ưn",
        "ưng",
        "ưt",
        "ưu",
        "ươc",
        "ươi",
        "ươm",
        "ươn",
        "ương",
        "ươp",
        "ươt",
        "ươu",
        "y",
        "yêm",
        "yên",
        "yêng",
        "yêt",
        "yêu",
        "ynh",
        "yt",
    ]
)
_STOPPED = re.compile(r"(?:c|ch|k|p|t)$")
_SHARP = ("\u0301", "\u0323")
"""The two tones that a syllable with a stopped end can have."""
_SHORTENED = re.compile(r"[BCDĐGHKLMNPQRSTVX§]{1,6}")
"""``QĐ``, ``HĐND``: no syllables, and no proof of anything."""
_MISPLACED = re.compile(f"[^aeiouy\u0302\u0306\u031b][{TONES}]")
"""A tone on no vowel: a letter of another tongue, such as ``ñ``."""
_LETTERS = re.compile(r"[^\W\d_]+")
_BETWEEN = re.compile(r"[/–—.,;:()-]+")
_LONG = 40
"""Characters; what is longer is not kept in memory."""
_EDGES = " \t\r\n.,;:!?()[]{}\"'“”‘’–—…-/\\*•"


class Share(NamedTuple):
    """Of the words of a text that are not plain ASCII, how many are syllables."""

    words: int
    sound: int

    @property
    def share(self) -> float:
        """From 0 to 1; 1 where there are no such words."""
        return self.sound / self.words if self.words else 1.0


def share_of(text: str) -> Share:
    """What of ``text`` is Vietnamese; words of two parts (``Viện/Sở``) count as one each."""
    words = sound = 0
    if text.isascii():
        return Share(words, sound)
    for token in text.split():
        if not token.isascii():
            counted = (_often if len(token) <= _LONG else _counted)(token)
            words += counted.words
            sound += counted.sound
    return Share(words, sound)


def _counted(token: str) -> Share:
    words = sound = 0
    for part in _BETWEEN.split(token):
        word = part.strip(_EDGES)
        if word.isascii() or _SHORTENED.fullmatch(word):
            continue
        words += 1
        sound += _LETTERS.fullmatch(nfc(word)) is not None and is_syllable(word)
    return Share(words, sound)


_often = lru_cache(maxsize=20_000)(_counted)
"""A text has few words, often."""


def is_syllable(word: str) -> bool:
    """Whether ``word`` can be one Vietnamese syllable: sounds and tone go together."""
    if len(word) > 12:  # noqa: PLR2004 - decomposed, the longest have eleven
        return False
    apart = unicodedata.normalize("NFD", word.lower())
    tones = [char for char in apart if char in TONES]
    if len(tones) > 1 or _MISPLACED.search(apart):
        return False
    bare = nfc("".join(char for char in apart if char not in TONES))
    for onset in _ONSETS:
        if not bare.startswith(onset):
            continue
        rhyme = bare[len(onset) :]
        if onset == "gi" and not rhyme:
            return True
        if rhyme in _RHYMES and (not _STOPPED.search(rhyme) or (tones and tones[0] in _SHARP)):
            return True
    return False

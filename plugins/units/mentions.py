"""Units mentioned in prose: a head (``VKSND``) followed by a place the registry knows.

The head is looked for by one pattern over the whole text; only there is the
text read word by word. A head may be shared (``VKSND các huyện A, B và thành
phố C``; ``VKSND, Công an huyện A``). A place without the head is a place, and
a level without a place (``VKSND cấp huyện``, ``VKSND tỉnh``) names no unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from plugins.model import UnitId
from plugins.patterns import later
from plugins.registry import Registry
from plugins.registry.claims import unit_claims
from plugins.registry.keys import HEAD
from plugins.vietnamese import composed, retone


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One place in a text where a unit is named; ``text`` is exactly what stands there.

    The first unit of a shared head is pointed at with the head, the others by
    their own words (``huyện Vũ Thư``).
    """

    unit_id: UnitId
    start: int
    end: int
    text: str


def find_units(text: str, registry: Registry, day: date | None = None) -> tuple[Mention, ...]:
    """Every mention of a unit of ``registry`` in ``text``, in order; ended units too.

    Offsets are into ``text`` as given, in whatever normal form. A name that
    fits several units on ``day`` (or ever, without it) is not a mention.
    """
    written, back = composed(text)
    names = _gazetteer(registry)
    found: list[Mention] = []
    for head in _HEAD.finditer(written):
        for unit_id, begin, end in _named(written, head, names, day):
            start, stop = back(begin), back(end)
            found.append(Mention(unit_id=unit_id, start=start, end=stop, text=text[start:stop]))
    return tuple(found)


# --- what can be named -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Gazetteer:
    """What may follow a head, in lower case, one space between words."""

    registry: Registry
    ids: Mapping[str, frozenset[UnitId]]
    longest: int
    """Words of the longest name."""

    def resolve(self, key: str, day: date | None) -> frozenset[UnitId]:
        ids = self.ids.get(key, frozenset())
        if len(ids) <= 1:
            return ids
        match = self.registry.match_unit(f"{HEAD} {key}", day or date.max)
        return frozenset({match.id} if match.id else match.candidates)


@lru_cache(maxsize=8)
def _gazetteer(registry: Registry) -> _Gazetteer:
    ids: dict[str, set[UnitId]] = {}
    for unit in registry.units.values():
        for claim in unit_claims(unit):
            head, _, rest = claim.key.partition(" ")
            key = " ".join(re.findall(r"[^\W_]+", rest))
            if head == HEAD and key and key not in _LEVELS.values():
                ids.setdefault(key, set()).add(unit.id)
    longest = max((len(key.split()) for key in ids), default=0)
    return _Gazetteer(registry, {key: frozenset(found) for key, found in ids.items()}, longest)


# --- reading after a head --------------------------------------------------------------

_CAPITAL = "A-ZÀ-ÝĂĐĨŨƠƯ" + "".join(map(chr, range(0x1EA0, 0x1EFA, 2)))
_HEAD = later(
    r"[Vv](?<!\w[Vv])(?:KS(?:[\s.]?N[DĐ])?|SKND|ks(?:\s?nd)?|\.K\.S(?:\.N\.D)?"
    r"|(?i:iện\s*(?:KSND|KS(?:\s*(?:ND|nhân\s+dân))?|kiểm\s+sát(?:\s+(?:nhân\s+dân|ND))?)))"
    r"(?:(?!\w)|(?=T[PX]\W|(?:huyện|tỉnh|thành\sphố)\s))\.?"
    r"(?:\s*\((?i:[^()]{0,30}(?:VKS|VKSND|Viện KSND|Viện kiểm sát nhân dân))\s*\))?"
)
_LEVEL = later(
    r"\s*(?:(huyện\s+đảo|huyện|tỉnh|quận|thị\s+xã|thành\s+phố|khu\s+vực|đơn\s+vị|địa\s+phương)"
    rf"(?:(?!\w)|(?-i:(?<![{_CAPITAL}])(?=[{_CAPITAL}])))"
    r"|(t\.?\s?p|t\.?x|kv|h|q)(?:\.|(?=[\s\d])))",
    re.IGNORECASE,
)
_LEVELS = {
    "huyện": "huyện",
    "huyện đảo": "huyện đảo",
    "tỉnh": "tỉnh",
    "quận": "quận",
    "thị xã": "thị xã",
    "thành phố": "thành phố",
    "khu vực": "khu vực",
    "đơn vị": "",
    "địa phương": "",
    "tp": "thành phố",
    "tx": "thị xã",
    "kv": "khu vực",
    "h": "huyện",
    "q": "quận",
}
_PLURAL = later(
    r"\s*(?:(?:của|ở|tại)\s+)?(?:các|những|một\s+số|hai|ba|bốn|năm|sáu|bảy|tám|\d{1,2})(?=\s)",
    re.IGNORECASE,
)
_AND = later(
    r"(?:\s*\(\d[^()\n]{0,20}\))?\s*(?:[,;]\s*(?:(?:và|cùng|với|hoặc)(?=\W))?|(?:và|cùng(?:\s+với)?|hoặc)(?=\W)|[&/–-])\s*",
    re.IGNORECASE,
)
_LOOSE = frozenset({",", "-", "–", "/"})
"""Joints that may also set off where a unit lies."""
_NAMELY = later(r"\s*(?:[:(]|(?:(?:bao\s+)?gồm|như|là)(?=\W)\s*:?)", re.IGNORECASE)
_ALL = later(rf"(?:\s*cấp\s+huyện)?(?:\s*:|(?<=huyện){_NAMELY.pattern})", re.IGNORECASE)
"""``VKSND:``, ``VKSND cấp huyện gồm``: what follows are places of a list."""
_ORGAN = later(
    r"(?:\s*(?:[,;/–-]|và|cùng)\s*(?:các\s+ngành\s+)?"
    r"(?:TAND|T(?:òa|oà)\s+án(?:\s+nhân\s+dân)?|TA(?=\s)|Công\s+an|CA(?=\s)"
    r"|Chi\s+cục\s+(?:THADS|Thi\s+hành\s+án\s+dân\s+sự)|THADS|CQĐT|CQCSĐT"
    r"|Cơ\s+quan\s+(?:Cảnh\s+sát\s+)?điều\s+tra|Cơ\s+quan\s+CSĐT))+(?!\w)(?:\s+(?=Công\s+an))?",
    re.IGNORECASE,
)
_WORD = later(r"\s*(?:[–-]\s*)?([^\W\d_]+|\d+)")
_UNKNOWN = later(rf"(?:\s*[{_CAPITAL}][^\W\d_]*){{1,4}}(?!\w)")
"""A place we do not know, which a list may contain."""


@lru_cache(maxsize=65536)
def _syllable(word: str) -> str:
    return retone(word).casefold()


def _words(text: str, at: int, most: int) -> Iterator[tuple[str, int]]:
    """Up to ``most`` words from ``at`` on, each with where it ends; stops at other marks."""
    for _ in range(most):
        word = _WORD.match(text, at)
        if word is None:
            return
        at = word.end()
        yield _syllable(word[1]), at


def _level(text: str, at: int) -> tuple[str | None, int]:
    """The level word at ``at`` in full, or ``None``, and where to read on.

    Empty for ``đơn vị``, unless the level stands after it.
    """
    found: str | None = None
    for _ in range(2):
        level = _LEVEL.match(text, at)
        if level is None:
            break
        word = " ".join(level[1].split()) if level[1] else re.sub(r"\W", "", level[2])
        found, at = _LEVELS.get(_syllable(word)), level.end()
        if found != "":
            break
    return found, at


def _place(text: str, at: int, levels: tuple[str, ...], names: _Gazetteer) -> tuple[str, int]:
    """The longest known name at ``at`` under one of ``levels``, and its end; else empty."""
    words = list(_words(text, at, names.longest))
    for n in range(len(words), 0, -1):
        said = " ".join(word for word, _ in words[:n])
        for level in levels:
            key = f"{level} {said}" if level else said
            if key in names.ids:
                return key, words[n - 1][1]
    return "", at


_ITEMS = 64
"""Units one head may be shared by; beyond, the text is no prose."""


def _named(  # noqa: C901 - one grammar, read in the order of its words
    text: str, head: re.Match[str], names: _Gazetteer, day: date | None
) -> Iterator[tuple[UnitId, int, int]]:
    """Units named after one head: ids with the offsets of what names them."""
    at = head.end()
    organs = _ORGAN.match(text, at)
    if organs:
        at = organs.end()
    plural = _PLURAL.match(text, at) or _ALL.match(text, at)
    if plural:
        at = plural.end()
    carried, before, link = "", "", ""
    begin: int | None = head.start()
    for _ in range(_ITEMS):
        if link and (many := _PLURAL.match(text, at)):
            plural, at = many, many.end()
        own, after = _level(text, at)
        if organs and own is None and not before:
            return
        levels = (own,) if own is not None else tuple(dict.fromkeys((carried, "")))
        key, end = _place(text, after, levels, names)
        first = _start(text, at)
        if key:
            unit = _which(names, key, day, before, apposed=link in _LOOSE and (not plural or own))
            if unit is None or (before and not own and not _may_go_on(text, first, plural)):
                return
            yield unit, first if begin is None else begin, end
            if organs and not plural:
                return
            before, passed = unit, True
        elif own is None and not plural:
            return
        else:
            unknown = _UNKNOWN.match(text, after)
            end = unknown.end() if unknown else after
            passed = bool(unknown)
        carried = carried if own is None else own
        joint = _AND.match(text, end) or (
            not before and own is not None and _NAMELY.match(text, end)
        )
        if not joint or (not passed and own == "tỉnh" and joint[0].strip() in {*_LOOSE, ";"}):
            return
        at, link = joint.end(), joint[0].strip()
        if passed:
            begin = None


def _start(text: str, at: int) -> int:
    """Where the next word begins."""
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _which(
    names: _Gazetteer, key: str, day: date | None, before: UnitId, *, apposed: object
) -> UnitId | None:
    """The one unit meant by ``key``, if there is one.

    In a list it may be the one beside the unit ``before`` it. After a bare
    comma the name of what that unit belongs to only says where it is:
    ``VKSND huyện Hưng Hà, tỉnh Thái Bình``.
    """
    ids = names.resolve(key, day)
    if before:
        above = names.registry.units[before].parent
        if apposed and above in ids:
            return None
        if len(ids) > 1:
            ids = frozenset(i for i in ids if names.registry.units[i].parent == above)
    return next(iter(ids)) if len(ids) == 1 else None


def _may_go_on(text: str, at: int, plural: object) -> bool:
    """Whether a word without a level may be the next place of a list."""
    if text[at : at + 1].isdigit():
        return bool(plural)
    return text[at : at + 1].isupper() or text.islower()

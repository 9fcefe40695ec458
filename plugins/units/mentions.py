"""Units mentioned in prose: a head (``VKSND``, ``Sở``) followed by a name the registry knows.

The heads are looked for by one pattern over the whole text; only there is the
text read word by word. A head may be shared (``VKSND các huyện A, B và thành
phố C``; ``VKSND, Công an huyện A``). A place without the head is a place, and
a level without a place (``VKSND cấp huyện``, ``VKSND tỉnh``) names no unit, but
for one below the agency (``Công an xã``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from plugins.model import UnitId
from plugins.patterns import later
from plugins.registry import Registry
from plugins.registry.organs import CAPITAL, plain
from plugins.units.gazetteer import Gazetteer, Kind, gazetteer
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
    names = gazetteer(registry)
    found: list[Mention] = []
    for head in names.heads.finditer(written):
        kind = names.kind_of(head)
        named = (
            _named(written, head, kind, names, day) if kind else _whole(written, head, names, day)
        )
        for unit_id, begin, end in named:
            start, stop = back(begin), back(end)
            found.append(Mention(unit_id=unit_id, start=start, end=stop, text=text[start:stop]))
    return tuple(found)


# --- reading after a head --------------------------------------------------------------

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
_ALL = later(
    rf"(?:\s*cấp\s+(?:huyện|xã))?(?:\s*:|(?:(?<=huyện)|(?<=xã)){_NAMELY.pattern})", re.IGNORECASE
)
"""``VKSND:``, ``VKSND cấp huyện gồm``: what follows are places of a list."""
_WORD = later(r"\s*(?:[–-]\s*)?([^\W\d_]+|\d+)")
_TITLE_WORD = later(r"\s*(?:[,&–-]\s*)?([^\W\d_]+|\d+)")
"""A word of what an organ does: ``Văn hóa, Thể thao và Du lịch``, ``GD&ĐT``."""
_NUMBER = later(r"\s*số(?=\s+(?:\d|[IVX]))")
_AREA = "khu vực"
"""A level whose units are numbered, not named."""
_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_ROMAN = {roman: str(n) for n, roman in enumerate(_ROMANS, 1)}
_UNKNOWN = later(rf"(?:\s*[{CAPITAL}][^\W\d_]*){{1,4}}(?!\w)")
"""A place we do not know, which a list may contain."""
_IN_PROVINCE = later(r"\s*[,–-]\s*tỉnh\s", re.IGNORECASE)
"""``VKSND huyện Ân Thi, tỉnh …``: where a place that is not ours lies."""


@lru_cache(maxsize=65536)
def _syllable(word: str) -> str:
    return retone(word).casefold()


def _words(text: str, at: int, kind: Kind) -> Iterator[tuple[str, int]]:
    """The next words from ``at`` on, each with where it ends; stops at other marks."""
    pattern = _TITLE_WORD if kind.organ.functions else _WORD
    for _ in range(kind.longest):
        word = pattern.match(text, at)
        if word is None:
            return
        at = word.end()
        yield _syllable(word[1]), at


def _place(text: str, at: int, before: tuple[str, ...], kind: Kind) -> tuple[str, int]:
    """The longest known name at ``at`` behind one of ``before``, and its end; else empty."""
    words = list(_words(text, at, kind))
    for n in range(len(words), 0, -1):
        said = " ".join(word for word, _ in words[:n])
        for stem in before:
            own = _ROMAN.get(said, said.lstrip("0")) if stem == _AREA else said
            key = f"{stem} {own}" if stem else said
            if key in kind.ids:
                return key, words[n - 1][1]
    return "", at


def _whose(text: str, key: str, end: int, kind: Kind, names: Gazetteer) -> tuple[str, int]:
    """``key`` and where it ends, when what follows does not say that it is another agency's.

    ``Sở Tư pháp tỉnh Nam Định`` is not ours, ``Sở Tư pháp`` and ``Sở Tư pháp tỉnh`` are.
    """
    if not kind.organ.functions:
        return key, end
    level, after = kind.level(text, end)
    if level and (found := _place(text, after, (f"{key} {level}",), kind))[0]:
        return found
    return ("", end) if _elsewhere(text, key, end, names) else (key, end)


def _elsewhere(text: str, key: str, end: int, names: Gazetteer) -> bool:
    """Whether a place follows that is none of the agency's."""
    at = end - len(key.rsplit(" ", 1)[-1]) - 1 if key.endswith(names.level_ends) else end
    said = names.elsewhere.match(text, at)
    if said is None:
        province = names.registry.organs.province(text, end)
        return bool(province) and plain(province) not in names.places
    words = (said["place"] or "").split()
    if not words:
        return at == end
    return not any(plain(" ".join(words[:n])) in names.places for n in range(len(words), 0, -1))


def _level_alone(text: str, own: str | None, end: int, kind: Kind) -> bool:
    """Whether a level stands for the one unit of it: ``Công an xã``, no ``Công an xã, phường``."""
    if own not in kind.alone or _UNKNOWN.match(text, end):
        return False
    joint = _AND.match(text, end)
    return not joint or kind.level(text, joint.end())[0] is None


def _whole(
    text: str, found: re.Match[str], names: Gazetteer, day: date | None
) -> Iterator[tuple[UnitId, int, int]]:
    """The unit whose whole name stands there."""
    if not any(char.isupper() for char in found[0]):
        return
    key = " ".join(_syllable(word) for word in found[0].split())
    ids = names.resolve("", key, day)
    if len(ids) == 1 and not _elsewhere(text, key, found.end(), names):
        yield next(iter(ids)), found.start(), found.end()


_ITEMS = 64
"""Units one head may be shared by; beyond, the text is no prose."""


def _named(  # noqa: C901, PLR0912, PLR0915 - one grammar, read in the order of its words
    text: str, head: re.Match[str], kind: Kind, names: Gazetteer, day: date | None
) -> Iterator[tuple[UnitId, int, int]]:
    """Units named after one head: ids with the offsets of what names them."""
    at = head.end()
    organs = names.others(text, at)
    if organs:
        at = organs.end()
    plural = _PLURAL.match(text, at) or _ALL.match(text, at)
    if plural:
        at = plural.end()
    carried, before, link = "", "", ""
    stem: tuple[str, ...] = ()
    numbered = False
    begin: int | None = head.start()
    for _ in range(_ITEMS):
        many = _PLURAL.match(text, at) if link else None
        if many and not (numbered and many[0].strip().isdigit()):
            plural, at = many, many.end()
        own, after = kind.level(text, at)
        if organs and own is None and not before:
            return
        if own is None:
            stems = tuple(dict.fromkeys((carried, "", *stem)))
        else:
            stems = (own, *(f"{one} {own}" for one in stem))
        key, end = _place(text, _numbered(text, after) if own == _AREA else after, stems, kind)
        first = _start(text, at)
        foreign = _foreign(text, key, end, kind, names)
        if key:
            stem = _stems(key) if kind.organ.functions else ()
            key, end = _whose(text, key, end, kind, names)
            if not key:
                return
        elif not plural and not before and _level_alone(text, own, after, kind):
            key, end = own or "", after
        if foreign > end:
            end, passed = foreign, True
        elif key:
            said = _Said(kind.organ.key, key, apposed=link in _LOOSE and (not plural or bool(own)))
            unit = _which(names, said, day, before)
            if unit is None or (
                before and not own and not _may_go_on(text, first, plural, numbered)
            ):
                return
            yield unit, first if begin is None else begin, end
            if organs and not plural:
                return
            before, passed = unit, True
            numbered = key[-1:].isdigit()
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
        lies = own not in {None, "tỉnh"} and not before and _IN_PROVINCE.match(text, end)
        if not joint or _says_where(joint, own, passed=passed, lies=bool(lies)):
            return
        at, link = joint.end(), joint[0].strip()
        if passed:
            begin = None


def _says_where(joint: re.Match[str], own: str | None, *, passed: bool, lies: bool) -> bool:
    """Whether what follows a place of a list that is not ours only says where that lies.

    ``passed``: the place has a name; ``lies``: a province stands behind it.
    """
    return lies if passed else own == "tỉnh" and joint[0].strip() in {*_LOOSE, ";"}


def _numbered(text: str, at: int) -> int:
    """Where the number begins: ``khu vực số 2``."""
    number = _NUMBER.match(text, at)
    return number.end() if number else at


def _foreign(text: str, key: str, end: int, kind: Kind, names: Gazetteer) -> int:
    """Where it ends that ``key``, a unit below a province, lies in another's; else ``end``."""
    if not key or kind.organ.functions or key.startswith("tỉnh "):
        return end
    return names.foreign(text, end)


def _start(text: str, at: int) -> int:
    """Where the next word begins."""
    while at < len(text) and text[at].isspace():
        at += 1
    return at


@dataclass(frozen=True, slots=True)
class _Said:
    """A name as it was read; ``apposed`` behind a mark that may also say where a unit lies."""

    head: str
    key: str
    apposed: bool


def _stems(key: str) -> tuple[str, ...]:
    """What the next name of a list may begin with, unsaid: ``Phòng Công chứng số 1, số 2``."""
    words = key.split()
    return tuple(" ".join(words[:n]) for n in range(len(words) - 1, 0, -1))


def _which(names: Gazetteer, said: _Said, day: date | None, before: UnitId) -> UnitId | None:
    """The one unit meant by ``said``, if there is one.

    In a list it may be the one beside the unit ``before`` it. After a bare
    comma the name of what that unit belongs to only says where it is:
    ``VKSND huyện Hưng Hà, tỉnh Thái Bình``.
    """
    ids = names.resolve(said.head, said.key, day)
    if before:
        above = names.registry.units[before].parent
        if said.apposed and above in ids:
            return None
        if len(ids) > 1:
            ids = frozenset(i for i in ids if names.registry.units[i].parent == above)
    return next(iter(ids)) if len(ids) == 1 else None


_COUNTED = later(
    r"\d+\s*(?:[%/]|(?:người|đồng|cán|vụ|công|lượt|trường|năm|tháng|giờ|ngày|tập|cá|hồ|đơn|phòng|bị|kiểm|thẩm|điều|đại|lần|nhóm|tổ|đoàn|bài|việc|nội|nhiệm)(?!\w))"
)
"""A number of something, not of a unit."""


def _may_go_on(text: str, at: int, plural: object, numbered: bool) -> bool:  # noqa: FBT001
    """Whether a word without a level may be the next place of a list."""
    if text[at : at + 1].isdigit():
        return bool(plural) or (numbered and not _COUNTED.match(text, at))
    return text[at : at + 1].isupper() or text.islower()

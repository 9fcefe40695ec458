"""What a title is about: its pairs of neighbouring syllables, less what every title says.

A Vietnamese word is mostly two syllables, so pairs stand for words without a
dictionary. Pairs are compared folded, so that ``số hoá`` meets ``số hóa``; stop
words are told apart with their marks (``quý`` is one, ``quy`` is not). What is
left out also parts its neighbours: no pair reaches across it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from sys import intern

from plugins.vietnamese import fold, nfc, sameness

MOST_PAIRS = 16
"""Of a title's pairs the first so many count; few titles have more."""

_TOKEN = re.compile(r"[^\W_]+|[^\w\s]")

_STOP_WORDS = frozenset(
    sameness(
        "và của về việc tại trong với cho các những một là được đã đang sẽ trên đến do để có ở khi "
        "sau trước giữa cùng vào nhằm qua như này đó không hay hoặc nhiều mọi mỗi ngày tháng năm "
        "quý thứ lần đợt tỉnh huyện phường quận ông bà"
    ).split()
)
"""Only words that are no half of a telling one: ``bị`` would break ``bị can``."""

_FORMULAS = (
    "tổ chức",
    "hội nghị",
    "triển khai",
    "thực hiện",
    "công tác",
    "tham gia",
    "tham dự",
    "phối hợp",
    "tiến hành",
    "tăng cường",
    "đẩy mạnh",
    "nâng cao",
    "chất lượng",
    "hiệu quả",
    "nhiệm vụ",
    "kế hoạch",
    "thành phố",
    "thị xã",
    "khu vực",
    "địa bàn",
    "cấp tỉnh",
    "cấp huyện",
    "hai cấp",
    "ngành kiểm sát",
    "ngành kiểm sát nhân dân",
    "kiểm sát nhân dân",
    "lãnh đạo viện",
    "trưởng phòng",
    "viện trưởng",
    "phó viện trưởng",
    "giai đoạn",
    "đầu năm",
    "cuối năm",
    "đối với",
    "đồng chí",
    "kiểm sát",
)
"""Phrases that many titles share whatever they are about."""

_FORMS = (
    "sơ kết",
    "tổng kết",
    "tập huấn",
    "kiểm tra",
    "giao ban",
    "tọa đàm",
    "hội thảo",
    "chuyên đề",
    "phát động",
    "ký kết",
    "công bố",
    "trao tặng",
    "tuyên truyền",
    "kỷ niệm",
)
"""What kind of event it was: a pair like others, but never one with the syllable beside it,
so that ``tập huấn số hóa`` does not speak of ``huấn số``."""

_PROCURACY = (
    "viện kiểm sát nhân dân tối cao",
    "viện kiểm sát nhân dân",
    "viện kiểm sát nd",
    "viện kiểm sát",
    "viện ksnd",
    "vksnd tối cao",
    "vksndtc",
    "vksnd",
    "vks",
)
"""A procuracy by name: the place after it is the unit's, which is compared as a unit."""

_LEVELS = frozenset(sameness(". các tỉnh huyện thành phố tp quận thị xã khu vực cấp").split())
_AND = frozenset({",", "và"})
_PLACE = 3
"""Syllables of a place name at most; two in a title all in capitals, which hide its end."""
_ROMAN = re.compile(r"[IVX]+")


def _by_first(phrases: Collection[str]) -> dict[str, list[tuple[str, ...]]]:
    """Phrases by their first syllable, longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(phrases, key=lambda p: (-len(p.split()), p)):
        syllables = tuple(sameness(phrase).split())
        found.setdefault(syllables[0], []).append(syllables)
    return found


_FORMULA_AT = _by_first(_FORMULAS)
_FORM_AT = _by_first(_FORMS)
_PROCURACY_AT = _by_first(_PROCURACY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A title as it is compared."""

    pairs: tuple[tuple[str, str], ...]
    """``(pair folded, as written)`` in order, each pair once: ``("so hoa", "số hóa")``."""
    joints: frozenset[str]
    """Three syllables folded, wherever two pairs meet in one: ``so hoa ho``."""
    syllables: frozenset[str]
    """All syllables, folded, numbers left out."""
    numbers: frozenset[str]
    """All numbers, Roman ones too: what tells quý I from quý II."""


def read(text: str) -> Title:
    """``text``, one title, taken apart."""
    tokens = _TOKEN.findall(nfc(text))
    keys = [_key(token) for token in tokens]
    shouted = text.isupper()
    numbers = {key for key, token in zip(keys, tokens, strict=True) if _is_number(token, key)}
    syllables = {fold(key) for key in keys if key[0].isalpha()} - numbers
    pairs: dict[str, str] = {}
    joints = set()
    before = -1
    for first, second in _pairs(tokens, keys, shouted=shouted):
        written = _calm(f"{tokens[first]} {tokens[second]}", first, shouted=shouted)
        pair = intern(f"{fold(keys[first])} {fold(keys[second])}")
        if pair in pairs or len(pairs) < MOST_PAIRS:
            pairs.setdefault(pair, intern(written))
            if before + 1 == first:
                joints.add(intern(f"{fold(keys[before])} {pair}"))
            before = first
    return Title(
        pairs=tuple(pairs.items()),
        joints=frozenset(joints),
        syllables=frozenset(syllables),
        numbers=frozenset(numbers),
    )


def same_story(one: Title, other: Title) -> bool:
    """Whether two titles are one text printed twice: equal numbers, four syllables in five."""
    few, many = sorted((len(one.syllables), len(other.syllables)))
    if one.numbers != other.numbers or not 5 * few >= 4 * many > 0:
        return False
    shared = len(one.syllables & other.syllables)
    return 5 * shared >= 4 * (few + many - shared)


def phrase(title: Title, shared: Collection[str]) -> str:
    """The longest run of ``title``'s pairs that are ``shared``, as written: ``số hóa hồ sơ``."""
    best = run = ""
    longest = length = 0
    for key, written in title.pairs:
        if key not in shared:
            length, run = 0, ""
            continue
        first, second = written.split(" ")
        joins = length > 0 and run.rsplit(" ", 1)[-1] == first
        run, length = (f"{run} {second}", length + 1) if joins else (written, 1)
        if length > longest:
            best, longest = run, length
    return best


@lru_cache(maxsize=65536)
def _key(token: str) -> str:
    return sameness(token)


def _is_number(token: str, key: str) -> bool:
    return key[0].isdigit() or bool(_ROMAN.fullmatch(token))


def _pairs(tokens: list[str], keys: list[str], *, shouted: bool) -> Iterator[tuple[int, int]]:
    """Where the two syllables of each pair stand."""
    at, last = 0, -2
    while at < len(tokens):
        if length := _starts(_PROCURACY_AT, keys, at):
            at = _past_units(tokens, keys, at + length, shouted=shouted)
        elif length := _starts(_FORMULA_AT, keys, at):
            at += length
        elif length := _starts(_FORM_AT, keys, at):
            yield at, at + 1
            at += length
        else:
            if _tells(tokens[at], keys[at]):
                if last == at - 1:
                    yield last, at
                last = at
            at += 1


def _tells(token: str, key: str) -> bool:
    return key[0].isalpha() and key not in _STOP_WORDS and not _is_number(token, key)


def _starts(phrases: dict[str, list[tuple[str, ...]]], keys: list[str], at: int) -> int:
    """The length of the longest phrase standing at ``at``; 0 when none does."""
    for candidate in phrases.get(keys[at], ()):
        if tuple(keys[at : at + len(candidate)]) == candidate:
            return len(candidate)
    return 0


def _past_units(tokens: list[str], keys: list[str], at: int, *, shouted: bool) -> int:
    """Past the places of one or more units: ``các huyện Hưng Hà, Vũ Thư và TP. Thái Bình``."""
    place = 2 if shouted else _PLACE
    while True:
        start = _past_levels(keys, at)
        end = start
        while end < min(start + place, len(tokens)) and tokens[end][0].isupper():
            end += 1
        if shouted or end == start or end >= len(tokens) or keys[end] not in _AND:
            return end
        at = end + 1
        following = _past_levels(keys, at)
        if following >= len(tokens) or not tokens[following][0].isupper():
            return end


def _past_levels(keys: list[str], at: int) -> int:
    while at < len(keys) and keys[at] in _LEVELS:
        at += 1
    return at


def _calm(written: str, at: int, *, shouted: bool) -> str:
    """``written`` without the capital that only the start of a title, or shouting, gave it."""
    if shouted:
        return written.casefold()
    if at == 0 and written.split(" ")[1][0].islower():
        return written[0].lower() + written[1:]
    return written

"""Under which key a name is filed, so that every way of writing one name finds it.

Keys are built on ``vietnamese.sameness`` (case, spaces, tone placement and
normal form do not count, marks do) and differ from it in what the field writes
freely: the head (``VKSND``, ``Viện KSND``, ``Viện kiểm sát nhân dân (VKSND)``),
the level (``TP.``), dashes, the spacing of ``Phòng 15``, the dots of ``P.V``.
"""

from __future__ import annotations

import re
from functools import lru_cache

from plugins.vietnamese import sameness

HEAD = "vksnd"
"""How every way of writing the head of a unit's name is filed."""

PROVINCE = "vksnd tỉnh"
"""How "VKSND tỉnh", without the province's name, is filed."""

_HEAD = re.compile(
    r"(?:v\.?k\.?s\.?(?:\s?n\.?d\.?)?(?P<supreme>tc|\s+tc\b)?"
    r"|viện\s?(?:ksnd|ks(?:\s?(?:nhân dân|nd))?|kiểm sát(?:\s?(?:nhân dân|nd|n\.d\.?))?))"
    r"(?:\s?\(\s?(?:vksnd|vks|viện ksnd)\s?\))?(?:(?=t[px]\W)|(?!\w))\s*"
)
_LEVELS = (
    (re.compile(r"^(?:tp|t\.p)\.? ?(?=\S)"), "thành phố "),
    (re.compile(r"^(?:tx|t\.x)\.? ?(?=\S)"), "thị xã "),
    (re.compile(r"^kv\.? ?(?=\d)"), "khu vực "),
    (re.compile(r"^khu vực số (?=\d)"), "khu vực "),
)
LEVEL = re.compile(r"^(?:tỉnh|huyện|quận|thị xã|thành phố) ")
"""A level word that writers leave out."""
_DASH = re.compile(r"\s*[-\u2010-\u2015\u2212]\s*")
_ROOM = re.compile(r"^(?:phòng|p) ?\.? ?(?:số )?0*(\d+)(?=\W|$)")
_INITIALS = re.compile(r"^(?:\w\.){1,4}\w?\.?$")


def _plain(text: str) -> str:
    return _DASH.sub("-", sameness(text)).strip(" .,;:|")


@lru_cache(maxsize=8192)
def unit_key(text: str) -> str:
    """``Viện KSND TP. Thái Bình`` is ``vksnd thành phố thái bình``; no head, no ``vksnd``."""
    plain = _plain(text)
    head = _HEAD.match(plain)
    if head is None:
        return place_key(plain)
    rest = place_key(plain[head.end() :])
    if head["supreme"]:
        rest = f"tối cao {rest}".strip()
    return f"{HEAD} {rest}".strip()


def place_key(text: str) -> str:
    """``TP. Thái Bình`` is ``thành phố thái bình``."""
    plain = _plain(text)
    for short, level in _LEVELS:
        plain, changed = short.subn(level, plain)
        if changed:
            break
    return plain


def without_level(key: str) -> str:
    """``vksnd huyện hưng hà`` is ``vksnd hưng hà``; a key without a level word is unchanged."""
    if not key.startswith(HEAD + " "):
        return key
    return f"{HEAD} {LEVEL.sub('', key[len(HEAD) + 1 :])}"


@lru_cache(maxsize=8192)
def department_key(text: str) -> str:
    """``P.15``, ``P15`` and ``phòng  15`` are ``phòng 15``; a head in the name is filed as one."""
    plain = _ROOM.sub(r"phòng \1", _plain(text))
    return re.sub(r"(?<!\w)" + _HEAD.pattern, HEAD + " ", plain).strip()


@lru_cache(maxsize=8192)
def author_key(text: str) -> str:
    """``P.V``, ``PV.`` and ``pv`` are one; other names are compared by their letters and marks."""
    plain = sameness(text)
    if _INITIALS.match(plain):
        return plain.replace(".", "")
    return plain.strip(" .,;:|")

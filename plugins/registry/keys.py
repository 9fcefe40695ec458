"""Under which key a name is filed, so that every way of writing one name finds it.

Keys are built on ``vietnamese.sameness`` (case, spaces, tone placement and
normal form do not count, marks do) and differ from it in what the field writes
freely: dashes, the spacing of ``Phòng 15``, the dots of ``P.V``; and what
``organs`` knows of heads and levels.
"""

from __future__ import annotations

import re
from functools import lru_cache

from plugins.registry.organs import Organs, plain
from plugins.vietnamese import sameness

_ROOM = re.compile(r"^(?:phòng|p) ?\.? ?(?:số )?0*(\d+)(?=\W|$)")
_INITIALS = re.compile(r"^(?:\w\.){1,4}\w?\.?$")


@lru_cache(maxsize=8192)
def department_key(text: str, organs: Organs) -> str:
    """``P.15``, ``P15`` and ``phòng  15`` are ``phòng 15``; a head in the name is filed as one."""
    return organs.headed(_ROOM.sub(r"phòng \1", plain(text)))


@lru_cache(maxsize=8192)
def author_key(text: str) -> str:
    """``P.V``, ``PV.`` and ``pv`` are one; other names are compared by their letters and marks."""
    plain = sameness(text)
    if _INITIALS.match(plain):
        return plain.replace(".", "")
    return plain.strip(" .,;:|")

"""What a reader of words keeps of each bracket and tag that is open."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from plugins.posts.markup import marks

_TAG = re.compile(r"<[^>]*>")


@dataclass(slots=True)
class Bracket:
    """An open ``[`` or ``![``."""

    at: int
    """Its piece."""
    position: int
    """Of what follows it, in the text."""
    stars: int
    """How many marks of emphasis stand before it."""
    elements: int
    """How many tags are open around it."""
    picture: bool
    alive: bool = True


@dataclass(slots=True)
class Element:
    """An open tag of the author's."""

    name: str
    at: int
    position: int
    stars: int
    brackets: int
    said: str


def plain(html: str) -> str:
    """What is read of ``html``."""
    return unescape(marks.ANY.sub("", _TAG.sub("", html)))

"""Characters that no page and no feed can hold (XML 1.0, section 2.2; HTML Living Standard)."""

from __future__ import annotations

import re
from html import unescape

CONTROL = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(1, 17))
    + "]+"
)
"""What XML and HTML forbid and no text holds."""


def forbidden(text: str) -> str:
    """The code, ``U+FFFE``, of the first character of ``text`` that none can hold; or ``""``."""
    found = None if text.isprintable() else CONTROL.search(text)
    return f"U+{ord(found[0][0]):04X}" if found else ""


PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
"""What only one font knows: Word's bullets and arrows, of which readers see an empty box."""

_FROM_WORD = {
    "\uf0b7": "•", "\uf0a7": "▪", "\uf06e": "■", "\uf06c": "●", "\uf076": "❖", "\uf0d8": "➢",
    "\uf0fc": "✓", "\uf0fe": "☑", "\uf0a8": "□", "\uf06f": "□", "\uf0e0": "→", "\uf0df": "←",
    "\uf0e1": "↑", "\uf0e2": "↓", "\uf0b0": "°", "\uf0b1": "±", "\uf0b3": "≥", "\uf0a3": "≤",
    "\uf0b4": "×", "\uf0b8": "÷", "\uf02d": "-", "\uf02b": "+", "\uf03d": "=", "\uf020": " ",
}  # fmt: skip
"""Signs of the fonts Symbol and Wingdings as Word writes them, and what they look like."""

_ENDLESS = re.compile("&#[0-9]{20,}+;?")


def public(sign: str) -> str:
    """What a sign of a private font looks like; empty when nobody can tell."""
    return _FROM_WORD.get(sign, "")


def unescaped(text: str) -> str:
    """``text`` with its character references as what they stand for.

    One with digits without end, at which Python's own would raise, is a space.
    """
    return unescape(_ENDLESS.sub(" ", text) if "&#" in text else text)

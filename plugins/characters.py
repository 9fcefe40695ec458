"""Characters that no page and no feed can hold (XML 1.0, section 2.2; HTML Living Standard)."""

from __future__ import annotations

import re

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

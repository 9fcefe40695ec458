"""Whole numbers that people type and read.

Digits without end are no number, and never an error of ours.
"""

from __future__ import annotations

_MOST_DIGITS = 18


def whole(text: str) -> int | None:
    """``text``, of the digits 0 to 9 alone, as a number; None when it is none or has no end.

    Python refuses to convert more than 4,300 digits, with an error.
    """
    usable = text.isascii() and text.isdecimal()
    if usable and len(text) > _MOST_DIGITS:
        text = text.lstrip("0") or "0"
    return int(text) if usable and len(text) <= _MOST_DIGITS else None


def grouped(number: int) -> str:
    """``1.234.567``, as Vietnamese is written."""
    return f"{number:,}".replace(",", ".")

"""Colours: how far two stand apart, and the nearest one that stands far enough.

Source: Web Content Accessibility Guidelines 2.1, relative luminance and contrast ratio.
"""

from __future__ import annotations

import colorsys
import re
from collections.abc import Iterable
from typing import Final

_HEX = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})", re.IGNORECASE)
_STEPS: Final = 1000


def hex_of(text: str) -> str:
    """``#1a4e8a`` of a colour as typed, with or without ``#``, short or long; empty of none."""
    found = _HEX.fullmatch(text.strip())
    if found is None:
        return ""
    digits = found[1] if len(found[1]) == 6 else "".join(one * 2 for one in found[1])  # noqa: PLR2004
    return f"#{digits.lower()}"


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of ``#1a4e8a``, from 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black and white)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    shares = (one / 255 for one in channels(colour))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares]  # noqa: PLR2004
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def least_contrast(colour: str, grounds: Iterable[str]) -> float:
    """The least that ``colour`` has with any of ``grounds``."""
    return min(contrast(colour, ground) for ground in grounds)


def nearest(colour: str, grounds: Iterable[str], least: float, *, lighter: bool) -> str:
    """``colour``, or the first of its hue, lighter or darker, that stands clear of ``grounds``."""
    papers = tuple(grounds)
    hue, light, strength = colorsys.rgb_to_hls(*(one / 255 for one in channels(colour)))
    end = 1.0 if lighter else 0.0
    found = colour
    for step in range(_STEPS + 1):
        if least_contrast(found, papers) >= least:
            break
        part = light + (end - light) * step / _STEPS
        made = colorsys.hls_to_rgb(hue, part, strength)
        found = "#{:02x}{:02x}{:02x}".format(*(round(one * 255) for one in made))
    return found

"""Contrast of every pair of colours the theme puts together, computed as WCAG 2.1 does."""

from __future__ import annotations

import re

import pytest

from tests.support.theme import CSS

TEXT = [
    ("ink", "paper"),
    ("ink", "wash"),
    ("ink-soft", "paper"),
    ("ink-soft", "wash"),
    ("lacquer", "paper"),
    ("lacquer", "wash"),
    ("paper", "lacquer"),
    ("gold", "paper"),
    ("nameplate", "paper"),
]
LINES = [("line", "paper"), ("line", "wash"), ("rule-ink", "paper"), ("rule-ink", "wash")]


def schemes() -> dict[str, dict[str, str]]:
    """The colours of each scheme, by token; the dark one and print change some of the light."""
    return schemes_of((CSS / "tokens.css").read_text("utf-8"))


def schemes_of(css: str) -> dict[str, dict[str, str]]:
    """As ``schemes``, of a stylesheet of colours."""
    light, dark, printed = css.split("@media")
    colours = {
        name: dict(re.findall(r"--([\w-]+): #(\w+);", part))
        for name, part in (("light", light), ("dark", dark), ("print", printed))
    }
    return {name: colours["light"] | found for name, found in colours.items()}


def luminance(colour: str) -> float:
    """Relative luminance of ``fbf7ee`` or ``fff``."""
    full = colour if len(colour) == 6 else "".join(digit * 2 for digit in colour)
    channels = [int(full[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """From 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
def test_text_keeps_7_to_1_and_every_line_4_5_to_1(scheme: str) -> None:
    colours = schemes()[scheme]
    faint = {
        f"{front} on {back}": round(contrast(colours[front], colours[back]), 2)
        for pairs, least in ((TEXT, 7.0), (LINES, 4.5))
        for front, back in pairs
        if contrast(colours[front], colours[back]) < least
    }
    assert faint == {}


def test_the_measure_itself_knows_black_white_and_grey() -> None:
    assert contrast("000", "fff") == 21
    assert contrast("fff", "fff") == 1
    assert round(contrast("767676", "ffffff"), 2) == 4.54

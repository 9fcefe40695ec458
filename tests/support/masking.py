"""A text with everything masked that the guard finds, however long its lines are."""

from __future__ import annotations

from plugins.privacy import guard
from plugins.vietnamese import nfc

ROUNDS = 8
"""At most so often a text is masked: what is masked may uncover what stood behind it."""


def masked(text: str) -> str:
    """``text`` in NFC with all personal data masked: nothing is found in it any more."""
    text = nfc(text)
    for _ in range(ROUNDS):
        found = guard._sorted(guard._found(text))
        if not found:
            break
        text = "".join(guard._pieces(text, 0, found))
    return text

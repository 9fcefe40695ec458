"""Related news with limits so low that a few posts reach them."""

from __future__ import annotations

import pytest

from plugins.related import batch, changes, columns, definition, kept


def let_few_tell(patch: pytest.MonkeyPatch, most: int) -> None:
    """Let a column tell up to ``most`` posts, and be kept by name up to twice as many."""
    for module in (batch, changes, columns, definition, kept):
        patch.setattr(module, "MOST", most)
    for module in (batch, kept):
        patch.setattr(module, "HELD", 2 * most)

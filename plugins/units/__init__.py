"""Which units a text mentions, and where."""

from __future__ import annotations

from plugins.units.mentions import Mention, find_units

__all__ = ["Mention", "find_units"]

"""The agency at a date: its units, departments and authors, who followed whom, who is meant."""

from __future__ import annotations

from plugins.registry.matching import Match, Registry
from plugins.registry.reading import read_registry

__all__ = ["Match", "Registry", "read_registry"]

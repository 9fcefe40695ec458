"""Articles of the old portal, saved as text or as pages, become posts of the newsroom."""

from __future__ import annotations

from desk.importers.command import import_file
from desk.importers.reading import Source, read_source

__all__ = ["Source", "import_file", "read_source"]

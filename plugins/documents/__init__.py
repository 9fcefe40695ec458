"""Which official documents a text cites, and where."""

from __future__ import annotations

from plugins.documents.citations import Citation, find_documents

__all__ = ["Citation", "find_documents"]

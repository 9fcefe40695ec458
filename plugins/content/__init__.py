"""The content folder becomes a newsroom, or everything wrong in it is said."""

from __future__ import annotations

from plugins.content.cache import ContentCache
from plugins.content.reader import Effort
from plugins.content.reading import Reading, advice, read_newsroom, unread

__all__ = ["ContentCache", "Effort", "Reading", "advice", "read_newsroom", "unread"]

"""Who signed a text: the byline, read from the last lines of a body."""

from __future__ import annotations

from plugins.bylines.byline import Byline
from plugins.bylines.finding import find_byline
from plugins.bylines.parsing import parse_byline

__all__ = ["Byline", "find_byline", "parse_byline"]

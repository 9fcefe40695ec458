"""A moment as people write it, read whole or not at all: the one reader for every place.

Front matter, the options of commands and the stamps of old pages are read with
the same words; what differs is only what each of them does with a doubt.
"""

from __future__ import annotations

from plugins.moments.moment import Reading, read_day, read_moment

__all__ = ["Reading", "read_day", "read_moment"]

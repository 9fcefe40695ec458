"""Private-use characters that carry through the sanitiser what only we may say.

They are taken out of every text that comes in, and refused as references.
"""

from __future__ import annotations

import re

OPEN, CLOSE = "\ue000", "\ue001"

NOTE = re.compile(f"{OPEN}([0-9]+){CLOSE}")
"""Where a note is mentioned: its place among the definitions."""
LINE = re.compile(f"{OPEN}l([0-9]+){CLOSE}")
"""At the beginning of a title: the line that a link or picture stands on."""
KEPT = f"{OPEN}k{CLOSE}"
"""Before the words of an item whose mark (``a)``) is kept as written."""
ANY = re.compile(f"{OPEN}[a-z]?[0-9]*{CLOSE}")


def note(place: int) -> str:
    """Stands in the text for a mention of the note with that place."""
    return f"{OPEN}{place}{CLOSE}"


def line(number: int) -> str:
    """Stands before a title for the line in the file."""
    return f"{OPEN}l{number}{CLOSE}"

"""Values that programs and officers are both told of: a code for the ones, words for the others."""

from __future__ import annotations

from enum import Enum


class Coded(Enum):
    """Each value is a code and words."""

    def __init__(self, code: str, words: str) -> None:
        self.code = code
        """For other programs."""
        self.words = words
        """For officers: what follows the name of the file or address it is said of."""

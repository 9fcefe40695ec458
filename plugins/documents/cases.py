"""Numbers of cases in a court's register: they look like judgments' and name no document."""

from __future__ import annotations

import re

from plugins.documents import types
from plugins.documents.symbols import Number
from plugins.patterns import later

_CASE = later(
    r"(?<!\w)(?:vụ(?:\s+(?:án|việc|kiện))?|thụ\s+lý|hồ\s+sơ)"
    r"(?:\s+(?!án(?!\w)|bản(?!\w))[^\W\d_]+){0,12}\s*\(?\s*$",
    re.IGNORECASE,
)
_REGISTERED = later(r"(?<!\w)thụ\s+lý(?:\s+[^\W\d_]+){0,6}\s*\(?(?:số\s*[:.]?\s*)?$", re.IGNORECASE)
_OF_CASES = frozenset({"Thông báo", "Quyết định"})
"""What takes a case into the register, and has a number of its own."""


def is_case(head: str) -> bool:
    """Whether what stands before a number without a type word speaks of a case."""
    return bool(_CASE.search(head))


def is_registered(kind: str, number: Number, said: str) -> bool:
    """Whether a number is a case's, whatever document its sentence is about.

    ``said``: from the type word, ``kind``, to the number.
    """
    if kind in _OF_CASES or not (number.parts and types.COURTS.match(number.parts[0])):
        return False
    return bool(_REGISTERED.search(said))

"""Long work on many small values, none of them garbage, without looking for any."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """No search for garbage meanwhile, which goes through all that lives again and again.

    What an archive is made of lives as long as the work; the search is a quarter
    of a build, and half the time of finding related news.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


_held: list[object] = []


def to_the_end(*values: object) -> None:
    """Keep ``values`` until this process ends, if it is one that never collects garbage.

    It ends at once then (``tasks.py``): to free a million small values one by one
    would only keep the officer waiting.
    """
    if not gc.isenabled():
        _held.extend(values)

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

"""How much a property is tried: a little in every run of the tests, much with ``--long``."""

from __future__ import annotations

_asked = False


def ask(*, long: bool) -> None:
    """Tell what the command line asks for; before any test is collected."""
    global _asked  # noqa: PLW0603 - decided once, while settings are made at import
    _asked = long


def examples(usually: int, long: int | None = None) -> int:
    """``max_examples`` of a property: ``usually``, but ``long`` (ten times) with ``--long``."""
    if not _asked:
        return usually
    return 10 * usually if long is None else long

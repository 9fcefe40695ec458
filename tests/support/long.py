"""How much a property is tried: a little in every run of the tests, much with ``--long``."""

from __future__ import annotations

from hypothesis import Phase, settings

_asked = False


def ask(*, long: bool) -> None:
    """Tell what the command line asks for; before any test is collected."""
    global _asked  # noqa: PLW0603 - decided once, while settings are made at import
    _asked = long
    # No time limit of an example: a machine may be busy. No search for what in it matters.
    quick = tuple(phase for phase in Phase if long or phase is not Phase.explain)
    settings.register_profile("newsroom", settings(), deadline=None, phases=quick)
    settings.load_profile("newsroom")


def examples(usually: int, long: int | None = None) -> int:
    """``max_examples`` of a property: ``usually``, but ``long`` (ten times) with ``--long``."""
    if not _asked:
        return usually
    return 10 * usually if long is None else long


def phases() -> tuple[Phase, ...]:
    """``phases`` of a property whose examples are slow: its failure is said as it was found.

    To look for a smaller one takes hypothesis up to five minutes, which only ``--long`` has.
    """
    found = (Phase.explicit, Phase.reuse, Phase.generate)
    return (*found, Phase.shrink) if _asked else found

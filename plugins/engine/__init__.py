"""The build, and the newsroom inside Pelican: ``PELICAN_CLASS`` names this package.

``making`` builds a site; ``seams`` is that build as Pelican runs it.
"""

from __future__ import annotations


def register() -> None:
    """Nothing: ``PELICAN_CLASS`` does it all. ``PLUGINS`` may name us, as it once had to."""

"""The build, and the newsroom inside Pelican: ``PLUGINS`` and ``PELICAN_CLASS`` name this package.

``making`` builds a site; ``seams`` is that build as a Pelican generator and
writer, loaded only when Pelican asks.
"""

from __future__ import annotations


def register() -> None:
    """Connect our writer: what Pelican calls of a plugin."""
    from plugins.engine.seams import register as connect  # noqa: PLC0415 - Pelican is heavy

    connect()


def __getattr__(name: str) -> object:
    """``NewsroomPelican``, when Pelican asks for it."""
    if name == "NewsroomPelican":
        from plugins.engine.seams import NewsroomPelican  # noqa: PLC0415 - see above

        return NewsroomPelican
    raise AttributeError(name)

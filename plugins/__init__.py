"""What the build knows: one folder a capability, pure inside, hooked into Pelican at its edge."""

from __future__ import annotations


def __getattr__(name: str) -> object:
    """``NewsroomPelican``, where Pelican looks for the ``plugins.engine`` one of PELICAN_CLASS.

    Pelican 4.12 imports the module but asks the top package for the class.
    Loaded only when asked for: the rest of ``plugins`` does not need Pelican.
    """
    if name == "NewsroomPelican":
        from plugins.engine.seams import NewsroomPelican  # noqa: PLC0415 - see above

        return NewsroomPelican
    raise AttributeError(name)

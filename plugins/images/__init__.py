"""Pictures: what a photo in the content folder becomes on the site.

``examine`` understands a file's bytes, ``picture`` decides from that alone what
is published, ``render`` makes the bytes and ``RenditionStore`` keeps them;
``html_picture`` and ``place_pictures`` write the mark-up.
"""

from collections.abc import Mapping

from plugins.images.markup import html_picture, place_pictures
from plugins.images.spec import RECIPE, Spec, check_pictures, examine, is_mark, picture
from plugins.images.store import RenditionStore, SourceChangedError, picture_bytes

__all__ = [
    "RECIPE",
    "RenditionStore",
    "SourceChangedError",
    "Spec",
    "check_pictures",
    "examine",
    "html_picture",
    "is_mark",
    "picture",
    "picture_bytes",
    "place_pictures",
    "render",
]


def render(spec: Spec, source: bytes) -> Mapping[str, bytes]:
    """As ``pixels.render``, which is loaded only when a picture is new."""
    from plugins.images import pixels  # noqa: PLC0415 - Pillow is slow to load

    return pixels.render(spec, source)

"""Pictures: what a photo in the content folder becomes on the site.

``examine`` understands a file's bytes, ``picture`` decides from that alone what
is published, ``render`` makes the bytes and ``RenditionStore`` keeps them;
``html_picture`` and ``place_pictures`` write the mark-up.
"""

from plugins.images.markup import html_picture, place_pictures
from plugins.images.render import RECIPE, render
from plugins.images.spec import Spec, check_pictures, examine, picture
from plugins.images.store import RenditionStore, SourceChangedError

__all__ = [
    "RECIPE",
    "RenditionStore",
    "SourceChangedError",
    "Spec",
    "check_pictures",
    "examine",
    "html_picture",
    "picture",
    "place_pictures",
    "render",
]

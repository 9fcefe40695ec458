"""A file becomes a ``Post`` or a list of ``Problem``s; and the rules over all posts together."""

from __future__ import annotations

from plugins.posts.body import BodyReader
from plugins.posts.checks import check_newsroom
from plugins.posts.editing import edit
from plugins.posts.manuscript import Manuscript, read_manuscript, read_standing
from plugins.posts.summary import standfirst, without_text

__all__ = [
    "BodyReader",
    "Manuscript",
    "check_newsroom",
    "edit",
    "read_manuscript",
    "read_standing",
    "standfirst",
    "without_text",
]

"""Attachments: what a file in ``content/tep/`` becomes on the site.

``AttachmentReader`` understands a file's bytes in a process of its own and gives the copy
that is published: the file without what it says of the people who wrote it.
"""

from plugins.attachments.kinds import MOST_BYTES
from plugins.attachments.reader import AttachmentReader, Reply
from plugins.attachments.spec import Spec, check_attachments, name_problems, too_large

__all__ = [
    "MOST_BYTES",
    "AttachmentReader",
    "Reply",
    "Spec",
    "check_attachments",
    "name_problems",
    "too_large",
]

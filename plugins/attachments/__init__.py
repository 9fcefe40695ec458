"""Attachments: what a file in ``content/tep/`` becomes on the site.

``AttachmentReader`` (``reader.py``, loaded when one is new) understands a file's bytes in a process
of its own and gives the copy that is published: the file without what it says of its writers.
"""

from plugins.attachments.kinds import MOST_BYTES
from plugins.attachments.spec import Spec, check_attachments, name_problems, too_large

__all__ = [
    "MOST_BYTES",
    "Spec",
    "check_attachments",
    "name_problems",
    "too_large",
]

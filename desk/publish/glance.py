"""Whether what readers have could make anything else of what is said of the content: a quick look.

For ``check``, which most times need not load all that publishing needs.
"""

from __future__ import annotations

from pathlib import Path

from desk.publish.pointer import Pointer
from desk.publish.settings import read_publish_settings
from desk.publish.tree import ReleaseError
from plugins.content import Reading
from plugins.posts.addresses import address_of
from plugins.posts.reporter import NO_DATE


def concerns_readers(root: Path, reading: Reading) -> bool:
    """Whether personal data is asked about, or a draft or undated post may be one readers have."""
    asked = any(problem.severity == "answer" for problem in reading.problems)
    addresses = [text.url for text in reading.drafts]
    addresses += [
        address_of(p.path.removeprefix("content/")) for p in reading.problems if p.about == NO_DATE
    ]
    if not (asked or addresses):
        return False
    settings, _ = read_publish_settings(root, None)
    if settings is None:
        return False
    try:
        current = Pointer(folder=settings.target).number()
        manifest = (settings.target / "manifests" / f"{current}.json").read_bytes()
    except (OSError, ReleaseError):
        return False
    return asked or any(f'"{address}"'.encode() in manifest for address in addresses)

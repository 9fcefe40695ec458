"""Which files and folders nobody wrote for readers: what systems, editors and copying leave behind.

The one list of it, for reading, watching, importing, the output folder and the
target. It holds only what is made by a machine, again each time: a name that
somebody may have given to words of his own is no leftover, however odd, and
whoever meets it says so. A copy that a synchroniser made because two people
wrote at once (``x.sync-conflict-….md``) holds words and is none either.
"""

from __future__ import annotations

from typing import Final

_NAMES: Final = frozenset(
    {
        "thumbs.db",
        "thumbs.db:encryptable",
        "ehthumbs.db",
        "ehthumbs_vista.db",
        "desktop.ini",
        "icon\r",  # a folder's own icon on macOS
        "4913",  # Vim tries with it whether it may write
    }
)
"""Files, in small letters."""

_FOLDERS: Final = frozenset(
    {
        "$recycle.bin",
        "system volume information",
        "lost+found",
        "__macosx",
        "@eadir",
        "#recycle",
        "network trash folder",
        "temporary items",
    }
)
"""Folders of systems and of network drives, in small letters."""

_ENDS: Final = (
    "~",
    ".bak",
    ".orig",
    ".tmp",
    ".swp",
    ".swo",
    ".swx",
    ".part",
    ".partial",
    ".filepart",
    ".crdownload",
    "___jb_tmp___",
    "___jb_old___",
)
"""What editors add to the name of the file they keep or write, and browsers to one half loaded."""

_COMMON: Final = (".html", ".md", ".webp", ".jpg", ".xml")
"""What most files are: known at a glance, for there are tens of thousands."""


def is_leftover(name: str, *, folder: bool = False) -> bool:
    """Whether a file, or with ``folder`` a folder, of this name was left by a machine.

    ``name`` is the last part of a path, as the system gives it.
    """
    if name.startswith("."):
        return True
    if not folder and name.endswith(_COMMON) and name[0] not in "~#":
        return False
    small = name.lower()
    if folder:  # no editor keeps a folder: ``2021.bak`` is somebody's
        return small in _FOLDERS
    return (
        small in _NAMES
        or small.endswith(_ENDS)
        or small.startswith("~$")  # Word and Excel, of a document that is open
        or (len(small) > 2 and small[0] == small[-1] == "#")  # noqa: PLR2004 - Emacs' #x#
    )

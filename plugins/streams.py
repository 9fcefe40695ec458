"""The standard streams, whatever the console's code page. Only the standard library."""

from __future__ import annotations

import contextlib
import sys


def speak_utf8() -> None:
    """Make the standard streams UTF-8; what cannot be shown becomes ``?``, never an error."""
    for stream, errors in (
        (sys.stdout, "replace"),
        (sys.stderr, "replace"),
        (sys.stdin, "strict"),
    ):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            with contextlib.suppress(ValueError, OSError):
                reconfigure(encoding="utf-8", errors=errors)

"""The help of a command, asked for in a place where ``invoke`` takes it for a name."""

from __future__ import annotations

import subprocess
import sys


def or_help(given: str, command: str) -> None:
    """Show the command's help and leave, when ``given`` is no file's name but ``--help``."""
    if given in {"-h", "--help"}:
        sys.exit(subprocess.call([sys.executable, "-m", "invoke", "--help", command]))  # noqa: S603 - our own command

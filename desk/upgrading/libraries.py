"""The libraries that the software is locked to: which are not here, and getting them."""

from __future__ import annotations

import subprocess
import sys
from importlib import metadata
from pathlib import Path

from desk.bundle.wheels import LOCK, lines_for, machine

_WHEELS = "wheels"
"""In a bundle: every library as a file."""


def lacking(software: Path) -> tuple[str, ...]:
    """Names of the libraries that ``software`` asks for and this Python has not, or otherwise."""
    lock = (software / LOCK).read_text("utf-8")
    lines = lines_for(lock, machine("", ""), str(sys.version_info.micro)).splitlines()
    pins = (line.partition(" ")[0].partition("==") for line in lines if line[:1].isalnum())
    return tuple(name for name, _, version in pins if _installed(name) != version)


def install(software: Path) -> str:
    """Get them, from the bundle's own files where there are any; in words why not, else empty."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes"]
    command += ["-r", str(software / LOCK)]
    if (software / _WHEELS).is_dir():
        command += ["--no-index", "--find-links", str(software / _WHEELS)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    wrong = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
    return (wrong[-1] if wrong else "pip dừng giữa chừng") if done.returncode else ""


def _installed(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""

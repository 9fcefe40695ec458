"""Run one build the way anyone can: ``python -m pelican``, in a process of its own.

A separate process, so that a build that dies cannot take the desk with it, and
``--fatal warnings``, so that what Pelican would only mention stops it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from plugins import clock


def build(
    root: Path,
    *,
    output: Path,
    conf: str = "pelicanconf.py",
    now: datetime | None = None,
    preview: bool = False,
    quiet: bool = False,
) -> int:
    """Build the site of ``root`` into ``output``; the exit code: 0 whole, 1 problems, 130 stopped.

    ``now`` is the clock to believe (else ``NEWSROOM_NOW``, else the machine's);
    ``quiet`` leaves out the closing table, never a problem.
    """
    command = [sys.executable, "-m", "pelican", str(root / "content"), "--fatal", "warnings"]
    command += ["-s", str(root / conf), "-o", str(output)]
    switches = {"NEWSROOM_PREVIEW": preview, "NEWSROOM_QUIET": quiet}
    if any(switches.values()):
        command += ["-e", *(f"{name}=true" for name, on in switches.items() if on)]
    environment = dict(os.environ, PYTHONUTF8="1")
    if now is not None:
        environment[clock.VARIABLE] = now.isoformat()
    return subprocess.run(command, cwd=root, env=environment, check=False).returncode  # noqa: S603 - our own command

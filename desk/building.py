"""Run one build through Pelican, as ``python -m pelican`` does, without starting it anew.

Half of publishing one post would be starting another Python. What Pelican
would only mention stops the build all the same, as with ``--fatal warnings``.
"""

from __future__ import annotations

import logging
import os
import sys
from datetime import datetime
from pathlib import Path

from desk.console import warn
from plugins import clock


def build(
    root: Path,
    *,
    output: Path,
    conf: str = "pelicanconf.py",
    now: datetime | None = None,
    preview: bool = False,
    quiet: bool = False,
    explain: bool = False,
) -> int:
    """Build the site of ``root`` into ``output``; the exit code: 0 whole, 1 problems, 130 stopped.

    ``now`` is the clock to believe (else ``NEWSROOM_NOW``, else the machine's);
    ``quiet`` leaves out the closing table, never a problem; ``explain`` says of
    each page written why.
    """
    # Pelican is heavy and most commands do without.
    from pelican.log import init as init_logging  # noqa: PLC0415
    from pelican.settings import read_settings  # noqa: PLC0415

    from plugins.engine import NewsroomPelican  # noqa: PLC0415

    told = os.environ.get(clock.VARIABLE)
    if now is not None:
        os.environ[clock.VARIABLE] = now.isoformat()
    sys.modules.pop("pelicanconf", None)  # publishconf.py imports it: never an older one
    try:
        init_logging(level=logging.WARNING, fatal="warnings")
        settings = read_settings(
            str(root / conf),
            override={
                "PATH": str(root / "content"),
                "OUTPUT_PATH": str(output),
                "NEWSROOM_PREVIEW": preview,
                "NEWSROOM_QUIET": quiet,
                "NEWSROOM_EXPLAIN": explain,
            },
        )
        NewsroomPelican(settings).run()
    except SystemExit as stopped:
        return stopped.code if isinstance(stopped.code, int) else 1
    except RuntimeError as error:  # what --fatal warnings makes of a warning, said already
        warn(f"Chưa dựng được trang: {error}")
        return 1
    finally:
        if now is not None:
            if told is None:
                del os.environ[clock.VARIABLE]
            else:
                os.environ[clock.VARIABLE] = told
    return 0

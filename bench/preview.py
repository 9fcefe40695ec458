"""A preview that runs, and how long it takes from a save until the page shows it."""

from __future__ import annotations

import socket
import subprocess
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from bench.contenders import Newsroom
from bench.measure import CommandFailedError, end

COMMAND = ("serve", "--port")
_LONGEST = 600.0
"""Seconds for the first build, and for the answer to a save."""
_STEP = 0.01
"""Seconds between two looks at a page."""


class RunningPreview:
    """``invoke serve`` of a newsroom, until ``close``. Raises CommandFailedError."""

    def __init__(self, newsroom: Newsroom) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        run = newsroom.invoke(*COMMAND, str(port))
        self._log = newsroom.folder / "preview.log"
        self._address = f"http://127.0.0.1:{port}"
        with self._log.open("wb") as out:
            self._process = subprocess.Popen(  # noqa: S603 - our own command
                run.command,
                cwd=run.cwd,
                env=dict(run.env),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            self.wait_for("/", "<html")
        except BaseException:
            self.close()
            raise

    def wait_for(self, address: str, words: str) -> float:
        """Seconds until the page at ``address`` says ``words``. Raises CommandFailedError."""
        start = time.perf_counter()
        while words not in self._page(address):
            if self._process.poll() is not None or time.perf_counter() - start > _LONGEST:
                tail = self._log.read_text("utf-8", errors="replace")[-2000:]
                message = f"invoke serve: {address} does not show what was saved\n{tail}"
                raise CommandFailedError(message)
            time.sleep(_STEP)
        return time.perf_counter() - start

    def close(self) -> None:
        """End it, and all that it started."""
        end(self._process)

    def _page(self, address: str) -> str:
        try:
            with urlopen(f"{self._address}{address}", timeout=_LONGEST) as answer:  # noqa: S310 - http
                return str(answer.read().decode("utf-8"))
        except (URLError, ConnectionError):  # not there yet
            return ""


def address_of(post: Path) -> str:
    """Where the preview shows a post of an invented archive."""
    return f"/tin-hoat-dong/{post.parent.name}/{post.stem}.html"

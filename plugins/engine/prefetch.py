"""What a build needs late and can look at early: done by another process meanwhile.

While a build reads what was kept of the posts, a process forked from it looks
through the output folder and compiles the templates, on another core. What it
finds is what would have been found a moment later. Whatever it does not find,
it being killed for instance, is found anew.

Whether there is anything to do at all needs no more than the digest of the output
folder: with that it waits until it is told to go on.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import signal
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from plugins.engine.output import Survey, survey
from plugins.engine.theme import Compiled, environment, reached
from plugins.engine.up_to_date import stamps_digest
from plugins.pages.plan import KINDS

_DIGEST, _OUTPUT, _TEMPLATES = range(3)


class Prefetch:
    """A process that looks at ``output`` and compiles the templates of ``theme``.

    To be closed. Raises OSError when there can be none.
    """

    def __init__(self, theme: Path, output: Path) -> None:
        self._found: list[IO[bytes]] = [
            tempfile.TemporaryFile()  # noqa: SIM115 - closed in close
            for _ in range(3)
        ]
        self._done = 0
        self._goes_on = False
        self._told, tell = os.pipe()
        go_on, self._go_on = os.pipe()
        try:
            self._process = os.fork()
        except OSError:
            os.close(tell)
            os.close(go_on)
            self._let_go()
            raise
        if self._process == 0:
            os.close(self._told)
            os.close(self._go_on)
            _work(_finds(theme, output, go_on), self._found, tell)
        os.close(tell)
        os.close(go_on)

    def digest(self) -> bytes | None:
        """``stamps_digest`` of the output folder; None when it was not looked through."""
        found = self._fetch(_DIGEST)
        return found if isinstance(found, bytes) else None

    def go_on(self) -> None:
        """There is something to do: what is behind the digest is needed too."""
        if not self._goes_on:
            self._goes_on = True
            with contextlib.suppress(OSError):  # it ended already
                os.write(self._go_on, b".")

    def survey(self) -> Survey | None:
        """The output folder; None when it was not looked through."""
        self.go_on()
        found = self._fetch(_OUTPUT)
        if not isinstance(found, tuple):
            return None
        stamps, folders, hollow, leftovers = found
        return Survey(stamps, list(map(Path, folders)), hollow, leftovers)

    def templates(self) -> Mapping[str, bytes]:
        """See ``plugins.engine.theme.Compiled``; empty when none were compiled."""
        self.go_on()
        found = self._fetch(_TEMPLATES)
        return found if isinstance(found, dict) else {}

    def _fetch(self, number: int) -> object:
        while self._done <= number:
            if not os.read(self._told, 1):
                return None
            self._done += 1
        self._found[number].seek(0)
        # Written by our own process, into a file that has no name.
        return marshal.loads(self._found[number].read())  # noqa: S302

    def close(self) -> None:
        """Let it go: what it has not found yet nobody needs."""
        self._let_go()
        os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)

    def _let_go(self) -> None:
        os.close(self._told)
        os.close(self._go_on)
        for file in self._found:
            file.close()


def _finds(theme: Path, output: Path, go_on: int) -> tuple[Callable[[], Any], ...]:
    """What finds each of the three, to be called in turn."""
    seen: list[Survey] = []

    def digested() -> bytes:
        seen.append(survey(output))
        return stamps_digest(seen[0].stamps)

    def surveyed() -> tuple[object, ...]:
        if not os.read(go_on, 1):
            raise EOFError  # nobody waits for it any more
        stamps, folders, hollow, leftovers = seen[0]
        return stamps, list(map(str, folders)), hollow, leftovers

    return digested, surveyed, lambda: _compiled(theme)


def _work(works: Sequence[Callable[[], Any]], found: Sequence[IO[bytes]], tell: int) -> None:
    """Do all, and end this process whatever happens: it is not who was called."""
    with contextlib.suppress(BaseException):
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        for work, file in zip(works, found, strict=True):
            file.write(marshal.dumps(work()))
            file.flush()
            os.write(tell, b".")
    os._exit(0)


def _compiled(theme: Path) -> dict[str, bytes]:
    """Those that a new post may need: others are compiled when a page is made with them."""
    compiled = Compiled()
    templates = environment(theme, compiled)
    for name in reached(templates, [kind.template for kind in KINDS if not kind.is_settled]):
        templates.get_template(name)
    return compiled.kept

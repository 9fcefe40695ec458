"""What a build looks at first, looked at by another process while this one loads its modules.

A command that has one post to publish spends a fifth of its time importing, and
then as long again on work that needs no more than the disk: the stamps of the
texts, the seals of the output, the templates compiled. A process forked before
the imports does that meanwhile, on another core.

What it finds is what would have been found a moment later. Whatever it could
not find, it or the process that forked it being killed, is found anew.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from plugins.engine.output import Survey
    from plugins.reading import Walk

LARGE = 500_000
"""Bytes of what is kept of the texts from which looking takes longer than a fork."""

_OUTPUT, _CONTENT, _TEMPLATES = range(3)


class Ahead:
    """A process sent ahead, and what it finds. Each answer is None when it could not."""

    def __init__(self, content: Path, theme: Path, output: Path) -> None:
        """Fork it. Raises OSError when that cannot be."""
        self.content, self.output = content, output
        self._found: list[IO[bytes]] = [_kept_in_memory() for _ in range(3)]
        self._done = 0
        self._told, tell = os.pipe()
        self._process = os.fork()
        if self._process == 0:
            os.close(self._told)
            works = (lambda: _survey(output), lambda: _walk(content), lambda: _compiled(theme))
            _work(works, self._found, tell)
        os.close(tell)

    def walk(self) -> Walk | None:
        """The content folder."""
        found = self._fetch(_CONTENT)
        if not isinstance(found, tuple):
            return None
        from plugins.reading import Walk  # noqa: PLC0415 - loaded by whoever asks

        return Walk.of(self.content, *found)

    def survey(self) -> Survey | None:
        """The output folder."""
        found = self._fetch(_OUTPUT)
        return (found[0], list(map(Path, found[1]))) if isinstance(found, tuple) else None

    def templates(self) -> Mapping[str, bytes]:
        """See ``plugins.engine.theme.Compiled``; empty when there are none."""
        found = self._fetch(_TEMPLATES)
        return found if isinstance(found, dict) else {}

    def _fetch(self, number: int) -> object:
        while self._done <= number:
            if not os.read(self._told, 1):
                return None
            self._done += 1
        self._found[number].seek(0)
        # Written by our own process, into memory that has no name.
        return marshal.loads(self._found[number].read())  # noqa: S302

    def close(self) -> None:
        """Let it go: what it has not found yet nobody needs."""
        os.close(self._told)
        for file in self._found:
            file.close()
        with contextlib.suppress(OSError):
            os.kill(self._process, signal.SIGKILL)
            os.waitpid(self._process, 0)


_sent: list[Ahead] = []


def send(root: Path, output: Path) -> None:
    """Send a process ahead of a build of ``root`` into ``output``, where that pays."""
    if sys.platform != "linux" or (os.cpu_count() or 1) < 2:  # noqa: PLR2004 - one is none
        return
    with contextlib.suppress(OSError):
        if (root / ".newsroom" / "reading.sqlite3").stat().st_size >= LARGE:
            _sent.append(Ahead(root / "content", root / "theme", output))


@contextlib.contextmanager
def taken(content: Path, output: Path) -> Iterator[Ahead | None]:
    """The process sent ahead of a build of just these folders, if one was; only once."""
    ahead = _sent.pop() if _sent else None
    try:
        ours = ahead is not None and (ahead.content, ahead.output) == (content, output)
        yield ahead if ours else None
    finally:
        if ahead is not None:
            ahead.close()


def _work(works: Sequence[Callable[[], Any]], found: Sequence[IO[bytes]], tell: int) -> None:
    """Do all, and end this process whatever happens: it is not who was called."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        for work, file in zip(works, found, strict=True):
            file.write(marshal.dumps(work()))
            file.flush()
            os.write(tell, b".")
    finally:
        os._exit(0)


def _kept_in_memory() -> IO[bytes]:
    return os.fdopen(os.memfd_create("newsroom"), "w+b")


def _survey(output: Path) -> tuple[dict[str, bytes], list[str]]:
    from plugins.engine.output import survey  # noqa: PLC0415 - loaded there, not here

    seals, folders = survey(output)
    return seals, list(map(str, folders))


def _walk(content: Path) -> tuple[list[tuple[object, ...]], ...]:
    from plugins.reading import Walk  # noqa: PLC0415 - as above

    walk = Walk(content)
    return [tuple(file) for file in walk.texts], [tuple(file) for file in walk.pictures]


def _compiled(theme: Path) -> dict[str, bytes]:
    from plugins.engine.theme import Compiled, environment  # noqa: PLC0415 - as above

    compiled = Compiled()
    templates = environment(theme, compiled)
    for name in templates.list_templates():
        templates.get_template(name)
    return compiled.kept

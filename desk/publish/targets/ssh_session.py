"""One program at work on a server, through one ``ssh``: what is asked of it, and what it answers.

``ssh`` is the system's own, so keys, agents and jump hosts are as its settings have them. The
program is ``remote.sh``; it comes along with each connection, so the server needs nothing of ours.
"""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import subprocess
import tarfile
import tempfile
import weakref
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from shlex import quote
from typing import IO

from plugins.elsewhere import can_fork

PROGRAM = Path(__file__).with_name("remote.sh")

_END = "#."
"""The line after the program's last."""

_START = (
    's=; n=$(printf "\\n."); n=${n%.}; '
    f'while IFS= read -r l && [ "$l" != "{_END}" ]; do s="$s$l$n"; done; eval "$s"'
)
"""Reads the program's lines and runs them."""

_BLOCK = 512
_MOST_SAID = 20_000
"""Bytes of complaints that are read, the last ones."""


class CutError(Exception):
    """The connection came to an end; the message is what ``ssh`` said of it."""

    def __init__(self, said: str, code: int | None) -> None:
        super().__init__(said)
        self.said = said
        self.code = code


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server answered."""

    lines: tuple[str, ...]
    """All but the last."""
    refusal: tuple[str, ...] = ()
    """The words after ``no``; empty when it is done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One file of what is sent."""

    name: str
    size: int
    open: Callable[[], IO[bytes]] | None = None
    data: bytes = b""
    modified: float = 0
    link: str = ""
    """Of a symbolic link: what it leads to."""
    is_folder: bool = False


def remote_command(folder: str) -> str:
    """What the server's shell is told to run."""
    return f"exec sh -c {quote(_START)} newsroom {quote(folder)}"


class Connection:
    """The program at its other end, until ``close`` or until all was sent.

    Raises CutError when it ends by itself, OSError when it cannot be started.
    """

    def __init__(self, command: Sequence[str]) -> None:
        """``command`` runs ``remote_command`` there; answers come when ``greet`` asked."""
        # A file, not a pipe that a thread would have to read: a process with threads is not forked,
        # and the site is built in a forked one meanwhile.
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115 - closed by ``close``
        self._process = subprocess.Popen(  # noqa: S603 - the words are an argument list
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
            bufsize=1 << 16,
            start_new_session=True,  # Ctrl-C is for us: we end it as it should end
        )
        _CONNECTIONS.add(self)
        self.sent = 0
        """Bytes handed over by ``send``, before they are packed on the way."""

    def greet(self) -> Answer:
        """Send the program; what it says of the folder."""
        program = PROGRAM.read_text(encoding="utf-8").replace("\r\n", "\n")
        self._write(f"{program}{_END}\n".encode())
        return self._answer()

    def ask(self, *words: str, lines: Iterable[str] | None = None) -> Answer:
        """The answer to a request; ``lines`` go with it, and a dot after them."""
        more = "" if lines is None else "".join(f"{line}\n" for line in (*lines, "."))
        self._write(("\t".join(words) + "\n" + more).encode())
        return self._answer()

    def fetch(self, path: str) -> bytes:
        """The content of one file there; empty when it is not there."""
        self._write(f"fetch\t{path}\n".encode())
        data, zeros = b"", 0
        while zeros < 2:  # noqa: PLR2004 - an archive ends with two blocks of nothing
            block = self._read(_BLOCK)
            if not block.strip(b"\0"):
                zeros += 1
                continue
            size = tarfile.TarInfo.frombuf(block, "utf-8", "strict").size
            data = self._read(size)
            self._read(-size % _BLOCK)
        return data

    def fetch_tree(self, path: str, into: Path) -> None:
        """Write all files below ``path`` there to ``into``. Nothing can be asked afterwards."""
        self._write(f"fetch\t{path}\n".encode())
        pipe, requests = self._process.stdout, self._process.stdin
        assert pipe is not None, "it was opened so"
        assert requests is not None, "it was opened so"
        requests.close()  # the archive ends with the line: no block is waited for that never comes
        try:
            with tarfile.open(fileobj=pipe, mode="r|") as archive:
                for member in archive:
                    name = member.name.removeprefix("./").removeprefix(path).strip("/")
                    file = archive.extractfile(member) if member.isreg() else None
                    if file is None or ".." in name.split("/"):
                        continue
                    (into / name).parent.mkdir(parents=True, exist_ok=True)
                    with (into / name).open("wb") as target:
                        shutil.copyfileobj(file, target)
                    (into / name).chmod(0o444)
        except tarfile.TarError as error:
            raise self._cut() from error

    def send(
        self, words: Sequence[str], members: Iterable[Member], step: Callable[[int], None]
    ) -> Answer:
        """Ask, send files until the end of the line, and wait for the answer.

        ``step`` hears of the bytes sent. Nothing can be asked afterwards.
        """
        self._write(("\t".join(words) + "\n").encode())
        pipe = self._process.stdin
        assert pipe is not None, "it was opened so"
        try:
            with tarfile.open(
                fileobj=_Counted(pipe, step), mode="w|", format=tarfile.GNU_FORMAT
            ) as archive:
                for member in members:
                    _add(archive, member)
                    self.sent += member.size
            pipe.close()
        except (BrokenPipeError, OSError) as error:
            with contextlib.suppress(OSError):
                pipe.close()
            answer = self._last_words()
            if answer is not None:
                return answer
            raise self._cut() from error
        return self._answer()

    def close(self) -> int:
        """End it, if it has not ended; its exit code."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(5)
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        self._complaints.close()
        _CONNECTIONS.discard(self)
        return self._process.returncode

    def let_go(self) -> None:
        """In a process that was forked off: hold no end of it open, and write nothing to it."""
        nothing = os.open(os.devnull, os.O_RDWR)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None and not pipe.closed:
                os.dup2(nothing, pipe.fileno(), inheritable=False)
        os.close(nothing)

    def _write(self, data: bytes) -> None:
        pipe = self._process.stdin
        assert pipe is not None, "it was opened so"
        try:
            pipe.write(data)
            pipe.flush()
        except OSError as error:
            raise self._cut() from error

    def _read(self, size: int) -> bytes:
        pipe = self._process.stdout
        assert pipe is not None, "it was opened so"
        data = pipe.read(size)
        if len(data) < size:
            raise self._cut()
        return data

    def _answer(self) -> Answer:
        pipe = self._process.stdout
        assert pipe is not None, "it was opened so"
        lines: list[str] = []
        while True:
            row = pipe.readline()
            if not row.endswith(b"\n"):
                raise self._cut()
            line = row[:-1].decode("utf-8", "replace")
            word, *rest = line.split("\t")
            if word == "ok":
                return Answer(tuple(lines))
            if word == "no":
                return Answer(tuple(lines), tuple(rest))
            lines.append(line)

    def _last_words(self) -> Answer | None:
        """What it answered before it closed its ears; None when nothing."""
        with contextlib.suppress(CutError):
            return self._answer()
        return None

    def _cut(self) -> CutError:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(5)
        return CutError(self._said(), self._process.poll())

    def _said(self) -> str:
        """The end of what ``ssh`` complained of."""
        size = self._complaints.seek(0, os.SEEK_END)
        self._complaints.seek(max(0, size - _MOST_SAID))
        rows = self._complaints.read().decode("utf-8", "replace").splitlines()
        return "\n".join(row.rstrip() for row in rows)


_CONNECTIONS: weakref.WeakSet[Connection] = weakref.WeakSet()
"""Those that stand: the server hears the end of one once nobody holds it any more."""


def _let_go_of_all() -> None:
    for connection in _CONNECTIONS:
        connection.let_go()


if can_fork():
    os.register_at_fork(after_in_child=_let_go_of_all)


class _Counted(io.RawIOBase):
    """A pipe that tells how much went through."""

    def __init__(self, pipe: IO[bytes], step: Callable[[int], None]) -> None:
        super().__init__()
        self._pipe = pipe
        self._step = step

    def write(self, data: object, /) -> int:
        assert isinstance(data, bytes), "tarfile writes bytes"
        self._pipe.write(data)
        self._step(len(data))
        return len(data)


def _add(archive: tarfile.TarFile, member: Member) -> None:
    info = tarfile.TarInfo(member.name)
    info.mtime = int(member.modified)
    if member.is_folder:
        info.type, info.mode = tarfile.DIRTYPE, 0o755
        archive.addfile(info)
        return
    if member.link:
        info.type, info.linkname = tarfile.SYMTYPE, member.link
        archive.addfile(info)
        return
    info.size, info.mode = member.size, 0o444
    if member.open is None:
        archive.addfile(info, io.BytesIO(member.data))
        return
    with member.open() as file:
        archive.addfile(info, file)

"""Reading what somebody sent us in a process of its own, with little time and little memory.

A file can be made to cost minutes and gigabytes whatever is counted before. What goes wrong
there is the end of that process, never of this one, and is said of that file alone.
"""

from __future__ import annotations

import contextlib
import gc
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import IO, Self

_PATIENCE = 60.0
"""Seconds to start in."""
_ROOT = Path(__file__).parents[1]
_LENGTH = struct.Struct(">Q")


class EndedError(Exception):
    """The process ended instead of answering: ``too_long``, or for want of memory."""

    def __init__(self, *, too_long: bool) -> None:
        super().__init__("too long" if too_long else "too much")
        self.too_long = too_long


class _Alarm:
    """Kills a process after so many seconds."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: float) -> None:
        self.has_rung = False
        self._process = process
        self._timer = threading.Timer(seconds, self._ring)

    def _ring(self) -> None:
        self.has_rung = True
        self._process.kill()

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *_about: object) -> None:
        self._timer.cancel()
        self._timer.join()


class ProcessApart:
    """A process that answers; started with the first question, ended on leaving."""

    def __init__(self, worker: str, seconds: float) -> None:
        """``worker``: the module that it runs, which calls ``serve``. ``seconds``: for one."""
        self._worker = worker
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self.is_closed = False

    def __enter__(self) -> Self:
        """Nothing is started yet."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the process."""
        self.stop()

    def ask(self, data: bytes) -> bytes:
        """What it answers to ``data``.

        Raises EndedError when it does not, and OSError when no process can be started. One
        that had answered others may have died of them: only a fresh one tells about this one.
        """
        is_fresh = self._process is None
        process = self._process or self._start()
        with _Alarm(process, self._seconds) as alarm:
            said = _asked(process, data)
        if said is not None:
            return said
        self.stop()
        if self.is_closed or alarm.has_rung or is_fresh:
            raise EndedError(too_long=alarm.has_rung)
        return self.ask(data)

    def close(self) -> None:
        """Stop for good, even while another thread waits for an answer."""
        self.is_closed = True
        self.stop()

    def _start(self) -> subprocess.Popen[bytes]:
        self._process = subprocess.Popen(  # noqa: S603 - our own module, by our own Python
            [sys.executable, "-m", self._worker],
            cwd=_ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        # What it takes to load is not the file's: a busy machine takes long.
        with _Alarm(self._process, _PATIENCE):
            assert self._process.stdout is not None
            self._process.stdout.read(1)
        return self._process

    def stop(self) -> None:
        """End the process; another is started with the next question."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        process.wait()


def _asked(process: subprocess.Popen[bytes], data: bytes) -> bytes | None:
    """What the process answers; None when it ended instead."""
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        _send(process.stdin, data)
        return _received(process.stdout)
    except OSError:
        return None


def _send(pipe: IO[bytes], data: bytes) -> None:
    """Write ``data`` after its length. Raises OSError when nobody reads."""
    pipe.write(_LENGTH.pack(len(data)))
    pipe.write(data)
    pipe.flush()


def _received(pipe: IO[bytes]) -> bytes | None:
    """What ``_send`` wrote at the other end; None when that ended first."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    data = pipe.read(length)
    return data if len(data) == length else None


def serve(answer: Callable[[bytes], bytes], most: int) -> None:
    """In that process: ``answer`` one question after the other, with ``most`` bytes of memory."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who asks ends this one
    _limit(most)
    given, told = sys.stdin.buffer, sys.stdout.buffer
    told.write(b".")
    told.flush()
    gc.disable()  # a file is read quicker, and what is left of it goes before the next
    is_settled = False
    while (data := _received(given)) is not None:
        said = answer(data)
        del data  # as large as the answer, perhaps
        _send(told, said)
        del said
        gc.collect()
        if not is_settled:
            gc.freeze()  # what the first file had loaded stays, and need not be looked through
            is_settled = True


def _limit(most: int) -> None:
    """Take no more memory than is allowed, and write no file, where the system can see to it."""
    try:
        import resource  # noqa: PLC0415 - Windows has none
    except ImportError:
        return
    for name, limit in (("RLIMIT_DATA", most), ("RLIMIT_FSIZE", 0)):
        which = getattr(resource, name, None)
        if which is not None:
            with contextlib.suppress(ValueError, OSError):
                resource.setrlimit(which, (limit, limit))

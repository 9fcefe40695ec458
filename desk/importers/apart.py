"""Reading what somebody sent us in a process of its own, with little time and little memory.

A file can be made to cost minutes and gigabytes whatever is counted before. What goes wrong
there is the end of that process, never of this one, and is said of that file alone.
"""

from __future__ import annotations

import contextlib
import dataclasses
import struct
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import msgspec

from desk.importers.file_kinds import FileKind
from desk.importers.old_article import OldArticle
from plugins.vietnamese import VIETNAM

SECONDS = 10.0
"""For one file; the longest that is read takes three."""
BYTES = 300_000_000
"""Of memory, for all files of one command one after the other."""

_PATIENCE = 60.0
"""Seconds to start in."""
_ROOT = Path(__file__).parents[2]
_LENGTH = struct.Struct(">Q")
_WORKER = "desk.importers.apart_worker"
_KINDS = {FileKind.WORD: b"w", FileKind.OLD_WORD: b"w", FileKind.TEXT: b"t"}
"""What stands before a file on its way: a Word file of old is a new one by then."""

TOO_LONG = (
    f"đọc tệp này quá {SECONDS:.0f} giây nên đã dừng; tệp quá phức tạp, hoặc cố ý làm máy treo. "
    "Hãy mở tệp, chép chữ sang một tệp mới rồi nhập lại"
)
TOO_MUCH = (
    f"đọc tệp này cần quá {BYTES // 1_000_000} MB bộ nhớ nên đã dừng; "
    "hãy mở tệp, chép chữ sang một tệp mới rồi nhập lại"
)


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a file: an article, or why there is none."""

    article: OldArticle | None = None
    fault: str = ""


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


class Apart:
    """A process that reads files; started with the first, ended on leaving."""

    def __init__(self, seconds: float = SECONDS) -> None:
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

    def read(self, data: bytes, kind: FileKind = FileKind.WORD) -> Reply:
        """What came of ``data``. Raises OSError when no process can be started.

        One that had read others may have died of them: only a fresh one tells about this file.
        """
        is_fresh = self._process is None
        process = self._process or self._start()
        with _Alarm(process, self._seconds) as alarm:
            said = _asked(process, _KINDS[kind] + data)
        if said is None:
            self.stop()
            if self.is_closed or alarm.has_rung or is_fresh:
                return Reply(fault=TOO_LONG if alarm.has_rung else TOO_MUCH)
            return self.read(data, kind)
        return _at_home(msgspec.msgpack.decode(said, type=Reply))

    def close(self) -> None:
        """Stop for good, even while another thread waits for an answer."""
        self.is_closed = True
        self.stop()

    def _start(self) -> subprocess.Popen[bytes]:
        self._process = subprocess.Popen(  # noqa: S603 - our own module, by our own Python
            [sys.executable, "-m", _WORKER],
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
        """End the process; another is started when there is more to read."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        process.wait()


def _at_home(reply: Reply) -> Reply:
    """``reply`` with its moments in Vietnam time: on the way they are in the world's."""
    article = reply.article
    if article is None or article.stamp is None:
        return reply
    stamp = article.stamp
    other = stamp.other.astimezone(VIETNAM) if stamp.other else None
    stamp = dataclasses.replace(stamp, when=stamp.when.astimezone(VIETNAM), other=other)
    return Reply(article=dataclasses.replace(article, stamp=stamp))


def _asked(process: subprocess.Popen[bytes], data: bytes) -> bytes | None:
    """What the process answers; None when it ended instead."""
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        send(process.stdin, data)
        return received(process.stdout)
    except OSError:
        return None


def send(pipe: IO[bytes], data: bytes) -> None:
    """Write ``data`` after its length. Raises OSError when nobody reads."""
    pipe.write(_LENGTH.pack(len(data)))
    pipe.write(data)
    pipe.flush()


def received(pipe: IO[bytes]) -> bytes | None:
    """What ``send`` wrote at the other end; None when that ended first."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    data = pipe.read(length)
    return data if len(data) == length else None

"""One command from outside: wall clock, processor time and memory of its whole process tree.

Time is the kernel's own account of the command and of every child it waited
for (``wait4``). Memory is sampled from ``/proc`` every 50 ms: the sum over the
tree of each process's proportional set size, in which a page shared by two
workers counts once; the kernel's peak of the largest single process is the
floor. Where there is no ``/proc`` (macOS) only that floor is known. A large
tree takes long to look at, so it is looked at less often: never more than a
twenty-fifth of the time of one core.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

INTERVAL = 0.05
SPARING = 25
"""After a look at the tree, at least so many times as long without one as the look took a core."""
PATIENCE = 10.0
"""Seconds that a command has to end by itself once it was told to."""
PROC = Path("/proc")


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What one run took: seconds and bytes."""

    wall: float
    cpu: float
    memory: int


class CommandFailedError(Exception):
    """The command did not exit 0, so its figures mean nothing; says what it printed last."""


def measure(command: Sequence[str], *, cwd: Path, env: Mapping[str, str], log: Path) -> Usage:
    """Run ``command`` once, nobody at its input, its output into ``log``.

    What earlier runs still have to write to disk is written first, so that it is
    not paid for here. When this is interrupted, the command and its children
    are ended before it returns. Raises CommandFailedError.
    """
    os.sync()
    with log.open("wb") as out:
        start = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603 - our own commands
            list(command),
            cwd=cwd,
            env=dict(env),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        watch = _Watch(process.pid)
        watch.start()
        try:
            _, status, used = os.wait4(process.pid, 0)
        except BaseException:
            end(process)
            raise
        finally:
            wall = time.perf_counter() - start
            watch.stop()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        tail = log.read_text("utf-8", errors="replace")[-2000:]
        message = f"{' '.join(command)}: exit {process.returncode}\n{tail}"
        raise CommandFailedError(message)
    largest = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    # Of a process just begun the kernel counts as its own what we held at that moment.
    memory = watch.peak or largest
    return Usage(wall=wall, cpu=used.ru_utime + used.ru_stime, memory=memory)


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process that leads a session of its own, and all that it started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(PATIENCE)
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


class _Watch(threading.Thread):
    """Samples the memory of a process and all its descendants until told to stop."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid = pid
        self.peak = 0
        self._done = threading.Event()

    def run(self) -> None:
        pause = INTERVAL
        while not self._done.wait(pause) and PROC.is_dir():
            start = time.thread_time()  # waiting for a core that others use is no look
            now = sum(map(_memory, _tree(self.pid)))
            self.peak = max(self.peak, now, _highest(self.pid))
            pause = max(INTERVAL, SPARING * (time.thread_time() - start))

    def stop(self) -> None:
        self._done.set()
        self.join()


def _tree(root: int) -> list[int]:
    """``root`` and its descendants that live at this moment."""
    found = [root]
    for pid in found:
        for task in _threads(pid):
            for child in _read(task / "children").split():
                found.append(int(child))  # noqa: PERF401 - the list grows while it is walked
    return found


def _threads(pid: int) -> list[Path]:
    try:
        return list((PROC / str(pid) / "task").iterdir())
    except OSError:  # it has ended
        return []


def _memory(pid: int) -> int:
    """What it takes now; what it shares with others is shared out among them."""
    return _bytes(PROC / str(pid) / "smaps_rollup", "Pss:")


def _highest(pid: int) -> int:
    """What it alone took at most up to now, also between two looks."""
    return _bytes(PROC / str(pid) / "status", "VmHWM:")


def _bytes(path: Path, name: str) -> int:
    for line in _read(path).splitlines():
        if line.startswith(name):
            return int(line.split()[1]) * 1024
    return 0


def _read(path: Path) -> str:
    """The text of a file that may vanish while it is read, then empty."""
    try:
        return path.read_text("ascii")
    except (OSError, UnicodeDecodeError):
        return ""

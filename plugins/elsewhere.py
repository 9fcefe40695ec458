"""A piece of work in a forked process, which has all that this one has, while this one goes on."""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Generic, TypeVar, cast

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

_Result = TypeVar("_Result")
_Given = TypeVar("_Given")

_PR_SET_PDEATHSIG = 1
"""prctl(2): by which signal to be told of the end of one's parent."""

_PATIENCE = 5
"""Seconds that it may take to stop in good order."""

_KILLED = "tiến trình dựng trang đã bị dừng đột ngột"


def can_fork() -> bool:
    """Whether a process may be forked here: Windows cannot, and macOS breaks what is."""
    return sys.platform == "linux" and hasattr(os, "fork")


class Elsewhere(Generic[_Result]):
    """``work`` done by another process, forked on entering; on leaving it has ended.

    It says what it says by itself. Ctrl-C reaches both. It is handed what to
    call, once, when it has come as far as somebody here may wait for.
    """

    def __init__(self, work: Callable[[Callable[[], object]], _Result]) -> None:
        self._work = work

    def __enter__(self) -> Elsewhere[_Result]:
        """Fork. Raises OSError when that cannot be.

        Meanwhile Ctrl-C waits: raised in the other process before it is at work, it would
        go on there as if it were raised here; and here nobody would stop that process.
        """
        sys.stdout.flush()
        sys.stderr.flush()
        self._told, tell = os.pipe()
        self._rung, ring = os.pipe()
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            self._process = os.fork()
        except OSError:
            for end in (self._told, tell, self._rung, ring):
                os.close(end)
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
            raise
        if self._process == 0:
            os.close(self._told)
            os.close(self._rung)
            _do(partial(self._work, partial(os.write, ring, b".")), tell, before)
        os.close(tell)
        os.close(ring)
        try:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        except KeyboardInterrupt as error:
            self.__exit__(type(error), error, None)
            raise
        return self

    def has_come(self) -> bool:
        """Wait until it calls what it was handed, and True; False when it ended without."""
        return bool(os.read(self._rung, 1))

    def result(self) -> _Result:
        """What ``work`` returned, once it did.

        Raises what it raised; ChildProcessError when it was killed.
        """
        told, self._told = os.fdopen(self._told, "rb"), -1  # from here on closed by its file
        with told:
            answer = told.read()
        if not answer:
            raise ChildProcessError(_KILLED)
        # Written by our own process, of our own code, into a pipe between the two.
        raised, result = pickle.loads(answer)  # noqa: S301
        if raised is not None:
            raise raised
        done: _Result = result
        return done

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Wait for its end; when something went wrong here, stop it."""
        os.close(self._rung)
        if self._told >= 0:
            os.close(self._told)
        if kind is not None:
            self._stop()
        else:
            os.waitpid(self._process, 0)

    def _stop(self) -> None:
        """Ask it to stop, more than once, for a process just forked may miss it; then kill it."""
        for how in (*[signal.SIGINT] * _PATIENCE, signal.SIGKILL):
            os.kill(self._process, how)
            until = time.monotonic() + 1
            while time.monotonic() < until:
                if os.waitpid(self._process, os.WNOHANG) != (0, 0):
                    return
                time.sleep(0.01)
        os.waitpid(self._process, 0)


def _do(work: Callable[[], object], tell: int, signals: Iterable[int]) -> None:
    """Work, tell and end: this process is not who was called, and must not go on as if it were.

    ``signals`` are those that still wait while it works.
    """
    answer: tuple[BaseException | None, object]
    try:
        _end_with(os.getppid())
        try:
            signal.pthread_sigmask(signal.SIG_SETMASK, signals)
            answer = (None, work())
        except BaseException as error:  # noqa: BLE001 - raised again where somebody waits
            error.add_note(traceback.format_exc())
            answer = (error, None)
        with contextlib.suppress(OSError):
            sys.stdout.flush()
            sys.stderr.flush()
        with os.fdopen(tell, "wb") as told:
            told.write(_pickled(answer))
    finally:
        os._exit(0)


def crew(
    workers: int,
    *,
    method: str = "fork",
    begin: Callable[..., object] | None = None,
    given: Iterable[object] = (),
) -> ProcessPoolExecutor:
    """So many ``workers`` that end with this process, however it ends.

    Each is started by ``method`` and calls ``begin`` with ``given`` first.
    """
    # Loaded where there is enough to do: most builds are of one post.
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415
    from multiprocessing import get_context  # noqa: PLC0415

    return ProcessPoolExecutor(
        workers, get_context(method), initializer=_begin, initargs=(os.getpid(), begin, given)
    )


def over_the_cores(
    work: Callable[[_Given, range], _Result],
    given: _Given,
    count: int,
    *,
    span: int = 250,
    worth: int = 500,
    can_be_sent: bool = False,
) -> Iterator[_Result]:
    """What ``work`` makes of ``given``, ``span`` by span of ``count`` pieces, in order.

    Over the cores when each would have ``worth`` pieces. A forked process finds ``given`` in its
    memory; where forking is not safe, it is sent there if it ``can_be_sent``.
    """
    spans = [range(at, min(at + span, count)) for at in range(0, count, span)]
    workers = min(os.cpu_count() or 1, count // worth)
    method = "fork" if can_fork() else "spawn"
    if workers < 2 or (method == "spawn" and not can_be_sent):  # noqa: PLR2004 - one is none
        yield from map(partial(work, given), spans)
        return
    with crew(workers, method=method, begin=_take, given=(given,)) as others:
        yield from others.map(partial(_at_work, work), spans)


_found: list[object] = []
"""What a worker was given."""


def _take(given: object) -> None:
    _found.append(given)
    gc.disable()  # going through all it was given, collecting garbage would copy it


def _at_work(work: Callable[[_Given, range], _Result], span: range) -> _Result:
    return work(cast("_Given", _found[0]), span)


def _begin(parent: int, begin: Callable[..., object] | None, given: Iterable[object]) -> None:
    _end_with(parent)
    if begin is not None:
        begin(*given)


def _end_with(parent: int) -> None:
    """Let this process be killed when ``parent``, who started it, ends.

    What is begun for it nobody else may find half done; and what is left of it
    would keep open what others wait to see closed. Only Linux can do that.
    """
    if sys.platform != "linux":
        return
    import ctypes  # noqa: PLC0415 - only who is started so needs it

    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(0)


def _pickled(answer: tuple[BaseException | None, object]) -> bytes:
    try:
        sent = pickle.dumps(answer)
        if answer[0] is not None:
            pickle.loads(sent)  # noqa: S301 - our own: an error may not be made of what it holds
    except Exception:  # noqa: BLE001 - an error that holds something that cannot be sent
        return pickle.dumps((RuntimeError("".join(getattr(answer[0], "__notes__", []))), None))
    return sent

"""Work in another process: its result comes back, its errors too, and it ends with who began it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from plugins.elsewhere import Elsewhere, crew, over_the_cores
from plugins.engine.foreign import ForeignFolderError
from plugins.plain_file import naming
from tests.support.sites import ROOT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="nothing is forked elsewhere")


def test_what_it_returns_was_made_in_another_process() -> None:
    with Elsewhere(lambda _: os.getpid()) as other:
        assert other.result() != os.getpid()


def test_what_it_raises_is_raised_here_and_says_where() -> None:
    def full(_: object) -> None:
        raise OSError(28, "No space left on device", "/đĩa/đầy")

    with pytest.raises(OSError, match="No space") as raised, Elsewhere(full) as other:
        other.result()
    assert raised.value.filename == "/đĩa/đầy"
    assert "in full" in raised.value.__notes__[0]


def test_an_error_that_cannot_be_sent_is_told_in_words() -> None:
    class OwnError(Exception):
        """Of a class that nobody else can load."""

    def work(_: object) -> None:
        message = "chuyện lạ"
        raise OwnError(message)

    with pytest.raises(RuntimeError, match="OwnError: chuyện lạ"), Elsewhere(work) as other:
        other.result()


class NamedError(Exception):
    """Made of something else than its message."""

    def __init__(self, name: str, number: int) -> None:
        super().__init__(f"{name} {number}")


def test_an_error_that_cannot_be_made_again_is_told_in_words() -> None:
    def work(_: object) -> None:
        message = "chuyện lạ"
        raise NamedError(message, 7)

    with pytest.raises(RuntimeError, match="NamedError: chuyện lạ 7"), Elsewhere(work) as other:
        other.result()


def refuse(path: str) -> None:
    with naming(path):
        raise OSError(28, "No space left on device")


def test_what_the_system_refuses_there_names_the_file_here() -> None:
    with pytest.raises(OSError, match="No space") as there, Elsewhere(lambda _: refuse("a")) as one:
        one.result()
    assert there.value.filename == "a"
    with pytest.raises(OSError, match="No space") as raised, crew(2) as others:
        list(others.map(refuse, ["b"]))
    assert raised.value.filename == "b"


def test_a_foreign_folder_is_as_foreign_to_another_process() -> None:
    def work(_: object) -> None:
        raise ForeignFolderError(Path("output"), ["thu.docx"])

    with (
        pytest.raises(ForeignFolderError, match=r"có thu\.docx") as raised,
        Elsewhere(work) as other,
    ):
        other.result()
    assert raised.value.files == ("thu.docx",)


def test_one_that_is_killed_is_told_from_one_that_returns_nothing() -> None:
    with Elsewhere(lambda _: None) as other:
        assert other.result() is None
    with (
        pytest.raises(ChildProcessError),
        Elsewhere(lambda _: os.kill(os.getpid(), signal.SIGKILL)) as other,
    ):
        other.result()


def test_an_error_here_stops_it() -> None:
    begun = time.monotonic()
    with pytest.raises(ZeroDivisionError), Elsewhere(lambda _: time.sleep(60)):
        1 / 0  # noqa: B018 - to fail
    assert time.monotonic() - begun < 30


def test_ctrl_c_while_waiting_for_the_result_is_ctrl_c() -> None:
    parent = os.getpid()

    def interrupting(_: object) -> None:
        time.sleep(0.3)
        os.kill(parent, signal.SIGINT)
        time.sleep(60)

    with pytest.raises(KeyboardInterrupt), Elsewhere(interrupting) as other:
        other.result()


def test_one_that_will_not_stop_is_killed() -> None:
    def deaf(_: object) -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        time.sleep(60)

    begun = time.monotonic()
    with pytest.raises(ZeroDivisionError), Elsewhere(deaf):
        1 / 0  # noqa: B018 - to fail
    assert time.monotonic() - begun < 30


def test_how_far_it_has_come_can_be_waited_for() -> None:
    def work(tell: Callable[[], object]) -> str:
        tell()
        os.read(go_on, 1)
        return "all of it"

    go_on, let = os.pipe()
    with Elsewhere(work) as other:
        assert other.has_come()
        os.write(let, b".")
        assert other.result() == "all of it"
    for end in (go_on, let):
        os.close(end)


def test_one_that_ends_before_is_not_waited_for() -> None:
    with Elsewhere(lambda _: "all of it") as other:
        assert not other.has_come()
        assert other.result() == "all of it"


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_workers_end_with_it_and_keep_nobody_waiting(method: str, tmp_path: Path) -> None:
    worker = tmp_path / "worker"

    def starts(_: object) -> None:
        with crew(1, method=method) as workers:
            worker.write_text(str(workers.submit(os.getpid).result()), "ascii")
            os.kill(os.getpid(), signal.SIGKILL)

    with Elsewhere(starts) as other:
        assert not other.has_come()
        with pytest.raises(ChildProcessError):
            other.result()
    assert _ends(int(worker.read_text("ascii")))


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_workers_begin_with_what_they_are_given(method: str) -> None:
    with crew(1, method=method, begin=os.nice, given=(3,)) as workers:
        assert workers.submit(os.nice, 0).result() == os.nice(0) + 3


_INTERRUPTED = """
import os, signal, sys
from plugins.elsewhere import Elsewhere

fork, parent = os.fork, os.getpid()

def fork_and_interrupt():
    process = fork()
    if (process == 0) == (sys.argv[1] == "there"):
        os.kill(os.getpid(), signal.SIGINT)
    return process

os.fork = fork_and_interrupt
try:
    with Elsewhere(lambda _: signal.pause()) as other:
        other.result()
except KeyboardInterrupt:
    print("here" if os.getpid() == parent else "there")
try:
    os.waitpid(-1, 0)
except ChildProcessError:
    print("nothing left")
"""


@pytest.mark.parametrize("where", ["here", "there"])
def test_ctrl_c_at_the_fork_itself_is_raised_here_alone(where: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _INTERRUPTED, where],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout.split("\n")) == (0, ["here", "nothing left", ""])


_PARENT = """
import os, sys, time
from plugins.elsewhere import Elsewhere

def work(_):
    print(os.getpid(), flush=True)
    time.sleep(60)

with Elsewhere(work) as other:
    other.result()
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_it_ends_with_who_began_it(how: signal.Signals) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", _PARENT],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    parent.send_signal(how)
    parent.wait()
    assert _ends(child)
    parent.stdout.close()


def _ends(process: int) -> bool:
    """Whether it ends before long."""
    for _ in range(100):
        if _is_gone(process):
            return True
        time.sleep(0.05)
    return False


def _is_gone(process: int) -> bool:
    """Whether it has ended, if nobody may have asked yet how."""
    try:
        return "\nState:\tZ" in Path(f"/proc/{process}/status").read_text("utf-8")
    except OSError:
        return True


def _tripled(given: list[int], span: range) -> tuple[int, list[int]]:
    return os.getpid(), [3 * given[at] for at in span]


@pytest.mark.parametrize("system", ["linux", "win32"])
def test_over_the_cores_in_order_whether_it_is_forked_or_sent(
    system: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr("plugins.elsewhere.sys", SimpleNamespace(platform=system))
    given = [*range(50)]
    made = [*over_the_cores(_tripled, given, 50, span=7, worth=20, can_be_sent=True)]
    assert [one for _, some in made for one in some] == [3 * one for one in given]
    assert os.getpid() not in {process for process, _ in made}
    alone = [*over_the_cores(_tripled, given, 50, span=7, worth=20)]
    assert ({process for process, _ in alone} == {os.getpid()}) == (system == "win32")

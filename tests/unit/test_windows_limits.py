"""The limits of Windows that tests impose are in force, in what is started and what that starts."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import windows

TRY = """
import multiprocessing, os, sys
from pathlib import Path

def refused(work, *winerrors):
    try:
        work()
    except OSError as error:
        return error.winerror in winerrors
    return False

def limits(_=None):
    here = Path(os.environ["HERE"], str(os.getpid()))
    (here / "folder").mkdir(parents=True)
    (here / "file").write_text("a")
    (here / "other").write_text("b")
    (here / "other").chmod(0o444)
    yield refused(lambda: (here / "link").symlink_to("file"), 1314)
    yield refused(lambda: (here / "hard").hardlink_to(here / "file"), 1)
    yield refused(lambda: (here / "file").rename(here / "other"), 183)
    yield refused(lambda: (here / "file").replace(here / "other"), 5)
    yield refused(lambda: (here / "file").replace(here / "folder"), 5)
    yield refused((here / "other").unlink, 5)
    yield not hasattr(os, "fork")
    yield multiprocessing.get_start_method() == "spawn"
    try:
        multiprocessing.get_context("fork")
    except ValueError:
        yield True
    from desk.publish import lock
    yield hasattr(lock, "msvcrt") and not hasattr(lock, "fcntl")
    try:
        import _winapi
    except ImportError:
        yield os.environ["TESTS_WINDOWS"] == "no links"
    else:
        _winapi.CreateJunction(str(here / "folder"), str(here / "junction"))
        yield not (here / "junction").is_symlink() and (here / "junction").is_dir()

def there(what):
    return list(limits(what))

if __name__ == "__main__":
    with multiprocessing.Pool(1) as pool:
        print(list(limits()), pool.map(there, [0])[0])
"""


@pytest.mark.parametrize("kind", windows.KINDS)
def test_every_limit_holds_in_a_process_and_in_those_it_starts(tmp_path: Path, kind: str) -> None:
    (tmp_path / "limits.py").write_text(TRY, "utf-8")
    done = subprocess.run(
        [sys.executable, str(tmp_path / "limits.py")],
        env={**os.environ, **windows.environment(kind), "HERE": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout == f"{[True] * 11} {[True] * 11}\n"

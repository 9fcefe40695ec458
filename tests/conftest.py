"""Options of our own, the one browser of a session, the sample site built once, and a guard."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest

from tests.support import cores, long
from tests.support.browser import browser as browser  # noqa: PLC0414 - a fixture is shared by name
from tests.support.guard import sitecustomize as guard
from tests.support.sites import NEWSROOM, ROOT, built

KEEP_NOTHING = "PYTHONDONTWRITEBYTECODE"
LONG = "long: a proof of many minutes; runs only with --long"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--golden", action="store_true", help="write tests/golden/ anew; review the difference"
    )
    parser.addoption(
        "--pictures", action="store_true", help="write the README's pictures in docs/pictures/ anew"
    )
    parser.addoption(
        "--long", action="store_true", help="run the long proofs too, and try properties far longer"
    )


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """What ``-n auto``, which ``invoke test`` says, means: see ``tests/support/cores.py``."""
    return cores.workers(config)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", LONG)
    long.ask(long=config.getoption("--long"))
    handle, log = tempfile.mkstemp(prefix="content-read-")
    os.close(handle)
    config.add_cleanup(lambda: Path(log).unlink())
    os.environ[guard.LOG] = log
    # What a test starts, wherever it stands, finds our modules, and is watched as well.
    os.environ["PYTHONPATH"] = os.pathsep.join((str(Path(guard.__file__).parent), str(ROOT)))
    # It would compile all of ours again each time where Python may leave nothing compiled.
    if config.pluginmanager.hasplugin("cacheprovider") and os.environ.pop(KEEP_NOTHING, ""):
        os.environ["PYTHONPYCACHEPREFIX"] = str(config.cache.mkdir("compiled"))
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as a shell starts what is to run behind
        signal.signal(signal.SIGINT, signal.default_int_handler)  # tests stop programs by Ctrl-C
    if "sitecustomize" not in sys.modules:  # a worker of pytest-xdist is a process we started
        guard.watch()


def pytest_collection_finish() -> None:
    # A settings file that a test writes twice in a second would be taken for what it was before.
    sys.dont_write_bytecode = True
    # What was loaded stays: nobody need look through it again and again for what may go.
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--long"):
        skip = pytest.mark.skip(reason="a long proof: invoke test -- --long")
        for item in items:
            if "long" in item.keywords:
                item.add_marker(skip)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown() -> Generator[None]:
    yield
    log = Path(os.environ[guard.LOG])
    if log.stat().st_size:
        read = log.read_text("utf-8")
        log.write_bytes(b"")
        pytest.fail(f"reads the project's content/; use tests/fixtures/newsroom:\n{read}")


@pytest.fixture(scope="session")
def sample_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of the fixture newsroom."""
    folder = tmp_path_factory.mktemp("sample")
    content = shutil.copytree(NEWSROOM / "content", folder / "content")
    return built(content, folder / "output")

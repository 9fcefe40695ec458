"""Putting the software and all it needs into one file, for a machine without git and network."""

from __future__ import annotations

import subprocess
import tempfile
import zipfile
from pathlib import Path, PurePosixPath

from desk.actions.proposal import Outcome
from desk.bundle import first_steps, wheels
from desk.faults import RefusedError
from desk.messages import OnProgress, Report
from plugins.content_folder import CONTENT, is_sample
from plugins.limits import megabytes
from plugins.replacing import replace

FOLDER = "goi-cai-dat"
_ENGINEERS = ("tests", "bench", ".ci")
"""Folders that nobody needs who writes and publishes."""


def at_once(
    root: Path, on_progress: OnProgress, *, platform: str = "", python: str = "", to: str = ""
) -> Outcome:
    """Write the bundle for ``platform`` and ``python`` into the folder ``to``; say where it is.

    Raises RefusedError.
    """
    report = Report(on_progress)
    there = wheels.machine(platform, python)
    names = tracked(root)
    folder = (root / Path(to).expanduser()).resolve() if to else root / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"toa-soan-{there.name}.zip"
    with tempfile.TemporaryDirectory(dir=folder, prefix=".") as place:
        packages = Path(place) / "wheels"
        packages.mkdir()
        report.say(f"Đang lấy các gói cho {there.name} …")
        wheels.fetch(root / wheels.LOCK, packages, there)
        if wheels.has_source(packages):
            wheels.fetch(root / wheels.BUILD_LOCK, packages, there)
        fresh = Path(place) / file.name
        with zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED) as made:
            for name, data in first_steps.files(there).items():
                made.writestr(name, data)
            for name in names:
                made.write(root / name, name)
            for package in sorted(packages.iterdir()):
                made.write(package, f"wheels/{package.name}")
        replace(fresh, file)
    report.say(
        f"Đã gói phần mềm và các thư viện vào {file} ({megabytes(file.stat().st_size)}). Giải nén "
        f"trên máy kia rồi đọc {first_steps.README}."
    )
    return Outcome()


def tracked(root: Path) -> list[str]:
    """The files that git tracks, but for engineers' own and content that is nobody's.

    Raises RefusedError.
    """
    command = ["git", "-C", str(root), "ls-files", "-z"]
    try:
        listed = subprocess.run(command, capture_output=True, check=True).stdout  # noqa: S603
    except (OSError, subprocess.CalledProcessError) as error:
        words = (
            "Chỉ gói được từ một bản sao git của phần mềm, trên máy có git: các tệp được gói là "
            "những tệp git theo dõi."
        )
        raise RefusedError(words) from error
    names = (name for name in listed.decode().split("\0") if name)
    left = (*_ENGINEERS, CONTENT) if is_sample(root) else _ENGINEERS
    return sorted(
        name
        for name in names
        if PurePosixPath(name).parts[0] not in left and (root / name).is_file()
    )

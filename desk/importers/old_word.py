"""A ``.doc`` of Word 97 to 2003 as a ``.docx``: LibreOffice converts it, where it is installed."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from desk.importers.file_kinds import SAVE_AS_DOCX
from desk.importers.word_package import NO_WORD

_SECONDS = 30
"""LibreOffice starts in three, on an old machine in fifteen."""
_SOUND = (b"\xec\xa5", b"\xdc\xa5")
"""What the text of a Word file begins with ([MS-DOC] 2.5.2), and that of Word 6 and 95."""
_NAMES = ("soffice", "libreoffice")
NO_OFFICE = f"đây là tệp Word cũ (.doc); {SAVE_AS_DOCX}"
"""What to do where nothing converts it."""


def converted_doc(data: bytes) -> tuple[bytes, str]:
    """The same as ``.docx``, or why not."""
    program = next((found for name in _NAMES if (found := shutil.which(name))), None)
    if program is None:
        return b"", NO_OFFICE
    if not _is_sound(data):
        return b"", NO_WORD
    with tempfile.TemporaryDirectory(prefix="nhap-bai-") as folder:
        place = Path(folder)
        (place / "bai.doc").write_bytes(data)
        command = [
            program,
            # A profile of its own: no setting, macro or open window of the officer's is met.
            f"-env:UserInstallation={(place / 'ho-so').as_uri()}",
            "--headless", "--norestore", "--convert-to", "docx:MS Word 2007 XML",
            "--outdir", str(place / "ra"), str(place / "bai.doc"),
        ]  # fmt: skip
        try:
            _run(command, place)
            return (place / "ra" / "bai.docx").read_bytes(), ""
        except (OSError, subprocess.SubprocessError):
            return b"", f"LibreOffice không mở được tệp Word cũ (.doc) này; {SAVE_AS_DOCX}"


def _is_sound(data: bytes) -> bool:
    """Whether ``data`` is whole and holds a text of Word's; LibreOffice is given nothing else."""
    # Few files are that old: who reads others needs no reader of them.
    from plugins.attachments.compound import Compound  # noqa: PLC0415
    from plugins.attachments.faults import RefusedError  # noqa: PLC0415

    try:
        file = Compound(data)
        return any(file.read(stream).startswith(_SOUND) for stream in file.called("WordDocument"))
    except RefusedError:
        return False


def _run(command: list[str], place: Path) -> None:
    """Run ``command`` to its end. Raises SubprocessError where it fails, or takes too long.

    What it has started ends with it: on most systems ``soffice`` is a script.
    """
    with subprocess.Popen(  # noqa: S603 - the officer's own LibreOffice
        command,
        cwd=place,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            code = process.wait(_SECONDS)
        except BaseException:
            _end(process)
            raise
    if code:
        raise subprocess.CalledProcessError(code, command)


def _end(process: subprocess.Popen[bytes]) -> None:
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()

"""A ``.doc`` of Word 97 to 2003 as a ``.docx``: LibreOffice converts it, where it is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from desk.importers.file_kinds import SAVE_AS_DOCX

_SECONDS = 90
_NAMES = ("soffice", "libreoffice")
NO_OFFICE = f"đây là tệp Word cũ (.doc); {SAVE_AS_DOCX}"
"""What to do where nothing converts it."""


def converted_doc(data: bytes) -> tuple[bytes, str]:
    """The same as ``.docx``, or why not."""
    program = next((found for name in _NAMES if (found := shutil.which(name))), None)
    if program is None:
        return b"", NO_OFFICE
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
            subprocess.run(  # noqa: S603 - the officer's own LibreOffice
                command, check=True, timeout=_SECONDS, cwd=place, capture_output=True
            )
            return (place / "ra" / "bai.docx").read_bytes(), ""
        except (OSError, subprocess.SubprocessError):
            return b"", f"LibreOffice không mở được tệp Word cũ (.doc) này; {SAVE_AS_DOCX}"

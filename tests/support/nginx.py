"""The web server of the README for tests: real nginx, on this machine alone, as whoever runs it."""

from __future__ import annotations

import contextlib
import os
import re
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.terminal.workshop import find_nginx
from tests.support.sites import ROOT

_ATTEMPTS = 5
"""Ports tried: another program may take one between our asking for it and nginx'."""
_PATIENCE = 10.0
"""Seconds until nginx must listen."""
_FOLDERS = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
_MIME_TYPES = Path("/etc/nginx/mime.types")


def readme_server(readme: str) -> str:
    """The ``server`` block that the text of the README tells to use."""
    found = re.search(r"<!-- nginx -->\s*```nginx\n(.*?)```", readme, re.DOTALL)
    assert found, "README.md shows no nginx block"
    return found[1]


@contextlib.contextmanager
def nginx(folder: Path) -> Iterator[str]:
    """Serve ``folder`` (a site, or a link that is swapped meanwhile) as the README says.

    Yields the address, without a final slash. Skips the test where there is no nginx.
    """
    program = find_nginx()
    if not program:
        pytest.skip("needs nginx (Debian: apt-get install nginx)")
    with tempfile.TemporaryDirectory(prefix="nginx-") as place:
        process, port = _start(program, folder, Path(place))
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(_PATIENCE)


def _start(program: str, folder: Path, place: Path) -> tuple[subprocess.Popen[bytes], int]:
    said = ""
    for _ in range(_ATTEMPTS):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = int(free.getsockname()[1])
        conf = place / "nginx.conf"
        conf.write_text(_conf(folder, place, port), encoding="utf-8")
        log = place / "error.log"
        errors = place / "errors.txt"
        with errors.open("wb") as stderr:
            process = subprocess.Popen(
                [program, "-e", str(log), "-p", f"{place}/", "-c", str(conf)],
                stdout=subprocess.DEVNULL,
                stderr=stderr,
            )
        if _listens(process, port):
            return process, port
        process.kill()
        process.wait(_PATIENCE)
        said = errors.read_text("utf-8", "replace")
        if "Address already in use" not in said:
            break
    pytest.fail(f"nginx does not start: {said}")


def _listens(process: subprocess.Popen[bytes], port: int) -> bool:
    end = time.monotonic() + _PATIENCE
    while process.poll() is None and time.monotonic() < end:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return process.poll() is None
        time.sleep(0.02)
    return False


def _conf(folder: Path, place: Path, port: int) -> str:
    server = readme_server((ROOT / "README.md").read_text("utf-8"))
    server = re.sub(r"listen [^;]*;", f"listen 127.0.0.1:{port};", server)
    server = re.sub(r"root [^;]*;", f'root "{folder.absolute()}";', server)
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    folders = "\n".join(f"    {name}_temp_path {place}/{name};" for name in _FOLDERS)
    types = f"    include {_MIME_TYPES};\n" if _MIME_TYPES.is_file() else ""
    # As Debian's own nginx.conf, but that nothing is written outside ``place``.
    return f"""
daemon off;
pid {place}/nginx.pid;
error_log {place}/error.log;
worker_processes 1;
{"user root;" if is_root else ""}
events {{ worker_connections 512; }}
http {{
    access_log off;
{folders}
{types}    default_type application/octet-stream;
    server_names_hash_bucket_size 128;
{server}
}}
"""

"""The web servers of the guide for tests: real ones, on this machine alone, as whoever runs it."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from desk.terminal.workshop import find_server
from tests.support.sites import ROOT

NGINX = ROOT / "docs/may-chu/nginx.conf"
CADDY = ROOT / "docs/may-chu/Caddyfile"
_ATTEMPTS = 5
"""Ports tried: another program may take one between our asking for it and the server's."""
_PATIENCE = 10.0
"""Seconds until a server must listen."""
_FOLDERS = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
_MIME_TYPES = Path("/etc/nginx/mime.types")


@dataclass(frozen=True)
class Certificate:
    """One that nobody but a test believes, for ``localhost`` and ``127.0.0.1``."""

    file: Path
    key: Path


@dataclass(frozen=True)
class Served:
    """Addresses without a final slash."""

    https: str
    http: str


Configure = Callable[[Path, Path, int, int], list[str]]
"""Of a folder to serve, a place to write in and two ports: the command that serves."""


def certificate(folder: Path) -> Certificate:
    """A certificate made now. Skips the test where nothing can make one."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("needs openssl (Debian: apt-get install openssl)")
    made = Certificate(folder / "cert.pem", folder / "key.pem")
    subprocess.run(
        [
            *(openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-keyout", str(made.key), "-out", str(made.file), "-subj", "/CN=localhost"),
            *("-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"),
        ],
        check=True,
        capture_output=True,
    )
    return made


@contextlib.contextmanager
def nginx(folder: Path) -> Iterator[str]:
    """Serve ``folder`` (a site, or a link that is swapped meanwhile) as the guide says.

    But without https, for programs that believe no certificate of ours. Yields the address,
    without a final slash. Skips the test where there is no nginx.
    """
    with _serving("nginx", folder, _plain_nginx) as (_, port):
        yield f"http://127.0.0.1:{port}"


@contextlib.contextmanager
def nginx_with(folder: Path, made: Certificate) -> Iterator[Served]:
    """The same with https, believed by who believes ``made``."""

    def configure(folder: Path, place: Path, http: int, https: int) -> list[str]:
        return _nginx(folder, place, http, https, made)

    with _serving("nginx", folder, configure) as (http, https):
        yield Served(f"https://localhost:{https}", f"http://localhost:{http}")


@contextlib.contextmanager
def caddy_with(folder: Path, made: Certificate) -> Iterator[Served]:
    """Serve ``folder`` by Caddy as the guide says. Skips the test where there is no Caddy."""

    def configure(folder: Path, place: Path, http: int, https: int) -> list[str]:
        return _caddy(folder, place, http, https, made)

    with _serving("caddy", folder, configure) as (http, https):
        yield Served(f"https://localhost:{https}", f"http://localhost:{http}")


@contextlib.contextmanager
def _serving(name: str, folder: Path, configure: Configure) -> Iterator[tuple[int, int]]:
    program = find_server(name)
    if not program:
        pytest.skip(f"needs {name} (Debian: apt-get install {name})")
    with tempfile.TemporaryDirectory(prefix=f"{name}-") as place:
        process, ports = _start(program, folder.absolute(), Path(place), configure)
        try:
            yield ports
        finally:
            process.terminate()
            process.wait(_PATIENCE)


def _start(
    program: str, folder: Path, place: Path, configure: Configure
) -> tuple[subprocess.Popen[bytes], tuple[int, int]]:
    said = ""
    for _ in range(_ATTEMPTS):
        http, https = _free_ports()
        command = configure(folder, place, http, https)
        errors = place / "errors.txt"
        with errors.open("wb") as stderr:
            process = subprocess.Popen(
                [program, *command],
                env={**os.environ, "HOME": str(place), "XDG_DATA_HOME": str(place)},
                stdout=subprocess.DEVNULL,
                stderr=stderr,
            )
        if _listens(process, https):
            return process, (http, https)
        process.kill()
        process.wait(_PATIENCE)
        said = errors.read_text("utf-8", "replace")
        if "address already in use" not in said.lower():
            break
    pytest.fail(f"{program} does not start: {said}")


def _free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as other:
        one.bind(("127.0.0.1", 0))
        other.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1]), int(other.getsockname()[1])


def _listens(process: subprocess.Popen[bytes], port: int) -> bool:
    end = time.monotonic() + _PATIENCE
    while process.poll() is None and time.monotonic() < end:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return process.poll() is None
        time.sleep(0.02)
    return False


def _swapped(text: str, *pairs: tuple[str, str]) -> str:
    """``text`` with what a machine of one's own has otherwise; each must be there."""
    for pattern, new in pairs:
        text, count = re.subn(pattern, lambda _, new=new: new, text, flags=re.MULTILINE)
        assert count, pattern
    return text


def _plain_nginx(folder: Path, place: Path, http: int, https: int) -> list[str]:
    return _nginx(folder, place, http, https, None)


def _nginx(folder: Path, place: Path, http: int, https: int, made: Certificate | None) -> list[str]:
    servers = _swapped(
        NGINX.read_text("utf-8"),
        (r"^ *listen \[::\][^;]*;$", ""),
        (r"listen 80;", f"listen 127.0.0.1:{http};"),
        (r"root /srv[^;]*;", f'root "{folder}";'),
    )
    if made is None:
        tls = ((r"listen 443 [^;]*;", f"listen 127.0.0.1:{https};"), (r"^ *ssl_[^;]*;$", ""))
    else:
        tls = (
            (r"listen 443 ", f"listen 127.0.0.1:{https} "),
            (r"ssl_certificate [^;]*;", f"ssl_certificate {made.file};"),
            (r"ssl_certificate_key [^;]*;", f"ssl_certificate_key {made.key};"),
        )
    servers = _swapped(servers, *tls)
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    folders = "\n".join(f"    {name}_temp_path {place}/{name};" for name in _FOLDERS)
    types = f"    include {_MIME_TYPES};\n" if _MIME_TYPES.is_file() else ""
    conf = place / "nginx.conf"
    # As Debian's own nginx.conf, but that nothing is written outside ``place``.
    text = f"""
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
{servers}
}}
"""
    conf.write_text(text, encoding="utf-8")
    return ["-e", f"{place}/error.log", "-p", f"{place}/", "-c", str(conf)]


def _caddy(folder: Path, place: Path, http: int, https: int, made: Certificate) -> list[str]:
    site = _swapped(
        CADDY.read_text("utf-8"),
        (r"^vksnd-[^ ]* \{$", f"localhost {{\n\ttls {made.file} {made.key}"),
        (r"root \* /srv.*$", f'root * "{folder}"'),
    )
    ours = f"admin off\nhttp_port {http}\nhttps_port {https}\ndefault_bind 127.0.0.1"
    conf = place / "Caddyfile"
    conf.write_text(f"{{\n{ours}\n}}\n{site}", encoding="utf-8")
    return ["run", "--config", str(conf), "--adapter", "caddyfile"]

"""A real OpenSSH server for tests, on this machine alone; and a line to it that breaks."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

TOOLS = ("sh", "tar", "cp", "mv", "sha256sum")
"""All that a server needs."""

_PATIENCE = 10.0
_SEPARATION = Path("/run/sshd")
"""Where the server of root wants an empty folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SshServer:
    """One that runs."""

    place: Path
    port: int
    key: Path
    """Of the one user who may come in: who runs the tests."""
    process: subprocess.Popen[bytes]

    def table(self, name: str, folder: Path, **more: object) -> str:
        """The lines of ``newsroom.toml`` for a target in ``folder``."""
        said = {"kind": "ssh", "host": "127.0.0.1", "port": self.port, "key": str(self.key), **more}
        rows = [
            f"{key} = {value}" if isinstance(value, int) else f'{key} = "{value}"'
            for key, value in said.items()
        ]
        return "\n".join(["", "[[target]]", f'name = "{name}"', f'folder = "{folder}"', *rows, ""])


def find_sshd() -> str:
    """The server's program; empty where there is none."""
    path = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin"])
    return shutil.which("sshd", path=path) or ""


@contextlib.contextmanager
def ssh_server(*, tools: Sequence[str] = ()) -> Iterator[SshServer]:
    """Run one. With ``tools``, whoever comes in finds these programs and no other.

    Skips the test where there is none.
    """
    program = find_sshd()
    if not program or not shutil.which("ssh") or not shutil.which("ssh-keygen"):
        pytest.skip("needs OpenSSH (Debian: apt-get install openssh-server)")
    if os.geteuid() == 0:
        _SEPARATION.mkdir(mode=0o755, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="sshd-") as name:
        place = Path(name)
        for key in ("host", "user"):
            new_key(place / key)
        shutil.copyfile(place / "user.pub", place / "authorized")
        server = _start(program, place, _only(place, tools))
        try:
            yield server
        finally:
            stop(server)


def new_key(file: Path) -> None:
    """Make a key pair at ``file`` and ``file``.pub, in place of what is there."""
    for one in (file, file.with_name(f"{file.name}.pub")):
        one.unlink(missing_ok=True)
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(file)]
    subprocess.run(command, check=True, timeout=60)


def stop(server: SshServer) -> None:
    """End it, and every session of it."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(server.process.pid, signal.SIGTERM)
    server.process.wait(_PATIENCE)


def restarted(server: SshServer) -> SshServer:
    """The same server, newly installed: on its port, with another key."""
    stop(server)
    new_key(server.place / "host")
    return _run(find_sshd(), server.place, server.port)


def _only(place: Path, tools: Sequence[str]) -> str:
    """The path of a folder with these programs alone; empty for no tools."""
    if not tools:
        return ""
    folder = place / "bin"
    folder.mkdir()
    for tool in tools:
        (folder / tool).symlink_to(shutil.which(tool) or tool)
    return str(folder)


def _start(program: str, place: Path, path: str) -> SshServer:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    rows = [
        f"Port {port}",
        "ListenAddress 127.0.0.1",
        f"HostKey {place}/host",
        f"AuthorizedKeysFile {place}/authorized",
        "PidFile none",
        "UsePAM no",
        "StrictModes no",
        "PasswordAuthentication no",
        "KbdInteractiveAuthentication no",
        "PermitRootLogin prohibit-password",
        "MaxStartups 100",
    ]
    if path:
        rows.append(f"SetEnv PATH={path}")
    (place / "config").write_text("\n".join([*rows, ""]), encoding="utf-8")
    return _run(program, place, port)


def _run(program: str, place: Path, port: int) -> SshServer:
    log = place / "log"
    command = [program, "-D", "-f", f"{place}/config", "-E", str(log)]
    process = subprocess.Popen(command, start_new_session=True)
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return SshServer(place=place, port=port, key=place / "user", process=process)
        time.sleep(0.02)
    process.kill()
    pytest.fail(f"sshd does not start: {log.read_text('utf-8', 'replace') if log.exists() else ''}")


class BadLine:
    """A way to a port that breaks off after so many bytes, and counts them."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        self.breaks_after: int | None = None
        """Bytes of one connection, towards the server; None: never."""
        self.sent = 0
        """Bytes towards the server, of all connections."""
        self.connections = 0
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Take no more connections."""
        self._listening.close()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listening.accept()
            except OSError:
                return
            self.connections += 1
            far = socket.create_connection(("127.0.0.1", self._to))
            pair = (near, far)
            threading.Thread(target=self._pump, args=(near, far, pair, True), daemon=True).start()
            threading.Thread(target=self._pump, args=(far, near, pair, False), daemon=True).start()

    def _pump(
        self,
        source: socket.socket,
        sink: socket.socket,
        pair: tuple[socket.socket, socket.socket],
        is_counted: bool,  # noqa: FBT001 - a thread's argument
    ) -> None:
        passed = 0
        with contextlib.suppress(OSError):
            while data := source.recv(1 << 14):
                if is_counted and self.breaks_after is not None:
                    data = data[: max(self.breaks_after - passed, 0)]
                sink.sendall(data)
                passed += len(data)
                if is_counted:
                    self.sent += len(data)
                    if self.breaks_after is not None and passed >= self.breaks_after:
                        break
        for one in pair:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

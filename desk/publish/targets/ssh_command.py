"""The ``ssh`` of this system, told how to reach a target, and which host key to believe."""

from __future__ import annotations

import base64
import hashlib
import shutil
from pathlib import Path

from desk.publish.disk import write_whole
from desk.publish.targets.ssh_session import remote_command
from plugins.state_folder import STATE
from plugins.targets import Target

KNOWN_HOSTS = f"{STATE}/known_hosts"
"""The servers that were met: their keys, as ``ssh`` writes them."""

_DEFAULT_PORT = 22
_OPTIONS = {
    "BatchMode": "yes",  # nobody answers: a passphrase is for the agent
    "Compression": "yes",
    "ConnectTimeout": "20",
    "ServerAliveInterval": "15",
    "ServerAliveCountMax": "4",
    "ForwardAgent": "no",
    "ForwardX11": "no",
    "ClearAllForwardings": "yes",
    "PermitLocalCommand": "no",
    "ControlMaster": "no",
    "ControlPath": "none",
    "HashKnownHosts": "no",
    "UpdateHostKeys": "no",
    "CheckHostIP": "no",
    "GlobalKnownHostsFile": "none",
    "LogLevel": "ERROR",
}


def ssh_command(root: Path, target: Target) -> list[str] | None:
    """What to run to reach ``target``; None when this machine has no ``ssh``."""
    program = shutil.which("ssh")
    if program is None:
        return None
    file = known_hosts(root, target)
    strict = "yes" if target.host_key else "accept-new"
    options = {
        **_OPTIONS,
        "UserKnownHostsFile": f'"{file}"',
        "StrictHostKeyChecking": strict,
    }
    command = [program, "-T"]
    for name, value in options.items():
        command += ["-o", f"{name}={value}"]
    if target.port:
        command += ["-p", str(target.port)]
    if target.key:
        key = Path(target.key).expanduser()
        command += ["-i", str(key if key.is_absolute() else root / key), "-o", "IdentitiesOnly=yes"]
    if target.user:
        command += ["-l", target.user]
    return [*command, "--", target.host, remote_command(target.folder)]


def known_hosts(root: Path, target: Target) -> Path:
    """The file of host keys for ``target``; one of its own when it is told which key it has."""
    if not target.host_key:
        file = root / KNOWN_HOSTS
        file.parent.mkdir(exist_ok=True)
        return file
    file = root / f"{KNOWN_HOSTS}.{target.name}"
    file.parent.mkdir(exist_ok=True)
    port = target.port or _DEFAULT_PORT
    name = target.host if port == _DEFAULT_PORT else f"[{target.host}]:{port}"
    line = f"{name} {target.host_key}\n".encode()
    if not file.is_file() or file.read_bytes() != line:
        write_whole(file, line)
    return file


def met(file: Path) -> frozenset[str]:
    """Each line of ``file`` that says a server's key."""
    try:
        rows = file.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return frozenset()
    return frozenset(row for row in rows if row.strip() and not row.startswith("#"))


def fingerprint(line: str) -> str:
    """``SHA256:…`` of the key in a line of known hosts, as ``ssh-keygen -l`` says it."""
    words = line.split()
    try:
        key = base64.b64decode(words[2], validate=True)
    except (IndexError, ValueError):
        return ""
    digest = base64.b64encode(hashlib.sha256(key).digest()).decode().rstrip("=")
    return f"SHA256:{digest}"

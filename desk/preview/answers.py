"""What the preview answers: a file below one folder, or why not. Reads files, changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from plugins.addresses import NOT_FOUND, type_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One HTTP answer; ``body`` is whole."""

    status: HTTPStatus
    kind: str = "text/plain; charset=utf-8"
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = field(default=())


def is_ours(host: str, names: frozenset[str], port: int) -> bool:
    """Whether a ``Host`` header names this machine.

    Another name that leads here is somebody else's page trying to read drafts
    through the officer's browser (DNS rebinding).
    """
    name, colon, number = host.rpartition(":")
    if not colon or name.endswith(":"):
        name, number = host, "80"
    return name.lower() in names and number == str(port)


def answer(folder: Path, target: str, dress: Callable[[str], str]) -> Answer:
    """The file below ``folder`` that the request target asks for; pages pass through ``dress``."""
    path = unquote(urlsplit("//x" + target if target.startswith("/") else target).path)
    if not _is_plain(path):
        return _missing(folder, dress)
    file = folder.joinpath(*path.split("/"))
    if not _inside(file, folder):
        return _missing(folder, dress)
    if file.is_dir():
        if not path.endswith("/"):
            place = quote("/" + path.lstrip("/") + "/")
            return Answer(status=HTTPStatus.MOVED_PERMANENTLY, headers=(("Location", place),))
        file /= "index.html"
    elif path.endswith("/"):
        return _missing(folder, dress)
    return _file(file, HTTPStatus.OK, dress) or _missing(folder, dress)


def _is_plain(path: str) -> bool:
    """No way up, no hidden file, no trick of another system's separators."""
    if not path.startswith("/") or any(c in path for c in "\\\0:"):
        return False
    return not any(part.startswith(".") for part in path.split("/"))


def _inside(file: Path, folder: Path) -> bool:
    try:
        return file.resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError, RuntimeError):
        return False


def _file(file: Path, status: HTTPStatus, dress: Callable[[str], str]) -> Answer | None:
    try:
        data = file.read_bytes()
    except OSError:
        return None
    kind = type_of(file.name)
    if file.suffix.lower() == ".html":
        data = dress(data.decode("utf-8", "replace")).encode()
    return Answer(status=status, kind=kind, body=data)


def _missing(folder: Path, dress: Callable[[str], str]) -> Answer:
    """The site's own page for what is not there."""
    own = _file(folder / NOT_FOUND.file(), HTTPStatus.NOT_FOUND, dress)
    return own or Answer(
        status=HTTPStatus.NOT_FOUND,
        kind=type_of(NOT_FOUND.file()),
        body=dress(
            '<!DOCTYPE html><html lang="vi"><meta charset="utf-8"><title>Chưa có trang</title>'
            "<body><p>Chưa có trang nào ở địa chỉ này.</p></body></html>"
        ).encode(),
    )

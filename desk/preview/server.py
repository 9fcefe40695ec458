"""The HTTP side of the preview: this machine only, GET and HEAD only, nothing kept by browsers."""

from __future__ import annotations

import errno
import os
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar
from urllib.parse import unquote, urlsplit

from desk.preview.answers import Answer, answer, is_ours
from desk.preview.panel import EVENTS, dress
from desk.preview.state import State

PORTS_TRIED = 50
HEARTBEAT = 15.0
"""Seconds between signs of life, by which a closed page is noticed."""


class PreviewServer(ThreadingHTTPServer):
    """Serves ``folder`` and tells open pages when ``state`` changes."""

    daemon_threads = True
    # On Windows this option would let two servers share one port.
    allow_reuse_address = os.name != "nt"

    def __init__(self, host: str, port: int, folder: Path, state: State) -> None:
        self.folder = folder
        self.state = state
        self.names = frozenset({"127.0.0.1", "localhost", "[::1]", host})
        super().__init__((host, port), _Handler)


def listen(host: str, port: int, folder: Path, state: State) -> PreviewServer:
    """A server on ``port`` or the next free one; raises OSError when none of many is free."""
    for number in range(port, port + PORTS_TRIED):
        try:
            return PreviewServer(host, number, folder, state)
        except OSError as error:
            if error.errno != errno.EADDRINUSE or number == port + PORTS_TRIED - 1:
                raise
    raise OSError(errno.EADDRINUSE, "no port")


class _Handler(BaseHTTPRequestHandler):
    server: PreviewServer
    protocol_version = "HTTP/1.1"
    server_version = "newsroom"
    sys_version = ""
    timeout: ClassVar[float] = 60.0

    def do_GET(self) -> None:
        self._serve()

    def do_HEAD(self) -> None:
        self._serve()

    def _serve(self) -> None:
        port = self.server.server_address[1]
        if not is_ours(self.headers.get("Host", ""), self.server.names, port):
            self._send(_refusal(HTTPStatus.MISDIRECTED_REQUEST, "Chỉ xem được từ máy này."))
        elif self.path == EVENTS:
            self._tell()
        else:
            self._send(answer(self.server.folder, self.path, self._dress))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Every other method, and what is no HTTP: a plain refusal."""
        del message, explain
        status = HTTPStatus(code)
        if status is HTTPStatus.NOT_IMPLEMENTED:
            status = HTTPStatus.METHOD_NOT_ALLOWED
        self.close_connection = True
        self._send(_refusal(status, "Bản xem trước chỉ để đọc."))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Nothing: the officer's window is for builds and problems."""

    def _dress(self, html: str) -> str:
        state = self.server.state
        now = state.now
        return dress(
            html,
            version=now.version,
            problems=now.problems,
            built=now.built,
            address=unquote(urlsplit(self.path).path),
            opened=state.opened,
        )

    def _send(self, found: Answer) -> None:
        self.send_response(found.status)
        self.send_header("Content-Type", found.kind)
        self.send_header("Content-Length", str(len(found.body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        if self.close_connection:
            self.send_header("Connection", "close")
        for name, value in found.headers:
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self._write(found.body)

    def _tell(self) -> None:
        """Server-sent events: the version of the newest situation, whenever it changes."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        version = self.server.state.now.version
        going = self.command != "HEAD" and self._write(f"data: {version}\n\n".encode())
        while going:
            now = self.server.state.after(version, HEARTBEAT)
            line = f"data: {now.version}\n\n" if now.version != version else ": đang chạy\n\n"
            version = now.version
            going = self._write(line.encode())

    def _write(self, data: bytes) -> bool:
        """Whether somebody was still there to read it."""
        try:
            self.wfile.write(data)
            self.wfile.flush()
        except OSError:
            self.close_connection = True
            return False
        return True


def _refusal(status: HTTPStatus, sentence: str) -> Answer:
    headers = (("Allow", "GET, HEAD"),) if status is HTTPStatus.METHOD_NOT_ALLOWED else ()
    return Answer(status=status, body=sentence.encode(), headers=headers)

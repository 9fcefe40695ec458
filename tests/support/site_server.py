"""A web server for tests that serves a release as it should, but for what a test tells it."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from ssl import SSLContext
from urllib.parse import unquote

from plugins.addresses import type_of


@dataclass
class Sent:
    """One answer."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    slowly: float = 0.0
    """Seconds after each byte."""
    hangs_up: bool = False
    """In the middle of the body."""

    def pieces(self, body: bytes) -> Iterator[bytes]:
        """``body`` as it is put on the line."""
        if self.hangs_up:
            yield body[: len(body) // 2]
            raise ConnectionAbortedError
        if not self.slowly:
            yield body
            return
        for place in range(len(body)):
            yield body[place : place + 1]
            time.sleep(self.slowly)


@dataclass
class SiteServer:
    """Serves ``folder``; ``answers`` takes the place of what it would answer at an address."""

    folder: Path
    gone: frozenset[str] = frozenset()
    """Addresses answered by 410."""
    answers: dict[str, Callable[[Sent], Sent]] = field(default_factory=dict)
    every: Callable[[Sent], Sent] | None = None
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    host: str = "127.0.0.1"
    address: str = ""

    def file(self, url: str) -> Path | None:
        path = unquote(url.partition("?")[0]).lstrip("/")
        tried = self.folder / path
        if tried.is_dir():
            tried /= "index.html"
        return tried if tried.is_file() else None

    def answer(self, url: str) -> Sent:
        file = self.file(url)
        if file is None:
            lost = self.folder / "404.html"
            sent = Sent(404, lost.read_bytes() if lost.is_file() else b"")
            sent.headers["Content-Type"] = "text/html; charset=utf-8"
        else:
            status = 410 if url in self.gone else 200
            sent = Sent(status, file.read_bytes(), {"Content-Type": type_of(file.name)})
        if url in self.answers:
            sent = self.answers[url](sent)
        return self.every(sent) if self.every is not None else sent


def _handler(site: SiteServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 20
        wbufsize = -1

        def do_GET(self) -> None:
            site.asked.append(self.path)
            site.agents.add(self.headers["User-Agent"])
            sent = site.answer(self.path)
            headers = {"Content-Length": str(len(sent.body)), **sent.headers}
            body = sent.body
            packs = "gzip" in self.headers.get("Accept-Encoding", "")
            if packs and "Content-Encoding" not in headers and "Content-Length" not in sent.headers:
                body = gzip.compress(body, 1)
                headers |= {"Content-Encoding": "gzip", "Content-Length": str(len(body))}
            self.send_response(sent.status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            for piece in sent.pieces(body):
                self.wfile.write(piece)
                self.wfile.flush()

        def log_message(self, *_: object) -> None:
            pass

    return Handler


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Who asks may go away at any time."""


@contextmanager
def served(site: SiteServer, tls: SSLContext | None = None) -> Iterator[SiteServer]:
    """``site`` on a port of this machine; over https with ``tls``."""
    server = _Server((site.host, 0), _handler(site))
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    scheme = "http" if tls is None else "https"
    site.address = f"{scheme}://{site.host}:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)

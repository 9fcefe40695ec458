"""One connection to a site: asks politely, believes nothing, and waits only so long."""

from __future__ import annotations

import errno
import io
import socket
import ssl
import time
import zlib
from dataclasses import dataclass, field
from functools import partial
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection, IncompleteRead
from typing import TYPE_CHECKING, cast

from desk.publish.site.meaning import Answer
from desk.publish.site.origin import Origin
from plugins.numbers import whole

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

AGENT = "vksnd-newsroom-verify"
"""What a server's log calls us."""
CONNECT = 10.0
"""Seconds until a server must take a connection."""
STALL = 20.0
"""Seconds in which something of an answer must come."""
WHOLE = 60.0
"""Seconds in which all of an answer must have come."""
ROOM = 256_000
"""Bytes that an answer may have more than what was published."""
_BLOCK = 65_536
_HEADERS = {"User-Agent": AGENT, "Accept": "*/*", "Accept-Encoding": "gzip"}


class AskError(Exception):
    """There was no answer; the message says why, in words for an officer."""

    def __init__(self, words: str, *, is_final: bool = False) -> None:
        """``is_final``: asking again would change nothing."""
        super().__init__(words)
        self.is_final = is_final


@dataclass(slots=True)
class Limits:
    """How long a connection waits, in seconds."""

    connect: float = CONNECT
    stall: float = STALL
    whole: float = WHOLE


@dataclass(slots=True)
class Connection:
    """A connection to ``origin``, opened when first needed and kept open."""

    origin: Origin
    limits: Limits = field(default_factory=Limits)
    _open: HTTPConnection | None = None

    def ask(self, url: str, most: int) -> Answer:
        """What the server answers to ``url``, of which ``most`` bytes are read.

        Raises AskError.
        """
        while True:
            was_open = self._open is not None
            try:
                return self._answer(url, most)
            except (OSError, HTTPException, ValueError) as error:
                self.close()
                # A server may close a kept connection at any moment: that says nothing of this one.
                if not (was_open and isinstance(error, ConnectionError)):
                    raise refused(error, self.origin) from error

    def close(self) -> None:
        """Let the server go."""
        if self._open is not None:
            self._open.close()
            self._open = None

    def _answer(self, url: str, most: int) -> Answer:
        end = time.monotonic() + self.limits.whole
        connection = self._open = self._open or self._new()
        if connection.sock is None:
            connection.connect()
        connection.sock.settimeout(self.limits.stall)
        connection.request("GET", url, headers={**_HEADERS, "Host": self.origin.netloc})
        timed = partial(_Response, end=end, stall=self.limits.stall)
        connection.response_class = cast("type[HTTPResponse]", timed)
        with connection.getresponse() as response:
            body, is_whole = _read(response, most)
            if not is_whole:
                self.close()
            return _unpacked(response, body, most, is_whole=is_whole)

    def _new(self) -> HTTPConnection:
        host, port, wait = self.origin.host, self.origin.port, self.limits.connect
        if self.origin.scheme == "http":
            return HTTPConnection(host, port, timeout=wait)
        return HTTPSConnection(host, port, timeout=wait, context=ssl.create_default_context())


class _Response(HTTPResponse):
    """An answer that must have come by a moment, however slowly a server sends it."""

    def __init__(self, sock: socket.socket, *, method: str, end: float, stall: float) -> None:
        super().__init__(sock, method=method)
        self.fp.close()
        self.fp = io.BufferedReader(_Timed(sock, end, stall))


class _Timed(io.RawIOBase):
    def __init__(self, sock: socket.socket, end: float, stall: float) -> None:
        self._sock, self._end, self._stall = sock, end, stall
        self._raw = sock.makefile("rb", buffering=0)

    def readable(self) -> bool:
        return True

    def readinto(self, into: WriteableBuffer, /) -> int | None:
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._sock.settimeout(min(left, self._stall))
        return self._raw.readinto(into)

    def close(self) -> None:
        self._raw.close()
        super().close()


def _read(response: HTTPResponse, most: int) -> tuple[bytes, bool]:
    """At most ``most`` bytes and a block, and whether that is all."""
    blocks: list[bytes] = []
    size = 0
    while size <= most:
        block = response.read(_BLOCK)
        if not block and response.length:
            raise IncompleteRead(block, response.length)
        if not block:
            return b"".join(blocks), True
        blocks.append(block)
        size += len(block)
    return b"".join(blocks), False


def _unpacked(response: HTTPResponse, body: bytes, most: int, *, is_whole: bool) -> Answer:
    packed = (response.getheader("Content-Encoding") or "identity").strip().lower()
    is_readable = True
    if packed == "gzip":
        try:
            unpacking = zlib.decompressobj(zlib.MAX_WBITS | 16)
            body = unpacking.decompress(body, most + 1)
            is_whole = is_whole and unpacking.eof
            is_readable = is_whole or len(body) > most
        except zlib.error:
            is_readable = False
    elif packed != "identity":
        is_readable = False
    return Answer(
        status=response.status,
        type=response.getheader("Content-Type") or "",
        location=response.getheader("Location") or "",
        retry_after=whole(response.getheader("Retry-After") or "") or 0,
        body=body,
        is_whole=is_whole,
        is_readable=is_readable,
    )


_CERTIFICATES = {
    9: "chưa tới ngày có hiệu lực (đồng hồ máy này có đúng không?)",
    10: "đã hết hạn",
    18: "do máy chủ tự ký, trình duyệt không tin",
    19: "do nơi trình duyệt không tin cấp",
    20: "do nơi trình duyệt không tin cấp, hoặc thiếu chứng chỉ trung gian",
    21: "do nơi trình duyệt không tin cấp, hoặc thiếu chứng chỉ trung gian",
    62: "là của tên miền khác",
    64: "là của địa chỉ khác",
}
"""By the number in which OpenSSL says why it believes a certificate not."""
_NO_NETWORK = frozenset({errno.ENETUNREACH, errno.ENETDOWN, errno.EHOSTUNREACH, errno.EHOSTDOWN})
_UNKNOWN_NAME = frozenset({socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)})


def refused(error: Exception, origin: Origin) -> AskError:
    """Why there was no answer, in words."""
    name, place = origin.host, origin.netloc
    if isinstance(error, ssl.SSLCertVerificationError):
        why = _CERTIFICATES.get(error.verify_code, f"không đúng (lỗi số {error.verify_code})")
        return AskError(f"chứng chỉ của {name} {why}", is_final=True)
    if isinstance(error, ssl.SSLError):
        words = f"{place} không nói được https (cổng của http, hoặc máy chủ cấu hình sai)"
    elif isinstance(error, socket.gaierror) and error.errno in _UNKNOWN_NAME:
        words = f"không có tên miền {name}: gõ nhầm, chưa đăng ký, hoặc máy này không có mạng"
    elif isinstance(error, socket.gaierror):
        words = f"không hỏi được tên miền {name}: máy này không có mạng, hoặc mạng trục trặc"
    elif isinstance(error, OSError) and error.errno in _NO_NETWORK:
        words = f"không có đường tới {name}: máy này không có mạng, hoặc mạng trục trặc"
    else:
        return AskError(_passing(error, place))
    return AskError(words, is_final=True)


def _passing(error: Exception, place: str) -> str:
    """Of what may be over in a moment."""
    if isinstance(error, TimeoutError):
        return "quá lâu không trả lời"
    if isinstance(error, ConnectionRefusedError):
        return f"{place} không nhận kết nối: máy chủ web không chạy, hoặc bị tường lửa chặn"
    if isinstance(error, ConnectionError):
        return "ngắt kết nối giữa chừng"
    return "trả lời dở dang, hoặc không theo đúng HTTP"

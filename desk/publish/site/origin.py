"""The address of a site as an officer types it: a scheme, a host, perhaps a port."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote, urljoin, urlsplit

_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9._:-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a site is asked for its pages."""

    scheme: str
    host: str
    """As the network knows it: ASCII, in small letters."""
    port: int

    @property
    def netloc(self) -> str:
        """Host and port, as the ``Host`` header says them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    def __str__(self) -> str:
        """``https://vksnd.example``."""
        return f"{self.scheme}://{self.netloc}"


def read_origin(typed: str) -> Origin | str:
    """The origin in ``typed``, or in words why it is none. Without a scheme https is meant."""
    bare = typed.strip()
    if "://" not in bare:
        bare = f"https://{bare}"
    try:
        parts = urlsplit(bare)
        host, port = parts.hostname or "", parts.port
        host = host if ":" in host else host.encode("idna").decode("ascii").lower()
    except ValueError:  # UnicodeError is one
        return _refused(typed)
    if (
        parts.scheme not in _PORTS
        or not _HOST.fullmatch(host)
        or parts.username is not None
        or port == 0
    ):
        return _refused(typed)
    if parts.path not in {"", "/"} or parts.query or parts.fragment:
        return f"«{typed}» có phần sau tên miền: chỉ ghi {parts.scheme}://{parts.netloc}"
    return Origin(scheme=parts.scheme, host=host, port=port or _PORTS[parts.scheme])


def same_page(origin: Origin, url: str, location: str) -> str:
    """Where ``location`` leads from ``url``, when that is the same page; empty elsewhere.

    Servers of plain files add a final slash to a folder, or take away its ``index.html``.
    """
    try:
        to = urlsplit(urljoin(f"{origin}{url}", location))
        is_here = (to.scheme, to.hostname, to.port or _PORTS.get(to.scheme)) == (
            origin.scheme,
            origin.host,
            origin.port,
        )
    except ValueError:
        return ""
    if not is_here or not location.isascii() or _bare(to.path) != _bare(url.partition("?")[0]):
        return ""
    return f"{to.path}?{to.query}" if to.query else to.path


def _bare(path: str) -> str:
    return unquote(path).removesuffix("index.html").rstrip("/")


def _refused(typed: str) -> str:
    return f"«{typed}» không phải địa chỉ trang web: ghi như https://vksnd.example"

"""What a page lets a browser load, run and send: its Content-Security-Policy, and the house's.

Source: Content Security Policy Level 3 (w3.org/TR/CSP3). Of several policies all hold, so one that
is as strict as the house's is enough; a directive said twice counts as first said. One in the head
binds what comes after it, and one in the body nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from plugins.addresses import SEARCH

NAME = "content-security-policy"

_HOUSE = {
    "default-src": "",
    "img-src": "'self'",
    "style-src": "'self'",
    "connect-src": "'self'",
    "base-uri": "",
    "form-action": "'self'",
}
_SEARCHING = {"script-src": "'self'"}
"""What the search page lets in beside."""
_SEARCH = SEARCH.file()
_NEEDED = ("default-src", "base-uri", "form-action")
"""Directives that stand for no other and for which no other stands: unsaid, all is let in."""


_TOKEN = re.compile(r"[^\t\n\f\r ]+")
_LINE = re.compile(rb'<meta http-equiv="Content-Security-Policy" content="([ !#-%\'-;=?-~]*)">')


def is_guarded(path: str, head: Iterable[bytes]) -> bool:
    """Whether the lines ``head`` of the page ``path`` begin with a policy as strict as the house's.

    Not where it is written otherwise than in all our pages.
    """
    for line in head:
        if policy := _LINE.fullmatch(line):
            return not excess(policy[1].decode(), path)
        if not line.startswith(b"<meta "):
            break
    return False


def excess(policy: str, path: str) -> tuple[str, ...]:
    """What ``policy`` lets in on the page ``path`` beyond what the house does."""
    return _excess(policy, path == _SEARCH)


@lru_cache
def _excess(policy: str, searching: bool) -> tuple[str, ...]:  # noqa: FBT001 - cached by place
    allowed = _HOUSE | _SEARCHING if searching else _HOUSE
    said: dict[str, list[str]] = {}
    for directive in policy.lower().split(";"):
        name, *sources = _TOKEN.findall(directive) or ("",)
        said.setdefault(name, sources)
    more = [f"mọi nơi (không ghi {name})" for name in _NEEDED if name not in said]
    for name, sources in said.items():
        more += [
            f"{name} {source}" for source in sources if source not in {"'none'", allowed.get(name)}
        ]
    return tuple(more)

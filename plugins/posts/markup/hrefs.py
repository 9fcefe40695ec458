"""An address as an officer typed it, and as a browser can follow it.

What is certain is read as meant (``htps://``, ``http//``, a space, a telephone
number with dots); what is not is left for ``addresses.follow`` to refuse.
"""

from __future__ import annotations

import re
from urllib.parse import quote

_HTTPS = "https|htps|htpps|httsp|hhtps|htttps|ttps|hptts|htpts|httpss|hhttps|tthps"
_HTTP = "http|htp|htpp|hhtp|htttp|ttp|hptt|httpp|hhttp|tthp"
NEARLY_HTTP = rf"\b(?:{_HTTPS}|{_HTTP})(?:\s?[:;]\s?[/\\]{{1,3}}\s?|\.?[/\\]{{2}})(?=[\w\[-])"
"""``http://`` and what it becomes under hurried fingers, where a host may follow."""

_SCHEME = re.compile(
    rf"(?:(?P<secure>{_HTTPS})|{_HTTP})"
    r"(?:\s*[:;]\s*[/\\]{1,4}\s*|\.?[/\\]{2,4}\s*|:\s*(?=[\w-]+\.[\w-]))",
    re.IGNORECASE,
)
_ROOMS = ("trang/", "anh/", "tep/", "/", "#", "./", "../")
_POST = re.compile(r"[a-z][a-z0-9-]*/[0-9]{4}/[\w-]+\.(?:md|html)\b")
_SURE = re.compile(
    rf"(?:{NEARLY_HTTP}|https?://|www\.|mailto:|tel:|//)\S|[\w.+-]+@[\w-]+\.[\w.-]+$",
    re.IGNORECASE,
)
_SPACED_SCHEME = re.compile(r"[a-z][a-z\s]{1,20}:\S", re.ASCII | re.IGNORECASE)
_DOMAIN = re.compile(
    r"(?:[a-z0-9-]+\.)+(?:vn|com|org|net|info|edu|gov|int|me|io|tv|asia|eu)(?::[0-9]+)?(?:[/?#].*)?",
    re.IGNORECASE,
)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_PHONE = re.compile(r"(?:\+|0|1[89]00)[0-9 .()\u00a0-]{6,20}")
_NOT_DIALLED = re.compile(r"[\s.()\u00a0\u2010-\u2015-]+")
_BROKEN = re.compile(r"\s*[\n\t]\s*")
_SPACE = re.compile(r"\s")
_UNSAFE = re.compile(r"[\s\"<>`{}|^\x00-\x1f\x7f-\x9f\ue000-\uf8ff\ufff0-\uffff]")
_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_AFTER_HOST = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//[^/?#]*|", re.IGNORECASE)


def is_surely_address(text: str) -> bool:
    """Whether ``text`` can be nothing but an address, so that brackets may be read for it."""
    return bool(_SURE.match(text) or _POST.match(text)) or text.startswith(_ROOMS[:3])


def looks_like_address(text: str) -> bool:
    """Whether ``text``, in the place of an address, is one and no remark in brackets."""
    if not text or not _SPACE.search(text):
        return True
    first = _SPACE.split(text, maxsplit=1)[0]
    return (
        bool(_SURE.match(text))
        or ":" in first
        or bool(_SPACED_SCHEME.match(text))
        or "/" in first
        or "@" in text
        or text.startswith(_ROOMS)
        or bool(re.search(r"\.[a-z0-9]{2,4}$", text, re.IGNORECASE))
        or bool(_PHONE.fullmatch(text))
    )


def mended(typed: str) -> str:
    """``typed`` as a browser can follow it, where that is certain; else as it is.

    A line broken in its middle is joined, as browsers do; other spaces become ``%20``.
    """
    href = _BROKEN.sub("", typed.strip())
    kind = href[:7].lower()
    if _SCHEME.match(href):
        return _web(href) or typed.strip()
    if kind == "mailto:":
        who, mark, rest = href[7:].strip().partition("?")
        return f"mailto:{who}{mark}{encoded(rest)}"
    if kind.startswith("tel:") or _PHONE.fullmatch(href):
        return f"tel:{_NOT_DIALLED.sub('', href.removeprefix(href[:4]) if ':' in href else href)}"
    if _MAIL.fullmatch(href):
        return f"mailto:{href}"
    if kind.startswith("www.") or _DOMAIN.fullmatch(href):
        href = f"https://{href}"
    return encoded(href)


def _web(href: str) -> str:
    """An address that begins like ``http://``, once or twice; empty when nothing follows."""
    while found := _SCHEME.match(href):
        rest = href[found.end() :]
        if not _SCHEME.match(rest):
            secure = "s" if found["secure"] else ""
            return encoded(f"http{secure}://{rest}".replace("\\", "/")) if rest else ""
        href = rest
    return href


def encoded(href: str) -> str:
    """``href`` with what may not stand in an address as ``%20`` and the like; its host as it is."""
    host = _AFTER_HOST.match(href)
    start = host.end() if host else 0
    rest = _PERCENT.sub("%25", _UNSAFE.sub(_quoted, href[start:]))
    rest, mark, fragment = rest.partition("#")
    rest = rest.replace("[", "%5B").replace("]", "%5D")
    fragment = fragment.replace("#", "%23").replace("[", "%5B").replace("]", "%5D")
    return f"{href[:start]}{rest}{mark}{fragment}"


def _quoted(found: re.Match[str]) -> str:
    return quote(found[0])

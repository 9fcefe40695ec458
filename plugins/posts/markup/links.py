"""What follows ``[words]``: an address and a title, however written; and bare addresses."""

from __future__ import annotations

import re
from typing import NamedTuple

from plugins.posts.markup import references
from plugins.posts.markup.hrefs import NEARLY_HTTP, is_surely_address, looks_like_address

_LONGEST = 2000
"""Characters of what stands between the brackets; longer is no address."""

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_STRICT = re.compile(
    r"""\(\s*+(?:<(?P<angled>[^<>\n]*+)>|(?P<bare>[^\s()<>]*+(?:\([^\s()]*+\)[^\s()]*+)*+))"""
    r"""(?:\s++(?:"(?P<double>[^"]*+)"|'(?P<single>[^']*+)'|“(?P<curly>[^”]*+)”))?+\s*+\)"""
)
_ATOM = r"[^()\\]|\\."
_INNER = rf"\((?:{_ATOM})*+\)"
_MIDDLE = rf"\((?:{_ATOM}|{_INNER})*+\)"
_BALANCED = re.compile(rf"\(((?:{_ATOM}|{_MIDDLE})*+)\)", re.DOTALL)
_TITLED = re.compile(r"""(?P<href>.*?)\s+["“'](?P<title>.*)["”']\s*""", re.DOTALL)
_ATTRIBUTES = re.compile(r"\{(?::\s?|\s?(?=[.#a-z_-]+(?:=|\s?\})))[^{}\n]{0,200}\}")


class Target(NamedTuple):
    """Where a link leads, as typed, and where in the text its writing ends."""

    href: str
    title: str
    end: int


def target(text: str, at: int) -> Target | None:
    """What the brackets that begin at ``at`` say, which follow ``]``; None when it is no link."""
    window = text[at : at + _LONGEST]
    if found := _STRICT.match(window):
        href = found["angled"] if found["angled"] is not None else found["bare"]
        title = found["double"] or found["single"] or found["curly"] or ""
        return Target(_unescaped(href), _unescaped(title), at + found.end())
    if not (found := _BALANCED.match(window)):
        return None
    inside, title = found[1], ""
    if titled := _TITLED.fullmatch(inside):
        inside, title = titled["href"], titled["title"]
    inside = inside.strip()
    if inside.startswith("<") and inside.endswith(">"):
        inside = inside[1:-1]
    if not looks_like_address(inside):
        return None
    return Target(_unescaped(inside), _unescaped(title), at + found.end())


def target_after_spaces(text: str, at: int) -> Target | None:
    """The same where spaces stand between the two brackets: only what is surely an address."""
    start = at
    while text[start : start + 1] == " ":
        start += 1
    if text[start : start + 1] != "(":
        return None
    found = target(text, start)
    return found if found and is_surely_address(found.href) else None


def begins_address(text: str, at: int) -> bool:
    """Whether a bracket at ``at`` opens an address that no bracket closes."""
    return text[at : at + 1] == "(" and is_surely_address(
        re.split(r"\s", text[at + 1 : at + 300].lstrip(), maxsplit=1)[0]
    )


_SWAPPED = re.compile(r"\((?P<words>[^()\[\]\n]{1,300})\)\[(?P<href>[^\s\[\]()]{1,2000})\]")


def swapped(text: str, at: int) -> tuple[str, Target] | None:
    """``(words)[address]``, the brackets the wrong way round: the words, and the target."""
    found = _SWAPPED.match(text, at)
    if found and is_surely_address(found["href"]):
        return found["words"], Target(found["href"], "", found.end())
    return None


def attributes_end(text: str, at: int) -> int:
    """Where ``{target=_blank}`` or ``{: .x}`` behind a link ends; ``at`` when there is none."""
    found = _ATTRIBUTES.match(text, at)
    return found.end() if found else at


def _unescaped(text: str) -> str:
    return references.decoded(_ESCAPED.sub(r"\1", text))


# --- bare addresses -------------------------------------------------------------------

_STOP = r"\s<>\[\]\"“”«»‘…|\\^`"
_BARE = re.compile(
    rf"(?P<http>{NEARLY_HTTP})(?P<rest>[^{_STOP}]+)|(?P<www>www\.[^{_STOP}]+)", re.IGNORECASE
)
_MAIL = re.compile(r"[A-Za-z0-9][\w.+-]*+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", re.ASCII)
_TRAILING = frozenset(".,;:!?'’)]}*_~-–—")
_HOST = re.compile(r"[^/?#\s]*\.[^/?#\s]{2,}|localhost(?:[:/]|$)", re.IGNORECASE)


def bare(text: str, at: int) -> tuple[str, int] | None:
    """The address that begins at ``at``, with its scheme, and where it ends."""
    if mail := _MAIL.match(text, at):
        return f"mailto:{mail[0]}", mail.end()
    found = _BARE.match(text, at)
    if not found:
        return None
    end = at + len(_trimmed(found[0]))
    if found["www"]:
        said = text[at:end]
        return (f"https://{said}", end) if said.count(".") > 1 else None
    rest = text[found.start("rest") : end]
    return (text[at:end], end) if rest and _HOST.match(rest) else None


def _trimmed(address: str) -> str:
    """``address`` without what ends the sentence and not the address."""
    end = address.find("**") if "**" in address else len(address)
    opened = address.count("(", 0, end) - address.count(")", 0, end)
    while end and address[end - 1] in _TRAILING:
        if address[end - 1] == ")":
            if opened >= 0:
                break
            opened += 1
        end -= 1
    return address[:end]

"""HTML that an officer may write: which names are tags, what may stand in what."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from html import escape

from plugins.posts.markup.references import decoded

# fmt: off
INLINE = frozenset({
    "code", "a", "em", "strong", "b", "i", "u", "sub", "sup", "abbr", "cite", "q", "del", "ins",
})
BLOCK = frozenset({
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "blockquote",
    "pre", "figure", "figcaption", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td",
    "hr",
})
VOID = frozenset({"img", "br", "hr"})
BOXES = frozenset({
    "div", "section", "article", "header", "footer", "main", "center", "address", "aside", "nav",
    "body", "html", "form", "fieldset", "details", "summary",
})
"""What a word processor boxes its paragraphs in: not kept, but words on both sides stay apart."""

WITH_CONTENT = frozenset({
    "script", "style", "iframe", "noscript", "noembed", "noframes", "template", "object", "embed",
    "applet", "svg", "math", "textarea", "select", "title", "xmp", "plaintext",
})
"""Dropped together with what they hold: none of it is text for readers."""

_OTHERS = frozenset({
    "acronym", "area", "audio", "base", "basefont", "bdi", "bdo", "bgsound", "big", "blink",
    "button", "canvas", "col", "colgroup", "command", "data", "datalist", "dfn", "dialog", "dir",
    "font", "frame", "frameset", "head", "hgroup", "image", "input", "isindex", "kbd", "keygen",
    "label", "legend", "link", "listing", "map", "mark", "marquee", "menu", "menuitem", "meta",
    "meter", "multicol", "nextid", "nobr", "optgroup", "option", "output", "param", "picture",
    "progress", "rb", "rp", "rt", "rtc", "ruby", "s", "samp", "search", "slot", "small", "source",
    "spacer", "span", "strike", "time", "track", "tt", "var", "video", "wbr",
})
# fmt: on

TAGS = INLINE | BLOCK | VOID
"""What may stand in a text. ``h1``, ``h5`` and ``h6`` are changed afterwards."""

KNOWN = TAGS | BOXES | WITH_CONTENT | _OTHERS
"""Every name that HTML has or had; what else stands between angles is words."""

_OFFICE = "o:|w:|v:|m:|st1:|u1:|x:|xml:|mce:"
ATTRIBUTES: dict[str, set[str]] = {
    "a": {"href", "title"},
    "abbr": {"title"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
_ALIGN = {"align": {"left", "center", "right"}}
VALUES: dict[str, dict[str, set[str]]] = {
    "td": _ALIGN,
    "th": _ALIGN | {"scope": {"col", "row", "colgroup", "rowgroup"}},
}
"""Attributes that are kept with these values only."""

SCHEMES = frozenset({"http", "https", "mailto", "tel"})

# Possessive throughout, so that no text, however crooked, makes the search go back.
TAG = re.compile(
    rf"""<(?P<close>/?)(?P<name>(?:{_OFFICE})?[a-zA-Z][a-zA-Z0-9]*+)(?=[\s/>])"""
    r"""(?P<rest>(?:[^>"'<]++|"[^"]*+"|'[^']*+')*+)>""",
    re.ASCII,
)
"""A whole tag, its quotes closed."""
_CROOKED = re.compile(
    rf"<(?P<close>/?)(?P<name>(?:{_OFFICE})?[a-zA-Z][a-zA-Z0-9]*+)(?=[\s/>])(?P<rest>[^>]*+)>",
    re.ASCII,
)
_ATTRIBUTE = re.compile(
    r"""(?P<name>[^\s"'<>/=]++)(?:\s*+=\s*+(?P<value>"[^"]*+"|'[^']*+'|[^\s"'>]++))?+"""
)

LONGEST = 4_000
"""Characters of a tag: an address has some hundreds, and what never ends is looked at so far."""

_TAG_WITHIN = re.compile(r"<[/a-zA-Z]")
_QUOTED = re.compile(r""""[^"]*+"|'[^']*+'""")

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_PHRASING = HEADINGS | {"p", "pre"}
FLOW = frozenset(
    {"li", "dd", "dt", "blockquote", "figure", "figcaption", "caption", "td", "th", ""}
)
"""What may hold paragraphs; the empty name is the text itself."""
_CHILDREN = {
    "ul": {"li"},
    "ol": {"li"},
    "dl": {"dt", "dd"},
    "table": {"caption", "thead", "tbody", "tfoot", "tr"},
    "thead": {"tr"},
    "tbody": {"tr"},
    "tfoot": {"tr"},
    "tr": {"td", "th"},
}
_PARENTS = {
    "li": "<ul> hoặc <ol>",
    "dt": "<dl>",
    "dd": "<dl>",
    "caption": "<table>",
    "thead": "<table>",
    "tbody": "<table>",
    "tfoot": "<table>",
    "tr": "<table>",
    "td": "<tr>",
    "th": "<tr>",
    "figcaption": "<figure>",
}


def known(name: str) -> bool:
    """Whether ``name``, in small letters, is a tag's; Word's own (``o:p``) are."""
    return name in KNOWN or ":" in name


def match(text: str, at: int) -> re.Match[str] | None:
    """The tag of HTML that begins at ``at``; None when it is words in angles."""
    end = at + LONGEST
    found = TAG.match(text, at, end)
    if found is None or _TAG_WITHIN.search(found["rest"]):
        found = _CROOKED.match(text, at, end) or found
    if found is None or not known(found["name"].lower()):
        return None
    if "=" not in found["rest"] and not found["rest"].isascii():
        return None  # "a <b và c> d" compares, and dresses nothing
    if found["name"].lower() == "a" and not found["rest"].strip(" /") and not found["close"]:
        # "<A>" for somebody not named, unless it is closed like a tag.
        return found if _last_closing("a", text) >= found.end() else None
    return found


def unquoted(found: re.Match[str]) -> bool:
    """Whether a quotation mark in the tag is never closed, so that a value cannot be told."""
    rest = _QUOTED.sub("", found["rest"])
    return '"' in rest or "'" in rest


def attributes(rest: str) -> list[tuple[str, str]]:
    """Names, as typed, and values of all attributes of a tag, in order."""
    return [
        (found["name"], decoded((found["value"] or "").strip("\"'")))
        for found in _ATTRIBUTE.finditer(rest)
    ]


@cache
def misplaced(name: str, parent: str) -> str:
    """Why ``<name>`` may not stand directly in ``<parent>``; empty when it may."""
    why = ""
    if allowed := _CHILDREN.get(parent):
        if name not in allowed:
            listed = ", ".join(f"<{one}>" for one in sorted(allowed))
            why = f"thẻ <{name}> không đặt ngay trong <{parent}> được; trong đó chỉ có {listed}"
    elif name in _PARENTS and not (name == "figcaption" and parent == "figure"):
        why = f"thẻ <{name}> chỉ đặt ngay trong {_PARENTS[name]}"
    elif parent in _PHRASING and name in BLOCK:
        why = f"thẻ <{name}> không đặt trong <{parent}> được; hãy đóng </{parent}> trước"
    elif parent == "dt" and name in HEADINGS:
        why = f"tiêu đề <{name}> không đặt trong <dt> được"
    elif parent == "caption" and name == "table":
        why = "bảng không đặt trong <caption> được"
    return why


def holds_words(parent: str) -> bool:
    """Whether words may stand directly in ``<parent>``."""
    return parent not in _CHILDREN


def end_of(name: str, text: str, at: int) -> int:
    """Where the tag that closes ``<name>`` ends, from ``at`` on; -1 when nothing closes it."""
    if _last_closing(name, text) < at:
        return -1
    found = _closing(name).search(text, at)
    return found.end() if found else -1


@lru_cache(maxsize=4)
def _last_closing(name: str, text: str) -> int:
    """Where the last ``</name`` of ``text`` stands; -1 without one."""
    last = -1
    for found in re.finditer(f"</{name}", text, re.IGNORECASE):
        last = found.start()
    return last


@cache
def _closing(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}(?=[\s/>])[^>]*+>", re.IGNORECASE)


def opening(found: re.Match[str]) -> str:
    """A tag of ours with those of its attributes that are kept, its values in quotes."""
    name = found["name"].lower()
    allowed, valued = ATTRIBUTES.get(name, set()), VALUES.get(name, {})
    kept = ""
    for typed, value in attributes(found["rest"]):
        key = typed.lower()
        if key in allowed or value.lower() in valued.get(key, ()):
            kept += f' {key}="{escape(value)}"'
    return f"<{name}{kept}>"

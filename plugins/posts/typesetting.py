"""How words are set: numbers bound to their words, document symbols kept whole."""

from __future__ import annotations

import re

from plugins.vietnamese import bind

_SPACES = re.compile(r"(?:&nbsp;|[ \t])*&nbsp;(?:&nbsp;|[ \t])+|[ \t]+&nbsp;")
_SYMBOL = re.compile(
    r"[0-9](?<![\w/.\-][0-9])[0-9]{0,4}[a-z]?(?:/(?:19|20)[0-9]{2})?"
    r"[/–-][A-ZĐ]\w*(?:[/–-][A-ZĐ0-9]\w*)*"
)
_LONGEST_SYMBOL = 24
"""Characters; a longer symbol, kept whole, would not fit a phone 320 pixels wide."""


def typeset(text: str) -> str:
    """Escaped ``text`` with words bound to their numbers and document symbols kept whole."""
    if "&nbsp;" in text:
        text = _SPACES.sub("&nbsp;", text)
    return _SYMBOL.sub(_whole, bind(text))


def _whole(found: re.Match[str]) -> str:
    symbol = found[0]
    if len(symbol) > _LONGEST_SYMBOL:
        return symbol
    return f'<span class="nobreak">{symbol}</span>'

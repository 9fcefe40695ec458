"""Citations in a text as links: each to the page of its document, or plain words again."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

_MARK = re.compile(r'<a href="document:([0-9]+)">(.*?)</a>', re.DOTALL)


def place_documents(html: str, address: Callable[[int], str]) -> str:
    """``html`` with each ``<a href="document:START">words</a>`` led to ``address(START)``.

    An empty address leaves the words alone. Marks hold no other link, so the
    first ``</a>`` is theirs; linear.
    """

    def placed(found: re.Match[str]) -> str:
        url = address(int(found[1]))
        return f'<a href="{escape(url)}">{found[2]}</a>' if url else found[2]

    return _MARK.sub(placed, html) if "document:" in html else html


def without_documents(html: str) -> str:
    """``html`` with the words of its citations and no links to documents."""
    return place_documents(html, lambda _: "")

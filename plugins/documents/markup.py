"""Citations in a text: each a link to its document, a mark, or plain words again."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

_MARK = re.compile(r'<a href="document:([0-9]+)">(.*?)</a>', re.DOTALL)


def place_documents(html: str, address: Callable[[int], str | None]) -> str:
    """``html`` with each ``<a href="document:START">words</a>`` led to ``address(START)``.

    An empty address marks the words as a document's; None leaves them alone. Marks hold
    no other link, so the first ``</a>`` is theirs; linear.
    """

    def placed(found: re.Match[str]) -> str:
        url = address(int(found[1]))
        if url is None:
            return found[2]
        return f'<a href="{escape(url)}">{found[2]}</a>' if url else f"<cite>{found[2]}</cite>"

    return _MARK.sub(placed, html) if "document:" in html else html


def without_documents(html: str) -> str:
    """``html`` with the words of its citations as they stand."""
    return place_documents(html, lambda _: None)

"""Where the links of a page lead, and which of them are buttons."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urljoin, urlsplit

from desk.importers.blocks import Run

BUTTON = "#"
"""Where a link leads that only starts a script, or goes to the top of its page."""
_LONGEST = 120
"""Characters; no row of buttons seen is longer."""
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|zip|rar|rtf)\b", re.IGNORECASE)


def led_to(href: str, base: str, root: str) -> str:
    """Where ``href`` leads, whole if the page's own address is known; empty if nowhere."""
    href = href.strip()
    if href == BUTTON or href[:11].lower() == "javascript:":
        return BUTTON
    if not href or href.startswith("#"):
        return ""
    if href[0] == "/" and href[1:2] != "/" and "/." not in href and root:
        return f"{root}{href}"  # most links, quickly
    try:
        whole = urljoin(base, href)
        scheme = urlsplit(whole).scheme
    except ValueError:
        return ""
    return whole if scheme in ("", "http", "https", "mailto", "tel") else ""


def is_file(href: str) -> bool:
    """Whether ``href`` is of a file that readers take home."""
    return _FILE.search(href) is not None


def leads_to_file(runs: Sequence[Run]) -> bool:
    """Whether one of ``runs`` leads to a file that readers take home."""
    return any(is_file(run.href) for run in runs)


def are_buttons(runs: Sequence[Run]) -> bool:
    """Whether every word of a line is a link that leads nowhere: it does something on the page."""
    said = [run for run in runs if any(map(str.isalnum, run.text))]
    is_short = sum(len(run.text) for run in runs) <= _LONGEST
    return bool(said) and is_short and all(run.href == BUTTON for run in said)

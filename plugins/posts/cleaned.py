"""Tags as the sanitiser writes them: well formed, their values in double quotes."""

from __future__ import annotations

import re
from html import unescape

_ATTRIBUTE = re.compile(r'\s([a-z]+)="([^"]*)"')


def only_picture(tokens: list[str], at: int) -> bool:
    """Whether the paragraph that opens at ``at`` holds one picture and nothing else."""
    return (
        at + 4 < len(tokens)
        and tokens[at + 2].startswith("<img ")
        and tokens[at + 4] == "</p>"
        and not tokens[at + 1].strip()
        and not tokens[at + 3].strip()
    )


def is_closing(tag: str) -> bool:
    """Whether ``tag`` ends an element."""
    return tag.startswith("</")


def attributes(tag: str) -> dict[str, str]:
    """Names and values of a tag's attributes."""
    return {name: unescape(value) for name, value in _ATTRIBUTE.findall(tag)}


def cell(name: str, tag: str) -> str:
    """A cell with its spans, its scope and, as classes, its alignment and what its column holds."""
    typed = attributes(tag)
    kept = ""
    if name == "th":
        kept += f' scope="{typed.get("scope", "col")}"'
    for span in ("colspan", "rowspan"):
        if re.fullmatch(r"[1-9][0-9]?", typed.get(span, "")):
            kept += f' {span}="{typed[span]}"'
    classes = [f"align-{typed['align']}"] if typed.get("align", "left") != "left" else []
    if "column" in typed:
        classes.append(typed["column"])
    if classes:
        kept += f' class="{" ".join(classes)}"'
    return f"<{name}{kept}>"

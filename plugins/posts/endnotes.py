"""Notes as readers meet them: where they are mentioned, and at the end of the text."""

from __future__ import annotations

from collections.abc import Iterable


def mention(number: int, time: int) -> str:
    """The mention of note ``number``, the ``time``-th of it."""
    return (
        f'<sup id="dan-{number}-{time}"><a class="footnote-ref" role="doc-noteref" '
        f'href="#chu-thich-{number}" aria-label="Chú thích {number}">{number}</a></sup>'
    )


def note(number: int, html: str, mentions: int) -> str:
    """Note ``number``, which says ``html``, with a way back to each of its ``mentions``."""
    back = "".join(
        f' <a href="#dan-{number}-{time}" title="Trở lại bài" role="doc-backlink" '
        f'aria-label="Trở lại bài, chỗ dẫn chú thích {number}'
        + (f", lần {time}" if mentions > 1 else "")
        + '">↩\ufe0e</a>'
        for time in range(1, mentions + 1)
    )
    if html.endswith("</p>"):
        html = html.removesuffix("</p>") + back + "</p>"
    else:
        html += f"<p>{back.strip()}</p>"
    return f'<li id="chu-thich-{number}">{html}</li>'


def section(notes: Iterable[str]) -> str:
    """All notes, below the text."""
    return (
        '\n<section class="footnotes" role="doc-endnotes" aria-label="Chú thích">\n<ol>\n'
        + "\n".join(notes)
        + "\n</ol>\n</section>"
    )

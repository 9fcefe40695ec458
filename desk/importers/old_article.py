"""The article of an old page, or of the text of one."""

from __future__ import annotations

import re
from dataclasses import replace

from desk.importers.article_parts import OldArticle, from_lines
from desk.importers.block_lines import bulleted, goes_on
from desk.importers.blocks import Block, words
from plugins.vietnamese import squeeze

_HTML = re.compile(
    r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<(?:table|div|p|font|span)[\s>]",
    re.IGNORECASE,
)
_SAMPLE = 20_000
"""Characters at the beginning in which a page shows that it is HTML."""


def looks_like_html(text: str) -> bool:
    """Whether ``text`` is a page rather than the text of one."""
    return bool(_HTML.search(text, 0, _SAMPLE))


def old_article(text: str) -> OldArticle:
    """The article in ``text``, which is HTML or plain. Raises nothing."""
    if looks_like_html(text):
        # Who reads Word files, or begins a post, needs no parser of pages.
        from desk.importers.page_article import article_in  # noqa: PLC0415

        return article_in(text)
    return from_lines(_paragraphs(text))


# --- a plain text -----------------------------------------------------------------------


def _paragraphs(text: str) -> list[Block]:
    """Lines as blocks; a line that goes on in the middle of a sentence joins the one before."""
    blocks: list[Block] = []
    open_ = False
    for row in text.splitlines():
        line = squeeze(bulleted(row))
        if not line:
            open_ = False
            continue
        if open_ and goes_on(blocks[-1].text, line):
            blocks[-1] = replace(blocks[-1], runs=words(f"{blocks[-1].text} {line}"))
        else:
            blocks.append(Block(runs=words(line)))
        open_ = True
    return [block for block in blocks if block.runs]

"""Markdown as this newsroom has it, and the sanitiser behind it.

Loaded only for a body that is more than plain paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from xml.etree import ElementTree as ET

import nh3
from markdown import Markdown
from markdown.extensions.footnotes import FootnoteBlockProcessor, FootnoteExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor

from plugins.posts.body import CLOSE, OPEN

# Trying each kind of mark on each paragraph is half the cost of Markdown, and
# lists and headings seldom hold any: such a text goes to a parser that tries none.
_MARKED = re.compile(r"[\\`*_\[<&]|  \n")
# fmt: off
_INLINE = (
    "backtick", "escape", "reference", "link", "image_link", "image_reference", "short_reference",
    "short_image_ref", "autolink", "automail", "linebreak", "html", "entity", "not_strong",
    "em_strong", "em_strong2", "footnote",
)
# fmt: on
"""Markdown's names, in all versions we accept, for what it looks for within a paragraph."""


class Dialect:
    """Markdown parsers and a sanitiser, made once and used for any number of texts."""

    def __init__(
        self,
        tags: Collection[str],
        with_content: Collection[str],
        attributes: Mapping[str, set[str]],
        values: Mapping[str, Mapping[str, set[str]]],
        schemes: Collection[str],
    ) -> None:
        """What the sanitiser lets through; ``with_content`` goes with all that is inside."""
        self._notes = _Footnotes()
        self._full = _markdown(self._notes)
        self._prose = _markdown(_Footnotes())
        for pattern in _INLINE:
            self._prose.inlinePatterns.deregister(pattern, strict=False)
        self._cleaner = nh3.Cleaner(
            tags=set(tags),
            clean_content_tags=set(with_content),
            attributes=dict(attributes),
            tag_attribute_values={tag: dict(valued) for tag, valued in values.items()},
            url_schemes=set(schemes),
            link_rel=None,
        )

    def convert(self, source: str) -> tuple[str, bool, tuple[str, ...]]:
        """HTML not yet clean, whether it holds HTML of the author's own, and labels of notes.

        Raises RecursionError, AssertionError or ValueError for a text too crooked to be read.
        """
        markdown = self._full if _MARKED.search(source) else self._prose
        html = markdown.reset().convert(source)
        labels = tuple(self._notes.footnotes) if markdown is self._full else ()
        return html, bool(markdown.htmlStash.rawHtmlBlocks), labels

    def clean(self, html: str) -> str:
        """``html`` with nothing but what is let through; well formed."""
        return self._cleaner.clean(html)


def _markdown(notes: FootnoteExtension) -> Markdown:
    return Markdown(
        extensions=[TableExtension(use_align_attribute=True), notes, "sane_lists"],
        output_format="html",
    )


class _Footnotes(FootnoteExtension):
    """Markdown's reading of notes, with marks in place of its HTML: ``_Finish`` writes ours."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        md.registerExtension(self)
        self.parser = md.parser
        self.md = md
        md.parser.blockprocessors.register(FootnoteBlockProcessor(self), "footnote", 17)
        md.inlinePatterns.register(_Reference(self), "footnote", 175)
        md.treeprocessors.register(_Notes(self), "footnote", 50)


class _Reference(InlineProcessor):
    """``[^1]`` becomes a mark that names the note by its place among the definitions."""

    def __init__(self, notes: FootnoteExtension) -> None:
        super().__init__(r"\[\^([^\]]*)\]")
        self._notes = notes

    def handleMatch(  # type: ignore[override]  # noqa: N802 - Markdown's name
        self, m: re.Match[str], data: str
    ) -> tuple[str | None, int | None, int | None]:
        del data
        labels = list(self._notes.footnotes)
        if m[1] not in labels:
            return None, None, None
        return f"{OPEN}{labels.index(m[1])}{CLOSE}", m.start(0), m.end(0)


class _Notes(Treeprocessor):
    """The notes after the text, each behind a mark, for ``BodyReader`` to cut at."""

    def __init__(self, notes: FootnoteExtension) -> None:
        super().__init__(notes.md)
        self._notes = notes

    def run(self, root: ET.Element) -> None:
        for place, text in enumerate(list(self._notes.footnotes.values())):
            ET.SubElement(root, "p").text = f"{OPEN}n{place}{CLOSE}"
            self._notes.parser.parseChunk(root, text)

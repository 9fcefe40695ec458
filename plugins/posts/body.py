"""A body's Markdown as sanitised HTML, with what the rest of the house must know of it.

``markup`` makes HTML of it; nh3 lets through a short list of tags; what nh3 returns is
well formed, so one pass over its tags (``finish``) ends it. Plain paragraphs, which most
news is, need none of the three.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING
from unicodedata import is_normalized

from plugins.documents import find_documents
from plugins.layers import Layer, is_on
from plugins.model import Body, Cited, Problem
from plugins.patterns import later
from plugins.posts.citing import Places, as_cited, marked, pieces_of
from plugins.posts.typesetting import typeset
from plugins.vietnamese import LATIN, NBSP, nfc

if TYPE_CHECKING:
    import nh3

# Neither text nor an address: what comes in with it is taken for a space.
_UNWANTED = later("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ue000\ue001\ufffe\uffff]")
_DIGIT = later("[0-9]")

# Most news is plain paragraphs, and for those neither Markdown nor the sanitiser
# has anything to do. What may stand in one is listed, and every line is held to
# it: all else, and whatever a mark could be made of, goes the long way.
_PARAGRAPHS = later(
    rf"\n*+(?:(?!\(?(?:[0-9]{{1,3}}|[A-Za-zĐđ]|[IVXivx]{{2,5}})[.),/–-]"
    rf"|[0-9]{{1,2}}(?:\.[0-9]|[ {NBSP}][–-])|o[ {NBSP}]{{2}})"
    rf"[{LATIN}“‘«…(\"'0-9]"
    rf"[{LATIN}0-9 {NBSP}.,;:!?()/%+°'\"“”‘’«»…–—-]*+(?<![ {NBSP}])(?:\n++|\Z))++"
)
_LONE_ENTER = later(r"[^\n]\n[^\n]")
_ADDRESS = later(r"//|:/|www\.", re.IGNORECASE)


class BodyReader:
    """Reads any number of texts, one after the other. Not for two threads."""

    def __init__(self, sections: Sequence[str] = ()) -> None:
        """``sections``: as ``addresses.follow`` takes them."""
        self.sections = sections

    @cached_property
    def _cleaner(self) -> nh3.Cleaner:
        """Made for the first text that is not plain paragraphs."""
        import nh3  # noqa: PLC0415 - slow to load

        from plugins.posts.markup import tags  # noqa: PLC0415

        return nh3.Cleaner(
            tags=set(tags.TAGS),
            clean_content_tags=set(tags.WITH_CONTENT),
            attributes=dict(tags.ATTRIBUTES),
            tag_attribute_values={tag: dict(valued) for tag, valued in tags.VALUES.items()},
            url_schemes=set(tags.SCHEMES),
            link_rel=None,
        )

    def read(
        self, text: str, *, path: str, first_line: int = 1, cites: bool = False
    ) -> tuple[Body, tuple[Problem, ...]]:
        """``text``, which begins at ``first_line`` of ``path``, as a ``Body``; and what is wrong.

        With ``cites`` the official documents it cites are found and marked. Never raises.
        """
        source = nfc(text.replace("\r\n", "\n"))
        is_quick = is_on(Layer.PARAGRAPHS)
        if is_quick and _PARAGRAPHS.fullmatch(source) and not _ADDRESS.search(source):
            return _read_plain(source, path, first_line, cites=cites)
        return self._at_length(_UNWANTED.sub(" ", source), path, first_line, cites=cites)

    def _at_length(
        self, source: str, path: str, first_line: int, *, cites: bool
    ) -> tuple[Body, tuple[Problem, ...]]:
        from plugins.posts import markup  # noqa: PLC0415 - only for what is no plain text
        from plugins.posts.finish import Finish  # noqa: PLC0415

        report = markup.Report(path, source, first_line)
        read = markup.read(source, first_line, report)
        finish = Finish(path, source, first_line, report, cites=cites, sections=self.sections)
        finish.piece(_composed(self._cleaner.clean(read.html)))
        for place, note in sorted(read.notes.items()):
            finish.note(place, _composed(self._cleaner.clean(note)))
        return finish.done(read.labels), tuple(report.problems)


def _read_plain(
    source: str, path: str, first_line: int, *, cites: bool
) -> tuple[Body, tuple[Problem, ...]]:
    """What the long way would make of a ``source`` that ``_PARAGRAPHS`` matches, at once."""
    places = Places(source, first_line)
    inside = source.strip("\n")
    if _LONE_ENTER.search(inside) is None:
        return _paragraphs(source.split("\n\n"), places, cites=cites), ()
    from plugins.posts.markup import Report, softbreaks  # noqa: PLC0415 - seldom needed

    if "\n\n" not in inside and softbreaks.one_enter_parts(inside.split("\n")):
        return _paragraphs(inside.split("\n"), places, cites=cites), ()
    report = Report(path, source, first_line)
    number = first_line
    for block in source.split("\n\n"):
        lines = block.strip("\n").split("\n")
        first = number + len(block) - len(block.lstrip("\n"))
        softbreaks.remind(report, lines, range(first, first + len(lines)))
        number += block.count("\n") + 2
    return _paragraphs(source.split("\n\n"), places, cites=cites), tuple(report.problems)


def _composed(html: str) -> str:
    """``html`` in NFC, which a character reference may have left: its tags keep their brackets."""
    if is_normalized("NFC", html):
        return html
    return "".join(map(nfc, re.split("(<[^>]*>)", html)))


def _paragraphs(blocks: Iterable[str], places: Places, *, cites: bool) -> Body:
    """Plain paragraphs as a body."""
    html: list[str] = []
    lines: list[str] = []
    cited: list[Cited] = []
    at = 0
    for block in blocks:
        written = block.strip("\n")
        if not written:
            continue
        line, escaped, odd = written, written, False
        if "  " in written or "\n" in written or NBSP in written:
            line, escaped, odd = " ".join(written.split()), written.replace(NBSP, "&nbsp;"), True
        if cites and _DIGIT.search(line) and (found := find_documents(line)):
            spans: Iterable[tuple[int, int]] = ((one.start, one.end) for one in found)
            if odd:
                spans = (span[1:] for span in pieces_of(line, [escaped], list(spans)))
            places_of = [
                (at + one.start, start, end)
                for one, (start, end) in zip(found, spans, strict=True)
                if end > start
            ]
            escaped = marked(escaped, places_of)
            cited.extend(as_cited(one, at, places.line(one.text, one.number)) for one in found)
        html.append(escaped)
        lines.append(line)
        at += len(line) + 1
    paragraphs = "</p>\n<p>".join(html)
    return Body(
        html=typeset(f"<p>{paragraphs}</p>"),
        text="\n".join(lines),
        cited=tuple(cited),
    )

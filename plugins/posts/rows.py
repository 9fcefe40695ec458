"""A line to write, made of where something in it should lead: the rest of the line stays.

What is found between several texts knows where a link or a picture leads, not how it was
typed. The line is read again here, so that an officer is given a whole line to copy and
loses no word of the sentence around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from msgspec.structs import replace

from plugins.model import Problem
from plugins.posts.addresses import follow, picture_path
from plugins.posts.fields.related import post_path
from plugins.posts.wording import instead_of_link

_PLACES = (
    re.compile(r"(?P<start>!?\[[^\]]*\]\(\s*)<(?P<place>[^<>]*)>"),
    re.compile(r"(?P<start>!?\[[^\]]*\]\(\s*)(?P<place>[^<]*?)(?=\s*(?:\"[^\"]*\"\s*)?\))"),
    re.compile(r"(?P<start>(?:src|href)=\")(?P<place>[^\"]*)"),
    re.compile(r"(?P<start>^\s*(?:- )?[a-z_]+:\s+[\"']?)(?P<place>[^\"'\[{]+?)(?=[\"']?\s*$)"),
    re.compile(r"(?P<start>)(?P<place>[^\s\[\]{}()<>\"',]+)"),
)
"""Where an address stands in a line: of a link, in HTML, behind a key, as a word; surest first."""
_LONGEST = 4_000
"""Characters of a line that is still read again; a longer one nobody copies."""


def whole_line(problem: Problem, row: str, sections: Sequence[str]) -> Problem:
    """``problem`` with the whole line to write, ``row`` being the one it is about.

    Where the line does not show what is meant, as when a link's address stands elsewhere,
    the words say it. Links are read as of a newsroom with ``sections``.
    """
    path, meant = problem.path.removeprefix("content/"), problem.suggestion
    for start, end, place in _places(row) if len(row) <= _LONGEST else ():
        if not _leads(place, path, sections, problem.within):
            continue
        if meant.startswith("!["):
            line = instead_of_link(row, place, meant)
        else:
            line = row[:start] + _written(meant, place, problem.within, row[:start]) + row[end:]
        return replace(problem, suggestion=line, within="")
    said = problem.message if meant.startswith("![") else f"{problem.message}; gần giống: {meant}"
    return replace(problem, message=said, suggestion="", within="")


def _written(meant: str, place: str, within: str, before: str) -> str:
    """``meant`` as it is written in place of ``place``, behind ``before``; a place in it stays."""
    if before.endswith("(") and re.search(r"[\s()]", meant):
        meant = quote(meant, safe="/:#?&=%.-_~")
    at = place.find("#")
    return meant if at < 0 or "#" in meant + within else meant + place[at:]


def _places(row: str) -> Iterator[tuple[int, int, str]]:
    """Where something that may be an address begins and ends in ``row``, and that."""
    for pattern in _PLACES:
        for found in pattern.finditer(row):
            yield found.start("place"), found.end("place"), found["place"].strip()


def _leads(place: str, path: str, sections: Sequence[str], target: str) -> bool:
    """Whether ``place``, written in the text at ``path``, leads to ``target``."""
    lead = follow(place, path, sections)
    there = (lead.target, lead.file, lead.href.partition("#")[0], place.partition("#")[0])
    wanted, _, fragment = target.partition("#")
    if fragment:
        return wanted in there and place.partition("#")[2] != ""
    return wanted in (*there, picture_path(place, path)[0], post_path(place, path))

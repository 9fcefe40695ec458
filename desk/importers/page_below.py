"""What a portal sets below a text: counters, polls, forms, ways back, in whatever words.

The words are without end; where they stand is not. A text stands in a room of its page (a ``div``,
a cell), and below that room nothing short is of it but who wrote it and what it hands out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from desk.importers.blocks import Kind, is_bold
from desk.importers.page import Placed
from desk.importers.page_links import leads_to_file
from plugins.bylines import parse_byline

_PARAGRAPH = 60
"""Characters; what is shorter may be a button, a counter, a question of a form."""
_SENTENCE, _ITEM = 5, 3
"""Words of a short sentence, and of an item that is no link."""
_MOST = 0.25
"""Share of all that stands below a title that such lines are at most."""
_HALF = 0.5
_LINES = (Kind.TEXT, Kind.HEADING, Kind.ITEM)


def below_the_text(body: Sequence[Placed]) -> tuple[list[Placed], list[str]]:
    """``body`` without the page's own lines below the room of its text, and those lines."""
    room = _room_of(body)
    end = max(
        (at for at, p in enumerate(body, 1) if room in p.rooms or _is_of_a_text(p)), default=0
    )
    if room is None:
        return list(body), []
    end = _below_a_name(body, end)
    kept, left = list(body[:end]), list[str]()
    may_sign = True
    for p in body[end:]:
        may_sign = may_sign and _signs(p)
        if may_sign or leads_to_file(p.block.runs):
            kept.append(p)
        else:
            left.append(p.block.text)
    if sum(map(len, left)) > _MOST * sum(len(p.block.text) for p in body):
        return list(body), []  # a poem, a programme: all its lines are short
    return kept, left


def _below_a_name(body: Sequence[Placed], end: int) -> int:
    """Where the text ends, at ``end`` at the latest: with a name set apart as its last words."""
    at = end
    while at and not _is_of_a_text(body[at - 1]):
        at -= 1
    for below in range(at + 1, end):
        if _signs(body[below - 1]) and _is_set_apart(body[below - 1]):
            while below < end and _signs(body[below]):
                below += 1  # noqa: PLW2901 - the office stands below the name
            return below
    return end


def _is_set_apart(p: Placed) -> bool:
    """Whether all of a line is bold or in italics, as names below a text are."""
    return is_bold(p.block.runs) or all(run.em for run in p.block.runs)


def _room_of(body: Sequence[Placed]) -> int | None:
    """The smallest room with most of the text; None where no room has."""
    weights: Counter[int] = Counter()
    depth: dict[int, int] = {}
    total = 0
    for p in body:
        if _is_of_a_text(p):
            total += len(p.block.text)
            for at, room in enumerate(p.rooms):
                weights[room] += len(p.block.text)
                depth[room] = at
    most = [room for room, weight in weights.items() if weight > _HALF * total]
    return max(most, key=depth.__getitem__, default=None)


def _is_of_a_text(p: Placed) -> bool:
    """Whether a block is no line that may be the page's: sentence, item, picture, table."""
    block, text = p.block, p.block.text
    if block.kind not in _LINES:
        return True
    if 2 * sum(len(run.text) for run in block.runs if run.href) >= len(text):
        return False
    is_sentence = text.endswith((".", ";")) and len(text.split()) >= _SENTENCE
    is_item = block.kind is Kind.ITEM and len(text.split()) >= _ITEM
    return len(text) >= _PARAGRAPH or is_sentence or is_item


def _signs(p: Placed) -> bool:
    """Whether a line says who wrote what stands above it."""
    return p.block.kind is Kind.TEXT and parse_byline(p.block.text).found

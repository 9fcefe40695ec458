"""The score of a pair of posts: what they share, where few others share it.

A post stands in a *column* for every word and pair of words that it says
(``terms.py``), every document that it cites and every unit that it is about, with
a weight that is a function of the post alone. A column tells while at most ``MOST``
posts stand in it. The score of two posts, in millionths, is the product of
their weights, summed over the columns of both that tell.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import isqrt
from typing import TypeAlias
from zlib import crc32

from plugins.related.values import Candidate
from plugins.words.terms import Text

MOST = 300
"""Posts that may stand in a column that tells."""

DOCUMENT = 447
"""The weight of a document: to share one adds a fifth to a score."""

UNIT = 200
"""The weight of the only unit of a post: to share it adds a twenty-fifth."""

MOST_TIES = 8
"""Of a post's documents, and of its units, the first so many count."""

_DOCUMENTS, _UNITS = 1 << 32, 2 << 32
"""What is no word has its column above the 32 bits of words."""

Columns: TypeAlias = Mapping[int, int]
"""Column → the weight of a post in it."""

Posting: TypeAlias = tuple[Sequence[int], Sequence[int]]
"""The posts that stand in a column, and the weight of each."""

NOBODY: Posting = ((), ())


def columns(post: Candidate, text: Text) -> Columns:
    """Every column in which ``post`` stands: a sensitive one in none."""
    return {} if post.sensitive else {**text.vector(), **ties(post)}


def ties(post: Candidate) -> Columns:
    """The columns of what posts share beside words.

    News of many units is news of none of them: each weighs the less.
    """
    documents = {_DOCUMENTS | crc32(one.encode()) for one in post.documents[:MOST_TIES]}
    units = {_UNITS | crc32(one.encode()) for one in post.lineages[:MOST_TIES]}
    weight = isqrt(UNIT * UNIT // max(1, len(units)))
    return {**dict.fromkeys(documents, DOCUMENT), **dict.fromkeys(units, weight)}


def scores(mine: Columns, posting: Callable[[int], Posting]) -> dict[int, int]:
    """Post → score with the one that stands in ``mine``, which may be among them.

    ``posting``: who stands in a column; nobody when it does not tell.
    """
    found: dict[int, int] = {}
    get = found.get
    for column, weight in mine.items():
        for post, other in zip(*posting(column), strict=True):
            found[post] = get(post, 0) + weight * other
    return found


def postings(stands: Iterable[Columns]) -> dict[int, Posting]:
    """Column → who stands in it, of every column; posts are numbered as they come."""
    found: dict[int, tuple[array[int], array[int]]] = {}
    for post, mine in enumerate(stands):
        for column, weight in mine.items():
            posts, weights = found.setdefault(column, (array("I"), array("H")))
            posts.append(post)
            weights.append(weight)
    return dict(found)

"""Related news: which posts belong together, and why, in words a reader understands.

``related`` is the definition, a pure function of the published posts and their
texts; ``Relations`` keeps what it takes to find the same lists at the cost of
what changed. No clock, no order of files, and no weight that another post can move.
"""

from plugins.related.definition import related
from plugins.related.relations import Lists, Relations
from plugins.related.values import Candidate, Reason, ReasonKind, Suggestion

__all__ = [
    "Candidate",
    "Lists",
    "Reason",
    "ReasonKind",
    "Relations",
    "Suggestion",
    "related",
]

"""Related news: which posts belong together, and why, in words a reader understands.

``related`` is the definition, a pure function of the published posts and their
texts; ``Relations`` keeps what it takes to find the same lists at the cost of
what changed; ``words`` says a reason aloud. No clock, no order of files, and no
weight that another post can move.
"""

from plugins.related.relations import Lists, Relations, related
from plugins.related.values import Candidate, Reason, ReasonKind, Suggestion
from plugins.related.wording import words

__all__ = [
    "Candidate",
    "Lists",
    "Reason",
    "ReasonKind",
    "Relations",
    "Suggestion",
    "related",
    "words",
]

"""Related news: which posts belong together, and why, in words a reader understands.

``related`` decides for every post, ``affected`` says whose list one change may
touch, ``words`` says a reason aloud. All are pure functions of the published
posts: no clock, no order of files, no learned weights.
"""

from plugins.related.ranking import Candidate, Reason, ReasonKind, Suggestion, affected, related
from plugins.related.wording import words

__all__ = ["Candidate", "Reason", "ReasonKind", "Suggestion", "affected", "related", "words"]

"""Which posts are related: the definition. Everything else is how to get just that quickly.

Two posts are as near as their *score* says (``columns.py``): the cosine of what they
say, cite and are about, over what few others do. Every weight is a function of one
post and of a frozen table: a new post moves none. Which of those above the floor a
reader is shown, ``choosing.py`` says; why, ``reasons.py``. To cut a post's own terms
would cost far more precision than to leave out what many say (``docs/performance.md``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from plugins.related.choosing import FLOOR, LIMIT, Archive, Chosen, choose, in_time
from plugins.related.columns import MOST, NOBODY, Posting, columns, postings, scores
from plugins.related.reasons import Reasons
from plugins.related.values import Candidate, Suggestion
from plugins.words.phrases import read
from plugins.words.terms import Text


def related(
    posts: Sequence[Candidate],
    texts: Mapping[str, str] | Callable[[str], str] = lambda _: "",
    *,
    limit: int = LIMIT,
    floor: int = FLOOR,
) -> dict[str, tuple[Suggestion, ...]]:
    """Path → related posts, best first, of every post of the published set, in any order.

    ``texts`` gives the plain body text of a path; without, titles are compared. Paths must
    differ; pins and bans of posts not in the set are passed over; ``floor`` is the
    least score. A list is empty only when the post is sensitive and pins nothing,
    when there is no other post to show, or when it bans all its neighbours.
    """
    text_of = texts.__getitem__ if isinstance(texts, Mapping) else texts
    ordered = in_time(posts)
    whole = Whole(ordered, [read(post.title, text_of(post.path)) for post in ordered])
    lists = (whole.chosen(i, limit, floor) for i in range(len(ordered)))
    return {ordered[one.post].path: whole.reasons.suggestions(one) for one in lists}


class Whole:
    """A whole published set in memory: posts are numbered in time order."""

    def __init__(self, posts: Sequence[Candidate], texts: Sequence[Text]) -> None:
        self._columns = [columns(*both) for both in zip(posts, texts, strict=True)]
        self.postings = postings(self._columns)
        self.archive = Archive(dict(enumerate(posts)), texts.__getitem__)
        self.reasons = Reasons(self.archive, texts.__getitem__, self._tells)

    def chosen(self, i: int, limit: int = LIMIT, floor: int = FLOOR) -> Chosen:
        """The list of a post."""
        found = scores(self._columns[i], self._posting)
        return choose(self.archive, i, found, limit, floor)

    def _tells(self, column: int) -> bool:
        return len(self.postings[column][0]) <= MOST

    def _posting(self, column: int) -> Posting:
        return self.postings[column] if self._tells(column) else NOBODY

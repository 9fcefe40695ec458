"""What readers' search is told of posts: pure, from posts to values.

Of a year what its posts show first (``entries``); of whole texts which word tells of which
post (``texts``), in shards (``shards``), for closed years and the present one (``segments``).
"""

from plugins.search.entries import SearchPosts, SearchYear, search_posts, search_year
from plugins.search.kept import Segment
from plugins.search.segments import (
    TOGETHER,
    Places,
    WholeTexts,
    WholeTextStore,
    file_counts,
    places_of,
)
from plugins.search.texts import common_words, everyday_words

__all__ = (
    "TOGETHER",
    "Places",
    "SearchPosts",
    "SearchYear",
    "Segment",
    "WholeTextStore",
    "WholeTexts",
    "common_words",
    "everyday_words",
    "file_counts",
    "places_of",
    "search_posts",
    "search_year",
)

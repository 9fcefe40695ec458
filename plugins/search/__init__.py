"""What readers' search is told of posts: pure, from posts to values, one a year."""

from plugins.search.entries import SearchYear, search_year

__all__ = ("SearchYear", "search_year")

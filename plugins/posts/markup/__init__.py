"""Markdown as officers of this newsroom write it: lines in, HTML not yet sanitised out."""

from plugins.posts.markup.reading import Markup, read
from plugins.posts.markup.report import Report

__all__ = ["Markup", "Report", "read"]

"""What those who lay pages out call the parts of one, in its class names, ids and ``itemprop``.

The names are those of the systems that Vietnamese portals run on (NukeViet, Joomla and K2,
WordPress and its themes, Drupal, DotNetNuke, Liferay, SharePoint, Blogger) and of their own makers.
"""

from __future__ import annotations

import re
from enum import Flag, auto
from functools import lru_cache

from desk.importers.page_tree import Node


class Part(Flag):
    """What a tag is called; nothing follows from a name that its text contradicts."""

    NONE = 0
    FURNITURE = auto()
    """The page's own: it goes on where it stands within an article, too."""
    BESIDE = auto()
    """A date, a writer, a counter: a line of its own, however it is written."""
    AUTHOR = auto()
    CAPTION = auto()
    LEAD = auto()
    META = auto()
    """Holds what is said of the article: when, who, how often it was read."""


_FURNITURE = re.compile(
    r"-(?:shares?|sharing|share\w*|social\w*|add-?this|add-?to-?any|a2a|fb-(?:like|comments|share)"
    r"|comments?|respond|binh-?luan|y-?kien|phan-?hoi|feedback"
    r"|related\w*|relates?|lien-?quan|tin-?lien-?quan|bai-?lien-?quan|(?:cac-)?tin-?khac|other-?news|news-?other"
    r"|cung-?chuyen-?muc|tin-?moi|latest|most-?(?:read|viewed)|doc-?nhieu|xem-?nhieu|popular"
    r"|ratings?|rate|star-?rating|votes?|voting|danh-?gia|kksr\w*|binh-?chon"
    r"|bread-?crumbs?|crumbs?|pathway|pagers?|pagination|paging|page-?nav|(?:post-)?navigation"
    r"|nav-links|next-prev|prev-next|item-links|nav-?bar|menus?|main-?menu|sub-?menu|top-?bar|tool-?bar|tools?|read-?more|insert-box|entry-utility|players?|ai-summary|follow(?:-us)?|fan-?page|hotline"
    r"|button-?heading|print(?:-(?:link|icon|button|btn))?|email-(?:link|icon)|text-resizer"
    r"|tags?(?:-(?:links?|list|block|box))?|tag-?list|key-?words?|tu-?khoa|cat-links|entry-categor(?:y|ies)"
    r"|(?:swiper|carousel|slider?|slick|owl|gallery)-(?:button|control|arrow|nav|dots?|next|prev|count\w*)"
    r"|badges?|post-date-(?:day|month)|cookies?|newsletter|subscribe|side-?bar|widget-(?:area|title)|post-views|luot-?xem|hits"
    r"|(?:nr|view|views)-(?:count|counter|views)|counter|qr|qr-?code|audio|text-?to-?speech|tts"
    r"|author-(?:box|block|latest|info-box|bio)|about-author|back-to-top|backtotop|to-?top|copy-?right"
    r"|accessibility|clock|current-time|ads?|adsense|advert\w*|quang-?cao"
    r"|login|log-?in|dang-?nhap|search(?:-(?:form|box))?|ez-toc\w*|lwptoc|toc(?:-container)?"
    r"|screen-reader-text|element-invisible|sr-only|visually-hidden|skip-link)-"
)
_AT_THE_ENDS = re.compile(
    r"(?:^|-)-(?:header|footer|banner|masthead)-(?:-|$)"
    r"|-(?:site|page|main|top|global)-?(?:header|footer|banner)-|-header-(?:top|bar|menu|nav)-"
    r"|-(?:post|entry|article)-?(?:footer|bottom)|-(?:link-content-footer|footer-content)-"
)
"""The head and foot of a page, and what follows an article; its own head is none."""
_HIDDEN = re.compile(r"(?:^|-)-(?:hidden|hide|d-none)-(?:-|$)(?!.*-d-(?:sm|md|lg|xl)-)")
"""Shown on no screen."""
_NO_FURNITURE = re.compile(
    r"-(?:print|share)-?(?:area|content|body|page|able|me)-|-no-comments?-|-header-title-"
    r"|-(?:entry|post|article|page|item|news|td-post|portlet|content|detail)-header-"
)
_CHANGED = re.compile(r"-(?:modif(?:ied|y)-?(?:date)?|date-?modified|last-?updated?|updated)-")
_PUBLISHED = re.compile(r"-(?:published|entry-date|created?|posted(?:-on)?|date-?published)-")
_BESIDE = re.compile(
    r"-(?:date\w*|time|timestamp|ngay\w*|thoi-?gian|posted(?:-on)?|published|created\w*|views?"
    r"|post-?(?:date|view|author)|by-?line|author\w*|tac-?gia|nguoi-?viet|categor(?:y|ies))-"
)
_AUTHOR = re.compile(r"-(?:by-?line|authors?|post-?author|tac-?gia|nguoi-?viet|writers?)-")
_CAPTION = re.compile(
    r"-(?:caption|captions?-text|p-?caption|mso-?caption|chu-?thich|(?:image|img|photo)-?note|figcaption)-"
)
_LEAD = re.compile(
    r"-(?:sapo|lead|summary|home-?text|intro-?text|mo-?ta|tom-?tat|trich-?yeu|article-desc)-"
)
_META = re.compile(
    r"-(?:meta|metadata|(?:post|entry|article|news|detail|item)-?(?:meta|info)|meta-?details?"
    r"|(?:row-)?info(?:-?(?:news|post|article|detail))?)-"
)
_NAMED = frozenset({"figcaption", "footer", "header", "time"})
"""Tags whose own names say what they are."""
_LONG_HEADING = 40
"""Words; a longer heading is a paragraph, a lead most often."""
_LONGEST = 400
"""Characters of names that are looked at."""
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_BETWEEN = re.compile(r"[^a-zA-Z0-9]+")


def part_of(tag: Node) -> Part:
    """What ``tag`` is called."""
    said = tag.attributes
    names = ""
    for key in ("class", "id", "itemprop"):
        if key in said:
            names += f" {said[key]}"
    if tag.name == "div" and "type" in said:
        names += f" {said['type']}"
    if tag.name in _NAMED:
        names += f" {tag.name}"
    return _said(names[:_LONGEST]) if names else Part.NONE


def is_lead(part: Part, words: int) -> bool:
    """Whether a heading of so many words is one in name only."""
    return bool(part & Part.LEAD) or words > _LONG_HEADING


@lru_cache(maxsize=4096)
def _said(names: str) -> Part:
    """What these names say; pages of one portal have few, again and again."""
    said = [_BETWEEN.sub("-", _HUMP.sub("-", one)).lower() for one in names.split()]
    line = f"-{'--'.join(said)}-"
    part = Part.NONE
    changed = _CHANGED.search(line) and not _PUBLISHED.search(line)
    furniture = _FURNITURE.search(line) and not _NO_FURNITURE.search(line)
    if changed or furniture or _AT_THE_ENDS.search(line) or _HIDDEN.search(line):
        part |= Part.FURNITURE
    if _BESIDE.search(line):
        part |= Part.BESIDE
    if _AUTHOR.search(line):
        part |= Part.AUTHOR
    if _CAPTION.search(line):
        part |= Part.CAPTION
    if _LEAD.search(line):
        part |= Part.LEAD
    if _META.search(line):
        part |= Part.META
    return part

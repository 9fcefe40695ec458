"""What an old page or text is made of: section, title, stamp, body, pictures, old addresses.

Both kinds of source, a saved page and a text of one, become the same value.
Names are not looked up here: that needs the agency (``imported_post``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from desk.importers.blocks import Block, Kind
from desk.importers.page_links import leads_to_file
from desk.importers.page_phrases import (
    goes_on_below,
    is_beside,
    is_tool,
    named,
    without_site,
    writer,
)
from desk.importers.page_stamps import Stamp, read_stamp, read_stamp_beside
from plugins.bylines import parse_byline
from plugins.vietnamese import fold, sameness

_EDITORS = re.compile(r"(?:left|center|right){2,}(?:del)?", re.IGNORECASE)
"""What editors leave between a picture and its caption."""
_RESIDUE = re.compile(r"(?:(?:left|center|right|del|top|bottom|justify){2,}|[\W_]+)", re.IGNORECASE)
_GLUED_RESIDUE = re.compile(r"(?:left|center|right|del|top|bottom){3,}$", re.IGNORECASE)
_CREDIT = re.compile(r"\(?\s*(?:Ảnh|Hình ảnh|Hình)\s*:\s*", re.IGNORECASE)
_CAPTION_LIKE = re.compile(r"\(?\s*(?:ảnh|hình|hình ảnh|quang cảnh|toàn cảnh)\b", re.IGNORECASE)
_CAPTION_LONGEST = 50
"""Words."""
_LEAD = 60
"""Characters; a shorter line may well be said again."""
_OF_SITE = re.compile(r"(?:\([\w. ]{2,20}\)|[\w.]{2,20}) ?[-–—] ")
"""What a site signs its leads with."""
_LEADS = 2
"""Blocks at the top of a body among which its lead is."""

TITLE_WORDS = 5
"""Words; a section's name is shorter, and so is a person's."""

_AT_THE_TOP = 12
"""Blocks of a text among which its stamp stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OldArticle:
    """One article of the old portal, or of a file that looks like it."""

    title: str = ""
    section: str = ""
    stamp: Stamp | None = None
    blocks: tuple[Block, ...] = ()
    """The body, byline included; pictures carry their captions."""
    signed: tuple[str, ...] = ()
    """Lines beside the stamp that say who wrote it."""
    organs: tuple[str, ...] = ()
    """Whom its letterhead names: the agency, and most often its department."""
    addresses: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    """What somebody must decide."""
    notes: tuple[str, ...] = ()
    """What somebody may like to know."""
    left_out: tuple[str, ...] = ()
    """What of the source is not in the article, each with its number or its words."""
    files: Mapping[str, bytes] = field(default_factory=dict)
    """Pictures and files that the source holds itself, by the name that blocks have for them."""
    is_draft: bool = False
    """Whether it is no text that readers had: it may lack its day, and is kept as a draft."""
    is_file: bool = False
    """Whether the source itself is handed out, and nothing in it was read."""

    @property
    def pictures(self) -> tuple[str, ...]:
        """Sources of the pictures, in order."""
        return tuple(b.src for b in self.blocks if b.kind is Kind.PICTURE)


def from_lines(blocks: Sequence[Block]) -> OldArticle:
    """The article whose title, stamp and body stand in this order, as in a text without tags."""
    for at, block in enumerate(blocks[:_AT_THE_TOP]):
        stamp, rest = read_stamp(block.text)
        beside: tuple[str, ...] = ()
        if stamp is None:
            stamp, rest, beside = _beside(block.text)
        if stamp is not None:
            heads = [b.text for b in blocks[:at] if b.text and not is_tool(b.text)]
            signed = (*signed_by(heads), *beside)
            section, title, notes = _heads(heads[: len(heads) - len(signed) + len(beside)])
            following = list(blocks[at + 1 :])
            if rest and not is_tool(rest):
                following.insert(0, block.cut(len(block.text) - len(rest)))
            return article_of(section, title, stamp, following, notes=notes, signed=signed)
    first = 1 if blocks and is_section(blocks[0].text) else 0
    section = blocks[0].text if first else ""
    title = blocks[first].text if len(blocks) > first else ""
    return article_of(section, title, None, list(blocks[first + 1 :]))


def _beside(line: str) -> tuple[Stamp | None, str, tuple[str, ...]]:
    """A stamp behind the name of who wrote it, what follows it, and that name as a byline."""
    stamp, said, parted = read_stamp_beside(line)
    if stamp is None or not is_beside(said, parted):
        return None, line, ()
    return stamp, "", tuple(filter(None, (named(said),)))


def _heads(lines: Sequence[str]) -> tuple[str, str, tuple[str, ...]]:
    """Section, title and notes from the lines above the stamp that name nobody."""
    first = 1 if len(lines) > 1 or (lines and is_section(lines[0])) else 0
    section = lines[0] if first else ""
    if len(lines) == first:
        return section, "", ()
    notes = tuple(f"dòng «{one}» ở trên tiêu đề không được đưa vào bài" for one in lines[first:-1])
    return section, lines[-1], notes


def signed_by(lines: Sequence[str]) -> tuple[str, ...]:
    """The last of ``lines``, above the stamp, that say who wrote what they are above of.

    A bare name is a title where none of the lines above it can be one.
    """
    count = 0
    while count < len(lines):
        above = lines[: len(lines) - count - 1]
        read = parse_byline(lines[len(above)], below=bool(above))
        can_be_named = any(len(one.split()) >= TITLE_WORDS and not is_section(one) for one in above)
        if not read.found or not (read.labelled or can_be_named):
            break
        count += 1
    return tuple(lines[len(lines) - count :])


def is_section(line: str) -> bool:
    """Whether ``line`` says where the old portal had the news: its own name for all, or a way."""
    last = re.split(r"\s*[>»/|]+\s*", line.strip(" >»/|"))[-1]
    return fold(last) in {"tin hoat dong", "tin tuc", "tin tuc su kien", "tin tuc - su kien"} or (
        ">" in line or "»" in line
    )


# --- both ---------------------------------------------------------------------------------


def article_of(  # noqa: PLR0913 - what was found, each by its name
    section: str,
    title: str,
    stamp: Stamp | None,
    blocks: Sequence[Block],
    *,
    addresses: tuple[str, ...] = (),
    doubts: tuple[str, ...] = (),
    notes: tuple[str, ...] = (),
    signed: tuple[str, ...] = (),
    left_out: tuple[str, ...] = (),
) -> OldArticle:
    """What was found of an article, its body cleaned and its captions at their pictures."""
    kept, cleaned = _cleaned(blocks, title)
    if kept and kept[0].kind is Kind.TEXT and parse_byline(kept[0].text).labelled:
        first = kept.pop(0).text
        signed = (*signed, first) if writer(first) else signed
    links = len(kept)
    while kept and kept[-1].kind is Kind.ITEM and all(run.href for run in kept[-1].runs):
        kept.pop()
    if links := links - len(kept):
        notes = (*notes, f"đã bỏ danh sách {links} đường dẫn ở cuối trang, không thuộc bài")
        cleaned.append(f"danh sách đường dẫn ở cuối trang: {links}")
    if stamp is not None and stamp.doubt:
        doubts = (*doubts, stamp.doubt)
    if stamp is not None and stamp.note:
        notes = (*notes, stamp.note)
    last = re.split(r"\s*[>»/|]+\s*", section.strip(" >»/|"))[-1]
    return OldArticle(
        title=title,
        section=last,
        stamp=stamp,
        blocks=tuple(_within_each_other(_captioned(kept))),
        signed=signed,
        addresses=addresses,
        doubts=doubts,
        notes=notes,
        left_out=(*left_out, *cleaned),
    )


def _cleaned(blocks: Sequence[Block], title: str) -> tuple[list[Block], list[str]]:
    """The body without what is the page's own, and what that was.

    The page's own are buttons, residue, a repeated title, and all from where the page goes on.
    """
    kept: list[Block] = []
    left_out: list[str] = []
    below_picture = False
    for at, one in enumerate(blocks):
        text = one.text
        block = replace(one, aside=True) if below_picture and _may_be_caption(text) else one
        below_picture = bool(_EDITORS.fullmatch(text))
        if block.kind in (Kind.PICTURE, Kind.TABLE, Kind.NOTE):
            kept.append(block)
            continue
        if goes_on_below(text):
            left_out.append(f"phần từ «{text}» trở đi: {len(blocks) - at} đoạn")
            break
        if _is_of_the_page(block, text):
            if any(char.isalnum() for char in text):
                left_out.append(f"dòng của trang: {text}")
            continue
        if not kept and sameness(text) == sameness(title):
            left_out.append(f"tiêu đề lặp lại: {text}")
            continue
        if not kept and (start := without_site(text)):
            left_out.append(f"tên trang ở đầu bài: {text[:start].strip()}")
            block = block.cut(start)
            text = block.text
        if _is_said(text, kept):
            left_out.append(f"đoạn đầu lặp lại: {text}")
            continue
        if len(kept) == 1 and _is_cut(kept[0].text, text):
            left_out.append(f"đoạn đầu lặp lại: {kept.pop().text}")
        glued = _GLUED_RESIDUE.search(text)
        kept.append(block.cut(0, glued.start()) if glued else block)
    return kept, left_out


def _is_of_the_page(block: Block, text: str) -> bool:
    """Whether a line is residue, a button or a counter; none that leads to a file is."""
    if _RESIDUE.fullmatch(text):
        return True
    return is_tool(text) and not leads_to_file(block.runs)


def _is_cut(lead: str, text: str) -> bool:
    """Whether ``lead`` is only the beginning of ``text``, cut with dots."""
    stem = lead.removesuffix("…").removesuffix("...").rstrip()
    return stem != lead and len(stem) > _LEAD and text.startswith(stem)


def _may_be_caption(text: str) -> bool:
    return bool(text) and len(text.split()) <= _CAPTION_LONGEST and text[-1] not in ";:!?"


def _is_said(text: str, kept: Sequence[Block]) -> bool:
    """Whether the lead, which some portals show twice, stands here again.

    One of the two may have the site's own name before it: ``VKS - Sáng nay…``.
    """
    return len(text) > _LEAD and any(
        one.kind is Kind.TEXT and _unsigned(one.text) == _unsigned(text) for one in kept[:_LEADS]
    )


def _unsigned(lead: str) -> str:
    site = _OF_SITE.match(lead)
    return lead[site.end() :] if site else lead


def _captioned(blocks: Sequence[Block]) -> list[Block]:
    """Blocks with each caption moved onto its picture."""
    kept: list[Block] = []
    for block in blocks:
        before = kept[-1] if kept else None
        if (
            before is not None
            and before.kind is Kind.PICTURE
            and not before.caption
            and block.kind is Kind.TEXT
            and len(block.text.split()) <= _CAPTION_LONGEST
            and (block.aside or _CAPTION_LIKE.match(block.text))
        ):
            kept[-1] = replace(before, caption=block.text)
        else:
            kept.append(block)
    return kept


def _within_each_other(blocks: Sequence[Block]) -> Iterator[Block]:
    """Blocks whose quotations are as deep as they stand in one another.

    Editors also indent with them: two around all of a text are one quotation.
    """
    for is_quote, group in groupby(blocks, key=lambda one: one.kind is Kind.QUOTE):
        run = list(group)
        least = min(one.level for one in run) if is_quote else 0
        yield from (replace(one, level=one.level - least) if least else one for one in run)


def credit_of(caption: str) -> tuple[str, str]:
    """``Ảnh: Việt Hưng`` at the end of a caption apart from it: caption, credit."""
    found = list(_CREDIT.finditer(caption))
    if not found:
        return caption, ""
    at = found[-1]
    credit = caption[at.end() :].strip(" .)")
    if len(credit.split()) > 5:  # noqa: PLR2004 - names are shorter; this is a description
        return caption, ""
    return caption[: at.start()].rstrip(" .(–-"), credit

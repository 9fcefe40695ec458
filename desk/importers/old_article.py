"""What an old page is made of: section, title, stamp, body, pictures, old addresses.

Both kinds of source, a saved page and a text of one, become the same value.
Names are not looked up here: that needs the agency (``imported_post``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from desk.importers.blocks import Block, Kind, goes_on, words
from desk.importers.page_stamps import Stamp, read_stamp
from plugins.bylines import parse_byline
from plugins.vietnamese import fold, sameness, squeeze

if TYPE_CHECKING:
    from desk.importers.page import Page, Placed

_HTML = re.compile(
    r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<(?:table|div|p|font|span)[\s>]",
    re.IGNORECASE,
)
_SAMPLE = 20_000
"""Characters at the beginning in which a page shows that it is HTML."""

_END = re.compile(
    r"(?:(?:các |những )?(?:tin|bài)(?: bài| tức| viết)*"
    r"|văn bản|chuyên mục|ý kiến|phản hồi|bình luận)"
    r"(?: đã đưa| đã đăng)? (?:liên quan|khác|mới(?: hơn| nhất| đưa| đăng)?|cũ hơn|cùng chuyên mục"
    r"|cùng loại|bạn đọc|của bạn|\(\d+\))\W*"
    r"|gửi (?:ý kiến|bình luận|phản hồi)\W*|(?:bản quyền|copyright) .{0,120}"
    r"|(?:đọc nhiều|xem nhiều)(?: nhất)?\W*",
    re.IGNORECASE,
)
"""A line below which the page, not the article, goes on."""

_TOOL = re.compile(
    r"(?:in|gửi|lưu|chia sẻ|tải)(?: (?:trang|bài|tin|bài viết|email|qua email|bài này|file|về))*\W*"
    r"|(?:số )?(?:lượt|lần) (?:xem|đọc)\W*[\d.,]*|đã xem\W*[\d.,]*|xem\W*[\d.,]+"
    r"|(?:quay lại|về (?:đầu trang|trang (?:trước|chủ))|trở về)\W*|(?:cỡ chữ|font size)\W*.{0,12}"
    r"|a\W{0,3}a?\W{0,3}a?\W{0,3}|facebook|zalo|twitter|tweet|google\+?|email|print"
    r"|[\d.,]+ (?:lượt|lần) (?:xem|đọc|truy cập)\W*|like|share"
    r"|(?:thích|like|share|bình luận)\W*[\d.,]+\W*"
    r"|(?:click|bấm|nhấn) (?:để )?đánh giá.*|tổng số điểm của bài viết.*|xếp hạng\W.*"
    r"|đánh giá\W*[\d.,/]+|(?:từ khóa|từ khoá|tags?)\s*:.*"
    r"|(?:đồ họa|đồ hoạ)\s*[-–]\s*infographic\W*"
    r"|[\w .()-]{1,80}\.(?:jpe?g|png|gif|bmp|webp)",
    re.IGNORECASE,
)
"""Buttons and counters of a page, its tags, its votes, names of picture files."""

_EDITORS = re.compile(r"(?:left|center|right){2,}(?:del)?", re.IGNORECASE)
"""What editors leave between a picture and its caption."""
_RESIDUE = re.compile(r"(?:(?:left|center|right|del|top|bottom|justify){2,}|\W+)", re.IGNORECASE)
_GLUED_RESIDUE = re.compile(r"(?:left|center|right|del|top|bottom){3,}$", re.IGNORECASE)
_CREDIT = re.compile(r"\(?\s*(?:Ảnh|Hình ảnh|Hình)\s*:\s*", re.IGNORECASE)
_CAPTION_LIKE = re.compile(r"\(?\s*(?:ảnh|hình|hình ảnh|quang cảnh|toàn cảnh)\b", re.IGNORECASE)
_CAPTION_LONGEST = 50
"""Words."""
_LEAD = 60
"""Characters; a shorter line may well be said again."""
_LEADS = 2
"""Blocks at the top of a body among which its lead is."""

_TITLED = re.compile(r"(?<!sub)(?:tieu_?de|title)")
"""What a title is called by those who lay pages out."""

_TITLE_WORDS = 5
"""Words; a section's name is shorter, and so is a person's."""

_AT_THE_TOP = 12
"""Blocks of a text among which its stamp stands."""

_AFTER_TITLE, _BEFORE_TITLE = 8, 3
"""Blocks of a page, after and before its title, among which its stamp stands."""

_MOST = 0.4
"""Share of a page's text below the title that an article has at least; the rest is the page's."""


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


def looks_like_html(text: str) -> bool:
    """Whether ``text`` is a page rather than the text of one."""
    return bool(_HTML.search(text, 0, _SAMPLE))


def old_article(text: str) -> OldArticle:
    """The article in ``text``, which is HTML or plain. Raises nothing."""
    if looks_like_html(text):
        # Who reads Word files, or begins a post, needs no parser of pages.
        from desk.importers.page import read_page  # noqa: PLC0415

        return _from_page(read_page(text))
    return _from_lines(_paragraphs(text))


# --- a plain text -----------------------------------------------------------------------


def _paragraphs(text: str) -> list[Block]:
    """Lines as blocks; a line that goes on in the middle of a sentence joins the one before."""
    blocks: list[Block] = []
    open_ = False
    for row in text.splitlines():
        line = squeeze(row)
        if not line:
            open_ = False
            continue
        if open_ and goes_on(blocks[-1].text, line):
            blocks[-1] = replace(blocks[-1], runs=words(f"{blocks[-1].text} {line}"))
        else:
            blocks.append(Block(runs=words(line)))
        open_ = True
    return [block for block in blocks if block.runs]


def _from_lines(blocks: Sequence[Block]) -> OldArticle:
    for at, block in enumerate(blocks[:_AT_THE_TOP]):
        stamp, rest = read_stamp(block.text)
        if stamp is not None:
            heads = [b.text for b in blocks[:at] if b.text and not _TOOL.fullmatch(b.text)]
            signed = _signed(heads)
            section, title, notes = _heads(heads[: len(heads) - len(signed)])
            following = list(blocks[at + 1 :])
            if rest:
                following.insert(0, block.cut(len(block.text) - len(rest)))
            return article_of(section, title, stamp, following, notes=notes, signed=signed)
    first = 1 if blocks and is_section(blocks[0].text) else 0
    section = blocks[0].text if first else ""
    title = blocks[first].text if len(blocks) > first else ""
    return article_of(section, title, None, list(blocks[first + 1 :]))


def _heads(lines: Sequence[str]) -> tuple[str, str, tuple[str, ...]]:
    """Section, title and notes from the lines above the stamp that name nobody."""
    first = 1 if len(lines) > 1 or (lines and is_section(lines[0])) else 0
    section = lines[0] if first else ""
    if len(lines) == first:
        return section, "", ()
    notes = tuple(f"dòng «{one}» ở trên tiêu đề không được đưa vào bài" for one in lines[first:-1])
    return section, lines[-1], notes


def _signed(lines: Sequence[str]) -> tuple[str, ...]:
    """The last of ``lines``, above the stamp, that say who wrote what they are above of.

    A bare name is a title where none of the lines above it can be one.
    """
    count = 0
    while count < len(lines):
        above = lines[: len(lines) - count - 1]
        read = parse_byline(lines[len(above)], below=bool(above))
        can_be_named = any(
            len(one.split()) >= _TITLE_WORDS and not is_section(one) for one in above
        )
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


# --- a page -----------------------------------------------------------------------------


class _Lines:
    """The blocks of a page that say something, with their texts, and which of them are stamps."""

    def __init__(self, page: Page) -> None:
        shown = [(p, p.block.text) for p in page.placed]
        shown = [(p, text) for p, text in shown if text or p.block.kind is Kind.PICTURE]
        self.placed = [p for p, _ in shown]
        self.texts = [text for _, text in shown]
        self._stamps: dict[int, tuple[Stamp | None, str]] = {}

    def stamp(self, at: int) -> tuple[Stamp | None, str]:
        """The stamp at the start of a block, and what follows it."""
        if at not in self._stamps:
            self._stamps[at] = read_stamp(self.texts[at])
        return self._stamps[at]

    def headings(self, level: int) -> list[int]:
        """Where the headings of this level stand."""
        blocks = [p.block for p in self.placed]
        return [i for i, b in enumerate(blocks) if b.kind is Kind.HEADING and b.level == level]

    def above_stamps(self, found: Sequence[int]) -> list[int]:
        """Those of the blocks ``found`` that a stamp follows soon."""
        return [i for i in found if any(self.stamp(s)[0] for s in self.after(i))]

    def after(self, at: int) -> range:
        """The blocks below a title among which its stamp stands."""
        return range(at + 1, min(len(self.texts), at + 1 + _AFTER_TITLE))


def _from_page(page: Page) -> OldArticle:
    lines = _Lines(page)
    placed, texts = lines.placed, lines.texts
    at = _title_at(lines, page.titles)
    if at is None:
        blocks = [p.block for p in placed]
        article = _from_lines(blocks)
        return replace(article, addresses=page.addresses, doubts=(*article.doubts, *page.doubts))
    stamp, stamp_at, rest = _stamp_near(lines, at)
    title = _whole(texts[at], page.titles)
    section = next((text for text in reversed(texts[:at]) if is_section(text)), "")
    start = max(at, stamp_at) + 1
    following = _body_of(placed, start, placed[at])
    if rest and stamp_at >= 0:
        block = placed[stamp_at].block
        following.insert(0, block.cut(len(block.text) - len(rest)))
    if stamp is None and page.published:
        stamp, _ = read_stamp(page.published)
    signed = _signed([title, *texts[at + 1 : max(at, stamp_at)]])
    return article_of(
        section,
        title,
        stamp,
        following,
        addresses=page.addresses,
        doubts=page.doubts,
        signed=tuple(one for one in signed if one != title),
    )


def _title_at(lines: _Lines, titles: Sequence[str]) -> int | None:
    """Where the title stands; None when only the order of lines can tell."""
    for found in _likely_titles(lines, titles):
        sure = lines.above_stamps(found) or found
        sure = [i for i in sure if not is_section(lines.texts[i])]
        if sure:
            return sure[0]
    return None


def _likely_titles(lines: _Lines, titles: Sequence[str]) -> Iterator[list[int]]:
    """Where the title may stand, the surest first; what is less sure is seldom looked for."""
    keys = {sameness(one) for one in titles}
    yield [
        i
        for i, (p, text) in enumerate(zip(lines.placed, lines.texts, strict=True))
        if p.block.kind is not Kind.PICTURE
        and len(text.split()) > 3  # noqa: PLR2004 - a section has three words
        and sameness(text) in keys
    ]
    yield lines.headings(1)
    yield lines.above_stamps([i for i, p in enumerate(lines.placed) if _TITLED.search(p.marks)])
    yield lines.above_stamps(lines.headings(2))
    yield lines.above_stamps(lines.headings(3))


def _whole(shown: str, titles: Sequence[str]) -> str:
    """The title, in full where the page's head has it so and the page shows it cut with dots."""
    stem = shown.removesuffix("…").removesuffix("...").rstrip()
    if stem != shown:
        for one in titles:
            if one.startswith(stem) and one.rstrip(".…") != stem:
                return one
    return shown


def _stamp_near(lines: _Lines, at: int) -> tuple[Stamp | None, int, str]:
    """The stamp nearest to the title, where it stands (-1: nowhere), and what follows it."""
    before = range(at - 1, max(-1, at - 1 - _BEFORE_TITLE), -1)
    for i in (*lines.after(at), *before):
        stamp, rest = lines.stamp(i)
        if stamp is not None:
            return stamp, i, rest
    return None, -1, ""


def _body_of(placed: Sequence[Placed], start: int, title: Placed) -> list[Block]:
    """Blocks from ``start`` on in the smallest room that holds the title and most of the text.

    So the footer and the columns beside the article stay out, whatever they say.
    """
    weights: Counter[int] = Counter()
    total = 0
    for p in placed[start:]:
        if _END.fullmatch(p.block.text):
            break
        total += len(p.block.text)
        for room in p.rooms:
            weights[room] += len(p.block.text)
    for room in reversed(title.rooms):
        if weights[room] > _MOST * total:
            return [p.block for p in placed[start:] if room in p.rooms]
    return [p.block for p in placed[start:]]


# --- both ---------------------------------------------------------------------------------


def article_of(
    section: str,
    title: str,
    stamp: Stamp | None,
    blocks: Sequence[Block],
    *,
    addresses: tuple[str, ...] = (),
    doubts: tuple[str, ...] = (),
    notes: tuple[str, ...] = (),
    signed: tuple[str, ...] = (),
) -> OldArticle:
    """What was found of an article, its body cleaned and its captions at their pictures."""
    kept, left_out = _cleaned(blocks, title)
    if kept and kept[0].kind is Kind.TEXT and parse_byline(kept[0].text).labelled:
        signed = (*signed, kept.pop(0).text)
    links = len(kept)
    while kept and kept[-1].kind is Kind.ITEM and all(run.href for run in kept[-1].runs):
        kept.pop()
    if links := links - len(kept):
        notes = (*notes, f"đã bỏ danh sách {links} đường dẫn ở cuối trang, không thuộc bài")
        left_out.append(f"danh sách đường dẫn ở cuối trang: {links}")
    if stamp is not None and stamp.doubt:
        doubts = (*doubts, stamp.doubt)
    if stamp is not None and stamp.note:
        notes = (*notes, stamp.note)
    last = re.split(r"\s*[>»/|]+\s*", section.strip(" >»/|"))[-1]
    return OldArticle(
        title=title,
        section=last,
        stamp=stamp,
        blocks=tuple(_captioned(kept)),
        signed=signed,
        addresses=addresses,
        doubts=doubts,
        notes=notes,
        left_out=tuple(left_out),
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
        if _END.fullmatch(text):
            left_out.append(f"phần từ «{text}» trở đi: {len(blocks) - at} đoạn")
            break
        if _RESIDUE.fullmatch(text) or _TOOL.fullmatch(text):
            if any(char.isalnum() for char in text):
                left_out.append(f"dòng của trang: {text}")
            continue
        if not kept and sameness(text) == sameness(title):
            left_out.append(f"tiêu đề lặp lại: {text}")
            continue
        if _is_said(text, kept):
            left_out.append(f"đoạn đầu lặp lại: {text}")
            continue
        if glued := _GLUED_RESIDUE.search(text):
            kept.append(block.cut(0, glued.start()))
            continue
        kept.append(block)
    return kept, left_out


def _may_be_caption(text: str) -> bool:
    return bool(text) and len(text.split()) <= _CAPTION_LONGEST and text[-1] not in ";:!?"


def _is_said(text: str, kept: Sequence[Block]) -> bool:
    """Whether the lead, which some portals show twice, stands here again."""
    return len(text) > _LEAD and any(
        one.kind is Kind.TEXT and one.text == text for one in kept[:_LEADS]
    )


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

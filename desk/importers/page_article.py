"""A saved page as an article: which of its lines is the title, which the stamp, which the body."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from desk.importers.article_parts import OldArticle, article_of, from_lines, is_section, signed_by
from desk.importers.blocks import Block, Kind
from desk.importers.page import Page, Placed, read_page
from desk.importers.page_below import below_the_text
from desk.importers.page_links import are_buttons, is_file, leads_to_file
from desk.importers.page_names import Part
from desk.importers.page_phrases import (
    goes_on_below,
    is_beside,
    is_labelled,
    is_tool,
    leads_to_another,
    leads_to_others,
    named,
    writer,
    written_by,
)
from desk.importers.page_stamps import Stamp, read_stamp, read_stamp_beside
from plugins.vietnamese import sameness

_TITLED = re.compile(r"(?<!sub)(?:tieu_?de|title)")
"""What a title is called by those who lay pages out."""

_AFTER_TITLE, _BEFORE_TITLE = 8, 3
"""Blocks of a page, after and before its title, among which its stamp stands."""

_MOST = 0.4
"""Share of a page's text below the title that an article has at least; the rest is the page's."""

_PARAGRAPH = 60
"""Characters; a shorter line between the title and the stamp says when, who or how often."""

_HOUR = re.compile(r"\W*\d{1,2}\s*(?::|h|giờ)\s*\d{0,2}.{0,12}", re.IGNORECASE)
"""A line that may say an hour, and nothing else."""

_NAME, _NAMES = 40, 12
"""Characters of one part of a page, and parts, that are named as left out."""

_CAPTION = 25
"""Words of a caption that is known by its place alone, if it is of several sentences."""
_SENTENCES = re.compile(r"\w{2}[.!?] (?!Ảnh|Nguồn)[A-ZĐÀ-Ỹ]")

_FEW, _ROW = 2, 120
"""Links, and characters, of a row of links."""

_OF_FOOTERS = re.compile(
    r"địa chỉ|điện thoại|e-?mail|bản quyền|giấy phép|chịu trách nhiệm", re.IGNORECASE
)


class _Lines:
    """Blocks of a page that say something, with their texts, and which of them are stamps."""

    def __init__(self, placed: Sequence[Placed]) -> None:
        shown = [(p, p.block.text) for p in placed]
        shown = [(p, text) for p, text in shown if text or p.block.kind is Kind.PICTURE]
        self.placed = [p for p, _ in shown]
        self.texts = [text for _, text in shown]
        self._stamps: dict[int, tuple[Stamp | None, str]] = {}

    def stamp(self, at: int) -> tuple[Stamp | None, str]:
        """The stamp at the start of a block, and what follows it."""
        if at not in self._stamps:
            self._stamps[at] = read_stamp(self.texts[at])
        return self._stamps[at]

    def timed(self, at: int) -> Stamp | None:
        """The stamp of a block that has only a day and of the next, which has only an hour."""
        hour = self.texts[at + 1] if at + 1 < len(self.texts) else ""
        if not _HOUR.fullmatch(hour):
            return None
        stamp, rest = read_stamp(f"{self.texts[at]} {hour}")
        return stamp if stamp is not None and not stamp.doubt and not rest else None

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

    def own(self, at: int | None) -> tuple[_Lines, list[Placed]]:
        """The lines that are not the page's own, by its names, and the others from the title on.

        A name is not believed where the title stands within, or much of the text.
        """
        start = 0 if at is None else at + 1
        weights: Counter[int] = Counter()
        for p, text in zip(self.placed[start:], self.texts[start:], strict=True):
            weights.update(dict.fromkeys(p.furniture, len(text)))
        most = _MOST * sum(map(len, self.texts[start:]))
        believed = {one for one, weight in weights.items() if weight <= most}
        believed |= {one for p in self.placed[:start] for one in p.furniture} - set(weights)
        if at is not None:
            believed -= set(self.placed[at].furniture)
        if not believed:
            return self, []
        kept = [p for p in self.placed if believed.isdisjoint(p.furniture)]
        left = [p for p in self.placed[start:] if not believed.isdisjoint(p.furniture)]
        return _Lines(kept), left


def article_in(html: str) -> OldArticle:
    """The article of a saved page. Raises nothing."""
    return _from_page(read_page(html))


def _from_page(page: Page) -> OldArticle:
    every = _Lines(page.placed)
    outside = [i for i, p in enumerate(every.placed) if not p.furniture]
    at = _title_at(every, page.titles, set(outside))
    if at is None:
        at = _title_at(every, page.titles, set(range(len(every.texts))))
    lines, page_own = every.own(at)
    placed, texts = lines.placed, lines.texts
    section = next((text for text in reversed(every.texts[:at]) if is_section(text)), "")
    if at is None:
        article = from_lines([p.block for p in placed])
        return replace(article, addresses=page.addresses, doubts=(*article.doubts, *page.doubts))
    every_at = at
    at = next(i for i, p in enumerate(placed) if p is every.placed[every_at])
    stamp, stamp_at, rest, beside = _stamp_near(lines, at)
    if stamp is None and not page.published:
        # Some pages have it among what they call their own.
        stamp, _, _, beside = _stamp_near(every, every_at)
    title = _whole(texts[at], page.titles)
    start = max(at, stamp_at) + 1
    above = placed[at + 1 : max(at, stamp_at)]
    following = _body_of(placed, start, placed[at])
    taken = _beside_the_stamp(following)
    signed = [*_signed(title, above), *beside, *(one for text in taken if (one := named(text)))]
    tail = _tail(following)
    body, below = below_the_text(following[: len(following) - len(tail)])
    kept = [p for p in _without_boxes(body) if not _is_of_the_page(p)]
    blocks = list(_framed(kept))
    if rest and stamp_at >= 0:
        block = placed[stamp_at].block
        blocks.insert(0, block.cut(len(block.text) - len(rest)))
    blocks[:0] = _above_the_stamp(above)
    return article_of(
        section,
        title,
        _agreed(stamp, page.published, is_above=0 <= stamp_at < at),
        blocks,
        addresses=page.addresses,
        doubts=page.doubts,
        signed=tuple(signed),
        left_out=(
            *_own_parts(page_own),
            *_left_beside([*(p.block.text for p in above), *taken]),
            *(f"dòng dưới bài: {one}" for one in below),
            *([f"phần từ «{tail[0].block.text}» trở đi: {len(tail)} đoạn"] if tail else []),
        ),
    )


# --- the title and the stamp -----------------------------------------------------------


def _title_at(lines: _Lines, titles: Sequence[str], among: Collection[int]) -> int | None:
    """Where the title stands; None when only the order of lines can tell."""
    for every in _likely_titles(lines, titles):
        found = [i for i in every if i in among]
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


def _stamp_near(lines: _Lines, at: int) -> tuple[Stamp | None, int, str, list[str]]:
    """The stamp nearest to the title, where it stands (-1: nowhere), what follows, who is named."""
    before = range(at - 1, max(-1, at - 1 - _BEFORE_TITLE), -1)
    for i in lines.after(at):
        stamp, rest = lines.stamp(i)
        if stamp is not None and (timed := lines.timed(i)):
            return timed, i + 1, "", []
        if stamp is not None:
            by = "" if is_tool(rest) else written_by(rest) if rest else None
            return stamp, i, rest if by is None else "", [by] if by else []
        stamp, beside, parted = read_stamp_beside(lines.texts[i])
        if stamp is not None and is_beside(beside, parted):
            return stamp, i, "", [one for one in (named(beside),) if one]
    for i in before:
        stamp, rest = lines.stamp(i)
        if stamp is not None:
            return stamp, i, rest, []
    return None, -1, "", []


def _agreed(stamp: Stamp | None, published: str, *, is_above: bool) -> Stamp | None:
    """What the page shows; with the hour that it gives to machines, where it shows only a day.

    What stands above the title may be the day on which the page was saved: machines know better.
    """
    said = read_stamp(published)[0] if published else None
    if said is None or said.doubt:
        return stamp or said
    if stamp is None or (is_above and stamp.when.date() != said.when.date()):
        return said
    is_hourless = stamp.doubt and "không ghi giờ" in stamp.doubt
    return said if is_hourless and stamp.when.date() == said.when.date() else stamp


# --- who signed ------------------------------------------------------------------------


def _signed(title: str, above: Sequence[Placed]) -> list[str]:
    """Lines between the title and the stamp that say who wrote it."""
    marked = [p.block.text for p in above if p.part & (Part.AUTHOR | Part.META)]
    writers = [one for text in marked if (one := named(text))]
    if writers:
        return writers
    found = signed_by([title, *(p.block.text for p in above)])
    return [one for one in found if one != title and writer(one)]


def _beside_the_stamp(following: list[Placed]) -> list[str]:
    """Lines at the top of the body that only say who wrote it, when, how often; taken from it."""
    taken: list[str] = []
    while len(following) > 1:
        first, text = following[0], following[0].block.text
        says_who = first.part & (Part.AUTHOR | Part.META) or (text and not writer(text))
        says_who = says_who or is_labelled(text)
        most = 2 * _PARAGRAPH if first.part & Part.META else _PARAGRAPH
        if len(text) >= most or not says_who or (text[-1:] in ".!?…:" and not named(text)):
            break
        taken.append(text)
        del following[0]
    return taken


# --- the body --------------------------------------------------------------------------


def _is_said(p: Placed) -> bool:
    return p.block.kind in (Kind.TEXT, Kind.HEADING) and not is_tool(p.block.text)


def _above_the_stamp(above: Sequence[Placed]) -> Iterator[Block]:
    """What between title and stamp is of the text: a lead, a picture with a caption."""
    framed = list(_framed(above))
    for at, (p, block) in enumerate(zip(above, framed, strict=True)):
        below = framed[at + 1] if at + 1 < len(framed) else None
        if block.kind is Kind.PICTURE and below is not None and below.aside and below.text:
            yield from (block, below)
        elif len(block.text) >= _PARAGRAPH and _is_said(p) and not block.aside:
            yield block


def _body_of(placed: Sequence[Placed], start: int, title: Placed) -> list[Placed]:
    """Blocks from ``start`` on in the smallest room that holds the title and most of the text.

    So the footer and the columns beside the article stay out, whatever they say.
    """
    weights: Counter[int] = Counter()
    total = 0
    for p in placed[start:]:
        if goes_on_below(p.block.text):
            break
        total += len(p.block.text)
        for room in p.rooms:
            weights[room] += len(p.block.text)
    for room in reversed(title.rooms):
        if weights[room] > _MOST * total:
            return [p for p in placed[start:] if room in p.rooms]
    return list(placed[start:])


def _without_boxes(following: Sequence[Placed]) -> Iterator[Placed]:
    """The body without links to other news within it, below which the text goes on."""
    at = 0
    while at < len(following):
        if leads_to_others(following[at].block.text):
            end = at + 1
            while end < len(following) and _is_link(following[end]):
                end += 1
            if at + 1 < end < len(following) and _goes_on(following[end]):
                at = end
                continue
        yield following[at]
        at += 1


def _tail(following: Sequence[Placed]) -> Sequence[Placed]:
    """A heading and links alone below it, all to one site, where nothing else follows."""
    end = len(following)
    while (
        end and following[end - 1].block.kind is not Kind.PICTURE and _is_link(following[end - 1])
    ):
        end -= 1
    if not 0 < end <= len(following) - _FEW:
        return ()
    above = following[end - 1].block
    hrefs = [run.href for p in following[end:] for run in p.block.runs if run.href]
    is_head = above.kind is Kind.HEADING or leads_to_others(above.text)
    is_one_site = len({href.split("/")[2] if "://" in href else "" for href in hrefs}) == 1
    is_own = is_head and is_one_site and not any(map(is_file, hrefs))
    return following[end - 1 :] if is_own else ()


def _is_link(p: Placed) -> bool:
    if p.block.kind is Kind.PICTURE:
        return True
    linked = sum(len(run.text) for run in p.block.runs if run.href)
    return bool(p.block.runs) and linked * 2 >= len(p.block.text)


def _framed(body: Sequence[Placed]) -> Iterator[Block]:
    """The blocks; a line alone with a picture in one room of the page stands beside it."""
    shared = Counter(room for p in body for room in p.rooms)
    for before, p in zip((None, *body), body, strict=False):
        rooms = before.rooms if before and before.block.kind is Kind.PICTURE else ()
        is_framed = any(shared[room] == _FEW and room in p.rooms for room in rooms)
        is_framed = is_framed and not _is_paragraph(p.block.text)
        yield replace(p.block, aside=True) if is_framed else p.block


def _is_paragraph(text: str) -> bool:
    """Whether a line beside a picture is too much for a caption: long, and of two sentences."""
    return len(text.split()) > _CAPTION and _SENTENCES.search(text) is not None


def _is_of_the_page(p: Placed) -> bool:
    """Whether a line is its page's by where its links lead."""
    runs = p.block.runs
    if p.block.kind is not Kind.TEXT or not any(run.href for run in runs):
        return False
    before = "".join(run.text for run in runs if not run.href)
    is_pointer = leads_to_another(before) and not leads_to_file(runs)
    is_pressed = are_buttons(runs) and not goes_on_below(p.block.text)
    return is_pointer or is_pressed or _is_row_of_links(p)


def _is_row_of_links(p: Placed) -> bool:
    """Whether a line is only links, a few of them, none to a file: the page's ways to its parts."""
    runs = p.block.runs
    leads = {run.href for run in runs if run.href}
    if p.block.kind is not Kind.TEXT or len(leads) < _FEW or len(p.block.text) > _ROW:
        return False
    between = "".join(run.text for run in runs if not run.href)
    return not any(map(str.isalnum, between)) and not any(map(is_file, leads))


def _goes_on(p: Placed) -> bool:
    text = p.block.text
    return p.block.kind is Kind.TEXT and len(text) >= _PARAGRAPH and not _OF_FOOTERS.search(text)


def _left_beside(lines: Sequence[str]) -> Iterator[str]:
    """Lines beside the stamp that are not in the post and name nobody, but for buttons."""
    for one in lines:
        if one and writer(one) and not named(one) and not is_tool(one) and len(one) < _PARAGRAPH:
            yield f"dòng cạnh ngày đăng: {one}"


def _own_parts(page_own: Sequence[Placed]) -> Iterator[str]:
    """What is left out as the page's own, in one line: the first words of each part."""
    first = dict[int, str]()
    for p in page_own:
        if text := p.block.text:
            first.setdefault(p.furniture[0], text)
    names = [one if len(one) <= _NAME else f"{one[:_NAME]}…" for one in first.values()]
    if names:
        more = ", …" if len(names) > _NAMES else ""
        yield f"phần của trang: {', '.join(f'«{one}»' for one in names[:_NAMES])}{more}"

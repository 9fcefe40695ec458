"""A Word file as an article: which of its lines are the title, the day, the body, the byline."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from desk.importers.article_parts import OldArticle, article_of, is_section
from desk.importers.blocks import Block, Kind, is_bold
from desk.importers.letterhead import Frame, without_frame
from desk.importers.page_stamps import Stamp, read_stamp
from desk.importers.signature import names_office
from desk.importers.word_package import Refused
from desk.importers.word_reading import WordText, read_word
from desk.importers.word_tables import laid_out
from plugins.bylines import parse_byline
from plugins.bylines.persons import is_person
from plugins.vietnamese import VIETNAM, fold

_KINDS = frozenset(
    {
        "tin bai", "tin", "bai", "bai viet", "tin hoat dong", "tin tuc", "tin anh", "tin van",
        "ban tin", "tin nhanh", "phong su", "bai du thi", "tin bai hoat dong", "tin tuc su kien",
    }
)  # fmt: skip
"""Lines that say what a text is, and are not its title."""
_TYPES = re.compile(
    r"(?:báo cáo(?: nhanh| tóm tắt)?|thông báo|thông cáo báo chí|kế hoạch|tờ trình|công văn"
    r"|kết luận|quyết định|nghị quyết|chỉ thị|hướng dẫn|quy chế|chương trình|đề án|phương án"
    r"|chuyên đề|tham luận|sáng kiến(?: kinh nghiệm)?)",
    re.IGNORECASE,
)
"""Kinds of documents whose title goes on in the next line."""
_CALLED = re.compile(r"(?:tin|bài|tin bài|bài viết|tiêu đề|tên bài|tít)\s*:\s+", re.IGNORECASE)
"""What some write before a title to say that it is one."""
_CREDIT = re.compile(r"\(?\s*(?:ảnh|hình ảnh|hình)\s*:\s*[^.]{2,60}\)?\.?", re.IGNORECASE)
_AT_THE_TOP = 12
_LONG = 40
"""Words; a longer block is the text, and no title stands below it."""
_LONGEST_TITLE = 60
_FEWEST = 3
"""Words of a caption that nothing but its place tells of."""
_LONGEST_ABOVE = 25
"""Words of a caption above its picture; longer, it is the lead."""
_HOUR = 8
_APART = re.compile(r"[-–,(/|]")
"""What stands between a name and an office."""
_LEAD = 12
"""Words; a shorter line with a full stop may well be of a title."""
_LAST = 3
"""Lines at the end of a text among which its byline stands."""
_BYLINES = 3
"""Lines below a title among which the day stands below names."""


def word_article(data: bytes) -> OldArticle:
    """The article in the Word file ``data``. Raises Refused when there is none to be had."""
    text = read_word(data)
    frame = without_frame(text.items)
    blocks = [b for b in laid_out(frame.items) if b.kind is Kind.PICTURE or b.text]
    if not any(b.text for b in blocks):
        msg = "tệp Word không có chữ nào đọc được"
        raise Refused(msg)
    above, title, rest = _title(blocks, frame.subject)
    title = title[found.end() :] if (found := _CALLED.match(title)) else title
    signed, rest = _signed(rest, is_dated=frame.day is not None)
    stamp = _taken_stamp(above, rest) or _stamp_of(frame)
    section = next((b.text for b in above if is_section(b.text) or fold(b.text) in _KINDS), "")
    above = _captioned_below(above)
    lost = [b.text for b in above if b.text and b.text != section]
    rest = [b for b in above if b.kind is Kind.PICTURE] + rest
    article = article_of(
        section if is_section(section) else "",
        title,
        stamp,
        [*_credited(_captioned(rest)), *text.notes],
        signed=signed,
    )
    left_out = [*frame.left_out, *(f"dòng trên tiêu đề: {one}" for one in lost), *_unseen(text)]
    return replace(
        article,
        files=text.pictures,
        organs=frame.organs,
        is_draft=True,
        left_out=(*article.left_out, *left_out),
        notes=(*article.notes, *_notes(text)),
    )


def _unseen(text: WordText) -> list[str]:
    return [f"{what}: {count}" for what, count in sorted(text.left_out.items())]


def _notes(text: WordText) -> list[str]:
    notes = [
        f"đã chuyển {count} đoạn từ mã {encoding} sang Unicode; hãy đọc lại"
        for encoding, count in sorted(text.encodings.items())
    ]
    if text.inserted:
        notes.append(
            f"tệp còn lưu vết sửa: đã lấy {text.inserted} chỗ viết thêm vào bài, bỏ chỗ đã xóa"
        )
    return notes


# --- the title -------------------------------------------------------------------------------


def _title(blocks: Sequence[Block], subject: str) -> tuple[list[Block], str, list[Block]]:
    """What stands above the title, the title, and what follows.

    ``subject``: what a letterhead says it is about, the title of a letter, which has no other.
    """
    top = list(blocks[:_AT_THE_TOP])
    long = next((i for i, b in enumerate(top) if _is_prose(b)), len(top))
    for wanted in (_is_title, _is_heading, _is_display):
        found = [i for i in range(long) if wanted(top[i]) and not _is_label(top[i].text)]
        found = [i for i in found if not _signs(top, i)]
        if found and (wanted is not _is_heading or _heads_all(blocks, found[0])):
            return _joined(blocks, found[0])
    if subject:
        return [], subject[0].upper() + subject[1:], list(blocks)
    first = next(
        (i for i, b in enumerate(top) if b.kind is Kind.TEXT and not _is_label(b.text)), None
    )
    if first is None or read_stamp(blocks[first].text)[0] is not None:
        return [], "", list(blocks)
    if len(blocks[first].text.split()) > _LONGEST_TITLE:
        return [], "", list(blocks)
    end = first + 1
    while end < len(top) and _goes_on(blocks, end):
        end += 1
    said = " ".join(b.text for b in blocks[first:end])
    return list(blocks[:first]), said, list(blocks[end:])


def _signs(blocks: Sequence[Block], at: int) -> bool:
    """Whether a line is who wrote the sentences above it: of a short text all is at the top."""
    is_below = any(b.kind is Kind.TEXT and b.text.endswith(".") for b in blocks[:at])
    return is_below and parse_byline(blocks[at].text).found


def _is_prose(block: Block) -> bool:
    return block.kind is Kind.TEXT and len(block.text.split()) > _LONG and not _is_display(block)


def _is_title(block: Block) -> bool:
    return block.kind is Kind.HEADING and block.level == 0


def _is_heading(block: Block) -> bool:
    return block.kind is Kind.HEADING


def _is_display(block: Block) -> bool:
    """Whether a line stands in the middle and is bold or in capitals, as titles do."""
    return block.kind is Kind.TEXT and block.aside and (is_bold(block.runs) or block.text.isupper())


def _heads_all(blocks: Sequence[Block], at: int) -> bool:
    """Whether a heading is above all of the text: nothing like a text stands before it."""
    return not any(b.kind is Kind.TEXT and b.text.endswith((".", ":")) for b in blocks[:at])


def _is_label(text: str) -> bool:
    """Whether a line says what kind of text follows, or where on the site it belongs."""
    return is_section(text) or fold(text).strip(" :.-") in _KINDS


def _joined(blocks: Sequence[Block], at: int) -> tuple[list[Block], str, list[Block]]:
    """A title on several lines; after the name of a document's kind the next line."""
    end = at + 1
    said = [blocks[at].text]
    in_display, in_title = _is_display(blocks[at]), _is_title(blocks[at])
    goes_on = bool(_TYPES.fullmatch(said[0]))
    while end < len(blocks) and (
        (_is_display(blocks[end]) and (in_display or goes_on))
        or (_is_title(blocks[end]) and in_title)
    ):
        if read_stamp(blocks[end].text)[0] is not None or _is_name_below(blocks, end):
            break
        if _is_lead(blocks[end], below=blocks[at]):
            break
        said.append(blocks[end].text)
        end += 1
        goes_on = False
    return list(blocks[:at]), _in_one(said), list(blocks[end:])


def _is_lead(block: Block, *, below: Block) -> bool:
    """Whether a line under a title is the first sentence of the text: long, and it ends as one."""
    is_other = not below.text.endswith(".") and len(block.text.split()) >= _LEAD
    return is_other and block.text.endswith((".", "…", "!", ".”")) and not block.text.isupper()


def _goes_on(blocks: Sequence[Block], at: int) -> bool:
    """Whether a plain title, set apart from the text, goes on in a line of the same dress."""
    first, one = blocks[at - 1], blocks[at]
    if one.kind is not Kind.TEXT or not (first.aside or is_bold(first.runs)):
        return False
    if (one.aside, is_bold(one.runs)) != (first.aside, is_bold(first.runs)) or _is_prose(one):
        return False
    if first.text[-1] in ".:;!?" or read_stamp(one.text)[0] is not None:
        return False
    is_capital = first.text.isupper() and one.text.isupper()
    return one.text[0].islower() or (is_capital and not _is_name_below(blocks, at))


def _is_name_below(blocks: Sequence[Block], at: int) -> bool:
    """Whether a line below a title is who wrote the text.

    In capitals below capitals (``… KẾT QUẢ`` / ``BƯỚC ĐẦU``) most words look like a name: such a
    line is one only where no line of the title follows, and nobody signs below the text.
    """
    line = blocks[at].text
    read = parse_byline(line)
    if not read.authors:
        return False
    is_capital = line.isupper() and blocks[at - 1].text.isupper()
    is_office = names_office(line) and bool(_APART.search(line))
    if read.labelled or is_office or not is_capital:
        return True
    follows = at + 1 < len(blocks) and _is_display(blocks[at + 1])
    return not follows and not _is_signed_below(blocks[at + 1 :])


def _is_signed_below(blocks: Sequence[Block]) -> bool:
    """Whether one of the last lines says who wrote the text."""
    return any(b.kind is Kind.TEXT and parse_byline(b.text).found for b in blocks[-_LAST:])


def _in_one(lines: list[str]) -> str:
    """Lines of a title as one; ``BÁO CÁO`` above a line in small letters is one of its words."""
    first, *rest = lines
    if rest and _TYPES.fullmatch(first) and first.isupper() and not rest[0].isupper():
        opening, _, more = rest[0].partition(" ")
        is_word = opening.istitle() and more[:1].islower()  # and no name, as in Hà Nội
        rest[0] = f"{opening.lower() if is_word else opening} {more}".strip()
        return " ".join([first.capitalize(), *rest])
    return " ".join(lines)


# --- the day ---------------------------------------------------------------------------------


def _taken_stamp(*parts: list[Block]) -> Stamp | None:
    """When the text is from, by the first line that says it, which is taken out of its part."""
    for blocks in parts:
        for at, block in enumerate(blocks[:_AT_THE_TOP]):
            if block.kind is not Kind.TEXT:
                continue
            stamp, left = read_stamp(block.text)
            if stamp is None:
                continue
            stamp = replace(stamp, doubt=stamp.doubt.replace("trang cũ", "tệp"))
            kept = [block.cut(len(block.text) - len(left))] if left else []
            blocks[at : at + 1] = kept
            return stamp
    return None


def _stamp_of(frame: Frame) -> Stamp | None:
    """When the text is from, by what stands around it."""
    if frame.day is None:
        return None
    day = frame.day
    when = datetime(day.year, day.month, day.day, _HOUR, tzinfo=VIETNAM)
    doubt = f"tệp chỉ ghi ngày «{frame.dated}», không ghi giờ đăng"
    return Stamp(when=when, text=frame.dated, doubt=doubt)


# --- the body --------------------------------------------------------------------------------


def _signed(blocks: list[Block], *, is_dated: bool) -> tuple[tuple[str, ...], list[Block]]:
    """Names between the title and the line that says when, and the blocks from that line on.

    ``is_dated``: that line may be set aside with the frame; then a name alone is who signs.
    """
    for at, block in enumerate(blocks[:_BYLINES]):
        if read_stamp(block.text)[0] is not None:
            names = tuple(one.text for one in blocks[:at])
            is_signed = all(parse_byline(name).authors for name in names)
            return (names, blocks[at:]) if is_signed else ((), blocks)
    if not blocks or blocks[0].kind is not Kind.TEXT:
        return (), blocks
    line = blocks[0].text
    # Set apart below the title of a text that nobody signs, a name is who wrote it.
    is_apart = blocks[0].aside and not line.isupper() and not _is_signed_below(blocks[1:])
    if names_office(line) or ((is_dated or is_apart) and _is_byline(line)):
        return (line,), blocks[1:]
    return (), blocks


def _is_byline(line: str) -> bool:
    return names_office(line) or (is_person(line) and bool(parse_byline(line).authors))


def _captioned(blocks: list[Block]) -> list[Block]:
    """A plain line between a picture and its ``Ảnh: …`` is the caption where it is no sentence."""
    blocks = _captioned_above(blocks)
    kept: list[Block] = []
    for at, block in enumerate(blocks):
        before = kept[-1] if kept else None
        if before is not None and before.kind is Kind.PICTURE and block.kind is Kind.TEXT:
            below = blocks[at + 1].text if at + 1 < len(blocks) else ""
            if before.caption and _CREDIT.fullmatch(block.text):
                kept[-1] = _with_credit(before, _name_of(block))
                continue
            is_short = len(block.text.split()) <= _LONG and block.text[-1] not in ".:;"
            is_between = _CREDIT.fullmatch(below) or _is_plain_caption(blocks, at)
            if not before.caption and is_short and is_between:
                kept[-1] = replace(before, caption=block.text)
                continue
        kept.append(block)
    return kept


def _is_plain_caption(blocks: Sequence[Block], at: int) -> bool:
    """Whether a plain line below a picture is its caption: a few words between it and a sentence.

    A line of the text ends with a full stop, a heading is bold, and who signs stands at the end.
    """
    line, after = blocks[at], blocks[at + 1] if at + 1 < len(blocks) else None
    count = len(line.text.split())
    if after is None or not _FEWEST <= count <= _LONGEST_ABOVE or line.text[-1] in ".:;!?…":
        return False
    if is_bold(line.runs) or parse_byline(line.text).found:
        return False
    return after.kind is Kind.PICTURE or (after.kind is Kind.TEXT and after.text.endswith("."))


def _captioned_below(blocks: list[Block]) -> list[Block]:
    """Pictures above a title with the captions below them, and whatever else is there."""
    kept: list[Block] = []
    for block in blocks:
        before = kept[-1] if kept else None
        is_below = before is not None and before.kind is Kind.PICTURE and not before.caption
        if before is not None and is_below and _may_be_below(block) and not is_bold(block.runs):
            kept[-1] = replace(before, caption=block.text)
        else:
            kept.append(block)
    return kept


def _captioned_above(blocks: list[Block]) -> list[Block]:
    """Pictures with the captions that stand above them, where none stands below.

    Above a picture stands a short line in italics or in the middle, which is not bold and ends
    no sentence. Where every picture has one, and one of them none below, all stand above.
    """
    bare = [at for at, b in enumerate(blocks) if b.kind is Kind.PICTURE and not b.caption]
    above = [at for at in bare if at and _is_caption(blocks[at - 1])]
    below = {at for at in bare if at + 1 < len(blocks) and _may_be_below(blocks[at + 1])}
    if above != bare or below.issuperset(above):
        above = [at for at in above if at not in below and at - 2 not in below]
    kept: list[Block] = []
    for at, block in enumerate(blocks):
        if at in above:
            block = replace(block, caption=kept.pop().text)  # noqa: PLW2901 - with its caption
        kept.append(block)
    return kept


def _is_caption(block: Block) -> bool:
    return (
        block.kind is Kind.TEXT
        and block.aside
        and not is_bold(block.runs)
        and len(block.text.split()) <= _LONGEST_ABOVE
        and block.text[-1] not in ".:;!?"
    )


def _may_be_below(block: Block) -> bool:
    return block.kind is Kind.TEXT and (block.aside or bool(_CREDIT.match(block.text)))


def _credited(blocks: list[Block]) -> list[Block]:
    """A line ``Ảnh: …`` away from every picture is who took all of them."""
    if not any(b.kind is Kind.PICTURE for b in blocks):
        return blocks
    kept: list[Block] = []
    credit = ""
    for at, block in enumerate(blocks):
        before = blocks[at - 1] if at else None
        is_beside = before is not None and before.kind is Kind.PICTURE and not before.caption
        is_last = at >= len(blocks) - 3
        if is_last and not is_beside and block.kind is Kind.TEXT and _CREDIT.fullmatch(block.text):
            credit = _name_of(block)
        else:
            kept.append(block)
    if not credit:
        return blocks
    return [_with_credit(b, credit) for b in kept]


def _name_of(line: Block) -> str:
    return line.text.strip(" ().")


def _with_credit(block: Block, credit: str) -> Block:
    if block.kind is not Kind.PICTURE or _CREDIT.search(block.caption):
        return block
    caption = f"{block.caption.rstrip(' .')}. {credit}" if block.caption else credit
    return replace(block, caption=caption)

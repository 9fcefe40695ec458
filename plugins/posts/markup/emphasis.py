"""Which stars and underlines dress words, and which only stand there.

A mark opens before a word and closes behind one, as in CommonMark; but here
punctuation between mark and word does not matter (``**“ba cùng”**là``), a single
star between letters or digits is a star (``8*8``), so is a mask (``Văn ***``), and
two stars with a space inside (``** đậm **``) still mean bold.
"""

from __future__ import annotations

from dataclasses import dataclass

_OPENING = frozenset("“‘«([{„")
_CLOSING = frozenset(")]}”’»>.,;:!?…%")
_QUOTES = frozenset("\"'")
_LONGEST_RUN = 3
_FARTHEST = 16
"""Open marks that a closing one is tried against, so that no text makes it slow."""
# fmt: off
_BEFORE_A_MASK = frozenset({
    "ông", "bà", "anh", "chị", "em", "cháu", "cô", "chú", "bác", "cụ", "tên", "cáo", "can", "văn",
    "thị", "số", "ngày", "tháng", "năm", "giờ", "phút", "lúc", "thôn", "xóm", "tổ", "xã", "phường",
    "huyện", "tỉnh", "tại", "sinh", "là", "ở", "và",
})
# fmt: on
"""Words after which two stars or underlines alone stand for something left out."""


@dataclass(slots=True)
class Mark:
    """One run of a star or underline, and what it may do."""

    char: str
    count: int
    at: int
    """Its place among the pieces."""
    opens: bool
    closes: bool
    loosely_opens: bool = False
    """Two marks with a space behind them."""
    loosely_closes: bool = False
    """Two marks with a space before them."""
    before: str = ""
    after: str = ""
    """Tags that close before, and open behind, what is left of the run."""
    position: int = 0
    """In the text, for the line of a problem."""


def mark(text: str, start: int, end: int, at: int) -> Mark:
    """The run ``text[start:end]``, which becomes piece ``at``."""
    char, count = text[start], end - start
    before, after = text[start - 1 : start], text[end : end + 1]
    leads, trails = _leads(text, end, char), _trails(text, start - 1, char)
    inside = before.isalnum() and after.isalnum()
    if count > _LONGEST_RUN or (before.isdigit() and after.isdigit()) or (inside and char == "_"):
        leads = trails = False
    elif inside:
        leads = leads and count == 2 and _may_open_within(text, start, end)  # noqa: PLR2004
        trails = trails and count <= 2  # noqa: PLR2004
    if char == "_":
        leads = leads and not before.isalnum()
        trails = trails and not after.isalnum()
    found = Mark(char, count, at, leads, trails, position=start)
    if count == 2:  # noqa: PLR2004
        space_before = not before or before.isspace()
        space_after = not after or after.isspace()
        found.loosely_closes = bool(before) and space_before and not trails
        found.loosely_opens = (
            bool(after)
            and space_after
            and not leads
            and (space_before or before in _OPENING)
            and not _before_a_mask(text, start)
        )
    return found


def _leads(text: str, at: int, sign: str) -> bool:
    """Whether what stands at ``at`` may be the beginning of dressed words."""
    char, follows = text[at : at + 1], text[at + 1 : at + 2]
    if not char or char.isspace():
        return False
    if char.isalnum() or char in _OPENING:
        return True
    if char in _QUOTES:
        return follows.isalnum() or follows in _OPENING
    if char in _CLOSING:
        return char in "….%" and follows.isalnum()
    if char in "*_":
        return bool(follows) and not follows.isspace()
    return follows != sign


def _trails(text: str, at: int, sign: str) -> bool:
    """Whether what stands at ``at`` may be the end of dressed words."""
    if at < 0:
        return False
    char, precedes = text[at], text[at - 1] if at else ""
    if char.isspace() or char in _OPENING:
        return False
    if char.isalnum():
        return True
    if char in _QUOTES:
        return precedes.isalnum() or (bool(precedes) and precedes in _CLOSING)
    if char in "*_":
        return bool(precedes) and not precedes.isspace()
    return precedes != sign or text[at - 2 : at - 1] == "\\"


def _may_open_within(text: str, start: int, end: int) -> bool:
    """Whether two stars between letters open: ``và**Điều`` does, the mask ``Ng**n`` does not."""
    if text[end].isupper():
        return True
    at = start
    while at and text[at - 1].isalpha():
        at -= 1
    return text[at:start].islower()


def _before_a_mask(text: str, start: int) -> bool:
    """Whether the word before ``start`` is one after which something was left out."""
    words = text[max(0, start - 24) : start].split()
    if not words:
        return False
    word = words[-1]
    return word in _BEFORE_A_MASK or (word[:1].isupper() and word[-1:].isalnum())


def pair(pieces: list[str], marks: list[Mark]) -> list[Mark]:
    """Write tags into ``pieces`` for the marks that pair; those of two that stay alone."""
    _pair_strictly(marks)
    alone = _pair_loosely(pieces, marks)
    for one in marks:
        pieces[one.at] = one.before + one.char * one.count + one.after
    return alone


def _pair_strictly(marks: list[Mark]) -> None:
    """Pair as CommonMark does, the nearest that can first."""
    opened: list[Mark] = []
    for one in marks:
        while one.closes and one.count and (opener := _opener(opened, one)):
            use = 2 if one.count >= 2 and opener.count >= 2 else 1  # noqa: PLR2004
            tag = "strong" if use == 2 else "em"  # noqa: PLR2004
            opener.after = f"<{tag}>{opener.after}"
            one.before += f"</{tag}>"
            opener.count -= use
            one.count -= use
            while opened[-1] is not opener:
                opened.pop()
            if not opener.count:
                opened.pop()
        if one.opens and one.count:
            opened.append(one)


def _opener(opened: list[Mark], closer: Mark) -> Mark | None:
    """The nearest open mark that ``closer`` closes: a star no two stars, nor the reverse."""
    for one in opened[: -_FARTHEST - 1 : -1]:
        if one.char == closer.char and (
            one.count == closer.count or _LONGEST_RUN in (one.count, closer.count)
        ):
            return one
    return None


def _pair_loosely(pieces: list[str], marks: list[Mark]) -> list[Mark]:
    """Pair twos with a space inside; twos that stay alone though they look like a beginning."""
    alone: list[Mark] = []
    for char in "*_":
        opener: Mark | None = None
        depth = 0
        for one in marks:
            if one.char != char or one.count != 2 or one.before or one.after:  # noqa: PLR2004
                depth += one.after.count("<") - one.before.count("<")
                continue
            ends = one.closes or one.loosely_closes
            if opener is not None and ends and not depth and one.at - opener.at > 1:
                _bold(pieces, opener, one)
                opener = None
            elif one.opens or one.loosely_opens:
                if opener is not None and opener.opens:
                    alone.append(opener)
                opener, depth = one, 0
        if opener is not None and opener.opens:
            alone.append(opener)
    return sorted(alone, key=lambda one: one.at)


def _bold(pieces: list[str], opener: Mark, closer: Mark) -> None:
    """Make what stands between two marks bold, the spaces at its ends put outside."""
    opener.count = closer.count = 0
    opener.after, closer.before = "<strong>", "</strong>"
    first, last = opener.at + 1, closer.at - 1
    pieces[first] = pieces[first].lstrip()
    if pieces[last].endswith((" ", "\n")):
        pieces[last] = pieces[last].rstrip()
        if closer.opens:
            closer.before += " "

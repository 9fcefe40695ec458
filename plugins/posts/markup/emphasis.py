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
_LINKING = frozenset("-–—/.")
"""What stands between masks, ``***-***``."""
_QUOTES = frozenset("\"'")
_LONGEST_RUN = 3
_TWO = 2
_MOST_COMPARED = 10_000
_FARTHEST = 16
"""Open marks that a closing one is tried against, so that no text makes it slow."""
# fmt: off
_BEFORE_A_MASK = frozenset({
    "ông", "bà", "anh", "chị", "em", "cháu", "cô", "chú", "bác", "cụ", "tên", "cáo", "can", "văn",
    "thị", "số", "ngày", "tháng", "năm", "giờ", "phút", "lúc", "thôn", "xóm", "tổ", "xã", "phường",
    "huyện", "tỉnh", "tại", "sinh", "là", "ở",
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
    masks: bool = False
    """Whether the word before it is one after which something is left out."""
    before: str = ""
    after: str = ""
    """Tags that close before, and open behind, what is left of the run."""
    position: int = 0
    """In the text, for the line of a problem."""


def mark(text: str, start: int, end: int, at: int) -> Mark:
    """The run ``text[start:end]``, which becomes piece ``at``."""
    char, count = text[start], end - start
    if char == "~" and count != _TWO:
        return Mark(char, count, at, opens=False, closes=False, position=start)
    before, after = text[start - 1 : start], text[end : end + 1]
    sign = char if count == _LONGEST_RUN else ""
    leads, trails = _leads(text, end, sign), _trails(text, start - 1, sign)
    inside = before.isalnum() and after.isalnum()
    if count > _LONGEST_RUN or (before.isdigit() and after.isdigit()) or (inside and char == "_"):
        leads = trails = False
    elif inside:
        leads = leads and count == _TWO and _may_open_within(text, start, end)
        trails = trails and count <= _TWO
    if char == "_":
        leads = leads and not before.isalnum()
        trails = trails and not after.isalnum()
    found = Mark(char, count, at, leads, trails, position=start)
    if count == _TWO and char != "~":
        space_before = not before or before.isspace()
        space_after = not after or after.isspace()
        found.loosely_closes = bool(before) and space_before and not trails
        found.loosely_opens = (
            bool(after) and space_after and not leads and (space_before or before in _OPENING)
        )
        found.masks = _before_a_mask(text, start)
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
    return not sign or char not in _LINKING or follows != sign


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
    return not sign or char not in _LINKING or precedes != sign


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
    if words[-1].lower() in _BEFORE_A_MASK:
        return True
    name = words[-2:]
    return len(name) > 1 and all(word[0].isupper() and word[-1].isalnum() for word in name)


def pair(pieces: list[str], marks: list[Mark]) -> list[Mark]:
    """Write tags into ``pieces`` for the marks that pair; those of two that stay alone."""
    turns: list[tuple[Mark, Mark]] = []
    for char in "*_":
        found = _turns([one for one in marks if one.char == char and one.count == _TWO])
        if not _cross(turns, found):
            turns += found
    for opener, closer in turns:
        _bold(pieces, opener, closer)
    _pair_strictly(marks)
    alone = [
        one
        for one in marks
        if one.count == _TWO and one.opens and not one.masks and one.char != "~"
    ]
    for one in marks:
        pieces[one.at] = one.before + one.char * one.count + one.after
    return alone


def _turns(twos: list[Mark]) -> list[tuple[Mark, Mark]]:
    """Pairs of twos, maybe with a space inside, first with second and so on, if each suits."""
    can = [
        one for one in twos if one.opens or one.closes or one.loosely_opens or one.loosely_closes
    ]
    if len(can) % 2:
        return []
    turns = list(zip(can[::2], can[1::2], strict=True))
    return turns if all(_suits(opener, closer) for opener, closer in turns) else []


def _cross(some: list[tuple[Mark, Mark]], others: list[tuple[Mark, Mark]]) -> bool:
    """Whether a pair of one list begins within one of the other and ends outside it."""
    if len(some) * len(others) > _MOST_COMPARED:
        return True
    return any(
        a.at < c.at < b.at < d.at or c.at < a.at < d.at < b.at for a, b in some for c, d in others
    )


def _suits(opener: Mark, closer: Mark) -> bool:
    if closer.at - opener.at < _TWO:
        return False
    if opener.opens:
        return closer.closes or closer.loosely_closes
    return opener.loosely_opens and (closer.closes or (closer.loosely_closes and not opener.masks))


def _pair_strictly(marks: list[Mark]) -> None:
    """Pair as CommonMark does, the nearest that can first."""
    opened: list[Mark] = []
    for one in marks:
        if not one.count:  # paired in turn: nothing may reach across it
            while one.before and opened.pop().count:
                pass
            if one.after:
                opened.append(one)
        while one.closes and one.count and (opener := _opener(opened, one)):
            use = _TWO if one.count >= _TWO and opener.count >= _TWO else 1
            tag = "del" if one.char == "~" else "strong" if use == _TWO else "em"
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
        if not one.count:
            return None
        if one.char == closer.char and (
            one.count == closer.count or _LONGEST_RUN in (one.count, closer.count)
        ):
            return one
    return None


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

"""The documents a post cites: found in its text and title, and what its editor says of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from msgspec.structs import replace

from plugins.documents.catalogue import number_key
from plugins.documents.citations import find_documents
from plugins.documents.types import by_symbol
from plugins.model import Cited
from plugins.posts.citing import as_cited
from plugins.posts.reporter import Reporter
from plugins.posts.typed import Typed
from plugins.posts.wording import first_near


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """One entry of ``documents``: what an editor says of a document."""

    number: str
    type: str = ""
    """Empty: as the text says it."""
    date: date | None = None
    line: int


def cited_in_title(title: str, line: int) -> tuple[Cited, ...]:
    """The documents a title cites."""
    found = find_documents(title)
    return tuple(replace(as_cited(one, 0, line), place="title") for one in found)


def settle(
    found: Sequence[Cited], rulings: Iterable[Ruling], bans: Iterable[Typed], report: Reporter
) -> tuple[Cited, ...]:
    """``found`` as the editor rules: each ruling mends what it speaks of, or adds it; less bans.

    A ruling with a date speaks of the citations of its number that bear that
    date; else of those that bear none; else, when all bear one date, of all.
    Without a date it speaks of all.
    """
    cited = list(found)
    ruled: set[tuple[str, date | None]] = set()
    for ruling in rulings:
        key = number_key(ruling.number)
        if (key, ruling.date) in ruled:
            report.wrong(ruling.line, f"documents ghi «{ruling.number}» hai lần; chỉ giữ một")
            continue
        ruled.add((key, ruling.date))
        meant = _spoken_of(ruling, key, cited)
        for at in meant:
            cited[at] = replace(
                cited[at],
                type=ruling.type or cited[at].type,
                date=ruling.date or cited[at].date,
                sure=True,
            )
        if not meant:
            cited.append(_added(ruling))
    for ban in bans:
        key = number_key(ban.text)
        if any(key == number for number, _ in ruled):
            report.wrong(
                ban.line,
                f"«{ban.text}» vừa ghi ở documents vừa ghi ở documents_ban; chỉ giữ một nơi",
            )
            continue
        kept = [one for one in cited if number_key(one.number) != key]
        if len(kept) == len(cited):
            near = first_near(ban.text, [one.number for one in found])
            report.advise(
                ban.line,
                f"documents_ban: máy không thấy bài dẫn «{ban.text}» nên dòng này thừa",
                ban.rewritten(near) if near else "",
            )
        cited = kept
    return tuple(cited)


def _spoken_of(ruling: Ruling, key: str, cited: Sequence[Cited]) -> list[int]:
    same = [at for at, one in enumerate(cited) if number_key(one.number) == key]
    if ruling.date is None:
        return same
    for day in (ruling.date, None):
        if exact := [at for at in same if cited[at].date == day]:
            return exact
    return same if len({cited[at].date for at in same}) == 1 else []


def _added(ruling: Ruling) -> Cited:
    parts = tuple(part for part in re.split("[/-]", ruling.number)[1:] if not part.isdecimal())
    return Cited(
        type=ruling.type or by_symbol(parts)[0],
        number=ruling.number,
        date=ruling.date,
        place="editor",
        sure=True,
        line=ruling.line,
    )

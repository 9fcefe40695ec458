"""What a release goes without, or shows as readers have it, and why.

A new text that may not go out is left out with whatever leads to it; a text
that readers have is shown as they have it, from ``LiveTexts``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from desk.publish.changes import Event, Fate, drafts_live, withdrawal
from desk.publish.manifest import TEXTS_EVER, Address, AddressKind
from desk.publish.questions import OpenQuestion
from desk.publish.releases import Releases
from desk.publish.texts import LiveTexts
from desk.publish.wording import page_lines
from plugins.content import ContentCache, Reading, read_newsroom
from plugins.content_folder import content_folder
from plugins.lines import decode
from plugins.model import Problem
from plugins.newsroom import Hold
from plugins.posts.addresses import address_of
from plugins.posts.old_addresses import file_of_old
from plugins.privacy import personal_data

UNANSWERED = "chưa trả lời về thông tin cá nhân"
FAULTY = "còn lỗi"
LEADING = "dẫn tới bài chưa đăng"
UNDONE = "vừa được lùi lại"
BACK = "đã gỡ bỏ, mà tệp không còn dòng gỡ bỏ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What is held, or why nothing can be released."""

    hold: Hold = field(default_factory=Hold)
    why: Mapping[str, str] = field(default_factory=dict)
    """Path → why readers do not get what the folder has."""
    refused: str = ""
    problems: tuple[Problem, ...] = ()
    """What is wrong with what is held."""


class Texts(NamedTuple):
    """The texts of a project at a moment, and those that readers have."""

    root: Path
    now: datetime
    old: Mapping[str, Address]
    """What readers have, by address."""
    live: LiveTexts

    def reading(self, hold: Hold | None = None) -> Reading:
        """The content folder, past what is wrong in it."""
        content = content_folder(self.root)
        memory = ContentCache.of(self.root)
        return read_newsroom(content, self.now, memory, hold=hold, past_faults=True)

    def readers_have(self, path: str) -> bool:
        """Whether readers have the text ``path``, or its note of withdrawal."""
        found = self.old.get(address_of(path))
        return found is not None and found.kind in TEXTS_EVER


def live_findings(releases: Releases, path: str, address: Address) -> Collection[str]:
    """The words of personal data that readers have of ``path``."""
    try:
        page = page_lines((releases.link / file_of_old(address_of(path))).read_bytes())
    except OSError:
        page = ""
    source = decode(LiveTexts(releases.folder).text(address) or b"").text
    return {one.about for one in (*personal_data(page), *personal_data(source))}


def said_of(why: Mapping[str, str]) -> str:
    """What is held, for the next command to say; ``why`` by path."""
    parts = []
    for reason in dict.fromkeys(why.values()):
        paths = sorted(path for path, held in why.items() if held == reason)
        names = ", ".join(f"content/{path}" for path in paths)
        parts.append(f"giữ lại {len(paths)} bài {reason} ({names})")
    ways = [way for reason, way in _WAYS.items() if reason in why.values()]
    return f"{'; '.join(parts)}. {' '.join(ways)}".rstrip()


_WAYS = {
    UNANSWERED: "Trả lời: invoke check --answer",
    UNDONE: "Bài đã lùi lại thì sửa, gỡ, hoặc cho hiện lại: invoke publish",
    BACK: "Đúng là muốn cho bài đã gỡ hiện lại thì chạy: invoke publish",
}
"""What to do about a text that is held for a reason."""


def withdraws(happened: Iterable[Event]) -> bool:
    """Whether something is taken back, which waits for no other text's answer."""
    return any(event.fate is Fate.WITHDRAWN for event in happened)


def without_answers(
    needed: Sequence[OpenQuestion], texts: Texts, before: Hold, *, anyway: bool
) -> Held:
    """Hold what waits for an answer: new texts alone; live ones only ``anyway``.

    Else a live text with new personal data lets nothing out.
    """
    live = {one.path for one in needed if one.live}
    if live and not anyway:
        return Held(
            refused="Chưa công bố gì: bài đang công bố có thêm thông tin cá nhân chưa trả lời. "
            "Sửa bài, hoặc trả lời: invoke check --answer"
        )
    return _without({one.path for one in needed}, UNANSWERED, texts, before)


def without_undone(paths: Collection[str], texts: Texts, before: Hold) -> Held:
    """Hold what a rollback took back: readers keep what it gave them."""
    return _without(paths, UNDONE, texts, before)


def without_withdrawn(paths: Collection[str], texts: Texts, before: Hold) -> Held:
    """Hold what was withdrawn and would be read again: readers keep the note that says so."""
    return _without(paths, BACK, texts, before)


def past_faults(urgent: str, texts: Texts) -> Held:
    """Hold every text with errors but ``urgent``, which must have none."""
    reading = texts.reading()
    drafts = drafts_live(reading.drafts, texts.old, texts.now)
    wrong = set(reading.left_out) | {_inside(p) for p in drafts}
    problems = tuple(p for p in (*drafts, *reading.problems) if p.severity == "error")
    if reading.newsroom is None:
        return Held(
            refused="Chưa công bố gì: sổ đăng ký đang có lỗi; hãy sửa rồi chạy lại.",
            problems=problems,
        )
    if urgent in wrong:
        mine = tuple(p for p in problems if _inside(p) == urgent) or problems
        return Held(
            refused="Chưa công bố gì: chính bài này đang có lỗi; hãy sửa rồi chạy lại.",
            problems=mine,
        )
    found = _without(wrong, FAULTY, texts, Hold()) if wrong else Held()
    return Held(hold=found.hold, why=found.why, refused=found.refused, problems=problems)


def _without(paths: Collection[str], reason: str, texts: Texts, before: Hold) -> Held:
    """The hold, closed: what leads to a text that is out is out itself, or as readers have it."""
    live = {path for path in paths if texts.readers_have(path)}
    out, given = (set(paths) - live) | before.out, dict(before.live)
    why = dict.fromkeys(sorted(paths), reason)
    while True:
        for path in sorted(live - given.keys()):
            data = texts.live.text(texts.old[address_of(path)])
            if data is None:
                return Held(refused=_not_kept(path, texts))
            given[path] = data
        hold = Hold(out=frozenset(out), live=tuple(sorted(given.items())))
        more = set(texts.reading(hold).left_out) - out
        if not more:
            return Held(hold=hold, why=why)
        why |= {path: LEADING for path in sorted(more) if path not in why}
        newly = {path for path in more if texts.readers_have(path)}
        if newly & given.keys():
            path = min(newly & given.keys())
            return Held(
                refused=f"Chưa công bố gì: bản độc giả đang xem của content/{path} không còn dựng "
                "lại được như cũ; hãy sửa bài ấy rồi chạy lại."
            )
        live |= newly
        out |= more - newly


def _not_kept(path: str, texts: Texts) -> str:
    """Why nothing goes out: what readers have of ``path`` is kept nowhere any more."""
    if texts.old[address_of(path)].kind is AddressKind.GONE:
        return (
            f"Chưa công bố gì: content/{path} đã gỡ bỏ mà tệp mất dòng gỡ bỏ, và bản có dòng ấy "
            f"không còn giữ. Hãy ghi lại vào phần khai báo: {withdrawal(texts.now)}\n"
            "Đúng là muốn cho bài hiện lại thì chạy: invoke publish"
        )
    return (
        f"Chưa công bố gì: content/{path} đang công bố và không lấy lại được bản độc giả đang xem; "
        "hãy sửa bài ấy rồi chạy lại."
    )


def _inside(problem: Problem) -> str:
    return problem.path.removeprefix("content/")

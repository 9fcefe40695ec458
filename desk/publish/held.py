"""What a release goes without, or shows as readers have it, and why.

A new text that may not go out is left out with whatever leads to it; a text
that readers have is shown as they have it, from ``LiveTexts``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from desk.actions.answers import Question
from desk.publish.changes import Event, Fate, drafts_live, file_of
from desk.publish.manifest import Address, AddressKind
from desk.publish.releases import Releases
from desk.publish.texts import LiveTexts
from desk.publish.wording import page_text
from plugins.model import Problem
from plugins.newsroom import Hold
from plugins.reading import Memory, read_newsroom

UNANSWERED = "chưa trả lời về thông tin cá nhân"
FAULTY = "còn lỗi"
LEADING = "dẫn tới bài chưa đăng"

_READ = frozenset({AddressKind.POST, AddressKind.STANDING, AddressKind.GONE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What is held, or why nothing can be released."""

    hold: Hold = field(default_factory=Hold)
    why: Mapping[str, str] = field(default_factory=dict)
    """Path → why readers do not get what the folder has."""
    refused: str = ""
    problems: tuple[Problem, ...] = ()
    """What is wrong with what is held."""


def live_page(releases: Releases, url: str) -> str:
    """The words of the page that readers have at ``url``."""
    try:
        return page_text((releases.link / file_of(url)).read_bytes())
    except OSError:
        return ""


def withdraws(happened: Iterable[Event]) -> bool:
    """Whether something is taken back, which waits for no other text's answer."""
    return any(event.fate is Fate.WITHDRAWN for event in happened)


def without_answers(
    needed: Sequence[Question],
    root: Path,
    now: datetime,
    old: Mapping[str, Address],
    texts: LiveTexts,
    before: Hold,
    *,
    withdraws: bool,
) -> Held:
    """Hold what waits for an answer: new texts alone; live ones only where something is withdrawn.

    Else a live text with new personal data lets nothing out.
    """
    live = {one.path for one in needed if one.live}
    if live and not withdraws:
        return Held(
            refused="Chưa công bố gì: bài đang công bố có thêm thông tin cá nhân chưa trả lời. "
            "Sửa bài, hoặc trả lời: invoke check --answer"
        )
    out = {one.path for one in needed if not one.live}
    why = dict.fromkeys(sorted(live | out), UNANSWERED)
    return _settled(root, now, old, texts, before, out=out, live=live, why=why)


def past_faults(
    urgent: str, root: Path, now: datetime, old: Mapping[str, Address], texts: LiveTexts
) -> Held:
    """Hold every text with errors but ``urgent``, which must have none."""
    content = root / "content"
    reading = read_newsroom(content, now, Memory.beside(content), past_faults=True)
    drafts = drafts_live(reading.drafts, old, now)
    wrong = set(reading.left_out) | {p.path.removeprefix("content/") for p in drafts}
    problems = tuple(
        p
        for p in (*drafts, *reading.problems)
        if p.severity == "error" and (p.path.removeprefix("content/") in wrong or reading.newsroom)
    )
    if reading.newsroom is None:
        problems = tuple(p for p in reading.problems if p.severity == "error")
        return Held(
            refused="Chưa công bố gì: sổ đăng ký đang có lỗi; hãy sửa rồi chạy lại.",
            problems=problems,
        )
    if urgent in wrong:
        mine = tuple(p for p in problems if p.path == f"content/{urgent}") or problems
        return Held(
            refused="Chưa công bố gì: chính bài này đang có lỗi; hãy sửa rồi chạy lại.",
            problems=mine,
        )
    if not wrong:
        return Held()
    live = {path for path in wrong if _readers_have(path, old)}
    why = dict.fromkeys(sorted(wrong), FAULTY)
    found = _settled(root, now, old, texts, Hold(), out=wrong - live, live=live, why=why)
    return Held(hold=found.hold, why=found.why, refused=found.refused, problems=problems)


def _settled(
    root: Path,
    now: datetime,
    old: Mapping[str, Address],
    texts: LiveTexts,
    before: Hold,
    *,
    out: set[str],
    live: set[str],
    why: dict[str, str],
) -> Held:
    """The hold, closed: what leads to a text that is out is out itself, or as readers have it."""
    content = root / "content"
    out, given = out | before.out, dict(before.live)
    while True:
        for path in sorted(live - given.keys()):
            data = texts.text(old[_address(path)])
            if data is None:
                return Held(
                    refused=f"Chưa công bố gì: content/{path} đang công bố và không lấy lại được "
                    "bản độc giả đang xem; hãy sửa bài ấy rồi chạy lại."
                )
            given[path] = data
        hold = Hold(out=frozenset(out), live=tuple(sorted(given.items())))
        reading = read_newsroom(content, now, Memory.beside(content), hold=hold, past_faults=True)
        more = set(reading.left_out) - out
        if not more:
            return Held(hold=hold, why=why)
        why |= {path: LEADING for path in sorted(more) if path not in why}
        newly = {path for path in more if _readers_have(path, old)}
        if newly & given.keys():
            path = min(newly & given.keys())
            return Held(
                refused=f"Chưa công bố gì: bản độc giả đang xem của content/{path} không còn dựng "
                "lại được như cũ; hãy sửa bài ấy rồi chạy lại."
            )
        live |= newly
        out |= more - newly


def _address(path: str) -> str:
    return f"/{path.removesuffix('.md')}.html"


def _readers_have(path: str, old: Mapping[str, Address]) -> bool:
    found = old.get(_address(path))
    return found is not None and found.kind in _READ

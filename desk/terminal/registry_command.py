"""``invoke registry add`` and ``invoke registry end`` on a console."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from desk.actions import registering
from desk.actions.proposal import YES
from desk.actions.registering import KINDS, End, Entry
from desk.faults import RefusedError
from desk.terminal.console import ask, say
from desk.terminal.conversation import ask_all, settle
from plugins import clock
from plugins.moments import read_day
from plugins.numbers import whole
from plugins.vietnamese import fold

_WORDS = {fold(word): key for key, kind in KINDS.items() for word in (key, kind.word)}


def registry(root: Path, *, action: str, **said: Any) -> int:  # noqa: ANN401 - see both
    """``add`` or ``end``, with what was said beside it; the exit code. Raises RefusedError."""
    if action == "add":
        return add(root, **{k: v for k, v in said.items() if k in _ADD})
    if action == "end":
        return end(root, **{k: v for k, v in said.items() if k in _END})
    message = f"Không có việc «{action}». Ghi: invoke registry add, hoặc invoke registry end."
    raise RefusedError(message)


_ADD = ("kind", "name", "of", "since", "note", "yes")
_END = ("kind", "name", "until", "successors", "yes")


def add(
    root: Path,
    *,
    kind: str = "",
    name: str = "",
    of: str = "",
    since: str = "",
    note: str = "",
    yes: bool = False,
) -> int:
    """Add one unit, department or author; the exit code. Raises RefusedError."""
    key = _kind(kind)
    word = KINDS[key].word
    asked = not name
    name = name or _needed(f"Tên {word}, viết như trong bài:", "--name")
    if asked:
        of = of or _of(root, key)
        since = since or ask("Từ ngày nào (trống: không rõ):")
        if key == "author":
            note = note or ask("Điều phân biệt với người trùng tên (trống: không có):")
    entry = Entry(kind=key, name=name, above=of, since=_day(since, "--from"), note=note)
    return _settle(registering.propose_add(root, entry), yes=yes)


def end(
    root: Path,
    *,
    kind: str = "",
    name: str = "",
    until: str = "",
    successors: str = "",
    yes: bool = False,
) -> int:
    """Let one unit, department or author end; the exit code. Raises RefusedError."""
    key = _kind(kind)
    word = KINDS[key].word
    asked = not name
    name = name or _needed(f"{word.capitalize()} nào kết thúc?", "--name")
    day = _day(until or _needed("Ngày cuối cùng (ví dụ 30/6/2025):", "--until"), "--until")
    assert day is not None, "what is needed is there"
    if asked and key != "author":
        successors = successors or ask(
            f"{word.capitalize()} nào kế tục (nhiều thì cách nhau bằng dấu chấm phẩy; trống: không "
            "có, hoặc chưa rõ):"
        )
    heirs = tuple(one.strip() for one in successors.split(";") if one.strip())
    return _settle(
        registering.propose_end(root, End(kind=key, name=name, until=day, successors=heirs)),
        yes=yes,
    )


def _settle(proposal: registering.Proposed, *, yes: bool) -> int:
    return settle(
        proposal,
        registering.carry_out,
        (lambda questions: {one.key: YES for one in questions}) if yes else ask_all,
    )


def _kind(said: str) -> str:
    if not said:
        for number, kind in enumerate(KINDS.values(), 1):
            say(f"  {number}. {kind.word}")
        said = _needed("Loại nào (số):", "--kind")
        number = whole(said) or 0
        if 1 <= number <= len(KINDS):
            return list(KINDS)[number - 1]
    key = _WORDS.get(fold(said.strip()))
    if key is None:
        words = " | ".join(kind.word for kind in KINDS.values())
        message = f"Không có loại «{said}» trong sổ đăng ký. Ghi: --kind «{words}»."
        raise RefusedError(message)
    return key


def _of(root: Path, key: str) -> str:
    """What the new entry belongs to, as the officer answers."""
    kind = "department" if key == "author" else "unit"
    names = list(registering.choices(root, kind, clock.now().date()))
    for number, name in enumerate(names, 1):
        say(f"  {number}. {name}")
    words = {"unit": "Đơn vị cấp trên", "department": "Của đơn vị", "author": "Làm việc ở phòng"}
    said = ask(f"{words[key]} (số, hoặc tên; trống: không ghi):")
    number = whole(said) or 0
    return names[number - 1] if 1 <= number <= len(names) else said


def _needed(question: str, option: str) -> str:
    answered = ask(question)
    if not answered:
        message = f"Chưa ghi {option}: {question.rstrip(':')}"
        raise RefusedError(message)
    return answered


def _day(said: str, option: str) -> date | None:
    if not said:
        return None
    day = read_day(said).day
    if day is None:
        message = f"{option}: «{said}» không phải một ngày; viết như 30/6/2025."
        raise RefusedError(message)
    return day

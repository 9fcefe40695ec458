"""``invoke correct`` and ``invoke withdraw`` on a console."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from desk.actions.correct import carry_out, give_up, propose
from desk.terminal.answer_command import ask_reasons
from desk.terminal.console import ask, interactive, say, show, warn
from desk.terminal.conversation import settle
from plugins.model import CorrectionKind
from plugins.vietnamese import slugify

_KINDS = {
    "1": CorrectionKind.CORRECTION,
    "dinh-chinh": CorrectionKind.CORRECTION,
    "2": CorrectionKind.UPDATE,
    "cap-nhat": CorrectionKind.UPDATE,
}
"""What an officer may type, as ``slugify`` makes it alike."""


def correct(
    root: Path,
    *,
    post: str,
    kind: str = "",
    note: str = "",
    yes: bool = False,
    target: str | None = None,
    now: datetime | None = None,
) -> int:
    """Tell readers of ``post`` what was corrected or brought up to date; the exit code."""
    chosen = _kind(kind)
    if chosen is None:
        warn('Loại phải là «đính chính» hoặc «cập nhật». Viết: --kind "đính chính"')
        return 2
    return _say_and_publish(root, post, chosen, note, yes=yes, target=target, now=now)


def withdraw(
    root: Path,
    *,
    post: str,
    why: str = "",
    yes: bool = False,
    target: str | None = None,
    now: datetime | None = None,
) -> int:
    """Take ``post`` back: its address stays and says ``why``; the exit code."""
    kind = CorrectionKind.WITHDRAWAL
    return _say_and_publish(root, post, kind, why, yes=yes, target=target, now=now)


def _kind(said: str) -> CorrectionKind | None:
    if not said and not interactive():
        return CorrectionKind.CORRECTION
    if not said:
        say("Sửa một chỗ sai là đính chính; thêm điều mới là cập nhật.")
        said = ask("Loại: 1. đính chính  2. cập nhật", "1")
    return _KINDS.get(slugify(said))


def _say_and_publish(
    root: Path,
    post: str,
    kind: CorrectionKind,
    note: str,
    *,
    yes: bool,
    target: str | None,
    now: datetime | None,
) -> int:
    if not post and interactive():
        post = ask("Bài nào (tên tệp, địa chỉ, hoặc vài chữ của tiêu đề):")
    with _stopped_by_closing():
        proposal = propose(
            root,
            show,
            post=post,
            kind=kind,
            note=note,
            target=target,
            now=now,
            is_agreed=yes or not interactive(),
        )
        return settle(proposal, carry_out, ask_reasons, give_up)


@contextmanager
def _stopped_by_closing() -> Iterator[None]:
    """Let a window that is closed, or the machine going down, stop the command as Ctrl-C does.

    Else the line would stay, and a timer would publish what nobody agreed to.
    """

    def stop(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    names = ("SIGHUP", "SIGTERM", "SIGBREAK")
    before = {
        number: signal.signal(number, stop)
        for number in (getattr(signal, name, None) for name in names)
        if number is not None
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
